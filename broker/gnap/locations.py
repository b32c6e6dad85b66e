"""Locations (RFC 9635 §8): the one spelling of a resource's URI that is compared, and patterns of them.

Locations are compared as text, so only a canonical one is trusted: no two spellings of it reach the same resource, and
no server, proxy or framework on the way reads it as another one (`..`, `%2e`, `%2f`, `;`, `\\`, user names, `?`, `#`).
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import quote, unquote

MAX_LENGTH: Final = 2048

_URL: Final = re.compile(r"(?P<scheme>[^:/?#]*)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<rest>.*)", re.DOTALL)
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_DEFAULT_PORT: Final = {"http": "80", "https": "443"}

_PLAIN: Final = "!$&'()+,=:@-._~"  # what stands unencoded in a segment, beside letters and digits
# Some server decodes each of these twice, cuts the segment there, or takes it for a wildcard.
_SPLITS: Final = frozenset("/\\%;?#*")


def fault(location: str) -> str | None:
    """Return why a location is not in canonical form, in words that go on after "the location ...", else None.

    Canonical: http or https, lower-case host name or address, no default port, no user name, a path from "/" on without
    empty, "." or ".." segments, each segment percent-encoded in the one way of `encode_segment`, no query or fragment.
    """
    if len(location) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters"
    if not all("!" <= character <= "~" for character in location):
        return "has a character in it that no URI may have; percent-encode it"
    parts = _URL.fullmatch(location)
    if parts is None or parts["scheme"] not in _DEFAULT_PORT:
        return 'does not begin with "https://" (or "http://"), in lower case'
    if parts["rest"]:
        return "has a query or a fragment; only the path is compared"
    return _authority_fault(parts["scheme"], parts["authority"]) or _path_fault(parts["path"])


def pattern_fault(pattern: str) -> str | None:
    """Return why this is neither a canonical location nor one that ends in `/*`, else None."""
    if pattern.endswith("/*"):
        return fault(pattern[:-1])
    if "*" in pattern:
        return 'has a "*" that is not its last path segment; only "https://host/path/*" is a pattern'
    return fault(pattern)


def matches(pattern: str, location: str) -> bool:
    """Decide whether the pattern contains the location, which must be canonical.

    `/*` at the end stands for whatever lies below, at any depth, and not for the folder itself.
    """
    if fault(location) is not None:
        return False
    if not pattern.endswith("/*"):
        return location == pattern
    return location.startswith(pattern[:-1]) and len(location) > len(pattern) - 1


def encode_segment(value: str) -> str:
    """Return the text as one path segment. Raises ValueError, in words, for what no segment can carry safely."""
    if why := _segment_fault(value):
        raise ValueError(why)
    return quote(value, safe=_PLAIN)


def is_loopback(location: str) -> bool:
    """Decide whether a canonical location lies on this computer: localhost, 127.0.0.0/8 or [::1]."""
    parts = _URL.fullmatch(location)
    host = re.sub(r":[0-9]+\Z", "", parts["authority"]) if parts else ""
    return host in ("localhost", "[::1]") or (host.startswith("127.") and _is_ipv4(host))


def _authority_fault(scheme: str, authority: str) -> str | None:
    if "@" in authority:
        return "has a user name before its host"
    host, colon, port = authority.rpartition(":") if not authority.endswith("]") else (authority, "", "")
    if not colon:
        return _host_fault(authority)
    if not _PORT.fullmatch(port) or int(port) > 65535:
        return "has no proper port number"
    if port == _DEFAULT_PORT[scheme]:
        return f'names the default port; leave ":{port}" out'
    return _host_fault(host)


def _host_fault(host: str) -> str | None:
    if host.startswith("[") and host.endswith("]"):
        return None if _is_ipv6(host[1:-1]) else "has no IPv6 address in its shortest spelling"
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return "has no host name in lower case (letters, digits, hyphens, dots)"
    if _NUMBER.fullmatch(labels[-1]) and not _is_ipv4(host):
        return "has a host that is a number but no IPv4 address in four parts"
    return None


def _is_ipv4(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except AddressValueError:
        return False


def _is_ipv6(host: str) -> bool:
    try:
        return IPv6Address(host).scope_id is None and IPv6Address(host).compressed == host
    except AddressValueError:
        return False


def _path_fault(path: str) -> str | None:
    if not path.startswith("/"):
        return 'has no path; write at least "/" after the host'
    *folders, last = path[1:].split("/")
    if "" in folders:
        return "has an empty path segment (two slashes)"
    for segment in (*folders, *([last] if last else [])):
        if why := _encoded_fault(segment):
            return why
    return None


def _encoded_fault(segment: str) -> str | None:
    try:
        plain = unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return "has percent-encoded octets that are no UTF-8"
    if why := _segment_fault(plain):
        return f"has a path segment that {why}"
    if quote(plain, safe=_PLAIN) != segment:
        return f'has a path segment that is written "{quote(plain, safe=_PLAIN)}" in canonical form'
    return None


def _segment_fault(plain: str) -> str | None:
    if plain in ("", ".", ".."):
        return "is empty" if not plain else f'is "{plain}"'
    if found := next((character for character in plain if character in _SPLITS), None):
        return f'has "{found}" in it'
    if any(character < " " or "\x7f" <= character <= "\x9f" for character in plain):
        return "has a control character in it"
    if any("\ud800" <= character <= "\udfff" for character in plain):
        return "has half of a surrogate pair in it, which is no text"
    return None
