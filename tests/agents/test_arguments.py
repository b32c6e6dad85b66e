"""What is refused before anybody is asked, and in which words."""

from typing import Any

import pytest

from broker.agents.arguments import (
    ARGUMENTS_LIMIT,
    ArgumentsError,
    check_names,
    check_plain,
    grant_id_of,
    take_words,
)
from broker.agents.tools import REASON_LIMIT


def _deep(levels: int) -> Any:
    value: Any = "bottom"
    for _ in range(levels):
        value = {"in": value}
    return value


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"a": "x" * ARGUMENTS_LIMIT}, f"at most {ARGUMENTS_LIMIT}"),
        ({"a": float("nan")}, "not finite"),
        ({"a": [float("inf")]}, "not finite"),
        ({"a": "\ud83d"}, "surrogate"),
        ({"\ude00": 1}, "surrogate"),
        ({"a": ["x\0"]}, "NUL"),
        ({"a\0": 1}, "NUL"),
        ({"a": "\\\0"}, "NUL"),
        (_deep(17), "16 levels"),
        ({"a": 10**5000}, "far too long"),
    ],
)
def test_arguments_that_cannot_be_shown_or_kept_are_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentsError, match=words):
        check_plain(arguments)


def test_ordinary_arguments_pass() -> None:
    check_plain({"a": "x" * (ARGUMENTS_LIMIT - 100), "b": [1.5, None, True, "é😀"]})
    check_plain({"a": "\\u0000", "b": "C:\\u0000\\\\u0000"})  # written so, and no NUL
    check_plain(_deep(16))


def test_unknown_and_missing_names_are_all_told_at_once() -> None:
    with pytest.raises(ArgumentsError) as caught:
        check_names({"grant": "g1", "x": 1}, known=["grant_id"], required=["grant_id"])
    assert caught.value.problems == (
        "grant: unknown; this tool takes grant_id",
        "x: unknown; this tool takes grant_id",
        "grant_id: missing",
    )
    check_names({"grant_id": "g1"}, known=["grant_id"], required=["grant_id"])


def test_a_tool_without_arguments_says_that_it_takes_none() -> None:
    with pytest.raises(ArgumentsError, match="takes no arguments"):
        check_names({"x": 1}, known=[], required=[])


def test_a_reason_is_taken_apart_from_the_arguments_and_put_on_one_line() -> None:
    assert take_words({"reason": " for\n the   cake ", "amount": "1"}, "reason") == ("for the cake", {"amount": "1"})
    assert take_words({"amount": "1"}, "reason") == (None, {"amount": "1"})
    assert take_words({"reason": "  "}, "reason") == (None, {})


@pytest.mark.parametrize("reason", ["x" * (REASON_LIMIT + 1), 7, ["why"], {"a": 1}])
def test_a_reason_must_be_a_short_string(reason: Any) -> None:
    with pytest.raises(ArgumentsError, match="at most 280 characters"):
        take_words({"reason": reason}, "reason")
    assert take_words({"reason": "x" * REASON_LIMIT}, "reason")[0] == "x" * REASON_LIMIT


@pytest.mark.parametrize("grant_id", [None, 1, "", "g" * 129, ["g1"]])
def test_a_grant_id_must_be_a_string_of_modest_length(grant_id: Any) -> None:
    with pytest.raises(ArgumentsError, match="grant_id"):
        grant_id_of({"grant_id": grant_id})
    assert grant_id_of({"grant_id": "g1"}) == "g1"


def test_no_problem_repeats_what_was_sent() -> None:
    with pytest.raises(ArgumentsError) as caught:
        take_words({"reason": "secret " * 100}, "reason")
    assert "secret" not in str(caught.value)
