"""What the phone's door needs from outside, and what follows from the public URL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from broker.oauth.request import Asked
from broker.ratchet.proposals import Perform
from broker.store.query import Session
from broker.store.store import Store
from broker.store.tables import Approval, ClientGrant, PhoneSession, Proposal
from broker.wakeups import Wakeups

_DEFAULT_PORTS = {"https": 443, "http": 80}


class Met(Protocol):
    """A start mode of a grant request that this browser may go on with (RFC 9635 §3.3)."""

    @property
    def id(self) -> str:
        """The visit's id: no secret."""

    @property
    def approval(self) -> str:
        """The approval that its owner is asked for."""

    @property
    def agent(self) -> str:
        """The client, as its owner named it."""

    @property
    def display(self) -> dict[str, Any] | None:
        """What the client says of itself."""

    @property
    def host(self) -> str | None:
        """Where the browser goes after the answer, None where it stays."""

    @property
    def decided(self) -> bool:
        """Whether the answer was given elsewhere already."""

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that the client asked for, best first (RFC 9635 §2.5.3)."""


class Visits(Protocol):
    """How an owner comes to a grant from its client, in the caller's transaction; None and False say nothing more."""

    def by_uri(self, session: Session, secret: str, signed: PhoneSession, now: datetime) -> Met | None:
        """Return what the secret of a URI leads to, for this session."""

    def by_code(self, session: Session, text: str, signed: PhoneSession, now: datetime) -> Met | None:
        """Return what a typed code leads to, for this session."""

    def enter(self, session: Session, visit: str, signed: PhoneSession, now: datetime) -> bool:
        """Bind the visit to this session; tell whether it is this session's."""

    def mine(self, session: Session, grant: str, signed: PhoneSession, now: datetime) -> Met | None:
        """Return the visit by which this session came to the grant."""

    def complete(self, session: Session, approval: Approval, session_digest: str | None, now: datetime) -> None:
        """Note that the grant's approval was answered, in that session or (None) in none."""

    def way_back(self, session: Session, visit: str, signed: PhoneSession) -> str | None:
        """Return the client's URI to which this session's browser is sent now."""


class Hosts(Protocol):
    """How the host of an agent signs in (OAuth): what it asks, the enrolment, and the way back."""

    async def judged(self, query: str) -> Asked:
        """Return what a request asks for; raise Unusable, Unknown or SentBack."""

    def known(self, session: Session, client_id: str, owner: str) -> list[str]:
        """Return the owner's agents of this client, by name."""

    def templates(self) -> list[str]:
        """Return the templates for the policy of a new agent that may be picked; the first one is meant to be."""

    def propose(
        self, session: Session, asked: Asked, agent: str, template: str, signed: PhoneSession, now: datetime
    ) -> Proposal:
        """Return the enrolment that waits for the owner of this session; raise CannotPerform."""

    def way_back(self, session: Session, proposal: Proposal, signed: PhoneSession, now: datetime) -> str | None:
        """Return where this browser session goes with the answer, None where it stays."""


@dataclass(frozen=True)
class PhoneDeps:
    """The store, where we are reached, the clock, chance, who is told of a decision, and what a signed proposal does.

    `decided` runs inside the transaction of the decision, with the row as it was just decided; so does `perform`, which
    names by item kind what an approved proposal changes. `freeze` stops an agent, or everything (None), for an owner,
    and `end` ends one for good; `revoke_tokens` ends what a grant still gives, and returns how many tokens that were;
    `propose_unfreeze` makes the proposal that lets it move again, `propose_lift` the one that lets it ask again.
    `visits` are the ways from a client to its owner's pages, `hosts` those from an agent's host; `opened` returns a
    sealed column of an ask of ours, LookupError where there is none.
    """

    store: Store
    public_url: str
    now: Callable[[], datetime]
    mint: Callable[[int], bytes]
    decided: Callable[[Session, Approval], None]
    perform: Perform
    freeze: Callable[[Session, str | None, datetime, str | None], None]
    end: Callable[[Session, str, datetime, str | None], None]
    revoke_tokens: Callable[[Session, str, datetime], int]
    propose_unfreeze: Callable[[Session, str | None, datetime, int | None], Proposal]
    propose_lift: Callable[[Session, str, datetime, int | None], Proposal]
    visits: Visits
    hosts: Hosts
    opened: Callable[[ClientGrant, str], str]
    wakeups: Wakeups

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
