"""`countersign init`: the files, the database, its key and the first owner, laid out once. It asks nothing."""

import asyncio
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broker.cli.running import allow_work_trees, ask, located
from broker.cli.saying import AsJson, note, on_terminal, print_json, say, told

if TYPE_CHECKING:
    from broker.config import Settings

Dev = Annotated[bool, typer.Option("--dev", help="Allow state and files inside a git work tree.")]


def init(
    owner: Annotated[str, typer.Option(help="Who answers for the agents: 1 to 40 of a-z, 0-9 and -.")] = "owner",
    dev: Dev = False,
    as_json: AsJson = False,
) -> None:
    """Lay out the files, make the database and its key, and the first owner; asks nothing, overwrites nothing."""
    if dev:
        allow_work_trees(True)
    with told():
        where = located()
        code, digest = _recovery_code() if on_terminal() and not as_json else (None, None)
        known = _first_owner(where, owner, digest)
        # a starter policy of somebody who is no owner would decide nothing
        whose = owner if not known or owner in known else known[0]
        written = _lay_out(where, whose)
    made = not known
    if as_json:
        print_json({"files": [str(path) for path in written], "owner": whose, "new_owner": made})
        if made:
            show_recovery_code(owner, None)
        return
    for path in written:
        say(f"wrote {path}")
    say(f"state in {where.state_dir}")
    if made:
        show_recovery_code(owner, code)
    say("Next:\n  countersign serve\n  countersign phone pair      (in another terminal)")


def show_recovery_code(owner: str, code: str | None) -> None:
    """Write the recovery code, which is kept nowhere; without one, how to get it."""
    if code is None:
        note(f"no recovery code was made, as this is no terminal: countersign owner recovery --owner {owner} on one")
        return
    say(f"\n{owner}'s recovery code, shown this once and kept nowhere. Write it down, away from this computer:")
    say(f"\n  {code}\n\nIt lets a new phone in when all paired ones are lost. Agents must never see it.\n")


def _recovery_code() -> tuple[str, str]:
    from broker.ratchet.reset import new_recovery_code

    return new_recovery_code(secrets.token_bytes)


def _first_owner(where: "Settings", owner: str, recovery_digest: str | None) -> list[str]:
    """Return the owners that there were, the first one first; make one where there were none."""
    # only one process writes the database
    listed = ask(where, "GET", "/owners")
    if listed is None:
        return asyncio.run(_in_the_database(where, owner, recovery_digest))
    if not listed["owners"]:
        ask(where, "POST", "/owners", {"name": owner, "recovery_digest": recovery_digest})
        return []
    known = [str(one["owner"]) for one in listed["owners"]]
    _demand_same(known, owner)
    return known


async def _in_the_database(where: "Settings", owner: str, recovery_digest: str | None) -> list[str]:
    from broker.app import build
    from broker.phone.widening import first_owner
    from broker.store.query import Session, col, select
    from broker.store.tables import Owner

    broker = await asyncio.to_thread(build, where)
    now = broker.now()

    def work(session: Session) -> list[str]:
        known = list(session.exec(select(Owner.name).order_by(col(Owner.created_at), col(Owner.name))))
        if not known:
            first_owner(session, owner, recovery_digest, now, os.getuid())
        return known

    try:
        known = await broker.store.write(work)
    finally:
        await broker.close()
    _demand_same(known, owner)
    return known


def _demand_same(known: list[str], owner: str) -> None:
    if known and owner not in known and owner != "owner":
        note(f"there is an owner already ({', '.join(known)}): countersign owner add {owner} adds another")


def _lay_out(where: "Settings", owner: str) -> list[Path]:
    from broker.files import STARTERS, starter

    written = []
    for name in STARTERS:
        path = where.config_dir / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(starter(name).replace("owner: alice", f"owner: {owner}"), "utf-8")
            written.append(path)
    return written
