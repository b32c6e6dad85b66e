"""What a database's error means to a caller: the driver's words without stored values, and what may be repeated."""

import sqlite3

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError

from broker.store.errors import Conflict, StoreError, StoreUnavailable

REPEATABLE = frozenset({"40001", "40P01"})  # serialization failure, deadlock: PostgreSQL undid everything
UNIQUE_VIOLATION = "23505"
CERTAINLY_UNDONE = ("23", "40")  # classes of errors after which a COMMIT surely did not happen


def explained(error: BaseException) -> BaseException:
    """Return the error that a caller gets. What is our own or a mistake in a query passes unchanged."""
    if isinstance(error, IntegrityError):
        return Conflict(f"the database refuses the change: {_words(error)}")
    if isinstance(error, DataError):
        return StoreError(f"the database cannot hold a value: {_words(error)}")
    if isinstance(error, OperationalError | InterfaceError):
        return StoreUnavailable(f"the database did not do it: {_words(error)}; nothing was kept, try again")
    return error


def commit_lost(error: DBAPIError) -> StoreError:
    """Return the error for a COMMIT that failed: undone for certain, or nobody knows."""
    if (_state(error) or "").startswith(CERTAINLY_UNDONE):
        fault = explained(error)
        return fault if isinstance(fault, StoreError) else StoreError(_words(error))
    return StoreUnavailable(
        "the connection broke while the change was being committed: it may have been kept; read again before repeating",
        outcome_unknown=True,
    )


def repeatable(error: DBAPIError) -> bool:
    """Return whether the whole transaction was undone only because of others, so that repeating it is right."""
    return _state(error) in REPEATABLE


def there_already(error: IntegrityError) -> bool:
    """Return whether a row with this unique value is there already."""
    return _state(error) == UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error.orig)


# What psycopg's errors hold is asked for by name: the driver is slow to load, and on SQLite nobody needs it.


def _state(error: DBAPIError) -> str | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state


def _words(error: DBAPIError) -> str:
    orig = error.orig
    primary: str | None = getattr(getattr(orig, "diag", None), "message_primary", None)
    if primary:
        return primary  # not the DETAIL, which quotes values
    if isinstance(orig, sqlite3.Error) or isinstance(error, OperationalError):
        return " ".join(str(orig).split())
    return type(orig).__name__
