"""A chain of policies decides like the strictest of them, and nothing about it is ever wider than one of its links."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from broker.gnap.rights import Access, parse_access
from broker.policy.chain import beneath, cannot_mint, child_of, is_child, line_of, root_of, shown
from broker.policy.decide import STRICTNESS, decide, strictest
from broker.policy.decision import Decision
from broker.policy.load import load
from broker.policy.model import Children, Decide, Policy
from tests.policy.worlds import policies, requests

PAY = parse_access([{"type": "note", "actions": ["write"]}])
HOUR = timedelta(hours=1)


def policy(rule: str, more: str = "") -> Policy:
    """Return a policy of one rule about notes."""
    text = f"agent: scout\nowner: alice\nrules:\n  - {{id: a, access: {{type: note}}, {rule}}}\n{more}"
    return load(text, "scout.yaml")


ALLOW, ASK, DENY = policy("decide: allow"), policy("decide: ask"), policy("decide: deny")
STRICTER = {
    "deny above allow": (DENY, ALLOW, Decide.DENY),
    "deny below allow": (ALLOW, DENY, Decide.DENY),
    "deny above ask": (DENY, ASK, Decide.DENY),
    "deny below ask": (ASK, DENY, Decide.DENY),
    "ask above allow": (ASK, ALLOW, Decide.ASK),
    "ask below allow": (ALLOW, ASK, Decide.ASK),
    "allow below allow": (ALLOW, ALLOW, Decide.ALLOW),
}


@pytest.mark.parametrize("case", STRICTER)
def test_the_strictest_link_decides(case: str) -> None:
    above, below, decided = STRICTER[case]
    assert decide(beneath(above, below), PAY).decide is decided


@given(policies(), policies(), policies(), requests)
def test_no_chain_permits_what_one_of_its_links_does_not(a: Policy, b: Policy, c: Policy, access: Access) -> None:
    chain = beneath(beneath(a, b), c)
    alone = [decide(link, access) for link in (a, b, c)]
    along = decide(chain, access)
    assert STRICTNESS.index(along.decide) <= STRICTNESS.index(strictest(one.decide for one in alone))
    if along.decide is not Decide.DENY:
        assert along.uses == min(one.uses for one in alone)
        assert along.expires_in == min(one.expires_in for one in alone)


ASKS: dict[str, tuple[str, Callable[[Decision], object]]] = {
    "match": ("approval: {match: always}", lambda one: one.match),
    "a quorum": ("approval: {quorum: {need: 2, of: [alice, bob]}}", lambda one: one.quorum is not None),
    "a stand-in": ("approval: {stand_in: {who: bob, after: 30m}}", lambda one: one.stand_in is not None),
    "a time to answer": ("approval: {answer_within: 5m}", lambda one: one.answer_within == timedelta(minutes=5)),
}


@pytest.mark.parametrize("case", ASKS)
@pytest.mark.parametrize("asking_is", ["above", "below"])
def test_what_one_link_wants_of_an_approval_the_chain_wants(case: str, asking_is: str) -> None:
    text, wanted = ASKS[case]
    asking = policy(f"decide: ask, {text}")
    chain = beneath(asking, ALLOW) if asking_is == "above" else beneath(ALLOW, asking)
    assert wanted(decide(chain, PAY))
    assert not wanted(decide(beneath(ASK, ALLOW), PAY))


def test_links_that_name_different_people_deny_and_the_same_people_do_not() -> None:
    two = [policy(f"decide: ask, approval: {{quorum: {{need: 2, of: [alice, {who}]}}}}") for who in ("bob", "carol")]
    assert decide(beneath(two[0], two[1]), PAY).decide is Decide.DENY
    assert "different people" in decide(beneath(two[0], two[1]), PAY).reason
    assert decide(beneath(two[0], two[0]), PAY).decide is Decide.ASK


def test_no_standing_approval_and_no_token_of_its_own_is_ever_for_a_child() -> None:
    remembers = policy("decide: ask, approval: {remember: {uses: 3, for: 1d}}")
    bearer = policy("decide: ask, grant: {hold: bearer}")
    assert decide(remembers, PAY).remember
    assert decide(beneath(remembers, remembers), PAY).remember is None
    assert decide(bearer, PAY).bearer
    assert not decide(beneath(bearer, bearer), PAY).bearer


def test_an_approval_lapses_when_any_link_of_the_chain_changes() -> None:
    other = policy("decide: ask, grant: {expires_in: 1m}")
    digests = {decide(chain, PAY).rule_digest for chain in (beneath(ASK, ALLOW), beneath(other, ALLOW), ASK)}
    assert len(digests) == 3
    assert beneath(ASK, ALLOW).digest not in {beneath(other, ALLOW).digest, ALLOW.digest, ASK.digest}


def test_the_limits_of_a_chain_are_those_of_its_head() -> None:
    above = policy("decide: ask", "limits: {pending: 1}\n")
    assert beneath(above, ALLOW).limits.pending == 1
    assert beneath(beneath(above, ALLOW), ALLOW).limits.pending == 1
    assert ALLOW.limits.pending == 5


def test_an_operation_is_offered_only_where_every_link_leaves_it() -> None:
    few = replace(ALLOW, operations=frozenset({"read", "pay"}))
    fewer = beneath(few, replace(ALLOW, operations=frozenset({"read", "close"})))
    assert [name for name in ("read", "pay", "close", "other") if fewer.offers(name)] == ["read"]
    assert ALLOW.offers("other")


def test_the_name_of_a_child_is_its_chain() -> None:
    name = child_of(child_of("scout", "errand-1"), "part")
    assert name == "scout.errand-1.part"
    assert line_of(name) == ["scout", "scout.errand-1", "scout.errand-1.part"]
    assert (root_of(name), root_of("scout")) == ("scout", "scout")
    assert (is_child(name), is_child("scout")) == (True, False)
    assert shown(name) == "scout › errand-1 › part"


REFUSED = {
    "none at all": (None, 1, 0, HOUR, "no section `children`"),
    "too deep": (Children(2, HOUR), 2, 0, HOUR, "deep"),
    "too long": (Children(2, HOUR), 1, 0, HOUR + timedelta(seconds=1), "3600 seconds"),
    "too many": (Children(2, HOUR), 1, 2, HOUR, "at_once"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_child_beyond_what_the_policy_says_is_refused(case: str) -> None:
    terms, deep, at_once, lasts, words = REFUSED[case]
    assert words in str(cannot_mint(terms, deep=deep, at_once=at_once, lasts=lasts))
    assert cannot_mint(Children(3, 2 * HOUR, 2), deep=deep, at_once=at_once, lasts=lasts) is None


def test_a_policy_says_how_many_children_how_long_and_how_deep() -> None:
    said = policy("decide: allow", "children: {at_once: 3, expires_in: 1h, deep: 2}\n")
    assert said.children == Children(3, HOUR, 2)
    assert policy("decide: allow", "children: {at_once: 3, expires_in: 1h}\n").children == Children(3, HOUR, 1)
    assert ALLOW.children is None
