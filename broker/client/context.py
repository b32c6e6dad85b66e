"""What the broker's client instance needs from outside: the clock, chance, the vault and the files in force."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from broker.connectors.model import UNKNOWN_THERE, Connector, Introduction
from broker.gnap.keys import PrivateKey
from broker.gnap.profiles import RFC9635, Profile
from broker.policy.model import Policy
from broker.store.tables import ClientGrant, ClientKey
from broker.vault import Vault

EMBEDDED = "embedded"


@dataclass(frozen=True)
class Context:
    """Given once, by `app`. `origin` and `rp_id` are where the owner's passkeys may be used."""

    public_url: str
    grant_endpoint: str
    origin: str
    rp_id: str
    vault: Vault
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    policies: Callable[[str], Policy | None]
    connectors: Callable[[], Sequence[Connector]]

    def grant_endpoint_of(self, connector: Connector) -> str:
        """The grant endpoint URI of the authorization server that a connector names."""
        return self.grant_endpoint if connector.authorization_server == EMBEDDED else connector.authorization_server

    def is_embedded(self, row: ClientGrant) -> bool:
        """Tell whether a grant was asked for at the embedded authorization server."""
        return row.authorization_server == self.grant_endpoint

    def profile(self, row: ClientGrant) -> Profile:
        """How the authorization server of a grant wants to be spoken to, by the connector in force."""
        connector = self._pinned(row)
        return RFC9635 if connector is None else connector.profile

    def introduction(self, row: ClientGrant) -> Introduction:
        """How the broker introduces itself at the authorization server of a grant."""
        connector = self._pinned(row)
        return UNKNOWN_THERE if connector is None else connector.introduction

    def _pinned(self, row: ClientGrant) -> Connector | None:
        # A connector that names another server by now says nothing about this one.
        connector = self.connector(row.connector)
        same = connector is not None and self.grant_endpoint_of(connector) == row.authorization_server
        return connector if same else None

    def connector(self, name: str) -> Connector | None:
        """The connector in force of that name."""
        return next((one for one in self.connectors() if one.name == name), None)

    def sealed(self, row: ClientGrant, column: str, value: str) -> bytes:
        """Return a secret of this row, sealed for this row and column only."""
        return self.vault.seal(value.encode(), table="client_grant", row=row.id, column=column)

    def opened(self, row: ClientGrant, column: str) -> str:
        """Return the secret of this row and column; raise LookupError where there is none."""
        value: bytes | None = getattr(row, f"{column}_sealed")
        if value is None:
            raise LookupError(f"{row.id} has no {column}")
        return self.vault.open(value, table="client_grant", row=row.id, column=column).decode()

    def private(self, key: ClientKey) -> PrivateKey:
        """Return the private key of a (agent, authorization server) pair."""
        der = self.vault.open(key.private_sealed, table="client_key", row=key.id, column="private")
        return PrivateKey.from_bytes(der, kid=key.id)
