"""The GNAP key object: one public key in exactly one of three formats, and how it is proved."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.algorithms import algorithm_of
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.proofs import httpsig
from tests.gnap.certified import der, ed25519_key, sound_keys, strange_keys, unreadable_certificates
from tests.gnap.signed import ALGORITHMS, CREATED, NOW, key, plain, published, raw
from tests.rounds import tried

METHODS: tuple[keys.ProofMethod, ...] = ("httpsig", "jwsd", "jws", "mtls")
DER = der(ed25519_key())
CERT = base64.b64encode(DER).decode()
ARMORED = f"-----BEGIN CERTIFICATE-----\n{CERT}\n-----END CERTIFICATE-----\n"
DIGEST = keys.parse_key({"proof": "mtls", "cert": CERT}).cert_s256 or ""
HTTP_NAMES = {
    "EdDSA": "ed25519",
    "ES256": "ecdsa-p256-sha256",
    "ES384": "ecdsa-p384-sha384",
    "RS256": "rsa-v1_5-sha256",
    "PS512": "rsa-pss-sha512",
}


def pem(certificate: bytes) -> str:
    return base64.b64encode(certificate).decode()


# a certificate whose length leaves unused bits in the last character: setting them spells the same bytes again
SPELLING = next(pem(one) for one in (der(ed25519_key(), name="x" * n) for n in range(1, 4)) if len(one) % 3 == 2)
OTHER_SPELLING = SPELLING[:-2] + chr(ord(SPELLING[-2]) + 1) + "="


def by_jwk(alg: keys.Algorithm = "EdDSA", proof: object = "httpsig") -> dict[str, Any]:
    return {"proof": proof, "jwk": key(alg).public.jwk}


def object_form(alg: str = "ed25519", digest: str = "sha-512") -> dict[str, str]:
    return {"method": "httpsig", "alg": alg, "content-digest-alg": digest}


@pytest.mark.requirement("C-7.1-1", "C-7.1-2")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_jwk_of_every_algorithm_is_taken_with_every_method(alg: keys.Algorithm, method: keys.ProofMethod) -> None:
    parsed = keys.parse_key(by_jwk(alg, method))
    assert (parsed.proof, parsed.format, parsed.public) == (method, "jwk", key(alg).public)
    assert (parsed.certificate, parsed.cert_s256, parsed.content_digest) == (None, None, None)
    assert parsed.identity == key(alg).public.thumbprint
    assert keys.parse_key(parsed.to_json()) == parsed


@pytest.mark.requirement("C-7.1-5")
@pytest.mark.parametrize("alg", ["EdDSA", "ES256", "ES384", "RS256"])
def test_a_certificate_carries_a_key_that_is_named_by_its_digest(alg: keys.Algorithm) -> None:
    written = der(sound_keys()[alg])
    parsed = keys.parse_key({"proof": "mtls", "cert": pem(written)})
    assert parsed.public is not None
    # an RSA key does not say which of its algorithms: PS256 is what we take it for
    assert parsed.public.alg == ("PS256" if alg == "RS256" else alg)
    assert (parsed.certificate, parsed.public.kid) == (written, parsed.cert_s256)
    assert parsed.identity == f"x5t#S256:{parsed.cert_s256}"
    assert keys.parse_key(parsed.to_json()) == parsed
    signature = keys.PrivateKey("k", sound_keys()[alg], parsed.public.alg).sign(b"x")
    assert parsed.public.verify(signature, b"x")


@pytest.mark.requirement("C-7.1-5")
def test_the_published_certificate_has_the_published_digest() -> None:
    (row,) = (row for row in published("gnap_proof_vectors.json") if row["id"] == "mtls-7.3.2")
    parsed = keys.parse_key({"proof": "mtls", "cert": row["cert_b64"]})
    assert parsed.cert_s256 == row["computed_cert#S256"]
    assert parsed.public is not None
    assert parsed.public.thumbprint == key("PS256").public.thumbprint


@pytest.mark.requirement("C-7.1-5")
@pytest.mark.parametrize(
    "written",
    [
        CERT,
        ARMORED,
        f"\n-----BEGIN CERTIFICATE-----\r\n{CERT[:64]}\r\n{CERT[64:]}\r\n-----END CERTIFICATE-----\r\n",
        "\n".join(CERT[at : at + 64] for at in range(0, len(CERT), 64)),
        f" \t{CERT[:10]} \v\f{CERT[10:]}\n\n",
    ],
    ids=["bare", "armored", "armored-with-crlf", "in-lines", "any-whitespace"],
)
def test_pem_may_leave_its_armour_and_has_any_whitespace(written: str) -> None:
    assert keys.parse_key({"proof": "mtls", "cert": written}).certificate == DER


def test_a_digest_alone_is_a_key_whose_certificate_is_still_to_be_seen() -> None:
    parsed = keys.parse_key({"proof": "mtls", "cert#S256": DIGEST})
    assert (parsed.public, parsed.certificate, parsed.cert_s256) == (None, None, DIGEST)
    assert parsed.identity == keys.parse_key({"proof": "mtls", "cert": CERT}).identity
    assert parsed.to_json() == {"proof": "mtls", "cert#S256": DIGEST}
    seen = parsed.with_certificate(DER)
    assert seen.public is not None
    assert seen.public.verify(keys.PrivateKey("k", ed25519_key()).sign(b"x"), b"x")
    assert (seen.format, seen.certificate, seen.identity, seen.to_json()) == (
        "cert#S256",
        DER,
        parsed.identity,
        parsed.to_json(),
    )
    assert seen.with_certificate(DER) == seen
    for expected in (parsed, seen, keys.parse_key(by_jwk())):
        with pytest.raises(GnapError, match="not the one that was expected"):
            expected.with_certificate(der(ed25519_key(b"x")))


@pytest.mark.requirement("C-7.3-2", "C-7.3.1-1")
@pytest.mark.parametrize("digest", ["sha-256", "sha-512"])
@pytest.mark.parametrize("alg", HTTP_NAMES)
def test_the_object_form_of_httpsig_names_the_keys_algorithm_and_a_digest(
    alg: keys.Algorithm, digest: keys.DigestAlgorithm
) -> None:
    value = by_jwk(alg, object_form(HTTP_NAMES[alg], digest))
    parsed = keys.parse_key(value)
    assert (parsed.proof, parsed.content_digest, parsed.public) == ("httpsig", digest, key(alg).public)
    assert parsed.to_json() == value
    signed = httpsig.sign(plain(), key(alg), created=CREATED, nonce="n", digest=digest)
    assert parsed.public is not None
    httpsig.verify(signed, parsed.public, now=NOW, digests=(parsed.content_digest or "sha-256",))


def test_the_object_form_says_what_an_rsa_certificate_signs_with() -> None:
    cert = pem(der(raw(key("RS256"))))
    for alg, name in (("RS256", "rsa-v1_5-sha256"), ("PS512", "rsa-pss-sha512")):
        parsed = keys.parse_key({"proof": object_form(name), "cert": cert})
        assert parsed.public is not None
        assert (parsed.public.alg, parsed.to_json()["proof"]["alg"]) == (alg, name)


def test_a_jwk_with_its_own_certificate_is_taken_and_the_certificate_is_not_kept() -> None:
    ours = keys.PrivateKey("client-1", ed25519_key())
    jwk: dict[str, Any] = {**ours.public.jwk, "x5c": [CERT]}
    assert keys.parse_key({"proof": "httpsig", "jwk": jwk}).public == ours.public
    for chain in ([], CERT, [7], ["AAAA"], [pem(der(ed25519_key(b"x"))), CERT]):
        with pytest.raises(GnapError) as caught:
            keys.parse_key({"proof": "httpsig", "jwk": {**jwk, "x5c": chain}})
        assert caught.value.code is ErrorCode.INVALID_CLIENT


def without(name: str) -> Callable[[], object]:
    return lambda: {member: value for member, value in object_form().items() if member != name}


MALFORMED: dict[str, Callable[[], object]] = {
    "reference": lambda: "key-7",
    "null": lambda: None,
    "list": lambda: [by_jwk()],
    "empty": dict,
    "proof-missing": lambda: {"jwk": by_jwk()["jwk"]},
    "proof-null": lambda: by_jwk(proof=None),
    "proof-unknown": lambda: by_jwk(proof="dpop"),
    "proof-case": lambda: by_jwk(proof="HTTPSIG"),
    "proof-a-list": lambda: by_jwk(proof=["httpsig"]),
    "proof-object-empty": lambda: by_jwk(proof={}),
    "proof-object-without-method": lambda: by_jwk(proof=without("method")()),
    "proof-object-without-alg": lambda: by_jwk(proof=without("alg")()),
    "proof-object-without-digest": lambda: by_jwk(proof=without("content-digest-alg")()),
    "proof-object-with-more": lambda: by_jwk(proof=object_form() | {"expires": "1"}),
    "proof-object-alg-unknown": lambda: by_jwk(proof=object_form("ed448")),
    "proof-object-alg-symmetric": lambda: by_jwk(proof=object_form("hmac-sha256")),
    "proof-object-alg-by-its-jose-name": lambda: by_jwk(proof=object_form("EdDSA")),
    "proof-object-alg-null": lambda: by_jwk(proof=object_form() | {"alg": None}),
    "proof-object-alg-a-list": lambda: by_jwk(proof=object_form() | {"alg": ["ed25519"]}),
    "proof-object-digest-md5": lambda: by_jwk(proof=object_form(digest="md5")),
    "proof-object-digest-null": lambda: by_jwk(proof=object_form() | {"content-digest-alg": None}),
    "proof-object-of-another-method": lambda: by_jwk(proof=object_form() | {"method": "jwsd"}),
    "proof-object-mtls": lambda: by_jwk(proof={"method": "mtls"}),
    "no-format": lambda: {"proof": "httpsig"},
    "format-unknown": lambda: {"proof": "httpsig", "did": "did:example:7"},
    "jwk-and-cert": lambda: by_jwk() | {"cert": CERT},
    "jwk-and-digest": lambda: by_jwk() | {"cert#S256": DIGEST},
    "cert-and-digest": lambda: {"proof": "mtls", "cert": CERT, "cert#S256": DIGEST},
    "all-three": lambda: by_jwk() | {"cert": CERT, "cert#S256": DIGEST},
    "jwk-and-a-null-cert": lambda: by_jwk() | {"cert": None},
}
REFUSED: dict[str, Callable[[], object]] = {
    "jwk-null": lambda: by_jwk() | {"jwk": None},
    "jwk-private": lambda: {"proof": "jws", "jwk": {**by_jwk()["jwk"], "d": "AAAA"}},
    "jwk-symmetric": lambda: {"proof": "jws", "jwk": {"kty": "oct", "kid": "k", "alg": "HS256", "k": "AAAA"}},
    "jwk-without-kid": lambda: {"proof": "jws", "jwk": {n: v for n, v in by_jwk()["jwk"].items() if n != "kid"}},
    "jwk-without-alg": lambda: {"proof": "jws", "jwk": {n: v for n, v in by_jwk()["jwk"].items() if n != "alg"}},
    "jwk-alg-none": lambda: {"proof": "jws", "jwk": by_jwk()["jwk"] | {"alg": "none"}},
    "object-form-of-another-algorithm": lambda: by_jwk("ES256", object_form("ed25519")),
    "object-form-of-another-rsa-algorithm": lambda: by_jwk("RS256", object_form("rsa-pss-sha512")),
    "object-form-for-ps256": lambda: by_jwk("PS256", object_form("rsa-pss-sha512")),
    "object-form-of-another-algorithm-than-the-certificates": lambda: {
        "proof": object_form("ecdsa-p256-sha256"),
        "cert": CERT,
    },
    "object-form-for-a-digest": lambda: {"proof": object_form(), "cert#S256": DIGEST},
    "cert-null": lambda: {"proof": "mtls", "cert": None},
    "cert-a-list": lambda: {"proof": "mtls", "cert": [CERT]},
    "cert-empty": lambda: {"proof": "mtls", "cert": ""},
    "cert-armour-only": lambda: {"proof": "mtls", "cert": "-----BEGIN CERTIFICATE----------END CERTIFICATE-----"},
    "cert-half-armored": lambda: {"proof": "mtls", "cert": ARMORED.partition("-----END")[0]},
    "cert-of-another-label": lambda: {"proof": "mtls", "cert": f"-----BEGIN KEY-----\n{CERT}\n-----END KEY-----"},
    "cert-twice": lambda: {
        "proof": "mtls",
        "cert": 2 * f"-----BEGIN CERTIFICATE-----\n{CERT}\n-----END CERTIFICATE-----\n",
    },
    "cert-no-base64": lambda: {"proof": "mtls", "cert": "M*" + CERT},
    "cert-base64url": lambda: {
        "proof": "mtls",
        "cert": CERT.replace("+", "-").replace("/", "_").replace("=", "") + "-_",
    },
    "cert-not-canonical": lambda: {"proof": "mtls", "cert": OTHER_SPELLING},
    "cert-garbage": lambda: {"proof": "mtls", "cert": "MIIB"},
    "cert-with-a-byte-more": lambda: {"proof": "mtls", "cert": pem(DER + b"\0")},
    "cert-cut-off": lambda: {"proof": "mtls", "cert": pem(DER[:-1])},
    "cert-not-ascii": lambda: {"proof": "mtls", "cert": CERT + "é"},
    "cert-too-long": lambda: {"proof": "mtls", "cert": CERT + "\n" * 20_000},
    "cert-a-private-key": lambda: {"proof": "mtls", "cert": pem(key().to_bytes())},
    "cert-not-for-signing": lambda: {
        "proof": "mtls",
        "cert": pem(der(ed25519_key(), signs=False)),
    },
    "digest-null": lambda: {"proof": "mtls", "cert#S256": None},
    "digest-short": lambda: {"proof": "mtls", "cert#S256": keys.b64url(bytes(31))},
    "digest-long": lambda: {"proof": "mtls", "cert#S256": keys.b64url(bytes(33))},
    "digest-padded": lambda: {"proof": "mtls", "cert#S256": DIGEST + "="},
    "digest-standard-alphabet": lambda: {"proof": "mtls", "cert#S256": "+" * 42 + "8"},
    "digest-in-hex": lambda: {"proof": "mtls", "cert#S256": "ab" * 32},
    **{
        f"cert-of-{name}": lambda name=name: {  # type: ignore[misc]
            "proof": "mtls",
            "cert": pem(der(strange_keys()[name], issuer=ed25519_key())),
        }
        for name in ("rsa-1024", "rsa-exponent-3", "p-521", "secp256k1", "ed448", "x25519")
    },
    **{
        f"cert-{name}": lambda made=made: {"proof": "mtls", "cert": pem(made)}  # type: ignore[misc]
        for name, made in unreadable_certificates().items()
    },
}


@pytest.mark.requirement("C-7.1-1", "C-7.1-2", "C-7.3-2", "C-7.3.1-1")
@pytest.mark.parametrize("value", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_key_object_that_is_not_one_key_with_one_proof_is_a_bad_request(value: Callable[[], object]) -> None:
    for control in (by_jwk(), by_jwk(proof=object_form()), {"proof": "mtls", "cert": CERT}):
        keys.parse_key(control)
    with pytest.raises(GnapError) as caught:
        keys.parse_key(value())
    assert caught.value.code is ErrorCode.INVALID_REQUEST


@pytest.mark.requirement("C-7.1-2", "C-7.1-3", "C-7.1.2-1", "C-7.3.1-9")
@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED.keys())
def test_a_key_that_is_not_a_public_one_that_we_verify_with_is_refused(value: Callable[[], object]) -> None:
    certified = ({"proof": "mtls", "cert": cert} for cert in (CERT, SPELLING))
    for control in (by_jwk(), *certified, {"proof": "mtls", "cert#S256": DIGEST}):
        keys.parse_key(control)
    with pytest.raises(GnapError) as caught:
        keys.parse_key(value())
    assert caught.value.code is ErrorCode.INVALID_CLIENT


def test_a_certificate_for_signing_is_taken_whatever_its_dates() -> None:
    for how in ({"signs": True}, {"days": 1}, {"serial": 9}, {"issuer": ed25519_key(b"x")}):
        keys.parse_key({"proof": "mtls", "cert": pem(der(ed25519_key(), **how))})


def test_members_that_are_no_key_format_are_dropped() -> None:
    assert keys.parse_key(by_jwk() | {"kid": "other", "alg": "none"}) == keys.parse_key(by_jwk())


def test_the_other_spelling_is_of_the_same_bytes() -> None:
    assert base64.b64decode(OTHER_SPELLING) == base64.b64decode(SPELLING)


def test_a_key_of_another_library_type_has_no_algorithm() -> None:
    with pytest.raises(GnapError, match="not of a kind"):
        algorithm_of(strange_keys()["ed448"])


def test_keys_are_equal_by_value_and_a_copy_is_a_key_still() -> None:
    parsed = keys.parse_key(by_jwk("PS512"))
    assert hash(parsed) == hash(keys.parse_key(by_jwk("PS512")))
    assert replace(parsed, proof="jws") != parsed


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from([CERT, DIGEST, "httpsig", "mtls"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kty", "alg", "kid", "x", "n"]), inner)
    ),
    max_leaves=8,
)
members = st.sampled_from(["proof", "jwk", "cert", "cert#S256", "method", "alg", "content-digest-alg", "x"])


@settings(max_examples=tried(300), deadline=None)
@given(st.dictionaries(members, json_values, max_size=5) | json_values, st.binary(max_size=80), st.integers(0, 200))
def test_any_value_is_a_key_or_a_protocol_error(value: object, noise: bytes, at: int) -> None:
    mutated = pem(DER[:at] + noise + DER[at:])
    for one in (value, {"proof": "httpsig", "jwk": value}, {"proof": "mtls", "cert": mutated}):
        try:
            parsed = keys.parse_key(one)
        except GnapError:
            continue
        assert keys.parse_key(parsed.to_json()) == parsed
