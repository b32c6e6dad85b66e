"""The page on which an owner types the short code that a client shows (RFC 9635 §4.1.2, §4.1.3).

A code is short, so it may be guessed at: wrong ones are counted per owner and per browser session, in the audit, where
they survive a restart and count on every replica.
"""

import json
from datetime import datetime, timedelta

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.phone import sessions
from broker.phone.catalogue import phrase
from broker.phone.deps import Met, PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.phone.pages import page
from broker.phone.visiting import entered, onward
from broker.store.query import Session, col, select
from broker.store.tables import Audit, Owner, PhoneSession
from broker.store.verbs import audit

WRONG = "visit.wrong-code"
WINDOW = timedelta(minutes=10)
A_SESSION = 5  # wrong codes within the window
AN_OWNER = 10


class Code(Body):
    """What was typed, as it was typed."""

    code: str = Field(max_length=64)


async def code_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /code."""
    if await sessions.signed_in(deps, request) is None:
        return RedirectResponse(sessions.sign_in_path("/code"), status_code=303)
    return page("code.html")


async def code(deps: PhoneDeps, request: Request) -> Response:
    """POST /code: the request that the code stands for. Raises a Refusal: 404 no such code, 429 too many wrong ones."""
    signed = await sessions.demanded(deps, request)
    given = (await body(request, Code)).code
    now = deps.now()

    def work(session: Session) -> Met | Refusal:
        # one try of an owner at a time: tries made at once are counted like any others
        session.get_one(Owner, signed.owner, populate_existing=True, with_for_update=True)
        left = _left(session, signed, now)
        if left <= 0:
            return _too_many()
        met = entered(deps, session, deps.visits.by_code(session, given, signed, now), signed, now)
        if met is not None:
            return met
        _note(session, signed, now)
        return _wrong(left - 1) if left > 1 else _too_many()

    found = await deps.store.write(work)
    if isinstance(found, Refusal):
        raise found
    return JSONResponse({"next": onward(found)})


def _left(session: Session, signed: PhoneSession, now: datetime) -> int:
    """Return how many wrong codes this session may still type, as one of all sessions of its owner."""
    mine = (col(Audit.subject) == _subject(signed), col(Audit.kind) == WRONG, col(Audit.at) > now - WINDOW)
    sessions_of = [json.loads(data)["session"] for data in session.scalars(select(Audit.data).where(*mine))]
    here = sessions_of.count(_session(signed))
    return min(A_SESSION - here, AN_OWNER - len(sessions_of))


def _note(session: Session, signed: PhoneSession, now: datetime) -> None:
    data = {"session": _session(signed)}
    audit(session, kind=WRONG, subject=_subject(signed), at=now, owner=signed.owner, data=data)


def _subject(signed: PhoneSession) -> str:
    return f"code:{signed.owner}"


def _session(signed: PhoneSession) -> str:
    return signed.digest[:16]  # enough to tell them apart; of the cookie's digest, so no secret


def _wrong(left: int) -> Refusal:
    more = (
        phrase("One try is left for now.") if left == 1 else phrase("%(number)s tries are left for now.", number=left)
    )
    return Refusal(
        404,
        "no_such_code",
        "This code stands for nothing",
        phrase("It may be mistyped, used, too old, or not for you. %(more)s", more=more),
        "Compare it with what the program shows, or let the program show a new one.",
        {"tries_left": left},
    )


def _too_many() -> Refusal:
    return Refusal(
        429,
        "too_many_codes",
        "Too many wrong codes",
        phrase(
            "Codes are not looked at for a while: %(number)s minutes after the first wrong one.",
            number=int(WINDOW.total_seconds() // 60),
        ),
        "Wait, then let the program show a new code. What waits for you is in your inbox all the same.",
        {"tries_left": 0},
    )
