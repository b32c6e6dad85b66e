"""The unix socket's routes: how this computer's command line talks to the running broker. Nothing here approves.

Who may open the socket is the file system's matter (mode 0600, in the state folder); what widens still needs what the
functions given by `app` demand.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.phone.door import Body, Refusal, body


class LocalRefusal(Exception):
    """What was asked on the command line is not done; the message says why and what to do first."""


class NewAgent(Body):
    """An agent to be added."""

    name: str = Field(max_length=100)
    owner: str | None = Field(default=None, max_length=100)


class NewLink(Body):
    """An owner's first enrolment link."""

    owner: str | None = Field(default=None, max_length=100)


@dataclass(frozen=True)
class LocalDeps:
    """What the command line may have done: add an agent, make an enrolment link, list agents."""

    add_agent: Callable[[str, str | None], Awaitable[str]]
    new_link: Callable[[str | None], Awaitable[str]]
    agents: Callable[[], Awaitable[list[dict[str, str | None]]]]


def routes(deps: LocalDeps) -> list[Route]:
    """Return the routes of the unix socket."""

    async def add(request: Request) -> Response:
        asked = await body(request, NewAgent)
        return JSONResponse({"agent": asked.name, "credential": await deps.add_agent(asked.name, asked.owner)})

    async def agents(_: Request) -> Response:
        return JSONResponse({"agents": await deps.agents()})

    async def link(request: Request) -> Response:
        asked = await body(request, NewLink)
        return JSONResponse({"link": await deps.new_link(asked.owner)})

    return [
        Route("/agents", _told(add), methods=["POST"]),
        Route("/agents", _told(agents), methods=["GET"]),
        Route("/enrolment", _told(link), methods=["POST"]),
    ]


def _told(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await handler(request)
        except LocalRefusal as why:
            return JSONResponse({"error": "refused", "message": str(why)}, status_code=409)
        except Refusal as refusal:
            return refusal.as_json()

    return endpoint
