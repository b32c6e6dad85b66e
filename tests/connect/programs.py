"""Programs of this computer as a test runs them: our own command line, and MCP Inspector below .work/."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
from mcp.client.stdio import StdioServerParameters

from tests.names import ROOT
from tests.services import missing

WITHIN = 120  # seconds, on a busy machine
_NODE = ROOT / ".work/node/bin/node"
_INSPECTOR = ROOT / ".work/inspector/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js"


@dataclass(frozen=True)
class Done:
    """How a program ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote, as JSON."""
        return json.loads(self.out)


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a user with this home folder, and nothing of the test runner's."""
    return {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "NO_COLOR": "1"} | more


async def run(command: list[str], home: Path, *, text: str = "", cwd: Path | None = None, **more: str) -> Done:
    """Run a program to its end, in a thread: what it calls may be served by this event loop."""

    def work() -> Done:
        done = subprocess.run(
            command, cwd=cwd or home, env=environment(home, **more), input=text, text=True, capture_output=True,
            timeout=WITHIN, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return await anyio.to_thread.run_sync(work)


async def countersign(home: Path, *words: str, text: str = "", **more: str) -> Done:
    """Run our command line."""
    return await run([sys.executable, "-m", "broker", *words], home, text=text, cwd=None, **more)


def relay(url: str, credential: str, home: Path, agent: str = "scout") -> StdioServerParameters:
    """Return what a client starts to reach the door over stdio."""
    arguments = ["-m", "broker", "mcp", "--agent", agent, "--url", url]
    more = {"COUNTERSIGN_CREDENTIAL": credential}
    return StdioServerParameters(command=sys.executable, args=arguments, env=environment(home, **more), cwd=home)


def node_program(folder: Path, name: str) -> list[str]:
    """Return the command that runs a program by Node; skip the test where the package in `folder` is not installed."""
    if not (_NODE.exists() and folder.exists()):
        missing(name)
    return [str(_NODE)]


def needs_inspector() -> None:
    """Skip the test where MCP Inspector is not installed."""
    if not (_NODE.exists() and _INSPECTOR.exists()):
        missing("MCP Inspector")


async def inspect(home: Path, *words: str) -> Any:
    """Run MCP Inspector's command line; return the JSON that it wrote."""
    needs_inspector()
    done = await run([str(_NODE), str(_INSPECTOR), "--cli", *words, "--format", "json"], home)
    assert done.status in {0, 5}, done
    return done.json
