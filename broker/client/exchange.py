"""What an answer of an authorization server, or the lack of one, does to the row of its grant.

The intent stands in the row before anything leaves. `NotSent` postpones; `NoAnswer` leaves the intent open, and the
same request is made again with the same token and key, newly signed (RFC 9635 §11.33).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from broker.client import repeating, several, telling
from broker.client.context import Context
from broker.client.ending import REVOKED, TOKEN_SECONDS, no_longer, take_back
from broker.client.scrubbing import scrubbed, without_code
from broker.client.steps import postponed, scheduled
from broker.gnap.client_role import Answer, Failed, Granted, Identified, Pending, Unusable
from broker.gnap.errors import ErrorCode
from broker.gnap.grant import Move, State
from broker.gnap.interacting import Interaction
from broker.gnap.models import Continue, IssuedToken
from broker.gnap.rights import access_json
from broker.policy.model import Decide
from broker.store.chain import Entry
from broker.store.moves import moved
from broker.store.tables import ClientGrant
from broker.store.verbs import Change

Changed = Callable[[ClientGrant], Change[ClientGrant] | None]

_CODES = frozenset(map(str, ErrorCode))
_SECRETS = ("token", "manage_token", "continue_token", "interact_ref", "callback", "interaction_uri")
_NONCE = 16  # characters from which on a part of an interaction URI is what makes it one of its kind
PATIENCE = 5  # seconds between two continuations at least, whatever smaller `wait` a server names (RFC 9635 §5)


def take(
    context: Context, answer: Answer, now: datetime, date: str | None = None
) -> Callable[[ClientGrant], Change[ClientGrant]]:
    """Return what an answer does to the row; `date` is when the server says that it was made."""
    if isinstance(answer, Pending):
        return lambda row: _pending(context, row, answer, now)
    if isinstance(answer, Granted):
        return lambda row: _granted(context, row, answer, now)
    if isinstance(answer, Unusable):
        return lambda row: _unusable(context, row, answer, now)
    if isinstance(answer, Identified):
        # a row asks for a token and for nothing else, so the reader has judged this to be unasked
        return lambda row: broken(row, "an answer without the token that was asked for", now)
    return lambda row: _failed(context, row, answer, now, telling.clocks_apart(date, now))


def _pending(context: Context, row: ClientGrant, answer: Pending, now: datetime) -> Change[ClientGrant]:
    if row.state == State.PROCESSING:
        moved(row, Move.AWAIT, now)
        row.as_nonce = answer.finish
    elif row.interact_ref_sealed is not None:
        # RFC 9635 §5.1: the reference is used up; what comes next is another finish call, or polling
        row.as_nonce, row.interact_ref_sealed = answer.finish, None
    _continuation(context, row, answer.continuation, now)
    if row.status != "pending":
        # Given back while the request was under way, or not to be joined: what it started is ended.
        row.intent, row.intent_at = "cancel", now
        return change(row, now, "client.withdrawn", {})
    if answer.interaction is not None:
        return _to_be_visited(context, row, answer.interaction, now)
    return change(row, now, "client.pending", {})


def _to_be_visited(context: Context, row: ClientGrant, interaction: Interaction, now: datetime) -> Change[ClientGrant]:
    """Keep what the owner is to open: sealed, and only for the owner's signed-in inbox (decisions R6)."""
    if interaction.uri is not None:
        row.interaction_uri_sealed = context.sealed(row, "interaction_uri", interaction.uri)
    if interaction.code is not None:
        row.user_code_sealed = context.sealed(row, "user_code", interaction.code)
    row.interaction_host = interaction.host or telling.host(row)
    if interaction.expires_in is not None:
        # RFC 9635 §3.3: afterwards it is of no use, so nobody waits for it any longer (decisions P4)
        row.deadline = min(row.deadline, now + timedelta(seconds=interaction.expires_in))
    return change(row, now, "client.interaction", {"host": row.interaction_host})


def _continuation(context: Context, row: ClientGrant, going_on: Continue, now: datetime) -> None:
    row.continue_uri = going_on.uri
    row.continue_token_sealed = context.sealed(row, "continue_token", going_on.access_token.value)
    row.wait_until = now + timedelta(seconds=max(going_on.wait, PATIENCE))
    if row.intent != "cancel":
        row.intent, row.intent_at = None, None


def _granted(context: Context, row: ClientGrant, answer: Granted, now: datetime) -> Change[ClientGrant]:
    _approved(context, row, answer.token, answer.continuation, now)
    row.token_access = access_json(answer.access)
    # a foreign server knows nothing of what our owner approved, whatever it says (decisions P9): ours stands (R3)
    if context.is_embedded(row):
        row.approval = answer.approval
    if row.decide == Decide.ASK and row.approval is None:
        # R2: if either decision said ask, nothing is used without the record of an approval.
        return _not_used(row, now, "the authorization server granted this without asking the owner", answer.token)
    if row.hold is not None and row.hold not in (answer.token.flags or []):
        return _not_used(row, now, "the authorization server bound the token, and the agent has no key", answer.token)
    return change(row, now, "client.granted", {"access": row.token_access, "approval": row.approval})


def _approved(context: Context, row: ClientGrant, token: IssuedToken, going_on: Continue | None, now: datetime) -> None:
    if row.state == State.PENDING:
        moved(row, Move.RESUME, now)
    moved(row, Move.APPROVE, now)
    row.token_sealed = context.sealed(row, "token", token.value)
    row.token_expires_at = now + timedelta(seconds=token.expires_in or TOKEN_SECONDS)
    if token.manage is not None:
        row.manage_uri = token.manage.uri
        row.manage_token_sealed = context.sealed(row, "manage_token", token.manage.access_token.value)
    no_longer(row, "continue_token", "interact_ref", "interaction_uri", "user_code")
    row.intent, row.intent_at = None, None
    if going_on is not None:
        # decisions P13: kept for ending the grant, never for asking for another token (P14)
        _continuation(context, row, going_on, now)
    if row.status != "pending":
        take_back(row, now)


def _unusable(context: Context, row: ClientGrant, answer: Unusable, now: datetime) -> Change[ClientGrant]:
    if answer.token is not None:
        _approved(context, row, answer.token, answer.continuation, now)
        if answer.further:
            several.kept(context, row, answer, now)
            take_back(row, now)
            return _unused(row, now, answer.why, several.words(row, answer))
        return _not_used(row, now, answer.why, answer.token)
    if answer.continuation is None:
        return broken(row, answer.why, now)
    if row.state == State.PROCESSING:
        moved(row, Move.AWAIT, now)
    _continuation(context, row, answer.continuation, now)
    return broken(row, answer.why, now)


def _not_used(row: ClientGrant, now: datetime, why: str, token: IssuedToken) -> Change[ClientGrant]:
    # R5: what was granted otherwise than asked is unused, revoked and told.
    return _unused(row, now, why, take_back(row, now, named=token.expires_in is not None))


def _unused(row: ClientGrant, now: datetime, why: str, ending: str) -> Change[ClientGrant]:
    row.status, row.detail = "failed", f"Nothing ran: {why}. {ending}"
    return change(row, now, "client.not_used", {"why": why})


def _failed(context: Context, row: ClientGrant, said: Failed, now: datetime, apart: str) -> Change[ClientGrant]:
    answer = _without_secrets(context, row, said)
    waits = row.state == State.PENDING and answer.code in (ErrorCode.TOO_FAST, ErrorCode.INVALID_INTERACTION)
    if answer.continuation is not None and waits:
        _continuation(context, row, answer.continuation, now)
        if answer.code == ErrorCode.INVALID_INTERACTION:
            row.interact_ref_sealed = None
        return change(row, now, "client.waits", {"code": answer.code})
    _tell(row, answer, apart, embedded=context.is_embedded(row))
    if answer.continuation is not None:
        # Decisions P19: the grant is still alive over there, so it is ended.
        if row.state == State.PROCESSING:
            moved(row, Move.AWAIT, now)
        _continuation(context, row, answer.continuation, now)
        row.intent, row.intent_at = "cancel", now
        return change(row, now, "client.denied", {"code": telling.plain(answer.code)})
    row.intent, row.intent_at = None, None
    if row.state == State.PENDING:
        moved(row, Move.RESUME, now)
    moved(row, Move.DENY, now)
    no_longer(row, "continue_token", "interact_ref", "interaction_uri", "user_code")
    return change(row, now, "client.denied", {"code": telling.plain(answer.code)})


def _without_secrets(context: Context, row: ClientGrant, said: Failed) -> Failed:
    """Return a refusal without what the server knows of us and of the grant, wherever its words echo it."""
    known = {one: context.opened(row, one) for one in _SECRETS if getattr(row, f"{one}_sealed") is not None}
    if said.continuation is not None:
        known["next_token"] = said.continuation.access_token.value
    if "interaction_uri" in known:
        known |= _visited(known["interaction_uri"])
    typed = context.opened(row, "user_code") if row.user_code_sealed is not None else None

    def plain(text: str) -> str:
        return scrubbed(text if typed is None else without_code(text, "user_code", typed), known)

    # a code that RFC 9635 §3.6 knows decides what becomes of the grant: no token's value may change it
    code = said.code if said.code in _CODES else plain(said.code)
    return replace(said, code=code, words=None if said.words is None else plain(said.words))


def _visited(uri: str) -> dict[str, str]:
    """Return what of an interaction URI nobody but the owner may see (decisions R6): with and without what is known."""
    known = {"interaction_uri": uri.partition("://")[2]}
    nonce = max(re.split(r"[/?&=#]", known["interaction_uri"])[1:], key=len, default="")
    return known | ({"interaction": nonce} if len(nonce) >= _NONCE else {})


def _tell(row: ClientGrant, answer: Failed, apart: str, *, embedded: bool) -> None:
    if row.status != "pending":
        return
    row.status = "denied" if answer.code in (ErrorCode.USER_DENIED, ErrorCode.REQUEST_DENIED) else "failed"
    # at a foreign server whoever denies is that server's business (decisions P9): its words are not our owner's
    row.owner_words = embedded and answer.code == ErrorCode.USER_DENIED and bool(answer.words)
    if row.owner_words:
        row.detail = answer.words  # word for word: what could mislead is escaped where it is shown
        return
    row.detail = telling.of_error(row, answer, embedded=embedded) + ("" if embedded else apart)


def rejected(row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row after a refusal that came back through the owner's browser without hash and reference."""
    if row.status == "pending":
        row.status, row.detail = "denied", f"It was refused at {telling.host(row)}."
    row.intent, row.intent_at = "cancel", now
    return interrupted(row, now, "client.denied")


def broken(row: ClientGrant, why: str, now: datetime) -> Change[ClientGrant]:
    """Return the row after an answer that breaks the protocol: nothing of it is used."""
    if row.status == "pending":
        row.status, row.detail = "failed", f"Nothing ran: the authorization server broke the protocol ({why})."
    if row.state == State.PENDING:
        row.intent, row.intent_at = "cancel", now
    else:
        moved(row, Move.CANCEL, now)
        row.intent, row.intent_at = None, None
    return change(row, now, "client.peer_error", {"why": why})


def ended(row: ClientGrant, move: Move, now: datetime) -> Change[ClientGrant]:
    """Return the row after its grant or token was given up at the authorization server, or its time ran out."""
    moved(row, move, now)
    row.intent, row.intent_at = None, None
    no_longer(row, "token", "manage_token", "continue_token", "interact_ref", "interaction_uri", "user_code", "further")
    if row.status == "pending":
        row.status, row.detail = "expired", "Nothing ran: nobody answered in time, or the access was not used in time."
    return change(row, now, f"client.{row.ending}", {})


def revoked(context: Context, row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row after its token was revoked: the next of several is, if there is one."""
    if row.manage_token_sealed is not None and several.next_one(context, row):
        return change(row, now, "client.one_revoked", {})
    return ended(row, Move.REVOKE, now)


def unanswered_for_good(row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row after a server that did not answer in time, or as often as it may be asked (decisions P15)."""
    if row.status == "pending":
        row.status = "expired"
        row.detail = f"Nothing ran: the authorization server did not answer. {_afterwards(row)}".rstrip()
    return ended(row, Move.EXPIRE, now)


def given_up(row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row whose deadline passed without an answer: what may still be alive over there is ended (P4)."""
    if row.state != State.PENDING or row.intent == "cancel":
        return unanswered_for_good(row, now)
    if row.status == "pending":
        row.status, row.detail = "expired", "Nothing ran: the authorization server did not answer in time."
    row.intent, row.intent_at = "cancel", now
    return change(row, now, "client.given_up", {})


def _afterwards(row: ClientGrant) -> str:
    return row.detail if row.detail == repeating.TWICE_WORDS else ""


def not_revoked(context: Context, row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row after the server refused to end its token: the other way is tried, else time ends it (P13)."""
    by_token = row.manage_token_sealed is not None
    no_longer(row, "manage_token" if by_token else "continue_token")
    more = several.next_one(context, row)
    words = take_back(row, now)
    if several.of_several(row):
        # where only the grant was not ended, each token is tried by itself
        several.tell(row, refused=by_token or not more)
    elif row.intent is None and row.detail is not None:
        row.detail = f"{row.detail.removesuffix(REVOKED).rstrip()} {words}"
    return change(row, now, "client.not_revoked", {})


def later(row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row to be tried again, its intent still open."""
    row.intent_at = row.intent_at or now
    return Change(postponed(row, now))


def interrupted(row: ClientGrant, now: datetime, kind: str) -> Change[ClientGrant]:
    """Return the row due now without taking the lease from a driver that is under way."""
    lease, until = row.lease, row.lease_until
    changed = change(row, now, kind, {})
    row.lease, row.lease_until = lease, until
    return changed


def change(row: ClientGrant, now: datetime, kind: str, data: dict[str, object]) -> Change[ClientGrant]:
    """Return the row scheduled, with its audit record and a ring for whoever waits for it."""
    entry = Entry(kind, row.id, now, row.agent, row.owner, data)
    # what its owner was asked here, or is led to elsewhere, they watch on their own page
    watched = row.interaction_host is not None or row.approval is not None
    keys = (f"grant:{row.id}", *((f"owner:{row.owner}",) if watched else ()))
    scheduled(row, now)
    # for what is due later the loop comes by itself: it looks every second
    at_once = row.due_at is not None and row.due_at <= now
    return Change(row, audit=(entry,), wake=(*keys, "due") if at_once else keys)


def goes_on(changed: Change[ClientGrant]) -> Change[ClientGrant]:
    """Return a change without a ring for the loop: the driver that made it goes on by itself, under its lease."""
    return replace(changed, wake=tuple(key for key in changed.wake if key != "due"))
