"""Who else may read or change a file, by its owner, mode, group and access list."""

import grp
import os
import pwd
from pathlib import Path
from types import SimpleNamespace

import pytest

from broker.cli.openness import READ, WRITE, others, writers

US = os.geteuid()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scout.yaml"
    path.touch()
    path.chmod(0o600)
    return path


def members(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let the file's group be `staff`, with these members of uid 5000 and up."""
    users = [SimpleNamespace(pw_name=name, pw_uid=5000 + at, pw_gid=1) for at, name in enumerate(names)]
    monkeypatch.setattr(pwd, "getpwall", lambda: users)
    monkeypatch.setattr(grp, "getgrgid", lambda _gid: SimpleNamespace(gr_name="staff", gr_mem=list(names)))


@pytest.mark.parametrize(
    ("mode", "right", "who"),
    [(0o600, READ, None), (0o604, READ, "every user"), (0o602, READ, None), (0o602, WRITE, "every user")],
)
def test_every_user_may_what_the_mode_says(file: Path, mode: int, right: int, who: str | None) -> None:
    file.chmod(mode)
    assert others(file, right, {US}) == who


def test_a_group_counts_for_its_members_and_a_private_group_for_nobody(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o660)
    members(monkeypatch)
    assert others(file, WRITE, {US}) is None
    members(monkeypatch, "bob", "eve")
    assert others(file, WRITE, {US}) == "the group staff (bob, eve)"
    assert others(file, WRITE, {US, 5000}) == "the group staff (eve)"
    file.chmod(0o640)
    assert others(file, WRITE, {US}) is None


def test_an_access_list_may_name_anybody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members(monkeypatch)
    file.chmod(0o660)
    monkeypatch.setattr(os, "listxattr", lambda _path: ["system.posix_acl_access"])
    assert "access list" in (others(file, WRITE, {US}) or "")


def test_the_owner_counts_unless_trusted_or_root(file: Path) -> None:
    assert others(file, WRITE, {US}) is None
    found = others(file, WRITE, {US + 1})
    assert (found is None) is (US == 0)
    assert others(file / "none", WRITE, {US}) is None


def test_what_lies_below_and_the_folders_above_count_too(file: Path) -> None:
    folder = file.parent
    assert writers(folder, {US}) is None
    file.chmod(0o666)
    assert writers(folder, {US}) == (file, "every user")
    assert writers(folder, {US}, below=False) is None
    file.chmod(0o600)
    folder.chmod(0o777)
    assert writers(file, {US}) == (folder, "every user")
    folder.chmod(0o1777)  # as /tmp: only the owner of a thing can swap it
    assert writers(file, {US}) is None
