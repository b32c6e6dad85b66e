"""What concerns the whole installation: is this the master key with which everything here was sealed?"""

from sqlalchemy import Connection, inspect
from sqlmodel import Session, col, select, update

from broker.store.errors import StoreError
from broker.store.tables import ClientKey, Installation
from broker.vault import SealBroken, Vault

PLAINTEXT = b"countersign"


class WrongKey(StoreError):
    """The master key is not the one with which this database's secrets were sealed."""


def check_key(session: Session, vault: Vault) -> None:
    """Note the master key in use, the first time; from then on raise WrongKey for every other one.

    Brokers that start together on one new database agree on the key of whoever was first.
    """
    if _check(session) is None:
        _open_an_older_secret(session, vault)
        check = vault.seal(PLAINTEXT, table="installation", row="1", column="key_check")
        unset = (col(Installation.id) == 1, col(Installation.key_check_sealed).is_(None))
        session.execute(update(Installation).where(*unset).values(key_check_sealed=check))
    check = _check(session) or b""
    _must_open(vault, check, table="installation", row="1", column="key_check")


def admit_key(connection: Connection, vault: Vault) -> None:
    """Return if the master key opens what a database of an older version holds; raise WrongKey before it is brought up.

    Only columns that every version had are read.
    """
    if inspect(connection).has_table("installation"):
        check: bytes | None = connection.scalar(
            select(col(Installation.key_check_sealed)).where(col(Installation.id) == 1)
        )
        if check is not None:
            _must_open(vault, check, table="installation", row="1", column="key_check")
    older = connection.execute(select(col(ClientKey.id), col(ClientKey.private_sealed)).limit(1)).first()
    if older is not None:
        _must_open(vault, older.private_sealed, table="client_key", row=older.id, column="private")


def _check(session: Session) -> bytes | None:
    found: bytes | None = session.scalars(select(Installation.key_check_sealed).where(col(Installation.id) == 1)).one()
    return found


def _open_an_older_secret(session: Session, vault: Vault) -> None:
    """Try a key sealed by version 0.1, which noted no check: the first start after the upgrade may have a wrong key."""
    key = session.scalars(select(ClientKey).limit(1)).first()
    if key is not None:
        _must_open(vault, key.private_sealed, table="client_key", row=key.id, column="private")


def _must_open(vault: Vault, sealed: bytes, *, table: str, row: str, column: str) -> None:
    try:
        vault.open(sealed, table=table, row=row, column=column)
    except SealBroken:
        raise WrongKey(
            "this is not the master key with which this database was sealed: give back the one that was in use "
            "(master.key in the state folder, a systemd credential, COUNTERSIGN_KEY_COMMAND, COUNTERSIGN_MASTER_KEY); "
            "brokers that share a database share one master key. Nothing was changed"
        ) from None
