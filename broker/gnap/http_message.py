"""A request as the wire carried it: what a signature speaks about, and nothing derived from a Host header.

The target URI is what our configuration says this door is called, so whoever builds an `HttpMessage` from a received
request passes the public URL and never the Host header. Header values stay text as received (ISO 8859-1 from bytes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from broker.gnap.errors import ErrorCode, GnapError

OPTIONAL_WHITESPACE: Final = " \t"
DEFAULT_PORTS: Final = {"http": "80", "https": "443"}

_TARGET_URI: Final = re.compile(
    r"(?P<origin>(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?)://"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::(?P<port>(?:[1-9][0-9]{0,4})?))?)"
    r"(?P<path>(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?)"
    r"(?P<query>(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?)"
)


@dataclass(frozen=True, slots=True)
class TargetUri:
    """An absolute http(s) URI in the parts that can be signed. `str` gives it as written, "/" for an empty path."""

    origin: str
    """Scheme, host and port as written."""
    scheme: str
    """In lower case."""
    authority: str
    """Host in lower case, with the port unless it is the scheme's own (RFC 9421 §2.2.3)."""
    path: str
    query: str
    """Empty, or "?" and what followed it. Percent-escapes of path and query stay as written."""

    def __str__(self) -> str:
        return self.origin + self.path + self.query

    @classmethod
    def parse(cls, text: str) -> TargetUri:
        """The parts of `text`. Raises GnapError (invalid_request) for user information, fragments and anything else."""
        match = _TARGET_URI.fullmatch(text)
        if match is None:
            raise GnapError(ErrorCode.INVALID_REQUEST, "the target URI is not an absolute http or https URI")
        scheme, port = match["scheme"].lower(), match["port"] or ""
        suffix = "" if port in ("", DEFAULT_PORTS[scheme]) else f":{port}"
        return cls(match["origin"], scheme, match["host"].lower() + suffix, match["path"] or "/", match["query"])


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """A request. Header names are lower-cased and values trimmed when it is made; a repeated header keeps its lines."""

    method: str
    target_uri: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = field(default=None, repr=False)
    """The content's bytes exactly as received; None and b"" both mean that there is no content."""
    client_certificate: bytes | None = field(default=None, repr=False)
    """The certificate (DER) that the other side showed in its TLS handshake, or None.

    A shell sets it, from its own TLS connection or from the `Client-Cert` of a proxy that it was told to trust and that
    deletes an incoming one (RFC 9440 §4). It is never read from `headers`: those are whatever the sender wrote.
    """

    def __post_init__(self) -> None:
        # a caller that forgot to lower-case must not hide an Authorization header from the verifier
        lines = tuple([(name.lower(), value.strip(OPTIONAL_WHITESPACE)) for name, value in self.headers])
        object.__setattr__(self, "headers", lines)

    def __repr__(self) -> str:
        """Without header values and body: they carry tokens."""
        names = ", ".join(name for name, _ in self.headers)
        return f"HttpMessage({self.method!r}, {self.target_uri!r}, headers=[{names}])"

    @classmethod
    def from_raw(
        cls,
        method: str,
        target_uri: str,
        headers: Iterable[tuple[bytes, bytes]],
        body: bytes | None = None,
        client_certificate: bytes | None = None,
    ) -> HttpMessage:
        """The message for header bytes as ASGI and HTTP clients carry them."""
        lines = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
        return cls(method, target_uri, lines, body, client_certificate)

    @property
    def has_content(self) -> bool:
        """Whether there is at least one byte of content."""
        return bool(self.body)

    def lines(self, name: str) -> tuple[str, ...]:
        """Every line of the header `name` (lower case), in order; empty when the message has none."""
        return tuple([value for line, value in self.headers if line == name])

    def header(self, name: str) -> str | None:
        """The header's lines as one value, joined by comma and space (RFC 9421 §2.1), or None when there is none."""
        lines = self.lines(name)
        return ", ".join(lines) if lines else None

    def with_headers(self, *added: tuple[str, str]) -> HttpMessage:
        """A copy with these header lines after the others."""
        return self._with((*self.headers, *added))

    def without_header(self, name: str) -> HttpMessage:
        """A copy without any line of the header `name` (lower case)."""
        return self._with(tuple([line for line in self.headers if line[0] != name]))

    def _with(self, headers: tuple[tuple[str, str], ...]) -> HttpMessage:
        # what `replace` does, at half the price: every signature comes through here twice
        return HttpMessage(self.method, self.target_uri, headers, self.body, self.client_certificate)
