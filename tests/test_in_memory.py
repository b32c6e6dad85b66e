"""Where tests lay their files: in memory where that is a place for them, and where TMPDIR says."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.in_memory import MEMORY, ROOM, fits
from tests.names import ROOT

ASKED = "import tests.in_memory, tempfile; print(tempfile.gettempdir())"


def _place(monkeypatch: pytest.MonkeyPatch, *, blocks: int, flags: int = 0) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=blocks, f_frsize=4096, f_flag=flags))


@pytest.mark.parametrize(
    ("blocks", "flags", "does"),
    [
        pytest.param(ROOM // 4096, 0, True, id="room"),
        pytest.param(ROOM // 4096 - 1, 0, False, id="too little room"),
        pytest.param(ROOM // 4096, os.ST_NOEXEC, False, id="no place for programs"),
    ],
)
def test_a_place_fits_that_has_room_and_lets_programs_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks: int, flags: int, does: bool
) -> None:
    _place(monkeypatch, blocks=blocks, flags=flags)
    assert fits(tmp_path) is does


def test_a_place_that_is_not_there_does_not_fit(tmp_path: Path) -> None:
    assert not fits(tmp_path / "none")


@pytest.mark.parametrize("named", [True, False])
def test_a_place_that_is_named_is_taken_and_memory_only_where_none_is(tmp_path: Path, named: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    environment |= {"TMPDIR": str(tmp_path)} if named else {}
    asked = [sys.executable, "-c", ASKED]
    place = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    assert (place == str(tmp_path)) is named
    assert (place == str(MEMORY)) is (not named and fits(MEMORY))
