"""Where a browser may be sent with a code: exactly where the client's own document says (OAuth 2.1 §2.3.1)."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode, urlsplit

LONGEST: Final = 2048  # characters

_PLAIN: Final = re.compile(r"[!-~]+")
_HTTPS: Final = re.compile(r"https://[a-z0-9.\-]+(?::[0-9]{1,5})?(?:/[^#\\]*)?")
_LOOPBACK: Final = re.compile(
    r"(?P<host>http://(?:127\.0\.0\.1|\[::1\]|localhost))(?::(?P<port>[0-9]{1,5}))?(?P<rest>(?:[/?][^#\\]*)?)"
)


def is_redirect_uri(uri: str) -> bool:
    """Decide whether a browser is ever sent there: https, or http to this very computer; no fragment, no user.

    Schemes of apps are refused: any program may claim one (RFC 8252 §8.4), and `javascript:` is one.
    """
    if len(uri) > LONGEST or _PLAIN.fullmatch(uri) is None:
        return False
    return _HTTPS.fullmatch(uri) is not None or _LOOPBACK.fullmatch(uri) is not None


def matches(asked: str, registered: Iterable[str]) -> bool:
    """Decide whether `asked` is one of `registered`, byte for byte; a loopback one at any port (RFC 8252 §7.3)."""
    return is_redirect_uri(asked) and any(_same(asked, one) for one in registered)


def is_loopback(uri: str) -> bool:
    """Decide whether it leads to a program on the computer of the browser: any program there may listen."""
    return _LOOPBACK.fullmatch(uri) is not None


def host_of(uri: str) -> str:
    """Return host and port, for a person to read."""
    return urlsplit(uri).netloc


def with_answer(uri: str, **answer: str | None) -> str:
    """Return the redirect URI with the answer in its query (RFC 6749 §4.1.2); None is left out."""
    given = {name: value for name, value in answer.items() if value is not None}
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(given)}"


def _same(asked: str, registered: str) -> bool:
    one, other = _LOOPBACK.fullmatch(asked), _LOOPBACK.fullmatch(registered)
    if one is None or other is None:
        return asked == registered
    return (one["host"], one["rest"]) == (other["host"], other["rest"])
