"""`serve`: its port, its certificate, its one state folder; each fault in words with the next step."""

import re
import socket
import ssl
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.applications import Starlette

from broker.config import BadSettings, addressable, answers, settings
from broker.serving import CannotServe, _config, _listening, _local, check_certificate
from tests.actors import Agent
from tests.cli.commands import process, run, serving, terminal
from tests.cli.conftest import PAY, Served
from tests.names import ROOT

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LONG = timedelta(days=7300)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _certificate(
    folder: Path, *names: str, begins: datetime = NOW - LONG, ends: datetime = NOW + LONG, password: bytes = b""
) -> tuple[Path, Path]:
    """Write a self-signed certificate for the names and its key; return both files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
    return cert, private


def test_with_a_certificate_the_broker_speaks_https_and_its_links_say_so(tmp_path: Path) -> None:
    cert, key = _certificate(tmp_path / "tls", "localhost")
    port = _free_port()
    run(tmp_path, "init", "--owner", "alice")
    options = ("--port", str(port), "--tls-cert", str(cert), "--tls-key", str(key))
    with serving(tmp_path, *options) as greeting:
        assert f"https://localhost:{port}" in greeting
        trusted = ssl.create_default_context(cafile=str(cert))
        with httpx2.Client(verify=trusted, trust_env=False) as client:
            assert client.get(f"https://localhost:{port}/healthz").json() == {"status": "ok"}
        assert stat.S_IMODE((tmp_path / ".local/state/countersign/broker.sock").stat().st_mode) == 0o660
        with terminal(tmp_path, "phone", "pair", COUNTERSIGN_PORT=str(port)) as command:
            command.until(rf"https://localhost:{port}/pair#[\w-]{{43}}")
        assert re.search("[▀▄█]{10}", command.written)
        assert "this computer only" not in command.written
    assert not (tmp_path / ".local/state/countersign/broker.sock").exists()


def _checked(cert: Path, key: Path, public_url: str = "https://box.example", now: datetime = NOW) -> None:
    check_certificate(settings(tls_cert=cert, tls_key=key, public_url=public_url), now)


def test_a_certificate_that_browsers_take_is_taken(tmp_path: Path) -> None:
    _checked(*_certificate(tmp_path / "one", "box.example"))
    _checked(*_certificate(tmp_path / "two", "*.example", "other"))


def test_a_certificate_that_browsers_would_refuse_is_refused_with_the_next_step(tmp_path: Path) -> None:
    cert, key = _certificate(tmp_path / "good", "box.example")
    _, other = _certificate(tmp_path / "other", "box.example")
    refused = {
        "is not the key of the certificate": (cert, other),
        "expired on 2026-11-24": _certificate(tmp_path / "old", "box.example", ends=NOW - timedelta(days=1)),
        "is the clock right": _certificate(tmp_path / "new", "box.example", begins=NOW + timedelta(days=1)),
        "say --public-url https://elsewhere.example:8765": _certificate(tmp_path / "else", "elsewhere.example"),
        "locked with a password": _certificate(tmp_path / "locked", "box.example", password=b"secret"),
        "holds no PEM certificate": (key, key),
        "No such file": (cert, tmp_path / "none.pem"),
    }
    for words, files in refused.items():
        with pytest.raises(CannotServe, match=re.escape(words)):
            _checked(*files)
    _checked(cert, key)


def test_a_wildcard_covers_one_label_only(tmp_path: Path) -> None:
    files = _certificate(tmp_path, "*.example")
    _checked(*files)
    with pytest.raises(CannotServe):
        _checked(*files, public_url="https://a.box.example")


def test_half_of_tls_and_an_address_without_it_are_refused(tmp_path: Path) -> None:
    cert, key = _certificate(tmp_path, "localhost")
    for given in ({"tls_cert": cert}, {"tls_key": key}):
        with pytest.raises(BadSettings, match="belong together"):
            settings(**given)
    with pytest.raises(BadSettings, match="must begin with https"):
        settings(tls_cert=cert, tls_key=key, public_url="http://localhost:8765")
    assert settings(tls_cert=cert, tls_key=key).public_url == "https://localhost:8765"


def test_a_taken_port_is_told_with_the_next_step(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = process(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "choose another port" in done.stderr
    assert (": Address already in use. Another" in done.stderr, "attempting" in done.stderr) == (True, False)
    assert not (tmp_path / ".local/state/countersign/broker.sock").exists()


@pytest.mark.parametrize("command", [["serve"], ["demo", "--yes"], ["bench", "proofs"]], ids=["serve", "demo", "bench"])
def test_a_level_of_the_log_that_is_none_is_told_with_those_that_are(tmp_path: Path, command: list[str]) -> None:
    done = process(tmp_path, *command, LOG_LEVEL="loud")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "countersign: LOG_LEVEL: loud is no level: write DEBUG, INFO, WARNING, ERROR or CRITICAL\n"
    assert list(tmp_path.iterdir()) == []


def test_a_second_broker_on_one_state_folder_is_refused_and_the_first_one_goes_on(bare: Served) -> None:
    given = bare.environment | {"COUNTERSIGN_PORT": str(_free_port())}
    done = process(bare.folder, "serve", **given)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "choose another COUNTERSIGN_STATE_DIR" in done.stderr
    assert bare.run("agent", "list").returncode == 0


def test_a_second_broker_of_another_database_does_not_take_the_socket_either(tmp_path: Path) -> None:
    path = tmp_path / "broker.sock"
    with _local(path) as first:
        assert answers(str(path))
        with pytest.raises(CannotServe, match="another broker runs on"), _local(path):
            pass
        assert first.getsockname() == str(path)
        assert answers(str(path))
    assert not path.exists()


def test_what_a_killed_broker_left_behind_is_no_hindrance(tmp_path: Path) -> None:
    run(tmp_path, "init")
    left_over = tmp_path / ".local/state/countersign/broker.sock"
    with socket.socket(socket.AF_UNIX) as dead, addressable(left_over) as address:  # a test's folder has a long name
        dead.bind(address)
    with serving(tmp_path, "--port", str(_free_port())):
        assert run(tmp_path, "agent", "list").returncode == 0


def test_the_greeting_of_a_service_holds_no_link_that_pairs(tmp_path: Path) -> None:
    run(tmp_path, "init")
    with terminal(tmp_path, "serve", "--port", str(_free_port())) as command:
        command.until("countersign phone pair")
        assert "/pair#" not in command.written
        command.press("\x03")
        assert command.end() == 0
    assert "nothing is lost" in command.written


@pytest.mark.parametrize("bare", [300.0], indirect=True)
def test_whoever_waits_when_the_broker_stops_is_answered_and_not_cut_off(
    asking: Served, caplog: pytest.LogCaptureFixture
) -> None:
    held = anyio.run(_held_until_the_end, asking)
    assert held["status"] == "pending", "an agent asks again, and finds its grant as it was"
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []


def test_an_idle_connection_is_kept_longer_than_proxies_and_clients_keep_theirs() -> None:
    # whoever closes first must not be us: what is sent on a connection just then is lost
    assert _config(Starlette()).timeout_keep_alive > 60


async def _held_until_the_end(served: Served) -> dict[str, Any]:
    """Hold a call, a live page and a stream of changes; stop the broker; return the call's answer."""
    url = served.broker.settings.public_url
    cookies = "; ".join(f"{one.name}={one.value}" for one in served.phone._browser.cookies.jar)
    held: dict[str, Any] = {}
    with anyio.fail_after(30):
        async with httpx2.AsyncClient(base_url=url, headers={"cookie": cookies}, trust_env=False) as browser:
            agent = Agent(url, served.credential)
            async with agent, agent.changes() as changes, browser.stream("GET", "/events") as page:
                assert page.status_code == 200
                said = page.aiter_lines()
                assert await anext(said) == "retry: 3000"

                await agent.tools()  # the SDK would list them after the call, to compare the result

                async def hold() -> None:
                    held.update(await agent.outcome("bank_pay", {**PAY, "amount": "26.00"}))

                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(hold)
                    await agent.first_note.wait()
                    served.end()
                    # both end as a stream ends: a broken one would raise here
                    assert [line async for line in said if line.startswith("retry")] == []
                    assert [change async for change in changes] == []
    return held


def test_an_answer_leaves_at_once_and_waits_for_no_receipt_of_its_head() -> None:
    with _listening("127.0.0.1", 0) as door, socket.create_connection(door.getsockname()[:2]):
        accepted, _ = door.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), "40 ms more for each answer otherwise"


def test_without_being_told_a_socket_does_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()[:2]):
        accepted, _ = door.accept()
        with accepted:
            assert not accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), "the control"


FREEZING = """
import gc
from broker.serving import _what_stays
print(gc.get_freeze_count())
with _what_stays():
    print(gc.get_freeze_count())
print(gc.get_freeze_count())
"""


@pytest.mark.slow
def test_what_is_loaded_when_serving_begins_is_not_looked_through_again_and_again() -> None:
    # in a process of its own: what this one has frozen is not the broker's (tests/once.py)
    done = subprocess.run([sys.executable, "-c", FREEZING], cwd=ROOT, capture_output=True, text=True, check=True)
    before, within, after = map(int, done.stdout.split())
    assert before == 0, "the control"
    assert within > 10_000
    assert after == 0
