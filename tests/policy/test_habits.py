"""Habits of approving: what is counted, when it is called blind, and a rule that allows no more than was approved."""

from typing import Any

import pytest

from broker.gnap.rights import parse_access
from broker.policy.decide import decide
from broker.policy.habits import ENOUGH, FAST, LOOKED_AT, Answered, habit, proposed_rule
from broker.policy.load import load
from broker.policy.model import Decide

YES, NO = Answered(True, 2.0), Answered(False, 2.0)
PAYMENT = {"type": "bank-payment", "actions": ["create"], "locations": ["https://bank.example/payments"]}


def _right(**changes: Any) -> dict[str, Any]:
    return PAYMENT | {"amount": "5.00", "currency": "EUR", "payee": "bakery"} | changes


def test_the_newest_answers_are_counted_and_the_middle_time_taken() -> None:
    found = habit([NO, YES, Answered(True, 400.0), *[YES] * LOOKED_AT])
    assert found is not None
    assert (found.yes, found.of, found.seconds) == (LOOKED_AT - 1, LOOKED_AT, 2.0)
    assert habit([]) is None


@pytest.mark.parametrize(
    ("answers", "blind"),
    [
        pytest.param([YES] * ENOUGH, True, id="always yes and at once"),
        pytest.param([YES] * (ENOUGH - 1), False, id="too few to tell"),
        pytest.param([*[YES] * ENOUGH, NO], False, id="once no"),
        pytest.param([Answered(True, FAST + 1)] * ENOUGH, False, id="slow enough to read"),
    ],
)
def test_blind_is_always_yes_and_faster_than_reading(answers: list[Answered], blind: bool) -> None:
    found = habit(answers)
    assert found is not None
    assert found.blind is blind


def _decided(rule: str, **changes: Any) -> Decide:
    text = "agent: scout\nowner: alice\nrules:\n" + "\n".join(f"  {line}" for line in rule.splitlines()) + "\n"
    return decide(load(text, "scout.yaml"), parse_access([_right(**changes)])).decide


def test_the_proposed_rule_loads_and_allows_what_was_approved_and_no_more() -> None:
    rights = [_right(), _right(amount="12.50", payee="grocer"), _right(amount="9.99")]
    rule = proposed_rule(rights, "scout-by-itself")
    assert rule is not None
    for right in rights:
        assert _decided(rule, **right) == Decide.ALLOW
    for more in ({"amount": "12.51"}, {"payee": "mallory"}, {"currency": "USD"}, {"actions": ["close"]}):
        assert _decided(rule, **more) == Decide.DENY, more


@pytest.mark.parametrize(
    "rights",
    [
        pytest.param([], id="nothing"),
        pytest.param([_right(), _right(locations=["https://bank.example/cards"])], id="two places"),
        pytest.param([_right(payee=f"shop-{number}") for number in range(9)], id="too many names"),
        pytest.param([_right(), _right(note="hello")], id="another form"),
        pytest.param([_right(extra={"a": 1})], id="what no test can bound"),
        pytest.param([_right(extra=1), _right(extra=2)], id="numbers that differ"),
    ],
)
def test_what_cannot_be_bounded_makes_no_rule(rights: list[dict[str, Any]]) -> None:
    assert proposed_rule([_right()], "rule") is not None
    assert proposed_rule(rights, "rule") is None


def test_hostile_values_stay_values() -> None:
    odd = "bakery], decide: allow # \"'{}"
    rule = proposed_rule([_right(payee=odd)], "rule")
    assert rule is not None
    assert _decided(rule, payee=odd) == Decide.ALLOW
    assert _decided(rule, payee="bakery") == Decide.DENY


@pytest.mark.parametrize("hidden", ["a\n  - id: all", "baker\u202ey", "\x1b[2J", "b\u200bakery"])
def test_what_would_not_be_seen_in_a_file_is_in_no_rule(hidden: str) -> None:
    assert proposed_rule([_right(payee=hidden)], "rule") is None
