"""Standing approvals as a world of their own: calls race for the uses of one signed document (decisions §2.3, R8, R9).

Whether a use is covered is the shipped `ratchet.standing.why_not`, signature included. Written once more for the model
are only the shells with SQL: `counted` (ratchet/standing.py `_counted`), `released` (`release`), `revoked` (`revoke`).
Reading and writing are two moves here, so that what the conditional UPDATE alone protects is seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, cast

from broker.approval.decision import challenge
from broker.approval.document import rfc3339
from broker.approval.standing import StandingDocument, Terms, standing_for
from broker.connectors.model import Call
from broker.policy.decide import Decision
from broker.policy.model import Decide
from broker.ratchet import standing as ratchet
from broker.store.query import Session
from broker.store.tables import Passkey, StandingApproval
from tests.approval.asks import CLIENT_KEY, ORIGIN, document, pay, says
from tests.approval.signing import Signer
from tests.model.explorer import Edge
from tests.model.shipped import remembered
from tests.stand_ins import GRANT_ENDPOINT, NOW

USES, EACH, TOTAL = 2, Decimal(40), Decimal(60)  # what is signed
LEFT = ("sent", "done", "lost")  # what may have had its effect; `cut` never left, and nobody can know


class Wanted(NamedTuple):
    """A call that somebody wants under the standing approval."""

    agent: str
    amount: str
    payee: str = "bakery"


WANTED = (
    Wanted("scout", "40.00"),
    Wanted("scout", "25.00"),
    Wanted("scout", "5.00"),
    Wanted("scout", "6.00"),
    Wanted("scout", "41.00"),
    Wanted("scout", "7.00", "grocer"),
    Wanted("rover", "8.00"),
)


class Stood(NamedTuple):
    """The row, what was said since it was signed, and each wanted call: idle, read, reserved, sent, done, lost, cut."""

    document: str = "signed"  # or `widened` after it was signed, or `unsigned`
    used: int = 0
    amount: Decimal = Decimal(0)
    version: int = 0
    revoked: bool = False
    removed: bool = False  # the passkey that signed it
    denied: bool = False
    over: bool = False  # its time
    faults: int = 2
    calls: tuple[tuple[str, int], ...] = (("idle", 0),) * len(WANTED)


class Step(NamedTuple):
    """One move: what was done (read, reserve, send, or other words) for which call."""

    before: Stood
    did: str
    call: int
    after: Stood


def no_more_is_sent_than_was_signed(step: Step) -> bool:
    """Invariant 2: the effects and their sum stay inside the document, whatever was lost or cut off."""
    sent = [Decimal(WANTED[place].amount) for place, (status, _) in enumerate(step.after.calls) if status in LEFT]
    return len(sent) <= USES and sum(sent) <= TOTAL


def only_what_was_signed_is_sent(step: Step) -> bool:
    """Invariants 3 and 5: the agent, the payee and the greatest amount that a passkey signed, and nothing unsigned."""
    if step.did != "send":
        return True
    wanted = WANTED[step.call]
    inside = (wanted.agent, wanted.payee) == ("scout", "bakery") and Decimal(wanted.amount) <= EACH
    return inside and step.after.document == "signed"


def nothing_is_reserved_after_a_revocation(step: Step) -> bool:
    """Invariant 4: what is taken back begins nothing more, not even what was looked at before."""
    return step.did != "reserve" or not step.before.revoked


def nothing_is_covered_by_what_lapsed(step: Step) -> bool:
    """Invariants 1 and 3: a denial now, the end of its time and a removed passkey end it."""
    return step.did != "read" or not (step.before.removed or step.before.denied or step.before.over)


def a_use_is_reserved_before_its_call_leaves(step: Step) -> bool:
    """R8: as many uses are counted as calls may have left."""
    return sum(status in LEFT for status, _ in step.after.calls) <= step.after.used


Rule = Callable[[Step], bool]
STANDING_INVARIANTS: tuple[Rule, ...] = (
    no_more_is_sent_than_was_signed,
    only_what_was_signed_is_sent,
    nothing_is_reserved_after_a_revocation,
    nothing_is_covered_by_what_lapsed,
    a_use_is_reserved_before_its_call_leaves,
)


class Standing:
    """The world: three documents to begin with, at most two things go wrong, the owner may say no in every way."""

    def __init__(self, watched: tuple[Rule, ...] = STANDING_INVARIANTS) -> None:
        self._watched = watched

    def initial(self) -> Iterator[Stood]:
        """Yield the beginnings: the document was signed, was widened afterwards, was never signed."""
        yield from (Stood(name) for name in ("signed", "widened", "unsigned"))

    def successors(self, state: Stood) -> Iterator[Edge[Stood]]:
        """Yield every move from a state."""
        for step in _moves(state):
            yield Edge(step.after, next((one.__name__ for one in self._watched if not one(step)), None))

    def fresh(self, state: Stood) -> bool:
        """Tell that every state is looked at."""
        return True

    def words(self, path: list[Stood]) -> list[str]:
        """Return one line for each move."""
        told = [f"the document is {path[0].document}"]
        for before, after in pairwise(path):
            step = next(one for one in _moves(before) if one.after == after)
            told.append(f"{step.did}: {' '.join(WANTED[step.call])}" if step.call >= 0 else step.did)
        return told


def _moves(state: Stood) -> Iterator[Step]:
    for place, (status, seen) in enumerate(state.calls):
        for did, after in _of_call(state, place, status, seen):
            yield Step(state, did, place, _tidy(after))
    for name, after in _of_owner(state):
        yield Step(state, name, -1, _tidy(after))


def _tidy(state: Stood) -> Stood:
    # of a version only matters whether it is still the one that was read
    calls = tuple(
        (status, -1 if seen != state.version else 0) if status == "read" else (status, 0)
        for status, seen in state.calls
    )
    return state._replace(version=0, calls=calls)


def _of_call(state: Stood, place: int, status: str, seen: int) -> Iterator[tuple[str, Stood]]:
    if status == "idle" and why_not(state._replace(calls=(), faults=0, version=0), place) is None:
        yield "read", _at(state, place, "read", state.version)
    if status == "read":
        after = counted(state, seen, 1, Decimal(WANTED[place].amount))
        yield ("too late", _at(state, place, "idle")) if after is None else ("reserve", _at(after, place, "reserved"))
    if status == "reserved":
        yield "send", _at(state, place, "sent")
    if status == "sent":
        yield "answer", _at(state, place, "done")
    if state.faults and status in ("reserved", "sent"):
        yield from _gone_wrong(state._replace(faults=state.faults - 1), place, status)


def _gone_wrong(state: Stood, place: int, status: str) -> Iterator[tuple[str, Stood]]:
    if status == "reserved":
        yield "no connection", _at(released(state, place), place, "idle")
        yield "crash before it left", unknown(_at(state, place, "cut"), place)
    else:
        yield "no answer", unknown(_at(state, place, "lost"), place)


def _of_owner(state: Stood) -> Iterator[tuple[str, Stood]]:
    if not state.revoked:
        yield "the owner takes it back", revoked(state)
    if not state.removed:
        yield "the passkey is removed", state._replace(removed=True)
    if not state.denied:
        yield "the policy denies it now", state._replace(denied=True)
    if not state.over:
        yield "its time is over", state._replace(over=True)


def _at(state: Stood, place: int, status: str, seen: int = 0) -> Stood:
    return state._replace(calls=(*state.calls[:place], (status, seen), *state.calls[place + 1 :]))


def counted(state: Stood, seen: int, uses: int, amount: Decimal) -> Stood | None:
    """Return the row with so much more used; None where it is no longer the version that was read."""
    if state.version != seen:
        return None
    return state._replace(used=state.used + uses, amount=state.amount + amount, version=state.version + 1)


def released(state: Stood, place: int) -> Stood:
    """Give a use back whose call never left."""
    return counted(state, state.version, -1, -Decimal(WANTED[place].amount)) or state


def unknown(state: Stood, place: int) -> Stood:
    """R8: an outcome that nobody knows stays spent."""
    return state


def revoked(state: Stood) -> Stood:
    """Take it back: whoever has read the row loses."""
    return state._replace(revoked=True, version=state.version + 1)


@remembered
def why_not(state: Stood, place: int) -> str | None:
    """`ratchet.standing.why_not` for one wanted call."""
    wanted = WANTED[place]
    asked = ratchet.Asked(
        agent=wanted.agent,
        owner="alice",
        client_key=CLIENT_KEY,
        authorization_server=GRANT_ENDPOINT,
        call=_call(wanted),
        decision=_decision(state.denied),
        rp_id="localhost",
        origin=ORIGIN,
    )
    now = NOW + timedelta(days=2 if state.over else 0)
    return ratchet.why_not(cast(Session, Passkeys(state.removed)), _row(state), asked, now)


class Passkeys:
    """The one thing that `why_not` reads of a session: the passkey that signed."""

    def __init__(self, removed: bool) -> None:
        self._removed = removed

    def get(self, table: type[Passkey], name: str) -> Passkey | None:
        """Return alice's passkey by its id."""
        if name != Signer().id:
            return None
        row = Signer().row("alice")
        row.removed_at = NOW if self._removed else None
        return row


@cache
def _call(wanted: Wanted) -> Call:
    return pay(amount=wanted.amount, payee=wanted.payee)


@cache
def _decision(denied: bool) -> Decision:
    usual = replace(says(pay()), rule_digest=_documents()["signed"].rule_digest)
    return replace(usual, decide=Decide.DENY) if denied else usual


@cache
def _documents() -> dict[str, StandingDocument]:
    most = {"uses": 5, "seconds": 604_800, "field": "amount", "each": "40.00", "total": "100.00"}
    wanted = {"verb": "remember", "field": "amount", "uses": USES, "each": "40.00", "total": "60.00"}
    terms = Terms.model_validate(wanted | {"until": rfc3339(NOW + timedelta(days=1))})
    made = standing_for(document(remember=most), terms, NOW)
    wide = StandingDocument.model_validate(made.model_dump() | {"uses": 5, "total": "100.00"})
    return {"signed": made, "widened": wide, "unsigned": made}


@cache
def _assertion(name: str) -> dict[str, Any]:
    digest = _documents()["signed"].digest
    verb, until = "refuse" if name == "unsigned" else "remember", NOW + timedelta(minutes=2)
    to_sign = challenge(nonce=b"n" * 32, grant="grant", owner="alice", verb=verb, digest=digest, not_after=until)
    return dict(Signer().assertion(to_sign, origin=ORIGIN))


def _row(state: Stood) -> StandingApproval:
    stands = _documents()[state.document]
    return StandingApproval(
        id="s_1",
        approval="a_1",
        grant="grant",
        agent="scout",
        owner="alice",
        verb=stands.verb,
        operation=stands.operation,
        asked_call="0" * 64,
        document=stands.canonical().decode(),
        digest=stands.digest,
        passkey=Signer().id,
        assertion=_assertion(state.document),
        nonce=b"n" * 32,
        not_after=NOW + timedelta(minutes=2),
        created_at=NOW,
        valid_until=stands.valid_until_time(),
        revoked_at=NOW if state.revoked else None,
        used=state.used,
        amount=str(state.amount),
    )
