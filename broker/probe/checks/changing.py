"""Changing a grant by PATCH (RFC 9635 §5.3)."""

from typing import Any

from broker.probe.check import check, expect
from broker.probe.checks.continuation import approved, cancelled
from broker.probe.checks.discovery import is_endpoint
from broker.probe.reply import Reply, refused, uri_of, value_of
from broker.probe.talking import Probe


@check("C-5.3-2", needs=("waits", "patch"))
async def a_cancelled_grant_is_not_changed(probe: Probe) -> None:
    """PATCH of a grant that is over is refused with invalid_continuation."""
    reply = await probe.waiting()
    await cancelled(probe, reply)
    await probe.wait(reply)
    refused(await _changed(probe, reply), "invalid_continuation")


async def _changed(probe: Probe, reply: Reply, **members: Any) -> Reply:
    content = {"access_token": {"access": probe.target.waits[0].access}, **probe.target.waits[0].members, **members}
    return await probe.call("PATCH", uri_of(reply.going_on), content, value_of(reply.going_on), party=reply.party)


@check("C-5.3-2", "C-5-9", needs=("waits", "patch"))
async def a_grant_that_waits_can_be_changed(probe: Probe) -> None:
    """PATCH of a grant that waits is weighed anew, and the grant goes on with a new continuation token."""
    reply = await probe.waiting()
    await probe.wait(reply)
    changed = await _changed(probe, reply)
    expect(changed.error is None and changed.going_on, f"a PATCH was not taken ({changed.summary})")
    expect(not changed.tokens, "a PATCH gave a token that nobody approved")


@check("C-5.3-7", needs=("waits", "patch", "start:redirect"))
async def a_change_can_be_visited_again(probe: Probe) -> None:
    """PATCH with a start mode, of a grant that waits, is answered with that way to the owner."""
    reply = await probe.waiting()
    await probe.wait(reply)
    finish = probe.target.waits[0].members.get("interact", {})
    changed = await _changed(probe, reply, interact={**finish, "start": ["redirect"]})
    expect(is_endpoint(changed.interact.get("redirect")), f"a PATCH offers no interaction ({changed.summary})")


@check("C-2.3-3", needs=("waits", "patch"))
async def a_change_names_no_client(probe: Probe) -> None:
    """A PATCH with `client` in it is refused."""
    reply = await probe.waiting()
    await probe.wait(reply)
    refused(await _changed(probe, reply, client={"key": probe.party.key_object()}))


@check("C-5.3-6", needs=("waits", "decision", "patch", "continue-after-approval", "introspection"))
async def a_change_leaves_older_tokens_alone(probe: Probe) -> None:
    """PATCH of an approved grant does not alter the token that was given before."""
    granted = await approved(probe)
    value = str(granted.tokens[0]["value"])
    before = (await probe.introspect(value)).content
    await probe.wait(granted)
    await _changed(probe, granted)
    after = (await probe.introspect(value)).content
    expect(before.get("access") == after.get("access") and after.get("active"), "an older token was altered")


@check("C-5.3-3", needs=("waits", "patch", "user-references"))
async def a_change_names_no_unknown_user(probe: Probe) -> None:
    """A PATCH that names a user whom the server does not know is refused with unknown_user."""
    reply = await probe.waiting()
    await probe.wait(reply)
    refused(await _changed(probe, reply, user="no-such-user-as-this"), "unknown_user")


CHECKS = (
    a_change_names_no_unknown_user,
    a_cancelled_grant_is_not_changed,
    a_grant_that_waits_can_be_changed,
    a_change_can_be_visited_again,
    a_change_names_no_client,
    a_change_leaves_older_tokens_alone,
)
