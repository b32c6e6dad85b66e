"""How the command line speaks: words and JSON on standard output, errors with the next step on standard error.

Colour only on a terminal, and never under NO_COLOR. Words of others are one line of plain text, whatever they hold.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, NoReturn, TextIO

import typer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for machines.")]

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}


def say(words: str = "") -> None:
    """Write a line to standard output."""
    print(words, flush=True)


def note(words: str) -> None:
    """Write a line to standard error: what a person should know and a pipe should not carry."""
    print(words, file=sys.stderr, flush=True)


def print_json(value: dict[str, Any]) -> None:
    """Write the one JSON object of a command, in ASCII: it may end on a terminal, and hold words of others."""
    print(json.dumps(value), flush=True)


def fail(words: str) -> NoReturn:
    """End with exit status 1: refused or failed."""
    note(f"{painted('countersign:', 'red', sys.stderr)} {words}")
    raise typer.Exit(1)


def misuse(words: str) -> NoReturn:
    """End with exit status 2: the command was not meant like this."""
    note(f"{painted('countersign:', 'red', sys.stderr)} {words}")
    raise typer.Exit(2)


def painted(words: str, colour: str, out: TextIO | None = None) -> str:
    """Return the words in a colour where `out` (standard output unless given) is a terminal that wants any."""
    return f"\x1b[{_COLOURS[colour]}m{words}\x1b[0m" if coloured(out or sys.stdout) else words


def coloured(out: TextIO) -> bool:
    """Decide whether colour may be written to `out`."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def on_terminal() -> bool:
    """Decide whether a person sits at both ends: nothing piped in, nothing piped out."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def plain(words: object) -> str:
    """Return the words of others as one line without control characters: no escape sequence reaches a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in str(words))


def table(rows: Sequence[Sequence[object]]) -> None:
    """Write rows in columns as wide as their longest word."""
    texts = [[plain("" if cell is None else cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def named(agent: str) -> str:
    """Return an agent's name for people, a child's with its chain: `scout › errand-1`."""
    from broker.policy.chain import shown

    return plain(shown(agent))


def short_time(moment: str | None) -> str:
    """Return an RFC 3339 time for people, in UTC: `2026-11-25 12:00`; `never` for none."""
    return moment[:16].replace("T", " ") if moment else "never"


def closest(name: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "scout"?` where a known name is near, else nothing."""
    import difflib

    near = difflib.get_close_matches(name, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn what a person can mend into one clear line and exit status 1."""
    try:
        yield
    except (typer.Exit, typer.Abort, KeyboardInterrupt):
        raise
    except json.JSONDecodeError as why:
        fail(f"this is not JSON: {why.msg} at character {why.pos}")
    except Exception as why:
        words = _mendable(why)
        if words is None:
            raise
        fail(words)


def _mendable(why: Exception) -> str | None:
    """Return the words of an error that was written for a person; None for a fault of ours, which keeps its trace."""
    # not before something went wrong: each command would wait for parts of the broker that it does not use
    from broker.config import BadSettings
    from broker.connectors.call import BadArguments
    from broker.gnap.errors import GnapError
    from broker.phone.asked import LocalRefusal
    from broker.serving import CannotServe
    from broker.store.errors import StoreError
    from broker.vault import KeyUnusable
    from broker.yamlfile import FileErrors

    if isinstance(why, OSError):
        return f"{why.filename or 'the system'}: {why.strerror or why}"
    for_people = (
        BadSettings,
        BadArguments,
        GnapError,
        LocalRefusal,
        CannotServe,
        StoreError,
        KeyUnusable,
        FileErrors,
    )
    return str(why) if isinstance(why, for_people) else None
