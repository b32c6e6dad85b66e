"""A bad proof at the doors of the authorization server: one answer outside, and its own reason in log and record."""

import base64
import dataclasses
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, b64url, generate
from broker.gnap.proofs import client_cert, proving
from broker.gnap.proofs.digest import content_digest
from broker.gnap.proofs.httpsig import ROTATION_UNPROVEN
from broker.gnap.proofs.structured import UNPROVEN, Item
from broker.store.query import Session, func, select
from broker.store.tables import Audit, SeenNonce
from tests.authserver.foreign import HISTORY, READ, Foreign, refusals
from tests.authserver.resource_side import ENTRY, mapped, readable
from tests.authserver.wire import error_of
from tests.gnap.certified import der, ed25519_key
from tests.gnap.signed import parameters, signed_as
from tests.home import PUBLIC_URL, WAIT, home
from tests.stand_ins import key_named

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
Spoilt = Callable[[Foreign, HttpMessage], HttpMessage]

CERTIFICATE, ANOTHER = der(ed25519_key()), der(ed25519_key(b"p"), name="client-2")
PROXY, STRANGER = ("127.0.0.9", 50_000), ("127.0.0.10", 50_000)
COVERED = (Item("@method"), Item("@target-uri"), Item("content-digest"))


def _without(name: str) -> Spoilt:
    def spoil(_: Foreign, message: HttpMessage) -> HttpMessage:
        return dataclasses.replace(message, headers=tuple(line for line in message.headers if line[0] != name))

    return spoil


def _with(name: str, change: Callable[[str], str]) -> Spoilt:
    def spoil(_: Foreign, message: HttpMessage) -> HttpMessage:
        lines = tuple((at, change(value) if at == name else value) for at, value in message.headers)
        assert lines != message.headers, f"{name} was not there to be changed"
        return dataclasses.replace(message, headers=lines)

    return spoil


def _by_another_key(shop: Foreign, message: HttpMessage) -> HttpMessage:
    thief = generate("EdDSA", shop.key.kid, lambda size: bytes([99]) * size)
    return dataclasses.replace(shop, key=thief).proved(_unsigned(message))


def _at(seconds: int) -> Spoilt:
    def spoil(shop: Foreign, message: HttpMessage) -> HttpMessage:
        digested = _unsigned(message).with_headers(("content-digest", content_digest(message.body or b"")))
        created = int(shop.here.clock().timestamp()) + seconds
        return signed_as(digested, shop.key, COVERED, parameters(shop.key.kid, created=created))

    return spoil


def _covering(covered: tuple[Item, ...], **claims: Any) -> Spoilt:
    def spoil(shop: Foreign, message: HttpMessage) -> HttpMessage:
        digested = _unsigned(message).with_headers(("content-digest", content_digest(message.body or b"")))
        claimed = parameters(shop.key.kid, **{"created": int(shop.here.clock().timestamp()), **claims})
        return signed_as(digested, shop.key, covered, claimed)

    return spoil


def _other_body(_: Foreign, message: HttpMessage) -> HttpMessage:
    return dataclasses.replace(message, body=(message.body or b"").replace(b"read", b"rEad"))


def _unsigned(message: HttpMessage) -> HttpMessage:
    proofs = ("signature", "signature-input", "content-digest", "detached-jws", "content-type")
    bare = dataclasses.replace(message, headers=tuple(line for line in message.headers if line[0] not in proofs))
    content = proving.content_of(message)  # of jws it is the payload
    return dataclasses.replace(bare, body=content).with_headers(
        *([("content-type", "application/json")] if content else [])
    )


def _proved_at(seconds: int) -> Spoilt:
    def spoil(shop: Foreign, message: HttpMessage) -> HttpMessage:
        created = int(shop.here.clock().timestamp()) + seconds
        return proving.sign(_unsigned(message), shop.key, shop.method, created=created, nonce="n")

    return spoil


def _wrapped(change: Callable[[list[str]], list[str]]) -> Spoilt:
    """Change the three parts of the JWS that is the body."""

    def spoil(_: Foreign, message: HttpMessage) -> HttpMessage:
        parts = (message.body or b"").decode().split(".")
        return dataclasses.replace(message, body=".".join(change(parts)).encode())

    return spoil


def _other_payload(parts: list[str]) -> list[str]:
    payload = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)).replace(b"read", b"rEad")
    return [parts[0], b64url(payload), parts[2]]


async def _ask(here: Any, method: Any) -> tuple[Foreign, HttpMessage]:
    shown = {"proof": "mtls", "cert": client_cert.write(CERTIFICATE).strip(":")} if method == "mtls" else None
    shop = await Foreign.registered(here, method=method, shown=shown)
    shop.peer = PROXY
    if method == "mtls":
        shop.headers = [(client_cert.HEADER, client_cert.write(CERTIFICATE))]
    return shop, shop.signed("POST", shop.endpoint, shop.request(READ))


CAUSES: dict[str, tuple[str, Spoilt]] = {
    "httpsig: no signature": ("httpsig", _without("signature")),
    "httpsig: no signature input": ("httpsig", _without("signature-input")),
    "httpsig: no digest": ("httpsig", _without("content-digest")),
    "httpsig: another key": ("httpsig", _by_another_key),
    "httpsig: another key id": ("httpsig", _covering(COVERED, keyid="shop-2")),
    "httpsig: another body": ("httpsig", _other_body),
    "httpsig: too old": ("httpsig", _at(-3600)),
    "httpsig: from the future": ("httpsig", _at(3600)),
    "httpsig: no nonce": ("httpsig", _covering(COVERED, nonce=None)),
    "httpsig: another tag": ("httpsig", _covering(COVERED, tag="other")),
    "httpsig: the digest is not covered": ("httpsig", _covering(COVERED[:2])),
    "httpsig: the address is not covered": ("httpsig", _covering((COVERED[0], COVERED[2]))),
    "httpsig: a field that cannot be read": ("httpsig", _with("signature", lambda value: value + ",")),
    "jwsd: no signature": ("jwsd", _without("detached-jws")),
    "jwsd: another body": ("jwsd", _other_body),
    "jwsd: another key": ("jwsd", _by_another_key),
    "jwsd: two parts": ("jwsd", _with("detached-jws", lambda value: value.rpartition(".")[0])),
    "jwsd: too old": ("jwsd", _proved_at(-3600)),
    "jwsd: from the future": ("jwsd", _proved_at(3600)),
    "jws: another body": ("jws", _wrapped(_other_payload)),
    "jws: two parts": ("jws", _wrapped(lambda parts: parts[:2])),
    "jws: a header that cannot be read": ("jws", _wrapped(lambda parts: ["e30x", *parts[1:]])),
    "jws: a second proof beside it": ("jws", lambda _, message: message.with_headers(("detached-jws", "a.b.c"))),
    "jws: too old": ("jws", _proved_at(-3600)),
    "jws: from the future": ("jws", _proved_at(3600)),
    "mtls: no certificate": ("mtls", _without(client_cert.HEADER)),
    "mtls: another certificate": ("mtls", _with(client_cert.HEADER, lambda _: client_cert.write(ANOTHER))),
    "mtls: no byte sequence": ("mtls", _with(client_cert.HEADER, lambda value: value.strip(":"))),
    "mtls: no certificate in it": ("mtls", _with(client_cert.HEADER, lambda _: ":aGVsbG8=:")),
    "mtls: no base64": ("mtls", _with(client_cert.HEADER, lambda _: ":aGVsbG8:")),
}
"""What is wrong with a grant request: its proof method, and how the good one is spoilt."""


async def _refused(folder: Path, method: str, spoil: Spoilt) -> tuple[Json, list[str], list[str]]:
    """Return the answer, and the reasons in the log and in the record; the unspoilt request is granted beside it."""
    async with home(folder, trusted_proxies=PROXY[0]) as here:
        shop, good = await _ask(here, method)
        with capture_logs() as log:
            answer = await shop.send(spoil(shop, good))
        logged = [one["why"] for one in log if one["event"] == "refused"]
        recorded = await refusals(here)
        assert "continue" in (await shop.send(good)).json(), "the control"
        return {"status": answer.status_code} | answer.json(), logged, recorded


UNREADABLE = (
    "jws: two parts",
    "jws: a header that cannot be read",
    "jws: a second proof beside it",
    "mtls: no byte sequence",
    "mtls: no certificate in it",
    "mtls: no base64",
)
"""Causes that are found before it is known whose proof it would be: they stand in the log alone."""


@pytest.mark.sweep(3)
@pytest.mark.promise("P6")
@pytest.mark.parametrize("cause", CAUSES)
async def test_a_bad_proof_is_answered_in_the_same_words_whatever_was_wrong(tmp_path: Path, cause: str) -> None:
    answer, logged, recorded = await _refused(tmp_path, *CAUSES[cause])
    assert answer == {"status": 401, "error": {"code": "invalid_client", "description": UNPROVEN}}
    assert (len(logged), recorded) == (1, [] if cause in UNREADABLE else logged)
    assert logged[0] not in json.dumps(answer)


@pytest.mark.slow
async def test_each_cause_has_a_reason_of_its_own(tmp_path: Path) -> None:
    reasons: dict[str, str] = {}
    for at, (cause, row) in enumerate(CAUSES.items()):
        [reasons[cause]] = (await _refused(tmp_path / str(at), *row))[1]
    by_method = [f"{cause.partition(':')[0]}: {reason}" for cause, reason in reasons.items()]
    assert sorted({one for one in by_method if by_method.count(one) > 1}) == [], reasons


async def test_a_replay_is_answered_like_a_forgery(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, good = await _ask(here, "httpsig")
        assert "continue" in (await shop.send(good)).json()
        replayed, forged = await shop.send(good), await shop.send(_by_another_key(shop, good))
        assert replayed.content == forged.content
        first, second = await refusals(here)
        assert (first, first == second) == ("this signature was used before", False)


@dataclasses.dataclass(frozen=True)
class Door:
    """A message to one door: how it is proved, by whose key, and what is said where it is not."""

    proved: Callable[[PrivateKey], HttpMessage]
    key: PrivateKey
    code: str = "invalid_client"
    words: str = UNPROVEN


def _ordinary(shop: Foreign, key: PrivateKey, *message: Any, code: str = "invalid_client") -> Door:
    plain = shop.plain(*message)
    return Door(lambda key: dataclasses.replace(shop, key=key, method="httpsig").proved(plain), key, code)


def _at_the_grant(method: str, content: Json | None = None) -> Callable[[Foreign], Awaitable[Door]]:
    async def door(shop: Foreign) -> Door:
        going_on = (await shop.ask(HISTORY)).json()["continue"]
        shop.here.clock.turn(WAIT)
        return _ordinary(shop, shop.key, method, going_on["uri"], content, going_on["access_token"]["value"])

    return door


def _at_the_token(method: str) -> Callable[[Foreign], Awaitable[Door]]:
    async def door(shop: Foreign) -> Door:
        manage = (await shop.approved(READ))["access_token"]["manage"]
        return _ordinary(shop, shop.key, method, manage["uri"], None, manage["access_token"]["value"])

    return door


async def _to_another_key(shop: Foreign) -> Door:
    manage, new = (await shop.approved(READ))["access_token"]["manage"], key_named("shop-2", 5)
    plain = shop.plain("POST", manage["uri"], {"key": _object(new)}, manage["access_token"]["value"])
    created = int(shop.here.clock().timestamp())

    def proved(old: PrivateKey) -> HttpMessage:
        return proving.rotation_sign(plain, old, new, "httpsig", created=created, nonce=f"n-{old.public.jwk['x']}")

    return Door(proved, shop.key, "invalid_rotation", ROTATION_UNPROVEN)


def _of_the_bank(path: str, **members: Any) -> Callable[[Foreign], Awaitable[Door]]:
    async def door(shop: Foreign) -> Door:
        key = shop.here.bank_key
        content = {"resource_server": {"key": _object(key)}, **members}
        return _ordinary(shop, key, "POST", PUBLIC_URL + path, content, code="invalid_resource_server")

    return door


async def _downstream(shop: Foreign) -> Door:
    bank, _ = mapped(shop.here)
    token = (await readable(shop.here))["value"]
    return _ordinary(shop, bank.key, "POST", shop.endpoint, bank.derivation(token, ENTRY))


def _object(key: PrivateKey) -> Json:
    return {"proof": "httpsig", "jwk": key.public.jwk}


DOORS: dict[str, Callable[[Foreign], Awaitable[Door]]] = {
    "going on with a grant": _at_the_grant("POST"),
    "changing a grant": _at_the_grant("PATCH", {"access_token": {"access": [READ]}}),
    "giving a grant up": _at_the_grant("DELETE"),
    "rotating a token": _at_the_token("POST"),
    "rotating a token to another key": _to_another_key,
    "revoking a token": _at_the_token("DELETE"),
    "introspection": _of_the_bank("/gnap/introspect", access_token="x", proof="httpsig"),
    "registering resources": _of_the_bank("/gnap/resource", access=[READ]),
    "deriving a token": _downstream,
}
"""The doors beside the grant endpoint, whose rows are CAUSES."""


@pytest.mark.sweep(3)
@pytest.mark.parametrize("row", DOORS)
async def test_every_door_answers_a_bad_proof_alike_and_writes_it_down(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        door = await DOORS[row](shop)
        forger = key_named(door.key.kid, 99)
        with capture_logs() as log:
            refused = await shop.send(door.proved(forger))
        assert refused.json()["error"] == {"code": door.code, "description": door.words}
        logged = [one["why"] for one in log if one["event"] == "refused"]
        assert (logged, await refusals(here)) == (["the signature does not verify"],) * 2
        assert (await shop.send(door.proved(door.key))).status_code in (200, 204), "the control"


STRANGERS: dict[str, Callable[[Foreign], list[HttpMessage]]] = {
    "a proof by another key": lambda it: [_by_another_key(it, _asked(it))],
    "a proof that is too old": lambda it: [_at(-3600)(it, _asked(it))],
    "no proof": lambda it: [_unsigned(_asked(it))],
    "a good proof": lambda it: [_asked(it)],
    "a good proof, twice the same": lambda it: [_asked(it)] * 2,
    "a good proof without a nonce": lambda it: [_covering(COVERED, nonce=None)(it, _asked(it))],
}
"""What anybody can send in the name of a key of their own making: requests, all of which are refused."""


def _asked(shop: Foreign) -> HttpMessage:
    return shop.signed("POST", shop.endpoint, shop.request(READ))


def _written(session: Session) -> tuple[int, int]:
    return tuple(session.exec(select(func.count()).select_from(one)).one() for one in (Audit, SeenNonce))  # type: ignore[return-value]


@pytest.mark.parametrize("row", STRANGERS)
async def test_what_a_stranger_sends_stands_in_the_log_and_costs_no_durable_write(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        stranger = dataclasses.replace(shop, key=key_named(shop.key.kid, 98))
        before = await here.broker.store.read(_written)
        with capture_logs() as log:
            told = [(await stranger.send(one)).json()["error"]["code"] for one in STRANGERS[row](stranger)]
        assert set(told) == {"invalid_client"}
        assert [one["event"] for one in log] == ["refused"] * len(told)
        assert await here.broker.store.read(_written) == before
        for one in STRANGERS[row](shop):
            await shop.send(one)
        assert await here.broker.store.read(_written) != before, "the control: whoever is registered is remembered"


async def test_a_strangers_bad_proof_does_not_even_wait_for_the_one_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        shop, turns = await Foreign.registered(here), list[object]()
        stranger, write = dataclasses.replace(shop, key=key_named(shop.key.kid, 98)), here.broker.store.write

        async def counted(work: Callable[[Session], Any]) -> Any:
            turns.append(work)
            return await write(work)

        monkeypatch.setattr(here.broker.store, "write", counted)
        assert error_of(await stranger.send(_by_another_key(stranger, _asked(stranger)))) == "invalid_client"
        assert turns == []
        assert error_of(await shop.send(_by_another_key(shop, _asked(shop)))) == "invalid_client"
        assert len(turns) == 1, "the control"


UNTRUSTED: dict[str, tuple[tuple[str, int], list[tuple[str, str]]]] = {
    "a stranger": (STRANGER, []),
    "a stranger who names the proxy in X-Forwarded-For": (STRANGER, [("x-forwarded-for", PROXY[0])]),
    "a stranger who names the proxy in Forwarded": (STRANGER, [("forwarded", f"for={PROXY[0]}")]),
    "the proxy's neighbour": (("127.0.0.90", 50_000), []),
}


@pytest.mark.parametrize("row", UNTRUSTED)
async def test_a_certificate_that_anybody_but_a_trusted_proxy_hands_on_is_ignored(tmp_path: Path, row: str) -> None:
    async with home(tmp_path, trusted_proxies=f"192.0.2.1, {PROXY[0]}") as here:
        shop, good = await _ask(here, "mtls")
        peer, headers = UNTRUSTED[row]
        forged = dataclasses.replace(shop, peer=peer)
        assert error_of(await forged.send(good.with_headers(*headers))) == "invalid_client"
        assert "continue" in (await shop.send(good)).json(), "the same from the proxy"
        other = await Foreign.registered(here, name="other", seed=22)
        other.peer, other.headers = peer, [(client_cert.HEADER, "garbage"), *headers]
        assert "continue" in (await other.ask(READ)).json(), "what is not believed is not even read"
