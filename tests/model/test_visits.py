"""A person led away and back (R6) as two worlds: to a foreign server as its client, and to our pages as its server."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from broker.authserver import finish, visits
from broker.client import asking, exchange, finishing, steps
from broker.client.view import GrantView
from broker.phone import interact_foreign, overview, sessions
from broker.store.query import Session, col, select, update
from broker.store.tables import ClientGrant, PhoneSession, ServerGrant, Visit
from tests.model import counted, led_here
from tests.model.explorer import Found, explore
from tests.model.led_away import (
    AWAY_INVARIANTS,
    LedAway,
    Step,
)
from tests.model.led_here import HERE_INVARIANTS, LedHere
from tests.model.mutants import Mutant, applied
from tests.phone.house import VAULT

pytestmark = [
    pytest.mark.promise("R6", "P4"),
    pytest.mark.xdist_group("visits"),  # one worker explores each world once
]

Record = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    """States hold no cycles: the collector would walk them all, again and again."""
    gc.disable()
    yield
    gc.enable()


def _always(*_: object) -> bool:
    return True


def _nothing(*_: object, **__: object) -> None:
    return None


def _of_whomever(_: str, now: datetime) -> tuple[Any, ...]:
    return (col(ClientGrant.state) == "pending", col(ClientGrant.status) == "pending", col(ClientGrant.deadline) > now)


def _whatever_became_of_it(owner: str, now: datetime) -> tuple[Any, ...]:
    return (col(ClientGrant.owner) == owner, col(ClientGrant.state) == "pending", col(ClientGrant.deadline) > now)


def _nowhere(*_: object) -> list[Any]:
    return []


def _code_of(row: ClientGrant) -> str:
    sealed = row.user_code_sealed
    return VAULT.open(sealed, table="client_grant", row=row.id, column="user_code").decode() if sealed else ""


def _told_the_code(row: ClientGrant, *rest: Any, **more: Any) -> GrantView:
    return replace(_VIEW_OF(row, *rest, **more), detail=f"enter {_code_of(row)}")


def _shown_in_a_terminal(row: ClientGrant) -> dict[str, Any]:
    return _IN_A_TERMINAL(row) | {"code": _code_of(row)}


def _written_into_the_audit(context: Any, row: ClientGrant, interaction: Any, now: datetime) -> Any:
    changed = _TO_BE_VISITED(context, row, interaction, now)
    entry = replace(changed.audit[0], data={"uri": interaction.code_uri})
    return replace(changed, audit=(entry,))


async def _in_any_browser(self: finishing.Finishes, secret: str, _: str, proof: str, interact_ref: str) -> bool:
    row = await self._called_back(secret)
    return row is not None and await self._take(row, "redirect", proof, interact_ref)


async def _the_last_one(self: Any, row: ClientGrant, method: str, proof: str, interact_ref: str) -> bool:
    if method != "redirect" or not self._proves(row, proof, interact_ref) or row.state != "pending":
        return False
    sealed = self._context.sealed(row, "interact_ref", interact_ref)
    values = {"interact_ref_sealed": sealed, "interaction_uri_sealed": None, "user_code_sealed": None}
    await self._store.write(lambda session: session.execute(update(ClientGrant).values(**values)))
    return True


def _by_a_post(*_: object) -> str:
    return "push"


def _given_back_or_not(row: ClientGrant) -> Any:
    return steps._pending(row) if row.state == "pending" else _NEXT_STEP(row)


def _beside_the_finish(row: ClientGrant) -> Any:
    return (steps.Step.POLL, row.wait_until) if row.interact_ref_sealed is None else _PENDING(row)


def _never(*_: object) -> bool:
    return False


def _binds_whoever_came_last(self: Any, session: Session, visit: str, signed: PhoneSession, now: datetime) -> bool:
    values = {"session_digest": signed.digest, "owner": signed.owner, "opened_at": now}
    session.execute(update(Visit).where(col(Visit.id) == visit).values(**values))
    return True


def _for_any_session(self: Any, session: Session, row: Visit | None, signed: PhoneSession, now: datetime) -> Any:
    grant = session.get(ServerGrant, row.grant) if row else None
    if row is None or row.done_at is not None or now >= row.expires_at or grant is None or grant.owner != signed.owner:
        return None
    return self._shown(session, row, now)


def _for_any_owner(self: Any, session: Session, row: Visit | None, signed: PhoneSession, now: datetime) -> Any:
    if row is None or row.done_at is not None or now >= row.expires_at or row.session_digest is not None:
        return None
    return self._shown(session, row, now)


def _to_whoever_asks(self: Any, session: Session, visit: str, signed: PhoneSession) -> str | None:
    return finish.redirect_uri(session, self.context, session.get_one(Visit, visit).grant)


def _told_at_once(*_: object) -> dict[str, str]:
    return {"hash": "any", "interact_ref": "any"}


def _by_whichever_was_opened(self: Any, session: Session, grant: str, _: str | None, now: datetime) -> Visit | None:
    return session.exec(select(Visit).where(col(Visit.grant) == grant, col(Visit.opened_at).is_not(None))).first()


def _shown_whatever_became_of_it(self: Any, session: Session, row: Visit | None, now: datetime) -> Any:
    return None if row is None else visits.Met(row.id, "a_1", "shop", None, "shop.example", decided=False)


def _opened_by_a_look(self: Any, session: Session, secret: str, signed: PhoneSession, now: datetime) -> Any:
    met = _BY_URI(self, session, secret, signed, now)
    return met if met is None or self.enter(session, met.id, signed, now) else None


_BY_URI = visits.Visits.by_uri
_VIEW_OF, _IN_A_TERMINAL, _TO_BE_VISITED = asking.view_of, overview.grant, exchange._to_be_visited
_NEXT_STEP, _PENDING = steps.next_step, steps._pending
BY_NAME = {one.__name__: one for one in AWAY_INVARIANTS}
SHOWN, WAITS, NO_MORE, OWNER, SESSION, HASH, ENDED, ONCE = AWAY_INVARIANTS
FINISHES: Any = finishing.Finishes

AWAY_MUTANTS = (
    Mutant("R6", "every inbox shows it", ((interact_foreign, "_still_waits", _of_whomever),), SHOWN),
    Mutant("R6", "the agent is told the code", ((asking, "view_of", _told_the_code),), SHOWN),
    Mutant("R6", "a terminal is shown the code", ((overview, "grant", _shown_in_a_terminal),), SHOWN),
    Mutant("R6", "the audit holds the address", ((exchange, "_to_be_visited", _written_into_the_audit),), SHOWN),
    Mutant("R6", "signing out ends nothing", ((sessions, "end", _nothing),), SHOWN),
    Mutant("R6", "half-way is shown nowhere", ((interact_foreign, "elsewhere", _nowhere),), WAITS),
    Mutant("R6", "given back, it is shown", ((interact_foreign, "_still_waits", _whatever_became_of_it),), NO_MORE),
    Mutant("R6", "used, it is shown", ((finishing, "no_longer", _nothing),), NO_MORE),
    Mutant("R6", "any signed-in browser finishes it", ((FINISHES, "in_browser", _in_any_browser),), OWNER),
    Mutant("R6", "any session of the owner finishes it", ((finishing, "_went_on_in", _always),), SESSION),
    Mutant("R6", "whoever posts finishes it", ((finishing, "finish_method", _by_a_post),), OWNER),
    Mutant("R6", "a signed-out browser finishes it", ((sessions, "end", _nothing),), OWNER),
    Mutant("R6", "a second reference takes the place", ((FINISHES, "_take", _the_last_one),), HASH),
    Mutant("R6", "any hash is right", ((finishing, "proves_finish", _always),), HASH),
    Mutant("R9", "given back, it goes on", ((steps, "next_step", _given_back_or_not),), ENDED),
    Mutant("P4", "it polls beside the finish", ((steps, "_pending", _beside_the_finish),), ONCE),
)


VISITS: Any = visits.Visits
ONE, MINE, BACK, ANSWERED, PROVED, OVER, LOOKED, FOUND = HERE_INVARIANTS

HERE_MUTANTS = (
    Mutant("R6", "link and code are two ways in", ((VISITS, "_another_opened", _never),), ONE),
    Mutant(
        "R6",
        "the last session takes it over",
        ((VISITS, "enter", _binds_whoever_came_last), (VISITS, "_met", _for_any_session)),
        ONE,
    ),
    Mutant("R6", "anybody's browser opens it", ((VISITS, "_met", _for_any_owner),), MINE),
    Mutant("R6", "any session is led back", ((VISITS, "way_back", _to_whoever_asks),), BACK),
    Mutant("R6", "a signed-out browser is led back", ((sessions, "end", _nothing),), BACK),
    Mutant("P2", "it is finished before an answer", ((finish, "_told", _told_at_once),), ANSWERED),
    Mutant("P8", "any answer proves a visit", ((VISITS, "_open_in", _by_whichever_was_opened),), PROVED),
    Mutant("R9", "taken back, it opens", ((VISITS, "_shown", _shown_whatever_became_of_it),), OVER),
    Mutant("R6", "a look opens it", ((VISITS, "by_uri", _opened_by_a_look),), LOOKED),
    Mutant("R6", "nobody is led back", ((VISITS, "way_back", _nothing),), FOUND),
)


@pytest.mark.slow
def test_no_order_of_moves_shows_the_way_to_a_foreign_server_to_another_or_finishes_it_elsewhere(
    record_property: Record,
) -> None:
    found, _ = _away()
    record_property(counted.NAME, f"led away to a foreign server: {found}")
    assert found.broken is None, str(found)
    assert (found.states > 800, found.depth > 8) == (True, True)


@pytest.mark.sweep(5)
@pytest.mark.parametrize("mutant", AWAY_MUTANTS, ids=str)
def test_without_a_rule_somebody_else_sees_the_way_or_finishes_it(mutant: Mutant) -> None:
    with applied(mutant):
        # where there is a code too, any session of the owner may finish
        offers = ("an address",) if mutant.breaks is SESSION else ("an address and a code",)
        found = explore(LedAway((mutant.breaks,), offers=offers))
    assert found.broken == mutant.breaks.__name__, str(found)
    assert found.moves


def test_every_invariant_of_being_led_away_has_a_mutant() -> None:
    assert set(AWAY_INVARIANTS) == {mutant.breaks for mutant in AWAY_MUTANTS}


def test_the_mutants_leave_nothing_behind() -> None:
    every = (*AWAY_MUTANTS, *HERE_MUTANTS)
    originals = [getattr(module, name) for mutant in every for module, name, _ in mutant.patches]
    for mutant in every:
        with applied(mutant):
            assert all(getattr(module, name) is new for module, name, new in mutant.patches)
    assert originals == [getattr(module, name) for mutant in every for module, name, _ in mutant.patches]


WITNESSES: dict[str, Callable[[Step], bool]] = {
    "a finish is taken on the laptop": lambda step: step.by == "laptop" and step.after.ref == 1 != step.before.ref,
    "a finish is taken after signing out and in again": lambda step: (
        step.before.phone == 2 and step.by == "phone" and step.after.ref == 1 != step.before.ref
    ),
    "a reference leaves and it is granted": lambda step: step.after.left == 1 and step.after.state == "approved",
    "it is denied over there": lambda step: step.after.status == "denied",
    "it is given back half-way": lambda step: step.after.back and step.after.status == "cancelled",
    "it is given back between the callback and its continuation": lambda step: (
        step.after.ref == 1 and step.after.status == "cancelled"
    ),
    "time ends it half-way": lambda step: step.after.back and step.after.status == "expired",
    "a reference comes that is not the first": lambda step: step.after.ref == 2,
}


@pytest.mark.slow
@pytest.mark.parametrize("words", WITNESSES)
def test_what_the_invariants_of_being_led_away_speak_of_does_happen(words: str) -> None:
    assert words in _away()[1], f"within the bounds it never happens that {words}"


@pytest.mark.slow
def test_no_order_of_moves_leads_anybody_back_but_the_session_that_opened_the_link(record_property: Record) -> None:
    found, _ = _here()
    record_property(counted.NAME, f"led here by a client: {found}")
    assert found.broken is None, str(found)
    assert (found.states > 200, found.depth > 5) == (True, True)


@pytest.mark.sweep(5)
@pytest.mark.parametrize("mutant", HERE_MUTANTS, ids=str)
def test_without_a_rule_another_session_takes_the_visit_over(mutant: Mutant) -> None:
    with applied(mutant):
        found = explore(LedHere((mutant.breaks,)))
    assert found.broken == mutant.breaks.__name__, str(found)
    assert found.moves


def test_every_invariant_of_being_led_here_has_a_mutant() -> None:
    assert set(HERE_INVARIANTS) == {mutant.breaks for mutant in HERE_MUTANTS}


HERE_WITNESSES: dict[str, Callable[[led_here.Step], bool]] = {
    "the session that opened the link is led back": lambda step: step.led,
    "it is led back after an answer on another device": lambda step: (
        step.led and step.before.answered == "laptop 1" and step.before.link == "phone 1"
    ),
    "the one that opened it signs out before its answer": lambda step: (
        step.before.phone < 0 and step.before.link == "phone 1" and step.before.decision == ""
    ),
    "a visit is proved": lambda step: step.after.visited,
    "the code is typed": lambda step: step.after.code != "",
    "the client takes it back half-way": lambda step: step.after.withdrawn and step.after.link != "",
    "the time of the link is over half-way, and its session is led back": lambda step: step.led and step.before.late,
}


@pytest.mark.slow
@pytest.mark.parametrize("words", HERE_WITNESSES)
def test_what_the_invariants_of_being_led_here_speak_of_does_happen(words: str) -> None:
    assert words in _here()[1], f"within the bounds it never happens that {words}"


@cache
def _away() -> tuple[Found, set[str]]:
    happened: set[str] = set()

    def noted(step: Step) -> bool:
        happened.update(words for words in WITNESSES if words not in happened and WITNESSES[words](step))
        return True

    return explore(LedAway((*AWAY_INVARIANTS, noted))), happened


@cache
def _here() -> tuple[Found, set[str]]:
    happened: set[str] = set()

    def noted(step: led_here.Step) -> bool:
        happened.update(words for words in HERE_WITNESSES if words not in happened and HERE_WITNESSES[words](step))
        return True

    return explore(LedHere((*HERE_INVARIANTS, noted))), happened
