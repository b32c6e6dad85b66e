"""Which refusals are written down: those of clients and resource servers that an owner has signed for.

Anybody can make a key, and with it refusals without end. A stranger's stands in the log only, which costs no durable
write; who is registered may be attacked or at fault, and that belongs into the record.
"""

from dataclasses import dataclass
from datetime import datetime

from broker.authserver.context import Context
from broker.authserver.resource_servers import is_named
from broker.gnap.errors import GnapError
from broker.store.query import Session
from broker.store.tables import RegisteredClient
from broker.store.verbs import audit


@dataclass(frozen=True)
class Claimed:
    """Whom a message claims to be from: the identity of a key, and of the registration that counts for it."""

    context: Context
    key: str
    registration: str
    now: datetime

    def is_known(self, session: Session) -> bool:
        """Tell whether that is registered, still or once, or is a resource server's of a connector in force."""
        named = self.registration
        return session.get(RegisteredClient, named) is not None or is_named(self.context.connectors(), named)

    def refused(self, session: Session, refusal: GnapError) -> GnapError:
        """Return the refusal, once its reason, which nobody outside is told, stands in the record."""
        data = {"code": str(refusal.code), "why": refusal.reason}
        audit(session, kind="server.request_refused", subject=self.key, at=self.now, data=data)
        return refusal
