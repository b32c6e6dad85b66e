"""Only a change that is proven by form to permit no more may take effect without a signature (decisions T3)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.files import starter
from broker.gnap.rights import Access
from broker.policy.decide import STRICTNESS, decide
from broker.policy.load import load
from broker.policy.model import Decide, Policy
from broker.policy.narrower import narrower
from tests.policy.worlds import policies, requests, rules

TEXT = starter("policies/scout.yaml")


def policy(*changes: tuple[str, str]) -> Policy:
    """Return the starter policy with texts replaced, each of which it must hold."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return load(text, "scout.yaml")


def without(name: str) -> Policy:
    """Return the starter policy without one rule."""
    whole = policy()
    assert name in [rule.id for rule in whole.rules]
    return replace(whole, rules=tuple(rule for rule in whole.rules if rule.id != name))


DENY = "rules:\n  - {id: no-cards, decide: deny, access: {type: bank-card}}\n"
REMEMBER = 'remember: {uses: 5, for: 7d, field: amount, each: "40.00", total: "100.00"}'
REMEMBERS = ("answer_within: 24h", f"answer_within: 24h, {REMEMBER}")
MORE = (("uses: 5", "uses: 6"), ("for: 7d", "for: 8d"), ('"100.00"}', '"101.00"}'), ('"40.00"', '"41.00"'))
NARROWER = {
    "an allow rule removed": without("read-accounts"),
    "a deny rule added": policy(("rules:\n", DENY)),
    "fewer pending": policy(("pending: 5", "pending: 4")),
    "fewer asks an hour": policy(("asks_per_hour: 6", "asks_per_hour: 1")),
    "fewer calls a minute": policy(("calls_per_minute: 60", "calls_per_minute: 59")),
    "a shorter time to answer": policy(("answer_within: 24h", "answer_within: 1h")),
    "a shorter token": policy(("expires_in: 10m", "expires_in: 5m")),
    "a comment": policy(("rules:\n", "# as agreed on Monday\nrules:\n")),
}
NOT_PROVEN = {
    "an allow rule added": policy(("rules:\n", DENY.replace("deny", "allow"))),
    "an ask rule added": policy(("rules:\n", DENY.replace("deny", "ask"))),
    "an ask rule removed": without("small-payments"),
    "a deny rule removed": without("never-close"),
    "a higher maximum": policy(('max: "100.00"', 'max: "100.01"')),
    "a lower maximum: a change inside a where always waits": policy(('max: "100.00"', 'max: "99.00"')),
    "a test removed": policy((", currency: {is: EUR}", "")),
    "a payee added": policy(("[bakery, grocer]", "[bakery, grocer, mallory]")),
    "ask becomes allow": policy(
        ("decide: ask", "decide: allow"), ("    approval: {assurance: passkey, answer_within: 24h}\n", "")
    ),
    "deny becomes allow": policy(("decide: deny", "decide: allow")),
    "allow becomes deny: a change of a rule waits": policy(("decide: allow", "decide: deny")),
    "another action": policy(("actions: [read]", "actions: [read, close]")),
    "another location": policy(("https://bank.example/accounts/*", "https://bank.example/*")),
    "another type": policy(("type: bank-payment", "type: bank-transfer")),
    "more pending": policy(("pending: 5", "pending: 6")),
    "more asks an hour": policy(("asks_per_hour: 6", "asks_per_hour: 7")),
    "more calls a minute": policy(("calls_per_minute: 60", "calls_per_minute: 61")),
    "a longer time to answer": policy(("answer_within: 24h", "answer_within: 25h")),
    "a longer token": policy(("expires_in: 10m", "expires_in: 11m")),
    "more uses": policy(("uses: 1", "uses: 2")),
    "another agent": policy(("agent: scout", "agent: mole")),
    "another owner": policy(("owner: alice", "owner: mallory")),
    "a rule renamed": policy(("id: small-payments", "id: payments")),
    "one number lower and one higher": policy(("pending: 5", "pending: 1"), ("asks_per_hour: 6", "asks_per_hour: 7")),
}


@pytest.mark.promise("T3")
def test_remembering_no_more_needs_no_signature_and_remembering_more_does() -> None:
    remembers = policy(REMEMBERS)
    assert narrower(remembers, policy())
    assert narrower(remembers, remembers)
    for old, new in MORE:
        assert not narrower(remembers, policy(REMEMBERS, (old, new))), new
    assert not narrower(policy(), remembers)


@pytest.mark.promise("T3")
def test_wanting_the_number_chosen_needs_no_signature_and_wanting_it_no_more_does() -> None:
    matched = policy(("answer_within: 24h", "answer_within: 24h, match: always"))
    assert narrower(policy(), matched)
    assert not narrower(matched, policy())
    assert not narrower(matched, policy(("answer_within: 24h", "answer_within: 24h, match: auto")))


@pytest.mark.promise("T3")
@pytest.mark.parametrize("who", ["quorum: {need: 2, of: [alice, bob]}", "stand_in: {who: bob, after: 1h}"])
def test_whoever_else_decides_is_signed_for(who: str) -> None:
    others = policy(("answer_within: 24h", f"answer_within: 24h, {who}"))
    assert narrower(others, others)
    assert not narrower(policy(), others)
    assert not narrower(others, policy())


@pytest.mark.promise("T3")
def test_that_an_agent_may_hold_the_token_is_signed_for_and_taken_back_freely() -> None:
    text = "agent: scout\nowner: alice\nrules:\n  - {id: a, decide: ask, access: {type: note}, grant: {hold: HOLD}}\n"
    given, kept = (load(text.replace("HOLD", hold), "scout.yaml") for hold in ("bearer", "broker"))
    assert not narrower(kept, given)
    assert narrower(given, kept)
    assert narrower(given, given)


@pytest.mark.promise("T3")
def test_fewer_children_need_no_signature_and_more_of_them_do() -> None:
    said = "{at_once: 2, expires_in: 2h, deep: 2}"
    text = f"{TEXT}children: {said}\n"
    may = load(text, "scout.yaml")
    assert narrower(may, may)
    assert narrower(may, policy())
    assert not narrower(policy(), may)
    for less, more in (("at_once: 1", "at_once: 3"), ("expires_in: 1h", "expires_in: 3h"), ("deep: 1", "deep: 3")):
        name = less.partition(":")[0]
        was = next(part for part in said.strip("{}").split(", ") if part.startswith(name))
        assert narrower(may, load(text.replace(was, less), "scout.yaml")), less
        assert not narrower(may, load(text.replace(was, more), "scout.yaml")), more


@pytest.mark.promise("T3")
@pytest.mark.parametrize("what", NARROWER)
def test_a_provably_narrower_policy_needs_no_signature(what: str) -> None:
    assert narrower(policy(), NARROWER[what])


@pytest.mark.promise("T3")
@pytest.mark.parametrize("what", NOT_PROVEN)
def test_every_other_change_of_a_policy_waits(what: str) -> None:
    assert not narrower(policy(), NOT_PROVEN[what])


def test_an_unchanged_policy_is_no_wider() -> None:
    assert narrower(policy(), policy())


def test_an_allow_rule_that_shortens_the_token_of_another_stays() -> None:
    short = DENY.replace("deny", "allow").replace("bank-card}", "bank-payment}, grant: {uses: 1, expires_in: 1m}")
    assert not narrower(policy(("rules:\n", short)), policy())


@given(policies(), policies([Decide.DENY]), st.sets(st.integers(0, 3)), requests)
def test_whatever_passes_as_narrower_decides_no_request_less_strictly(
    old: Policy, other: Policy, dropped: set[int], access: Access
) -> None:
    extra = tuple(replace(rule, id=f"new-{rule.id}") for rule in other.rules)
    kept = tuple(rule for number, rule in enumerate(old.rules) if number not in dropped)
    new = replace(old, rules=kept + extra)
    if narrower(old, new):
        before, after = decide(old, access), decide(new, access)
        assert STRICTNESS.index(after.decide) <= STRICTNESS.index(before.decide)
        if after.decide is not Decide.DENY:
            assert (after.uses, after.expires_in) <= (before.uses, before.expires_in)


@given(policies(), rules(9, [Decide.DENY]))
def test_a_deny_rule_more_is_always_narrower(old: Policy, deny: object) -> None:
    assert narrower(old, replace(old, rules=(*old.rules, deny)))  # type: ignore[arg-type]
