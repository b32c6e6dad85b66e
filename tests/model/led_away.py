"""A person who is led to a foreign server and comes back (R6), in every order of moves before the shipped doors.

Driven are the inbox, the approval's page, signing out and the callback as the browsers reach them, the performer of the
client instance as its driver reaches it, and `give_back` as the agent does. Written here is only who is where: alice
with a phone and a laptop, bob, a browser without a session, and a server that answers honestly or tries once more.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from broker.agents import results
from broker.client import steps
from broker.client.context import Context
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.tokens import token_digest
from broker.http import Answer
from broker.phone import overview
from broker.store.query import Session
from broker.store.tables import Approval, ClientGrant
from tests.approval.asks import document
from tests.gnap.answers import RIGHT, going_on, token
from tests.model.doors import ABROAD, KEEPERS, Moment, moment, run, signed_in
from tests.model.explorer import Edge
from tests.model.shipped import remembered
from tests.stand_ins import NOW

SECRET, NONCE = "s" * 43, "n" * 43
URI, CODE = "https://visit.example/canary-4711", "CNRY-4711"
CANARIES = ("canary-4711", CODE)
OFFERS: dict[str, dict[str, Any]] = {
    "an address": {"redirect": URI, "finish": "as-nonce"},
    "an address and a code": {"user_code_uri": {"code": CODE, "uri": URI}, "finish": "as-nonce"},
    "a code": {"user_code": CODE, "finish": "as-nonce"},
}
BROWSERS = (*KEEPERS, "nobody")  # the last has no session: the agent's own, or a stranger's
HERS = ("phone", "laptop")  # alice's; on the phone she may sign out and in again
MINUTES_LEFT = 30


class Away(NamedTuple):
    """The row, the numbers of alice's sessions (below 0: signed out, its cookie kept), and what nobody stores."""

    offer: str
    asked: bool = False  # behind a rule that asks: our approval came first
    status: str = "pending"
    state: str = "processing"
    intent: str | None = None
    address: bool = False
    code: bool = False
    finish: bool = False  # a finish call was promised
    ref: int = 0
    phone: int = 1
    over: bool = False
    opened: frozenset[str] = frozenset()  # in which sessions of ours it was opened
    back: bool = False  # whether the server sent a browser back to us, with hash and reference
    left: int = 0  # how often the reference left


class Step(NamedTuple):
    """One move; `by` is a browser, `leaked` whether it told a log, the audit or a stranger what only alice may know."""

    before: Away
    did: str
    by: str
    after: Away
    leaked: bool = False


def nobody_but_the_owner_is_shown_it(step: Step) -> bool:
    """R6: address and code are in the owner's signed-in browsers; no agent, terminal, log or other person has them."""
    return not step.leaked and _seen(step.after) <= {name for name in HERS if _signed_in(step.after, name)}


def the_owner_is_shown_it_while_it_waits(step: Step) -> bool:
    """Half-way is a state that the inbox shows: on each of the owner's devices, with all that is needed there."""
    state = step.after
    return not _waits(state) or all(
        not _signed_in(state, name) or "all" in page(stored(state, name), name) for name in HERS
    )


def what_waits_no_more_leads_nobody_away(step: Step) -> bool:
    """Finished, given back, ended or out of time: nobody is led there any more (RFC 9635 §4: each is used once)."""
    return _waits(step.after) or not _seen(step.after)


def a_finish_is_taken_in_a_signed_in_browser_of_the_owner(step: Step) -> bool:
    """R6: not somebody else's browser, not one that was signed out, not a POST of whoever it may be."""
    return not _taken(step) or _signed_in(step.before, step.by)


def a_finish_is_taken_in_the_session_that_opened_it(step: Step) -> bool:
    """R6, to the letter: where an address was opened, that session and no other one of the same owner."""
    return not _taken(step) or step.before.offer == "a code" or _session(step.before, step.by) in step.before.opened


def a_finish_is_taken_by_its_hash_alone_and_once(step: Step) -> bool:
    """RFC 9635 §4.2.3: a hash that is right; a second reference never takes the place of the first."""
    return not _taken(step) or (step.before.ref == 0 and step.did in ("comes back", "brings another reference"))


def nothing_is_finished_after_an_end(step: Step) -> bool:
    """R9: given back or out of time, no reference of it leaves any more."""
    return step.after.left == step.before.left or (step.before.status == "pending" and not step.before.over)


def a_reference_leaves_once_and_nothing_without_it(step: Step) -> bool:
    """Invariants 7 and 10: one continuation for one finish; the agent that asks meanwhile makes nobody poll."""
    return step.after.left <= 1 and not step.did.startswith("a poll leaves")


Rule = Callable[[Step], bool]
AWAY_INVARIANTS: tuple[Rule, ...] = (
    nobody_but_the_owner_is_shown_it,
    the_owner_is_shown_it_while_it_waits,
    what_waits_no_more_leads_nobody_away,
    a_finish_is_taken_in_a_signed_in_browser_of_the_owner,
    a_finish_is_taken_by_its_hash_alone_and_once,
    nothing_is_finished_after_an_end,
    a_reference_leaves_once_and_nothing_without_it,
)


class LedAway:
    """The world: one grant at a foreign server that wants to ask the owner itself, from its request to its end."""

    def __init__(self, watched: tuple[Rule, ...] = AWAY_INVARIANTS, offers: tuple[str, ...] = tuple(OFFERS)) -> None:
        self._watched = watched
        self._offers = offers

    def initial(self) -> Iterator[Away]:
        """Yield the beginnings: whatever that server offers, allowed by policy; once approved by the owner here."""
        yield from (Away(offer) for offer in self._offers)
        if len(self._offers) > 1:
            yield Away("an address and a code", asked=True, intent="request")

    def successors(self, state: Away) -> Iterator[Edge[Away]]:
        """Yield every move from a state."""
        for step in _moves(state):
            yield Edge(step.after, next((one.__name__ for one in self._watched if not one(step)), None))

    def fresh(self, state: Away) -> bool:
        """Tell that every state is looked at."""
        return True

    def words(self, path: list[Away]) -> list[str]:
        """Return one line for each move."""
        told = [f"the server offers {path[0].offer}"]
        for before, after in pairwise(path):
            # of moves that lead to the same state, the one that breaks something is meant
            steps = [one for one in _moves(before) if one.after == after]
            step = next((one for one in steps if not all(rule(one) for rule in self._watched)), steps[0])
            told.append(f"{step.did}: {step.by}" if step.by else step.did)
        return told


def _waits(state: Away) -> bool:
    return (state.status, state.state, state.ref, state.over) == ("pending", "pending", 0, False)


def _taken(step: Step) -> bool:
    return step.after.ref not in (0, step.before.ref)


def _session(state: Away, browser: str) -> str:
    return f"{browser} {getattr(state, browser, 1)}"


def stored(state: Away, browser: str = "") -> Away:
    """Return of a state what is stored and matters to this browser (none: to an agent or a driver)."""
    return state._replace(phone=state.phone if browser == "phone" else 1, opened=frozenset(), back=False, left=0)


def _moves(state: Away) -> Iterator[Step]:
    yield from _of_the_driver(state)
    if state.state == "processing":
        return
    yield from _of_alice(state)
    yield from _of_callbacks(state)
    if not state.over:
        yield Step(state, "its time is over", "", state._replace(over=True))
    yield _with(state, "the agent gives it back", "", given_back(stored(state)))


def _of_alice(state: Away) -> Iterator[Step]:
    if state.phone == 1:
        yield Step(state, "signs out", "phone", state._replace(phone=-state.phone))
    if state.phone < 0:
        yield Step(state, "signs in again", "phone", state._replace(phone=1 - state.phone))
    if state.back:
        return
    for name in HERS:
        if _signed_in(state, name) and "all" in page(stored(state, name), name):
            yield Step(state, "opens it", name, state._replace(opened=state.opened | {_session(state, name)}))
    if state.opened and not state.over:  # a code may have been typed in any browser
        yield Step(state, "is sent back by the server", "", state._replace(back=True))


def _of_callbacks(state: Away) -> Iterator[Step]:
    for name in BROWSERS if state.back else ():  # what is in one browser's history may be carried to any other
        yield _called(state, "comes back", name, "right", "get")
    if state.back:
        yield _called(state, "comes from another site", "laptop", "right", "cross")
        yield _called(state, "brings another reference", "laptop", "other", "get")
        yield _called(state, "posts the finish", "nobody", "right", "post")
    yield _called(state, "guesses a hash", "laptop", "wrong", "get")
    yield _called(state, "says a bare refusal", "laptop", "refusal", "get")


def _called(state: Away, did: str, browser: str, says: str, way: str) -> Step:
    return _with(state, did, browser, called_back(stored(state, browser), browser, says, way))


def _of_the_driver(state: Away) -> Iterator[Step]:
    for how in {"processing": ("offered",), "pending": ("granted", "denied")}.get(state.state, ()):
        after, leaked, sent = driven(stored(state), how)
        if sent:
            step = _with(state, f"{sent}, {how}", "", (after, leaked))
            left = state.left + sent.startswith("the reference")
            yield step._replace(after=step.after._replace(left=left))


def _with(state: Away, did: str, by: str, made: tuple[Away, bool]) -> Step:
    kept = {name: getattr(state, name) for name in ("phone", "opened", "back", "left")}
    return Step(state, did, by, made[0]._replace(**kept), made[1])


def _signed_in(state: Away, browser: str) -> bool:
    return browser == "laptop" or (browser == "phone" and state.phone > 0)


def _seen(state: Away) -> frozenset[str]:
    """Return who is shown the address or the code."""
    pages = {name for name in BROWSERS if page(stored(state, name), name)}
    return frozenset(pages) | told(stored(state))


@remembered
def page(state: Away, browser: str) -> str:
    """Return how much a browser's pages show of what was offered: "all" of it in the inbox, "some" anywhere, nothing.

    An address is shown as a link that a person may follow, a code as text.
    """
    with at(state) as here:
        number = _number(state, browser)
        inbox = here.get(browser, number, "/inbox").text
        text = inbox + (here.get(browser, number, "/approve/a_1").text if state.asked else "")
    wanted = json.dumps(OFFERS[state.offer])
    if (f'href="{URI}"' in inbox or URI not in wanted) and (CODE in inbox or CODE not in wanted):
        return "all"
    return "some" if any(one in text for one in CANARIES) else ""


@remembered
def told(state: Away) -> frozenset[str]:
    """Return who of the agent (every result that it may get, whole views) and the terminal is told something of it."""
    with at(state) as here:
        client = here.doors.client
        view, views = run(client.view("scout", "g_1")), run(client.views("scout"))
        assert view is not None
        agent = f"{results.of(view)} {results.listed(views)} {results.given_back(view)} {view}"
        terminal = json.dumps(_terminal(here.session, here.doors.clock), default=str)
    texts = {"agent": agent, "terminal": terminal}
    return frozenset(name for name, text in texts.items() if any(one in text for one in CANARIES))


@remembered
def called_back(state: Away, browser: str, says: str, way: str) -> tuple[Away, bool]:
    """`/callback` for a browser: by our own page, from another site, or as a POST of whoever has the address."""
    reference = "reference-2" if says == "other" else "reference-1"
    proof = interaction_hash(NONCE, "as-nonce", reference, ABROAD)
    given = {"hash": "A" * 43 if says == "wrong" else proof, "interact_ref": reference}
    said = "result=grant_rejected" if says == "refusal" else "&".join(f"{name}={one}" for name, one in given.items())
    with at(state) as here:
        number = _number(state, browser)
        if way == "post":
            answer = here.post(browser, number, f"/callback/{SECRET}", given)
        else:
            again = "&here=1" if way == "get" else ""
            answer = here.get(browser, number, f"/callback/{SECRET}?{said}{again}")
        return _read(here, state), _leaks(here, answer.text, str(answer.headers))


@remembered
def driven(state: Away, how: str) -> tuple[Away, bool, str]:
    """`steps.next_step` and the performer's hands: the row afterwards, and in words what left (nothing: not due)."""
    with at(state, how) as here:
        row = here.session.get_one(ClientGrant, "g_1")
        step, due = steps.next_step(row)
        if due is None or due > here.doors.clock or step in (steps.Step.USE, steps.Step.REVOKE, steps.Step.EXPIRE):
            return state, False, ""
        run(here.doors.performer.perform(step, row))
        return _read(here, state), _leaks(here), _left(here.doors.line.sent)


def _left(sent: list[HttpMessage]) -> str:
    (message,) = sent
    content = json.loads(message.body or b"{}")
    if message.method == "DELETE":
        return "its end is told to the server"
    if "interact_ref" in content:
        return "the reference leaves"
    return "the request leaves" if "interact" in content else "a poll leaves"


@remembered
def given_back(state: Away) -> tuple[Away, bool]:
    """`ClientInstance.give_back`, the driver being elsewhere for the moment."""
    with at(state) as here:
        run(here.doors.client.give_back("scout", "g_1"))
        return _read(here, state), _leaks(here)


def at(state: Away, how: str = "offered") -> AbstractContextManager[Moment]:
    """Lay out a state; `how` is what the server answers."""
    now = NOW + timedelta(minutes=2 * MINUTES_LEFT if state.over else 1)

    def rows(context: Context) -> list[Any]:
        return [_written(state, context), *([_approval()] if state.asked else [])]

    return moment(now, signed_in(state.phone), rows, lambda message: _answered(message, state.offer, how))


def _number(state: Away, browser: str) -> int:
    return 0 if browser == "nobody" else abs(getattr(state, browser, 1))


def _leaks(here: Moment, *answered: str) -> bool:
    return any(one in text for text in (here.audited(), *answered) for one in CANARIES)


def _terminal(session: Session, now: datetime) -> list[Any]:
    return [overview.grants(session), overview.inbox(session, now, in_full=True), overview.standing(session, now)]


def _answered(message: HttpMessage, offer: str, how: str) -> Answer:
    content: dict[str, Any] = {
        "offered": {"continue": going_on(), "interact": OFFERS[offer]},
        "granted": {"access_token": token()},
        "denied": {"error": {"code": "user_denied"}},
    }[how]
    return Answer(204, {}, b"") if message.method == "DELETE" else Answer(200, {}, json.dumps(content).encode())


@cache
def _document() -> tuple[str, str]:
    asked = document(elsewhere=True, authorization_server=ABROAD)
    return asked.canonical().decode(), asked.digest


def _approval() -> Approval:
    shown, hashed = _document()
    return Approval(
        id="a_1",
        grant="g_1",
        agent="scout",
        owner="alice",
        document=shown,
        digest=hashed,
        decision="approve",
        decided_at=NOW,
        created_at=NOW,
        valid_until=NOW + timedelta(hours=24),
    )


def _written(state: Away, context: Context) -> ClientGrant:
    row = ClientGrant(
        id="g_1",
        agent="scout",
        owner="alice",
        authorization_server=ABROAD,
        key="k_1",
        connector="bank",
        operation="bank_pay",
        arguments={},
        access=[RIGHT],
        call_digest="c",
        connector_digest="d",
        policy_digest="p",
        rule="pay",
        decide="ask" if state.asked else "allow",
        approval="a_1" if state.asked else None,
        status=state.status,
        state=state.state,
        intent=state.intent,
        intent_at=NOW if state.intent else None,
        finish_nonce=NONCE,
        callback_digest=token_digest(SECRET),
        as_nonce="as-nonce" if state.finish else None,
        interaction_host="as.example" if state.state != "processing" else None,
        wait_until=NOW if state.state == "pending" else None,
        continue_uri=f"{ABROAD}/continue/1" if state.state == "pending" else None,
        created_at=NOW,
        updated_at=NOW,
        deadline=NOW + timedelta(minutes=MINUTES_LEFT),
    )
    row.callback_sealed = context.sealed(row, "callback", SECRET)
    row.continue_token_sealed = context.sealed(row, "continue_token", "c") if state.state == "pending" else None
    row.interaction_uri_sealed = context.sealed(row, "interaction_uri", URI) if state.address else None
    row.user_code_sealed = context.sealed(row, "user_code", CODE) if state.code else None
    row.interact_ref_sealed = context.sealed(row, "interact_ref", f"reference-{state.ref}") if state.ref else None
    return row


def _read(here: Moment, state: Away) -> Away:
    row = here.session.get_one(ClientGrant, "g_1", populate_existing=True)
    ref = here.doors.context.opened(row, "interact_ref") if row.interact_ref_sealed else "-0"
    return state._replace(
        status=row.status,
        state=str(row.state),
        intent=row.intent,
        address=row.interaction_uri_sealed is not None,
        code=row.user_code_sealed is not None,
        finish=row.as_nonce is not None,
        ref=int(ref.rpartition("-")[2]),
    )
