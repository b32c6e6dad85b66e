"""One rule against one atom: does it contain it, does it overlap it, and what stands between them, in words."""

from collections.abc import Iterator
from typing import Final

from broker.gnap.locations import fault, matches
from broker.gnap.rights import DIMENSIONS, AccessRight
from broker.policy import where
from broker.policy.model import Rule
from broker.policy.where import MISSING, field_of, shown

_ONE: Final = {"actions": "action", "locations": "location", "datatypes": "datatype", "privileges": "privilege"}


def contains(rule: Rule, atom: AccessRight) -> bool:
    """Decide whether all that the atom can mean is inside the rule. Only this permits."""
    return next(mismatches(rule, atom), None) is None


def overlaps(rule: Rule, atom: AccessRight) -> bool:
    """Decide whether something that the atom can mean is inside the rule. This is enough for deny and ask to bite."""
    access = rule.access
    return (
        access.type == atom.type
        and all(_touches(name, getattr(access, name), getattr(atom, name)) for name in DIMENSIONS)
        and (access.identifier is None or atom.identifier in (None, access.identifier))
        and all(where.overlaps(test, field_of(atom, test.field)) for test in rule.where)
    )


def mismatches(rule: Rule, atom: AccessRight) -> Iterator[str]:
    """Yield why the rule does not contain the atom, in words that go on with "of rule ..."; nothing if it does."""
    if rule.access.type != atom.type:
        yield f"type {shown(atom.type)} is not the type {shown(rule.access.type)}"
        return
    for name in DIMENSIONS:
        yield from _outside(name, getattr(rule.access, name), getattr(atom, name))
    if rule.access.identifier not in (None, atom.identifier):
        given = MISSING if atom.identifier is None else atom.identifier
        yield where.unmet(where.Test("identifier", where.Operator.IS, (str(rule.access.identifier),)), given)
    for test in rule.where:
        value = field_of(atom, test.field)
        if not where.contains(test, value):
            yield where.unmet(test, value)


def describe(rule: Rule) -> str:
    """Return what the rule covers, in words: `bank-payment: actions create; amount at most 100.00`."""
    access = rule.access
    parts = [f"{name} {', '.join(values)}" for name in DIMENSIONS if (values := getattr(access, name)) is not None]
    parts += [f"identifier {access.identifier}"] if access.identifier is not None else []
    parts += [where.words(test) for test in rule.where]
    return f"{access.type}: {'; '.join(parts) or 'everything'}"


def _outside(name: str, wanted: tuple[str, ...] | None, given: tuple[str, ...] | None) -> Iterator[str]:
    for value in given or ():
        # A location that servers read in more than one way is trusted by no rule, not even by one that names none.
        if name == "locations" and (why := fault(value)) is not None:
            yield f"the location {shown(value)} {why}, so it is none of the locations"
        elif wanted is not None and not _among(name, wanted, value):
            yield f"{_ONE[name]} {shown(value)} is none of the {name} {', '.join(wanted)}"
    if wanted is not None and given is None:
        yield f"no {_ONE[name]} is named, which means all, and is more than the {name} {', '.join(wanted)}"


def _touches(name: str, wanted: tuple[str, ...] | None, given: tuple[str, ...] | None) -> bool:
    if wanted is None or given is None:
        return True
    return any(_among(name, wanted, value) or (name == "locations" and fault(value) is not None) for value in given)


def _among(name: str, wanted: tuple[str, ...], value: str) -> bool:
    return any(matches(pattern, value) for pattern in wanted) if name == "locations" else value in wanted
