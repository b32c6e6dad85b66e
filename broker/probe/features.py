"""What a server offers, found in its discovery documents and the target file: name and, where missing, why."""

from collections.abc import Mapping

from broker.probe.talking import Probe

_MODES = ("redirect", "app", "user_code", "user_code_uri")
_PROOFS = ("httpsig", "jws", "jwsd", "mtls")


def missing(probe: Probe) -> Mapping[str, str]:
    """Return every feature by name with the words that say what is missing; empty words mean that it is there."""
    return {
        **_asks(probe),
        **_owner(probe),
        **_documents(probe),
        **_servers(probe),
        "start": "" if probe.modes or probe.target.start_modes is None else "no start mode for this client",
        **{f"start:{mode}": _start(probe, mode) for mode in _MODES},
        **{f"proof:{proof}": _proof(probe, proof) for proof in _PROOFS},
        **{name: _named(probe, name) for name in _NAMED},
        "second key": "" if _second_key(probe) else "no second key with the proof of the first",
    }


_NAMED = (
    "several-tokens",
    "rotation",
    "patch",
    "bearer",
    "user-references",
    "instance-ids",
    "continue-after-approval",
    "subject",
    "registered-callbacks",
)


def _asks(probe: Probe) -> dict[str, str]:
    target = probe.target
    return {
        "asks": "" if probe.rights else "no rights to ask for",
        "granted": _granted(probe, 1),
        "granted twice": _granted(probe, 2),
        "waits": "" if target.waits else "no access that waits for the owner",
        "waits twice": "" if len(target.waits) > 1 else "no second access that waits",
        "denied": "" if target.denied else "no access that is denied",
        "interactive": "" if target.interactive else "no access that needs somebody in front of a browser",
        "reference": "" if target.reference else "no reference to rights",
        "instance": "" if target.instance else "no instance identifier",
        "poll limit": "" if target.poll_limit else "no limit of polls",
    }


def _granted(probe: Probe, count: int) -> str:
    if len(probe.rights) < count:
        return f"fewer than {count} rights that can be had"
    at_once = bool(probe.target.granted) or probe.world.decide is not None
    return "" if at_once else "nothing is granted at once, and no way in which the owner decides"


def _owner(probe: Probe) -> dict[str, str]:
    finishes = probe.document.get("interaction_finish_methods_supported", [])
    listens = probe.world.callbacks is not None and "push" in finishes
    redirects = probe.world.callbacks is not None and "redirect" in finishes
    return {
        "decision": "" if probe.world.decide else "no way in which the owner decides",
        "push": "" if listens else "no push finish, or the probe listens nowhere",
        "redirect finish": "" if redirects else "no redirect finish, or no callback for it",
    }


def _documents(probe: Probe) -> dict[str, str]:
    rotates = probe.document.get("key_rotation_supported") is True
    return {
        "key rotation": "" if rotates else "the server says that it rotates no keys",
        "no key rotation": "the server rotates keys" if rotates else "",
        "rs discovery": "" if probe.for_servers else "no /.well-known/gnap-as-rs",
    }


def _servers(probe: Probe) -> dict[str, str]:
    asks = probe.servers and "introspection_endpoint" in probe.for_servers
    registers = probe.servers and "resource_registration_endpoint" in probe.for_servers
    described = probe.target.resource_server
    return {
        "introspection": "" if asks else "no introspection endpoint, or no resource server's key",
        "registration": "" if registers and described and described.registers else "no resource registration",
        "other server": "" if len(probe.servers) > 1 else "no second resource server's key",
        "downstream": "" if described and described.downstream else "no downstream tokens",
    }


def _start(probe: Probe, mode: str) -> str:
    return "" if mode in probe.modes else f"no start mode {mode} for this client"


def _proof(probe: Probe, proof: str) -> str:
    return "" if any(one.proof == proof for one in probe.parties) else f"no key that is proved by {proof}"


def _second_key(probe: Probe) -> bool:
    return any(one.proof == probe.party.proof for one in probe.parties[1:])


def _named(probe: Probe, name: str) -> str:
    return "" if name in probe.target.features else f"the target file does not name {name}"
