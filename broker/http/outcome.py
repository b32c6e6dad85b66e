"""What became of an exchange: an answer within bounds, proof that nothing was sent, or not knowing.

The bounds hold on what was received, and on what that is unpacked: an answer that passes one of them is no answer,
because whoever reads half of it reads another message than the one that was sent.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass

from broker.http.unpacking import CODINGS, unpacked

LARGEST = 1024 * 1024  # bytes of an answer's body
MOST_HEADERS = 100  # lines of an answer's head
LONGEST_HEAD = 64 * 1024  # bytes of all of an answer's header names and values


EVENTS = "text/event-stream"


class NotSent(Exception):
    """Nothing was sent: the other side cannot have acted."""


class Unreachable(NotSent):
    """Nothing was sent, because no connection came about: no name, no route, no listener, no TLS, or not in time."""


class NoAnswer(Exception):
    """It was sent, and what became of it is unknown."""


# The classes that libraries raise where no connection comes about, for a person; another one is named as it is.
_PLAINLY = {
    "ClientConnectorDNSError": "its name leads to no address (DNS)",
    "ClientConnectorError": "nobody listens there, or no way leads there",
    "ClientConnectorCertificateError": "its certificate is not one that this computer trusts",
    "ClientConnectorSSLError": "TLS could not be agreed on",
    "ConnectError": "its name, its port or its TLS does not answer",
    "TimeoutError": "not in time",
    "ConnectTimeout": "not in time",
}

Enough = Callable[[bytes], bool]
"""Tells of the beginning of a stream of events whether all that was asked for is in it: some servers never end one."""


@dataclass(frozen=True)
class Answer:
    """An answer as received, unpacked; header names in lower case, repeated ones joined by a comma (RFC 9110 §5.3)."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Attempt:
    """How far one exchange came; decides which of the two failures it is."""

    admitted: bool = False  # it had its turn: what follows is the other side's doing
    sent: bool = False  # the first byte may have left

    def failed(self, why: BaseException) -> NotSent | NoAnswer:
        """Return what to raise for a failure at this point."""
        name = type(why).__name__
        if self.sent:
            return NoAnswer(f"no answer: {name}")
        if not self.admitted:
            return NotSent("too many calls are under way there")
        return Unreachable(f"no connection: {f'{_PLAINLY[name]} ({name})' if name in _PLAINLY else name}")


async def answer_of(
    status: int,
    head: Iterable[tuple[bytes, bytes]],
    chunks: AsyncIterator[bytes],
    *,
    read: bool = True,
    enough: Enough | None = None,
) -> Answer:
    """Return the answer, with its body if it is to be `read`; raise NoAnswer for one beyond the bounds."""
    if not 200 <= status <= 599:
        raise NoAnswer(f"{status} is no final status of an answer")
    headers = _headers(head)
    if not read:
        return Answer(status, headers, b"")
    if headers.get("transfer-encoding", "chunked").lower() != "chunked":
        raise NoAnswer("the answer is framed in a way that was not asked for")
    # Asked for as it is (`identity`); a server that packs it all the same has acted, and is understood.
    coding = headers.get("content-encoding", "identity").lower()
    if coding == "identity":
        is_stream = headers.get("content-type", "").partition(";")[0].strip().lower() == EVENTS
        return Answer(status, headers, await _capped(chunks, enough if is_stream else None))
    if coding not in CODINGS:
        raise NoAnswer("the answer is encoded in a way that was not asked for")
    return _unpacked(Answer(status, headers, await _capped(chunks)), coding)


def _unpacked(answer: Answer, coding: str) -> Answer:
    rest = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
    try:
        return Answer(answer.status, rest, unpacked(answer.body, coding, LARGEST))
    except ValueError as why:
        raise NoAnswer(str(why)) from None


def _headers(head: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    size = 0
    for count, (name, value) in enumerate(head, start=1):
        size += len(name) + len(value)
        if count > MOST_HEADERS or size > LONGEST_HEAD:
            raise NoAnswer(f"the answer has more than {MOST_HEADERS} headers or {LONGEST_HEAD} bytes of them")
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


async def _capped(chunks: AsyncIterator[bytes], enough: Enough | None = None) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > LARGEST:
            raise NoAnswer(f"the answer is larger than {LARGEST} bytes")
        if enough is not None and b"\n" in chunk and enough(bytes(body)):
            break
    return bytes(body)
