"""Removes checks from a copy of the tree, one at a time: a test tied to the check's requirement must fail each time.

`python -m tests.rfc9635.mutation [--seed N] [--count N]` draws from removable.json and prints what became of each;
it returns 1 if a removed check was missed. A check is removed by making its condition false.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from tests.names import ROOT
from tests.rfc9635.ties import ties

COUNT: Final = 40
NEEDED: Final = ("broker", "tests", "tools", "policies", "pyproject.toml")
KIT: Final = ("tests/gnap/", "tests/resource/")
NEAREST: Final = {"authserver": ("tests/authserver/",), "client": ("tests/client/",)}
"""Where the tied tests of a check are run, by its package: its own, so that a run stays short."""
FLAGS: Final = (
    *("-q", "-x", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", "-m", "not slow and not postgresql"),
    "--assert=plain",  # nobody reads why a test failed
)
PASSED, FAILED = 0, 1  # pytest's exit codes; each other one says that nothing was shown

Fate = Literal["found", "missed", "no test"]


@dataclass(frozen=True)
class Removable:
    """One check: the line that begins it, the requirement that it serves, and what stands there without it."""

    file: str
    check: str
    requirement: str
    replacement: str = "if False:"

    def removed(self, source: str) -> str:
        """Return the source without the check; ValueError where it does not stand there exactly once."""
        if source.count(self.check) != 1:
            raise ValueError(f"{self.file}: `{self.check}` stands there {source.count(self.check)} times")
        return source.replace(self.check, self.replacement)


def removables() -> list[Removable]:
    """Return every check of the list."""
    listed = json.loads((Path(__file__).parent / "removable.json").read_text("utf-8"))
    return [Removable(**one) for one in listed]


def drawn(seed: int, count: int = COUNT) -> list[Removable]:
    """Return as many checks as wanted, at random and the same for the same seed."""
    return random.Random(seed).sample(removables(), count)


def tied(one: Removable) -> list[str]:
    """Return the tests tied to the requirement of a check that are run for it."""
    where = NEAREST.get(Path(one.file).parts[1], KIT)
    return sorted(test for test in _ties().get(one.requirement, ()) if test.startswith(where))


@cache
def _ties() -> dict[str, set[str]]:
    return ties()


def copied(into: Path) -> Path:
    """Copy what the tests need, and return the root of the copy."""
    ignored = shutil.ignore_patterns("__pycache__")
    into.mkdir(exist_ok=True)
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=ignored)
        else:
            shutil.copy2(source, into / name)
    return into


class Tree:
    """A tree in which tests run and from which checks are removed; a process of its own begins pytest (warm.py)."""

    def __init__(self, root: Path, output: Path) -> None:
        """Start the process; what pytest prints goes to `output`."""
        self._root = root
        self._output = output
        command = [sys.executable, "-B", str(ROOT / "tests" / "rfc9635" / "warm.py")]
        # every row of a sweep: the one that a removed check lets fail may not be among those of `make test`
        whole = os.environ | {"CI_NO_SKIP": "1"}
        self._process = subprocess.Popen(
            command, cwd=root, env=whole, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def passes(self, tests: Sequence[str]) -> bool:
        """Return whether these tests pass; RuntimeError where none ran, or where they could not begin."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps([str(self._root), str(self._output), [*FLAGS, *tests]])
        print(line, file=self._process.stdin, flush=True)
        ended = int(self._process.stdout.readline() or -1)
        if ended not in (PASSED, FAILED):
            said = self._output.read_text("utf-8")[-500:] if self._output.exists() else ""
            raise RuntimeError(f"pytest ended with {ended} and shows nothing: {said}")
        return ended == PASSED

    def fate(self, one: Removable, tests: Sequence[str]) -> Fate:
        """Remove the check, run these tests, and put it back."""
        file = self._root / one.file
        if not tests:
            return "no test"
        whole = file.read_text("utf-8")
        file.write_text(one.removed(whole), "utf-8")
        try:
            return "missed" if self.passes(tests) else "found"
        finally:
            file.write_text(whole, "utf-8")

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@contextmanager
def tree(root: Path) -> Iterator[Tree]:
    """Run tests in the tree at `root` while the context lasts."""
    with tempfile.TemporaryDirectory() as beside:
        made = Tree(root, Path(beside) / "output")
        try:
            yield made
        finally:
            made.close()


def run(seed: int, count: int) -> dict[Removable, Fate]:
    """Return what became of each drawn check; AssertionError where the tied tests fail with every check in place."""
    chosen = drawn(seed, count)
    with tempfile.TemporaryDirectory() as folder, tree(copied(Path(folder))) as there:
        control = sorted({test for one in chosen for test in tied(one)})
        assert there.passes(control), "the control: with every check in place the tied tests pass"
        found: dict[Removable, Fate] = {}
        for one in chosen:
            found[one] = there.fate(one, tied(one))
            print(f"{found[one]}: {one.requirement} {one.file}: {one.check}", flush=True)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, remove, and print; return 1 if any removed check was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.rfc9635.mutation")
    parser.add_argument("--seed", type=int, default=9635)
    parser.add_argument("--count", type=int, default=COUNT)
    given = parser.parse_args(arguments)
    fates = run(given.seed, given.count)
    kept = sum(one == "found" for one in fates.values())
    print(f"{kept} of {len(fates)} removed checks made a tied test fail (seed {given.seed})")
    return 0 if kept == len(fates) else 1


if __name__ == "__main__":
    sys.exit(main())
