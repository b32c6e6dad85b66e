"""A browser's subscription: checked when it comes, sealed while it is kept, and in use only once a passkey signed it.

Until then its row is marked as dropped: whoever reads the table sees a device that is told nothing.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from broker.http import NotSent
from broker.notify import webpush
from broker.notify.hosts import PushHosts
from broker.notify.outbox import close_all, is_live
from broker.store.query import Session, col, delete, select
from broker.store.tables import PushDevice
from broker.vault import SealBroken, Vault

UNSIGNED = "waits for your passkey"

_TABLE = PushDevice.__tablename__


class BadSubscription(Exception):
    """The browser's subscription cannot be used; the message says why."""


@dataclass(frozen=True, repr=False)
class Subscription:
    """Where a browser is reached (RFC 8030) and its keys (RFC 8291 §3). Whoever holds it can write to the person."""

    endpoint: str
    p256dh: bytes
    auth: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the endpoint, hex: the same browser is found again by it."""
        return hashlib.sha256(self.endpoint.encode()).hexdigest()


def checked(hosts: PushHosts, endpoint: str, p256dh: str, auth: str) -> tuple[Subscription, str]:
    """Return the subscription and its push service's host; keys as browsers give them, base64url.

    Raises BadSubscription for a host that is not on the list, or keys that are none.
    """
    try:
        host = hosts.host_of(endpoint)
        given = Subscription(endpoint, _decoded(p256dh), _decoded(auth))
        webpush.browser_key(given.p256dh)
    except (NotSent, ValueError) as why:
        raise BadSubscription(str(why)) from None
    if len(given.auth) != webpush.AUTH:
        raise BadSubscription(f"the browser's authentication secret has {webpush.AUTH} bytes")
    return given, host


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError("the browser's keys are not base64url") from None


def keep(
    session: Session,
    vault: Vault,
    given: Subscription,
    host: str,
    *,
    owner: str,
    passkey: str,
    now: datetime,
    mint: Callable[[int], bytes],
) -> PushDevice:
    """Return the row of this subscription: the one that is there, or a new one, which is told nothing yet.

    A browser has one subscription: a row of the same endpoint with other keys, or of somebody else, ends, and so does
    what this passkey's browser asked for earlier and never signed.
    """
    unsigned = (col(PushDevice.passkey) == passkey, col(PushDevice.failure) == UNSIGNED)
    session.execute(delete(PushDevice).where(*unsigned, col(PushDevice.endpoint_digest) != given.digest))
    there = session.scalars(select(PushDevice).where(col(PushDevice.endpoint_digest) == given.digest)).one_or_none()
    if there is not None and there.owner == owner and _same(vault, there, given):
        if not is_live(session, there.id):
            # it is not in use any more, so it is as good as new: another passkey's browser, and unsigned
            there.passkey, there.dropped_at, there.failed_at, there.failure = passkey, now, None, UNSIGNED
            session.flush()
        return there
    if there is not None:
        close_all(session, there.id, "device gone", now)
        session.delete(there)
        session.flush()
    row = "d_" + mint(16).hex()
    made = PushDevice(
        id=row,
        owner=owner,
        passkey=passkey,
        endpoint_digest=given.digest,
        endpoint_sealed=vault.seal(given.endpoint.encode(), table=_TABLE, row=row, column="endpoint"),
        p256dh=given.p256dh,
        auth_sealed=vault.seal(given.auth, table=_TABLE, row=row, column="auth"),
        host=host,
        created_at=now,
        dropped_at=now,
        failure=UNSIGNED,
    )
    session.add(made)
    session.flush()
    return made


def opened(vault: Vault, device: PushDevice) -> Subscription:
    """Return the subscription of a row; raise SealBroken where it was changed or sealed with another key."""
    endpoint = vault.open(device.endpoint_sealed, table=_TABLE, row=device.id, column="endpoint").decode()
    auth = vault.open(device.auth_sealed, table=_TABLE, row=device.id, column="auth")
    return Subscription(endpoint, device.p256dh, auth)


def _same(vault: Vault, device: PushDevice, given: Subscription) -> bool:
    try:
        auth = opened(vault, device).auth
    except SealBroken:
        return False
    return device.p256dh == given.p256dh and hmac.compare_digest(auth, given.auth)


def put_in_use(session: Session, device: PushDevice) -> None:
    """Tell this device from now on: a passkey signed it."""
    device.dropped_at = device.failed_at = device.failure = None
    session.add(device)
