"""No secret leaves by a side door: the whole story is told, and everything that was carried anywhere is searched.

It is told twice: in this process, where every sink of `WATCHED` has an ear, and by a broker in a process of its own,
with what a real process leaves behind: log, environment, database, write-ahead log. The control leaks a secret of each
kind into each sink, in every form that the sink can carry, and the same search must find every one.
"""

from pathlib import Path

import pytest

from tests.attacks.canaries import found
from tests.attacks.careless import LEAKS, ROWS, Leaks
from tests.attacks.lived import LEFT_BEHIND, NOTED, lived
from tests.attacks.sinks import WATCHED
from tests.attacks.story import EXPECTED, told

# The phone shows the digits and the terminal takes them. Typed, they are spent, and part of what the first phone signs.
# The authorization server keeps where to call; who calls there proves it by a hash that they alone can make (§4.2.3).
SHOWN_ON_PURPOSE = {
    ("pages", "pairing digits"),
    ("database file", "pairing digits"),
    ("write-ahead log", "pairing digits"),
    ("SQL log with rows", "pairing digits"),
    ("database file", "callback address"),
    ("write-ahead log", "callback address"),
}


def by_kind(names: set[str]) -> set[str]:
    """Return the kinds of secrets that go by these names with a number."""
    return {name.rpartition(" ")[0] for name in names}


def leaked(sink: str, carried: bytes, canaries: dict[str, bytes]) -> set[str]:
    """Return the kinds of secrets that the sink carried and should not have."""
    assert len(carried) > 100, f"{sink} carried something"
    return {kind for kind in by_kind(found(carried, canaries)) if (sink, kind) not in SHOWN_ON_PURPOSE}


@pytest.mark.anyio
async def test_no_secret_of_the_whole_story_is_in_any_sink(tmp_path: Path) -> None:
    sinks, canaries = await told(tmp_path)
    assert by_kind(set(canaries)) == EXPECTED, "every kind of secret was really made"
    for sink in WATCHED:
        assert leaked(sink, bytes(sinks.carried[sink]), canaries) == set(), sink


@pytest.mark.anyio
@pytest.mark.slow
async def test_no_secret_is_in_what_a_broker_in_a_process_of_its_own_leaves_behind(tmp_path: Path) -> None:
    left, canaries = await lived(tmp_path)
    assert by_kind(set(canaries)) == NOTED, "every kind of secret was really made"
    for sink in LEFT_BEHIND:
        assert leaked(sink, left[sink], canaries) == set(), sink


@pytest.fixture(scope="module")
def leaks(tmp_path_factory: pytest.TempPathFactory) -> Leaks:
    """All leaks of the control, each of them made once."""
    return Leaks(tmp_path_factory.mktemp("leaks"))


@pytest.mark.sweep(5)
@pytest.mark.xdist_group("canaries")
@pytest.mark.parametrize(("kind", "sink", "form"), ROWS, ids=["-".join(row) for row in ROWS])
def test_the_search_finds_every_kind_of_secret_leaked_in_every_form_that_the_sink_carries(
    leaks: Leaks, kind: str, sink: str, form: str
) -> None:
    assert kind in leaks.found(sink, form)


@pytest.mark.xdist_group("canaries")
@pytest.mark.parametrize("sink", LEAKS)
def test_the_search_finds_nothing_where_nothing_was_leaked(leaks: Leaks, sink: str) -> None:
    assert leaks.found_of_nothing(sink) == set()
