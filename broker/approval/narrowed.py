"""The policy of a child's own: the rights of the operations that it was minted with, and nothing else.

It allows, because it stands under its parent's policy (`policy.chain`): whether such a call is asked for, or denied, is
said there. It bounds no uses and no time of its own. Pure.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from broker.connectors.model import PLACEHOLDER, Operation
from broker.gnap.rights import MEMBERS
from broker.policy.load import MAX_EXPIRY, MAX_USES

_GRANT: Final = {"uses": MAX_USES, "expires_in": MAX_EXPIRY}


def narrowed_to(name: str, owner: str, operations: Sequence[Operation]) -> str:
    """Return the text of a policy file that allows just the rights of these operations, with whatever arguments."""
    rules = [
        {"id": f"operation-{number}", "decide": "allow", **_covering(operation.access), "grant": _GRANT}
        for number, operation in enumerate(operations, 1)
    ]
    return json.dumps({"agent": name, "owner": owner, "rules": rules}, ensure_ascii=False, indent=1)


def _covering(access: Mapping[str, Any]) -> dict[str, Any]:
    members = {name: _fixed(value) for name, value in access.items() if name in MEMBERS and not _varies(value)}
    fields = {name: {"is": value} for name, value in access.items() if name not in MEMBERS and _plain(value)}
    return {"access": members, **({"where": fields} if fields else {})}


def _fixed(value: Any) -> Any:
    return list(dict.fromkeys(map(_pattern, value))) if isinstance(value, list | tuple) else value


def _pattern(location: str) -> str:
    """Return what covers a location whatever stands in the place of `{name}` in it."""
    head, *rest = PLACEHOLDER.split(location, maxsplit=1)
    return f"{head}*" if rest else location


def _varies(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("$")


def _plain(value: Any) -> bool:
    return isinstance(value, str | int) and not _varies(value)
