"""Names and the addresses behind them: all are judged, one is connected to, and TLS is still for the name."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from broker.http import ClientCertificate, Http, NoAnswer, NotSent, origin_of
from broker.http.outcome import Unreachable
from broker.http.resolving import LOOKUPS, TRIED, Places, ask_the_system
from tests.http.places import (
    OWN,
    WAYS,
    Issued,
    Names,
    answers,
    believing,
    get,
    http_for,
    issued,
    rude,
    serving,
)
from tests.services import free_port

pytestmark = pytest.mark.anyio

NAME = "as.example"
PUBLIC = "8.8.8.8"

# what a name is answered with: and whether a host that the configuration names may still be called
DENIED: dict[str, tuple[Sequence[str], bool]] = {
    "loopback": (["127.0.0.1"], True),
    "loopback, IPv6": (["::1"], True),
    "loopback, mapped": (["::ffff:127.0.0.1"], True),
    "a private network": (["10.0.0.1"], True),
    "unique local": (["fd12::1"], True),
    "metadata": (["169.254.169.254"], False),
    "metadata, IPv6": (["fd00:ec2::254"], False),
    "unspecified": (["0.0.0.0"], False),
    "link-local with a zone": (["fe80::1%eth0"], False),
    "NAT64 of loopback": (["64:ff9b::7f00:1"], False),
    "6to4": (["2002:7f00:1::"], False),
    "no address at all": (["as.example"], False),
    "a public and a private address": ([PUBLIC, "10.0.0.1"], True),
    "many public addresses and metadata": ([*[PUBLIC] * 9, "169.254.169.254"], False),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", DENIED)
async def test_a_name_with_one_address_inside_is_not_called(row: str, way: str) -> None:
    http = http_for(resolve=Names({NAME: [DENIED[row][0]]}), tls=believing)
    with pytest.raises(NotSent, match="address"):
        await WAYS[way](http)(get(f"https://{NAME}/x"))
    await http.close()


@pytest.mark.parametrize("row", DENIED)
async def test_a_host_that_the_configuration_names_may_lie_inside_but_nowhere_worse(row: str) -> None:
    found, may = DENIED[row]
    places = Places(Names({NAME: [found], "ok.example": [[PUBLIC]]}), 8765)
    if may:
        assert await places.of(NAME, 443, inside=True)
    else:
        with pytest.raises(NotSent):
            await places.of(NAME, 443, inside=True)
    assert await places.of("ok.example", 443, inside=False) == [PUBLIC]


LITERALS = ["10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::]", "[fd00:ec2::254]"]
LITERALS += ["[fe80::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::ffff:a00:1]", "[2001::1]"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("host", LITERALS)
async def test_an_address_inside_that_stands_in_the_uri_itself_is_not_called(host: str, way: str) -> None:
    names = Names({})
    http = http_for(resolve=names, tls=believing)
    with pytest.raises(NotSent, match="address"):
        await WAYS[way](http)(get(f"https://{host}/x"))
    await http.close()
    assert names.asked == []


@pytest.mark.parametrize("way", WAYS)
async def test_a_port_of_another_protocol_is_called_only_where_the_configuration_names_it(way: str) -> None:
    http = http_for("https://as.example:22/", resolve=Names({}), tls=believing)
    with pytest.raises(NotSent, match="another protocol"):
        await WAYS[way](http)(get("https://rs.example:22/x"))
    with pytest.raises(Unreachable):
        await WAYS[way](http)(get("https://as.example:22/x"))
    await http.close()


@pytest.mark.parametrize("way", WAYS)
async def test_a_name_is_asked_for_once_and_the_connection_goes_to_the_address_that_was_judged(way: str) -> None:
    """DNS rebinding: the second answer would be metadata, and nobody asks a second time."""
    async with rude(answers(), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}"
        names = Names({NAME: [["127.0.0.1"], ["169.254.169.254"]]})
        http = http_for(uri, resolve=names, tls=believing)
        answer = await WAYS[way](http)(get(f"{uri}/x"))
        # while the connection lives, so does its address
        again = await WAYS[way](http)(get(f"{uri}/y"))
        await http.close()
    assert (answer.status, again.status, names.asked, there.connections) == (200, 200, [NAME], 1)
    assert there.names == [NAME]
    assert f"host: {NAME}:{there.port}".encode() in there.heads[0].lower()


@pytest.mark.parametrize("way", WAYS)
async def test_a_new_connection_is_judged_anew(way: str) -> None:
    async with rude(answers(b"ok", b"Connection: close"), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}"
        names = Names({NAME: [["127.0.0.1"], ["169.254.169.254"]]})
        http = http_for(uri, resolve=names, tls=believing)
        assert (await WAYS[way](http)(get(f"{uri}/x"))).status == 200
        with pytest.raises(NotSent, match="no usable address"):
            await WAYS[way](http)(get(f"{uri}/y"))
        await http.close()
    assert len(there.heads) == 1


@pytest.mark.parametrize("way", WAYS)
async def test_where_the_first_address_does_not_answer_the_next_is_tried(way: str) -> None:
    async with rude(answers(), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}"
        http = http_for(uri, resolve=Names({NAME: [["127.0.0.9", "127.0.0.1"]]}), tls=believing)
        assert (await WAYS[way](http)(get(f"{uri}/x"))).status == 200
        await http.close()


@pytest.mark.parametrize("way", WAYS)
async def test_a_connection_made_for_a_named_host_is_not_used_once_it_is_named_no_more(way: str) -> None:
    async with rude(answers(), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}"
        named = {origin_of(uri)}
        http = Http(OWN, lambda: frozenset(named), resolve=Names({NAME: [["127.0.0.1"]]}), tls=believing)
        assert (await WAYS[way](http)(get(f"{uri}/x"))).status == 200
        named.clear()
        with pytest.raises(NotSent, match="loopback address"):
            await WAYS[way](http)(get(f"{uri}/x"))
        await http.close()
    assert len(there.heads) == 1


async def test_nobody_is_asked_what_localhost_is() -> None:
    async with rude(answers()) as there:
        uri = f"http://localhost:{there.port}"
        names = Names({"localhost": [["169.254.169.254"]]})
        http = http_for(uri, resolve=names)
        for way in WAYS.values():
            assert (await way(http)(get(f"{uri}/x"))).status == 200
        await http.close()
    assert names.asked == []


@pytest.mark.parametrize("way", WAYS)
async def test_a_name_that_leads_to_our_own_door_is_not_called(way: str) -> None:
    async with rude(answers(), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}"
        names = Names({NAME: [["127.0.0.1"]]})
        behind_a_proxy = Http(
            "https://a.example", lambda: frozenset({origin_of(uri)}), there.port, resolve=names, tls=believing
        )
        with pytest.raises(NotSent, match="not a resource server"):
            await WAYS[way](behind_a_proxy)(get(f"{uri}/x"))
        await behind_a_proxy.close()
    assert there.connections == 0


async def test_where_an_interaction_finishes_is_never_inside_whatever_the_configuration_names() -> None:
    async with rude(answers(), serving(issued(NAME))) as there, rude(answers()) as bank:
        uri = f"https://{NAME}:{there.port}"
        names = Names({NAME: [["127.0.0.1"]]})
        http = http_for(uri, bank.url, resolve=names, tls=believing)
        for inside in (f"{uri}/callback", f"{bank.url}/payments"):
            with pytest.raises(NotSent, match="loopback address"):
                await http.to_client(get(inside))
            assert (await http.to_server(get(inside))).status == 200
        await http.close()
    assert (len(there.heads), len(bank.heads)) == (1, 1)


async def test_a_push_service_lies_inside_only_where_the_settings_name_it() -> None:
    async with rude(answers(), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}"
        world = {"resolve": Names({NAME: [["127.0.0.1"]]}), "tls": believing}
        unnamed = http_for(uri, **world)  # named by a connector, which is another matter
        with pytest.raises(NotSent, match="loopback address"):
            await unnamed.to_push_service(get(f"{uri}/x"), lambda _: True)
        named = http_for(pushes=frozenset({origin_of(uri)}), **world)
        assert (await named.to_push_service(get(f"{uri}/x"), lambda _: True)).status == 200
        await unnamed.close()
        await named.close()


# ── lookups ───────────────────────────────────────────────────────────────────────────────────────────────────────────


async def _never(host: str, port: int) -> Sequence[str]:
    await asyncio.Event().wait()
    return []


@pytest.mark.parametrize("way", WAYS)
async def test_a_slow_lookup_ends_at_the_deadline_and_nothing_was_sent(way: str) -> None:
    http = http_for(resolve=_never, tls=believing)
    with pytest.raises(Unreachable, match="Timeout"):
        await WAYS[way](http)(get(f"https://{NAME}/x"), seconds=0.1)
    await http.close()


@pytest.mark.parametrize("way", WAYS)
async def test_a_name_that_there_is_not_was_not_reached(way: str) -> None:
    http = http_for(resolve=Names({"empty.example": [[]]}), tls=believing)
    for name in (NAME, "empty.example"):
        with pytest.raises(Unreachable):
            await WAYS[way](http)(get(f"https://{name}/x"))
    await http.close()


async def test_many_who_wait_for_one_slow_name_hold_one_lookup_and_others_go_on() -> None:
    slow = 0
    go = asyncio.Event()

    async def resolve(host: str, port: int) -> Sequence[str]:
        nonlocal slow
        if host == NAME:
            slow += 1
            await go.wait()
        return [PUBLIC]

    places = Places(resolve, None)
    waiting = [asyncio.ensure_future(places.of(NAME, 443, inside=False)) for _ in range(2 * LOOKUPS)]
    assert await places.of("other.example", 443, inside=False) == [PUBLIC]
    waiting.pop().cancel()  # one who goes takes nothing from the others
    await asyncio.sleep(0)
    go.set()
    assert await asyncio.gather(*waiting) == [[PUBLIC]] * (2 * LOOKUPS - 1)
    assert slow == 1


async def test_of_a_name_with_many_addresses_a_few_are_tried() -> None:
    places = Places(Names({NAME: [[f"9.9.9.{number}" for number in range(50)] + ["9.9.9.0"]]}), None)
    assert await places.of(NAME, 443, inside=False) == [f"9.9.9.{number}" for number in range(TRIED)]


async def test_the_system_s_resolver_is_asked_on_a_thread_that_nobody_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, go = threading.Event(), threading.Event()

    def slow(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        assert threading.current_thread().daemon
        asked.set()
        if host == "slow.example":
            go.wait()
        if host == "none.example":
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    waiting = asyncio.ensure_future(ask_the_system("slow.example", 443))
    await asyncio.sleep(0)
    assert await ask_the_system("fast.example", 443) == [PUBLIC]
    with pytest.raises(OSError, match="no such name"):
        await ask_the_system("none.example", 443)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go.set()
    assert await ask_the_system("fast.example", 443) == [PUBLIC]


# ── TLS ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

UNTRUSTED: dict[str, Issued] = {
    "for another name": issued("other.example"),
    "by itself": issued(NAME, by_itself=True),
    "expired": issued(NAME, ends=datetime(2020, 1, 1, tzinfo=UTC)),
    "not yet begun": issued(NAME, begins=datetime(2100, 1, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", UNTRUSTED)
async def test_a_certificate_that_is_not_the_host_s_ends_before_anything_is_sent(row: str, way: str) -> None:
    async with rude(answers(), serving(UNTRUSTED[row])) as there, rude(answers(), serving(issued(NAME))) as control:
        bad, good = f"https://{NAME}:{there.port}", f"https://{NAME}:{control.port}"
        http = http_for(bad, good, resolve=Names({NAME: [["127.0.0.1"]]}), tls=believing)
        with pytest.raises(Unreachable):
            await WAYS[way](http)(get(f"{bad}/x"))
        assert (await WAYS[way](http)(get(f"{good}/x"))).status == 200
        await http.close()
    assert there.heads == []


@pytest.mark.parametrize("way", WAYS)
async def test_a_server_that_speaks_no_tls_or_stalls_in_its_handshake_was_sent_nothing(way: str) -> None:
    port = free_port()
    async with rude(answers()) as plain:
        with socket.create_server(("127.0.0.1", port)):  # takes connections and says nothing
            uris = [f"https://{NAME}:{number}/x" for number in (plain.port, port)]
            http = http_for(*uris, resolve=Names({NAME: [["127.0.0.1"]]}), tls=believing)
            for uri in uris:
                with pytest.raises(Unreachable):
                    await WAYS[way](http)(get(uri), seconds=0.2)
            await http.close()
    assert plain.heads == []


async def test_a_certificate_is_shown_to_the_one_server_that_it_is_for_and_its_connection_is_nobody_else_s() -> None:
    mine = issued("client.example")
    async with rude(answers(), serving(issued(NAME), asks=True)) as there:
        uri = f"https://{NAME}:{there.port}"
        http = http_for(uri, resolve=Names({NAME: [["127.0.0.1"]]}), tls=believing)
        shown = ClientCertificate(mine.chain, mine.key)
        assert (await http.to_server(get(f"{uri}/x"), certificate=shown)).status == 200
        with pytest.raises((NotSent, NoAnswer)):
            await http.to_server(get(f"{uri}/y"))
        await http.close()
    assert len(there.heads) == 1
    assert "PRIVATE" not in repr(shown)


@pytest.mark.parametrize("part", ["chain", "key"])
async def test_a_client_certificate_that_is_none_sends_nothing(part: str) -> None:
    mine = issued("client.example")
    parts = {"chain": mine.chain, "key": mine.key}
    for wrong in (b"", b"x" * 20_000, issued("client.example").key):
        http = http_for(resolve=Names({NAME: [[PUBLIC]]}), tls=believing)
        with pytest.raises(NotSent, match="client certificate"):
            await http.to_server(get(f"https://{NAME}/x"), certificate=ClientCertificate(**{**parts, part: wrong}))
        await http.close()
