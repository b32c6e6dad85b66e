"""A person whom a client leads to our pages (R6, RFC 9635 §4.1): in every order of moves before the shipped doors.

Driven are the link, the code, the approval with its passkey, signing out and the way back to the client, as browsers
reach them. Alice has a phone and a laptop; bob is somebody else's owner, and one browser has no session. Written here
is only how a client takes its request back.
"""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from broker.authserver.visits import CODE_VALID, URI_VALID
from broker.gnap.tokens import token_digest
from broker.store.tables import Approval, ServerGrant, Visit
from tests.approval.signing import Signer
from tests.model.doors import KEEPERS, SESSIONS, Moment, digest, moment, signed_in
from tests.model.explorer import Edge
from tests.model.shipped import remembered
from tests.phone.house import ORIGIN, VAULT
from tests.phone.led import CLIENT_NONCE, FINISH, HISTORY, rights
from tests.stand_ins import NOW

SECRET, CODE = "l" * 43, "CDFHJKMN"
LINK, TYPED = f"/interact/{SECRET}", "/code"
HERS = ("phone", "laptop")
BROWSERS = (*KEEPERS, "nobody")
LATE = max(CODE_VALID, URI_VALID) + timedelta(minutes=1)


class Here(NamedTuple):
    """The visits, the decision, the number of the phone's session (below 0: signed out), and what nobody stores."""

    link: str = ""  # the session that came by the link
    code: str = ""  # the session that came by the code
    link_done: bool = False
    code_done: bool = False
    decision: str = ""
    visited: bool = False  # whether its owner was here to be sure of (decisions P8)
    withdrawn: bool = False
    late: bool = False  # link and code are out of time
    phone: int = 1
    answered: str = ""  # in which session


class Step(NamedTuple):
    """One move; `by` is a browser, `led` whether it was sent to the client with hash and reference."""

    before: Here
    did: str
    by: str
    after: Here
    led: bool = False


def one_session_has_the_visit(step: Step) -> bool:
    """R6: the first session that opens link or code keeps it; no second one cuts in by either (RFC 9635 §4.1)."""
    had = {one for one in (step.before.link, step.before.code) if one}
    has = {one for one in (step.after.link, step.after.code) if one}
    return had <= has and len(has) <= 1 and not (step.after.link and step.after.code)


def only_the_signed_in_owner_opens_it(step: Step) -> bool:
    """Link and code are worth nothing by themselves: whoever opens them is the owner, signed in."""
    return not _opened(step) or _signed_in(step.before, step.by)


def the_way_back_is_the_one_of_the_session_that_opened_it(step: Step) -> bool:
    """R6: hash and reference are given to that session alone, while it lasts."""
    came = (step.before.link, step.before.code)
    return not step.led or (_signed_in(step.before, step.by) and _session(step.before, step.by) in came)


def nobody_is_led_back_before_an_answer(step: Step) -> bool:
    """What was not decided is not finished, nor what its client took back."""
    return not step.led or (step.before.decision != "" and not step.before.withdrawn)


def a_visit_is_proved_by_an_answer_in_its_own_session(step: Step) -> bool:
    """P8: an answer from the inbox of another device proves no visit."""
    return not step.after.visited or step.after.answered in (step.after.link, step.after.code)


def nothing_opens_after_its_end(step: Step) -> bool:
    """Taken back, closed or out of time: link and code lead nowhere."""
    before = step.before
    closed = before.link_done if step.after.link != before.link else before.code_done
    return not _opened(step) or not (before.withdrawn or before.late or closed)


def a_look_changes_nothing(step: Step) -> bool:
    """A link that is fetched ahead, unfurled or opened by a stranger is as good as before."""
    return step.did != "looks at the link" or step.after == step.before


def whoever_opened_it_and_answered_finds_the_way_back(step: Step) -> bool:
    """The other half of R6: the session itself, still signed in, is led back while the grant waits."""
    before = step.before
    wanted = step.did == "goes on" and before.decision and not before.withdrawn and _signed_in(before, step.by)
    return not wanted or step.led or _session(before, step.by) != before.link


Rule = Callable[[Step], bool]
HERE_INVARIANTS: tuple[Rule, ...] = (
    one_session_has_the_visit,
    only_the_signed_in_owner_opens_it,
    the_way_back_is_the_one_of_the_session_that_opened_it,
    nobody_is_led_back_before_an_answer,
    a_visit_is_proved_by_an_answer_in_its_own_session,
    nothing_opens_after_its_end,
    a_look_changes_nothing,
    whoever_opened_it_and_answered_finds_the_way_back,
)


class LedHere:
    """The world: one request of a client that offered a link and a code, from its first visitor to its end."""

    def __init__(self, watched: tuple[Rule, ...] = HERE_INVARIANTS) -> None:
        self._watched = watched

    def initial(self) -> Iterator[Here]:
        """Yield the one beginning: nobody has come yet."""
        yield Here()

    def successors(self, state: Here) -> Iterator[Edge[Here]]:
        """Yield every move from a state."""
        for step in _moves(state):
            yield Edge(step.after, next((one.__name__ for one in self._watched if not one(step)), None))

    def fresh(self, state: Here) -> bool:
        """Tell that every state is looked at."""
        return True

    def words(self, path: list[Here]) -> list[str]:
        """Return one line for each move."""
        told = []
        for before, after in pairwise(path):
            # of moves that lead to the same state, the one that breaks something is meant
            steps = [one for one in _moves(before) if one.after == after]
            step = next((one for one in steps if not all(rule(one) for rule in self._watched)), steps[0])
            told.append(f"{step.did}: {step.by}" if step.by else step.did)
        return told


def _moves(state: Here) -> Iterator[Step]:
    for name in BROWSERS:
        yield _made(state, "opens the link", name, "post", LINK)
    for name in KEEPERS:
        yield _made(state, "types the code", name, "post", TYPED)
        yield _made(state, "goes on", name, "look", "/interact/done/v_link")
    for name in HERS:
        yield _made(state, "goes on by the code", name, "look", "/interact/done/v_code")
    for name in ("laptop", "nobody"):
        yield _made(state, "looks at the link", name, "look", LINK)
    yield from _of_alice(state)
    if not state.withdrawn:
        yield Step(state, "the client takes it back", "", state._replace(withdrawn=True))
    if not state.late and not state.withdrawn:
        yield Step(state, "time passes", "", state._replace(late=True))


def _of_alice(state: Here) -> Iterator[Step]:
    if state.phone == 1:
        yield Step(state, "signs out", "phone", state._replace(phone=-1))
    if state.phone < 0:
        yield Step(state, "signs in again", "phone", state._replace(phone=2))
    for name in HERS:
        if _signed_in(state, name) and not state.decision:
            after = answered(_for(state, name), name)
            by = _session(state, name) if after.decision else ""
            yield Step(state, "answers", name, after._replace(phone=state.phone, answered=by))


def _made(state: Here, did: str, by: str, how: str, path: str) -> Step:
    after, led = asked(_for(state, by), by, how, path)
    return Step(state, did, by, after._replace(phone=state.phone, answered=state.answered), led)


def _for(state: Here, browser: str) -> Here:
    """Return of a state what is stored and matters to this browser."""
    return state._replace(phone=state.phone if browser == "phone" else 1, answered="")


def _opened(step: Step) -> bool:
    return (step.after.link, step.after.code) != (step.before.link, step.before.code)


def _signed_in(state: Here, browser: str) -> bool:
    return browser == "laptop" or (browser == "phone" and state.phone > 0)


def _session(state: Here, browser: str) -> str:
    return f"{browser} {getattr(state, browser, 1)}"


@remembered
def asked(state: Here, browser: str, how: str, path: str) -> tuple[Here, bool]:
    """A page of ours in a browser: the state afterwards, and whether it was sent to the client with its reference."""
    with at(state) as here:
        number = _number(state, browser)
        if how == "post":
            here.post(browser, number, path, {"code": CODE} if path == TYPED else {})
            return _read(here, state), False
        answer = here.get(browser, number, path)
        return _read(here, state), "interact_ref=" in answer.headers.get("location", "")


@remembered
def answered(state: Here, browser: str, verb: str = "approve") -> Here:
    """POST /approve/…/options and /decide with the passkey of the browser: a yes, since a no leads back alike."""
    with at(state) as here:
        number = _number(state, browser)
        given = here.post(browser, number, "/approve/a_1/options", {"verb": verb})
        if given.status != 200:
            return state
        challenge = urlsafe_b64decode(given.json()["challenge"] + "==")
        assertion = Signer(KEEPERS[browser][1]).assertion(challenge, origin=ORIGIN)
        here.post(browser, number, "/approve/a_1/decide", {"verb": verb, "assertion": assertion})
        return _read(here, state)


def at(state: Here) -> AbstractContextManager[Moment]:
    """Lay out a state."""
    return moment(NOW + (LATE if state.late else timedelta(minutes=1)), signed_in(state.phone), lambda _: _rows(state))


def _number(state: Here, browser: str) -> int:
    return 0 if browser == "nobody" else abs(getattr(state, browser, 1))


def _rows(state: Here) -> list[Any]:
    return [_grant(state), _approval(state), *_visits(state)]


def _grant(state: Here) -> ServerGrant:
    sealed = VAULT.seal(b"reference", table="server_grant", row="as_1", column="interact_ref")
    return ServerGrant(
        id="as_1",
        thumbprint="thumbprint-of-the-shop",
        agent="shop",
        owner="alice",
        access=[HISTORY],
        rule="history",
        state="finalized" if state.withdrawn else "pending",
        ending="cancelled" if state.withdrawn else None,
        approval="a_1",
        visited_by="alice" if state.visited else None,
        visited_at=NOW if state.visited else None,
        finish_method="redirect",
        finish_uri=FINISH,
        finish_nonce=CLIENT_NONCE,
        finish_hash_method="sha-256",
        as_nonce="as-nonce",
        interact_ref_sealed=sealed if state.decision else None,
        interact_ref_digest=token_digest("reference") if state.decision else None,
        created_at=NOW,
        updated_at=NOW,
        expires_at=NOW + timedelta(hours=24),
    )


@cache
def _document() -> tuple[str, str]:
    asked = rights()
    return asked.canonical().decode(), asked.digest


def _approval(state: Here) -> Approval:
    document, hashed = _document()
    return Approval(
        id="a_1",
        grant="as_1",
        agent="shop",
        owner="alice",
        document=document,
        digest=hashed,
        decision=state.decision or None,
        decided_at=NOW if state.decision else None,
        withdrawn_at=NOW if state.withdrawn and not state.decision else None,
        created_at=NOW,
        valid_until=NOW + timedelta(hours=24),
    )


def _visits(state: Here) -> Iterator[Visit]:
    of_code = ("v_code", "user_code", CODE, CODE_VALID, state.code, state.code_done)
    of_link = ("v_link", "redirect", SECRET, URI_VALID, state.link, state.link_done)
    for name, mode, secret, valid, opened, done in (of_code, of_link):
        browser, _, number = opened.partition(" ")
        yield Visit(
            id=name,
            grant="as_1",
            mode=mode,
            secret_digest=token_digest(secret),
            session_digest=digest(browser, int(number)) if opened else None,
            owner=KEEPERS[browser][0] if opened else None,
            opened_at=NOW if opened else None,
            done_at=NOW if done else None,
            expires_at=NOW + valid,
        )


def _read(here: Moment, state: Here) -> Here:
    here.session.expire_all()
    grant, approval = here.session.get_one(ServerGrant, "as_1"), here.session.get_one(Approval, "a_1")
    link, code = here.session.get_one(Visit, "v_link"), here.session.get_one(Visit, "v_code")
    return state._replace(
        link=_by(link.session_digest),
        code=_by(code.session_digest),
        link_done=link.done_at is not None,
        code_done=code.done_at is not None,
        decision=approval.decision or "",
        visited=grant.visited_by is not None,
    )


def _by(known: str | None) -> str:
    every = [(name, number) for name, numbers in SESSIONS.items() for number in numbers]
    return next((f"{name} {number}" for name, number in every if digest(name, number) == known), "")
