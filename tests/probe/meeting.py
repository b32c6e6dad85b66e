"""A probe that meets the small server: its target, its keys, and everything that a tester has to hold."""

import itertools
import secrets
from typing import Any

from broker.gnap.keys import PrivateKey, generate
from broker.probe.check import Check
from broker.probe.running import Result, meet, run
from broker.probe.signing import Party
from broker.probe.talking import Probe
from broker.probe.target import Target
from broker.probe.world import World
from tests.probe.small_as import SmallAS
from tests.probe.small_state import ORIGIN, POLLS, URL
from tests.stand_ins import key_named

FIRST, SECOND = Party(key_named("first", 1)), Party(key_named("second", 2))
DETACHED, ATTACHED = Party(key_named("detached", 3), "jwsd"), Party(key_named("attached", 4), "jws")
CERTIFIED = Party(key_named("certified", 5), "mtls", b"a certificate")
SERVER, OTHER_SERVER = Party(key_named("server", 6)), Party(key_named("other-server", 7))
PARTIES = (FIRST, SECOND, DETACHED, ATTACHED, CERTIFIED)
SERVERS = (SERVER, OTHER_SERVER)

TARGET = {
    "keys": [{"file": "first.pem"}],
    "instance": "instance-0815-4711-0042",
    "granted": [{"access": [{"type": "read"}]}, {"access": [{"type": "list"}]}],
    "waits": [{"access": [{"type": "pay"}]}, {"access": [{"type": "send"}]}],
    "denied": {"access": [{"type": "close"}]},
    "interactive": {"access": [{"type": "page"}]},
    "reference": "dolphin",
    "poll_limit": POLLS,
    "patience": 600,
    "hash_methods": ["sha-256", "sha-512", "sha3-512"],
    "resource_server": {
        "key": {"file": "server.pem"},
        "other": {"file": "other.pem"},
        "registers": [{"type": "read"}],
        "downstream": {"access": [{"type": "list"}]},
    },
    "features": [
        *("several-tokens", "rotation", "patch", "bearer", "user-references", "instance-ids"),
        *("continue-after-approval", "subject", "registered-callbacks"),
    ],
}


def small(*broken: str, origin: str = ORIGIN) -> SmallAS:
    """Return a small server that knows everybody and does not keep these rules."""
    return SmallAS(
        *broken,
        origin=origin,
        known=tuple(one.key_object() for one in PARTIES),
        server_keys=tuple(one.key_object() for one in SERVERS),
    )


async def meeting(server: SmallAS, url: str = URL, **changed: Any) -> Probe:
    """Return a probe that has read the small server's documents."""
    seeds = itertools.count(20)

    def new_key() -> PrivateKey:
        seed = next(seeds)
        return generate("EdDSA", f"new-{seed}", lambda size: bytes([seed]) * size)

    world = World(
        send=server.send,
        now=server.clock,
        mint=secrets.token_bytes,
        sleep=server.clock.sleep,
        new_key=new_key,
        decide=server.decide,
        cookie="session=owner",
        callbacks=server.caught,
    )
    return await meet(url, Target.model_validate(TARGET | changed), world, PARTIES, SERVERS)


async def results(probe: Probe, *checks: Check) -> list[Result]:
    """Run checks to their end."""
    return [result async for result in run(probe, checks)]
