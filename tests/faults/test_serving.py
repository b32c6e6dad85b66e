"""What only a served broker has: its port and its socket, on which a request's head may dribble in."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from broker.config import addressable
from broker.receiving import Patience
from tests.cli.conftest import Served

SOON = 0.3  # seconds: the deadline under test
SURELY = 15.0  # seconds within which it must have come on a busy machine
HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Served:
    """A broker that does not wait long for a head."""
    monkeypatch.setattr(Patience, "seconds", SOON)
    made: Served = request.getfixturevalue("bare")
    return made


@contextmanager
def connected(served: Served, door: str) -> Iterator[socket.socket]:
    where = served.broker.settings
    if door == "port":
        with socket.create_connection((where.host, where.port), SURELY) as made:
            yield made
    else:
        with addressable(where.socket) as address, socket.socket(socket.AF_UNIX) as made:
            made.settimeout(SURELY)
            made.connect(address)
            yield made


@pytest.mark.parametrize("door", ["port", "socket"])
def test_a_head_that_does_not_come_to_an_end_is_cut_off_at_the_port_and_at_the_socket(hasty: Served, door: str) -> None:
    for half in (b"", HEAD[:20], HEAD[:-2]):
        with connected(hasty, door) as made:
            made.sendall(half)
            assert made.recv(100) == b"", "closed without a word: there was no request to answer"
    with connected(hasty, door) as made:
        made.sendall(HEAD)
        assert made.recv(100).startswith(b"HTTP/1.1 "), "the control: a whole head is answered"
