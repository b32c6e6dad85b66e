"""The kit for FastAPI and Starlette: a dependency that hands over what was granted, or answers with a GNAP challenge.

protect = Protect(authorization_server="https://as.example/gnap", resource_server="https://api.example", ...)

@app.post("/payments")
async def pay(granted: Annotated[Granted, Depends(protected(protect, needed))]) -> dict: ...
"""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request

from broker.gnap.http_message import HttpMessage
from broker.gnap.rights import AccessRight
from broker.resource.protect import Challenge, Granted, Protect

Needed = Callable[[Request, bytes], AccessRight]


def protected(protect: Protect, needed: Needed) -> Callable[[Request], Awaitable[Granted]]:
    """Return a dependency: `needed(request, body)` says which right this very request needs.

    `needed` may raise HTTPException for a request that it cannot read; a request without a token is challenged first.
    """

    async def granted(request: Request) -> Granted:
        message = await message_of(request, protect.resource_server)
        try:
            protect.token(message)
            return await protect.check(message, needed(request, message.body or b""))
        except Challenge as refusal:
            raise HTTPException(refusal.status, refusal.words, refusal.headers) from None

    return granted


async def message_of(request: Request, resource_server: str) -> HttpMessage:
    """Return the request as its signer saw it: raw body bytes, and the configured base URI in place of Host."""
    body = await request.body()
    return HttpMessage.from_raw(request.method, resource_server + _target(request), request.headers.raw, body or None)


def _target(request: Request) -> str:
    # The path as it was sent: decoding and encoding it again could make two paths one.
    path: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    query: bytes = request.scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")
