"""mtls through a real nginx with the configuration that we recommend: TLS outside, RFC 9440 inside, nothing forged."""

import base64
import contextlib
import dataclasses
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import client_cert
from tests.actors import served
from tests.authserver.foreign import READ, Foreign, refusals
from tests.authserver.wire import error_of
from tests.gnap.certified import ed25519_key
from tests.home import Home, home
from tests.nginx import ADDRESS, Nginx, certificate, nginx

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

KEY, ANOTHER = ed25519_key(b"n"), ed25519_key(b"m")
CERTIFICATE, OTHER_CERTIFICATE = certificate(KEY), certificate(ANOTHER)


def _header(shown: x509.Certificate) -> tuple[str, str]:
    return (client_cert.HEADER, client_cert.write(shown.public_bytes(Encoding.DER)))


@dataclasses.dataclass
class ByTls(Foreign):
    """A client that sends over a real connection."""

    tls: ssl.SSLContext | bool = True
    base: str = ""  # where it connects, if not where its messages are addressed to

    async def send(self, message: HttpMessage) -> httpx2.Response:
        uri = message.target_uri.replace(self.here.broker.settings.public_url, self.base, 1) if self.base else None
        async with httpx2.AsyncClient(verify=self.tls, trust_env=False, timeout=30) as client:
            return await client.request(
                message.method, uri or message.target_uri, headers=list(message.headers), content=message.body
            )


@contextlib.asynccontextmanager
async def _before(folder: Path) -> AsyncIterator[tuple[Home, Nginx, str]]:
    """Give an installation behind nginx, nginx, and the broker's own address."""
    later: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await later[0](scope, receive, send)

    async with served(app) as inside:
        with nginx(folder / "nginx", int(inside.rpartition(":")[2])) as proxy:
            async with home(folder, public_url=proxy.origin, trusted_proxies=ADDRESS) as here:
                later.append(here.broker.app)
                yield here, proxy, inside


async def _client(here: Home, tls: ssl.SSLContext) -> ByTls:
    der = CERTIFICATE.public_bytes(Encoding.DER)
    shown = {"proof": "mtls", "cert": base64.b64encode(der).decode()}
    plain = await Foreign.registered(here, method="mtls", shown=shown)
    return ByTls(here, plain.key, "mtls", plain.shown, plain.name, plain.instance_id, tls=tls)


@pytest.mark.requirement("C-7.3.2-1", "C-7.3.2-2", "C-7.3.2-3")
async def test_a_client_proves_its_key_by_the_certificate_of_its_connection_to_nginx(tmp_path: Path) -> None:
    async with _before(tmp_path) as (here, proxy, inside):
        shop = await _client(here, proxy.tls(CERTIFICATE, KEY))
        found = (await shop.send(shop.plain("OPTIONS", shop.endpoint))).json()
        assert "mtls" in found["key_proofs_supported"]
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        token = (await shop.go_on(answer)).json()["access_token"]
        assert (await shop.manage(token, "DELETE")).status_code == 204
        for words, tls in (("none", proxy.tls()), ("another", proxy.tls(OTHER_CERTIFICATE, ANOTHER))):
            other = dataclasses.replace(shop, tls=tls)
            assert error_of(await other.ask(READ)) == "invalid_client", words
            forger = dataclasses.replace(other, headers=[_header(CERTIFICATE)])
            assert error_of(await forger.ask(READ)) == "invalid_client", f"{words}, and the header forged"
        around = dataclasses.replace(shop, base=inside, headers=[_header(CERTIFICATE)])
        assert error_of(await around.ask(READ)) == "invalid_client", "the header is forged, past nginx"
        assert len(await refusals(here)) == 5
        honest = dataclasses.replace(shop, headers=[_header(OTHER_CERTIFICATE)])
        assert "continue" in (await honest.ask(READ)).json(), "what came in counts neither for nor against"


CERTIFICATES: dict[str, Any] = {
    "Ed25519": lambda: (KEY, ""),
    "P-256": lambda: (ec.generate_private_key(ec.SECP256R1()), ""),
    "P-384": lambda: (ec.generate_private_key(ec.SECP384R1()), ""),
    "RSA 2048": lambda: (rsa.generate_private_key(65537, 2048), ""),
    "RSA 4096": lambda: (rsa.generate_private_key(65537, 4096), ""),
    "60 lines of PEM": lambda: (KEY, _filling(60)),
}


def _filling(lines: int) -> str:
    """Return a name that makes the certificate's PEM so many lines long."""
    for size in range(40 * lines, 60 * lines):
        if _lines(certificate(KEY, name="n" * size)) == lines:
            return "n" * size
    raise AssertionError("no such name")


def _lines(shown: x509.Certificate) -> int:
    return len(shown.public_bytes(Encoding.PEM).splitlines()) - 2


async def _echo(request: Request) -> JSONResponse:
    assert request.client is not None
    names = ("client-cert", "client-cert-chain", "client_cert")
    return JSONResponse({"peer": request.client.host, "lines": [request.headers.getlist(name) for name in names]})


async def _arrived(folder: Path, key: Any, shown: x509.Certificate | None) -> Any:
    """Return what a broker behind nginx is told of a connection whose client forges every spelling of the header."""
    async with served(Starlette(routes=[Route("/gnap", _echo)])) as inside:
        with nginx(folder / "nginx", int(inside.rpartition(":")[2])) as proxy:
            value = _header(OTHER_CERTIFICATE)[1]
            forged = [(name, value) for name in ("Client-Cert", "client-cert", "Client-Cert-Chain", "client_cert")]
            async with httpx2.AsyncClient(verify=proxy.tls(shown, key), trust_env=False, timeout=30) as client:
                return (await client.get(f"{proxy.origin}/gnap", headers=forged)).json()


@pytest.mark.parametrize("row", CERTIFICATES)
async def test_nginx_hands_on_the_certificate_of_the_connection_and_no_header_that_came_in(
    tmp_path: Path, row: str
) -> None:
    key, name = CERTIFICATES[row]()
    shown = certificate(key, name=name)
    assert await _arrived(tmp_path, key, shown) == {"peer": ADDRESS, "lines": [[_header(shown)[1]], [], []]}


@pytest.mark.parametrize("lines", [None, 61])
async def test_nginx_hands_on_nothing_where_no_certificate_was_shown_or_one_that_is_too_long(
    tmp_path: Path, lines: int | None
) -> None:
    shown = certificate(KEY, name=_filling(lines)) if lines else None
    assert await _arrived(tmp_path, KEY, shown) == {"peer": ADDRESS, "lines": [[], [], []]}
