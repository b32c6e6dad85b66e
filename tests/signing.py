"""Signing what waits, in one process and without a browser: what an owner's phone does, for tests about other things.

The challenge, the signature, the transaction and the verification are the product's own; only the page is left out.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from broker.agents.credentials import new_credential
from broker.app import Broker
from broker.approval.decision import APPROVE, challenge
from broker.approval.proposal import AgentItem
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import ScriptedPhone
from broker.phone.enrol import new_pairing, type_digits
from broker.ratchet.proposals import Evidence, Perform, decide, outcome
from broker.store import Store
from broker.store.query import Session, col, select
from broker.store.tables import Proposal

Assert = Callable[[bytes], tuple[str, Mapping[str, Any]]]
"""From a challenge to the passkey's id and its assertion."""


def sign(session: Session, perform: Perform, row: Proposal, by: Assert, now: datetime, verb: str = APPROVE) -> bool:
    """Decide one proposal with a passkey; return whether this decision was the first."""
    nonce, not_after = bytes(32), now + timedelta(minutes=5)
    made = challenge(nonce=nonce, grant=row.id, owner=row.owner, verb=verb, digest=row.digest, not_after=not_after)
    passkey, assertion = by(made)
    evidence = Evidence(passkey, dict(assertion), nonce, not_after)
    return decide(session, perform, row, verb=verb, reason=None, evidence=evidence, now=now)


def open_proposals(session: Session, now: datetime) -> list[Proposal]:
    """Return what waits for a signature, oldest first."""
    rows = session.exec(select(Proposal).order_by(col(Proposal.created_at)))
    return [row for row in rows if outcome(row, now) == "waiting"]


def sign_all(store: Store, perform: Perform, by: Assert, now: datetime) -> int:
    """Approve everything that waits; return how many proposals that were."""

    def work(session: Session) -> int:
        waiting = open_proposals(session, now)
        for row in waiting:
            sign(session, perform, row, by, now)
        return len(waiting)

    return store.write_sync(work)


async def pair(broker: Broker, phone: ScriptedPhone, owner: str = "alice") -> None:
    """Pair a phone with an owner, as `countersign phone pair` does: link, passkey, digits."""
    secret, now = secrets.token_urlsafe(32), broker.now()

    def begin(session: Session) -> tuple[str, str]:
        digest = hashlib.sha256(secret.encode()).hexdigest()
        pairing, path = new_pairing(session, owner=owner, terminal_digest=digest, now=now, mint=broker.mint)
        return pairing.id, path

    pairing, path = await broker.store.write(begin)

    async def type_them(digits: str) -> None:
        await broker.store.write(
            lambda session: (
                type_digits(
                    session, pairing_id=pairing, terminal_secret=secret, digits=digits, now=now, mint=broker.mint
                ).id
            )
        )

    await phone.enrol(broker.settings.public_url + path, type_them)


def seal(broker: Broker, passkey: SoftwarePasskey) -> None:
    """Sign everything that waits for a passkey, and put it in force."""
    origin = broker.settings.public_url

    def by(made: bytes) -> tuple[str, Mapping[str, Any]]:
        text = base64.urlsafe_b64encode(made).rstrip(b"=").decode()
        assertion = passkey.get({"challenge": text, "rpId": "localhost"}, origin)
        return assertion["id"], assertion

    broker.watch.refresh()
    sign_all(broker.store, broker.phone.perform, by, broker.now())
    broker.watch.refresh()


async def add_agent(broker: Broker, passkey: SoftwarePasskey, name: str, owner: str = "alice") -> str:
    """Add an agent by the owner's signature; return its credential."""
    credential, digest = new_credential(secrets.token_bytes)
    now, propose = broker.now(), broker.ownership.propose_agent
    item = AgentItem(agent=name, credential_digest=digest)
    await broker.store.write(lambda session: propose(session, item, owner, now, None).id)
    seal(broker, passkey)
    return credential.reveal()
