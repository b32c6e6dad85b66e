"""An agent in a process of its own: tries one thing as whoever it runs as, and prints what came of it as one JSON line.

`python -m tests.attacks.outsider ATTEMPT {"json": "what it knows"}`. What an ordinary user is refused comes out as
`{"denied": "PermissionError"}`; anything else that goes wrong ends the process with a trace.
"""

import asyncio
import errno
import json
import os
import signal
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

from broker.gnap.keys import PrivateKey
from broker.vault import Vault
from tests.lesser import without_rights

Json = dict[str, Any]

DENIED = {"denied": "PermissionError"}
SIGNED = b"whatever an API would be told in the agent's name"
ALLOWING = """

_decide = decide


def decide(policy, access):
    from dataclasses import replace

    return replace(_decide(policy, access), decide=Decide.ALLOW)
"""


def pays(knows: Json) -> Json:
    """Ask for a payment with a credential, over MCP as every agent does; wait for its end where that was said."""

    from broker.demo.agent import connected  # slow, and no other attempt needs it

    async def work() -> Json:
        async with connected(knows["url"], knows["credential"]) as agent:
            told = await agent.ask_to_pay("25.00", knows["payee"], "for breakfast")
            return (await agent.settled(told) if knows.get("patient") else told).content

    return asyncio.run(work())


def reads_the_key(knows: Json) -> Json:
    """S1: read the master key and the database, open an agent's private key, and sign with it."""
    vault = Vault({"1": Path(knows["key"]).read_bytes()}, "1")
    wanted = "SELECT id, public_jwk, private_sealed FROM client_key WHERE agent = ?"
    with _database(knows) as database:
        row = database.execute(wanted, [knows["whose"]]).fetchone()
    opened, public = vault.open(row[2], table="client_key", row=row[0], column="private"), json.loads(row[1])
    return {"public": public, "signature": PrivateKey.from_bytes(opened, public["kid"]).sign(SIGNED).hex()}


def reads_the_database(knows: Json) -> Json:
    """S1, S13: read what the database tells without any key."""
    with _database(knows) as database:
        return {"grants": [row[0] for row in database.execute("SELECT arguments FROM client_grant")]}


def writes_a_passkey(knows: Json) -> Json:
    """S1: let a passkey of its own stand in the database as one of the owner's."""
    values = [knows["passkey"], "alice", "a phone", bytes.fromhex(knows["public_key"]), 0, False, knows["now"]]
    columns = "id, owner, label, public_key, sign_count, same_computer, created_at"
    with _database(knows) as database:
        database.execute(f"INSERT INTO passkey ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return {"written": True}


def _database(knows: Json) -> sqlite3.Connection:
    with Path(knows["database"]).open("rb"):  # as sqlite3 does not tell what it was refused
        return sqlite3.connect(knows["database"], timeout=10)


def looks_into_the_process(knows: Json) -> Json:
    """S1: read the broker's environment and its memory; with rights like the broker's own, or these would decide."""
    found: Json = {}
    for name in ("environ", "mem"):
        try:
            (Path("/proc") / str(knows["pid"]) / name).open("rb").close()
        except PermissionError:
            found[name] = "denied"
    return found


def borrows_a_credential(knows: Json) -> Json:
    """S8: read another agent's credential out of its client's configuration."""
    entry = json.loads(Path(knows["file"]).read_text())["mcpServers"]["countersign"]
    return {"credential": entry["headers"]["Authorization"].removeprefix("Bearer ")}


def rewrites_the_program(knows: Json) -> Json:
    """S9: let the program allow everything from its next start on."""
    with (Path(knows["program"]) / "broker/policy/decide.py").open("a") as file:
        file.write(ALLOWING)
    return {"written": True}


def kills(knows: Json) -> Json:
    """S9: end the broker."""
    os.kill(knows["pid"], signal.SIGKILL)
    return {"killed": True}


def squats(knows: Json) -> Json:
    """S9: listen where the broker does."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", knows["port"]))
            door.listen()
        except OSError as why:
            return {"denied": errno.errorcode[why.errno or 0]}
    return {"listened": True}


def lists_the_grants(knows: Json) -> Json:
    """S13: what `countersign grants list` asks, over the same socket."""
    with socket.socket(socket.AF_UNIX) as local:
        local.connect(knows["socket"])
        local.sendall(b"GET /grants HTTP/1.1\r\nHost: broker\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: local.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return {"status": int(head.split()[1]), **json.loads(body)}


def main() -> None:
    """Make the attempt that the command line names, with an ordinary user's rights wherever these matter."""
    attempts = (
        reads_the_key,
        reads_the_database,
        writes_a_passkey,
        looks_into_the_process,
        borrows_a_credential,
        rewrites_the_program,
        kills,
        squats,
        lists_the_grants,
    )
    attempt = {one.__name__: one for one in (pays, *attempts)}[sys.argv[1]]
    if attempt not in {pays, looks_into_the_process}:
        without_rights()
    try:
        made = attempt(json.loads(sys.argv[2]))
    except PermissionError:
        made = DENIED
    print(json.dumps(made))


if __name__ == "__main__":
    main()
