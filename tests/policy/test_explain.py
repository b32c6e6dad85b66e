"""`policy explain`: which rule, which atom, why, and what would be allowed instead."""

from typing import Any

import pytest

from broker.gnap.rights import parse_access
from broker.policy.explain import explain
from broker.policy.load import load
from tests.approval.asks import SCOUT as STARTER
from tests.policy.test_decide import PAY, READ, SCOUT


def lines(*rights: Any) -> list[str]:
    return explain(SCOUT, parse_access(list(rights)))


def test_an_allowed_request_is_explained_by_its_rule_and_its_token() -> None:
    assert lines(READ) == [
        "allow by rule read-accounts: Rule read-accounts allows it.",
        "token: 1 use(s), 10m",
        '"bank-account": actions "read", locations "https://bank.example/accounts/main": allow',
        '  deny never-close: says nothing about it (action "read" is none of the actions close)',
        "  allow read-accounts: contains it",
    ]


def test_a_denied_request_is_explained_with_what_would_do_instead() -> None:
    said = lines(PAY | {"amount": "250.00"})
    assert said[0].startswith("deny: amount 250.00 is above the maximum 100.00 of rule small-payments.")
    assert said[-1].startswith("  instead, small-payments would ask: bank-payment: actions create;")


def test_each_atom_is_told_apart_and_an_overlap_is_called_one() -> None:
    said = lines({"type": "bank-account", "locations": READ["locations"]}, "ref")
    assert any("deny never-close: overlaps it without containing it (no action is named" in line for line in said)
    assert 'reference "ref": deny' in said


def test_an_asked_request_tells_how_long_the_owner_has() -> None:
    assert "token: 1 use(s), 10m, answered within 1d" in lines(PAY)


TERMS = {
    "quorum: {need: 2, of: [bob, alice]}": "approved by 2 of alice, bob",
    "stand_in: {who: bob, after: 30m}": "bob may decide instead after 30m",
    "match: always": "the owner chooses the number that the agent shows",
}


@pytest.mark.parametrize("terms", TERMS)
def test_who_decides_and_how_is_told_where_the_rule_says_so(terms: str) -> None:
    policy = load(STARTER.replace("answer_within: 24h", f"answer_within: 24h, {terms}"), "scout.yaml")
    assert TERMS[terms] in explain(policy, parse_access([PAY]))
    assert TERMS[terms] not in lines(PAY)


def test_that_the_agent_may_hold_the_token_is_told_as_a_risk() -> None:
    words = "risk: the agent may hold the token itself, and use it outside of Countersign"
    rule = "agent: scout\nowner: alice\nrules:\n  - {id: a, decide: ask, access: {type: note}, grant: {hold: HOLD}}\n"
    for hold, told in (("bearer", True), ("broker", False)):
        said = explain(load(rule.replace("HOLD", hold), "scout.yaml"), parse_access([{"type": "note"}]))
        assert (words in said) is told


def test_nothing_an_agent_wrote_breaks_a_line() -> None:
    said = lines(PAY | {"payee": "x\ny\u202e", 'bad"\nname': 1})
    assert all(line.isascii() and line.isprintable() for line in said)


def test_how_many_children_an_agent_may_mint_is_told() -> None:
    words = "children: up to 3 at once, 1h at most each, 1 deep; what is denied or asked here is so for them too"
    policy = load(STARTER + "children: {at_once: 3, expires_in: 1h}\n", "scout.yaml")
    assert words in explain(policy, parse_access([PAY]))
    assert words not in lines(PAY)
