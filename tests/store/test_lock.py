"""A SQLite file has one writing process: the second is refused and told which is the first; a crash frees the file."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.store import Store
from broker.store.lock import InUse
from broker.wakeups import LocalWakeups
from tests.names import ROOT

HOLD = """
import sys
from broker.store import Store
from broker.wakeups import LocalWakeups
store = Store.open(sys.argv[1], wakeups=LocalWakeups())
print("open", flush=True)
sys.stdin.read()
"""


def opened(url: str) -> None:
    Store.open(url, wakeups=LocalWakeups()).close_sync()


@pytest.fixture
def holder(sqlite_url: str) -> "Iterator[subprocess.Popen[str]]":
    """Another process that has the database open until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, sqlite_url], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.communicate()


def test_a_second_process_on_one_file_is_refused_and_told_the_first(
    sqlite_url: str, holder: "subprocess.Popen[str]"
) -> None:
    with pytest.raises(InUse, match=rf"in use by another Countersign process \(pid {holder.pid}\).*need PostgreSQL"):
        opened(sqlite_url)
    holder.communicate()
    opened(sqlite_url)


def test_a_killed_process_leaves_no_lock_behind(sqlite_url: str, holder: "subprocess.Popen[str]") -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    opened(sqlite_url)


def test_a_start_that_fails_frees_the_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Alice, " * 100)
    for _ in range(2):
        with pytest.raises(Exception, match="not a database"):
            opened(f"sqlite:///{path}")
    path.unlink()
    opened(f"sqlite:///{path}")


def test_a_lock_that_is_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "letter.txt"
    victim.write_text("Dear Alice")
    (tmp_path / "countersign.db.lock").symlink_to(victim)
    with pytest.raises(Exception, match="cannot lock the database"):
        opened(f"sqlite:///{tmp_path}/countersign.db")
    assert victim.read_text() == "Dear Alice"


def test_reading_the_file_meanwhile_disturbs_nobody(sqlite_url: str, holder: "subprocess.Popen[str]") -> None:
    with sqlite3.connect(f"file:{sqlite_url.removeprefix('sqlite:///')}?mode=ro", uri=True) as reader:
        assert reader.execute("SELECT count(*) FROM owner").fetchone() == (0,)
