"""What the doctor looks at: one installation as it is now, running or not, gathered once and judged by `doctor`."""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal

import httpx2

from broker import isolation
from broker.app import system_clock
from broker.config import Settings
from broker.phone import overview
from broker.ratchet.measured import measured
from broker.store.errors import StoreError
from broker.store.look import look

Json = dict[str, Any]
Ask = Callable[[str, str], Json | None]  # method and path on the broker's unix socket; None where no broker answers
Severity = Literal["ok", "note", "fault"]

SECONDS = 5.0


@dataclass(frozen=True)
class Finding:
    """What one check found. A fault is red and makes the exit status 1; a note is yellow and does not."""

    check: str
    severity: Severity
    words: str
    cure: str = ""


@dataclass(frozen=True)
class Reached:
    """What came of asking an address over HTTP: a status and the clock that it shows, or why nothing came."""

    status: int | None = None
    date: datetime | None = None
    why: str = ""


def reach(url: str) -> Reached:
    """Ask an address without following it anywhere; certificates are checked as a browser does."""
    try:
        answer = httpx2.get(url, timeout=SECONDS, follow_redirects=False, trust_env=False)
    except httpx2.HTTPError as why:
        return Reached(why=str(why) or type(why).__name__)
    with contextlib.suppress(KeyError, ValueError):
        return Reached(answer.status_code, parsedate_to_datetime(answer.headers["date"]))
    return Reached(answer.status_code)


@dataclass(frozen=True)
class Tools:
    """The doctor's instruments, each replaceable in a test. `uid` is that of whoever runs the doctor."""

    uid: int
    now: Callable[[], datetime] = system_clock
    probe: Callable[[Settings], list[isolation.Finding]] = isolation.probe
    reach: Callable[[str], Reached] = reach
    holders: Callable[[int], set[int]] = isolation.holders_of
    room: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    read_only: Callable[[Path], bool] = lambda folder: bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    enters: Callable[[Path], bool] = lambda folder: os.access(folder, os.R_OK | os.X_OK)
    package: Path = isolation.PACKAGE
    version: str = ""


def own_tools(version: str) -> Tools:
    """Return the instruments of a real visit."""
    return Tools(uid=os.geteuid(), version=version)


@dataclass(frozen=True)
class Patient:
    """An installation: its settings, what its broker says (None where none answers), and what its database tells."""

    where: Settings
    status: Json | None
    standing: Json | None  # None where there is no database yet, or it cannot be read
    database_fault: str
    tools: Tools
    now: datetime
    answer: Reached = Reached()  # of the public address, where a broker runs

    @property
    def hidden(self) -> bool:
        """Whether the state is another user's, so that nothing of it can be seen."""
        folder = self.where.state_dir
        return folder.exists() and not self.tools.enters(folder)

    @property
    def uid(self) -> int:
        """The broker's user: as it says itself, else whom its state belongs to, else whoever looks."""
        if self.status is not None and "uid" in self.status:
            return int(self.status["uid"])
        try:
            return self.where.state_dir.stat().st_uid
        except OSError:
            return self.tools.uid

    @property
    def public_url(self) -> str:
        """The origin that browsers use, as the running broker has it."""
        return str((self.status or {}).get("public_url") or self.where.public_url)

    @property
    def port(self) -> int:
        """The port, as the running broker has it."""
        return int((self.status or {}).get("port") or self.where.port)

    @property
    def sqlite(self) -> Path | None:
        """The database's file, where it is one."""
        address = self.where.database
        return Path(address.removeprefix("sqlite:///")) if address.startswith("sqlite:///") else None

    def agents(self) -> list[tuple[str, str, str]]:
        """Return the agents that may act, with the level that counts for each and what was measured."""
        rows = [one for one in (self.standing or {}).get("agents_seen", []) if not one.get("revoked_at")]
        return [(str(one["agent"]), *_level(one.get("isolation"))) for one in rows]

    def near(self) -> list[str]:
        """Return the agents that were seen on this computer."""
        return [name for name, level, _ in self.agents() if level in {"none", "user"}]


def _level(told: object) -> tuple[str, str]:
    if isinstance(told, dict):
        return str(told.get("level", "unmeasured")), str(told.get("why", ""))
    return str(told or "unmeasured"), ""


def examine(where: Settings, ask: Ask, tools: Tools) -> Patient:
    """Gather everything: from the running broker, or from its database where none runs."""
    status, now = ask("GET", "/status"), tools.now()
    if status is not None:
        answer = tools.reach(f"{status.get('public_url') or where.public_url}/healthz")
        agents = {} if "agents_seen" in status else {"agents_seen": (ask("GET", "/agents") or {}).get("agents", [])}
        return Patient(where, status, status | agents, "", tools, now, answer)
    try:
        standing = look(where.database, lambda session: overview.standing(session, now) | measured(session, now))
    except StoreError as why:
        return Patient(where, None, None, str(why), tools, now)
    return Patient(where, None, standing, "", tools, now)
