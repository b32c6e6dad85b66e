"""One master key for one database: noted at the first start, every other one refused with words, nothing changed."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from broker.store import Store
from broker.store.installation import WrongKey, check_key
from broker.store.query import Session
from broker.store.tables import ClientKey, Installation
from broker.vault import Vault
from broker.wakeups import LocalWakeups
from tests.store.rows import NOW, seeded

RIGHT, WRONG = (Vault({"1": letter * 32}, "1") for letter in (b"r", b"w"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store on an empty database."""
    opened = Store.open(database_url, wakeups=LocalWakeups())
    yield opened
    opened.close_sync()


def checked(store: Store, vault: Vault) -> None:
    store.write_sync(lambda session: check_key(session, vault))


def noted(session: Session) -> bytes | None:
    return session.get_one(Installation, 1).key_check_sealed


def test_the_first_key_is_noted_and_every_other_refused(store: Store) -> None:
    checked(store, RIGHT)
    before = store.read_sync(noted)
    with pytest.raises(WrongKey, match="not the master key with which this database was sealed"):
        checked(store, WRONG)
    checked(store, RIGHT)
    assert before is not None
    assert store.read_sync(noted) == before, "it is written once"


def test_a_database_of_the_version_before_is_checked_by_the_secrets_it_holds(store: Store) -> None:
    def work(session: Session) -> None:
        sealed = RIGHT.seal(b"private", table="client_key", row="k1", column="private")
        common: dict[str, Any] = {
            "authorization_server": "https://as.example/gnap",
            "public_jwk": {},
            "created_at": NOW,
        }
        session.add(ClientKey(id="k1", agent="scout", private_sealed=sealed, **common))

    seeded(store)
    store.write_sync(work)
    with pytest.raises(WrongKey):
        checked(store, WRONG)
    assert store.read_sync(noted) is None, "a wrong key does not become the right one by being first"
    checked(store, RIGHT)


@pytest.mark.postgresql
def test_brokers_that_start_together_agree_on_one_key(postgres_url: str) -> None:
    stores = [Store.open(postgres_url, wakeups=LocalWakeups()) for _ in range(4)]
    vaults = [Vault({"1": secrets.token_bytes(32)}, "1") for _ in stores]

    def start(number: int) -> bool:
        try:
            checked(stores[number], vaults[number])
        except WrongKey:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        started = list(threads.map(start, range(4)))
    assert started.count(True) == 1
    checked(stores[0], vaults[started.index(True)])
    for one in stores:
        one.close_sync()
