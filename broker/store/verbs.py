"""What can be done inside a transaction, as functions of its session: the verbs of the store.

Each is safe against others doing the same at the same time: a row changes only under its version, a single use is one
conditional UPDATE, due work is taken by lease. Work given to the store may run more than once, so it must build its
rows inside itself and do nothing but talk to this session.
"""

import copy
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, bindparam, inspect, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from broker.store.chain import Entry
from broker.store.errors import LostRace, NoSuchRow
from broker.store.faults import there_already
from broker.store.tables import ClientGrant, Outbox, SeenNonce, ServerGrant
from broker.store.transaction import gathered

RowT = TypeVar("RowT", ClientGrant, ServerGrant)
DueT = TypeVar("DueT", ClientGrant, ServerGrant, Outbox)
TableT = TypeVar("TableT", bound=SQLModel)


@dataclass(frozen=True)
class Change(Generic[RowT]):
    """A row as it is to be, and what must be true together with it.

    `rows` are inserted, `audit` is linked into the chain, `outbox` is to be sent, `wake` is published after COMMIT.
    """

    row: RowT
    audit: tuple[Entry, ...] = ()
    outbox: tuple[Outbox, ...] = ()
    rows: tuple[SQLModel, ...] = ()
    wake: tuple[str, ...] = ()


def advance(session: Session, table: type[RowT], id: str, change: Callable[[RowT], Change[RowT] | None]) -> RowT:  # noqa: A002 -- the contract's word
    """Apply a pure function to a copy of the row and write what it returns, if the row is still at the version read.

    Returns the row as written, or as it is when `change` returns None. Raises NoSuchRow, and LostRace when somebody
    else was first: the store then repeats the whole work.
    """
    row = _current(session, table, id)
    asked = change(copy_of(row))
    if asked is None:
        return copy_of(row)
    _write(session, row, asked.row)
    _insert(session, *asked.rows, *asked.outbox)
    gathered(session).entries.extend(asked.audit)
    gathered(session).wakes.extend(asked.wake)
    return asked.row


def latest(session: Session, table: type[TableT], key: Any, *, shared: bool = False) -> TableT | None:
    """Return the row of this primary key as the database has it now, None where there is none.

    With `shared`, whoever wants to change it waits for this transaction (PostgreSQL; SQLite has one writer).
    """
    row: TableT | None = session.scalars(_by_key(table, shared), {"key": key}).one_or_none()
    return row


@cache
def _by_key(table: type[TableT], shared: bool) -> SelectOfScalar[TableT]:
    (key,) = inspect(table).primary_key
    query = select(table).where(key == bindparam("key")).execution_options(populate_existing=True)
    return query.with_for_update(read=True) if shared else query


def _current(session: Session, table: type[RowT], id: str) -> RowT:  # noqa: A002
    session.flush()
    row: RowT | None = session.scalars(_under_lock(table), {"row": id}).one_or_none()
    if row is None:
        raise NoSuchRow(f"there is no {table.__tablename__} {id!r}")
    return row


@cache
def _under_lock(table: type[RowT]) -> SelectOfScalar[RowT]:
    # Read under the row's lock: in a crowd, who finds out only at the write that it was late may lose for ever. It
    # waits here instead (PostgreSQL; SQLite has one writer), and does not disturb rows that point to this one.
    query = select(table).where(col(table.id) == bindparam("row")).with_for_update(key_share=True)
    return query.execution_options(populate_existing=True)


@lru_cache(maxsize=256)
def _as_read(table: type[RowT], changed: tuple[str, ...]) -> Update:
    # The version is the only guard that works the same between threads, processes and databases. Of the table, not of
    # mapped rows, and made once for the columns that a step changes: every step of a grant pays for it.
    columns = inspect(table).local_table.c
    same = (columns.id == bindparam("row"), columns.version == bindparam("read"))
    return update(inspect(table).local_table).where(*same).values({name: bindparam(f"new_{name}") for name in changed})


def _write(session: Session, old: RowT, new: RowT) -> None:
    if new.id != old.id:
        raise ValueError("a change never gives a row another id")
    table = type(old)
    changed = {name: value for name, value in _values(new).items() if value != getattr(old, name)}
    changed["version"] = old.version + 1
    values = {f"new_{name}": value for name, value in changed.items()}
    read = {"row": old.id, "read": old.version}
    if not session.connection().execute(_as_read(table, tuple(changed)), values | read).rowcount:
        raise LostRace(f"{table.__tablename__} {old.id!r} was changed by somebody else meanwhile")
    new.version = old.version + 1
    session.expire(old)  # whoever looks at it later in this transaction reads what is written now


def copy_of(row: TableT) -> TableT:
    """Return a new row with the same values, all the way down, that no session knows."""
    # what cannot change may be shared: copying a date takes longer than reading the row
    values = _values(row).items()
    own = {name: copy.deepcopy(value) if isinstance(value, dict | list) else value for name, value in values}
    # made as SQLAlchemy makes what it loads: a constructor that sets each attribute takes four times as long
    made: TableT = inspect(type(row)).class_manager.new_instance()
    made.__dict__.update(own)
    return made


def _values(row: SQLModel) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _columns(type(row))}


@cache
def _columns(table: type[SQLModel]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(table).column_attrs)


def audit(
    session: Session,
    *,
    kind: str,
    subject: str,
    at: datetime,
    agent: str | None = None,
    owner: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Add one record to the audit chain in this transaction; it takes its number when the transaction ends."""
    gathered(session).entries.append(Entry(kind, subject, at, agent, owner, data or {}))


def insert_first(session: Session, row: SQLModel) -> None:
    """Insert a row for which this work looked in vain. Raises LostRace when somebody else made it meanwhile.

    The store then repeats the whole work, which finds what the other made.
    """
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        if there_already(error):
            raise LostRace(f"a {type(row).__tablename__} was made by somebody else meanwhile") from None
        raise


def enqueue(session: Session, *letters: Outbox) -> None:
    """Store what is to be sent in the transaction that decided it."""
    _insert(session, *letters)


def wake(session: Session, key: str) -> None:
    """Publish `key` once this transaction is committed; never if it is not."""
    gathered(session).wakes.append(key)


def claim(
    session: Session,
    table: type[DueT],
    *which: ColumnElement[bool],
    now: datetime,
    lease: str,
    seconds: float,
    limit: int,
) -> list[DueT]:
    """Take up to `limit` rows that are due and not leased (or whose lease lapsed), longest due first, for `seconds`.

    `which` are further conditions, such as the kind of letter that the caller can send.
    No row goes to two callers. The holder of the lease clears or moves `due_at` and gives `lease` back as None; a
    holder that dies simply lets it lapse.
    """
    due = (col(table.due_at) <= now, or_(col(table.lease_until).is_(None), col(table.lease_until) <= now))
    # rows that another process is taking at this moment are skipped, not waited for (PostgreSQL)
    query = (
        select(table.id).where(*due, *which).order_by(col(table.due_at)).limit(limit).with_for_update(skip_locked=True)
    )
    chosen = session.scalars(query).all()
    if not chosen:
        return []
    taken: dict[str, Any] = {"lease": lease, "lease_until": now + timedelta(seconds=seconds)}
    if issubclass(table, ClientGrant | ServerGrant):
        taken["version"] = table.version + 1  # a lease is a change too: an advance that read before it must not undo it
    session.execute(update(table).where(col(table.id).in_(chosen)).values(**taken))
    rows = select(table).where(col(table.id).in_(chosen)).order_by(col(table.due_at))
    return list(session.scalars(rows.execution_options(populate_existing=True)))


def use_once(
    session: Session, table: type[SQLModel], *where: ColumnElement[bool] | bool, values: Mapping[str, Any]
) -> bool:
    """Write `values` where all conditions hold, in one UPDATE. True iff it was exactly one row: then this caller won.

    Conditions are written with `col(...)`. Raises ValueError when they fit more than one row, or are no conditions.
    """
    # `Approval.spent_at is None` is a Python bool and would be a condition that always or never holds
    conditions = [condition for condition in where if not isinstance(condition, bool)]
    if not where or len(conditions) < len(where):
        raise ValueError("use_once needs SQL conditions: write col(Table.column) == value, or .is_(None)")
    return _one(session, update(table).where(*conditions).values(**values))


def remember_nonce(session: Session, thumbprint: str, nonce: str, expires_at: datetime) -> bool:
    """Remember that this key used this nonce. False when it did so before: the message is a replay."""
    parts = [part.encode() for part in (thumbprint, nonce)]
    digest = hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).hexdigest()
    values = {"digest": digest, "expires_at": expires_at}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # RETURNING tells whether it was inserted; the row count of an INSERT is not told the same way by every driver
    new = dialect.insert(SeenNonce).values(**values).on_conflict_do_nothing().returning(col(SeenNonce.digest))
    return session.execute(new).first() is not None


def forget_nonces(session: Session, now: datetime) -> int:
    """Delete nonces whose message would be refused as too old anyway. Return how many."""
    return _count(session, delete(SeenNonce).where(col(SeenNonce.expires_at) < now))


def _insert(session: Session, *rows: SQLModel) -> None:
    for row in rows:  # in the order given: a row may point to the one before it
        session.add(row)
        session.flush()


def _one(session: Session, statement: Update) -> bool:
    rows = _count(session, statement)
    if rows > 1:
        raise ValueError(f"{rows} rows fit where at most one may")
    return rows == 1


def _count(session: Session, statement: Update | Delete) -> int:
    session.flush()
    result = cast(CursorResult[Any], session.execute(statement))
    return result.rowcount
