"""`countersign serve`: the broker, until it is interrupted."""

import asyncio
import logging
import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broker.cli.beginning import Dev
from broker.cli.running import allow_work_trees, located
from broker.cli.saying import coloured, note, plain, say, told

if TYPE_CHECKING:
    from broker.app import Broker
    from broker.config import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [8765].")] = None,
    public_url: Annotated[str | None, typer.Option(help="The origin that browsers use, if it is another.")] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="Certificate with its chain, PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its private key, PEM, without a password.")] = None,
    dev: Dev = False,
) -> None:
    """Run the broker until it is interrupted."""
    if dev:
        allow_work_trees(True)
    if isinstance(sys.stdout, TextIOWrapper):
        # A service's log shows the greeting when it is written.
        sys.stdout.reconfigure(line_buffering=True)
    with told():
        given = {"host": host, "port": port, "public_url": public_url, "tls_cert": tls_cert, "tls_key": tls_key}
        where = located(**given)
        log_to_stderr()
        asyncio.run(_serve(where))


async def _serve(where: "Settings") -> None:
    from broker.app import build
    from broker.serving import serving

    broker = await asyncio.to_thread(build, where)
    try:
        async with serving(broker):
            stop = asyncio.Event()
            for one in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(one, stop.set)
            # not earlier: whoever read the greeting may stop it
            await _greet(broker)
            await stop.wait()
            note("stopping; nothing is lost")
    finally:
        await broker.close()


async def _greet(broker: "Broker") -> None:
    from broker.app import our_version
    from broker.phone import overview

    url = broker.settings.public_url
    say(f"Countersign {our_version()} listens on {url}")
    say(f"  inbox   {url}/inbox\n  agents  {url}/mcp\n  files   {broker.settings.config_dir}")
    for problem in broker.files.in_force.problems:
        for line in problem.splitlines():
            note(f"  problem {plain(line)}")
    now = broker.now()
    standing = await broker.store.read(lambda session: overview.standing(session, now))
    if not standing["owners"]:
        note("  no owner yet: run `countersign init`")
    elif not standing["devices"]:
        note("  no device yet: run `countersign phone pair` in another terminal")
    if standing["frozen"]["all"]:
        note("  everything is frozen: `countersign unfreeze` asks the owner to sign")


def _lines() -> Any:
    import structlog

    if not sys.stderr.isatty():
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=coloured(sys.stderr))


# They log what is called, and the address of a callback, as that of a phone at its push service, is a secret.
_NAMES_ADDRESSES = ("httpx2", "httpcore2")


def _level(least: str) -> int:
    from broker.config import BadSettings

    name = os.environ.get("LOG_LEVEL") or least
    try:
        return logging.getLevelNamesMapping()[name.upper()]
    except KeyError:
        words = f"LOG_LEVEL: {plain(name)} is no level: write DEBUG, INFO, WARNING, ERROR or CRITICAL"
        raise BadSettings(words) from None


def log_to_stderr(least: str = "WARNING") -> None:
    """Write the log to standard error: from `least` on, or from what LOG_LEVEL says. Raises BadSettings."""
    import structlog

    level = _level(least)
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s %(message)s")
    for name in _NAMES_ADDRESSES:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _lines(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
