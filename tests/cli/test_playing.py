"""`countersign bench`: which figures there are, measured one group at a time."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from broker.cli import app, playing
from broker.demo import bench_calls, bench_proofs
from tests.cli.commands import run


def test_figures_that_are_named_are_measured_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    async def calls() -> dict[str, float]:
        return {"mcp-call, ratio": 0.5}

    monkeypatch.setattr(bench_calls, "measure", calls)
    monkeypatch.setattr(bench_proofs, "measure", lambda: {"gnap-sign": 1.0})
    found = CliRunner().invoke(app, ["bench", "mcp-call", "--json"])
    assert json.loads(found.stdout) == {"mcp-call, ratio": 0.5}
    found = CliRunner().invoke(app, ["bench", "proofs", "mcp-call", "--json"])
    assert json.loads(found.stdout) == {"gnap-sign": 1.0, "mcp-call, ratio": 0.5}


def test_figures_that_are_not_there_are_misuse(tmp_path: Path) -> None:
    done = run(tmp_path, "bench", "speed")
    assert (done.returncode, "known are proofs" in done.stderr) == (2, True)


def test_the_story_in_which_a_person_decides_begins_on_a_terminal_only(tmp_path: Path) -> None:
    done = run(tmp_path, "demo")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("run this in one, or let a scripted phone decide (--yes)\n")


def test_without_a_word_all_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measured(name: str) -> dict[str, float | str]:
        asked.append(name)
        return {}

    monkeypatch.setattr(playing, "_measured", measured)
    CliRunner().invoke(app, ["bench", "--json"])
    assert asked == [*playing.FIGURES]
