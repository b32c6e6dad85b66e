"""Watches every test of the client: whoever waits for a grant is rung for in the transaction that moves it.

Within one process nobody looks without a ring, so a move that forgot it would leave a held call waiting to its bound.
"""

from typing import Any

import pytest

from broker.store import transaction, verbs

SHOWN = {"status", "state", "result", "detail", "handed_at"}  # what an agent is told of its grant


@pytest.fixture(autouse=True)
def every_move_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    write, complete = verbs._write, transaction.Transaction.complete

    def writing(session: Any, old: Any, new: Any) -> None:
        if any(getattr(old, name, None) != getattr(new, name, None) for name in SHOWN):
            session.info.setdefault("moved", set()).add(old.id)
        write(session, old, new)

    def completing(session: Any) -> transaction.Complete:
        left = complete(session)
        moved = {row for row in session.info.get("moved", ()) if row.startswith("g_")}  # of the client, not the server
        unheard = {row for row in moved if f"grant:{row}" not in left.wakes}
        assert not unheard, f"nobody was rung for {unheard}"
        return left

    monkeypatch.setattr(verbs, "_write", writing)
    monkeypatch.setattr(transaction.Transaction, "complete", completing)
