"""Number matching: when a person must choose, on the phone, the number that the asking agent shows them.

Pure. Who approves by habit, or something that somebody else started, has no number to choose (decisions T8,
reliability §4.5). `broker.ratchet.matching` counts.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

RATE: Final = 3  # asks of one agent within an hour after which the next one is matched
HOUR: Final = timedelta(hours=1)
WARY: Final = timedelta(hours=24)  # for so long after a refusal everything that agent asks is matched
CHOICES: Final = 3  # numbers on the page, of which one is right
FIRST, LAST = 10, 99  # two digits: short enough to keep in mind from one screen to the other


WRONG_WORDS: Final = (
    "another number was chosen than the one that you show, so nothing was approved: ask again, and show it"
)
"""What the agent is told then."""


class Why(StrEnum):
    """Why the number is asked for, and `WRONG` once another one was chosen."""

    RULE = "rule"
    REFUSED = "refused"
    RATE = "rate"
    RISK = "risk"
    WRONG = "wrong"


@dataclass(frozen=True)
class Lately:
    """What this agent did of late: how often it asked within the hour, and whether it was refused within a day."""

    asks: int
    refused: bool


def demanded(lately: Lately, *, by_rule: bool, inspectable: bool) -> Why | None:
    """Return why the right number must be chosen for the next ask, None where the passkey alone is enough."""
    if by_rule:
        return Why.RULE
    if not inspectable:
        return Why.RISK
    if lately.refused:
        return Why.REFUSED
    return Why.RATE if lately.asks >= RATE else None


def number_of(chance: bytes) -> str:
    """Return two digits made of at least 4 random bytes."""
    return str(FIRST + int.from_bytes(chance, "big") % (LAST - FIRST + 1))


def choices(number: str, about: str) -> list[str]:
    """Return the numbers to choose from in ascending order: the right one, and others made of what it is about.

    For a person's eyes: a program that knows the id could work out which one was not made of it.
    """
    found, step = {number}, 0
    while len(found) < CHOICES:
        found.add(number_of(hashlib.sha256(f"countersign-choice-v1:{about}:{step}".encode()).digest()))
        step += 1
    return sorted(found)
