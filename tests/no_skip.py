"""pytest plugin: with CI_NO_SKIP=1 a skipped test, or one that is expected to fail, is a failure that gives the reason.

`make test` skips what a machine cannot run and says which package is missing. In CI everything is installed, so there a
skip is a hole in what the green line promises.
"""

import os
from collections.abc import Generator
from typing import Any, TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
Wrapped = Generator[None, Report, Report]

ENABLED = os.environ.get("CI_NO_SKIP") == "1"


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not (ENABLED and report.skipped):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"nothing may be skipped here (CI_NO_SKIP=1), and this was: {reason}"
    if hasattr(report, "wasxfail"):
        del report.wasxfail


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Wrapped[pytest.TestReport]:
    """Turn the report of a skipped test into a failure."""
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Wrapped[pytest.CollectReport]:
    """Turn the report of a module that skipped itself into a failure."""
    report = yield
    _refuse(report)
    return report
