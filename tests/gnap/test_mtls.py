"""The mtls proof (RFC 9635 §7.3.2): which certificate counts for which key, and that no header counts at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import client_cert, proving
from tests.gnap.certified import (
    by_certificate,
    by_digest,
    by_jwk,
    certificate,
    der,
    ed25519_key,
    public_key_alone,
    shown,
    sound_keys,
    strange_keys,
)
from tests.gnap.jose_made import published_rsa, refused
from tests.gnap.signed import CREATED, NOW, plain, vectors

OURS, THEIRS = ed25519_key(b"o"), ed25519_key(b"t")
CERTIFICATE = der(OURS)
ANOTHER = "not the expected key's"


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


# --- what a good proof is -------------------------------------------------------------------------------------------


@pytest.mark.requirement("C-7.3.2-1", "C-7.1-5")
@pytest.mark.parametrize("alg", sound_keys())
def test_the_certificate_proves_its_key_in_each_of_the_three_formats(alg: keys.Algorithm) -> None:
    subject = sound_keys()[alg]
    shown_certificate = der(subject)
    rsa_alg: keys.Algorithm | None = alg if isinstance(subject, rsa.RSAPrivateKey) else None
    for key in (by_certificate(shown_certificate), by_digest(shown_certificate), by_jwk(subject, rsa_alg)):
        told = proving.verify(shown(shown_certificate), key, now=NOW)
        assert told.content == plain().body
        assert told.covered == ("@method", "@target-uri", "content", "authorization")
        assert (told.nonce, told.replay_key, told.created, told.acceptable_until) == (None, None, CREATED, NOW)
    bare = HttpMessage("GET", "https://as.example/", (), None, shown_certificate)
    told = proving.verify(bare, by_certificate(shown_certificate), now=NOW)
    assert (told.content, told.covered) == (None, ("@method", "@target-uri"))


def test_signing_leaves_the_message_to_the_connection() -> None:
    message = plain()
    made_by = keys.PrivateKey("client-1", OURS)
    assert proving.sign(message, made_by, "mtls", created=CREATED, nonce="n") is message


def test_the_dates_of_a_registered_certificate_are_not_looked_at() -> None:
    for now in (NOW - timedelta(days=3650), NOW + timedelta(days=3650)):
        proving.verify(shown(CERTIFICATE), by_certificate(CERTIFICATE), now=now)


OTHERWISE: tuple[dict[str, Any], ...] = ({"serial": 8}, {"days": 60}, {"name": "renamed"}, {"issuer": THEIRS})


@pytest.mark.parametrize("how", OTHERWISE, ids=lambda how: next(iter(how)))
def test_a_jwk_is_proved_by_any_certificate_of_its_key(how: dict[str, Any]) -> None:
    proving.verify(shown(der(OURS, **how)), by_jwk(OURS), now=NOW)
    refused(shown(der(THEIRS, **how)), by_jwk(OURS), ANOTHER)


def test_a_certificate_stays_out_of_what_is_shown_of_a_message() -> None:
    message = shown(CERTIFICATE)
    assert "certificate" not in repr(message)
    assert str(CERTIFICATE)[2:-1] not in repr(message)
    assert replace(message, method="PUT").client_certificate == message.with_headers().client_certificate == CERTIFICATE
    assert message.without_header("authorization").client_certificate == CERTIFICATE
    assert HttpMessage.from_raw("GET", "https://as.example/", [], None, CERTIFICATE).client_certificate == CERTIFICATE


# --- what is refused ------------------------------------------------------------------------------------------------

NOTHING: dict[str, tuple[bytes | None, str]] = {
    "no-certificate": (None, "showed no client certificate"),
    "empty": (b"", "showed no client certificate"),
}
OTHERS: dict[str, tuple[bytes | None, str]] = {
    "another-key": (der(THEIRS), ANOTHER),
    "another-key-of-another-kind": (der(sound_keys()["ES256"]), ANOTHER),
    "another-key-signed-by-ours": (der(THEIRS, issuer=OURS), ANOTHER),
    "another-key-and-name": (der(THEIRS, name="client-2"), ANOTHER),
}
SAME_KEY: dict[str, tuple[bytes | None, str]] = {
    "another-serial-number": (der(OURS, serial=8), ANOTHER),
    "other-dates": (der(OURS, days=60), ANOTHER),
    "another-name": (der(OURS, name="client-2"), ANOTHER),
    "another-issuer": (der(OURS, issuer=THEIRS), ANOTHER),
    "an-extension-more": (der(OURS, signs=True), ANOTHER),
    "signature-bit": (flipped(CERTIFICATE, -1 % len(CERTIFICATE)), ANOTHER),
    "signed-bit": (flipped(CERTIFICATE, len(CERTIFICATE) // 2), ANOTHER),
}
NO_CERTIFICATE: dict[str, bytes] = {
    "cut-short": CERTIFICATE[:-1],
    "byte-after": CERTIFICATE + b"\0",
    "twice": CERTIFICATE * 2,
    "pem": certificate(OURS).public_bytes(Encoding.PEM),
    "base64": base64.b64encode(CERTIFICATE),
    "hexadecimal": CERTIFICATE.hex().encode(),
    "header-value": client_cert.write(CERTIFICATE).encode(),
    "public-key-alone": public_key_alone(OURS),
    "digest": hashlib.sha256(CERTIFICATE).digest(),
    "digest-as-text": (by_certificate(CERTIFICATE).cert_s256 or "").encode(),
    "zeros": b"\0" * len(CERTIFICATE),
    "one-byte": b"0",
}
BY_CERTIFICATE = NOTHING | OTHERS | SAME_KEY | {name: (raw, ANOTHER) for name, raw in NO_CERTIFICATE.items()}
STRANGE: dict[str, tuple[bytes | None, str]] = {
    name: (der(subject, issuer=OURS), "cannot be used") for name, subject in strange_keys().items()
}
BY_JWK = (
    NOTHING
    | OTHERS
    | {name: (raw, "cannot be used") for name, raw in NO_CERTIFICATE.items()}
    | STRANGE
    | {
        "not-for-signatures": (der(OURS, signs=False), "not meant for signatures"),
        "the-issuers-certificate": (der(THEIRS), ANOTHER),
    }
)


@pytest.mark.requirement("C-7.3.2-1", "C-7.3-1")
@pytest.mark.parametrize("known", [by_certificate, by_digest])
@pytest.mark.parametrize(("raw", "reason"), BY_CERTIFICATE.values(), ids=BY_CERTIFICATE.keys())
def test_another_certificate_than_the_registered_one_is_refused(
    known: Callable[[bytes], keys.Key], raw: bytes | None, reason: str
) -> None:
    proving.verify(shown(CERTIFICATE), known(CERTIFICATE), now=NOW)
    refused(shown(raw), known(CERTIFICATE), reason)


@pytest.mark.requirement("C-7.3.2-1")
@pytest.mark.parametrize(("raw", "reason"), BY_JWK.values(), ids=BY_JWK.keys())
def test_a_certificate_of_another_key_than_the_registered_jwk_is_refused(raw: bytes | None, reason: str) -> None:
    proving.verify(shown(CERTIFICATE), by_jwk(OURS), now=NOW)
    refused(shown(raw), by_jwk(OURS), reason)


def test_an_rsa_key_with_the_modulus_of_ours_and_another_exponent_is_another_key() -> None:
    ours = published_rsa()
    numbers = ours.private_numbers()
    p, q, n = numbers.p, numbers.q, numbers.public_numbers.n
    e = 65539
    d = pow(e, -1, (p - 1) * (q - 1))
    dp, dq, qi = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    theirs = rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, rsa.RSAPublicNumbers(e, n)).private_key()
    proving.verify(shown(der(ours)), by_jwk(ours, "RS256"), now=NOW)
    refused(shown(der(theirs)), by_jwk(ours, "RS256"), ANOTHER)


@pytest.mark.requirement("C-7.3.2-2")
@pytest.mark.parametrize(
    "name", ["Client-Cert", "client-cert", "X-Client-Cert", "X-SSL-Cert", "X-Forwarded-Tls-Client-Cert"]
)
def test_a_certificate_in_a_header_proves_nothing_by_itself(name: str) -> None:
    claimed = plain().with_headers((name, client_cert.write(CERTIFICATE)))
    proving.verify(shown(CERTIFICATE, claimed), by_certificate(CERTIFICATE), now=NOW)
    refused(shown(None, claimed), by_certificate(CERTIFICATE), "showed no client certificate")
    refused(shown(der(THEIRS), claimed), by_certificate(CERTIFICATE), ANOTHER)


def test_a_certificate_on_the_connection_proves_nothing_for_a_key_of_another_proof() -> None:
    for proof in ("httpsig", "jwsd", "jws"):
        key = by_certificate(CERTIFICATE, proof)
        with pytest.raises(GnapError) as caught:
            proving.verify(shown(CERTIFICATE), key, now=NOW)
        assert caught.value.code is ErrorCode.INVALID_CLIENT


def test_at_least_25_causes_are_refused_for_each_format() -> None:
    assert len(BY_CERTIFICATE) >= 25
    assert len(BY_JWK) >= 25


@pytest.mark.requirement("C-7.1-5", "C-7.3.2-1")
@pytest.mark.parametrize("row", vectors("gnap_jose.json", "certificates"), ids=lambda row: row["id"])
def test_the_printed_certificate_is_the_published_keys(row: dict[str, Any]) -> None:
    raw = client_cert.read([row["header"]])
    assert by_certificate(raw).cert_s256 == row["digest"]
    for key in (by_certificate(raw), by_digest(raw), by_jwk(published_rsa(), "RS256")):
        proving.verify(shown(raw), key, now=NOW)
        refused(shown(CERTIFICATE), key, ANOTHER)
