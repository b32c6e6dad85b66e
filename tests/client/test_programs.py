"""A connector whose MCP server is a program: policy, pins, secret and single use as ever; none outlives the broker."""

import contextlib
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.connectors.pinned import digest_of
from broker.vault import Secret
from tests.home import WAIT, Home, home

pytestmark = pytest.mark.anyio

PROGRAM = Path(__file__).with_name("program.py")
SECRET = "nk_live/Zm9v+8a7c&b2d9=e4f"
TOOL: dict[str, Any] = {
    "name": "read_note",
    "description": "Read a note",
    "inputSchema": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
}
CONNECTOR = """\
kind: mcp
name: notes
title: Notes of the team
command: [{python}, -I, -S, {program}, {how}, {seen}]
environment: {{LANG: C}}
credential: {{kind: api_key, variable: NOTES_KEY}}
prefix: notes
operations:
  - tool: read_note
    title: Read one note
    pinned: {{sha256: {sha256}}}
    parameters: {{id: {{type: string}}}}
    access: {{type: note, actions: [read], identifier: $id}}
    destructive: false
"""
RULE = "\n  - {id: notes, decide: DECIDE, access: {type: note, actions: [read]}}"


@dataclass
class House:
    """An installation with the program behind the connector `notes`."""

    here: Home
    seen: Path

    async def ask(self, note: str = "7") -> GrantView:
        connector = self.here.broker.client_context.connector("notes")
        assert connector is not None
        call = call_for(connector, "notes_read_note", {"id": note})
        view = await self.here.broker.client.ask("scout", call, reason="for a test")
        assert isinstance(view, GrantView), view
        return view

    async def done(self, note: str = "7") -> GrantView:
        view = await self.ask(note)
        await self.here.later(WAIT)
        return await self.here.view(view.id)

    def noted(self, what: str) -> list[str]:
        lines = self.seen.read_text().splitlines() if self.seen.exists() else []
        return [one.removeprefix(what).strip() for one in lines if one.startswith(what)]

    @property
    def living(self) -> list[int]:
        return [pid for pid in map(int, self.noted("start")) if _lives(pid)]


@contextlib.asynccontextmanager
async def behind(
    folder: Path, how: str = "well", decide: str = "allow", sha256: str = digest_of(TOOL)
) -> AsyncIterator[House]:
    """Lay out the installation; the program has ended once the broker has."""
    seen = folder / "seen"
    async with home(folder) as here:
        here.edit("policies/scout.yaml", "rules:\n", f"rules:{RULE.replace('DECIDE', decide)}\n")
        here.write(
            "tools/notes.yaml",
            CONNECTOR.format(python=sys.executable, program=PROGRAM, how=how, seen=seen, sha256=sha256),
        )
        now, propose = here.clock(), here.broker.ownership.propose_secret
        await here.broker.store.write(lambda s: propose(s, "notes", Secret(SECRET), now, None).id)
        here.seal()
        made = House(here, seen)
        yield made
    assert made.living == []


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_its_tool_is_called_once_and_its_secret_is_told_to_nobody(tmp_path: Path) -> None:
    async with behind(tmp_path, "environment") as house:
        view = await house.done()
        assert view.status == "done", view.detail
        assert view.result is not None
        assert '"NOTES_KEY": "[secret]"' in view.result["body"]["content"][0]["text"]
        assert house.noted("call") == ['{"id": "7"}']
        assert (len(house.living), house.here.sent) == (1, [])


async def test_the_owner_is_asked_and_sees_which_program_and_nothing_is_started_before(tmp_path: Path) -> None:
    async with behind(tmp_path, decide="ask") as house:
        view = await house.ask()
        assert (view.status, house.noted("start")) == ("pending", [])
        approval = await house.here.phone.next_approval()
        page = (await house.here.phone._browser.get(f"/approve/{approval}")).text
        assert f"program:{sys.executable} -I -S {PROGRAM} well" in page
        await house.here.phone.decide(approval, "approve")
        await house.here.later(WAIT)
        await house.here.later(WAIT)
        assert (await house.here.view(view.id)).status == "done"


async def test_a_tool_of_another_definition_than_was_signed_is_not_called(tmp_path: Path) -> None:
    async with behind(tmp_path, sha256=digest_of(TOOL | {"description": "Read"})) as house:
        view = await house.done()
        assert view.status == "failed"
        assert view.detail is not None
        assert "is another one by now than its owner signed" in view.detail
        assert house.noted("call") == []


async def test_a_call_in_which_it_dies_is_unknown_and_not_repeated(tmp_path: Path) -> None:
    async with behind(tmp_path, "dies") as house:
        assert (await house.done()).status == "unknown"
        await house.here.later(600)
        assert house.noted("call") == ['{"id": "7"}']


@pytest.mark.parametrize("how", ["another file", "no file"])
async def test_it_is_ended_once_its_connector_is_another_or_gone(tmp_path: Path, how: str) -> None:
    async with behind(tmp_path) as house:
        await house.done()
        (before,) = house.living
        file = house.here.broker.settings.config_dir / "tools/notes.yaml"
        if how == "no file":
            file.unlink()
            house.here.broker.watch.refresh()
            house.here.seal()
        else:
            house.here.edit("tools/notes.yaml", "LANG: C", "LANG: C.UTF-8")
        await house.here.later(WAIT)
        assert before not in house.living
        if how == "another file":
            assert (await house.done("8")).status == "done"


async def test_it_is_ended_once_its_secret_is_taken_away_and_begun_with_the_next_one(tmp_path: Path) -> None:
    async with behind(tmp_path) as house:
        await house.done()
        (before,) = house.living
        await house.here.later(WAIT)
        assert before in house.living, "the control: it is kept while its secret is"
        acts, now = house.here.broker.ownership, house.here.clock()
        await house.here.broker.store.write(lambda session: acts.forget_secret(session, "notes", now))
        await house.here.later(WAIT)
        assert before not in house.living, "its environment held the secret"
        await house.here.broker.store.write(lambda s: acts.propose_secret(s, "notes", Secret(SECRET), now, None).id)
        house.here.seal()
        assert (await house.done("8")).status == "done"
