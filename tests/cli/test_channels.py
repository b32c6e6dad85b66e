"""`countersign channel`: an address that no argument holds, a channel that its owner signs for, one that is tried."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from broker.store.query import select
from broker.store.tables import Channel
from tests.actors import served as listening
from tests.cli.conftest import Served

ADDRESS = "ntfys://alice:hunter2@ntfy.example/alices-own-topic"


def _added(served: Served, *options: str, address: str = ADDRESS) -> dict[str, object]:
    with served.answering():
        done = served.run("channel", "add", *options, "--json", input=f"{address}\n")
    assert done.returncode == 0, done.stderr
    made: dict[str, object] = json.loads(done.stdout)["channels"][-1]
    return made


def _rows(served: Served) -> list[Channel]:
    return served.await_(served.broker.store.read(lambda session: list(session.scalars(select(Channel)))))


def test_a_channel_is_told_nothing_before_its_owner_has_signed(served: Served) -> None:
    refused = served.run("channel", "add", "--wait", "0", input=ADDRESS + "\n")
    assert refused.returncode == 1
    assert [row.signed_at for row in _rows(served)] == [None]
    assert "no channel yet" in served.run("channel", "list").stderr
    made = _added(served, "--after", "2m", "--shows", "agent")
    assert (made["service"], made["place"], made["after"], made["shows"]) == (
        "ntfy",
        "ntfy.example, topic ali…",
        120,
        "agent",
    )
    listed = served.run("channel", "list").stdout
    assert "after 120 s, shows agent" in listed
    assert "hunter2" not in listed + json.dumps(made)
    assert [kind["service"] for kind in served.audited("channel.added")] == ["ntfy"]


def test_removing_one_is_free_and_forgets_its_address(served: Served) -> None:
    made = str(_added(served)["channel"])
    assert served.run("channel", "remove", "c_nobody").returncode == 1
    done = served.run("channel", "remove", made[:8])
    assert (done.returncode, "is told nothing any more" in done.stdout) == (0, True)
    assert [row.address_sealed for row in _rows(served)] == [b""]
    again = served.run("channel", "remove", made[:8])
    assert (again.returncode, "no channel begins so; known: none" in again.stderr) == (1, True)


@pytest.mark.sweep(3)
@pytest.mark.parametrize(
    ("options", "address", "words"),
    [
        (("--after", "3w"), ADDRESS, "is no time up to 1d"),
        (("--after", "2d"), ADDRESS, "is no time up to 1d"),
        (("--shows", "everything"), ADDRESS, "everything"),
        ((), "", "no address came through the pipe"),
        ((), "file:///etc/passwd", "an address begins with"),
        ((), "ntfys://", "no complete address"),
        (("--owner", "bob"), ADDRESS, "bob"),
    ],
)
def test_what_cannot_be_a_channel_is_refused_with_the_next_step(
    served: Served, options: tuple[str, ...], address: str, words: str
) -> None:
    refused = served.run("channel", "add", *options, input=f"{address}\n")
    assert refused.returncode in (1, 2)
    assert words in refused.stderr
    assert _rows(served) == []


def test_the_help_shows_an_address_of_each_service(bare: Served) -> None:
    shown = bare.run("channel", "add", "--help").stdout
    assert [one for one in ("ntfys://", "tgram://", "slack://", "mailtos://") if one not in shown] == []


def test_on_a_terminal_the_address_is_typed_unseen(served: Served) -> None:
    with served.answering(), served.terminal("channel", "add") as command:
        command.until(r"it is not shown\): ")
        command.press(ADDRESS + "\n")
        assert command.end() == 0, command.written
    assert "hunter2" not in command.written
    assert "countersign channel test c_" in command.written


def test_a_trial_message_says_whether_it_arrived(served: Served) -> None:
    channel = str(_added(served, address="ntfy://127.0.0.1:9/mine")["channel"])
    failed = served.run("channel", "test", channel)
    assert (failed.returncode, "not delivered" in failed.stderr) == (1, True)
    assert served.run("channel", "remove", channel).returncode == 0

    async def try_one() -> tuple[str, list[bytes]]:
        async with _ntfy() as (host, arrived):
            made = await asyncio.to_thread(_added, served, address=f"ntfy://{host}/mine")
            done = await asyncio.to_thread(served.run, "channel", "test", str(made["channel"]))
            return done.stdout, arrived

    said, arrived = anyio.run(try_one)
    assert said == "delivered\n"
    assert json.loads(arrived[0])["message"] == "This is how Countersign tells you that something waits."


@asynccontextmanager
async def _ntfy() -> AsyncIterator[tuple[str, list[bytes]]]:
    arrived: list[bytes] = []

    async def take(request: Request) -> Response:
        arrived.append(await request.body())
        return JSONResponse({})

    async with listening(Starlette(routes=[Route("/{rest:path}", take, methods=["POST"])])) as address:
        yield address.removeprefix("http://"), arrived
