"""The fixture under the conformance suite: the door with tools beside its own, and no way from `serve` to it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import httpx2
import pytest
import typer.main

from broker.agents import tasks
from broker.cli import app
from broker.config import Settings
from tests.actors import PATIENCE, Agent
from tests.agents.house import open_house
from tests.conformance import plain
from tests.conformance.jobs import JOBS
from tests.conformance.server import opened
from tests.conformance.suite import MODERN
from tests.names import ROOT


@pytest.mark.anyio
@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_the_fixture_is_the_door_itself_with_the_suites_tools_beside_its_own(tmp_path: Path, era: str) -> None:
    knows_tasks = era == "modern"
    async with opened(tmp_path) as url:
        base = url.removesuffix("/mcp")
        async with Agent(base, "replaced", era="modern" if knows_tasks else "legacy", tasks=knows_tasks) as agent:
            names = set(await agent.tools())
            assert {"wait_for_grant", "list_grants", *plain.TOOLS, *JOBS} <= names
            told = await agent.outcome("slow_compute", {"seconds": 0})
            assert (told["status"], told["answer"]["status"]) == ("done", 200)


@pytest.mark.anyio
async def test_a_job_that_asks_its_client_goes_on_once_every_question_is_answered(tmp_path: Path) -> None:
    async with opened(tmp_path) as url:
        task = (await _post(url, "tools/call", {"name": "multi_input", "arguments": {}}, named="multi_input"))["taskId"]
        asked = await _post(url, "tasks/get", {"taskId": task}, named=task)
        assert (asked["status"], set(asked["inputRequests"])) == ("input_required", {"first", "second"})
        for key, left in (("first", "input_required"), ("first", "input_required"), ("second", "completed")):
            answer = {"taskId": task, "inputResponses": {key: {"action": "accept", "content": {"confirm": True}}}}
            assert set(await _post(url, "tasks/update", answer, named=task)) == {"resultType", "_meta"}
            assert (await _post(url, "tasks/get", {"taskId": task}, named=task))["status"] == left


async def _post(url: str, method: str, params: dict[str, Any], *, named: str) -> dict[str, Any]:
    """Send one request of the modern era from a client that knows tasks, and no credential; return its result."""
    meta: dict[str, Any] = {
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {"elicitation": {}, "extensions": {tasks.EXTENSION: {}}},
        "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
    }
    headers = {
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": method,
        "mcp-name": named,
    }
    sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | {"_meta": meta}}
    async with httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
        result: dict[str, Any] = (await client.post(url, json=sent, headers=headers)).json()["result"]
    return result


@pytest.mark.anyio
async def test_the_products_door_has_none_of_the_fixtures_tools(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, house.agent("scout") as scout:
        names = set(await scout.tools())
        assert names & {"bank_pay", *plain.TOOLS, *JOBS} == {"bank_pay"}, "and bank_pay, the control"


def _options(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Give each command and option as it is written on the command line."""
    yield " ".join(path)
    for parameter in command.params:
        yield " ".join([*path, *parameter.opts, *parameter.secondary_opts])
    for name, below in getattr(command, "commands", {}).items():
        yield from _options(below, (*path, name))


def test_no_setting_option_or_import_of_the_broker_leads_to_the_fixture() -> None:
    words = [*Settings.model_fields, *_options(typer.main.get_command(app))]
    assert [word for word in words if "--port" in word or word == "port"], "the control: settings and options are read"
    assert [word for word in words if "conformance" in word or "fixture" in word] == []
    imported = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / "broker").rglob("*.py")
        for name in _imports(file)
        if name.partition(".")[0] == "tests" or "conformance" in name
    }
    assert imported == set()


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_a_task_of_the_products_own_asks_its_client_for_nothing_and_never_fails_outside_its_result() -> None:
    assert set(get_args(tasks.Status)) == {"working", "completed", "cancelled"}
