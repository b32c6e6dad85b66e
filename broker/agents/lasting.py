"""A stream that is held open by GET (the handshake era's) lasts no longer than what its caller came in with."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from broker.agents.changes import Changes
from broker.agents.credentials import Caller
from broker.agents.gate import caller_of


class Lasting:
    """An ASGI app in front of another, behind the gate."""

    def __init__(self, app: ASGIApp, changes: Changes) -> None:
        self._app = app
        self._changes = changes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; end its answer, if it is a stream, once its caller is welcome no longer."""
        caller = caller_of(scope)
        if caller is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
        else:
            await self._kept(caller, scope, receive, send)

    async def _kept(self, caller: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(send)
        async with self._changes.kept(caller):
            await self._app(scope, receive, answer.send)
        await answer.end()


class _Answer:
    """What was sent of one answer, so that it can be ended in good order."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._open = False

    async def send(self, message: Message) -> None:
        await self._send(message)
        self._open = message["type"] == "http.response.start" or message.get("more_body", False)

    async def end(self) -> None:
        if self._open:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
