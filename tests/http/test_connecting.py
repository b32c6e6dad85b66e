"""Connections that do not come about, are too old to be trusted, or never end: none outlasts its deadline."""

import asyncio
import contextlib
import re
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.http import Http, NoAnswer
from broker.http.certificate import system_tls
from broker.http.outcome import Unreachable
from tests.http.places import WAYS, Behaviour, Names, answers, believing, get, http_for, issued, rude, serving
from tests.services import free_port

pytestmark = pytest.mark.anyio

NAME = "as.example"
DEADLINE = 0.3  # seconds, where an exchange is only ended by it
AT_ONCE = 10.0  # seconds: far more than what needs no deadline takes, far less than a patient library would wait
OK = b"HTTP/1.1 200 OK\r\n"


def _to(port: int, tls: object = believing) -> Http:
    assert callable(tls)
    return http_for(f"https://{NAME}:{port}", resolve=Names({NAME: [["127.0.0.1"]]}), tls=tls)


# ── Versions of TLS ───────────────────────────────────────────────────────────────────────────────────────────────────

VERSIONS = {
    "TLS 1.0": (ssl.TLSVersion.TLSv1, False),
    "TLS 1.1": (ssl.TLSVersion.TLSv1_1, False),
    "TLS 1.2": (ssl.TLSVersion.TLSv1_2, True),
    "TLS 1.3": (ssl.TLSVersion.TLSv1_3, True),
}


def _only(context: ssl.SSLContext, version: ssl.TLSVersion) -> ssl.SSLContext:
    context.set_ciphers("ALL:@SECLEVEL=0")  # OpenSSL itself would not speak the old ones any more
    context.minimum_version = context.maximum_version = version
    return context


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", VERSIONS)
async def test_a_server_that_offers_an_old_tls_only_is_sent_nothing(
    row: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, spoken = VERSIONS[row]
    (authority,) = believing().get_ca_certs(binary_form=True)
    (tmp_path / "authority").write_text(ssl.DER_cert_to_PEM_cert(authority))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority"))
    async with rude(answers(), _only(serving(issued(NAME)), version)) as there:
        # the control: one who would take any does get through
        async with asyncio.timeout(AT_ONCE):
            _, writer = await asyncio.open_connection(
                "127.0.0.1", there.port, ssl=_only(believing(), version), server_hostname=NAME
            )
            writer.close()
        http = _to(there.port, system_tls)
        send = WAYS[way](http)(get(f"https://{NAME}:{there.port}/x"))
        if spoken:
            assert (await send).status == 200
        else:
            with pytest.raises(Unreachable):
                await send
        await http.close()
    assert len(there.heads) == spoken


# ── Connections that do not come about ────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def _black_hole() -> Iterator[int]:
    """Take no connection and refuse none: a listener whose queue is full drops every SYN."""
    with contextlib.ExitStack() as open_until:
        listener = open_until.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = open_until.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.parametrize("way", WAYS)
async def test_where_nothing_answers_a_connection_ends_at_the_deadline_and_nothing_was_sent(way: str) -> None:
    with _black_hole() as port:
        with pytest.raises(TimeoutError):  # it is one
            async with asyncio.timeout(DEADLINE):
                await asyncio.open_connection("127.0.0.1", port)
        http = _to(port)
        async with asyncio.timeout(AT_ONCE):
            with pytest.raises(Unreachable, match="Timeout"):
                await WAYS[way](http)(get(f"https://{NAME}:{port}/x"), seconds=DEADLINE)
            with pytest.raises(Unreachable) as refused:  # the control: a port that refuses is told apart, and at once
                await WAYS[way](other := _to(free := free_port()))(get(f"https://{NAME}:{free}/x"))
            await http.close()
            await other.close()
        assert "Timeout" not in str(refused.value)
        assert re.match(r"no connection: (nobody listens there|its name, its port)", str(refused.value))


# ── Connections that do not end ───────────────────────────────────────────────────────────────────────────────────────


def _stays(*parts: bytes) -> Behaviour:
    """Write this, and then neither close nor read another byte: no close_notify comes, and none of ours arrives."""

    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        transport = writer.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        await asyncio.Event().wait()

    return behave


UNENDED = {
    "that it keeps": OK + b"Content-Length: 2\r\n\r\nok",
    "that it says to close": OK + b"Connection: close\r\nContent-Length: 2\r\n\r\nok",
    "that it says to close, chunked": OK
    + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", UNENDED)
async def test_an_answer_is_taken_at_once_over_a_connection_that_its_server_never_ends(row: str, way: str) -> None:
    async with rude(_stays(UNENDED[row]), serving(issued(NAME))) as there:
        http = _to(there.port)
        async with asyncio.timeout(AT_ONCE):
            assert (await WAYS[way](http)(get(f"https://{NAME}:{there.port}/x"))).body == b"ok"
            await http.close()


@pytest.mark.parametrize("way", WAYS)
async def test_an_answer_whose_end_only_the_close_would_tell_is_none_when_that_never_comes(way: str) -> None:
    async with rude(_stays(OK + b"Connection: close\r\n\r\nok"), serving(issued(NAME))) as there:
        http = _to(there.port)
        async with asyncio.timeout(AT_ONCE):
            with pytest.raises(NoAnswer, match="Timeout"):
                await WAYS[way](http)(get(f"https://{NAME}:{there.port}/x"), seconds=DEADLINE)
            await http.close()
