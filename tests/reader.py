"""Somebody who types what a README says, in a fresh home, with a scripted phone in the other hand."""

import asyncio
import contextlib
import os
import re
import shlex
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx2

from broker.config import addressable, answers
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone
from tests.cli.commands import Terminal, terminal
from tests.names import ROOT
from tests.readme import ReadmeError, Step, matches, steps

T = TypeVar("T")

DEFAULT_PORT = "8765"
DIGITS = "Type the six digits"
PATIENCE = 30.0  # seconds until a server is up, or something is noticed
LONGEST = 120.0  # seconds of one command
SOCKET = ".local/state/countersign/broker.sock"
LINK = re.compile(r"^ *(https?://\S+/pair#\S+)$", re.MULTILINE)
CODE = re.compile(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){4}\b")


class Owner:
    """The person with the phone, in a thread of their own: pairs it, and signs what waits."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="owner")
        self._thread.start()
        self._phones: list[ScriptedPhone] = []

    def pair(self, link: str, keyboard: Terminal) -> None:
        """Open the link on a new phone and type the digits that it shows; it is the owner's once it is paired."""
        phone = ScriptedPhone(link.partition("/pair#")[0], SoftwarePasskey())

        async def type_digits(digits: str) -> None:
            async with asyncio.timeout(PATIENCE):
                # nobody types what was not asked for yet; whoever reads the terminal fills this
                while DIGITS not in keyboard.written:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
            keyboard.press(f"{digits}\n")

        async def paired() -> None:
            await phone.enrol(link, type_digits)
            self._phones.append(phone)

        self._begin(paired())

    @contextlib.contextmanager
    def signing(self) -> Iterator[None]:
        """Sign whatever waits while the context lasts."""
        stop = asyncio.Event()
        done = self._begin(self._sign(stop))
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(stop.set)
            done.result(PATIENCE)

    def close(self) -> None:
        """Put the phones away."""
        for phone in self._phones:
            self._begin(phone.close()).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _begin(self, work: Coroutine[Any, Any, T]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _sign(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            for phone in self._phones[-1:]:
                await self._look(phone)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 0.25)

    async def _look(self, phone: ScriptedPhone) -> None:
        try:
            for proposal in await phone.open_proposals():
                await phone.sign(proposal)
        except PhoneRefused:  # it was removed, or somebody was faster: what waits in vain shows in the command
            await asyncio.sleep(0)


class Reader:
    """Types commands in a home and at a port of its own. `instead` are words of the text, and what stands for them."""

    def __init__(self, home: Path, instead: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.port = _free_port()
        self.instead = {DEFAULT_PORT: self.port, "0.0.0.0": "127.0.0.1", **(instead or {})}
        self.owner = Owner()
        self.code = ""  # the recovery code, as it was shown last
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "COUNTERSIGN_PORT": self.port,
            "TERM": "dumb",
        }
        self._server: subprocess.Popen[bytes] | None = None

    def follow(self, text: str, file: str = "README.md", place: str = "", *, made: bool = False) -> int:
        """Try the commands of a Markdown text that belong to a place, or with `made` those of make, instead.

        Return how many ran. Raises ReadmeError.
        """
        script = [step for step in steps(text, file) if step.place == place and (step.way == "make") == made]
        for step in script:
            self._try(step)
        return sum(step.is_tried for step in script)

    def close(self) -> None:
        """End what was started."""
        self._stop()
        self.owner.close()

    def status(self) -> dict[str, Any]:
        """Return what the broker that runs here says of itself."""
        with addressable(self.home / SOCKET) as address:
            transport = httpx2.HTTPTransport(uds=address)
            with httpx2.Client(transport=transport, base_url="http://broker", timeout=5) as client:
                told: dict[str, Any] = client.get("/status").json()
                return told

    def _try(self, step: Step) -> None:
        match step.way:
            case "elsewhere":
                return
            case "make":
                self._make(step)
            case "serve" if step.last:
                self._serve(step)
            case _ if step.command.startswith("export "):
                self._export(step)
            case _ if step.phone:
                with self.owner.signing():
                    self._run(step)
            case _:
                self._run(step)

    def _run(self, step: Step) -> None:
        expected = 1 if step.way == "fails" and step.last else 0
        end = time.monotonic() + PATIENCE
        while True:
            status, output = self._on_a_terminal(step) if step.phone else self._in_pipes(step)
            output = output.replace(self.port, DEFAULT_PORT)
            if status == expected and matches(step.shown, output):
                return
            if step.way != "soon" or time.monotonic() > end:
                words = f"exited {status} (expected {expected}) and printed:\n{output}"
                raise ReadmeError(f"{step.where}: `{step.command}` {words}")
            time.sleep(0.5)

    def _typed(self, step: Step) -> str:
        text = step.command
        for word, other in self.instead.items():
            text = text.replace(word, other)
        return text

    def _in_pipes(self, step: Step) -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "-c", self._typed(step)],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        return done.returncode, done.stdout

    def _on_a_terminal(self, step: Step) -> tuple[int, str]:
        with terminal(self.home, "-c", self._typed(step), program=["bash"], **self.environment) as command:
            opened = asked = 0
            while command._read(LONGEST):
                links, questions = LINK.findall(command.written), command.written.count("Recovery code: ")
                for link in links[opened:]:
                    self.owner.pair(link, command)
                for _ in range(asked, questions):
                    command.press(f"{self.code}\n")
                opened, asked = len(links), questions
            self.code = next(reversed(CODE.findall(command.written)), self.code)
            return command.process.wait(PATIENCE), command.written

    def _make(self, step: Step) -> None:
        """Run a target in the checkout. What it would install first is there already: it runs this very test."""
        words = shlex.split(step.command)
        if words[0] != "make":
            raise ReadmeError(f"{step.where}: `{step.command}` is not a make command")
        only_named = [] if step.is_tried else ["-n"]
        command = ["make", "-o", ".venv/project.stamp", *only_named, *words[1:]]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TERM": "dumb"}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        if done.returncode != 0 or not matches(step.shown, done.stdout):
            told = f"exited {done.returncode} and printed:\n{done.stdout}{done.stderr.strip()}"
            raise ReadmeError(f"{step.where}: `{step.command}` {told}")

    def _export(self, step: Step) -> None:
        for assignment in shlex.split(self._typed(step))[1:]:
            name, _, value = assignment.partition("=")
            self.environment[name] = value

    def _serve(self, step: Step) -> None:
        self._stop()
        words = shlex.split(self._typed(step))
        self._server = subprocess.Popen(words, cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while not self._is_up():
            if self._server.poll() is not None or time.monotonic() > end:
                raise ReadmeError(f"{step.where}: `{step.command}` did not come up (exit {self._server.poll()})")
            time.sleep(0.1)

    def _is_up(self) -> bool:
        path = self.home / SOCKET
        if not path.is_socket():
            return False
        with addressable(path) as address:
            return answers(address)

    def _stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(PATIENCE)
            self._server = None


def _free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])
