"""Audit before effect: where the record of it cannot be written nothing takes effect and nothing leaves, on both
databases; once it can be written again, all goes on without a restart."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from broker.demo.phone import PhoneRefused
from broker.store import StoreError
from broker.store.chain import verify_chain
from broker.store.query import Session, select
from broker.store.tables import Approval, ClientGrant, ServerToken
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("P5")]

SQLITE = """CREATE TRIGGER no_audit BEFORE INSERT ON audit WHEN NEW.kind = '{kind}'
BEGIN SELECT RAISE(FAIL, 'the audit is closed'); END"""
POSTGRESQL = (
    """CREATE FUNCTION no_audit() RETURNS trigger AS $$
BEGIN RAISE disk_full USING MESSAGE = 'the audit is closed'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER no_audit BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.kind = '{kind}')
EXECUTE FUNCTION no_audit()""",
)


def _closed(session: Session, kind: str) -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"
    for statement in [SQLITE] if sqlite else POSTGRESQL:
        session.execute(text(statement.replace("{kind}", kind)))


def _opened(session: Session) -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"
    session.execute(text("DROP TRIGGER no_audit" if sqlite else "DROP TRIGGER no_audit ON audit"))


async def _ask(here: Home) -> None:
    with pytest.raises(StoreError):
        await here.pending()
    assert await here.broker.store.read(lambda session: session.scalars(select(ClientGrant)).all()) == []


async def _decide(here: Home) -> None:
    await here.pending()
    approval = await here.phone.next_approval()
    with pytest.raises(PhoneRefused):
        await here.phone.decide(approval, "approve")
    row = await here.broker.store.read(lambda session: session.get_one(Approval, approval))
    assert row.decision is None


async def _issue(here: Home) -> None:
    await here.pending()
    await here.approve()
    await _fails(here)
    assert await here.broker.store.read(lambda session: session.scalars(select(ServerToken)).all()) == []


async def _use(here: Home) -> None:
    await here.pending()
    await here.approve()
    await _fails(here)
    row = await here.broker.store.read(lambda session: session.scalars(select(Approval)).one())
    assert row.spent_at is None


async def _fails(here: Home) -> None:
    try:
        await here.later(WAIT)
    except StoreError:
        return


@pytest.mark.parametrize(
    ("kind", "tried"),
    [
        pytest.param("client.asked", _ask, id="an-ask"),
        pytest.param("approval.approved", _decide, id="a-decision"),
        pytest.param("server.issued", _issue, id="an-issued-token"),
        pytest.param("client.use_reserved", _use, id="a-reserved-use"),
    ],
)
async def test_where_the_record_cannot_be_written_nothing_takes_effect_and_nothing_leaves(
    tmp_path: Path, database_url: str, kind: str, tried: Callable[[Home], Awaitable[None]]
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        await here.broker.store.write(lambda session: _closed(session, kind))
        await tried(here)
        assert here.sent == []
        assert here.payments() == []
        await here.broker.store.write(_opened)
        if await here.phone.waiting():
            await here.approve()
        elif kind == "client.asked":
            await here.pending()
            await here.approve()
        for _ in range(4):
            await here.later(120)
        assert len(here.payments()) == 1
        assert (await here.broker.store.read(verify_chain)).ok
