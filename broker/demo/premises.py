"""Where the demo plays: a temporary folder with keys, files and a database of its own, and the bank's process.

The files are the starter files that `countersign init` lays out, with the bank's address and key written in.
"""

import asyncio
import json
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from broker.config import Settings, settings
from broker.demo.bank import KID
from broker.files import STARTERS, starter
from broker.gnap.keys import PrivateKey, PublicKey, generate

PLACEHOLDER = "https://bank.example"
HOLD_SECONDS = 3.0  # short, so that the story shows a pending result too
_PATIENCE = 5.0  # seconds for the bank to end by itself


@dataclass(frozen=True)
class Premises:
    """The demo's own installation: `settings` for the broker, and the bank's URI and ledger file."""

    folder: Path
    settings: Settings
    bank_url: str
    ledger: Path


@asynccontextmanager
async def premises(folder: Path) -> AsyncIterator[Premises]:
    """Lay out everything below `folder`, which must be empty, and run the bank while the context is open."""
    key = generate("EdDSA", KID, secrets.token_bytes)
    with socket.create_server(("127.0.0.1", 0)) as counter:
        bank_url = f"http://127.0.0.1:{counter.getsockname()[1]}"
        place = Premises(folder, _settings(folder), bank_url, folder / "ledger.db")
        _write_files(place, key.public)
        process = await _start_bank(place, key, counter)
    try:
        yield place
    finally:
        await _end(process)


def rewritten(text: str, bank_url: str, key: PublicKey | None = None) -> str:
    """Return a starter file for the bank at `bank_url`; a connector also names the key that the bank signs with."""
    named = text if key is None else _with_key(text, key)
    return named.replace(PLACEHOLDER, bank_url)


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _settings(folder: Path) -> Settings:
    state, config = folder / "state", folder / "config"
    if any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty: the demo uses a folder of its own and no other")
    for made in (state, config):
        made.mkdir(mode=0o700)
    port = free_port()
    # Every setting that could lead to another installation is given, so the environment decides none of them.
    return settings(
        host="127.0.0.1",
        port=port,
        public_url=f"http://localhost:{port}",
        state_dir=state,
        config_dir=config,
        database_url=f"sqlite:///{state / 'countersign.db'}",
        hold_seconds=HOLD_SECONDS,
        redis_url="",
    )


def _write_files(place: Premises, key: PublicKey) -> None:
    for name in STARTERS:
        target = place.settings.config_dir / name
        target.parent.mkdir(mode=0o700)
        target.write_text(rewritten(starter(name), place.bank_url, key if name.startswith("tools") else None), "utf-8")


def _with_key(text: str, key: PublicKey) -> str:
    # JSON is YAML, so the key is one line, written after the server that it belongs to.
    kept = [line for line in text.splitlines() if not line.lstrip("# ").startswith("resource_server_key:")]
    position = next(number for number, line in enumerate(kept) if line.startswith("resource_server:"))
    kept.insert(position + 1, f"resource_server_key: {json.dumps(key.jwk)}")
    return "\n".join(kept) + "\n"


async def _start_bank(place: Premises, key: PrivateKey, counter: socket.socket) -> asyncio.subprocess.Process:
    key_file = place.folder / "bank.key"
    key_file.touch(mode=0o600)
    key_file.write_bytes(key.to_bytes())
    broker = place.settings
    named = {
        "fd": counter.fileno(),
        "public-url": place.bank_url,
        "as-uri": broker.grant_endpoint,
        "introspect-uri": f"{broker.grant_endpoint}/introspect",
        "ledger": place.ledger,
        "key": key_file,
    }
    arguments = [f"--{name}={value}" for name, value in named.items()]
    # The socket listens already, so nobody has to wait until the bank is up: calls queue in it.
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "broker.demo.bank", *arguments, pass_fds=[counter.fileno()]
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()
