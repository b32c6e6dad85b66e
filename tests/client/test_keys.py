"""The keys of the client instance: one for each agent at each authorization server; no token of one fits another."""

from pathlib import Path

import pytest

from broker.client.keys import key_for
from broker.store.query import Session
from tests.home import home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A10")]

SERVERS = [f"https://{name}.example/gnap" for name in ("honest", "evil", "evil.honest")]


async def test_each_authorization_server_is_shown_a_key_of_its_own_and_the_same_one_again(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        context = here.broker.client_context

        def shown(session: Session) -> list[str]:
            return [key_for(session, context, "scout", server).public_jwk["x"] for server in SERVERS]

        first = await here.broker.store.write(shown)
        assert len(set(first)) == len(SERVERS)
        assert await here.broker.store.write(shown) == first, "the control: a server is shown the key that it knows"
