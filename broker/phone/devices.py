"""The paired devices of an owner: the list, and taking one out.

Removing a device narrows and is free while another one remains. Removing the last one is signed: afterwards whoever
pairs next at the broker's own computer is this owner.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from broker.approval.proposal import RemoveDeviceItem
from broker.notify.channels import remove as forget
from broker.notify.outbox import Shows, faults, live_channels
from broker.phone import sessions
from broker.phone.answering import nothing_here
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.phone.pages import page
from broker.phone.signin import Nothing
from broker.ratchet.proposals import CannotPerform, Mint, propose
from broker.ratchet.reset import remove_passkey
from broker.store.query import Session, col, select
from broker.store.tables import Channel, Owner, Passkey, Proposal, PushDevice
from broker.store.verbs import audit, use_once


class NoSuchDevice(Exception):
    """The owner has no such device."""


@dataclass(frozen=True)
class Device:
    """One line of the list. `notifications` names the push service that tells it, if one does."""

    id: str
    label: str
    since: datetime
    last_used: datetime | None
    same_computer: bool
    notifications: str | None
    shows: str  # on its lock screen: code | agent | call


async def devices_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /devices: the owner's devices; this browser's own one is marked."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path("/devices"), status_code=303)
    owner = signed.owner


    def look(session: Session) -> tuple[list[Device], list[Channel], list[str], dict[str, Any] | None]:
        quiet = session.get_one(Owner, owner).quiet
        return devices_of(session, owner), live_channels(session, owner), faults(session, owner), quiet

    found, others, wrong, hours = await deps.store.read(look)
    return page(
        "devices.html",
        owner=owner,
        devices=found,
        channels=others,
        faults=wrong,
        mine=signed.passkey,
        secure=deps.secure,
        quiet=hours,
    )


class LockScreen(Body):
    """What a device shows before it is unlocked, besides that something waits."""

    shows: Shows


async def shows(deps: PhoneDeps, request: Request) -> Response:
    """POST /devices/{id}/shows: what this owner wants on the lock screen of one of their devices."""
    signed = await sessions.demanded(deps, request)
    chosen, device, now = (await body(request, LockScreen)).shows, request.path_params["id"], deps.now()

    def work(session: Session) -> None:
        mine = (col(PushDevice.owner) == signed.owner, col(PushDevice.dropped_at).is_(None))
        if not use_once(session, PushDevice, col(PushDevice.passkey) == device, *mine, values={"shows": chosen}):
            raise nothing_here()
        audit(session, kind="channel.shows", subject=device, at=now, owner=signed.owner, data={"shows": chosen})

    await deps.store.write(work)
    return JSONResponse({"device": device, "shows": chosen})


async def remove_channel(deps: PhoneDeps, request: Request) -> Response:
    """POST /channels/{id}/remove: tell one of the owner's channels nothing any more."""
    signed = await sessions.demanded(deps, request)
    await body(request, Nothing)
    channel, now = request.path_params["id"], deps.now()

    def work(session: Session) -> None:
        mine = {row.id: row for row in live_channels(session, signed.owner)}
        if channel not in mine:
            raise nothing_here()
        forget(session, mine[channel], now)
        audit(session, kind="channel.removed", subject=channel, at=now, owner=signed.owner)

    await deps.store.write(work)
    return JSONResponse({"removed": channel})


class QuietHours(Body):
    """From when until when no approval buzzes (HH:MM), by the clock of this time zone (IANA name)."""

    start: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    end: str = Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    zone: str = Field(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$")


class Quiet(Body):
    """The owner's quiet hours, or none."""

    hours: QuietHours | None


async def quiet(deps: PhoneDeps, request: Request) -> Response:
    """POST /quiet: set or clear the hours in which nothing buzzes. Proposals still do, and the inbox shows all."""
    signed = await sessions.demanded(deps, request)
    hours, now = (await body(request, Quiet)).hours, deps.now()
    kept = {"from": hours.start, "until": hours.end, "zone": hours.zone} if hours else None
    if hours is not None and (hours.start == hours.end or not _known_zone(hours.zone)):
        raise Refusal(422, "quiet", "These are no quiet hours", "Nothing was changed.", "Choose two different times.")

    def work(session: Session) -> None:
        row = session.get_one(Owner, signed.owner, populate_existing=True, with_for_update=True)
        row.quiet = kept
        session.add(row)
        audit(session, kind="owner.quiet", subject=row.name, at=now, owner=row.name, data={"hours": kept})

    await deps.store.write(work)
    return JSONResponse({"quiet": kept, "next": "/devices"})


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


async def remove(deps: PhoneDeps, request: Request) -> Response:
    """POST /devices/{id}/remove: done at once while another device remains, else a proposal to sign."""
    signed = await sessions.demanded(deps, request)
    await body(request, Nothing)
    now, device = deps.now(), request.path_params["id"]

    def work(session: Session) -> str | None:
        proposal = remove_device(session, device, owner=signed.owner, now=now, mint=deps.mint)
        return proposal.id if proposal else None

    try:
        proposed = await deps.store.write(work)
    except NoSuchDevice:
        raise nothing_here() from None
    if proposed:
        return JSONResponse({"proposal": proposed, "next": f"/proposals/{proposed}"})
    return JSONResponse({"removed": device, "next": "/signin" if device == signed.passkey else "/devices"})


def remove_device(
    session: Session, device: str, *, owner: str, now: datetime, mint: Mint, uid: int | None = None
) -> Proposal | None:
    """Remove a device of the owner at once, None; if it is the last one, return the proposal that its owner signs.

    Raises NoSuchDevice for an unknown, a removed and another owner's device.
    """
    # two removals at the same time must not each take the other for the device that remains
    session.get(Owner, owner, with_for_update=True)
    mine = session.scalars(select(Passkey).where(col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None)))
    live = {row.id: row for row in mine.all()}
    if device not in live:
        raise NoSuchDevice(f"{owner} has no such device")
    if len(live) > 1:
        remove_passkey(session, device, owner, now)
        return None
    item = RemoveDeviceItem(passkey=device, label=live[device].label)
    return propose(
        session, owner=owner, items=[item], now=now, mint=mint, open_key=f"remove-device:{device}", peer_uid=uid
    )


def perform_remove_device(session: Session, item: RemoveDeviceItem, proposal: Proposal, now: datetime) -> None:
    """Remove the device that was signed away. Raises CannotPerform where it is no device of the owner any more."""
    if not remove_passkey(session, item.passkey, proposal.owner, now):
        raise CannotPerform("this device was removed already")


def devices_of(session: Session, owner: str) -> list[Device]:
    """Return the owner's devices, the oldest first."""
    mine = (col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None))
    rows = session.scalars(select(Passkey).where(*mine).order_by(col(Passkey.created_at), col(Passkey.id))).all()
    pushes = (col(PushDevice.owner) == owner, col(PushDevice.dropped_at).is_(None))
    told = {row.passkey: row for row in session.scalars(select(PushDevice).where(*pushes))}
    return [_device(row, told.get(row.id)) for row in rows]


def _device(row: Passkey, push: PushDevice | None) -> Device:
    return Device(
        row.id,
        row.label,
        row.created_at,
        row.last_used_at,
        row.same_computer,
        push.host if push else None,
        push.shows if push else "code",
    )
