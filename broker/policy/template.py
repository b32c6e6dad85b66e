"""A rule against the right that an operation will need, before its arguments are known.

A template is a right in which "$name" stands for the whole value of a member, and "{name}" for a segment of a location.
A member that a template does not have is not in any of its calls either.
"""

import re
from typing import Final

from broker.gnap.locations import matches
from broker.gnap.rights import DIMENSIONS, AccessRight
from broker.policy import where
from broker.policy.model import Rule
from broker.policy.where import MISSING, Operator, Test, field_of

_VARIABLE: Final = re.compile(r"\{[^/{}]*\}")


def may_contain(rule: Rule, template: AccessRight) -> bool:
    """Decide whether the rule contains the right for some arguments. When in doubt, it may."""
    return (
        rule.access.type == template.type
        and all(_may_be_among(name, rule, template) for name in DIMENSIONS)
        and all(_may_pass(test, field_of(template, test.field)) for test in _tests(rule))
    )


def always_overlaps(rule: Rule, template: AccessRight) -> bool:
    """Decide whether the rule overlaps the right whatever the arguments. When in doubt, it does not."""
    return (
        rule.access.type == template.type
        and all(_always_touches(name, rule, template) for name in DIMENSIONS)
        and all(_always_bites(test, field_of(template, test.field)) for test in _tests(rule))
    )


def _tests(rule: Rule) -> tuple[Test, ...]:
    named = rule.access.identifier
    return rule.where if named is None else (Test("identifier", Operator.IS, (named,)), *rule.where)


def _may_pass(test: Test, value: object) -> bool:
    return _is_variable(value) or where.contains(test, value)


def _always_bites(test: Test, value: object) -> bool:
    return not _is_variable(value) and where.overlaps(test, value)


def _is_variable(value: object) -> bool:
    return value is not MISSING and isinstance(value, str) and value.startswith("$")


def _may_be_among(name: str, rule: Rule, template: AccessRight) -> bool:
    wanted, given = getattr(rule.access, name), getattr(template, name)
    if wanted is None or given is None:
        return wanted is None
    if name != "locations":
        return set(given) <= set(wanted)
    return all(any(_may_match(pattern, value) for pattern in wanted) for value in given)


def _always_touches(name: str, rule: Rule, template: AccessRight) -> bool:
    wanted, given = getattr(rule.access, name), getattr(template, name)
    if wanted is None or given is None:
        return True
    if name != "locations":
        return not set(given).isdisjoint(wanted)
    return any(_always_matches(pattern, value) for pattern in wanted for value in given)


def _may_match(pattern: str, location: str) -> bool:
    """Decide whether a location with `{name}` in it can become one that the pattern contains."""
    if not _VARIABLE.search(location):
        return matches(pattern, location)
    head = _VARIABLE.split(location)[0]
    if pattern.endswith("/*"):
        return head.startswith(pattern[:-1]) or pattern.startswith(head)
    form = "[^/]+".join(re.escape(part) for part in _VARIABLE.split(location))
    return re.fullmatch(form, pattern) is not None


def _always_matches(pattern: str, location: str) -> bool:
    if not _VARIABLE.search(location):
        return matches(pattern, location)
    return pattern.endswith("/*") and _VARIABLE.split(location)[0].startswith(pattern[:-1])
