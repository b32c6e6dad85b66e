"""The agents' door over stdio: JSON-RPC lines relayed to the broker's `/mcp` and back, in both eras of MCP.

A relay, not a server: it answers nothing by itself but what it cannot deliver. A request is one POST whose stream lives
until its answer; a modern client's cancellation closes that stream, which is how HTTP says it. A broker that goes away
costs the requests that were under way, each with a word; the next line is sent anew, in a new session where one is due.
"""

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import anyio
import httpx2
from anyio.abc import TaskGroup
from mcp.shared.inbound import MCP_PROTOCOL_VERSION_HEADER
from mcp.types import CONNECTION_CLOSED, INTERNAL_ERROR, INVALID_REQUEST, PARSE_ERROR

from broker.connect.door import SESSION, away, modern_headers, modern_version, refused

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Say = Callable[[str], None]

LINE_LIMIT: Final = 1024 * 1024  # bytes; the broker takes less, and says so
ANSWER_LIMIT: Final = 8 * 1024 * 1024  # bytes of one answer
LEAVE_WITHIN: Final = 2.0  # seconds for telling the broker that a session ends

_MEDIA: Final = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
_CUT: Final = (
    "The connection to the broker ended before its answer. What was asked is not lost: list_grants shows how it "
    "stands, and the same call joins it."
)
_NOT_RENEWED: Final = "The broker was started anew and opens no new session: connect this client again."


@dataclass(frozen=True)
class Line:
    """A message of the client as it wrote it, and what it says."""

    raw: bytes
    message: Message

    @property
    def method(self) -> str | None:
        """The method of a request or notification; None for an answer."""
        method = self.message.get("method")
        return method if isinstance(method, str) else None

    @property
    def is_request(self) -> bool:
        """Whether an answer is due."""
        return self.method is not None and self.message.get("id") is not None


class _Ended(Exception):
    """An exchange ended without an answer; the message is for the agent."""


class _NoSession(Exception):
    """The broker does not know our session: it was started anew."""


class Relay:
    """One client's conversation. `send` writes a message to the client, `say` a line for people to standard error."""

    def __init__(self, url: str, http: httpx2.AsyncClient, send: Send, say: Say) -> None:
        self._url = url
        self._http = http
        self._send = send
        self._say = say
        self._under_way: dict[str, tuple[anyio.CancelScope, bool]] = {}
        self._handshake: Line | None = None
        self._session: str | None = None
        self._version: str | None = None
        self._listening = False
        self._renewing = anyio.Lock()
        self._silent = False

    async def run(self, lines: AsyncIterator[bytes]) -> None:
        """Relay until the client closes its end."""
        async with anyio.create_task_group() as tasks:
            async for raw in lines:
                if raw.strip():
                    await self._take(raw, tasks)
            tasks.cancel_scope.cancel()
        with anyio.move_on_after(LEAVE_WITHIN, shield=True):
            await self._leave()

    async def _take(self, raw: bytes, tasks: TaskGroup) -> None:
        """Begin what a line asks for; what is no message is answered here."""
        line = _line(raw)
        if isinstance(line, str):
            await self._send(_error(None, PARSE_ERROR if line is _NO_JSON else INVALID_REQUEST, line))
        elif line.is_request:
            self._begin(line, tasks)
        elif line.method != "notifications/cancelled" or not self._cancelled(line):
            await self._pass_on(line, tasks)

    def _begin(self, line: Line, tasks: TaskGroup) -> None:
        """Send a request in a task of its own."""
        scope, key = anyio.CancelScope(), _key(line.message["id"])
        if key in self._under_way:  # an id used again belongs to the later request
            self._under_way[key][0].cancel()
        self._under_way[key] = scope, modern_version(line.message) is not None
        tasks.start_soon(self._request, line, scope, key, tasks)

    async def _request(self, line: Line, scope: anyio.CancelScope, key: str, tasks: TaskGroup) -> None:
        try:
            with scope:
                await self._ask(line, tasks)
        finally:
            if key in self._under_way and self._under_way[key][0] is scope:
                del self._under_way[key]

    async def _ask(self, line: Line, tasks: TaskGroup) -> None:
        """Send a request, and tell the client how it ended if no answer came."""
        request_id = line.message["id"]
        try:
            await self._ask_anew_if_due(line)
        except _Ended as why:
            self._tell_once(str(why))
            await self._send(_error(request_id, CONNECTION_CLOSED, str(why)))
        except Exception as why:  # noqa: BLE001 -- one message that breaks us must not end the others
            self._say(f"a request failed here: {type(why).__name__}")
            await self._send(_error(request_id, INTERNAL_ERROR, f"This relay failed. {_CUT}"))
        else:
            self._silent = False
            if line.method != "initialize":
                self._listen(tasks)

    async def _ask_anew_if_due(self, line: Line) -> None:
        if line.method == "initialize":
            self._handshake, self._session, self._version = line, None, None
        session = self._session
        try:
            await self._exchange(line, self._send)
        except _NoSession:
            await self._renew(session)
            try:
                await self._exchange(line, self._send)
            except _NoSession:
                raise _Ended(_NOT_RENEWED) from None

    async def _pass_on(self, line: Line, tasks: TaskGroup) -> None:
        """Send a notification, or the client's answer to a request of the broker's."""
        if self._session is None:
            return  # a modern client says nothing else that HTTP could carry
        try:
            await self._exchange(line, self._send)
        except (_Ended, _NoSession) as why:
            self._say(f"not delivered: {line.method or 'an answer'}: {why}")
        if line.method == "notifications/initialized":
            self._listen(tasks)

    def _cancelled(self, line: Line) -> bool:
        """End a modern request's stream; False where the broker must be told in words instead."""
        params = line.message.get("params")
        key = _key(params.get("requestId")) if isinstance(params, dict) else ""
        scope, modern = self._under_way.get(key, (None, False))
        if scope is not None and modern:
            scope.cancel()
        return modern

    async def _exchange(self, line: Line, send: Send) -> None:
        """POST one message and send on what comes back; raise _Ended or _NoSession."""
        try:
            async with self._http.stream("POST", self._url, content=line.raw, headers=self._headers(line)) as response:
                await self._heard(line, response, send)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            raise _Ended(away(self._url)) from None
        except (httpx2.HTTPError, httpx2.SSEError):
            raise _Ended(_CUT) from None

    async def _heard(self, line: Line, response: httpx2.Response, send: Send) -> None:
        if response.status_code == 404 and SESSION in response.request.headers:
            raise _NoSession("the broker was started anew")
        if response.is_success and line.method == "initialize":
            self._session = response.headers.get(SESSION)
        if response.is_success and _media(response) == "text/event-stream":
            await self._stream(line, response, send)
        elif line.is_request:
            # An error comes with an HTTP status as well, and without an id where the body was not even read.
            answer = _message(await _body(response))
            if answer is None or not ("result" in answer or isinstance(answer.get("error"), dict)):
                raise _Ended(refused(response.status_code))
            await self._answered(line, answer | {"id": line.message["id"]}, send)
        elif not response.is_success:
            raise _Ended(refused(response.status_code))

    async def _stream(self, line: Line, response: httpx2.Response, send: Send) -> None:
        async for event in httpx2.EventSource(response, max_event_size=ANSWER_LIMIT):
            heard = _message(event.data) or {}
            if "method" in heard:
                await send(heard)
            elif heard and heard.get("id") == line.message.get("id"):
                await self._answered(line, heard, send)
                return
        if line.is_request:
            raise _Ended(_CUT)

    async def _answered(self, line: Line, answer: Message, send: Send) -> None:
        if line.method == "initialize" and isinstance(answer.get("result"), dict):
            self._version = answer["result"].get("protocolVersion")
        await send(answer)

    def _headers(self, line: Line) -> dict[str, str]:
        modern = modern_version(line.message)
        if modern is not None:
            return _MEDIA | modern_headers(line.message, modern)
        return _MEDIA | ({} if line.method == "initialize" else self._of_session())

    def _of_session(self) -> dict[str, str]:
        known = {SESSION: self._session, MCP_PROTOCOL_VERSION_HEADER: self._version}
        return {name: value for name, value in known.items() if value}

    async def _renew(self, old: str | None) -> None:
        """Repeat the client's handshake for it, once for all requests that found the session gone."""
        async with self._renewing:
            if self._session != old or self._handshake is None:
                return
            self._say("the broker was started anew; a new session is opened")
            self._session, self._listening = None, False
            await self._exchange(self._handshake, _to_nobody)
            if self._session is None:
                self._session = old  # so that the next request tries again
                raise _Ended(_NOT_RENEWED)
            await self._exchange(_INITIALIZED, _to_nobody)

    def _listen(self, tasks: TaskGroup) -> None:
        """Open the stream on which a session of the handshake era hears what nobody asked for."""
        if self._session is not None and not self._listening:
            self._listening = True
            tasks.start_soon(self._hear, self._session)

    async def _hear(self, session: str) -> None:
        headers = {"accept": "text/event-stream"} | self._of_session()
        with contextlib.suppress(httpx2.HTTPError, httpx2.SSEError):
            async with self._http.stream("GET", self._url, headers=headers) as response:
                if response.is_success:
                    async for event in httpx2.EventSource(response, max_event_size=ANSWER_LIMIT):
                        if (heard := _message(event.data)) is not None:
                            await self._send(heard)
        if self._session == session:
            self._listening = False  # the next request that is answered opens it again

    async def _leave(self) -> None:
        if self._session is not None:
            with contextlib.suppress(httpx2.HTTPError):
                await self._http.delete(self._url, headers=self._of_session())

    def _tell_once(self, words: str) -> None:
        if not self._silent:
            self._say(words)
        self._silent = True


_NO_JSON: Final = "That line is not JSON; every line is one message"
_INITIALIZED: Final = Line(
    b'{"jsonrpc":"2.0","method":"notifications/initialized"}',
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
)


def _line(raw: bytes) -> Line | str:
    """Return the message of a line, or what is wrong with it."""
    if len(raw) > LINE_LIMIT:
        return f"A message of more than {LINE_LIMIT} bytes; send a smaller one"
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return _NO_JSON
    return Line(raw, message) if isinstance(message, dict) else "A message is one JSON object; batches are not taken"


def _key(request_id: object) -> str:
    return json.dumps(request_id)  # 1 and "1" are different requests


def _media(response: httpx2.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


async def _body(response: httpx2.Response) -> bytes:
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > ANSWER_LIMIT:
            raise _Ended(_CUT)
    return bytes(content)


def _message(text: str | bytes) -> Message | None:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _error(request_id: object, code: int, words: str) -> Message:
    return {"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": words}}


async def _to_nobody(_message: Message) -> None:
    """Drop what the client has been told already."""
