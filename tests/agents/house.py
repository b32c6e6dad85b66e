"""A door with everything behind it that it needs: a store, wakeups, policies, and a client instance in memory."""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from broker.agents import AgentsDeps, Door, HoldTimes, mcp_app, new_credential
from broker.client.releasing import HandedOver
from broker.client.view import GrantView, Refused
from broker.connectors.call import Call
from broker.connectors.load import load as load_connector
from broker.connectors.model import Connector
from broker.policy.decide import decide
from broker.policy.load import load as load_policy
from broker.policy.model import Decide, Policy
from broker.store import Store
from broker.store.tables import Agent as AgentRow
from broker.store.tables import Owner
from broker.wakeups import LocalWakeups
from tests.actors import Agent, Era, Opens, served
from tests.fresh_database import laid
from tests.stand_ins import NOW, counting_mint

BANK = """
name: bank
title: Pocket Bank
resource_server: https://bank.example
authorization_server: embedded
operations:
  - name: bank_pay
    title: Pay somebody
    description: Moves money from one of the accounts to a payee.
    request: POST /payments
    parameters:
      amount: {type: string, format: decimal}
      currency: {type: string}
      payee: {type: string}
      account: {type: string}
    access: {type: bank-payment, actions: [create], locations: ["https://bank.example/payments"],
             identifier: $account, amount: $amount, currency: $currency, payee: $payee}
    destructive: true
  - name: bank_read_account
    title: Read an account
    request: GET /accounts/{account}
    parameters: {account: {type: string}}
    access: {type: bank-account, actions: [read], locations: ["https://bank.example/accounts/{account}"],
             identifier: $account}
  - name: bank_close_account
    title: Close an account
    request: DELETE /accounts/{account}
    parameters: {account: {type: string}}
    access: {type: bank-account, actions: [close], locations: ["https://bank.example/accounts/{account}"],
             identifier: $account}
    destructive: true
"""

READ = """
  - id: read-accounts
    decide: allow
    access: {type: bank-account, actions: [read], locations: ["https://bank.example/accounts/*"]}
"""
PAY = """
  - id: small-payments
    decide: ask
    access: {type: bank-payment, actions: [create], locations: ["https://bank.example/payments"]}
    where: {amount: {max: "100.00"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}
"""
CLOSE_NEVER = """
  - id: never-close
    decide: deny
    access: {type: bank-account, actions: [close]}
"""

PAYMENT = {"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}
LATER = timedelta(hours=24)
BRIEF = HoldTimes(without_progress=0.0, with_progress=0.0, patient=0.0)
LONG = HoldTimes(without_progress=60.0, with_progress=60.0, patient=60.0, note_every=30.0)


def policy_of(agent: str, *rules: str) -> Policy:
    """Load a policy of these rules for `agent`, whose owner is alice."""
    return load_policy(f"agent: {agent}\nowner: alice\nrules:{''.join(rules)}", f"policies/{agent}.yaml")


def bank() -> Connector:
    """Load the bank's connector."""
    return load_connector(BANK, "tools/bank.yaml")


@dataclass
class MemoryClient:
    """The client instance, in memory: decides by policy and lets a test play the owner and the bank."""

    policies: dict[str, Policy]
    wakeups: LocalWakeups
    grants: dict[str, GrantView] = field(default_factory=dict)
    asked: list[tuple[str, Call, str | None, bool]] = field(default_factory=list)
    collected: list[str] = field(default_factory=list)
    joins: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)  # by grant: where its owner, who has no device, is led once

    async def ask(
        self, agent: str, call: Call, *, reason: str | None, purpose: str | None = None, run: bool = True,
        hold: str | None = None,
    ) -> GrantView | Refused:
        key = f"{agent} {call.operation} {json.dumps(call.arguments, sort_keys=True)}"
        if key in self.joins:
            return self.grants[self.joins[key]]
        decision = decide(self.policies[agent], call.access)
        if decision.decide is Decide.DENY:
            return Refused(reason=decision.reason, rule=decision.rule, kind="policy")
        self.asked.append((agent, call, reason, run))
        grant = f"g{len(self.asked)}"
        allowed = decision.decide is Decide.ALLOW
        self.joins[key] = grant
        self.grants[grant] = GrantView(
            id=grant, agent=agent, owner="alice", connector=call.connector, operation=call.operation,
            arguments=dict(call.arguments), status="done" if allowed else "pending",
            state="finalized" if allowed else "pending", decide=decision.decide, rule=decision.rule,
            result={"status": 200, "body": {"balance": "100.00"}} if allowed else None, detail=None,
            created_at=NOW + timedelta(seconds=len(self.asked)), deadline=NOW + LATER,
            updated_at=NOW + timedelta(seconds=len(self.asked)), run=run,
        )  # fmt: skip
        return self.grants[grant]

    async def view(self, agent: str, grant: str) -> GrantView | None:
        view = self.grants.get(grant)
        return view if view is not None and view.agent == agent else None

    async def views(self, agent: str) -> list[GrantView]:
        return [view for view in self.grants.values() if view.agent == agent]

    async def collect(self, agent: str, grant: str) -> None:
        self.collected.append(grant)
        self.joins = {key: joined for key, joined in self.joins.items() if joined != grant}

    async def give_back(self, agent: str, grant: str) -> GrantView | None:
        if self.grants[grant].status == "pending":
            self.become(grant, status="cancelled", state="finalized")
        return await self.view(agent, grant)

    async def hand_over(self, agent: str, grant: str) -> HandedOver | Refused:
        return Refused("nothing is handed over here", "", "policy")

    async def page_to_open(self, agent: str, grant: str) -> str | None:
        return self.pages.pop(grant, None) if await self.view(agent, grant) else None

    def become(self, grant: str, **changes: Any) -> None:
        """Change the grant and wake who waits for it."""
        self.grants[grant] = replace(self.grants[grant], **changes)
        self.wakeups.publish(f"grant:{grant}")

    def pay(self, grant: str = "g1") -> None:
        """Let the owner approve and the bank carry out the payment."""
        self.become(grant, status="done", state="finalized", result={"status": 201, "body": {"payment": "p-1"}})


@dataclass
class House:
    """Where the agents come to. `credentials` are by agent name."""

    url: str
    door: Door
    store: Store
    client: MemoryClient
    wakeups: LocalWakeups
    policies: dict[str, Policy]
    credentials: dict[str, str]
    clock: list[datetime]

    def agent(
        self,
        name: str,
        *,
        era: Era = "modern",
        client_name: str = "some-agent",
        tasks: bool = False,
        opens: Opens | None = None,
    ) -> Agent:
        """Return a client that holds the credential of `name`; enter it to connect."""
        return Agent(self.url, self.credentials[name], era=era, name=client_name, tasks=tasks, opens=opens)

    async def revoke(self, name: str) -> None:
        """Revoke the agent's credential."""

        def work(session: Any) -> None:
            row = session.get(AgentRow, name)
            row.revoked_at = self.clock[0]
            session.add(row)

        await self.store.write(work)

    async def replace(self, name: str) -> None:
        """Give the agent another credential."""

        def work(session: Any) -> None:
            session.get(AgentRow, name).credential_digest = "0" * 64

        await self.store.write(work)

    async def end(self, name: str) -> None:
        """Let the agent's credential end now."""

        def work(session: Any) -> None:
            session.get(AgentRow, name).credential_expires_at = self.clock[0]

        await self.store.write(work)


@contextlib.asynccontextmanager
async def open_house(folder: Path, *, hold: HoldTimes = BRIEF) -> AsyncIterator[House]:
    """Open a door on loopback: scout may read and ask for payments, reader and late may only read."""
    wakeups, mint, clock = LocalWakeups(), counting_mint(), [NOW.astimezone(UTC)]
    policies = {"scout": policy_of("scout", READ, PAY, CLOSE_NEVER)}
    policies |= {name: policy_of(name, READ) for name in ("reader", "late")}
    store = Store.open(laid(f"sqlite:///{folder}/agents.db"), wakeups=wakeups)
    made = {name: new_credential(mint) for name in policies}

    def enrol(session: Any) -> None:
        session.add(Owner(name="alice", created_at=NOW))
        session.flush()
        for name, (_, digest) in made.items():
            session.add(AgentRow(name=name, owner="alice", credential_digest=digest, created_at=NOW))

    await store.write(enrol)
    client = MemoryClient(policies, wakeups)
    connectors = [bank()]
    door = mcp_app(
        AgentsDeps(
            store=store, client=client, wakeups=wakeups, policies=policies.get, connectors=lambda: connectors,
            public_url="https://broker.example", now=lambda: clock[0], hold=hold,
        )
    )  # fmt: skip
    app = Starlette(routes=[Route("/mcp", endpoint=door.app)])
    credentials = {name: secret.reveal() for name, (secret, _) in made.items()}
    try:
        async with door.lifespan(), served(app) as url:
            yield House(url, door, store, client, wakeups, policies, credentials, clock)
    finally:
        await store.close()
