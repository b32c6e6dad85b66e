"""`make conformance`: where each row of RFC 9635 and RFC 9767 stands, per section and role, and the same as JSON.

A row that is due and has neither a test, nor a divergence, nor a reason why it does not apply is open: exit 1.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from tests.names import ROOT
from tests.rfc9635.manifest import divergences, due, not_applicable, rows
from tests.rfc9635.ties import ties

State = Literal["shown", "divergence", "not applicable", "optional", "open"]
STATES: Final[tuple[State, ...]] = ("shown", "divergence", "not applicable", "optional", "open")
REPORT = ROOT / ".work" / "conformance.json"


@dataclass(frozen=True)
class Standing:
    """One row and where it stands: the tests tied to it, and for a divergence or an inapplicable row the reason."""

    id: str
    rfc: int
    section: str
    role: str
    level: str
    requirement: str
    state: State
    why: str
    tests: list[str]


def standings(
    known: Mapping[str, Mapping[str, str]],
    tied: Mapping[str, Set[str]],
    away: Mapping[str, str],
    diverging: Mapping[str, str],
) -> list[Standing]:
    """Return every row's standing; `tied` maps ids to tests, `away` to reasons, `diverging` to README sections."""
    return [_standing(one, row, sorted(tied.get(one, ())), away, diverging) for one, row in known.items()]


def strangers(known: Set[str], tied: Mapping[str, Set[str]]) -> dict[str, list[str]]:
    """Return the ids that a test names and no row has, with those tests."""
    return {one: sorted(tests) for one, tests in tied.items() if one not in known}


def now() -> list[Standing]:
    """Return the standings of this tree."""
    return standings(rows(), ties(), not_applicable(), divergences())


def lines(found: list[Standing]) -> list[str]:
    """Return the table: one line per RFC, section and role, with the count of each state."""
    groups: dict[tuple[int, str, str], Counter[State]] = {}
    for one in found:
        groups.setdefault((one.rfc, one.section, one.role), Counter())[one.state] += 1
    head = f"{'':26}{'role':22}" + "".join(f"{state:>16}" for state in STATES)
    body = [_line(f"RFC {rfc} section {section}", role, count) for (rfc, section, role), count in groups.items()]
    return [head, *body, *_totals(found)]


def main(report: Path = REPORT) -> int:
    """Print the table, the divergences and what is open, and write the report; return 1 if a row is open or unknown."""
    found, unknown = now(), strangers(rows().keys(), ties())
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(_report(found, unknown), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines(found)))
    for one in found:
        if one.state in ("divergence", "open"):
            print(f"{one.state}: {one.id} ({one.role}, {one.level}) {one.requirement}{one.why and f' | {one.why}'}")
    for strange, tests in unknown.items():
        print(f"no such row: {strange} ({', '.join(tests)})")
    print(f"{len(found)} rows, {sum(one.state == 'open' for one in found)} open; written to {report}")
    return 1 if unknown or any(one.state == "open" for one in found) else 0


def _standing(
    name: str, row: Mapping[str, str], tests: list[str], away: Mapping[str, str], diverging: Mapping[str, str]
) -> Standing:
    state, why = _state(name, row, tests, away, diverging)
    rfc = 9635 if name.startswith("C-") else 9767
    return Standing(name, rfc, row["section"], row["role"], row["level"], row["requirement"], state, why, tests)


def _state(
    name: str, row: Mapping[str, str], tests: list[str], away: Mapping[str, str], diverging: Mapping[str, str]
) -> tuple[State, str]:
    if name in away:
        return "not applicable", away[name]
    if name in diverging:
        return "divergence", f"broker/gnap/README.md, Departures, {diverging[name]}"
    if tests:
        return "shown", ""
    return ("open", "") if due(dict(row)) else ("optional", "")


def _line(what: str, role: str, count: Mapping[State, int]) -> str:
    return f"{what:26}{role:22}" + "".join(f"{count.get(state, 0) or '.':>16}" for state in STATES)


def _totals(found: list[Standing]) -> list[str]:
    roles: dict[str, Counter[State]] = {}
    for one in found:
        roles.setdefault(one.role, Counter())[one.state] += 1
    everything = Counter(one.state for one in found)
    return [*(_line("all sections", role, count) for role, count in roles.items()), _line("all", "all", everything)]


def _report(found: list[Standing], unknown: dict[str, list[str]]) -> dict[str, object]:
    counts = Counter(one.state for one in found)
    return {
        "counts": {state: counts[state] for state in STATES},
        "unknown": unknown,
        "rows": [asdict(one) for one in found],
    }


if __name__ == "__main__":
    sys.exit(main())
