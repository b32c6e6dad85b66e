"""Where the demo plays: a temporary folder with keys, files and a database of its own, and the bank's process.

The files are the starter files that `countersign init` lays out, with the bank's address and key written in.
"""

import asyncio
import contextlib
import json
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from broker.config import Settings, settings
from broker.demo import bank, shop
from broker.files import STARTERS, starter
from broker.gnap.keys import PrivateKey, PublicKey, generate

PLACEHOLDER, SHOP_PLACEHOLDER = "https://bank.example", "https://shop.example"
SHOP = "tools/shop.yaml"
SHOP_RULE = """\
  - id: shop-orders
    decide: ask
    access: {type: shop-order, actions: [buy], locations: ["https://shop.example/orders"]}
    where: {amount: {max: "50.00"}, currency: {is: EUR}}
    approval: {assurance: passkey, answer_within: 24h}
    grant: {uses: 1, expires_in: 10m}
"""
HOLD_SECONDS = 3.0  # short, so that the story shows a pending result too
_PATIENCE = 5.0  # seconds for the bank to end by itself


@dataclass(frozen=True)
class Premises:
    """The demo's own installation: `settings` for the broker, the bank's URI and ledger file, the shop's URI if any."""

    folder: Path
    settings: Settings
    bank_url: str
    ledger: Path
    shop_url: str | None = None


@asynccontextmanager
async def premises(folder: Path, *, with_shop: bool = False) -> AsyncIterator[Premises]:
    """Lay out everything below `folder`, which must be empty, and run the bank while the context is open.

    `with_shop` runs the corner shop beside it, which the agent may ask for orders then.
    """
    processes: list[asyncio.subprocess.Process] = []
    try:
        with contextlib.ExitStack() as doors:
            at_bank, at_shop = _door(doors), _door(doors) if with_shop else None
            shop_url = _url(at_shop) if at_shop else None
            place = Premises(folder, _settings(folder), _url(at_bank), folder / "ledger.db", shop_url)
            processes.append(await _open_the_bank(place, at_bank))
            if at_shop and shop_url:
                processes.append(await _open_the_shop(place, shop_url, at_shop))
        yield place
    finally:
        for process in processes:
            await _end(process)


def rewritten(text: str, bank_url: str, key: PublicKey | None = None, *, shop_url: str = SHOP_PLACEHOLDER) -> str:
    """Return a starter file for the bank at `bank_url`; a connector also names its server's key."""
    named = text if key is None else _with_key(text, key)
    return named.replace(PLACEHOLDER, bank_url).replace(SHOP_PLACEHOLDER, shop_url)


def with_shop(policy: str) -> str:
    """Return a starter policy by which its agent may ask for orders at the corner shop too."""
    return policy.replace("rules:\n", f"rules:\n{SHOP_RULE}", 1)


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


async def _open_the_bank(place: Premises, door: socket.socket) -> asyncio.subprocess.Process:
    key = generate("EdDSA", bank.KID, secrets.token_bytes)
    _write_files(place, key.public)
    return await _start(place, "bank", key, door, {"public-url": place.bank_url, "ledger": place.ledger})


async def _open_the_shop(place: Premises, shop_url: str, door: socket.socket) -> asyncio.subprocess.Process:
    key, config = generate("EdDSA", shop.KID, secrets.token_bytes), place.settings.config_dir
    (config / SHOP).write_text(rewritten(starter(SHOP), place.bank_url, key.public, shop_url=shop_url), "utf-8")
    policy = config / "policies" / "scout.yaml"
    policy.write_text(rewritten(with_shop(policy.read_text("utf-8")), place.bank_url, shop_url=shop_url), "utf-8")
    return await _start(place, "shop", key, door, {"public-url": shop_url, "bank-url": place.bank_url})


async def _start(
    place: Premises, name: str, key: PrivateKey, door: socket.socket, own: dict[str, str | Path]
) -> asyncio.subprocess.Process:
    key_file, endpoint = place.folder / f"{name}.key", place.settings.grant_endpoint
    key_file.touch(mode=0o600)
    key_file.write_bytes(key.to_bytes())
    named = {"fd": door.fileno(), "as-uri": endpoint, "introspect-uri": f"{endpoint}/introspect", "key": key_file}
    arguments = [f"--{option}={value}" for option, value in (own | named).items()]
    # The socket listens already, so nobody has to wait until the server is up: calls queue in it.
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"broker.demo.{name}", *arguments, pass_fds=[door.fileno()]
    )


def _door(doors: contextlib.ExitStack) -> socket.socket:
    return doors.enter_context(socket.create_server(("127.0.0.1", 0)))


def _url(door: socket.socket) -> str:
    return f"http://127.0.0.1:{door.getsockname()[1]}"


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()
