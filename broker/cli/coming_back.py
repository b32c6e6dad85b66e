"""Where an owner's browser comes back to a command: a port of this computer, for one answer (RFC 8252 §7.3).

Whatever else comes to it is turned away and ends nothing: any page in a browser, and any program here, can send some.
"""

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

HOST: Final = "127.0.0.1"
PATH: Final = "/callback"
_SECONDS: Final = 10.0  # for one request
_TAKEN: Final = "This is done. You can close this window, and go on where you came from.\n"
_NOT_OURS: Final = "Nobody waits for this here.\n"


class _Port(ThreadingHTTPServer):
    """Ends what it took: when it closes, whoever is being answered has the answer, and whoever says nothing is left."""

    daemon_threads = False  # so that closing waits for them

    def __init__(self, *given: Any) -> None:
        self._taken: set[socket.socket] = set()
        super().__init__(*given)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._taken.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._taken.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: who hangs up before the answer is no matter of the owner's."""

    def server_close(self) -> None:
        for connection in list(self._taken):
            with contextlib.suppress(OSError):  # it has ended meanwhile
                connection.shutdown(socket.SHUT_RD)  # a thread that reads reads the end; one that writes goes on
        super().server_close()


class ComingBack:
    """One answer that is waited for. `strangers` counts those that came and were none."""

    def __init__(self, server: ThreadingHTTPServer, answers: "queue.Queue[str]") -> None:
        self._answers = answers
        self.strangers = 0
        self.redirect_uri = f"http://{HOST}:{server.server_address[1]}{PATH}"

    def wait(self, seconds: float) -> str | None:
        """Return the query of the answer, None where none came in time."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None


@contextlib.contextmanager
def coming_back(port: int, ours: Callable[[str], bool]) -> Iterator[ComingBack]:
    """Listen on a port of this computer, any free one for 0, while the context lasts; raise OSError for one in use.

    `ours` decides by the query of a request whether it is the answer.
    """
    answers: queue.Queue[str] = queue.Queue()

    class Browser(BaseHTTPRequestHandler):
        """One request; `timeout` is of the base class."""

        timeout = _SECONDS

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            here = self.headers.get("host") == urlsplit(waited.redirect_uri).netloc
            taken = here and parts.path == PATH and ours(parts.query)
            if taken:
                answers.put(parts.query)
            elif parts.path == PATH:
                waited.strangers += 1
            self._say(*((200, _TAKEN) if taken else (404, _NOT_OURS)))

        def _say(self, status: int, words: str) -> None:
            self.send_response_only(status)
            for name, value in (
                ("content-type", "text/plain; charset=utf-8"),
                ("content-length", str(len(words))),
                ("cache-control", "no-store"),
                ("referrer-policy", "no-referrer"),
                ("x-content-type-options", "nosniff"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, format: str, *given: object) -> None:  # noqa: A002 -- of the base class
            """Write no line: an address may hold a code."""

    with _Port((HOST, port), Browser) as server:
        waited = ComingBack(server, answers)
        listening = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        listening.start()
        try:
            yield waited
        finally:
            server.shutdown()
