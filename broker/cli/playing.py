"""`countersign demo` and `bench`: the story, and the figures, in temporary folders."""

import asyncio
from typing import Annotated

import typer

from broker.cli.saying import AsJson, print_json, say


def demo(
    yes: Annotated[bool, typer.Option("--yes", help="A scripted phone with a software passkey decides.")] = False,
    deny: Annotated[bool, typer.Option("--deny", help="The scripted phone refuses.")] = False,
) -> None:
    """Play the whole story in a temporary folder: an agent asks, a human approves, the bank pays."""
    from broker.cli.serve import log_to_stderr
    from broker.demo.broker import demo_broker
    from broker.demo.story import demo as play

    log_to_stderr("ERROR")  # the story tells itself what waits and what is signed
    raise typer.Exit(play(demo_broker, yes=yes, deny=deny))


def bench(as_json: AsJson = False) -> None:
    """Measure this machine: signatures, grants, durable commits, page weight, and the way from decision to result."""
    from broker.cli.serve import log_to_stderr
    from broker.demo.bench_decisions import measure as measure_decisions
    from broker.demo.bench_grants import measure as measure_grants
    from broker.demo.bench_pages import measure as measure_pages
    from broker.demo.bench_proofs import measure as measure_proofs
    from broker.store.bench import measure

    log_to_stderr("ERROR")  # the broker that is measured says nothing beside the figures
    figures: dict[str, float | str] = measure_proofs()
    figures |= asyncio.run(measure_grants())
    figures |= asyncio.run(measure())
    figures |= asyncio.run(measure_pages())
    figures |= asyncio.run(measure_decisions())
    if as_json:
        print_json(figures)
        return
    for name, value in figures.items():
        say(f"{name:<50} {value}")
