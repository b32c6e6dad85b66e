"""The database fails under a running broker: a clear word, nothing lost, and it goes on without a restart."""

import asyncio
import contextlib
import resource
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp.shared.exceptions import MCPError

from broker.demo.phone import PhoneRefused
from broker.gnap.http_message import HttpMessage
from broker.store import StoreError
from broker.store.chain import verify_chain
from broker.store.query import Session, select
from broker.store.tables import Approval, ClientGrant, Owner
from tests.actors import PATIENCE, Agent, served
from tests.home import PAY, WAIT, Home, home
from tests.services import PostgresServer

pytestmark = pytest.mark.anyio


@contextlib.asynccontextmanager
async def living(folder: Path, **given: Any) -> AsyncIterator[tuple[Home, Agent, str]]:
    """Run a broker with its loop; give the home, an agent connected over HTTP, and the address."""
    async with (
        home(folder, loop=True, hold_seconds=120.0, **given) as here,
        served(here.broker.app) as url,
        Agent(url, here.credential) as agent,
    ):
        yield here, agent, url


async def done(here: Home, asking: "asyncio.Task[dict[str, Any]]") -> None:
    """Let time pass and check that the held call ends with one payment, and that the audit chain is whole."""
    here.clock.turn(WAIT)
    async with asyncio.timeout(PATIENCE):
        outcome = await asking
    assert outcome["status"] == "done", outcome
    assert len(here.payments()) == 1
    assert (await here.broker.store.read(verify_chain)).ok


def cookies(here: Home) -> dict[str, str]:
    """Return the header with which the owner's browser is recognised."""
    return {"Cookie": "; ".join(f"{one.name}={one.value}" for one in here.phone._browser.cookies.jar)}


async def seen_at_the_doors(here: Home, url: str) -> dict[str, httpx2.Response]:
    """Knock at each door and return what it answers."""
    bearer = {"Authorization": f"Bearer {here.credential}"}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    async with httpx2.AsyncClient(base_url=url, trust_env=False, headers=cookies(here)) as client:
        return {
            "inbox": await client.get("/inbox", headers={"Accept": "text/html"}),
            "sign in": await client.post(
                "/signin/options",
                json={},
                headers={"Origin": here.broker.settings.public_url, "Sec-Fetch-Site": "same-origin"},
            ),
            "agents": await client.post("/mcp", json=call, headers=bearer),
        }


@pytest.mark.postgresql
async def test_postgresql_restarted_while_a_grant_is_pending(
    tmp_path: Path, postgres_url: str, postgres_server: PostgresServer
) -> None:
    async with living(tmp_path, database_url=postgres_url) as (here, agent, url):
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        await asyncio.to_thread(postgres_server.stop, "immediate")
        try:
            here.broker.wakeups.ring_all()  # type: ignore[attr-defined]  # who waits looks now, while nothing answers
            answers = await seen_at_the_doors(here, url)
            with pytest.raises(PhoneRefused, match="503"):
                await here.approve()
        finally:
            await asyncio.to_thread(postgres_server.start)
        for door, answer in answers.items():
            assert answer.status_code == 503, door
            assert "cannot use its database" in answer.text, door
            assert "127.0.0.1" not in answer.text, door
            assert answer.headers["retry-after"] == "5"
        assert answers["inbox"].headers["content-type"].startswith("text/html")
        assert not asking.done(), "who waited goes on waiting"
        await here.approve()
        await done(here, asking)


@pytest.mark.postgresql
async def test_postgresql_restarted_between_the_approval_and_the_payment(
    tmp_path: Path, postgres_url: str, postgres_server: PostgresServer
) -> None:
    async with living(tmp_path, database_url=postgres_url) as (here, agent, _):
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        await here.approve()
        await asyncio.to_thread(postgres_server.stop, "immediate")
        here.clock.turn(WAIT)
        await asyncio.to_thread(postgres_server.start)
        # a driver that lost the database in the middle holds a lease, which lapses
        here.clock.turn(120)
        await done(here, asking)


def decided(session: Session) -> list[str | None]:
    return [row.decision for row in session.exec(select(Approval))]


@contextlib.contextmanager
def full_disk(log: Path) -> Iterator[None]:
    """Let no file of this process grow beyond the database's log as it is: what was the last free block is used."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_tells_nobody_of_success_and_the_broker_goes_on_when_there_is_space(tmp_path: Path) -> None:
    async with living(tmp_path) as (here, agent, url):
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        approval = await here.phone.next_approval()
        grants = await here.broker.store.read(lambda session: len(session.exec(select(ClientGrant)).all()))
        with full_disk(tmp_path / "state/countersign.db-wal"):
            with pytest.raises(PhoneRefused, match=r"cannot use its database just now.*Nothing was decided"):
                await here.phone.decide(approval, "approve")
            with pytest.raises(MCPError) as failed:
                await agent.call("bank_pay", {**PAY, "amount": "26.00"})
            assert "not lost" in str(failed.value)
            async with httpx2.AsyncClient(base_url=url, headers=cookies(here), trust_env=False) as client:
                assert (await client.get("/inbox")).status_code == 200, "what only reads is served"
            assert await here.broker.store.read(decided) == [None]
        assert not asking.done()
        found = await here.broker.store.read(lambda session: len(session.exec(select(ClientGrant)).all()))
        assert found == grants, "an ask that could not be kept leaves nothing behind"
        assert here.payments() == []
        await here.phone.decide(approval, "approve")
        await done(here, asking)


async def test_a_disk_that_is_full_when_the_bank_has_paid_leads_to_no_second_payment(tmp_path: Path) -> None:
    async with living(tmp_path) as (here, agent, _), contextlib.AsyncExitStack() as until_there_is_space:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        paid = asyncio.Event()

        def fill(message: HttpMessage) -> None:
            if message.method == "POST" and not paid.is_set():
                until_there_is_space.enter_context(full_disk(tmp_path / "state/countersign.db-wal"))
                paid.set()

        here.on_send = fill
        await here.approve()
        here.clock.turn(WAIT)
        async with asyncio.timeout(PATIENCE):
            await paid.wait()
        with pytest.raises(StoreError):
            await here.broker.store.write(lambda session: session.add(Owner(name="bob", created_at=here.clock())))
        assert not asking.done(), "what could not be kept is told to nobody"
        await until_there_is_space.aclose()
        here.clock.turn(120)  # the lease of the call lapses
        await done(here, asking)
