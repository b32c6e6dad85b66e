"""A home, its bank and the corner shop beside it, in one process: what the shop is sent, and what it sends in turn."""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.demo.premises import SHOP, rewritten, with_shop
from broker.demo.shop import KID, Bank, needed, shop
from broker.files import starter
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey
from broker.http import Answer
from broker.resource import Granted, Protect, RecentNonces
from broker.store.query import col, select
from broker.store.tables import Audit
from tests.home import BANK_URL, Home, home
from tests.stand_ins import key_named

SHOP_URL = "http://127.0.0.1:9103"
SHOP_KEY = key_named(KID, 8)
ORDER = {"item": "bread", "amount": "4.50", "currency": "EUR", "account": "main"}

Served = Callable[[HttpMessage], Awaitable[Answer]]


@dataclass
class Town:
    """Where the shop is. `arrived` are the messages that came to it; `at_shop` answers them: the shop, unless told."""

    here: Home
    protect: Protect
    app: Any
    at_shop: Served
    arrived: list[HttpMessage] = field(default_factory=list)

    async def carry(self, message: HttpMessage, seconds: float = 30.0) -> Answer:
        """Carry a message from the broker to the shop or to the bank."""
        if not message.target_uri.startswith(SHOP_URL):
            return await self.here.to_bank(message, seconds)
        self.arrived.append(message)
        return await self.at_shop(message)

    async def serve(self, message: HttpMessage) -> Answer:
        """Answer as the shop does."""
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app)) as client:
            response = await client.request(
                message.method, message.target_uri, headers=list(message.headers), content=message.body
            )
        return Answer(response.status_code, dict(response.headers), response.content)

    async def asked(self, **order: str) -> GrantView:
        """Ask for an order as scout; return the grant that waits for the owner."""
        connector = self.here.broker.client_context.connector("shop")
        assert connector is not None
        call = call_for(connector, "shop_order", ORDER | order)
        view = await self.here.broker.client.ask("scout", call, reason="for breakfast", run=True)
        assert isinstance(view, GrantView), view
        return view

    async def ordered(self, **order: str) -> GrantView:
        """Ask for an order, approve it, and let the broker place it; return how the grant stands then."""
        view = await self.asked(**order)
        await self.here.approve()
        await self.here.later()
        return await self.here.view(view.id)

    async def granted(self, message: HttpMessage) -> Granted:
        """Return what the kit grants for an order that arrived."""
        return await self.protect.check(message, needed(SHOP_URL, ORDER))

    async def stop(self) -> None:
        """Let the owner stop the agent for good: every token of it is revoked."""
        revoke, now = self.here.broker.ownership.revoke, self.here.clock()
        await self.here.broker.store.write(lambda session: revoke(session, "scout", now, "alice"))

    async def refused(self) -> list[str]:
        """Return why the authorization server refused requests, by its audit, in order."""
        rows = select(Audit.data).where(col(Audit.kind) == "server.request_refused").order_by(col(Audit.seq))
        found = await self.here.broker.store.read(lambda session: list(session.scalars(rows)))
        return [json.loads(data)["why"] for data in found]


@contextlib.asynccontextmanager
async def town(folder: Path, *, maps: bool = True) -> AsyncIterator[Town]:
    """Open a home with the shop's connector, and its agent's leave to ask for orders.

    Without `maps` the shop may derive nothing.
    """
    async with home(folder) as here:
        connector: str = rewritten(starter(SHOP), BANK_URL, SHOP_KEY.public, shop_url=SHOP_URL)
        here.write(SHOP, connector if maps else connector.partition("downstream:")[0])
        policy = (here.broker.settings.config_dir / "policies/scout.yaml").read_text()
        here.write("policies/scout.yaml", rewritten(with_shop(policy), BANK_URL, shop_url=SHOP_URL))
        protect = kit(here, SHOP_URL, SHOP_KEY)
        made = Town(here, protect, shop(protect, Bank(BANK_URL, protect, here.to_bank)), at_shop=_nobody)
        made.at_shop = made.serve
        setattr(here.broker.http, "to_resource", made.carry)  # noqa: B010 -- a method of the one instance
        yield made


def kit(here: Home, url: str, key: PrivateKey) -> Protect:
    """Return the kit of a resource server of this home."""
    endpoint = here.broker.settings.grant_endpoint
    return Protect(
        authorization_server=endpoint,
        introspection_endpoint=f"{endpoint}/introspect",
        resource_server=url,
        key=key,
        send=here.broker.http.to_server,
        now=here.clock,
        remember=RecentNonces(here.clock).remember,
    )


async def _nobody(_: HttpMessage) -> Answer:
    raise AssertionError("the shop is not open yet")
