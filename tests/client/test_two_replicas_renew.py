"""Two brokers on one PostgreSQL whose access token ends: the provider is asked once, and both use what it gave."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from broker.app import Broker
from broker.client import secret
from broker.client.renewing import Renewals, Turn
from broker.connectors.model import Connector
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.store.query import Session
from broker.vault import Secret
from tests.actors import PATIENCE
from tests.client.plain_api import CONNECTOR, CREDENTIAL, OAUTH2, TOKEN_ENDPOINT
from tests.client.test_renewing import HOUR, given
from tests.replicas import Replicas, replicas

pytestmark = [pytest.mark.anyio, pytest.mark.postgresql]

REFRESH = "refresh-token-of-alice"
AT_ONCE = 8  # renewals that each broker begins at the same moment


@dataclass
class Provider:
    """A token endpoint that takes a refresh token once, and answers when the test lets it."""

    both: Replicas
    good: str = REFRESH
    asked: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def to_resource(self, message: HttpMessage, seconds: float = 30.0) -> Answer:
        """Answer a token request; a refresh token that was used before is theft, and ends everything."""
        assert message.target_uri == TOKEN_ENDPOINT
        token = parse_qs((message.body or b"").decode())["refresh_token"][0]
        self.asked.append(token)
        await self.gate.wait()
        if token != self.good:
            return Answer(400, {}, b'{"error": "invalid_grant"}')
        self.good = f"refresh-token-{len(self.asked)}"
        return given(len(self.asked), refresh_token=self.good)

    def renewals(self) -> list[tuple[Renewals, Connector]]:
        """Return what renews in each broker, and its connector."""
        brokers = (self.both.a.broker, self.both.b)
        return [(Renewals(one.store, one.client_context, one.http), _tracker(one)) for one in brokers]

    async def all_at_once(self) -> list[Turn]:
        """Let both brokers want a token at the same moment, several times each; return what those were told."""
        self.gate.clear()
        work = [asyncio.create_task(one.fresh(of)) for one, of in self.renewals() for _ in range(AT_ONCE)]
        async with asyncio.timeout(PATIENCE):
            done: set[asyncio.Task[Turn]] = set()
            while len(done) < len(work) - 1:  # the one that asks waits for its answer
                done, _ = await asyncio.wait(work, timeout=0.05)
                if all(one.done() for one in work):
                    break
            self.gate.set()
            return list(await asyncio.gather(*work))


def _tracker(broker: Broker) -> Connector:
    found = broker.client_context.connector("tracker")
    assert found is not None
    return found


async def _carried(broker: Broker) -> str | None:
    def look(session: Session) -> str | None:
        found = secret.opened(session, broker.client_context, _tracker(broker))
        return found.reveal() if found else None

    return await broker.store.read(look)


@contextlib.asynccontextmanager
async def behind_oauth(folder: Path, url: str) -> AsyncIterator[Provider]:
    """Lay out both brokers with one connector; its refresh token is signed for, and no token was fetched yet."""
    async with replicas(folder, url) as both:
        made, text = Provider(both), CONNECTOR.replace(CREDENTIAL, OAUTH2)
        for one in (both.a.broker, both.b):
            setattr(one.http, "to_resource", made.to_resource)  # noqa: B010 -- a method of the one instance
        both.a.write("tools/tracker.yaml", text)
        (both.b.settings.config_dir / "tools/tracker.yaml").write_text(text)
        both.b.watch.refresh()
        now, propose = both.a.clock(), both.a.broker.ownership.propose_secret
        await both.a.broker.store.write(lambda s: propose(s, "tracker", Secret(REFRESH), now, None).id)
        both.a.seal()
        yield made


async def test_two_brokers_that_want_a_token_at_once_ask_the_provider_once(tmp_path: Path, postgres_url: str) -> None:
    async with behind_oauth(tmp_path, postgres_url) as provider:
        both = provider.both
        turns = await provider.all_at_once()
        assert set(turns) <= {Turn.READY, Turn.LATER}
        assert provider.asked == [REFRESH], "the brokers' own loops wanted it too"
        assert [await _carried(one) for one in (both.a.broker, both.b)] == ["access-token-1"] * 2
        assert await provider.all_at_once() == [Turn.READY] * (2 * AT_ONCE)
        assert len(provider.asked) == 1, "the control: what is there is not fetched again"

        both.a.clock.turn(HOUR - 30)
        await provider.all_at_once()
        assert provider.asked == [REFRESH, "refresh-token-1"], "the second one was asked with what the first one gave"
        assert [await _carried(one) for one in (both.a.broker, both.b)] == ["access-token-2"] * 2
