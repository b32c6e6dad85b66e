"""An MCP server that is a program: started on need with a bare environment, bounded, ended, and never called twice."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from broker.client.upstream.messages import Json
from broker.client.upstream.over_stdio import LONGEST_WAIT, StdioLine
from broker.connectors.model import Program
from broker.http import NoAnswer, NotSent
from tests.actors import PATIENCE

pytestmark = pytest.mark.anyio

KEY = "nk_live_Zm9v8a7cb2d9e4f"
PROGRAM = Path(__file__).with_name("program.py")
SOON = 0.5  # seconds that a program gets which will not answer at all
CALL = {"name": "read_note", "arguments": {"id": "7"}}


@dataclass
class Running:
    """A line to the program, what it noted, and a clock."""

    line: StdioLine
    file: Path
    at: list[float] = field(default_factory=lambda: [0.0])

    async def call(self, secrets: tuple[tuple[str, str], ...] = ()) -> Json:
        """List the tools and call one, as every call does."""
        await self.line.tools(secrets)
        return await self.line.call(CALL, secrets)

    def noted(self, what: str) -> list[str]:
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [one for one in lines if one.startswith(what)]

    @property
    def pids(self) -> list[int]:
        return [int(one.split()[1]) for one in self.noted("start")]


@contextlib.asynccontextmanager
async def running(folder: Path, how: str = "well", **environment: str) -> AsyncIterator[Running]:
    """Hold a line to the program; in the end it is closed, and nothing that was started lives on."""
    file, at = folder / "seen", [0.0]
    command = (sys.executable, "-I", "-S", str(PROGRAM), how, str(file))
    call, answer = (SOON if how in kinds else 20.0 for kinds in (("mute", "another"), ("silent",)))
    line = StdioLine(Program(command, environment), lambda: at[0], call_seconds=call, answer_seconds=answer)
    made = Running(line, file, at)
    try:
        yield made
    finally:
        await line.close(())
        for pid in made.pids:
            await _gone(pid)


async def _gone(pid: int) -> None:
    """Let what was killed die, which takes a busy machine a moment; TimeoutError where it lives on."""
    async with asyncio.timeout(PATIENCE):
        while _lives(pid):  # noqa: ASYNC110 -- nobody tells when a group has ended
            await asyncio.sleep(0)


def _lives(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    # what has ended and nobody has asked after is not alive
    return any(_state(int(one.name)) not in (None, "Z") for one in Path("/proc").glob("[0-9]*") if _group(one) == pid)


def _fields(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _state(pid: int) -> str | None:
    found = _fields(Path("/proc") / str(pid))
    return found[0] if found else None


def _group(process: Path) -> int | None:
    found = _fields(process)
    return int(found[2]) if found else None


async def test_it_is_started_at_the_first_need_and_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as here:
        assert here.pids == []
        for _ in range(3):
            assert (await here.call())["content"][0]["text"] == "note 7"
        assert (len(here.pids), len(here.noted("call"))) == (1, 3)


async def test_calls_at_once_share_one_program_and_each_has_its_own_answer(tmp_path: Path) -> None:
    async with running(tmp_path) as here:

        async def one(number: int) -> str:
            await here.line.tools(())
            said = await here.line.call({"name": "read_note", "arguments": {"id": str(number)}}, ())
            return str(said["content"][0]["text"])

        assert await asyncio.gather(*map(one, range(20))) == [f"note {number}" for number in range(20)]
        assert len(here.pids) == 1


async def test_its_environment_is_what_is_named_and_nothing_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_MASTER_KEY", "ours")
    async with running(tmp_path, "environment", LANG="C") as here:
        said = await here.call((("NOTES_KEY", KEY),))
        got = json.loads(said["content"][0]["text"])
        assert got.pop("LC_CTYPE", "C.UTF-8") == "C.UTF-8"  # Python itself sets it where LANG is C
        assert got == {"LANG": "C", "NOTES_KEY": KEY}


async def test_with_another_secret_it_is_another_program(tmp_path: Path) -> None:
    async with running(tmp_path, "environment") as here:
        await here.call((("NOTES_KEY", KEY),))
        said = await here.call((("NOTES_KEY", "another"),))
        assert json.loads(said["content"][0]["text"])["NOTES_KEY"] == "another"
        await _gone(here.pids[0])
        with pytest.raises(NotSent):
            await here.line.call(CALL, (("NOTES_KEY", KEY),))


async def test_what_it_says_to_standard_error_is_told_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path) as here:
        await here.call((("NOTES_KEY", KEY),))
    told = capfd.readouterr()
    assert KEY not in told.out + told.err


async def test_one_that_knows_no_handshake_is_spoken_to_as_of_2026_07_28(tmp_path: Path) -> None:
    async with running(tmp_path, "modern") as here:
        assert (await here.call())["era"] is True
    async with running(tmp_path) as here:
        assert (await here.call())["era"] is False


async def test_what_is_no_message_is_passed_over(tmp_path: Path) -> None:
    async with running(tmp_path, "garbage") as here:
        assert (await here.call())["content"][0]["text"] == "note 7"


async def test_what_it_asks_of_us_is_refused_but_that_we_are_there(tmp_path: Path) -> None:
    async with running(tmp_path, "asks") as here:
        await here.line.tools(())
        ping, roots = (json.loads(one) for one in here.noted("{"))
        assert ping == {"jsonrpc": "2.0", "id": "p", "result": {}}
        assert (roots["id"], roots["error"]["code"]) == (1, -32601)


LOST = {
    "dies": "in the middle of a call",
    "floods": "says more than anybody asked for",
    "long": "says a line without an end",
    "mute": "never answers a call",
    "another": "answers something that nobody asked",
}


@pytest.mark.parametrize("how", LOST)
async def test_a_call_that_it_leaves_without_an_answer_is_unknown_and_made_once(tmp_path: Path, how: str) -> None:
    async with running(tmp_path, how) as here:
        with pytest.raises(NoAnswer):
            await here.call()
        assert len(here.noted("call")) == 1
        here.at[0] += LONGEST_WAIT
        with pytest.raises(NoAnswer):  # and a later one is a call of its own, of a program that lives
            await here.call()
        assert len(here.noted("call")) == 2


async def test_one_that_does_not_tell_its_tools_is_ended_and_nothing_was_sent(tmp_path: Path) -> None:
    async with running(tmp_path, "silent") as here:
        with pytest.raises(NoAnswer):
            await here.line.tools(())
        await _gone(here.pids[0])
        with pytest.raises(NotSent):
            await here.line.call(CALL, ())
        assert here.noted("call") == []


async def test_one_that_ends_is_started_again_each_time_after_a_longer_wait(tmp_path: Path) -> None:
    async with running(tmp_path, "dies") as here:
        waited = []
        for _ in range(4):
            with pytest.raises(NoAnswer):
                await here.call()
            with pytest.raises(NotSent, match="is started again in"):
                await here.call()
            before = here.at[0]
            while here.at[0] < here.line._not_before:
                here.at[0] += 0.5
            waited.append(here.at[0] - before)
        assert waited == [1, 2, 4, 8]
        assert len(here.pids) == 4


@pytest.mark.parametrize("command", ["/nowhere/at/all", "/etc/passwd"])
async def test_one_that_cannot_be_started_is_told_and_tried_again_later(command: str) -> None:
    line = StdioLine(Program((command,), {}), lambda: 0.0)
    with pytest.raises(NotSent, match="cannot be started"):
        await line.tools(())
    with pytest.raises(NotSent, match="is started again in"):
        await line.tools(())


async def test_one_that_does_not_want_to_end_is_killed_with_what_it_started(tmp_path: Path) -> None:
    async with running(tmp_path, "stays") as here:
        await here.line.tools(())
        assert _lives(here.pids[0])
        await here.line.close(())
        await _gone(here.pids[0])
