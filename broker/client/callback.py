"""`/callback/…`: where an authorization server tells that an interaction ended (RFC 9635 §4.2.1, §4.2.2).

A push is unauthenticated until the hash is right, so a miss costs one digest and one look-up, writes nothing and sends
nothing. A redirect is taken only in the browser of the grant's own owner.

That browser comes from another site, and a session cookie that is `SameSite=Strict` stays behind then: so the first
answer to it is a page of ours that opens the same address once more, and only what that page opened is looked at.
"""

import asyncio
from collections.abc import Awaitable, Callable
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
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
AGAIN = "here"  # the parameter by which our own page opens the address once more

SignedIn = Callable[[Request], Awaitable[Browser | None]]  # whose signed-in browser this is


def routes(instance: ClientInstance, signed_in: SignedIn | None = None) -> list[Route]:
    """Return the callback's routes; without `signed_in` nothing is finished through a browser."""

    async def pushed(request: Request) -> Response:
        found = await _hash_and_reference(request)
        if found is None or not await instance.finish(request.path_params["secret"], *found):
            return JSONResponse({"error": {"code": ErrorCode.UNKNOWN_INTERACTION}}, 400, headers=NO_STORE)
        return Response(status_code=204, headers=NO_STORE)

    async def redirected(request: Request) -> Response:
        if signed_in is None or len(request.url.query) > LONGEST or request.method != "GET":
            return _unknown()
        if AGAIN not in request.query_params:
            return _once_more(request)
        browser = await signed_in(request)
        if browser is None:
            signing_in = "Sign in with your passkey in this browser, come back to this page, and reload it."
            return _page(401, "You are not signed in", "Nothing was done.", signing_in)
        if not await _taken(instance, request, browser):
            return _unknown()
        return RedirectResponse(await instance.finishes.page_of(request.path_params["secret"]), 303, headers=PAGE)

    return [
        Route("/callback/{secret}", pushed, methods=["POST"]),
        Route("/callback/{secret}", redirected, methods=["GET"]),
    ]


async def _taken(instance: ClientInstance, request: Request, browser: Browser) -> bool:
    """Tell whether the address says something that this owner's grant was waiting for."""
    secret, given = request.path_params["secret"], request.query_params
    if any(len(given.getlist(name)) > 1 for name in given):
        return False  # of two hashes, the next reader could take the other
    if "hash" in given and "interact_ref" in given:
        return await instance.finishes.in_browser(secret, browser, given["hash"], given["interact_ref"])
    bare = given.get("result") == REJECTED and "hash" not in given and "interact_ref" not in given
    return bare and await instance.finishes.rejected(secret, browser.owner)


def _once_more(request: Request) -> Response:
    pairs = [*request.query_params.multi_items(), (AGAIN, "1")]
    address = escape(f"{request.url.path}?{urlencode(pairs)}", quote=True)
    head = f'<meta http-equiv="refresh" content="0;url={address}">'
    return _page(
        200, "Going on", "This page goes on by itself.", None, head, f'<a class="button" href="{address}">Go on</a>'
    )


def _unknown() -> Response:
    return _page(
        400,
        "Nothing waits for this",
        "This browser's owner has no request that ends here: it may be over, or have been answered. Nothing was done.",
        "What still waits for you is in your inbox, and how it ended is in the history there.",
    )


def _page(
    status: int,
    title: str,
    text: str,
    next_step: str | None,
    head: str = "",
    onward: str = '<a class="button" href="/inbox">Open the inbox</a>',
) -> Response:
    """Return a page that looks like the phone's, by its style sheet; the words are ours, the markup is escaped."""
    note = f'<p class="note">{next_step}</p>' if next_step else ""
    content = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} · Countersign</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="/phone/mark.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="/phone/phone.css">{head}</head><body><header class="top">'
        '<a class="brand" href="/inbox"><img src="/phone/mark.svg" alt="" width="26" height="26">Countersign</a>'
        f'</header><main class="card"><h1>{title}</h1><p>{text}</p>{note}'
        f'<div class="actions one">{onward}</div></main></body></html>'
    )
    return HTMLResponse(content, status, headers=PAGE)


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
