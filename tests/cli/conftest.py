"""A broker that runs beside the test, in a thread with an event loop of its own, and the phones of its owner."""

import asyncio
import contextlib
import hashlib
import json
import socket
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest

from broker.app import Broker, build
from broker.client.view import GrantView, Refused
from broker.config import addressable, settings
from broker.connectors.call import call_for
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone, Verb
from broker.files import STARTERS, starter
from broker.phone import overview
from broker.phone.widening import first_owner
from broker.ratchet.proposals import withdraw
from broker.serving import serving
from broker.store.query import Session, col, select
from broker.store.tables import Audit
from tests.cli.commands import COUNTERSIGN, Done, Terminal, run, terminal
from tests.fresh_database import laid

T = TypeVar("T")
PAY = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
TERMINAL_SECRET = "the secret of a terminal that a test plays"


@dataclass
class Served:
    """A running broker as the command line meets it: its environment, its socket, its owner's phones."""

    folder: Path
    loop: asyncio.AbstractEventLoop
    broker: Broker
    phones: list[ScriptedPhone] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    credential: str = ""

    @property
    def environment(self) -> dict[str, str]:
        where = self.broker.settings
        return {
            "COUNTERSIGN_STATE_DIR": str(where.state_dir),
            "COUNTERSIGN_CONFIG_DIR": str(where.config_dir),
            "COUNTERSIGN_PORT": str(where.port),
        }

    @property
    def phone(self) -> ScriptedPhone:
        return self.phones[0]

    def run(self, *arguments: str, input: str | None = None) -> Done:
        """Run a command in this process."""
        return run(self.folder, *arguments, input=input, **self.environment)

    def terminal(self, *arguments: str, program: Sequence[str] = COUNTERSIGN) -> Terminal:
        """Start a command on a terminal of its own."""
        return terminal(self.folder, *arguments, program=program, **self.environment)

    def await_(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the broker's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> httpx2.Response:
        """Ask over the unix socket, as a command does."""
        with addressable(self.broker.settings.socket) as address:
            transport = httpx2.HTTPTransport(uds=address)
            with httpx2.Client(transport=transport, base_url="http://broker", timeout=30) as client:
                return client.request(method, path, **({"json": body} if body is not None else {}), **options)

    def end(self) -> None:
        """Tell the broker to stop, as a signal does."""
        with contextlib.suppress(RuntimeError):  # it has ended already
            self.loop.call_soon_threadsafe(self.stop.set)

    def pair(self, owner: str | None = None) -> ScriptedPhone:
        """Pair one more phone of the owner, who has none yet."""
        digest = hashlib.sha256(TERMINAL_SECRET.encode()).hexdigest()
        pairing = self.ask("POST", "/pairing", {"owner": owner, "terminal_digest": digest}).json()
        phone = ScriptedPhone(self.broker.settings.public_url, SoftwarePasskey())

        async def type_digits(digits: str) -> None:
            typed = {"terminal_secret": TERMINAL_SECRET, "digits": digits}
            answer = await asyncio.to_thread(self.ask, "POST", f"/pairing/{pairing['pairing']}/digits", typed)
            assert answer.json()["state"] == "paired", answer.text

        self.await_(phone.enrol(pairing["link"], type_digits))
        self.phones.append(phone)
        return phone

    @contextlib.contextmanager
    def answering(self, verb: Verb = "approve", reason: str | None = None, phone: int = 0) -> Iterator[None]:
        """Let a phone answer the next new proposal that comes while the context lasts."""
        seen = set(self.await_(self.phones[phone].open_proposals()))
        task = asyncio.run_coroutine_threadsafe(self._answer(self.phones[phone], seen, verb, reason), self.loop)
        try:
            yield
        except BaseException:
            task.cancel()
            raise
        task.result(30)

    async def _answer(self, phone: ScriptedPhone, seen: set[str], verb: Verb, reason: str | None) -> None:
        try:
            async with asyncio.timeout(30), self.broker.wakeups.listen("owner:alice") as ring:
                while not (new := [one for one in await phone.open_proposals() if one not in seen]):
                    await ring.wait(1)
                await phone.sign(new[0], verb, reason)
        except BaseException:
            # the command need not wait for a phone that failed
            await self.broker.store.write(self._withdraw_everything)
            raise

    async def nothing_waits(self) -> None:
        """Return once the owner is asked nothing any more; TimeoutError where that does not come."""
        async with asyncio.timeout(30), self.broker.wakeups.listen("owner:alice") as ring:
            while await self.phone.waiting():
                await ring.wait(1)

    def _withdraw_everything(self, session: Session) -> None:
        now = self.broker.now()
        for one in overview.open_proposals(session, now):
            withdraw(session, one["proposal"], now, "the test's phone failed")

    def audited(self, kind: str) -> list[dict[str, Any]]:
        """Return the data of the audit records of a kind."""
        found = select(Audit.data).where(col(Audit.kind) == kind)
        return [json.loads(data) for data in self.await_(self.broker.store.read(lambda s: list(s.exec(found))))]


@contextlib.asynccontextmanager
async def _house(folder: Path, hold: float) -> AsyncIterator[Broker]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    where = settings(port=port, state_dir=folder / "state", config_dir=folder / "config", hold_seconds=hold)
    laid(where.database)
    broker = build(where)
    try:
        now = broker.now()
        await broker.store.write(lambda session: first_owner(session, "alice", None, now, 0))
        async with serving(broker):
            yield broker
    finally:
        await broker.close()


@contextlib.contextmanager
def _in_a_thread(folder: Path, hold: float) -> Iterator[Served]:
    ready: Future[Served] = Future()

    async def live() -> None:
        # one task enters and leaves the broker: anyio's scopes want it so
        async with _house(folder, hold) as broker:
            served = Served(folder, asyncio.get_running_loop(), broker)
            ready.set_result(served)
            await served.stop.wait()
            for phone in served.phones:
                await phone.close()

    def main() -> None:
        try:
            asyncio.run(live())
        except BaseException as why:
            if ready.done():
                raise
            ready.set_exception(why)

    thread = threading.Thread(target=main, name="broker")
    thread.start()
    try:
        served = ready.result(30)
        try:
            yield served
        finally:
            served.end()
    finally:
        thread.join()


@pytest.fixture
def bare(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A running broker whose owner alice has no device yet, and no files; a call is held for `param` seconds."""
    with _in_a_thread(tmp_path, getattr(request, "param", 0.0)) as served:
        yield served


@pytest.fixture
def served(bare: Served) -> Served:
    """A running broker whose owner alice has one phone."""
    bare.pair()
    return bare


@pytest.fixture
def asking(served: Served) -> Served:
    """A running broker with the starter files in force and agent scout, who has asked for one payment."""
    where = served.broker.settings.config_dir
    for name in STARTERS:
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(starter(name))
    with served.answering():
        served.await_(served.broker.reload())
    served.await_(served.broker.reload())
    with served.answering():
        added = served.run("agent", "add", "scout", "--json")
    served.credential = json.loads(added.stdout)["credential"]
    view = served.await_(_ask_to_pay(served.broker))
    assert isinstance(view, GrantView), view
    return served


async def _ask_to_pay(broker: Broker) -> GrantView | Refused:
    connector = broker.client_context.connector("bank")
    assert connector is not None
    call = call_for(connector, "bank_pay", PAY)
    return await answered(broker, await broker.client.ask("scout", call, reason="for breakfast"))


async def answered(broker: Broker, view: GrantView | Refused) -> GrantView | Refused:
    """Return the grant once its authorization server has answered: the broker's own loop may be at it already."""
    if isinstance(view, Refused):
        return view
    async with asyncio.timeout(30), broker.wakeups.listen(f"grant:{view.id}") as ring:
        while (now := await broker.client.view(view.agent, view.id)) and now.state == "processing":
            await ring.wait(1)
    return now or view
