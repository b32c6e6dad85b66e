"""A check as data: which requirements it shows, in which words, what it needs, and the function that runs it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broker.probe.talking import Probe

Run = Callable[["Probe"], Awaitable[None]]


class Broken(Exception):
    """The server did something else than the requirement says; the message says what."""


class Absent(Exception):
    """The server does not have what the check is about; the message says what is missing."""


@dataclass(frozen=True)
class Check:
    """One thing that an authorization server does on the wire.

    `ids` are rows of the requirement table (`C-` RFC 9635, `R-` RFC 9767), `needs` names of `features`: where one is
    missing the check is "not supported" and does not run.
    """

    name: str
    ids: tuple[str, ...]
    words: str
    needs: tuple[str, ...]
    run: Run


def check(*ids: str, needs: tuple[str, ...] = ()) -> Callable[[Run], Check]:
    """Make a check of a function: its name is the function's, its words are the first line of the docstring."""

    def made(run: Run) -> Check:
        name = getattr(run, "__name__", "")
        words = (run.__doc__ or name).strip().splitlines()[0].rstrip(".")
        return Check(name, ids, words, needs, run)

    return made


def expect(condition: object, words: str) -> None:
    """Raise Broken with `words`, which say what the server did, unless the condition holds."""
    if not condition:
        raise Broken(words)
