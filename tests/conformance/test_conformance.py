"""The MCP conformance suite, in both eras, against the product's door with the suite's own fixtures on top."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.suite import (
    EXPECTED_FAILURES,
    LEGACY,
    MODERN,
    NOT_OURS,
    OF_AN_AS,
    ROWS,
    Era,
    Seen,
    complaints,
    installed,
    required,
    run,
    serving,
    tried,
)


@pytest.fixture(scope="session")
def fixture_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run one server for all scenarios of this worker."""
    with serving(tmp_path_factory.mktemp("conformance")) as url:
        yield url


@pytest.mark.slow
@pytest.mark.parametrize(("era", "scenario"), ROWS, ids=[f"{era}-{name}" for era, name in ROWS])
def test_the_door_conforms(fixture_server: str, tmp_path: Path, era: Era, scenario: str) -> None:
    assert tried(fixture_server, era, scenario, tmp_path) == []


@pytest.mark.slow
def test_every_scenario_of_the_installed_suite_is_a_row_or_named_with_the_reason() -> None:
    found = installed()
    assert set(found) == {name for _, name in ROWS} | set(NOT_OURS) | set(OF_AN_AS)
    known = {
        (era, name)
        for name, revisions in found.items()
        for era in ([MODERN] if revisions == ["extension"] else (LEGACY, MODERN))
        if name not in {*NOT_OURS, *OF_AN_AS} and (revisions == ["extension"] or era in revisions)
    }
    assert known == set(ROWS)


@pytest.mark.slow
@pytest.mark.parametrize("era", [LEGACY, MODERN])
def test_whatever_a_revision_asks_of_a_server_is_run(era: Era) -> None:
    assert required(era) - {name for at, name in ROWS if at == era} == set()


_WITHOUT_CHECK = {
    "tasks-request-headers": "sep-2663-server-rejects-mismatched-mcp-name-on-tasks-get",
    "tasks-capability-negotiation": "sep-2663-tasks-methods-non-declaring",
}


@pytest.mark.slow
@pytest.mark.parametrize("scenario", _WITHOUT_CHECK)
def test_a_door_that_does_not_check_tasks_fails_just_that_check(tmp_path: Path, scenario: str) -> None:
    (out := tmp_path / "out").mkdir()
    with serving(tmp_path, "--without-check") as url:
        wrong = complaints(MODERN, scenario, run(url, MODERN, scenario, out))
    assert [one.partition(" ")[0] for one in wrong] == [_WITHOUT_CHECK[scenario]]


def test_at_most_five_failures_are_expected_and_none_of_tools_tasks_or_auth() -> None:
    assert len(EXPECTED_FAILURES) <= 5
    assert [name for _, name, _ in EXPECTED_FAILURES if name.startswith(("tools", "tasks", "auth"))] == []
    assert {(era, name) for era, name, _ in EXPECTED_FAILURES} <= set(ROWS)
    assert all(EXPECTED_FAILURES.values())


_PRIMING = Seen("server-sse-priming-event", "WARNING")
_RETRY = Seen("server-sse-retry-field", "WARNING")
_STUB = "tasks-status-notifications"
JUDGED: dict[str, tuple[Era, str, list[Seen], list[str]]] = {
    "all is well": (LEGACY, "ping", [Seen("ping", "SUCCESS"), Seen("seen", "INFO")], []),
    "a failure": (LEGACY, "ping", [Seen("ping", "FAILURE", "no pong")], ["ping FAILURE: no pong"]),
    "a warning": (LEGACY, "ping", [Seen("ping", "WARNING", "late")], ["ping WARNING: late"]),
    "a skip": (LEGACY, "ping", [Seen("ping", "SKIPPED", "why")], ["ping SKIPPED: why"]),
    "nothing ran": (LEGACY, "ping", [], ["no check ran"]),
    "failures that are expected": (LEGACY, "server-sse-polling", [_PRIMING, _RETRY], []),
    "one of them passes": (
        LEGACY,
        "server-sse-polling",
        [Seen(_PRIMING.check, "SUCCESS"), _RETRY],
        ["server-sse-priming-event is expected to fail and did not"],
    ),
    "one of them is not there": (
        LEGACY,
        "server-sse-polling",
        [_RETRY],
        ["server-sse-priming-event is expected to fail and did not"],
    ),
    "a skip that is expected": (MODERN, _STUB, [Seen(_STUB, "SKIPPED")], []),
    "a failure where a skip is expected": (MODERN, _STUB, [Seen(_STUB, "FAILURE", "no")], [f"{_STUB} FAILURE: no"]),
    "an expected failure in the other era": (
        MODERN,
        "server-sse-polling",
        [_RETRY],
        ["server-sse-retry-field WARNING: "],
    ),
}


@pytest.mark.parametrize("case", JUDGED)
def test_what_goes_otherwise_than_expected_is_reported(case: str) -> None:
    era, scenario, seen, wrong = JUDGED[case]
    assert complaints(era, scenario, seen) == wrong
