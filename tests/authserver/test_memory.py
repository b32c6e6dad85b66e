"""What was signed before is not accepted again: after a restart, and with a new database where the old one is gone."""

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from broker.app import Broker, build
from broker.authserver import memory
from broker.store.query import delete, select, update
from broker.store.tables import Audit, Installation, RegisteredClient, SeenNonce
from tests.authserver.foreign import READ, Foreign, refusals
from tests.authserver.wire import error_of
from tests.home import Home, home

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def _again(here: Home) -> AsyncIterator[Home]:
    """Close the broker, and start another one on the same database and files."""
    await here.broker.close()
    broker: Broker = build(here.broker.settings, now=here.clock)
    try:
        async with broker.running(loop=False):
            yield dataclasses.replace(here, broker=broker)
    finally:
        await broker.close()


@pytest.mark.requirement("C-7.3.1-8")
@pytest.mark.parametrize("method", ["httpsig", "jwsd", "jws"])
async def test_a_proof_that_was_used_is_refused_after_a_restart(tmp_path: Path, method: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, method=method)  # type: ignore[arg-type]
        used, unused = (shop.signed("POST", shop.endpoint, shop.request(READ)) for _ in range(2))
        here.clock.turn(1.5)
        assert "continue" in (await shop.send(used)).json()
        async with _again(here) as restarted:
            shop = dataclasses.replace(shop, here=restarted)
            assert error_of(await shop.send(used)) == "invalid_client"
            assert (await refusals(restarted))[-1] == "this signature was used before"
            if method == "httpsig":  # a second one of the others, made in the same second, is the same message
                assert "continue" in (await shop.send(unused)).json(), "nothing was lost: what is new is good"


@pytest.mark.requirement("C-7.3.1-8")
async def test_a_new_database_accepts_nothing_that_was_signed_before_its_broker_started(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        client = await here.broker.store.read(lambda session: shop.row(session).model_copy())
        used = shop.signed("POST", shop.endpoint, shop.request(READ))
        assert "continue" in (await shop.send(used)).json()
        await here.broker.close()
        for file in (tmp_path / "state").glob("countersign.db*"):
            file.unlink()
        here.clock.turn(1)
        async with _again(here) as anew:
            shop = dataclasses.replace(shop, here=anew)
            await anew.broker.store.write(lambda session: session.add(RegisteredClient(**client.model_dump())))
            await shop.send(used)
            await shop.ask(READ)
            old, fresh = await refusals(anew)
            assert old == "signed before this server's memory of signatures began"
            assert fresh == "agent shop is revoked or frozen", (
                "what is signed from its start on is judged: nobody is known yet"
            )


async def test_a_memory_that_was_lost_while_the_broker_was_down_begins_anew_as_it_starts(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        here.clock.turn(2.5)
        prepared = shop.signed("POST", shop.endpoint, shop.request(READ))
        await here.broker.store.write(lambda session: session.execute(delete(SeenNonce)))
        here.clock.turn(0.25)  # still in the second that it was signed in, which a signature cannot tell apart
        async with _again(here) as restarted:
            shop = dataclasses.replace(shop, here=restarted)
            kinds = await restarted.broker.store.read(lambda session: [one.kind for one in session.exec(select(Audit))])
            assert kinds.count("server.nonces_lost") == 1, "it is told before anybody asks"
            assert error_of(await shop.send(prepared)) == "invalid_client"
            here.clock.turn(1)
            assert "continue" in (await shop.ask(READ)).json()


async def test_an_installation_from_before_there_was_a_mark_begins_to_remember_as_it_starts(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        prepared = shop.signed("POST", shop.endpoint, shop.request(READ))
        await here.broker.store.write(lambda session: session.execute(delete(SeenNonce)))
        await here.broker.store.write(lambda session: session.execute(update(Installation).values(nonces_since=None)))
        here.clock.turn(3)
        async with _again(here) as restarted:
            since = await restarted.broker.store.read(lambda session: session.get_one(Installation, 1).nonces_since)
            assert since == here.clock()
            shop = dataclasses.replace(shop, here=restarted)
            assert error_of(await shop.send(prepared)) == "invalid_client"
            assert "continue" in (await shop.ask(READ)).json()


async def test_brokers_that_start_later_on_the_same_database_begin_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        first = await here.broker.store.write(lambda session: memory.begin(session, here.clock()))
        here.clock.turn(60)
        async with _again(here) as second:  # a restart, or one beside it
            later = await second.broker.store.write(lambda session: memory.begin(session, here.clock()))
        assert first == later is not None
