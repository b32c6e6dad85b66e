"""Tests of one group run on one worker: the marks of the tests here mean what they say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.names import ROOT

TESTS = 20  # in a group; xdist gives each worker some of them from the start where nothing holds them together
SAMPLE = f"""
import os
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range({TESTS}))
def test_in_a_group(number):
    with open("workers.txt", "a", encoding="ascii") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")

@pytest.mark.parametrize("text", ["a@b", "c::d"])
def test_alone(text): pass
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plugins", "workers", "named"),
    [
        (["-p", "tests.grouped"], 1, True),
        ([], 2, False),  # the control: once xdist and pytest agree again, the plugin can go
    ],
)
def test_the_tests_of_a_group_run_on_one_worker(tmp_path: Path, plugins: list[str], workers: int, named: bool) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = xdist_group: x\n", encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CI_", "TESTS_", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:randomly", "-n", "2", "--dist", "loadgroup", *plugins]
    environment = inherited | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert f"{TESTS + 2} passed" in done.stdout, done.stdout
    assert len(set((tmp_path / "workers.txt").read_text("ascii").split())) == workers
    assert ("test_in_a_group[7]@one" in done.stdout) is named
    assert "test_alone[a@b] " in done.stdout
