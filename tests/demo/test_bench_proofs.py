"""The figures of `countersign bench` about proofs: complete, and honest where the other library is missing."""

from __future__ import annotations

import sys

import pytest

from broker.demo import bench_proofs

NAMES = {f"gnap-{step} {alg}" for step in ("sign", "verify") for alg in bench_proofs.ALGORITHMS}


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_proofs, "ROUNDS", 2)
    monkeypatch.setattr(bench_proofs, "EACH", 2)


def test_signing_and_verifying_are_measured_against_bare_signatures_and_another_library() -> None:
    figures = bench_proofs.measure()
    suffixes = (", a second", ", of bare cryptography", ", of http-message-signatures")
    assert figures.keys() == {name + suffix for name in NAMES for suffix in suffixes}
    assert all(isinstance(figure, float | int) and figure > 0 for figure in figures.values())


def test_without_the_other_library_the_bench_runs_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "http_message_signatures", None)
    figures = bench_proofs.measure()
    assert "not installed" in str(figures.pop("against http-message-signatures"))
    assert figures.keys() == {name + suffix for name in NAMES for suffix in (", a second", ", of bare cryptography")}
