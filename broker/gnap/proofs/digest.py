"""Content-Digest (RFC 9530): what ties a signature over headers to the bytes of the content."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Final

from broker.gnap.proofs.structured import Item, parse_dictionary, refusal

DEMANDED: Final = "sha-256"
"""The algorithm of a proof in string form (RFC 9635 §7.3.1)."""

_ALGORITHMS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "sha-256": lambda body: hashlib.sha256(body).digest(),
    "sha-512": lambda body: hashlib.sha512(body).digest(),
}


def content_digest(body: bytes) -> str:
    """The Content-Digest value of `body`, by sha-256."""
    return f"{DEMANDED}=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def check_content_digest(value: str, body: bytes) -> None:
    """Demand a sha-256 digest of exactly these bytes, and that a sha-512 beside it is right too.

    Digests by other algorithms are not looked at. Raises GnapError (invalid_client).
    """
    digests = parse_dictionary(value)
    if DEMANDED not in digests:
        raise refusal("Content-Digest has no sha-256 digest")
    for name, compute in _ALGORITHMS.items():
        if name not in digests:
            continue
        member = digests[name]
        if not isinstance(member, Item) or not isinstance(member.value, bytes):
            raise refusal("a digest in Content-Digest is not a byte sequence")
        if not hmac.compare_digest(member.value, compute(body)):
            raise refusal("Content-Digest is not the digest of the content received")
