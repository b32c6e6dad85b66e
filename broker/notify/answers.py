"""What a push service's answer means (RFC 8030 §5, §7.3, §8.4): delivered, gone for good, or later and why.

Its words are not repeated: what is told to the owner is ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from broker.http import Answer
from broker.http.retry_after import retry_after

FIRST, SLOWEST = timedelta(seconds=5), timedelta(minutes=10)
BUSY = timedelta(minutes=1)  # after a 429 that does not say how long
LONGEST_WAIT = timedelta(hours=1)  # that we let a push service ask for

TURN_ON_AGAIN = "Turn notifications on again on that device."

_GONE = frozenset({404, 410})
_ASKS_TO_WAIT = frozenset({429, 503})


@dataclass(frozen=True)
class Verdict:
    """How one try ended. `words` are for the owner; `wait` is set where the push service asked us to hold back."""

    how: Literal["delivered", "gone", "later"]
    words: str | None = None
    wait: timedelta | None = None


def judged(answer: Answer, host: str, now: datetime) -> Verdict:
    """Return what an answer of the push service at `host` means."""
    status = answer.status
    if 200 <= status < 300:
        return Verdict("delivered")
    if status in _GONE:
        words = f"{host} says that this device takes no notifications any more ({status}). {TURN_ON_AGAIN}"
        return Verdict("gone", words)
    wait = asked_to_wait(answer.headers, now) if status in _ASKS_TO_WAIT else None
    if status == 429:
        return Verdict("later", f"{host} asks us to send less ({status}). It is tried again later.", wait or BUSY)
    return Verdict("later", f"{host} {_refusal(status)}", wait)


def _refusal(status: int) -> str:
    if 300 <= status < 400:
        return f"answered with a redirect ({status}), which is not followed. It is tried again."
    if status in {401, 403}:
        return (
            f"refuses notifications signed by this installation ({status}). It is tried again; "
            "if that does not help, turn them off and on again on that device."
        )
    return f"answered {status}. It is tried again."


def asked_to_wait(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long `Retry-After` asks us to wait (RFC 9110 §10.2.3), at most an hour; None where it says nothing."""
    wait = retry_after(headers, now)
    return None if wait is None else max(FIRST, min(wait, LONGEST_WAIT))


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 5, 10, 20 … seconds, at most ten minutes."""
    doubled: int = 2 ** min(attempts - 1, 12)
    return min(FIRST * doubled, SLOWEST)
