"""Takes the checks against each attack out of a copy of the tree, one by one: the test named for it must fail.

`python -m tests.attacks.removal [A9 …]` prints what became of each check of these rows, of all without a name; it
returns 1 if a removal was missed. For each check only the test is run that the row names for it.
"""

import argparse
import queue
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.attacks.table import TABLE, Attack
from tests.rfc9635.mutation import Fate, Removable, Tree, copied, tree

AT_ONCE: Final = 2  # copies of the tree in which tests run side by side


class Copies:
    """Copies of the tree, each lent to one run at a time."""

    def __init__(self, copies: Iterable[Tree]) -> None:
        self._free: queue.SimpleQueue[Tree] = queue.SimpleQueue()
        for one in copies:
            self._free.put(one)

    @contextmanager
    def lent(self) -> Iterator[Tree]:
        """Give a copy that nobody else uses meanwhile."""
        one = self._free.get()
        try:
            yield one
        finally:
            self._free.put(one)


@contextmanager
def _copies() -> Iterator[Copies]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        places = [Path(folder) / str(number) for number in range(AT_ONCE)]
        yield Copies([stack.enter_context(tree(copied(place))) for place in places])


def run(rows: Sequence[Attack] = TABLE) -> dict[Removable, Fate]:
    """Return what became of each check; AssertionError where the tests fail with every check in place."""
    named = [(one.removable, row.test_of(one)) for row in rows for one in row.checks]
    tests = sorted({test for _, test in named})
    with _copies() as copies, ThreadPoolExecutor(AT_ONCE) as workers:

        def control(part: Sequence[str]) -> bool:
            with copies.lent() as there:
                return not part or there.passes(part)

        def removed(one: tuple[Removable, str]) -> Fate:
            check, test = one
            with copies.lent() as there:
                became = there.fate(check, [test])
            print(f"{became}: {check.requirement} {check.file}: {check.check.splitlines()[0]}", flush=True)
            return became

        parts = [tests[start::AT_ONCE] for start in range(AT_ONCE)]
        assert all(workers.map(control, parts)), "the control: with every check in place the tests pass"
        return dict(zip((check for check, _ in named), workers.map(removed, named), strict=True))


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
