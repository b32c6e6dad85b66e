"""The corner shop: a resource server that calls another one for an agent. `python -m broker.demo.shop --help`.

An order is paid at the bank with a token that the shop derives from the agent's own (RFC 9767 §4): for the amount of
that order, to itself, once. It holds no other right at the bank, and sends the agent's token nowhere.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from broker.demo.bank import listening
from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey
from broker.gnap.message import read_object, write_object
from broker.gnap.rights import AccessRight
from broker.http import Answer, Http, NoAnswer, NotSent, origin_of
from broker.resource import Granted, Protect, RecentNonces, protected

KID: Final = "corner-shop"  # of the key with which the shop signs, at the authorization server and at the bank
PAYEE: Final = "Corner Shop"  # as the map in tools/shop.yaml names it
PRICES: Final = {"bread": "4.50", "cheese": "12.00", "hamper": "95.00"}  # in EUR
MEMBERS: Final = ("account", "amount", "currency", "item")

Send = Callable[[HttpMessage], Awaitable[Answer]]


def shop(protect: Protect, bank: "Bank") -> FastAPI:
    """Return the shop's API: one order is one payment at the bank, or none."""
    app = FastAPI(title="Corner Shop", docs_url=None, redoc_url=None, openapi_url=None)

    def to_order(_: Request, body: bytes) -> AccessRight:
        return needed(protect.resource_server, _order(body))

    may_order = Depends(protected(protect, to_order))

    @app.exception_handler(HTTPException)
    def unfit(_: Request, why: HTTPException) -> Response:
        return JSONResponse({"error": why.detail}, why.status_code, why.headers)

    @app.post("/orders", status_code=201)
    async def order(request: Request, granted: Annotated[Granted, may_order]) -> dict[str, Any]:
        wanted = _order(await request.body())
        if (wanted["amount"], wanted["currency"]) != (PRICES.get(wanted["item"]), "EUR"):
            raise HTTPException(409, f"the shop sells {', '.join(f'{name} at {PRICES[name]} EUR' for name in PRICES)}")
        return {"order": wanted, "payment": await bank.paid(granted, wanted)}

    return app


@dataclass(frozen=True)
class Bank:
    """The bank at `url`, as the shop calls it: by `send`, with tokens that `protect` derives."""

    url: str
    protect: Protect
    send: Send

    async def paid(self, granted: Granted, order: dict[str, str]) -> Any:
        """Return the bank's payment for this order; HTTPException says whether nothing was paid, or nobody knows."""
        call = await self._payment(granted, order)
        try:
            answer = await self.send(call)
        except NotSent:
            raise HTTPException(503, "the bank cannot be reached: nothing was paid") from None
        except NoAnswer:
            raise HTTPException(504, "the bank gave no answer: whether it was paid is not known") from None
        if answer.status >= 500:
            raise HTTPException(504, "the bank failed: whether it was paid is not known")
        if answer.status != 201:
            raise HTTPException(402, "the bank refused the payment: nothing was paid")
        return _payment_in(answer.body)

    async def _payment(self, granted: Granted, order: dict[str, str]) -> HttpMessage:
        """Return the signed call that pays, with a token derived for it and nothing else."""
        right = to_pay(self.url, order)
        try:
            derived = await self.protect.derive(granted, (right,))
        except PeerError:
            raise HTTPException(403, "the shop got no token to pay for this order: nothing was paid") from None
        except (NotSent, NoAnswer):
            raise HTTPException(503, "the authorization server is silent: nothing was paid") from None
        payment = {name: order[name] for name in ("account", "amount", "currency")} | {"payee": PAYEE}
        return self.protect.signed_call("POST", f"{self.url}/payments", derived, write_object(payment))


def needed(base: str, order: dict[str, str]) -> AccessRight:
    """Return the right to place exactly this order at the shop with this base URI."""
    rest = {name: order[name] for name in ("item", "amount", "currency")}
    return _right("shop-order", "buy", f"{base}/orders", order["account"], rest)


def to_pay(bank_url: str, order: dict[str, str]) -> AccessRight:
    """Return the right to pay for exactly this order at the bank."""
    rest = {"amount": order["amount"], "currency": order["currency"], "payee": PAYEE}
    return _right("bank-payment", "create", f"{bank_url}/payments", order["account"], rest)


def _right(kind: str, action: str, location: str, account: str, rest: dict[str, str]) -> AccessRight:
    named = {"type": kind, "actions": (action,), "locations": (location,), "identifier": account}
    return AccessRight.model_validate(named | rest)


def _order(body: bytes) -> dict[str, str]:
    try:
        order = read_object(body)
    except GnapError as why:
        raise HTTPException(400, why.description) from None
    if order.keys() != set(MEMBERS) or not all(isinstance(value, str) for value in order.values()):
        raise HTTPException(400, f"an order is a JSON object of the strings {', '.join(MEMBERS)}, and no others")
    return order


def _payment_in(body: bytes) -> Any:
    try:
        return read_object(body).get("payment")
    except GnapError:
        raise HTTPException(504, "the bank's answer cannot be read: whether it was paid is not known") from None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m broker.demo.shop", description="The corner shop, on loopback.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--port", type=int, help="listen here on 127.0.0.1")
    where.add_argument("--fd", type=int, help="serve this inherited listening socket")
    parser.add_argument("--public-url", required=True, help="the shop's URI as its clients write it")
    parser.add_argument("--as-uri", required=True, help="the grant endpoint of the authorization server")
    parser.add_argument("--introspect-uri", help="its introspection endpoint (default: discovered)")
    parser.add_argument("--bank-url", required=True, help="the bank's URI, where orders are paid")
    parser.add_argument("--key", type=Path, required=True, help="the file with the shop's private key")
    return parser.parse_args()


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


async def _serve(arguments: argparse.Namespace) -> None:
    called = frozenset({origin_of(arguments.as_uri), origin_of(arguments.bank_url)})
    http = Http(arguments.public_url, lambda: called)
    protect = Protect(
        authorization_server=arguments.as_uri,
        introspection_endpoint=arguments.introspect_uri,
        resource_server=arguments.public_url,
        key=PrivateKey.from_bytes(arguments.key.read_bytes(), KID),
        send=http.to_server,
        now=_now,
        remember=RecentNonces(_now).remember,
    )
    app = shop(protect, Bank(arguments.bank_url, protect, http.to_resource))
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    try:
        await uvicorn.Server(config).serve(sockets=[listening(arguments)])
    finally:
        await http.close()


def main() -> None:
    """Serve until a signal ends the process."""
    asyncio.run(_serve(_arguments()))


if __name__ == "__main__":
    main()
