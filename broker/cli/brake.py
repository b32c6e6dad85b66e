"""`countersign freeze`, `mute` and their ways back: stopping is free and at once, going on takes a passkey."""

from datetime import timedelta
from typing import Annotated

import typer

from broker.cli.running import PATIENCE, Wait, demand, located, signed
from broker.cli.saying import AsJson, misuse, print_json, say, short_time, told
from broker.fields import timespan

Which = Annotated[str | None, typer.Argument(metavar="[AGENT]", help="The agent; or say --all.")]
One = Annotated[str, typer.Argument(metavar="AGENT", help="The agent.")]
For = Annotated[str, typer.Option("--for", metavar="TIME", help="How long, such as 45m, 8h or 2d.")]
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


def mute(agent: One, last: For = "24h", as_json: AsJson = False) -> None:
    """Let an agent ask nobody for a while. What its policy allows without asking goes on."""
    seconds = _seconds(last)
    with told():
        done = demand(located(), "POST", "/mute", {"agent": agent, "seconds": seconds})
    if as_json:
        print_json(done)
    else:
        until = short_time(done["until"])
        say(f"{done['muted']} asks for nothing before {until} UTC; its owner hears of it again when they sign so")


def unmute(agent: One, wait: Wait = PATIENCE, as_json: AsJson = False) -> None:
    """Let an agent ask again, for what its owner refused lately too, once the owner has signed for it."""
    with told():
        where = located()
        ended = signed(where, demand(where, "POST", "/unmute", {"agent": agent}), seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
    else:
        say(f"{agent} may ask again")


def _seconds(text: str) -> int:
    span = timespan(text)
    if span is None or not timedelta(minutes=1) <= span <= timedelta(days=30):
        misuse(f'"{text}" is no time from 1m to 30d, such as 45m, 8h or 2d')
    return int(span.total_seconds())


def _which(agent: str | None, everything: bool) -> str | None:
    if (agent is None) != everything:
        misuse("name one agent, or say --all for every agent")
    return agent
