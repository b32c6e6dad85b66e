"""Two brokers, one installation: asked on one, approved on the other, answered on the first; Redis makes it quick."""

import asyncio
import base64
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.subscriptions import Subscription
from redis import Redis

from broker.app import Broker, build
from broker.config import Settings, settings
from broker.demo.ledger import payments
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.demo.premises import Premises, premises
from broker.store.chain import verify_chain
from broker.store.installation import WrongKey
from broker.store.instances import present
from broker.store.tables import Instance, Owner
from broker.wakeups import RedisWakeups
from tests.actors import PATIENCE, Agent, served
from tests.hasty import HASTY
from tests.home import PAY, PUBLIC_URL, WAIT
from tests.replicas import Replicas, replicas
from tests.services import RedisServer, free_port
from tests.signing import add_agent, pair, seal

pytestmark = [pytest.mark.anyio, pytest.mark.postgresql]


@asynccontextmanager
async def agent_at_a(both: Replicas) -> AsyncIterator[Agent]:
    """Scout, connected to the first broker."""
    async with served(both.a.broker.app) as url, Agent(url, both.a.credential) as agent:
        yield agent


async def approved_at_b(both: Replicas) -> None:
    """Let the owner approve what waits, on the second broker, and time pass."""
    await both.phone_at_b.decide(await both.phone_at_b.next_approval(), "approve")
    both.a.clock.turn(WAIT)


async def readiness_at_a(both: Replicas) -> tuple[int, str]:
    """Return the status of the first broker's /readyz, and what that says of hints from other brokers."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=both.a.broker.app)) as client:
        answer = await client.get(f"{PUBLIC_URL}/readyz")
    return answer.status_code, answer.json()["hints"]


async def frozen_at_b(both: Replicas) -> None:
    """Let the owner freeze everything on the second broker; once this returns it is so."""
    freeze, now = both.b.ownership.freeze, both.a.clock()
    await both.b.store.write(lambda session: freeze(session, None, now, "alice"))


async def test_asked_on_one_approved_on_the_other_answered_on_the_first(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer
) -> None:
    async with replicas(tmp_path, postgres_url, redis_url=redis_server.url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        await approved_at_b(both)
        async with asyncio.timeout(PATIENCE):
            outcome = await asking
        assert outcome["status"] == "done"
        assert len(both.a.payments()) == 1
        assert (await both.b.store.read(verify_chain)).ok


async def test_without_redis_postgresql_tells_the_other_broker(tmp_path: Path, postgres_url: str) -> None:
    async with replicas(tmp_path, postgres_url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        await approved_at_b(both)
        async with asyncio.timeout(PATIENCE):
            assert (await asking)["status"] == "done"
        assert len(both.a.payments()) == 1


async def test_with_redis_gone_the_waiter_is_told_all_the_same(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer
) -> None:
    async with replicas(tmp_path, postgres_url, redis_url=redis_server.url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        assert isinstance(both.a.broker.wakeups, RedisWakeups)
        await both.a.broker.wakeups.connected(PATIENCE)
        assert await readiness_at_a(both) == (200, "arrive")
        redis_server.stop()
        await approved_at_b(both)
        async with asyncio.timeout(PATIENCE):
            assert (await asking)["status"] == "done"
        assert len(both.a.payments()) == 1
        assert await readiness_at_a(both) == (200, "late: other brokers are noticed at the next reading")


async def test_redis_flushed_and_restarted_while_a_grant_is_pending_loses_nothing(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer
) -> None:
    async with replicas(tmp_path, postgres_url, redis_url=redis_server.url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        with Redis.from_url(redis_server.url) as redis:
            redis.flushall()
            assert redis.keys("*") == [], "nothing of ours is kept there"
        redis_server.stop()
        redis_server.start()
        await approved_at_b(both)
        async with asyncio.timeout(PATIENCE):
            assert (await asking)["status"] == "done"
        with Redis.from_url(redis_server.url) as redis:
            assert redis.keys("*") == []


async def test_a_refusal_on_one_ends_the_wait_on_the_other(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer
) -> None:
    async with replicas(tmp_path, postgres_url, redis_url=redis_server.url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        await both.phone_at_b.decide(await both.phone_at_b.next_approval(), "refuse", "not today")
        both.a.clock.turn(WAIT)
        async with asyncio.timeout(PATIENCE):
            outcome = await asking
        assert (outcome["status"], outcome["reason"]) == ("denied", "not today")
        assert both.a.payments() == []


async def test_of_two_decisions_on_two_brokers_one_counts(tmp_path: Path, postgres_url: str) -> None:
    async with replicas(tmp_path, postgres_url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        approval = await both.phone_at_b.next_approval()
        decisions = (both.a.phone.decide(approval, "approve"), both.phone_at_b.decide(approval, "refuse"))
        ended = await asyncio.gather(*decisions, return_exceptions=True)
        assert [one is None for one in ended].count(True) == 1
        both.a.clock.turn(WAIT)
        async with asyncio.timeout(PATIENCE):
            outcome = await asking
        assert outcome["status"] == ("done" if ended[0] is None else "denied")
        assert len(both.a.payments()) == (1 if ended[0] is None else 0)


async def within_a_second(asking: "asyncio.Task[dict[str, Any]]") -> dict[str, Any]:
    """Return what a call ends with. Time is counted in turns of the one loop that all of this runs in."""
    for _ in range(20):
        if (await asyncio.wait({asking}, timeout=0.05))[0]:
            return asking.result()
    raise AssertionError("nobody told it within a second")


@pytest.mark.parametrize("told_by", ["redis", "postgresql", "nobody: redis is gone"])
async def test_frozen_on_one_its_waiter_on_the_other_is_told_within_a_second(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer, told_by: str
) -> None:
    redis_url = "" if told_by == "postgresql" else redis_server.url
    async with replicas(tmp_path, postgres_url, redis_url=redis_url) as both, agent_at_a(both) as agent:
        asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
        await agent.first_note.wait()
        if told_by.startswith("nobody"):
            redis_server.stop()
        await frozen_at_b(both)
        outcome = await within_a_second(asking)
        assert (outcome["status"], "froze" in str(outcome)) == ("cancelled", True), outcome
        assert both.a.payments() == []


async def test_frozen_on_one_what_was_approved_does_not_begin_on_the_other(tmp_path: Path, postgres_url: str) -> None:
    async with replicas(tmp_path, postgres_url, hold_seconds=0.0) as both, agent_at_a(both) as agent:
        asked = await agent.outcome("bank_pay", PAY)
        await both.phone_at_b.decide(await both.phone_at_b.next_approval(), "approve")
        await frozen_at_b(both)
        both.a.clock.turn(WAIT)
        await both.a.broker.settle()
        told = await agent.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
        assert told["status"] == "cancelled", told
        assert both.a.payments() == []


async def test_both_say_that_they_are_there(tmp_path: Path, postgres_url: str) -> None:
    async with replicas(tmp_path, postgres_url) as both, asyncio.timeout(PATIENCE):
        seen: list[Instance] = []
        while len(seen) < 2:
            seen = await both.b.store.read(lambda session: present(session, both.a.clock()))
        assert {one.id for one in seen} == {both.a.broker.instance, both.b.instance}


async def test_a_broker_with_another_master_key_is_not_let_in(tmp_path: Path, postgres_url: str) -> None:
    async with replicas(tmp_path, postgres_url):
        where = settings(
            public_url=PUBLIC_URL,
            state_dir=tmp_path / "c/state",
            config_dir=tmp_path / "a/config",
            database_url=postgres_url,
        )
        with pytest.raises(WrongKey, match="share one master key"):
            build(where)


@contextlib.asynccontextmanager
async def listening(both: Replicas) -> AsyncIterator[dict[tuple[str, str], Subscription]]:
    """Let scout and another agent listen on both brokers; give their streams."""
    credentials = {"scout": both.a.credential, "other": await both.a.add_agent("other")}
    async with contextlib.AsyncExitStack() as stack:
        streams = {}
        for where, app in (("a", both.a.broker.app), ("b", both.b.app)):
            url = await stack.enter_async_context(served(app))
            for name, credential in credentials.items():
                agent = await stack.enter_async_context(Agent(url, credential))
                streams[where, name] = await stack.enter_async_context(agent.changes())
        yield streams


@contextlib.asynccontextmanager
async def in_sessions(both: Replicas) -> AsyncIterator[dict[tuple[str, str], Agent]]:
    """Let scout and another agent have sessions of the handshake era on both brokers, their streams open."""
    credentials = {"scout": both.a.credential, "other": await both.a.add_agent("other")}
    async with contextlib.AsyncExitStack() as stack:
        clients = {}
        for where, broker in (("a", both.a.broker), ("b", both.b)):
            url = await stack.enter_async_context(served(broker.app))
            for name, credential in credentials.items():
                agent = clients[where, name] = await stack.enter_async_context(Agent(url, credential, era="legacy"))
                await heard(agent, broker, name)
        for agent in clients.values():
            await quiet(agent)
        yield clients


async def heard(agent: Agent, broker: Broker, name: str) -> None:
    """Return when the client's own stream is open: it is opened in the background after the handshake."""
    await agent.tools()
    with anyio.fail_after(PATIENCE):
        while not agent.told.is_set():
            await broker.door.tools_changed(name)
            with anyio.move_on_after(0.05):
                await agent.told.wait()


async def quiet(agent: Agent) -> None:
    """Return once nothing more is on its way to the client."""
    while agent.told.is_set():
        agent.told = anyio.Event()
        with anyio.move_on_after(0.1):
            await agent.told.wait()


@pytest.mark.parametrize("told_by", ["redis", "postgresql"])
async def test_in_the_handshake_era_too_a_change_is_heard_on_both_brokers_by_its_agent_and_by_no_other(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer, told_by: str
) -> None:
    redis_url = "" if told_by == "postgresql" else redis_server.url
    async with replicas(tmp_path, postgres_url, redis_url=redis_url) as both, in_sessions(both) as clients:
        freeze, now = both.b.ownership.freeze, both.a.clock()
        with anyio.fail_after(PATIENCE):
            await both.b.store.write(lambda session: freeze(session, "scout", now, "alice"))
            for where in ("a", "b"):
                await clients[where, "scout"].told.wait()
            with anyio.move_on_after(0.05):
                await clients["a", "other"].told.wait()
            told = [where for where in ("a", "b") if clients[where, "other"].told.is_set()]
            assert told == [], "another agent heard of it"
            await both.b.store.write(lambda session: freeze(session, "other", now, "alice"))
            for where in ("a", "b"):
                await clients[where, "other"].told.wait()


@pytest.mark.parametrize("told_by", ["redis", "postgresql"])
async def test_what_changes_for_one_agent_on_one_broker_is_heard_by_its_clients_on_both_and_by_no_other(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer, told_by: str
) -> None:
    redis_url = "" if told_by == "postgresql" else redis_server.url
    async with replicas(tmp_path, postgres_url, redis_url=redis_url) as both, listening(both) as streams:
        freeze, now = both.b.ownership.freeze, both.a.clock()
        await both.b.store.write(lambda session: freeze(session, "scout", now, "alice"))
        with anyio.fail_after(PATIENCE):
            for where in ("a", "b"):
                await anext(streams[where, "scout"])
                with anyio.move_on_after(0.05) as quiet:
                    await anext(streams[where, "other"])
                assert quiet.cancelled_caught, "another agent heard of it"
            await both.b.store.write(lambda session: freeze(session, "other", now, "alice"))
            for where in ("a", "b"):
                await anext(streams[where, "other"])


class Elsewhere(httpx2.AsyncBaseTransport):
    """What a load balancer does: requests for the public URL go to the broker on this port, unchanged."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        there = request.url.copy_with(host="127.0.0.1", port=self._port)
        return await self._inner.handle_async_request(
            httpx2.Request(request.method, there, headers=request.headers, stream=request.stream)
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


@asynccontextmanager
async def process(place: Premises, name: str, port: int, **given: str) -> AsyncIterator[None]:
    """Run `countersign serve` in a state folder of its own until the context ends."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {
        "HOME": str(place.folder / name),
        "COUNTERSIGN_PORT": str(port),
        "COUNTERSIGN_PUBLIC_URL": place.settings.public_url,
        "COUNTERSIGN_CONFIG_DIR": str(place.settings.config_dir),
        "COUNTERSIGN_HOLD_SECONDS": "60",
        "COUNTERSIGN_DEV": "1",
        **given,
    }
    broker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HASTY, "serve", env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert broker.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE * 3):
            while b"listens on" not in (line := await broker.stdout.readline()):
                assert line, "it ended"
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            broker.terminate()
        await broker.communicate()


async def prepared(place: Premises, where: Settings, passkey: SoftwarePasskey) -> str:
    """Pair the owner's phone, seal the files and add scout, in this process; return scout's credential."""
    broker = await asyncio.to_thread(build, where)
    phone = ScriptedPhone(where.public_url, passkey, transport=httpx2.ASGITransport(app=broker.app))
    async with broker.running(loop=False):
        await broker.store.write(lambda session: session.add(Owner(name="alice", created_at=broker.now())))
        await pair(broker, phone)
        await asyncio.to_thread(seal, broker, passkey)
        credential = await add_agent(broker, passkey, "scout")
        await phone.close()
    await broker.close()
    return credential


@pytest.mark.slow
@pytest.mark.redis
@pytest.mark.parametrize("redis", ["redis", "redis gone"])
async def test_two_real_processes_that_share_a_master_key_by_their_environment(
    tmp_path: Path, postgres_url: str, redis_server: RedisServer, redis: str
) -> None:
    (tmp_path / "home").mkdir()
    async with premises(tmp_path / "home") as place:
        where, passkey = place.settings.model_copy(update={"database_url": postgres_url}), SoftwarePasskey()
        credential = await prepared(place, where, passkey)
        key = base64.b64encode((where.state_dir / "master.key").read_bytes()).decode()
        common = {
            "COUNTERSIGN_DATABASE_URL": postgres_url,
            "COUNTERSIGN_REDIS_URL": redis_server.url,
            "COUNTERSIGN_MASTER_KEY": key,
        }
        port = free_port()
        phone = ScriptedPhone(where.public_url, passkey, transport=Elsewhere(port))
        async with (
            process(place, "a", where.port, **common),
            process(place, "b", port, **common),
            Agent(where.public_url, credential) as agent,
        ):
            asking = asyncio.create_task(agent.outcome("bank_pay", PAY))
            await agent.first_note.wait()
            if redis == "redis gone":
                redis_server.stop()
            await phone.sign_in()
            await phone.decide(await phone.next_approval(), "approve")
            async with asyncio.timeout(PATIENCE * 3):
                outcome = await asking
            await phone.close()
        assert outcome["status"] == "done", outcome
        assert len(payments(place.ledger)) == 1
