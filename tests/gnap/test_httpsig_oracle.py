"""The same messages signed by one implementation and verified by another, both ways, for every algorithm.

`http-message-signatures` has five of the six; PS256 is held against `openssl dgst` over the same signature base. A
short round runs in `make test`, 2,000 messages each way and algorithm in `make ci`.
"""

from __future__ import annotations

import shutil
import subprocess
import warnings
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, InvalidSignature, algorithms
from http_message_signatures.resolvers import MappingKeyResolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary
from tests.gnap.signed import ALGORITHMS, CREATED, NOW, key, raw, with_signature
from tests.rounds import tried

SHORT, LONG = 60, 2_000
ORACLE_ALGORITHMS: dict[keys.Algorithm, Any] = {
    "EdDSA": algorithms.ED25519,
    "ES256": algorithms.ECDSA_P256_SHA256,
    "ES384": algorithms.ECDSA_P384_SHA384,
    "RS256": algorithms.RSA_V1_5_SHA256,
    "PS512": algorithms.RSA_PSS_SHA512,
}

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
    private = raw(ours)
    return MappingKeyResolver(public_keys={ours.kid: private.public_key()}, private_keys={ours.kid: private})


def verified_by_the_oracle(message: HttpMessage, ours: keys.PrivateKey) -> list[Any]:
    verifier = HTTPMessageVerifier(signature_algorithm=ORACLE_ALGORITHMS[ours.alg], key_resolver=resolver(ours))
    # its own clock is not ours: the age is checked in test_httpsig.py
    verifier.max_clock_skew = timedelta(days=36_500)
    return list(verifier.verify(as_request(message), max_age=None, expect_tag="gnap", body=message.body or b""))


nonces = st.text(printable, min_size=1, max_size=40)
extras = st.sets(st.sampled_from(["@authority", "@scheme", "@path", "@query", "@request-target", "x-more"]))
digests: st.SearchStrategy[keys.DigestAlgorithm] = st.sampled_from(["sha-256", "sha-512"])


def check_ours_there(
    alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, digest: keys.DigestAlgorithm
) -> None:
    ours = private(alg, kid)
    signed = httpsig.sign(message, ours, created=CREATED, nonce=nonce, digest=digest)
    (result,) = verified_by_the_oracle(signed, ours)
    assert result.parameters == {"created": CREATED, "keyid": kid, "nonce": nonce, "tag": "gnap"}
    covered = httpsig.verify(signed, ours.public, now=NOW, digests=(digest,)).covered
    assert [name for name in result.covered_components if "@signature-params" not in name] == [
        f'"{n}"' for n in covered
    ]
    with pytest.raises(InvalidSignature):
        verified_by_the_oracle(HttpMessage("OTHER", signed.target_uri, signed.headers, signed.body), ours)


def check_theirs_here(alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, extra: set[str]) -> None:
    ours, covered = private(alg, kid), ["@method", "@target-uri", *sorted(extra)]
    message = message.with_headers(("x-more", "a"), ("x-more", " b, c "))
    if message.body:
        covered.append("content-digest")
    if message.lines("authorization"):
        covered.append("authorization")
    signed = signed_by_the_oracle(message, ours, nonce, covered)
    verified = httpsig.verify(signed, ours.public, now=NOW)
    assert (verified.nonce, verified.created, list(verified.covered)) == (nonce, CREATED, covered)
    with pytest.raises(GnapError, match="does not verify"):
        httpsig.verify(HttpMessage("OTHER", signed.target_uri, signed.headers, signed.body), ours.public, now=NOW)


def private(alg: keys.Algorithm, kid: str) -> keys.PrivateKey:
    # an RSA key is loaded slowly, so it is not loaded again for every name
    return keys.PrivateKey(kid, raw(key(alg)), alg)


def signed_by_the_oracle(message: HttpMessage, ours: keys.PrivateKey, nonce: str, covered: list[str]) -> HttpMessage:
    request = as_request(message)
    signer = HTTPMessageSigner(signature_algorithm=ORACLE_ALGORITHMS[ours.alg], key_resolver=resolver(ours))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        signer.sign(
            request,
            key_id=ours.kid,
            created=NOW,
            nonce=nonce,
            label="theirs",
            tag="gnap",
            include_alg=False,
            body=message.body or None,
            covered_component_ids=tuple(covered),
        )
    lines = {name.lower(): value for name, value in request.headers.items()}
    return message.with_headers(*[(name, value) for name, value in lines.items() if message.header(name) is None])


@pytest.mark.parametrize("alg", ORACLE_ALGORITHMS)
@settings(max_examples=tried(SHORT), deadline=None)
@given(messages, kids, nonces, digests)
def test_what_we_sign_another_library_verifies(
    alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, digest: keys.DigestAlgorithm
) -> None:
    check_ours_there(alg, message, kid, nonce, digest)


@pytest.mark.slow
@pytest.mark.parametrize("alg", ORACLE_ALGORITHMS)
@settings(max_examples=LONG, deadline=None)
@given(messages, kids, nonces, digests)
def test_what_we_sign_another_library_verifies_2000_times(
    alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, digest: keys.DigestAlgorithm
) -> None:
    check_ours_there(alg, message, kid, nonce, digest)


@pytest.mark.parametrize("alg", ORACLE_ALGORITHMS)
@settings(max_examples=tried(SHORT), deadline=None)
@given(messages, kids, nonces, extras)
def test_what_another_library_signs_we_verify(
    alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, extra: set[str]
) -> None:
    check_theirs_here(alg, message, kid, nonce, extra)


@pytest.mark.slow
@pytest.mark.parametrize("alg", ORACLE_ALGORITHMS)
@settings(max_examples=LONG, deadline=None)
@given(messages, kids, nonces, extras)
def test_what_another_library_signs_we_verify_2000_times(
    alg: keys.Algorithm, message: HttpMessage, kid: str, nonce: str, extra: set[str]
) -> None:
    check_theirs_here(alg, message, kid, nonce, extra)


def test_the_other_library_has_every_algorithm_but_one() -> None:
    assert set(ALGORITHMS) - ORACLE_ALGORITHMS.keys() == {"PS256"}


# --- PS256 against openssl ------------------------------------------------------------------------------------------

SCHEME = "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest -sigopt rsa_mgf1_md:sha256".split()


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the PS256 key in PEM, and a place for one base and one signature."""
    if shutil.which("openssl") is None:
        pytest.skip("the openssl command is not here")
    folder, ours = tmp_path_factory.mktemp("openssl"), raw(key("PS256"))
    (folder / "private.pem").write_bytes(ours.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = ours.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "public.pem").write_bytes(public)
    return folder


def openssl(folder: Path, *arguments: str) -> bool:
    command = ["openssl", "dgst", *SCHEME, *arguments, "base"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def base_of(message: HttpMessage) -> tuple[bytes, InnerList]:
    claim = parse_dictionary(message.header("signature-input") or "")["sig1"]
    assert isinstance(claim, InnerList)
    return signature_base(message, claim), claim


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(messages, nonces)
def test_openssl_verifies_our_ps256_and_we_verify_openssls(pem: Path, message: HttpMessage, nonce: str) -> None:
    ours = key("PS256")
    signed = httpsig.sign(message, ours, created=CREATED, nonce=nonce)
    base, claim = base_of(signed)
    (pem / "base").write_bytes(base)
    (pem / "ours").write_bytes(signature_of(signed))
    assert openssl(pem, "-verify", "public.pem", "-signature", "ours")
    assert openssl(pem, "-sign", "private.pem", "-out", "theirs")
    unsigned = signed.without_header("signature-input").without_header("signature")
    theirs = with_signature(unsigned, claim, (pem / "theirs").read_bytes())
    assert httpsig.verify(theirs, ours.public, now=NOW).nonce == nonce
    (pem / "base").write_bytes(base + b" ")
    assert not openssl(pem, "-verify", "public.pem", "-signature", "ours")


def signature_of(message: HttpMessage) -> bytes:
    member = parse_dictionary(message.header("signature") or "")["sig1"]
    assert isinstance(member, Item)
    assert isinstance(member.value, bytes)
    return member.value
