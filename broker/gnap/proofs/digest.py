"""Content-Digest (RFC 9530): what ties a signature over headers to the bytes of the content."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Collection, Mapping
from typing import Any, Final

from broker.gnap.keys import DigestAlgorithm
from broker.gnap.proofs.structured import Item, parse_dictionary, refusal

DEMANDED: Final[tuple[DigestAlgorithm, ...]] = ("sha-256",)
"""What a proof in string form asks for (RFC 9635 §7.3.1)."""

_ALGORITHMS: Final[Mapping[DigestAlgorithm, Any]] = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}


def content_digest(body: bytes, algorithm: DigestAlgorithm = "sha-256") -> str:
    """The Content-Digest value of `body`."""
    return f"{algorithm}=:{base64.b64encode(_ALGORITHMS[algorithm](body).digest()).decode('ascii')}:"


def check_content_digest(value: str, body: bytes, accepted: Collection[DigestAlgorithm] = DEMANDED) -> None:
    """Demand a digest of exactly these bytes by one of `accepted`, and that no other one that we know is wrong.

    Digests by unknown algorithms are not looked at. Raises GnapError (invalid_client).
    """
    # nearly every message: one digest, of the first algorithm accepted, in its one spelling
    if hmac.compare_digest(value.encode("latin-1", "replace"), content_digest(body, next(iter(accepted))).encode()):
        return
    digests = parse_dictionary(value)
    if digests.keys().isdisjoint(accepted):
        raise refusal(f"Content-Digest has no {' or '.join(accepted)} digest")
    for name, function in _ALGORITHMS.items():
        if name not in digests:
            continue
        member = digests[name]
        if not isinstance(member, Item) or not isinstance(member.value, bytes):
            raise refusal("a digest in Content-Digest is not a byte sequence")
        if not hmac.compare_digest(member.value, function(body).digest()):
            raise refusal("Content-Digest is not the digest of the content received")
