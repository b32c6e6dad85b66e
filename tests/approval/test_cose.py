"""The small reader of passkeys' public keys, against cbor2 and against hostile bytes."""

import contextlib

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st

from broker.approval.cose import CoseError, cose_map, public_key_verifier
from tests.approval.signing import ALGORITHMS, Signer

INTEGERS = st.integers(-(2**63), 2**63)
MAPS = st.dictionaries(INTEGERS, INTEGERS | st.binary(max_size=40) | st.text(max_size=10), max_size=6)


@given(MAPS)
def test_what_cbor2_writes_is_read_back(fields: dict[int, int | bytes | str]) -> None:
    assert cose_map(cbor2.dumps(fields)) == fields


@pytest.mark.parametrize("count", [0, 23, 24, 255, 256])
def test_maps_and_strings_of_every_head_size_are_read_back(count: int) -> None:
    fields = {label: b"x" * (300 * label % 70_000) for label in range(count)}
    assert cose_map(cbor2.dumps(fields)) == fields


@given(st.binary(max_size=200))
def test_any_bytes_are_a_key_or_a_cose_error(raw: bytes) -> None:
    with contextlib.suppress(CoseError):
        public_key_verifier(raw)


@given(st.sampled_from(ALGORITHMS), st.data())
def test_a_key_that_is_cut_or_lengthened_is_refused(algorithm: str, data: st.DataObject) -> None:
    raw = Signer(1, algorithm).cose
    public_key_verifier(raw)
    cut = data.draw(st.integers(0, len(raw) - 1))
    for broken in (raw[:cut], raw + b"\0"):
        with pytest.raises(CoseError):
            public_key_verifier(broken)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_enrolled_algorithm_verifies_its_own_signatures_only(algorithm: str) -> None:
    signer = Signer(1, algorithm)
    verify = public_key_verifier(signer.cose)
    verify(signer.sign(b"yes"), b"yes")
    for signature in (signer.sign(b"no"), Signer(2, algorithm).sign(b"yes"), b"", b"\0" * 64):
        with pytest.raises(InvalidSignature):
            verify(signature, b"yes")


P256 = cbor2.loads(Signer().cose)
REFUSED_KEYS = {
    "algorithm none": {1: 2, 3: 0},
    "ES384": P256 | {3: -35},
    "HMAC": {1: 4, 3: 5, -1: b"shared secret"},
    "EC key that says EdDSA": P256 | {3: -8},
    "ES256 on another curve": P256 | {-1: 2},
    "a point off the curve": P256 | {-3: bytes(31) + b"\1"},
    "a short coordinate": P256 | {-2: bytes(31)},
    "a missing coordinate": {name: value for name, value in P256.items() if name != -3},
    "a coordinate that is text": P256 | {-2: "x" * 32},
    "an RSA modulus of 1024 bits": {1: 3, 3: -257, -1: b"\xff" * 128, -2: b"\1\0\1"},
    "an RSA exponent of zero": {1: 3, 3: -257, -1: b"\xff" * 256, -2: b""},
    "EdDSA on another curve": {1: 1, 3: -8, -1: 7, -2: bytes(32)},
}


@pytest.mark.parametrize("name", REFUSED_KEYS)
def test_other_keys_are_refused(name: str) -> None:
    public_key_verifier(cbor2.dumps(P256))
    with pytest.raises(CoseError):
        public_key_verifier(cbor2.dumps(REFUSED_KEYS[name]))


@pytest.mark.parametrize(
    "raw",
    [
        b"\xbf\x01\x02\xff",
        b"\xa1\x18\x01\x02",
        b"\xa2\x01\x02\x01\x03",
        b"\xa1\x41\x01\x02",
        b"\xa1\x01\x80",
        b"\x80",
        b"\xa1\x01\x61\xff",
    ],
    ids=["indefinite", "long form", "repeated label", "bytes as label", "array inside", "not a map", "not UTF-8"],
)
def test_spellings_that_leave_room_are_refused(raw: bytes) -> None:
    cose_map(b"\xa1\x01\x02")
    with pytest.raises(CoseError):
        cose_map(raw)
