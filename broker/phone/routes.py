"""Every address of the phone's door."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from broker.phone import (
    approve,
    connecting,
    devices,
    enrol,
    freeze,
    history,
    inbox,
    interact_code,
    interact_foreign,
    live,
    outside,
    proposals,
    recover,
    signin,
    standing,
    visiting,
)
from broker.phone.deps import PhoneDeps
from broker.phone.door import Handler, changing, reading

_STATIC = {"phone.css": "text/css", "phone.js": "text/javascript", "mark.svg": "image/svg+xml"}


def routes(deps: PhoneDeps) -> list[Route]:
    """Return the routes: pages by GET, which change nothing, and changes by POST, from our own pages only."""
    pages: dict[str, Handler] = {
        "/pair": enrol.pair_page,
        "/signin": signin.signin_page,
        "/inbox": inbox.inbox_page,
        "/history": history.history_page,
        "/devices": devices.devices_page,
        "/recover": recover.recover_page,
        "/approve/{id}": approve.approve_page,
        "/approve/{id}/as": standing.standing_page,
        "/proposals/{id}": proposals.proposal_page,
        "/interact/{secret}": visiting.interact_page,
        "/interact/done/{id}": visiting.done_page,
        "/code": interact_code.code_page,
        "/oauth/authorize": connecting.connect_page,
        "/oauth/done/{id}": connecting.done_page,
        "/events": live.events,
        "/no": outside.no_page,
    }
    changes: dict[str, Handler] = {
        "/pair/options": enrol.pair_options,
        "/pair/verify": enrol.pair_verify,
        "/pair/status": enrol.pair_status,
        "/recover": recover.recover,
        "/signin/options": signin.signin_options,
        "/signin/verify": signin.signin_verify,
        "/signout": signin.signout,
        "/devices/{id}/remove": devices.remove,
        "/standing/{id}/revoke": standing.take_back,
        "/quiet": devices.quiet,
        "/freeze": freeze.freeze,
        "/unfreeze": freeze.unfreeze,
        "/mute": freeze.silence,
        "/end": freeze.end,
        "/lift": freeze.lift,
        "/interact/{secret}": visiting.interact,
        "/code": interact_code.code,
        "/oauth/authorize": connecting.connect,
        "/no": outside.no,
        "/elsewhere/{id}": interact_foreign.onward,
        "/devices/{id}/shows": devices.shows,
        "/channels/{id}/remove": devices.remove_channel,
    }
    for answers in (approve.answers, proposals.answers):
        each = f"{answers.path}/{{id}}"
        changes |= {
            f"{each}/options": answers.options,
            f"{each}/decide": answers.decide,
            f"{each}/refuse": answers.refuse,
        }
    changes["/approve/{id}/withdraw"] = approve.take_back
    pages |= {f"/phone/{name}": _static(name, media_type) for name, media_type in _STATIC.items()}
    return [
        *(Route(path, reading(deps, handler), methods=["GET"]) for path, handler in pages.items()),
        *(Route(path, changing(deps, handler), methods=["POST"]) for path, handler in changes.items()),
    ]


def _static(name: str, media_type: str) -> Handler:
    content = (files("broker.phone") / "static" / name).read_bytes()

    async def serve(_deps: PhoneDeps, _request: Request) -> Response:
        return Response(content, media_type=media_type)

    return serve
