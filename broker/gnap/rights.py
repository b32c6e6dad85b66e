"""Access rights (RFC 9635 §8): what they say, when one lies within another, what two of them have in common.

One right is a cross product: every action at every location for every datatype and privilege; an array is the union of
its elements; a member that is absent means everything (notes/decisions.md, P21). Values compare as JSON, byte for byte
(`true` is not `1`); the one exception is a bound, `{"max": "100.00"}`, which contains the decimal strings up to it.
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import prod
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictStr, ValidationError

from broker.gnap.errors import ErrorCode, GnapError

DIMENSIONS: Final = ("actions", "locations", "datatypes", "privileges")
MEMBERS: Final = ("type", *DIMENSIONS, "identifier")

MAX_RIGHTS: Final = 64  # elements of one `access` array
MAX_ATOMS: Final = 256  # the cross product of one whole `access` array
MAX_DEPTH: Final = 8  # nesting of a member's value
MAX_TEXT: Final = 8192  # characters of one right, as JSON
SAFE_INTEGER: Final = 2**53 - 1  # RFC 8785 numbers are doubles: beyond this, two integers can look the same

_DECIMAL: Final = re.compile(r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?", re.ASCII)


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


# An empty list would mean nothing to some readers and everything to others, so there is none.
Strings = Annotated[tuple[StrictStr, ...], BeforeValidator(_tuple), Field(min_length=1)]


class AccessRight(BaseModel):
    """One right of RFC 9635 §8. The type's own fields (`amount`, `payee`) are kept in `model_extra`.

    Two rights are equal when their JSON is: the order of members never counts, the JSON type of a value always does.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="allow", hide_input_in_errors=True)

    type: Annotated[StrictStr, Field(min_length=1)]
    actions: Strings | None = None
    locations: Strings | None = None
    datatypes: Strings | None = None
    identifier: StrictStr | None = None
    privileges: Strings | None = None

    @property
    def extra(self) -> Mapping[str, Any]:
        """Return the type's own fields, by name."""
        return self.model_extra or {}

    def to_json(self) -> dict[str, Any]:
        """Return the right as a JSON object of its own: absent members are left out, nothing is shared with us."""
        named = {name: getattr(self, name) for name in MEMBERS if getattr(self, name) is not None}
        listed = {name: list(value) if isinstance(value, tuple) else value for name, value in named.items()}
        return listed | {name: _copied(value) for name, value in self.extra.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AccessRight) and _text(self.to_json()) == _text(other.to_json())

    def __hash__(self) -> int:
        return hash(_text(self.to_json()))


Access = tuple[AccessRight | str, ...]
"""What is asked for or granted. A string is a reference to rights that the AS knows by name (RFC 9635 §8.1)."""


def parse_access(value: object) -> Access:
    """Return the rights of a decoded `access` array (RFC 9635 §2.1, §8).

    Raises GnapError(invalid_request) for another shape, and for what could not be shown or signed in full: fractions
    (send a decimal string), integers beyond 2**53-1, lone surrogates, and requests that are too wide to be judged.
    """
    if not isinstance(value, list) or not value:
        raise _invalid("access must be an array with at least one right in it")
    if len(value) > MAX_RIGHTS:
        raise _invalid(f"access has {len(value)} elements; at most {MAX_RIGHTS} are judged at once")
    access = tuple(_parse_element(element, f"access[{index}]") for index, element in enumerate(value))
    if atom_count(access) > MAX_ATOMS:
        raise _invalid(f"access stands for more than {MAX_ATOMS} single rights; ask for fewer at once")
    return access


def access_json(access: Access) -> list[Any]:
    """Return the rights as the JSON array they came as."""
    return [element if isinstance(element, str) else element.to_json() for element in access]


def within(g: Access, a: Access) -> bool:
    """Decide whether every element of `g` lies inside one element of `a` (decisions P21). Nothing lies in anything."""
    return all(any(_inside(inner, outer) for outer in a) for inner in g)


def narrow(a: Access, b: Access) -> Access:
    """Return what `a` and `b` have in common, element by element: within both, perhaps empty, never wider."""
    met = (_meet(left, right) for left in a for right in b)
    return tuple(dict.fromkeys(element for element in met if element is not None))


def atoms(right: AccessRight) -> Iterator[AccessRight]:
    """Yield the cross product: at most one action, location, datatype and privilege each; absent stays absent."""
    present = [name for name in DIMENSIONS if getattr(right, name) is not None]
    for values in itertools.product(*(dict.fromkeys(getattr(right, name)) for name in present)):
        yield right.model_copy(update={name: (value,) for name, value in zip(present, values, strict=True)})


def atom_count(access: Access) -> int:
    """Return how many atoms the rights have in all, without making them; a reference counts as one."""
    return sum(
        1 if isinstance(element, str) else prod(len(getattr(element, name) or (0,)) for name in DIMENSIONS)
        for element in access
    )


def decimal(value: object) -> Decimal | None:
    """Return the amount that a decimal string such as "25.00" means, else None.

    No sign, exponent, leading zero or bare point; at most 18 digits before the point and 9 after it. JSON numbers are
    doubles and never amounts (decisions §2.4).
    """
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return None


def bound(value: object) -> Decimal | None:
    """Return the greatest amount that a bound `{"max": "100.00"}` allows, else None."""
    if isinstance(value, Mapping) and value.keys() == {"max"}:
        return decimal(value["max"])
    return None


def same(left: object, right: object) -> bool:
    """Decide whether two values are the same JSON: `True` is not `1`, the order of members does not count."""
    return _text(left) == _text(right)


def _copied(value: Any) -> Any:
    """Return the same JSON with lists and objects of its own."""
    if isinstance(value, Mapping):
        return {name: _copied(member) for name, member in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list | tuple) else value


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _inside(inner: AccessRight | str, outer: AccessRight | str) -> bool:
    if isinstance(inner, str) or isinstance(outer, str):
        return isinstance(inner, str) and inner == outer
    return (
        inner.type == outer.type
        and all(_subset(getattr(inner, name), getattr(outer, name)) for name in DIMENSIONS)
        and outer.identifier in (None, inner.identifier)
        and all(name in inner.extra and _value_inside(inner.extra[name], outer.extra[name]) for name in outer.extra)
    )


def _subset(inner: tuple[str, ...] | None, outer: tuple[str, ...] | None) -> bool:
    return outer is None or (inner is not None and set(inner) <= set(outer))


def _value_inside(inner: object, outer: object) -> bool:
    most = bound(outer)
    if most is None:
        return same(inner, outer)
    amount = decimal(inner) if isinstance(inner, str) else bound(inner)
    return amount is not None and amount <= most


def _meet(left: AccessRight | str, right: AccessRight | str) -> AccessRight | str | None:
    if isinstance(left, str) or isinstance(right, str):
        return left if isinstance(left, str) and left == right else None
    mine, theirs = left.to_json(), right.to_json()
    try:
        return AccessRight.model_validate({name: _common(name, mine, theirs) for name in {**mine, **theirs}})
    except _NothingInCommonError:
        return None


class _NothingInCommonError(Exception):
    """Two rights have no value of a member in common, so no right lies within both."""


def _common(name: str, mine: dict[str, Any], theirs: dict[str, Any]) -> Any:
    """Return the narrower value of one member of two rights."""
    if name not in mine or name not in theirs:
        return mine[name] if name in mine else theirs[name]
    left, right = mine[name], theirs[name]
    if name in DIMENSIONS and (both := [value for value in left if value in right]):
        return both
    if name not in DIMENSIONS and _value_inside(left, right):
        return left
    if name not in DIMENSIONS and _value_inside(right, left):
        return right
    raise _NothingInCommonError


def _parse_element(value: object, where: str) -> AccessRight | str:
    if isinstance(value, str):
        _check_text(value, where)
        return value
    if not isinstance(value, dict):
        raise _invalid(f"{where} must be an object or a string")
    if missing := [name for name in MEMBERS if name in value and value[name] is None]:
        raise _invalid(f"{where}.{missing[0]} is null; leave it out to mean everything")
    _check_value(value, where, MAX_DEPTH)
    if len(_text(value)) > MAX_TEXT:
        raise _invalid(f"{where} is longer than {MAX_TEXT} characters")
    try:
        return AccessRight.model_validate(_copied(value))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
        raise _invalid(f"{where}{path}: {first['msg']}") from None


def _check_value(value: object, where: str, depth: int) -> None:
    """Refuse whatever RFC 8785 could not sign or a page could not show: see `parse_access`."""
    if depth < 0:
        raise _invalid(f"{where} is nested too deeply")
    if isinstance(value, dict):
        for name, member in value.items():
            _check_text(name, where)
            _check_value(member, f"{where}.{name[:40]}", depth - 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_value(item, f"{where}[{index}]", depth - 1)
    elif isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, float):
        raise _invalid(f'{where} is a number with a fraction; send it as a string such as "25.00"')
    elif isinstance(value, int) and abs(value) > SAFE_INTEGER:
        raise _invalid(f"{where} is beyond 2**53-1; send it as a string")
    elif not isinstance(value, int | None):
        raise _invalid(f"{where} is not JSON")


def _check_text(value: object, where: str) -> None:
    if not isinstance(value, str):
        raise _invalid(f"{where} has a member whose name is no string")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise _invalid(f"{where} has half of a surrogate pair in it, which is no text")


def _invalid(description: str) -> GnapError:
    return GnapError(ErrorCode.INVALID_REQUEST, description)
