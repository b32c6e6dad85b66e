"""The embedded authorization server over HTTP. The one place where its errors become status codes (RFC 9635 §3.6)."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.authserver import subject, visits
from broker.authserver.requests import presented_token, received_message
from broker.authserver.server import AuthorizationServer
from broker.authserver.token_formats import FORMATS
from broker.gnap.as_role import FINISH_METHODS, Offer, discovery, error_answer
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage

log = structlog.get_logger("countersign.authserver")

Json = dict[str, Any]
NO_STORE = {"cache-control": "no-store"}  # RFC 9635 §3
STATUS = {
    ErrorCode.INVALID_CLIENT: 401,
    ErrorCode.INVALID_CONTINUATION: 401,
    ErrorCode.USER_DENIED: 403,
    ErrorCode.REQUEST_DENIED: 403,
    ErrorCode.TOO_FAST: 429,
    ErrorCode.TOO_MANY_ATTEMPTS: 429,
}
RS_CODES = frozenset({ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_RESOURCE_SERVER, ErrorCode.INVALID_ACCESS})


def offer(*, mtls: bool) -> Offer:
    """Return what this server can do; `mtls` where a proxy tells it who is at the other end of a connection."""
    return Offer(
        start_modes=visits.START_MODES,
        finish_methods=FINISH_METHODS,
        proofs=("httpsig", "jwsd", "jws", *(["mtls"] if mtls else [])),
        sub_id_formats=subject.SUB_ID_FORMATS,
        assertion_formats=subject.ASSERTION_FORMATS,
        key_rotation=True,
    )


def routes(server: AuthorizationServer, public_url: str, trusted_proxies: Collection[str] = frozenset()) -> list[Route]:
    """Return the routes of the grant endpoint, its continuation, token management and the RS-facing API.

    `trusted_proxies` are the peers whose `Client-Cert` header counts: addresses, or "unix" (`requests`).
    """
    doors = _Doors(server, public_url, trusted_proxies)
    return [
        Route("/gnap", doors.discover, methods=["OPTIONS"]),
        Route("/gnap", doors.request, methods=["POST"]),
        Route("/gnap/continue/{grant}", doors.continue_, methods=["POST"]),
        Route("/gnap/continue/{grant}", doors.modify, methods=["PATCH"]),
        Route("/gnap/continue/{grant}", doors.cancel, methods=["DELETE"]),
        Route("/gnap/token/{token}", doors.revoke, methods=["DELETE"]),
        Route("/gnap/token/{token}", doors.rotate, methods=["POST"]),
        Route("/gnap/introspect", doors.introspect, methods=["POST"]),
        Route("/gnap/resource", doors.register_resources, methods=["POST"]),
        Route("/.well-known/gnap-as-rs", doors.discover_for_rs, methods=["GET"]),
    ]


class _Doors:
    def __init__(self, server: AuthorizationServer, public_url: str, trusted_proxies: Collection[str]) -> None:
        self._server = server
        self._public_url = public_url
        self._trusted_proxies = frozenset(trusted_proxies)
        self._grant_endpoint = f"{public_url}/gnap"

    async def discover(self, _: Request) -> Response:
        return _json(discovery(self._grant_endpoint, offer(mtls=bool(self._trusted_proxies))))

    async def discover_for_rs(self, _: Request) -> Response:
        return _json(
            {
                "grant_request_endpoint": self._grant_endpoint,
                "introspection_endpoint": f"{self._grant_endpoint}/introspect",
                "resource_registration_endpoint": f"{self._grant_endpoint}/resource",
                "token_formats_supported": list(FORMATS),
                "key_proofs_supported": ["httpsig"],
                # ours: what tokens of the format jwt-signed are checked with
                "countersign_token_key": await self._server.token_key(),
            }
        )

    async def request(self, request: Request) -> Response:
        return await self._answer(request, self._server.request_grant)

    async def continue_(self, request: Request) -> Response:
        async def door(message: HttpMessage) -> Json:
            return await self._server.continue_grant(request.path_params["grant"], message, presented_token(message))

        return await self._answer(request, door)

    async def modify(self, request: Request) -> Response:
        async def door(message: HttpMessage) -> Json:
            return await self._server.modify_grant(request.path_params["grant"], message, presented_token(message))

        return await self._answer(request, door)

    async def cancel(self, request: Request) -> Response:
        async def door(message: HttpMessage) -> None:
            await self._server.cancel_grant(request.path_params["grant"], message, presented_token(message))

        return await self._answer(request, door)

    async def revoke(self, request: Request) -> Response:
        async def door(message: HttpMessage) -> None:
            await self._server.revoke_token(request.path_params["token"], message, _management(message))

        return await self._answer(request, door)

    async def rotate(self, request: Request) -> Response:
        async def door(message: HttpMessage) -> Json:
            return await self._server.rotate_token(request.path_params["token"], message, _management(message))

        return await self._answer(request, door)

    async def introspect(self, request: Request) -> Response:
        return await self._answer(request, self._server.introspect, _rs_error)

    async def register_resources(self, request: Request) -> Response:
        return await self._answer(request, self._server.register_resources, _rs_error)

    async def _answer(
        self,
        request: Request,
        door: Callable[[HttpMessage], Awaitable[Json | None]],
        failed: "Callable[[GnapError], Response] | None" = None,
    ) -> Response:
        try:
            content = await door(await received_message(request, self._public_url, self._trusted_proxies))
        except GnapError as why:
            # outside every bad proof is refused in the same words; its own reason is for us alone
            log.info("refused", path=request.url.path, code=str(why.code), why=why.reason)
            return (failed or _error)(why)
        if content is None:
            return Response(status_code=204, headers=NO_STORE)
        return _json(content, _status_of(content))


def _management(message: HttpMessage) -> str:
    return presented_token(message, ErrorCode.INVALID_ROTATION)


def _json(content: Json, status: int = 200) -> Response:
    return JSONResponse(content, status_code=status, headers=NO_STORE)


def _status_of(content: Json) -> int:
    error = content.get("error")
    return STATUS.get(ErrorCode(error["code"]), 400) if error else 200


def _error(why: GnapError) -> Response:
    return _json(error_answer(why.code, why.description), STATUS.get(why.code, 400))


def _rs_error(why: GnapError) -> Response:
    # RFC 9767 §3.5: always 400, and only three codes.
    code = why.code if why.code in RS_CODES else ErrorCode.INVALID_RESOURCE_SERVER
    return _json(error_answer(code, why.description), 400)
