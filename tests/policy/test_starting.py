"""A first policy from a template covers every operation that there is, and asks for it, or allows what only reads."""

import pytest

from broker.connectors.call import operation_access
from broker.connectors.load import load as load_connector
from broker.files import CONNECTORS, starter
from broker.gnap.rights import AccessRight
from broker.policy.decide import could_ever
from broker.policy.load import load
from broker.policy.model import Decide
from broker.policy.starting import Template, starting_policy

FILES = ["tools/bank.yaml", *(f"tools/starters/{name}.yaml" for name in CONNECTORS)]


def rights(name: str) -> list[tuple[AccessRight, bool]]:
    connector = load_connector(starter(name), name)
    return [(operation_access(one), one.request[0] == "GET") for one in connector.operations]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("template", Template)
def test_every_operation_of_the_starter_connectors_is_covered_and_what_writes_is_asked(
    name: str, template: Template
) -> None:
    policy = load(starting_policy(template, "visitor", "alice", rights(name)), "policies/visitor.yaml")
    assert (policy.agent, policy.owner) == ("visitor", "alice")
    assert all(could_ever(policy, right) for right, _ in rights(name))
    allowed = {rule.access for rule in policy.rules if rule.decide is Decide.ALLOW}
    assert (allowed == set()) == (template is Template.ASK or not any(reads for _, reads in rights(name)))
    writing = load(starting_policy(template, "visitor", "alice", [one for one in rights(name) if not one[1]]), "x")
    assert {rule.decide for rule in writing.rules} == {Decide.ASK}


def test_what_is_written_in_a_connector_stays_a_value_of_the_policy() -> None:
    right = AccessRight(type='a "b": {c}, # d', actions=("é", "x: y"), identifier="- z")
    [rule] = load(starting_policy(Template.ASK, "visitor", "alice", [(right, False)]), "x").rules
    assert (rule.access.type, rule.access.actions, rule.access.identifier) == (right.type, ("é", "x: y"), "- z")


def test_without_operations_there_is_no_policy() -> None:
    with pytest.raises(ValueError, match="no connector"):
        starting_policy(Template.ASK, "visitor", "alice", [])
    assert starting_policy(Template.ASK, "visitor", "alice", rights(FILES[0]))
