"""The rows of RFC 9635 and RFC 9767 (requirements.json), those this version claims (implemented.txt), and their tests.

`python -m tests.rfc9635.manifest` prints the ids that tests carry and the claim does not have, and the other way round.
A claim is written by hand: a test that touches a row is not yet the decision that the row is met.
"""

import json
from pathlib import Path

from tests.names import every_mark

HERE = Path(__file__).resolve().parent


def rows() -> dict[str, dict[str, str]]:
    """Return every requirement by its id: section, role, level, requirement, test."""
    return {row["id"]: row for row in json.loads((HERE / "requirements.json").read_text(encoding="utf-8"))}


def claimed() -> list[str]:
    """Return the ids of implemented.txt, in its order; lines that start with # say why."""
    lines = (HERE / "implemented.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


def carried() -> dict[str, set[str]]:
    """Return each id that a `requirement` marker names, with the test files that carry it."""
    return every_mark("requirement")


def main() -> int:
    """Print how the claim and the tests differ; return 1 if they do."""
    known, claim, tests = rows(), set(claimed()), carried()
    differences = {
        "no such row": sorted(set(tests) - set(known)),
        "carried by a test and not claimed": sorted(set(tests) & set(known) - claim),
        "claimed and carried by no test": sorted(claim - set(tests)),
    }
    for words, ids in differences.items():
        for name in ids:
            print(f"{name}: {words}{''.join(f' ({path})' for path in sorted(tests.get(name, ())))}")
    print(f"rfc9635: {len(known)} rows, {len(claim)} claimed, {len(tests)} carried by tests")
    return 1 if any(differences.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
