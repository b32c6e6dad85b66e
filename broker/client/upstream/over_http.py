"""A conversation with an MCP server at a URL: streamable HTTP, through the one way out of the broker (decisions S15).

The modern era is tried first, as every request there stands for itself; who does not know it is greeted with the
handshake. A session that the server forgot is opened anew, before a call and never in the middle of one.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from broker.client.upstream import messages
from broker.client.upstream.listing import all_tools
from broker.client.upstream.messages import Json, Refusal
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, Http

Headers = Sequence[tuple[str, str]]

CALL_SECONDS: Final = 30.0
GOODBYE_SECONDS: Final = 2.0
_NOT_OURS: Final = frozenset({401, 403, 429})  # who is turned away for who it is, is so in the other era too
_BROKEN: Final = 500


@dataclass
class HttpLine:
    """One line to a server. `authorising` are the headers that a request carries, named anew for each."""

    http: Http
    url: str
    _number: int = 0
    _modern: bool | None = None  # not known yet
    _session: str | None = None
    _version: str = messages.HANDSHAKE
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def tools(self, authorising: Headers) -> list[Json]:
        """Return the definitions of the server's tools as they are now. Raises NotSent, NoAnswer, Refusal."""
        async with self._opening:
            if self._modern is None:
                return await self._first(authorising)
            try:
                return await self._listed(authorising)
            except Refusal as why:
                if why.status in _NOT_OURS or why.status >= _BROKEN:
                    raise
                # it forgot our session, or speaks another version by now
                self._modern = self._session = None
                return await self._first(authorising)

    async def call(self, params: Mapping[str, Any], authorising: Headers) -> Json:
        """Call a tool, once, after `tools`. Raises NotSent, NoAnswer, and Refusal where the server ran nothing."""
        return await self._ask("tools/call", params, authorising, modern=bool(self._modern))

    async def close(self, authorising: Headers) -> None:
        """Tell the server that its session has ended; what it says to that is of no interest."""
        if self._session is not None:
            message = HttpMessage("DELETE", self.url, (*self._handshaken(), *authorising))
            self._session = None
            await self.http.to_resource(message, GOODBYE_SECONDS)

    async def _first(self, authorising: Headers) -> list[Json]:
        try:
            self._modern = True
            return await self._listed(authorising)
        except Refusal as why:
            self._modern = None
            if why.status in _NOT_OURS or why.status >= _BROKEN:
                raise
        await self._shake_hands(authorising)
        self._modern = False
        return await self._listed(authorising)

    async def _shake_hands(self, authorising: Headers) -> None:
        number = self._next()
        greeting = messages.request("initialize", messages.introduction(), number, modern=False)
        answer = await self._post(greeting, authorising, ())
        version = messages.result_of(answer, number).get("protocolVersion")
        self._version = version if isinstance(version, str) and version.isascii() else messages.HANDSHAKE
        self._session = answer.headers.get("mcp-session-id")
        await self._post(messages.introduced(), authorising, self._handshaken())

    async def _listed(self, authorising: Headers) -> list[Json]:
        async def page(params: Json) -> Json:
            return await self._ask("tools/list", params, authorising, modern=bool(self._modern))

        return await all_tools(page)

    async def _ask(self, method: str, params: Mapping[str, Any], authorising: Headers, *, modern: bool) -> Json:
        number = self._next()
        said = messages.request(method, params, number, modern=modern)
        answer = await self._post(said, authorising, messages.headers_of(said) if modern else self._handshaken())
        return messages.result_of(answer, number)

    async def _post(self, said: Json, authorising: Headers, further: Headers) -> Answer:
        headers = (
            ("accept", "application/json, text/event-stream"),
            ("content-type", "application/json"),
            ("user-agent", "countersign"),
            *further,
            *authorising,
        )
        message = HttpMessage("POST", self.url, headers, messages.written(said))
        # closing the stream after the response is only what a server SHOULD do (2026-07-28, streamable HTTP)
        enough = partial(messages.answers, number=said["id"]) if "id" in said else None
        return await self.http.to_resource(message, CALL_SECONDS, enough)

    def _handshaken(self) -> list[tuple[str, str]]:
        session = [("mcp-session-id", self._session)] if self._session else []
        return [("mcp-protocol-version", self._version), *session]

    def _next(self) -> int:
        self._number += 1
        return self._number
