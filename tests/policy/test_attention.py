"""At most six buzzes an hour, however many ask; and a trusted agent that was quiet is still heard."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from broker.policy.attention import BUZZES, QUIET, TOGETHER, WINDOW, Quiet, Standing, buzz_at
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


BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Quiet(time(22), time(7), BERLIN)
NAP = Quiet(time(13), time(14, 30), BERLIN)


@pytest.mark.parametrize(
    ("quiet", "at", "over"),
    [
        pytest.param(NIGHT, "2026-11-25T20:59:00+00:00", "2026-11-25T20:59:00+00:00", id="just before"),
        pytest.param(NIGHT, "2026-11-25T21:00:00+00:00", "2026-11-26T06:00:00+00:00", id="as it begins"),
        pytest.param(NIGHT, "2026-11-26T02:00:00+00:00", "2026-11-26T06:00:00+00:00", id="after midnight"),
        pytest.param(NIGHT, "2026-11-26T06:00:00+00:00", "2026-11-26T06:00:00+00:00", id="as it ends"),
        pytest.param(NIGHT, "2026-07-01T20:30:00+00:00", "2026-07-02T05:00:00+00:00", id="in summer"),
        pytest.param(NIGHT, "2026-10-24T21:00:00+00:00", "2026-10-25T06:00:00+00:00", id="the night of 25 hours"),
        pytest.param(NAP, "2026-11-25T12:30:00+00:00", "2026-11-25T13:30:00+00:00", id="by day"),
        pytest.param(NAP, "2026-11-25T23:00:00+00:00", "2026-11-25T23:00:00+00:00", id="not by night"),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(quiet: Quiet, at: str, over: str) -> None:
    assert quiet.over(datetime.fromisoformat(at)) == datetime.fromisoformat(over)
