"""Reading `WWW-Authenticate: GNAP` (RFC 9635 §9.1), and what may be asked of it: RS-first discovery (decisions P16).

A resource server names an authorization server here, and it may be compromised: it is followed only to where the
connector points anyway, and a reference is asked for only where it stands for rights that can be shown to the owner.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from broker.gnap.errors import PeerError
from broker.gnap.rights import Access

LONGEST: Final = 8192  # characters of the field
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_TOKEN68: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))")
_QUOTED: Final = re.compile(r'"((?:[\t \x21\x23-\x5b\x5d-\x7e]|\\[\t \x21-\x7e])*)"')
_BARE: Final = re.compile(
    r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+"
)  # the example of §9.1 quotes nothing and separates by semicolons
_BETWEEN: Final = re.compile(r"[ \t,;]*")
_SPACES: Final = re.compile(r"[ \t]*")
_EQUALS: Final = re.compile(r"[ \t]*=[ \t]*")
_KNOWN: Final = ("as_uri", "referrer", "access")


@dataclass(frozen=True)
class Challenge:
    """What a resource server says about where to get access to it. Claims, all of them, and each may be missing."""

    as_uri: str | None = None
    referrer: str | None = None
    access: str | None = None


@dataclass(frozen=True)
class Followed:
    """A challenge that may be followed: what is asked where, and which rights stand for it on the owner's page."""

    grant_endpoint: str
    access: Access  # as asked: the opaque reference, unchanged
    shown: Access  # what it stands for
    referrer: str | None  # goes into the Referer header


def read_challenge(field: str) -> Challenge | None:
    """Return the GNAP challenge of a WWW-Authenticate field, None where there is none.

    Raises PeerError for a field that can be read in two ways: two GNAP challenges, a parameter twice, broken quotes.
    """
    if len(field) > LONGEST:
        raise PeerError("the challenge is too long")
    found = [parameters for scheme, parameters in _challenges(field) if scheme.lower() == "gnap"]
    if len(found) > 1:
        raise PeerError("two GNAP challenges in one answer")
    return Challenge(**{name: found[0].get(name) for name in _KNOWN}) if found else None


def follow(
    challenge: Challenge, *, resource_server: str, authorization_server: str, references: Mapping[str, Access]
) -> Followed:
    """Return what a challenge may lead to (decisions P16); raise PeerError, in words, where it may not be followed.

    `resource_server` and `authorization_server` are those of the connector; `references` are the references that it or
    the embedded server's registrations resolve.
    """
    # RFC 9635 §11.37: a compromised resource server would send its clients anywhere
    if challenge.as_uri != authorization_server:
        raise PeerError("the resource server names another authorization server than the connector")
    # §9.1: simple string comparison (RFC 3986 §6.2.1)
    if challenge.referrer is not None and challenge.referrer != resource_server:
        raise PeerError("the challenge's referrer is not the resource server that was called")
    if challenge.access is None:
        raise PeerError("the challenge names no access")
    shown = references.get(challenge.access)
    if not shown:
        raise PeerError("the challenge asks for a reference that cannot be shown to the owner")
    return Followed(authorization_server, (challenge.access,), shown, challenge.referrer)


def _challenges(field: str) -> Iterator[tuple[str, dict[str, str]]]:
    at, scheme, parameters = 0, "", dict[str, str]()
    while (at := _end(_BETWEEN, field, at)) < len(field):
        name = _TOKEN.match(field, at)
        if name is None:
            raise PeerError("the challenge is malformed")
        equals = _EQUALS.match(field, name.end())
        if equals is not None and scheme:
            at = _parameter(field, name.group().lower(), equals.end(), parameters)
            continue
        if scheme:
            yield scheme, parameters
        scheme, parameters = name.group(), {}
        at = _end(_SPACES, field, name.end())
        if (blob := _TOKEN68.match(field, at)) is not None and "=" in blob.group():
            if scheme.lower() == "gnap":
                raise PeerError("the challenge is malformed")
            at = blob.end()  # `Negotiate YWJj==`: not our scheme's form
    if scheme:
        yield scheme, parameters


def _parameter(field: str, name: str, at: int, parameters: dict[str, str]) -> int:
    """Read a value into `parameters`; return where it ends."""
    value = _QUOTED.match(field, at) or _BARE.match(field, at)
    if value is None:
        raise PeerError("a parameter of the challenge has no value that can be read")
    if name in parameters:
        raise PeerError("a parameter of the challenge stands there twice")
    quoted = value.re is _QUOTED
    parameters[name] = re.sub(r"\\(.)", r"\1", value.group(1)) if quoted else value.group()
    if not re.match(r"[ \t]*(?:[,;]|$)", field[value.end() : value.end() + 64]):
        raise PeerError("the parameters of the challenge run into each other")
    return value.end()


def _end(pattern: re.Pattern[str], field: str, at: int) -> int:
    found = pattern.match(field, at)
    return found.end() if found else at
