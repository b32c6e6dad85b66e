"""Standard input and output as a relay needs them: lines in, messages out, and nothing that could hang at the end."""

import json
import os
import threading
from collections.abc import AsyncIterator
from typing import Any, Final

import anyio
import anyio.to_thread
from anyio.lowlevel import current_token
from anyio.streams.memory import MemoryObjectSendStream

from broker.connect.stdio import LINE_LIMIT

_CHUNK: Final = 64 * 1024  # bytes
_AHEAD: Final = 64  # lines read before the relay has taken them


async def lines(descriptor: int) -> AsyncIterator[bytes]:
    """Give the lines that are read from a descriptor, until it is closed; of a line too long only its beginning."""
    sending, receiving = anyio.create_memory_object_stream[bytes](_AHEAD)
    # A daemon reads: a thread of a pool could not be left behind while it waits for a line that never comes.
    threading.Thread(target=_read, args=(descriptor, sending, current_token()), daemon=True).start()
    async with receiving:
        async for line in receiving:
            yield line


def _read(descriptor: int, sending: MemoryObjectSendStream[bytes], token: Any) -> None:
    held = bytearray()
    try:
        while chunk := os.read(descriptor, _CHUNK):
            *whole, rest = chunk.split(b"\n")
            for part in whole:
                held += part
                anyio.from_thread.run(sending.send, bytes(held), token=token)
                held.clear()
            held += rest
            del held[LINE_LIMIT + 1 :]
    except (OSError, RuntimeError, anyio.BrokenResourceError):
        return  # nobody takes lines any more
    try:
        anyio.from_thread.run_sync(sending.close, token=token)
    except RuntimeError:
        return


class Out:
    """Writes messages to a descriptor, whole and one after another; what nobody reads any more is dropped."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._one = anyio.Lock()

    async def send(self, message: dict[str, Any]) -> None:
        """Write one message as a line of ASCII."""
        line = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
        async with self._one:
            with anyio.CancelScope(shield=True):  # half a line would spoil all that follow
                await anyio.to_thread.run_sync(self._write, line)

    def _write(self, line: bytes) -> None:
        view = memoryview(line)
        try:
            while view:
                view = view[os.write(self._descriptor, view) :]
        except BrokenPipeError:
            return
