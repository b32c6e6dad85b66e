"""`countersign demo` and `bench`: the story, and the figures, in temporary folders."""

import asyncio
import importlib
import sys
from collections.abc import Mapping
from typing import Annotated, Final, cast

import typer

from broker.cli.saying import AsJson, misuse, print_json, say, told

FIGURES: Final = {
    "proofs": "broker.demo.bench_proofs",
    "grants": "broker.demo.bench_grants",
    "commits": "broker.store.bench",
    "pages": "broker.demo.bench_pages",
    "mcp-call": "broker.demo.bench_calls",
    "bystander": "broker.demo.bench_held",
    "decision-to-result": "broker.demo.bench_decisions",
}


def demo(
    yes: Annotated[bool, typer.Option("--yes", help="A scripted phone with a software passkey decides.")] = False,
    deny: Annotated[bool, typer.Option("--deny", help="The scripted phone refuses.")] = False,
) -> None:
    """Play the whole story in a temporary folder: an agent asks, a human approves, the bank pays."""
    if not (yes or deny or sys.stdin.isatty()):
        misuse("the digits are typed on a terminal: run this in one, or let a scripted phone decide (--yes)")
    from broker.cli.serve import log_to_stderr
    from broker.demo.broker import demo_broker
    from broker.demo.story import demo as play

    with told():
        log_to_stderr("ERROR")  # the story tells itself what waits and what is signed
    raise typer.Exit(play(demo_broker, yes=yes, deny=deny))


def bench(
    figures: Annotated[list[str] | None, typer.Argument(help=f"Of {', '.join(FIGURES)}; all without a word.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure this machine, in some minutes: what signatures, grants, commits, pages, calls and decisions cost."""
    if unknown := sorted(set(figures or ()) - set(FIGURES)):
        misuse(f"no figures {', '.join(unknown)}: known are {', '.join(FIGURES)}")
    from broker.cli.serve import log_to_stderr

    with told():
        log_to_stderr("ERROR")  # the broker that is measured says nothing beside the figures
    found: dict[str, float | str] = {}
    for name in figures or FIGURES:
        found |= _measured(name)
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        say(f"{name:<54} {value}")


def _measured(name: str) -> Mapping[str, float | str]:
    measure = importlib.import_module(FIGURES[name]).measure
    made = measure()
    return cast("Mapping[str, float | str]", asyncio.run(made) if asyncio.iscoroutine(made) else made)
