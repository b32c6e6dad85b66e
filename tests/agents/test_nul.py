"""A NUL is refused in words on every database: PostgreSQL has no text with one, and would seem to be out of order."""

from pathlib import Path
from typing import Any

import pytest

from tests.agents.raw import sent
from tests.authserver.foreign import READ, Foreign
from tests.authserver.wire import error_of
from tests.home import PAY, home

pytestmark = pytest.mark.anyio

NUL = "a\0b"


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
        said = (await sent(here, "tools/call", tool, {"name": tool, "arguments": arguments}))["result"]
        assert said["isError"] is True
        assert "NUL character (U+0000)" in said["content"][0]["text"]
        assert (await sent(here, "tools/call", "bank_pay", {"name": "bank_pay", "arguments": PAY}))["result"]["taskId"]


@pytest.mark.parametrize("method", ["tasks/get", "tasks/cancel", "tasks/update"])
async def test_a_task_with_a_nul_in_its_name_is_an_unknown_one(tmp_path: Path, database_url: str, method: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        for unknown in (NUL, "g_unknown"):
            said = await sent(here, method, unknown, {"taskId": unknown, "inputResponses": {}})
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
