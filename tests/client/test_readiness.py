"""Ready is a broker whose database answers, which writes, and whose work does not lie about; the rest is told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from broker.client.readiness import LATE, Process, answer
from broker.ratchet.isolation import seen
from broker.store import Store
from broker.store.instances import BEAT, SILENT, gone, here, present
from broker.store.query import Session
from broker.store.tables import Agent, Installation
from broker.wakeups import LocalWakeups
from tests.fresh_database import laid
from tests.services import PostgresServer
from tests.store.rows import NOW, client_grant, letter, seeded

pytestmark = pytest.mark.anyio

AWAY = "the database does not do what it is asked to: the broker's log says more"
A = Process(instance="a", version="1", hears_others=True, policies=1, connectors=2, problems=0)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on an empty database."""
    opened = Store.open(laid(database_url), wakeups=LocalWakeups())
    yield opened
    opened.close_sync()


def sign(session: Session, id: str = "a", after: timedelta = timedelta()) -> None:
    here(session, id, host="h", pid=1, uid=1000, now=NOW + after)


async def test_a_broker_that_writes_and_keeps_up_is_ready(store: Store) -> None:
    seeded(store, client_grant(due_at=NOW), letter(due_at=NOW))
    await store.write(sign)
    status, found = await answer(store, A, NOW)
    assert (status, found["ready"], found["why"]) == (200, True, [])
    assert found["files"] == {"policies": 1, "connectors": 2, "problems": 0}
    assert (found["instances"], found["frozen"], found["version"]) == (1, False, "1")


async def test_a_broker_that_has_not_written_lately_is_not_ready(store: Store) -> None:
    status, found = await answer(store, A, NOW)
    assert (status, found["ready"]) == (503, False)
    assert "space on the disk" in found["why"][0]
    await store.write(sign)
    assert (await answer(store, A, NOW + SILENT))[0] == 200
    assert (await answer(store, A, NOW + SILENT + BEAT))[0] == 503


async def test_work_that_nobody_takes_up_makes_it_unready(store: Store) -> None:
    at = NOW + LATE + timedelta(seconds=1)
    seeded(store, client_grant(due_at=NOW, lease="x", lease_until=at + BEAT), letter(due_at=at))
    await store.write(lambda session: sign(session, after=LATE))
    assert (await answer(store, A, at))[0] == 200, "a lease is somebody at work"
    status, found = await answer(store, A, at + BEAT * 2)
    assert status == 503
    assert "waiting for 151 seconds" in found["why"][0]


async def test_hints_and_files_that_are_missing_are_told_and_cost_nothing(store: Store) -> None:
    await store.write(sign)
    worse = Process(instance="a", version="1", hears_others=False, policies=0, connectors=0, problems=3)
    status, found = await answer(store, worse, NOW)
    assert (status, found["files"]["problems"]) == (200, 3)
    assert found["hints"].startswith("late")


async def test_it_counts_agents_by_isolation_and_names_none(store: Store) -> None:
    def work(session: Session) -> None:
        for name in ("near", "far", "new", "old"):
            session.add(Agent(name=name, owner="alice", credential_digest=name, created_at=NOW))
        session.get_one(Agent, "scout").revoked_at = NOW
        session.get_one(Agent, "old").revoked_at = NOW
        session.get_one(Installation, 1).frozen_at = NOW
        session.flush()
        seen(session, "near", "none", "same user", NOW)
        seen(session, "far", "host", "another machine", NOW)
        sign(session)

    seeded(store)
    await store.write(work)
    _, found = await answer(store, A, NOW)
    assert found["isolation"] == {"none": 1, "host": 1, "unmeasured": 1}
    assert found["frozen"] is True
    assert "near" not in str(found)


async def test_a_database_that_does_not_answer_makes_it_unready_in_words(store: Store) -> None:
    await store.close()
    status, found = await answer(store, A, NOW)
    assert (status, found) == (503, {"ready": False, "why": [AWAY]})


@pytest.mark.postgresql
async def test_a_database_server_that_is_gone_makes_it_unready_and_its_return_ready_again(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    store = Store.open(postgres_url, wakeups=LocalWakeups())
    await store.write(sign)
    postgres_server.stop("immediate")
    with capture_logs() as log:
        status, found = await answer(store, A, NOW)
    postgres_server.start()
    assert (status, found) == (503, {"ready": False, "why": [AWAY]}), "no host, no port, no name"
    assert [(one["event"], "did not do it" in one["why"]) for one in log] == [("not_ready", True)]
    assert (await answer(store, A, NOW))[0] == 200
    await store.close()


async def test_a_process_is_counted_until_it_falls_silent_or_says_goodbye(store: Store) -> None:
    await store.write(lambda session: sign(session, "a"))
    await store.write(lambda session: sign(session, "b"))
    await store.write(lambda session: sign(session, "b", SILENT))

    def names(session: Session, after: timedelta) -> list[str]:
        return [one.id for one in present(session, NOW + after)]

    assert await store.read(lambda session: names(session, SILENT)) == ["a", "b"]
    assert await store.read(lambda session: names(session, SILENT + BEAT)) == ["b"]
    await store.write(lambda session: sign(session, "b", SILENT + BEAT))
    assert await store.read(lambda session: names(session, timedelta())) == ["b"], "who fell silent is forgotten"
    await store.write(lambda session: gone(session, "b"))
    assert await store.read(lambda session: names(session, SILENT)) == []


async def test_a_process_that_was_taken_for_dead_is_there_again_with_its_next_sign(store: Store) -> None:
    await store.write(lambda session: sign(session, "a"))
    await store.write(lambda session: sign(session, "b", SILENT + BEAT))
    await store.write(lambda session: sign(session, "a", SILENT + BEAT * 2))
    assert len(await store.read(lambda session: present(session, NOW + SILENT + BEAT * 2))) == 2
