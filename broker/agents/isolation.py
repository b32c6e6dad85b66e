"""Measures how far each caller is from the broker, and takes what an agent's own computer reports of it.

`countersign mcp` and `agent connect --check` run as the agent, try what would make it one with the broker, and send
what came of it here. A report can only lower the level: an agent is not believed when it speaks well of itself.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from pydantic import BaseModel, Field, ValidationError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from broker.agents.callers import by_credential
from broker.agents.credentials import Caller
from broker.agents.gate import Gate, caller_of
from broker.isolation import CallerGone, Level, level_of
from broker.ratchet.isolation import NOTED_AT_MOST_EVERY, isolation_of, reported, seen
from broker.store import Store, StoreError
from broker.store.query import Session

REPORT_LIMIT: Final = 16 * 1024  # bytes
CONNECTIONS: Final = 1024  # remembered as measured; the oldest are forgotten

log = structlog.get_logger(__name__)


class Measuring:
    """Called for each request after its caller is known: measures each connection once a minute and notes the level."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], level: Callable[..., tuple[Level, str]] = level_of
    ) -> None:
        self._store = store
        self._now = now
        self._level = level
        self._measured: dict[tuple[str, Any], datetime] = {}
        self._noted: dict[tuple[str, Level], datetime] = {}

    async def __call__(self, caller: Caller, scope: Scope) -> bool:
        """Measure and note the caller's level; return whether the caller is still there to be measured.

        Who closed the connection before that is not known to be anybody: such a request must not be carried out, or
        sending and closing would be a way not to be seen. A fault is logged and stops no request.
        """
        now = self._now()
        if _fresh(self._measured.get((caller.agent, scope.get("client"))), now):
            return True
        client, server = scope.get("client"), scope.get("server")
        # The tables of a busy computer are long, and names of users may come over a network.
        try:
            level, why = await asyncio.to_thread(self._level, client, server, forwarded=_forwarded(scope))
        except CallerGone:
            log.info("caller_gone", agent=caller.agent)
            return False
        if _fresh(self._noted.get((caller.agent, level)), now) or await self._note(caller.agent, level, why, now):
            _remember(self._measured, (caller.agent, client), now)
        return True

    async def _note(self, agent: str, level: Level, why: str, now: datetime) -> bool:
        try:
            await self._store.write(lambda session: seen(session, agent, level, why, now))
        except StoreError as fault:  # also a Conflict: another replica noted the same at the same moment
            log.warning("isolation_not_noted", agent=agent, level=level, why=str(fault))
            return False
        _remember(self._noted, (agent, level), now)
        return True


def _fresh(at: datetime | None, now: datetime) -> bool:
    return at is not None and timedelta(0) <= now - at < NOTED_AT_MOST_EVERY


def _remember(memory: dict[Any, datetime], key: object, now: datetime) -> None:
    memory.pop(key, None)
    memory[key] = now
    if len(memory) > CONNECTIONS:
        del memory[next(iter(memory))]


def _forwarded(scope: Scope) -> str | None:
    """Return the address that the last proxy added: the only one that was not the caller's to write."""
    values = Headers(scope=scope).getlist("x-forwarded-for")
    return values[-1].rpartition(",")[2].strip() if values else None


class Tried(BaseModel):
    """One check of a report. Words and cures that come with it are ignored: ours are shown."""

    check: str = Field(max_length=40)
    ok: bool


class Report(BaseModel):
    """What an agent's computer tried."""

    findings: list[Tried] = Field(max_length=100)


def route(store: Store, now: Callable[[], datetime], level: Callable[..., tuple[Level, str]] = level_of) -> Route:
    """Return `POST /isolation`: the agent's credential and `{"findings": [{"check", "ok"}]}` in, the level out."""

    async def take(scope: Scope, receive: Receive, send: Send) -> None:
        response = await _taken(store, Request(scope, receive), now())
        await response(scope, receive, send)

    gate = Gate(take, by_credential(store, now), body_limit=REPORT_LIMIT, measure=Measuring(store, now, level))
    return Route("/isolation", gate, methods=["POST"])


async def _taken(store: Store, request: Request, now: datetime) -> Response:
    caller = caller_of(request.scope)
    if caller is None:  # impossible behind the gate
        return JSONResponse({"error": "unauthorized"}, 401)
    try:
        report = Report.model_validate_json(await request.body())
    except ValidationError:
        words = 'send {"findings": [{"check": "sudo", "ok": true}, ...]}'
        return JSONResponse({"error": "invalid_request", "message": words}, 400)
    findings = [(one.check, one.ok) for one in report.findings]
    level, why = await store.write(lambda session: _lower(session, caller.agent, findings, now))
    return JSONResponse({"agent": caller.agent, "level": level, "why": why}, headers={"Cache-Control": "no-store"})


def _lower(session: Session, agent: str, findings: list[tuple[str, bool]], now: datetime) -> tuple[str, str]:
    reported(session, agent, findings, now)
    session.flush()
    standing = isolation_of(session, agent, now)
    return standing.level, standing.why
