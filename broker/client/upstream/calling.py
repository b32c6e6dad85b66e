"""Calling a tool of an MCP server: only while its definition is the one that its owner signed.

The list of tools is read anew before every call, so no notification that it changed can be missed. Everything up to the
call itself changes nothing over there, and what fails until then was not sent.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from broker.client.upstream.messages import Json, Refusal
from broker.client.upstream.over_http import HttpLine
from broker.client.upstream.over_stdio import StdioLine
from broker.connectors.model import Connector, Tool
from broker.connectors.pinned import NoDefinition, definition_of, digest_of
from broker.http import Answer, Http, NoAnswer, NotSent

Headers = Sequence[tuple[str, str]]
"""What says whose call it is: headers; of a program, environment variables."""

LISTING_SECONDS: Final = 25.0  # for all that comes before the call
_MOST_LINES: Final = 200
_TURNED_AWAY: Final = 401
_BUSY: Final = 429
_WHOLE: Final = "complete"  # what kind of result it is (2026-07-28); up to 2025-11-25 there was no other
_BROKEN: Final = 500


class NotCallable(Exception):
    """The tool is not called and nothing ran; the words say why and what its owner does. `status` is the server's."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


class Redefined(NotCallable):
    """The tool is not as its owner signed it; `tools` are what its server lists now."""

    def __init__(self, words: str, tools: Sequence[Json]) -> None:
        super().__init__(words)
        self.tools = tools


@dataclass(frozen=True)
class Said:
    """What a tool answered: as an HTTP answer whose body is its result, and whether the tool itself failed.

    `code` is the number of the JSON-RPC error where there was no result.
    """

    answer: Answer
    failed: bool
    code: int | None = None


class Line(Protocol):
    """A way to one server."""

    async def tools(self, authorising: Headers) -> list[Json]:
        """Return the definitions of its tools as they are now."""

    async def call(self, params: Json, authorising: Headers) -> Json:
        """Call a tool, once."""

    async def close(self, authorising: Headers) -> None:
        """End the conversation."""


class Upstreams:
    """The MCP servers of the connectors in force. No two agents share a session at a server; all share a program."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._lines: OrderedDict[tuple[str, str, str], Line] = OrderedDict()
        self._programs: dict[tuple[str, str], Line] = {}

    async def call(self, connector: Connector, tool: Tool, body: bytes | None, agent: str, auth: Headers) -> Said:
        """Call a pinned tool with the arguments of `body`; `auth` are the headers that say whose call it is.

        Raises NotSent and NotCallable, where nothing ran, and NoAnswer, where it may have run; Redefined, a kind of
        NotCallable, where the tool is another one by now or is gone.
        """
        line = self._line(connector, agent)
        await self._checked(line, connector, tool, auth)
        arguments = json.loads(body) if body is not None else {}
        try:
            result = await line.call({"name": tool.name, "arguments": arguments}, auth)
        except Refusal as why:
            return _refused(why)
        if result.get("resultType") not in (None, _WHOLE):
            raise NoAnswer("its answer is a task, or a question to its client, which we never said that we know")
        try:
            return Said(_answer(200, result), result.get("isError") is True)
        except RecursionError:
            raise NoAnswer("its result is nested beyond reading") from None

    async def tools(self, connector: Connector, auth: Headers) -> list[Json]:
        """Return the definitions of a server's tools as they are now. Raises NotSent and NotCallable."""
        return await _listed(self._line(connector, ""), connector, auth)

    @property
    def programs(self) -> frozenset[str]:
        """The connectors whose programs were started."""
        return frozenset(name for name, _ in self._programs)

    async def leave(self, in_force: Callable[[str], Connector | None]) -> None:
        """End the programs of connectors that are not in force any more, or are others by now."""
        kept = {name: one.digest for name, _ in self._programs if (one := in_force(name)) is not None}
        left = [key for key in self._programs if kept.get(key[0]) != key[1]]
        await _closed([self._programs.pop(key) for key in left])

    async def close(self) -> None:
        """End all conversations, and all programs."""
        lines = [*self._lines.values(), *self._programs.values()]
        self._lines.clear()
        self._programs.clear()
        await _closed(lines)

    async def _checked(self, line: Line, connector: Connector, tool: Tool, auth: Headers) -> None:
        which, tools = f"the tool {tool.name} of {connector.name}", await _listed(line, connector, auth)
        try:
            found = definition_of(tools, tool.name)
            same = found is not None and digest_of(found) == tool.sha256
        except NoDefinition as why:
            raise NotCallable(f"{which} is not the one that was signed: {why}") from None
        if not same:
            what = "is another one by now than its owner signed" if found is not None else "is not there any more"
            raise Redefined(f"{which} {what}", tools)

    def _line(self, connector: Connector, agent: str) -> Line:
        if connector.program is not None:
            return self._programs.setdefault((connector.name, connector.digest), StdioLine(connector.program))
        key = (connector.name, connector.digest, agent)
        if key not in self._lines:
            self._lines[key] = HttpLine(self._http, connector.resource_server)
            if len(self._lines) > _MOST_LINES:
                self._lines.popitem(last=False)
        self._lines.move_to_end(key)
        return self._lines[key]


async def _closed(lines: Sequence[Line]) -> None:
    await asyncio.gather(*(line.close(()) for line in lines), return_exceptions=True)


async def _listed(line: Line, connector: Connector, auth: Headers) -> list[Json]:
    try:
        async with asyncio.timeout(LISTING_SECONDS):
            return await line.tools(auth)
    except (NoAnswer, TimeoutError) as why:
        raise NotSent(f"its tools could not be read: {type(why).__name__}") from None
    except Refusal as why:
        if why.status == _BUSY or why.status >= _BROKEN:
            raise NotSent(why.words) from None
        raise NotCallable(
            f"the MCP server of {connector.name} says nothing of its tools: {why.words}", why.status
        ) from None


def _refused(why: Refusal) -> Said:
    if why.error is None and why.status < 400:
        # it was sent, and what came back says nothing of what became of it
        raise NoAnswer("no answer of MCP")
    error: dict[str, Any] = {"error": why.error} if why.error is not None else {}
    code = (why.error or {}).get("code")
    return Said(_answer(why.status or 200, error), failed=True, code=code if type(code) is int else None)


def _answer(status: int, said: Json) -> Answer:
    return Answer(
        status, {"content-type": "application/json"}, json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    )
