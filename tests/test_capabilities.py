"""The list of capabilities names tests that exist, and `make ci` fails where one of them did not run and pass."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capabilities import LIST, Capability, outcomes, parse, unshown
from tests.names import ROOT, every_id

SAMPLE = """\
def test_passes(): pass
def test_fails(): assert False
import pytest
@pytest.mark.parametrize("x", [1, 2])
def test_passes_once(x): assert x == 1
def test_skips(): pytest.skip("nothing to eat")
@pytest.mark.xfail(reason="not yet")
def test_is_expected_to_fail(): assert False
@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("x", ["a@b"])
def test_in_a_group(x): pass
"""


def test_every_named_test_exists() -> None:
    capabilities = parse(LIST.read_text(encoding="utf-8"))
    known = every_id()
    missing = [f"{row.line}: {test}" for row in capabilities for test in row.tests if test not in known]
    assert missing == []
    assert capabilities


@pytest.mark.parametrize("row", ["- does it", "- does it: test_x", "-", "- : ``"])
def test_a_row_that_names_no_test_is_an_error_with_its_line(row: str) -> None:
    assert parse("## Area\n\n- does it: `a::b`, `c::d`\n") == [Capability("Area", "does it", ("a::b", "c::d"), 3)]
    with pytest.raises(ValueError, match=r"capabilities\.md:3"):
        parse(f"## Area\n\n{row}\n")


def test_a_row_outside_an_area_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"capabilities\.md:1"):
        parse("- does it: `a::b`\n")


def test_a_capability_is_shown_only_by_a_test_that_ran_and_passed_every_time() -> None:
    ran = outcomes("passed a::one\npassed a::two[1]\nnot-passed a::two[2]\n")
    assert unshown([Capability("Area", "does it", ("a::one",), 1)], ran) == []
    assert "did not pass" in unshown([Capability("Area", "does it", ("a::one", "a::two"), 1)], ran)[0]
    assert "did not run" in unshown([Capability("Area", "does it", ("a::three",), 1)], ran)[0]


@pytest.mark.sweep(2)
@pytest.mark.parametrize("workers", [[], ["-n", "2", "--dist", "loadgroup"]], ids=["one process", "two workers"])
def test_the_record_says_what_became_of_each_test(workers: list[str], tmp_path: Path) -> None:
    _run(tmp_path, *workers, TESTS_RAN="ran/sample.txt")
    record = (tmp_path / "ran" / "sample.txt").read_text(encoding="utf-8")
    assert record.splitlines() == [
        "not-passed test_sample.py::test_fails",
        "passed test_sample.py::test_in_a_group[a@b]",
        "not-passed test_sample.py::test_is_expected_to_fail",
        "passed test_sample.py::test_passes",
        "passed test_sample.py::test_passes_once[1]",
        "not-passed test_sample.py::test_passes_once[2]",
        "not-passed test_sample.py::test_skips",
    ]


@pytest.mark.slow
def test_with_ci_no_skip_a_skipped_test_is_a_failure_that_gives_the_reason(tmp_path: Path) -> None:
    assert "2 failed, 3 passed, 1 skipped, 1 xfailed" in _run(tmp_path)
    strict = _run(tmp_path, CI_NO_SKIP="1")
    assert "4 failed, 3 passed" in strict
    assert "nothing to eat" in strict
    assert "not yet" in strict


@pytest.mark.slow
def test_with_ci_no_skip_a_module_that_skips_itself_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "test_module.py").write_text('import pytest\npytest.importorskip("no_such_module")\n', encoding="utf-8")
    assert "2 failed, 3 passed, 2 skipped, 1 xfailed" in _run(tmp_path)
    assert "1 error" in _run(tmp_path, CI_NO_SKIP="1")


def _run(folder: Path, *arguments: str, **environment: str) -> str:
    """Run the sample under our plugins in a process of its own; return what pytest printed."""
    (folder / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = xdist_group: x\n", encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("CI_", "TESTS_", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skip", "-p", "tests.ran", *arguments]
    environment |= {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=inherited | environment, capture_output=True, text=True, check=False)
    return done.stdout
