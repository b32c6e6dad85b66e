"""A refusal lasts: for how long, and which asks it also answers. Pure; `broker.ratchet.cooling` reads the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.gnap.rights import Access, within

COOL_DOWN = timedelta(hours=1)
MUTED = timedelta(hours=24)  # how long an agent that its owner muted is not heard, unless they say otherwise
ENOUGH = 3  # refusals within the cool-down after which rights of that kind are not asked for at all


@dataclass(frozen=True)
class Refusal:
    """What an owner refused, until when that answers further asks (UTC), and the owner's own words, if any.

    `muted`: not one ask was refused but the agent muted, which answers every ask of it.
    """

    access: Access
    until: datetime
    words: str | None
    muted: bool = False


def answered_already(refusals: Sequence[Refusal], asked: Access, now: datetime) -> Refusal | None:
    """Return the refusal that answers this ask too, the one that lasts longest; None where the owner may be asked.

    It does where what was refused lies inside what is asked: the same or wider, whatever words come with it. Other
    amounts and names are another ask, but after `ENOUGH` refusals every right of that type and action is.
    """
    lasting = sorted((one for one in refusals if one.until > now), key=lambda one: one.until, reverse=True)
    same = next((one for one in lasting if within(one.access, asked)), None)
    alike = [one for one in lasting if _kinds(one.access) & _kinds(asked)]
    return same or (alike[0] if len(alike) >= ENOUGH else None)


def _kinds(access: Access) -> frozenset[tuple[str, str]]:
    rights = [right for right in access if not isinstance(right, str)]
    return frozenset((right.type, action) for right in rights for action in right.actions or ("",))
