"""Token values: made of chance that is handed in, kept as digests, compared in constant time (RFC 9635 §11.8)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable

_TOKEN68 = re.compile(r"[A-Za-z0-9\-._~+/]+=*\Z")
_LONGEST = 4096


def new_token(mint: Callable[[int], bytes]) -> str:
    """Return a value of 256 random bits in token68 characters (RFC 9635 §3.2.1, §11.8)."""
    return base64.urlsafe_b64encode(mint(32)).rstrip(b"=").decode()


def token_digest(value: str) -> str:
    """Return the hex SHA-256 under which a value is stored and looked up; the value itself is never stored in clear."""
    return hashlib.sha256(value.encode()).hexdigest()


def same_digest(value: str, digest: str | None) -> bool:
    """Tell in constant time whether `value` is the one that `digest` was made of; no digest, no match."""
    return hmac.compare_digest(token_digest(value), digest or "")


def is_token68(value: str) -> bool:
    """Tell whether a value may stand in an Authorization header (RFC 9635 §3.2.1: token68)."""
    return len(value) <= _LONGEST and _TOKEN68.match(value) is not None
