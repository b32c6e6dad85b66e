"""pytest plugin: real PostgreSQL and Redis servers from Debian's packages, one of each per test run, thrown away after.

A server that is not installed skips its tests with the line that installs it; with CI_NO_SKIP=1 that fails them.
`database_url` gives each test an empty database of its own, once on SQLite and once on PostgreSQL.
"""

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Never

import psycopg
import pytest

STARTED_WITHIN = 30.0  # seconds, on a busy machine
UNPRIVILEGED = ("countersign-test", "postgres", "nobody")  # PostgreSQL refuses to run as root


def missing(what: str) -> Never:
    """Skip the test with the line that installs what is missing; where nothing may be skipped it fails (no_skip.py)."""
    pytest.skip(f"{what} is not installed: make system-deps")


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class PostgresServer:
    """A PostgreSQL server with fsync on, reachable by unix socket and on loopback."""

    binaries: Path
    folder: Path
    user: str | None  # run as, when we are root
    port: int = field(default_factory=free_port)
    _names: Iterator[int] = field(default_factory=itertools.count)

    def create(self) -> None:
        """Make the cluster and start it."""
        self._run("initdb", "-D", self._data, "-U", "countersign", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=on -c max_connections=80"
        self._run("pg_ctl", "start", "-D", self._data, "-l", self.folder / "log", "-o", options, "-w", "-t", "120")

    def stop(self, how: str = "fast") -> None:
        """Stop the server: `fast` undoes open transactions, `immediate` is a crash."""
        self._run("pg_ctl", "stop", "-D", self._data, "-m", how, "-w", "-t", "120")

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, over loopback."""
        return f"postgresql://countersign@127.0.0.1:{self.port}/{database}"

    def socket_url(self, database: str = "postgres") -> str:
        """Return the address of a database, over the unix socket."""
        return f"postgresql://countersign@/{database}?host={self.folder}&port={self.port}"

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"t{next(self._names)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement as the superuser and return its rows, if it has any."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self.binaries / program), *map(str, arguments)]
        if self.user is not None:
            command = ["runuser", "-u", self.user, "--", *command]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"{program} failed: {done.stdout}{done.stderr}", pytrace=False)


def postgres_binaries() -> Path | None:
    """Return the folder of the newest installed PostgreSQL server, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in UNPRIVILEGED if name in known), None) or missing("a user without privileges")


@contextmanager
def new_server() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server in a folder of its own."""
    binaries = postgres_binaries()
    if binaries is None:
        missing("the PostgreSQL server")
    folder = Path(tempfile.mkdtemp(prefix="countersign-pg-"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    server = PostgresServer(binaries, folder, user)
    try:
        server.create()
        yield server
        server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL server."""
    with new_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """The address of an empty PostgreSQL database of this test's own."""
    return postgres_server.new_database()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite database of this test's own, not yet there."""
    return f"sqlite:///{tmp_path / 'state' / 'countersign.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of this test's own, on each kind of database in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@dataclass
class RedisServer:
    """A Redis server on loopback that keeps nothing."""

    binary: str
    folder: Path
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The server's address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([self.binary, *options], cwd=self.folder, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTED_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail("redis-server did not start", pytrace=False)
            time.sleep(0.01)

    def stop(self) -> None:
        """Kill the server."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with closing(socket.create_connection(("127.0.0.1", self.port), timeout=1)) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@pytest.fixture(scope="session")
def redis_binary() -> str:
    """The path of redis-server."""
    return shutil.which("redis-server") or missing("redis-server")


@pytest.fixture
def redis_server(redis_binary: str, tmp_path: Path) -> Iterator[RedisServer]:
    """A real Redis server of this test's own, which the test may stop and start."""
    server = RedisServer(redis_binary, tmp_path)
    server.start()
    yield server
    server.stop()
