"""Who is signed in. A session reads and refuses; it never approves by itself."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from broker.phone.deps import PhoneDeps
from broker.phone.door import Refusal
from broker.store.query import Session, col, delete
from broker.store.tables import Passkey, PhoneSession

VALID = timedelta(hours=12)
_OUR_PAGES = re.compile(r"/(inbox|history|devices|code|(approve|proposals)/[A-Za-z0-9_-]{1,128})")


def new_token(mint: Callable[[int], bytes]) -> str:
    """Return the value of a fresh session cookie: 256 bits, base64url."""
    return base64.urlsafe_b64encode(mint(32)).rstrip(b"=").decode()


def begin(session: Session, token: str, *, owner: str, passkey: str, now: datetime) -> None:
    """Store a session, by the digest of its cookie only; sessions that have ended are forgotten."""
    session.execute(delete(PhoneSession).where(col(PhoneSession.expires_at) <= now))
    session.add(
        PhoneSession(digest=_digest(token), owner=owner, passkey=passkey, created_at=now, expires_at=now + VALID)
    )


def end(session: Session, token: str) -> None:
    """Forget a session."""
    session.execute(delete(PhoneSession).where(col(PhoneSession.digest) == _digest(token)))


def set_cookie(deps: PhoneDeps, response: Response, token: str) -> None:
    """Give the browser its session cookie."""
    response.set_cookie(
        deps.cookie,
        token,
        max_age=int(VALID.total_seconds()),
        path="/",
        secure=deps.secure,
        httponly=True,
        samesite="strict",
    )


def drop_cookie(deps: PhoneDeps, response: Response) -> None:
    """Take the session cookie back."""
    response.delete_cookie(deps.cookie, path="/", secure=deps.secure, httponly=True, samesite="strict")


async def signed_in(deps: PhoneDeps, request: Request) -> PhoneSession | None:
    """Return the session of this browser, or None if there is none, it has ended or its passkey was removed."""
    token = request.cookies.get(deps.cookie)
    if not token:
        return None
    now, digest = deps.now(), _digest(token)

    def look(session: Session) -> PhoneSession | None:
        row = session.get(PhoneSession, digest)
        if row is None or now >= row.expires_at:
            return None
        passkey = session.get(Passkey, row.passkey)
        return row if passkey is not None and passkey.removed_at is None else None

    return await deps.store.read(look)


async def demanded(deps: PhoneDeps, request: Request) -> PhoneSession:
    """Return the session or raise a 401 Refusal that says where to sign in."""
    row = await signed_in(deps, request)
    if row is None:
        raise Refusal(
            401,
            "signed_out",
            "You are not signed in",
            "Nothing was changed: this browser has no session, or it has ended.",
            "Sign in with your passkey, then decide again.",
            {"signin": sign_in_path(request.url.path)},
        )
    return row


def sign_in_path(then: str) -> str:
    """Return the sign-in page's path, leading on to `then` if that is one of our pages."""
    return f"/signin?next={quote(own_page(then), safe='/')}"


def own_page(path: str | None) -> str:
    """Return `path` if it is a page of ours that a person may be led to, else the inbox: never another site."""
    return path if path and _OUR_PAGES.fullmatch(path) else "/inbox"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
