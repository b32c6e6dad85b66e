"""Forty checks, removed at random, each make a test fail that is tied to the requirement they serve."""

from pathlib import Path

import pytest

from tests.names import ROOT
from tests.rfc9635.manifest import rows
from tests.rfc9635.mutation import COUNT, Removable, drawn, removables, run, tied, tree

SEED = 9635


def test_every_removable_check_stands_in_its_file_once_and_has_a_tied_test() -> None:
    assert len(set(removables())) == len(removables()) > COUNT
    for one in removables():
        assert one.check not in one.removed((ROOT / one.file).read_text("utf-8")), one
        assert one.requirement in rows()
        assert tied(one), one


def test_a_draw_is_repeated_by_its_seed_and_another_seed_draws_otherwise() -> None:
    assert drawn(1) == drawn(1)
    assert set(drawn(1)) != set(drawn(2))
    assert len(set(drawn(1))) == COUNT


def test_a_check_that_is_not_there_cannot_be_removed() -> None:
    one = Removable("a.py", "if wrong:", "C-1.5-1")
    assert one.removed("if wrong:\n    raise\n") == "if False:\n    raise\n"
    for source in ("if right:\n", "if wrong:\nif wrong:\n"):
        with pytest.raises(ValueError, match="times"):
            one.removed(source)


@pytest.mark.slow
def test_tests_that_fail_do_not_pass(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\nmarkers = ["slow: s"]\n')
    (tmp_path / "test_a.py").write_text("def test_good(): ...\ndef test_bad(): assert False\n")
    with tree(tmp_path) as there:
        assert there.passes(["test_a.py::test_good"])
        assert not there.passes(["test_a.py::test_bad"])


@pytest.mark.slow
@pytest.mark.parametrize("content", ["import pytest\n@pytest.mark.slow\ndef test_a(): ...\n", "def test_a(:\n"])
def test_a_run_in_which_no_test_ran_shows_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\nmarkers = ["slow: s"]\n')
    (tmp_path / "test_a.py").write_text(content)
    with tree(tmp_path) as there, pytest.raises(RuntimeError, match="shows nothing"):
        there.passes(["test_a.py"])


@pytest.mark.slow
def test_forty_checks_removed_at_random_each_make_a_tied_test_fail() -> None:
    fates = run(SEED, COUNT)
    assert {one: became for one, became in fates.items() if became != "found"} == {}
    assert len(fates) == COUNT
