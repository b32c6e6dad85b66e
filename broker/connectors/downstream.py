"""What a resource server may ask for in turn, at another one, for a call that it serves (RFC 9767 §4, decisions P17).

    downstream:
      - from: {type: shop-order, actions: [buy]}
        to: {type: bank-payment, actions: [create], locations: ["https://bank.example/payments"], amount: $total}

"Wider" means nothing between two APIs, so nothing is derived that no map spells out; "$total" carries a member of the
first right over, unchanged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from broker.gnap.errors import GnapError
from broker.gnap.rights import Access, AccessRight, parse_access, within


@dataclass(frozen=True)
class Downstream:
    """One line of the map: from rights of this `type` and no other `actions`, to a right made of the template `to`."""

    type: str
    actions: tuple[str, ...]
    to: Mapping[str, Any]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The resource servers that the derived right is good at, as the owner is shown them."""
        return tuple(dict.fromkeys(urlsplit(place).netloc for place in self.to["locations"]))


def derivable(held: Access, wanted: Access, maps: Iterable[Downstream]) -> bool:
    """Tell whether every right wanted is inside one that a map makes of a right held."""
    lines = tuple(maps)
    made = tuple(
        new for right in held if isinstance(right, AccessRight) for line in lines for new in _made(right, line)
    )
    return bool(wanted) and all(isinstance(right, AccessRight) and within((right,), made) for right in wanted)


def called_for(access: Iterable[AccessRight | str], maps: Iterable[Downstream]) -> tuple[str, ...]:
    """Return the hosts of the resource servers that these rights, or a part of them, let their own server call."""
    lines = tuple(maps)
    rights = [right for right in access if isinstance(right, AccessRight)]
    return tuple(
        dict.fromkeys(host for right in rights for line in lines if _touches(right, line) for host in line.hosts)
    )


def _touches(right: AccessRight, line: Downstream) -> bool:
    # a right without actions is to all of them
    return right.type == line.type and (right.actions is None or not set(right.actions).isdisjoint(line.actions))


def _made(right: AccessRight, line: Downstream) -> Access:
    """Return the right that a line makes of another one; nothing where it does not speak of it, or lacks a member."""
    if right.type != line.type or not right.actions or not set(right.actions) <= set(line.actions):
        return ()
    held = right.to_json()
    try:
        filled = {name: _filled(value, held) for name, value in line.to.items()}
        return parse_access([filled])
    except (KeyError, GnapError):
        return ()


def _filled(value: Any, held: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        carried = held[value[1:]]
        # a list or a bound would leave open what is done downstream
        if not isinstance(carried, str | int):
            raise KeyError(value)
        return carried
    return value
