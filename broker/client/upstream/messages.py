"""What is said to an MCP server and what it answers: JSON-RPC 2.0, in both eras of MCP. No I/O.

From 2026-07-28 on every request says who asks and in which version; up to 2025-11-25 an `initialize` said it once. We
declare no capability, so a server has nothing to ask of us in turn.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from broker.http import Answer

Json = dict[str, Any]

MODERN: Final = "2026-07-28"
HANDSHAKE: Final = "2025-11-25"
_META: Final = "io.modelcontextprotocol"
_US: Final[Json] = {"name": "countersign", "title": "Countersign", "version": "1"}
_WITHOUT_STATUS: Final = 0


class Refusal(Exception):
    """The server answered, and not with a result: a JSON-RPC error, or an HTTP status instead of an answer.

    `words` are ours; what the server said is `error`, data for whoever may see it.
    """

    def __init__(self, words: str, *, status: int = _WITHOUT_STATUS, error: Json | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.status = status
        self.error = error


def request(method: str, params: Mapping[str, Any], number: int, *, modern: bool) -> Json:
    """Return a request; in the modern era it says by itself who asks."""
    said = dict(params)
    if modern:
        said["_meta"] = {
            f"{_META}/protocolVersion": MODERN,
            f"{_META}/clientInfo": _US,
            f"{_META}/clientCapabilities": {},
        }
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": said}


def introduction() -> Json:
    """Return the params of `initialize` (up to 2025-11-25)."""
    return {"protocolVersion": HANDSHAKE, "capabilities": {}, "clientInfo": _US}


def introduced() -> Json:
    """Return the notification that ends the handshake."""
    return {"jsonrpc": "2.0", "method": "notifications/initialized"}


def headers_of(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the headers that name a modern request (2026-07-28); `said` is the request itself."""
    named = said["params"].get("name")
    called = [("mcp-name", str(named))] if named is not None else []
    return [("mcp-protocol-version", MODERN), ("mcp-method", str(said["method"])), *called]


def written(said: Mapping[str, Any]) -> bytes:
    """Return a message as JSON."""
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()


def result_of(answer: Answer, number: int) -> Json:
    """Return the result that an HTTP answer holds for this request. Raises Refusal for anything else."""
    for said in _messages(answer):
        if said.get("id") == number and "method" not in said:
            return result_in(said, answer.status)
    if not 200 <= answer.status < 300:
        raise Refusal(f"it answers with HTTP status {answer.status}", status=answer.status)
    raise Refusal("its answer is none of MCP", status=answer.status)


def answers(stream: bytes, number: int) -> bool:
    """Tell whether a stream of events, as far as it has come, holds the response to this request."""
    beginning = Answer(200, {"content-type": "text/event-stream"}, stream)
    return any(said.get("id") == number and "method" not in said for said in _messages(beginning))


def result_in(said: Mapping[str, Any], status: int = _WITHOUT_STATUS) -> Json:
    """Return the result in a JSON-RPC response. Raises Refusal for an error."""
    result, error = said.get("result"), said.get("error")
    if isinstance(result, dict):
        return result
    code = error.get("code") if isinstance(error, dict) else None
    shown = code if isinstance(code, int) else "without a number"
    refused = error if isinstance(error, dict) else {}
    raise Refusal(f"it answers with the JSON-RPC error {shown}", status=status, error=refused)


def _messages(answer: Answer) -> Iterator[Json]:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    texts = _events(answer.body) if kind == "text/event-stream" else [answer.body]
    for text in texts:
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict):
            yield said


def _events(body: bytes) -> Iterator[bytes]:
    """Yield the data of each server-sent event."""
    data: list[bytes] = []
    for line in [*body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), b""]:
        if line.startswith(b"data:"):
            data.append(line[5:].removeprefix(b" "))
        elif not line and data:
            yield b"\n".join(data)
            data = []
