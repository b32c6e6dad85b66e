"""Looking at the files: what changes while a look is under way is news to the next one, and nothing is lost."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from broker.ratchet import watching
from broker.ratchet.sealing import review
from tests.approval.signing import Signer
from tests.ratchet.house import POLICY, House, add_owner, house
from tests.stand_ins import NOW


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[House]:
    made = house(tmp_path)
    yield made
    made.store.close_sync()


def test_an_owner_who_comes_while_the_files_are_looked_at_is_asked_at_the_next_look(
    fresh: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (fresh.folder / POLICY).read_text().replace("agent: scout", "agent: mole").replace("alice", "bob")
    (fresh.folder / "policies/mole.yaml").write_text(text)
    reviewed = review

    def meanwhile(*given: Any, **named: Any) -> Any:
        done = reviewed(*given, **named)
        add_owner(given[0], "bob", Signer(2), NOW + timedelta(seconds=1))
        return done

    monkeypatch.setattr(watching, "review", meanwhile)
    fresh.watch.refresh()
    monkeypatch.setattr(watching, "review", reviewed)
    assert [one.owner for one in fresh.waiting()] == ["alice"]
    fresh.watch.refresh()
    assert sorted(one.owner for one in fresh.waiting()) == ["alice", "bob"]


def test_nothing_is_reviewed_again_while_nothing_has_changed(fresh: House, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.watch.refresh()
    fresh.decide()
    reviewed, looks = review, list[int]()

    def counted(*given: Any, **named: Any) -> Any:
        looks.append(1)
        return reviewed(*given, **named)

    monkeypatch.setattr(watching, "review", counted)
    fresh.watch.refresh()
    assert looks == []
    fresh.later(timedelta(minutes=1))
    assert looks == [1]


def test_of_two_looks_at_once_the_second_waits_for_the_first(fresh: House, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewed, inside, most = review, list[int](), list[int]()
    together = threading.Barrier(2, timeout=5)

    def counted(*given: Any, **named: Any) -> Any:
        inside.append(1)
        most.append(len(inside))
        done = reviewed(*given, **named)
        inside.pop()
        return done

    def look() -> None:
        together.wait()
        fresh.watch.refresh()

    monkeypatch.setattr(watching, "review", counted)
    threads = [threading.Thread(target=look) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert max(most) == 1
    assert len(fresh.waiting()) == 1
