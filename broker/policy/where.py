"""The tests of `where`: is a field of a right inside what a rule says, and does it touch it?

The two questions are answered with opposite caution. `contains` permits, so it is exact: a missing field or one of
another kind is outside. `overlaps` makes deny and ask bite, so it is generous: a field that is missing, of another
kind, or only spelt differently ("Mallory", "25.0") touches. Whatever is contained overlaps.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from broker.gnap.rights import AccessRight, decimal, same

Scalar = str | int | bool
MISSING: Final = object()
"""Stands for the value of a field that a right does not have; JSON's null is a value."""


class Operator(StrEnum):
    """What a test compares by."""

    IS = "is"
    IN = "in"
    NOT_IN = "not_in"
    MAX = "max"
    MIN = "min"
    PREFIX = "prefix"


@dataclass(frozen=True)
class Test:
    """One test of one field. `values` has one item, except for `in` and `not_in`.

    `max` and `min` hold a decimal string, or a whole number of 0 or more; they compare with the same kind only.
    """

    __test__ = False  # for pytest: this is no test class

    field: str
    operator: Operator
    values: tuple[Scalar, ...]

    @property
    def value(self) -> Scalar:
        """Return the only value of a test that has one."""
        return self.values[0]

    @property
    def canonical(self) -> list[str]:
        """Return the values as JSON texts in an order of their own."""
        return sorted(json.dumps(value) for value in self.values)


def field_of(right: AccessRight, name: str) -> object:
    """Return a right's `identifier` or one of its type's own fields, or MISSING."""
    if name == "identifier":
        return MISSING if right.identifier is None else right.identifier
    return right.extra.get(name, MISSING)


def contains(test: Test, value: object) -> bool:
    """Decide whether every meaning of the value passes the test. A missing or ill-typed value does not."""
    match test.operator:
        case Operator.IS | Operator.IN:
            return any(same(value, wanted) for wanted in test.values) if value is not MISSING else False
        case Operator.NOT_IN:
            return not any(type(value) is not type(other) or _alike(value, other) for other in test.values)
        case Operator.MAX:
            most = _most(value, test.value)
            return most is not None and most <= _number_of(test.value)
        case Operator.MIN:
            least = _least(value, test.value)
            return least is not None and least >= _number_of(test.value)
        case Operator.PREFIX:
            return isinstance(value, str) and value.startswith(str(test.value))


def overlaps(test: Test, value: object) -> bool:
    """Decide whether some meaning of the value passes the test. A missing or ill-typed value may mean anything."""
    match test.operator:
        case Operator.IS | Operator.IN:
            return any(type(value) is not type(wanted) or _alike(value, wanted) for wanted in test.values)
        case Operator.NOT_IN:
            return not any(type(value) is type(other) and same(value, other) for other in test.values)
        case Operator.MAX:
            least = _least(value, test.value)
            return least is None or least <= _number_of(test.value)
        case Operator.MIN:
            most = _most(value, test.value)
            return most is None or most >= _number_of(test.value)
        case Operator.PREFIX:
            if not isinstance(value, str) or value.startswith(str(test.value)):
                return True
            return _folded(value).startswith(_folded(str(test.value)))


def unmet(test: Test, value: object) -> str:
    """Return why the test does not contain the value, in words that go on with "of rule ..."."""
    if value is MISSING:
        return f"{test.field} is missing; it is a tested field"
    given = f"{test.field} {shown(value)}"
    listed = ", ".join(shown(wanted) for wanted in test.values)
    match test.operator:
        case Operator.IS:
            return f"{given} is not the {listed}"
        case Operator.IN:
            return f"{given} is not one of the values {listed}"
        case Operator.NOT_IN:
            return f"{given} is, or may be taken for, one of the excluded values {listed}"
        case Operator.PREFIX:
            return f"{given} does not begin with the {listed}"
        case Operator.MAX if _most(value, test.value) is not None:
            return f"{given} is above the maximum {listed}"
        case Operator.MIN if _least(value, test.value) is not None:
            return f"{given} is below the minimum {listed}"
        case _:
            wanted = "whole number" if isinstance(test.value, int) else 'decimal string such as "25.00"'
            return f"{given} is no {wanted}, so it is not within the {test.operator} {listed}"


def words(test: Test) -> str:
    """Return what the test demands, such as `amount at most 100.00`."""
    listed = " or ".join(shown(value) for value in test.values)
    phrases = {
        Operator.IS: f"{test.field} {listed}",
        Operator.IN: f"{test.field} {listed}",
        Operator.NOT_IN: f"{test.field} other than {listed}",
        Operator.MAX: f"{test.field} at most {listed}",
        Operator.MIN: f"{test.field} at least {listed}",
        Operator.PREFIX: f"{test.field} beginning with {listed}",
    }
    return phrases[test.operator]


def shown(value: object) -> str:
    """Return a value for a sentence: amounts bare, other text quoted, escaped and cut, since an agent wrote it."""
    if isinstance(value, Mapping) and value.keys() == {"max"}:
        return f"up to {shown(value['max'])}"
    if decimal(value) is not None:
        return str(value)
    text = json.dumps(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _most(value: object, like: Scalar) -> Decimal | None:
    """Return the greatest amount the value can mean: itself, or the end of a bound {"max": ...}; None if ill-typed."""
    if isinstance(value, Mapping) and value.keys() == {"max"}:
        return _number(value["max"], like)
    return _number(value, like)


def _least(value: object, like: Scalar) -> Decimal | None:
    """Return the smallest amount the value can mean: itself, or 0 for a bound; None if ill-typed."""
    if isinstance(value, Mapping):
        return None if _most(value, like) is None else Decimal(0)
    return _number(value, like)


def _number(value: object, like: Scalar) -> Decimal | None:
    """Return the value as a number of the same kind as `like`. A number below 0 is of no kind: "max 5" is not -100."""
    if isinstance(like, str):
        return decimal(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Decimal(value)
    return None


def _number_of(like: Scalar) -> Decimal:
    return Decimal(like)


def _alike(value: object, other: object) -> bool:
    """Decide whether a person, or a careless server, could take two values of one kind for the same."""
    if not isinstance(value, str) or not isinstance(other, str):
        return same(value, other)
    amounts = decimal(value), decimal(other)
    return _folded(value) == _folded(other) or (amounts[0] is not None and amounts[0] == amounts[1])


def _folded(text: str) -> str:
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold()).strip()
