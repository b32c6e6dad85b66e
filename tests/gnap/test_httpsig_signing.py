"""The httpsig proof: what signing writes, the digest of the content, and the published vectors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import content_digest, httpsig
from broker.gnap.proofs.base import component_value
from broker.gnap.proofs.digest import check_content_digest
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
)

# --- the digest -----------------------------------------------------------------------------------------------------

SHA_512 = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"
SHA_256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
HELLO = b'{"hello": "world"}'


BOTH: tuple[keys.DigestAlgorithm, ...] = ("sha-256", "sha-512")
ONE: tuple[keys.DigestAlgorithm, ...] = ("sha-512",)


@pytest.mark.requirement("C-7.3.1-2")
def test_several_digests_are_accepted_if_the_demanded_one_is_among_them_and_all_that_we_know_are_right() -> None:
    for value in (SHA_256, f"{SHA_512}, {SHA_256}", f"{SHA_256},{SHA_512}", f"md5=:AAAA:, {SHA_256}, x=1"):
        check_content_digest(value, HELLO)
    refusals = {
        SHA_512: "no sha-256",
        "": "no sha-256",
        "md5=:AAAA:": "no sha-256",
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


@pytest.mark.requirement("C-7.3.1-1", "C-7.3.1-2")
def test_the_digest_that_the_proof_names_is_the_one_that_counts() -> None:
    check_content_digest(SHA_512, HELLO, ONE)
    check_content_digest(f"{SHA_256}, {SHA_512}", HELLO, ONE)
    for value in (SHA_256, SHA_512):
        check_content_digest(value, HELLO, BOTH)
    refusals = {
        SHA_256: (ONE, "no sha-512"),
        "md5=:AAAA:": (BOTH, "no sha-256 or sha-512"),
        f"{SHA_512}, {SHA_256.replace('X48E', 'AAAA')}": (ONE, "not the digest"),
        SHA_512.replace("WZDP", "AAAA"): (BOTH, "not the digest"),
    }
    for value, (accepted_digests, words) in refusals.items():
        with pytest.raises(GnapError, match=words):
            check_content_digest(value, HELLO, accepted_digests)


@pytest.mark.parametrize("algorithm", BOTH)
def test_a_message_signed_with_one_digest_is_refused_where_the_other_is_demanded(
    algorithm: keys.DigestAlgorithm,
) -> None:
    message = httpsig.sign(plain(), key(), created=CREATED, nonce="n", digest=algorithm)
    assert (message.header("content-digest") or "").startswith(f"{algorithm}=:")
    assert httpsig.verify(message, key().public, now=NOW, digests=(algorithm,)).covered == COVERED
    (other,) = {*BOTH} - {algorithm}
    with pytest.raises(GnapError, match=f"no {other}"):
        httpsig.verify(message, key().public, now=NOW, digests=(other,))


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


OPEN_PAYMENTS = ("content-length", "content-type")


def test_a_profile_signs_without_a_tag_by_sha_512_and_covers_more() -> None:
    bare = HttpMessage("POST", URI, (("Content-Type", "application/json"),), b"{}")
    message = httpsig.sign(bare, key(), created=CREATED, nonce=None, tag=None, digest="sha-512", also=OPEN_PAYMENTS)
    names = '"@method" "@target-uri" "content-digest" "content-length" "content-type"'
    assert message.header("signature-input") == f'sig1=({names});created={CREATED};keyid="client-1"'
    assert message.header("content-length") == "2"
    ours = key().public
    told = httpsig.verify(message, ours, now=NOW, tag=None, digests=ONE, allow_missing_nonce=True)
    assert told.covered[-2:] == OPEN_PAYMENTS
    # and nowhere but where just this is expected
    refused(message, "no signature is tagged gnap")
    for narrower, words in ({"tag": None}, "no nonce"), ({"tag": None, "allow_missing_nonce": True}, "no sha-256"):
        with pytest.raises(GnapError, match=words):
            httpsig.verify(message, ours, now=NOW, **narrower)
    with pytest.raises(GnapError, match="no signature is without a tag"):
        httpsig.verify(good(), ours, now=NOW, tag=None)


def test_what_else_is_to_be_covered_is_covered_where_the_message_has_it() -> None:
    message = httpsig.sign(HttpMessage("GET", URI), key(), created=CREATED, nonce="n", also=(*OPEN_PAYMENTS, "@path"))
    assert accepted(message).covered == ("@method", "@target-uri", "@path")
    long = plain().with_headers(("content-length", "24"))
    signed = httpsig.sign(long, key(), created=CREATED, nonce="n", also=("content-length", "@method"))
    assert accepted(signed).covered == (*COVERED, "content-length")
    assert signed.lines("content-length") == ("24",)


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
