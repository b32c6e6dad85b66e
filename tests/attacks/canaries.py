"""Finding a secret wherever it got to and whatever was done to it on the way: the forms, and one scanner for all.

A form is what careless code does to a value: encode, escape, pack. The scanner undoes what can be undone and knows by
their looks the encodings that begin anywhere.
"""

import base64
import binascii
import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_to_bytes

DEEP = 3  # layers of packing that are undone

_PACKED_IN_TEXT = re.compile(rb"H4sI[A-Za-z0-9+/_-]{8,}")  # base64 of the three bytes with which gzip begins
_PACKED = b"\x1f\x8b\x08"

FORMS: dict[str, Callable[[bytes], bytes]] = {
    "raw": lambda value: value,
    "base64": base64.b64encode,
    "base64 after one byte": lambda value: base64.b64encode(b"?" + value + b"!"),
    "base64 after two bytes": lambda value: base64.b64encode(b"??" + value + b"!"),
    "base64url": lambda value: base64.urlsafe_b64encode(value).rstrip(b"="),
    "base64url after one byte": lambda value: base64.urlsafe_b64encode(b"?" + value + b"!"),
    "base64url after two bytes": lambda value: base64.urlsafe_b64encode(b"??" + value + b"!"),
    "percent": lambda value: b"".join(b"%%%02X" % byte for byte in value),
    "percent, lower case": lambda value: b"".join(b"%%%02x" % byte for byte in value),
    "hex": binascii.hexlify,
    "HEX": lambda value: binascii.hexlify(value).upper(),
    "repr": lambda value: repr(value).encode(),
    "gzip as base64": lambda value: base64.b64encode(gzip.compress(b"a long answer with " + value + b" in it")),
    "gzip as base64url": lambda value: base64.urlsafe_b64encode(gzip.compress(b"more " + value)),
}
BINARY_FORMS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress}


def found(sink: bytes, canaries: Mapping[str, bytes]) -> set[str]:
    """Return the names of the canaries that are in the sink, in whatever form."""
    views = list(_views(sink, DEEP))
    return {name for name, value in canaries.items() if any(_is_in(value, view) for view in views)}


def _views(sink: bytes, deep: int) -> Iterator["View"]:
    yield View(sink)
    if deep:
        for inner in (*_unescaped(sink), *_unpacked_text(sink), *_unpacked(sink)):
            yield from _views(inner, deep - 1)


def _unescaped(sink: bytes) -> Iterator[bytes]:
    if (plain := unquote_to_bytes(sink)) != sink:  # an escaped value in an address is escaped twice
        yield plain


class View:
    """One reading of a sink, prepared for many searches."""

    def __init__(self, content: bytes) -> None:
        self.raw = content
        self.lower = content.lower()
        self.standard = content.translate(bytes.maketrans(b"-_", b"+/"))  # base64url as base64
        self.bare = _bare(content)


def _is_in(value: bytes, view: View) -> bool:
    if _as_it_is(value, view.raw) or (not value.isalnum() and _bare(repr(value)[2:-1].encode()) in view.bare):
        return True
    return binascii.hexlify(value) in view.lower or any(part in view.standard for part in _in_base64(value))


def _bare(content: bytes) -> bytes:
    """Return the content without what JSON, an address and Python's repr of bytes escape differently."""
    return content.translate(None, b"\\ +")


def _as_it_is(value: bytes, content: bytes) -> bool:
    if len(value) > 8:
        return value in content
    # six digits are by chance a part of some longer number or digest; alone they are not
    return re.search(rb"(?<![0-9A-Za-z])" + re.escape(value) + rb"(?![0-9A-Za-z])", content) is not None


def _in_base64(value: bytes) -> Iterator[bytes]:
    """Yield how the value looks in the middle of a longer base64 text: each of three alignments, whole characters."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + value)
        first, last = (0, 2, 3)[shift], (shift + len(value)) * 8 // 6
        yield encoded[first:last]


def _unpacked_text(sink: bytes) -> Iterator[bytes]:
    for match in _PACKED_IN_TEXT.finditer(sink):
        text = match[0].translate(bytes.maketrans(b"-_", b"+/"))
        yield from _inflated(base64.b64decode(text[: len(text) // 4 * 4] + _rest(text)))


def _rest(text: bytes) -> bytes:
    left = text[len(text) // 4 * 4 :]
    return left + b"=" * (4 - len(left)) if len(left) > 1 else b""


def _unpacked(sink: bytes) -> Iterator[bytes]:
    at = sink.find(_PACKED)
    while at >= 0:
        yield from _inflated(sink[at:])
        at = sink.find(_PACKED, at + 1)


def _inflated(packed: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj(wbits=31).decompress(packed, 1 << 20)
    except zlib.error:
        return  # it only looked like gzip
