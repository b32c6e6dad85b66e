"""The embedded authorization server under the probe over a real port, and through a real nginx with TLS and mtls."""

import contextlib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.probe.checks import CHECKS
from broker.probe.embedded import DIVERGENCES
from tests.actors import served
from tests.gnap.certified import ed25519_key
from tests.home import Home, home
from tests.nginx import ADDRESS, nginx
from tests.probe import embedded
from tests.probe.meeting import results
from tests.probe.test_embedded import NOT_OFFERED

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MTLS = {check.name for check in CHECKS if "proof:mtls" in check.needs}


class Connections:
    """Sends over real connections, with a certificate shown in TLS where a message is to show one."""

    def __init__(self, plain: ssl.SSLContext | bool, certified: ssl.SSLContext | None = None) -> None:
        self._plain = httpx2.AsyncClient(verify=plain, trust_env=False, timeout=60)
        self._certified = httpx2.AsyncClient(verify=certified or plain, trust_env=False, timeout=60)

    async def __call__(self, message: HttpMessage, certificate: bytes | None = None) -> Answer:
        client = self._plain if certificate is None else self._certified
        response = await client.request(
            message.method, message.target_uri, headers=list(message.headers), content=message.body
        )
        return Answer(response.status_code, dict(response.headers), response.content)

    async def close(self) -> None:
        await self._plain.aclose()
        await self._certified.aclose()


@contextlib.asynccontextmanager
async def _port() -> AsyncIterator[tuple[list[Any], str]]:
    """Serve the application that will be put into the list, at a port of this computer; give both."""
    later: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await later[0](scope, receive, send)

    async with served(app) as url:
        yield later, url


async def _verdicts(here: Home, patch: pytest.MonkeyPatch, send: Connections) -> dict[str, set[str]]:
    found = await results(await embedded.foreign(here, patch, send), *CHECKS)
    assert [(one.check.name, one.words) for one in found if one.verdict == "fail" and one.check.name not in MTLS] == []
    return {
        name: {one.check.name for one in found if one.verdict == name}
        for name in ("fail", "divergence", "not supported")
    }


async def test_every_check_but_those_of_mtls_passes_over_a_real_port_but_the_divergences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _port() as (later, url), home(tmp_path, public_url=url.replace("127.0.0.1", "localhost")) as here:
        later.append(here.broker.app)
        send = Connections(True)
        found = await _verdicts(here, monkeypatch, send)
        await send.close()
    assert MTLS
    assert found["fail"] <= MTLS
    assert (found["divergence"], found["not supported"] - MTLS) == (set(DIVERGENCES), set(NOT_OFFERED))


async def test_every_check_passes_through_nginx_with_tls_and_mtls_but_the_divergences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _port() as (later, url):
        with nginx(tmp_path / "nginx", int(url.rpartition(":")[2])) as proxy:
            async with home(tmp_path, public_url=proxy.origin, trusted_proxies=ADDRESS) as here:
                later.append(here.broker.app)
                send = Connections(proxy.tls(), proxy.tls(embedded.CERTIFIED, ed25519_key(bytes([45]))))
                found = await _verdicts(here, monkeypatch, send)
                await send.close()
    assert found["fail"] == set()
    assert found["divergence"] == set(DIVERGENCES) - {"the_grant_endpoint_is_https"}, "it is https here"
    assert found["not supported"] == set(NOT_OFFERED)
