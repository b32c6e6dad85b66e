"""An API that asks nothing and keeps nothing, in its own process: what is measured before it is not its own work.

`python -m broker.demo.upstream --fd N` answers the bank's `GET /accounts/{account}` on an inherited listening socket.
"""

import argparse
import asyncio
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def account(request: Request) -> Response:
    """Return an account, whoever asks."""
    return JSONResponse({"account": request.path_params["account"], "balance": "1000.00", "currency": "EUR"})


def main() -> None:
    """Serve until a signal ends the process."""
    parser = argparse.ArgumentParser(prog="python -m broker.demo.upstream")
    parser.add_argument("--fd", type=int, required=True, help="serve this inherited listening socket")
    app = Starlette(routes=[Route("/accounts/{account}", account)])
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    asyncio.run(uvicorn.Server(config).serve(sockets=[socket.socket(fileno=parser.parse_args().fd)]))


if __name__ == "__main__":
    main()
