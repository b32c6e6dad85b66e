"""A program that the broker started and speaks JSON-RPC with, one message a line, over its standard input and output.

It gets no shell and no environment but what is named; what it says is bounded and what nobody asked for is dropped. Its
standard error goes nowhere: it could say anything, a secret of its own too. (The SDK's client hands on our HOME and
PATH, reads lines of any length, and logs those that it does not understand.)
"""

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process, SubprocessStreamProtocol
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from broker.client.upstream import messages
from broker.client.upstream.messages import Json
from broker.http import NoAnswer, NotSent

LONGEST: Final = 1024 * 1024  # bytes of one line
UNASKED: Final = 4 * 1024 * 1024  # bytes that it may say between two answers
UNREAD: Final = 1024 * 1024  # bytes that wait for it to read them
GRACE: Final = 2.0  # seconds to end by itself, and again after SIGTERM


@dataclass
class Child:
    """A running program. It is of no use any more once it ended, or said too much."""

    process: Process
    transport: asyncio.SubprocessTransport
    _number: int = 0
    _unasked: int = 0
    _waiting: dict[int, "asyncio.Future[Json]"] = field(default_factory=dict)
    _reading: "asyncio.Task[None] | None" = None

    @property
    def alive(self) -> bool:
        """Whether it still can answer."""
        return self.process.returncode is None and self._reading is not None and not self._reading.done()

    async def ask(self, method: str, params: Mapping[str, Any], seconds: float, *, modern: bool) -> Json:
        """Return the result of a request.

        Raises NotSent where it was not written, NoAnswer where nothing came of it in time, and Refusal for an error.
        """
        if not self.alive:
            raise NotSent("the program has ended")
        self._number += 1
        number, answer = self._number, asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self.tell(messages.request(method, params, number, modern=modern))
            async with asyncio.timeout(seconds):
                said = await answer
        except TimeoutError:
            self._call_off(number)
            raise NoAnswer("no answer in time") from None
        finally:
            self._waiting.pop(number, None)
        return messages.result_in(said)

    def tell(self, said: Json) -> None:
        """Write a message. Raises NotSent where the program leaves too many of them unread."""
        pipe = self.process.stdin
        if pipe is None or pipe.is_closing() or pipe.transport.get_write_buffer_size() > UNREAD:
            raise NotSent("the program does not read what it is told")
        pipe.write(messages.written(said) + b"\n")

    async def end(self) -> None:
        """End it, and whatever it started: by the end of its input, by SIGTERM, and by SIGKILL."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        if not await self._gone():
            self._signal(signal.SIGTERM)
            await self._gone()
        self._signal(signal.SIGKILL)
        await self._gone()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        self.transport.close()

    async def read(self) -> None:
        """Hear what it says until it ends, or says more than anybody asked for."""
        pipe = self.process.stdout
        try:
            while pipe is not None and self._unasked <= UNASKED and (line := await pipe.readline()):
                self._unasked += len(line)
                self._heard(line)
        except (ValueError, NotSent, OSError):
            pass  # a line beyond all bounds; or it asks, and reads no answer
        finally:
            self._signal(signal.SIGKILL)
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(NoAnswer("the program ended"))

    def _heard(self, line: bytes) -> None:
        said = _message(line)
        number = said.get("id")
        if "method" in said:
            if isinstance(number, int | str):
                self.tell(_answer_to(said["method"], number))
        elif isinstance(number, int) and number in self._waiting and not self._waiting[number].done():
            self._waiting[number].set_result(said)
            self._unasked = 0

    def _call_off(self, number: int) -> None:
        with contextlib.suppress(NotSent):
            params = {"requestId": number, "reason": "it took too long"}
            self.tell({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params})

    def _signal(self, number: signal.Signals) -> None:
        # it leads a group of its own
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    async def _gone(self) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), GRACE)
        return self.process.returncode is not None


async def started(command: Sequence[str], environment: Mapping[str, str]) -> Child:
    """Start a program by its path, in a session of its own. Raises NotSent where the system does not."""
    loop = asyncio.get_running_loop()
    try:
        transport, protocol = await loop.subprocess_exec(
            lambda: SubprocessStreamProtocol(limit=LONGEST, loop=loop),
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=dict(environment),
            cwd="/",
            start_new_session=True,
        )
    except (OSError, ValueError) as why:
        raise NotSent(f"its program cannot be started: {type(why).__name__}") from None
    child = Child(Process(transport, protocol, loop), transport)
    child._reading = asyncio.create_task(child.read())
    return child


def _message(line: bytes) -> Json:
    """Return what a line holds; nothing where it is no message, as programs write all sorts of things."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _answer_to(method: object, number: int | str) -> Json:
    """Return the answer to what a program asks: we declared nothing that it could ask for."""
    if method == "ping":
        return {"jsonrpc": "2.0", "id": number, "result": {}}
    return {"jsonrpc": "2.0", "id": number, "error": {"code": -32601, "message": "nothing of that is declared"}}
