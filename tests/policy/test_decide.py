"""The decision on the starter policy and on single rules: who decides, and the words that the agent gets."""

import itertools
from datetime import timedelta
from typing import Any

import pytest

from broker.gnap.rights import AccessRight, parse_access
from broker.policy.decide import Decision, could_ever, decide
from broker.policy.load import load
from broker.policy.model import Decide, Policy
from tests.names import ROOT

SCOUT = load((ROOT / "policies" / "scout.yaml").read_bytes(), "scout.yaml")
PAY: dict[str, Any] = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": ["https://bank.example/payments"],
    "identifier": "main",
    "amount": "25.00",
    "currency": "EUR",
    "payee": "bakery",
}
READ: dict[str, Any] = {
    "type": "bank-account",
    "actions": ["read"],
    "locations": ["https://bank.example/accounts/main"],
}


def on(*rights: Any, policy: Policy = SCOUT) -> Decision:
    return decide(policy, parse_access(list(rights)))


def policy(*rules: str, head: str = "agent: a\nowner: o\nrules:\n") -> Policy:
    lines = (f"  - {{id: {name}, {rule}}}\n" for name, rule in zip("abcdefgh", rules, strict=False))
    return load(head + "".join(lines), "p.yaml")


def test_reading_is_allowed_by_its_rule() -> None:
    decision = on(READ)
    assert (decision.decide, decision.rule, decision.rules) == (Decide.ALLOW, "read-accounts", ("read-accounts",))
    assert decision.reason == "Rule read-accounts allows it."


def test_a_small_payment_is_asked_for_with_the_terms_of_its_rule() -> None:
    decision = on(PAY)
    assert (decision.decide, decision.rule) == (Decide.ASK, "small-payments")
    assert (decision.uses, decision.expires_in) == (1, timedelta(minutes=10))
    assert decision.answer_within == timedelta(hours=24)
    assert len(decision.rule_digest) == 64


def test_a_large_payment_is_denied_in_words_that_name_the_rule_and_what_it_would_do() -> None:
    decision = on(PAY | {"amount": "250.00"})
    assert (decision.decide, decision.rule, decision.rules) == (Decide.DENY, "", ())
    assert decision.reason == (
        "amount 250.00 is above the maximum 100.00 of rule small-payments. Rule small-payments asks the owner about "
        "bank-payment: actions create; locations https://bank.example/payments; amount at most 100.00; "
        'currency "EUR"; payee "bakery" or "grocer".'
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": "100.01"}, "amount 100.01 is above the maximum 100.00"),
        ({"amount": "1e1"}, 'amount "1e1" is no decimal string such as "25.00"'),
        ({"amount": 25}, "amount 25 is no decimal string"),
        ({"amount": "-25.00"}, 'amount "-25.00" is no decimal string'),
        ({"amount": {"max": "100.01"}}, "amount up to 100.01 is above the maximum 100.00"),
        ({"amount": None}, "amount null is no decimal string"),
        ({"currency": "USD"}, 'currency "USD" is not the "EUR"'),
        ({"currency": ["EUR"]}, 'currency ["EUR"] is not the "EUR"'),
        ({"payee": "Bakery"}, 'payee "Bakery" is not one of the values "bakery", "grocer"'),
        ({"actions": ["create", "cancel"]}, 'action "cancel" is none of the actions create'),
        ({"locations": ["https://bank.example/payments/1"]}, "is none of the locations https://bank.example/payments"),
        ({"locations": ["https://bank.example/x/../payments"]}, 'has a path segment that is ".."'),
        ({"type": "bank-loan"}, 'No rule of the policy allows anything of type "bank-loan". It speaks of bank-account'),
    ],
)
def test_a_denial_says_what_is_outside(change: dict[str, Any], words: str) -> None:
    assert on(PAY).decide is Decide.ASK
    decision = on(PAY | change)
    assert decision.decide is Decide.DENY
    assert words in decision.reason


@pytest.mark.parametrize("member", ["actions", "locations", "amount", "currency", "payee"])
def test_a_right_that_lacks_what_its_rule_tests_is_denied(member: str) -> None:
    decision = on({name: value for name, value in PAY.items() if name != member})
    assert decision.decide is Decide.DENY
    assert ("is missing" if member in ("amount", "currency", "payee") else "which means all") in decision.reason


def test_a_field_that_no_rule_tests_changes_nothing() -> None:
    assert on(PAY | {"memo": "rolls"}) == on(PAY)
    assert on(PAY | {"privileges": ["owner"]}) == on(PAY)


def test_a_bound_inside_the_rule_is_asked_for() -> None:
    assert on(PAY | {"amount": {"max": "50.00"}}).decide is Decide.ASK


def test_a_reference_cannot_be_shown_so_it_is_denied() -> None:
    decision = on(READ, "dolphin-metadata")
    assert decision.decide is Decide.DENY
    assert "cannot be shown" in decision.reason


def test_asking_for_nothing_or_for_too_much_is_denied() -> None:
    many = AccessRight(type="bank-account", actions=tuple(map(str, range(300))))
    assert decide(SCOUT, ()).decide is Decide.DENY
    assert decide(SCOUT, (many,)).decide is Decide.DENY


def test_deny_bites_where_all_actions_are_meant() -> None:
    everything = policy("decide: allow, access: {type: t}", "decide: deny, access: {type: t, actions: [close]}")
    assert on({"type": "t", "actions": ["read"]}, policy=everything).decide is Decide.ALLOW
    for right in ({"type": "t"}, {"type": "t", "actions": ["read", "close"]}):
        decision = on(right, policy=everything)
        assert (decision.decide, decision.rule) == (Decide.DENY, "b")
    assert "may mean it" in on({"type": "t"}, policy=everything).reason


def test_ask_bites_on_overlap_and_permits_only_what_it_contains() -> None:
    wide = policy("decide: allow, access: {type: t}", "decide: ask, access: {type: t, actions: [pay]}")
    alone = policy("decide: ask, access: {type: t, actions: [pay]}")
    assert on({"type": "t"}, policy=wide).decide is Decide.ASK
    assert on({"type": "t"}, policy=alone).decide is Decide.DENY


def test_two_rules_that_each_contain_a_part_do_not_contain_one_atom_together() -> None:
    halves = policy(
        'decide: allow, access: {type: t}, where: {a: {is: u}, sum: {max: "5"}}',
        'decide: allow, access: {type: t}, where: {a: {is: v}, sum: {max: "9"}}',
    )
    assert on({"type": "t", "a": "v", "sum": "7"}, policy=halves).decide is Decide.ALLOW
    assert on({"type": "t", "a": "u", "sum": "7"}, policy=halves).decide is Decide.DENY


def test_a_location_that_is_read_in_two_ways_is_allowed_by_no_rule_and_denied_by_each() -> None:
    anywhere = policy("decide: allow, access: {type: t}")
    assert on({"type": "t", "locations": ["https://b/a"]}, policy=anywhere).decide is Decide.ALLOW
    assert on({"type": "t", "locations": ["https://b/a/%2e%2e/c"]}, policy=anywhere).decide is Decide.DENY
    guarded = policy("decide: allow, access: {type: t}", 'decide: deny, access: {type: t, locations: ["https://b/c"]}')
    assert on({"type": "t", "locations": ["https://b/a;/../c"]}, policy=guarded).rule == "b"


def test_the_terms_are_the_smallest_of_all_rules_used() -> None:
    both = policy(
        "decide: allow, access: {type: t}, grant: {uses: 2, expires_in: 1h}",
        "decide: ask, access: {type: t}, approval: {answer_within: 2h}, grant: {uses: 5, expires_in: 5m}",
        "decide: ask, access: {type: t}, approval: {answer_within: 1h}",
    )
    decision = on({"type": "t"}, policy=both)
    assert (decision.rule, decision.rules) == ("b", ("a", "b", "c"))
    assert (decision.uses, decision.expires_in) == (1, timedelta(minutes=5))
    assert decision.answer_within == timedelta(hours=1)


def test_the_digest_follows_the_meaning_of_the_rules_used_and_not_their_spelling() -> None:
    rule = "decide: ask, access: {type: t, actions: [x, z]}, where: {p: {in: [q, r]}}"
    right = {"type": "t", "actions": ["x"], "p": "q"}
    before = on(right, policy=policy(rule)).rule_digest
    turned = "where: {p: {in: [r, q]}}, access: {actions: [z, x], type: t}, decide: ask"
    assert on(right, policy=policy(turned)).rule_digest == before
    for changed in (rule.replace("r]", "s]"), rule.replace("x, z", "x"), rule + ", grant: {uses: 2}"):
        assert on(right, policy=policy(changed)).rule_digest != before
    assert on(right, policy=policy(rule, "decide: ask, access: {type: t}")).rule_digest != before


def test_what_an_agent_wrote_is_escaped_and_cut_in_the_reason() -> None:
    reason = on(PAY | {"payee": "\u202e\n<b>" + "x" * 5000}).reason
    assert "\u202e" not in reason
    assert "\n" not in reason
    assert len(reason) < 600


def test_every_order_of_the_starter_rules_decides_alike() -> None:
    requests = [[READ], [PAY], [PAY | {"amount": "250.00"}], [READ, PAY], [READ | {"actions": ["read", "close"]}]]
    for order in itertools.permutations(SCOUT.rules):
        shuffled = Policy("scout", "alice", order, SCOUT.limits, SCOUT.digest)
        for request in requests:
            assert on(*request, policy=shuffled) == on(*request)


TEMPLATES = {
    "pay": AccessRight.model_validate(PAY | {"identifier": "$a", "amount": "$b", "currency": "$c", "payee": "$d"}),
    "read": AccessRight.model_validate(READ | {"locations": ["https://bank.example/accounts/{account}"]}),
}


@pytest.mark.parametrize(
    ("template", "change", "listed"),
    [
        ("pay", {}, True),
        ("pay", {"actions": ["cancel"]}, False),
        ("pay", {"currency": "EUR"}, True),
        ("pay", {"currency": "USD"}, False),
        ("pay", {"amount": "250.00"}, False),
        ("pay", {"locations": ["https://bank.example/transfers"]}, False),
        ("pay", {"type": "bank-loan"}, False),
        ("read", {}, True),
        ("read", {"locations": ["https://bank.example/accounts/{account}/notes"]}, True),
        ("read", {"locations": ["https://bank.example/{account}"]}, True),
        ("read", {"locations": ["https://bank.example/loans/{loan}"]}, False),
        ("read", {"actions": ["close"]}, False),
        ("read", {"actions": ["read", "close"]}, False),
    ],
)
def test_an_operation_is_listed_unless_it_is_denied_whatever_the_arguments(
    template: str, change: dict[str, Any], listed: bool
) -> None:
    right = AccessRight.model_validate(TEMPLATES[template].to_json() | change)
    assert could_ever(SCOUT, right) is listed


def test_a_template_without_a_tested_field_is_never_listed() -> None:
    missing = {name: value for name, value in TEMPLATES["pay"].to_json().items() if name != "payee"}
    assert not could_ever(SCOUT, AccessRight.model_validate(missing))


@pytest.mark.parametrize(
    ("rule", "listed"),
    [
        ("decide: deny, access: {type: bank-payment}", False),
        ('decide: deny, access: {type: bank-payment, locations: ["https://bank.example/*"]}', False),
        ("decide: deny, access: {type: bank-payment}, where: {payee: {is: mallory}}", True),
        ("decide: deny, access: {type: bank-payment}, where: {nowhere: {is: x}}", False),
        ("decide: deny, access: {type: bank-payment, identifier: main}", True),
        ("decide: deny, access: {type: bank-payment, actions: [cancel]}", True),
    ],
)
def test_a_deny_rule_hides_an_operation_only_if_it_always_bites(rule: str, listed: bool) -> None:
    guarded = policy("decide: ask, access: {type: bank-payment}", rule)
    assert could_ever(guarded, TEMPLATES["pay"]) is listed
