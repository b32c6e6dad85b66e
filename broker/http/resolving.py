"""From a host to the addresses that are connected to: looked up once, judged, and pinned (decisions S15).

All of a name's addresses are judged and one that may not be called refuses the whole name: whoever answers with a
public and an internal address tries something, or is broken. What is connected to is what was judged, so a name that
points elsewhere a moment later (DNS rebinding) changes nothing.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from broker.http.addresses import Kind, is_loopback, kind_of, literal, pinned
from broker.http.outcome import NotSent

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]  # host, port: its addresses as text; OSError where it has none

LOOKUPS: Final = 64  # at once; each is a thread that may hang for as long as the system's resolver does
TRIED: Final = 4  # addresses of one name that are connected to, one after the other

_HERE: Final = ("127.0.0.1", "::1")  # RFC 6761 §6.3: nobody is asked what localhost is


async def ask_the_system(host: str, port: int) -> Sequence[str]:
    """Return a name's addresses by the system's resolver, in its order; raise OSError.

    On a thread of its own that nobody waits for: a lookup cannot be cancelled, and a pool's threads would be taken by
    the names of one slow zone from everybody else.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def tell(found: Sequence[str], why: OSError | None) -> None:
        if not answer.done():
            answer.set_exception(why) if why is not None else answer.set_result(found)

    def ask() -> None:
        found: list[str] = []
        trouble: OSError | None = None
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as why:
            trouble = why if isinstance(why, OSError) else OSError(str(why))
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, found, trouble)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    return await answer


class Places:
    """Where hosts are. `door` is our own port on this computer, which is never called."""

    def __init__(self, resolve: Resolve, door: int | None) -> None:
        self._resolve = resolve
        self._door = door
        self._turns = asyncio.Semaphore(LOOKUPS)
        self._going: dict[tuple[str, int], asyncio.Task[Sequence[str]]] = {}

    async def of(self, host: str, port: int, *, inside: bool) -> list[str]:
        """Return the addresses to connect to, at most TRIED; raise NotSent if one may not be called, OSError if none.

        `inside`: the configuration names this host, so that loopback and private addresses may be called too.
        """
        if literal(host) is not None:
            found: Sequence[str] = (host,)
        elif is_loopback(host):
            found = _HERE
        else:
            found = await self._looked_up(host, port)
        if not found:
            raise OSError("the name has no address")
        return list(dict.fromkeys(self.judged(host, text, port, inside=inside) for text in found))[:TRIED]

    def judged_literal(self, host: str, port: int, *, inside: bool) -> None:
        """Raise NotSent for a host that is itself an address that may not be called."""
        if literal(host) is not None:
            self.judged(host, host, port, inside=inside)

    def judged(self, host: str, text: str, port: int, *, inside: bool) -> str:
        """Return the address to connect to; raise NotSent if it may not be called for this host."""
        address = literal(text)
        if address is None:
            raise NotSent("the name's address is none")
        kind = kind_of(address)
        if kind == Kind.LOOPBACK and port == self._door:
            raise NotSent("the broker is not a resource server")
        # cleartext is spoken to the names of this computer only, so these must not lie elsewhere
        wanted = {Kind.LOOPBACK} if is_loopback(host) else {Kind.PUBLIC, Kind.LOOPBACK, Kind.PRIVATE}
        if kind not in wanted or (kind != Kind.PUBLIC and not inside):
            raise NotSent(f"the host has a {kind} address" if kind != Kind.NEVER else "the host has no usable address")
        return str(pinned(address))

    def close(self) -> None:
        """Wait for no lookup any more."""
        for task in self._going.values():
            task.cancel()

    async def _looked_up(self, host: str, port: int) -> Sequence[str]:
        key = (host, port)
        task = self._going.get(key)
        if task is None:
            # one lookup for all who ask: a slow name holds one thread, however many wait for it
            task = self._going[key] = asyncio.create_task(self._in_turn(host, port))
            task.add_done_callback(lambda done: self._ended(key, done))
        return await asyncio.shield(task)

    async def _in_turn(self, host: str, port: int) -> Sequence[str]:
        async with self._turns:
            return await self._resolve(host, port)

    def _ended(self, key: tuple[str, int], task: asyncio.Task[Sequence[str]]) -> None:
        self._going.pop(key, None)
        if not task.cancelled():
            task.exception()  # whoever asked may have gone: the loop need not complain
