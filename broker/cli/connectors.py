"""`countersign connector`: the secrets that calls to plain APIs carry, and connectors made of what others publish."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broker.cli.running import PATIENCE, Wait, anywhere, demand, located, signed
from broker.cli.saying import AsJson, closest, fail, misuse, note, on_terminal, plain, print_json, say, table, told

if TYPE_CHECKING:
    from broker.config import Settings
    from broker.connectors.openapi.starter import Starter

Json = dict[str, Any]

MOST = 16 * 1024  # characters that are read from a pipe
_NAME = r"[a-z0-9][a-z0-9-]{0,39}"  # of a new connector: its tools are called by it too
_REVOKED_WITHIN = 15  # seconds for which its server is waited for

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
    one before is forgotten. Where the connector says oauth2, it is a refresh token, and in a second line the client
    secret, where there is one.
    """
    if remove:
        _remove(name, as_json=as_json)
        return
    path = f"/connectors/{known_form(name)}/secret"
    with told():
        where = located()
        typed = _typed(where, name)
        made = demand(where, "POST", path, {"secret": typed})
        ended = signed(where, made, seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
    else:
        say(f"calls of {name} carry the secret from now on")


def _remove(name: str, *, as_json: bool) -> None:
    with told():
        ended = demand(located(), "DELETE", f"/connectors/{known_form(name)}/secret?wait={_REVOKED_WITHIN}")
    if as_json:
        print_json(ended)
    else:
        say(f"forgotten: no call of {name} is made before another one is put in")
        if ended["revocation"]:
            say(plain(ended["revocation"]))


def _typed(where: "Settings", name: str) -> str:
    if not on_terminal():
        lines = [one.strip() for one in sys.stdin.read(MOST).splitlines() if one.strip()]
        return " ".join(lines) or misuse(
            f"no secret came through the pipe: countersign connector secret {plain(name)} < FILE"
        )
    known = {one["connector"]: one["kind"] for one in demand(where, "GET", "/connectors")["connectors"]}
    if known.get(name) != "oauth2":
        return unseen(f"Secret for {plain(name)} (it is not shown)")
    token = unseen(f"Refresh token for {plain(name)} (it is not shown)")
    question = "Client secret (it is not shown; empty where there is none)"
    password: str = typer.prompt(question, default="", show_default=False, hide_input=True)
    return f"{token} {password.strip()}".strip()


def unseen(question: str) -> str:
    """Return what is typed at the terminal and not shown."""
    typed: str = typer.prompt(question, hide_input=True)
    return typed.strip()


def known_form(name: str) -> str:
    """Return what may be a connector's name; exit 2 for anything else."""
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", name) is None:
        misuse(f'"{plain(name)}" is no name of a connector: countersign connector list shows who needs a secret')
    return name


def new_name(name: str) -> str:
    """Return what a connector may be called; exit 2 for anything else."""
    if re.fullmatch(_NAME, name) is None:
        misuse(f'--name "{plain(name[:60])}" cannot be: write up to 40 of a-z, 0-9 and -, a letter or digit first')
    return name


def _about(one: Json) -> str:
    about = one["fault"] or "secret in force"
    return plain(f"{about}. Of the one before: {one['revocation']}" if one["revocation"] else about)


WholeNumbers = Annotated[
    bool, typer.Option("--whole-numbers", help="Take numbers that may have a fraction as whole; left out otherwise.")
]
made_of = typer.Typer(no_args_is_help=True, help="Make a starter connector of what others publish.")
group.add_typer(made_of, name="import")


@made_of.command(
    "openapi", epilog="Example: countersign connector import openapi petstore.yaml --operations getPet,addPet"
)
def openapi(
    file: Annotated[Path, typer.Argument(help="An OpenAPI 3.0 or 3.1 document, JSON or YAML.")],
    operations: Annotated[
        str | None, typer.Option(metavar="A,B", help='Only these: operationId, or "GET /path". All otherwise.')
    ] = None,
    name: Annotated[str | None, typer.Option(help="The connector's name; made of the document's title.")] = None,
    whole_numbers: WholeNumbers = False,
    server: Annotated[str | None, typer.Option(help="The API's address, in the place of the document's.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write it, - for standard output; tools/NAME.yaml of your files.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a starter connector for an API, and list what could not be expressed and why. Nothing is fetched.

    In tools/ it waits for the first owner's signature, as every connector does: read it, and cut it down, before.
    """
    from broker.connectors.openapi.document import CannotImport
    from broker.connectors.openapi.starter import starter

    called = stem(output) if name is None else new_name(name)
    only = [one.strip() for one in operations.split(",") if one.strip()] if operations else []
    with told():
        try:
            made = starter(_read(file), str(file), name=called, server=server, only=only, whole_numbers=whole_numbers)
        except CannotImport as why:
            fail(plain(str(why)))
        path = written(made.text, output or located().config_dir / "tools" / f"{made.name}.yaml", force=force)
    if as_json:
        left_out = [vars(one) for one in made.left_out]
        told_of = {"file": path, "name": made.name, "operations": made.operations, "left_out": left_out}
        print_json({**told_of, **({} if path else {"text": made.text})})
        return
    _tell(made, path)


@made_of.command("starter", epilog="Example: countersign connector import starter github")
def copy(
    name: Annotated[str, typer.Argument(help="github, slack, google-calendar or open-payments.")],
    output: Annotated[
        Path | None, typer.Option(help="Where to write it, - for standard output; tools/NAME.yaml of your files.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Copy a starter connector that came with Countersign to where it waits for the first owner's signature."""
    from broker.files import CONNECTORS, starter

    if name not in CONNECTORS:
        misuse(f'there is no starter connector "{plain(name)}": {", ".join(CONNECTORS)}.{closest(name, CONNECTORS)}')
    with told():
        text = starter(f"tools/starters/{name}.yaml")
        path = written(text, output or located().config_dir / "tools" / f"{name}.yaml", force=force)
    if as_json:
        print_json({"file": path, "name": name, **({} if path else {"text": text})})
    elif path is None:
        say(text.rstrip("\n"))
    else:
        say(f"wrote {path}")
        _say_next(text, name, path)


def _read(file: Path) -> bytes:
    from broker.connectors.openapi.document import LARGEST, slow

    with file.open("rb") as opened:
        source = opened.read(LARGEST + 1)
    if words := slow(source):
        note(f"{plain(str(file))}: {words}")
    return source


def _tell(made: "Starter", path: str | None) -> None:
    for one in made.left_out:
        note(f"left out: {plain(one.pointer)}: {plain(one.reason)}")
    if path is None:
        say(made.text.rstrip("\n"))
        return
    say(f"wrote {path}: {len(made.operations)} operation{'' if len(made.operations) == 1 else 's'}")
    say(f"calls are authorised {made.credential}")
    _say_next(made.text, made.name, path)


def next_step(path: str) -> str:
    """Return what comes after a connector was written there: only files below tools/ wait for a signature."""
    with told():
        tools = anywhere().config_dir / "tools"
    put = "" if Path(path).resolve().is_relative_to(tools.resolve()) else f"put it below {tools} and "
    return f"Next:\n  read it, and cut it down to what your agents need; then {put}sign it on your phone"


def _say_next(text: str, name: str, path: str) -> None:
    from broker.connectors.load import load

    used = load(text, name).credential
    say(next_step(path))
    if used is not None:
        how = "authorize" if used.authorization_endpoint or used.issuer else "secret"
        say(f"  countersign connector {how} {name}      (after it is signed)")


def stem(output: Path | None) -> str | None:
    """Return the connector's name that a file is called by, None where it is called by none."""
    fits = output is not None and re.fullmatch(_NAME, output.stem)
    return output.stem if fits and output else None


def written(text: str, path: Path, *, force: bool) -> str | None:
    """Write the file and return its path, None for standard output; exit 1 where one is there already."""
    if str(path) == "-":
        return None
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        fail(f"{path} is there already: say --force to write over it, or --output for another file")
    return str(path)
