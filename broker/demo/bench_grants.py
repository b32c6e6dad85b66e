"""How many grants a second are issued: `grant-issue`, from a signed request to a token, in process through ASGI.

Everything but a socket is as it is in use: the signature is checked and remembered against a replay, the policy allows,
grant, token and audit entry are durable (SQLite, one file, `synchronous=FULL`) before the answer. The requests are
signed beforehand: what a client instance does is `gnap-sign`.
"""

import asyncio
import secrets
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

from starlette.applications import Starlette

from broker.authserver import memory
from broker.authserver.context import Context
from broker.authserver.routes import routes
from broker.authserver.server import AuthorizationServer
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, generate, key_object
from broker.gnap.message import write_object
from broker.gnap.proofs import httpsig
from broker.http import Http
from broker.policy.load import load
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import Agent, Owner, RegisteredClient
from broker.vault import Vault
from broker.wakeups import LocalWakeups

GRANTS: Final = 2_000
AT_ONCE: Final = 16
GOAL: Final = 1_500
"""Grants a second on one core."""
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
PUBLIC_URL: Final = "https://as.example"
RIGHT: Final = {"type": "bank-account", "actions": ["read"], "locations": ["https://bank.example/accounts/main"]}
POLICY: Final = """\
agent: scout
owner: alice
rules:
  - id: read-accounts
    decide: allow
    access: {type: bank-account, actions: [read], locations: ["https://bank.example/accounts/*"]}
"""


async def measure(folder: Path | None = None) -> dict[str, float | str]:
    """Return how many grants a second, 16 at once, of wall time and of this process's time on a core."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        async with LocalWakeups() as wakeups:
            store = Store.open(f"sqlite:///{Path(place) / 'bench.db'}", wakeups=wakeups)
            try:
                return await _measured(store)
            finally:
                await store.close()


async def _measured(store: Store) -> dict[str, float | str]:
    key = generate("EdDSA", "client-1", secrets.token_bytes)
    await store.write(lambda session: _register(session, key))
    door, messages = _door(store), [_request(key) for _ in range(GRANTS)]
    began, worked = time.perf_counter(), time.process_time()
    await _send_all(door, messages)
    wall, core = time.perf_counter() - began, time.process_time() - worked
    return {
        "grant-issue, a second, 16 at once": round(GRANTS / wall),
        "grant-issue, a second of one core": round(GRANTS / core),
        "grant-issue, goal a second": GOAL,
    }


def _register(session: Session, key: PrivateKey) -> None:
    memory.begin(session, AT)  # as `app` does: from here on every signature is remembered
    session.add(Owner(name="alice", created_at=AT))
    session.flush()
    session.add(Agent(name="scout", owner="alice", credential_digest="none", created_at=AT))
    session.add(
        RegisteredClient(
            thumbprint=key.public.thumbprint,
            agent="scout",
            owner="alice",
            public_jwk=key.public.jwk,
            callback_prefix=f"{PUBLIC_URL}/callback/",
            created_at=AT,
        )
    )


def _door(store: Store) -> Starlette:
    policy = load(POLICY, "bench")
    context = Context(
        grant_endpoint=f"{PUBLIC_URL}/gnap",
        public_url=PUBLIC_URL,
        vault=Vault({"1": secrets.token_bytes(32)}, "1"),
        now=lambda: AT,
        mint=secrets.token_bytes,
        policies=lambda agent: policy if agent == policy.agent else None,
        connectors=tuple,
    )
    unreachable = cast(Http, None)  # nothing is called: there is no interaction
    return Starlette(routes=routes(AuthorizationServer(store, context, unreachable), PUBLIC_URL))


def _request(key: PrivateKey) -> HttpMessage:
    content = {"access_token": {"access": [RIGHT]}, "client": {"key": key_object(key.public)}}
    message = HttpMessage("POST", f"{PUBLIC_URL}/gnap", (("content-type", "application/json"),), write_object(content))
    return httpsig.sign(message, key, created=int(AT.timestamp()), nonce=nonce(secrets.token_bytes))


async def _send_all(door: Starlette, messages: Sequence[HttpMessage]) -> None:
    async def worker(first: int) -> None:
        for message in messages[first::AT_ONCE]:
            await _send(door, message)

    await asyncio.gather(*(worker(first) for first in range(AT_ONCE)))


async def _send(door: Starlette, message: HttpMessage) -> None:
    """Hand the message over as a server would; raise RuntimeError for any answer but a token."""
    said: list[bytes] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": message.body or b"", "more_body": False}

    async def send(event: object) -> None:
        said.append(cast(dict[str, bytes], event).get("body", b""))

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": message.method,
        "scheme": "https",
        "path": "/gnap",
        "raw_path": b"/gnap",
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in message.headers],
        "server": ("as.example", 443),
        "client": ("127.0.0.1", 1),
    }
    await door(scope, receive, send)
    if b'"access_token"' not in b"".join(said):
        raise RuntimeError(f"no token was issued: {b''.join(said)[:200]!r}")
