"""Runs the commands that README.md shows, in order, as one user in a fresh home.

The line above a `sh` or `console` block says how its commands are tried:

| comment above the block | what is done |
|---|---|
| `<!-- test: run -->` | each command exits 0; output shown below a `$ ` line must come out, `…` stands for anything |
| `<!-- test: fails -->` | the same, and the last command must exit with 1 |
| `<!-- test: serve -->` | the last command is started and left running for the blocks below, once /healthz answers |
| `<!-- test: make -->` | each command is `make TARGET`, and the target exists; CI runs the targets themselves |
| `<!-- test: shown, because REASON -->` | nothing: the command belongs to another program or machine |

A block without such a line is an error, so that no command is shown untried by accident.
"""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.names import ROOT

BLOCK = re.compile(
    r"(?:^<!-- test: (?P<way>.+?) -->\n)?^```(?:sh|console|bash)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
DEFAULT_PORT = "8765"
START_SECONDS = 30


class ReadmeError(AssertionError):
    """A block cannot be tried, or did not do what it shows; the message has its line."""


@dataclass(frozen=True)
class Step:
    """One command with the output shown for it, and the line of its block."""

    way: str
    command: str
    shown: str
    line: int


def steps(text: str) -> list[Step]:
    """Return the commands of every shell block of a Markdown text, in order; ReadmeError for a block without a way."""
    found: list[Step] = []
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start("body")) + 1
        way = (block["way"] or "").strip()
        if way.partition(",")[0] not in {"run", "fails", "serve", "make", "shown"} or way == "shown":
            raise ReadmeError(f"README.md:{line}: say above the block how it is tried (tests/readme.py): {way!r}")
        found += [Step(way.partition(",")[0], command, shown, line) for command, shown in _commands(block["body"])]
    return found


def _commands(body: str) -> Iterator[tuple[str, str]]:
    """Yield (command, output shown): with `$ ` prompts what follows is output, without them every line is a command."""
    if not body.lstrip().startswith("$ "):
        lines = body.replace("\\\n", "").splitlines()
        yield from ((line.strip(), "") for line in lines if line.strip() and not line.lstrip().startswith("#"))
        return
    for part in re.split(r"^\$ ", body.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command.strip(), shown.strip()


def matches(shown: str, output: str) -> bool:
    """Whether the shown text is in the output, where `…` stands for any text and a line of its own for any lines."""
    return re.search(re.escape(shown).replace("…", ".*?"), output, re.DOTALL) is not None


class Reader:
    """Somebody who types what the README says, with a home and a port of their own; `close` ends what was started."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = _free_port()
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ} | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "COUNTERSIGN_PORT": self.port,
            "TERM": "dumb",
        }

    def follow(self, text: str) -> int:
        """Try every command of a Markdown text; return how many were run. Raises ReadmeError at the first that lies."""
        script = steps(text)
        last = {step.line: step for step in script}
        for step in script:
            self._try(step, final=last[step.line] is step)
        return sum(step.way in {"run", "fails", "serve"} for step in script)

    def close(self) -> None:
        """End the servers that were started."""
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.wait(timeout=START_SECONDS)

    def _try(self, step: Step, *, final: bool) -> None:
        if step.way == "shown":
            return
        if step.way == "make":
            self._has_target(step)
        elif step.way == "serve" and final:
            self._start(step)
        else:
            self._run(step, expected=1 if step.way == "fails" and final else 0)

    def _run(self, step: Step, expected: int) -> None:
        done = subprocess.run(
            ["bash", "-c", step.command],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        output = done.stdout.replace(self.port, DEFAULT_PORT)
        if done.returncode != expected or not matches(step.shown, output):
            words = f"exited {done.returncode} (expected {expected}) and printed:\n{output}"
            raise ReadmeError(f"README.md:{step.line}: `{step.command}` {words}")

    def _start(self, step: Step) -> None:
        words = shlex.split(step.command)
        process = subprocess.Popen(words, cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL)
        self.started.append(process)
        deadline = time.monotonic() + START_SECONDS
        while not self._is_up():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ReadmeError(f"README.md:{step.line}: `{step.command}` did not come up (exit {process.poll()})")
            time.sleep(0.1)

    def _is_up(self) -> bool:
        try:
            return httpx2.get(f"http://localhost:{self.port}/healthz", timeout=2).is_success
        except httpx2.TransportError:
            return False

    @staticmethod
    def _has_target(step: Step) -> None:
        words = shlex.split(step.command, comments=True)
        if words[:1] != ["make"]:
            raise ReadmeError(f"README.md:{step.line}: `{step.command}` is not a make command")
        dry = subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
        if dry.returncode != 0:
            raise ReadmeError(f"README.md:{step.line}: {dry.stderr.strip()}")


def _free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])
