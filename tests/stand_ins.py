"""Stand-ins for the parties that a test does not want to be real: a fixed clock, chance that repeats, a small AS."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, PublicKey, generate, key_object
from broker.gnap.proofs import httpsig

NOW = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
GRANT_ENDPOINT = "https://as.example/gnap"
INTROSPECTION = "https://as.example/gnap/introspect"


def counting_mint() -> Callable[[int], bytes]:
    """Return chance that never repeats itself and is the same in every run."""
    count = iter(range(1, 1 << 30))
    return lambda size: next(count).to_bytes(size, "big")


def key_named(kid: str, seed: int) -> PrivateKey:
    """Return the Ed25519 key that a small number stands for."""
    return generate("EdDSA", kid, lambda size: bytes([seed]) * size)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    body: bytes


@dataclass
class IntrospectingAS:
    """The RS-facing side of an AS: it answers for the tokens it was told of, if the resource server's proof verifies.

    `answers` maps a token to its introspection answer, or to the raw body of one. It does not weigh `access`: that the
    resource server does so itself is what the tests are about.
    """

    resource_server: PublicKey
    answers: dict[str, dict[str, Any] | bytes] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    discovery_status: int = 200
    now: datetime = NOW
    discovery: dict[str, Any] = field(
        default_factory=lambda: {"grant_request_endpoint": GRANT_ENDPOINT, "introspection_endpoint": INTROSPECTION}
    )
    discovered: int = 0

    def issue(self, token: str, key: PublicKey, *access: dict[str, Any], **members: Any) -> dict[str, Any]:
        """Make a token known, bound to `key`, and return the answer that stands for it."""
        bound = {"active": True, "iss": GRANT_ENDPOINT, "access": list(access), "key": key_object(key)}
        answer = {**bound, "jti": f"id-of-{token}", "uses": 1, **members}
        self.answers[token] = answer
        return answer

    async def send(self, message: HttpMessage) -> Reply:
        """Answer discovery and introspection."""
        if message.method == "GET":
            self.discovered += 1
            return Reply(self.discovery_status, json.dumps(self.discovery).encode())
        httpsig.verify(message, self.resource_server, now=self.now)
        assert message.target_uri == INTROSPECTION
        request = json.loads(message.body or b"")
        self.asked.append(request)
        answer = self.answers.get(request["access_token"], {"active": False})
        return Reply(self.status, answer if isinstance(answer, bytes) else json.dumps(answer).encode())
