"""What the small authorization server remembers: a clock, callbacks, grants and tokens, and the rules that it keeps."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from broker.gnap.http_message import HttpMessage
from tests.probe.small_proofs import Json, Proofs, Rules

URL = "https://as.example/gnap"
ORIGIN = "https://as.example"
START = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
MODES = ("redirect", "app", "user_code", "user_code_uri")
GRANTED, WAITS, INTERACTIVE = ("read", "list", "dolphin"), ("pay", "send"), ("page",)
POLLS = 6  # polls after which a grant is given up


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Let that many seconds pass."""
        self.at += timedelta(seconds=seconds)


class Caught:
    """The callbacks of a client instance, and what arrived there."""

    def __init__(self) -> None:
        self.calls: dict[str, HttpMessage] = {}
        self.count = 0

    def new(self) -> str:
        """Return a URI for one grant."""
        self.count += 1
        return f"https://client.example/callback/{self.count}"

    async def wait(self, uri: str, seconds: float) -> HttpMessage | None:
        """Return what arrived."""
        return self.calls.get(uri)


@dataclass
class Grant:
    """A grant and everything about it."""

    id: str
    key: Json
    wanted: list[Json]
    single: bool
    state: str = "pending"
    value: str = ""
    wait_until: datetime = START
    finish: Json | None = None
    as_nonce: str = ""
    reference: str = ""
    decision: str = ""
    polls: int = 0
    modes: tuple[str, ...] = ()
    page: str = ""
    page_until: datetime = START
    subject: Json = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)  # continuation tokens that were replaced


@dataclass
class Token:
    """An access token."""

    value: str
    uri: str
    manage: str
    access: list[Any]
    key: Json
    label: str | None
    grant: str = ""
    revoked: bool = False
    old: bool = False


class State:
    """What every part of the server shares. `broken` are the names of the rules that it does not keep."""

    def __init__(
        self, *broken: str, known: tuple[Json, ...] = (), server_keys: tuple[Json, ...] = (), origin: str = ORIGIN
    ) -> None:
        self.origin, self.url = origin, f"{origin}/gnap"
        self.clock, self.caught = Clock(), Caught()
        self.rules = Rules(frozenset(broken))
        self.known, self.server_keys = known, server_keys
        jwks = {one["jwk"]["kid"]: one["jwk"] for one in (*known, *server_keys) if "jwk" in one}
        self.proofs = Proofs(self.rules, self.clock, jwks)
        self.grants: dict[str, Grant] = {}
        self.tokens: dict[str, Token] = {}
        self.count = 0
        self.newest = ""

    # What the parts call of each other: each is made in one of them, which stands before this class.

    def _user(self, content: Json) -> None:
        raise NotImplementedError

    def _finish(self, content: Json) -> Json | None:
        raise NotImplementedError

    def _granted(self, key: Json, single: bool, wanted: list[Json], modes: tuple[str, ...]) -> Json:
        raise NotImplementedError

    def _pending(self, content: Json, key: Json, single: bool, wanted: list[Json], modes: tuple[str, ...]) -> Json:
        raise NotImplementedError

    def _token(self, key: Json, wanted: Json, grant: str = "") -> Json:
        raise NotImplementedError

    def _downstream(self, content: Json, key: Json) -> Json:
        raise NotImplementedError

    def kept(self, rule: str) -> bool:
        """Tell whether the server keeps this rule."""
        return self.rules.kept(rule)

    def demand(self, rule: str, condition: object, code: str = "invalid_client") -> None:
        """Refuse unless the condition holds or the server does not keep the rule."""
        self.rules.demand(rule, condition, code)

    def fresh(self, kind: str) -> str:
        """Return a value that was never given before, long enough to be unguessable."""
        self.count += 1
        return f"{kind}{self.count:04d}" + "x" * 24
