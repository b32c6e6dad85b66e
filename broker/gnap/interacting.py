"""Reading what an authorization server offers for interaction (RFC 9635 §3.3): for a person, never fetched by us."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from broker.gnap.errors import PeerError
from broker.gnap.models import InteractAnswer

LONGEST_URI = 2048  # characters
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Interaction:
    """What a person can do at the authorization server: open `redirect`, or enter a code.

    `code_uri` is the address for `code` where the server named one. `expires_in` is in seconds.
    """

    redirect: str | None = None
    code: str | None = None
    code_uri: str | None = None
    expires_in: int | None = None

    @property
    def uri(self) -> str | None:
        """The address to open, as it came: the long one first, as a person taps it rather than types it (§3.3.3)."""
        return self.redirect or self.code_uri

    @property
    def host(self) -> str | None:
        """The host and port of `uri`, in ASCII: what a person must be shown."""
        return None if self.uri is None else urlsplit(self.uri).netloc


def interaction_of(offered: InteractAnswer, start: Collection[str], grant_endpoint: str) -> Interaction | None:
    """Return what was offered in the modes that we declared, or None; the others are ignored (§3.3).

    Raises PeerError for an address that no person should open.
    """
    redirect = offered.redirect if "redirect" in start else None
    both = offered.user_code_uri if "user_code_uri" in start else None
    code = both.code if both else offered.user_code if "user_code" in start else None
    uris = [uri for uri in (redirect, both.uri if both else None) if uri is not None]
    if not all(_may_be_opened(uri, grant_endpoint) for uri in uris):
        raise PeerError("the interaction URI is no plain https address")
    if both is not None and both.code in both.uri:
        raise PeerError("the interaction URI holds the user code")
    if code is not None and not (code.isascii() and code.isprintable()):
        raise PeerError("the user code cannot be typed")
    if redirect is None and code is None:
        return None
    return Interaction(redirect, code, both.uri if both else None, offered.expires_in)


def _may_be_opened(uri: str, grant_endpoint: str) -> bool:
    """Tell whether a person may be sent there: any https host (decisions P5); plain http for a server of this computer.

    No other scheme: a browser would run `javascript:` with our page's rights.
    """
    if len(uri) > LONGEST_URI or not uri.isascii() or not uri.isprintable() or " " in uri or "\\" in uri:
        return False
    try:
        parts, home = urlsplit(uri), urlsplit(grant_endpoint)
        named = bool(parts.hostname) and parts.username is None and parts.password is None and parts.port != 0
    except ValueError:
        return False
    local = parts.scheme == home.scheme == "http" and parts.hostname in LOOPBACK and home.hostname in LOOPBACK
    return named and (parts.scheme == "https" or local)


def same_origin(one: str, other: str) -> bool:
    """Tell whether two URIs have the same scheme, host and port; False where one of them could be read in two ways."""
    mine, theirs = _origin(one), _origin(other)
    return mine is not None and mine == theirs


def _origin(uri: str) -> tuple[str, str | None, int | None] | None:
    # urlsplit drops line ends without a word, and its port raises for a number that is none
    if not all("!" <= letter <= "~" for letter in uri) or "\\" in uri:
        return None
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return None
    default = {"https": 443, "http": 80}.get(parts.scheme)
    return None if "@" in parts.netloc else (parts.scheme, parts.hostname, default if port is None else port)
