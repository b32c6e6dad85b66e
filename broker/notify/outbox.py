"""Messages as rows: stored in the transaction that makes something to decide, closed when there is nothing left to say.

A message says that a decision waits, and its code; so what is to be sent is worked out anew at every try.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from broker.approval.decision import APPROVE
from broker.policy.attention import WINDOW, Quiet, Standing, buzz_at
from broker.policy.chain import is_child, root_of
from broker.store.query import ColumnElement, Session, col, func, or_, select, update
from broker.store.tables import Approval, Channel, Outbox, Owner, Passkey, Proposal, PushDevice
from broker.store.verbs import enqueue, use_once, wake

KIND = "push"
CHANNEL = "channel"  # the same by ntfy, Telegram, Slack or e-mail
KINDS = (KIND, CHANNEL)
OVER = "over"  # a push that takes an earlier one off the screens where it was shown: nobody is buzzed
WAKE = "push"  # the key that rings the sender's bell
PROPOSALS_AN_HOUR = 20  # pushes to one device; approvals are held back by their agent's policy
SHOWN = "delivered"  # outcome of a push that its service took
TAKEN_DOWN = "delivered, and taken down"
HELD = "asked to wait"  # outcome of an open row: its device must get nothing before the row is due

Thing = Approval | Proposal
Shows = Literal["code", "agent", "call"]  # what stands on a lock screen or in a channel besides that something waits

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read as another one


def announce(
    session: Session,
    owner: str,
    about: str,
    kind: Literal["approval", "proposal"],
    now: datetime,
    mint: Callable[[int], bytes],
) -> int:
    """Store a message for each device and channel of the owner, in the transaction that made the thing.

    Returns how many are new. A channel is told only after its own time, and only where nothing is decided by then.

    `about` is the id of the approval or proposal, whose end is theirs too. Saying it twice adds nothing. Of proposals
    a device is told no more than `PROPOSALS_AN_HOUR`: whoever can make them must not wear their owner out. Of approvals
    the owner is told as `broker.policy.attention` says: now, a little later for several, or by the inbox alone.
    """
    session.flush()  # the thing may have been added a moment ago
    thing: Thing = session.get_one(Approval, about) if kind == "approval" else session.get_one(Proposal, about)
    told = set(session.scalars(select(Outbox.device).where(col(Outbox.subject) == about, col(Outbox.kind).in_(KINDS))))
    ways = _ways(session, owner)
    new = [way for way in ways if way.id not in told]
    if kind == "proposal":
        new = [way for way in new if _told_of_late(session, way.id, now) < PROPOSALS_AN_HOUR]
    at = buzz_at(now, _buzzed(session, owner, about, now), _standing(session, thing)) if kind == "approval" else now
    if at is not None and kind == "approval":
        at = quiet_over(session, owner, at)
        # what runs out before morning would buzz for nothing: the inbox shows how it ended
        at = at if at < thing.valid_until else None
    new = [] if at is None else new
    for way in new:
        enqueue(session, _letter("p_" + mint(16).hex(), way, thing, at or now))
    if new:
        wake(session, WAKE)
    return len(new)


def quiet_over(session: Session, owner: str, at: datetime) -> datetime:
    """Return `at`, or when this owner's quiet hours end where it lies in them (UTC)."""
    row = session.get(Owner, owner)
    if row is None or row.quiet is None:
        return at
    start, end = time.fromisoformat(row.quiet["from"]), time.fromisoformat(row.quiet["until"])
    return Quiet(start, end, ZoneInfo(row.quiet["zone"])).over(at)


def _buzzed(session: Session, owner: str, about: str, now: datetime) -> list[datetime]:
    """Return when this person was or will be told of other approvals of late: one moment each, whatever the devices.

    By their devices, since somebody else's agent may ask them too: as one of a quorum, or as a stand-in.
    """
    others = select(Approval.id).where(col(Approval.id) != about)
    devices = select(PushDevice.id).where(col(PushDevice.owner) == owner)
    theirs = or_(
        col(Outbox.device).in_(devices),
        col(Outbox.device).in_(select(Channel.id).where(col(Channel.owner) == owner)),
    )
    late = (theirs, col(Outbox.kind).in_(KINDS), col(Outbox.subject).in_(others), col(Outbox.created_at) > now - WINDOW)
    return list(session.scalars(select(func.min(col(Outbox.created_at))).where(*late).group_by(col(Outbox.subject))))


def _standing(session: Session, thing: Thing) -> Standing:
    others = (col(Approval.agent) == thing.agent, col(Approval.id) != thing.id)
    before = session.scalars(select(func.max(col(Approval.created_at))).where(*others)).one()
    answered = select(Approval.decision).where(*others, col(Approval.decided_at).is_not(None))
    last = session.scalars(answered.order_by(col(Approval.decided_at).desc()).limit(1)).first()
    return Standing(before, last_approved=last == APPROVE)


def _told_of_late(session: Session, way: str, now: datetime) -> int:
    """Return of how many proposals this device or channel was told within an hour."""
    of_proposals = col(Outbox.subject).in_(select(Proposal.id))
    mine = (col(Outbox.device) == way, col(Outbox.kind).in_(KINDS), col(Outbox.created_at) > now - timedelta(hours=1))
    return session.scalars(select(func.count(col(Outbox.id))).where(*mine, of_proposals)).one()


def _letter(letter: str, way: PushDevice | Channel, thing: Thing, at: datetime) -> Outbox:
    later = timedelta(seconds=way.after) if isinstance(way, Channel) else timedelta()
    return Outbox(
        id=letter,
        kind=CHANNEL if isinstance(way, Channel) else KIND,
        subject=thing.id,
        device=way.id,
        due_at=at + later,
        expires_at=thing.valid_until,
        created_at=at,  # when it is to be told: what the budget counts
    )


def live_devices(session: Session, owner: str) -> list[PushDevice]:
    """Return the devices that are told when something waits for this owner."""
    return list(session.scalars(select(PushDevice).where(col(PushDevice.owner) == owner, *_live())))


def live_channels(session: Session, owner: str) -> list[Channel]:
    """Return the channels, besides browsers, by which this owner is told: signed by them and not removed."""
    mine = (col(Channel.owner) == owner, col(Channel.signed_at).is_not(None), col(Channel.dropped_at).is_(None))
    return list(session.scalars(select(Channel).where(*mine).order_by(col(Channel.created_at), col(Channel.id))))


def _ways(session: Session, owner: str) -> list[PushDevice | Channel]:
    return [*live_devices(session, owner), *live_channels(session, owner)]


def reachable(session: Session, owner: str) -> bool:
    """Tell whether this owner can be told now: by a device or channel in use, whose last message did not fail."""
    return any(way.failure is None for way in _ways(session, owner))


def is_live(session: Session, device: str) -> bool:
    """Tell whether this device is still to be told anything."""
    return session.scalars(select(PushDevice.id).where(col(PushDevice.id) == device, *_live())).first() is not None


def _live() -> tuple[ColumnElement[bool], ...]:
    enrolled = select(Passkey.id).where(col(Passkey.removed_at).is_(None))
    # a phone that may not sign any more is not told what there is to sign
    return col(PushDevice.dropped_at).is_(None), col(PushDevice.passkey).in_(enrolled)


def still_waits(session: Session, about: str, now: datetime) -> Thing | None:
    """Return the approval or proposal of this id if it waits for its owner's decision at this moment."""
    thing = still_there(session, about, now)
    return None if thing is None or thing.decision is not None or thing.withdrawn_at is not None else thing


def still_there(session: Session, about: str, now: datetime) -> Thing | None:
    """Return the approval or proposal of this id, whatever became of it, before it has run out."""
    thing = session.get(Approval, about) or session.get(Proposal, about)
    return None if thing is None or now >= thing.valid_until else thing


def take_down(session: Session, now: datetime, mint: Callable[[int], bytes]) -> None:
    """Store a message for each push that was shown and is about something that was decided or withdrawn since.

    What runs out by itself stays: that it was missed is worth knowing. A push that spoke for several stands until none
    of them waits.
    """
    ended = or_(_answered(Approval), _answered(Proposal))
    shown = (col(Outbox.kind) == KIND, col(Outbox.outcome) == SHOWN, col(Outbox.expires_at) > now)
    for row in session.scalars(select(Outbox).where(*shown, ended)).all():
        device = session.get(PushDevice, row.device)
        several = device is not None and _spoke_for_several(session, row) and how_many_wait(session, device.owner, now)
        # of several senders one takes it down
        if not several and use_once(session, Outbox, col(Outbox.id) == row.id, *shown, values={"outcome": TAKEN_DOWN}):
            again = Outbox(id="o_" + mint(16).hex(), kind=OVER, subject=row.subject, device=row.device, due_at=now,
                           expires_at=row.expires_at, created_at=now)  # fmt: skip
            enqueue(session, again)


def _answered(things: type[Approval] | type[Proposal]) -> ColumnElement[bool]:
    """Say that the thing a message is about was decided or withdrawn, each looked up by its key."""
    over = or_(col(things.decision).is_not(None), col(things.withdrawn_at).is_not(None))
    return select(things.id).where(col(things.id) == col(Outbox.subject), over).exists()


def _spoke_for_several(session: Session, row: Outbox) -> bool:
    thing: Thing | None = session.get(Approval, row.subject) or session.get(Proposal, row.subject)
    return thing is not None and row.created_at > thing.created_at


def how_many_wait(session: Session, owner: str, now: datetime) -> int:
    """Return how many approvals wait for this owner's decision."""
    waiting = (col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None), col(Approval.valid_until) > now)
    mine = select(func.count(col(Approval.id))).where(col(Approval.owner) == owner, *waiting)
    return session.scalars(mine).one()


def code_of(thing: Thing) -> str:
    """Return the four characters that stand for it on terminal, push and page alike."""
    return thing.code if isinstance(thing, Proposal) else short_code(thing.id)


def named_in(thing: Thing, shows: str) -> dict[str, str | bool]:
    """Return what a message names besides the code, as its owner chose: nothing, the `agent`, or its `call` too.

    Both are names out of the owner's own files, so that of a `child` is not among them: its parent made it up. What
    the agent says and asks for in detail is on the page only.
    """
    if shows == "code" or isinstance(thing, Proposal):
        return {}
    operation = json.loads(thing.document).get("operation") if shows == "call" else None
    named: dict[str, str | bool] = {"agent": root_of(thing.agent)}
    named |= {"child": True} if is_child(thing.agent) else {}
    return named | ({"call": str(operation)} if operation else {})


def short_code(about: str) -> str:
    """Return four characters made of an id: to recognise something by, never to find or decide it."""
    digest = hashlib.sha256(b"countersign-code-v1" + about.encode()).digest()
    return "".join(_CODE_LETTERS[byte % len(_CODE_LETTERS)] for byte in digest[:4])


def held_until(session: Session, device: str, now: datetime) -> datetime | None:
    """Return until when this device's push service asked us to wait, or None."""
    held = select(func.max(col(Outbox.due_at))).where(*_open(device), col(Outbox.outcome) == HELD)
    until = session.scalars(held).one()
    return until if until is not None and until > now else None


def close(session: Session, row: Outbox, outcome: str, now: datetime) -> None:
    """Mark a push as done with."""
    row.done_at, row.due_at, row.outcome, row.lease, row.lease_until = now, None, outcome, None, None
    session.add(row)


def close_all(session: Session, device: str, outcome: str, now: datetime) -> None:
    """Mark every open push to this device as done with."""
    session.execute(update(Outbox).where(*_open(device)).values(**_done(outcome, now)))


def silence(session: Session, agent: str, now: datetime) -> None:
    """Mark every open push about what this agent asks as done with; the inbox shows it all the same."""
    asked = select(Approval.id).where(col(Approval.agent) == agent, col(Approval.decision).is_(None))
    unsaid = (col(Outbox.subject).in_(asked), col(Outbox.kind).in_(KINDS), col(Outbox.done_at).is_(None))
    session.execute(update(Outbox).where(*unsaid).values(**_done("muted", now)))


def _done(outcome: str, now: datetime) -> dict[str, object]:
    return {"done_at": now, "due_at": None, "outcome": outcome, "lease": None, "lease_until": None}


def drop(session: Session, device: PushDevice, words: str | None, now: datetime) -> None:
    """Tell this device nothing any more. `words` say why, where it was not the owner's wish."""
    device.dropped_at, device.failure = now, words
    device.failed_at = now if words else device.failed_at
    session.add(device)
    close_all(session, device.id, "device gone", now)


def faults(session: Session, owner: str | None = None) -> list[str]:
    """Return, in words, what is wrong with the pushes to each device in use, or dropped by its push service.

    Of one owner's devices, or of everybody's with the owner's name before the words.
    """
    found = [*_failed(session, PushDevice, owner), *_failed(session, Channel, owner)]
    return [row.failure or "" if owner else f"{row.owner}: {row.failure}" for row in found]


def _failed(session: Session, ways: type[PushDevice] | type[Channel], owner: str | None) -> list[PushDevice | Channel]:
    wrong = select(ways).where(col(ways.failure).is_not(None), col(ways.failed_at).is_not(None))
    mine = wrong if owner is None else wrong.where(col(ways.owner) == owner)
    return list(session.scalars(mine.order_by(col(ways.failed_at))))


def _open(device: str) -> tuple[ColumnElement[bool], ...]:
    return col(Outbox.device) == device, col(Outbox.kind).in_((*KINDS, OVER)), col(Outbox.done_at).is_(None)
