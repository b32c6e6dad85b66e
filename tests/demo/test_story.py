"""The story is judged by the bank's ledger, and ends with one line for machines whatever happens."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from broker.config import settings
from broker.demo import story as module
from broker.demo.agent import Told
from broker.demo.ledger import Ledger, Order
from broker.demo.premises import Premises
from broker.demo.story import Outcome, Teller, demo
from tests.stand_ins import NOW

READ = Told({"status": "done", "answer": {"status": 200, "body": {"balance": "1000.00"}}}, False)
DONE = Told({"status": "done", "grant_id": "g1", "answer": {"status": 201, "body": {}}}, False)
DENIED = Told({"status": "denied", "grant_id": "g1", "reason": "Not today"}, True)
REFUSED = Told({"status": "refused", "by": "policy", "rule": "", "reason": "above rule small-payments"}, True)
BREAD = Order("main", 25_00, "EUR", "bakery")


class Agent:
    """Answers as it was told to; `pays` are the orders that reach the bank meanwhile."""

    def __init__(self, ledger: Path, paid: Told, pays: tuple[Order, ...], **changes: Told) -> None:
        self._told = {"read": READ, "refused": REFUSED, **changes, "paid": paid}
        self._ledger = Ledger(ledger, lambda: NOW)
        self._pays = pays

    async def tools(self) -> list[str]:
        return ["bank_pay"]

    async def read_account(self, _: str) -> Told:
        return self._told["read"]

    async def ask_to_pay(self, amount: str, _payee: str, _reason: str) -> Told:
        if amount == "250.00":
            return self._told["refused"]
        for order in self._pays:
            self._ledger.pay(order)
        return self._told["paid"]

    async def settled(self, told: Told) -> Told:
        return told


class Human:
    async def enrol(self) -> None: ...

    async def sign(self) -> None: ...

    async def decide(self) -> None: ...


def outcome(tmp_path: Path, mode: Any, paid: Told, *pays: Order, **changes: Told) -> Outcome:
    ledger = tmp_path / "ledger.db"
    agent: Any = Agent(ledger, paid, pays, **changes)
    place = Premises(tmp_path, settings(), "http://127.0.0.1:1", ledger)
    return asyncio.run(module._Story(place, Teller(io.StringIO()), agent, Human(), mode).tell())


def test_an_approved_payment_that_the_ledger_has_once_is_the_expected_story(tmp_path: Path) -> None:
    told = outcome(tmp_path, "approve", DONE, BREAD)
    assert told.faults == ()
    line = told.to_json()
    assert (line["grant"], line["decision"], line["payment"]["amount"]) == ("g1", "approved", "25.00")
    assert line.keys() == {"grant", "decision", "payment", "seconds"}


def test_a_refusal_carries_the_reason_that_the_agent_was_told_and_an_untouched_ledger(tmp_path: Path) -> None:
    told = outcome(tmp_path, "refuse", DENIED)
    assert told.faults == ()
    line = told.to_json()
    assert {name: line[name] for name in ("grant", "decision", "reason")} == {
        "grant": "g1",
        "decision": "denied",
        "reason": "Not today",
    }
    assert line.keys() == {"grant", "decision", "reason", "seconds"}


REFUSED_BY_LIMIT = replace(REFUSED, content={**REFUSED.content, "by": "limit"})


@pytest.mark.parametrize(
    ("mode", "paid", "pays", "changes", "fault"),
    [
        pytest.param("approve", DONE, (), {}, "0 payments", id="approved and not paid"),
        pytest.param("approve", DONE, (BREAD, BREAD), {}, "2 payments", id="paid twice"),
        pytest.param("approve", DONE, (replace(BREAD, payee="evil"),), {}, "exactly", id="paid to somebody else"),
        pytest.param("approve", DONE, (replace(BREAD, cents=2501),), {}, "exactly", id="a cent more"),
        pytest.param("refuse", DENIED, (BREAD,), {}, "money moved", id="denied and paid"),
        pytest.param("refuse", DONE, (BREAD,), {}, "ended as approved", id="refused and approved"),
        pytest.param("approve", DENIED, (), {}, "ended as denied", id="approved and denied"),
        pytest.param("human", replace(DENIED, content={"status": "unknown"}), (), {}, "unknown", id="unknown"),
        pytest.param("approve", DONE, (BREAD,), {"read": REFUSED}, "allowed read", id="the read was refused"),
        pytest.param("approve", DONE, (BREAD,), {"refused": DONE}, "250.00", id="250 was not refused"),
        pytest.param("approve", DONE, (BREAD,), {"refused": REFUSED_BY_LIMIT}, "250.00", id="250 by a limit"),
    ],
)
def test_whatever_the_ledger_or_the_agent_contradicts_is_a_fault(
    tmp_path: Path, mode: str, paid: Told, pays: tuple[Order, ...], changes: dict[str, Told], fault: str
) -> None:
    told = outcome(tmp_path, mode, paid, *pays, **changes)
    assert fault in " ".join(told.faults)
    assert told.to_json()["faults"] == list(told.faults)


def test_a_human_may_answer_either_way(tmp_path: Path) -> None:
    assert outcome(tmp_path, "human", DENIED).faults == ()
    assert outcome(tmp_path, "human", DONE, BREAD).faults == ()


@asynccontextmanager
async def broken(_: Any) -> AsyncIterator[Any]:
    raise RuntimeError("no broker")
    yield


def test_a_story_that_stops_still_ends_with_its_line_and_exit_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert demo(broken, yes=True, deny=False, out=out) == 1
    line = json.loads(out.getvalue().splitlines()[-1])
    assert (line["decision"], line["faults"]) == ("failed", ["the story stopped: RuntimeError"])
    assert "no broker" in capsys.readouterr().err


def test_words_of_others_are_one_plain_line() -> None:
    out = io.StringIO()
    Teller(out).say("agent", "a\x1b[31m\nb\r\u202e")
    assert out.getvalue() == "  agent a [31m b  \n"


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Terminal(), Terminal()
    Teller(coloured).say("agent", "asks")
    monkeypatch.setenv("NO_COLOR", "1")
    Teller(plain).say("agent", "asks")
    assert ("\x1b[" in coloured.getvalue(), plain.getvalue()) == (True, "  agent asks\n")
