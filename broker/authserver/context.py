"""What the embedded authorization server needs from outside: the clock, chance, the vault and the files in force."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.connectors.model import Connector
from broker.policy.model import Policy
from broker.vault import Vault

WAIT = timedelta(seconds=5)  # RFC 9635 §3.1: not below 5 (decisions P3)
IDEMPOTENCE = timedelta(minutes=10)  # RFC 9635 §11.33: as long as a token lives; shorter once it is seen in use


@dataclass(frozen=True)
class Context:
    """Given once, by `app`. `policies` returns the policy in force of an agent, `connectors` those in force.

    `open_payments` is the context of that dialect's path: it is what the client goes on at, and a token is rotated and
    revoked by itself, not by a token of its own.
    """

    grant_endpoint: str
    public_url: str
    vault: Vault
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    policies: Callable[[str], Policy | None]
    connectors: Callable[[], Sequence[Connector]]
    open_payments: bool = False

    @property
    def open_payments_endpoint(self) -> str:
        """Where Open Payments is spoken, where it is; it is part of every interaction hash of that path."""
        return f"{self.public_url}/open-payments"

    def continue_uri(self, grant: str) -> str:
        """The continuation URI of a grant (RFC 9635 §3.1)."""
        return f"{self._spoken_at}/continue/{grant}"

    def manage_uri(self, token: str) -> str:
        """The management URI of a token (RFC 9635 §3.2.1); it carries the token's id, never its value."""
        return f"{self._spoken_at}/token/{token}"

    @property
    def _spoken_at(self) -> str:
        return self.open_payments_endpoint if self.open_payments else self.grant_endpoint
