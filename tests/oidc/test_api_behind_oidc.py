"""An API behind `oidc-provider`: approval, use, refresh ahead of the end, revocation, and an agent that sees no secret.

The server is a real one and its clock is the world's; the broker's clock is the test's, so nothing waits for an hour.
"""

import contextlib
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from broker.client.secret import kept
from broker.store.chain import verify_chain
from broker.store.query import Session, select
from broker.store.tables import Audit
from broker.vault import Secret
from tests.actors import Agent, served
from tests.home import WAIT, Home, home
from tests.oidc.provider import LIFE, SECRETS, Provider, provider

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

Json = dict[str, Any]


@dataclass
class Tracker:
    """The installation, its agent and the server. `secrets` is everything that the agent must never see."""

    here: Home
    agent: Agent
    server: Provider
    refresh_token: str
    transcript: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=lambda: {SECRETS["countersign"]})

    async def call(self, tool: str, **arguments: str) -> Json:
        """Call a tool as the agent does, and keep all that it was told."""
        said = await self.agent.call(tool, arguments)
        self.transcript.append(said.model_dump_json())
        return said.structured_content or {}

    async def read(self, issue: str) -> Json:
        """Read an issue, which nobody is asked about; return how that ended."""
        said = await self.call("tracker_read", issue=issue)
        if said["status"] not in {"pending", "running"}:
            return said
        await self.here.later()
        return await self.call("wait_for_grant", grant_id=said["grant_id"])

    async def in_force(self) -> str:
        """Return the refresh token that the broker keeps now."""
        context = self.here.broker.client_context
        connector = context.connector("tracker")
        assert connector is not None

        def look(session: Session) -> str:
            found = kept(session, context, connector)
            assert found is not None
            return found[1].reveal().partition(" ")[0]

        token = await self.here.broker.store.read(look)
        self.secrets.add(token)
        return token

    def tokens(self) -> list[str]:
        """Return the tokens that reached the API, in order, each once."""
        used = [one["token"].removeprefix("Bearer ") for one in self.server.seen() if one["token"]]
        self.secrets.update(used)
        return list(dict.fromkeys(used))

    async def told(self) -> Json:
        """Return how the connector stands, as `countersign connector list` does."""
        (listed,) = await self.here.broker.store.read(self.here.broker.ownership.secrets)
        return dict(listed)

    async def audited(self) -> str:
        """Return the whole record."""
        rows = await self.here.broker.store.read(lambda session: list(session.exec(select(Audit))))
        return json.dumps([[one.kind, one.subject, one.data] for one in rows])

    def stored(self) -> bytes:
        """Return the bytes of the whole database."""
        return b"".join(path.read_bytes() for path in sorted(self.here.broker.settings.state_dir.glob("*.db*")))


@contextlib.asynccontextmanager
async def tracker(folder: Path) -> AsyncIterator[Tracker]:
    """Lay out a broker whose owner has put in the refresh token that the server gave her, and signed for it."""
    with provider(folder) as server:
        async with home(folder) as here, served(here.broker.app) as url:
            del here.broker.http.to_resource  # the real one, over loopback
            here.edit("policies/scout.yaml", "rules:\n", f"rules:{server.rules()}")
            here.write("tools/tracker.yaml", server.connector())
            token = server.refresh_token()
            async with Agent(url, here.credential) as agent:
                made = Tracker(here, agent, server, token)
                made.secrets.add(token)
                await _put_in(here, token)
                made.transcript += [tool.model_dump_json() for tool in (await agent.tools()).values()]
                yield made


async def _put_in(here: Home, token: str) -> None:
    now, propose = here.clock(), here.broker.ownership.propose_secret
    secret = Secret(f"{token} {SECRETS['countersign']}")
    await here.broker.store.write(lambda session: propose(session, "tracker", secret, now, None).id)
    here.seal()


async def test_approval_use_refresh_ahead_of_the_end_and_revocation(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logged:
        async with tracker(tmp_path) as api:
            server, here = api.server, api.here
            asked = await api.call("tracker_open", title="It is broken")
            assert (asked["status"], server.seen()) == ("pending", [])
            await here.approve()
            await here.later(WAIT)
            await here.later(WAIT)
            opened = await api.call("wait_for_grant", grant_id=asked["grant_id"])
            assert (opened["status"], opened["answer"]["status"]) == ("done", 200)
            (call,) = server.seen()
            assert (call["method"], call["status"]) == ("POST", 200)
            assert json.loads(call["body"]) == {"title": "It is broken"}

            (first,) = api.tokens()
            rotated = await api.in_force()
            assert rotated != api.refresh_token, "the server gives another refresh token with each access token"
            assert (await api.read("7"))["status"] == "done"
            assert api.tokens() == [first], "one token for many calls"

            await here.later(LIFE * 0.8)
            assert await api.in_force() not in {rotated, api.refresh_token}, "nobody called, and it was renewed"
            assert server.introspected(first)["active"], "ahead of its end"
            assert (await api.read("8"))["status"] == "done"
            assert [one != first for one in api.tokens()] == [False, True]

            last = await api.in_force()
            assert server.introspected(last)["active"]
            forget, now = here.broker.ownership.forget_secret, here.clock()
            await here.broker.store.write(lambda session: forget(session, "tracker", now))
            await here.later()
            assert (await api.told())["revocation"] == "it was revoked at its server"
            assert not server.introspected(last)["active"]
            refused = await api.read("9")
            assert refused["status"] == "refused"
            assert "countersign connector secret tracker" in refused["reason"]
            assert len(server.seen()) == 3

            record = await api.audited()
            assert '"connector.renewed"' in record
            assert (await here.broker.store.read(verify_chain)).ok
            seen_by_others = "\n".join([*api.transcript, record, str(logged), caplog.text])
            assert '"sent"' in seen_by_others.replace("\\", ""), "the API echoes what it was sent"
            assert len(api.secrets) == 6, "the client's, three refresh tokens, two access tokens"
            assert [one for one in api.secrets if one in seen_by_others or one.encode() in api.stored()] == []


async def test_when_the_server_ends_it_the_agent_is_told_that_its_owner_must_act(tmp_path: Path) -> None:
    async with tracker(tmp_path) as api:
        assert (await api.read("7"))["status"] == "done"
        # somebody uses the refresh token of before, which the server takes for theft, and ends them all
        assert api.server.token(grant_type="refresh_token", refresh_token=api.refresh_token).status_code == 400
        assert not api.server.introspected(await api.in_force())["active"]
        await api.here.later(LIFE * 0.8)
        refused = await api.read("8")
        assert refused["status"] == "refused"
        assert "its token endpoint says invalid_grant" in refused["reason"]
        assert "its owner puts it in with `countersign connector secret tracker`" in refused["reason"]
        assert "invalid_grant" in (await api.told())["fault"]

        again = api.server.refresh_token()
        await _put_in(api.here, again)
        api.secrets.add(again)
        assert (await api.read("9"))["status"] == "done"
        api.tokens()
        await api.in_force()
        seen = "\n".join([*api.transcript, await api.audited()])
        assert [one for one in api.secrets if one in seen] == []


async def test_an_access_token_that_the_server_ended_is_fetched_anew_for_the_next_call(tmp_path: Path) -> None:
    async with tracker(tmp_path) as api:
        assert (await api.read("7"))["status"] == "done"
        (first,) = api.tokens()
        api.server.ended(first)
        turned_away = await api.read("8")
        assert (turned_away["status"], turned_away["answer"]["status"]) == ("done", 401)
        assert (await api.read("9"))["answer"]["status"] == 200
        assert len(api.tokens()) == 2
