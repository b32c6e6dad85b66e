"""Enrolling an owner's first passkey from a one-use link.

The secret stands in the link's fragment, which browsers send to nobody: it reaches us in the body of a POST from our
own page, and no log, referrer or history of ours ever holds it. A second device needs the first one's consent, which is
not part of this version, so an owner who has a passkey is refused here.
"""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from broker.phone import challenges, sessions
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.phone.pages import page
from broker.phone.passkeys import claimed_challenge, creation_options, device_label, refused_passkey, registered
from broker.store.query import Session, col, select, update
from broker.store.store import Store
from broker.store.tables import EnrolmentLink, Owner, Passkey
from broker.store.verbs import audit, use_once

LINK_VALID = timedelta(minutes=15)


class LinkRefused(Exception):
    """No link is made; the message says why."""


class Secret(Body):
    """What the page read from its own fragment."""

    secret: str = Field(min_length=1, max_length=128)


class Enrolment(Secret):
    """The new passkey as the browser gave it."""

    credential: dict[str, Any]


def new_link(
    store: Store, owner: str, now: datetime, mint: Callable[[int], bytes], valid: timedelta = LINK_VALID
) -> str:
    """Return the path of a fresh one-use link (`/pair#...`) for the owner's first passkey; older links end.

    Raises LinkRefused for an unknown owner or one who already has a passkey.
    """
    secret = base64.urlsafe_b64encode(mint(32)).rstrip(b"=").decode()

    def write(session: Session) -> None:
        if session.get(Owner, owner) is None:
            raise LinkRefused(f"there is no owner {owner!r}")
        if _has_passkey(session, owner):
            raise LinkRefused(f"{owner} already has a passkey; a further device cannot be added in this version")
        open_links = (col(EnrolmentLink.owner) == owner, col(EnrolmentLink.used_at).is_(None))
        session.execute(update(EnrolmentLink).where(*open_links).values(used_at=now))
        session.add(EnrolmentLink(digest=_digest(secret), owner=owner, expires_at=now + valid))
        audit(session, kind="enrolment.link", subject=owner, at=now, owner=owner)

    store.write_sync(write)
    return f"/pair#{secret}"


async def pair_page(deps: PhoneDeps, _: Request) -> Response:
    """GET /pair: a static page; only its script sees the link's secret."""
    return page("pair.html", this_computer_only=not deps.secure)


async def pair_options(deps: PhoneDeps, request: Request) -> Response:
    """POST /pair/options: WebAuthn creation options for the owner whom the link names."""
    asked = await body(request, Secret)
    now, challenge = deps.now(), deps.mint(32)

    def work(session: Session) -> str:
        owner = _open_link(session, asked.secret, now).owner
        challenges.issue(session, challenge, purpose="enrol", now=now, nonce=challenge, owner=owner)
        return owner

    owner = await deps.store.write(work)
    return JSONResponse(creation_options(deps, owner, challenge))


async def pair_verify(deps: PhoneDeps, request: Request) -> Response:
    """POST /pair/verify: store the passkey, use up the link and sign the browser in, in one transaction."""
    asked = await body(request, Enrolment)
    now, token = deps.now(), sessions.new_token(deps.mint)
    label = device_label(request.headers.get("user-agent", ""))

    def work(session: Session) -> None:
        owner = _open_link(session, asked.secret, now).owner
        passkey = _enrolled(deps, session, asked.credential, owner, label, now)
        link = (col(EnrolmentLink.digest) == _digest(asked.secret), col(EnrolmentLink.used_at).is_(None))
        if not use_once(session, EnrolmentLink, *link, values={"used_at": now}):
            raise _no_link()
        sessions.begin(session, token, owner=owner, passkey=passkey.id, now=now)
        data = {"passkey": passkey.id, "label": label}
        audit(session, kind="passkey.enrolled", subject=passkey.id, at=now, owner=owner, data=data)

    await deps.store.write(work)
    response = JSONResponse({"next": "/inbox"})
    sessions.set_cookie(deps, response, token)
    return response


def _enrolled(
    deps: PhoneDeps, session: Session, credential: dict[str, Any], owner: str, label: str, now: datetime
) -> Passkey:
    challenge = _challenge(credential)
    row = challenges.take(session, challenge, purpose="enrol", now=now)
    if row.owner != owner:
        raise _no_link()
    verified = registered(deps, credential, challenge)
    passkey_id = base64.urlsafe_b64encode(verified.credential_id).rstrip(b"=").decode()
    if session.get(Passkey, passkey_id) is not None:
        raise refused_passkey("this passkey is enrolled already")
    passkey = Passkey(
        id=passkey_id,
        owner=owner,
        label=label,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        created_at=now,
    )
    session.add(passkey)
    session.flush()
    return passkey


def _challenge(credential: dict[str, Any]) -> bytes:
    response = credential.get("response")
    client_data = response.get("clientDataJSON") if isinstance(response, dict) else None
    return claimed_challenge(client_data)


def _open_link(session: Session, secret: str, now: datetime) -> EnrolmentLink:
    link = session.get(EnrolmentLink, _digest(secret), populate_existing=True)
    if link is None or link.used_at is not None or now >= link.expires_at:
        raise _no_link()
    # whoever takes the link of an owner with a device must not become that owner
    if _has_passkey(session, link.owner):
        raise Refusal(
            409,
            "already_enrolled",
            "This owner already has a passkey",
            "Nothing was changed. In this version the first device is the only one.",
            "Sign in with the device that you enrolled.",
        )
    return link


def _has_passkey(session: Session, owner: str) -> bool:
    # a removed passkey counts: this link is for the first device, not for the next one
    return session.scalars(select(Passkey.id).where(col(Passkey.owner) == owner).limit(1)).first() is not None


def _no_link() -> Refusal:
    return Refusal(
        403,
        "link_refused",
        "This link does not work",
        "It was used already, is too old, or was replaced by a newer one.",
        "Run `countersign init` again on the computer where Countersign runs, and open the new link.",
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
