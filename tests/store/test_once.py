"""Single use: one conditional UPDATE, and a nonce that a key uses twice."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, col

from broker.store import Store, forget_nonces, remember_nonce, use_once
from broker.store.tables import Approval
from tests.store.rows import NOW, approval, seeded, server_grant

pytestmark = pytest.mark.anyio
SPENT = {"spent_at": NOW}


async def test_what_is_used_once_is_not_used_again(store: Store) -> None:
    seeded(store, server_grant(), approval())
    where = (col(Approval.id) == "a1", col(Approval.spent_at).is_(None))
    assert await store.write(lambda session: use_once(session, Approval, *where, values=SPENT))
    assert not await store.write(lambda session: use_once(session, Approval, *where, values=SPENT))


async def test_a_use_of_what_is_not_there_is_no_use(store: Store) -> None:
    assert not await store.write(lambda session: use_once(session, Approval, col(Approval.id) == "a9", values=SPENT))


async def test_conditions_that_fit_two_rows_use_neither(store: Store) -> None:
    seeded(store, server_grant(), approval(), approval("a2"))
    with pytest.raises(ValueError, match="2 rows"):
        await store.write(lambda session: use_once(session, Approval, col(Approval.grant) == "s1", values=SPENT))
    row = await store.read(lambda session: session.get_one(Approval, "a1"))
    assert row.spent_at is None


async def test_a_condition_that_python_evaluated_is_refused(store: Store) -> None:
    seeded(store, server_grant(), approval())
    wrong = Approval.spent_at is not None  # True, whatever the row says
    with pytest.raises(ValueError, match="SQL conditions"):
        await store.write(lambda session: use_once(session, Approval, col(Approval.id) == "a1", wrong, values=SPENT))
    with pytest.raises(ValueError, match="SQL conditions"):
        await store.write(lambda session: use_once(session, Approval, values=SPENT))


async def test_a_nonce_is_new_once_for_each_key(store: Store) -> None:
    def seen(thumbprint: str, nonce: str) -> bool:
        return store.write_sync(lambda session: remember_nonce(session, thumbprint, nonce, NOW))

    assert seen("key", "n1")
    assert not seen("key", "n1")
    assert seen("other key", "n1")
    assert seen("key", "n2")
    assert seen("keyn", "1")  # the same letters, cut elsewhere


async def test_of_ten_messages_with_one_nonce_one_is_new(store: Store) -> None:
    tries = (store.write(lambda session: remember_nonce(session, "key", "n", NOW)) for _ in range(10))
    assert (await asyncio.gather(*tries)).count(True) == 1


async def test_only_nonces_that_are_too_old_to_matter_are_forgotten(store: Store) -> None:
    def remember(nonce: str, minutes: int, session: Session) -> bool:
        return remember_nonce(session, "key", nonce, NOW + timedelta(minutes=minutes))

    for nonce, minutes in (("old", -1), ("now", 0), ("new", 1)):
        await store.write(partial(remember, nonce, minutes))
    assert await store.write(lambda session: forget_nonces(session, NOW)) == 1
    assert await store.write(lambda session: remember_nonce(session, "key", "old", NOW))
    assert not await store.write(lambda session: remember_nonce(session, "key", "now", NOW))
