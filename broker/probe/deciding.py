"""How the owner's decision comes about while a probe runs: by a command, a URL that waits, or a person."""

import asyncio
import json
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from broker.gnap.http_message import HttpMessage
from broker.probe.check import Broken
from broker.probe.target import Decide as Way
from broker.probe.world import Decide, Send, Verb

SECONDS = 120.0  # for a decision that a command or a URL brings about


def deciding(way: Way, send: Send, ask_a_person: Callable[[str], None]) -> Decide:
    """Return the function that brings a decision about. It raises Broken where none came."""
    if way.command is not None:
        return _by_command(way.command)
    if way.url is not None:
        return _by_url(way.url, send)

    async def by_a_person(verb: Verb, interact: dict[str, Any]) -> str | None:
        await asyncio.to_thread(ask_a_person, f"Please {verb} the request{_where(interact)}, then press Enter")
        return None

    return by_a_person


def _where(interact: dict[str, Any]) -> str:
    shown = {name: value for name, value in interact.items() if name not in ("finish", "expires_in")}
    return f" ({json.dumps(shown)})" if shown else ""


def _by_command(command: list[str]) -> Decide:
    async def run(verb: Verb, interact: dict[str, Any]) -> str | None:
        told = {name: value for name, value in interact.items() if name != "finish"}
        given = {"COUNTERSIGN_PROBE_DECISION": verb, "COUNTERSIGN_PROBE_INTERACT": json.dumps(told)}
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | given, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(SECONDS):
                written, _ = await process.communicate()
        except TimeoutError:
            process.kill()
            await process.wait()
            raise Broken(f"the command that should {verb} did not end") from None
        if process.returncode != 0:
            raise Broken(f"the command that should {verb} ended with exit status {process.returncode}")
        # the last line may say where the browser was sent
        last = written.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return last if "://" in last else None

    return run


def _by_url(url: str, send: Send) -> Decide:
    async def fetch(verb: Verb, interact: dict[str, Any]) -> str | None:  # noqa: ARG001 -- the form of every way to decide
        separator = "&" if urlsplit(url).query else "?"
        answer = await send(HttpMessage("GET", f"{url}{separator}decision={verb}"))
        if not 200 <= answer.status < 300:
            raise Broken(f"the URL that should {verb} answers HTTP {answer.status}")
        return None

    return fetch
