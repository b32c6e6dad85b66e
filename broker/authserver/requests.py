"""From an HTTP request to a verified message: the raw bytes are what is checked (RFC 9635 §7.3.1)."""

from starlette.requests import Request

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.message import LONGEST


async def received_message(request: Request, public_url: str) -> HttpMessage:
    """Return the request as a message whose target URI is made of the configured public URL, never of Host.

    Raise GnapError(invalid_request) for a body that is too large. Its time is limited in `broker.receiving`.
    """
    body = await _body(request)
    path = request.scope.get("raw_path") or request.scope["path"].encode()
    query = request.scope["query_string"]
    target = public_url + path.decode("ascii") + (f"?{query.decode('ascii')}" if query else "")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.scope["headers"])
    return HttpMessage(request.method, target, headers, body or None)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise GnapError(ErrorCode.INVALID_REQUEST, f"the body is larger than {LONGEST} bytes")
    return bytes(body)


def presented_token(message: HttpMessage) -> str:
    """Return the token of `Authorization: GNAP <token>`, the only accepted place (RFC 9635 §7.2).

    Raise GnapError(invalid_continuation) where there is none.
    """
    values = [value for name, value in message.headers if name == "authorization"]
    scheme, _, token = values[0].partition(" ") if len(values) == 1 else ("", "", "")
    if scheme.lower() != "gnap" or not token:
        raise GnapError(ErrorCode.INVALID_CONTINUATION, "one Authorization header with a GNAP token is needed")
    return token.strip()
