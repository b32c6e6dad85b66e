"""What a probe has of the outside: a way to send, a clock, chance, the owner's decision, and callbacks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey
from broker.http import Answer

Json = dict[str, Any]
Verb = Literal["approve", "deny"]


class Send(Protocol):
    """Carries a message as it is; `certificate` (DER) is what the TLS connection shows. Raises NotSent, NoAnswer."""

    async def __call__(self, message: HttpMessage, certificate: bytes | None = None) -> Answer:
        """Send a message and return the answer."""
        ...


class Decide(Protocol):
    """Lets the owner decide, from the start mode in `interact` where there is one."""

    async def __call__(self, verb: Verb, interact: Json) -> str | None:
        """Bring the decision about; return where the owner's browser was sent at the end, if that is known."""
        ...


class Callbacks(Protocol):
    """Where push finish calls arrive."""

    def new(self) -> str:
        """Return a URI of its own for one grant."""
        ...

    async def wait(self, uri: str, seconds: float) -> HttpMessage | None:
        """Return the first call to the URI, or None when the time is over."""
        ...


@dataclass(frozen=True)
class World:
    """What the probe has of the outside. `sleep` takes seconds; `decide` brings the owner's decision about."""

    send: Send
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    sleep: Callable[[float], Awaitable[None]]
    new_key: Callable[[], PrivateKey]
    decide: Decide | None = None
    cookie: str | None = None  # of a browser in which the owner is signed in
    callbacks: Callbacks | None = None
