"""The page to which an agent's host leads its owner to sign in (OAuth 2.1 §4.1): who it is, and which agent it becomes.

A GET decides nothing. The owner names the agent and picks how its policy begins, in a form that works without script;
what follows is a proposal, which is signed or refused like any other. Whoever is not signed in learns nothing, and
nothing is fetched for them.
"""

import asyncio

from pydantic import Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.oauth import client_document, metadata, redirects
from broker.oauth.client_document import Unknown
from broker.oauth.request import Asked, SentBack, Unusable, refused_uri
from broker.phone import sessions
from broker.phone.answering import unchanged
from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, answerable, body
from broker.phone.pages import page
from broker.ratchet.proposals import CannotPerform
from broker.store.query import Session
from broker.store.tables import Proposal

_CANNOT = phrase("This program cannot be connected")
_AFRESH = phrase("Go back to the program and start again there.")


class Named(Body):
    """The request as it came, the name that the owner gives, and the template of its policy, "" for none."""

    asked: str = Field(max_length=8 * 1024)
    agent: str = Field(max_length=64)
    template: str = Field(default="", max_length=20)


async def connect_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /oauth/authorize: who asks and where the browser goes then.

    What is wrong with a request goes to a client that is known by a 303, to another one by a link at most.
    """
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return page("signin.html", then="")
    try:
        asked = await _judged(deps, request.url.query)
    except SentBack as back:
        return _away(back.uri) if await _known(deps, back.client_id, signed.owner) else _held_back(back.uri)
    known = await _known(deps, asked.client.client_id, signed.owner)
    shown = page(
        "connect.html",
        host=client_document.host_of(asked.client.client_id),
        client=asked.client,
        back=redirects.host_of(asked.redirect_uri),
        here=redirects.is_loopback(asked.redirect_uri),
        known=known,
        templates=await asyncio.to_thread(deps.hosts.templates),
        query=request.url.query,
        refusal=refused_uri(asked.redirect_uri, asked.state, metadata.issuer(deps.public_url), "access_denied"),
    )
    return answerable(shown)


async def connect(deps: PhoneDeps, request: Request) -> Response:
    """POST /oauth/authorize: make the enrolment and lead to its page. Raises a 409 Refusal for a name of no use."""
    signed = await sessions.demanded(deps, request)
    given, now = await body(request, Named, form=True), deps.now()
    try:
        asked = await _judged(deps, given.asked)
    except SentBack as back:
        raise _unusable(back.description) from None

    def work(session: Session) -> str:
        return deps.hosts.propose(session, asked, given.agent, given.template, signed, now).id

    try:
        proposal = await deps.store.write(work)
    except CannotPerform as why:
        raise Refusal(
            409, "name", "It cannot be connected like this", unchanged(str(why)), "Go back, and choose otherwise."
        ) from None
    return RedirectResponse(f"/proposals/{proposal}", status_code=303)


async def done_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /oauth/done/{id}: 303 to the client with the answer, for the browser session that came with the request."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path("/inbox"), status_code=303)

    def look(session: Session) -> str | None:
        row = session.get(Proposal, request.path_params["id"])
        return None if row is None else deps.hosts.way_back(session, row, signed, deps.now())

    uri = await deps.store.read(look)
    if uri is None:
        raise Refusal(
            404,
            "no_way_back",
            "There is no way back from here",
            "The program has its answer already, or it was too late, or it was asked for in another browser.",
            _AFRESH,
        )
    return _away(uri)


def _away(uri: str) -> Response:
    # 303: whatever was sent to us, nothing of it goes along
    return Response(status_code=303, headers={"Location": uri})


def _held_back(uri: str) -> Response:
    # RFC 9700 §4.11.2: anybody's document would make of our address a way to theirs, for an owner who is signed in
    return page(
        "refusal.html",
        status=400,
        title=_CANNOT,
        text=phrase(
            "Its request is wrong, and it is no agent of yours yet, so this browser is sent nowhere by itself."
        ),
        next_step=_AFRESH,
        onward=uri,
        host=redirects.host_of(uri),
    )


async def _known(deps: PhoneDeps, client_id: str, owner: str) -> list[str]:
    return await deps.store.read(lambda session: deps.hosts.known(session, client_id, owner))


async def _judged(deps: PhoneDeps, query: str) -> Asked:
    try:
        return await deps.hosts.judged(query)
    except (Unusable, Unknown) as why:
        raise _unusable(str(why)) from None


def _unusable(why: str) -> Refusal:
    return Refusal(400, "unusable", _CANNOT, unchanged(why), _AFRESH)
