"""What was approved is what runs: the stored call is changed between approval and sending, thousands of times.

Every attempt is made on an approval that is good: after the refusal the call is put back as it was, and then runs once.
"""

import contextlib
import copy
import json
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from broker.approval.document import call_digest
from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.gnap.http_message import HttpMessage
from broker.gnap.rights import access_json
from broker.http import Answer, NotSent
from broker.store.query import Session, col, update
from broker.store.tables import Approval, ClientGrant
from broker.store.verbs import copy_of
from tests.actors import Agent, served
from tests.home import WAIT, Home, home
from tests.rounds import tried
from tests.store.rows import client_grant

pytestmark = [pytest.mark.anyio, pytest.mark.promise("R1", "R7")]

GENEROUS = "limits: {pending: 100, asks_per_hour: 1000, calls_per_minute: 10000}"
SHARDS = 20
IN_ALL = 100_000 if os.environ.get("TESTS_ROUNDS") == "long" else 10_000
AT_ONCE = 20  # calls that are changed side by side
IN_SHORT = 60

Values = dict[str, Any]
Mutation = Callable[[random.Random, Home, ClientGrant], Values]


def _argument_changed(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    name = chance.choice(sorted(row.arguments))
    others = {
        "amount": ["25.01", "25.0", "2500", "24.99", "99.00", "0.01", "25.00 ", "2.500"],
        "currency": ["USD", "eur", "EU", "EURO"],
        "payee": ["grocer", "Bakery", "bakery ", "bаkery", "bakery\u200b", ""],
        "account": ["savings", "Main", "main2", "m"],
    }
    return {"arguments": {**row.arguments, name: chance.choice(others[name])}}


def _argument_of_another_type(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    name = chance.choice(sorted(row.arguments))
    return {"arguments": {**row.arguments, name: chance.choice([25, True, None, ["bakery"], {"max": "25.00"}])}}


def _argument_dropped(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    name = chance.choice(sorted(row.arguments))
    return {"arguments": {key: value for key, value in row.arguments.items() if key != name}}


def _argument_added(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    extra = chance.choice(["memo", "amount ", "Amount", "reference", "__proto__"])
    return {"arguments": {**row.arguments, extra: chance.choice(["x", "25.00", 1])}}


def _arguments_swapped(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    one, other = chance.sample(["currency", "payee", "account"], 2)
    swapped = {**row.arguments, one: row.arguments[other], other: row.arguments[one]}
    return {"arguments": swapped}


def _another_operation(chance: random.Random, _: Home, __: ClientGrant) -> Values:
    return {"operation": chance.choice(["bank_read_account", "bank_transactions", "bank_pay_all", "Bank_pay"])}


def _another_right(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    access = copy.deepcopy(row.access)
    member = chance.choice(["amount", "payee", "currency", "identifier", "type", "memo"])
    access[0][member] = chance.choice(["grocer", "99.00", "x"])
    return {"access": access}


def _another_digest(chance: random.Random, _: Home, row: ClientGrant) -> Values:
    place = chance.randrange(len(row.call_digest))
    other = chance.choice([digit for digit in "0123456789abcdef" if digit != row.call_digest[place]])
    return {"call_digest": row.call_digest[:place] + other + row.call_digest[place + 1 :]}


def _all_of_it_consistently(chance: random.Random, here: Home, row: ClientGrant) -> Values:
    """Somebody with the database's pen writes another payment, rights and digest included."""
    connector = here.broker.client_context.connector("bank")
    assert connector is not None
    amount = f"{chance.randint(1, 99)}.{chance.randint(10, 99)}"
    call = call_for(connector, "bank_pay", {**row.arguments, "amount": amount, "payee": "grocer"})
    access = access_json(call.access)
    return {
        "arguments": dict(call.arguments),
        "access": access,
        "token_access": access,
        "call_digest": call_digest(call),
    }


MUTATIONS: list[Mutation] = [
    _argument_changed,
    _argument_of_another_type,
    _argument_dropped,
    _argument_added,
    _arguments_swapped,
    _another_operation,
    _another_right,
    _another_digest,
    _all_of_it_consistently,
]


@dataclass
class Switch:
    """One approved call, ready to be tampered with: the token is there, the use not yet reserved."""

    here: Home
    row: ClientGrant

    async def write(self, values: Values) -> None:
        """Change the stored row, past every rule of the product."""
        rewritten = update(ClientGrant).where(col(ClientGrant.id) == self.row.id).values(**values)
        await self.here.broker.store.write(lambda session: session.connection().execute(rewritten).rowcount)

    async def put_back(self) -> None:
        """Write the row as it was when it was approved."""
        names = [column.key for column in ClientGrant.__table__.columns if column.key not in {"id", "version"}]  # type: ignore[attr-defined]
        await self.write({name: getattr(self.row, name) for name in names})


async def _approved(here: Home, calls: int) -> list[Switch]:
    """Bring so many payments to where their tokens are issued and they are about to be made."""
    asked = [(await here.pending(amount=f"31.{number:02}")).id for number in range(calls)]
    for approval in await here.phone.waiting():
        await here.phone.decide(approval, "approve")
    here.clock.turn(WAIT)
    # A row that is not to run stops with its token in hand, exactly before the use.
    for one in asked:
        await Switch(here, client_grant(one)).write({"run": False})
    await here.broker.settle()
    rows = await here.broker.store.read(lambda session: [copy_of(session.get_one(ClientGrant, one)) for one in asked])
    for row in rows:
        assert (row.state, row.status) == ("approved", "pending")
        row.run, row.due_at = True, here.clock()
    return [Switch(here, row) for row in rows]


@contextlib.contextmanager
def _nothing_is_revoked(here: Home) -> Iterator[None]:
    """Hold back what a refusal revokes, so that the same approval can be tried again."""
    straight_on = here.broker.http.to_server

    async def held_back(message: HttpMessage, seconds: float = 30.0) -> Answer:
        if message.method == "DELETE":
            raise NotSent("held back")
        return await straight_on(message, seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_server", held_back)
        yield


async def _bait_and_switch(folder: Path, seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    async with home(folder) as here:
        here.edit("policies/scout.yaml", "limits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}", GENEROUS)
        for first in range(0, rounds, AT_ONCE):
            if first % 400 == 0:
                here.clock.turn(3600)
                await here.phone.sign_in()
            await _switched(here, chance, range(seed + first, seed + min(first + AT_ONCE, rounds)))
        assert len(here.sent) == rounds


async def _switched(here: Home, chance: random.Random, numbers: range) -> None:
    """Change as many approved calls, each in its own way; then put each back, and let it run."""
    tried: list[tuple[Switch, str]] = []
    sent = len(here.sent)
    for number, switch in zip(numbers, await _approved(here, len(numbers)), strict=True):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        values = mutation(chance, here, switch.row)
        tried.append((switch, f"{mutation.__name__} {values!r}"))
        await switch.put_back()
        await switch.write(values)
    with _nothing_is_revoked(here):
        await here.broker.settle()
    for switch, where in tried:
        told = await here.view(switch.row.id)
        assert told.status == "failed", where
        assert told.detail is not None
        assert "differs from approval" in told.detail, f"{where}: {told.detail}"
        assert await _spent(here, switch.row) is False, where
        await switch.put_back()
    assert len(here.sent) == sent, "something was sent"

    await here.broker.settle()
    for switch, where in tried:
        assert (await here.view(switch.row.id)).status == "done", f"the control of {where}"
        assert await _spent(here, switch.row) is True
        await here.broker.client.collect("scout", switch.row.id)
    amounts = [json.loads(message.body or b"")["amount"] for message in here.sent[sent:]]
    assert sorted(amounts) == sorted(switch.row.arguments["amount"] for switch, _ in tried), "each runs once"


async def _spent(here: Home, row: ClientGrant) -> bool:
    def work(session: Session) -> bool:
        return session.get_one(Approval, row.approval).spent_at is not None

    return await here.broker.store.read(work)


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder that costs no disk: durability is not what is shown here."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


async def test_a_stored_call_that_was_changed_after_approval_is_refused_and_its_original_runs_once(
    in_memory: Path,
) -> None:
    await _bait_and_switch(in_memory, seed=11, rounds=tried(IN_SHORT))


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
async def test_thousands_of_changed_calls_are_refused_and_their_originals_run_once_each(
    in_memory: Path, shard: int
) -> None:
    await _bait_and_switch(in_memory, seed=1000 + shard, rounds=IN_ALL // SHARDS)


@pytest.mark.slow
async def test_a_hundred_calls_changed_by_the_agent_are_a_hundred_new_asks(in_memory: Path) -> None:
    async with home(in_memory) as here:
        here.edit("policies/scout.yaml", "limits: {pending: 5, asks_per_hour: 6, calls_per_minute: 60}", GENEROUS)
        first = await here.pending()
        await here.approve()
        async with served(here.broker.app) as url, Agent(url, here.credential) as agent:
            for cent in range(100):
                if cent % 50 == 49:
                    here.clock.turn(1)
                changed = {"account": "main", "amount": f"24.{cent:02}", "currency": "EUR", "payee": "bakery"}
                told = await agent.outcome("bank_pay", changed)
                assert told["status"] == "pending"
                assert told["grant_id"] != first.id
                await agent.call("give_back", {"grant_id": told["grant_id"]})
            assert here.sent == []
        await here.later(WAIT)
        same = await here.ask()
        assert isinstance(same, GrantView)
        assert (same.id, same.status, len(here.sent)) == (first.id, "done", 1)
