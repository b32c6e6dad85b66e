"""A probe that meets the embedded authorization server in process: real signatures, the owner's phone, a turned clock.

Two client instances: the broker's own, which is granted at once what the policy allows, and somebody else's with every
proof method, whose every request waits for its owner.
"""

import base64
import itertools
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from broker.approval.document import call_digest
from broker.connectors.model import Call
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, ProofMethod, generate
from broker.gnap.message import read_object, write_object
from broker.gnap.rights import access_json
from broker.http import Answer
from broker.probe.running import meet
from broker.probe.signing import Party, signed
from broker.probe.talking import Probe
from broker.probe.target import Target
from broker.probe.world import Send, World
from broker.ratchet.cooling import cooling_of
from broker.store.query import Session, select
from broker.store.tables import Agent
from tests.authserver.foreign import CALLBACK, FORBIDDEN, HISTORY, POLICY, READ, START_MODES, Foreign
from tests.authserver.wire import Wire
from tests.gnap.certified import certificate, ed25519_key
from tests.home import BANK_URL, PUBLIC_URL, Home
from tests.stand_ins import key_named

Json = dict[str, Any]
FEATURES = (
    *("several-tokens", "rotation", "patch", "user-references", "instance-ids", "subject"),
    "registered-callbacks",
)
"""What the embedded server does for other clients and no document says (`broker.probe.target.Feature`)."""
DERIVES = True
"""Whether the grant endpoint derives downstream tokens (RFC 9767 §4): True shows those checks too."""
CERTIFIED = certificate(ed25519_key(bytes([45])), days=36_500)  # a real TLS server looks at its dates
PROXY, STRANGER = "127.0.0.9", "127.0.0.10"  # the peer whose Client-Cert counts, and one whose does not
OTHER_URL = "http://127.0.0.1:9102"
OTHER = """\
name: other
title: Another API
resource_server: {url}
authorization_server: embedded
resource_server_key: {key}
operations:
  - name: other_read
    title: Read something
    request: GET /things/{{thing}}
    parameters: {{thing: {{type: string, max_length: 40}}}}
    access: {{type: other-thing, actions: [read], locations: ["{url}/things/{{thing}}"], identifier: $thing}}
"""
DOWNSTREAM: Json = {"type": "other-thing", "actions": ["read"], "locations": [f"{OTHER_URL}/things/1"]}
MAP = f"""\
downstream:
  - from: {{type: bank-account, actions: [read]}}
    to: {{type: other-thing, actions: [read], locations: ["{OTHER_URL}/things/1"]}}
"""


class Callbacks:
    """Catches the finish calls of the embedded server, which go nowhere else."""

    def __init__(self, here: Home, base: str) -> None:
        self.here, self.base = here, base
        self.count = 0
        self.calls: dict[str, HttpMessage] = {}

    def new(self) -> str:
        """Return a URI below the one that is registered for the client's key."""
        self.count += 1
        return f"{self.base}probe-{self.count}"

    async def wait(self, uri: str, seconds: float) -> HttpMessage | None:
        """Return what arrived after everything that is due was sent."""
        await self.here.broker.server.send_due()
        return self.calls.get(uri)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Keep calls to these URIs, and let everything else go on."""
        for name in ("to_client", "to_server"):
            straight_on = getattr(self.here.broker.http, name)
            patch.setattr(self.here.broker.http, name, self._catching(straight_on))

    def _catching(self, straight_on: Callable[..., Any]) -> Callable[..., Any]:
        async def catch(message: HttpMessage, *rest: Any, **named: Any) -> Any:
            if f"{self.base}probe-" not in message.target_uri:
                return await straight_on(message, *rest, **named)
            self.calls[message.target_uri] = message
            return Answer(200, {}, b"{}")

        return catch


def _call_that_waits(call: Call) -> Json:
    named = {
        "operation": call.operation,
        "connector": call.connector,
        "connector_digest": call.connector_digest,
        "call_digest": call_digest(call),
    }
    return {"access": access_json(call.access), "members": {"countersign_ask": named}}


async def own(here: Home, patch: pytest.MonkeyPatch) -> Probe:
    """Return a probe that speaks as the broker's own client instance of agent scout."""
    await here.add_agent("other")
    parties = [Party((await Wire.of_agent(here, name)).key) for name in ("scout", "other")]
    granted = [here.call("bank_read_account", account=name) for name in ("main", "savings")]
    target = {
        "keys": [{"file": "scout.jwk.json"}],
        "granted": [{"access": access_json(call.access)} for call in granted],
        "waits": [_call_that_waits(here.call(amount=amount)) for amount in ("25.00", "24.00")],
        "denied": {"access": [FORBIDDEN]},
        "start_modes": [],
        "features": ["rotation"],
    }
    return await _met(here, patch, target, parties, f"{PUBLIC_URL}/callback/")


async def foreign(here: Home, patch: pytest.MonkeyPatch, send: Send | None = None) -> Probe:
    """Return a probe that speaks as other people's client instances, one for each proof method.

    `send` carries its messages, if not in process; what shows no certificate speaks for no client of mtls.
    """
    first, parties = await _registered(here)
    _connect_the_other_server(here)
    target = {
        "keys": [{"file": "shop.jwk.json"}],
        "instance": first.instance_id,
        "waits": [{"access": [READ]}, {"access": [HISTORY]}],
        "denied": {"access": [FORBIDDEN]},
        "interactive": {"members": {"subject": {"sub_id_formats": ["opaque"]}}},
        "reference": await _reference(here),
        "features": list(FEATURES),
    }
    return await _met(here, patch, target, parties, CALLBACK, send)


async def _reference(here: Home) -> str:
    """Let the bank register what can be read, and return the reference for it (RFC 9767 §3.4)."""
    bank = Party(here.bank_key)
    content = {"access": [READ], "resource_server": {"key": bank.key_object()}}
    headers = (("content-type", "application/json"),)
    plain = HttpMessage("POST", f"{here.broker.settings.grant_endpoint}/resource", headers, write_object(content))
    message = signed(plain, bank, created=int(here.clock().timestamp()), nonce=nonce(secrets.token_bytes))
    answer = await _sender(here)(message)
    return str(read_object(answer.body)["resource_reference"])


async def _registered(here: Home) -> tuple[Foreign, list[Party]]:
    first = await _foreign(here, "shop", "httpsig", 41)
    second = await _foreign(here, "store", "httpsig", 42)
    detached = await _foreign(here, "detached", "jwsd", 43)
    attached = await _foreign(here, "attached", "jws", 44)
    der = CERTIFIED.public_bytes(Encoding.DER)
    shown = {"proof": "mtls", "cert": base64.b64encode(der).decode()}
    certified = await _foreign(here, "certified", "mtls", 45, shown)
    others = [Party(one.key, one.method) for one in (first, second, detached, attached)]
    return first, [*others, Party(certified.key, "mtls", der)]


async def _foreign(here: Home, name: str, method: ProofMethod, seed: int, shown: Json | None = None) -> Foreign:
    made = await Foreign.registered(here, name=name, method=method, seed=seed, shown=shown, start_modes=START_MODES)
    generous = POLICY.format(name=name).replace("asks_per_hour: 100", "asks_per_hour: 1000")
    here.write(f"policies/{name}.yaml", generous)
    return made


def _connect_the_other_server(here: Home) -> None:
    jwk = ", ".join(f"{name}: {value}" for name, value in key_named("other-server", 7).public.jwk.items())
    here.write("tools/other.yaml", OTHER.format(url=OTHER_URL, key=f"{{{jwk}}}"))
    here.edit("tools/bank.yaml", "operations:\n", MAP + "operations:\n")


async def _met(
    here: Home,
    patch: pytest.MonkeyPatch,
    target: Json,
    parties: Sequence[Party],
    callback: str,
    send: Send | None = None,
) -> Probe:
    callbacks, seeds = Callbacks(here, callback), itertools.count(60)
    callbacks.watch(patch)

    def new_key() -> PrivateKey:
        seed = next(seeds)
        return generate("EdDSA", f"new-{seed}", lambda size: seed.to_bytes(size, "big"))

    async def sleep(seconds: float) -> None:
        here.clock.turn(seconds)

    world = World(
        send=send or _sender(here),
        now=here.clock,
        mint=secrets.token_bytes,
        sleep=sleep,
        new_key=new_key,
        decide=_decider(here),
        cookie="; ".join(f"{name}={value}" for name, value in here.phone._browser.cookies.items()),
        callbacks=callbacks,
    )
    read = {"type": "bank-account", "actions": ["read"], "locations": [f"{BANK_URL}/accounts/main"]}
    described = {
        "hash_methods": ["sha-256", "sha-384", "sha-512", "sha3-512"],
        "divergences": "countersign",
        "patience": 3600,  # on a clock that is turned
        "resource_server": {
            "key": {"file": "bank.jwk.json"},
            "other": {"file": "other.jwk.json"},
            "registers": [read],
            **({"downstream": {"access": [DOWNSTREAM]}} if DERIVES else {}),
        },
    }
    if target["start_modes" if "start_modes" in target else "keys"] == []:
        described["resource_server"] = {"key": {"file": "bank.jwk.json"}, "registers": [read]}
    servers = [Party(here.bank_key), Party(key_named("other-server", 7))]
    return await meet(
        here.broker.settings.grant_endpoint, Target.model_validate(described | target), world, parties, servers
    )


def _sender(here: Home) -> Any:
    async def send(message: HttpMessage, shown: bytes | None = None) -> Answer:
        headers = list(message.headers)
        if shown is not None:
            # what the trusted proxy writes after it has deleted whatever came in
            headers = [line for line in headers if line[0] != "client-cert"]
            headers.append(("client-cert", f":{base64.b64encode(shown).decode()}:"))
        peer = (PROXY if shown is not None else STRANGER, 50_000)
        transport = httpx2.ASGITransport(app=here.broker.app, client=peer)
        async with httpx2.AsyncClient(transport=transport) as client:
            response = await client.request(message.method, message.target_uri, headers=headers, content=message.body)
        return Answer(response.status_code, dict(response.headers), response.content)

    return send


def _decider(here: Home) -> Any:
    async def answered(verb: str, interact: Json) -> str | None:
        if "redirect" in interact:
            return await _visited(here, interact["redirect"], "approve" if verb == "approve" else "refuse")
        if await here.phone.waiting():
            await (here.approve() if verb == "approve" else here.refuse())
        return None

    async def decide(verb: str, interact: Json) -> str | None:
        landed = await answered(verb, interact)
        if verb == "deny":
            await _let_ask_again(here)
        return landed

    return decide


async def _let_ask_again(here: Home) -> None:
    """Lift what was refused, as its owner may: a refusal lasts, and the checks that follow ask for the same."""
    for agent in await here.broker.store.read(lambda session: _held_back(session, here.clock())):
        made = await here.phone._post("/lift", {"agent": agent})
        await here.phone.sign(made["proposal"])


def _held_back(session: Session, now: datetime) -> list[str]:
    return list(cooling_of(session, [agent.name for agent in session.scalars(select(Agent))], now))


async def _visited(here: Home, uri: str, verb: str) -> str | None:
    """Open a start URI in the owner's browser, answer there, and return where the browser is sent."""
    phone = here.phone
    onward = await phone._post(uri.removeprefix(here.broker.settings.public_url), {})
    options = await phone._post(f"{onward['next']}/options", {"verb": verb})
    given = {"verb": verb, "assertion": phone._passkey.get(options, phone.origin)}
    answered = await phone._post(f"{onward['next']}/decide", given)
    if not str(answered.get("next", "")).startswith("/interact/done/"):
        return None
    response = await phone._browser.get(answered["next"], follow_redirects=False)
    return response.headers.get("location")
