"""The control: leaks values into one sink each, by the way that this sink has, and returns what it carried."""

import asyncio
import logging
import secrets
import subprocess
from pathlib import Path

import httpx2
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from broker.gnap.http_message import HttpMessage
from broker.notify.webpush import encrypt, private_key
from broker.ratchet.reset import new_recovery_code
from broker.store import Store, audit
from broker.store.query import Session, select
from broker.store.tables import Audit, Challenge
from broker.wakeups import LocalWakeups
from tests.attacks.canaries import BINARY_FORMS, FORMS, found
from tests.attacks.sinks import ANY_BYTES, ENVIRONMENT, WATCHED, Sinks, recording, shown_of, watching
from tests.attacks.story import EXPECTED, exported, hear_push
from tests.fresh_database import laid
from tests.notify.receiver import Receiver
from tests.stand_ins import NOW

Values = dict[str, bytes]


async def into_answers(path: str, sink: str, values: Values) -> bytes:
    async def careless(request: Request) -> Response:
        return Response(await request.body(), media_type="application/json")

    sinks = Sinks()
    app = recording(sinks)(Starlette(routes=[Route(path, careless, methods=["POST"])]))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://x") as client:
        for value in values.values():
            await client.post(path, content=b'{"a": "' + value + b'"}')
    return bytes(sinks.carried[sink])


async def into_messages(_: Path, values: Values) -> bytes:
    return await into_answers("/mcp", "MCP messages", values)


async def into_pages(_: Path, values: Values) -> bytes:
    return await into_answers("/inbox", "pages", values)


async def into_urls(_: Path, values: Values) -> bytes:
    sinks = Sinks()
    app = recording(sinks)(Starlette())
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://x") as client:
        for value in values.values():
            await client.get("/inbox", params={"a": value.decode()})
    return bytes(sinks.carried["URLs"])


async def into_the_log(_: Path, values: Values) -> bytes:
    sinks = Sinks()
    with watching(sinks):
        for number, value in enumerate(values.values()):
            if number % 2:
                structlog.get_logger("careless").debug("sent", value=value.decode())
            else:
                logging.getLogger("somebody.else").debug("sent %s", value.decode())
    return bytes(sinks.carried["log at DEBUG"])


async def into_the_log_of_statements(folder: Path, values: Values) -> bytes:
    sinks = Sinks()
    with watching(sinks):
        store = _careless_store(folder, values)
        store.read_sync(lambda session: list(session.exec(select(Audit))))
        store.close_sync()
    return bytes(sinks.carried["SQL log with rows"])


async def into_exceptions(_: Path, values: Values) -> bytes:
    sinks = Sinks()
    for value in values.values():
        sinks.exception(ValueError(f"cannot use {value.decode()}"))
    return bytes(sinks.carried["exceptions"])


async def into_pushes(_: Path, values: Values) -> bytes:
    sinks, receiver = Sinks(), Receiver()
    for value in values.values():
        private = private_key(b"\1" * 32)
        body = encrypt(
            b"a " + value + b" b",
            p256dh=receiver.p256dh,
            auth=receiver.auth,
            private=private,
            salt=b"s" * 16,
            padded_to=2048,
        )
        hear_push(sinks, receiver, HttpMessage("POST", "https://push.example/1", (), body))
    return bytes(sinks.carried["push bodies"])


async def into_the_audit(folder: Path, values: Values) -> bytes:
    store = _careless_store(folder, values)
    records = store.read_sync(lambda session: [exported(row) for row in session.exec(select(Audit))])
    store.close_sync()
    return b"\n".join(records)


async def into_the_database_file(folder: Path, values: Values) -> bytes:
    _careless_store(folder, values).close_sync()
    return (folder / "countersign.db").read_bytes()


async def into_the_log_of_the_database(folder: Path, values: Values) -> bytes:
    store = _careless_store(folder, values)
    carried = (folder / "countersign.db-wal").read_bytes()
    store.close_sync()
    return carried


async def into_the_environment(_: Path, values: Values) -> bytes:
    environment = {f"LEAK_{number}": value.decode() for number, value in enumerate(values.values())}
    with subprocess.Popen(["sleep", "60"], env=environment) as sleeper:  # noqa: ASYNC220 -- it starts at once
        while b"LEAK_" not in (carried := shown_of(sleeper.pid)):
            pass  # it begins with none, for a moment
        sleeper.kill()
    return carried


def _careless_store(folder: Path, values: Values) -> Store:
    store = Store.open(laid(f"sqlite:///{folder}/countersign.db"), wakeups=LocalWakeups())

    def work(session: Session) -> None:
        for number, value in enumerate(values.values()):
            if value.isascii():
                audit(session, kind="careless", subject=str(number), at=NOW, data={"a": value.decode()})
            session.add(
                Challenge(id=str(number), purpose="decide", nonce=b"\0" + value + b"\0", expires_at=NOW, verb="x")
            )

    store.write_sync(work)
    return store


LEAKS = {
    "MCP messages": into_messages,
    "pages": into_pages,
    "log at DEBUG": into_the_log,
    "SQL log with rows": into_the_log_of_statements,
    "exceptions": into_exceptions,
    "URLs": into_urls,
    "audit export": into_the_audit,
    "push bodies": into_pushes,
    "database file": into_the_database_file,
    "write-ahead log": into_the_log_of_the_database,
    ENVIRONMENT: into_the_environment,
}
BYTES = {kind for kind in EXPECTED if kind.endswith("key")} | {"push auth secret"}  # of any value; the others are text
ROWS = [
    (kind, sink, form)
    for sink in (*WATCHED, ENVIRONMENT)
    for form in FORMS | (BINARY_FORMS if sink in ANY_BYTES else {})
    for kind in sorted(EXPECTED)
    if sink in ANY_BYTES or not (form == "raw" and kind in BYTES)
]
"""Each kind of secret in each sink, in each form that the sink can carry."""


def planted() -> dict[str, bytes]:
    """Return a secret of each kind, made as the product makes it."""
    text = {kind: secrets.token_urlsafe(32).encode() for kind in EXPECTED}
    keys = {kind: b"\xff" + secrets.token_bytes(31) for kind in EXPECTED if kind.endswith("key")}
    own = {"push auth secret": b"\xff" + secrets.token_bytes(15), "pairing digits": b"482913"}
    return text | keys | own | {"recovery code": new_recovery_code(secrets.token_bytes)[0].encode()}


class Leaks:
    """What the search finds where all kinds were leaked at once, by sink and form; each is made when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._planted = planted()
        self._found: dict[tuple[str, str], set[str]] = {}

    def found(self, sink: str, form: str) -> set[str]:
        """Return the kinds that the search finds in what this sink carried."""
        if (sink, form) not in self._found:
            make = (FORMS | BINARY_FORMS)[form]
            kinds = [kind for kind, of, by in ROWS if (of, by) == (sink, form)]
            self._found[sink, form] = self._leaked(sink, {kind: make(self._planted[kind]) for kind in kinds})
        return self._found[sink, form]

    def found_of_nothing(self, sink: str) -> set[str]:
        """Return what the search finds where something else was carried."""
        return self._leaked(sink, {"nothing": b"nothing"})

    def _leaked(self, sink: str, values: Values) -> set[str]:
        folder = self._folder / str(len(list(self._folder.iterdir())))
        folder.mkdir()
        return found(asyncio.run(LEAKS[sink](folder, values)), self._planted)
