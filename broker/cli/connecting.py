"""`countersign agent connect` and `countersign mcp`: an agent's own side of the door, where that agent runs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from broker.cli.saying import AsJson, misuse, print_json, told

CLIENTS = ("claude-code", "codex", "cursor", "vscode", "gemini", "goose", "claude-desktop", "inspector")
_EXAMPLES = (
    "Examples: countersign agent connect scout --client claude-code | "
    "countersign agent connect scout --client claude-code --write | "
    "countersign agent connect scout --client claude-code --check | "
    "countersign agent connect scout --client claude-code --undo"
)

CredentialFile = Annotated[
    Path | None, typer.Option(help="A file of mode 0600 with the credential, instead of COUNTERSIGN_CREDENTIAL.")
]
Url = Annotated[str | None, typer.Option(help="The broker's address, if it is not the one of the settings.")]


def connect(
    name: Annotated[str, typer.Argument(help="The agent, as `countersign agent add` named it.")],
    client: Annotated[str, typer.Option(help=f"One of {', '.join(CLIENTS)}.")],
    write: Annotated[bool, typer.Option("--write", help="Merge the entry into the client's own file.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Make a real round trip, and probe the isolation.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the entry out again.")] = False,
    scope: Annotated[Literal["user", "project"], typer.Option(help="Whose file: yours, or this folder's.")] = "user",
    stdio: Annotated[bool, typer.Option("--stdio", help="Start `countersign mcp` instead of calling HTTP.")] = False,
    file: Annotated[Path | None, typer.Option(help="Another configuration file of that client.")] = None,
    entry: Annotated[str, typer.Option("--name", help="What the client calls this server.")] = "countersign",
    url: Url = None,
    credential_file: CredentialFile = None,
    as_json: AsJson = False,
) -> None:
    """Connect a client to the broker as an agent: print the entry, write it, check it, or take it out."""
    if undo and (write or check):
        misuse("--undo goes alone: it takes back what --write did")
    if client not in CLIENTS:
        misuse(f"no client {client}: known are {', '.join(CLIENTS)}")
    with told():
        from broker.cli import clientside

        asked = clientside.Asked(name, client, scope, stdio, file, entry, url, credential_file, quiet=as_json)
        answer = clientside.undone(asked) if undo else clientside.done(asked, write=write, check=check)
    if as_json:
        print_json(answer)


def mcp(
    agent: Annotated[str, typer.Option(help="The agent, as `countersign agent add` named it.")],
    url: Url = None,
    credential_file: CredentialFile = None,
) -> None:
    """Be the agents' door over standard input and output, for clients that start programs."""
    with told():
        from broker.cli import clientside

        clientside.relay(agent, url, credential_file)


def register(app: typer.Typer, agents: typer.Typer) -> None:
    """Give the commands their names."""
    agents.command("connect", epilog=_EXAMPLES)(connect)
    app.command("mcp", epilog="Example: countersign mcp --agent scout")(mcp)
