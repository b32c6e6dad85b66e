"""`countersign inbox`: what waits for the owners. It lists and refuses; approving takes a paired device."""

from typing import Annotated, Any

import typer

from broker.cli.running import demand, located, part
from broker.cli.saying import AsJson, named, note, painted, plain, print_json, say, short_time, told

Json = dict[str, Any]

group = typer.Typer(
    invoke_without_command=True, help="What waits for an owner: list it, or refuse it.", rich_markup_mode=None
)


@group.callback(epilog="Example: countersign inbox")
def inbox(context: typer.Context, as_json: AsJson = False) -> None:
    """List what waits for an owner, and where it is decided; `inbox refuse ID` says no."""
    if context.invoked_subcommand is not None:
        return
    with told():
        found = demand(located(), "GET", "/inbox")
    if as_json:
        print_json(found)
        return
    for one in found["approvals"]:
        _show_request(one)
    for one in found["proposals"]:
        about = f" {named(one['agent'])}" if one["agent"] else ""
        say(f"{one['proposal']}  {one['kind']}{about}  code {one['code']}")
        say(f"  {one['owner']} signs, until {short_time(one['valid_until'])}")
    if not found["approvals"] and not found["proposals"]:
        note("nothing waits")
        return
    say(f"\nDecide on a paired device: {found['where']}\nOr say no here: countersign inbox refuse ID")


@group.command("refuse", epilog='Example: countersign inbox refuse a_Zk3v... --reason "not today"')
def refuse(
    item: Annotated[str, typer.Argument(metavar="ID", help="The id that `countersign inbox` shows.")],
    reason: Annotated[str | None, typer.Option(help="Words for whoever asked, at most 280 characters.")] = None,
    as_json: AsJson = False,
) -> None:
    """Refuse a request or a proposal: that narrows, so it needs no signature."""
    with told():
        done = demand(located(), "POST", f"/inbox/{part(item)}/refuse", {"reason": reason})
    if as_json:
        print_json(done)
    else:
        say(f"refused {done['refused']}; whoever asked is told")


def _show_request(one: Json) -> None:
    title = plain(one["title"] or "a request that cannot be read")
    say(f"{one['approval']}  {painted(title, 'bold')}  asked by {named(one['agent'])}")
    for name, value in one.get("parameters", {}).items():
        say(f"  {plain(name)}: {plain(value)}")
    say(f"  {one['owner']} decides, until {short_time(one['valid_until'])}")
