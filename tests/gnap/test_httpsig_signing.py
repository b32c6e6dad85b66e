"""The httpsig proof: what signing writes, the digest of the content, and the published vectors."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import content_digest, httpsig
from broker.gnap.proofs.base import component_value, signature_base
from broker.gnap.proofs.digest import check_content_digest
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary
from tests.gnap.signed import (
    COVERED,
    CREATED,
    NOW,
    OTHER_BODY,
    URI,
    accepted,
    good,
    key,
    plain,
    refused,
    vectors,
)

# --- the digest -----------------------------------------------------------------------------------------------------

SHA_512 = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"
SHA_256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
HELLO = b'{"hello": "world"}'


@pytest.mark.requirement("C-7.3.1-2")
def test_several_digests_are_accepted_if_sha_256_is_among_them_and_right() -> None:
    for value in (SHA_256, f"{SHA_512}, {SHA_256}", f"{SHA_256},{SHA_512}", f"md5=:AAAA:, {SHA_256}, x=1"):
        check_content_digest(value, HELLO)
    refusals = {
        SHA_512: "no sha-256",
        "": "no sha-256",
        f"{SHA_256}, {SHA_512.replace('WZDP', 'AAAA')}": "not the digest",
        f"{SHA_512}, {SHA_256.replace('X48E', 'AAAA')}": "not the digest",
        f"{SHA_256}, sha-512=abc": "not a byte sequence",
        "sha-256": "not a byte sequence",
        f"sha-256=({SHA_256[8:]})": "not a byte sequence",
        SHA_256.replace("BPE=", "BPF="): "not canonical",
        SHA_256.replace("=:X", "=X"): "malformed",
        f"{SHA_256}, {SHA_256}": "twice",
    }
    for value, words in refusals.items():
        with pytest.raises(GnapError, match=words):
            check_content_digest(value, HELLO)


@pytest.mark.parametrize("row", vectors("content_digest.json"), ids=lambda row: row["id"])
def test_the_digests_of_rfc_9530(row: dict[str, str]) -> None:
    body = base64.b64decode(row["input"])
    if row["alg"] == "sha-256":
        assert content_digest(body) == row["expect"]
        check_content_digest(row["expect"], body)
    else:
        check_content_digest(f"{row['expect']}, {content_digest(body)}", body)
    with pytest.raises(GnapError):
        check_content_digest(row["expect"], body + b" ")


# --- signing --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("C-7.3.1-3", "C-7.3.1-4", "C-7.3.1-5")
def test_signing_covers_what_the_message_has() -> None:
    for body, headers, covered in (
        (None, (), COVERED[:2]),
        (b"", (), COVERED[:2]),
        (b"x", (), COVERED[:3]),
        (None, (("Authorization", "GNAP t"),), ("@method", "@target-uri", "authorization")),
    ):
        message = httpsig.sign(HttpMessage("POST", URI, headers, body), key(), created=CREATED, nonce="n")
        assert accepted(message).covered == covered


def test_signing_replaces_a_digest_and_keeps_other_signatures() -> None:
    stale = plain().with_headers(("content-digest", content_digest(OTHER_BODY)))
    proxied = httpsig.sign(stale, key(kid="proxy", seed="theirs"), created=CREATED, nonce="n1", label="proxy")
    both = httpsig.sign(proxied, key(), created=CREATED, nonce="n2")
    assert accepted(both).nonce == "n2"
    assert accepted(both, key(kid="proxy", seed="theirs").public).nonce == "n1"


@pytest.mark.parametrize(
    ("label", "nonce"), [("Sig", "n"), ("", "n"), ("a b", "n"), ("a", ""), ("a", "é"), ("a", "\n"), ("a", "n" * 257)]
)
def test_a_label_or_nonce_that_cannot_be_written_is_our_own_mistake(label: str, nonce: str) -> None:
    with pytest.raises(ValueError, match="a nonce is"):
        httpsig.sign(plain(), key(), created=CREATED, nonce=nonce, label=label)


def test_a_label_is_used_once() -> None:
    with pytest.raises(ValueError, match="of this label"):
        httpsig.sign(good(), key(), created=CREATED, nonce="n")


@pytest.mark.parametrize(
    "message",
    [
        HttpMessage("PO ST", URI),
        HttpMessage("", URI),
        HttpMessage("GET\n", URI),
        HttpMessage("GET", URI, (("authorization", "GNAP a\r\nx: y"),)),
        HttpMessage("GET", URI, (("authorization", "GNAP ü"),)),
        HttpMessage("GET", "/gnap"),
        HttpMessage("GET", "https://a:b@as.example/"),
        HttpMessage("GET", "https://as.example/#x"),
        HttpMessage("GET", "https://as.example/a b"),
        HttpMessage("GET", "https://as.example/\n"),
        HttpMessage("GET", "https://as.example:0443/"),
        HttpMessage("GET", "ftp://as.example/"),
        HttpMessage("GET", "https:///x"),
        HttpMessage("GET", "https://as.exämple/"),
    ],
    ids=repr,
)
def test_a_message_that_cannot_be_signed_is_refused(message: HttpMessage) -> None:
    httpsig.sign(HttpMessage("GET", URI), key(), created=CREATED, nonce="n")
    with pytest.raises(GnapError):
        httpsig.sign(message, key(), created=CREATED, nonce="n")


def test_a_uri_is_signed_as_written_except_that_its_path_is_never_empty() -> None:
    message = httpsig.sign(HttpMessage("GET", "https://as.example:443?q"), key(), created=CREATED, nonce="n")
    accepted(replace(message, target_uri="https://as.example:443/?q"))
    for other in (
        "https://as.example/?q",
        "https://AS.example:443/?q",
        "https://as.example:443/?Q",
        "https://as.example:443//?q",
    ):
        refused(replace(message, target_uri=other), "does not verify")


@pytest.mark.parametrize(
    ("uri", "authority", "path", "query"),
    [
        ("https://AS.example:443", "as.example", "/", ""),
        ("http://as.example:443/", "as.example:443", "/", ""),
        ("HTTP://as.example:80/a//b/..?", "as.example", "/a//b/..", "?"),
        ("https://[2001:DB8::1]:8765/%2f?x=%2F?", "[2001:db8::1]:8765", "/%2f", "?x=%2F?"),
    ],
)
def test_the_parts_of_a_uri_are_what_rfc_9421_derives(uri: str, authority: str, path: str, query: str) -> None:
    message = HttpMessage("GET", uri)
    derived = {name: component_value(message, name) for name in ("@authority", "@path", "@query", "@request-target")}
    assert derived == {
        "@authority": authority,
        "@path": path,
        "@query": query or "?",
        "@request-target": path + query,
    }
    assert component_value(message, "@scheme") == uri.partition(":")[0].lower()


def test_header_lines_are_trimmed_and_joined_and_an_empty_one_is_still_there() -> None:
    message = HttpMessage("GET", URI, (("X-A", " a\t"), ("x-b", ""), ("x-a", "b, c"), ("X-a", "")))
    assert component_value(message, "x-a") == "a, b, c, "
    assert component_value(message, "x-b") == ""
    raw = [(b"X-A", b" a\t"), (b"x-b", b""), (b"x-a", b"b, c"), (b"X-a", b"")]
    assert HttpMessage.from_raw("GET", URI, raw) == message


def test_a_message_hides_its_tokens_from_logs() -> None:
    assert "80UPRY" not in repr(good())
    assert "4IFW" not in repr(good())
    assert "authorization" in repr(good())


# --- published vectors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", vectors("rfc9421_signatures.json"), ids=lambda row: row["id"])
def test_the_signatures_of_rfc_9421(row: dict[str, object]) -> None:
    message, jwk = _message(row), row["jwk"]
    assert isinstance(jwk, dict)
    signer, label = _private(jwk), str(row["label"])
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
    message = httpsig.sign(_message(row), _private(jwk), created=created, nonce=str(row["nonce"]))
    for header in ("content-digest", "signature-input", "signature"):
        assert message.header(header) == expect[header.replace("-", "_")]
    now = NOW.fromtimestamp(created, NOW.tzinfo)
    assert httpsig.verify(message, _private(jwk).public, now=now).nonce == row["nonce"]
    with pytest.raises(GnapError, match="does not verify"):
        httpsig.verify(replace(message, method="PATCH"), _private(jwk).public, now=now)


def _message(row: dict[str, object]) -> HttpMessage:
    headers, body = row["headers"], row["body"]
    assert isinstance(headers, list)
    lines = tuple((name, value) for name, value in headers)
    return HttpMessage(
        str(row["method"]), str(row["target_uri"]), lines, body.encode() if isinstance(body, str) else None
    )


def _private(jwk: dict[str, str]) -> keys.PrivateKey:
    """A private key from a JWK, for vectors only: the product never reads one."""
    secret = base64.urlsafe_b64decode(jwk["d"] + "=")
    if jwk["alg"] == "EdDSA":
        return keys.generate("EdDSA", jwk["kid"], lambda size: secret)
    scalar = int.from_bytes(secret, "big") - 1
    return keys.generate("ES256", jwk["kid"], lambda size: scalar.to_bytes(size, "big"))
