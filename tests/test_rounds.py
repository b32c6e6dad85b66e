"""`make test` tries a part of what `make ci` tries in full, and always the same part."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.names import ROOT

SAMPLE = """\
import pytest
from tests.rounds import tried
@pytest.mark.sweep(3)
@pytest.mark.parametrize("x", range(7))
def test_swept(x): pass
@pytest.mark.sweep(2)
@pytest.mark.parametrize("x", [pytest.param(0, marks=pytest.mark.crash), 1, 2, 3])
def test_beside_what_is_elsewhere(x): pass
@pytest.mark.parametrize("x", range(3))
def test_whole(x): pass
@pytest.mark.parametrize("examples", [tried(80), tried(2)])
def test_tried(examples): pass
"""
PART = [
    *(f"test_swept[{x}]" for x in (0, 3, 6)),
    *(f"test_beside_what_is_elsewhere[{x}]" for x in (1, 3)),
    *(f"test_whole[{x}]" for x in range(3)),
    "test_tried[20]",
    "test_tried[1]",
]
ALL = [
    *(f"test_swept[{x}]" for x in range(7)),
    *(f"test_beside_what_is_elsewhere[{x}]" for x in range(4)),
    *(f"test_whole[{x}]" for x in range(3)),
    "test_tried[80]",
    "test_tried[2]",
]


CRASH = "test_beside_what_is_elsewhere[0]"


@pytest.mark.sweep(4)
@pytest.mark.parametrize(
    ("words", "given", "collected"),
    [
        (["-m", "not (slow or crash)", "-p", "no:randomly"], {}, PART),
        ([], {"CI_NO_SKIP": "1"}, ALL),
        (["-m", "not (slow or crash)", "-p", "no:randomly"], {"CI_NO_SKIP": "1"}, [one for one in ALL if one != CRASH]),
        ([], {"TESTS_ROUNDS": "long"}, ALL),
    ],
    ids=["make test", "make ci", "a check is removed", "make nightly"],
)
def test_a_sweep_keeps_every_nth_row_and_ci_tries_all(
    words: list[str], given: dict[str, str], collected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = sweep: x\n slow: x\n crash: x\n", encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CI_", "TESTS_", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-p", "tests.rounds", "--collect-only", "-q", *words]
    environment = inherited | given | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    found = [line.removeprefix("test_sample.py::") for line in done.stdout.splitlines() if "::" in line]
    assert found == collected if words else sorted(found) == sorted(collected)
