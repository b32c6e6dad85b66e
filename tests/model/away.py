"""What the shipped doors make of a person who is led away to a foreign server: each answer, for a state of the model.

Nothing is decided here. A state is laid out as rows and sessions, one thing is done, and the rows are read back; the
answers are remembered by their arguments.
"""

import json
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import cache
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
from tests.model.doors import ABROAD, KEEPERS, Moment, digest, moment, run, signed_in
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
    opened: str = ""  # in which session it was opened last, such as "phone 1"
    back: bool = False  # whether the server sent a browser back to us, with hash and reference
    left: int = 0  # how often the reference left


def stored(state: Away, browser: str = "") -> Away:
    """Return of a state what is stored and matters to this browser (none: to an agent or a driver)."""
    return state._replace(phone=state.phone if browser == "phone" else 1, opened="", back=False, left=0)


@remembered
def went_on(state: Away, browser: str) -> tuple[Away, bool]:
    """`POST /elsewhere/g_1`, as the link's script sends it: this browser goes on to that server."""
    number = _number(state, browser)
    with at(state) as here:
        here.post(browser, number, "/elsewhere/g_1", {})
        row = here.session.get_one(ClientGrant, "g_1", populate_existing=True)
        here_now = row.opened_in == digest(browser, number)
        return state._replace(opened=f"{browser} {number}" if here_now else state.opened), _leaks(here)


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
        opened_in=digest(state.opened.split()[0], int(state.opened.split()[1])) if state.opened else None,
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
