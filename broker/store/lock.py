"""One process writes a SQLite file: a lock of the operating system beside it, which a crash frees by itself."""

import contextlib
import fcntl
import os
from pathlib import Path

from broker.store.errors import StoreError


class InUse(StoreError):
    """Another process, or this one, has the database open."""


def locked(database: Path) -> int:
    """Lock the file for this process and return the descriptor that holds the lock. Raises InUse or StoreError.

    The lock's own file (`NAME.lock`) stays: to remove it would let two processes lock two files of one name. It holds
    the number of the process that has the lock, for people.
    """
    path = f"{database}.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise StoreError(f"cannot lock the database by {path}: {error.strerror}; make it a file of this user") from None
    try:
        _take(descriptor, database)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _take(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUse(
            f"{database} is in use by another Countersign process (pid {_holder(descriptor)}), and one process writes "
            "this file: use that one, stop it first, or choose another COUNTERSIGN_STATE_DIR; "
            "several brokers together need PostgreSQL"
        ) from None
    except OSError as error:
        raise StoreError(f"cannot lock {database}: {error.strerror}; move it to a local disk") from None
    with contextlib.suppress(OSError):  # a full disk: the lock holds all the same
        os.pwrite(descriptor, f"{os.getpid():<10}\n".encode(), 0)


def _holder(descriptor: int) -> str:
    return os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
