"""Signing in and out with a passkey that is enrolled."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.phone import challenges, sessions
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, body
from broker.phone.pages import page
from broker.phone.passkeys import Assertion, asserted, claimed_challenge, refused_passkey, request_options
from broker.store.query import Session, col, update
from broker.store.tables import Passkey
from broker.store.verbs import audit


class Nothing(Body):
    """An empty object: the request says all."""


class SignIn(Body):
    """The browser's answer."""

    assertion: Assertion


async def signin_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /signin: the page, or straight on for a browser that is signed in."""
    then = sessions.own_page(request.query_params.get("next"))
    if await sessions.signed_in(deps, request):
        return RedirectResponse(then, status_code=303)
    return page("signin.html", then=then)


async def signin_options(deps: PhoneDeps, request: Request) -> Response:
    """POST /signin/options: request options for any passkey of this address."""
    await body(request, Nothing)
    now, challenge = deps.now(), deps.mint(32)

    def work(session: Session) -> None:
        challenges.issue(session, challenge, purpose="sign-in", now=now, nonce=challenge)

    await deps.store.write(work)
    return JSONResponse(request_options(deps, challenge, []))


async def signin_verify(deps: PhoneDeps, request: Request) -> Response:
    """POST /signin/verify: begin a session for the passkey's owner."""
    answer = (await body(request, SignIn)).assertion
    now, token = deps.now(), sessions.new_token(deps.mint)

    def work(session: Session) -> None:
        challenge = claimed_challenge(answer.response.clientDataJSON)
        challenges.take(session, challenge, purpose="sign-in", now=now)
        passkey = enrolled_passkey(session, answer)
        touch(session, passkey, asserted(deps, passkey, answer, challenge), now)
        sessions.begin(session, token, owner=passkey.owner, passkey=passkey.id, now=now)
        audit(session, kind="phone.signed-in", subject=passkey.id, at=now, owner=passkey.owner)

    await deps.store.write(work)
    response = JSONResponse({"next": "/inbox"})
    sessions.set_cookie(deps, response, token)
    return response


async def signout(deps: PhoneDeps, request: Request) -> Response:
    """POST /signout: forget the session, here and in the browser."""
    await body(request, Nothing)
    token = request.cookies.get(deps.cookie, "")
    await deps.store.write(lambda session: sessions.end(session, token))
    response = JSONResponse({"next": "/signin"})
    sessions.drop_cookie(deps, response)
    return response


def enrolled_passkey(session: Session, assertion: Assertion) -> Passkey:
    """Return the passkey that the assertion names. Raises a Refusal if it is unknown or was removed."""
    passkey = session.get(Passkey, assertion.id, populate_existing=True)
    if passkey is None or passkey.removed_at is not None:
        raise refused_passkey("this passkey is not enrolled here")
    return passkey


def touch(session: Session, passkey: Passkey, sign_count: int, now: datetime) -> None:
    """Keep the passkey's counter and when it was last used."""
    used = update(Passkey).where(col(Passkey.id) == passkey.id)
    session.execute(used.values(sign_count=sign_count, last_used_at=now))
