"""A person's attention is a budget: whether one more decision buzzes now, later together with others, or not at all.

Pure. It judges what all agents of one owner caused together; `broker.notify.outbox` counts, and the inbox shows
everything whatever is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

WINDOW = timedelta(hours=1)
BUZZES = 6  # within the window, by all agents of one owner together
TOGETHER = timedelta(minutes=10)  # what the last buzz of a window waits for, so that it speaks for a burst
QUIET = timedelta(hours=24)  # an agent that asked nothing for so long, and was trusted last time, is heard at once


@dataclass(frozen=True)
class Standing:
    """What is known of the agent that asks: when it asked last before, and whether its owner's last answer was yes."""

    asked_before: datetime | None
    last_approved: bool


def buzz_at(now: datetime, buzzed: Sequence[datetime], agent: Standing) -> datetime | None:
    """Return when the owner is told of one more ask (UTC); None where the inbox alone shows it.

    `buzzed` are the moments, past or still to come, at which this owner was or will be told of others. All but the last
    of a window are told at once; the last one waits a while and speaks for what comes meanwhile. Beyond that only an
    agent that its owner trusted last time, and that has been quiet since, is heard: a crowd of new ones is not.
    """
    recent = [at for at in buzzed if at > now - WINDOW]
    if len(recent) < BUZZES - 1:
        return now
    if len(recent) < BUZZES:
        return now + TOGETHER
    quiet = agent.asked_before is not None and agent.asked_before <= now - QUIET
    return now if quiet and agent.last_approved else None


@dataclass(frozen=True)
class Quiet:
    """Hours in which no approval buzzes, by the clock on the owner's wall; they may go past midnight."""

    start: time
    end: time
    zone: tzinfo

    def over(self, at: datetime) -> datetime:
        """Return `at` where it is not quiet then, else when the quiet hours end (both aware)."""
        local = at.astimezone(self.zone)
        clock, through_midnight = local.timetz().replace(tzinfo=None), self.end <= self.start
        inside = clock >= self.start or clock < self.end if through_midnight else self.start <= clock < self.end
        if not inside:
            return at
        days = 1 if through_midnight and clock >= self.start else 0
        day = local.date() + timedelta(days=days)
        return datetime.combine(day, self.end, self.zone).astimezone(at.tzinfo)
