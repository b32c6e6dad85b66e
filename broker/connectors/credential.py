"""Reading `credential`: how a call is authorised at an API that knows no GNAP.

    credential: {kind: api_key, header: Authorization, scheme: Bearer}
    credential: {kind: api_key, variable: NOTES_KEY}    # of a program that the broker starts
    credential: {kind: oauth2, token_endpoint: https://oauth2.example/token, client_id: countersign}
    credential:
      kind: oauth2
      token_endpoint: https://oauth2.example/token
      client_id: countersign
      authorization_endpoint: https://oauth2.example/authorize    # or issuer, whose metadata names it
      revocation_endpoint: https://oauth2.example/revoke
      scopes: [issues.read]
      client_auth: basic    # how the client secret is said, where there is one; post, in the form, where it is left out

The secret is in no file: its owner types it at the terminal. Where it goes is part of the file that the owner signs.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from broker.connectors.model import Credential
from broker.connectors.places import reachable
from broker.fields import choice, distinct, mapping, matching, members_of, text
from broker.yamlfile import Node

# Headers that the broker or HTTP itself sets: a value out of a file must not replace one of them.
TAKEN: Final = re.compile(
    r"(accept.*|connection|content-.*|cookie|date|expect|forwarded|host|keep-alive|mcp-.*|proxy-.*|referer|"
    r"signature.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*)",
    re.IGNORECASE,
)


def credential(node: Node) -> Credential:
    """Return what a call carries. Raises FileErrors."""
    kind = members_of(node).get("kind")
    if kind is not None and kind.node.value == "oauth2":
        return _oauth2(node)
    made, members = Credential(**_API_KEY(node)), members_of(node)
    for field in ("header", "scheme"):
        if made.variable is not None and field in members:
            raise members[field].place.refuse(f'leave "{field}" out: the secret stands in the variable {made.variable}')
    return made


def _oauth2(node: Node) -> Credential:
    made = Credential(**{"scheme": "Bearer", **_OAUTH2(node)})
    if made.scopes and not (made.authorization_endpoint or made.issuer):
        raise members_of(node)["scopes"].place.refuse(
            "a refresh token has the scopes that its owner agreed to; "
            "write authorization_endpoint too, where countersign connector authorize asks for them, or leave it out"
        )
    return made


def _endpoint(node: Node) -> str:
    value = text(node)
    return reachable(node, value, value)


def _issuer(node: Node) -> str:
    """Read the name of a server (RFC 8414 §2), which may have no path."""
    value = text(node)
    return reachable(node, value, value if urlsplit(value).path else f"{value}/")


def _page(node: Node) -> str:
    """Read an address that a browser opens: it may have a query, as some servers want one (RFC 6749 §3.1)."""
    value = text(node)
    where, _, query = value.partition("?")
    if not re.fullmatch(r"[A-Za-z0-9._~%=&+:/-]*", query):
        raise node.refuse("the query of the address has a character in it that is to be percent-encoded")
    reachable(node, where, where)
    return value


def _header(node: Node) -> str:
    value = matching(r"[A-Za-z0-9-]{1,64}", "a header such as Authorization or X-Api-Key")(node)
    if TAKEN.fullmatch(value):
        raise node.refuse(f'"{value}" is set by the broker or by HTTP; write a header such as X-Api-Key')
    return value


variable: Final = matching(r"[A-Za-z_][A-Za-z0-9_]{0,99}", "the name of an environment variable, such as HOME")
_AT_THE_TERMINAL: Final = "leave it out: a secret stands in no file; `countersign connector secret` takes it"
_HOW: Final = {
    "header": _header,
    "scheme": matching(r"[A-Za-z][A-Za-z0-9-]{0,30}", "the one word before the secret, such as Bearer"),
}
_SECRETS: Final = "secret value key api_key token password client_secret refresh_token access_token".split()
_UNENFORCED: Final = {
    **dict.fromkeys(_SECRETS, _AT_THE_TERMINAL),
    "prefix": "write the one word before the secret as scheme: Bearer",
    "query": "write header: a secret in an address would end in logs",
}
_API_KEY: Final = mapping({"kind": choice("api_key", "oauth2")}, {**_HOW, "variable": variable}, _UNENFORCED)
_OAUTH2: Final = mapping(
    {"kind": choice("oauth2"), "token_endpoint": _endpoint, "client_id": text},
    {
        **_HOW,
        "authorization_endpoint": _page,
        "revocation_endpoint": _endpoint,
        "issuer": _issuer,
        # post where it is left out: so it was for the files that are signed already
        "client_auth": choice("basic", "post"),
        "scopes": distinct(matching(r"[!#-\[\]-~]{1,200}", "a scope, which is one word"), most=50),
    },
    {**_UNENFORCED, "scope": "write scopes: [one, another]"},
)
