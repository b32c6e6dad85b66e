"""Stopping from the phone: one tap mutes, freezes or ends an agent. Being heard and moving again is to be signed."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from broker.phone import sessions
from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Body, Refusal, body
from broker.policy.chain import shown
from broker.policy.cooling import MUTED
from broker.ratchet.cooling import cooling_until, mute
from broker.ratchet.freezing import frozen_since
from broker.store.query import Session
from broker.store.tables import Agent


class Which(Body):
    """One agent, or everything (null)."""

    agent: str | None = Field(max_length=100)


class Named(Body):
    """One agent."""

    agent: str = Field(max_length=100)


async def freeze(deps: PhoneDeps, request: Request) -> Response:
    """POST /freeze: an agent of this owner, or everything, stands still once this is answered."""
    signed = await sessions.demanded(deps, request)
    which, now = (await body(request, Which)).agent, deps.now()

    def work(session: Session) -> None:
        if which is not None:
            _mine(session, which, signed.owner)
        deps.freeze(session, which, now, signed.owner)

    await deps.store.write(work)
    return JSONResponse({"frozen": which, "next": "/inbox"})


async def unfreeze(deps: PhoneDeps, request: Request) -> Response:
    """POST /unfreeze: make the proposal, and lead to its page if it is this owner who signs."""
    signed = await sessions.demanded(deps, request)
    which, now = (await body(request, Which)).agent, deps.now()

    def work(session: Session) -> tuple[str, str]:
        still = frozen_since(session) if which is None else _mine(session, which, signed.owner).frozen_at
        if still is None:
            raise _refused(phrase("%(agent)s is not frozen", agent=shown(which) if which else phrase("Everything")))
        row = deps.propose_unfreeze(session, which, now, None)
        return row.id, row.owner

    proposal, signer = await deps.store.write(work)
    if signer == signed.owner:
        return JSONResponse({"proposal": proposal, "next": f"/proposals/{proposal}"})
    return JSONResponse({"proposal": proposal, "signer": signer, "next": "/inbox"})


async def silence(deps: PhoneDeps, request: Request) -> Response:
    """POST /mute: an agent of this owner asks them for nothing until tomorrow; what policy allows unasked goes on."""
    signed = await sessions.demanded(deps, request)
    which, now = (await body(request, Named)).agent, deps.now()
    await deps.store.write(
        lambda session: mute(session, _mine(session, which, signed.owner).name, now + MUTED, now, signed.owner)
    )
    return JSONResponse({"muted": which, "until": (now + MUTED).isoformat(), "next": "/inbox"})


async def end(deps: PhoneDeps, request: Request) -> Response:
    """POST /end: an agent of this owner ends for good: its credential, its grants and its tokens."""
    signed = await sessions.demanded(deps, request)
    which, now = (await body(request, Named)).agent, deps.now()
    await deps.store.write(
        lambda session: deps.end(session, _mine(session, which, signed.owner).name, now, signed.owner)
    )
    return JSONResponse({"ended": which, "next": "/inbox"})


async def lift(deps: PhoneDeps, request: Request) -> Response:
    """POST /lift: make the proposal that lets an agent ask again for what was refused, and lead to its page."""
    signed = await sessions.demanded(deps, request)
    which, now = (await body(request, Named)).agent, deps.now()

    def work(session: Session) -> str:
        if cooling_until(session, _mine(session, which, signed.owner).name, now) is None:
            raise _refused(phrase("No refusal holds %(agent)s back", agent=shown(which)))
        return deps.propose_lift(session, which, now, None).id

    proposal = await deps.store.write(work)
    return JSONResponse({"proposal": proposal, "next": f"/proposals/{proposal}"})


def _mine(session: Session, name: str, owner: str) -> Agent:
    row = session.get(Agent, name, populate_existing=True)
    if row is None or row.owner != owner or row.revoked_at is not None:
        raise _refused(phrase("There is no such agent of yours"))
    return row


def _refused(why: str) -> Refusal:
    return Refusal(409, "not_frozen", "Nothing was changed", phrase("%(why)s.", why=why), "Reload the inbox and look.")
