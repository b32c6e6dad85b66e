"""A user's desk: a home folder with the configuration files of the clients that this user has."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from broker.connect.clients import CLIENTS, ENTRY, Command, Entry, Places, System
from broker.connect.writing import Target

GOLDEN = Path(__file__).parent / "golden"
URL = "http://localhost:8765/mcp"
CREDENTIAL = "csa_" + "Zm9yLXRlc3RzLW9ubHk" + "A" * 24
OTHER = "csa_" + "YW5vdGhlci1hZ2VudHM" + "B" * 24
PROGRAM = "/usr/local/bin/countersign"


@dataclass(frozen=True)
class Desk:
    """A home folder, and where what was written is remembered."""

    places: Places
    state: Path

    def target(self, client: str, *, agent: str = "scout", file: Path | None = None, entry: str = ENTRY) -> Target:
        """Return the target of a client in this home."""
        one = CLIENTS[client]
        return Target(one, agent, file or one.file(self.places), entry, self.state / "connections")

    def lay(self, client: str) -> Path:
        """Put a client's golden file where it belongs; return its path."""
        path = CLIENTS[client].file(self.places)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(golden(client, "before"), path)
        return path


def desk(folder: Path, system: System = "linux") -> Desk:
    """Return an empty desk below a folder."""
    home = folder / "home"
    home.mkdir()
    return Desk(Places(home, system, {}), folder / "state")


def golden(client: str, which: str) -> Path:
    """Return a golden file of a client: `before` or `after`."""
    return next((GOLDEN / client).glob(f"{which}.*"))


def wanted(client: str, credential: str = CREDENTIAL) -> Entry:
    """Return the entry that connects a client as scout: with the credential in it, over HTTP where it can."""
    one = CLIENTS[client]
    if one.http is not None:
        return one.http(URL, credential)
    return one.stdio(Command(PROGRAM, ("mcp", "--agent", "scout"), {"COUNTERSIGN_CREDENTIAL": credential}))
