"""Where a browser may be sent with a code: exactly where the client's own document says (OAuth 2.1 §2.3.1)."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote_plus, urlencode, urlsplit

from broker.gnap import locations

LONGEST: Final = 2048  # characters
ANSWERS: Final = frozenset({"code", "state", "iss", "error", "error_description"})
"""What stands in an answer, and therefore in no redirect URI: which of two counts is the client's guess."""

_PLAIN: Final = re.compile(r"[!-~]+")
_HTTPS: Final = re.compile(r"(?P<host>https://[a-z0-9.\-]+)(?::(?P<port>[0-9]{1,5}))?(?:/[^#\\]*)?")
_LOOPBACK: Final = re.compile(
    r"(?P<host>http://(?:127\.0\.0\.1|\[::1\]|localhost))(?::(?P<port>[0-9]{1,5}))?(?P<rest>(?:[/?][^#\\]*)?)"
)
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}")
_HERE: Final = frozenset({"::1", "0.0.0.0"})  # noqa: S104 -- a name that is looked for, bound to by nobody


def is_redirect_uri(uri: str) -> bool:
    """Decide whether a browser is ever sent there: https, or http to this very computer; no fragment, no user.

    Schemes of apps are refused: any program may claim one (RFC 8252 §8.4), and `javascript:` is one. So is a query that
    holds what we answer (RFC 6749 §3.1, RFC 9207): no parameter stands twice.
    """
    if len(uri) > LONGEST or _PLAIN.fullmatch(uri) is None:
        return False
    parts = _HTTPS.fullmatch(uri) or _LOOPBACK.fullmatch(uri)
    if parts is None or locations.fault(f"{parts['host']}/") is not None:
        return False
    return _is_port(parts["port"]) and ANSWERS.isdisjoint(_names(uri))


def matches(asked: str, registered: Iterable[str]) -> bool:
    """Decide whether `asked` is one of `registered`, byte for byte; a loopback one at any port (RFC 8252 §7.3)."""
    return is_redirect_uri(asked) and any(_same(asked, one) for one in registered)


def is_loopback(uri: str) -> bool:
    """Decide whether it leads to a program on the computer of the browser, by either scheme: any one may listen."""
    host = urlsplit(uri).hostname or ""
    return host in _HERE or host.endswith(".localhost") or locations.is_loopback(f"http://{host}/")


def host_of(uri: str) -> str:
    """Return host and port, for a person to read."""
    return urlsplit(uri).netloc


def with_answer(uri: str, **answer: str | None) -> str:
    """Return the redirect URI with the answer in its query (RFC 6749 §4.1.2); None is left out."""
    given = {name: value for name, value in answer.items() if value is not None}
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(given)}"


def _is_port(text: str | None) -> bool:
    return text is None or (_PORT.fullmatch(text) is not None and int(text) <= 65535)


def _names(uri: str) -> set[str]:
    # as whoever reads most into a query: some take ";" for "&", fold the case, or make a list of `code[]`
    pairs = re.split("[&;]", urlsplit(uri).query)
    return {unquote_plus(one.partition("=")[0]).partition("[")[0].strip().lower() for one in pairs}


def _same(asked: str, registered: str) -> bool:
    one, other = _LOOPBACK.fullmatch(asked), _LOOPBACK.fullmatch(registered)
    if one is None or other is None:
        return asked == registered
    return (one["host"], one["rest"]) == (other["host"], other["rest"])
