"""`countersign doctor` and `countersign install`: is this installation sound, and how to put it beside agents."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broker.cli import running
from broker.cli.saying import AsJson, fail, misuse, say, told

if TYPE_CHECKING:
    from broker.config import Settings


def doctor(as_json: AsJson = False) -> None:
    """Say each fault of this installation with its cure; exit 0 where there is none."""
    from broker.cli.doctor import visit

    with told():
        raise typer.Exit(visit(running.anywhere, _ask_of, as_json=as_json))


def _ask_of(where: "Settings") -> Any:
    def ask(method: str, path: str) -> dict[str, Any] | None:
        """Return what the broker says; None where it says nothing to this user, which the doctor then tells."""
        try:
            return running.ask(where, method, path) if os.access(where.socket, os.W_OK) else None
        except (typer.Exit, OSError):
            return None

    return ask


def install(
    system: Annotated[bool, typer.Option("--system", help="For this computer: own user, hardened service.")] = False,
    owner: Annotated[str, typer.Option(help="Who answers for agents, in the starter policy.")] = "owner",
    prefix: Annotated[Path, typer.Option(help="Install below this folder, as for an image.")] = Path("/"),
    python: Annotated[Path | None, typer.Option(help="The Python to build on, where this one is a user's.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    take_away: Annotated[
        bool, typer.Option("--undo", help="Take away what was installed; changed files stay.")
    ] = False,
) -> None:
    """Install the broker as a user of its own, so that agents with a shell cannot become it. Needs root."""
    from broker.cli import install as installing
    from broker.cli.program import CannotInstall, find_python

    if not system:
        misuse("say --system: a user's own installation needs none (countersign init, countersign serve)")
    with told():
        try:
            meant = installing.System(prefix.resolve(), owner, find_python(python))
            act = installing.undo if take_away else installing.install
            act(meant, dry_run=dry_run, say=say)
        except CannotInstall as why:
            fail(str(why))
