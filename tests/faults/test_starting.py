"""A broker that cannot start says so in one line, with the next step, exit status 1, and leaves what is there alone."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from broker.store import Store
from broker.wakeups import LocalWakeups
from tests.lesser import give, lesser, reachable_folder
from tests.names import ROOT
from tests.services import PostgresServer, free_port

SURELY = 60.0  # seconds within which a process has given up on a busy machine


def environment(folder: Path, **given: str) -> dict[str, str]:
    """Return the environment of an installation of its own below `folder`."""
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    where = {"HOME": str(folder), "COUNTERSIGN_STATE_DIR": str(folder / "state"), "COUNTERSIGN_DEV": "1"}
    return known | where | {"COUNTERSIGN_PORT": str(free_port())} | given


def refused(folder: Path, *prefix: str, **given: str) -> str:
    """Start a broker, which must end by itself; return its one line of words."""
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "broker", "serve"],
        cwd=ROOT,
        env=environment(folder, **given),
        capture_output=True,
        text=True,
        timeout=SURELY,
        check=False,
    )
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert "listens on" not in done.stdout
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def starts(folder: Path, *prefix: str, **given: str) -> None:
    """Start a broker, which must listen; end it."""
    process = subprocess.Popen(
        [*prefix, sys.executable, "-m", "broker", "serve"],
        cwd=ROOT,
        env=environment(folder, **given),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    while "listens on" not in said and (line := process.stdout.readline()):
        said += line
    process.terminate()
    rest, _ = process.communicate(timeout=SURELY)
    assert "listens on" in said, said + rest


def newer(path: Path) -> None:
    Store.open(f"sqlite:///{path}", wakeups=LocalWakeups()).close_sync()
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE countersign_schema SET version_num = '9999'")
        database.commit()


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE invoices (id INTEGER)")
        database.commit()


def a_letter(path: Path) -> None:
    path.write_text("Dear Alice, " * 100)


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (newer, "schema 9999, which this version of Countersign does not know; start the newer version"),
        pytest.param(
            of_another_program,
            "tables of another program; give Countersign one of its own",
            marks=pytest.mark.slow,
        ),
        pytest.param(a_letter, "file is not a database", marks=pytest.mark.slow),
        pytest.param(a_folder, "Is a directory", marks=pytest.mark.slow),
    ],
    ids=["newer", "of another program", "a letter", "a folder"],
)
def test_a_database_that_is_not_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, made: Callable[[Path], None], words: str
) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    path = state / "countersign.db"
    made(path)
    before = path.read_bytes() if path.is_file() else b""
    assert words in refused(tmp_path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    path.rename(state / "old")
    Store.open(f"sqlite:///{path}", wakeups=LocalWakeups()).close_sync()  # the control: with nothing there, one is made


@pytest.mark.postgresql
def test_a_postgresql_database_that_is_not_ours_is_refused(
    tmp_path: Path, postgres_url: str, postgres_server: PostgresServer
) -> None:
    postgres_server.execute("CREATE TABLE invoices (id int)", postgres_url.rsplit("/", 1)[1])
    assert "tables of another program" in refused(tmp_path, COUNTERSIGN_DATABASE_URL=postgres_url)


@pytest.mark.slow
def test_a_database_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://alice:hunter2@127.0.0.1:{free_port()}/x"
    words = refused(tmp_path, COUNTERSIGN_DATABASE_URL=url)
    assert "cannot use PostgreSQL at 127.0.0.1" in words
    assert "hunter2" not in words


@pytest.mark.slow
def test_a_state_folder_that_this_user_cannot_write_is_refused_in_words() -> None:
    with reachable_folder() as folder:
        state = folder / "state"
        state.mkdir()
        state.chmod(0o555)  # and, where we are root, it is root's
        words = refused(folder, *lesser())
        assert str(state) in words
        assert "denied" in words or "not writable" in words
        assert list(state.iterdir()) == []
        state.chmod(0o700)
        give(state)
        starts(folder, *lesser())


def test_a_key_that_others_can_read_is_refused_with_the_command_that_mends_it() -> None:
    with reachable_folder() as folder:
        state = folder / "state"
        state.mkdir(mode=0o700)
        key = state / "master.key"
        key.write_bytes(b"k" * 32)
        key.chmod(0o640)
        give(state)
        give(key)
        assert f"run: chmod 600 {key}" in refused(folder, *lesser())
        key.chmod(0o600)
        starts(folder, *lesser())


@pytest.mark.slow
def test_a_redis_that_is_not_there_keeps_nobody_from_starting(tmp_path: Path) -> None:
    starts(tmp_path, COUNTERSIGN_REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
