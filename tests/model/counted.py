"""pytest plugin: the counts of the model's explorations at the end of the run, also when xdist ran them elsewhere."""

import pytest

NAME = "model"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write one line for each exploration that a passed test recorded."""
    reports = [one for one in terminalreporter.getreports("passed") if getattr(one, "when", None) == "call"]
    lines = [value for one in reports for name, value in one.user_properties if name == NAME]
    if lines:
        terminalreporter.section("model")
        for line in sorted(map(str, lines)):
            terminalreporter.write_line(line)
