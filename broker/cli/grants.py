"""`countersign grants`: what agents asked for and were granted. Only for the broker's own user and root."""

from typing import Annotated, Any

import typer

from broker.cli.running import demand, located, part
from broker.cli.saying import AsJson, named, note, plain, print_json, say, short_time, table, told

Json = dict[str, Any]
GrantId = Annotated[str, typer.Argument(metavar="ID", help="The id that `grants list` shows.")]

group = typer.Typer(no_args_is_help=True, help="What agents asked for and were granted.", rich_markup_mode=None)

_ENDS_BY = {
    "manage": "by `countersign grants revoke`",
    "continue": "by `countersign grants revoke`",
    "expiry": "by itself only: it cannot be revoked before then",
    None: "it has ended",
}


@group.command("list", epilog="Example: countersign grants list --json")
def list_(as_json: AsJson = False) -> None:
    """List the newest grants of all agents."""
    with told():
        found = demand(located(), "GET", "/grants")
    if as_json:
        print_json(found)
        return
    if not found["grants"]:
        note("no agent has asked for anything yet")
        return
    table(
        [
            (one["grant"], named(one["agent"]), one["operation"], one["status"], short_time(one["created_at"]))
            for one in found["grants"]
        ]
    )


@group.command("show", epilog="Example: countersign grants show 3fQz...")
def show(grant: GrantId, as_json: AsJson = False) -> None:
    """Show one grant: the call, its arguments, how it stands, and how it can be ended."""
    with told():
        found = demand(located(), "GET", f"/grants/{part(grant)}")
    if as_json:
        print_json(found)
        return
    table(_lines(found))


@group.command("revoke", epilog="Example: countersign grants revoke 3fQz...")
def revoke(grant: GrantId, as_json: AsJson = False) -> None:
    """End a grant: withdraw what is asked, revoke what was granted. A call that was sent is not called back."""
    with told():
        done = demand(located(), "DELETE", f"/grants/{part(grant)}")
    if as_json:
        print_json(done)
        return
    ending = f", {done['ending']}" if done["ending"] else ""
    say(f"{done['grant']} of {named(done['agent'])}: {done['status']}{ending}")
    if done["ends_by"] == "expiry":
        note(f"its token cannot be revoked; it ends by itself at {short_time(done['token_expires_at'])}")


def _lines(found: Json) -> list[tuple[str, object]]:
    return [
        ("grant", found["grant"]),
        ("agent", named(found["agent"])),
        ("owner", found["owner"]),
        ("operation", f"{found['connector']}: {found['operation']}"),
        *[(f"  {plain(name)}", value) for name, value in found["arguments"].items()],
        ("status", found["status"]),
        ("state", " ".join(filter(None, (found["state"], found["ending"])))),
        ("rule", f"{found['rule']} ({found['decide']})"),
        ("asked", short_time(found["created_at"])),
        ("token until", short_time(found["token_expires_at"])),
        ("ends", _ENDS_BY[found["ends_by"]]),
        ("detail", found["detail"] or ""),
    ]
