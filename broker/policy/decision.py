"""What is decided about a request, as a value."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from broker.policy.model import Decide, Quorum, Remember, StandIn

STRICTNESS: Final = (Decide.DENY, Decide.ASK, Decide.ALLOW)
_NOTHING: Final = timedelta(0)


@dataclass(frozen=True)
class Decision:
    """What is decided about a request.

    `rule` is the id of the rule that decided (the first by name of several), "" when nothing covers the request.
    `uses`, `expires_in` and `answer_within` are the smallest of the rules used, zero for deny. `rule_digest` changes
    when any rule used changes its meaning. `remember` is what a standing approval may cover, where one rule decides
    alone. `match`: the owner chooses the number that the agent shows. `quorum` and `stand_in`: who decides, if not
    the owner alone; rules that name different people deny. `bearer`: the agent may hold the token itself.
    """

    decide: Decide
    rule: str
    rules: tuple[str, ...]
    reason: str
    uses: int = 0
    expires_in: timedelta = _NOTHING
    answer_within: timedelta = _NOTHING
    rule_digest: str = ""
    remember: Remember | None = None
    match: bool = False
    quorum: Quorum | None = None
    stand_in: StandIn | None = None
    bearer: bool = False
