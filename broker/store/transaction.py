"""One unit of work: a session that the store alone commits, with the audit entries and wakeups gathered on the way.

Audit entries are linked into the chain by whoever commits, so the head of the chain is locked for as short as possible
and always last. What a savepoint undoes takes its entries and wakeups with it.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Never
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from broker.store import chain


@dataclass
class Gathered:
    """What a transaction will do last: audit entries in order, then wakeups."""

    entries: list[chain.Entry] = field(default_factory=list)
    wakes: list[str] = field(default_factory=list)
    marks: WeakKeyDictionary[SessionTransaction, tuple[int, int]] = field(default_factory=WeakKeyDictionary)


class Complete(NamedTuple):
    """What a unit of work leaves to whoever commits it: audit records to link last, keys to publish after COMMIT."""

    records: tuple[chain.Link, ...]
    wakes: tuple[str, ...]


NOTHING_LEFT = Complete((), ())


def gathered(session: AnySession) -> Gathered:
    """Return what this session has gathered so far."""
    held: Gathered = session.info.setdefault("countersign", Gathered())
    return held


class Transaction(Session):
    """A session inside the transaction of a connection; with `savepoint`, undone without undoing its neighbours."""

    def __init__(self, connection: Connection, *, savepoint: bool) -> None:
        mode: Any = "create_savepoint" if savepoint else "rollback_only"
        super().__init__(connection, expire_on_commit=False, join_transaction_mode=mode)

    def commit(self) -> Never:
        """Refuse: the work returns, and the store commits."""
        raise RuntimeError("a unit of work does not commit; it returns, and the store commits")

    def complete(self) -> Complete:
        """Write what is left and end this unit. Return what is left to do for it, before and after COMMIT."""
        self.flush()
        held = gathered(self)
        records = tuple(map(chain.unlinked, held.entries))
        super().commit()
        return Complete(records, tuple(dict.fromkeys(held.wakes)))


@event.listens_for(Transaction, "after_transaction_create")
def _mark(session: AnySession, transaction: SessionTransaction) -> None:
    held = gathered(session)
    held.marks[transaction] = (len(held.entries), len(held.wakes))


@event.listens_for(Transaction, "after_soft_rollback")
def _forget(session: AnySession, transaction: SessionTransaction) -> None:
    held = gathered(session)
    entries, wakes = held.marks.get(transaction, (0, 0))
    del held.entries[entries:], held.wakes[wakes:]
