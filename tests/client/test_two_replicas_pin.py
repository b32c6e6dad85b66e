"""Two brokers on one PostgreSQL whose calls find a tool changed: its owner is asked once, and what they sign counts."""

import asyncio
from pathlib import Path

import pytest

from broker.app import Broker
from broker.connectors.model import Connector
from broker.ratchet.pinning import Pins
from tests.client.mcp_server import CONNECTOR, WRITE
from tests.client.test_redefined import AGAIN, ASKED, CHANGED
from tests.replicas import Replicas, replicas

pytestmark = [pytest.mark.anyio, pytest.mark.postgresql]

AT_ONCE = 8  # calls at each broker


def notes(broker: Broker) -> Connector:
    found = broker.client_context.connector("notes")
    assert found is not None
    return found


async def call(broker: Broker, tool: dict[str, object]) -> str:
    """Return what a call at one of the brokers is told, to which the server lists this tool."""
    pins = Pins(broker.store, broker.files, broker.now, broker.mint)
    return await pins.asked(notes(broker), "read_note", [tool, WRITE], "scout", lambda _: False)


async def look(both: Replicas) -> None:
    for one in (both.a.broker, both.b, both.a.broker):
        await asyncio.to_thread(one.watch.refresh)


async def test_calls_at_both_brokers_ask_once_and_what_is_signed_counts_at_both(
    tmp_path: Path, postgres_url: str
) -> None:
    async with replicas(tmp_path, postgres_url) as both:
        (both.b.settings.config_dir / "tools/notes.yaml").write_text(CONNECTOR)
        both.a.lay("tools/notes.yaml", CONNECTOR)
        both.a.seal()
        await look(both)
        # a server that says another thing to each
        calls = [call(one, tool) for _ in range(AT_ONCE) for one, tool in ((both.a.broker, CHANGED), (both.b, AGAIN))]
        assert await asyncio.gather(*calls) == [ASKED] * (2 * AT_ONCE)
        (asked,) = await both.phone_at_b.open_proposals()

        await both.phone_at_b.sign(asked)
        await look(both)
        assert notes(both.a.broker).digest == notes(both.b).digest
        operation = notes(both.a.broker).operations[0]
        assert operation.tool is not None
        assert operation.tool.says in (CHANGED["description"], AGAIN["description"])
        written = [(one.settings.config_dir / "tools/notes.yaml").read_text() for one in (both.a.broker, both.b)]
        assert (written[0] == CONNECTOR, written[1] == CONNECTOR) == (True, False)  # where it was signed
        assert await both.phone_at_b.open_proposals() == (), "the copy left behind is nobody's wish to go back"
        assert "before its new pins were signed" in str(both.a.broker.files.in_force.problems)
        both.a.lay("tools/notes.yaml", CONNECTOR.replace("Notes of the team", "Our notes"))
        assert len(await both.phone_at_b.open_proposals()) == 1, "the control: a change is one"


