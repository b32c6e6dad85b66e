"""A person who is led to a foreign server and comes back (R6), in every order of moves before the shipped doors.

Driven are the inbox, the approval's page, signing out and the callback as the browsers reach them, the performer of the
client instance as its driver reaches it, and `give_back` as the agent does (`away.py`). Written here is only who is
where: alice with a phone and a laptop, bob, a browser without a session, and a server that may try once more.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from tests.model.away import BROWSERS, OFFERS, Away, called_back, driven, given_back, page, stored, told, went_on
from tests.model.explorer import Edge

HERS = ("phone", "laptop")  # alice's; on the phone she may sign out and in again


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
    """R6: where an address is all there is, the session that opened it last, not another of its owner."""
    return not _taken(step) or "code" in step.before.offer or _session(step.before, step.by) == step.before.opened


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
    a_finish_is_taken_in_the_session_that_opened_it,
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
            after, leaked = went_on(stored(state, name), name)
            yield Step(state, "opens it", name, state._replace(opened=after.opened), leaked)
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
    seen = stored(state, browser)._replace(opened=state.opened)
    return _with(state, did, browser, called_back(seen, browser, says, way))


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
    return frozenset(pages | told(stored(state)))
