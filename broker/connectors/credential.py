"""Reading `credential`: how a call is authorised at an API that knows no GNAP.

    credential: {kind: api_key, header: Authorization, scheme: Bearer}

The secret is in no file: its owner types it at the terminal. Where it goes is part of the file that the owner signs.
"""

import re
from typing import Final

from broker.connectors.model import Credential
from broker.fields import choice, mapping, matching
from broker.yamlfile import Node

# Headers that the broker or HTTP itself sets: a value out of a file must not replace one of them.
TAKEN: Final = re.compile(
    r"(accept.*|connection|content-.*|cookie|date|expect|forwarded|host|keep-alive|proxy-.*|referer|"
    r"signature.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*)",
    re.IGNORECASE,
)


def credential(node: Node) -> Credential:
    """Return what a call carries. Raises FileErrors."""
    return Credential(**_CREDENTIAL(node))


def _header(node: Node) -> str:
    value = matching(r"[A-Za-z0-9-]{1,64}", "a header such as Authorization or X-Api-Key")(node)
    if TAKEN.fullmatch(value):
        raise node.refuse(f'"{value}" is set by the broker or by HTTP; write a header such as X-Api-Key')
    return value


_AT_THE_TERMINAL: Final = "leave it out: a secret stands in no file; `countersign connector secret` takes it"
_CREDENTIAL: Final = mapping(
    {"kind": choice("api_key")},
    {
        "header": _header,
        "scheme": matching(r"[A-Za-z][A-Za-z0-9-]{0,30}", "the one word before the secret, such as Bearer"),
    },
    {
        **dict.fromkeys(("secret", "value", "key", "api_key", "token", "password"), _AT_THE_TERMINAL),
        "prefix": "write the one word before the secret as scheme: Bearer",
        "query": "write header: a secret in an address would end in logs",
    },
)
