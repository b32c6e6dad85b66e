"""RFC 8785 bytes, with the `rfc8785` package as the second opinion."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from broker.approval.canonical import canonical, digest

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CONTROL = st.text(st.characters(max_codepoint=0x9F))
# code points on both sides of the surrogate range, where UTF-16 order and code point order part ways
ASTRAL_AND_HIGH = st.text(st.characters(min_codepoint=0xE000, exclude_categories=["Cs"]), min_size=1)
WORDS = TEXT | CONTROL | ASTRAL_AND_HIGH
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_bytes_are_those_of_another_implementation_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_the_bytes_read_back_as_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(WORDS, st.integers(0, 9), min_size=2))
def test_the_order_in_which_members_were_written_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(list(value.items())))) == canonical(value)


def test_keys_are_ordered_by_utf_16_code_units_not_by_code_points() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_the_sorting_example_of_rfc_8785_comes_out_in_its_order() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 0)))) == ordered


def test_control_characters_are_escaped_in_their_shortest_form_and_nothing_else_is() -> None:
    assert canonical('\b\t\n\f\r"\\/\x00\x1f\x7f\u2028') == b'"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\x7f\xe2\x80\xa8"'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        0.1,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        "\ud800",
        {"\udfff": 1},
        {1: "a"},
        {None: 1},
        {1},
        b"raw",
        pytest.param(object(), id="an object"),
    ],
    ids=repr,
)
def test_what_has_no_single_spelling_is_refused(value: object) -> None:
    canonical({"an": ["ordinary", "value", 2**53 - 1]})
    with pytest.raises(ValueError):
        canonical([value])


def test_nesting_has_a_bound() -> None:
    value: list[Any] = []
    for _ in range(32):
        value = [value]
    canonical(value)
    with pytest.raises(ValueError, match="deeply"):
        canonical([value])


def test_tuples_and_lists_are_one_array_and_true_is_not_one() -> None:
    assert canonical((1, 2)) == canonical([1, 2])
    assert digest([True]) != digest([1])
    assert len(digest([])) == 64
