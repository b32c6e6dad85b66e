"""A client that can open an address is led to our page, once, where its owner has no device; all else stays."""

import json
from pathlib import Path
from typing import Any, Literal

import anyio
import httpx2
import pytest

from tests.actors import PATIENCE, Era, Opens
from tests.agents.house import LONG, PAYMENT, House, open_house
from tests.agents.raw import MODERN

pytestmark = pytest.mark.anyio

PAGE = "/approve/a1"
Answer = Literal["accept", "decline", "cancel"]


def at_once(answer: Answer) -> Opens:
    async def opened() -> Answer:
        return answer

    return opened


async def never() -> Answer:
    await anyio.sleep_forever()
    raise AssertionError("for ever ended")


def and_no_longer(house: House) -> Opens:
    """Return what answers when the page is opened, and lets no call be held from then on."""

    async def opened() -> Answer:
        house.wakeups.stop()
        return "cancel"

    return opened


async def _paid_once_progress_is_told(house: House, told: anyio.Event) -> None:
    await told.wait()
    house.client.pay()


@pytest.mark.parametrize("era", ["modern", "legacy"])
@pytest.mark.parametrize("answer", ["accept", "decline", "cancel"])
async def test_whatever_the_client_answers_the_call_waits_on_and_ends_as_its_owner_decides(
    tmp_path: Path, era: Era, answer: Answer
) -> None:
    async with (
        open_house(tmp_path, hold=LONG) as house,
        house.agent("scout", era=era, opens=at_once(answer)) as scout,
        anyio.create_task_group() as tasks,
    ):
        house.client.pages["g1"] = PAGE
        tasks.start_soon(_paid_once_progress_is_told, house, scout.first_note)
        with anyio.fail_after(PATIENCE):
            outcome = await scout.outcome("bank_pay", PAYMENT)
        assert outcome["status"] == "done"
        assert [one.url for one in scout.asked] == ["https://broker.example" + PAGE]
        assert "bank_pay waits for alice" in scout.asked[0].message
        assert len(house.client.asked) == 1, "one ask"


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_a_call_leads_there_once_however_often_it_is_repeated_and_waited_for(tmp_path: Path, era: Era) -> None:
    async with (
        open_house(tmp_path, hold=LONG) as house,
        house.agent("scout", era=era, opens=and_no_longer(house)) as scout,
    ):
        house.client.pages["g1"] = PAGE
        for _ in range(3):
            assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "pending"
        assert (await scout.outcome("wait_for_grant", {"grant_id": "g1"}))["status"] == "pending"
        assert len(scout.asked) == 1


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_a_client_that_comes_later_is_led_there_when_it_waits_for_the_grant(tmp_path: Path, era: Era) -> None:
    async with (
        open_house(tmp_path, hold=LONG) as house,
        house.agent("scout", era=era) as first,
        house.agent("scout", era=era, opens=and_no_longer(house)) as second,
        anyio.create_task_group() as tasks,
    ):
        house.client.pages["g1"] = PAGE
        tasks.start_soon(first.call, "bank_pay", PAYMENT)
        await first.first_note.wait()
        assert "g1" in house.client.pages, "a client that declared nothing uses nothing up"
        assert (await second.outcome("wait_for_grant", {"grant_id": "g1"}))["status"] == "pending"
        assert len(second.asked) == 1


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_where_a_device_is_paired_no_client_is_led_anywhere(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era, opens=at_once("accept")) as scout:
        assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "pending"
        assert scout.asked == []


@pytest.mark.parametrize("era", ["modern", "legacy"])
async def test_a_call_that_asks_nobody_leads_nowhere(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era, opens=at_once("accept")) as scout:
        house.client.pages["g1"] = PAGE
        assert (await scout.outcome("bank_read_account", {"account": "main"}))["status"] == "done"
        assert (scout.asked, house.client.pages) == ([], {"g1": PAGE})


async def _called(house: House, knows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Make the payment as a client of the modern era that says it knows so much of elicitation; return the result."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {"elicitation": knows},
        "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
    }
    headers = {
        "authorization": f"Bearer {house.credentials['scout']}",
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": "tools/call",
        "mcp-name": "bank_pay",
    }
    params = {"name": "bank_pay", "arguments": PAYMENT, "_meta": meta, **more}
    said = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    async with httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as http:
        answer = await http.post(f"{house.url}/mcp", json=said, headers=headers)
    result: dict[str, Any] = json.loads(answer.text.rpartition("data: ")[2])["result"]
    return result


async def test_a_client_that_knows_forms_only_is_led_nowhere(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        house.client.pages["g1"] = PAGE
        means_forms: tuple[dict[str, Any], ...] = ({}, {"form": {}})  # naming no mode means forms too
        for forms in means_forms:
            assert (await _called(house, forms))["structuredContent"]["status"] == "pending"
        assert house.client.pages == {"g1": PAGE}, "nothing was used up"
        assert (await _called(house, {"url": {}}))["resultType"] == "input_required", "the control"


@pytest.mark.parametrize("action", ["accept", "decline", "cancel"])
@pytest.mark.parametrize("state", ["g1", "g9", "of somebody else"])
async def test_an_answer_and_a_state_that_come_with_a_call_decide_nothing(
    tmp_path: Path, action: str, state: str
) -> None:
    """We hand no state out, so whatever comes back in its place is nobody's, and the call is as it is without."""
    async with open_house(tmp_path) as house:
        plain = await _called(house, {"url": {}})
        answered = {"requestState": state, "inputResponses": {"approve": {"action": action}}}
        assert await _called(house, {"url": {}}, **answered) == plain
        assert plain["structuredContent"]["status"] == house.client.grants["g1"].status == "pending"
        assert (len(house.client.asked), house.client.collected) == (1, [])


async def test_a_human_who_looks_at_the_page_for_long_does_not_hold_up_the_answer(tmp_path: Path) -> None:
    async with (
        open_house(tmp_path, hold=LONG) as house,
        house.agent("scout", era="legacy", opens=never) as scout,
        anyio.create_task_group() as tasks,
    ):
        house.client.pages["g1"] = PAGE
        tasks.start_soon(_paid_once_progress_is_told, house, scout.first_note)
        with anyio.fail_after(PATIENCE):
            assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "done"


async def test_a_client_that_fails_to_open_it_gets_its_answer_all_the_same(tmp_path: Path) -> None:
    async def failing() -> Answer:
        raise RuntimeError("no browser here")

    async with (
        open_house(tmp_path, hold=LONG) as house,
        house.agent("scout", era="legacy", opens=failing) as scout,
        anyio.create_task_group() as tasks,
    ):
        house.client.pages["g1"] = PAGE
        tasks.start_soon(_paid_once_progress_is_told, house, scout.first_note)
        with anyio.fail_after(PATIENCE):
            assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "done"


async def test_a_client_that_knows_tasks_too_is_led_there_and_gets_its_task(tmp_path: Path) -> None:
    async with (
        open_house(tmp_path, hold=LONG) as house,
        house.agent("scout", tasks=True, opens=at_once("accept")) as scout,
        anyio.create_task_group() as tasks,
    ):
        house.client.pages["g1"] = PAGE
        tasks.start_soon(_paid_once_progress_is_told, house, scout.tasks.first)
        with anyio.fail_after(PATIENCE):
            assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "done"
        assert (len(scout.asked), len(scout.tasks.made)) == (1, 1)
