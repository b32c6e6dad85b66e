"""Every published vector: what verifies elsewhere verifies here, and the others are kept with the reason why not.

`published/verification_report.json` was made with another implementation. The two lists below are the whole of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import hash_matches
from broker.gnap.proofs import content_digest, httpsig, jws, jwsd
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.digest import check_content_digest
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary
from tests.gnap.signed import NOW, private_key, published, vectors

REPORT = {row["id"]: row["verifies"] for row in published("verification_report.json")}
KEYS = published("rfc9421_keys.json")["jwk"]
GNAP_RSA = published("gnap_keys.json")["gnap-rsa"]
PROOFS = {row["id"]: row for row in published("gnap_proof_vectors.json")}
HASHES = {row["id"]: row for row in published("gnap_interaction_hash.json")["vectors"]}
SIGNATURES = {row["id"]: row for row in published("rfc9421_appendix_b.json")["vectors"]}
DIGESTS = {row["id"]: row for row in published("rfc9530_digests.json")["vectors"]}
ALGORITHMS: dict[str, keys.Algorithm] = {"test-key-ed25519": "EdDSA", "test-key-ecc-p256": "ES256"}
KNOWN: tuple[keys.DigestAlgorithm, ...] = ("sha-256", "sha-512")

NOT_OURS = {
    "9421-B.2.2": "a parameter on a covered component changes what its name stands for: we resolve none",
    "9421-B.2.4-with-computed-digest": "a signed response: GNAP signs requests only",
    "9421-B.2.5": "hmac-sha256: a shared secret is no key that may be given by value",
    "9530-D-md5": "md5 proves nothing any more: not looked at",
    "9530-D-sha": "SHA-1 proves nothing any more: not looked at",
    "9530-D-adler": "a checksum, made for accidents: not looked at",
}
"""Rows that verify elsewhere and are not for us to verify; how each is refused is part of its check."""

KEPT = {
    "hash-redirect-callback-example": "the reference printed in §4.2.1 has a letter more than the one that was hashed",
    "hash-push-callback-example": "44 characters are no SHA-256 in unpadded base64url",
    "hash-appendix-B.1": "the same letter more",
    "httpsig-7.3.1-body-is-json": "a comma is missing, and one is too many",
    "httpsig-rotate-7.3.1.1-new-key": "the new key is printed in part only",
    "jwsd-7.3.3-typ": "the type of an earlier draft",
    "jwsd-7.3.3-payload-hash-of-printed-body": "the printed body is not the one that was hashed",
    "jws-7.3.4-typ": "the type of an earlier draft, and of the other method",
    "jws-7.3.4-payload-equals-printed-body": "the payload is no JSON and no draft's request either",
    "jws-7.3.4-content-length": "1047 is not the length of the compact form",
    "9421-B.2.4": "the response is printed with a digest that is not its body's",
    "9421-test-response-content-digest": "the same",
    "9530-D-unixsum": "a checksum, made for accidents: not looked at",
    "9530-D-unixcksum": "a checksum, made for accidents: not looked at",
    "9530-D-crc32c": "a checksum, made for accidents: not looked at",
    "9530-2-sha-256": "its input is not printed, and the one tried is another",
}
"""Rows that do not verify, here or elsewhere, or that nobody can check."""


def public(kid: str, alg: keys.Algorithm | None = None) -> keys.PublicKey:
    """The public half of a test key as a GNAP message would carry it."""
    jwk = GNAP_RSA if kid == "gnap-rsa" else KEYS[kid]
    wanted = {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}
    return keys.parse_jwk(wanted | {"kid": kid, "alg": alg or ALGORITHMS.get(kid, "PS512")})


def refuses(function: Callable[[], object]) -> bool:
    try:
        function()
    except GnapError:
        return True
    return False


def received(text: str | dict[str, Any], body: bytes | None = None) -> HttpMessage:
    """A printed message, as text or in its parts."""
    if isinstance(text, str):
        head, _, rest = text.replace("\n    ;", ";").partition("\n\n")
        start, *lines = head.split("\n")
        headers = [tuple(line.split(": ", 1)) for line in lines]
        body = body or rest.encode()
    else:
        start, headers, body = text["start"], text["headers"], text["body"].encode()
    pairs = tuple((name, value) for name, value in headers)
    method, path, *_ = start.split(" ")
    (host,) = [value for name, value in pairs if name == "Host"] or ["response.example"]
    return HttpMessage(method, f"https://{host}{path}", pairs, body or None)


def hashed(row_id: str) -> bool:
    row = HASHES[row_id]
    names = ("client_nonce", "as_nonce", "interact_ref", "grant_endpoint", "hash_method")
    return hash_matches(row["printed_hash"], *(row[name] for name in names))


def hashed_otherwise(value: str) -> bool:
    """The values of §4.2.3 with another hash."""
    row = HASHES["hash-sha-256"]
    nonces = row["client_nonce"], row["as_nonce"]
    return hash_matches(value, *nonces, row["interact_ref"], row["grant_endpoint"], "sha-256")


def signed(row_id: str) -> bool:
    """The printed signature of RFC 9421 over the base that we build from the printed message."""
    row = SIGNATURES[row_id]
    claim = parse_dictionary(row["signature_input"])[row["label"]]
    assert isinstance(claim, InnerList)
    base = signature_base(received(row["message"]), claim)
    assert row["printed_signature_base"] in (None, base.decode())
    return public(row["keyid"]).verify(base64.b64decode(row["signature_b64"]), base)


def refused_as_covered(row_id: str) -> None:
    """Verifies over the printed base, so the key is read well; but we build no such base."""
    row = SIGNATURES[row_id]
    printed = row["printed_signature_base"].encode()
    assert public(row["keyid"]).verify(base64.b64decode(row["signature_b64"]), printed)
    assert refuses(lambda: signed(row_id))


def by_hmac() -> None:
    row = SIGNATURES["B.2.5"]
    claim = parse_dictionary(row["signature_input"])[row["label"]]
    assert isinstance(claim, InnerList)
    assert signature_base(received(row["message"]), claim).decode() == row["printed_signature_base"]
    assert refuses(lambda: keys.parse_jwk({"alg": "HS256", "kid": "test-shared-secret", **KEYS["test-shared-secret"]}))


def grant_request() -> bool:
    row = PROOFS["httpsig-7.3.1"]
    body = row["exact_body_bytes"].encode()
    claim = row["signature_base"].rpartition('"@signature-params": ')[2]
    lines = {
        "content-digest": row["content_digest_printed"],
        "content-length": "988",
        "content-type": "application/json",
    }
    lines |= {"signature-input": f"sig1={claim}", "signature": f"sig1=:{row['signature_b64']}:"}
    message = HttpMessage("POST", "https://server.example.com/gnap", tuple(lines.items()), body)
    told = httpsig.verify(message, public("gnap-rsa"), now=datetime.fromtimestamp(1618884473, UTC))
    return (told.nonce, told.covered[-1]) == ("NAOEJF12ER2", "content-type")


def bound_token() -> bool:
    message, now = received(PROOFS["httpsig-7.2"]["message"]), datetime.fromtimestamp(1618884473, UTC)
    return httpsig.verify(message, public("gnap-rsa"), now=now).covered[-1] == "authorization"


def rotation_by_the_old_key() -> bool:
    row = PROOFS["httpsig-rotate-7.3.1.1"]
    message, ours = received(row["message"]), public("test-key-ecc-p256")
    now = datetime.fromtimestamp(1618884475, UTC)
    told = httpsig.verify(message, ours, now=now, digests=["sha-512"], allow_missing_nonce=True)
    second = base64.b64decode(row["old_signature_b64_in_second_base"])
    return told.nonce is None and ours.verify(second, row["old_signature_base"].encode())


def rotation_by_the_new_key() -> None:
    message = received(PROOFS["httpsig-rotate-7.3.1.1"]["message"])
    assert refuses(lambda: keys.parse_key(json.loads(message.body or b"")["key"]))


def jose(row_id: str) -> bool:
    signing_input, _, signature = PROOFS[row_id]["compact"].rpartition(".")
    return public("gnap-rsa", "RS256").verify(keys.b64url_decode(signature), signing_input.encode())


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def hashes_to_payload(member: str) -> bool:
    row = PROOFS["jwsd-7.3.3"]
    return bool(keys.b64url(hashlib.sha256(row[member].encode()).digest()) == row["payload_segment"])


def certificate() -> bool:
    row = PROOFS["mtls-7.3.2"]
    key = keys.parse_key({"proof": "mtls", "cert": row["cert_b64"]})
    assert key.public is not None
    thumbprint = published("gnap_keys.json")["gnap-rsa-thumbprint-rfc7638"]
    return (key.cert_s256, key.public.thumbprint) == (row["computed_cert#S256"], thumbprint)


def digested(message: HttpMessage) -> bool:
    check_content_digest(message.header("content-digest") or "", message.body or b"", KNOWN)
    return True


def digest(row_id: str) -> bool | None:
    row = DIGESTS[row_id]
    body, value = base64.b64decode(row["input_b64"]), f"{row['alg']}=:{row['printed']}:"
    if row["alg"] in KNOWN:
        return not refuses(lambda: check_content_digest(value, body, KNOWN))
    assert refuses(lambda: check_content_digest(value, body, KNOWN))
    check_content_digest(f"{value}, {content_digest(body)}", body)
    return None


def wrong_digest() -> bool:
    return not refuses(lambda: digested(received(SIGNATURES["B.2.4"]["message"])))


def key_is_read(kid: str) -> bool:
    # cryptography checks that the numbers of an RSA key belong together
    ours = private_key(KEYS[kid], ALGORITHMS.get(kid, "PS512"), kid)
    return ours.public == public(kid)


CHECKS: dict[str, Callable[[], bool | None]] = {
    "hash-sha-256": lambda: hashed("hash-sha-256"),
    "hash-sha3-512": lambda: hashed("hash-sha3-512"),
    "hash-redirect-callback-example": lambda: hashed("hash-redirect-callback-example"),
    "hash-push-callback-example": lambda: hashed_otherwise("pjdHcrti02HLCwGU3qhUZ3wZXt8IjrV_BtE3oUyOuKNk"),
    "hash-appendix-B.1": lambda: hashed("hash-redirect-callback-example"),
    "key-gnap-rsa-consistent": lambda: private_key(GNAP_RSA, "RS256", "gnap-rsa").public == public("gnap-rsa", "RS256"),
    "httpsig-7.3.1-signature": grant_request,
    "httpsig-7.3.1-content-digest": grant_request,
    "httpsig-7.3.1-body-is-json": lambda: is_json(PROOFS["httpsig-7.3.1"]["body_as_printed"]),
    "httpsig-7.2-bound-token": bound_token,
    "httpsig-rotate-7.3.1.1-content-digest": lambda: digested(received(PROOFS["httpsig-rotate-7.3.1.1"]["message"])),
    "httpsig-rotate-7.3.1.1-old-key": rotation_by_the_old_key,
    "httpsig-rotate-7.3.1.1-new-key": rotation_by_the_new_key,
    "jwsd-7.3.3-signature": lambda: jose("jwsd-7.3.3"),
    "jwsd-7.3.3-typ": lambda: PROOFS["jwsd-7.3.3"]["header"]["typ"] == jwsd.TYP,
    "jwsd-7.3.3-payload-hash-of-printed-body": lambda: hashes_to_payload("body_as_printed"),
    "jwsd-7.3.3-payload-hash-of-reconstructed-body": lambda: hashes_to_payload("reconstructed_body"),
    "jws-7.3.4-signature": lambda: jose("jws-7.3.4"),
    "jws-7.3.4-typ": lambda: PROOFS["jws-7.3.4"]["header"]["typ"] == jws.TYP,
    "jws-7.3.4-payload-equals-printed-body": lambda: is_json(PROOFS["jws-7.3.4"]["decoded_payload"]),
    "jws-7.3.4-content-length": lambda: len(PROOFS["jws-7.3.4"]["compact"]) == 1047,
    "mtls-7.3.2-cert": certificate,
    "9421-B.2.1": lambda: signed("B.2.1"),
    "9421-B.2.2": lambda: refused_as_covered("B.2.2"),
    "9421-B.2.3": lambda: signed("B.2.3"),
    "9421-B.2.4": wrong_digest,
    "9421-B.2.5": by_hmac,
    "9421-B.2.6": lambda: signed("B.2.6"),
    "9421-test-request-content-digest": lambda: digested(received(SIGNATURES["B.2.1"]["message"])),
    "9421-test-response-content-digest": wrong_digest,
    "9421-B.2.4-with-computed-digest": lambda: refused_as_covered("B.2.4"),
    "9421-B.3": lambda: signed("B.3"),
    **{f"9421-B.4-{number}": lambda number=number: signed(f"B.4-{number}") for number in (1, 2, 3, 4)},  # type: ignore[misc]
    # changed in what was covered: that these do not verify is what verifies
    **{f"9421-B.4-{number}": lambda number=number: not signed(f"B.4-{number}") for number in (5, 6)},  # type: ignore[misc]
    **{f"9421-key-{kid}": lambda kid=kid: key_is_read(kid) for kid in KEYS if kid != "test-shared-secret"},  # type: ignore[misc]
    **{f"9530-{row_id}": lambda row_id=row_id: digest(row_id) for row_id in DIGESTS},  # type: ignore[misc]
}


def test_every_row_of_the_report_has_a_check_and_no_row_is_explained_twice() -> None:
    assert CHECKS.keys() == REPORT.keys()
    assert {row_id for row_id, verifies in REPORT.items() if verifies is True} >= NOT_OURS.keys()
    assert {row_id for row_id, verifies in REPORT.items() if verifies is not True} == KEPT.keys()


@pytest.mark.parametrize("row_id", sorted(REPORT.keys() - NOT_OURS.keys() - KEPT.keys()))
def test_what_verifies_elsewhere_verifies_here(row_id: str) -> None:
    assert CHECKS[row_id]() is True


@pytest.mark.parametrize("row_id", NOT_OURS)
def test_what_is_not_for_us_to_verify_is_refused(row_id: str) -> None:
    assert CHECKS[row_id]() is None


@pytest.mark.parametrize("row_id", KEPT)
def test_what_does_not_verify_is_kept_as_such(row_id: str) -> None:
    assert CHECKS[row_id]() in (False, None)


# --- the vectors with which signing is compared byte for byte -------------------------------------------------------


@pytest.mark.parametrize("row", vectors("rfc9421_signatures.json"), ids=lambda row: row["id"])
def test_the_signatures_of_rfc_9421(row: dict[str, object]) -> None:
    message, jwk = message_of(row), row["jwk"]
    assert isinstance(jwk, dict)
    signer, label = signer_of(jwk), str(row["label"])
    claim = parse_dictionary(str(row["signature_input"]))[label]
    signature = parse_dictionary(str(row["signature"]))[label]
    assert isinstance(claim, InnerList)
    assert isinstance(signature, Item)
    base = signature_base(message, claim)
    assert base == str(row["signature_base"]).encode()
    assert isinstance(signature.value, bytes)
    assert signer.public.verify(signature.value, base) is (row["expect"] == "verifies")
    if row["deterministic"]:
        assert signer.sign(base) == signature.value


@pytest.mark.parametrize("row", vectors("gnap_httpsig.json"), ids=lambda row: row["id"])
def test_whole_gnap_messages_are_signed_to_the_byte_and_verify(row: dict[str, object]) -> None:
    jwk, expect, created = row["jwk"], row["expect"], row["created"]
    assert isinstance(jwk, dict)
    assert isinstance(expect, dict)
    assert isinstance(created, int)
    message = httpsig.sign(message_of(row), signer_of(jwk), created=created, nonce=str(row["nonce"]))
    for header in ("content-digest", "signature-input", "signature"):
        assert message.header(header) == expect[header.replace("-", "_")]
    now = NOW.fromtimestamp(created, NOW.tzinfo)
    assert httpsig.verify(message, signer_of(jwk).public, now=now).nonce == row["nonce"]
    with pytest.raises(GnapError, match="does not verify"):
        httpsig.verify(replace(message, method="PATCH"), signer_of(jwk).public, now=now)


def message_of(row: dict[str, object]) -> HttpMessage:
    headers, body = row["headers"], row["body"]
    assert isinstance(headers, list)
    lines = tuple((name, value) for name, value in headers)
    return HttpMessage(
        str(row["method"]), str(row["target_uri"]), lines, body.encode() if isinstance(body, str) else None
    )


def signer_of(jwk: dict[str, str]) -> keys.PrivateKey:
    alg: keys.Algorithm = "EdDSA" if jwk["alg"] == "EdDSA" else "ES256"
    return private_key(jwk, alg, jwk["kid"])
