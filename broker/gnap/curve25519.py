"""Whether 32 bytes are an Ed25519 public key that only its owner can sign for.

`cryptography` takes any 32 bytes. Bytes that are no point are nobody's key, and for the eight points of small order
anybody can write a signature that verifies, so neither may be registered as a client's key.
"""

from functools import lru_cache
from typing import Final

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_SIGN_BIT: Final = 1 << 255
_DOUBLINGS: Final = 3
"""The cofactor is 8: a point of small order is the neutral one after three doublings."""


@lru_cache(maxsize=4096)  # a key is read with every message by it, and this costs as much as verifying one
def is_safe_public_key(encoded: bytes) -> bool:
    """Whether `encoded` (32 bytes) is the canonical encoding (RFC 8032 §5.1.3) of a point not of small order."""
    number = int.from_bytes(encoded, "little")
    y = number & ~_SIGN_BIT
    if y >= _P:
        return False
    # x = 0 only happens at y = 1 and y = -1, which are of small order: the sign bit needs no further look
    return _has_x(y) and not _is_small_order(y)


def _x_squared(y: int) -> int:
    # -x² + y² = 1 + d·x²·y², solved for x²; d is no square, so the divisor is never 0
    return (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P


def _has_x(y: int) -> bool:
    return pow(_x_squared(y), (_P - 1) // 2, _P) in (0, 1)


def _is_small_order(y: int) -> bool:
    for _ in range(_DOUBLINGS):
        x2, y2 = _x_squared(y), y * y % _P
        y = (y2 + x2) * pow(1 - _D * x2 * y2, -1, _P) % _P
    return y == 1
