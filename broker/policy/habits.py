"""How a person answers one agent: how often with yes, how fast, and whether it has become blind. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from broker.gnap.rights import DIMENSIONS, decimal

LOOKED_AT: Final = 20  # of an agent's last answers
ENOUGH: Final = 10  # answers before anything is concluded
FAST: Final = 15.0  # seconds from the ask to the answer: too few to read a page in, mostly
NAMED: Final = 5  # different values that a proposed rule names one by one

_FIXED = frozenset({"type", *DIMENSIONS, "identifier"})


@dataclass(frozen=True)
class Answered:
    """One answer: whether it was yes, and the seconds from the ask to it."""

    yes: bool
    seconds: float


@dataclass(frozen=True)
class Habit:
    """Of so many answers, how many were yes, and in how many seconds half of them came."""

    yes: int
    of: int
    seconds: float

    @property
    def blind(self) -> bool:
        """Whether approving has become a reflex: always yes, and faster than anybody reads."""
        return self.of >= ENOUGH and self.yes == self.of and self.seconds <= FAST


def habit(answers: Sequence[Answered]) -> Habit | None:
    """Return the habit in an agent's answers, the newest first; None where there are none."""
    looked = answers[:LOOKED_AT]
    if not looked:
        return None
    middle = sorted(one.seconds for one in looked)[len(looked) // 2]
    return Habit(sum(one.yes for one in looked), len(looked), middle)


def proposed_rule(rights: Sequence[Mapping[str, Any]], name: str) -> str | None:
    """Return a rule (YAML) that allows what was always approved, and no more; None where it cannot be bounded.

    Type, actions, locations and identifier are the ones that were approved, which must be the same each time; an amount
    goes up to the highest, and anything else is one of the few values that came up.
    """
    first = rights[0] if rights else {}
    if not rights or any({k: one.get(k) for k in _FIXED} != {k: first.get(k) for k in _FIXED} for one in rights):
        return None
    where = {field: _bound([one.get(field) for one in rights]) for field in sorted(set(first) - _FIXED)}
    if any(bound is None for bound in where.values()) or any(set(one) != set(first) for one in rights):
        return None
    access = {field: first[field] for field in ("type", *DIMENSIONS, "identifier") if field in first}
    rule = {"id": name, "decide": "allow", "access": access, **({"where": where} if where else {})}
    text: str = yaml.safe_dump([rule], sort_keys=False, allow_unicode=True, default_flow_style=None, width=100)
    return text


def _bound(values: Sequence[Any]) -> dict[str, Any] | None:
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(values):
        return {"is": values[0]} if len({repr(value) for value in values}) == 1 and _plain(values[0]) else None
    amounts = [(number, text) for text in texts if (number := decimal(text)) is not None]
    if len(amounts) == len(texts):
        return {"max": max(amounts)[1]}
    distinct = sorted(set(texts))
    # what a policy file could not spell visibly is in no rule
    return {"in": distinct} if len(distinct) <= NAMED and all(text.isprintable() for text in distinct) else None


def _plain(value: Any) -> bool:
    return isinstance(value, bool | int | str)
