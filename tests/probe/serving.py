"""The small server on a real port of this computer, for commands that speak HTTP."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from broker.gnap.http_message import HttpMessage
from tests.probe.meeting import small
from tests.probe.small_as import SmallAS


@contextlib.contextmanager
def served(*broken: str) -> Iterator[SmallAS]:
    """Serve a small server that does not keep these rules, until the context ends."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = small(*broken, origin=f"http://127.0.0.1:{httpd.server_address[1]}")
    made.clock.at = datetime.now(UTC)  # noqa: TID251 -- the commands read the real clock, and signatures must be fresh
    httpd.small = made  # type: ignore[attr-defined]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


class _Handler(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        server: SmallAS = self.server.small  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        message = HttpMessage(self.command, server.origin + self.path, tuple(self.headers.items()), body or None)
        answer = asyncio.run(server.send(message))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_DELETE = do_PATCH = do_OPTIONS = _answer  # noqa: N815 -- names that http.server calls

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: tests print what they need."""
