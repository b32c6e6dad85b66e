"""The standing document: made of one ask, read in one spelling, and what it covers, member by member."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.approval.document import DocumentError, rfc3339
from broker.approval.standing import Spent, StandingDocument, Terms, amount_of, covers_similar, parse, standing_for
from broker.connectors.model import Call
from broker.policy.decide import Decision
from broker.policy.model import Decide
from tests.approval.asks import SCOUT, document, pay, says
from tests.stand_ins import NOW

pytestmark = pytest.mark.promise("R8")

REMEMBERS = SCOUT.replace(
    "answer_within: 24h}",
    'answer_within: 24h, remember: {uses: 5, for: 7d, field: amount, each: "40.00", total: "100.00"}}',
)
FRESH = Spent(0, Decimal(0))
SHOWN = {"uses": 5, "seconds": 604_800, "field": "amount", "each": "40.00", "total": "100.00"}


def terms(**changes: Any) -> Terms:
    usual = {"verb": "remember", "field": "amount", "uses": 5, "each": "40.00", "total": "100.00"}
    return Terms.model_validate(usual | {"until": rfc3339(NOW + timedelta(days=1))} | changes)


def standing(**changes: Any) -> StandingDocument:
    made = standing_for(document(remember=SHOWN), terms(), NOW)
    return StandingDocument.model_validate(made.model_dump() | changes) if changes else made


def now_says(call: Call | None = None) -> Decision:
    return replace(says(call or pay()), rule_digest=standing().rule_digest)


def judged(call: Call, spent: Spent = FRESH, **changes: Any) -> str | None:
    at: dict[str, Any] = {"now": NOW, "decision_now": now_says()} | changes
    return covers_similar(standing(), call, spent=spent, **at)


def test_a_document_is_read_back_from_its_one_spelling() -> None:
    assert parse(standing().canonical().decode()) == standing()


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda text: text.replace('"uses":5', '"uses": 5'), id="a-space"),
        pytest.param(lambda text: text.replace('"uses":5', '"uses":5.0'), id="a-fraction"),
        pytest.param(lambda text: text.replace('"uses":5', '"uses":5,"uses":5'), id="a-name-twice"),
        pytest.param(lambda text: text.replace('"uses":5', '"uses":true'), id="another-kind"),
        pytest.param(lambda text: text.replace('"uses":5', '"more":1,"uses":5'), id="another-member"),
        pytest.param(lambda text: text.replace("standing-v1", "approval-v1"), id="another-form"),
        pytest.param(lambda text: text.replace('"verb":"remember"', '"verb":"approve"'), id="another-verb"),
        pytest.param(lambda text: "[" * 5_000, id="depth"),
        pytest.param(lambda text: "", id="nothing"),
    ],
)
def test_any_other_spelling_is_refused(spoilt: Callable[[str], str]) -> None:
    text = standing().canonical().decode()
    assert parse(text) == standing()
    with pytest.raises(DocumentError):
        parse(spoilt(text))


def test_the_standing_document_carries_over_what_the_ask_said() -> None:
    asked, made = document(remember=SHOWN), standing()
    for name in ("agent", "owner", "client_key", "authorization_server", "resource_server", "connector", "rule"):
        assert getattr(made, name) == getattr(asked, name)
    assert made.access[0]["amount"] == {"max": "40.00"}
    assert {**made.access[0], "amount": "25.00"} == asked.access[0]
    assert made.asked == asked.digest


@pytest.mark.parametrize(
    ("call", "why"),
    [
        pytest.param(pay(), None, id="the-asked-call"),
        pytest.param(pay(amount="40.00"), None, id="the-greatest-amount"),
        pytest.param(pay(amount="40.000000001"), "differs from approval", id="a-billionth-more"),
        pytest.param(pay(payee="grocer"), "differs from approval", id="another-payee"),
        pytest.param(pay(currency="USD"), "differs from approval", id="another-currency"),
        pytest.param(pay(account="savings"), "differs from approval", id="another-account"),
        pytest.param(replace(pay(), operation="bank_gift"), "differs from approval", id="another-operation"),
        pytest.param(replace(pay(), connector="other"), "differs from approval", id="another-connector"),
        pytest.param(replace(pay(), resource_server="https://evil.example"), "differs", id="another-server"),
        pytest.param(replace(pay(), downstream=("https://x.example",)), "differs", id="further-servers"),
        pytest.param(replace(pay(), connector_digest="0" * 64), "lapsed", id="another-connector-file"),
    ],
)
def test_calls_inside_are_covered_and_no_others(call: Call, why: str | None) -> None:
    told = judged(call)
    assert told is None if why is None else told is not None and told.startswith(why)


@pytest.mark.parametrize(
    ("spent", "amount", "covered"),
    [
        pytest.param(Spent(4, Decimal(0)), "1.00", True, id="the-last-use"),
        pytest.param(Spent(5, Decimal(0)), "1.00", False, id="one-too-many"),
        pytest.param(Spent(1, Decimal("75.00")), "25.00", True, id="the-whole-sum"),
        pytest.param(Spent(1, Decimal("75.000000001")), "25.00", False, id="a-billionth-above-the-sum"),
        pytest.param(Spent(1, Decimal("100.00")), "0.00", True, id="nothing-more"),
    ],
)
def test_uses_and_sums_are_bounded(spent: Spent, amount: str, covered: bool) -> None:
    told = judged(pay(amount=amount), spent)
    assert (told is None) is covered, told


@pytest.mark.promise("R4")
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"now": NOW + timedelta(days=1)}, id="its-end"),
        pytest.param({"decision_now": replace(now_says(), rule_digest="0" * 64)}, id="another-rule"),
        pytest.param({"decision_now": replace(now_says(), decide=Decide.DENY)}, id="denied-now"),
    ],
)
def test_it_lapses(changes: dict[str, Any]) -> None:
    assert judged(pay()) is None
    told = judged(pay(), **changes)
    assert told is not None
    assert told.startswith("lapsed")


def test_a_rule_that_allows_by_now_demands_less_than_was_given() -> None:
    assert judged(pay(), decision_now=replace(now_says(), decide=Decide.ALLOW, rule_digest="0" * 64)) is None


@given(st.decimals(min_value="0.01", max_value="24.99", places=2))
def test_less_is_exactly_the_lower_amount(amount: Decimal) -> None:
    until = rfc3339(NOW + timedelta(hours=1))
    less = Terms(verb="narrow", field="amount", amount=str(amount), until=until)
    made = standing_for(document(), less, NOW)
    assert made.access == [document().access[0] | {"amount": str(amount)}]
    assert (made.uses, made.field, made.total) == (1, None, None)
    assert amount_of(made, pay(amount=str(amount))) == 0
    assert made.valid_until_time() <= document().valid_until_time()




@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"amount": "25.00"}, id="as-much"),
        pytest.param({"amount": "25.01"}, id="more"),
        pytest.param({"amount": "0"}, id="nothing"),
        pytest.param({"amount": None}, id="no-amount"),
        pytest.param({"field": "payee", "amount": "1.00"}, id="no-amount-field"),
        pytest.param({"field": "missing", "amount": "1.00"}, id="no-such-field"),
        pytest.param({"uses": 2}, id="two-calls"),
        pytest.param({"each": "1.00"}, id="an-amount-for-each"),
        pytest.param({"total": "1.00"}, id="an-amount-for-all"),
        pytest.param({"until": rfc3339(NOW)}, id="an-end-now"),
    ],
)
def test_less_that_is_not_less_is_refused(changes: dict[str, Any]) -> None:
    usual = {"verb": "narrow", "field": "amount", "amount": "20.00", "until": rfc3339(NOW + timedelta(hours=1))}
    assert standing_for(document(), Terms.model_validate(usual), NOW).agent == "scout"
    with pytest.raises(DocumentError):
        standing_for(document(), Terms.model_validate(usual | changes), NOW)


def test_what_is_signed_does_not_depend_on_the_moment_at_which_it_is_computed_again() -> None:
    later = standing_for(document(remember=SHOWN), terms(), NOW + timedelta(minutes=2))
    assert later == standing()
