"""pytest plugin: how much is tried in `make test` of what `make ci` tries in full.

Hypothesis tries a part of the examples. Of a test that is marked `sweep(N)` every N-th row is part of `make test`,
beginning with the first; the others are marked `slow` there, and nowhere else: who removes a check leaves out what is
slow, and needs every row. CI is told by CI_NO_SKIP=1; TESTS_ROUNDS=long (`make nightly`) tries fifty times as many
examples as CI. No example has a deadline: two busy cores would make it a measure of the neighbours.
"""

import os
from collections import Counter
from typing import Final

import pytest
from hypothesis import settings

FULL: Final = os.environ.get("CI_NO_SKIP") == "1" or os.environ.get("TESTS_ROUNDS") == "long"
EXAMPLES: Final = 100
PART: Final = 4
ELSEWHERE: Final = {"slow", "crash", "browser", "postgresql", "redis"}  # no part of `make test` anyway

rows = pytest.StashKey[Counter[str]]()


def tried(examples: int) -> int:
    """Return how many of a test's own number of examples are tried: all in CI, a part of them in `make test`."""
    return examples if FULL else max(1, examples // PART)


settings.register_profile("short", deadline=None, max_examples=tried(EXAMPLES))
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.load_profile("long" if os.environ.get("TESTS_ROUNDS") == "long" else "short")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what `make test` leaves out of a sweep. It is decided as rows are collected, so in the order of the file."""
    mark = item.get_closest_marker("sweep")
    if FULL or mark is None or any(item.get_closest_marker(name) for name in ELSEWHERE):
        return
    seen = item.session.stash.setdefault(rows, Counter())
    test = item.nodeid.partition("[")[0]
    if seen[test] % mark.args[0]:
        item.add_marker("slow")
    seen[test] += 1
