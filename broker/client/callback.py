"""`/callback/…`: where an authorization server tells that an interaction ended (RFC 9635 §4.2.2).

Unauthenticated until the hash is right, so a miss costs one digest and one look-up, writes nothing and sends nothing.
"""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.client.instance import ClientInstance
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.message import read_object

LONGEST = 4096  # bytes: a hash and a reference
SECONDS = 10.0
NO_STORE = {"cache-control": "no-store"}


def routes(instance: ClientInstance) -> list[Route]:
    """Return the callback's route."""

    async def finish(request: Request) -> Response:
        found = await _hash_and_reference(request)
        if found is None or not await instance.finish(request.path_params["secret"], *found):
            return JSONResponse({"error": {"code": ErrorCode.UNKNOWN_INTERACTION}}, 400, headers=NO_STORE)
        return Response(status_code=204, headers=NO_STORE)

    return [Route("/callback/{secret}", finish, methods=["POST"])]


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
