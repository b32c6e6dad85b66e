"""The conformance suite as a program: its scenarios by era, what is expected to go otherwise, and how to run it.

A row is one scenario at one revision. Every check of it that neither succeeds nor merely informs must be expected, and
what is expected must happen: a check that passes one day leaves the table.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from tests.connect.programs import environment, node_program
from tests.names import ROOT

Era = Literal["2025-11-25", "2026-07-28"]
Json = dict[str, Any]

LEGACY: Final[Era] = "2025-11-25"
MODERN: Final[Era] = "2026-07-28"
WITHIN: Final = 120  # seconds for one scenario, on a busy machine
ENDS_WITHIN: Final = 30  # seconds for the server, when told to
_PACKAGE: Final = ROOT / ".work/conformance/node_modules/@modelcontextprotocol/conformance"
_GOOD: Final = {"SUCCESS", "INFO"}

BOTH_ERAS: Final = [
    "completion-complete",
    "tools-list",
    "tools-call-simple-text",
    "tools-call-image",
    "tools-call-audio",
    "tools-call-embedded-resource",
    "tools-call-mixed-content",
    "tools-call-error",
    "tools-call-with-progress",
    "json-schema-2020-12",
    "server-sse-multiple-streams",
    "resources-list",
    "resources-read-text",
    "resources-read-binary",
    "resources-templates-read",
    "prompts-list",
    "prompts-get-simple",
    "prompts-get-with-args",
    "prompts-get-embedded-resource",
    "prompts-get-with-image",
    "dns-rebinding-protection",
]
LEGACY_ONLY: Final = [
    "server-initialize",
    "server-session-lifecycle",
    "logging-set-level",
    "ping",
    "tools-call-with-logging",
    "tools-call-sampling",
    "tools-call-elicitation",
    "elicitation-sep1034-defaults",
    "server-sse-polling",
    "elicitation-sep1330-enums",
    "resources-subscribe",
    "resources-unsubscribe",
]
MODERN_ONLY: Final = [
    "server-stateless",
    "sep-2164-resource-not-found",
    "caching",
    "http-header-validation",
    "http-custom-header-server-validation",
    "input-required-result-basic-elicitation",
    "input-required-result-basic-sampling",
    "input-required-result-basic-list-roots",
    "input-required-result-request-state",
    "input-required-result-multiple-input-requests",
    "input-required-result-multi-round",
    "input-required-result-missing-input-response",
    "input-required-result-non-tool-request",
    "input-required-result-result-type",
    "input-required-result-unsupported-methods",
    "input-required-result-tampered-state",
    "input-required-result-capability-check",
    "input-required-result-ignore-extra-params",
    "input-required-result-validate-input",
]
TASKS: Final = [
    "tasks-lifecycle",
    "tasks-capability-negotiation",
    "tasks-wire-fields",
    "tasks-request-state-removal",
    "tasks-mrtr-input",
    "tasks-request-headers",
    "tasks-dispatch-and-envelope",
    "tasks-status-notifications",
    "tasks-required-task-error",
    "tasks-mrtr-composition",
]
ROWS: Final[list[tuple[Era, str]]] = [
    *((LEGACY, name) for name in [*BOTH_ERAS, *LEGACY_ONLY]),
    *((MODERN, name) for name in [*BOTH_ERAS, *MODERN_ONLY, *TASKS]),
]

_NO_SKILLS: Final = "the extension for skills is none of ours, and the suite skips it where it is not declared"
OF_AN_AS: Final = ("authorization-server-metadata-endpoint", "authorization-code-grant")
"""Scenarios of an authorization server, which the suite has another command for: test_authorization.py runs them."""
NOT_OURS: Final[Mapping[str, str]] = {
    "sep-2640-skills-directory": _NO_SKILLS,
    "sep-2640-skills-enumeration": _NO_SKILLS,
    "sep-2640-skills-manifest": _NO_SKILLS,
}
"""Scenarios against a server that are not run, with the reason."""

_NO_REPLAY: Final = (
    "recommended where a stream is resumed: ours is not, for the grant outlives it and the same call joins it again"
)
EXPECTED_FAILURES: Final[Mapping[tuple[Era, str, str], str]] = {
    (LEGACY, "server-sse-polling", "server-sse-priming-event"): _NO_REPLAY,
    (LEGACY, "server-sse-polling", "server-sse-retry-field"): _NO_REPLAY,
}
"""Checks that fail or warn, by era, scenario and check, with the reason."""

EXPECTED_SKIPS: Final[Mapping[tuple[Era, str, str], str]] = {
    (MODERN, "server-stateless", "sep-2575-server-sends-prompts-list-changed-on-subscription"): (
        "our streams tell of tools and tasks, and the fixture does not promise news of prompts"
    ),
    (MODERN, "tasks-status-notifications", "tasks-status-notifications"): (
        "the suite has no such check yet; tests/agents/test_tasks.py listens for the notifications"
    ),
}
"""Checks that the suite leaves out, with the reason."""


HURRIED: Final = ["server-stateless"]
"""Scenarios that give an answer half a second and no way to change that: on a busy machine they are run again."""
TRIES: Final = 4


@dataclass(frozen=True)
class Seen:
    """One check, and what became of it."""

    check: str
    status: str
    words: str = ""


def run(url: str, era: Era, scenario: str, folder: Path) -> list[Seen]:
    """Run one scenario against a server, in a process of its own; return what its checks saw."""
    # An extension's scenario is of no revision; forced, it runs at the wire of the one that is named.
    words = ["server", "--url", url, "--scenario", scenario, "--spec-version", era, "--force", "-o", str(folder)]
    _said(words, folder)
    found = [json.loads(file.read_text(encoding="utf-8")) for file in folder.rglob("checks.json")]
    return [Seen(one["id"], one["status"], one.get("errorMessage") or "") for checks in found for one in checks]


def complaints(era: Era, scenario: str, seen: Sequence[Seen]) -> list[str]:
    """Return what went otherwise than expected: failed, was skipped, never ran, or passed though a failure is named."""
    if not seen:
        return ["no check ran"]
    expected = {**EXPECTED_FAILURES, **EXPECTED_SKIPS}
    mine = {check: key for key in expected for check in [key[2]] if key[:2] == (era, scenario)}
    otherwise = {one.check: one for one in seen if one.status not in _GOOD}
    wrong = [
        f"{one.check} {one.status}: {one.words}"
        for check, one in otherwise.items()
        if check not in mine or (one.status == "SKIPPED") != (mine[check] in EXPECTED_SKIPS)
    ]
    return wrong + [f"{check} is expected to fail and did not" for check in mine if check not in otherwise]


def tried(url: str, era: Era, scenario: str, folder: Path) -> list[str]:
    """Run one scenario, a hurried one until a run has nothing to complain of; return the last run's complaints."""
    wrong: list[str] = []
    for number in range(TRIES if scenario in HURRIED else 1):
        (here := folder / str(number)).mkdir()
        wrong = complaints(era, scenario, run(url, era, scenario, here))
        if not wrong:
            break
    return wrong


def installed() -> dict[str, list[str]]:
    """Return every scenario that the installed suite runs against a server, with its revisions or `extension`."""
    found: dict[str, list[str]] = {}
    kind = ""
    for line in _said(["list"], ROOT).splitlines():
        if line.endswith(":"):
            kind = line
        elif (one := re.fullmatch(r"  - (\S+) \[(.+)\]", line)) and not kind.startswith("Client"):
            found[one[1]] = one[2].split(",")
    return found


def required(era: Era) -> set[str]:
    """Return the scenarios that a revision asks a server to pass, those that do not count for it included."""
    program()
    wanted: Json = yaml.safe_load((_PACKAGE / f"requirements/{era}.yaml").read_text(encoding="utf-8"))
    more = [one["scenario"] for one in wanted["not_scored"] if one["leg"] == "server"]
    return {*wanted["server"], *more}


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[str]:
    """Run the fixture's server as a process; give the address of its endpoint. It ends with its standard input."""
    program()
    command = [sys.executable, "-m", "tests.conformance.server", str(folder), *words]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            text=True,
        ) as server,
    ):  # fmt: skip
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        assert url, (folder / "log").read_text()
        try:
            yield url
        finally:
            _end(server)


def _end(server: "subprocess.Popen[str]") -> None:
    assert server.stdin is not None
    server.stdin.close()
    try:
        server.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        raise


def program() -> list[str]:
    """Return the command that runs the suite; skip the test where it is not installed."""
    return [*node_program(_PACKAGE, "the MCP conformance suite"), str(_PACKAGE / "dist/index.js")]


def _said(words: list[str], home: Path) -> str:
    done = subprocess.run(
        [*program(), *words], cwd=home, env=environment(home), capture_output=True, text=True, timeout=WITHIN,
        check=False,
    )  # fmt: skip
    return done.stdout
