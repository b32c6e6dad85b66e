"""The probe's own signer: what it signs rightly the product's verifier takes, and what it twists that refuses."""

from datetime import UTC, datetime
from functools import cache

import pytest

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, generate, parse_key
from broker.gnap.proofs import proving
from broker.probe.signing import RIGHT, Party, Twist, rotated, signed
from tests.stand_ins import key_named

NOW = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
URI = "https://as.example/gnap?x=1"
ALGORITHMS = ("EdDSA", "ES256", "ES384", "RS256", "PS256", "PS512")


@cache
def _key(alg: str) -> PrivateKey:
    return generate(alg, "me", lambda size: bytes(range(size)))  # type: ignore[arg-type]


def _message(body: bytes | None, token: str | None) -> HttpMessage:
    headers = [("content-type", "application/json")] if body else []
    headers += [("authorization", f"GNAP {token}")] if token else []
    return HttpMessage("POST", URI, tuple(headers), body)


@pytest.mark.sweep(3)
@pytest.mark.parametrize("proof", ["httpsig", "jws", "jwsd"])
@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("token", [None, "a.token"])
@pytest.mark.parametrize("body", [None, b'{"a":1}'])
def test_a_right_proof_is_taken_by_the_products_verifier(
    proof: str, alg: str, token: str | None, body: bytes | None
) -> None:
    party = Party(_key(alg), proof)  # type: ignore[arg-type]
    message = signed(_message(body, token), party, created=AT, nonce="fresh", token=token)
    assert proving.verify(message, parse_key(party.key_object()), now=NOW).content == body


TWISTS = {
    "another key": Twist(signer=key_named("me", 9)),
    "too old": Twist(parameters={"created": AT - 600}, header={"created": AT - 600}),
    "another body": Twist(after=lambda one: HttpMessage(one.method, one.target_uri, one.headers, b'{"a":2}')),
    "another uri": Twist(after=lambda one: HttpMessage(one.method, URI + "2", one.headers, one.body)),
}


@pytest.mark.parametrize("proof", ["httpsig", "jws", "jwsd"])
@pytest.mark.parametrize("twist", TWISTS)
def test_a_twisted_proof_is_refused_by_it(proof: str, twist: str) -> None:
    party = Party(key_named("me", 1), proof)  # type: ignore[arg-type]
    message = signed(_message(b'{"a":1}', None), party, created=AT, nonce="fresh", twist=TWISTS[twist])
    with pytest.raises(GnapError):
        proving.verify(message, parse_key(party.key_object()), now=NOW)


def test_a_rotation_is_taken_by_the_products_verifier_and_one_that_covers_less_is_not() -> None:
    old, new = Party(key_named("old", 1)), Party(key_named("new", 2))
    plain = _message(b'{"key":{}}', "manage")
    keys = parse_key(old.key_object()), parse_key(new.key_object())
    proving.rotation_verify(rotated(plain, old, new, created=AT, nonce="n", twist=RIGHT), *keys, now=NOW)
    for left in ("signature", "signature-input"):
        twist = Twist(uncovered=frozenset({left}))
        with pytest.raises(GnapError):
            proving.rotation_verify(rotated(plain, old, new, created=AT, nonce="n", twist=twist), *keys, now=NOW)


def test_with_mtls_the_message_stays_as_it_is_and_the_key_is_a_certificate() -> None:
    party = Party(key_named("me", 1), "mtls", b"der")
    plain = _message(b"{}", None)
    assert signed(plain, party, created=AT, nonce="n") == plain
    assert set(party.key_object()) == {"proof", "cert"}
    assert "der" not in repr(party)
