"""Removes checks from a copy of the tree, one at a time: a test tied to the check's requirement must fail each time.

`python -m tests.rfc9635.mutation [--seed N] [--count N]` draws from removable.json and prints what became of each;
it returns 1 if a removed check was missed. A check is removed by making its condition false.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
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
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=ignored)
        else:
            shutil.copy2(source, into / name)
    return into


def passes(root: Path, tests: Sequence[str]) -> bool:
    """Return whether these tests pass in the copy; RuntimeError where none ran, or where they could not begin."""
    flags = ["-q", "-x", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", "-m", "not slow and not postgresql"]
    command = [sys.executable, "-B", "-m", "pytest", *flags, *tests]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if ended.returncode not in (PASSED, FAILED):
        raise RuntimeError(f"pytest ended with {ended.returncode} and shows nothing: {ended.stdout[-500:]}")
    return ended.returncode == PASSED


def fate(root: Path, one: Removable, tests: Sequence[str]) -> Fate:
    """Remove the check in the copy, run these tests, and put it back."""
    file = root / one.file
    if not tests:
        return "no test"
    whole = file.read_text("utf-8")
    file.write_text(one.removed(whole), "utf-8")
    try:
        return "missed" if passes(root, tests) else "found"
    finally:
        file.write_text(whole, "utf-8")


def run(seed: int, count: int) -> dict[Removable, Fate]:
    """Return what became of each drawn check; AssertionError where the tied tests fail with every check in place."""
    chosen = drawn(seed, count)
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        control = sorted({test for one in chosen for test in tied(one)})
        assert passes(root, control), "the control: with every check in place the tied tests pass"
        found: dict[Removable, Fate] = {}
        for one in chosen:
            found[one] = fate(root, one, tied(one))
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
