"""A stranger's first two minutes: the wheel in an empty environment, away from the checkout, to an agent that connects.

Every command is a process of the installed program; the human is a terminal of its own and a scripted phone.
"""

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from broker.cli.repack import repacked
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from tests.cli.commands import environment, serving, terminal
from tests.names import ROOT

TWO_MINUTES = 120.0  # seconds
LINK = r"(http://localhost:\d+/pair#[\w-]{43})\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout, built by the locked hatchling without a network."""
    target = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    made = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    [file] = target.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheels of what the program needs, packed again from what runs here: no network."""
    target = tmp_path_factory.mktemp("index")
    for file in repacked(target):
        if file.name.startswith("countersign_broker-"):
            file.unlink()
    return target


def _installed(folder: Path, wheel: Path, index: Path) -> Path:
    """Do `pip install dist/*.whl` in an empty virtual environment; return its `countersign`."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "--isolated",
        "-q",
        "--disable-pip-version-check",
    ]
    offline: list[str | Path] = ["--no-index", "-f", index, "--no-compile", "--root-user-action", "ignore"]
    subprocess.run([*pip, "install", *offline, wheel], check=True)
    return folder / "bin" / "countersign"


@contextmanager
def _phone(url: str) -> Iterator[tuple[ScriptedPhone, asyncio.AbstractEventLoop]]:
    """Give a scripted phone that lives in an event loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    phone = ScriptedPhone(url, SoftwarePasskey())
    try:
        yield phone, loop
    finally:
        asyncio.run_coroutine_threadsafe(phone.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _sign(phone: ScriptedPhone, kind: str) -> None:
    """Sign what waits, the newest first, until nothing does."""
    async with asyncio.timeout(30):
        while not (waiting := await phone.open_proposals()):  # noqa: ASYNC110 -- another process makes it
            await asyncio.sleep(0.1)
    for one in waiting:
        await phone.sign(one)


@pytest.mark.slow
def test_from_the_wheel_to_an_agent_that_connects_in_two_minutes(tmp_path: Path, wheel: Path, index: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    began = time.monotonic()
    countersign = (str(_installed(tmp_path / "venv", wheel, index)),)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*countersign, *arguments],
            cwd=home,
            env=environment(home, {"COUNTERSIGN_PORT": port}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    with terminal(home, "init", "--owner", "alice", program=countersign, PYTHONPATH="") as command:
        command.until(r"recovery code, shown this once")
        assert command.end() == 0, command.written
    with serving(home, program=countersign, COUNTERSIGN_PORT=port), _phone(f"http://localhost:{port}") as (phone, loop):
        _pair(home, countersign, port, phone, loop)
        files = asyncio.run_coroutine_threadsafe(_sign(phone, "policy"), loop)
        files.result(30)
        signing = asyncio.run_coroutine_threadsafe(_sign(phone, "agent"), loop)
        credential = home / "scout.credential"
        added = run("agent", "add", "scout", "--credential-file", str(credential), "--json")
        signing.result(30)
        assert added.returncode == 0, added.stderr
        checked = run(
            *("agent", "connect", "scout", "--client", "claude-code", "--check", "--json"),
            *("--credential-file", str(credential)),
        )
        assert checked.returncode == 0, checked.stderr
    took = time.monotonic() - began
    told: dict[str, Any] = json.loads(checked.stdout)
    assert told["trips"]
    assert "bank_pay" in told["trips"][0]["tools"]
    assert took < TWO_MINUTES, f"{took:.0f} seconds"


def _pair(
    home: Path, countersign: tuple[str, ...], port: str, phone: ScriptedPhone, loop: asyncio.AbstractEventLoop
) -> None:
    shown: list[str] = []
    ready = threading.Event()

    async def note(digits: str) -> None:
        shown.append(digits)
        ready.set()

    with terminal(home, "phone", "pair", program=countersign, PYTHONPATH="", COUNTERSIGN_PORT=port) as command:
        paired = asyncio.run_coroutine_threadsafe(phone.enrol(command.until(LINK).group(1), note), loop)
        assert ready.wait(30)
        command.until("Type the six digits that the phone shows: ")
        command.press(f"{shown[0]}\n")
        assert command.end() == 0, command.written
    paired.result(30)


@pytest.mark.slow
def test_the_installed_program_is_the_wheel_s_and_not_the_checkout_s(tmp_path: Path, wheel: Path, index: Path) -> None:
    countersign = _installed(tmp_path / "venv", wheel, index)
    script = "import broker; print(broker.__file__)"
    done = subprocess.run(
        [countersign.with_name("python"), "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(tmp_path / "venv")
