"""Settings, checked once at start: one frozen value, unknown names refused (`COUNTERSIGN_*` in the environment).

State (database, key) and the files a user writes live in XDG folders, never in the working directory, which is where
agents edit (decisions T6).
"""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "COUNTERSIGN_"


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

    @field_validator("public_url")
    @classmethod
    def _plain_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}):
            raise ValueError('must be an origin such as "https://countersign.example"')
        return value.rstrip("/")

    @model_validator(mode="before")
    @classmethod
    def _url_of_this_computer(cls, values: object) -> object:
        if isinstance(values, dict) and not values.get("public_url"):
            values = values | {"public_url": f"http://localhost:{values.get('port', 8765)}"}
        return values

    @model_validator(mode="after")
    def _cleartext_stays_here(self) -> "Settings":
        parts = urlsplit(self.public_url)
        if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise ValueError(f"public_url {self.public_url} must be https outside this computer")
        if self.host not in {"127.0.0.1", "::1", "localhost"} and parts.scheme == "http":
            raise ValueError("public_url is required (https) when the broker listens on more than this computer")
        return self

    @property
    def grant_endpoint(self) -> str:
        """The embedded authorization server's name: its grant endpoint URI (RFC 9635 §2)."""
        return f"{self.public_url}/gnap"

    @property
    def database(self) -> str:
        """The database's URL: SQLite in the state folder unless another one is set."""
        return self.database_url or f"sqlite:///{self.state_dir / 'countersign.db'}"


def xdg(variable: str, fallback: str) -> Path:
    """Return our folder below the XDG base directory that `variable` names."""
    base = os.environ.get(variable) or str(Path.home() / fallback)
    return Path(base) / "countersign"


def settings(**given: object) -> Settings:
    """Return the settings from the environment and `given`; raise BadSettings with words for the first fault."""
    _refuse_unknown(os.environ)
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as why:
        first = why.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadSettings(f"{PREFIX}{name.upper()}: {first['msg']}" if name else first["msg"]) from None


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise BadSettings(f"unknown setting {unknown[0]}; known are {', '.join(sorted(known))}")
