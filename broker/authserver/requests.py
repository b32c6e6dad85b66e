"""From an HTTP request to a verified message: the raw bytes are what is checked (RFC 9635 §7.3.1)."""

from collections.abc import Collection
from dataclasses import replace

from starlette.requests import Request

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.message import LONGEST
from broker.gnap.proofs import client_cert

UNIX = "unix"  # how a peer on a unix socket is named: it has no address


async def received_message(
    request: Request, public_url: str, trusted_proxies: Collection[str] = frozenset()
) -> HttpMessage:
    """Return the request as a message whose target URI is made of the configured public URL, never of Host.

    `trusted_proxies` are the peers whose `Client-Cert` counts (RFC 9440 §4): addresses, or "unix"; nobody else's does.
    Raise GnapError(invalid_request) for a body that is too large. Its time is limited in `broker.receiving`.
    """
    body = await _body(request)
    path = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope["query_string"]
    target = public_url + path.decode("ascii") + (f"?{query.decode('ascii')}" if query else "")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.scope["headers"])
    message = HttpMessage(request.method, target, headers, body or None)
    lines = message.lines(client_cert.HEADER)
    peer = request.client.host if request.client else UNIX
    # anybody can write this header; only a proxy that deletes an incoming one has checked what stands in it
    if not lines or peer not in trusted_proxies:
        return message
    return replace(message, client_certificate=client_cert.read(lines))


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise GnapError(ErrorCode.INVALID_REQUEST, f"the body is larger than {LONGEST} bytes")
    return bytes(body)


def presented_token(message: HttpMessage, missing: ErrorCode = ErrorCode.INVALID_CONTINUATION) -> str:
    """Return the token of `Authorization: GNAP <token>`, the only accepted place (RFC 9635 §7.2).

    Raise GnapError with the code `missing` where there is none.
    """
    values = [value for name, value in message.headers if name == "authorization"]
    scheme, _, token = values[0].partition(" ") if len(values) == 1 else ("", "", "")
    if scheme.lower() != "gnap" or not token:
        raise GnapError(missing, "one Authorization header with a GNAP token is needed")
    return token.strip()
