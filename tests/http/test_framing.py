"""What leaves is what was signed: the target as it was written, the header lines of the message, and its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.http_message import HttpMessage
from broker.http import NotSent
from broker.http.addresses import origin_of
from broker.http.framing import authority_of, check_sendable, lines_of, target_of
from tests.http.places import WAYS, answers, get, http_for, rude

pytestmark = pytest.mark.anyio

TARGETS = {
    "/": "/",
    "": "/",
    "?a=b": "/?a=b",
    "/a/b?c=d&e": "/a/b?c=d&e",
    "/a%2Fb/%2e%2e/c": "/a%2Fb/%2e%2e/c",
    "/a/../b/./c//d": "/a/../b/./c//d",
    "/%7euser/~user": "/%7euser/~user",
    "/a;b=c,d:e@f": "/a;b=c,d:e@f",
    "/%e4?x=%C3%A4+ +b".replace(" ", "%20"): "/%e4?x=%C3%A4+%20+b",
    "/a?next=https://b.example/?c": "/a?next=https://b.example/?c",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("target", TARGETS)
async def test_the_target_goes_out_as_it_was_written(target: str, way: str) -> None:
    async with rude(answers()) as there:
        http = http_for(there.url)
        await WAYS[way](http)(get(f"{there.url}{target}"))
        await http.close()
    assert there.heads[0].split(b"\r\n")[0] == f"GET {TARGETS[target]} HTTP/1.1".encode()


async def test_a_target_that_a_library_would_respell_is_sent_as_it_is_or_not_at_all() -> None:
    async with rude(answers()) as there:
        http = http_for(there.url)
        assert (await http.to_server(get(f"{there.url}/a?"))).status == 200
        with pytest.raises(NotSent, match="as it is written"):
            await http.to_resource(get(f"{there.url}/a?"))
        await http.close()
    assert [head.split(b"\r\n")[0] for head in there.heads] == [b"GET /a? HTTP/1.1"]


OURS = {"host", "accept-encoding", "content-length"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_only_the_message_s_own_lines_and_the_few_of_the_framing_go_out(method: str, way: str) -> None:
    sent = (("authorization", "GNAP t"), ("signature", "sig1=:AA==:"), ("x-a", "1"), ("x-a", "2"))
    async with rude(answers()) as there:
        http = http_for(there.url)
        await WAYS[way](http)(HttpMessage(method, f"{there.url}/x", sent))
        await http.close()
    lines = [line.decode().partition(": ") for line in there.heads[0].split(b"\r\n")[1:-2]]
    names = [name.lower() for name, _, _ in lines]
    assert [(name.lower(), value) for name, _, value in lines if name.lower() not in OURS] == list(sent)
    assert len(names) - len(sent) == len(OURS & set(names))
    assert {name.lower(): value for name, _, value in lines}["accept-encoding"] == "identity"
    assert names.count("host") == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("signed_length", [False, True])
async def test_the_bytes_that_were_signed_are_the_bytes_that_are_sent(signed_length: bool, way: str) -> None:
    body = b'{"a": "\xc3\xa9\\r\\n\r\n"}'
    received = bytearray()

    async def keep(reader, writer) -> None:  # type: ignore[no-untyped-def]
        received.extend(await reader.readexactly(len(body)))
        await answers()(reader, writer)

    length = (("content-length", str(len(body))),) if signed_length else ()
    async with rude(keep) as there:
        http = http_for(there.url)
        await WAYS[way](http)(HttpMessage("POST", f"{there.url}/x", length, body))
        await http.close()
    assert bytes(received) == body
    assert there.heads[0].lower().count(b"content-length: %d\r\n" % len(body)) == 1
    assert b"transfer-encoding" not in there.heads[0].lower()


UNSENDABLE = {
    "a line break in a value": ("GET", (("x-a", "b\r\nx-c: d"),)),
    "a line feed in a value": ("GET", (("x-a", "b\nc"),)),
    "a NUL in a value": ("GET", (("x-a", "b\0c"),)),
    "a control character in a value": ("GET", (("x-a", "b\x1bc"),)),
    "a character beyond Latin-1": ("GET", (("x-a", "b\u2028c"),)),
    "a colon in a name": ("GET", (("x-a: b", "c"),)),
    "a blank in a name": ("GET", (("x a", "c"),)),
    "a line break in a name": ("GET", (("x\r\na", "c"),)),
    "an empty name": ("GET", (("", "c"),)),
    "a host of its own": ("GET", (("host", "other.example"),)),
    "a framing of its own": ("POST", (("transfer-encoding", "chunked"),)),
    "another length": ("POST", (("content-length", "5"),)),
    "two lengths": ("POST", (("content-length", "0"), ("content-length", "5"))),
    "an upgrade": ("GET", (("upgrade", "h2c"),)),
    "lines that a proxy would take away": ("GET", (("connection", "authorization"),)),
    "an expectation": ("POST", (("expect", "100-continue"),)),
    "a tunnel": ("CONNECT", ()),
    "a trace": ("TRACE", ()),
    "a line break in the method": ("GET / HTTP/1.1\r\nx", ()),
    "no method": ("", ()),
}


@pytest.mark.sweep(5)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", UNSENDABLE)
async def test_a_message_that_would_be_another_one_on_the_wire_is_not_sent(row: str, way: str) -> None:
    method, headers = UNSENDABLE[row]
    async with rude(answers()) as there:
        http = http_for(there.url)
        with pytest.raises(NotSent):
            await WAYS[way](http)(HttpMessage(method, f"{there.url}/x", headers))
        assert (await WAYS[way](http)(get(f"{there.url}/ok"))).status == 200
        await http.close()
    assert len(there.heads) == 1


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_what_may_be_sent_is_one_request_of_the_lines_that_it_says(method: str, name: str, value: str) -> None:
    message = HttpMessage(method, "https://as.example/x", ((name, value),))
    try:
        check_sendable(message)
    except NotSent:
        return
    for written, text in lines_of(message, origin_of(message.target_uri)):
        assert not set(b"\r\n\0:") & set(written)
        assert not set(b"\r\n\0") & set(text)


@pytest.mark.parametrize(
    ("uri", "authority"),
    [
        ("https://as.example/", "as.example"),
        ("https://as.example:443/", "as.example"),
        ("https://as.example:80/", "as.example:80"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("https://[2606:4700::1111]/", "[2606:4700::1111]"),
    ],
)
def test_the_host_line_names_the_origin(uri: str, authority: str) -> None:
    assert authority_of(origin_of(uri)) == authority
    assert target_of(uri) == "/"
