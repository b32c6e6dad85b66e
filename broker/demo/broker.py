"""The demo's own broker, in this process, as far as the story may steer it."""

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import AsyncIterator

from broker.agents.credentials import new_credential
from broker.app import Broker, build
from broker.approval.proposal import AgentItem
from broker.config import Settings
from broker.demo.story import OWNER, DemoBroker, Pairing
from broker.phone.enrol import new_pairing, type_digits
from broker.serving import has_passkey, serving
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Approval, Owner, Proposal


class Steered:
    """The demo's own broker, as far as the story may steer it: what a command line may do, and looking."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    async def pairing(self) -> Pairing:
        """Return a fresh one-use link, and what takes the digits that the phone shows."""
        broker, secret = self._broker, secrets.token_urlsafe(32)
        digest = hashlib.sha256(secret.encode()).hexdigest()

        def begin(session: Session) -> tuple[str, str]:
            row, path = new_pairing(session, owner=OWNER, terminal_digest=digest, now=broker.now(), mint=broker.mint)
            return row.id, path

        pairing, path = await broker.store.write(begin)

        async def typed(digits: str) -> None:
            def work(session: Session) -> None:
                type_digits(
                    session,
                    pairing_id=pairing,
                    terminal_secret=secret,
                    digits=digits,
                    now=broker.now(),
                    mint=broker.mint,
                )

            await broker.store.write(work)

        return Pairing(broker.settings.public_url + path, typed)

    async def has_passkey(self) -> bool:
        """Tell whether the owner paired a device."""
        return await has_passkey(self._broker)

    async def propose_agent(self, name: str) -> str:
        """Propose an agent to the owner; return its credential, which counts once the owner signed."""
        credential, digest = new_credential(self._broker.mint)
        item = AgentItem(agent=name, credential_digest=digest)
        now, propose = self._broker.now(), self._broker.ownership.propose_agent
        await self._broker.store.write(lambda session: propose(session, item, OWNER, now, None).id)
        return credential.reveal()

    async def unsigned(self) -> list[str]:
        """Return the ids of the proposals that wait: the files, and the agent. Looks at the files before it answers."""
        await self._broker.reload()
        waiting = select(Proposal.id).where(col(Proposal.decision).is_(None), col(Proposal.withdrawn_at).is_(None))
        return await self._broker.store.read(lambda session: list(session.exec(waiting)))

    async def is_set_up(self, name: str) -> bool:
        """Tell whether the agent is added and its policy in force. Looks at the files before it answers."""
        await self._broker.reload()
        added = await self._broker.store.read(lambda session: session.get(Agent, name) is not None)
        return added and self._broker.files.policy(name) is not None

    async def approval_paths(self) -> list[str]:
        """Return the paths of the pages on which an approval waits."""
        waiting = select(Approval.id).where(col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
        found = await self._broker.store.read(lambda session: list(session.exec(waiting)))
        return [f"/approve/{one}" for one in found]


@contextlib.asynccontextmanager
async def demo_broker(where: Settings) -> AsyncIterator[DemoBroker]:
    """Run a broker with `where`'s own folders and database, whose owner is the story's."""
    broker = await asyncio.to_thread(build, where)
    try:
        async with serving(broker):
            now = broker.now()
            await broker.store.write(lambda session: session.add(Owner(name=OWNER, created_at=now)))
            yield Steered(broker)
    finally:
        await broker.close()
