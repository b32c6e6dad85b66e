"""The MCP server `everything` from npm, as others run it, and a gate before it that lets nobody in without a secret."""

import contextlib
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import httpx2
import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from tests.cli.conftest import bare, served
from tests.connect.programs import node_program
from tests.names import ROOT
from tests.services import free_port

__all__ = ["bare", "served"]

SECRET: Final = "ek_live/Zm9v+8a7c&b2d9=e4f"
PROGRAM: Final = ROOT / ".work/upstream/node_modules/@modelcontextprotocol/server-everything/dist/index.js"
_ENDS_WITHIN: Final = 10
_PASSED_ON: Final = frozenset(
    {"accept", "authorization", "content-type", "mcp-protocol-version", "mcp-session-id", "mcp-method", "mcp-name"}
)


@dataclass
class Gate:
    """What stands before the server: `altered` is replaced in all it says, `bodies` are what reached it."""

    url: str
    behind: str
    altered: dict[bytes, bytes] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """How many tools were called."""
        return sum(b'"tools/call"' in one for one in self.bodies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http":
            return
        sent = {name.decode(): value.decode() for name, value in scope["headers"]}
        if sent.get("authorization") != f"Bearer {SECRET}":
            await _answer(send, 401, b"", "text/plain")
            return
        body = await _whole(receive)
        self.bodies.append(body)
        headers = {name: value for name, value in sent.items() if name in _PASSED_ON}
        async with httpx2.AsyncClient(timeout=60, trust_env=False) as client:
            answer = await client.request(scope["method"], self.behind, headers=headers, content=body)
        said = answer.content
        for old, new in self.altered.items():
            said = said.replace(old, new)
        session = answer.headers.get("mcp-session-id", "")
        await _answer(send, answer.status_code, said, answer.headers.get("content-type", "text/plain"), session)


@pytest.fixture(scope="session")
def everything_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the server over streamable HTTP; what its environment tells (a tool of it does) is the secret too."""
    command, port = everything("streamableHttp"), free_port()
    environment = {"PORT": str(port), "PATH": os.environ["PATH"], "TOLD_BY_A_TOOL": SECRET}
    process = subprocess.Popen(
        command, env=environment, cwd=tmp_path_factory.mktemp("everything"), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        assert b"listening on port" in process.stderr.readline()
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.kill()
        process.communicate(timeout=_ENDS_WITHIN)


@pytest.fixture
def gate(everything_url: str) -> Iterator[Gate]:
    """Put a gate before the server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Gate(f"http://127.0.0.1:{listener.getsockname()[1]}/mcp", everything_url)
        running = uvicorn.Server(uvicorn.Config(made, log_level="error", lifespan="off"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield made
        finally:
            running.should_exit = True
            thread.join()


def everything(transport: str) -> list[str]:
    """Return the command that runs the server; skip the test where it is not installed."""
    return [*node_program(PROGRAM, "the MCP server everything"), str(PROGRAM), transport]


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        said: Message = await receive()
        body, more = body + said.get("body", b""), said.get("more_body", False)
    return body


async def _answer(send: Send, status: int, body: bytes, kind: str, session: str = "") -> None:
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(b"mcp-session-id", session.encode())] if session else []
    with contextlib.suppress(OSError):
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
