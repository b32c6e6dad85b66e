"""The values that tie an interaction to its grant: nonces, references, and the hash that proves who sent the finish."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from typing import Final

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import Mint, b64url

DEFAULT_HASH_METHOD: Final = "sha-256"
MIN_RANDOM: Final = 16
"""Bytes: 128 bits is the least that counts as unguessable."""

HASH_METHODS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "sha-256": lambda base: hashlib.sha256(base).digest(),
    "sha-384": lambda base: hashlib.sha384(base).digest(),
    "sha-512": lambda base: hashlib.sha512(base).digest(),
    "sha3-256": lambda base: hashlib.sha3_256(base).digest(),
    "sha3-384": lambda base: hashlib.sha3_384(base).digest(),
    "sha3-512": lambda base: hashlib.sha3_512(base).digest(),
}
"""Names of the IANA Named Information registry, untruncated ones only."""

_PART: Final = re.compile(r"[\x21-\x7e]+")


def interaction_hash(
    client_nonce: str, as_nonce: str, interact_ref: str, grant_endpoint: str, method: str = DEFAULT_HASH_METHOD
) -> str:
    """The hash of a finished interaction, base64url without padding (RFC 9635 §4.2.3).

    `grant_endpoint` is the URI that the grant request was sent to, as it was used. Raises GnapError (invalid_request)
    for an unknown method and for a part that is empty or holds anything but visible ASCII.
    """
    parts = (client_nonce, as_nonce, interact_ref, grant_endpoint)
    # a line break inside a part would let two different interactions have one hash
    if not all(_PART.fullmatch(part) for part in parts):
        raise GnapError(ErrorCode.INVALID_REQUEST, "a part of the interaction hash is not visible ASCII")
    if method not in HASH_METHODS:
        raise GnapError(ErrorCode.INVALID_REQUEST, "the interaction's hash method is unknown")
    return b64url(HASH_METHODS[method]("\n".join(parts).encode("ascii")))


def hash_matches(
    received: str,
    client_nonce: str,
    as_nonce: str,
    interact_ref: str,
    grant_endpoint: str,
    method: str = DEFAULT_HASH_METHOD,
) -> bool:
    """Whether `received` is exactly the interaction hash of the rest, compared in constant time. Never raises."""
    try:
        expected = interaction_hash(client_nonce, as_nonce, interact_ref, grant_endpoint, method)
    except GnapError:
        return False
    return received.isascii() and hmac.compare_digest(received.encode("ascii"), expected.encode("ascii"))


def random_value(mint: Mint, size: int = 32) -> str:
    """An unguessable value from `size` bytes of `mint`, base64url: fit for headers, URLs and JSON as it is.

    Raises ValueError for fewer than 16 bytes, asked for or given.
    """
    chance = mint(size)
    if not MIN_RANDOM <= size == len(chance):
        raise ValueError(f"an unguessable value is made of at least {MIN_RANDOM} bytes")
    return b64url(chance)


def nonce(mint: Mint) -> str:
    """A nonce for a signature or for an interaction: 256 bits."""
    return random_value(mint)
