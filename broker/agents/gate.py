"""What an HTTP request must show before any of it is parsed: a credential, a media type, a modest body.

Missing, malformed, unknown, revoked and expired credentials get the same 401, byte for byte; where hosts may sign in,
it names the metadata that says how (RFC 9728 §5.1). A proof of a key (RFC 9449) that does not count is told so,
whatever token it comes with. Everything after this gate knows its caller, and the MCP session that a caller opens is
bound to its credential (`scope["user"]`).
"""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.types import INVALID_REQUEST
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from broker.agents.callers import Recognise
from broker.agents.credentials import Caller, Shown, shown
from broker.oauth.dpop import ALGORITHMS, BadProof

BODY_LIMIT = 128 * 1024  # bytes of one JSON-RPC message, envelope included

_UNAUTHORIZED = {
    "error": "invalid_token",
    "error_description": "Send this agent's own credential as `Authorization: Bearer csa_...`. It was shown once, "
    "when the agent was added (countersign agent add NAME). Missing, unknown and revoked ones are answered alike.",
}

_UNPROVED = {
    "error": "invalid_dpop_proof",
    "error_description": "Under the scheme DPoP, send with each request a new proof in the header DPoP (RFC 9449 §4). ",
}

_GONE = "The connection was closed before its caller could be measured. Nothing was done; send it again."
_ALGS: Final = " ".join(ALGORITHMS)  # RFC 9449 §7.1
_MEDIA_TYPE = "The body must be JSON: send Content-Type: application/json."


class Gate:
    """An ASGI app in front of another: lets in only requests whose caller `recognise` knows.

    `metadata` is the address at which hosts learn how to sign in (RFC 9728), None where they may not.
    """

    def __init__(
        self,
        app: ASGIApp,
        recognise: Recognise,
        *,
        body_limit: int = BODY_LIMIT,
        measure: Callable[[Caller, Scope], Awaitable[bool]] | None = None,
        metadata: str | None = None,
    ) -> None:
        self._app = app
        self._recognise = recognise
        self._measure = measure
        self._body_limit = body_limit
        self._metadata = "" if metadata is None else f'resource_metadata="{metadata}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401, 413 or 415 in JSON, or pass the request on with its caller in `scope["user"]`."""
        if scope["type"] != "http":
            raise RuntimeError("the agents' door speaks HTTP only")
        headers = Headers(scope=scope)
        here = shown(headers, scope["method"])
        message = _is_message(scope, headers) and here is not None
        # whoever knocks is looked at when all has arrived: a slow body brings in no credential that ended meanwhile
        body = await self._body(headers, receive) if message else None
        try:
            caller = None if here is None else await self._recognise(here)
        except BadProof as why:
            return await self._unauthorized(here, _UNPROVED, f"{why}.")(scope, receive, send)
        if caller is None:
            return await self._unauthorized(here, _UNAUTHORIZED)(scope, receive, send)
        scope["user"] = _user(caller)
        if self._measure is not None and not await self._measure(caller, scope):
            return await _refusal(400, _GONE)(scope, receive, send)
        if scope["method"] != "POST":
            return await self._app(scope, receive, send)
        if not message:
            return await _refusal(415, _MEDIA_TYPE)(scope, receive, send)
        if body is None:
            words = f"The request is larger than {self._body_limit} bytes. Nothing was read; send a smaller one."
            return await _refusal(413, words)(scope, receive, send)
        return await self._app(scope, _once(body, receive), send)

    def _unauthorized(self, here: Shown | None, error: dict[str, str], more: str = "") -> Response:
        body = error | {"error_description": error["error_description"] + more}
        bound = here is not None and here.bound and bool(self._metadata)
        challenge = f'DPoP error="{error["error"]}", algs="{_ALGS}", ' if bound else "Bearer "
        headers = {"WWW-Authenticate": (challenge + self._metadata).rstrip(), "Cache-Control": "no-store"}
        return Response(json.dumps(body), 401, headers, "application/json")

    async def _body(self, headers: Headers, receive: Receive) -> bytes | None:
        """Return the whole body, or None as soon as it is, or says that it will be, over the limit."""
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self._body_limit:
            return None
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body += message.get("body", b"")
            if len(body) > self._body_limit:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _is_message(scope: Scope, headers: Headers) -> bool:
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return scope["method"] == "POST" and media_type == "application/json"


def _user(caller: Caller) -> AuthenticatedUser:
    # The subject is what binds an MCP session: to the credential, not to the agent's name alone.
    until = None if caller.until is None else int(caller.until.timestamp())
    shown = AccessToken(token="", client_id=caller.agent, subject=caller.digest, scopes=[], expires_at=until)
    return AuthenticatedUser(shown)


def caller_of(scope: Scope) -> Caller | None:
    """Return who sent the request that `scope` belongs to; None if it did not come through a gate."""
    user = scope.get("user")
    if not isinstance(user, AuthenticatedUser) or user.access_token.subject is None:
        return None
    until = user.access_token.expires_at
    ends = None if until is None else datetime.fromtimestamp(until, UTC)
    return Caller(user.access_token.client_id, user.access_token.subject, ends)


def _once(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives `body` first and then whatever the connection has to say."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay


def _refusal(status: int, words: str) -> Response:
    error = {"jsonrpc": "2.0", "id": None, "error": {"code": INVALID_REQUEST, "message": words}}
    return Response(json.dumps(error), status, media_type="application/json")
