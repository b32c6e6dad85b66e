"""`countersign owner`: the people who answer for agents."""

import secrets
from typing import Annotated, Any

import typer

from broker.cli.beginning import show_recovery_code
from broker.cli.running import PATIENCE, Wait, demand, located, signed
from broker.cli.saying import AsJson, fail, misuse, note, on_terminal, print_json, say, table, told

Json = dict[str, Any]
Name = Annotated[str, typer.Argument(help="1 to 40 of a-z, 0-9 and -.")]

group = typer.Typer(no_args_is_help=True, help="The people who answer for agents.", rich_markup_mode=None)


@group.command("add", epilog="Example: countersign owner add bob")
def add(name: Name, wait: Wait = PATIENCE, as_json: AsJson = False) -> None:
    """Add an owner, once the first owner has signed for it."""
    with told():
        where = located()
        proposal = demand(where, "POST", "/owners", {"name": name, "recovery_digest": None})
        signed(where, proposal, seconds=wait, as_json=as_json)
    if as_json:
        print_json({"owner": name})
        return
    say(f"{name} is an owner. Next:")
    say(f"  countersign phone pair --owner {name}\n  countersign owner recovery --owner {name}")


@group.command("list", epilog="Example: countersign owner list")
def list_(as_json: AsJson = False) -> None:
    """List the owners; the first one signs for what concerns everybody."""
    with told():
        found = demand(located(), "GET", "/owners")
    if as_json:
        print_json(found)
        return
    if not found["owners"]:
        note("no owner yet: countersign init")
        return
    table([(one["owner"], _devices(one["devices"]), _recovery(one), _email(one)) for one in found["owners"]])


@group.command("recovery", epilog="Example: countersign owner recovery --owner alice")
def recovery(
    owner: Annotated[str | None, typer.Option(help="Whose code, where there are several owners.")] = None,
    wait: Wait = PATIENCE,
) -> None:
    """Make a new recovery code and show it once; free before the first device, signed for afterwards.

    Only on a terminal: whoever reads this command's output could let a phone of their own in.
    """
    if not on_terminal():
        misuse("a recovery code is shown to a person, so this runs on a terminal only: run it yourself, without a pipe")
    with told():
        from broker.ratchet.reset import new_recovery_code

        where = located()
        code, digest = new_recovery_code(secrets.token_bytes)
        answer = demand(where, "POST", "/owners/recovery", {"owner": owner, "recovery_digest": digest})
        signed(where, answer, seconds=wait, as_json=False)
    show_recovery_code(answer["owner"], code)


@group.command("email", epilog="Example: countersign owner email alice@example.org")
def email(
    address: Annotated[str | None, typer.Argument(help="Your address; clients may be told it.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Forget the address instead; needs no passkey.")] = False,
    owner: Annotated[str | None, typer.Option(help="Whose address, where there are several owners.")] = None,
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Set the e-mail address that a client may be told, once its owner has signed for it; or forget it.

    A client learns it only if it asks, leads the owner here and the owner approves. No agent of yours ever learns it.
    """
    if clear == (address is not None):
        misuse("say either an address or --clear: countersign owner email alice@example.org")
    with told():
        where = located()
        if address is None:
            done = demand(where, "POST", "/owners/email/clear", {"owner": owner})
        else:
            done = demand(where, "POST", "/owners/email", {"owner": owner, "email": address})
            signed(where, done, seconds=wait, as_json=as_json)
    if as_json:
        print_json({"owner": done["owner"], "email": address is not None})
        return
    say(f"{done['owner']} has {'an' if address else 'no'} e-mail address now")


@group.command("reset", epilog="Example: countersign owner reset alice")
def reset(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="End everything without asking again.")] = False,
    as_json: AsJson = False,
) -> None:
    """All phones and the recovery code are lost: end every agent, grant and seal of the owner, and forget the phones.

    Whoever still has the recovery code loses nothing: countersign phone pair, and type the code on the new phone.
    """
    with told():
        where = located()
        if not yes:
            _demand_meant(name)
        done = demand(where, "POST", "/owners/reset", {"owner": name})
    if as_json:
        print_json(done)
        return
    say(f"{name} has no device any more; every agent, grant and seal has ended. Next:")
    say(f"  countersign phone pair --owner {name}\n  countersign owner recovery --owner {name}")


def _demand_meant(name: str) -> None:
    if not on_terminal():
        misuse(
            f"this ends every agent, grant and seal of {name}: say --yes"
            " (with the recovery code nothing ends: countersign phone pair, and type it on the new phone)"
        )
    if input(f"This ends every agent, grant and seal of {name}. Type the name to go on: ").strip() != name:
        fail("nothing was changed")


def _devices(count: int) -> str:
    return "no device: countersign phone pair" if count == 0 else f"{count} device{'s' if count > 1 else ''}"


def _recovery(owner: Json) -> str:
    return "recovery code made" if owner["recovery_code"] else "no recovery code: countersign owner recovery"


def _email(owner: Json) -> str:
    return "e-mail address set" if owner["email"] else "no e-mail address"
