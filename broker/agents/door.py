"""The agents' door: an MCP server in which a tool call is an ask, and every answer is a view of a grant.

The grant is the truth; nothing here holds state that a restart would miss. What an agent may see, call or wait for is
decided by its credential: unknown tools and forbidden ones look alike, and so do unknown grants and those of others.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlsplit

import structlog
from mcp.server import Server, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult
from mcp.server.lowlevel.server import NotificationOptions
from mcp.server.models import InitializationOptions
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    SubscriptionsListenRequestParams,
    SubscriptionsListenResult,
)
from pydantic import ValidationError
from starlette.requests import Request
from starlette.types import ASGIApp

from broker.agents import children, eliciting, permitted, results, tasks
from broker.agents.arguments import (
    ArgumentsError,
    check_names,
    check_plain,
    grant_id_of,
    hold_of,
    one_call_of,
    take_words,
)
from broker.agents.callers import by_credential, by_either, still_lasts, still_welcome
from broker.agents.changes import Changes
from broker.agents.children import Minting, may_mint
from broker.agents.credentials import Caller
from broker.agents.gate import BODY_LIMIT, Gate, caller_of
from broker.agents.isolation import Measuring
from broker.agents.lasting import Lasting
from broker.agents.tasks import Tasks
from broker.agents.tools import (
    CHILD_TOOLS,
    HELD_TOOLS,
    INSTRUCTIONS,
    REQUEST_TOOLS,
    Offer,
    described,
    may_hold,
    offers,
    requested,
)
from broker.agents.waiting import HoldTimes, Waiting
from broker.client.releasing import HandedOver
from broker.client.view import GrantView, Refused
from broker.connectors import own_request
from broker.connectors.call import BadArguments, Call, call_for, call_from_access
from broker.connectors.model import Connector
from broker.gnap.errors import GnapError
from broker.gnap.rights import parse_access
from broker.oauth.metadata import RESOURCE_METADATA, resource
from broker.policy.chain import is_child
from broker.policy.model import Policy
from broker.ratchet.lineage import policy_of
from broker.store import Store
from broker.wakeups import Wakeups

log = structlog.get_logger(__name__)

Context = ServerRequestContext[Any, Any]
Answer = CallToolResult | dict[str, Any]  # or a task, which the SDK has no model of
Tool = Callable[[Context, Caller, Mapping[str, Any]], Awaitable[Answer]]

HANDSHAKE_SESSION: Final = "mcp-session-id"


class Asks(Protocol):
    """What this door needs of the broker as client instance (`client.ClientInstance`)."""

    async def ask(
        self,
        agent: str,
        call: Call,
        *,
        reason: str | None,
        purpose: str | None = None,
        run: bool = True,
        hold: Literal["bearer"] | None = None,
    ) -> GrantView | Refused:
        """Ask for `call`, joining an equal one that is open or uncollected. Policy refusals are values."""

    async def view(self, agent: str, grant: str) -> GrantView | None:
        """Return the agent's grant; None for an unknown and for another's."""

    async def views(self, agent: str) -> list[GrantView]:
        """Return the agent's grants."""

    async def collect(self, agent: str, grant: str) -> None:
        """Note that the result was handed over: an equal call is a new ask from now on."""

    async def hand_over(self, agent: str, grant: str) -> HandedOver | Refused:
        """Return a token that its agent is to hold, this once, or why not."""

    async def give_back(self, agent: str, grant: str) -> GrantView | None:
        """Withdraw a pending ask or revoke its token; None as for `view`."""

    async def page_to_open(self, agent: str, grant: str) -> str | None:
        """Return, once for each ask, the path of the page that an owner without a device is led to; else None."""


@dataclass(frozen=True)
class AgentsDeps:
    """What the door is made of. `policies` gives an agent's policy in force, `connectors` those loaded now."""

    store: Store
    client: Asks
    wakeups: Wakeups
    policies: Callable[[str], Policy | None]
    connectors: Callable[[], list[Connector]]
    public_url: str
    now: Callable[[], datetime]
    hold: HoldTimes = field(default_factory=HoldTimes)
    minting: Minting | None = None  # without it nobody has children
    version: str = ""


class Door:
    """The door as an ASGI app. Mount `app` at exactly `/mcp` (a Route, not a Mount) and keep `lifespan()` open.

    `static_app` is the same door for static credentials only, and says nothing of signing in: for hosts that ignore a
    header that they were given once they find that they could.
    """

    def __init__(self, deps: AgentsDeps) -> None:
        self._deps = deps
        self._own: dict[str, Tool] = {
            "what_may_i_do": self._what_may_i_do,
            "request_access": self._request_access,
            "wait_for_grant": self._wait_for_grant,
            "list_grants": self._list_grants,
            "give_back": self._give_back,
        }
        self._waiting = Waiting(deps.wakeups, deps.hold)
        self._manager = StreamableHTTPSessionManager(
            self._server(), security_settings=_security(deps.public_url), max_request_body_size=BODY_LIMIT
        )
        self._changes = Changes(deps.wakeups, lasts=self._lasts, live=self._live)
        inside = Lasting(self._manager.asgi_app, self._changes)
        measure = Measuring(deps.store, deps.now)
        known = by_either(deps.store, resource(deps.public_url), deps.now)
        metadata = deps.public_url + RESOURCE_METADATA
        self.app: ASGIApp = Gate(inside, known, measure=measure, metadata=metadata)
        static = by_credential(deps.store, deps.now)
        self.static_app: ASGIApp = Gate(inside, static, measure=measure)

    def lifespan(self) -> AbstractAsyncContextManager[None]:
        """Return the context in which the door is open; it can be entered once."""
        return self._open()

    async def tools_changed(self, agent: str) -> None:
        """Tell the clients of `agent`, connected to this process, to list their tools anew."""
        await self._changes.tell(agent)

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[None]:
        async with self._changes.running(), self._manager.run():
            yield

    def _server(self) -> "Server[Any]":
        server = _ToolsChangeServer(
            "countersign",
            version=self._deps.version,
            title="Countersign",
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_subscriptions_listen=self._listen,
            # No parameter of ours is mirrored in a header, so there is nothing to compare; and a lookup by name alone
            # would tell forbidden tools from unknown ones.
            get_tool_input_schema=lambda _name: None,
        )
        server.middleware[:] = [_own_errors_stay_here]
        server.add_request_handler("tools/call", CallToolRequestParams, self._call_tool)
        Tasks(mine=self._task, told=self._handed_over, withdrawn=self._given_back).served_by(server)
        return server

    async def _lasts(self, caller: Caller) -> bool:
        return await still_lasts(self._deps.store, caller, self._deps.now())

    def _live(self, session_id: str) -> bool:
        return session_id in self._manager._server_instances  # the SDK has no public way to ask

    async def _policy(self, agent: str) -> Policy | None:
        if not is_child(agent):
            return self._deps.policies(agent)
        return await self._deps.store.read(lambda session: policy_of(session, self._deps.policies, agent))

    async def _offers(self, agent: str) -> dict[str, Offer]:
        return offers(await self._policy(agent), self._deps.connectors())

    async def _list_tools(self, ctx: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        caller = _caller(ctx)
        if session_id := _request(ctx).headers.get(HANDSHAKE_SESSION):
            await self._changes.remember(caller, session_id, ctx.session)
        policy = await self._policy(caller.agent)
        connectors = self._deps.connectors()
        mints = self._deps.minting is not None and may_mint(policy, caller.agent)
        at = requested(policy, connectors)
        tools = described(offers(policy, connectors), mints=mints, holds=may_hold(policy), at=at)
        return ListToolsResult(tools=tools, ttl_ms=0, cache_scope="private")

    async def _listen(self, ctx: Context, params: SubscriptionsListenRequestParams) -> SubscriptionsListenResult:
        caller = _caller(ctx)

        async def look(task: str) -> dict[str, Any] | None:
            view = await self._mine(caller, task) if tasks.declared(ctx) else None
            return None if view is None else tasks.state_of(view)

        return await self._changes.listen(caller, ctx, params, look)

    async def _task(self, ctx: Context, task: str) -> GrantView | None:
        return await self._mine(_caller(ctx), task)

    async def _handed_over(self, ctx: Context, view: GrantView) -> None:
        """Note that a result was handed over, to a client that is still there: else its retry joins the same grant."""
        if not await _request(ctx).is_disconnected():
            await self._deps.client.collect(view.agent, view.id)

    async def _call_tool(self, ctx: Context, params: CallToolRequestParams) -> Answer:
        caller, arguments = _caller(ctx), params.arguments or {}
        tool = self._own.get(params.name) or await self._of_policy(caller, params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, "Unknown tool; tools/list names yours")
        try:
            check_plain(arguments)
            return await tool(ctx, caller, arguments)
        except ArgumentsError as wrong:
            return results.invalid(wrong.problems)

    async def _of_policy(self, caller: Caller, name: str) -> Tool | None:
        policy, minting = await self._policy(caller.agent), self._deps.minting
        if name in CHILD_TOOLS:
            return self._about_children(minting, name) if minting and may_mint(policy, caller.agent) else None
        if name in HELD_TOOLS:
            return self._get_token if may_hold(policy) else None
        if name in REQUEST_TOOLS:
            return self._request_at(at) if (at := requested(policy, self._deps.connectors())) else None
        offer = offers(policy, self._deps.connectors()).get(name)
        if offer is None:
            return None

        async def call(ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> Answer:
            reason, wanted = _wanted(offer, arguments)
            return await self._told(ctx, caller, await self._deps.client.ask(caller.agent, wanted, reason=reason))

        return call

    async def _what_may_i_do(self, _ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> CallToolResult:
        policy = await self._policy(caller.agent)
        offered = offers(policy, self._deps.connectors())
        at = requested(policy, self._deps.connectors())
        about = one_call_of(arguments)
        if about is None or policy is None:
            return results.permitted(permitted.overview(policy, offered, at))
        name, given = about
        if name in REQUEST_TOOLS and at:
            return results.permitted(permitted.foreseen(policy, _own_request(at, given)[1]))
        if name not in offered:
            raise ArgumentsError("operation: none of your tools; yours are: " + ", ".join(offered))
        return results.permitted(permitted.foreseen(policy, _wanted(offered[name], given)[1]))

    async def _request_access(self, ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> Answer:
        reason, rest = take_words(arguments, "reason")
        purpose, rest = take_words(rest, "purpose")
        hold = hold_of(rest)
        check_names(rest, known=["access", "reason", "purpose", "hold"], required=["access"])
        offered = await self._offers(caller.agent)
        try:
            access = parse_access(rest["access"])
        except GnapError as error:
            raise ArgumentsError(f"access: {error.description}") from None
        wanted = call_from_access(self._deps.connectors(), access)
        # What would be a call of a tool that this agent does not have is answered like what is no call at all.
        if wanted is None or wanted.operation not in offered:
            raise ArgumentsError(_NOT_ONE_CALL + ", ".join(offered))
        asked = await self._deps.client.ask(caller.agent, wanted, reason=reason, purpose=purpose, run=False, hold=hold)
        return await self._told(ctx, caller, asked)

    def _request_at(self, at: list[Connector]) -> Tool:
        async def request(ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> Answer:
            reason, wanted = _own_request(at, arguments)
            return await self._told(ctx, caller, await self._deps.client.ask(caller.agent, wanted, reason=reason))

        return request

    async def _get_token(self, _ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> CallToolResult:
        grant_id = grant_id_of(arguments)
        if await self._mine(caller, grant_id) is None:
            return results.no_such_grant()
        made = await self._deps.client.hand_over(caller.agent, grant_id)
        return results.refused(made) if isinstance(made, Refused) else results.handed_over(grant_id, made)

    async def _wait_for_grant(self, ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> Answer:
        view = await self._mine(caller, grant_id_of(arguments))
        return results.no_such_grant() if view is None else await self._told(ctx, caller, view)

    async def _list_grants(self, _ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> CallToolResult:
        check_names(arguments, known=[], required=[])
        views = await self._deps.client.views(caller.agent)
        return results.listed(view for view in views if view.agent == caller.agent)

    async def _give_back(self, _ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> CallToolResult:
        grant_id = grant_id_of(arguments)
        before = await self._mine(caller, grant_id)
        after = None if before is None else await self._given_back(before)
        return results.no_such_grant() if after is None else results.given_back(after)

    async def _given_back(self, before: GrantView) -> GrantView | None:
        after = await self._deps.client.give_back(before.agent, before.id)
        # what came of a call meanwhile was told to nobody: it stays for whoever asks, and an equal call joins it
        if after is not None and after.status in ("cancelled", before.status):
            await self._deps.client.collect(before.agent, before.id)
        return after

    def _about_children(self, minting: Minting, name: str) -> Tool:
        async def mint(_ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> Answer:
            return await children.mint(minting, caller, arguments, f"{self._deps.public_url}/mcp")

        async def end(_ctx: Context, caller: Caller, arguments: Mapping[str, Any]) -> Answer:
            return await children.end(minting, caller.agent, arguments)

        return mint if name == "mint_child" else end

    async def _mine(self, caller: Caller, grant_id: str) -> GrantView | None:
        if not (grant_id.isascii() and grant_id.isprintable()):  # no grant has such a name; PostgreSQL has no NUL
            return None
        view = await self._deps.client.view(caller.agent, grant_id)
        return view if view is not None and view.agent == caller.agent else None

    async def _told(self, ctx: Context, caller: Caller, asked: GrantView | Refused) -> Answer:
        """Return how a grant stands: at once as a task where a human is asked and the client knows tasks, else held.

        A final result that is still heard is collected.
        """
        if isinstance(asked, Refused):
            return results.refused(asked)
        page = await self._page_to_open(ctx, asked)
        if page is not None and eliciting.by_rounds(ctx):
            return eliciting.wanted(asked, page)
        knows_tasks = tasks.declared(ctx)
        if knows_tasks and results.is_open(asked) and asked.decide == "ask":
            return tasks.created(asked)
        async with eliciting.opening(ctx, asked, page):
            view = await self._held(ctx, caller, asked, briefly=knows_tasks)
        if view is None:
            return results.no_such_grant()
        # A revocation while the call was held ends it: the result is not for this caller any more.
        if results.is_open(asked) and not await still_welcome(self._deps.store, caller, self._deps.now()):
            raise MCPError(INVALID_PARAMS, "This credential was revoked")
        if knows_tasks and results.is_open(view):
            return tasks.created(view)
        # A client of the handshake era that hung up does not cancel us; its result waits for the retry.
        if results.is_final(view):
            await self._handed_over(ctx, view)
        return results.of(view)

    async def _held(self, ctx: Context, caller: Caller, asked: GrantView, *, briefly: bool) -> GrantView | None:
        policy = await self._policy(caller.agent) if results.is_open(asked) else None
        at_most = None if policy is None else policy.limits.held_for
        look = partial(self._mine, caller, asked.id)
        return await self._waiting.hold(ctx, asked, look, briefly=briefly, at_most=at_most)

    async def _page_to_open(self, ctx: Context, asked: GrantView) -> str | None:
        """Return the address that this client is to open for its human: once for each ask, to one that said it can."""
        if not (results.is_open(asked) and eliciting.declared(ctx)):
            return None
        path = await self._deps.client.page_to_open(asked.agent, asked.id)
        return None if path is None else self._deps.public_url + path


def mcp_app(deps: AgentsDeps) -> Door:
    """Return the agents' door: `.app` to mount at `/mcp`, `.lifespan()` to keep open, `.tools_changed(agent)`."""
    return Door(deps)


_NOT_ONE_CALL: Final = (
    "access: these rights do not fix exactly one call, with every parameter given, of a tool that you have. "
    "Ask by calling the operation's own tool instead; yours are: "
)


def _own_request(at: list[Connector], arguments: Mapping[str, Any]) -> tuple[str | None, Call]:
    """Return why the agent wants a request of its own making, and the request. Raises ArgumentsError for none."""
    reason, rest = take_words(arguments, "reason")
    connector = next((one for one in at if one.name == rest.get("connector")), None)
    if connector is None:
        raise ArgumentsError("connector: one of " + ", ".join(one.name for one in at))
    del rest["connector"]
    return reason, _call_of(connector, own_request.NAME, rest)


def _wanted(offer: Offer, arguments: Mapping[str, Any]) -> tuple[str | None, Call]:
    """Return the reason that is given, if any, and the call that is meant. Raises ArgumentsError."""
    reason, rest = take_words(arguments, "reason") if offer.takes_reason else (None, arguments)
    return reason, _call_of(offer.connector, offer.operation.name, rest)


def _call_of(connector: Connector, operation: str, arguments: Mapping[str, Any]) -> Call:
    try:
        return call_for(connector, operation, arguments)
    except BadArguments as bad:
        raise ArgumentsError(*bad.problems) from None


class _ToolsChangeServer(Server[Any]):
    """A server that promises `tools/list_changed` to clients of the handshake era too."""

    def create_initialization_options(
        self,
        notification_options: NotificationOptions | None = None,
        experimental_capabilities: dict[str, dict[str, Any]] | None = None,
        extensions: dict[str, dict[str, Any]] | None = None,
    ) -> InitializationOptions:
        """Return the SDK's options with `tools.listChanged` set."""
        promised = notification_options or NotificationOptions(tools_changed=True)
        return super().create_initialization_options(promised, experimental_capabilities, extensions)


async def _own_errors_stay_here(ctx: Context, call_next: CallNext) -> HandlerResult:
    """Answer a fault of ours without its text, which the handshake era of the SDK would put on the wire."""
    try:
        return await call_next(ctx)
    except (MCPError, ValidationError):
        raise
    except Exception as error:
        log.exception("the agents' door failed", method=ctx.method)
        words = "Something failed here. What you asked for is not lost: list_grants shows how it stands."
        raise MCPError(INTERNAL_ERROR, words) from error


def _request(ctx: Context) -> Request:
    if not isinstance(ctx.request, Request):
        raise MCPError(INVALID_PARAMS, "This did not come over HTTP")
    return ctx.request


def _caller(ctx: Context) -> Caller:
    caller = caller_of(_request(ctx).scope)
    if caller is None:  # impossible behind the gate; without one there is nobody to decide for
        raise MCPError(INVALID_PARAMS, "This request has no caller")
    return caller


def _security(public_url: str) -> TransportSecuritySettings:
    """Return the Host and Origin values that are taken: those of the public URL, and loopback names for Host."""
    public = urlsplit(public_url)
    return TransportSecuritySettings(
        allowed_hosts=[public.netloc, "localhost:*", "127.0.0.1:*", "[::1]:*"],
        allowed_origins=[f"{public.scheme}://{public.netloc}"],
    )
