"""The shipped functions as the model calls them: its values become theirs, and what they return becomes the model's.

Nothing is decided here. Every function is looked up in its module at each call, so that a mutant of the shipped code is
what the model runs; answers are remembered by their arguments until `forget`.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from broker.approval import covers as covering
from broker.client import declaring, ending, exchange, messages, repeating, steps, using
from broker.client.context import Context
from broker.gnap import as_role, client_role, grant, interaction, profiles, rights
from broker.gnap.errors import ErrorCode, PeerError
from broker.gnap.message import write_object
from broker.http import Answer
from broker.policy import decide as deciding
from broker.policy import narrower as narrowing
from broker.policy.model import Decide
from broker.store.tables import ClientGrant
from tests.model.things import (
    CALLS,
    ENDPOINT,
    HONEST,
    KEY,
    POLICIES,
    SERVER_OF,
    Approval,
    Grant,
    Reply,
    Row,
    granted,
    signed,
)
from tests.stand_ins import NOW

SOON, PAST = NOW + timedelta(seconds=5), NOW - timedelta(seconds=1)
_REMEMBERED: list[Any] = []


def remembered(function: Callable[..., Any]) -> Any:
    """Return the function with a memory that `forget` empties."""
    kept = cache(function)
    _REMEMBERED.append(kept)
    return kept


def forget() -> None:
    """Forget every answer: the code behind it was changed."""
    for one in _REMEMBERED:
        one.cache_clear()


@remembered
def decided(policy: str, call: str) -> Any:
    """`policy.decide.decide`: the Decision about a call."""
    return deciding.decide(POLICIES[policy], CALLS[call].access)


def says(policy: str, call: str) -> str:
    """Return allow, ask or deny."""
    return str(decided(policy, call).decide)


@remembered
def narrower(old: str, new: str) -> bool:
    """`policy.narrower.narrower`."""
    return narrowing.narrower(POLICIES[old], POLICIES[new])


@remembered
def within(call: str, token: str, asked: str) -> bool:
    """`gnap.rights.within`: does the call lie inside what a token of that kind, granted for `asked`, allows?"""
    return rights.within(CALLS[call].access, granted(asked, token))


@remembered
def covers(approval: Approval, call: str, late: bool, policy: str) -> str | None:
    """`approval.covers.covers`: None, or why the approval does not cover the call. `late`: its time is over."""
    server = SERVER_OF[call.split(",")[0]]
    return covering.covers(
        signed(approval),
        CALLS[call],
        now=NOW + (timedelta(hours=25) if late else timedelta(minutes=1)),
        agent="scout",
        owner="alice",
        client_key=KEY[server],
        authorization_server=ENDPOINT[server],
        decision_now=decided(policy, call),
    )


@remembered
def step(at: Grant, move: str) -> Grant:
    """`gnap.grant.step` for the authorization server's row; raises InvalidTransition as it does."""
    how = grant.Ending(at.ending) if at.ending else None
    after = grant.step(grant.Grant(grant.State(at.state), how, NOW), grant.Move(move), NOW)
    return at._replace(state=str(after.state), ending=str(after.ending) if after.ending else None)


@remembered
def proof(nonce: int | None, ref: int, endpoint: str) -> str:
    """`gnap.interaction.interaction_hash` of a finish call."""
    return interaction.interaction_hash("client-nonce", f"as-{nonce}", f"ref-{ref}", endpoint)


@remembered
def proves(received: str, nonce: int | None, ref: int, endpoint: str) -> bool:
    """`gnap.profiles.proves_finish`, which is `gnap.interaction.hash_matches` in the spelling of a profile."""
    return profiles.proves_finish(profiles.RFC9635, received, "client-nonce", f"as-{nonce}", f"ref-{ref}", endpoint)


def may_repeat(call: str, once: bool) -> bool:
    """`client.using.may_repeat`; `once` says whether the connector names an idempotency header."""
    return using.may_repeat(CALLS[call.replace("pay", "pay-once") if once else call])


@remembered
def next_step(row: Row, age: int) -> str | None:
    """`client.steps.next_step`: the step that is due now, None where nothing is."""
    wanted, due = steps.next_step(_written(row, age))
    return str(wanted) if due is not None and due <= NOW else None


@remembered
def took(row: Row, reply: Reply, server: str, age: int) -> Row:
    """`client_role.read_answer`, then `exchange.take` or `exchange.broken`: the row after an answer."""
    written = _written(row, age)
    try:
        meant = client_role.read_answer(
            body_of(reply, row.asked, server), messages.asked(CONTEXT, written, device=True)
        )
    except PeerError as why:
        return _read(exchange.broken(written, str(why), NOW).row, row, age)
    return _read(exchange.take(CONTEXT, meant, NOW)(written).row, row, age)


@remembered
def ended(row: Row, move: str, age: int) -> Row:
    """`exchange.ended`: given up at the server, or out of time."""
    return _read(exchange.ended(_written(row, age), grant.Move(move), NOW).row, row, age)


@remembered
def later(row: Row, age: int) -> Row:
    """`exchange.later`: to be tried again."""
    return _read(exchange.later(_written(row, age), NOW).row, row, age)


@remembered
def given_up(row: Row, age: int) -> Row:
    """`exchange.given_up`: no answer, and the deadline is over."""
    return _read(exchange.given_up(_written(row, age), NOW).row, row, age)


@remembered
def taken_back(row: Row, age: int) -> Row:
    """`ending.take_back`: the token is to be revoked, or thrown away where it cannot be."""
    written = _written(row, age)
    ending.take_back(written, NOW)
    return _read(written, row, age)


@remembered
def not_revoked(row: Row, age: int) -> Row:
    """`exchange.not_revoked`: the server refused to end the token."""
    return _read(exchange.not_revoked(CONTEXT, _written(row, age), NOW).row, row, age)


@remembered
def leaves(row: Row, age: int) -> Row | None:
    """`repeating.sent_too_often` and `leaves`: the request counted in the row, or None where it is not to leave."""
    written = _written(row, age)
    if repeating.sent_too_often(written, asynchronous=asynchronous(row)):
        return None
    return _read(repeating.leaves(written, NOW).row, row, age)


@remembered
def too_often(row: Row, age: int) -> Row:
    """`exchange.unanswered_for_good`."""
    return _read(exchange.unanswered_for_good(_written(row, age), NOW).row, row, age)


@remembered
def asynchronous(row: Row) -> bool:
    """`client.declaring.wanted`: does the request leave no way but that the server asks its owner by itself?"""
    # whoever is asked by us has a device (decisions R3); for what is only allowed, the worst case: nobody has one
    interact = declaring.wanted(CONTEXT, _written(row, 0), device=row.decide == "ask").interact
    return not (interact and interact.start)


@remembered
def unanswered(row: Row, age: int, *, over: bool) -> Row:
    """`using.unanswered`: the call was sent and no answer came; `over`: it is not to be made again."""
    call = CALLS[row.call.replace("pay", "pay-once") if row.once else row.call]
    changed = using.unanswered(None if over else call, NOW)(_written(row, age))
    return _read(changed.row, row, age) if changed else row


@remembered
def answered(row: Row, age: int) -> Row:
    """`using.answered`: the resource server answered."""
    reserved = using.Reserved(_written(row, age), CALLS[row.call])
    changed = using.answered(CONTEXT, reserved, Answer(200, {}, b"{}"), NOW)(reserved.row)
    return _read(changed.row, row, age) if changed else row


def token_lives(minted: int, age: int) -> bool:
    """Tell whether a token that came at one age is in time at another."""
    return age < 2 or minted == 2


@remembered
def body_of(reply: Reply, asked: str, server: str) -> bytes:
    """Return the bytes of an answer, worded by `gnap.as_role`; an evil server changes a member of them."""
    code = {
        "too fast": ErrorCode.TOO_FAST,
        "another reference": ErrorCode.INVALID_INTERACTION,
        "denied by the owner": ErrorCode.USER_DENIED,
        "denied, yet alive": ErrorCode.USER_DENIED,
        "refused": ErrorCode.REQUEST_DENIED,
        "too many attempts": ErrorCode.TOO_MANY_ATTEMPTS,
        "unknown continuation": ErrorCode.INVALID_CONTINUATION,
        "invalid client": ErrorCode.INVALID_CLIENT,
    }.get(reply.kind)
    goes_on = as_role.continuation(ENDPOINT[server] + "/continue/1", f"c{reply.grant}-{reply.token}", 5)
    if reply.kind == "elsewhere":
        goes_on["uri"] = "https://elsewhere.example/continue"
    if code is not None:
        alive = reply.kind in ("too fast", "another reference", "denied, yet alive")
        return write_object(as_role.error_answer(code, "no", goes_on if alive else None))
    if reply.kind in ("pending", "elsewhere"):
        nonce = None if reply.nonce is None else f"as-{reply.nonce}"
        return write_object({"continue": goes_on} | as_role.interaction({}, nonce, 3600))
    return write_object(_granting(reply, asked, server))


def _granting(reply: Reply, asked: str, server: str) -> dict[str, Any]:
    made = as_role.Issue(
        value=f"t-{reply.kind}",
        manage_uri=ENDPOINT[server] + "/token/1",
        manage_value="m",
        access=granted(asked, reply.kind),
        seconds=600,
    )
    answer = as_role.approved_answer([made], several=False, approval=reply.approval)
    token: dict[str, Any] = answer["access_token"]
    if reply.kind == "bearer":
        token["flags"] = ["bearer"]
    elif reply.kind == "keyed":
        token["key"] = "theirs"
    elif reply.kind == "subject":
        answer["subject"] = {"sub_ids": []}
    return answer


class _Plain:
    """A vault whose sealed text is the text: secrecy is not what is looked at here."""

    def seal(self, plaintext: bytes, **_: str) -> bytes:
        return plaintext

    def open(self, sealed: bytes, **_: str) -> bytes:
        return sealed


def _context() -> Context:
    made = SimpleNamespace(public_url="https://broker.example", grant_endpoint=ENDPOINT[HONEST], vault=_Plain())
    made.sealed = lambda row, column, value: Context.sealed(made, row, column, value)  # type: ignore[arg-type]
    made.opened = lambda row, column: Context.opened(made, row, column)  # type: ignore[arg-type]
    made.is_embedded = lambda row: Context.is_embedded(made, row)  # type: ignore[arg-type]
    made.profile = lambda row: profiles.RFC9635
    made.connector = lambda name: None
    return cast(Context, made)


CONTEXT = _context()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _written(row: Row, age: int) -> ClientGrant:
    call = CALLS[row.asked]
    token = row.token
    return ClientGrant(
        id="g",
        agent="scout",
        owner="alice",
        authorization_server=ENDPOINT[SERVER_OF[row.asked]],
        key="k",
        connector=call.connector,
        operation=call.operation,
        arguments=dict(CALLS[row.call].arguments),
        access=rights.access_json(call.access),
        call_digest="",
        connector_digest=call.connector_digest,
        policy_digest="",
        rule="",
        decide=row.decide,
        state=row.state,
        ending=row.ending,
        status=row.status,
        intent=row.intent,
        intent_at=NOW if row.intent else None,
        finish_nonce="client-nonce",
        callback_sealed=b"callback",
        as_nonce=None if row.as_nonce is None else f"as-{row.as_nonce}",
        interact_ref_sealed=f"ref-{row.ref}".encode() if row.ref else None,
        continue_uri=None if row.cont is None else ENDPOINT[SERVER_OF[row.asked]] + "/continue/1",
        continue_token_sealed=None if row.cont is None else b"c%d-%d" % row.cont,
        wait_until=PAST if row.waited else SOON,
        token_sealed=_bytes(f"t-{token}" if token else None),
        token_access=rights.access_json(granted(row.asked, token)) if token else None,
        token_expires_at=(SOON if token_lives(row.minted, age) else PAST) if row.state == "approved" else None,
        manage_uri=ENDPOINT[SERVER_OF[row.asked]] + "/token/1" if row.manage else None,
        manage_token_sealed=b"m" if row.manage else None,
        approval=row.approval,
        created_at=PAST,
        updated_at=PAST,
        deadline=SOON if age == 0 else PAST,
    )


def _read(row: ClientGrant, was: Row, age: int) -> Row:
    nonce, cont, ref, token = row.as_nonce, row.continue_token_sealed, row.interact_ref_sealed, row.token_sealed
    number, _, replaced = (cont or b"c0-0")[1:].decode().partition("-")
    fresh = token is not None and was.token is None
    return Row(
        asked=was.asked,
        call=was.call,
        decide=row.decide,
        status=row.status,
        state=str(row.state),
        ending=str(row.ending) if row.ending else None,
        intent=row.intent,
        as_nonce=None if nonce is None else int(nonce.removeprefix("as-")),
        ref=int(ref.decode().removeprefix("ref-")) if ref else 0,
        cont=(int(number), int(replaced)) if cont else None,
        waited=row.wait_until is not None and row.wait_until <= NOW,
        token=token.decode().removeprefix("t-") if token else None,
        minted=age if fresh else was.minted,
        manage=row.manage_token_sealed is not None,
        approval=row.approval,
        busy=None,
        once=was.once,
    )


ASK, ALLOW, DENY = str(Decide.ASK), str(Decide.ALLOW), str(Decide.DENY)
