"""Each attack of the list has tests by name and checks in their way; with a check removed, one of its tests fails."""

from collections import Counter

import pytest

from tests.attacks.removal import run
from tests.attacks.table import TABLE
from tests.names import ROOT, every_id

WANTED = [*range(9, 14), *range(20, 29), *range(32, 35), 42, 50, 51, 55, 56]


def test_every_attack_of_the_list_has_one_row_with_words_tests_and_checks() -> None:
    assert [row.id for row in TABLE] == [f"A{number}" for number in WANTED]
    assert [row.id for row in TABLE if not (row.words and row.tests and row.checks)] == []
    assert {row.id: Counter(row.tests).most_common(1)[0][1] for row in TABLE} == {row.id: 1 for row in TABLE}


def test_every_test_that_a_row_names_is_there() -> None:
    known = every_id()
    assert [(row.id, test) for row in TABLE for test in row.tests if test not in known] == []


def test_every_check_names_one_test_of_its_row() -> None:
    assert [row.test_of(check) in row.tests for row in TABLE for check in row.checks] == [
        True for row in TABLE for _ in row.checks
    ]


def test_every_check_stands_in_its_file_once_and_its_removal_changes_the_file() -> None:
    for row in TABLE:
        for check in (one.removable for one in row.checks):
            source = (ROOT / check.file).read_text("utf-8")
            assert check.requirement == row.id
            assert check.file.startswith("broker/")
            assert check.removed(source) != source, check


@pytest.mark.slow
def test_with_every_check_in_place_the_tests_pass_and_without_one_the_test_named_for_it_fails() -> None:
    fates = run()
    assert {one: became for one, became in fates.items() if became != "found"} == {}
    assert len(fates) == sum(len(row.checks) for row in TABLE)
