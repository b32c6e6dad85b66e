"""`python -m tests.fuzz`: every target is driven under a name of its own, and a broken one is told."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from typing import Any

import pytest

from tests.fuzz import __main__ as fuzz
from tests.fuzz import messages, signatures, test_jose_parsing

EVERY = [*messages.TARGETS, *signatures.TARGETS, *test_jose_parsing.TARGETS]


def _with_atheris(monkeypatch: pytest.MonkeyPatch, status: Callable[[str], int]) -> list[str]:
    """Let atheris be there, and each process end with its name's status; return the names that were driven."""
    driven: list[str] = []

    def run(command: list[str], **_: Any) -> Any:
        driven.append(command[3])
        return subprocess.CompletedProcess(command, status(command[3]))

    monkeypatch.setattr(fuzz, "find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setattr(subprocess, "run", run)
    return driven


def test_every_target_is_driven_under_a_name_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = _with_atheris(monkeypatch, lambda _: 0)
    assert fuzz.main(["5"]) == 0
    assert driven == EVERY
    assert len(set(EVERY)) == len(EVERY)
    assert f"{len(EVERY)} targets driven, 5 s each; broken: none" in capsys.readouterr().out


def test_a_broken_target_is_named_and_the_others_are_driven_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = _with_atheris(monkeypatch, lambda name: 77 * (name in ("answer", "jwk")))
    assert fuzz.main([]) == 2
    assert driven == EVERY
    assert "60 s each; broken: answer, jwk" in capsys.readouterr().out


def test_without_atheris_nothing_runs_and_the_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = _with_atheris(monkeypatch, lambda _: 0)
    monkeypatch.setattr(fuzz, "find_spec", lambda _: None)
    assert (fuzz.main([]), driven) == (0, [])
    assert capsys.readouterr().out == f"{fuzz.SKIPPED}\n"


@pytest.mark.parametrize("name", EVERY)
def test_a_target_says_its_invariant_first(name: str) -> None:
    check: Any = fuzz.targets()[name][0]
    first = check.__code__.co_firstlineno
    with open(check.__code__.co_filename, encoding="utf-8") as source:
        assert source.read().splitlines()[first].strip().startswith("# Invariant: ")
