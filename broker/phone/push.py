"""Telling this browser when something waits: the service worker, and the subscription that a passkey signs.

A browser's subscription arrives by the session alone, so it is only stored; what counts is the proposal that the page
signs at once (decisions T2: a further channel widens). Turning notifications off narrows, and is free.
"""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.approval.proposal import ChannelItem
from broker.notify.outbox import drop, live_devices
from broker.notify.sender import Pushes
from broker.notify.subscriptions import BadSubscription, checked, keep, put_in_use
from broker.phone import sessions
from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Handler, Refusal, body, changing, reading
from broker.ratchet.proposals import CannotPerform, propose, withdraw
from broker.store.query import Session
from broker.store.tables import Proposal, PushDevice
from broker.store.verbs import audit, wake

_STATIC = {
    "/sw.js": ("sw.js", "text/javascript"),
    "/manifest.webmanifest": ("manifest.webmanifest", "application/manifest+json"),
    "/phone/push.js": ("push.js", "text/javascript"),
}


class Keys(Body):
    """The browser's keys, base64url (Push API §8.1)."""

    p256dh: str = Field(max_length=128)
    auth: str = Field(max_length=64)


class Subscribe(Body):
    """A browser's subscription, as `PushSubscription.toJSON()` gives it without its expiry."""

    endpoint: str = Field(max_length=2048)
    keys: Keys


class Remove(Body):
    """Which of the owner's devices is not told any more."""

    device: str = Field(max_length=64)


def routes(deps: PhoneDeps, pushes: Pushes) -> list[Route]:
    """Return the routes of notifications; the service worker stands at the root, whose pages it looks after."""

    async def key(deps: PhoneDeps, request: Request) -> Response:
        return await _key(deps, pushes, request)

    async def subscribe(deps: PhoneDeps, request: Request) -> Response:
        return await _subscribe(deps, pushes, request)

    pages: dict[str, Handler] = {path: _static(name, kind) for path, (name, kind) in _STATIC.items()}
    pages["/push/key"] = key
    changes: dict[str, Handler] = {"/push/subscribe": subscribe, "/push/remove": _remove}
    return [
        *(Route(path, reading(deps, handler), methods=["GET"]) for path, handler in pages.items()),
        *(Route(path, changing(deps, handler), methods=["POST"]) for path, handler in changes.items()),
    ]


def perform_channel(session: Session, item: ChannelItem, proposal: Proposal, now: datetime) -> None:
    """Tell this device from now on: its owner signed. Raises CannotPerform where it is not what was shown."""
    device = session.get(PushDevice, item.device, populate_existing=True)
    same = device is not None and (device.owner, device.host, device.endpoint_digest) == (
        proposal.owner,
        item.host,
        item.endpoint_digest,
    )
    if device is None or not same:
        raise CannotPerform("this browser has subscribed anew since")
    put_in_use(session, device)
    data = {"host": device.host, "proposal": proposal.id}
    audit(session, kind="channel.added", subject=device.id, at=now, owner=device.owner, data=data)


async def _key(deps: PhoneDeps, pushes: Pushes, request: Request) -> Response:
    """GET /push/key: the key to subscribe with, and which of the owner's browsers are told: endpoint digest to id."""
    signed = await sessions.demanded(deps, request)
    rows = await deps.store.read(lambda session: live_devices(session, signed.owner))
    devices = {row.endpoint_digest: row.id for row in rows}
    return JSONResponse({"key": await pushes.public_key(), "devices": devices})


async def _subscribe(deps: PhoneDeps, pushes: Pushes, request: Request) -> Response:
    """POST /push/subscribe: store the subscription and propose it; `proposal` is None where it is in use already."""
    signed = await sessions.demanded(deps, request)
    asked = await body(request, Subscribe)
    try:
        given, host = checked(pushes.hosts, asked.endpoint, asked.keys.p256dh, asked.keys.auth)
    except BadSubscription as why:
        raise _not_usable(str(why)) from None
    now = deps.now()

    def work(session: Session) -> dict[str, Any]:
        device = keep(
            session,
            pushes.vault,
            given,
            host,
            owner=signed.owner,
            passkey=signed.passkey,
            now=now,
            mint=deps.mint,
        )
        if device.dropped_at is None:
            return {"device": device.id, "proposal": None}
        return {"device": device.id, "proposal": _proposed(deps, session, device, now).id}

    return JSONResponse(await deps.store.write(work))


def _proposed(deps: PhoneDeps, session: Session, device: PushDevice, now: datetime) -> Proposal:
    """Propose one channel for this passkey at a time, so that a session alone cannot fill the inbox."""
    item = ChannelItem(device=device.id, host=device.host, endpoint_digest=device.endpoint_digest)
    key = f"channel:{device.passkey}"
    row = _propose(deps, session, device.owner, item, key, now)
    if json.loads(row.document)["items"] != [item.model_dump()]:
        withdraw(session, row.id, now, "the browser subscribed anew")
        row = _propose(deps, session, device.owner, item, key, now)
    return row


def _propose(deps: PhoneDeps, session: Session, owner: str, item: ChannelItem, key: str, now: datetime) -> Proposal:
    return propose(session, owner=owner, items=[item], now=now, mint=deps.mint, open_key=key)


async def _remove(deps: PhoneDeps, request: Request) -> Response:
    """POST /push/remove: tell one of the owner's devices nothing any more."""
    signed = await sessions.demanded(deps, request)
    asked = await body(request, Remove)
    now = deps.now()

    def work(session: Session) -> None:
        device = session.get(PushDevice, asked.device, populate_existing=True)
        if device is None or device.owner != signed.owner:
            raise Refusal(404, "not_found", "No such device", "It is not one of yours.", "Reload the page and look.")
        if device.dropped_at is None:
            drop(session, device, None, now)
            audit(session, kind="channel.removed", subject=device.id, at=now, owner=device.owner)
            wake(session, f"owner:{device.owner}")

    await deps.store.write(work)
    return JSONResponse({"device": asked.device})


def _not_usable(why: str) -> Refusal:
    return Refusal(
        422,
        "subscription_refused",
        "This browser cannot be notified",
        phrase("%(why)s.", why=phrase(f"{why[:1].upper()}{why[1:]}")),
        "The inbox shows everything that waits without any notification.",
    )


def _static(name: str, media_type: str) -> Handler:
    content = (files("broker.phone") / "static" / name).read_bytes()

    async def serve(_deps: PhoneDeps, _request: Request) -> Response:
        return Response(content, media_type=media_type)

    return serve
