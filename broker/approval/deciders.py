"""Who must sign a document: its owner, so many of several people, or after a while somebody in their stead. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field


class QuorumShown(BaseModel):
    """So many of these owners approve, each with a passkey of their own. One refusal ends it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    need: int = Field(ge=2)
    of: list[str] = Field(min_length=2)


class StandInShown(BaseModel):
    """Who may decide in the owner's stead once so many seconds went by without an answer."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    who: str = Field(min_length=1)
    seconds: int = Field(ge=1)


@dataclass(frozen=True)
class People:
    """Who decides: the owner, so many of a quorum, or the owner or their stand-in."""

    owner: str
    quorum: QuorumShown | None = None
    stand_in: StandInShown | None = None

    @property
    def several(self) -> bool:
        """Whether anybody but the owner alone may approve."""
        return self.quorum is not None or self.stand_in is not None

    def named(self) -> frozenset[str]:
        """Return everybody whose signature counts."""
        if self.quorum:
            return frozenset(self.quorum.of)
        return frozenset({self.owner} | ({self.stand_in.who} if self.stand_in else set()))

    def missing(self, signers: Collection[str]) -> str | None:
        """Return why these people's signatures do not approve, in words, or None where they do.

        Nobody counts twice, and nobody counts whom the document does not name.
        """
        if strangers := sorted(set(signers) - self.named()):
            return f"{strangers[0]} does not decide this"
        if len(set(signers)) != len(signers):
            return "somebody signed twice"
        need = self.quorum.need if self.quorum else 1
        return None if len(signers) >= need else f"{len(signers)} of {need} signatures"
