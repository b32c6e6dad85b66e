"""The properties of the decision, and that each of them notices when the decision is broken on purpose.

A property is a plain function of a policy and a request. The tests run it on the shipped code; the mutant tests run the
same function on a changed decision and demand a counterexample.
"""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure

from broker.gnap.rights import DIMENSIONS, Access, AccessRight, atoms
from broker.policy import decide as shipped
from broker.policy.decide import STRICTNESS, could_ever, decide
from broker.policy.match import contains, mismatches, overlaps
from broker.policy.model import AccessPattern, Decide, Policy, Rule
from broker.policy.where import field_of
from tests.policy.worlds import first, only_contained, policies, policy_of, requests, rules
from tests.rounds import tried

Property = Callable[[Policy, Access, Rule, int], None]
RANK = STRICTNESS.index


def pieces(access: Access, seed: int) -> Access:
    """Return the same request cut along some dimensions of some of its rights, in another order."""
    chance = random.Random(seed)
    cut: list[AccessRight | str] = []
    for element in access:
        cut += [element] if isinstance(element, str) else _cut(element, chance)
    chance.shuffle(cut)
    return tuple(cut)


def _cut(right: AccessRight, chance: random.Random) -> Iterator[AccessRight]:
    names = [name for name in DIMENSIONS if getattr(right, name) is not None and chance.random() < 0.7]
    for values in itertools.product(*(getattr(right, name) for name in names)):
        yield right.model_copy(update={name: (value,) for name, value in zip(names, values, strict=True)})


def opened(policy: Policy) -> Policy:
    """Return the policy with rules that allow everything besides: its deny and ask rules alone make a difference."""
    types = ("bank-account", "bank-payment")
    return replace(policy, rules=(*policy.rules, *(Rule(name, Decide.ALLOW, AccessPattern(name)) for name in types)))


def splitting_changes_nothing(policy: Policy, access: Access, _rule: Rule, seed: int) -> None:
    assert decide(policy, access) == decide(policy, pieces(access, seed))


def joining_is_the_strictest_of_the_parts(policy: Policy, access: Access, _rule: Rule, _seed: int) -> None:
    for judged in (policy, opened(policy)):
        parts = (*pieces(access, 0), AccessRight(type="bank-account", actions=("read",)))
        assert decide(judged, parts).decide is min((decide(judged, (part,)).decide for part in parts), key=RANK)


def the_order_of_rules_changes_nothing(policy: Policy, access: Access, _rule: Rule, seed: int) -> None:
    shuffled = random.Random(seed).sample(policy.rules, len(policy.rules))
    assert decide(policy, access) == decide(replace(policy, rules=tuple(shuffled)), access)


def a_deny_rule_never_widens(policy: Policy, access: Access, rule: Rule, _seed: int) -> None:
    more = replace(policy, rules=(*policy.rules, replace(rule, decide=Decide.DENY)))
    assert RANK(decide(more, access).decide) <= RANK(decide(policy, access).decide)


def a_deny_rule_that_overlaps_denies(policy: Policy, access: Access, rule: Rule, _seed: int) -> None:
    """Written out against the definition: whatever touches a deny rule is denied."""
    more = opened(replace(policy, rules=(*policy.rules, replace(rule, decide=Decide.DENY))))
    touched = any(overlaps(rule, atom) for right in access if isinstance(right, AccessRight) for atom in atoms(right))
    if touched:
        assert decide(more, access).decide is Decide.DENY


def an_ask_rule_never_yields_allow(policy: Policy, access: Access, rule: Rule, _seed: int) -> None:
    more = replace(policy, rules=(*policy.rules, replace(rule, decide=Decide.ASK)))
    if decide(policy, access).decide is not Decide.ALLOW:
        assert decide(more, access).decide is not Decide.ALLOW


def an_ask_rule_that_overlaps_is_asked(policy: Policy, access: Access, rule: Rule, _seed: int) -> None:
    more = opened(replace(policy, rules=(*policy.rules, replace(rule, decide=Decide.ASK))))
    if any(overlaps(rule, atom) for right in access if isinstance(right, AccessRight) for atom in atoms(right)):
        assert decide(more, access).decide is not Decide.ALLOW


def what_is_wider_or_lacks_a_field_is_denied(policy: Policy, access: Access, _rule: Rule, _seed: int) -> None:
    for right in access:
        for atom in atoms(right) if isinstance(right, AccessRight) else ():
            if not any(_plainly_inside(rule, atom) for rule in policy.rules if rule.decide is not Decide.DENY):
                assert decide(policy, access).decide is Decide.DENY


def _plainly_inside(rule: Rule, atom: AccessRight) -> bool:
    """Judge width anew, without `match`: a member that the rule names is named by the atom, fields are all there."""
    named = [name for name in (*DIMENSIONS, "identifier") if getattr(rule.access, name) is not None]
    fields = [test.field for test in rule.where]
    return (
        rule.access.type == atom.type
        and all(getattr(atom, name) is not None for name in named)
        and all(field in atom.extra or (field == "identifier" and atom.identifier is not None) for field in fields)
    )


PROPERTIES: list[Property] = [
    splitting_changes_nothing,
    joining_is_the_strictest_of_the_parts,
    the_order_of_rules_changes_nothing,
    a_deny_rule_never_widens,
    a_deny_rule_that_overlaps_denies,
    an_ask_rule_never_yields_allow,
    an_ask_rule_that_overlaps_is_asked,
    what_is_wider_or_lacks_a_field_is_denied,
]


def run(prop: Property, *, examples: int) -> None:
    """Try a property on many small worlds; the first counterexample is the AssertionError raised."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(policies(), requests, rules(9), st.integers(0, 2**16))
    def attempt(policy: Policy, access: Access, rule: Rule, seed: int) -> None:
        prop(policy, access, rule, seed)

    attempt()


@pytest.mark.requirement("C-8-5")
@pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.__name__)
def test_the_decision_has_the_property(prop: Property) -> None:
    run(prop, examples=tried(80))


def caught(prop: Property) -> bool:
    """Decide whether a property finds a counterexample to the decision as it is patched now."""
    try:
        run(prop, examples=600)
    except (AssertionError, FlakyFailure):
        return True
    return False


@pytest.mark.parametrize(
    "prop",
    [
        the_order_of_rules_changes_nothing,
        a_deny_rule_that_overlaps_denies,
        an_ask_rule_that_overlaps_is_asked,
        joining_is_the_strictest_of_the_parts,
    ],
    ids=lambda prop: prop.__name__,
)
def test_taking_the_first_for_the_strictest_is_noticed(prop: Property, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "strictest", first)
    assert caught(prop)


@pytest.mark.parametrize(
    "prop",
    [a_deny_rule_that_overlaps_denies, an_ask_rule_that_overlaps_is_asked],
    ids=lambda prop: prop.__name__,
)
def test_deny_and_ask_that_need_containment_are_noticed(prop: Property, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "bites", only_contained)
    assert caught(prop)


def test_overlap_that_permits_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "contains", overlaps)
    assert caught(what_is_wider_or_lacks_a_field_is_denied)


def test_judging_a_request_by_one_rule_for_all_atoms_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(policy: Policy, access: Access) -> list[Any]:
        return [shipped.judge_atom(policy, element) for element in access]

    monkeypatch.setattr(shipped, "judge", whole)
    assert caught(splitting_changes_nothing)


@given(policies(), requests)
@settings(deadline=None, max_examples=tried(50))
def test_whatever_is_contained_overlaps(policy: Policy, access: Access) -> None:
    for right in access:
        for atom in atoms(right) if isinstance(right, AccessRight) else ():
            for rule in policy.rules:
                assert overlaps(rule, atom) or not contains(rule, atom)
                assert contains(rule, atom) == (list(mismatches(rule, atom)) == [])


@given(policies(), requests)
@settings(deadline=None, max_examples=tried(50))
def test_an_operation_is_listed_if_one_of_its_calls_would_not_be_denied(policy: Policy, access: Access) -> None:
    """With every own field turned into a variable, and the location's last segment too."""
    right = access[0]
    if isinstance(right, str) or decide(policy, access[:1]).decide is Decide.DENY:
        return
    template = right.to_json() | {name: f"${name}" for name in right.extra}
    template |= {"identifier": "$identifier"} if field_of(right, "identifier") == right.identifier else {}
    if "locations" in template:
        template["locations"] = [f"{place.rpartition('/')[0]}/{{last}}" for place in template["locations"]]
    assert could_ever(policy, AccessRight.model_validate(template))


def test_the_worlds_reach_all_three_decisions() -> None:
    seen = {Decide.ALLOW: 0, Decide.ASK: 0, Decide.DENY: 0}

    def count(policy: Policy, access: Access, _rule: Rule, _seed: int) -> None:
        seen[decide(policy, access).decide] += 1

    run(count, examples=150)
    assert min(seen.values()) >= 3, seen


def test_a_policy_without_rules_denies() -> None:
    assert decide(policy_of(), (AccessRight(type="x"),)).decide is Decide.DENY
