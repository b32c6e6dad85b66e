"""`countersign freeze` and `unfreeze`: stopping is free and at once, going on takes a passkey."""

from typing import Annotated

import typer

from broker.cli.running import PATIENCE, Wait, demand, located, signed
from broker.cli.saying import AsJson, misuse, print_json, say, told

Which = Annotated[str | None, typer.Argument(metavar="[AGENT]", help="The agent; or say --all.")]
All = Annotated[bool, typer.Option("--all", help="Every agent.")]


def freeze(agent: Which = None, everything: All = False, as_json: AsJson = False) -> None:
    """Stop an agent, or all of them, now: once this returns no effect begins any more."""
    with told():
        done = demand(located(), "POST", "/freeze", {"agent": _which(agent, everything)})
    if as_json:
        print_json(done)
    else:
        say(f"{done['frozen']} is frozen: nothing starts, what was asked is withdrawn, until an owner signs otherwise")


def unfreeze(agent: Which = None, everything: All = False, wait: Wait = PATIENCE, as_json: AsJson = False) -> None:
    """Let an agent, or all of them, go on, once the owner has signed for it."""
    with told():
        where = located()
        proposal = demand(where, "POST", "/unfreeze", {"agent": _which(agent, everything)})
        ended = signed(where, proposal, seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
    else:
        say(f"{agent or 'everything'} goes on")


def _which(agent: str | None, everything: bool) -> str | None:
    if (agent is None) != everything:
        misuse("name one agent, or say --all for every agent")
    return agent
