"""pytest plugin: with TESTS_RAN=FILE the session writes one line per test, `passed ID` or `not-passed ID`.

`python -m tests.capabilities --ran` reads the file: a list of capabilities is worth what its tests did, not what they
are called. Under xdist only the controller writes, and it hears of every worker's tests.
"""

import os
from pathlib import Path

import pytest


class Record:
    """What became of each test of this session: passed means that no phase of it did anything else."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.passed: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember one phase (setup, call, teardown) of one test."""
        node = _without_group(report.nodeid)
        clean = report.passed and not hasattr(report, "wasxfail")
        self.passed[node] = self.passed.get(node, True) and clean

    def pytest_sessionfinish(self) -> None:
        """Write the file, sorted, so that two runs can be compared."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{'passed' if clean else 'not-passed'} {node}\n" for node, clean in sorted(self.passed.items())]
        self.target.write_text("".join(lines), encoding="utf-8")


def _without_group(node: str) -> str:
    """Drop the `@group` that xdist puts behind the id of a test with a group; an @ inside the parameters stays."""
    return node.rpartition("@")[0] if "@" in node.rpartition("]")[2] else node


def pytest_configure(config: pytest.Config) -> None:
    """Record where a file was named, in the process that hears of every test."""
    target = os.environ.get("TESTS_RAN")
    if target and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Record(config.rootpath / target), "countersign-ran")
