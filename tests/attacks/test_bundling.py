"""Bundling: one harmful right among forty harmless ones decides the whole ask, wherever it stands (A28)."""

from typing import Any

import pytest

from broker.gnap.rights import AccessRight
from broker.policy.decide import decide
from broker.policy.model import Decide
from tests.policy.test_decide import PAY, READ, on, policy

pytestmark = pytest.mark.promise("A28")

HARMLESS = 40
HARMFUL: dict[str, Any] = {
    "a payment above the maximum": PAY | {"amount": "100.01"},
    "a payment to nobody that is known": PAY | {"payee": "mallory"},
    "a payment without a payee": {name: value for name, value in PAY.items() if name != "payee"},
    "every action of the account": {"type": "bank-account"},
    "a wildcard": READ | {"actions": ["*"]},
    "a reference": "everything",
}


def _bundle(place: int, right: Any) -> list[Any]:
    bundle: list[Any] = [dict(READ) for _ in range(HARMLESS)]
    bundle.insert(place, right)
    return bundle


@pytest.mark.parametrize("name", HARMFUL)
def test_one_harmful_right_among_forty_harmless_ones_denies_them_all_wherever_it_stands(name: str) -> None:
    for place in range(HARMLESS + 1):
        assert on(*_bundle(place, HARMFUL[name])).decide is Decide.DENY, place
    assert on(*_bundle(0, READ)).decide is Decide.ALLOW, "the control"


def test_one_payment_among_forty_harmless_rights_is_asked_for_wherever_it_stands() -> None:
    for place in range(HARMLESS + 1):
        decision = on(*_bundle(place, PAY))
        assert (decision.decide, decision.rule) == (Decide.ASK, "small-payments"), place


def test_a_list_without_end_is_denied_even_where_each_of_its_rights_would_be_allowed() -> None:
    everything = policy("decide: allow, access: {type: t}")
    for count, decided in ((2, Decide.ALLOW), (300, Decide.DENY)):
        right = AccessRight(type="t", actions=tuple(f"a{number}" for number in range(count)))
        assert decide(everything, (right,)).decide is decided, count
