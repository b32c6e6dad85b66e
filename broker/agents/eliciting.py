"""Leading the human at an agent's client to our own page (URL elicitation), where no device of theirs could be told.

What their client answers is no verdict: `accept` approves nothing and `decline` and `cancel` refuse nothing, since a
client may answer by itself. Only what is signed on the page decides, and the call waits on meanwhile.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import anyio
import structlog
from mcp.server import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp.types import ElicitRequest, ElicitRequestURLParams
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from pydantic import ValidationError

from broker.client.view import GrantView

log = structlog.get_logger(__name__)

Json = dict[str, Any]
Context = ServerRequestContext[Any, Any]

_KEY: Final = "approve"  # under which the one request of a round, and its answer, go


def declared(ctx: Context) -> bool:
    """Tell whether the client said that it can open an address for its human."""
    capabilities = ctx.session.client_capabilities
    modes = None if capabilities is None else capabilities.elicitation
    return modes is not None and modes.url is not None


def by_rounds(ctx: Context) -> bool:
    """Tell whether a request is answered with what is wanted, and made again (2026-07-28), not asked on its stream."""
    return ctx.protocol_version in MODERN_PROTOCOL_VERSIONS


def wanted(view: GrantView, url: str) -> Json:
    """Return the answer to a call by which its client opens `url` and then makes the same call again (SEP-2322).

    It carries no state to be handed back: the same call joins the same grant, which knows that it led there once.
    """
    params = ElicitRequestURLParams(message=_words(view), url=url)
    asked = ElicitRequest(params=params).model_dump(by_alias=True, mode="json", exclude_none=True)
    return {"resultType": "input_required", "inputRequests": {_KEY: asked}}


@asynccontextmanager
async def opening(ctx: Context, view: GrantView, url: str | None) -> AsyncIterator[None]:
    """Ask a client of the handshake era to open `url`, if there is one, beside whatever happens in this context."""
    if url is None:
        yield
        return
    async with anyio.create_task_group() as asking:
        asking.start_soon(_open, ctx, view, url)
        yield
        asking.cancel_scope.cancel()


async def _open(ctx: Context, view: GrantView, url: str) -> None:
    try:
        await ctx.session.elicit_url(_words(view), url, view.id, related_request_id=ctx.request_id)
    except (MCPError, ValidationError, anyio.ClosedResourceError, anyio.BrokenResourceError) as error:
        # the client cannot after all: its call waits as any other
        log.info("the client did not open the page", grant=view.id, error=type(error).__name__)


def _words(view: GrantView) -> str:
    return (
        f"{view.operation} waits for {view.owner} to approve it, and no device of {view.owner} is paired. "
        "Pair one (countersign phone pair), then sign in on this page of Countersign and decide. Nothing has run yet."
    )
