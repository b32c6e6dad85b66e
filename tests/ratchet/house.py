"""A folder of files, a database, an owner with a passkey, and a clock that tests turn: what sealing needs, no more."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from broker.files import Files, starter
from broker.ratchet.sealing import Place, perform_file
from broker.ratchet.watching import Watch
from broker.store import Store
from broker.store.query import Session
from broker.store.tables import Owner, Proposal
from broker.wakeups import LocalWakeups
from tests.approval.signing import Signer
from tests.fresh_database import laid
from tests.signing import open_proposals, sign
from tests.stand_ins import NOW

PLACE = Place("localhost", "http://localhost:8765")
POLICY, CONNECTOR = "policies/scout.yaml", "tools/bank.yaml"
PERFORM = {"policy": perform_file, "connector": perform_file}


@dataclass
class House:
    """`at` is the time; `signer` is alice's passkey."""

    folder: Path
    store: Store
    files: Files
    watch: Watch
    signer: Signer = field(default_factory=Signer)
    at: datetime = NOW

    def write(self, name: str, text: str) -> None:
        """Write one of the files and look."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.watch.refresh()

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace some text of a file, which must hold it, and look."""
        text = (self.folder / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def waiting(self) -> list[Proposal]:
        """Return what waits for a signature."""
        return self.store.read_sync(lambda session: open_proposals(session, self.at))

    def decide(self, verb: str = "approve", *, signer: Signer | None = None) -> None:
        """Decide the oldest open proposal with a passkey, and look."""
        by = signer or self.signer
        self.store.write_sync(
            lambda session: sign(
                session,
                PERFORM,
                open_proposals(session, self.at)[0],
                lambda made: (by.id, _assertion(by, made)),
                self.at,
                verb,
            )
        )
        self.watch.refresh()

    def later(self, time: timedelta) -> None:
        """Let time pass, and look."""
        self.at += time
        self.watch.refresh()

    @property
    def problems(self) -> str:
        """What the files' problems say."""
        return "\n".join(self.files.in_force.problems)

    def again(self) -> "House":
        """Return the house after a restart of the process."""
        return house(self.folder, store=self.store, at=self.at)


def house(folder: Path, *, store: Store | None = None, at: datetime = NOW) -> House:
    """Return a house with the starter files; a new one has the owner alice and her passkey."""
    fresh = store is None
    if store is None:
        store = Store.open(laid(f"sqlite:///{folder / 'state.db'}"), wakeups=LocalWakeups())
        for name in (POLICY, CONNECTOR):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(starter(name))
    files = Files(folder)
    made = House(folder, store, files, Watch(store, files, PLACE, lambda: made.at, secrets.token_bytes), at=at)
    if fresh:
        made.store.write_sync(lambda session: add_owner(session, "alice", made.signer, NOW))
    made.watch.load()
    return made


def add_owner(session: Session, name: str, signer: Signer, at: datetime) -> None:
    """Add an owner with one passkey."""
    session.add(Owner(name=name, created_at=at))
    session.flush()
    session.add(signer.row(name))


def _assertion(signer: Signer, made: bytes) -> Mapping[str, Any]:
    return signer.assertion(made, origin=PLACE.origin)
