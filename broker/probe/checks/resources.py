"""Resource registration and downstream tokens (RFC 9767 §3.4, §4)."""

from typing import Any

from broker.probe.check import Absent, check, expect
from broker.probe.checks.introspection import expect_refused
from broker.probe.reply import Reply, refused
from broker.probe.signing import RIGHT, Party, Twist
from broker.probe.talking import Probe
from broker.probe.world import Json

_NEEDS = ("registration",)


async def _register(probe: Probe, twist: Twist = RIGHT, **members: Any) -> Reply:
    server = probe.servers[0]
    described = probe.target.resource_server
    access = described.registers if described else None
    content: Json = {"access": access, "resource_server": {"key": server.key_object()}} | members
    left = {name: value for name, value in content.items() if value is not None}
    uri = probe.for_servers["resource_registration_endpoint"]
    return await probe.call("POST", uri, left, party=server, twist=twist)


@check("R-3.4-5", needs=_NEEDS)
async def a_registration_gives_a_reference(probe: Probe) -> None:
    """A set of resources that is registered gets a reference that cannot be guessed."""
    reference = (await _register(probe)).content.get("resource_reference")
    expect(isinstance(reference, str) and len(reference) >= 16, "the resource_reference is missing, or can be guessed")


@check("R-3.4-2", needs=_NEEDS)
async def a_format_that_nobody_has_is_an_error(probe: Probe) -> None:
    """A registration that takes only an unknown token format is refused with HTTP 400."""
    expect_refused(await _register(probe, token_formats_supported=["no-such-format"]))


@check("R-3.4-6", "R-3.5-1", needs=_NEEDS)
async def a_registration_without_access_is_an_error(probe: Probe) -> None:
    """A registration without `access` is refused with HTTP 400."""
    expect_refused(await _register(probe, access=None), "invalid_request")


@check("R-3.4-4", "R-3.4-1", needs=_NEEDS)
async def only_a_resource_server_registers(probe: Probe) -> None:
    """A registration that somebody else signed, or without resource_server, is refused with HTTP 400."""
    expect_refused(await _register(probe, twist=Twist(signer=probe.world.new_key())), "invalid_resource_server")
    expect_refused(await _register(probe, resource_server=None))


async def _downstream(probe: Probe, server: Party, value: str) -> Reply:
    described = probe.target.resource_server
    if described is None or described.downstream is None:
        raise Absent("no downstream tokens")
    return await probe.ask(described.downstream, party=server, existing_access_token=value)


@check("R-4-2", needs=("granted", "downstream", "introspection"))
async def a_downstream_token_needs_the_servers_own_token(probe: Probe) -> None:
    """A token that nobody issued gets a resource server no token for another one."""
    refused(await _downstream(probe, probe.servers[0], "A" * 43))
    token = (await probe.granted()).tokens[0]
    reply = await _downstream(probe, probe.servers[0], str(token["value"]))
    expect(reply.tokens, f"the server's own token gets it nothing ({reply.summary})")


@check("R-4-2", needs=("granted", "downstream", "other server"))
async def a_token_for_another_server_gets_nothing(probe: Probe) -> None:
    """A resource server that shows a token for another one is refused."""
    token = (await probe.granted()).tokens[0]
    refused(await _downstream(probe, probe.servers[1], str(token["value"])))


@check("R-4-3", needs=("granted", "downstream", "introspection"))
async def a_downstream_token_is_bound_to_the_server(probe: Probe) -> None:
    """A downstream token names no other key than that of the resource server that asked."""
    token = (await probe.granted()).tokens[0]
    reply = await _downstream(probe, probe.servers[0], str(token["value"]))
    expect(reply.tokens, f"no downstream token came ({reply.summary})")
    derived = reply.tokens[0]
    expect("bearer" not in (derived.get("flags") or []), "a downstream token is a bearer token")
    key = derived.get("key")
    expect(key is None or key == probe.servers[0].key_object(), "a downstream token is bound to another key")


CHECKS = (
    a_registration_gives_a_reference,
    a_format_that_nobody_has_is_an_error,
    a_registration_without_access_is_an_error,
    only_a_resource_server_registers,
    a_downstream_token_needs_the_servers_own_token,
    a_token_for_another_server_gets_nothing,
    a_downstream_token_is_bound_to_the_server,
)
