"""The command line's socket: who may open it, who is told what, and what comes of nonsense."""

import asyncio
import functools
import json
import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broker.config import addressable
from broker.receiving import Deadline
from broker.serving import peer_uid
from tests.cli.commands import run
from tests.cli.conftest import Served
from tests.lesser import lesser
from tests.names import ROOT

DIGEST = "0" * 64


def test_the_socket_is_for_the_brokers_user_and_group_and_goes_with_the_broker(bare: Served) -> None:
    assert stat.S_IMODE(bare.broker.settings.socket.stat().st_mode) == 0o660


def test_the_kernel_tells_who_is_at_the_other_end(tmp_path: Path) -> None:
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with near, far:
        assert peer_uid(near) == os.getuid()


def _as_somebody_else(served: Served, *arguments: str) -> subprocess.CompletedProcess[str]:
    served.broker.settings.state_dir.chmod(0o755)
    return subprocess.run(
        lesser(sys.executable, "-m", "broker", *arguments),
        env={"PATH": os.environ["PATH"], "HOME": str(served.folder), "PYTHONPATH": str(ROOT), **served.environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_another_user_may_use_the_socket_only_if_the_file_lets_them_and_is_told_so(asking: Served) -> None:
    closed = _as_somebody_else(asking, "agent", "list")
    assert (closed.returncode, closed.stdout) == (1, "")
    assert "may not be used by this user" in closed.stderr
    asking.broker.settings.socket.chmod(0o666)
    assert _as_somebody_else(asking, "agent", "list").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")
def test_payees_and_amounts_are_told_to_the_brokers_user_and_root_only(asking: Served) -> None:
    asking.broker.settings.socket.chmod(0o666)
    refused = _as_somebody_else(asking, "grants", "list", "--json")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "only root and the broker's own user" in refused.stderr
    [grant] = json.loads(asking.run("grants", "list", "--json").stdout)["grants"]
    assert _as_somebody_else(asking, "grants", "show", grant["grant"]).returncode == 1
    seen = _as_somebody_else(asking, "inbox", "--json").stdout
    assert json.loads(seen)["approvals"][0]["operation"] == "bank_pay"
    assert "bakery" not in seen
    assert "bakery" in asking.run("inbox", "--json").stdout
    # narrowing is everybody's who may open the socket, and the audit tells who did it
    assert _as_somebody_else(asking, "freeze", "scout").returncode == 0
    [frozen] = asking.audited("local.frozen")
    assert frozen["uid"] not in (0, None)


BAD: dict[str, tuple[str, str, dict[str, object], int]] = {
    "no JSON": ("POST", "/agents", {"content": b"{", "headers": {"content-type": "application/json"}}, 422),
    "another type": ("POST", "/agents", {"content": b"name=x"}, 415),
    "a list": ("POST", "/agents", {"json": []}, 422),
    "no members": ("POST", "/agents", {"json": {}}, 422),
    "a member too many": (
        "POST",
        "/agents",
        {"json": {"name": "crow", "owner": None, "credential_digest": DIGEST, "policy": "all"}},
        422,
    ),
    "a credential where its digest belongs": (
        "POST",
        "/agents",
        {"json": {"name": "crow", "owner": None, "credential_digest": "csa_" + "A" * 43}},
        422,
    ),
    "another type of member": ("POST", "/freeze", {"json": {"agent": 7}}, 422),
    "half a character": (
        "POST",
        "/freeze",
        {"content": b'{"agent": "\\ud800"}', "headers": {"content-type": "application/json"}},
        422,
    ),
    "a name that is none": ("POST", "/freeze", {"json": {"agent": "a\x00b"}}, 422),
    "too much": ("POST", "/pairing", {"json": {"owner": "x" * 70_000, "terminal_digest": DIGEST}}, 413),
    "a reason too long": ("POST", "/inbox/x/refuse", {"json": {"reason": "x" * 281}}, 422),
    "a reason that moves the cursor": ("POST", "/inbox/x/refuse", {"json": {"reason": "\x1b[2J"}}, 422),
    "an unknown path": ("GET", "/nothing", {}, 404),
    "another method": ("PUT", "/agents", {}, 405),
    "an unknown agent": ("GET", "/agents/nobody", {}, 404),
    "an id with a zero byte": ("GET", "/grants/%00", {}, 404),
    "an id with a slash": ("GET", "/grants/..%2f..%2fetc", {}, 404),
    "an id that is long": ("GET", f"/proposals/{'x' * 2000}", {}, 404),
    "an unknown pairing": (
        "POST",
        "/pairing/x/digits",
        {"json": {"terminal_secret": "x" * 43, "digits": "123456"}},
        409,
    ),
}


@pytest.mark.sweep(5)
@pytest.mark.parametrize("row", BAD)
def test_nonsense_is_refused_in_words_and_the_next_request_is_served(served: Served, row: str) -> None:
    method, path, options, status = BAD[row]
    answer = served.ask(method, path, **options)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "message"}
    assert answer.json()["message"]
    good = served.ask("POST", "/agents", {"name": "crow", "owner": None, "credential_digest": DIGEST})
    assert (good.status_code, good.json()["outcome"]) == (200, "waiting")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Served:
    """A broker that waits for a body for a fifth of a second."""
    monkeypatch.setattr("broker.serving.Deadline", functools.partial(Deadline, seconds=0.2))
    made: Served = request.getfixturevalue("served")
    return made


def test_what_is_no_http_and_a_body_that_never_comes_hold_nobody_up(hasty: Served) -> None:
    head = b"POST /freeze HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"
    for sent, answered in ((b"\x16\x03\x01 hello\r\n\r\n", b"400"), (head, b"408")):
        with addressable(hasty.broker.settings.socket) as address, socket.socket(socket.AF_UNIX) as raw:
            raw.settimeout(5)
            raw.connect(address)
            raw.sendall(sent)
            assert answered in raw.recv(100)
    assert hasty.ask("GET", "/agents").status_code == 200


def test_a_waiter_is_told_as_soon_as_it_is_decided(served: Served) -> None:
    asked = {"name": "crow", "owner": None, "credential_digest": DIGEST}
    waiting = served.ask("POST", "/agents", asked).json()["proposal"]
    began = time.monotonic()
    assert served.ask("GET", f"/proposals/{waiting}?wait=0").json()["outcome"] == "waiting"
    assert served.ask("GET", f"/proposals/{waiting}?wait=nonsense").json()["outcome"] == "waiting"
    signing = asyncio.run_coroutine_threadsafe(served.phone.sign(waiting), served.loop)
    assert served.ask("GET", f"/proposals/{waiting}?wait=20").json()["outcome"] == "approved"
    signing.result(30)
    assert time.monotonic() - began < 10


def test_where_no_broker_runs_the_next_step_is_told(tmp_path: Path) -> None:
    for words in (["agent", "add", "crow"], ["phone", "list"], ["inbox"], ["grants", "list"], ["freeze", "--all"]):
        done = run(tmp_path, *words)
        assert (done.returncode, done.stdout) == (1, ""), words
        assert "start it with `countersign serve`" in done.stderr


def test_a_socket_that_nobody_listens_on_is_no_broker(tmp_path: Path) -> None:
    state = tmp_path / ".local/state/countersign"
    state.mkdir(parents=True)
    with addressable(state / "broker.sock") as address, socket.socket(socket.AF_UNIX) as left_over:
        left_over.bind(address)
    assert "start it with `countersign serve`" in run(tmp_path, "agent", "list").stderr


def test_a_folder_with_a_long_name_has_a_socket_too(tmp_path: Path) -> None:
    path = tmp_path / ("long" * 30) / "broker.sock"
    path.parent.mkdir()
    with addressable(path) as address, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(1)
        with addressable(path) as again, socket.socket(socket.AF_UNIX) as calling:
            calling.connect(again)
    assert path.is_socket()
