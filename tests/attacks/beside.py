"""An installation in processes of real users: the broker as one of them, agents as that one or as another; never root.

`none` is an agent as the broker's own user, `user` one as another user of this computer. The test, which is root, plays
the owner, the bank, and whoever starts the broker.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import httpx2

from broker import isolation
from broker.config import Settings, settings
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.files import starter
from tests.lesser import LESSER, SOMEBODY_ELSE, lesser, reachable_folder
from tests.names import ROOT
from tests.services import free_port

Json = dict[str, Any]
T = TypeVar("T")

USERS = {"none": LESSER, "user": SOMEBODY_ELSE}  # by the level of isolation: who the agent is; the broker is LESSER
AGENTS = {"none": "scout", "user": "crow"}  # which agent of the house runs as that user
WIDER = "rook"  # an agent that may pay without asking, and whose client keeps the credential in a file
TERMINAL = "of the terminal that the test plays"
SURELY = 60.0  # seconds within which a process has done its work on a busy machine


@dataclass
class Bank:
    """A server that notes what reaches it: method, path and body."""

    url: str = ""
    reached: list[tuple[str, str, Json]] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)

    def payees(self) -> list[str]:
        return [str(body["payee"]) for _, path, body in self.reached if path == "/payments"]


@contextlib.contextmanager
def bank() -> Iterator[Bank]:
    """Serve the bank on loopback while the context is open."""
    made = Bank()

    class Counter(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"] or 0))
            made.reached.append((self.command, self.path, json.loads(raw)))
            made.came.set()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"made": true}')

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Counter) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Beside:
    """The installation. `asked` are the approvals that wait, by the level of the agent that asked."""

    folder: Path
    bank: Bank
    where: Settings
    loop: asyncio.AbstractEventLoop
    phone: ScriptedPhone
    process: "subprocess.Popen[str] | None" = None
    credentials: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def program(self) -> Path:
        """The folder of the broker's own copy of the package, as `pip install --user` lays one out."""
        return self.folder / "program"

    @property
    def wallet(self) -> Path:
        """The file in which the wider agent's client keeps its credential, 0600 and the user's own."""
        return self.folder / "home/.claude.json"

    def knows(self, level: str, **more: Any) -> Json:
        """Return what an agent of that level knows: addresses, and names of files and processes."""
        state = self.where.state_dir
        return {
            "url": self.where.public_url,
            "key": str(state / isolation.KEY),
            "database": str(state / isolation.DATABASE),
            "socket": str(self.where.socket),
            "file": str(self.wallet),
            "program": str(self.program),
            "port": self.where.port,
            "pid": self.process.pid if self.process else 0,
            "payee": "bakery",
            "asked": self.asked.get(level, ""),
            "credential": self.credentials[AGENTS[level]],
        } | more

    def tries(self, attempt: str, level: str, **more: Any) -> Json:
        """Let an agent of that level try something in a process of its own; return what came of it."""
        command = (sys.executable, "-m", "tests.attacks.outsider", attempt, json.dumps(self.knows(level, **more)))
        came: Json = json.loads(self.runs(*command, user=USERS[level], cwd=ROOT, PYTHONPATH=str(ROOT)).stdout)
        return came

    def runs(self, *command: str, user: str, cwd: Path, **given: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as a user, to its end; an error trace fails the test."""
        done = subprocess.run(
            lesser(*command, user=user),
            cwd=cwd,
            env=self.environment(**given),
            capture_output=True,
            text=True,
            timeout=SURELY,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def doctor(self) -> list[Json]:
        """Return what `countersign doctor` finds, run as the broker's user."""
        done = self.runs(
            sys.executable, "-m", "broker", "doctor", "--json", user=LESSER, cwd=self.program, PYTHONPATH="."
        )
        found: list[Json] = json.loads(done.stdout)["findings"]
        return found

    def isolation_on_the_page(self, level: str) -> str:
        """Return the isolation that the page shows of an approval which an agent of that level asked for."""
        text = self.awaits(self.phone._browser.get(f"/approve/{self.asked[level]}")).text
        [shown] = re.findall(r'data-isolation="(\w+)"', text)
        return str(shown)

    def environment(self, **given: str) -> dict[str, str]:
        """Return the environment of a process of the installation."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "COUNTERSIGN_STATE_DIR": str(self.where.state_dir),
            "COUNTERSIGN_CONFIG_DIR": str(self.where.config_dir),
            "COUNTERSIGN_PORT": str(self.where.port),
            "COUNTERSIGN_HOLD_SECONDS": "0",
            **given,
        }

    def start(self) -> None:
        """Start the broker as its user; return once it listens. One that was killed is replaced."""
        self._forget()
        self.process = subprocess.Popen(
            lesser(sys.executable, "-m", "broker", "serve"),
            cwd=self.program,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        said = ""
        while "listens on" not in said:
            line = self.process.stdout.readline()
            assert line, f"it ended: {said}"
            said += line

    def stop(self) -> None:
        """End the broker, if it runs."""
        if self.process is not None:
            self.process.terminate()
        self._forget()

    def _forget(self) -> None:
        if self.process is not None:
            self.process.communicate(timeout=SURELY)

    def awaits(self, work: Awaitable[T]) -> T:
        """Do something of the owner's."""
        return self.loop.run_until_complete(work)

    def ask(self, method: str, path: str, body: Json | None = None) -> Json:
        """Ask over the socket, as root's command line does."""
        with httpx2.Client(transport=httpx2.HTTPTransport(uds=str(self.where.socket)), base_url="http://b") as client:
            answer = client.request(method, path, json=body)
        assert answer.status_code == 200, answer.text
        told: Json = answer.json()
        return told

    def furnish(self) -> None:
        """Pair the owner's phone, sign files and agents, and let each agent ask for a payment."""
        self.ask("POST", "/owners", {"name": "alice", "recovery_digest": None})
        digest = hashlib.sha256(TERMINAL.encode()).hexdigest()
        pairing = self.ask("POST", "/pairing", {"owner": "alice", "terminal_digest": digest})

        async def typed(digits: str) -> None:
            body = {"terminal_secret": TERMINAL, "digits": digits}
            await asyncio.to_thread(self.ask, "POST", f"/pairing/{pairing['pairing']}/digits", body)

        self.awaits(self.phone.enrol(pairing["link"], typed))
        for name in (*AGENTS.values(), WIDER):
            credential = f"csa_{name * 12}"[:47]
            self.credentials[name] = credential
            hashed = hashlib.sha256(credential.encode()).hexdigest()
            self.ask("POST", "/agents", {"name": name, "owner": None, "credential_digest": hashed})
        self.awaits(self._sign_everything())
        headers = {"Authorization": f"Bearer {self.credentials[WIDER]}"}
        self.wallet.write_text(json.dumps({"mcpServers": {"countersign": {"headers": headers}}}))
        self.wallet.chmod(0o600)
        shutil.chown(self.wallet, LESSER, LESSER)
        for level in USERS:
            self.ask_by(level, "bakery")

    def ask_by(self, level: str, payee: str) -> Json:
        """Let an agent of that level ask for a payment; note the approval that waits for the owner now, if any."""
        told = self.tries("pays", level, payee=payee)
        if told["status"] == "pending":
            waiting = [one for one in self.awaits(self.phone.waiting()) if one not in self.asked.values()]
            self.asked[level] = waiting[0]
        return told

    async def _sign_everything(self) -> None:
        """Sign whatever comes until all agents are there and all files in force."""
        async with asyncio.timeout(SURELY):
            while not await asyncio.to_thread(self._is_in_force):
                for one in await self.phone.open_proposals():
                    await self.phone.sign(one)
                await asyncio.sleep(0.1)

    def _is_in_force(self) -> bool:
        told = self.ask("GET", "/status")
        return (told["problems"], told["open_proposals"], len(told["agents_seen"])) == ([], [], 3)


def _policy(agent: str, bank_url: str) -> str:
    text = starter("policies/scout.yaml").replace("https://bank.example", bank_url).replace("scout", agent)
    if agent != WIDER:
        return text
    kept = [line for line in text.splitlines() if not line.lstrip().startswith("approval:")]
    return "\n".join(kept).replace("decide: ask", "decide: allow") + "\n"


def _laid_out(folder: Path, bank_url: str) -> Settings:
    """Lay out program, home and files, all of them the broker's user's; return the settings."""
    shutil.copytree(ROOT / "broker", folder / "program/broker", ignore=shutil.ignore_patterns("__pycache__"))
    # the copy lets nobody wait between two continuations for the sake of politeness
    context = folder / "program/broker/authserver/context.py"
    context.write_text(context.read_text().replace("WAIT = timedelta(seconds=5)", "WAIT = timedelta(0)"))
    where = settings(
        port=free_port(), state_dir=folder / "home/.local/state/countersign", config_dir=folder / "home/.config/c"
    )
    files = {"tools/bank.yaml": starter("tools/bank.yaml").replace("https://bank.example", bank_url)}
    files |= {f"policies/{one}.yaml": _policy(one, bank_url) for one in (*AGENTS.values(), WIDER)}
    for name, text in files.items():
        path = where.config_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for path in (folder / "home", folder / "program", *(folder / "home").rglob("*"), *(folder / "program").rglob("*")):
        shutil.chown(path, LESSER, LESSER)
    return where


@contextlib.contextmanager
def beside() -> Iterator[Beside]:
    """Give a furnished installation; everything of it ends with the context."""
    with reachable_folder() as folder, bank() as counter:
        where, loop = _laid_out(folder, counter.url), asyncio.new_event_loop()
        made = Beside(folder, counter, where, loop, ScriptedPhone(where.public_url, SoftwarePasskey()))
        try:
            made.start()
            made.furnish()
            yield made
        finally:
            loop.run_until_complete(made.phone.close())
            loop.close()
            made.stop()
