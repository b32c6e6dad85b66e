"""The unix socket's routes: how this computer's command line talks to the running broker. Nothing here approves.

Who may open the socket is the file system's matter (mode 0660, in the state folder). What narrows is done at once; what
widens becomes a proposal that waits for an owner's passkey (decisions T2, T4). Every change is audited with the user id
of the process that asked, as the kernel tells it.
"""

import os

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from broker.phone import narrowing, overview, widening
from broker.phone.asked import Asked, LocalDeps, LocalRefusal, endpoint, not_ours
from broker.phone.meant import the_agent, the_grant, the_proposal
from broker.phone.overview import Json
from broker.ratchet.evidence import NothingDecided, evidence_of
from broker.ratchet.measured import measured
from broker.store.chain import PORTION, Checkpoint, records, verify_chain
from broker.store.query import Session, col, select
from broker.store.tables import ClientGrant


def local_app(deps: LocalDeps) -> Starlette:
    """Return the application of the unix socket."""
    routes = [Route(path, endpoint(deps, handler), methods=[method]) for method, path, handler in _ROUTES]
    return Starlette(routes=routes, exception_handlers={HTTPException: not_ours, Exception: not_ours})


async def devices(asked: Asked) -> Json:
    """GET /devices."""
    return {"devices": await asked.read(overview.devices)}


async def agents(asked: Asked) -> Json:
    """GET /agents."""
    return {"agents": await asked.read(lambda session: overview.agents(session, asked.now))}


async def agent(asked: Asked) -> Json:
    """GET /agents/{name}: one agent, how far it is from the broker, and how much it holds open."""
    name = asked.named("name")

    def look(session: Session) -> Json:
        row = the_agent(session, name)
        open_grants = (col(ClientGrant.agent) == name, col(ClientGrant.state) != "finalized")
        count = len(session.exec(select(ClientGrant.id).where(*open_grants)).all())
        return overview.agent(session, row, asked.now) | {"open_grants": count}

    return await asked.read(look)


async def proposal(asked: Asked) -> Json:
    """GET /proposals/{id}?wait=: where it stands; answers when it is decided."""
    proposal_id = asked.named("id")

    def look(session: Session) -> tuple[Json, bool]:
        told = overview.proposal(the_proposal(session, proposal_id), asked.deps.phone.now())
        return told, told["outcome"] != "waiting"

    return await asked.until(f"proposal:{proposal_id}", look)


async def inbox(asked: Asked) -> Json:
    """GET /inbox: what waits for any owner, and where it is decided; parameters only for those who may see all."""
    found = await asked.read(lambda session: overview.inbox(session, asked.now, in_full=asked.sees_everything))
    return {**found, "where": f"{asked.deps.settings.public_url}/inbox"}


async def grants(asked: Asked) -> Json:
    """GET /grants: the newest grants of all agents, for those whose business they are."""
    asked.demand_insight()
    return {"grants": await asked.read(overview.grants)}


async def grant(asked: Asked) -> Json:
    """GET /grants/{id}."""
    asked.demand_insight()
    grant_id = asked.named("id")
    return await asked.read(lambda session: overview.grant(the_grant(session, grant_id)))


async def owners(asked: Asked) -> Json:
    """GET /owners."""
    return {"owners": await asked.read(overview.owners)}


async def channels(asked: Asked) -> Json:
    """GET /channels: the channels outside of browsers, of all owners."""
    return {"channels": await asked.read(overview.channels)}


async def connectors(asked: Asked) -> Json:
    """GET /connectors: the connectors in force that need a secret, and what keeps their calls from being made."""
    return {"connectors": await asked.read(asked.deps.acts.secrets)}


async def upstream_tools(asked: Asked) -> Json:
    """GET /connectors/{name}/tools: what its MCP server lists now, word for word, for those whose secret reads it."""
    asked.demand_insight()
    try:
        return {"tools": await asked.deps.upstream_tools(asked.named("name"))}
    except asked.deps.refused as why:
        raise LocalRefusal(str(why)) from None


async def test_channel(asked: Asked) -> Json:
    """POST /channels/{id}/test: send a message that says nothing but that it works."""
    channel = asked.named("id")
    try:
        verdict = await asked.deps.test_channel(channel)
    except LookupError:
        raise LocalRefusal("there is no such channel in use", 404) from None
    return {"channel": channel, "delivered": verdict.how == "delivered", "why": verdict.words}


async def verify(asked: Asked) -> Json:
    """GET /audit/verify?length=&digest=: whether the chain of audit records holds, and goes through a checkpoint."""
    query = asked.request.query_params
    kept = Checkpoint(int(query["length"]), query["digest"]) if query.get("length", "").isdecimal() else None
    return vars(await asked.read(lambda session: verify_chain(session, kept)))


async def audit_records(asked: Asked) -> Json:
    """GET /audit/records?after=: a portion of the records, for those whose business they are."""
    asked.demand_insight()
    after = asked.request.query_params.get("after", "0")
    start = int(after) if after.isdecimal() else 0
    return {"records": await asked.read(lambda session: records(session, start, PORTION))}


async def evidence(asked: Asked) -> Json:
    """GET /audit/evidence/{id}: what proves the decision on a grant."""
    asked.demand_insight()
    phone, about = asked.deps.phone, asked.named("id")
    try:
        found = await asked.read(lambda s: evidence_of(s, about, rp_id=phone.rp_id, origin=phone.origin))
    except NothingDecided as why:
        raise LocalRefusal(str(why), 404) from None
    return {"evidence": found.text()}


async def status(asked: Asked) -> Json:
    """GET /status: which broker this is, where its things lie, and what is wrong with them."""
    settings = asked.deps.settings
    return {
        "version": asked.deps.version,
        "pid": os.getpid(),
        "uid": os.getuid(),
        "public_url": settings.public_url,
        "host": settings.host,
        "port": settings.port,
        "tls": settings.tls_cert is not None,
        "config_dir": str(settings.config_dir.absolute()),
        "state_dir": str(settings.state_dir.absolute()),
        "database": settings.database.partition(":")[0].partition("+")[0],
        "clock": asked.now.isoformat(),
        "problems": list(asked.deps.problems()),
        "connectors": await asked.read(asked.deps.acts.secrets),
        **await asked.read(lambda session: overview.standing(session, asked.now) | measured(session, asked.now)),
    }


_ROUTES = (
    ("POST", "/pairing", widening.pair),
    ("GET", "/pairing/{id}", widening.pairing),
    ("POST", "/pairing/{id}/digits", widening.type_digits),
    ("GET", "/devices", devices),
    ("DELETE", "/devices/{id}", widening.remove_device),
    ("POST", "/agents", widening.add_agent),
    ("POST", "/agents/keyed", widening.add_keyed),
    ("POST", "/clients", widening.add_client),
    ("GET", "/agents", agents),
    ("GET", "/agents/{name}", agent),
    ("DELETE", "/agents/{name}", narrowing.revoke_agent),
    ("POST", "/agents/{name}/credential", widening.new_credential),
    ("GET", "/proposals/{id}", proposal),
    ("DELETE", "/proposals/{id}", narrowing.withdraw),
    ("GET", "/inbox", inbox),
    ("POST", "/inbox/{id}/refuse", narrowing.refuse),
    ("GET", "/grants", grants),
    ("GET", "/grants/{id}", grant),
    ("DELETE", "/grants/{id}", narrowing.revoke_grant),
    ("POST", "/freeze", narrowing.freeze),
    ("POST", "/unfreeze", widening.unfreeze),
    ("POST", "/mute", narrowing.silence),
    ("POST", "/unmute", widening.unmute),
    ("GET", "/owners", owners),
    ("POST", "/owners", widening.add_owner),
    ("POST", "/owners/recovery", widening.new_recovery),
    ("POST", "/owners/email", widening.new_email),
    ("POST", "/owners/email/clear", narrowing.clear_email),
    ("POST", "/owners/reset", narrowing.reset),
    ("GET", "/channels", channels),
    ("POST", "/channels", widening.add_channel),
    ("POST", "/channels/{id}/test", test_channel),
    ("DELETE", "/channels/{id}", narrowing.remove_channel),
    ("GET", "/connectors", connectors),
    ("GET", "/connectors/{name}/tools", upstream_tools),
    ("POST", "/connectors/{name}/secret", widening.put_in_secret),
    ("DELETE", "/connectors/{name}/secret", narrowing.remove_secret),
    ("GET", "/connectors/{name}/authorization", widening.leading),
    ("POST", "/connectors/{name}/authorization", widening.put_in_code),
    ("GET", "/audit/verify", verify),
    ("GET", "/audit/records", audit_records),
    ("GET", "/audit/evidence/{id}", evidence),
    ("GET", "/status", status),
)
