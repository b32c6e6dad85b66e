"""Run by the tests as a process of its own: counts one grant up, or rings a bell, through its own store."""

import sys

from sqlmodel import Session

from broker.store import Change, Entry, Store, wake
from broker.store.tables import ClientGrant
from broker.store.verbs import advance
from broker.wakeups import NotifyWakeups
from tests.store.rows import NOW


def one_more(row: ClientGrant) -> Change[ClientGrant]:
    """Count up in the row's arguments, with an audit record and a wakeup."""
    row.arguments["n"] = row.arguments.get("n", 0) + 1
    return Change(row, audit=(Entry("counted", row.id, NOW),), wake=(f"grant:{row.id}",))


def count(session: Session) -> None:
    """Do it once."""
    advance(session, ClientGrant, "g1", one_more)


def main(url: str, times: int) -> None:
    """Open the store and do it so many times; with 0, only ring."""
    store = Store.open(url, wakeups=NotifyWakeups())
    for _ in range(times):
        store.write_sync(count)
    if not times:
        store.write_sync(lambda session: wake(session, "grant:g1"))
    store.close_sync()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
