"""Settings, checked once at start: one frozen value, unknown names refused (`COUNTERSIGN_*` in the environment).

State (database, key) and the files a user writes live in XDG folders, never in the working directory, which is where
agents edit (decisions T6).
"""

import contextlib
import os
import re
import socket
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "COUNTERSIGN_"
NOT_OURS = ("COUNTERSIGN_CREDENTIAL",)  # an agent's own, for `countersign mcp`; no setting of the broker
LONGEST_ADDRESS = 100  # bytes of a unix socket's path that every system takes (sun_path has 104 or 108)


class BadSettings(Exception):
    """The settings cannot be used; the message says which one and what would be right."""


class Settings(BaseSettings):
    """How this installation runs. Seconds, bytes and URLs as the names say."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=1, le=65535)
    public_url: str = ""
    state_dir: Path = Field(default_factory=lambda: xdg("XDG_STATE_HOME", ".local/state"))
    config_dir: Path = Field(default_factory=lambda: xdg("XDG_CONFIG_HOME", ".config"))
    database_url: str = ""
    redis_url: str = ""
    hold_seconds: float | None = Field(default=None, ge=0)
    tls_cert: Path | None = None  # PEM, with the chain
    tls_key: Path | None = None
    push_hosts: str = ""  # further push services, as host or host:port, separated by commas
    trusted_proxies: str = ""  # addresses whose Client-Cert header counts (RFC 9440), separated by commas; none else
    open_payments: str = ""  # clients that may speak Open Payments at /open-payments, by name, separated by commas
    dynamic_registration: bool = False  # programs may register themselves to sign in (RFC 7591)
    master_key: SecretStr | None = None  # base64 of 32 bytes; read once and taken out of the environment
    key_command: str | None = None  # prints the master key, base64
    dev: bool = False  # state and files may lie inside a git work tree

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: str) -> str:
        # one spelling each, the one that a connection's peer is named by
        return ",".join(map(_address, filter(None, (part.strip() for part in value.split(",")))))

    @field_validator("open_payments")
    @classmethod
    def _clients(cls, value: str) -> str:
        # a name that no agent can have would open the path for nobody, unseen
        return ",".join(map(_agent, filter(None, (part.strip() for part in value.split(",")))))

    @field_validator("state_dir", "config_dir")
    @classmethod
    def _whole_path(cls, value: Path) -> Path:
        # a relative one would lie in the working directory, and in another one at the next start
        if not value.is_absolute():
            raise ValueError(f"{value} is a relative path: write it from / on, without ~")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        # not quoted: it may hold a password
        if value and not (value.startswith(("redis://", "rediss://", "unix://")) and _has_a_port_or_none(value)):
            raise ValueError("this is not an address of Redis; write redis://host/0, or rediss://host/0 for TLS")
        return value

    @field_validator("public_url")
    @classmethod
    def _plain_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        odd = parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}
        if value and (odd or not _has_a_port_or_none(value)):
            raise ValueError('must be an origin such as "https://countersign.example"')
        return value.rstrip("/")

    @model_validator(mode="before")
    @classmethod
    def _url_of_this_computer(cls, values: object) -> object:
        if isinstance(values, dict) and not values.get("public_url"):
            scheme = "https" if values.get("tls_cert") else "http"
            values = values | {"public_url": f"{scheme}://localhost:{values.get('port', 8765)}"}
        return values

    @model_validator(mode="after")
    def _cleartext_stays_here(self) -> "Settings":
        parts = urlsplit(self.public_url)
        if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise ValueError(f"public_url {self.public_url} must be https outside this computer")
        if self.host not in {"127.0.0.1", "::1", "localhost"} and parts.scheme == "http":
            raise ValueError("public_url is required (https) when the broker listens on more than this computer")
        return self

    @model_validator(mode="after")
    def _both_halves_of_tls(self) -> "Settings":
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key belong together: name both files, or neither")
        if self.tls_cert is not None and not self.public_url.startswith("https:"):
            raise ValueError(f"public_url {self.public_url} must begin with https where tls_cert is set")
        return self

    @property
    def grant_endpoint(self) -> str:
        """The embedded authorization server's name: its grant endpoint URI (RFC 9635 §2)."""
        return f"{self.public_url}/gnap"

    @property
    def database(self) -> str:
        """The database's URL: SQLite in the state folder unless another one is set."""
        return self.database_url or f"sqlite:///{self.state_dir / 'countersign.db'}"

    @property
    def socket(self) -> Path:
        """The unix socket on which a running broker answers the command line (decisions T4)."""
        return self.state_dir / "broker.sock"


def _has_a_port_or_none(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError(f'"{text}" is no IP address: list them like 127.0.0.1,::1') from None


def _agent(text: str) -> str:
    if re.fullmatch(r"[a-z][a-z0-9-]{0,39}", text) is None:
        raise ValueError(f'"{text}" is no name of a client: list them like shop,till')
    return text


def xdg(variable: str, fallback: str) -> Path:
    """Return our folder below the XDG base directory that `variable` names; a relative one is none (XDG says so)."""
    base = Path(os.environ.get(variable, ""))
    return (base if base.is_absolute() else Path.home() / fallback) / "countersign"


@contextlib.contextmanager
def addressable(path: Path) -> Iterator[str]:
    """Yield an address for a unix socket at `path`, also where its name is longer than the system's addresses are."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def answers(address: str) -> bool:
    """Decide whether somebody listens on a unix socket: a file that a killed broker left behind is nobody.

    Raises PermissionError where this user may not know.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(address)
        except PermissionError:
            raise
        except OSError:
            return False
        return True


def outside_work_trees(where: Settings) -> Settings:
    """Return `where`; raise BadSettings if state or files lie in a git work tree, which is where agents edit (T6)."""
    places = {"STATE_DIR": where.state_dir, "CONFIG_DIR": where.config_dir}
    if where.database.startswith("sqlite:///"):
        places["DATABASE_URL"] = Path(where.database.removeprefix("sqlite:///"))
    for name, place in places.items():
        folder = place.resolve()
        tree = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
        if tree is not None and not where.dev:
            raise BadSettings(
                f"{place} lies inside the git work tree {tree}, where agents edit and commit: point {PREFIX}{name} "
                f"elsewhere, or say that you know with `countersign --dev COMMAND` ({PREFIX}DEV=1)"
            )
    return where


def settings(**given: object) -> Settings:
    """Return the settings from the environment and `given`; raise BadSettings with words for the first fault."""
    _refuse_unknown(os.environ)
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as why:
        first = why.errors(include_input=False, include_url=False)[0]
        name, words = ".".join(str(part) for part in first["loc"]), first["msg"].removeprefix("Value error, ")
        raise BadSettings(f"{PREFIX}{name.upper()}: {words}" if name else words) from None
    finally:
        # read once: no child of ours, such as the key command, inherits the key
        for name in [name for name in os.environ if name.upper() == f"{PREFIX}MASTER_KEY"]:
            del os.environ[name]


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in {*known, *NOT_OURS})
    if unknown:
        raise BadSettings(f"unknown setting {unknown[0]}; known are {', '.join(sorted(known))}")
