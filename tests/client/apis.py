"""Small stand-ins of public APIs, as far as the starter connectors call them: each checks what its documentation says.

Facts only, read in the public documentation of each: method, path, names and types of what is sent, how a call is
authorised, status and rough form of the answer.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.gnap.http_message import HttpMessage
from broker.http import Answer

Json = dict[str, Any]
TOKEN = "the-token-of-a-stand-in"


@dataclass
class Api:
    """One API: its base URL, and the calls that it took, as (method, path below the base, query, body)."""

    base: str
    seen: list[tuple[str, str, Json, Any]] = field(default_factory=list)
    headers: list[Json] = field(default_factory=list)

    @property
    def app(self) -> Starlette:
        """The application."""
        raise NotImplementedError

    async def send(self, message: HttpMessage) -> Answer:
        """Answer a call that the broker makes."""
        assert message.target_uri.startswith(f"{self.base}/"), message.target_uri
        nameless = {"user-agent": ""}  # nothing is sent that the broker does not send
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app), headers=nameless) as client:
            made = await client.request(
                message.method,
                message.target_uri,
                headers=[(name, value) for name, value in message.headers if name != "content-length"],
                content=message.body,
            )
        return Answer(made.status_code, dict(made.headers), made.content)

    async def took(self, request: Request) -> Any:
        """Note a call and return its JSON body, None without one."""
        raw = await request.body()
        if raw:
            assert request.headers["content-type"].startswith("application/json")
        body = json.loads(raw) if raw else None
        base = "/" + self.base.partition("://")[2].partition("/")[2]
        path = request.url.path.removeprefix(base) if base != "/" else request.url.path
        self.seen.append((request.method, path, dict(request.query_params), body))
        self.headers.append(dict(request.headers))
        return body


def _bearer(request: Request) -> bool:
    return request.headers.get("authorization") == f"Bearer {TOKEN}"


Answering = Callable[[Request, Any], Response]


def _endpoint(
    api: Api, answer: Answering, refusal: Callable[[Request], Response | None]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return refusal(request) or answer(request, await api.took(request))

    return endpoint


class GitHub(Api):
    """REST API: a token as bearer, a User-Agent always, JSON; 201 for what was made, 422 for what is incomplete."""

    @property
    def app(self) -> Starlette:
        repo = "/repos/{owner}/{repo}"
        return Starlette(
            routes=[
                self._route(f"{repo}/issues", "GET", self._list),
                self._route(f"{repo}/issues", "POST", self._open),
                self._route(f"{repo}/issues/{{number:int}}", "GET", lambda *_: JSONResponse({"number": 7})),
                self._route(f"{repo}/issues/{{number:int}}", "PATCH", self._change),
                self._route(f"{repo}/issues/{{number:int}}/comments", "POST", self._comment),
                self._route(f"{repo}/pulls/{{number:int}}/merge", "PUT", self._merge),
            ]
        )

    def _route(self, path: str, method: str, answer: Answering) -> Route:
        return Route(path, _endpoint(self, answer, self._refusal), methods=[method])

    def _refusal(self, request: Request) -> Response | None:
        if not request.headers.get("user-agent"):
            return Response("Request forbidden by administrative rules.", 403)
        return None if _bearer(request) else JSONResponse({"message": "Bad credentials"}, 401)

    def _list(self, request: Request, _: Any) -> Response:
        query = request.query_params
        fits = query.get("state") in ("open", "closed", "all") and 1 <= int(query["per_page"]) <= 100
        return JSONResponse([{"number": 7}]) if fits and int(query["page"]) >= 1 else _invalid()

    def _open(self, _: Request, body: Any) -> Response:
        fits = isinstance(body.get("title"), str) and isinstance(body.get("body", ""), str)
        return JSONResponse({"number": 8}, 201) if fits and set(body) <= {"title", "body"} else _invalid()

    def _change(self, _: Request, body: Any) -> Response:
        fits = body.get("state") in ("open", "closed") and body["state_reason"] in ("completed", "not_planned")
        return JSONResponse({"state": "closed"}) if fits else _invalid()

    def _comment(self, _: Request, body: Any) -> Response:
        return JSONResponse({"id": 1}, 201) if isinstance(body.get("body"), str) else _invalid()

    def _merge(self, _: Request, body: Any) -> Response:
        if body["merge_method"] not in ("merge", "squash", "rebase"):
            return _invalid()
        at_head = body["sha"] == "6dcb09b"
        return JSONResponse({"merged": True}) if at_head else JSONResponse({"message": "Head was modified"}, 409)


def _invalid() -> Response:
    return JSONResponse({"message": "Validation Failed"}, 422)


class Slack(Api):
    """Web API: a token as bearer, query for reading, JSON for writing; a refusal is `ok: false` under status 200."""

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                self._route("conversations.list", "GET", {"types", "exclude_archived", "limit"}),
                self._route("conversations.history", "GET", {"channel", "limit"}),
                self._route("conversations.replies", "GET", {"channel", "ts", "limit"}),
                self._route("chat.postMessage", "POST", {"channel", "text"}),
                self._route("chat.delete", "POST", {"channel", "ts"}),
            ]
        )

    def _route(self, name: str, method: str, needed: set[str]) -> Route:
        def answer(request: Request, body: Any) -> Response:
            given = dict(request.query_params) if method == "GET" else body
            if missing := sorted(needed - given.keys()):
                return JSONResponse({"ok": False, "error": f"no_{missing[0]}"})
            return JSONResponse({"ok": True})

        return Route(f"/api/{name}", _endpoint(self, answer, self._refusal), methods=[method])

    def _refusal(self, request: Request) -> Response | None:
        return None if _bearer(request) else JSONResponse({"ok": False, "error": "invalid_auth"})


class GoogleCalendar(Api):
    """Calendar API v3: an OAuth access token as bearer; start and end are objects; 204 without body for a deletion."""

    @property
    def app(self) -> Starlette:
        events = "/calendar/v3/calendars/{calendar}/events"
        return Starlette(
            routes=[
                self._route(events, "GET", self._list),
                self._route(events, "POST", self._add),
                self._route(f"{events}/{{event}}", "GET", lambda *_: JSONResponse({"kind": "calendar#event"})),
                self._route(f"{events}/{{event}}", "PATCH", self._add),
                self._route(f"{events}/{{event}}", "DELETE", self._delete),
            ]
        )

    def _route(self, path: str, method: str, answer: Answering) -> Route:
        return Route(path, _endpoint(self, answer, self._refusal), methods=[method])

    def _refusal(self, request: Request) -> Response | None:
        return None if _bearer(request) else JSONResponse({"error": {"code": 401, "status": "UNAUTHENTICATED"}}, 401)

    def _list(self, request: Request, _: Any) -> Response:
        query = request.query_params
        ordered = query.get("orderBy") != "startTime" or query.get("singleEvents") == "true"
        fits = ordered and _moment(query["timeMin"]) and _moment(query["timeMax"])
        return JSONResponse({"items": []}) if fits else JSONResponse({"error": {"code": 400}}, 400)

    def _add(self, request: Request, body: Any) -> Response:
        fits = _moment(body["start"]["dateTime"]) and _moment(body["end"]["dateTime"]) and self._tells(request)
        return JSONResponse({"id": "e1"}) if fits else JSONResponse({"error": {"code": 400}}, 400)

    def _delete(self, request: Request, _: Any) -> Response:
        return Response(status_code=204) if self._tells(request) else JSONResponse({"error": {"code": 400}}, 400)

    def _tells(self, request: Request) -> bool:
        return request.query_params.get("sendUpdates") in ("all", "externalOnly", "none")


def _moment(text: str) -> bool:
    """Tell whether a text is RFC 3339 with its offset, which this API demands."""
    return len(text) >= 20 and text[10] == "T" and (text.endswith("Z") or text[-6] in "+-")


class Wallet(Api):
    """Open Payments resource server: a collection for each kind of payment, and the wallet address in query or body."""

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/incoming-payments", self._endpoint(self._list), methods=["GET"]),
                Route("/outgoing-payments", self._endpoint(self._list), methods=["GET"]),
                Route("/incoming-payments", self._endpoint(self._make), methods=["POST"]),
            ]
        )

    def _endpoint(self, answer: Answering) -> Callable[[Request], Awaitable[Response]]:
        return _endpoint(self, answer, self._refusal)

    def _refusal(self, request: Request) -> Response | None:
        needed = {"authorization", "signature", "signature-input"}
        fits = needed <= set(request.headers) and request.headers["authorization"].startswith("GNAP ")
        return None if fits else Response(status_code=401)

    def _list(self, request: Request, _: Any) -> Response:
        fits = request.query_params.get("wallet-address") and 1 <= int(request.query_params["first"]) <= 100
        return JSONResponse({"pagination": {}, "result": []}) if fits else Response(status_code=400)

    def _make(self, _: Request, body: Any) -> Response:
        fits = set(body) <= {"walletAddress", "incomingAmount", "expiresAt", "metadata"} and "walletAddress" in body
        made = {"id": "https://wallet.example/incoming-payments/1", "walletAddress": body["walletAddress"]}
        return JSONResponse(made, 201) if fits else Response(status_code=400)
