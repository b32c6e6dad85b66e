"""What is sealed opens only where it was sealed: same key, same table, row and column, not a bit changed."""

import base64
import pickle
import secrets
import stat
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.vault import KeyUnusable, SealBroken, Secret, Vault, load_or_create_key, master_key

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


def in_base64(key: bytes) -> str:
    return base64.b64encode(key).decode() + "\n"


@pytest.fixture
def told() -> list[str]:
    return []


def printing(key: bytes) -> str:
    return f"printf {in_base64(key).strip()}"


def test_the_key_comes_from_the_first_source_there_is(tmp_path: Path, told: list[str]) -> None:
    file, credentials = tmp_path / "master.key", tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "master.key").write_text(in_base64(KEY))
    (credentials / "master.key").chmod(0o400)
    assert master_key(file, credentials=str(credentials), command=printing(OTHER), warn=told.append) == KEY
    (credentials / "master.key").unlink()
    assert master_key(file, credentials=str(credentials), command=printing(OTHER), warn=told.append) == OTHER
    assert not file.exists()
    made = master_key(file, credentials=str(credentials), warn=told.append)
    assert file.read_bytes() == made
    assert told == []


def test_a_credential_may_be_the_raw_bytes(tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "master.key").write_bytes(KEY)
    (tmp_path / "master.key").chmod(0o440)
    assert master_key(tmp_path / "none", credentials=str(tmp_path), warn=told.append) == KEY


def test_a_credential_that_everybody_can_read_is_refused(tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "master.key").write_bytes(KEY)
    (tmp_path / "master.key").chmod(0o444)
    with pytest.raises(KeyUnusable, match="everybody can read"):
        master_key(tmp_path / "none", credentials=str(tmp_path), warn=told.append)


def test_a_key_from_the_environment_is_taken_with_a_warning_and_makes_no_file(tmp_path: Path, told: list[str]) -> None:
    file, given = tmp_path / "master.key", Secret(in_base64(KEY))
    assert master_key(file, given=given, warn=told.append) == KEY
    assert not file.exists()
    assert len(told) == 1
    assert "environment" in told[0]
    assert in_base64(KEY).strip() not in told[0]


def test_a_key_from_the_environment_that_is_not_the_files_is_refused(tmp_path: Path, told: list[str]) -> None:
    file = tmp_path / "master.key"
    key = load_or_create_key(file)
    with pytest.raises(KeyUnusable, match="are two keys"):
        master_key(file, given=Secret(in_base64(OTHER)), warn=told.append)
    assert master_key(file, given=Secret(in_base64(key)), warn=told.append) == key


@pytest.mark.parametrize(
    "value", ["", "hunter2", in_base64(b"k" * 31), in_base64(b"k" * 33), "k" * 33, "é" * 32, in_base64(KEY)[:-3]]
)
def test_a_key_of_another_form_is_refused_without_repeating_it(tmp_path: Path, told: list[str], value: str) -> None:
    with pytest.raises(KeyUnusable, match="base64 of 32 bytes") as caught:
        master_key(tmp_path / "master.key", given=Secret(value), warn=told.append)
    assert not value or value.strip() not in str(caught.value)
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("false", "ended with status 1"),
        ("/no/such/program", "No such file"),
        ("'unbalanced", "no command"),
        ("  ", "no command"),
        ("printf hunter2", "base64 of 32 bytes"),
        ("sleep 60", "did not end within 0.2 seconds"),
    ],
)
def test_a_key_command_that_gives_no_key_is_refused_in_words(
    tmp_path: Path, told: list[str], command: str, words: str
) -> None:
    with pytest.raises(KeyUnusable, match=words) as caught:
        master_key(tmp_path / "master.key", command=command, warn=told.append, seconds=0.2)
    assert "hunter2" not in str(caught.value)
    assert not (tmp_path / "master.key").exists(), "a failing source is not passed over in silence"


def test_a_key_command_is_run_without_a_shell(tmp_path: Path, told: list[str]) -> None:
    mark = tmp_path / "mark"
    with pytest.raises(KeyUnusable):
        master_key(tmp_path / "master.key", command=f"printf x; touch {mark}", warn=told.append)
    assert not mark.exists()


def test_a_key_command_that_is_too_slow_ends_with_its_children(tmp_path: Path, told: list[str]) -> None:
    number = tmp_path / "number"
    command = f"sh -c 'sleep 60 & echo $! > {number}; wait'"
    with pytest.raises(KeyUnusable, match=r"did not end within 0\.5 seconds"):
        master_key(tmp_path / "master.key", command=command, warn=told.append, seconds=0.5)
    child = Path(f"/proc/{number.read_text().strip()}/stat")
    surely = time.monotonic() + 10  # a signal takes a moment to arrive
    while child.exists() and child.read_text().rpartition(")")[2].split()[0] != "Z":
        assert time.monotonic() < surely, "a child goes on"
