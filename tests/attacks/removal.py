"""Takes the checks against each attack out of a copy of the tree, one by one: a test of the row must fail each time.

`python -m tests.attacks.removal [A9 …]` prints what became of each check of these rows, of all without a name; it
returns 1 if a removal was missed. The tests of a row stop at the first that fails.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.attacks.table import TABLE, Attack
from tests.rfc9635.mutation import Fate, Removable, copied, fate, passes


def run(rows: Sequence[Attack] = TABLE) -> dict[Removable, Fate]:
    """Return what became of each check; AssertionError where the tests fail with every check in place."""
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        control = sorted({test for row in rows for test in row.tests})
        assert passes(root, control), "the control: with every check in place the tests pass"
        found: dict[Removable, Fate] = {}
        for row in rows:
            for one in row.checks:
                found[one] = fate(root, one, row.tests)
                print(f"{found[one]}: {row.id} {one.file}: {one.check.splitlines()[0]}", flush=True)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Remove, and print; return 1 if a removal was missed, 2 for a name that no row has."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.removal")
    parser.add_argument("ids", nargs="*", metavar="ID", help="of attacks; all without one")
    wanted = parser.parse_args(arguments).ids
    rows = [row for row in TABLE if not wanted or row.id in wanted]
    if unknown := set(wanted) - {row.id for row in rows}:
        parser.error(f"no row has the id {', '.join(sorted(unknown))}")
    fates = run(rows)
    kept = sum(one == "found" for one in fates.values())
    print(f"{kept} of {len(fates)} removed checks made a test of their row fail")
    return 0 if kept == len(fates) else 1


if __name__ == "__main__":
    sys.exit(main())
