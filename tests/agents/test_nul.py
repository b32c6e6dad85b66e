"""A NUL is refused in words on every database: PostgreSQL has no text with one, and would seem to be out of order."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp.shared.inbound import encode_header_value

from broker.agents.tasks import EXTENSION
from tests.authserver.foreign import READ, Foreign
from tests.authserver.wire import error_of
from tests.home import PAY, Home, home

pytestmark = pytest.mark.anyio

MODERN = "2026-07-28"
NUL = "a\0b"


async def _post(here: Home, method: str, named: str, params: dict[str, Any]) -> dict[str, Any]:
    """Send one request of the modern era as its bytes; return the JSON-RPC answer."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {"extensions": {EXTENSION: {}}},
        "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
    }
    headers = {
        "authorization": f"Bearer {here.credential}",
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": method,
        "mcp-name": encode_header_value(named),
    }
    sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | {"_meta": meta}}
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
        answer = await client.post(f"{here.broker.settings.public_url}/mcp", json=sent, headers=headers)
    said: dict[str, Any] = json.loads(answer.text.rpartition("data: ")[2])
    return said


CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "the reason of a call": ("bank_pay", PAY | {"reason": NUL}),
    "a value of a call": ("bank_pay", PAY | {"payee": NUL}),
    "a name that no tool takes": ("bank_pay", PAY | {NUL: "x"}),
    "the purpose of an ask": ("request_access", {"access": [READ], "purpose": NUL}),
    "a reference in an ask": ("request_access", {"access": [NUL]}),
    "the grant to wait for": ("wait_for_grant", {"grant_id": NUL}),
    "the grant to give back": ("give_back", {"grant_id": NUL}),
    "the operation to foresee": ("what_may_i_do", {"operation": NUL}),
}


@pytest.mark.parametrize("row", CALLS)
async def test_a_call_with_a_nul_is_told_to_leave_it_out(tmp_path: Path, database_url: str, row: str) -> None:
    tool, arguments = CALLS[row]
    async with home(tmp_path, database_url=database_url) as here:
        said = (await _post(here, "tools/call", tool, {"name": tool, "arguments": arguments}))["result"]
        assert said["isError"] is True
        assert "NUL character (U+0000)" in said["content"][0]["text"]
        assert (await _post(here, "tools/call", "bank_pay", {"name": "bank_pay", "arguments": PAY}))["result"]["taskId"]


@pytest.mark.parametrize("method", ["tasks/get", "tasks/cancel", "tasks/update"])
async def test_a_task_with_a_nul_in_its_name_is_an_unknown_one(tmp_path: Path, database_url: str, method: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        for unknown in (NUL, "g_unknown"):
            said = await _post(here, method, unknown, {"taskId": unknown, "inputResponses": {}})
            assert said["error"] == {"code": -32602, "message": "Unknown task"}


async def test_a_grant_request_with_a_nul_is_an_invalid_one(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        unknown = {"client": NUL, "access_token": {"access": [READ]}}
        for content in (unknown, shop.request(NUL), shop.request({"type": NUL})):
            answer = await shop.post(content)
            assert (answer.status_code, error_of(answer)) == (400, "invalid_request")
            assert "a text with a NUL in it" in answer.json()["error"]["description"]
        assert "continue" in (await shop.ask(READ)).json()
