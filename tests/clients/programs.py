"""The six clients as a test holds them: each is a program of its own, which calls, gives up, and can be killed."""

import asyncio
import contextlib
import itertools
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from broker.demo.agent import Told
from tests.connect.programs import _INSPECTOR, _NODE, environment, needs_inspector
from tests.connect.ways import Inspector as Config
from tests.names import ROOT
from tests.services import missing

FIFTY: Final = 50
ENDS_WITHIN: Final = 30.0  # seconds for a client, once it is told that nothing more comes
_LINE: Final = 2**22  # bytes of one line at most
_PACKAGES: Final = ROOT / ".work/clients"
_FASTMCP: Final = ROOT / ".work/fastmcp/bin/python"
_DRIVER: Final = str(ROOT / "tests/clients/driver.py")

Json = dict[str, Any]


class Gone(Exception):
    """The client came back without an answer: it timed out, gave up, or was killed."""


@dataclass(frozen=True)
class Fifty:
    """Of fifty equal calls, how many had an answer that is no error; and their grants, where the client shows them."""

    well: int
    grants: frozenset[str] | None


class Client(Protocol):
    """A client that is connected. Cancelling a call hangs up, in this client's own way."""

    async def call(self, tool: str, arguments: Json, *, within: float | None = None) -> Told:
        """Return what was told. Gone where this client came back with nothing, such as after `within` seconds."""

    async def fifty(self, tool: str, arguments: Json, *, at_once: bool) -> Fifty:
        """Make the same call fifty times, at once or one after the other."""

    def kill(self) -> None:
        """End the client as `kill -9` does."""


class Driver:
    """A client that one of the drivers keeps connected (driver.py says how they are spoken to)."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._numbers = itertools.count(1)
        self._ends: dict[int, asyncio.Future[Json]] = {}
        self._notes: dict[int, int] = {}

    async def call(self, tool: str, arguments: Json, *, within: float | None = None) -> Told:
        """Make one call."""
        number = next(self._numbers)
        end = self._ends[number] = asyncio.get_running_loop().create_future()
        self._say(id=number, tool=tool, arguments=arguments, within=within)
        try:
            said = await asyncio.shield(end)
        except asyncio.CancelledError:
            self._say(abort=number)
            await end
            raise
        if "gone" in said:
            raise Gone(said["gone"])
        return Told(said["content"] or {}, said["is_error"], ("",) * self._notes.get(number, 0))

    async def fifty(self, tool: str, arguments: Json, *, at_once: bool) -> Fifty:
        """Call fifty times."""
        if at_once:
            told: Sequence[Told] = await asyncio.gather(*(self.call(tool, arguments) for _ in range(FIFTY)))
        else:
            told = [await self.call(tool, arguments) for _ in range(FIFTY)]
        return Fifty(sum(not one.is_error for one in told), frozenset(str(one.grant) for one in told))

    def kill(self) -> None:
        """Kill the program."""
        self._process.kill()

    async def hear(self) -> None:
        """Take what the program says, until it says no more."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = json.loads(line)
            if "note" in said:
                self._notes[said["note"]] = self._notes.get(said["note"], 0) + 1
            elif not (end := self._ends[said["id"]]).done():
                end.set_result(said)
        for end in self._ends.values():
            if not end.done():
                end.set_result({"gone": "the program ended"})

    def _say(self, **words: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words).encode() + b"\n")


@contextlib.asynccontextmanager
async def driven(command: list[str], version: str, user: Path, url: str, credential: str) -> AsyncIterator[Client]:
    """Connect a client by its driver; it has to agree on this revision of the protocol."""
    process = await asyncio.create_subprocess_exec(
        *command, f"{url}/mcp", env=environment(user, CREDENTIAL=credential), stdin=PIPE, stdout=PIPE, limit=_LINE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    driver = Driver(process)
    try:
        assert json.loads(await process.stdout.readline() or "null") == {"version": version}
        hearing = asyncio.create_task(driver.hear())
        yield driver
        process.stdin.close()
        async with asyncio.timeout(ENDS_WITHIN):
            await hearing
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class Inspector:
    """MCP Inspector's command line, for which each call is a process."""

    def __init__(self, user: Path, url: str, credential: str) -> None:
        self._user = user
        server = Config(user, url, credential, "http", "legacy")._server
        self._command = [str(_NODE), str(_INSPECTOR), "--cli", *server, "tools/call", "--format", "json"]
        self._running: set[Process] = set()

    async def call(self, tool: str, arguments: Json, *, within: float | None = None) -> Told:
        """Make one call; Ctrl-C hangs up. This client has no time-out that could be set."""
        assert within is None
        result = (await self._run(tool, arguments))["result"]
        return Told(result["structuredContent"], bool(result.get("isError")))

    async def fifty(self, tool: str, arguments: Json, *, at_once: bool) -> Fifty:
        """Call fifty times by its load test, which says how many went well and prints no result."""
        load = ["--load", "--load-requests", str(FIFTY), "--load-concurrency", str(FIFTY if at_once else 1)]
        return Fifty((await self._run(tool, arguments, *load))["result"]["ok"], None)

    def kill(self) -> None:
        """Kill what runs."""
        for process in self._running:
            _signal(process, signal.SIGKILL)

    async def _run(self, tool: str, arguments: Json, *words: str) -> Json:
        given = ["--tool-name", tool, "--tool-args-json", json.dumps(arguments), *words]
        process = await asyncio.create_subprocess_exec(
            *self._command, *given, env=environment(self._user), stdout=PIPE, stderr=PIPE, start_new_session=True
        )
        self._running.add(process)
        try:
            out, err = await process.communicate()
        except asyncio.CancelledError:
            _signal(process, signal.SIGINT)
            await process.communicate()
            raise
        finally:
            self._running.discard(process)
        if process.returncode not in {0, 5}:  # 5: the tool's own error
            raise Gone(err.decode() or f"status {process.returncode}")
        answer: Json = json.loads(out)
        return answer


def _signal(process: Process, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


@contextlib.asynccontextmanager
async def _inspector(user: Path, url: str, credential: str) -> AsyncIterator[Client]:
    needs_inspector()
    yield Inspector(user, url, credential)


def client(name: str, user: Path, url: str, credential: str) -> contextlib.AbstractAsyncContextManager[Client]:
    """Connect one of `CLIENTS` to the broker at `url`, in a folder of its own."""
    if name == "inspector":
        return _inspector(user, url, credential)
    command, version = _DRIVEN[name]
    if not Path(command[0]).exists() or (str(_PACKAGES) in command and not _PACKAGES.exists()):
        missing(f"the client {name}")
    return driven(command, version, user, url, credential)


def _typescript(version: str) -> list[str]:
    return [str(_NODE), str(ROOT / "tests/clients/driver.cjs"), version, str(_PACKAGES)]


_DRIVEN: Final[dict[str, tuple[list[str], str]]] = {
    "python-legacy": ([sys.executable, _DRIVER, "legacy"], "2025-11-25"),
    "python-modern": ([sys.executable, _DRIVER, "modern"], "2026-07-28"),
    "typescript-v1": (_typescript("v1"), "2025-11-25"),
    "typescript-v2": (_typescript("v2"), "2026-07-28"),
    "fastmcp": ([str(_FASTMCP), _DRIVER, "fastmcp"], "2026-07-28"),
}
CLIENTS: Final = [*_DRIVEN, "inspector"]
