"""What this version claims of RFC 9635 and RFC 9767 is what its tests carry, both ways."""

from tests.rfc9635.manifest import carried, claimed, rows


def test_every_row_has_an_id_of_its_own_and_says_what_it_asks() -> None:
    for name, row in rows().items():
        assert name.startswith(("C-", "R-")), name
        assert set(row) == {"id", "section", "role", "level", "requirement", "test"}
        assert all(row.values()), name


def test_a_test_names_only_rows_that_exist() -> None:
    strange = {name: sorted(paths) for name, paths in carried().items() if name not in rows()}
    assert strange == {}


def test_every_claimed_row_is_carried_by_a_test() -> None:
    assert [name for name in claimed() if name not in carried()] == []


def test_every_row_that_a_test_carries_is_claimed() -> None:
    assert sorted(set(carried()) - set(claimed())) == []


def test_no_row_is_claimed_twice() -> None:
    assert len(claimed()) == len(set(claimed()))
