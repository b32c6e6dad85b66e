"""Talking to the running broker over its unix socket, and waiting with it for an owner's passkey.

Commands that change state ask the broker; what widens comes back as a proposal, and the command waits until somebody
signs it on a paired device. Nothing here approves.
"""

import re
import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broker.cli.saying import fail, note, plain, print_json

if TYPE_CHECKING:
    from broker.config import Settings

Json = dict[str, Any]

Wait = Annotated[
    float, typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for the owner's passkey.")
]
PATIENCE = 900.0  # seconds: as long as a proposal waits
SECONDS = 60.0  # for one answer of the broker
LOOK = 5.0  # seconds between two signs of life on a terminal
AGAIN = 1.0  # seconds until a broker that went away is asked again


def located(**given: object) -> "Settings":
    """Return the settings; raise BadSettings for faulty ones, and inside a git work tree unless `--dev` was said."""
    from broker.config import outside_work_trees

    return outside_work_trees(anywhere(**given))


def anywhere(**given: object) -> "Settings":
    """Return the settings wherever state and files lie, which `doctor` judges; raise BadSettings for faulty ones."""
    from broker.config import settings

    return settings(dev=_dev or None, **given)


_dev = False


def allow_work_trees(yes: bool) -> None:
    """Take note of `--dev`: state and files may lie where agents edit."""
    global _dev  # one process runs one command
    _dev = yes


def ask(where: "Settings", method: str, path: str, content: Json | None = None) -> Json | None:
    """Return what the running broker answers, None where none runs; exit 1, with its words, where it refuses."""
    import httpx2

    from broker.config import addressable, answers

    if not where.socket.is_socket():
        return None
    with addressable(where.socket) as address:
        try:
            if not answers(address):
                return None
        except PermissionError:
            fail(f"{where.socket} may not be used by this user: run this as the broker's user, or as one of its group")
        transport = httpx2.HTTPTransport(uds=address)
        try:
            with httpx2.Client(transport=transport, base_url="http://broker", timeout=SECONDS) as client:
                return _read(client.request(method, path, json=content))
        except httpx2.HTTPError as why:
            kind = type(why).__name__
            fail(f"the broker at {where.socket} did not answer: {kind}; look at its log, then try again")


def part(name: str) -> str:
    """Return a name or id as it stands in a path on the socket; exit 1 for what would make another path of it."""
    if re.fullmatch(r"\.*|.*[^A-Za-z0-9_.-].*", name, re.DOTALL):
        fail(f'there is nothing called "{plain(name)}": names and ids have letters, digits, "-", "_" and "." only')
    return name


def demand(where: "Settings", method: str, path: str, content: Json | None = None) -> Json:
    """Return what the running broker answers; exit 1 with the next step where none runs or it refuses."""
    answer = ask(where, method, path, content)
    if answer is None:
        fail(
            f"no broker runs on {where.state_dir}: start it with `countersign serve` in another terminal, "
            "then run this again"
        )
    return answer


def signed(where: "Settings", proposal: Json, *, seconds: float, as_json: bool) -> Json:
    """Wait until the proposal is signed and return how it ended; exit 1, with the owner's words, where it is not.

    An interrupt, and the end of the wait, take the proposal back.
    """
    # what was free came back done: nobody has to sign
    if "proposal" not in proposal:
        return proposal
    ended = waited_for(where, proposal, seconds)
    if ended["outcome"] != "approved":
        if as_json:
            print_json(ended)
        fail(words_of(ended))
    return ended


def waited_for(where: "Settings", proposal: Json, seconds: float) -> Json:
    """Wait until a proposal does not wait any more, and return how it ended, whichever way."""
    try:  # whoever has read the first word may interrupt
        note(f"waiting for {proposal['owner']}'s passkey: code {proposal['code']}, on {proposal['inbox']}")
        return _decided(where, proposal, time.monotonic() + seconds)
    except KeyboardInterrupt:
        note("")
        return demand(where, "DELETE", f"/proposals/{proposal['proposal']}")


def _decided(where: "Settings", proposal: Json, end: float) -> Json:
    """Return how the proposal ended; one that still waits at `end` (monotonic seconds) is taken back."""
    dots = _on_a_terminal()
    path = f"/proposals/{proposal['proposal']}"
    while (left := end - time.monotonic()) > 0:
        answer = ask(where, "GET", f"{path}?wait={min(LOOK, left):.3f}")
        if answer is not None and answer["outcome"] != "waiting":
            _dot("\n" if dots else "")
            return answer
        _dot("." if dots else "")
        if answer is None:
            time.sleep(min(AGAIN, max(0.0, end - time.monotonic())))
    _dot("\n" if dots else "")
    return demand(where, "DELETE", path)


def _on_a_terminal() -> bool:
    return sys.stderr.isatty()


def _dot(text: str) -> None:
    if text:
        print(text, end="", file=sys.stderr, flush=True)


def words_of(ended: Json) -> str:
    """Return how a proposal ended that was not approved, for a person."""
    match ended["outcome"]:
        case "refused":
            said = f': "{plain(ended["reason"])}"' if ended["reason"] else ""
            return f"{ended['owner']} refused{said}; nothing was changed"
        case "expired":
            return f"{ended['owner']} did not sign in time; nothing was changed. Run this again when they can"
        case _:
            return f"nothing was changed: {plain(ended['reason'] or 'it was taken back')}"


def _read(response: Any) -> Json:
    try:
        answer: Json = response.json()
    except ValueError:
        fail(f"the broker answered with HTTP status {response.status_code} and no JSON: is it another program?")
    if response.is_error:
        fail(plain(answer.get("message", "the broker refused")))
    return answer
