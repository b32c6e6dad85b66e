"""A refusal lasts: the same and wider asks are answered by it, others are not."""

from datetime import timedelta

import pytest

from broker.gnap.rights import Access, parse_access
from broker.policy.cooling import COOL_DOWN, ENOUGH, Refusal, answered_already
from tests.stand_ins import NOW

pytestmark = pytest.mark.promise("A26")

PAY = {"type": "bank-payment", "actions": ["create"], "amount": "25.00", "payee": "bakery"}
UNTIL = NOW + COOL_DOWN


def access(**changes: object) -> Access:
    return parse_access([{name: value for name, value in (PAY | changes).items() if value is not None}])


def refused(**changes: object) -> Refusal:
    return Refusal(access(**changes), UNTIL, "Not today")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        pytest.param(access(), True, id="the-same"),
        pytest.param(access(amount={"max": "25.00"}), True, id="up-to-as-much"),
        pytest.param(access(amount={"max": "500.00"}), True, id="up-to-more"),
        pytest.param(access(payee=None), True, id="any-payee"),
        pytest.param(access(actions=["create", "read"]), True, id="a-further-action"),
        pytest.param((*access(), *access(payee="grocer")), True, id="the-same-and-another"),
        pytest.param(access(amount="24.00"), False, id="less"),
        pytest.param(access(amount="26.00"), False, id="another-amount"),
        pytest.param(access(payee="grocer"), False, id="another-payee"),
        pytest.param(access(actions=["read"]), False, id="another-action"),
        pytest.param(access(type="bank-loan"), False, id="another-type"),
    ],
)
def test_the_same_and_wider_asks_are_answered_by_a_refusal(asked: Access, answered: bool) -> None:
    assert (answered_already([refused()], asked, NOW) is not None) is answered


def test_it_lasts_for_its_time_and_no_longer() -> None:
    assert answered_already([refused()], access(), UNTIL - timedelta(microseconds=1))
    assert answered_already([refused()], access(), UNTIL) is None


def test_after_enough_refusals_rights_of_that_kind_are_not_asked_for_in_any_form() -> None:
    several = [refused(amount=f"{number}.00") for number in range(1, ENOUGH + 1)]
    assert answered_already(several, access(amount="77.00", payee="grocer"), NOW)
    assert answered_already(several[1:], access(amount="77.00", payee="grocer"), NOW) is None
    assert answered_already(several, access(actions=["read"]), NOW) is None


def test_the_one_that_lasts_longest_is_told() -> None:
    longer = Refusal(access(), UNTIL + timedelta(hours=1), "Never")
    assert answered_already([refused(), longer], access(), NOW) == longer


def test_without_a_refusal_nothing_is_answered() -> None:
    assert answered_already([], access(), NOW) is None
