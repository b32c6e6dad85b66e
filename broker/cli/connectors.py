"""`countersign connector`: the secrets that calls to plain APIs carry, and connectors made of what others publish."""

import re
import sys
from typing import Annotated, Any

import typer

from broker.cli.running import PATIENCE, Wait, demand, located, signed
from broker.cli.saying import AsJson, misuse, note, on_terminal, plain, print_json, say, table, told

Json = dict[str, Any]

group = typer.Typer(
    no_args_is_help=True,
    help="The APIs that agents may call: their secrets, and starter connectors.",
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(help="The connector, as `name` in its file has it.")]


@group.command("list", epilog="Example: countersign connector list")
def list_(as_json: AsJson = False) -> None:
    """List the connectors in force that need a secret. The secrets themselves are shown to nobody."""
    with told():
        found = demand(located(), "GET", "/connectors")
    if as_json:
        print_json(found)
    elif not found["connectors"]:
        note("no connector in force needs a secret")
    else:
        table([(one["connector"], one["resource_server"], one["kind"], _about(one)) for one in found["connectors"]])


@group.command("secret", epilog="Example: countersign connector secret github < token.txt")
def secret(
    name: Name,
    remove: Annotated[bool, typer.Option("--remove", help="Forget it instead, at once; needs no passkey.")] = False,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Put in what calls of a connector carry (an API key, a token), once the first owner has signed for it.

    It is read from the terminal, unseen, or from a pipe: arguments can be read by every program on this computer. The
    one before is forgotten.
    """
    if remove:
        _remove(name, as_json=as_json)
        return
    path, typed = f"/connectors/{_known_form(name)}/secret", _typed(name)
    with told():
        where = located()
        made = demand(where, "POST", path, {"secret": typed})
        ended = signed(where, made, seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
    else:
        say(f"calls of {name} carry the secret from now on")


def _remove(name: str, *, as_json: bool) -> None:
    with told():
        ended = demand(located(), "DELETE", f"/connectors/{_known_form(name)}/secret")
    if as_json:
        print_json(ended)
    else:
        say(f"forgotten: no call of {name} is made before another one is put in")


def _typed(name: str) -> str:
    if on_terminal():
        typed: str = typer.prompt(f"Secret for {plain(name)} (it is not shown)", hide_input=True)
        return typed.strip()
    return sys.stdin.readline().strip() or misuse(
        f"no secret came through the pipe: countersign connector secret {plain(name)} < FILE"
    )


def _known_form(name: str) -> str:
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", name) is None:
        misuse(f'"{plain(name)}" is no name of a connector: countersign connector list shows who needs a secret')
    return name


def _about(one: Json) -> str:
    return plain(one["fault"]) if one["fault"] else "secret in force"
