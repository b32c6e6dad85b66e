"""Unpacking the body of an answer, never beyond a bound: a small one may grow a thousand times. No I/O."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Final

# zlib's `wbits`: with the frame of gzip, with that of zlib, and bare, as some servers understand deflate
CODINGS: Final[Mapping[str, Sequence[int]]] = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


def unpacked(body: bytes, coding: str, most: int) -> bytes:
    """Return the body as it was before it was packed; `coding` is one of CODINGS (RFC 9110 §8.4.1).

    Raises ValueError, with words, for one that is larger than `most` bytes, cut short, followed by anything or packed
    otherwise.
    """
    if not body:
        return body  # as after a HEAD, whose headers speak of another answer
    for wbits in CODINGS[coding]:
        whole = _unpacked(body, wbits, most)
        if whole is not None:
            return whole
    raise ValueError("the answer is not packed as it says, or not whole")


def _unpacked(body: bytes, wbits: int, most: int) -> bytes | None:
    unpacking = zlib.decompressobj(wbits)
    try:
        whole = unpacking.decompress(body, most + 1)
    except zlib.error:
        return None
    if len(whole) > most:
        raise ValueError(f"the answer is larger than {most} bytes, unpacked")
    return whole if unpacking.eof and not unpacking.unused_data else None
