"""`countersign phone`: the devices on which owners decide."""

import hashlib
import secrets
import sys
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from broker.cli.running import PATIENCE, Wait, demand, located, signed, waited_for, words_of
from broker.cli.saying import AsJson, coloured, fail, misuse, note, on_terminal, plain, print_json, say, table, told

if TYPE_CHECKING:
    from broker.config import Settings

Json = dict[str, Any]

LOOK = 5  # seconds of one long poll
QUIET_ZONE = 2  # modules around the code; scanners of phones manage with it

group = typer.Typer(no_args_is_help=True, help="The devices on which owners decide.", rich_markup_mode=None)

THIS_COMPUTER_ONLY = """\
This link works on this computer only: a phone cannot open {url}, and without https no
browser makes a passkey for another computer. To use your phone, give the broker an https
address that the phone can reach, then pair again:
  Tailscale   tailscale serve --bg {port}
              countersign serve --public-url https://NAME.TAILNET.ts.net
  Caddy       caddy reverse-proxy --from countersign.example --to localhost:{port}
              countersign serve --public-url https://countersign.example
  own files   countersign serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem \\
                --public-url https://NAME:{port}
"""


@group.command("pair", epilog="Example: countersign phone pair --owner alice")
def pair(
    owner: Annotated[str | None, typer.Option(help="Whose device it is, where there are several owners.")] = None,
    wait: Wait = PATIENCE,
) -> None:
    """Pair a device: show its link here, take the digits that it shows, and have a paired device confirm it.

    Only on a terminal: who can read this command's output could pair a device of their own.
    """
    if not on_terminal():
        misuse(
            "phone pair shows a link to a person and takes digits from them, so it runs on a terminal only: "
            "run it yourself, without a pipe"
        )
    with told():
        _pair(located(), owner, wait)


@group.command("list", epilog="Example: countersign phone list")
def list_(as_json: AsJson = False) -> None:
    """List the paired devices of all owners."""
    with told():
        found = demand(located(), "GET", "/devices")
    if as_json:
        print_json({"devices": [{"id": _short_id(one), **one} for one in found["devices"]]})
        return
    if not found["devices"]:
        note("no device yet: countersign phone pair")
        return
    table([(_short_id(one), one["owner"], one["label"], _about(one)) for one in found["devices"]])


@group.command("remove", epilog="Example: countersign phone remove d3f08a1c")
def remove(
    device: Annotated[
        str, typer.Argument(help="The device's label, or the beginning of its id, as `phone list` shows them.")
    ],
    wait: Wait = PATIENCE,
    as_json: AsJson = False,
) -> None:
    """Remove a device, once its owner has signed for it."""
    with told():
        where = located()
        chosen = _chosen(demand(where, "GET", "/devices")["devices"], device)
        ended = signed(where, demand(where, "DELETE", f"/devices/{chosen['device']}"), seconds=wait, as_json=as_json)
    if as_json:
        print_json(ended)
    else:
        say(f"{plain(chosen['label'])} of {chosen['owner']} is removed")


def _pair(where: "Settings", owner: str | None, wait: float) -> None:
    # This secret never leaves the command's memory but to the broker: only this terminal can type the digits.
    secret = secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    try:
        pairing = demand(where, "POST", "/pairing", {"owner": owner, "terminal_digest": digest})
        _show_link(pairing)
        pairing = _digits_typed(where, _claimed(where, pairing), secret)
        if pairing["proposal"] is not None:
            signer = pairing["proposal"]["owner"]
            whose = "" if signer == pairing["owner"] else f" of {signer}"
            say(f"now confirm on a paired device{whose}: code {pairing['proposal']['code']}")
            _demand_confirmed(where, pairing, wait)
    except KeyboardInterrupt:
        fail("stopped: nothing was paired")
    say(f"paired: {pairing['owner']} can decide on this device, at {where.public_url}/inbox")


def _demand_confirmed(where: "Settings", pairing: Json, wait: float) -> None:
    """Return once the device is let in: by a paired one's signature, or by the recovery code typed on itself."""
    ended = waited_for(where, pairing["proposal"], wait)
    if demand(where, "GET", f"/pairing/{pairing['pairing']}")["state"] != "paired":
        fail(words_of(ended))


def _show_link(pairing: Json) -> None:
    from urllib.parse import urlsplit

    link = pairing["link"]
    say(f"Open this link on the device, once, within two minutes, and make a passkey for {pairing['owner']}:\n")
    parts = urlsplit(link)
    if parts.scheme == "https":
        _show_code(link, sys.stdout)
    say(f"  {link}\n")
    if parts.scheme != "https":
        url = f"{parts.scheme}://{parts.netloc}"
        say(THIS_COMPUTER_ONLY.format(url=url, port=parts.port or 80))


def _show_code(link: str, out: TextIO) -> None:
    """Draw the link as a QR code in half blocks, light on dark whatever the terminal's colours are."""
    import io

    import segno

    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, border=QUIET_ZONE, compact=True)
    before, after = ("\x1b[97;40m", "\x1b[0m") if coloured(out) else ("", "")
    try:
        drawn.getvalue().encode(out.encoding or "utf-8")
    except UnicodeEncodeError:
        return  # the link stands below
    for line in drawn.getvalue().splitlines():
        say(f"{before}{line}{after}")
    say()


def _claimed(where: "Settings", pairing: Json) -> Json:
    """Wait until a browser has opened the link and shows digits; exit 1 where that does not happen."""
    while pairing["state"] == "link":
        pairing = demand(where, "GET", f"/pairing/{pairing['pairing']}?state=link&wait={LOOK}")
    _demand_open(pairing)
    return pairing


def _digits_typed(where: "Settings", pairing: Json, secret: str) -> Json:
    """Ask for the digits until they are right; exit 1 after the last wrong try."""
    while pairing["state"] == "digits":
        digits = _asked("Type the six digits that the phone shows: ")
        pairing = demand(
            where,
            "POST",
            f"/pairing/{pairing['pairing']}/digits",
            {"terminal_secret": secret, "digits": digits[:40]},
        )
        if pairing["state"] == "digits":
            say(f"these are not the digits; {pairing['tries_left']} more")
    if pairing["state"] != "paired":
        _demand_open(pairing)
    return pairing


def _asked(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        raise KeyboardInterrupt from None


def _demand_open(pairing: Json) -> None:
    if pairing["state"] not in {"digits", "confirm", "paired"}:
        fail(f"{_ENDED.get(pairing['state'], 'this pairing has ended')}: nothing was paired. Run this again")


_ENDED = {
    "expired": "nobody opened the link in two minutes, or the digits were not typed in two minutes",
    "replaced": "a newer pairing was started for the same owner",
    "wrong-digits": "the digits were wrong three times",
    "refused": "it was refused on a paired device",
}


def _chosen(devices: list[Json], name: str) -> Json:
    found = [one for one in devices if name and (one["label"] == name or _short_id(one).startswith(name))]
    if len(found) != 1:
        words = "several devices are" if found else "no device is"
        fail(f'{words} called "{plain(name)}": countersign phone list shows them')
    return found[0]


def _short_id(device: Json) -> str:
    """Return what a device is called on the command line: its passkey's own id may begin with a dash."""
    return hashlib.sha256(device["device"].encode()).hexdigest()[:12]


def _about(device: Json) -> str:
    told = ["this computer"] if device["same_computer"] else []
    told.append(f"notified by {device['notifications']}" if device["notifications"] else "not notified")
    return "; ".join(told + ([device["fault"]] if device["fault"] else []))
