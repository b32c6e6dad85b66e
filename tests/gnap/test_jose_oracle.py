"""The same JWS made by one implementation and read by another: ours and joserfc, and the thumbprints of keys."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_der_private_key
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws as theirs
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import jose, proving
from tests.gnap.jose_made import METHODS, SIX, TYPES, Method, carrying, compact_of, expected, signer
from tests.gnap.signed import CREATED, NOW
from tests.gnap.test_httpsig_oracle import uris
from tests.rounds import tried

OTHERS = {"EdDSA": OKPKey, "ES256": ECKey, "ES384": ECKey}

tokens = st.from_regex(r"[A-Za-z0-9._~+/-]{1,40}={0,2}", fullmatch=True)
headers = st.lists(tokens.map(lambda token: ("authorization", f"GNAP {token}")), max_size=1)
contents = st.none() | st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
).map(lambda value: json.dumps(value, ensure_ascii=False).encode())
messages = st.builds(
    lambda method, uri, lines, body: HttpMessage(method, uri, tuple(lines), body),
    st.sampled_from(["GET", "POST", "DELETE", "PATCH", "X-PROBE"]),
    uris,
    headers,
    contents,
)
kids = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=20)
of_any_message = given(
    message=messages, method=st.sampled_from(METHODS), alg=st.sampled_from(SIX), kid=kids, seed=st.just("ours")
)


def their_key(ours: keys.PrivateKey) -> Any:
    """The same private key in the other library."""
    return OTHERS.get(ours.alg, RSAKey)(ours._key, ours._key, {})


def registry(alg: str) -> theirs.JWSRegistry:
    return theirs.JWSRegistry(algorithms=[alg], strict_check_header=False)


def check_both_ways(message: HttpMessage, method: Method, ours: keys.PrivateKey) -> None:
    """What we sign they read, what they sign we verify, and neither takes it once a letter is changed."""
    signed = proving.sign(message, ours, method, created=CREATED, nonce="n")
    read = theirs.deserialize_compact(compact_of(signed), their_key(ours), registry=registry(ours.alg))
    mine = jose.read(compact_of(signed))
    assert (read.payload, read.headers()) == (mine.payload, mine.header)
    assert read.headers()["typ"] == TYPES[method]
    compact = theirs.serialize_compact(read.headers(), read.payload, their_key(ours), registry=registry(ours.alg))
    told = proving.verify(carrying(signed, compact), expected(ours, method), now=NOW)
    assert told.content == (message.body or None)
    changed = f"{compact[:-8]}{'AAAA' if compact[-8:-4] != 'AAAA' else 'BBBB'}{compact[-4:]}"
    with pytest.raises(GnapError, match="does not verify"):
        proving.verify(carrying(signed, changed), expected(ours, method), now=NOW)
    with pytest.raises(BadSignatureError):
        theirs.deserialize_compact(changed, their_key(ours), registry=registry(ours.alg))


def check(message: HttpMessage, method: Method, alg: keys.Algorithm, kid: str) -> None:
    with warnings.catch_warnings():
        # it calls EdDSA by its newer name and warns of the one that JWKs have
        warnings.simplefilter("ignore")
        check_both_ways(message, method, signer(alg, kid))


@settings(max_examples=tried(60), deadline=None)
@given(message=messages, method=st.sampled_from(METHODS), alg=st.sampled_from(SIX), kid=kids)
def test_another_library_reads_what_we_sign_and_signs_what_we_verify(
    message: HttpMessage, method: Method, alg: keys.Algorithm, kid: str
) -> None:
    check(message, method, alg, kid)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None)
@given(message=messages, method=st.sampled_from(METHODS), alg=st.sampled_from(SIX), kid=kids)
def test_another_library_reads_and_signs_2000_random_messages(
    message: HttpMessage, method: Method, alg: keys.Algorithm, kid: str
) -> None:
    check(message, method, alg, kid)


@pytest.mark.parametrize("alg", SIX)
@pytest.mark.parametrize("seed", ["ours", "theirs"])
def test_another_library_calls_our_keys_by_the_same_thumbprint(alg: keys.Algorithm, seed: str) -> None:
    ours = signer(alg, seed=seed)
    assert their_key(ours).thumbprint() == ours.public.thumbprint
    generic = load_der_private_key(ours.to_bytes().removeprefix(f"{alg}:".encode()), None)
    assert OTHERS.get(alg, RSAKey)(generic, generic, {}).thumbprint() == expected(ours, "jws").identity
