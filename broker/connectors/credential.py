"""Reading `credential`: how a call is authorised at an API that knows no GNAP.

    credential: {kind: api_key, header: Authorization, scheme: Bearer}
    credential: {kind: oauth2, token_endpoint: https://oauth2.example/token, client_id: countersign}

The secret is in no file: its owner types it at the terminal. Where it goes is part of the file that the owner signs.
"""

import re
from typing import Final

from broker.connectors.model import Credential
from broker.connectors.places import reachable
from broker.fields import choice, mapping, matching, members_of, text
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
        return Credential(**{"scheme": "Bearer", **_OAUTH2(node)})
    return Credential(**_API_KEY(node))


def _token_endpoint(node: Node) -> str:
    value = text(node)
    return reachable(node, value, value)


def _header(node: Node) -> str:
    value = matching(r"[A-Za-z0-9-]{1,64}", "a header such as Authorization or X-Api-Key")(node)
    if TAKEN.fullmatch(value):
        raise node.refuse(f'"{value}" is set by the broker or by HTTP; write a header such as X-Api-Key')
    return value


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
_API_KEY: Final = mapping({"kind": choice("api_key", "oauth2")}, _HOW, _UNENFORCED)
_OAUTH2: Final = mapping(
    {"kind": choice("oauth2"), "token_endpoint": _token_endpoint, "client_id": text},
    _HOW,
    {**_UNENFORCED, "scopes": "leave it out: a refresh token has the scopes that its owner agreed to"},
)
