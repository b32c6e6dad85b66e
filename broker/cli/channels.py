"""`countersign channel`: other ways to tell an owner that something waits, besides their browser's notifications."""

import sys
from datetime import timedelta
from typing import Annotated, Any, Literal

import typer

from broker.cli.running import PATIENCE, Wait, demand, located, signed
from broker.cli.saying import AsJson, fail, misuse, note, on_terminal, plain, print_json, say, table, told
from broker.fields import timespan

Json = dict[str, Any]
Shows = Literal["code", "agent", "call"]  # as in broker.notify.outbox, which is slow to import

group = typer.Typer(
    no_args_is_help=True,
    help="Other ways to tell you that something waits: ntfy, Telegram, Slack, e-mail.",
    rich_markup_mode=None,
)

One = Annotated[str, typer.Argument(help="The beginning of the channel's id, as `channel list` shows it.")]

ADDRESSES = """\
Addresses, as Apprise writes them:
  ntfy      ntfys://ntfy.sh/TOPIC       or  ntfys://USER:PASSWORD@HOST/TOPIC
  Telegram  tgram://BOT_TOKEN/CHAT_ID
  Slack     slack://TOKEN_A/TOKEN_B/TOKEN_C  (of an incoming webhook)
  e-mail    mailtos://USER:PASSWORD@DOMAIN?to=ALICE@EXAMPLE.ORG&smtp=SMTP.EXAMPLE.ORG
Choose a topic or chat that you alone read: whoever reads it can refuse in your name."""


@group.command("add", epilog=f"\b\n{ADDRESSES}\n\nExample: countersign channel add --after 2m < address.txt")
def add(
    after: Annotated[str, typer.Option(help="How long you may leave a request unanswered before it is used.")] = "0s",
    shows: Annotated[Shows, typer.Option(help="A code only, or names of agent and operation too.")] = "code",
    owner: Annotated[str | None, typer.Option(help="Whose channel it is, where there are several owners.")] = None,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Add a channel, once its owner has signed for it. The address is read from the terminal, unseen, or from a pipe.

    It holds secrets, so it is no argument: every program on this computer can read those.
    """
    body = {"owner": owner, "after": _seconds(after), "shows": shows, "address": _address()}
    with told():
        where = located()
        ended = signed(where, demand(where, "POST", "/channels", body), seconds=wait, as_json=as_json)
        made = demand(where, "GET", "/channels")["channels"]
    if as_json:
        print_json({"proposal": ended, "channels": made})
    else:
        say("added; try it:")
        say(f"  countersign channel test {_short(made[-1])}")


@group.command("list", epilog="Example: countersign channel list")
def list_(as_json: AsJson = False) -> None:
    """List the channels of all owners. Their addresses are shown to nobody."""
    with told():
        found = demand(located(), "GET", "/channels")
    if as_json:
        print_json(found)
    elif not found["channels"]:
        note("no channel yet: countersign channel add")
    else:
        table(
            [(_short(one), one["owner"], one["service"], plain(one["place"]), _about(one)) for one in found["channels"]]
        )


@group.command("test", epilog="Example: countersign channel test c_1f9a")
def try_(channel: One, as_json: AsJson = False) -> None:
    """Send a message that says nothing but that it works."""
    with told():
        where = located()
        ended = demand(where, "POST", f"/channels/{_chosen(where, channel)['channel']}/test", {})
    if as_json:
        print_json(ended)
    if not ended["delivered"]:
        fail(f"not delivered: {ended['why']} Look at the address: countersign channel remove, and add it again")
    if not as_json:
        say("delivered")


@group.command("remove", epilog="Example: countersign channel remove c_1f9a")
def remove(channel: One, as_json: AsJson = False) -> None:
    """Remove a channel at once, and forget its address. That narrows, so it takes no passkey."""
    with told():
        where = located()
        chosen = _chosen(where, channel)
        ended = demand(where, "DELETE", f"/channels/{chosen['channel']}")
    if as_json:
        print_json(ended)
    else:
        say(f"{chosen['service']} ({plain(chosen['place'])}) of {chosen['owner']} is told nothing any more")


def _address() -> str:
    if not on_terminal():
        return sys.stdin.readline().strip() or misuse(f"no address came through the pipe. {ADDRESSES}")
    note(ADDRESSES)
    typed: str = typer.prompt("Address (it is not shown)", hide_input=True)
    return typed.strip()


def _seconds(text: str) -> int:
    span = timespan(text)
    if text in ("0", "0s"):
        return 0
    if span is None or span > timedelta(days=1):
        misuse(f'"{plain(text)}" is no time up to 1d, such as 2m or 1h')
    return int(span.total_seconds())


def _chosen(where: Any, beginning: str) -> Json:
    found: list[Json] = demand(where, "GET", "/channels")["channels"]
    fits = [one for one in found if one["channel"].startswith(beginning)]
    if len(fits) != 1:
        known = ", ".join(_short(one) for one in found) or "none"
        fail(f"{'no' if not fits else 'more than one'} channel begins so; known: {known}")
    return fits[0]


def _short(one: Json) -> str:
    return str(one["channel"])[:8]


def _about(one: Json) -> str:
    when = f"after {one['after']} s" if one["after"] else "at once"
    return f"{when}, shows {one['shows']}" + (f"; {plain(one['fault'])}" if one["fault"] else "")
