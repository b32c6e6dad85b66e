"""At most six buzzes an hour, however many ask; and a trusted agent that was quiet is still heard."""

from datetime import datetime, timedelta

import pytest

from broker.policy.attention import BUZZES, QUIET, TOGETHER, WINDOW, Standing, buzz_at
from tests.stand_ins import NOW

pytestmark = pytest.mark.promise("P10")

NEW = Standing(None, last_approved=False)
TRUSTED = Standing(NOW - QUIET, last_approved=True)


def _storm(every: timedelta, lasts: timedelta, agent: Standing = NEW) -> list[datetime]:
    buzzed: list[datetime] = []
    now = NOW
    while now < NOW + lasts:
        at = buzz_at(now, buzzed, agent)
        buzzed += [at] if at is not None else []
        now += every
    return buzzed


def test_ten_thousand_asks_within_an_hour_are_six_buzzes() -> None:
    buzzed = _storm(timedelta(seconds=0.36), WINDOW)
    assert len(buzzed) == BUZZES
    assert buzzed[-1] == buzzed[-2] + timedelta(seconds=0.36) + TOGETHER


def test_a_storm_that_goes_on_never_makes_more_than_six_in_any_hour() -> None:
    buzzed = _storm(timedelta(seconds=7), timedelta(hours=9))
    assert max(sum(start <= at < start + WINDOW for at in buzzed) for start in buzzed) <= BUZZES
    assert len(buzzed) > 4 * BUZZES, "and the owner hears of it in every hour"


@pytest.mark.parametrize("before", range(BUZZES - 1))
def test_the_first_ones_are_told_at_once(before: int) -> None:
    assert buzz_at(NOW, [NOW - timedelta(minutes=1)] * before, NEW) == NOW


def test_the_last_one_waits_and_speaks_for_the_burst() -> None:
    assert buzz_at(NOW, [NOW] * (BUZZES - 1), NEW) == NOW + TOGETHER
    assert buzz_at(NOW, [*[NOW] * (BUZZES - 1), NOW + TOGETHER], NEW) is None


def test_what_was_told_an_hour_ago_does_not_count() -> None:
    assert buzz_at(NOW, [NOW - WINDOW] * BUZZES, NEW) == NOW
    assert buzz_at(NOW, [NOW - WINDOW + timedelta(microseconds=1)] * BUZZES, NEW) is None


@pytest.mark.parametrize(
    ("agent", "heard"),
    [
        pytest.param(TRUSTED, True, id="trusted-and-quiet"),
        pytest.param(Standing(NOW - QUIET, last_approved=False), False, id="refused-last-time"),
        pytest.param(Standing(NOW - QUIET + timedelta(seconds=1), last_approved=True), False, id="not-quiet"),
        pytest.param(NEW, False, id="never-seen"),
    ],
)
def test_beyond_the_cap_only_a_trusted_agent_that_was_quiet_is_heard(agent: Standing, heard: bool) -> None:
    assert (buzz_at(NOW, [NOW] * BUZZES, agent) == NOW) is heard


def test_without_the_cap_the_storm_would_be_heard() -> None:
    assert sum(buzz_at(NOW, [], NEW) is not None for _ in range(100)) == 100
