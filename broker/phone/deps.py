"""What the phone's door needs from outside, and what follows from the public URL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from broker.ratchet.proposals import Perform
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import Approval, Proposal

_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class PhoneDeps:
    """The store, where we are reached, the clock, chance, who is told of a decision, and what a signed proposal does.

    `decided` runs inside the transaction of the decision, with the row as it was just decided; so does `perform`, which
    names by item kind what an approved proposal changes. `freeze` stops an agent, or everything (None), for an owner;
    `propose_unfreeze` makes the proposal that lets it move again.
    """

    store: Store
    public_url: str
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    decided: Callable[[Session, Approval], None]
    perform: Perform
    freeze: Callable[[Session, str | None, datetime, str | None], None]
    propose_unfreeze: Callable[[Session, str | None, datetime, int | None], Proposal]

    @property
    def origin(self) -> str:
        """Our origin as browsers spell it: scheme, host and any port that is not the scheme's own (RFC 6454 §6.1)."""
        url = urlsplit(self.public_url)
        port = "" if url.port in (None, _DEFAULT_PORTS.get(url.scheme)) else f":{url.port}"
        return f"{url.scheme}://{url.hostname}{port}"

    @property
    def rp_id(self) -> str:
        """The WebAuthn relying party: our host name."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether browsers reach us by https."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def cookie(self) -> str:
        """The session cookie's name; `__Host-` pins it to this very host and to https (RFC 6265bis §4.1.3.2)."""
        return "__Host-countersign" if self.secure else "countersign"
