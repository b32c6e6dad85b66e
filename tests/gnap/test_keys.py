"""Keys: which JWKs are believed, that a private key never shows itself, and thumbprints."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.curve25519 import is_safe_public_key
from broker.gnap.errors import ErrorCode, GnapError
from tests.gnap.signed import ALGORITHMS, key, raw, vectors

P = 2**255 - 19
JWKS: dict[str, dict[str, Any]] = {alg: key(alg).public.jwk for alg in ALGORITHMS}
P256_POINT = keys.b64url_decode(JWKS["ES256"]["x"]) + keys.b64url_decode(JWKS["ES256"]["y"])
ORDERS = {
    "secp256r1": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "secp384r1": int("F" * 48 + "C7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16),
}
PRIVATE = "n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU"


def changed(alg: str, /, **members: Any) -> dict[str, Any]:
    return {name: value for name, value in {**JWKS[alg], **members}.items() if value is not None}


def point(y: int, sign: int = 0) -> str:
    return keys.b64url((y | sign << 255).to_bytes(32, "little"))


REFUSED: dict[str, object] = {
    "no-object": "jwk",
    "null": None,
    "list": [JWKS["EdDSA"]],
    "empty": {},
    "kid-missing": changed("EdDSA", kid=None),
    "kid-empty": changed("EdDSA", kid=""),
    "kid-a-number": changed("EdDSA", kid=7),
    "kid-with-newline": changed("EdDSA", kid="a\nb"),
    "kid-not-ascii": changed("EdDSA", kid="schlüssel"),
    "kid-too-long": changed("EdDSA", kid="k" * 257),
    "alg-missing": changed("EdDSA", alg=None),
    "alg-none": changed("EdDSA", alg="none"),
    "alg-case": changed("EdDSA", alg="eddsa"),
    "alg-of-the-other-kind": changed("EdDSA", alg="ES256"),
    "alg-hmac": changed("ES256", alg="HS256"),
    "alg-a-list": changed("EdDSA", alg=["EdDSA"]),
    "kty-missing": changed("EdDSA", kty=None),
    "kty-wrong": changed("EdDSA", kty="EC"),
    "kty-a-dict": changed("EdDSA", kty={}),
    "crv-missing": changed("EdDSA", crv=None),
    "crv-ed448": changed("EdDSA", crv="Ed448"),
    "crv-x25519": changed("EdDSA", crv="X25519"),
    "crv-p-384-with-es256": changed("ES256", crv="P-384"),
    "crv-p-256-with-es384": changed("ES384", crv="P-256"),
    "point-of-p-256-as-p-384": changed("ES384", x=JWKS["ES256"]["x"], y=JWKS["ES256"]["y"]),
    "point-not-on-p-384": changed("ES384", y=JWKS["ES384"]["x"]),
    "crv-p-521": changed("ES384", crv="P-521", alg="ES512"),
    "rsa-key-with-es256": changed("RS256", alg="ES256"),
    "okp-key-with-rs256": changed("EdDSA", alg="RS256"),
    "crv-secp256k1": changed("ES256", crv="secp256k1", alg="ES256K"),
    "rsa-of-17-bits": {"kty": "RSA", "kid": "k", "alg": "PS512", "e": "AQAB", "n": "AQAB", "crv": "P-256"},
    "oct": {"kty": "oct", "kid": "k", "alg": "HS256", "k": "AAAA"},
    "private-okp": changed("EdDSA", d=PRIVATE),
    "private-ec": changed("ES256", d=PRIVATE),
    "private-null": JWKS["EdDSA"] | {"d": None},
    "symmetric-beside": changed("EdDSA", k="AAAA"),
    "rsa-prime-beside": changed("EdDSA", p="AAAA"),
    "rsa-cofactor-beside": changed("EdDSA", q="AAAA"),
    "certificate-only": {"kty": "OKP", "kid": "k", "alg": "EdDSA", "crv": "Ed25519", "x5c": ["MIIB"]},
    "x-missing": changed("EdDSA", x=None),
    "x-short": changed("EdDSA", x=keys.b64url(bytes(31))),
    "x-long": changed("EdDSA", x=keys.b64url(bytes(33))),
    "x-padded": changed("EdDSA", x=JWKS["EdDSA"]["x"] + "="),
    "x-of-one-character": changed("EdDSA", x="A"),
    "x-standard-alphabet": changed("EdDSA", x="+" * 42 + "8"),
    "x-not-canonical": changed("EdDSA", x=JWKS["EdDSA"]["x"][:-1] + "B"),
    "x-with-space": changed("EdDSA", x=" " + JWKS["EdDSA"]["x"]),
    "x-not-ascii": changed("EdDSA", x="é" * 43),
    "x-a-number": changed("EdDSA", x=5),
    "x-not-on-the-curve": changed("EdDSA", x=point(2)),
    "x-not-below-p": changed("EdDSA", x=point(P + 3)),
    "x-neutral": changed("EdDSA", x=point(1)),
    "x-order-2": changed("EdDSA", x=point(P - 1)),
    "x-order-4": changed("EdDSA", x=point(0)),
    "y-missing": changed("ES256", y=None),
    "y-short": changed("ES256", y="AAAA"),
    # the same key under another thumbprint, if only the sum of the lengths counted
    "point-split-elsewhere": changed("ES256", x=keys.b64url(P256_POINT[:31]), y=keys.b64url(P256_POINT[31:])),
    "point-not-on-the-curve": changed("ES256", y=JWKS["ES256"]["x"]),
    "point-at-infinity": changed("ES256", x=keys.b64url(bytes(32)), y=keys.b64url(bytes(32))),
    "coordinates-of-all-ones": changed("ES256", x=keys.b64url(b"\xff" * 32), y=keys.b64url(b"\xff" * 32)),
    "use-encryption": changed("EdDSA", use="enc"),
    "key-ops-encrypt": changed("EdDSA", key_ops=["encrypt"]),
    "key-ops-no-list": changed("EdDSA", key_ops="verify"),
}


@pytest.mark.requirement("C-7.1-3")
@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED.keys())
def test_a_jwk_that_is_not_a_public_key_of_ours_is_refused(value: object) -> None:
    for control in JWKS.values():
        assert keys.parse_jwk(control).jwk == control
    with pytest.raises(GnapError) as caught:
        keys.parse_jwk(value)
    assert caught.value.code is ErrorCode.INVALID_CLIENT
    # the description goes back to the sender and into logs: nothing of the key may be in it
    assert PRIVATE not in str(caught.value)


def test_members_that_a_reader_may_ignore_are_dropped() -> None:
    for alg in ALGORITHMS:
        more = changed(alg, use="sig", key_ops=["verify"], ext=True, x5t="AAAA", iat=1)
        assert keys.parse_jwk(more) == key(alg).public


def test_ed25519_is_known_by_both_its_names_and_keeps_its_own() -> None:
    named = keys.parse_jwk(changed("EdDSA", alg="Ed25519"))
    assert named.alg == key().public.alg == "EdDSA"
    assert named.jwk["alg"] == "Ed25519"
    assert named.thumbprint == key().public.thumbprint
    assert named.verify(key().sign(b"x"), b"x")


def test_a_public_key_cannot_be_changed_through_its_jwk() -> None:
    public = key().public
    public.jwk["x"] = "other"
    assert public == key().public
    assert hash(public) == hash(key().public)


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_signature_verifies_for_its_key_and_its_bytes_only(alg: keys.Algorithm) -> None:
    signature = key(alg).sign(b"bytes")
    size = {"EdDSA": 64, "ES256": 64, "ES384": 96}.get(alg, 256)
    assert len(signature) == size
    assert key(alg).public.verify(signature, b"bytes")
    assert not key(alg).public.verify(signature, b"Bytes")
    assert not key(alg, seed="theirs").public.verify(signature, b"bytes")
    padded = signature[: size // 2] + b"\0" + signature[size // 2 :]
    for wrong in (b"", signature[:-1], signature + b"\0", padded, bytes(size), b"\xff" * size):
        assert not key(alg).public.verify(wrong, b"bytes")


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_private_key_survives_its_bytes_and_hides_everywhere_else(alg: keys.Algorithm) -> None:
    ours = key(alg)
    again = keys.PrivateKey.from_bytes(ours.to_bytes(), ours.kid)
    assert (again.kid, again.alg, again.public) == (ours.kid, alg, ours.public)
    assert again.public.verify(again.sign(b"x"), b"x")
    assert repr(ours) == str(ours) == f"PrivateKey(kid='client-1', alg='{alg}')"
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="to_bytes"):
            copying(ours)


def test_bytes_that_are_no_key_of_ours_are_refused_without_quoting_them() -> None:
    def der(private: Any) -> bytes:
        written: bytes = private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return written

    assert keys.PrivateKey.from_bytes(der(ed25519.Ed25519PrivateKey.generate()), "k").alg == "EdDSA"
    assert keys.PrivateKey.from_bytes(der(ec.generate_private_key(ec.SECP256R1())), "k").alg == "ES256"
    assert keys.PrivateKey.from_bytes(der(ec.generate_private_key(ec.SECP384R1())), "k").alg == "ES384"
    # an RSA key does not say its algorithm, and no other key may be given one
    others = (raw(key("RS256")), ec.generate_private_key(ec.SECP521R1()), ed448.Ed448PrivateKey.generate())
    assert keys.PrivateKey.from_bytes(b"PS256:" + der(others[0]), "k").alg == "PS256"
    for data in (
        b"",
        b"\x30\x03secret",
        key().to_bytes()[:-1],
        b"PS384:" + der(others[0]),
        *(der(other) for other in others),
    ):
        with pytest.raises(ValueError, match="private key") as caught:
            keys.PrivateKey.from_bytes(data, "k")
        assert caught.value.__cause__ is None
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize("fill", [b"\0", b"\xff", b"\x01"])
@pytest.mark.parametrize("alg", ["EdDSA", "ES256", "ES384"])
def test_any_chance_makes_a_key(alg: keys.Algorithm, fill: bytes) -> None:
    made = keys.generate(alg, "k", lambda size: fill * size)
    assert made.public.verify(made.sign(b"x"), b"x")
    assert made.public == keys.generate(alg, "k", lambda size: fill * size).public


@pytest.mark.slow
@pytest.mark.parametrize("alg", ["RS256", "PS256", "PS512"])
def test_an_rsa_key_is_made_of_cryptographys_own_chance(alg: keys.Algorithm) -> None:
    made = keys.generate(alg, "k", lambda size: bytes(size))
    assert (made.alg, raw(made).key_size) == (alg, 3072)
    assert made.public.verify(made.sign(b"x"), b"x")
    assert made.public != keys.generate(alg, "k", lambda size: bytes(size)).public


@pytest.mark.parametrize(("alg", "curve"), [("ES256", ec.SECP256R1()), ("ES384", ec.SECP384R1())], ids=["256", "384"])
def test_a_scalar_is_taken_below_the_order_of_its_group(alg: keys.Algorithm, curve: ec.EllipticCurve) -> None:
    order = ORDERS[curve.name]
    last = raw(keys.generate(alg, "k", lambda size: (order - 2).to_bytes(size)))
    assert last.private_numbers().private_value == order - 1
    # and the order is right: order - 1 is minus one, the generator mirrored
    generator = ec.derive_private_key(1, curve).public_key().public_numbers()
    mirrored = last.public_key().public_numbers()
    assert (mirrored.x, mirrored.y != generator.y) == (generator.x, True)
    first = raw(keys.generate(alg, "k", lambda size: (order - 1).to_bytes(size)))
    assert first.private_numbers().private_value == 1


@pytest.mark.parametrize("row", vectors("jwk_thumbprints.json"), ids=lambda row: row["id"])
def test_thumbprints_are_those_of_rfc_7638(row: dict[str, Any]) -> None:
    assert keys.thumbprint(row["jwk"]) == row["expect"]
    shuffled = {**dict(reversed(row["jwk"].items())), "kid": "other", "use": "sig"}
    assert keys.thumbprint(shuffled) == row["expect"]
    for name in {"n", "x"} & row["jwk"].keys():
        assert keys.thumbprint({**row["jwk"], name: "AAAA"}) != row["expect"]


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_thumbprints_agree_with_another_canonicaliser(alg: keys.Algorithm) -> None:
    public = key(alg).public
    required = {name: value for name, value in public.jwk.items() if name not in {"kid", "alg"}}
    assert public.thumbprint == keys.b64url(sha256(rfc8785.dumps(dict(required))).digest())


@pytest.mark.parametrize("jwk", [{}, {"kty": "OKP"}, {"kty": 1}, {"kty": "x"}, {"kty": "OKP", "crv": "E", "x": 1}])
def test_a_thumbprint_of_half_a_key_is_refused(jwk: Mapping[str, object]) -> None:
    with pytest.raises(GnapError):
        keys.thumbprint(jwk)


KEY_OBJECTS: dict[str, tuple[Callable[[dict[str, Any]], object], ErrorCode]] = {
    "reference": (lambda value: "key-7", ErrorCode.INVALID_REQUEST),
    "list": (lambda value: [value], ErrorCode.INVALID_REQUEST),
    "proof-missing": (lambda value: {"jwk": value["jwk"]}, ErrorCode.INVALID_REQUEST),
    "proof-other": (lambda value: value | {"proof": "jwsd"}, ErrorCode.INVALID_REQUEST),
    "proof-object": (lambda value: value | {"proof": {"method": "httpsig"}}, ErrorCode.INVALID_REQUEST),
    "no-format": (lambda value: {"proof": "httpsig"}, ErrorCode.INVALID_REQUEST),
    "two-formats": (lambda value: value | {"cert": "MIIB"}, ErrorCode.INVALID_REQUEST),
    "two-formats-hash": (lambda value: value | {"cert#S256": "AAAA"}, ErrorCode.INVALID_REQUEST),
    "certificate": (lambda value: {"proof": "httpsig", "cert": "MIIB"}, ErrorCode.INVALID_REQUEST),
    "jwk-null": (lambda value: value | {"jwk": None}, ErrorCode.INVALID_CLIENT),
    "jwk-private": (lambda value: value | {"jwk": value["jwk"] | {"d": PRIVATE}}, ErrorCode.INVALID_CLIENT),
}


@pytest.mark.requirement("C-7.1-1", "C-7.1-2")
@pytest.mark.parametrize(("change", "code"), KEY_OBJECTS.values(), ids=KEY_OBJECTS.keys())
def test_a_key_object_is_one_jwk_proved_by_httpsig(change: Callable[[dict[str, Any]], object], code: ErrorCode) -> None:
    value = keys.key_object(key().public)
    assert value == {"proof": "httpsig", "jwk": JWKS["EdDSA"]}
    assert keys.parse_key_object(value) == key().public
    with pytest.raises(GnapError) as caught:
        keys.parse_key_object(change(value))
    assert caught.value.code is code


@given(st.binary(min_size=32, max_size=32))
def test_every_generated_ed25519_key_is_safe(seed: bytes) -> None:
    assert is_safe_public_key(ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def test_about_half_of_all_bytes_are_no_point_and_the_points_of_order_8_are_refused() -> None:
    # the two y of order 8: y² where doubling lands on y = 0, so y² = -x² and d·y⁴ + 2·y² - 1 = 0
    d = -121665 * pow(121666, -1, P) % P
    root = next(r for r in _square_roots(1 + d) if _square_roots((r - 1) * pow(d, -1, P) % P))
    for y in _square_roots((root - 1) * pow(d, -1, P) % P):
        for sign in (0, 1):
            assert not is_safe_public_key((y | sign << 255).to_bytes(32, "little"))
    drawn = [is_safe_public_key(sha256(bytes([n])).digest()) for n in range(200)]
    assert 60 < sum(drawn) < 140


def _square_roots(n: int) -> list[int]:
    n %= P
    root = pow(n, (P + 3) // 8, P)
    if root * root % P != n:
        root = root * pow(2, (P - 1) // 4, P) % P
    return [root, P - root] if root * root % P == n else []
