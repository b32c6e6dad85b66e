"""The same messages signed by one implementation and verified by another: ours and http-message-signatures 3.0."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_der_private_key
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, InvalidSignature, algorithms
from http_message_signatures.resolvers import MappingKeyResolver
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from tests.gnap.signed import ALGORITHMS, CREATED, NOW, key

EXAMPLES = 250
ORACLE_ALGORITHMS = {"EdDSA": algorithms.ED25519, "ES256": algorithms.ECDSA_P256_SHA256}

printable = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
segment = st.text("abzAZ09-._~!$&'()*+,;=:@", max_size=6) | st.sampled_from(["%2F", "%2f", "%C3%A9", "..", "%00"])
hosts = st.sampled_from(["as.example", "AS.Example", "localhost", "127.0.0.1", "[::1]", "[2001:DB8::1]", "xn--4ca.ch"])
uris = st.builds(
    lambda scheme, host, port, path, query: f"{scheme}://{host}{port}{''.join(f'/{part}' for part in path)}{query}",
    st.sampled_from(["http", "https", "HTTPS"]),
    hosts,
    st.sampled_from(["", ":80", ":443", ":8765", ":"]),
    st.lists(segment, max_size=4),
    st.sampled_from(["", "?"])
    | st.text("abz09%20-._~&=/?:@", max_size=8).map(lambda text: "?" + text.replace("%", "%25")),
)
headers = st.lists(st.text(printable, max_size=30).map(lambda text: ("authorization", "GNAP " + text)), max_size=1)
messages = st.builds(
    lambda method, uri, lines, body: HttpMessage(method, uri, tuple(lines), body),
    st.sampled_from(["GET", "POST", "DELETE", "PATCH", "X-PROBE"]),
    uris,
    headers,
    st.none() | st.binary(max_size=64),
)
kids = st.text(printable, min_size=1, max_size=20)


@dataclass
class Request:
    """What the other library takes a message to be."""

    method: str
    url: str
    headers: dict[str, str]


def as_request(message: HttpMessage) -> Request:
    names = dict.fromkeys(name for name, _ in message.headers)
    return Request(message.method, message.target_uri, {name: message.header(name) or "" for name in names})


def resolver(ours: keys.PrivateKey) -> MappingKeyResolver:
    private: Any = load_der_private_key(ours.to_bytes(), None)
    return MappingKeyResolver(public_keys={ours.kid: private.public_key()}, private_keys={ours.kid: private})


def verified_by_the_oracle(message: HttpMessage, ours: keys.PrivateKey) -> list[Any]:
    verifier = HTTPMessageVerifier(signature_algorithm=ORACLE_ALGORITHMS[ours.alg], key_resolver=resolver(ours))
    # its own clock is not ours: the age is checked in test_httpsig.py
    verifier.max_clock_skew = timedelta(days=36_500)
    return list(verifier.verify(as_request(message), max_age=None, expect_tag="gnap", body=message.body or b""))


@pytest.mark.parametrize("alg", ALGORITHMS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(message=messages, kid=kids, nonce=st.text(printable, min_size=1, max_size=40))
def test_what_we_sign_another_library_verifies(alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str) -> None:
    ours = key(alg, kid)
    signed = httpsig.sign(message, ours, created=CREATED, nonce=nonce)
    (result,) = verified_by_the_oracle(signed, ours)
    assert result.parameters == {"created": CREATED, "keyid": kid, "nonce": nonce, "tag": "gnap"}
    covered = httpsig.verify(signed, ours.public, now=NOW).covered
    assert [name for name in result.covered_components if "@signature-params" not in name] == [
        f'"{n}"' for n in covered
    ]
    with pytest.raises(InvalidSignature):
        verified_by_the_oracle(HttpMessage("OTHER", signed.target_uri, signed.headers, signed.body), ours)


@pytest.mark.parametrize("alg", ALGORITHMS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(
    message=messages,
    kid=kids,
    nonce=st.text(printable, min_size=1, max_size=40),
    extra=st.sets(st.sampled_from(["@authority", "@scheme", "@path", "@query", "@request-target", "x-more"])),
)
def test_what_another_library_signs_we_verify(
    alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, extra: set[str]
) -> None:
    ours, covered = key(alg, kid), ["@method", "@target-uri", *sorted(extra)]
    message = message.with_headers(("x-more", "a"), ("x-more", " b, c "))
    if message.body:
        covered.append("content-digest")
    if message.lines("authorization"):
        covered.append("authorization")
    request = as_request(message)
    signer = HTTPMessageSigner(signature_algorithm=ORACLE_ALGORITHMS[alg], key_resolver=resolver(ours))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        signer.sign(
            request,
            key_id=kid,
            created=NOW,
            nonce=nonce,
            label="theirs",
            tag="gnap",
            include_alg=False,
            body=message.body or None,
            covered_component_ids=tuple(covered),
        )
    lines = {name.lower(): value for name, value in request.headers.items()}
    added = [(name, value) for name, value in lines.items() if message.header(name) is None]
    signed = message.with_headers(*added)
    verified = httpsig.verify(signed, ours.public, now=NOW)
    assert (verified.nonce, verified.created, list(verified.covered)) == (nonce, CREATED, covered)
    with pytest.raises(GnapError, match="does not verify"):
        httpsig.verify(HttpMessage("OTHER", signed.target_uri, signed.headers, signed.body), ours.public, now=NOW)
