"""`countersign audit`: the hash-chained record of what happened."""

import asyncio
from typing import TYPE_CHECKING, Any

import typer

from broker.cli.running import ask, located
from broker.cli.saying import AsJson, print_json, say, told

if TYPE_CHECKING:
    from broker.config import Settings

group = typer.Typer(no_args_is_help=True, help="The hash-chained record of what happened.", rich_markup_mode=None)


@group.callback()
def audit() -> None:
    """The hash-chained record of what happened."""


@group.command("verify", epilog="Example: countersign audit verify")
def verify(as_json: AsJson = False) -> None:
    """Check the whole audit chain; exit 1 where a record was altered, removed, moved or slipped in."""
    with told():
        where = located()
        # A running broker reads its own database; without one this command opens it.
        verdict = ask(where, "GET", "/audit/verify") or asyncio.run(_in_the_database(where))
    if as_json:
        print_json(verdict)
    elif verdict["ok"]:
        say(f"{verdict['length']} records, unbroken; keep this digest to detect a rewritten end: {verdict['digest']}")
    else:
        say(f"broken at record {verdict['broken_at']}: {verdict['why']}")
    raise typer.Exit(0 if verdict["ok"] else 1)


async def _in_the_database(where: "Settings") -> dict[str, Any]:
    from broker.app import build
    from broker.store.chain import verify_chain

    broker = await asyncio.to_thread(build, where)
    try:
        return dict(vars(await broker.store.read(verify_chain)))
    finally:
        await broker.close()
