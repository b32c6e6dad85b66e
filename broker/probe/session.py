"""A session file: what a tester holds of one grant between two commands, so that no secret is an argument.

One JSON object in a file of mode 0600: the grant endpoint, the key's file, the newest answer.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from broker.probe.keyfiles import KeyFileRefused, read_secret, write_secret
from broker.probe.signing import ProofMethod

Json = dict[str, Any]


@dataclass(frozen=True)
class Session:
    """A grant as its client instance knows it. `asked_at` (seconds since 1970) is when the newest answer came."""

    grant_endpoint: str
    key: str
    proof: ProofMethod
    kid: str | None = None
    certificate: str | None = None
    asked_at: int = 0
    going_on: Json = field(default_factory=dict)
    tokens: list[Json] = field(default_factory=list)
    finish_nonce: str | None = None
    hash_method: str = "sha-256"
    as_nonce: str | None = None

    def after(self, answer: Json, at: int) -> "Session":
        """Return the session after an answer: its continuation, its tokens, the nonce of its finish."""
        tokens, interact = answer.get("access_token"), answer.get("interact")
        listed = tokens if isinstance(tokens, list) else [tokens] if isinstance(tokens, dict) else []
        finish = interact.get("finish") if isinstance(interact, dict) else None
        return Session(
            **{
                **asdict(self),
                "asked_at": at,
                "going_on": answer.get("continue") or {},
                "tokens": listed or self.tokens,
                "as_nonce": finish or self.as_nonce,
            }
        )

    def wait_left(self, now: int) -> int:
        """Return how many seconds the server still wants before the next continuation (RFC 9635 §3.1)."""
        wait = self.going_on.get("wait", 5)
        return max(0, self.asked_at + (wait if isinstance(wait, int) else 5) - now)

    def token(self, label: str | None) -> Json:
        """Return the token with a label, or the only one. Raises KeyFileRefused."""
        found = [one for one in self.tokens if label is None or one.get("label") == label]
        if len(found) != 1:
            known = ", ".join(str(one.get("label")) for one in self.tokens) or "none"
            raise KeyFileRefused(f"the session holds {len(found)} such tokens; name one with --label (labels: {known})")
        return found[0]

    def save(self, path: Path) -> None:
        """Write the session to its file. Raises KeyFileRefused."""
        write_secret(path, json.dumps(asdict(self), indent=1) + "\n")


def load(path: Path) -> Session:
    """Return the session of a file. Raises KeyFileRefused."""
    try:
        return Session(**json.loads(read_secret(path)))
    except (ValueError, TypeError):
        words = "no session; `countersign gnap request ... --session FILE` writes one"
        raise KeyFileRefused(f"{path} holds {words}") from None
