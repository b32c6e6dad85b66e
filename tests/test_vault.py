"""What is sealed opens only where it was sealed: same key, same table, row and column, not a bit changed."""

import pickle
import secrets
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.vault import KeyUnusable, SealBroken, Secret, Vault, load_or_create_key

KEY, OTHER = b"k" * 32, b"o" * 32
HERE = {"table": "client_grant", "row": "g_1", "column": "token"}
VAULT = Vault({"1": KEY}, "1")


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_where_it_was_sealed(plaintext: bytes) -> None:
    assert VAULT.open(VAULT.seal(plaintext, **HERE), **HERE) == plaintext


@pytest.mark.parametrize("place", ["table", "row", "column"])
def test_a_sealed_value_that_was_moved_does_not_open(place: str) -> None:
    sealed = VAULT.seal(b"secret", **HERE)
    with pytest.raises(SealBroken):
        VAULT.open(sealed, **{**HERE, place: "another"})
    assert VAULT.open(sealed, **HERE) == b"secret"


def test_names_that_only_read_alike_when_joined_are_told_apart() -> None:
    sealed = VAULT.seal(b"secret", table="ab", row="c", column="d")
    with pytest.raises(SealBroken):
        VAULT.open(sealed, table="a", row="bc", column="d")


def test_every_flipped_bit_and_every_cut_is_noticed() -> None:
    sealed = VAULT.seal(b"secret", **HERE)
    for place in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(SealBroken):
                VAULT.open(bytes(changed), **HERE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            VAULT.open(sealed[:length], **HERE)
    assert VAULT.open(sealed, **HERE) == b"secret"


def test_two_seals_of_one_value_differ() -> None:
    assert VAULT.seal(b"secret", **HERE) != VAULT.seal(b"secret", **HERE)


def test_a_ring_opens_old_values_and_seals_with_its_current_key() -> None:
    old = VAULT.seal(b"secret", **HERE)
    ring = Vault({"1": KEY, "2": OTHER}, "2")
    assert ring.open(old, **HERE) == b"secret"
    new = ring.seal(b"secret", **HERE)
    assert (ring.is_current(old), ring.is_current(new)) == (False, True)
    with pytest.raises(SealBroken, match="not in the ring"):
        VAULT.open(new, **HERE)


def test_another_key_of_the_same_name_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        Vault({"1": OTHER}, "1").open(VAULT.seal(b"secret", **HERE), **HERE)


def test_nothing_shows_a_key_or_a_secret() -> None:
    secret = Secret("hunter2")
    shown = f"{secret} {secret!r} {VAULT!r} {[secret]} {vars(VAULT).keys()}"
    assert "hunter2" not in shown
    assert "kkkk" not in shown
    assert secret.reveal() == "hunter2"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_key_file_is_made_once_for_its_owner_only_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "state" / "master.key"
    key = load_or_create_key(path)
    assert (len(key), load_or_create_key(path)) == (32, key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_file_that_others_could_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    key = load_or_create_key(path)
    path.chmod(mode)
    with pytest.raises(KeyUnusable, match=str(path)):
        load_or_create_key(path)
    path.chmod(0o600)
    assert load_or_create_key(path) == key


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_file_of_another_length_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "master.key"
    path.touch(mode=0o600)
    path.write_bytes(secrets.token_bytes(size))
    with pytest.raises(KeyUnusable):
        load_or_create_key(path)


def test_a_key_file_behind_a_link_is_refused(tmp_path: Path) -> None:
    load_or_create_key(tmp_path / "real.key")
    (tmp_path / "master.key").symlink_to(tmp_path / "real.key")
    with pytest.raises(KeyUnusable):
        load_or_create_key(tmp_path / "master.key")
