"""`mint_child` and `end_child` at the door, by the official client: who sees them, and what their results hold."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.actors import Agent, Era, served
from tests.agents.schemas import fits
from tests.home import Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A56")]

ROOM = "children: {at_once: 2, expires_in: 1h}\n"
WANTED = {"name": "errand-1", "for_seconds": 600, "operations": ["bank_read_account"]}
OURS = ("mint_child", "end_child")


@asynccontextmanager
async def door(folder: Path, children: str = ROOM) -> AsyncIterator[tuple[Home, str]]:
    """Open a home whose door is on loopback, with this section for children; give its address too."""
    async with home(folder) as here:
        text = (here.broker.settings.config_dir / "policies/scout.yaml").read_text()
        here.write("policies/scout.yaml", text + children)
        async with served(here.broker.app) as url:
            yield here, url


async def _status(url: str, credential: str) -> int:
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {credential}"}, trust_env=False) as browser:
        return (await browser.post(f"{url}/mcp", json={})).status_code


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_a_child_is_minted_comes_in_and_is_ended_by_its_parent(tmp_path: Path, era: Era) -> None:
    async with door(tmp_path) as (here, url), Agent(url, here.credential, era=era) as scout:
        made = await scout.outcome("mint_child", WANTED)
        assert (made["status"], made["agent"], made["operations"]) == (
            "minted", "scout.errand-1", ["bank_read_account"],
        )  # fmt: skip
        async with Agent(url, made["credential"], era=era) as child:
            listed = await child.tools()
            assert "bank_read_account" in listed
            assert not {"bank_pay", *OURS} & listed.keys()
            assert (await child.outcome("bank_read_account", {"account": "main"}))["status"] == "done"
            grants = await scout.outcome("list_grants")
            assert grants["grants"] == [], "its grants are its own"
        assert (await scout.outcome("end_child", {"name": "errand-1"}))["status"] == "ended"
        assert await _status(url, made["credential"]) == 401
        assert await _status(url, here.credential) != 401


async def test_both_tools_fit_their_schemas_and_problems_are_told_in_words(tmp_path: Path) -> None:
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("mint_child", WANTED | {"for_seconds": True}, "for_seconds"),
        ("mint_child", WANTED | {"for_seconds": 86_401}, "for_seconds"),
        ("mint_child", WANTED | {"operations": "bank_read_account"}, "operations"),
        ("mint_child", WANTED | {"operations": []}, "operations"),
        ("mint_child", WANTED | {"operations": ["bank_close_account"]}, "operations"),
        ("mint_child", WANTED | {"name": 1}, "name"),
        ("mint_child", WANTED | {"parent": "crow"}, "parent"),
        ("mint_child", WANTED | {"for_seconds": 3601}, "3600 seconds"),
        ("end_child", {"name": "errand-2"}, "no child of this name"),
        ("end_child", {"name": "../scout"}, "no child of this name"),
    ]
    async with door(tmp_path) as (here, url), Agent(url, here.credential) as scout:
        tools = await scout.tools()
        for name, arguments, words in wrong:
            result = await scout.call(name, arguments)
            assert result.is_error
            assert words in str(result.structured_content), (name, arguments)
            assert fits(tools[name].output_schema or {}, result.structured_content)
        made = await scout.call("mint_child", WANTED)
        assert fits(tools["mint_child"].output_schema or {}, made.structured_content)


@pytest.mark.parametrize("name", OURS)
async def test_without_room_for_children_there_are_no_such_tools(tmp_path: Path, name: str) -> None:
    async with door(tmp_path, "") as (here, url), Agent(url, here.credential) as scout:
        assert name not in await scout.tools()
        with pytest.raises(Exception, match="Unknown tool"):
            await scout.call(name, WANTED)


async def test_an_agent_learns_what_children_it_may_have_and_what_its_child_may(tmp_path: Path) -> None:
    async with door(tmp_path) as (here, url), Agent(url, here.credential) as scout:
        assert (await scout.outcome("what_may_i_do"))["children"] == {"at_once": 2, "seconds": 3600, "deep": 1}
        made = await scout.outcome("mint_child", WANTED | {"operations": ["bank_pay"]})
        async with Agent(url, made["credential"]) as child:
            told = await child.outcome("what_may_i_do")
            assert "children" not in told
            [payment] = told["operations"]
            assert {"ask small-payments", "allow operation-1"} == {
                f"{rule['decide']} {rule['rule']}" for rule in payment["rules"]
            }
            assert "A human must approve each call" in ((await child.tools())["bank_pay"].description or "")


async def test_the_credential_is_in_one_result_and_nowhere_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with door(tmp_path) as (here, url), Agent(url, here.credential) as scout:
        made = await scout.outcome("mint_child", WANTED)
        credential = made["credential"]
        assert credential in str(made)
        async with Agent(url, credential) as child:
            later = [await agent.outcome("what_may_i_do") for agent in (child, scout)]
        again = await scout.outcome("mint_child", WANTED)
        assert again["status"] == "refused"
        assert credential not in str([later, again, await scout.outcome("list_grants")])
    assert credential not in caplog.text
    assert not any(credential.encode() in content for content in _files(tmp_path))


def _files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
