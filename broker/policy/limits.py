"""The limits of one agent: attention is a budget, and so are calls. The store counts; here it is judged."""

from dataclasses import dataclass

from broker.policy.model import Decide, Limits


@dataclass(frozen=True)
class Tally:
    """What an agent has done, not counting the request that is being judged."""

    pending: int
    asks_last_hour: int
    calls_last_minute: int


def exceeded(limits: Limits, tally: Tally, decide: Decide) -> str | None:
    """Return why one more request is refused, in words for the agent, else None.

    Every request counts as a call; `pending` and `asks_per_hour` hold back only what would ask the owner.
    """
    if tally.calls_last_minute >= limits.calls_per_minute:
        return f"More than {limits.calls_per_minute} calls within a minute (calls_per_minute). Wait a minute."
    if decide is not Decide.ASK:
        return None
    if tally.pending >= limits.pending:
        return (
            f"{tally.pending} requests are waiting for the owner already, and {limits.pending} may (pending). "
            "Wait for one of them with wait_for_grant, or give one back."
        )
    if tally.asks_last_hour >= limits.asks_per_hour:
        return (
            f"The owner was asked {tally.asks_last_hour} times within an hour, and {limits.asks_per_hour} is the limit "
            "(asks_per_hour). Try later, or go on with what needs no approval."
        )
    return None
