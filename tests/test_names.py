"""Tests are found by their names and marks without being imported."""

import pytest

from tests.names import every_id, ids_in, marks_in

SOURCE = """
import pytest
pytestmark = [pytest.mark.requirement("C-1", "C-2")]
def helper(): ...
def test_one(): ...
class TestGroup:
    @pytest.mark.requirement("C-3")
    async def test_two(self): ...
@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.requirement("C-4"))])
@pytest.mark.promise("P-1")
def test_three(x): ...
"""


def test_functions_and_methods_are_named_as_pytest_names_them() -> None:
    assert ids_in(SOURCE, "tests/a/test_b.py") == {
        "tests/a/test_b.py::test_one",
        "tests/a/test_b.py::TestGroup::test_two",
        "tests/a/test_b.py::test_three",
    }


def test_a_mark_is_found_on_a_module_a_method_and_a_parameter() -> None:
    assert marks_in(SOURCE, "test_b.py", "requirement") == {"C-1", "C-2", "C-3", "C-4"}
    assert marks_in(SOURCE, "test_b.py", "promise") == {"P-1"}


def test_a_mark_that_cannot_be_read_is_an_error_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"test_b\.py:2: write the requirement id out"):
        marks_in("import pytest\nmark = pytest.mark.requirement(NAME)", "test_b.py", "requirement")


def test_this_test_is_in_the_list() -> None:
    assert "tests/test_names.py::test_this_test_is_in_the_list" in every_id()
