"""A plain API on a real port of this computer that sends back what it was sent, down to the bytes of its answer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from broker.agents import results
from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.vault import Secret
from tests.client.plain_api import API, CONNECTOR, RULES
from tests.home import WAIT, Home, home

POLICY = "policies/scout.yaml"
SECRET = "tr_live/Zm9v+8a7c&b2d9=e4f~"
Parts = tuple[bytes, ...]  # of an answer, each written by itself


def answer(body: bytes, status: str = "200 OK", *headers: str) -> Parts:
    """Return an answer in one part."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return ("\r\n".join(head).encode() + body,)


@dataclass
class Echoing:
    """`says` makes the answer to a call; `came` are the credentials that calls carried."""

    here: Home
    says: Callable[[], Parts] = lambda: answer(b"{}")
    came: list[str] = field(default_factory=list)
    issues: int = 0

    async def ask(self) -> GrantView:
        """Read an issue that nobody has read before; return how that ended."""
        connector = self.here.broker.client_context.connector("tracker")
        assert connector is not None
        self.issues += 1
        call = call_for(connector, "tracker_read", {"issue": str(self.issues)})
        view = await self.here.broker.client.ask("scout", call, reason="for a test")
        assert isinstance(view, GrantView), view
        await self.here.later(WAIT)
        return await self.here.view(view.id)

    async def pages(self) -> str:
        """Return what the owner's pages show."""
        await self.here.phone.sign_in()
        browser = self.here.phone._browser
        return "".join([(await browser.get(path)).text for path in ("/inbox", "/history")])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one call and close."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.came += [line.partition(": ")[2] for line in head.split("\r\n") if line.startswith("authorization: ")]
            for part in self.says():
                writer.write(part)
                await writer.drain()
        with contextlib.suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()


def told(view: GrantView) -> str:
    """Return what the agent's tool call gives back, its text and its structured content."""
    return results.of(view).model_dump_json()


@contextlib.asynccontextmanager
async def echoing(folder: Path, *, scheme: str = "Bearer", secret: str = SECRET) -> AsyncIterator[Echoing]:
    """Lay out an installation with the API behind a connector, and its secret in force."""
    async with home(folder) as here:
        made = Echoing(here)
        real = type(here.broker.http).to_resource.__get__(here.broker.http)
        setattr(here.broker.http, "to_resource", real)  # noqa: B010 -- a method of the one instance
        listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
        base = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        here.edit(POLICY, "rules:\n", f"rules:{RULES.replace(API, base)}")
        here.edit(POLICY, "asks_per_hour: 6, calls_per_minute: 60", "asks_per_hour: 600, calls_per_minute: 600")
        here.write("tools/tracker.yaml", CONNECTOR.replace(API, base).replace("scheme: Bearer", f"scheme: {scheme}"))
        now, propose = here.clock(), here.broker.ownership.propose_secret
        await here.broker.store.write(lambda s: propose(s, "tracker", Secret(secret), now, None).id)
        here.seal()
        try:
            yield made
        finally:
            listening.close()
            await listening.wait_closed()
