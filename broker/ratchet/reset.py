"""When a phone is lost: the recovery code lets a new first device in; without it everything of the owner ends first.

The code is shown once and only its digest is kept. It has 100 bits of chance, so a plain digest is enough; five wrong
tries within an hour close it for an hour all the same.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from broker.notify.channels import remove
from broker.notify.outbox import drop, live_channels
from broker.ratchet.proposals import withdraw
from broker.ratchet.sealing import forget
from broker.store.query import Session, col, delete, select, update
from broker.store.tables import (
    Agent,
    Approval,
    Audit,
    Owner,
    Pairing,
    Passkey,
    PhoneSession,
    Proposal,
    PushDevice,
    SealedFile,
)
from broker.store.verbs import audit, use_once, wake

TRIES = 5  # wrong ones within PERIOD close the door
PERIOD = timedelta(hours=1)
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"  # 32: five bits of each byte

Tried = Literal["right", "wrong", "closed", "none"]
Revoke = Callable[[Session, str, datetime, str | None], None]
"""Ends an agent for good: session, agent, now, owner."""


class UnknownOwner(Exception):
    """There is no owner of that name."""


def new_recovery_code(mint: Callable[[int], bytes]) -> tuple[str, str]:
    """Return a fresh code (`ABCD-…`, five groups of four, shown once) and the digest to keep."""
    letters = "".join(_LETTERS[byte % 32] for byte in mint(20))
    code = "-".join(letters[at : at + 4] for at in range(0, 20, 4))
    return code, recovery_digest(code)


def recovery_digest(code: str) -> str:
    """Return what is kept of a code: hex SHA-256, whatever its case, spaces and hyphens."""
    letters = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def is_answerable(session: Session, owner: str) -> bool:
    """Tell whether an owner answers for anything now: an agent that is not revoked, or a file by their signature."""
    agents = select(Agent.name).where(col(Agent.owner) == owner, col(Agent.revoked_at).is_(None)).limit(1)
    files = select(SealedFile.name).where(col(SealedFile.owner) == owner).limit(1)
    return session.scalars(agents).first() is not None or session.scalars(files).first() is not None


def use_recovery_code(session: Session, owner: str, code: str, now: datetime) -> Tried:
    """Use up the owner's recovery code: `right` once; `wrong` is counted; `closed` after five; `none`: there is none.

    The caller keeps the transaction whatever the answer: a wrong try is counted in its audit row. After `right` it
    calls `forget_devices`.
    """
    # tries come one after the other, or many at once would all see the same count
    person = session.get(Owner, owner, populate_existing=True, with_for_update=True)
    if person is None or person.recovery_digest is None:
        return "none"
    if _closed(session, owner, now):
        return "closed"
    if not hmac.compare_digest(person.recovery_digest, recovery_digest(code)):
        audit(session, kind="recovery.wrong", subject=owner, at=now, owner=owner)
        return "wrong"
    kept = (col(Owner.name) == owner, col(Owner.recovery_digest) == person.recovery_digest)
    if not use_once(session, Owner, *kept, values={"recovery_digest": None}):
        return "none"
    audit(session, kind="recovery.used", subject=owner, at=now, owner=owner)
    return "right"


def forget_devices(session: Session, owner: str, now: datetime) -> int:
    """Remove every passkey of the owner, end every session and every push; return how many passkeys went."""
    live = (col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None))
    passkeys = list(session.scalars(select(Passkey.id).where(*live)))
    for passkey in passkeys:
        remove_passkey(session, passkey, owner, now)
    session.execute(delete(PhoneSession).where(col(PhoneSession.owner) == owner))
    return len(passkeys)


def remove_passkey(session: Session, passkey: str, owner: str, now: datetime) -> bool:
    """End one passkey of the owner, with its sessions and pushes; False where there is no such one."""
    live = (col(Passkey.id) == passkey, col(Passkey.owner) == owner, col(Passkey.removed_at).is_(None))
    if not use_once(session, Passkey, *live, values={"removed_at": now}):
        return False
    session.execute(delete(PhoneSession).where(col(PhoneSession.passkey) == passkey))
    pushes = (col(PushDevice.passkey) == passkey, col(PushDevice.dropped_at).is_(None))
    for push in session.scalars(select(PushDevice).where(*pushes)).all():
        drop(session, push, None, now)
    audit(session, kind="passkey.removed", subject=passkey, at=now, owner=owner)
    wake(session, f"owner:{owner}")
    return True


def reset_owner(session: Session, owner: str, now: datetime, *, revoke: Revoke) -> None:
    """End every grant, agent, seal, request and device of the owner, in one transaction. Raises UnknownOwner.

    `revoke` ends one agent for good, with its grants. Afterwards the owner has no device and nothing that a new device
    could use: whoever pairs next starts afresh, and as the last of the owners.
    """
    if session.get(Owner, owner, populate_existing=True, with_for_update=True) is None:
        raise UnknownOwner(f"there is no owner {owner}")
    live = (col(Agent.owner) == owner, col(Agent.revoked_at).is_(None))
    agents = list(session.scalars(select(Agent.name).where(*live)))
    for agent in agents:
        revoke(session, agent, now, owner)
    _withdraw_requests(session, owner, now)
    forget(session, owner)
    # The first owner signs for everybody: whoever pairs now has proved nothing, and must not come before the others.
    afresh = {"recovery_digest": None, "email": None, "created_at": now}
    session.execute(update(Owner).where(col(Owner.name) == owner).values(**afresh))
    gone = forget_devices(session, owner, now)
    for channel in live_channels(session, owner):
        remove(session, channel, now)
    audit(session, kind="owner.reset", subject=owner, at=now, owner=owner, data={"agents": agents, "devices": gone})


def _withdraw_requests(session: Session, owner: str, now: datetime) -> None:
    unused = (col(Approval.owner) == owner, col(Approval.spent_at).is_(None), col(Approval.withdrawn_at).is_(None))
    session.execute(update(Approval).where(*unused).values(withdrawn_at=now))
    waiting = (col(Proposal.owner) == owner, col(Proposal.decision).is_(None), col(Proposal.withdrawn_at).is_(None))
    for proposal in list(session.scalars(select(Proposal.id).where(*waiting))):
        withdraw(session, proposal, now, "the owner was reset")
    pairings = (col(Pairing.owner) == owner, col(Pairing.outcome).is_(None))
    session.execute(update(Pairing).where(*pairings).values(outcome="replaced", ended_at=now))


def _closed(session: Session, owner: str, now: datetime) -> bool:
    wrong = select(Audit.at).where(col(Audit.subject) == owner, col(Audit.kind) == "recovery.wrong")
    last = list(session.scalars(wrong.order_by(col(Audit.seq).desc()).limit(TRIES)))
    return len(last) == TRIES and last[0] - last[-1] < PERIOD and now < last[0] + PERIOD
