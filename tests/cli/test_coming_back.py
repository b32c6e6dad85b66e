"""The port on which a browser comes back ends with the command, and with it every connection that it took."""

import socket
import struct
import threading
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from broker.cli.coming_back import PATH, coming_back

PATIENCE = 5.0  # seconds; the port's own patience with one request is longer


def _connected(redirect_uri: str) -> socket.socket:
    where = urlsplit(redirect_uri)
    return socket.create_connection((where.hostname, where.port), timeout=PATIENCE)


def _asking(redirect_uri: str, query: str) -> bytes:
    return f"GET {PATH}?{query} HTTP/1.1\r\nHost: {urlsplit(redirect_uri).netloc}\r\n\r\n".encode()


def _all(connection: socket.socket) -> bytes:
    read = b""
    while more := connection.recv(4096):
        read += more
    return read


@pytest.mark.parametrize("sent", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_whoever_does_not_come_to_an_end_is_left_when_the_command_ends(sent: bytes) -> None:
    before = set(threading.enumerate())
    with ExitStack() as connections:
        with coming_back(0, lambda _: True) as back:
            stranger = connections.enter_context(_connected(back.redirect_uri))
            stranger.sendall(sent)
            after_it = connections.enter_context(_connected(back.redirect_uri))
            after_it.sendall(_asking(back.redirect_uri, "code=1"))
            assert back.wait(PATIENCE) == "code=1"
        assert set(threading.enumerate()) <= before
        _all(stranger)  # an end, or a line that the request was none: no time-out


def test_the_browser_has_its_whole_answer_before_the_command_ends() -> None:
    with coming_back(0, lambda _: True) as back:
        browser = _connected(back.redirect_uri)
        browser.sendall(_asking(back.redirect_uri, "code=1"))
        assert back.wait(PATIENCE) == "code=1"
    with browser:
        assert _all(browser).endswith(b"You can close this window, and go on where you came from.\n")


def test_a_stranger_who_hangs_up_is_not_told_to_the_owner(capfd: pytest.CaptureFixture[str]) -> None:
    with coming_back(0, lambda _: True) as back:
        with _connected(back.redirect_uri) as stranger:
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, at once
            stranger.sendall(_asking(back.redirect_uri, "code=1"))
        assert back.wait(0.2) in {None, "code=1"}
    assert capfd.readouterr() == ("", "")
