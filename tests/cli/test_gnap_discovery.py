"""RS-first discovery by `countersign gnap request --resource` (RFC 9635 §9.1): to the named server only."""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Done, run
from tests.probe.serving import served

REFERENCE = "read-photos"
pytestmark = pytest.mark.promise("P16")


@contextlib.contextmanager
def _resource_server(challenge: str, status: int = 401) -> Iterator[str]:
    """Serve a resource server that answers with this challenge, in which HERE stands for its own address."""
    seen: list[tuple[str, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers.get("authorization")))
            self.send_response(status)
            if challenge:
                self.send_header("www-authenticate", challenge.replace("HERE", here))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = f"http://127.0.0.1:{httpd.server_address[1]}/photos"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield here
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
    assert seen == [("/photos", None)]  # asked once, and without a token


def _asked(folder: Path, challenge: str, status: int = 401) -> tuple[Done, list[Any], str]:
    """Return the outcome, what the authorization server was sent, and the resource server's address."""
    run(folder, "gnap", "key", str(folder / "me.jwk.json"))
    with served() as server, _resource_server(challenge.replace("AS", server.url), status) as here:
        given = ("--key", str(folder / "me.jwk.json"), "--session", str(folder / "grant.json"), "--json")
        done = run(folder, "gnap", "request", server.url, "--resource", here, *given)
    return done, [json.loads(done.stdout)["request"]] if done.stdout else [], here


@pytest.mark.requirement("C-9.1-4")
def test_what_the_challenge_names_is_asked_for_and_the_resource_server_is_the_referrer(tmp_path: Path) -> None:
    _, [asked], here = _asked(tmp_path, f'GNAP as_uri="AS", referrer="HERE", access="{REFERENCE}"')
    assert asked["content"]["access_token"]["access"] == [REFERENCE]
    assert dict(asked["headers"])["referer"] == here


@pytest.mark.requirement("C-9.1-5", "C-9.1-6")
@pytest.mark.parametrize(
    ("challenge", "status", "words"),
    [
        ('GNAP as_uri="https://evil.example/gnap", referrer="HERE", access="x"', 401, "another authorization server"),
        ('GNAP as_uri="AS", referrer="https://evil.example", access="x"', 401, "not the resource server"),
        ('GNAP as_uri="AS", referrer="HERE/", access="x"', 401, "not the resource server"),
        ('GNAP as_uri="AS", referrer="HERE"', 401, "names no access"),
        ('GNAP as_uri="AS", as_uri="AS", access="x"', 401, "twice"),
        ('GNAP as_uri="AS", access="x", GNAP as_uri="AS"', 401, "two GNAP challenges"),
        ('Bearer realm="photos"', 401, "answered 401 without a GNAP challenge"),
        ("", 200, "answered 200 without a GNAP challenge"),
    ],
)
def test_nothing_is_asked_for_where_a_challenge_may_not_be_followed(
    tmp_path: Path, challenge: str, status: int, words: str
) -> None:
    done, asked, _ = _asked(tmp_path, challenge, status)
    assert (done.returncode, asked) == (1, [])
    assert words in done.stderr
    assert not (tmp_path / "grant.json").exists()


@pytest.mark.parametrize("both", [(), ("--access", "[]", "--resource", "http://127.0.0.1:1/")])
def test_what_is_asked_for_is_said_in_one_way(tmp_path: Path, both: tuple[str, ...]) -> None:
    given = ("--key", "me.jwk.json", "--session", "grant.json")
    done = run(tmp_path, "gnap", "request", "http://127.0.0.1:1/gnap", *given, *both)
    assert (done.returncode, "--resource" in done.stderr) == (2, True)
