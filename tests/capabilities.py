"""Reads tests/capabilities.md: what Countersign can do, area by area, and the tests that show it.

`python -m tests.capabilities --ran` is the last step of `make ci`: each test named there ran in this run, and passed.
The format: `## Area`, then one line per capability, `- what it does: ` and the ids of its tests in backticks.
"""

import re
import sys
from dataclasses import dataclass

from tests.names import ROOT

LIST = ROOT / "tests" / "capabilities.md"
RAN = ROOT / ".work" / "ran"
ROW = re.compile(r"- (?P<words>[^`]+?):? *(?P<tests>`[^`]+`(?:, *`[^`]+`)*)")


@dataclass(frozen=True)
class Capability:
    """One thing the product does, and the ids of the tests that show it."""

    area: str
    words: str
    tests: tuple[str, ...]
    line: int


def parse(text: str) -> list[Capability]:
    """Return the capabilities of the list; ValueError names the line of a row without a test or without an area."""
    area, rows = "", []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("## "):
            area = line.removeprefix("## ").strip()
        elif line.startswith("-"):
            row = ROW.fullmatch(line.strip())
            if row is None or not area:
                raise ValueError(f"capabilities.md:{number}: write `- words: `test id`, `test id`` below an `## Area`")
            rows.append(Capability(area, row["words"], tuple(re.findall(r"`([^`]+)`", row["tests"])), number))
    return rows


def outcomes(text: str) -> dict[str, bool]:
    """Return, for each test of a record (tests/ran.py) without its parameters, whether all of its runs passed."""
    found: dict[str, bool] = {}
    for line in text.splitlines():
        word, _, node = line.partition(" ")
        name = node.split("[", 1)[0]
        found[name] = found.get(name, True) and word == "passed"
    return found


def unshown(capabilities: list[Capability], ran: dict[str, bool]) -> list[str]:
    """Return one line for each named test that did not run or did not pass."""
    return [
        f"capabilities.md:{row.line}: {row.words}: {test} {'did not pass' if test in ran else 'did not run'}"
        for row in capabilities
        for test in row.tests
        if not ran.get(test, False)
    ]


def main(arguments: list[str]) -> int:
    """Check the list against the records of this run; return 0 if every capability is shown, 1 if not, 2 on misuse."""
    if arguments != ["--ran"]:
        print("usage: python -m tests.capabilities --ran", file=sys.stderr)
        return 2
    capabilities = parse(LIST.read_text(encoding="utf-8"))
    ran = outcomes("".join(file.read_text(encoding="utf-8") for file in sorted(RAN.glob("*.txt"))))
    faults = unshown(capabilities, ran)
    for fault in faults:
        print(fault)
    print(f"capabilities: {len(capabilities)} named, {len(ran)} tests ran, {len(faults)} faults")
    return 1 if faults or not capabilities else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
