"""Every algorithm: a message changed after it was signed, or signed otherwise than its key says, is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from broker.gnap import keys
from broker.gnap.errors import GnapError
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import InnerList
from tests.gnap.httpsig_mutations import ALTERED, Change
from tests.gnap.signed import (
    ALGORITHMS,
    COVERED,
    ITEMS,
    accepted,
    digested,
    good,
    key,
    parameters,
    raw,
    refused,
    replaced,
    with_signature,
)


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3.1-4")
@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize(("change", "reason"), ALTERED.values(), ids=ALTERED.keys())
def test_a_message_changed_after_it_was_signed_is_refused(alg: keys.Algorithm, change: Change, reason: str) -> None:
    message = good(alg)
    assert accepted(message, key(alg).public).covered == COVERED
    refused(change(message), reason, key(alg).public)


def test_there_are_more_rows_than_were_asked_for() -> None:
    assert len(ALTERED) >= 25


# --- genuine work of the very key, but not by its algorithm ---------------------------------------------------------

Forge = Callable[[Any, bytes], bytes]
L = 2**252 + 27742317777372353535851937790883648493
SHA1 = hashes.SHA1()  # refused here


def pss(digest: hashes.HashAlgorithm, salt: Any, mgf: hashes.HashAlgorithm | None = None) -> Forge:
    return lambda private, data: private.sign(data, padding.PSS(padding.MGF1(mgf or digest), salt), digest)


def pkcs1(digest: hashes.HashAlgorithm) -> Forge:
    return lambda private, data: private.sign(data, padding.PKCS1v15(), digest)


def ecdsa(digest: hashes.HashAlgorithm) -> Forge:
    def sign(private: Any, data: bytes) -> bytes:
        size = (private.key_size + 7) // 8
        return b"".join(n.to_bytes(size, "big") for n in decode_dss_signature(private.sign(data, ec.ECDSA(digest))))

    return sign


def swapped(forge: Forge) -> Forge:
    def sign(private: Any, data: bytes) -> bytes:
        signature = forge(private, data)
        return signature[len(signature) // 2 :] + signature[: len(signature) // 2]

    return sign


def not_reduced(private: Any, data: bytes) -> bytes:
    """The same signature with its number written larger by the group's order: RFC 8032 §5.1.7 refuses it."""
    signature: bytes = private.sign(data)
    return signature[:32] + (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")


def digest_of(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SHA512())
    digest.update(data)
    return digest.finalize()


SHA256, SHA384, SHA512 = hashes.SHA256(), hashes.SHA384(), hashes.SHA512()
FORGED: dict[str, tuple[keys.Algorithm, Forge]] = {
    "eddsa-number-not-reduced": ("EdDSA", not_reduced),
    "eddsa-over-a-digest": ("EdDSA", lambda private, data: private.sign(digest_of(data))),
    "eddsa-halves-swapped": ("EdDSA", swapped(lambda private, data: private.sign(data))),
    "es256-by-sha-384": ("ES256", ecdsa(SHA384)),
    "es256-by-sha-512": ("ES256", ecdsa(SHA512)),
    "es256-in-der": ("ES256", lambda private, data: private.sign(data, ec.ECDSA(SHA256))),
    "es256-r-and-s-swapped": ("ES256", swapped(ecdsa(SHA256))),
    "es384-by-sha-256": ("ES384", ecdsa(SHA256)),
    "es384-by-sha-512": ("ES384", ecdsa(SHA512)),
    "es384-in-der": ("ES384", lambda private, data: private.sign(data, ec.ECDSA(SHA384))),
    "es384-r-and-s-swapped": ("ES384", swapped(ecdsa(SHA384))),
    "rs256-by-sha-512": ("RS256", pkcs1(SHA512)),
    "rs256-by-sha-1": ("RS256", pkcs1(SHA1)),
    "rs256-as-ps256": ("RS256", pss(SHA256, 32)),
    "ps256-as-rs256": ("PS256", pkcs1(SHA256)),
    "ps256-as-ps512": ("PS256", pss(SHA512, 64)),
    "ps256-without-salt": ("PS256", pss(SHA256, 0)),
    "ps256-with-the-longest-salt": ("PS256", pss(SHA256, padding.PSS.MAX_LENGTH)),
    "ps256-with-a-mask-by-sha-1": ("PS256", pss(SHA256, 32, SHA1)),
    "ps512-as-rs256": ("PS512", pkcs1(SHA256)),
    "ps512-by-pkcs1": ("PS512", pkcs1(SHA512)),
    "ps512-as-ps256": ("PS512", pss(SHA256, 32)),
    "ps512-with-a-shorter-salt": ("PS512", pss(SHA512, 32)),
}


@pytest.mark.requirement("C-7.3.1-9", "C-7.3.1-12")
@pytest.mark.parametrize(("alg", "forge"), FORGED.values(), ids=FORGED.keys())
def test_the_keys_own_algorithm_is_the_only_one_that_verifies(alg: keys.Algorithm, forge: Forge) -> None:
    ours, claim = key(alg), InnerList(ITEMS, parameters())
    base = signature_base(digested(), claim)
    accepted(with_signature(digested(), claim, ours.sign(base)), ours.public)
    refused(with_signature(digested(), claim, forge(raw(ours), base)), "does not verify", ours.public)


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_signature_has_one_length(alg: keys.Algorithm) -> None:
    ours, claim = key(alg), InnerList(ITEMS, parameters())
    signature = ours.sign(signature_base(digested(), claim))
    accepted(with_signature(digested(), claim, signature), ours.public)
    size = len(signature)
    for wrong in (signature[:-1], signature + b"\0", b"\0" + signature, b"", bytes(size), b"\xff" * size, bytes(2000)):
        refused(with_signature(digested(), claim, wrong), "does not verify", ours.public)


@pytest.mark.parametrize("alg", ["RS256", "PS256", "PS512"])
def test_one_rsa_key_is_expected_under_one_algorithm(alg: keys.Algorithm) -> None:
    accepted(good(alg), key(alg).public)
    for other in {"RS256", "PS256", "PS512"} - {alg}:
        refused(good(alg), "does not verify", key(other).public)


# --- one byte -------------------------------------------------------------------------------------------------------


@pytest.mark.sweep(3)
@pytest.mark.parametrize("alg", ALGORITHMS)
def test_every_single_bit_of_the_signature_counts(alg: keys.Algorithm) -> None:
    ours, claim = key(alg), InnerList(ITEMS, parameters())
    signature = ours.sign(signature_base(digested(), claim))
    accepted(with_signature(digested(), claim, signature), ours.public)
    for bit in range(8 * len(signature)):
        flipped = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(len(signature), "big")
        refused(with_signature(digested(), claim, flipped), "does not verify", ours.public)


@pytest.mark.parametrize(
    ("alg", "name"),
    [(alg, "signature") for alg in ALGORITHMS]
    # what comes before the key is asked is the same for every algorithm
    + [("EdDSA", name) for name in ("signature-input", "content-digest", "authorization")],
)
def test_every_single_character_of_a_signed_header_counts(alg: keys.Algorithm, name: str) -> None:
    message = good(alg)
    accepted(message, key(alg).public)
    value = message.header(name) or ""
    for place, character in enumerate(value):
        for other in {chr(ord(character) ^ 1), chr(ord(character) ^ 4), "A", "=", '"', "\t", "é"} - {character}:
            changed = replaced(message, name, value[:place] + other + value[place + 1 :])
            with pytest.raises(GnapError):
                accepted(changed, key(alg).public)
