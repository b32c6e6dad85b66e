"""The clients that can be connected: where each keeps its user's configuration, and what an entry of it looks like.

A table of facts about other people's programs, each with its source. Places come in as arguments (`Places`), so that
the same table answers for Linux, macOS and Windows. None of these files belongs to a project: those are in `project`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from broker.connect.edit import Format
from broker.connect.jsontext import Json
from broker.connect.tomltext import Toml
from broker.connect.yamltext import Yaml

System = Literal["linux", "darwin", "windows"]
Entry = dict[str, Any]

ENTRY: Final = "countersign"  # what our entry is called unless told otherwise


@dataclass(frozen=True)
class Places:
    """Where a user's files lie: the home folder, the operating system, and the environment that may say otherwise."""

    home: Path
    system: System
    environment: Mapping[str, str]

    def named(self, variable: str) -> Path | None:
        """Return the folder that an environment variable names, if it names one."""
        value = self.environment.get(variable, "").strip()
        return Path(value) if value else None

    @property
    def xdg(self) -> Path:
        """The folder of configuration files by the XDG rules, which some programs keep on macOS too."""
        return self.named("XDG_CONFIG_HOME") or self.home / ".config"

    @property
    def appdata(self) -> Path:
        """The roaming application data of Windows."""
        return self.named("APPDATA") or self.home / "AppData" / "Roaming"

    @property
    def desktop(self) -> Path:
        """Where programs with a window keep their configuration."""
        mac = self.home / "Library" / "Application Support"
        return {"linux": self.xdg, "darwin": mac, "windows": self.appdata}[self.system]


@dataclass(frozen=True)
class Command:
    """A program to start for the door over stdio."""

    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Client:
    """One client. `http` is None where it sends no fixed headers; `project` is what it reads inside a project."""

    name: str
    title: str
    format: Format
    section: str
    file: Callable[[Places], Path]
    http: Callable[[str, str], Entry] | None
    stdio: Callable[[Command], Entry]
    project: str | None
    then: str

    def path(self, entry: str) -> tuple[str, str]:
        """Return the keys under which an entry stands."""
        return self.section, entry


def _headers(credential: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {credential}"}


def _typed(url: str, credential: str) -> Entry:
    return {"type": "http", "url": url, "headers": _headers(credential)}


def _started(command: Command) -> Entry:
    entry: Entry = {"command": command.program, "args": list(command.arguments)}
    return entry | ({"env": dict(command.environment)} if command.environment else {})


def _typed_started(command: Command) -> Entry:
    return {"type": "stdio"} | _started(command)


def _claude_code_file(places: Places) -> Path:
    return (places.named("CLAUDE_CONFIG_DIR") or places.home) / ".claude.json"


def _codex_file(places: Places) -> Path:
    return (places.named("CODEX_HOME") or places.home / ".codex") / "config.toml"


def _goose_file(places: Places) -> Path:
    if places.system == "windows":
        return places.appdata / "Block" / "goose" / "config" / "config.yaml"
    return places.xdg / "goose" / "config.yaml"


def _inspector_file(places: Places) -> Path:
    return places.named("MCP_CATALOG_PATH") or places.home / ".mcp-inspector" / "mcp.json"


_GOOSE: Final[Entry] = {"enabled": True, "name": ENTRY, "description": "Asks a human before anything happens"}
_GOOSE_REST: Final[Entry] = {"env_keys": [], "timeout": 300}  # seconds; longer than the broker holds a call


def _goose_http(url: str, credential: str) -> Entry:
    return {**_GOOSE, "type": "streamable_http", "uri": url, "headers": _headers(credential), "envs": {}, **_GOOSE_REST}


def _goose_stdio(command: Command) -> Entry:
    started = {"cmd": command.program, "args": list(command.arguments), "envs": dict(command.environment)}
    return {**_GOOSE, "type": "stdio", **started, **_GOOSE_REST}


CLIENTS: Final[Mapping[str, Client]] = {
    one.name: one
    for one in (
        # code.claude.com/docs/en/mcp: user scope is the top level of ~/.claude.json, project scope is .mcp.json;
        # CLAUDE_CONFIG_DIR moves the former (github.com/microsoft/apm/pull/2096, from Claude Code's own behaviour).
        Client(
            "claude-code", "Claude Code", Json(comments=False), "mcpServers", _claude_code_file,
            _typed, _typed_started, ".mcp.json", "start Claude Code anew, then look at /mcp",
        ),
        # developers.openai.com/codex/mcp and codex-rs/config/src/mcp_types.rs: [mcp_servers.NAME] with `url` and
        # `http_headers` (plain `headers` is ignored); project files are .codex/config.toml.
        Client(
            "codex", "Codex", Toml(), "mcp_servers", _codex_file,
            lambda url, credential: {"url": url, "http_headers": _headers(credential)}, _started,
            ".codex/config.toml", "start Codex anew, then look at /mcp",
        ),
        # cursor.com/docs/mcp: global ~/.cursor/mcp.json (%USERPROFILE% on Windows), project .cursor/mcp.json; its
        # headers are ignored as soon as OAuth discovery is answered, so it comes to the mount that offers none.
        Client(
            "cursor", "Cursor", Json(comments=True), "mcpServers", lambda places: places.home / ".cursor" / "mcp.json",
            lambda url, credential: {"url": f"{url}-token", "headers": _headers(credential)}, _started,
            ".cursor/mcp.json", "start Cursor anew, then look at Customize, MCPs",
        ),
        # code.visualstudio.com/docs/agents/reference/mcp-configuration: mcp.json of the user profile, key `servers`,
        # with comments; workspace .vscode/mcp.json.
        Client(
            "vscode", "VS Code", Json(comments=True), "servers",
            lambda places: places.desktop / "Code" / "User" / "mcp.json",
            _typed, _typed_started, ".vscode/mcp.json", "run `MCP: List Servers` in the command palette and start it",
        ),
        # github.com/google-gemini/gemini-cli docs/tools/mcp-server.md: `httpUrl` is streamable HTTP, `url` is SSE;
        # docs/cli: settings files may hold comments; project .gemini/settings.json.
        Client(
            "gemini", "Gemini CLI", Json(comments=True), "mcpServers",
            lambda places: places.home / ".gemini" / "settings.json",
            lambda url, credential: {"httpUrl": url, "headers": _headers(credential)}, _started,
            ".gemini/settings.json", "start Gemini CLI anew, then look at /mcp",
        ),
        # github.com/aaif-goose/goose documentation/docs/guides/config-files.md and crates/goose/src/agents/extension.rs
        Client(
            "goose", "goose", Yaml(), "extensions", _goose_file,
            _goose_http, _goose_stdio, None, "start goose anew, then look at `goose info -v`",
        ),
        # modelcontextprotocol.io/docs/develop/connect-local-servers: started programs only; a remote server is a
        # connector of the account instead, which is called from Anthropic's computers and takes no fixed header.
        Client(
            "claude-desktop", "Claude Desktop", Json(comments=False), "mcpServers",
            lambda places: places.desktop / "Claude" / "claude_desktop_config.json",
            None, _started, None, "quit Claude Desktop, not only its window, and start it anew",
        ),
        # github.com/modelcontextprotocol/inspector docs/mcp-server-configuration.md: the catalog of version 2
        Client(
            "inspector", "MCP Inspector", Json(comments=False), "mcpServers", _inspector_file,
            _typed, _typed_started, None,
            f"npx @modelcontextprotocol/inspector --cli --server {ENTRY} --method tools/list",
        ),
    )
}  # fmt: skip


def project_file(path: Path) -> bool:
    """Decide whether a path is one that some client reads inside a project."""
    known = [Path(one.project).parts for one in CLIENTS.values() if one.project]
    return any(path.parts[-len(parts) :] == parts for parts in known)
