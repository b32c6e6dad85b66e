"""`countersign policy`: what each agent may ask for, checked and explained from the files alone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broker.cli.saying import AsJson, closest, fail, misuse, plain, print_json, say, told

if TYPE_CHECKING:
    from broker.gnap.rights import Access

group = typer.Typer(no_args_is_help=True, help="What each agent may ask for.", rich_markup_mode=None)


@group.command("check", epilog="Example: countersign policy check ~/.config/countersign/policies/scout.yaml")
def check(files: Annotated[list[Path], typer.Argument(help="Policy files.")], as_json: AsJson = False) -> None:
    """Say what is wrong in policy files, with file:line:column and what would be right."""
    problems = [problem for path in files for problem in _problems(path)]
    if as_json:
        print_json({"problems": problems, "files": len(files)})
    else:
        for problem in problems:
            say(problem)
        if not problems:
            say(f"{len(files)} policy file{'s are' if len(files) > 1 else ' is'} in order")
    raise typer.Exit(1 if problems else 0)


@group.command(
    "explain",
    epilog="Example: countersign policy explain policies/scout.yaml --connector tools/bank.yaml bank_pay "
    "amount=25.00 currency=EUR payee=bakery account=main",
)
def explain(
    policy: Annotated[Path, typer.Argument(help="The policy file.")],
    operation: Annotated[str | None, typer.Argument(help="An operation of the connector.")] = None,
    arguments: Annotated[list[str] | None, typer.Argument(help="Its arguments, as name=value.")] = None,
    connector: Annotated[Path | None, typer.Option(help="The connector file of the operation.")] = None,
    access: Annotated[str | None, typer.Option(help="Instead: access rights, as a JSON array.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what a policy decides about one call, rule by rule, and why."""
    with told():
        from broker.policy.explain import explain as explained
        from broker.policy.load import load

        rules = load(policy.read_bytes(), str(policy))
        lines = explained(rules, _access(access, connector, operation, arguments or []))
    if as_json:
        print_json({"lines": lines})
    else:
        say("\n".join(lines))


def _problems(path: Path) -> list[str]:
    from broker.policy.check import check as checked

    try:
        return [str(problem) for problem in checked(path.read_bytes(), str(path))]
    except OSError as why:
        return [f"{path}: {why.strerror}: name a policy file that can be read"]


def _access(access: str | None, connector: Path | None, operation: str | None, arguments: list[str]) -> "Access":
    from broker.connectors.call import call_for
    from broker.connectors.load import load
    from broker.gnap.rights import parse_access

    if access is not None:
        if connector is not None or operation is not None:
            misuse("--access JSON stands for itself: leave --connector and the operation out")
        return parse_access(json.loads(access))
    if connector is None or operation is None:
        misuse("name --connector FILE and an operation with its arguments, or --access JSON")
    loaded = load(connector.read_bytes(), str(connector))
    known = [one.name for one in loaded.operations]
    if operation not in known:
        there = f"{', '.join(known)}.{closest(operation, known)}"
        fail(f'{connector} has no operation "{plain(operation)}"; it has {there}')
    return call_for(loaded, operation, _given(arguments)).access


def _given(arguments: list[str]) -> dict[str, str]:
    pairs = [_pair(text) for text in arguments]
    twice = next((name for at, (name, _) in enumerate(pairs) if name in dict(pairs[:at])), None)
    if twice is not None:
        misuse(f"{plain(twice)} is given twice: an argument has one value")
    return dict(pairs)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        misuse(f'"{text}" is no argument: write name=value')
    return name, value
