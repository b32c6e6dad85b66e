"""Reading what stands only in a connector of `kind: mcp`: where an MCP server is, and how its tools are pinned.

    kind: mcp
    url: https://files.example/mcp            # or the program itself: command: [/usr/bin/files-mcp, --read-only]
    prefix: files
    operations:
      - tool: read_file
        pinned: {sha256: 9f86…, says: "Read a file as text", takes: "path: string (below the folder)"}

The digest is of the tool's whole definition, so a server that changes one loses it until its owner signs again.
"""

import json
import re
from typing import Any, Final

from broker.connectors.credential import variable
from broker.connectors.model import Program, Tool
from broker.connectors.places import reachable
from broker.fields import mapping, matching, sequence, table, text
from broker.yamlfile import Node

_LONGEST_NAME: Final = 60  # characters of a tool as agents see it
TOOL_NAME: Final = r"[A-Za-z0-9_./-]{1,128}"  # what the protocol lets a tool be called, and what a header can carry


def endpoint(node: Node) -> str:
    """Read the URL at which an MCP server is spoken to (streamable HTTP). Raises FileErrors."""
    value = text(node)
    return reachable(node, value, value)


def program(command: tuple[str, ...], environment: dict[str, str] | None) -> Program:
    """Return the program that is an MCP server."""
    return Program(command, environment or {})


def place_of(command: tuple[str, ...]) -> str:
    """Return a program with its arguments as its owner is shown it; words of a shell's own are quoted."""
    words = (one if re.fullmatch(r"[\w@%+=:,./-]+", one, re.ASCII) else json.dumps(one) for one in command)
    return f"program:{' '.join(words)}"


def command(node: Node) -> tuple[str, ...]:
    """Read a command: a program by its absolute path, and its arguments as they are. No shell is asked."""
    words = sequence(text, most=50)(node)
    if not words[0].startswith("/"):
        raise node.refuse(f'"{words[0]}" is looked for nowhere; write the absolute path of the program')
    return words


def named(prefix: str, name: str) -> str:
    """Return what a tool is called for agents: in the small letters and underscores of every other operation."""
    return f"{prefix}_{words_of(name)}"


def words_of(name: str) -> str:
    """Return a tool's name in small letters, digits and underscores."""
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"[^a-z0-9]+", "_", split.lower()).strip("_")


def name_fault(name: str) -> str | None:
    """Return why agents cannot be given a tool of this name, None where they can."""
    if len(name) > _LONGEST_NAME:
        return f'"{name}" is longer than {_LONGEST_NAME} characters; write name: and something shorter'
    return None


def tool(values: dict[str, Any]) -> Tool:
    """Return the pinned tool of an operation, out of what was read of `tool` and `pinned`."""
    return Tool(name=values["tool"], **values["pinned"])


prefix: Final = matching(r"[a-z][a-z0-9_]{0,19}", "up to 20 of a-z, 0-9 and _, a letter first")
tool_name: Final = matching(TOOL_NAME, "the tool as its server names it: letters, digits and _ . / -")
pinned: Final = mapping(
    {"sha256": matching(r"[0-9a-f]{64}", "the SHA-256 of its definition, 64 of 0-9 and a-f")},
    {"says": text, "takes": text, "besides": text},
)
environment: Final = table(variable, text)
