"""Running commands as a person does: in this process, in one of their own, and on a terminal of their own."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from typer.testing import CliRunner

from broker.cli import app
from tests.names import ROOT

COUNTERSIGN = (sys.executable, "-m", "broker")
PATIENCE = 30.0  # seconds after which a test that waits for words has failed
AGAIN = 5.0  # seconds after which a person presses Ctrl-C once more


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def environment(home: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return what a command sees of this process: nothing of its settings."""
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**known, "HOME": str(home), "NO_COLOR": "1", **given}


def run(home: Path, *arguments: str, input: str | None = None, **given: str) -> Done:
    """Run a command in this process; what it does not tell in words fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - {"PATH", "LANG"}:
            patch.delenv(name)
        for name, value in environment(home, given).items():
            patch.setenv(name, value)
        done = CliRunner().invoke(app, arguments, prog_name="countersign", input=input, catch_exceptions=False)
    return Done(done.exit_code, done.stdout, done.stderr)


def process(home: Path, *arguments: str, input: str | None = None, **given: str) -> Done:
    """Run a command in a process of its own, with its output in pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "broker", *arguments],
        cwd=ROOT,
        env=environment(home, given),
        capture_output=True,
        input=input,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass
class Terminal:
    """A command on a terminal of its own: what it wrote, and a keyboard."""

    process: subprocess.Popen[bytes]
    master: int
    written: str = ""
    _rest: bytes = field(default=b"")

    def until(self, pattern: str) -> re.Match[str]:
        """Read until the pattern was written; AssertionError, with all that was written, where it does not come."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.written)):
            more = self._read(end - time.monotonic())
            assert more, f"no {pattern!r} in:\n{self.written}"
        return found

    def press(self, text: str) -> None:
        """Press keys."""
        os.write(self.master, text.encode())

    def interrupt(self) -> int:
        """Press Ctrl-C, as a person does until it ends; return the exit status.

        CPython's `input` misses one that comes after its prompt was written and before it reads.
        """
        for _ in range(2):
            self.press("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(AGAIN)
                break
        return self.end()

    def end(self) -> int:
        """Read to the end and return the exit status."""
        end = time.monotonic() + PATIENCE
        while self._read(end - time.monotonic()):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], max(0.0, seconds))
        try:
            raw = os.read(self.master, 65536) if ready else b""
        except OSError:  # Linux says EIO when the last process has left the terminal
            raw = b""
        self._rest += raw
        text = self._rest.decode("utf-8", "ignore").replace("\r\n", "\n")
        self.written = text
        return bool(raw)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


def terminal(home: Path, *arguments: str, program: Sequence[str] = COUNTERSIGN, **given: str) -> Terminal:
    """Start a command on a terminal of its own, which is the controlling one, so that ^C reaches it."""
    master, slave = pty.openpty()
    try:
        started = subprocess.Popen(
            [*program, *arguments],
            cwd=home,
            env=environment(home, {"PYTHONPATH": str(ROOT), "TERM": "xterm", **given}),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
    finally:
        os.close(slave)
    return Terminal(started, master)


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # a test run that was begun in the background ignores ^C, and so would its children
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextlib.contextmanager
def serving(home: Path, *arguments: str, program: Sequence[str] = COUNTERSIGN, **given: str) -> Iterator[str]:
    """Run `countersign serve` in a process of its own, on a free port; give its greeting once it listens."""
    started = subprocess.Popen(
        [*program, "serve", *arguments],
        cwd=home,
        env=environment(home, given),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    try:
        greeting = started.stdout.readline()
        assert "listens on" in greeting, greeting
        yield greeting
    finally:
        started.send_signal(signal.SIGTERM)
        started.stdout.close()
        assert started.wait(PATIENCE) == 0
