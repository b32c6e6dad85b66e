"""A process that has imported everything and forks: each life of a broker begins in milliseconds, and dies alone.

`python -m tests.crash.warm` reads one JSON command per line and answers each with one line. It runs no thread and no
event loop while it forks. What a broker works out of texts alone (pages, statements, YAML) every life finds done.
"""

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

import tests.once  # noqa: F401 -- before the broker, whose engines share what is compiled
from broker.demo.passkey import SoftwarePasskey
from broker.phone.pages import _environment
from tests.crash.lives import Place, be_the_bank, live, prepare

LONGEST = 60  # seconds of one life; longer is a hang
LEAP = 1000  # signatures by which a passkey's counter is ahead in the next life: no broker sees it go back


def main() -> None:
    """Answer commands until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a child prints is no answer
    passkey = SoftwarePasskey()
    for name in _environment.list_templates():
        _environment.get_template(name)
    gc.freeze()
    for line in sys.stdin:
        command = json.loads(line)
        place = Place(**command["place"])
        if command["do"] == "prepare":
            asyncio.run(prepare(place, passkey))
            answer: list[int] = []
        else:
            answer = _lives(place, passkey, command["die_at"])
        print(json.dumps(answer), file=answers, flush=True)


def _lives(place: Place, passkey: SoftwarePasskey, die_at: list[str | None]) -> list[int]:
    """Live one life after the other beside one bank; return how each ended (0, or minus the signal that killed it)."""
    with socket.create_server(("127.0.0.1", place.bank_port)) as door:
        bank = _fork(lambda: be_the_bank(place, door))
    try:
        return [_end_of(_fork(_life(place, passkey, point, number))) for number, point in enumerate(die_at)]
    finally:
        os.kill(bank, signal.SIGKILL)
        os.waitpid(bank, 0)


def _life(
    place: Place, passkey: SoftwarePasskey, point: str | None, number: int
) -> Callable[[], Coroutine[Any, Any, None]]:
    async def life() -> None:
        for credential in passkey._credentials.values():
            credential.sign_count += LEAP * (number + 1)
        await live(place, passkey, point)

    return life


def _fork(work: Callable[[], Coroutine[Any, Any, None]]) -> int:
    if threading.active_count() > 1:
        raise RuntimeError(f"a process with threads must not fork: {threading.enumerate()}")
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.alarm(LONGEST if work.__name__ == "life" else 0)
        asyncio.run(work())
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _end_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
