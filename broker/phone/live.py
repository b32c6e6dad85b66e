"""Live pages: a stream that says "look again" whenever something of this owner's may have changed (server-sent events).

It carries no content at all: the page fetches itself anew, so what a person sees always comes by the one way that is
checked, and a stream that breaks or is cut off costs liveness and nothing else.
"""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from broker.phone import sessions
from broker.phone.deps import PhoneDeps

BEAT = 20.0  # seconds between two signs of life: proxies cut a silent stream off
BEATS = 45  # after which the browser connects anew: a session may have ended meanwhile


async def events(deps: PhoneDeps, request: Request) -> Response:
    """GET /events: the stream of a signed-in browser. Anybody else gets 204, which ends a browser's attempts."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return Response(status_code=204)
    return StreamingResponse(_looks(deps, request, signed.owner), media_type="text/event-stream")


async def _looks(deps: PhoneDeps, request: Request, owner: str) -> AsyncIterator[str]:
    async with deps.wakeups.listen(f"owner:{owner}") as ring:
        # whoever was cut off may have missed something: the first thing said is to look
        yield "retry: 3000\ndata: look\n\n"
        for _ in range(BEATS):
            rung = await ring.wait(BEAT)
            # who was signed out meanwhile is told nothing more, not even that there is something
            if deps.wakeups.stopping or await sessions.signed_in(deps, request) is None:
                return
            yield "data: look\n\n" if rung else ": still here\n\n"
