"""A server that hangs or fails is left alone for a while, and takes nothing from another. Time is set by hand."""

import asyncio
from dataclasses import dataclass

import pytest

from broker.http import Http, NoAnswer, NotSent, origin_of
from broker.http.circuit import AT_ONCE, FAILURES, REST, Circuit, Lines
from broker.http.outcome import Attempt, Unreachable
from tests.http.places import OWN, Names, answers, believing, get, http_for, rude, says, silent
from tests.services import free_port

pytestmark = pytest.mark.anyio

HERE = ("https", "as.example", 443)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def _opened(now: float = 0.0) -> Circuit:
    circuit = Circuit()
    for _ in range(FAILURES):
        circuit.admit(now)
        circuit.failed(now)
    return circuit


def test_a_circuit_opens_after_so_many_failures_in_a_row_and_no_earlier() -> None:
    circuit = Circuit()
    for _ in range(FAILURES - 1):
        circuit.failed(0.0)
    assert circuit.admit(0.0) is False
    circuit.failed(0.0)
    with pytest.raises(NotSent, match=f"{FAILURES} times in a row"):
        circuit.admit(0.0)


def test_an_answer_between_failures_starts_the_count_again() -> None:
    circuit = Circuit()
    for turn in range(5 * FAILURES):
        assert circuit.admit(0.0) is False
        circuit.answered() if turn % FAILURES == FAILURES - 1 else circuit.failed(0.0)


def test_after_its_rest_one_call_tries_and_the_others_wait_for_its_outcome() -> None:
    circuit = _opened()
    for early in (0.0, REST - 0.001):
        with pytest.raises(NotSent):
            circuit.admit(early)
    assert circuit.admit(REST) is True
    with pytest.raises(NotSent):
        circuit.admit(REST)


def test_the_call_that_tries_closes_the_circuit_or_begins_another_rest() -> None:
    well, ill = _opened(), _opened()
    for circuit in (well, ill):
        assert circuit.admit(REST) is True
        circuit.probing = False
    well.answered()
    assert well.admit(REST) is False
    ill.failed(REST)
    with pytest.raises(NotSent):
        ill.admit(2 * REST - 0.001)
    assert ill.admit(2 * REST) is True


async def test_a_server_that_failed_often_is_called_again_after_its_rest_and_only_then() -> None:
    clock, turns = Clock(), iter(range(1000))

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        bad = next(turns) < FAILURES
        await (says(b"SSH-2.0-x\r\n\r\n", close=True) if bad else answers())(reader, writer)

    async with rude(behave) as there, rude(answers()) as other:
        http = http_for(there.url, other.url, monotonic=clock)
        for _ in range(FAILURES):
            with pytest.raises(NoAnswer):
                await http.to_server(get(f"{there.url}/x"))
        for _ in range(3):
            with pytest.raises(NotSent, match="left alone"):
                await http.to_server(get(f"{there.url}/x"))
        assert len(there.heads) == FAILURES, "nothing reaches it"
        assert (await http.to_server(get(f"{other.url}/x"))).status == 200
        clock.now += REST
        assert (await http.to_server(get(f"{there.url}/x"))).status == 200
        assert (await http.to_server(get(f"{there.url}/x"))).status == 200
        await http.close()


async def test_a_refused_connection_counts_as_a_failure_and_an_error_answer_does_not() -> None:
    dead = f"http://127.0.0.1:{free_port()}"
    async with rude(says(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")) as busy:
        http = http_for(dead, busy.url, monotonic=Clock())
        for _ in range(2 * FAILURES):
            assert (await http.to_server(get(f"{busy.url}/x"))).status == 503
        for _ in range(FAILURES):
            with pytest.raises(Unreachable):
                await http.to_server(get(f"{dead}/x"))
        with pytest.raises(NotSent, match="left alone"):
            await http.to_server(get(f"{dead}/x"))
        await http.close()


async def test_what_we_refuse_ourselves_is_no_failure_of_the_server() -> None:
    names = Names({"as.example": [["10.0.0.1"]]})
    http = http_for(resolve=names, tls=believing, monotonic=Clock())
    for _ in range(2 * FAILURES):
        with pytest.raises(NotSent, match="private"):
            await http.to_server(get("https://as.example/x"))
    await http.close()


async def test_a_call_that_was_given_up_frees_the_turn_of_the_one_that_tries() -> None:
    clock = Clock()
    lines = Lines(clock, breaks=True)
    for _ in range(FAILURES):
        with pytest.raises(NoAnswer):
            await _fails(lines)
    clock.now += REST
    entered = asyncio.Event()

    async def hangs() -> None:
        async with lines.to(HERE, Attempt(), 60):
            entered.set()
            await asyncio.Event().wait()

    trying = asyncio.ensure_future(hangs())
    await entered.wait()
    with pytest.raises(NotSent):
        await _fails(lines)
    trying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trying
    async with lines.to(HERE, Attempt(), 60):
        pass
    async with lines.to(HERE, Attempt(), 60):
        pass


async def _fails(lines: Lines) -> None:
    async with lines.to(HERE, Attempt(), 60):
        raise NoAnswer("as it was told")


async def test_a_server_that_hangs_has_so_many_calls_at_most_and_takes_none_from_another() -> None:
    async with rude(silent) as hanging, rude(answers()) as other:
        http = http_for(hanging.url, other.url, monotonic=Clock())
        calls = [asyncio.ensure_future(http.to_server(get(f"{hanging.url}/{n}"))) for n in range(AT_ONCE)]
        while len(hanging.heads) < AT_ONCE:
            await hanging.came.wait()
            hanging.came.clear()
        with pytest.raises(NotSent, match="too many calls"):
            await http.to_server(get(f"{hanging.url}/more"), seconds=0.05)
        for _ in range(20):
            assert (await http.to_server(get(f"{other.url}/x"))).status == 200
        calls.pop().cancel()
        with pytest.raises(NoAnswer):
            await http.to_server(get(f"{hanging.url}/more"), seconds=0.05)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        await http.close()
    assert hanging.connections == AT_ONCE + 1


@pytest.mark.parametrize("purpose", ["to_resource", "to_push_service", "to_client"])
async def test_whoever_can_make_calls_fail_from_outside_cannot_cut_off_the_others(purpose: str) -> None:
    """An agent picks the calls at a resource server, a browser its push endpoint, a client its callback."""
    async with rude(says(close=True)) as there:
        http = http_for(there.url, resolve=Names({}), tls=believing, monotonic=Clock())
        for _ in range(2 * FAILURES):
            with pytest.raises((NoAnswer, Unreachable)):
                await _call(http, purpose, there.url)
        await http.close()


async def _call(http: Http, purpose: str, url: str) -> None:
    if purpose == "to_push_service":
        await http.to_push_service(get(f"{url}/x"), lambda _: True)
    elif purpose == "to_client":
        await http.to_client(get("https://client.example/callback"))
    else:
        await http.to_resource(get(f"{url}/x"))


async def test_a_broken_callback_does_not_open_the_circuit_of_a_server_of_the_same_origin() -> None:
    http = http_for(resolve=Names({}), tls=believing, monotonic=Clock())
    for _ in range(2 * FAILURES):
        with pytest.raises(Unreachable):
            await http.to_client(get("https://as.example/callback"))
    with pytest.raises(Unreachable):
        await http.to_server(get("https://as.example/gnap"))
    await http.close()


async def test_of_origins_that_are_well_nothing_is_remembered_and_of_the_others_a_bounded_number() -> None:
    lines = Lines(Clock(), breaks=True)
    for number in range(3000):
        async with lines.to(("https", f"well{number}.example", 443), Attempt(), 60):
            pass
    assert len(lines._lines) == 0
    for number in range(3000):
        with pytest.raises(NoAnswer):
            async with lines.to(("https", f"ill{number}.example", 443), Attempt(), 60):
                raise NoAnswer("as it was told")
    assert len(lines._lines) <= 1024


async def test_nothing_is_made_before_it_is_needed_and_what_was_made_lives_on() -> None:
    async with rude(answers()) as there:
        made = 0

        def tls() -> object:
            nonlocal made
            made += 1
            return believing()

        http = Http(OWN, lambda: frozenset({origin_of(there.url)}), tls=tls)  # type: ignore[arg-type]
        assert made == 0
        for _ in range(3):
            await http.to_server(get(f"{there.url}/x"))
            await http.to_resource(get(f"{there.url}/x"))
        assert (made, there.connections) == (2, 2), "one client, and one connection, for each kind of server"
        await http.close()
