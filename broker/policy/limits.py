"""The limits of one agent: attention is a budget, and so are calls. The store counts; here it is judged."""

from dataclasses import dataclass

from broker.policy.model import Decide, Limits

MINUTE = 60  # seconds
HOUR = 3600


@dataclass(frozen=True)
class Tally:
    """What an agent has done, not counting the request that is being judged."""

    pending: int
    asks_last_hour: int
    calls_last_minute: int


@dataclass(frozen=True)
class Exceeded:
    """Why one more request is refused, in words for the agent; after how many seconds it is not, where that is sure."""

    words: str
    seconds: int | None = None


def exceeded(limits: Limits, tally: Tally, decide: Decide) -> Exceeded | None:
    """Return why one more request is refused, else None.

    Every request counts as a call; `pending` and `asks_per_hour` hold back only what would ask the owner.
    """
    if tally.calls_last_minute >= limits.calls_per_minute:
        words = f"More than {limits.calls_per_minute} calls within a minute (calls_per_minute). Wait a minute."
        return Exceeded(words, MINUTE)
    if decide is not Decide.ASK:
        return None
    if tally.pending >= limits.pending:
        return Exceeded(
            f"{tally.pending} requests are waiting for the owner already, and {limits.pending} may (pending). "
            "Wait for one of them with wait_for_grant, or give one back."
        )
    if tally.asks_last_hour >= limits.asks_per_hour:
        return Exceeded(
            f"The owner was asked {tally.asks_last_hour} times within an hour, and {limits.asks_per_hour} is the limit "
            "(asks_per_hour). Try later, or go on with what needs no approval.",
            HOUR,
        )
    return None
