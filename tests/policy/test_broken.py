"""Broken policy files: each a row of its own, with every message it gets, in full."""

from collections import defaultdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from broker.cli import app
from broker.policy.check import check
from broker.policy.load import load
from broker.yamlfile import MAX_BYTES
from tests.names import ROOT

BROKEN = Path(__file__).with_name("broken")
STARTER = ROOT / "policies" / "scout.yaml"


def expected() -> dict[str, list[str]]:
    """Return the messages of expected.txt by the name of the file they begin with."""
    messages: dict[str, list[str]] = defaultdict(list)
    for line in (BROKEN / "expected.txt").read_text(encoding="utf-8").splitlines():
        messages[line.partition(".yaml:")[0]].append(line)
    return messages


EXPECTED = expected()


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.yaml")))
def test_a_broken_file_is_told_line_column_and_what_would_be_right(name: str) -> None:
    source = (BROKEN / f"{name}.yaml").read_bytes()
    assert [str(problem) for problem in check(source, f"{name}.yaml")] == EXPECTED[name]
    assert EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_command_says_the_same_and_exits_with_1(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    done = CliRunner().invoke(app, ["policy", "check", f"{name}.yaml"])
    assert done.exit_code == 1
    assert done.output.splitlines() == "\n".join(EXPECTED[name]).splitlines()


def test_every_expected_message_has_its_file_and_there_are_many() -> None:
    assert set(EXPECTED) == {path.stem for path in BROKEN.glob("*.yaml")}
    assert len(EXPECTED) >= 30


def test_the_starter_file_has_nothing_wrong_and_a_digest_of_its_bytes() -> None:
    assert check(STARTER.read_bytes(), "scout.yaml") == []
    assert load(STARTER.read_bytes(), "a").digest == load(STARTER.read_text(encoding="utf-8"), "b").digest


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    source = STARTER.read_text(encoding="utf-8")
    assert check(source + "#" * (MAX_BYTES - len(source)), "p.yaml") == []
    (problem,) = check(source + "#" * (MAX_BYTES - len(source) + 1), "p.yaml")
    assert str(problem) == "p.yaml:1:1: the file is larger than 256 KiB; write a smaller one"


def test_a_bomb_of_brackets_ends_at_once() -> None:
    (problem,) = check("[" * MAX_BYTES, "p.yaml")
    assert problem.message.startswith("nested more than")


@pytest.mark.parametrize(
    "end", ["decide: as", 'max: "100', "in: [bakery, gro", "answer_within: 24", "pending: ", "rules:"]
)
def test_a_file_cut_off_inside_a_line_is_refused(end: str) -> None:
    source = STARTER.read_text(encoding="utf-8")
    assert check(source, "p.yaml") == []
    assert check(source[: source.index(end) + len(end)], "p.yaml") != []
