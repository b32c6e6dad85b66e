"""`/callback/…`: where an authorization server tells that an interaction ended (RFC 9635 §4.2.1, §4.2.2).

A push is unauthenticated until the hash is right, so a miss costs one digest and one look-up, writes nothing and sends
nothing. A redirect is taken only in the browser of the grant's own owner.

That browser comes from another site, and a session cookie that is `SameSite=Strict` stays behind then: so the first
answer to it is a page of ours that opens the same address once more, and only what that page opened is looked at.
"""

import asyncio
from typing import Literal, Protocol
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from broker.client.finishing import Browser
from broker.client.instance import ClientInstance
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.message import read_object
from broker.gnap.profiles import REJECTED

LONGEST = 4096  # bytes: a hash and a reference
SECONDS = 10.0
NO_STORE = {"cache-control": "no-store"}
PAGE = {
    **NO_STORE,
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
INBOX = "/inbox"
AGAIN = "here"  # the parameter by which our own page opens the address once more

Told = Literal["going_on", "signed_out", "unknown"]


class Browsers(Protocol):
    """What this door knows of owners' browsers: whose one is, and which pages it is shown."""

    async def whose(self, request: Request) -> Browser | None:
        """Return the signed-in browser that sent a request, None for any other."""

    def page(self, request: Request, told: Told, onward: str) -> Response:
        """Return the page that tells this, in the browser's language; `onward` is where its one link leads."""


def routes(instance: ClientInstance, browsers: Browsers | None = None) -> list[Route]:
    """Return the callback's routes; without `browsers` nothing is finished through one."""

    async def pushed(request: Request) -> Response:
        found = await _hash_and_reference(request)
        if found is None or not await instance.finish(request.path_params["secret"], *found):
            return _unknown()
        return Response(status_code=204, headers=NO_STORE)

    async def redirected(request: Request) -> Response:
        response = _unknown() if browsers is None else await _answered(instance, browsers, request)
        response.headers.update(PAGE)
        return response

    return [
        Route("/callback/{secret}", pushed, methods=["POST"]),
        Route("/callback/{secret}", redirected, methods=["GET"]),
    ]


def _unknown() -> Response:
    return JSONResponse({"error": {"code": ErrorCode.UNKNOWN_INTERACTION}}, 400, headers=NO_STORE)


async def _answered(instance: ClientInstance, browsers: Browsers, request: Request) -> Response:
    if len(request.url.query) > LONGEST or request.method != "GET":
        return browsers.page(request, "unknown", INBOX)
    if AGAIN not in request.query_params:
        return browsers.page(request, "going_on", _once_more(request))
    browser = await browsers.whose(request)
    if browser is None:
        return browsers.page(request, "signed_out", INBOX)
    if not await _taken(instance, request, browser):
        return browsers.page(request, "unknown", INBOX)
    return RedirectResponse(await instance.finishes.page_of(request.path_params["secret"]), 303)


async def _taken(instance: ClientInstance, request: Request, browser: Browser) -> bool:
    """Tell whether the address says something that this owner's grant was waiting for."""
    secret, given = request.path_params["secret"], request.query_params
    if any(len(given.getlist(name)) > 1 for name in given):
        return False  # of two hashes, the next reader could take the other
    if "hash" in given and "interact_ref" in given:
        return await instance.finishes.in_browser(secret, browser, given["hash"], given["interact_ref"])
    bare = given.get("result") == REJECTED and "hash" not in given and "interact_ref" not in given
    return bare and await instance.finishes.rejected(secret, browser.owner)


def _once_more(request: Request) -> str:
    return f"{request.url.path}?{urlencode([*request.query_params.multi_items(), (AGAIN, '1')])}"


async def _hash_and_reference(request: Request) -> tuple[str, str] | None:
    try:
        async with asyncio.timeout(SECONDS):
            content = read_object(await _body(request))
    except (GnapError, TimeoutError):
        return None
    proof, reference = content.get("hash"), content.get("interact_ref")
    return (proof, reference) if isinstance(proof, str) and isinstance(reference, str) else None


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise GnapError(ErrorCode.INVALID_REQUEST, "too long")
    return body
