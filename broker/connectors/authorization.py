"""Reading `authorization_server`: "embedded", the URL of a grant endpoint, or that URL with how the server speaks.

    authorization_server:
      uri: https://auth.wallet.example/
      profile: open-payments            # rfc9635 unless said otherwise
      instance_id: https://wallet.example/alice
      hash_encoding: base64             # single switches on top of the profile

What stands here changes what is sent and where, so it is part of the file that the owner signs.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from broker.connectors.model import EMBEDDED, UNKNOWN_THERE, Introduction
from broker.connectors.places import reachable
from broker.fields import boolean, choice, distinct, mapping, matching, text
from broker.gnap.profiles import PROFILES, RFC9635, SWITCHES, Profile, profile_of
from broker.yamlfile import Node


@dataclass(frozen=True)
class Pinned:
    """The authorization server of a connector: "embedded" or its grant endpoint, and how to speak to it."""

    uri: str
    profile: Profile = RFC9635
    introduction: Introduction = UNKNOWN_THERE


def pinned(node: Node) -> Pinned:
    """Return the authorization server that a connector is pinned to."""
    return Pinned(_uri(node)) if isinstance(node.value, str) else _spoken(node)


def _spoken(node: Node) -> Pinned:
    values = _SERVER(node)
    uri = values.pop("uri")
    if uri == EMBEDDED:
        raise node.refuse(f'the embedded authorization server speaks one way; write authorization_server: "{EMBEDDED}"')
    introduction = Introduction(**{key: values.pop(key) for key in _INTRODUCTION if key in values})
    if introduction.instance_id and (introduction.class_id or introduction.display):
        raise node.refuse("with an instance_id nothing else is said of the broker; leave class_id and display out")
    profile = profile_of(values.pop("profile", RFC9635.name), values)
    return Pinned(uri, profile, introduction)


def _uri(node: Node) -> str:
    value = text(node)
    if value == EMBEDDED:
        return value
    if "://" not in value:
        raise node.refuse(f'"{value}" is neither "embedded" nor the URL of a grant endpoint')
    return reachable(node, value, value)


def _origin(node: Node) -> str:
    value = text(node)
    parts = urlsplit(value)
    if parts.path or parts.query or not parts.netloc:
        raise node.refuse(f'"{value}" is no origin; write scheme, host and port only: https://as.example:8443')
    return reachable(node, value, f"{value}/")


def _page(node: Node) -> str:
    """Read an address that only people will open."""
    value = text(node)
    if not urlsplit(value).netloc or not value.startswith("https://"):
        raise node.refuse(f'"{value}" is no address that starts with https://')
    return value


_INTRODUCTION: Final = ("instance_id", "class_id", "display")
_DISPLAY: Final = mapping({"name": text}, {"uri": _page, "logo_uri": _page})
_LABEL: Final = matching(r"[a-z*][a-z0-9_.*-]{0,39}", "a structured field key of up to 40 characters, such as sig1")
_SERVER: Final = mapping(
    {"uri": _uri},
    {
        "profile": choice(*PROFILES),
        "instance_id": text,
        "class_id": text,
        "display": _DISPLAY,
        "label": _LABEL,
        "covers_content": boolean,
        "continuation_origins": distinct(_origin, most=10),
        **{name: choice(*words) for name, words in SWITCHES.items()},
    },
    {
        "key": "leave it out: the broker makes a key for each agent at each authorization server",
        "client": "write instance_id, or class_id and display",
    },
)
