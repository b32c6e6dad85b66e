"""Going on with a grant (RFC 9635 §3.1, §5): polling, the owner's decision, cancelling."""

from broker.probe.check import check, expect
from broker.probe.checks.discovery import is_endpoint
from broker.probe.checks.tokens import expect_plain
from broker.probe.reply import Reply, refused, uri_of, value_of
from broker.probe.talking import Probe

_MADE_UP = "A" * 43


@check("C-3-1", "C-1.5-3", "C-3.1-1", "C-3.1-9", needs=("waits",))
async def a_pending_grant_can_be_continued(probe: Probe) -> None:
    """A grant that waits has `continue` with an absolute uri and a token."""
    going_on = (await probe.waiting()).going_on
    expect(is_endpoint(going_on.get("uri")), "continue.uri is not absolute")
    value_of(going_on)


@check("C-3.1-4", "C-5.2-2", needs=("waits",))
async def the_wait_is_five_seconds_or_more(probe: Probe) -> None:
    """`wait` is 5 seconds or more, also in the answer to a poll."""
    first = await probe.waiting()
    second = await probe.later(first)
    for reply in (first, second):
        wait = reply.going_on.get("wait", 5)
        expect(isinstance(wait, int) and wait >= 5, f"wait is {wait}")
    expect("wait" in second.going_on, "the answer to a poll has no wait")


@check("C-3.1-6", needs=("waits",))
async def a_continuation_token_is_bound(probe: Probe) -> None:
    """The continuation token has no key, no flags and no manage."""
    going_on = (await probe.waiting()).going_on
    value_of(going_on)
    expect_plain(going_on["access_token"])


@check("C-1.5-2", "C-5.1-5", "C-5.2-4", "C-3.4-8", "C-3.2-1", needs=("waits",))
async def nothing_is_given_while_a_grant_waits(probe: Probe) -> None:
    """Neither the first answer nor a poll gives a token or subject information before the owner has decided."""
    first = await probe.waiting(subject={"sub_id_formats": ["opaque"]} if probe.has("subject") else None)
    second = await probe.later(first)
    for reply in (first, second):
        expect(not reply.tokens and "subject" not in reply.content, "a grant that waits has given something")
    expect(second.going_on, f"a grant that waits cannot be continued after a poll ({second.summary})")


@check("C-5-8", needs=("waits",))
async def an_early_poll_is_too_fast(probe: Probe) -> None:
    """A continuation before `wait` is over is refused with too_fast."""
    refused(await probe.continue_(await probe.waiting()), "too_fast")


@check("C-5-9", "C-5-12", needs=("waits",))
async def each_poll_gives_a_new_token(probe: Probe) -> None:
    """A poll gives a new continuation token, and the old one is refused with invalid_continuation."""
    first = await probe.waiting()
    second = await probe.later(first)
    expect(value_of(second.going_on) != value_of(first.going_on), "the continuation token stays the same")
    third = await probe.later(second)
    expect(third.going_on, "the new continuation token is refused")
    # Only now: a server may repeat an answer that was lost, until its token is used (RFC 9635 §11.33).
    await probe.wait(third)
    stale = await probe.call("POST", uri_of(third.going_on), None, value_of(first.going_on))
    refused(stale, "invalid_continuation")


@check("C-5-2", needs=("waits",))
async def another_key_cannot_continue(probe: Probe) -> None:
    """A continuation signed by another key, known or not, is refused: invalid_client or invalid_continuation."""
    reply = await probe.waiting()
    await probe.wait(reply)
    for party in (probe.stranger(), *probe.parties[1:2]):
        refused(await probe.continue_(reply, party=party), "invalid_client", "invalid_continuation")
    expect((await probe.continue_(reply)).going_on, "the right key was refused after a wrong one")


@check("C-5-2", needs=("waits",))
async def a_continuation_presents_its_token(probe: Probe) -> None:
    """A continuation that presents no token is refused."""
    reply = await probe.waiting()
    await probe.wait(reply)
    refused(
        await probe.call("POST", uri_of(reply.going_on)), "invalid_continuation", "invalid_client", "invalid_request"
    )
    expect((await probe.continue_(reply)).going_on, "a continuation with its token was refused")


@check("C-5-3", needs=("waits", "granted"))
async def other_tokens_do_not_continue(probe: Probe) -> None:
    """An access token and its management token are refused as continuation tokens with invalid_continuation."""
    token = (await probe.granted()).tokens[0]
    values = [str(token["value"])]
    if isinstance(token.get("manage"), dict):
        values.append(value_of(token["manage"]))
    reply = await probe.waiting()
    await probe.wait(reply)
    for value in values:
        refused(await probe.continue_(reply, token=value), "invalid_continuation")
    expect((await probe.continue_(reply)).going_on, "the right token was refused after wrong ones")


@check("C-5-6", needs=("waits",))
async def an_unknown_token_does_not_continue(probe: Probe) -> None:
    """A continuation token that was never given is refused with invalid_continuation."""
    reply = await probe.waiting()
    await probe.wait(reply)
    refused(await probe.continue_(reply, token=_MADE_UP), "invalid_continuation")
    expect((await probe.continue_(reply)).going_on, "the right token was refused after a wrong one")


@check("C-5-5", needs=("waits twice",))
async def a_continuation_belongs_to_one_grant(probe: Probe) -> None:
    """URI and token together mean one grant: the token of another is refused, or continues its own."""
    first, second = await probe.waiting(0), await probe.waiting(1)
    await probe.wait(second)
    if uri_of(first.going_on) != uri_of(second.going_on):
        crossed = await probe.continue_(first, token=value_of(second.going_on))
        refused(crossed, "invalid_continuation")
    for reply in (first, second):
        expect((await probe.continue_(reply)).going_on, "one of two grants cannot be continued")


@check("C-2.3-3", needs=("waits",))
async def a_continuation_names_no_client(probe: Probe) -> None:
    """A continuation with `client` in it is refused, and the grant lives on."""
    reply = await probe.waiting()
    await probe.wait(reply)
    odd = await probe.continue_(reply, {"client": {"key": probe.party.key_object()}})
    expect(odd.error or odd.status >= 400, f"a continuation that names a client was taken ({odd.summary})")
    expect((await probe.later(odd if odd.going_on else reply)).error is None, "the grant did not live on")


@check("C-5.4-1", "C-1.5-5", "C-5.4-3", needs=("waits",))
async def a_cancelled_grant_is_over(probe: Probe) -> None:
    """DELETE answers 204, and the grant is never continued again: invalid_continuation."""
    reply = await probe.waiting()
    gone = await cancelled(probe, reply)
    expect(gone.status == 204, f"DELETE answers HTTP {gone.status}")
    await probe.wait(reply)
    refused(await probe.continue_(reply), "invalid_continuation")


async def cancelled(probe: Probe, reply: Reply) -> Reply:
    """Cancel the grant of an answer when it may be; return the answer to that."""
    await probe.wait(reply)
    return await probe.call("DELETE", uri_of(reply.going_on), None, value_of(reply.going_on), party=reply.party)


@check("C-5.4-4", needs=("waits",))
async def a_grant_is_cancelled_once(probe: Probe) -> None:
    """A second DELETE is refused with invalid_continuation."""
    reply = await probe.waiting()
    expect((await cancelled(probe, reply)).error is None, "the first DELETE was refused")
    refused(await cancelled(probe, reply), "invalid_continuation")


@check("C-5.2-5", needs=("waits", "poll limit"))
async def polls_without_end_end_the_grant(probe: Probe) -> None:
    """After too many polls the answer is too_many_attempts, without a way to continue."""
    reply = await probe.waiting()
    for _ in range(probe.target.poll_limit or 0):
        if reply.error or not reply.going_on:
            break
        reply = await probe.later(reply)
    refused(reply, "too_many_attempts")
    expect(not reply.going_on, "the grant goes on after too many attempts")


@check("C-5.2-3", "C-5.1-4", needs=("waits", "decision"))
async def an_approved_grant_gives_its_token(probe: Probe) -> None:
    """After the owner approved, a poll gives the token, without an `interact` beside it."""
    granted = await approved(probe)
    expect(granted.tokens, f"no token after approval ({granted.summary})")
    expect("interact" not in granted.content, "a granted answer asks for interaction")


async def approved(probe: Probe) -> Reply:
    """Ask for what waits, let the owner approve, and return the answer to the continuation."""
    reply = await probe.waiting()
    await probe.decide("approve", reply)
    return await probe.later(reply)


@check("C-3.6-3", "C-4.2-1", needs=("waits", "decision"))
async def a_refusal_is_an_error(probe: Probe) -> None:
    """After the owner refused, a poll says user_denied and gives nothing."""
    reply = await probe.waiting()
    await probe.decide("deny", reply)
    refused(await probe.later(reply), "user_denied")


@check("C-1.5-5", "C-5.4-3", needs=("waits", "decision"))
async def a_refused_grant_gives_nothing_ever(probe: Probe) -> None:
    """After the owner refused, no later continuation gives anything."""
    reply = await probe.waiting()
    await probe.decide("deny", reply)
    last = await probe.later(reply)
    await probe.world.sleep(5)
    refused(await probe.continue_(last if last.going_on else reply))


@check("C-1.5-7", "C-5-9", needs=("waits", "decision", "continue-after-approval"))
async def an_approved_grant_can_go_on(probe: Probe) -> None:
    """Where an approved answer has `continue`, going on is answered, and a further token is another one."""
    granted = await approved(probe)
    expect(granted.going_on, "an approved answer has no continue")
    again = await probe.later(granted)
    expect(again.error is None, f"going on after approval is refused ({again.summary})")
    values = [token["value"] for token in (*granted.tokens, *again.tokens)]
    expect(len(set(values)) == len(values), "one token value was given twice")


@check("C-5.4-2", needs=("waits", "decision", "continue-after-approval", "introspection"))
async def cancelling_revokes_the_tokens(probe: Probe) -> None:
    """DELETE of an approved grant revokes its tokens."""
    granted = await approved(probe)
    value = str(granted.tokens[0]["value"])
    expect((await probe.introspect(value)).content.get("active") is True, "a fresh token is not active")
    await cancelled(probe, granted)
    expect((await probe.introspect(value)).content.get("active") is False, "a token outlives its grant")


CHECKS = (
    a_pending_grant_can_be_continued,
    the_wait_is_five_seconds_or_more,
    a_continuation_token_is_bound,
    nothing_is_given_while_a_grant_waits,
    an_early_poll_is_too_fast,
    each_poll_gives_a_new_token,
    another_key_cannot_continue,
    a_continuation_presents_its_token,
    other_tokens_do_not_continue,
    an_unknown_token_does_not_continue,
    a_continuation_belongs_to_one_grant,
    a_continuation_names_no_client,
    a_cancelled_grant_is_over,
    a_grant_is_cancelled_once,
    polls_without_end_end_the_grant,
    an_approved_grant_gives_its_token,
    a_refusal_is_an_error,
    a_refused_grant_gives_nothing_ever,
    an_approved_grant_can_go_on,
    cancelling_revokes_the_tokens,
)
