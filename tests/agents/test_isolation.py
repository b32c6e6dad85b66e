"""How callers are measured at the door, and what an agent may report of its own computer."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from broker.agents.credentials import Caller
from broker.agents.isolation import Measuring, route
from broker.isolation import CallerGone, Level, level_of
from broker.ratchet.isolation import Isolation, isolation_of
from broker.store import StoreError
from tests.actors import served
from tests.agents.house import House, open_house
from tests.agents.test_gate import HELLO, at, bearing

pytestmark = pytest.mark.anyio

SCOUT = Caller("scout", "digest")


async def standing(house: House, agent: str = "scout") -> Isolation:
    return await house.store.read(lambda session: isolation_of(session, agent, house.clock[0]))


def scope(port: int = 1, **headers: str) -> dict[str, Any]:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "client": ("127.0.0.1", port), "server": ("127.0.0.1", 8765), "headers": pairs}


async def test_a_caller_on_loopback_is_measured_before_its_request_is_answered(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, at(house) as http:
        assert (await standing(house)).level == "unmeasured"
        await http.post("/mcp", json=HELLO)
        assert (await standing(house)).level == "unmeasured"
        await http.post("/mcp", json=HELLO, headers=bearing(house.credentials["scout"]))
        found = await standing(house)
        assert (found.level, "the broker's own user" in found.why) == ("none", True)
        assert (await standing(house, "reader")).level == "unmeasured"


async def test_each_connection_is_measured_once_a_minute_and_the_proxys_last_word_counts(tmp_path: Path) -> None:
    measured: list[tuple[Any, Any]] = []

    def level(client: Any, _server: Any, *, forwarded: str | None) -> tuple[str, str]:
        measured.append((client[1], forwarded))
        return "user", "measured"

    async with open_house(tmp_path) as house:
        measure = Measuring(house.store, lambda: house.clock[0], level)  # type: ignore[arg-type]
        await measure(SCOUT, scope(1))
        await measure(SCOUT, scope(1))
        await measure(SCOUT, scope(2, x_forwarded_for="198.51.100.1, 127.0.0.1"))
        assert measured == [(1, None), (2, "127.0.0.1")]
        house.clock[0] += timedelta(seconds=60)
        await measure(SCOUT, scope(1))
        assert measured[2:] == [(1, None)]
        assert (await standing(house)).seen_at == house.clock[0]


async def test_a_store_that_fails_stops_no_request_and_is_tried_again(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        write, fail = house.store.write, True

        async def failing(work: Any) -> Any:
            if fail:
                raise StoreError("the disk is full")
            return await write(work)

        house.store.write = failing  # type: ignore[method-assign]
        measure = Measuring(house.store, lambda: house.clock[0])
        await measure(SCOUT, scope(1))
        assert (await standing(house)).level == "unmeasured"
        fail = False
        await measure(SCOUT, scope(1))
        assert (await standing(house)).level == "none"


async def test_what_a_caller_sent_that_is_gone_is_not_carried_out_and_says_nothing_of_its_level(tmp_path: Path) -> None:
    def gone(*_: Any, **__: Any) -> tuple[Level, str]:
        raise CallerGone

    findings = {"findings": [{"check": "sudo", "ok": False}]}
    async with open_house(tmp_path) as house:
        key = bearing(house.credentials["scout"])
        for level, status, stands in ((gone, 400, "unmeasured"), (level_of, 200, "none")):
            app = Starlette(routes=[route(house.store, lambda: house.clock[0], level)])
            async with served(app) as url, httpx2.AsyncClient(base_url=url, trust_env=False) as http:
                answer = await http.post("/isolation", json=findings, headers=key)
            assert (answer.status_code, (await standing(house)).level) == (status, stands)
        assert not await Measuring(house.store, lambda: house.clock[0], gone)(SCOUT, scope(1))


async def test_a_report_lowers_the_level_of_its_own_agent_only(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:

        def far(*_: Any, **__: Any) -> tuple[str, str]:
            return "host", "far"

        app = Starlette(routes=[route(house.store, lambda: house.clock[0], far)])  # type: ignore[arg-type]
        async with served(app) as url, httpx2.AsyncClient(base_url=url, trust_env=False) as http:
            good = {"findings": [{"check": "sudo", "ok": True, "words": "not so", "cure": ""}]}
            key = bearing(house.credentials["scout"])
            assert (await http.post("/isolation", json=good, headers=key)).json()["level"] == "host"
            bad = {"findings": [{"check": "sudo", "ok": False, "words": "<script>", "cure": "<script>"}]}
            assert (await http.post("/isolation", json=bad)).status_code == 401
            assert (await standing(house)).level == "host"
            answer = (await http.post("/isolation", json=bad, headers=key)).json()
            assert answer["level"] == "none"
            assert "sudo asks it for no password" in answer["why"]
            assert "script" not in answer["why"]
            assert (await http.post("/isolation", json=good, headers=key)).json()["level"] == "none"
            assert (await standing(house, "reader")).level == "unmeasured"


@pytest.mark.parametrize("body", [b"{}", b"[]", b"nonsense", b'{"findings": [{"check": "sudo"}]}'])
async def test_what_is_no_report_is_refused_with_the_right_shape(tmp_path: Path, body: bytes) -> None:
    async with open_house(tmp_path) as house:
        app = Starlette(routes=[route(house.store, lambda: house.clock[0])])
        async with served(app) as url, httpx2.AsyncClient(base_url=url, trust_env=False) as http:
            headers = {**bearing(house.credentials["scout"]), "Content-Type": "application/json"}
            answer = await http.post("/isolation", content=body, headers=headers)
            assert (answer.status_code, "findings" in answer.json()["message"]) == (400, True)
            large = await http.post("/isolation", content=b"[" * 20_000, headers=headers)
            assert large.status_code == 413
