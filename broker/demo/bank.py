"""The pocket bank: a resource server in its own process, protected by the kit. `python -m broker.demo.bank --help`.

It knows its authorization server's URL and its own key, and nothing of the broker. What a payment needs is read from
the payment itself; a use of the token is taken in the ledger's own transaction (decisions 2.4.3).
"""

import argparse
import asyncio
import hashlib
import re
import socket
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from broker.demo.ledger import Ledger, LedgerRefused, Once, Order, Use, cents
from broker.gnap.errors import GnapError
from broker.gnap.keys import PrivateKey
from broker.gnap.message import read_object
from broker.gnap.rights import AccessRight
from broker.http import Http, origin_of
from broker.resource import Granted, Protect, protected

KID = "pocket-bank"  # of the key with which the bank signs introspection
MEMBERS = ("account", "amount", "currency", "payee")
_ACCOUNT = re.compile(r"[a-z][a-z0-9-]{0,31}")
_LONGEST = 140  # characters of a payee
_LONGEST_KEY = 200  # characters of an idempotency key

Next = Callable[[Request], Awaitable[Response]]


def bank(protect: Protect, ledger: Ledger, *, stand_in: bool = False) -> FastAPI:
    """Return the bank's API. A `stand_in` takes no uses and repeats what is repeated: tests count requests with it."""
    app = FastAPI(title="Pocket Bank", docs_url=None, redoc_url=None, openapi_url=None)
    rights = Rights(protect.resource_server)
    may_read = Depends(protected(protect, rights.to_read_account))
    may_list = Depends(protected(protect, rights.to_read_transactions))
    may_pay = Depends(protected(protect, rights.to_pay))

    @app.middleware("http")
    async def count(request: Request, answer: Next) -> Response:
        key = request.headers.get("idempotency-key")
        number = await asyncio.to_thread(ledger.arrived, request.method, request.url.path, key)
        response = await answer(request)
        await asyncio.to_thread(ledger.answered, number, response.status_code, getattr(request.state, "jti", None))
        return response

    @app.exception_handler(LedgerRefused)
    def refused(_: Request, why: LedgerRefused) -> Response:
        return JSONResponse({"error": str(why)}, why.status)

    @app.exception_handler(HTTPException)
    def unfit(_: Request, why: HTTPException) -> Response:
        return JSONResponse({"error": why.detail}, why.status_code, why.headers)

    @app.get("/accounts/{account}")
    def account(request: Request, account: str, granted: Annotated[Granted, may_read]) -> dict[str, str]:
        request.state.jti = granted.jti
        return ledger.account(account)

    @app.get("/accounts/{account}/transactions")
    def transactions(request: Request, account: str, granted: Annotated[Granted, may_list]) -> dict[str, Any]:
        request.state.jti = granted.jti
        return {"account": account, "transactions": ledger.transactions(account)}

    @app.post("/payments", status_code=201)
    async def pay(request: Request, granted: Annotated[Granted, may_pay]) -> dict[str, Any]:
        return await made(request, granted, _idempotency_key(request))

    @app.post("/transfers", status_code=201)
    async def transfer(request: Request, granted: Annotated[Granted, may_pay]) -> dict[str, Any]:
        return await made(request, granted, None)

    async def made(request: Request, granted: Granted, key: str | None) -> dict[str, Any]:
        request.state.jti = granted.jti
        body = await request.body()
        use = None if stand_in else Use(granted.issuer, granted.jti, granted.uses)
        once = None if stand_in or key is None else Once(granted.thumbprint, key, _digest(request, body))
        payment = await asyncio.to_thread(ledger.pay, order_of(body), use=use, once=once)
        return {"payment": payment.to_json()}

    return app


@dataclass(frozen=True)
class Rights:
    """Which access right a request needs, computed from the request itself. `base` is the bank's URI."""

    base: str

    def to_read_account(self, request: Request, _: bytes) -> AccessRight:
        """Return the right to read the account in the path."""
        account = _account_of(request)
        return _right("bank-account", "read", f"{self.base}/accounts/{account}", identifier=account)

    def to_read_transactions(self, request: Request, _: bytes) -> AccessRight:
        """Return the right to read the transactions of the account in the path."""
        account = _account_of(request)
        return _right("bank-account", "read", f"{self.base}/accounts/{account}/transactions", identifier=account)

    def to_pay(self, request: Request, body: bytes) -> AccessRight:
        """Return the right to make exactly this payment: every parameter stands in it (decisions 2.4.2)."""
        order = _order_members(body)
        rest = {name: order[name] for name in ("amount", "currency", "payee")}
        return _right("bank-payment", "create", self.base + request.url.path, identifier=order["account"], **rest)


def order_of(body: bytes) -> Order:
    """Return the order in a request body; HTTPException(400) says what would be right."""
    order = _order_members(body)
    return Order(order["account"], cents(order["amount"]), order["currency"], order["payee"])


def _order_members(body: bytes) -> dict[str, str]:
    try:
        order = read_object(body)
    except GnapError as why:
        raise HTTPException(400, why.description) from None
    # A member that the bank does not know could mean something to somebody else: refused, never ignored.
    if order.keys() != set(MEMBERS) or not all(isinstance(value, str) for value in order.values()):
        raise HTTPException(400, f"a payment is a JSON object of the strings {', '.join(MEMBERS)}, and no others")
    if not 0 < len(order["payee"]) <= _LONGEST or not order["payee"].isprintable():
        raise HTTPException(400, f"payee is a name of 1 to {_LONGEST} printable characters")
    try:
        cents(order["amount"])
    except ValueError as why:
        raise HTTPException(400, str(why)) from None
    return order


def _account_of(request: Request) -> str:
    account: str = request.path_params["account"]
    if not _ACCOUNT.fullmatch(account):
        raise HTTPException(404, "there is no such account")
    return account


def _idempotency_key(request: Request) -> str | None:
    keys = request.headers.getlist("idempotency-key")
    if len(keys) > 1 or any(not 0 < len(key) <= _LONGEST_KEY for key in keys):
        raise HTTPException(400, f"Idempotency-Key is one value of 1 to {_LONGEST_KEY} characters")
    return keys[0] if keys else None


def _right(kind: str, action: str, location: str, **rest: str) -> AccessRight:
    return AccessRight.model_validate({"type": kind, "actions": (action,), "locations": (location,), **rest})


def _digest(request: Request, body: bytes) -> str:
    return hashlib.sha256(request.url.path.encode() + b"\0" + body).hexdigest()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m broker.demo.bank", description="The pocket bank, on loopback.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--port", type=int, help="listen here on 127.0.0.1")
    where.add_argument("--fd", type=int, help="serve this inherited listening socket")
    parser.add_argument("--public-url", required=True, help="the bank's URI as its clients write it")
    parser.add_argument("--as-uri", required=True, help="the grant endpoint of the authorization server")
    parser.add_argument("--introspect-uri", help="its introspection endpoint (default: discovered)")
    parser.add_argument("--ledger", type=Path, required=True, help="the ledger file; made and seeded if missing")
    parser.add_argument("--key", type=Path, required=True, help="the file with the bank's private key")
    parser.add_argument("--stand-in", action="store_true", help="take no uses and never deduplicate (for tests)")
    return parser.parse_args()


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def listening(arguments: argparse.Namespace) -> socket.socket:
    """Return the listening socket that the arguments name: an inherited one, or one on a port of 127.0.0.1."""
    if arguments.fd is not None:
        return socket.socket(fileno=arguments.fd)
    return socket.create_server(("127.0.0.1", arguments.port))


async def _serve(arguments: argparse.Namespace) -> None:
    ledger = Ledger(arguments.ledger, _now)
    authorization_server = frozenset({origin_of(arguments.as_uri)})
    http = Http(arguments.public_url, lambda: authorization_server)
    protect = Protect(
        authorization_server=arguments.as_uri,
        introspection_endpoint=arguments.introspect_uri,
        resource_server=arguments.public_url,
        key=PrivateKey.from_bytes(arguments.key.read_bytes(), KID),
        send=http.to_server,
        now=_now,
        remember=ledger.remember,
    )
    app = bank(protect, ledger, stand_in=arguments.stand_in)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    try:
        with ledger.kept_open():
            await uvicorn.Server(config).serve(sockets=[listening(arguments)])
    finally:
        await http.close()


def main() -> None:
    """Serve until a signal ends the process."""
    asyncio.run(_serve(_arguments()))


if __name__ == "__main__":
    main()
