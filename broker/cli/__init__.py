"""The command line. Exit status: 0 done, 1 refused or failed, 2 misuse. Nothing here approves.

Commands that change state talk to the running broker over its unix socket, and open the database themselves only while
no broker runs. Each group of commands is a file of its own, and imports the heavier parts of the broker when it runs,
so that `--help` and a refusal are there at once.
"""

from typing import Annotated

import typer

from broker.cli import (
    agents,
    audits,
    authorizing,
    beginning,
    brake,
    channels,
    connecting,
    connectors,
    gnap,
    grants,
    house,
    inbox,
    owners,
    phones,
    playing,
    policies,
    running,
    serve,
    upstream,
)
from broker.cli.saying import say

app = typer.Typer(
    name="countersign",
    help="Your agents ask. You countersign. An agent-authorization broker: GNAP, MCP, passkeys.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _before(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
    dev: Annotated[bool, typer.Option("--dev", help="Allow state and files inside a git work tree.")] = False,
) -> None:
    if version:
        from broker.app import our_version

        say(f"countersign {our_version()}")
        raise typer.Exit
    running.allow_work_trees(dev)


app.command("init", epilog="Example: countersign init --owner alice")(beginning.init)
app.command("serve", epilog="Example: countersign serve --port 8765")(serve.serve)
app.add_typer(phones.group, name="phone")
app.add_typer(channels.group, name="channel")
app.add_typer(agents.group, name="agent")
app.add_typer(connectors.group, name="connector")
_imported = "Example: countersign connector import mcp https://files.example/mcp --name files"
connectors.made_of.command("mcp", epilog=_imported)(upstream.mcp)
connectors.group.command("refresh", epilog="Example: countersign connector refresh files")(upstream.refresh)
_authorized = "Example: countersign connector authorize tracker < client-secret.txt"
connectors.group.command("authorize", epilog=_authorized)(authorizing.authorize)
app.add_typer(inbox.group, name="inbox")
app.add_typer(grants.group, name="grants")
app.command("freeze", epilog="Example: countersign freeze scout")(brake.freeze)
app.command("unfreeze", epilog="Example: countersign unfreeze scout")(brake.unfreeze)
app.command("mute", epilog="Example: countersign mute scout --for 8h")(brake.mute)
app.command("unmute", epilog="Example: countersign unmute scout")(brake.unmute)
app.add_typer(owners.group, name="owner")
app.add_typer(policies.group, name="policy")
app.add_typer(audits.group, name="audit")
app.add_typer(gnap.group, name="gnap")
app.command("doctor", epilog="Example: countersign doctor --json")(house.doctor)
app.command("install", epilog="Example: sudo countersign install --system --owner alice")(house.install)
app.command("demo", epilog="Example: countersign demo --yes")(playing.demo)
app.command("bench", epilog="Examples: countersign bench --json | countersign bench mcp-call")(playing.bench)
connecting.register(app, agents.group)
