"""A door for clients that speak Open Payments, beside the grant endpoint and off unless it is named in a setting.

It is a translation: the request is read into the form of RFC 9635, the same server judges, asks and issues, and its
answer is written in the dialect. Signatures without a tag are taken here only, and of the named clients only.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.approval.decision import APPROVE
from broker.authserver import clients, grants
from broker.authserver.context import Context
from broker.authserver.requests import presented_token, received_message
from broker.authserver.server import AuthorizationServer
from broker.gnap import open_payments
from broker.gnap.as_role import read_grant_request, read_interact_ref
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import Key
from broker.gnap.message import write_object
from broker.http import Http
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import Approval, ServerGrant

log = structlog.get_logger("countersign.authserver")

Json = dict[str, Any]
T = TypeVar("T")

PATH: Final = "/open-payments"
NO_STORE: Final = {"cache-control": "no-store"}
STATUS: Final = {
    ErrorCode.INVALID_CLIENT: 401,
    ErrorCode.INVALID_CONTINUATION: 401,
    ErrorCode.REQUEST_DENIED: 401,
    ErrorCode.USER_DENIED: 401,
}


class OpenPaymentsServer(AuthorizationServer):
    """The embedded authorization server as it is at this path; `named` are the clients that may come here."""

    tag = None

    def __init__(self, store: Store, context: Context, http: Http, named: Collection[str]) -> None:
        super().__init__(store, replace(context, open_payments=True), http)
        self._named = frozenset(named)

    async def request_grant(self, message: HttpMessage) -> Json:
        """Answer a new grant request in the dialect."""
        requested = read_grant_request(write_object(open_payments.grant_request(message.body)))
        finish = requested.finish and replace(requested.finish, hash_method=open_payments.FINISH)
        wanted = replace(requested, finish=finish)
        named = requested.client
        key = named if isinstance(named, Key) else await self._read(lambda it: clients.key_of_instance(it, named))
        return await self._signed(
            message, key, lambda session, now: grants.open_grant(session, self._context, key, wanted, now)
        )

    async def continue_grant(self, grant_id: str, message: HttpMessage, token: str) -> Json:
        """Answer a continuation: the token, or nothing new. A grant that was refused says so without a reference."""
        given = read_interact_ref(message.body)

        def work(session: Session, now: datetime) -> Json:
            reference = given or self._of_a_refusal(session, grant_id)
            told = grants.continue_grant(session, self._context, grant_id, token, reference, now)
            return told if "access_token" not in told else told | self._going_on(session, grant_id, now)

        return await self._signed(message, await self._key_of_grant(grant_id), work)

    async def rotate_token(self, token_id: str, message: HttpMessage, token: str) -> Json:
        """Give a token a new value; the key stays, as the dialect has no way to say another."""
        if message.body:
            raise GnapError(ErrorCode.KEY_ROTATION_NOT_SUPPORTED, "a rotation has no content at this path")
        return await super().rotate_token(token_id, message, token)

    def _of_a_refusal(self, session: Session, grant_id: str) -> str | None:
        """Return the reference that the browser of a refusal did not carry, or None where nothing was refused."""
        grant = session.get_one(ServerGrant, grant_id)
        approval = session.get(Approval, grant.approval)
        refused = approval is not None and approval.decision not in {None, APPROVE}
        if not refused or grant.interact_ref_sealed is None:
            return None
        place = {"table": "server_grant", "row": grant.id, "column": "interact_ref"}
        return self._context.vault.open(grant.interact_ref_sealed, **place).decode()

    def _going_on(self, session: Session, grant_id: str, now: datetime) -> Json:
        # the dialect wants a continuation beside every token: it issues nothing more, but it can end the grant
        grant = grants.locked(session, grant_id)
        return {"continue": grants.go_on(session, self._context, grant, now)}

    async def _signed(
        self,
        message: HttpMessage,
        key: Key,
        work: Callable[[Session, datetime], T],
        *,
        client: str | None = None,
        new: Key | None = None,
    ) -> T:
        def of_the_named(session: Session, now: datetime) -> T:
            if clients.known_client(session, client or key.identity, now).agent not in self._named:
                raise GnapError(ErrorCode.INVALID_CLIENT, "this client is not one that may come by this path")
            return work(session, now)

        return await super()._signed(message, key, of_the_named, client=client, new=new)


def routes(server: OpenPaymentsServer, public_url: str) -> list[Route]:
    """Return the routes of the dialect: a request, its continuation and its end, a token's rotation and its end."""
    doors = _Doors(server, public_url)
    return [
        Route(PATH, doors.request, methods=["POST"]),
        Route(PATH + "/continue/{id}", doors.continue_, methods=["POST"]),
        Route(PATH + "/continue/{id}", doors.cancel, methods=["DELETE"]),
        Route(PATH + "/token/{id}", doors.rotate, methods=["POST"]),
        Route(PATH + "/token/{id}", doors.revoke, methods=["DELETE"]),
    ]


class _Doors:
    def __init__(self, server: OpenPaymentsServer, public_url: str) -> None:
        self._server = server
        self._public_url = public_url

    async def request(self, request: Request) -> Response:
        return await self._answer(request, self._server.request_grant)

    async def continue_(self, request: Request) -> Response:
        return await self._presented(request, self._server.continue_grant)

    async def cancel(self, request: Request) -> Response:
        return await self._presented(request, self._server.cancel_grant)

    async def rotate(self, request: Request) -> Response:
        return await self._presented(request, self._server.rotate_token, ErrorCode.INVALID_ROTATION)

    async def revoke(self, request: Request) -> Response:
        return await self._presented(request, self._server.revoke_token, ErrorCode.INVALID_ROTATION)

    async def _presented(
        self,
        request: Request,
        door: Callable[[str, HttpMessage, str], Awaitable[Json | None]],
        missing: ErrorCode = ErrorCode.INVALID_CONTINUATION,
    ) -> Response:
        async def with_token(message: HttpMessage) -> Json | None:
            return await door(request.path_params["id"], message, presented_token(message, missing))

        return await self._answer(request, with_token)

    async def _answer(self, request: Request, door: Callable[[HttpMessage], Awaitable[Json | None]]) -> Response:
        try:
            content = await door(await received_message(request, self._public_url))
        except GnapError as why:
            # as at the grant endpoint: the reason is for us alone
            log.info("refused", path=request.url.path, code=str(why.code), why=why.reason)
            return _error({"code": str(why.code), "description": why.description})
        if content is None:
            return Response(status_code=204, headers=NO_STORE)
        if "error" in content:
            return _error(content["error"])
        return JSONResponse(open_payments.answer(content), headers=NO_STORE)


def _error(error: Json) -> Response:
    code = ErrorCode(error["code"])
    # the dialect has one word for a refusal, whoever refused
    told = error | {"code": "request_denied"} if code == ErrorCode.USER_DENIED else error
    return JSONResponse({"error": told}, status_code=STATUS.get(code, 400), headers=NO_STORE)
