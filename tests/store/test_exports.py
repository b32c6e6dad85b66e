"""An export of the audit, and a checkpoint kept elsewhere: 1,000 random alterations, each of them found."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, col, delete

from broker.store import Store, audit, verify_chain
from broker.store.chain import GENESIS, Checkpoint, Tail, Verdict, records, unlinked, verify_lines
from broker.store.chain import Entry as Record
from broker.store.tables import Audit, AuditHead
from tests.store.rows import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.promise("P24")]

LENGTH = 40
IN_ALL = 1_000
Line = dict[str, Any]


def _counted(n: int, session: Session) -> None:
    at = NOW + timedelta(seconds=n)
    owner = "alice" if n % 3 else None
    audit(session, kind="counted", subject=f"x{n}", at=at, agent="scout", owner=owner, data={"n": n})


@pytest.fixture
def chain(store: Store) -> Store:
    for n in range(1, LENGTH + 1):
        store.write_sync(partial(_counted, n))
    return store


def _export(store: Store) -> list[Line]:
    found = store.read_sync(lambda session: records(session, 0, 1000))
    verdict = store.read_sync(verify_chain)
    return [*found, {"checkpoint": {"length": verdict.length, "digest": verdict.digest}}]


def _verdict(lines: list[Line]) -> Verdict:
    return verify_lines(json.dumps(line) for line in lines)


def _altered(chance: random.Random, lines: list[Line]) -> list[Line]:
    at = chance.randrange(LENGTH)
    name = chance.choice(sorted(lines[at]))
    value = lines[at][name]
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        other = value[:place] + chance.choice("09afZ\u00e9") + value[place + chance.randrange(2) :]
        value = other if other != value else f"{value}0"
    else:
        value = "mallory" if value is None else value + chance.choice([-1, 1])
    return [*lines[:at], lines[at] | {name: value}, *lines[at + 1 :]]


def _removed(chance: random.Random, lines: list[Line]) -> list[Line]:
    at = chance.randrange(LENGTH)
    return lines[:at] + lines[at + 1 + chance.randrange(3) :]


def _moved(chance: random.Random, lines: list[Line]) -> list[Line]:
    first, second = sorted(chance.sample(range(LENGTH), 2))
    moved = list(lines)
    moved[first], moved[second] = lines[second], lines[first]
    return moved


def _slipped_in(chance: random.Random, lines: list[Line]) -> list[Line]:
    at = chance.randrange(LENGTH)
    return [*lines[:at], lines[chance.randrange(LENGTH)] | {"seq": at + 1}, *lines[at:]]


def _cut_off(chance: random.Random, lines: list[Line]) -> list[Line]:
    return lines[: chance.randrange(LENGTH)] + lines[-1:]


def _without_checkpoint(chance: random.Random, lines: list[Line]) -> list[Line]:
    return lines[: chance.randrange(LENGTH + 1)]


def _another_member(chance: random.Random, lines: list[Line]) -> list[Line]:
    at = chance.randrange(LENGTH)
    return [*lines[:at], lines[at] | {"more": 1}, *lines[at + 1 :]]


WAYS: list[Callable[[random.Random, list[Line]], list[Line]]] = [
    _altered,
    _altered,
    _removed,
    _moved,
    _slipped_in,
    _cut_off,
    _without_checkpoint,
    _another_member,
]


def test_an_export_holds_without_the_database(chain: Store) -> None:
    lines = _export(chain)
    assert _verdict(lines) == Verdict(True, LENGTH, lines[-2]["digest"])


def test_an_empty_export_is_that_of_an_empty_chain(store: Store) -> None:
    assert _verdict(_export(store)) == Verdict(True, 0, GENESIS)


def test_each_of_a_thousand_random_alterations_of_an_export_is_found(chain: Store) -> None:
    lines = _export(chain)
    assert _verdict(lines).ok
    for number in range(IN_ALL):
        chance = random.Random(number)
        altered = chance.choice(WAYS)(chance, lines)
        assert altered != lines
        assert not _verdict(altered).ok, number


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"seq":1}', '{"checkpoint":1}', "[" * 5000])
def test_what_is_no_line_of_an_export_is_told(text: str) -> None:
    assert not verify_lines([text]).ok


def test_a_rest_that_was_rewritten_with_its_head_is_found_by_a_checkpoint_that_was_kept(chain: Store) -> None:
    kept = chain.read_sync(verify_chain)
    checkpoint = Checkpoint(kept.length, kept.digest)
    assert chain.read_sync(lambda session: verify_chain(session, checkpoint)).ok

    def rewritten(session: Session) -> None:
        last = session.get_one(Audit, LENGTH - 5)
        session.execute(delete(Audit).where(col(Audit.seq) > last.seq))
        head = session.get_one(AuditHead, 1)
        head.seq, head.digest = last.seq, last.digest
        session.flush()
        tail = Tail(session.connection())
        tail.link([unlinked(Record("counted", f"forged{n}", NOW)) for n in range(5)])
        tail.end()

    chain.write_sync(rewritten)
    assert chain.read_sync(verify_chain).ok, "whoever rewrites all of it goes unnoticed without the checkpoint"
    verdict = chain.read_sync(lambda session: verify_chain(session, checkpoint))
    assert (verdict.ok, verdict.why) == (False, f"record {LENGTH} is not the one that was exported")


def test_a_rest_that_was_cut_off_with_its_head_is_found_by_a_checkpoint_that_was_kept(chain: Store) -> None:
    kept = chain.read_sync(verify_chain)

    def cut(session: Session) -> None:
        last = session.get_one(Audit, LENGTH - 5)
        session.execute(delete(Audit).where(col(Audit.seq) > last.seq))
        head = session.get_one(AuditHead, 1)
        head.seq, head.digest = last.seq, last.digest

    chain.write_sync(cut)
    assert chain.read_sync(verify_chain).ok
    verdict = chain.read_sync(lambda session: verify_chain(session, Checkpoint(kept.length, kept.digest)))
    assert (verdict.ok, verdict.broken_at) == (False, LENGTH - 4)


def test_records_come_in_portions(chain: Store) -> None:
    first = chain.read_sync(lambda session: records(session, 0, 7))
    second = chain.read_sync(lambda session: records(session, first[-1]["seq"], 7))
    assert [one["seq"] for one in (*first, *second)] == list(range(1, 15))
