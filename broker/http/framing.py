"""A message on the wire: what is sent is what was signed, and the few lines around it are ours.

Nothing here decides whether a message may be sent to where it says; broker/http/addresses.py does.
"""

import re
from typing import Final

from broker.gnap.http_message import HttpMessage
from broker.http.addresses import DEFAULT_PORTS, Origin
from broker.http.outcome import NotSent

_METHODS: Final = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_WITH_CONTENT: Final = frozenset({"PATCH", "POST", "PUT"})
_NAME: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", re.ASCII)
_VALUE: Final = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
# How a message is framed and whose it is says the connection; a second opinion is how requests are smuggled.
_OURS: Final = frozenset(
    "connection expect host keep-alive proxy-connection te trailer transfer-encoding upgrade".split()
)


def check_sendable(message: HttpMessage) -> None:
    """Raise NotSent for a message that would be another one, or two, on the wire."""
    if message.method not in _METHODS:
        raise NotSent("the method is none that is sent")
    for name, value in message.headers:
        if not _NAME.fullmatch(name) or name in _OURS or not _VALUE.fullmatch(value):
            raise NotSent("a header cannot be sent as it is")
        # part of what some profiles sign, so it may stand there, if it is right
        if name == "content-length" and value != str(len(message.body or b"")):
            raise NotSent("the message says another length than it has")


def target_of(uri: str) -> str:
    """Return path and query as they stand in the URI: no percent-escape is added, taken away or respelt."""
    rest = uri.partition("://")[2]
    target = rest[len(re.split(r"[/?]", rest, maxsplit=1)[0]) :]
    return target if target.startswith("/") else f"/{target}"


def authority_of(origin: Origin) -> str:
    """Return the Host header for an origin (RFC 9110 §7.2)."""
    scheme, host, port = origin
    name = f"[{host}]" if ":" in host else host
    return name if port == DEFAULT_PORTS[scheme] else f"{name}:{port}"


def lines_of(message: HttpMessage, origin: Origin) -> list[tuple[bytes, bytes]]:
    """Return the header lines of a message that `check_sendable` let pass, with Host first."""
    lines = [("host", authority_of(origin)), *message.headers]
    names = {name for name, _ in message.headers}
    if "accept-encoding" not in names:
        lines.append(("accept-encoding", "identity"))
    if "content-length" not in names and (message.body or message.method in _WITH_CONTENT):
        lines.append(("content-length", str(len(message.body or b""))))
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in lines]
