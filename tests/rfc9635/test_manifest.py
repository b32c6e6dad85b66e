"""Every row of RFC 9635 and RFC 9767 is tied to its tests, both ways, or says why not; README.md has the same list."""

import json
from pathlib import Path

import pytest

from tests.rfc9635.conformance import STATES, lines, main, now, standings, strangers
from tests.rfc9635.manifest import departures, divergences, due, not_applicable, rows, table
from tests.rfc9635.ties import ties, ties_in

pytestmark = pytest.mark.xdist_group("manifest")  # one worker reads all tests once

AUTHORS = "extension/API author"
AMBIGUITIES = [f"A-{number}" for number in range(1, 33)]
NAMES = {*AMBIGUITIES, *(f"P{number}" for number in range(1, 23))}
"""What may name a departure that breaks a row: an ambiguity of the text, or a decision (P1 to P22)."""


def test_there_are_346_rows_and_each_says_what_it_asks() -> None:
    assert len(rows()) == 346
    for name, row in rows().items():
        assert name.startswith(("C-", "R-")), name
        assert set(row) == {"id", "section", "role", "level", "requirement", "test"}
        assert all(row.values()), name


def test_a_test_names_only_rows_that_exist() -> None:
    assert strangers(rows().keys(), ties()) == {}


def test_no_row_is_open() -> None:
    assert [(one.id, one.role, one.requirement) for one in now() if one.state == "open"] == []


def test_a_row_that_diverges_is_still_tied_to_a_test_of_what_we_do_instead() -> None:
    assert [one for one in divergences() if one not in ties()] == []


def test_only_rows_for_authors_of_extensions_do_not_apply() -> None:
    assert {rows()[one]["role"] for one in not_applicable()} == {AUTHORS}
    assert set(not_applicable()) == {one for one, row in rows().items() if row["role"] == AUTHORS}
    assert all(not_applicable().values())


def test_the_departures_are_those_of_the_readme_and_each_that_breaks_a_row_is_named_elsewhere() -> None:
    assert list(departures()) == [cells[0] for cells in table("Departures")]
    assert all(all(cells) for cells in table("Departures")), "each says what and why"
    for section, (broken, named_by) in departures().items():
        assert not broken or named_by in NAMES, section
        assert not broken or any(rows()[one]["section"] in section for one in broken), section


def test_each_ambiguity_is_decided_in_one_line() -> None:
    decided = table("Ambiguities, decided")
    assert [cells[0] for cells in decided] == AMBIGUITIES
    assert all(len(cells) == 3 and all(cells) for cells in decided)


ROW = {"id": "C-1-1", "section": "1", "role": "AS", "requirement": "r", "test": "t"}


@pytest.mark.parametrize(
    ("level", "tied", "away", "diverging", "state"),
    [
        ("MUST", ["t"], {}, {}, "shown"),
        ("MUST", [], {}, {}, "open"),
        ("MUST†", [], {}, {}, "open"),
        ("SHOULD NOT", [], {}, {}, "open"),
        ("MAY", [], {}, {}, "optional"),
        ("info†", [], {}, {}, "optional"),
        ("MAY†", ["t"], {}, {}, "shown"),
        ("MUST", [], {"C-1-1": "why"}, {}, "not applicable"),
        ("MUST", ["t"], {}, {"C-1-1": "§1"}, "divergence"),
    ],
)
def test_where_a_row_stands(
    level: str, tied: list[str], away: dict[str, str], diverging: dict[str, str], state: str
) -> None:
    known = {"C-1-1": ROW | {"level": level}}
    [found] = standings(known, {"C-1-1": set(tied)} if tied else {}, away, diverging)
    assert found.state == state
    assert due(known["C-1-1"]) == (level.rstrip("†") not in ("MAY", "info"))


def test_an_id_that_no_row_has_is_told_with_the_tests_that_name_it() -> None:
    assert strangers({"C-1-1"}, {"C-1-1": {"a"}, "C-1-9": {"b::c"}}) == {"C-1-9": ["b::c"]}


SOURCE = """
pytestmark = pytest.mark.requirement("C-1-4")

@pytest.mark.requirement("C-1-1", "C-1-2")
@pytest.mark.requirement("C-1-3")
async def test_one(): ...

@pytest.mark.requirement("C-1-2")
class TestAll:
    def test_two(self): ...

@pytest.mark.requirement("C-1-9")
def no_test(): ...
"""


def test_a_mark_is_that_of_its_function_its_class_or_its_file() -> None:
    assert ties_in(SOURCE, "a.py") == {
        "C-1-1": {"a.py::test_one"},
        "C-1-2": {"a.py::test_one", "a.py::TestAll::test_two"},
        "C-1-3": {"a.py::test_one"},
        "C-1-4": {"a.py"},
        "C-1-9": {"a.py"},
    }
    with pytest.raises(ValueError, match="write the requirement id out"):
        ties_in("@pytest.mark.requirement(NAME)\ndef test_one(): ...", "a.py")


def test_the_report_holds_every_row_once_and_counts_them_like_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = main(tmp_path / "conformance.json")
    report = json.loads((tmp_path / "conformance.json").read_text("utf-8"))
    assert [one["id"] for one in report["rows"]] == list(rows())
    assert sum(report["counts"].values()) == len(rows())
    assert lines(now())[-1].split()[2:] == [str(report["counts"][state] or ".") for state in STATES]
    assert ended == (1 if report["counts"]["open"] or report["unknown"] else 0)
    assert f"{len(rows())} rows, {report['counts']['open']} open" in capsys.readouterr().out
