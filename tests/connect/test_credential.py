"""The agent's side of a credential: from the environment or a file of its own, never from others' reach."""

from pathlib import Path

import pytest

from broker.connect.credential import NoCredential, file_of, find, read, readable, take, write
from broker.vault import Secret
from tests.connect.desk import CREDENTIAL, OTHER


def test_the_environment_gives_it_up_once() -> None:
    environment = {"COUNTERSIGN_CREDENTIAL": f" {CREDENTIAL}\n", "HOME": "/h"}
    assert take(environment) == Secret(CREDENTIAL)
    assert environment == {"HOME": "/h"}
    assert take(environment) is None


def test_a_file_goes_before_the_environment_and_that_before_the_usual_file(tmp_path: Path) -> None:
    given, usual = tmp_path / "given", file_of(tmp_path, "scout")
    write(given, Secret(CREDENTIAL))
    write(usual, Secret(OTHER))
    taken = Secret("csa_" + "x" * 43)
    assert find("scout", given=given, taken=taken, state_dir=tmp_path).secret == Secret(CREDENTIAL)
    assert find("scout", given=None, taken=taken, state_dir=tmp_path).secret == taken
    kept = find("scout", given=None, taken=None, state_dir=tmp_path)
    assert (kept.secret, kept.file) == (Secret(OTHER), usual)
    with pytest.raises(NoCredential, match="countersign agent credential crow"):
        find("crow", given=None, taken=None, state_dir=tmp_path)


def test_a_new_file_is_its_user_s_alone_and_replaces_none(tmp_path: Path) -> None:
    path = tmp_path / "state" / "credentials" / "scout"
    write(path, Secret(CREDENTIAL))
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)} == {0o700}
    with pytest.raises(FileExistsError):
        write(path, Secret(OTHER))
    assert read(path) == Secret(CREDENTIAL)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "scout"
    write(path, Secret(CREDENTIAL))
    assert read(path) == Secret(CREDENTIAL)
    path.chmod(mode)
    with pytest.raises(NoCredential, match="chmod 600"):
        read(path)


@pytest.mark.parametrize("content", ["", "csa_short", CREDENTIAL + "x", f"{CREDENTIAL} {OTHER}", "é" * 40, "x" * 10000])
def test_what_is_no_credential_is_refused_and_not_repeated(tmp_path: Path, content: str) -> None:
    path = tmp_path / "scout"
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(NoCredential, match="does not hold an agent's credential") as caught:
        read(path)
    assert content == "" or content not in str(caught.value)
    with pytest.raises(NoCredential, match="COUNTERSIGN_CREDENTIAL does not hold"):
        take({"COUNTERSIGN_CREDENTIAL": content or "?"})
    path.write_text(CREDENTIAL)
    assert read(path) == Secret(CREDENTIAL)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoCredential, match="No such file"):
        read(tmp_path / "nothing")


def test_whoever_can_read_two_agents_credentials_is_found_out(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two.json"
    write(one, Secret(CREDENTIAL))
    two.write_text(f'{{"a": "Bearer {OTHER}", "b": "Bearer {CREDENTIAL}"}}')
    assert readable([one, two, tmp_path / "none", tmp_path]) == {CREDENTIAL: [one, two], OTHER: [two]}
