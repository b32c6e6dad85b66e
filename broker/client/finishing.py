"""Taking what an authorization server says when its interaction ended (RFC 9635 §4.2): nothing counts before the hash.

A finish is taken only in the way that was asked for: a push is a POST by the server, a redirect comes back in the
browser of the grant's own owner, signed in here. Somebody else's browser finishes nothing.
"""

import hmac
from dataclasses import dataclass

import structlog

from broker.client import exchange
from broker.client.context import Context
from broker.client.declaring import finish_method
from broker.client.ending import no_longer
from broker.client.steps import scheduled
from broker.gnap.grant import State
from broker.gnap.profiles import RFC9635, proves_finish
from broker.gnap.tokens import is_token68, token_digest
from broker.store.chain import Entry
from broker.store.query import Session, col, select
from broker.store.store import Store
from broker.store.tables import ClientGrant
from broker.store.verbs import Change, advance

NOBODY = "nobody"  # in place of nonces and server, where no grant is found

log = structlog.get_logger("countersign.client")


@dataclass(frozen=True)
class Browser:
    """A signed-in browser: whose it is, and the digest of its session."""

    owner: str
    session: str


class Finishes:
    """The callbacks of all grants, each at an address of its own that only its authorization server was told."""

    def __init__(self, store: Store, context: Context) -> None:
        self._store = store
        self._context = context

    async def pushed(self, secret: str, proof: str, interact_ref: str) -> bool:
        """Take a finish call (§4.2.2): False unless its hash is right, which is checked before all else."""
        row = await self._called_back(secret)
        if row is None:
            # as much is computed as for a grant that waits, so that time does not tell which addresses are in use
            proves_finish(RFC9635, proof, NOBODY, NOBODY, interact_ref, NOBODY)
            return False
        return await self._take(row, "push", proof, interact_ref)

    async def in_browser(self, secret: str, browser: Browser, proof: str, interact_ref: str) -> bool:
        """Take a finish through the browser (§4.2.1) in which the grant's own owner went on to that server (R6).

        A code may be typed on another device, which then is sent back: with one, any signed-in browser of the owner.
        """
        row = await self._called_back(secret)
        if row is None or row.owner != browser.owner:
            return False
        if not _went_on_in(row, browser):
            return False
        return await self._take(row, "redirect", proof, interact_ref)

    async def rejected(self, secret: str, owner: str) -> bool:
        """Take a refusal without hash and reference, where the server's profile says that they come so.

        It proves nothing, and all that it does is to end the grant that its own owner was sent away with.
        """
        row = await self._called_back(secret)
        if row is None or row.owner != owner or self._context.profile(row).denial != "bare-result":
            return False
        if row.state != State.PENDING or finish_method(self._context, row) != "redirect":
            return False
        now = self._context.now()
        await self._advance(row, lambda row: exchange.rejected(row, now) if row.state == State.PENDING else None)
        return True

    async def page_of(self, secret: str) -> str:
        """Return the path of our page that says how it ended: of the approval that came first, else the inbox."""
        row = await self._called_back(secret)
        return f"/approve/{row.approval}" if row is not None and row.approval else "/inbox"

    async def _called_back(self, secret: str) -> ClientGrant | None:
        found = select(ClientGrant).where(col(ClientGrant.callback_digest) == token_digest(secret))
        return await self._store.read(lambda session: session.exec(found).one_or_none())

    async def _take(self, row: ClientGrant, method: str, proof: str, interact_ref: str) -> bool:
        now = self._context.now()
        # A grant that was to end in the owner's browser is not finished by somebody's POST, nor the other way round.
        asked_for, proved = finish_method(self._context, row) == method, self._proves(row, proof, interact_ref)
        if not asked_for or not is_token68(interact_ref) or not proved:
            log.info("finish_unknown", grant=row.id)
            return False

        known: list[bool] = []

        def finished(row: ClientGrant) -> Change[ClientGrant] | None:
            waits = row.state == State.PENDING and self._proves(row, proof, interact_ref)
            repeated = row.interact_ref_sealed is not None
            known.append(waits and (not repeated or self._context.opened(row, "interact_ref") == interact_ref))
            if not waits or repeated:
                return None
            row.interact_ref_sealed = self._context.sealed(row, "interact_ref", interact_ref)
            no_longer(row, "interaction_uri", "user_code")  # RFC 9635 §4: each is used once
            entry = Entry("client.finished", row.id, now, row.agent, row.owner, {})
            return Change(scheduled(row, now), audit=(entry,), wake=("due",))

        await self._advance(row, finished)
        return known[-1]

    def _proves(self, row: ClientGrant, proof: str, interact_ref: str) -> bool:
        if row.finish_nonce is None or row.as_nonce is None:
            return False
        profile = self._context.profile(row)
        return proves_finish(profile, proof, row.finish_nonce, row.as_nonce, interact_ref, row.authorization_server)

    async def _advance(self, row: ClientGrant, change: "exchange.Changed") -> None:
        def work(session: Session) -> None:
            advance(session, ClientGrant, row.id, change)

        await self._store.write(work)


def _went_on_in(row: ClientGrant, browser: Browser) -> bool:
    # a finish that was taken already is only told once more
    anywhere = row.user_code_sealed is not None or row.interact_ref_sealed is not None
    here = row.opened_in is not None and hmac.compare_digest(row.opened_in, browser.session)
    return anywhere or here
