"""An MCP server as a program of the standard library, and what may go wrong with one: `program.py HOW [FILE]`.

It appends to FILE a line for each start and each call, so that a test can count them.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

HOW = sys.argv[1]
SEEN = Path(sys.argv[2]) if len(sys.argv) > 2 else None
TOOL = {
    "name": "read_note",
    "description": "Read a note",
    "inputSchema": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
}


def main() -> None:
    """Answer each line, in the way that was named."""
    saw(f"start {os.getpid()}")
    sys.stderr.write("to standard error: " + os.environ.get("NOTES_KEY", "no key") + "\n")
    if HOW == "stays":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.fork()
    if HOW == "garbage":
        say("Welcome to notes 1.0\n\n[1, 2]\nnull\n{not json\n" + "[" * 100_000 + "\n\xff\n")
    for line in sys.stdin:
        said = json.loads(line)
        if "id" in said and "method" in said:
            answer(said)
    while HOW == "stays":
        time.sleep(60)


def answer(said: dict[str, Any]) -> None:
    """Answer one request."""
    method, number = said["method"], said["id"]
    if method == "initialize" and HOW == "modern":
        reply(number, error={"code": -32022, "message": "unsupported version"})
    elif method == "initialize":
        server = {"name": "notes", "version": "1"}
        reply(number, {"protocolVersion": "2025-11-25", "capabilities": {}, "serverInfo": server})
    elif method == "tools/list" and HOW != "silent":
        if HOW == "asks":
            say('{"jsonrpc": "2.0", "id": "p", "method": "ping"}\n')
            say('{"jsonrpc": "2.0", "id": 1, "method": "roots/list"}\n')
            saw(sys.stdin.readline().strip())
            saw(sys.stdin.readline().strip())
        reply(number, {"tools": [TOOL]})
    elif method == "tools/call":
        saw(f"call {json.dumps(said['params']['arguments'])}")
        call(said, number)


def call(said: dict[str, Any], number: int) -> None:
    """Do what the tool does, or what it should not."""
    if HOW == "dies":
        sys.exit(1)
    if HOW == "floods":
        note = {"jsonrpc": "2.0", "method": "notifications/message", "params": {"data": "x" * 1000}}
        while True:
            say(json.dumps(note) + "\n")
    if HOW == "long":
        say("x" * 3_000_000 + "\n")
    if HOW == "mute":
        return
    if HOW == "another":
        reply(number + 1000, {"content": []})
        return
    text = json.dumps(dict(os.environ)) if HOW == "environment" else f"note {said['params']['arguments']['id']}"
    reply(number, {"content": [{"type": "text", "text": text}], "era": "_meta" in said["params"]})


def reply(number: int, result: dict[str, Any] | None = None, error: dict[str, Any] | None = None) -> None:
    """Write an answer."""
    what = {"error": error} if error is not None else {"result": result}
    say(json.dumps({"jsonrpc": "2.0", "id": number, **what}) + "\n")


def say(text: str) -> None:
    """Write as it stands."""
    sys.stdout.buffer.write(text.encode("latin-1"))
    sys.stdout.buffer.flush()


def saw(text: str) -> None:
    """Note what happened."""
    if SEEN is not None:
        with SEEN.open("a") as file:
            file.write(text + "\n")


if __name__ == "__main__":
    main()
