"""Number matching: when it switches itself on, and what there is to choose from."""

import pytest

from broker.policy.matching import CHOICES, RATE, Lately, Why, choices, demanded, number_of

CALM = Lately(asks=RATE - 1, refused=False)


@pytest.mark.parametrize(
    ("lately", "by_rule", "inspectable", "why"),
    [
        pytest.param(CALM, False, True, None, id="the passkey alone"),
        pytest.param(CALM, True, True, Why.RULE, id="the rule wants it"),
        pytest.param(CALM, False, False, Why.RISK, id="not all of it can be inspected"),
        pytest.param(Lately(0, refused=True), False, True, Why.REFUSED, id="refused lately"),
        pytest.param(Lately(RATE, refused=False), False, True, Why.RATE, id="asks often"),
        pytest.param(Lately(RATE, refused=True), True, False, Why.RULE, id="all at once"),
    ],
)
def test_it_is_demanded_by_rule_risk_refusal_and_rate(
    lately: Lately, by_rule: bool, inspectable: bool, why: Why | None
) -> None:
    assert demanded(lately, by_rule=by_rule, inspectable=inspectable) == why


def test_every_number_of_two_digits_comes_up_and_no_other() -> None:
    assert {number_of(value.to_bytes(4, "big")) for value in range(90)} == {str(number) for number in range(10, 100)}


@pytest.mark.parametrize("number", [str(number) for number in range(10, 100)])
def test_the_right_number_is_among_different_ones_in_no_telling_place(number: str) -> None:
    offered = choices(number, "a_1")
    assert number in offered
    assert len(set(offered)) == CHOICES
    assert offered == sorted(offered)
    assert choices(number, "a_1") == offered, "a reload tells nothing more"


def test_over_many_requests_the_right_number_stands_at_every_place_alike() -> None:
    numbers = [number_of(place.to_bytes(4, "big")) for place in range(900)]
    places = [choices(number, f"a_{place}").index(number) for place, number in enumerate(numbers)]
    assert all(places.count(place) > 200 for place in range(CHOICES))
