"""The limits of one agent: each refuses from its number on, and says which it was."""

import pytest

from broker.policy.limits import Tally, exceeded
from broker.policy.model import Decide, Limits

LIMITS = Limits(pending=5, asks_per_hour=6, calls_per_minute=60)
BELOW = {"pending": 4, "asks_last_hour": 5, "calls_last_minute": 59}


@pytest.mark.parametrize("decide", Decide)
def test_below_every_limit_nothing_is_refused(decide: Decide) -> None:
    assert exceeded(LIMITS, Tally(**BELOW), decide) is None


@pytest.mark.parametrize(
    ("count", "number", "field", "refuses", "seconds"),
    [
        ("pending", 5, "pending", {Decide.ASK}, None),
        ("asks_last_hour", 6, "asks_per_hour", {Decide.ASK}, 3600),
        ("calls_last_minute", 60, "calls_per_minute", set(Decide), 60),
    ],
)
def test_from_its_number_on_a_limit_refuses_and_is_named(
    count: str, number: int, field: str, refuses: set[Decide], seconds: int | None
) -> None:
    for decide in Decide:
        why = exceeded(LIMITS, Tally(**BELOW | {count: number}), decide)
        assert (why is not None) is (decide in refuses)
        assert why is None or (f"({field})" in why.words and why.seconds == seconds)
