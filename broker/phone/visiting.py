"""The pages by which a client leads its owner here, and the way back (RFC 9635 §4.1, §4.2.1).

A GET decides nothing and binds nothing: a link that is fetched ahead, unfurled or opened by a stranger is as good as
before. The owner's button binds it to this browser session; then the approval is the same as in the inbox. A secret
stands in the path of the page itself and nowhere else: signing in happens in place.
"""

import re
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.phone import sessions
from broker.phone.catalogue import prefer
from broker.phone.deps import Met, PhoneDeps
from broker.phone.door import Refusal, body
from broker.phone.pages import page
from broker.phone.signin import Nothing
from broker.store.query import Session
from broker.store.tables import Approval, PhoneSession

_SECRET = re.compile(r"[A-Za-z0-9_-]{20,128}")


async def interact_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /interact/{secret}: who leads the owner here and where they go then; for a stranger, the sign-in page."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return page("signin.html", then="")
    secret, now = _secret(request), deps.now()
    met = await deps.store.read(lambda session: deps.visits.by_uri(session, secret, signed, now))
    if met is None:
        raise no_way_on()
    prefer(met.locales)
    return page("interact.html", met=met)


async def interact(deps: PhoneDeps, request: Request) -> Response:
    """POST /interact/{secret}: this browser session takes the visit, and goes on to the approval."""
    signed = await sessions.demanded(deps, request)
    await body(request, Nothing)
    secret, now = _secret(request), deps.now()

    def work(session: Session) -> Met | None:
        return entered(deps, session, deps.visits.by_uri(session, secret, signed, now), signed, now)

    met = await deps.store.write(work)
    if met is None:
        raise no_way_on()
    return JSONResponse({"next": onward(met)})


async def done_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /interact/done/{id}: 303 to the client's finish URI, once the owner answered, for the browser that came."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path("/inbox"), status_code=303)
    visit = request.path_params["id"]
    uri = await deps.store.read(lambda session: deps.visits.way_back(session, visit, signed))
    if uri is None:
        raise no_way_on()
    # 303: whatever was sent to us, nothing of it goes along (RFC 9635 §11.19)
    return Response(status_code=303, headers={"Location": uri})


def entered(deps: PhoneDeps, session: Session, met: Met | None, signed: PhoneSession, now: datetime) -> Met | None:
    """Return the visit if this session has it now."""
    return met if met is not None and deps.visits.enter(session, met.id, signed, now) else None


def onward(met: Met) -> str:
    """Return where a visit leads: to the approval; to the client's page where the answer was given elsewhere."""
    return way_back(met) if met.decided and met.host else f"/approve/{met.approval}"


def way_back(met: Met) -> str:
    """Return our own address that sends this browser to its client."""
    return f"/interact/done/{met.id}"


def after_answer(deps: PhoneDeps, session: Session, approval_id: str, signed: PhoneSession) -> str | None:
    """Return where the browser goes after an answer, None where it stays on the approval's page."""
    row = session.get_one(Approval, approval_id)
    met = deps.visits.mine(session, row.grant, signed, deps.now())
    return way_back(met) if met is not None and met.host else None


def no_way_on() -> Refusal:
    """Return the one refusal for every reason: unknown, expired, used, somebody else's, another browser's."""
    return Refusal(
        404,
        "no_visit",
        "This link leads nowhere",
        "It is unknown, has been used, was opened in another browser, is not for you, or its time is over.",
        "What still waits for you is in your inbox. To start afresh, go back to the program that gave you the link.",
    )


def _secret(request: Request) -> str:
    secret = str(request.path_params["secret"])
    if _SECRET.fullmatch(secret) is None:
        raise no_way_on()
    return secret
