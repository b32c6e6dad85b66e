"""Finish by push (RFC 9635 §4.2) and the reference that it brings (§5.1)."""

import re
from urllib.parse import parse_qs, urlsplit

from broker.gnap.interaction import hash_matches
from broker.probe.check import Absent, check, expect
from broker.probe.checks.continuation import cancelled
from broker.probe.reply import Reply, refused
from broker.probe.talking import Probe
from broker.probe.world import Json

_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]{16,}")
_MADE_UP = "A" * 43


async def _finishing(probe: Probe, **other: str) -> tuple[str, str, Reply]:
    """Ask with a push finish; return callback URI, nonce and answer. Absent where the server declined the method."""
    uri, mine, interact = probe.finishing(probe.target.waits[0], **other)
    reply = await probe.waiting(interact=interact)
    if "finish" not in reply.interact:
        raise Absent("the server declined the finish method, as it may")
    return uri, mine, reply


async def _called(probe: Probe, uri: str) -> Json:
    call = await probe.pushed(uri)
    expect(call is not None, "no finish call came after the owner's decision")
    return call or {}


@check(
    *("C-4.2.2-1", "C-4.2-4", "C-4.2.3-1", "C-4.2.3-3", "C-2.5.2-9", "C-2.5.2-11", "C-3.3-1", "C-3.3.5-1"),
    needs=("waits", "decision", "push"),
)
async def a_push_proves_itself(probe: Probe) -> None:
    """After approval the callback gets a POST with the interaction reference and the right hash."""
    uri, mine, reply = await _finishing(probe)
    await probe.decide("approve", reply)
    await _expect_hash(probe, await _called(probe, uri), mine, reply, "sha-256")


async def _expect_hash(probe: Probe, call: Json, mine: str, reply: Reply, method: str) -> None:
    proof, reference = str(call.get("hash")), str(call.get("interact_ref"))
    right = hash_matches(proof, mine, str(reply.interact["finish"]), reference, probe.url, method)
    expect(right, f"the hash of the finish call is not the {method} hash of this interaction")


@check("C-4.2-4", "C-4.2.3-3", needs=("waits", "decision", "push"))
async def the_hash_method_is_the_clients_choice(probe: Probe) -> None:
    """The hash of a finish call is made by the method that the request named."""
    for method in probe.target.hash_methods:
        uri, mine, reply = await _finishing(probe, hash_method=method)
        await probe.decide("approve", reply)
        await _expect_hash(probe, await _called(probe, uri), mine, reply, method)
        await probe.clean()


@check("C-4.2-3", needs=("waits", "decision", "push"))
async def an_interaction_reference_cannot_be_guessed(probe: Probe) -> None:
    """The interaction reference is made of at least 16 unreserved characters."""
    uri, _, reply = await _finishing(probe)
    await probe.decide("approve", reply)
    reference = (await _called(probe, uri)).get("interact_ref")
    expect(isinstance(reference, str) and _UNRESERVED.fullmatch(reference), "the interaction reference is not fit")


@check("C-4.2-1", needs=("waits", "decision", "push"))
async def a_refusal_is_called_back_too(probe: Probe) -> None:
    """After a refusal the finish call comes all the same, and continuing says user_denied."""
    uri, _, reply = await _finishing(probe)
    await probe.decide("deny", reply)
    reference = (await _called(probe, uri)).get("interact_ref")
    refused(await probe.later(reply, {"interact_ref": reference}), "user_denied")


@check("C-5.1-6", needs=("waits", "push"))
async def a_wrong_reference_is_an_invalid_interaction(probe: Probe) -> None:
    """A reference that was never given is refused with invalid_interaction."""
    _, _, reply = await _finishing(probe)
    refused(await probe.later(reply, {"interact_ref": _MADE_UP}), "invalid_interaction")


@check("C-5.1-4", "C-3.2-1", needs=("waits", "decision", "push"))
async def the_reference_gives_the_token(probe: Probe) -> None:
    """Continuing with the reference gives the token, without an `interact` beside it."""
    uri, _, reply = await _finishing(probe)
    await probe.decide("approve", reply)
    reference = (await _called(probe, uri)).get("interact_ref")
    granted = await probe.later(reply, {"interact_ref": reference})
    expect(granted.tokens, f"the reference gave no token ({granted.summary})")
    expect("interact" not in granted.content, "a granted answer asks for interaction")


@check("C-5.1-3", "C-1.5-6", needs=("waits", "decision", "push"))
async def a_reference_works_once(probe: Probe) -> None:
    """A reference in a grant that no longer waits is too_many_attempts; the same one never gives another token."""
    uri, _, reply = await _finishing(probe)
    await probe.decide("approve", reply)
    reference = (await _called(probe, uri)).get("interact_ref")
    granted = await probe.later(reply, {"interact_ref": reference})
    current = granted if granted.going_on else reply
    await probe.wait(current)
    other = await probe.continue_(current, {"interact_ref": _MADE_UP})
    refused(other, "too_many_attempts", "invalid_continuation")
    again = await probe.continue_(current, {"interact_ref": reference})
    values = [token.get("value") for token in granted.tokens]
    expect([one for one in again.tokens if one.get("value") not in values] == [], "a used reference gave a new token")


@check("C-4.2-6", needs=("waits", "push"))
async def a_cancelled_grant_is_not_called_back(probe: Probe) -> None:
    """After DELETE no finish call comes, whatever the owner does."""
    uri, _, reply = await _finishing(probe)
    await cancelled(probe, reply)
    if probe.world.decide is not None:
        await probe.world.decide("approve", reply.interact)
    expect(await probe.pushed(uri, seconds=5.0) is None, "a cancelled grant was called back")


@check(
    *("C-4.2.1-1", "C-4.2.3-1", "C-2.5.2-9", "C-2.5.2-11", "C-3.3-1"),
    needs=("waits", "decision", "redirect finish", "start:redirect"),
)
async def a_redirect_proves_itself(probe: Probe) -> None:
    """After approval the browser is sent to the callback with hash and interact_ref, its own query kept."""
    uri, mine, interact = probe.finishing(probe.target.waits[0], method="redirect")
    interact |= {"start": ["redirect"], "finish": {**interact["finish"], "uri": f"{uri}?mine=1"}}
    reply = await probe.waiting(interact=interact)
    location = await probe.decide("approve", reply)
    if location is None:
        raise Absent("the way in which the owner decides does not tell where the browser was sent")
    expect(location.startswith(f"{uri}?"), "the browser was not sent to the callback")
    call = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    expect(call.get("mine") == "1", "the callback's own query was lost")
    await _expect_hash(probe, call, mine, reply, "sha-256")
    granted = await probe.later(reply, {"interact_ref": call["interact_ref"]})
    expect(granted.tokens, f"the reference gave no token ({granted.summary})")


@check("C-2.5.2-13", needs=("waits", "push", "registered-callbacks"))
async def a_callback_is_registered_for_its_key(probe: Probe) -> None:
    """A callback that is not registered for the key is refused, or left out of the answer."""
    _, _, interact = probe.finishing(probe.target.waits[0])
    interact["finish"]["uri"] = "https://somebody-else.example/callback"
    reply = await probe.ask(probe.target.waits[0], interact=interact)
    expect(reply.error or "finish" not in reply.interact, "a finish call to somebody else's callback was promised")


CHECKS = (
    a_redirect_proves_itself,
    a_callback_is_registered_for_its_key,
    a_push_proves_itself,
    the_hash_method_is_the_clients_choice,
    an_interaction_reference_cannot_be_guessed,
    a_refusal_is_called_back_too,
    a_wrong_reference_is_an_invalid_interaction,
    the_reference_gives_the_token,
    a_reference_works_once,
    a_cancelled_grant_is_not_called_back,
)
