"""The strict YAML: one reading of every scalar, the place of every node, and no crash on any bytes."""

import contextlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from broker.fields import duration, nearest
from broker.yamlfile import FileErrors, Member, Node, Place, decode, invisible, read


def scalar(source: str) -> object:
    """Return the value of the only member of a mapping."""
    root = read(f"a: {source}", "f.yaml").value
    assert isinstance(root, dict)
    return root["a"].node.value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-5", -5),
        ("100", 100),
        ('"100.00"', "100.00"),
        ("'no'", "no"),
        ('"true"', "true"),
        ("24h", "24h"),
        ("bank-payment", "bank-payment"),
        ("v1.2.3", "v1.2.3"),
        ("Pay somebody", "Pay somebody"),
        ("https://bank.example/a", "https://bank.example/a"),
        ("$account", "$account"),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_a_scalar_has_one_reading(source: str, value: object) -> None:
    assert scalar(source) == value
    assert type(scalar(source)) is type(value)


@pytest.mark.parametrize(
    "source",
    "yes no on off y n Yes NO True FALSE null Null ~ 1_000 1__0 0x1F 0o17 0b1 017 09 +5 1.5 1. .5 1e3 -1.5E+3 .inf "
    "-.Inf .nan 08:30 1:2:3 190:20:30.15 2026-11-25 2026-11-25T10:00:00Z = 1234567890123456".split(),
)
def test_a_scalar_that_readers_disagree_about_is_refused_and_quoted_it_is_text(source: str) -> None:
    assert scalar(f'"{source}"') == source
    with pytest.raises(FileErrors):
        scalar(source)


def test_whatever_yaml_1_1_takes_for_no_text_is_refused_or_means_that() -> None:
    """Every plain scalar of the pattern tables of PyYAML's own resolver, tried on short texts."""
    for text in {f"{a}{b}{c}" for a in "0179+-.~yn" for b in "0_:.exb-" for c in "01:_."}:
        theirs = yaml.safe_load(f"a: {text}")["a"] if _loads(text) else None
        try:
            ours = scalar(text)
        except FileErrors:
            continue
        assert (ours, type(ours)) == (theirs, type(theirs)), text


def _loads(text: str) -> bool:
    try:
        yaml.safe_load(f"a: {text}")
    except (yaml.YAMLError, ValueError):
        return False
    return True


def test_every_node_knows_its_line_and_column() -> None:
    root = read("a: 1\nb:\n  - {c: [x, z]}\n", "f.yaml")
    assert isinstance(root.value, dict)
    member = root.value["b"]
    assert isinstance(member, Member)
    assert member.place == Place("f.yaml", 2, 1)
    assert isinstance(member.node.value, tuple)
    assert member.node.value[0].place == Place("f.yaml", 3, 5)


def test_lines_may_end_as_on_windows_and_columns_count_characters() -> None:
    with pytest.raises(FileErrors, match=r"^f\.yaml:2:9: "):
        read("é: é\r\n'ééé': &x 1\r\n".replace("'ééé'", "'éééé'"), "f.yaml")


@pytest.mark.parametrize("text", ["a\tb", "\x00", "\x1b[31m", "\u200b", "\u202e", "\ufeff", "\u2028", "\x85", "\ue000"])
def test_a_character_that_hides_something_is_found(text: str) -> None:
    assert invisible("plain: é 日本 👍") is None
    assert invisible(text) is not None
    with pytest.raises(FileErrors):
        decode(f"a: {text}", "f.yaml")


@given(st.binary(max_size=60) | st.text("ab:-[]{},&*!|>%@`\"'#\n \t\\?0.", max_size=40).map(str.encode))
def test_no_bytes_raise_anything_but_file_errors(source: bytes) -> None:
    with contextlib.suppress(FileErrors):
        assert isinstance(read(source, "f.yaml"), Node)


@pytest.mark.parametrize("text", ["10", "10 m", "0m", "1.5h", "-1h", "1w", "h", "10M", "٣m", "8d", "99999999s"])
def test_only_a_number_and_a_unit_within_its_range_is_a_duration(text: str) -> None:
    hours = duration("1s", "7d")
    assert hours(Node("7d", Place("f", 1, 1), "")).total_seconds() == 7 * 86_400
    with pytest.raises(FileErrors):
        hours(Node(text, Place("f", 1, 1), ""))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("limit", "limits"),
        ("aproval", "approval"),
        ("hwere", "where"),
        ("maximum", "max"),
        ("colour", None),
        ("i", None),
    ],
)
def test_a_slip_is_recognised(word: str, meant: str | None) -> None:
    assert nearest(word, ["limits", "approval", "where", "max", "is", "id"]) == meant
