"""A server that misbehaves: each way is a row, ends before the deadline within bounded memory, and is named honestly.

`NoAnswer` is what every row ends with, because the request had been sent; the control is the same server behaving.
"""

import asyncio
import gzip
import re
import tracemalloc
import zlib

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import LARGEST, Answer, NoAnswer
from broker.http.outcome import LONGEST_HEAD, MOST_HEADERS
from tests.http.places import WAYS, Behaviour, answers, get, http_for, rude, says, silent

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
DEADLINE = 0.5  # seconds, where a row is only ended by it
MOST_MEMORY = 8 * LARGEST  # bytes, at the peak, both sides of the connection together


def _for_ever(first: bytes, again: bytes) -> Behaviour:
    """Write `first`, then `again` as fast as it is taken."""

    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(0)

    return behave


def _drip(first: bytes, again: bytes) -> Behaviour:
    """Write `first`, then one piece each time that the loop has time: each single read is answered at once."""

    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            await writer.drain()
            await asyncio.sleep(0.01)
            writer.write(again)

    return behave


def _bomb(coding: bytes, packed: bytes) -> Behaviour:
    return answers(packed, b"Content-Encoding: " + coding)


ZEROS = bytes(64 * 1024 * 1024)
BOMB = gzip.compress(ZEROS, 9)

ENDLESS: dict[str, Behaviour] = {
    "silence": silent,
    "a body that drips": _drip(OK + b"Content-Length: 9999\r\n\r\n", b"x"),
    "a chunked body that drips": _drip(CHUNKED, b"1\r\nx\r\n"),
    "a status line that drips": _drip(b"H", b""),
    "headers that drip": _drip(OK, b"a: b\r\n"),
    "a header without an end that drips": _drip(OK + b"a: ", b"b"),
    "a body without its end": says(OK + b"Content-Length: 10\r\n\r\nfour"),
    "a chunked body without its end": says(CHUNKED + b"4\r\nfour\r\n"),
    "103 for ever": _for_ever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
    "100 and then silence": says(b"HTTP/1.1 100 Continue\r\n\r\n"),
}

BROKEN: dict[str, Behaviour] = {
    "a body of 2 MiB with its length": answers(b"x" * (2 * LARGEST)),
    "a length of 1 GiB": says(OK + b"Content-Length: 1073741824\r\n\r\n" + b"x" * (LARGEST + 1)),
    "a body for ever": _for_ever(OK + b"\r\n", b"x" * 65536),
    "chunks for ever": _for_ever(CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    "a gzip bomb": _bomb(b"gzip", BOMB),
    "a deflate bomb": _bomb(b"deflate", zlib.compress(ZEROS, 9)),
    "a gzip bomb in gzip": _bomb(b"gzip, gzip", gzip.compress(BOMB)),
    "a bare deflate bomb": _bomb(b"deflate", zlib.compress(ZEROS, 9, wbits=-15)),
    "a byte too much, packed": _bomb(b"gzip", gzip.compress(bytes(LARGEST + 1))),
    "an encoding that nobody asked for": _bomb(b"br", b"x"),
    "two encodings": _bomb(b"deflate, gzip", gzip.compress(zlib.compress(b"ok"))),
    "gzip in gzip": _bomb(b"gzip, gzip", gzip.compress(gzip.compress(b"ok"))),
    "gzip cut short": _bomb(b"gzip", gzip.compress(b"a long answer" * 100)[:-9]),
    "gzip without its check": _bomb(b"gzip", gzip.compress(b"ok")[:-8]),
    "gzip with a wrong check": _bomb(b"gzip", gzip.compress(b"ok")[:-8] + bytes(8)),
    "gzip and more behind it": _bomb(b"gzip", gzip.compress(b"ok") + b"!"),
    "gzip twice, one behind the other": _bomb(b"gzip", gzip.compress(b"ok") * 2),
    "gzip that is none": _bomb(b"gzip", b"ok"),
    "gzip that is called deflate": _bomb(b"deflate", gzip.compress(b"ok")),
    "deflate cut short": _bomb(b"deflate", zlib.compress(b"ok")[:-4]),
    "an encoding in a second line": answers(b"ok", b"Content-Encoding: identity", b"Content-Encoding: gzip"),
    "too many headers": answers(b"ok", *[b"a%d: b" % number for number in range(MOST_HEADERS + 1)]),
    "headers for ever": _for_ever(OK, b"a: b\r\n" * 1000),
    "a header for ever": _for_ever(OK + b"a: ", b"b" * 65536),
    "large headers": answers(b"ok", *[b"a%d: " % number + b"b" * 8000 for number in range(LONGEST_HEAD // 8000 + 1)]),
    "a status line for ever": _for_ever(b"HTTP/1.1 200 ", b"O" * 65536),
    "trailers for ever": _for_ever(CHUNKED + b"0\r\n", b"a: b\r\n" * 1000),
    "a garbage status line": says(b"SSH-2.0-OpenSSH_9.2\r\n\r\n", close=True),
    "bytes that are no text": says(bytes(range(256)), close=True),
    "HTTP/0.9": says(b"<html>ok</html>", close=True),
    "a status of four digits": says(b"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nok", close=True),
    "a status that is none": says(b"HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\nok", close=True),
    "another protocol instead": says(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", close=True
    ),
    "nothing": says(close=True),
    "cut in the status line": says(b"HTTP/1.1 2", close=True),
    "cut in the headers": says(OK + b"Content-Le", close=True),
    "cut in the body": says(OK + b"Content-Length: 10\r\n\r\nfour", close=True),
    "cut in a chunk": says(CHUNKED + b"ff\r\nfour", close=True),
    "cut before the last chunk": says(CHUNKED + b"4\r\nfour\r\n", close=True),
    "a chunk size that is none": says(CHUNKED + b"zz\r\nfour\r\n0\r\n\r\n", close=True),
    "a negative length": says(OK + b"Content-Length: -1\r\n\r\n", close=True),
    "a length that is none": says(OK + b"Content-Length: two\r\n\r\nok", close=True),
    "two lengths": says(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!", close=True),
    "a header without a colon": says(OK + b"Content-Length 2\r\n\r\nok", close=True),
    "a header with a NUL": says(OK + b"a: \0\r\nContent-Length: 2\r\n\r\nok", close=True),
    "chunks that are packed": says(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", close=True),
    "a coding of the transfer that is none": says(OK + b"Transfer-Encoding: x\r\n\r\nok", close=True),
}

# the one client finds these out, the other drops them as they come, until the deadline
EITHER: dict[str, Behaviour] = {"a chunk extension for ever": _for_ever(CHUNKED + b"1;", b"a" * 65536)}

Row = tuple[Behaviour, float]
ROWS: dict[str, Row] = {
    **{name: (behaviour, DEADLINE) for name, behaviour in (ENDLESS | EITHER).items()},
    **{name: (behaviour, 20.0) for name, behaviour in BROKEN.items()},
}


@pytest.mark.sweep(5)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", ROWS)
async def test_what_a_server_that_misbehaves_has_sent_is_no_answer(row: str, way: str) -> None:
    behaviour, seconds = ROWS[row]
    async with rude(behaviour) as there, rude(answers()) as control:
        http = http_for(there.url, control.url)
        send = WAYS[way](http)
        try:
            # the control, and it leaves the deadline to the row: a client is made before its first call
            assert (await send(get(f"{control.url}/x"))).body == b"ok"
            with pytest.raises(NoAnswer) as told:
                await send(get(f"{there.url}/x"), seconds=seconds)
            # what is ended by the deadline is told apart from what was found out
            assert row in EITHER or ("Timeout" in str(told.value)) == (row in ENDLESS)
        finally:
            await http.close()
    assert there.connections == 1, "it is not tried again by itself"


PACKED: dict[str, tuple[bytes, bytes]] = {
    "gzip": (b"gzip", gzip.compress(b"ok")),
    "gzip in capitals": (b"GZip", gzip.compress(b"ok")),
    "gzip by its old name": (b"x-gzip", gzip.compress(b"ok")),
    "deflate": (b"deflate", zlib.compress(b"ok")),
    "deflate without its frame": (b"deflate", zlib.compress(b"ok", wbits=-15)),
    "nothing that is packed": (b"identity", b"ok"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", PACKED)
async def test_an_answer_that_is_packed_unasked_is_an_answer_all_the_same(row: str, way: str) -> None:
    coding, packed = PACKED[row]
    async with rude(_bomb(coding, packed)) as there, rude(_bomb(b"gzip", gzip.compress(bytes(LARGEST)))) as large:
        http = http_for(there.url, large.url)
        try:
            found = await WAYS[way](http)(get(f"{there.url}/x"))
            most = await WAYS[way](http)(get(f"{large.url}/x"))
        finally:
            await http.close()
    assert (found.status, found.body) == (200, b"ok")
    assert b"accept-encoding: identity" in there.heads[0].lower()
    assert (most.body == bytes(LARGEST), "content-encoding" in most.headers) == (True, False)


@pytest.mark.parametrize("way", WAYS)
async def test_an_answer_without_a_body_is_not_unpacked(way: str) -> None:
    async with rude(says(b"HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n")) as there:
        http = http_for(there.url)
        answer = await WAYS[way](http)(get(f"{there.url}/x"))
        await http.close()
    assert (answer.status, answer.body) == (204, b"")


UNBOUNDED = [name for name in ROWS if "ever" in name or "bomb" in name or "GiB" in name]


@pytest.mark.sweep(5)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", UNBOUNDED)
async def test_what_has_no_end_takes_a_bounded_piece_of_memory(row: str, way: str) -> None:
    behaviour, seconds = ROWS[row]
    async with rude(behaviour) as there:
        http = http_for(there.url)
        tracemalloc.start()
        try:
            with pytest.raises(NoAnswer):
                await WAYS[way](http)(get(f"{there.url}/x"), seconds=seconds)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            await http.close()
    assert peak < MOST_MEMORY


REDIRECTS = {
    "to a loopback address that nobody named": "http://127.0.0.1:1/x",
    "to metadata": "http://169.254.169.254/latest/meta-data",
    "to a file": "file:///etc/passwd",
    "to the same place": "/x",
}


@pytest.mark.sweep(7)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("row", REDIRECTS)
async def test_a_redirect_goes_nowhere(row: str, status: int, way: str) -> None:
    target = REDIRECTS[row]
    line = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
    async with rude(says(line.encode())) as there:
        http = http_for(there.url)
        answer: Answer = await WAYS[way](http)(get(f"{there.url}/x"))
        await http.close()
    assert (answer.status, answer.headers["location"], len(there.heads)) == (status, target, 1)


@pytest.mark.parametrize("way", WAYS)
async def test_two_answers_to_one_request_are_not_the_next_request_s_answer(way: str) -> None:
    one, other = b"first", b"other"
    head = OK + b"Content-Length: 5\r\n\r\n"
    turns = iter([head + one + head + other, head + b"third"])

    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(next(turns))
        await writer.drain()

    async with rude(behave) as there:
        http = http_for(there.url)
        bodies = [(await WAYS[way](http)(get(f"{there.url}/{turn}"))).body for turn in range(2)]
        await http.close()
    assert bodies == [b"first", b"third"]


@pytest.mark.parametrize("way", WAYS)
async def test_a_cookie_is_neither_kept_nor_shown_again(way: str) -> None:
    async with rude(answers(b"ok", b"Set-Cookie: a=b")) as there:
        http = http_for(there.url)
        for _ in range(2):
            await WAYS[way](http)(get(f"{there.url}/x"))
        await http.close()
    assert len(there.heads) == 2
    assert not any(b"cookie" in head.lower() for head in there.heads)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST"])
async def test_a_request_on_a_connection_that_broke_is_not_sent_again(method: str, way: str) -> None:
    turns = iter([answers()])

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await next(turns, says(close=True))(reader, writer)

    async with rude(behave) as there:
        http = http_for(there.url)
        send = WAYS[way](http)
        assert (await send(HttpMessage(method, f"{there.url}/1"))).status == 200
        with pytest.raises(NoAnswer):
            await send(HttpMessage(method, f"{there.url}/2"))
        await http.close()
    paths = [re.split(rb" ", head)[1] for head in there.heads]
    assert paths == [b"/1", b"/2"]


@pytest.mark.parametrize("way", WAYS)
async def test_the_largest_answer_and_the_most_headers_are_still_taken(way: str) -> None:
    lines = [b"a%d: b" % number for number in range(MOST_HEADERS - 1)]
    async with rude(answers(b"x" * LARGEST, *lines)) as there:
        http = http_for(there.url)
        answer: Answer = await WAYS[way](http)(get(f"{there.url}/x"))
        await http.close()
    assert (len(answer.body), len(answer.headers)) == (LARGEST, MOST_HEADERS)


@pytest.mark.parametrize("way", WAYS)
async def test_a_repeated_header_keeps_each_of_its_values(way: str) -> None:
    async with rude(answers(b"ok", b"WWW-Authenticate: Basic", b"Www-authenticate: GNAP as_uri=x")) as there:
        http = http_for(there.url)
        answer: Answer = await WAYS[way](http)(get(f"{there.url}/x"))
        await http.close()
    assert answer.headers["www-authenticate"] == "Basic, GNAP as_uri=x"


async def test_a_push_service_s_answer_is_its_status_and_its_body_is_not_read() -> None:
    async with rude(_for_ever(b"HTTP/1.1 201 Created\r\n\r\n", b"x" * 65536)) as there:
        http = http_for()
        answer: Answer = await http.to_push_service(get(f"{there.url}/x"), lambda _: True)
        await http.close()
    assert (answer.status, answer.body) == (201, b"")
