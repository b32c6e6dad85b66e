"""How soon an agent has the result of what was approved: `decision-to-result`, with 1,000 calls held.

A whole broker with its loop, a bank in a process of its own, a scripted phone over loopback. Time runs from the later
of two moments, the decision as it is stored and the end of the `wait` that the server asked for, to the moment in which
the held call has its answer. In between lie continuation, token, the signed call, and the bank's ledger.
"""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from broker.app import Broker, build
from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from broker.demo.broker import Steered
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.demo.premises import Premises, premises
from broker.demo.story import OWNER
from broker.serving import serving
from broker.store.query import Session, col, select
from broker.store.tables import Approval, ClientGrant, Owner

HELD: Final = 1_000
DECIDED: Final = 200
AGENTS: Final = 20
GOAL: Final = 50
"""Milliseconds within which 99 of 100 held calls have their result."""
LIMITS: Final = "limits: {pending: 100, asks_per_hour: 1000, calls_per_minute: 10000}"
PATIENCE: Final = 30.0  # seconds for one result
HELD_FOR: Final = 600.0  # seconds, longer than all of it takes


async def measure(held: int = HELD, decided: int = DECIDED) -> dict[str, float | str]:
    """Return p50 and p99 of so many decisions, one after the other, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="countersign-bench-") as place:
        async with premises(Path(place)) as made:
            names = [f"agent-{number}" for number in range(AGENTS)]
            write_policies(made, names)
            broker = await asyncio.to_thread(build, made.settings)
            try:
                async with serving(broker):
                    took = await _decisions(broker, names, held, decided)
            finally:
                await broker.close()
    return {
        f"decision-to-result, ms, p50 with {held} held": percentile(took, 50),
        f"decision-to-result, ms, p99 with {held} held": percentile(took, 99),
        "decision-to-result, goal ms, p99": GOAL,
    }


def percentile(took: Sequence[float], percent: int) -> float:
    """Return of so many seconds the one that so many per cent do not exceed, in milliseconds."""
    ordered = sorted(took)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000, 1)


def write_policies(made: Premises, names: Sequence[str]) -> None:
    """Give each of these agents the demo's policy, with limits that do not count here."""
    folder = made.settings.config_dir / "policies"
    scout = (folder / "scout.yaml").read_text("utf-8")
    usual = next(line for line in scout.splitlines() if line.startswith("limits:"))
    for name in names:
        mine = scout.replace("agent: scout", f"agent: {name}").replace(usual, LIMITS)
        (folder / f"{name}.yaml").write_text(mine, "utf-8")


async def _decisions(broker: Broker, names: Sequence[str], held: int, decided: int) -> list[float]:
    phone, _ = await moved_in(broker, names)
    grants = [await asked(broker, names[number % len(names)], number) for number in range(held)]
    seen = [asyncio.Event() for _ in grants]
    answered = {
        grant: asyncio.create_task(_held(broker, agent, grant, one))
        for (agent, grant), one in zip(grants, seen, strict=True)
    }
    # a thousand calls that arrive at once are another measure: here they are held already
    await asyncio.gather(*(one.wait() for one in seen))
    took = []
    for approval, grant in (await _approvals(broker, [grant for _, grant in grants]))[:decided]:
        await phone.decide(approval, "approve")
        at = await asyncio.wait_for(answered.pop(grant), PATIENCE)
        took.append((at - await _later_of(broker, approval, grant)).total_seconds())
    for task in answered.values():
        task.cancel()
    await phone.close()
    return took


async def moved_in(broker: Broker, names: Sequence[str]) -> tuple[ScriptedPhone, dict[str, str]]:
    """Pair the owner's phone, and let it sign files and agents; return it, and each agent's credential."""
    steered, now = Steered(broker), broker.now()
    await broker.store.write(lambda session: session.add(Owner(name=OWNER, created_at=now)))
    phone = ScriptedPhone(broker.settings.public_url, SoftwarePasskey())
    pairing = await steered.pairing()
    await phone.enrol(pairing.link, pairing.type_digits)
    credentials = {name: await steered.propose_agent(name) for name in names}
    for proposal in await steered.unsigned():
        await phone.sign(proposal)
    await broker.reload()

    async def number(approval: str) -> str | None:
        row = await broker.store.read(lambda session: session.get_one(Approval, approval))
        return row.number if row.match else None

    phone.number = number
    return phone, credentials


async def asked(broker: Broker, agent: str, number: int) -> tuple[str, str]:
    """Let an agent ask for a payment, by its number another amount; return the agent and the grant that waits."""
    connector = broker.client_context.connector("bank")
    if connector is None:
        raise RuntimeError("the bank's connector is not in force")
    amount = f"{1 + number // 100}.{number % 100:02}"
    call = call_for(
        connector, "bank_pay", {"account": "main", "amount": amount, "currency": "EUR", "payee": "bakery"}
    )
    view = await broker.client.ask(agent, call, reason=None, run=True)
    if isinstance(view, Refused) or view.status != "pending":
        raise RuntimeError(f"nothing waits for {agent}: {view}")
    return agent, view.id


async def _held(broker: Broker, agent: str, grant: str, seen: asyncio.Event) -> datetime:
    """Wait as a held call does, from when it was `seen`; return when its answer was there."""
    async with broker.wakeups.listen(f"grant:{grant}") as ring:
        while True:
            view = await broker.client.view(agent, grant)
            if isinstance(view, GrantView) and view.status not in ("pending", "running"):
                if view.status != "done":
                    raise RuntimeError(f"{grant} ended as {view.status}: {view.detail}")
                return broker.now()
            seen.set()
            await ring.wait(HELD_FOR)  # as a held call: within one process it reads its row when it is rung for


async def _approvals(broker: Broker, grants: Sequence[str]) -> list[tuple[str, str]]:
    """Return which approval waits for which grant: an agent asks for each amount once."""

    def work(session: Session) -> list[tuple[str, str]]:
        asked = {
            (row.agent, row.arguments["amount"]): row.id
            for row in session.scalars(select(ClientGrant).where(col(ClientGrant.id).in_(grants)))
        }
        waiting = session.scalars(select(Approval).order_by(col(Approval.created_at)))
        return [(row.id, asked[row.agent, json.loads(row.document)["parameters"]["amount"]]) for row in waiting]

    return await broker.store.read(work)


async def _later_of(broker: Broker, approval: str, grant: str) -> datetime:
    def work(session: Session) -> datetime:
        decided = session.get_one(Approval, approval).decided_at
        waited = session.get_one(ClientGrant, grant).wait_until
        return max(at for at in (decided, waited) if at is not None)

    return await broker.store.read(work)
