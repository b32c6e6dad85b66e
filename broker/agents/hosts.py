"""A host that leads its owner here to sign in: from the request to an enrolment, and from the signature to a code.

The enrolment is a proposal like any other that widens: the owner names the agent and signs with the passkey, or
refuses. Only the browser session that came with the request is sent back, with a code that is used once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from broker.agents.client_documents import ClientDocuments
from broker.agents.registering import Registrations, use
from broker.agents.starting import StartingPolicies
from broker.approval.decision import APPROVE
from broker.approval.proposal import NAME, FileItem, HostItem, Item
from broker.gnap.tokens import new_token, token_digest
from broker.oauth.client_document import ClientDocument, Unknown
from broker.oauth.client_registration import is_registered_id
from broker.oauth.metadata import issuer, resource
from broker.oauth.request import Asked, asked_of, client_of, code_uri, parameters, refused_uri
from broker.ratchet.proposals import CannotPerform, propose
from broker.ratchet.sealing import perform_file
from broker.store.query import Session, col, select
from broker.store.tables import Agent, AgentHost, HostVisit, PhoneSession, Proposal
from broker.store.verbs import audit
from broker.vault import Vault

CODE: Final = timedelta(minutes=5)  # OAuth 2.1 §4.1.2: ten at most; the signature may come from another device


@dataclass(frozen=True)
class Hosts:
    """How hosts sign in. `add_agent` adds an agent that has no credential; it raises CannotPerform."""

    public_url: str
    documents: ClientDocuments
    vault: Vault
    mint: Callable[[int], bytes]
    add_agent: Callable[[Session, str, Proposal, datetime], None]
    starting: StartingPolicies
    registrations: Registrations | None = None  # None: no client registers itself here

    async def judged(self, query: str) -> Asked:
        """Return what a request asks for; raise Unusable, Unknown or SentBack. Fetches the client's document."""
        given = parameters(query)
        client = await self._client(client_of(given))
        return asked_of(given, client, resource=resource(self.public_url), issuer=issuer(self.public_url))

    async def _client(self, client_id: str) -> ClientDocument:
        if not is_registered_id(client_id):
            return await self.documents.of(client_id)
        if self.registrations is None:
            raise Unknown("programs do not register themselves here: it needs a document about it")
        return await self.registrations.of(client_id)

    def known(self, session: Session, client_id: str, owner: str) -> list[str]:
        """Return the owner's agents of this client, by name."""
        mine = (col(AgentHost.client_id) == client_id, col(Agent.owner) == owner, col(Agent.revoked_at).is_(None))
        query = select(Agent.name).join(AgentHost, col(AgentHost.agent) == col(Agent.name)).where(*mine)
        return list(session.scalars(query.order_by(col(Agent.name))))

    def templates(self) -> list[str]:
        """Return the templates that the first policy of a new agent may be made from (`broker.policy.starting`)."""
        return self.starting.offered()

    def propose(
        self, session: Session, asked: Asked, agent: str, template: str, signed: PhoneSession, now: datetime
    ) -> Proposal:
        """Return the enrolment that waits for the owner of this session; raise CannotPerform for a name that is no use.

        A name of theirs that this client has already is connected anew. Otherwise the agent's policy is signed with
        it, as the template makes it; without a template it has the one that its owner writes, or none.
        """
        if NAME.fullmatch(agent) is None:
            raise CannotPerform("a name is small letters, digits and dashes, 40 at most, and begins with a letter")
        client = asked.client
        again = agent in self.known(session, client.client_id, signed.owner)
        if not again and session.get(Agent, agent) is not None:
            raise CannotPerform("there is an agent of this name already")
        item = HostItem(
            agent=agent,
            again=again,
            client_id=client.client_id,
            client_name=client.client_name,
            redirect_uri=asked.redirect_uri,
        )
        items: list[Item] = [item]
        if template and not again:
            items.append(self.starting.item(agent, signed.owner, template))
        row = propose(session, owner=signed.owner, items=items, now=now, mint=self.mint, agent=agent)
        session.add(
            HostVisit(
                id=row.id,
                session=signed.digest,
                agent=agent,
                client_id=client.client_id,
                redirect_uri=asked.redirect_uri,
                state=asked.state,
                challenge=asked.challenge,
                resource=asked.resource,
                jkt=asked.jkt,
            )
        )
        session.flush()
        return row

    def perform(self, session: Session, item: HostItem, proposal: Proposal, now: datetime) -> None:
        """Bind the client to its agent, made now unless it is there, and make the code; raise CannotPerform."""
        visit = session.get(HostVisit, proposal.id, populate_existing=True, with_for_update=True)
        shown = (item.agent, item.client_id, item.redirect_uri)
        if visit is None or (visit.agent, visit.client_id, visit.redirect_uri) != shown:
            raise CannotPerform("the program that asked is not there any more")
        if not item.again:
            self._add(session, item, proposal, now)
        elif item.agent not in self.known(session, item.client_id, proposal.owner):
            raise CannotPerform("the agent is not there any more")
        if is_registered_id(item.client_id) and not use(session, item.client_id, now):
            raise CannotPerform("the program that asked is not there any more")
        code = new_token(self.mint)
        visit.code_digest = token_digest(code)
        visit.code_sealed = self.vault.seal(code.encode(), table="host_visit", row=visit.id, column="code")
        visit.code_until = now + CODE
        session.add(visit)
        data = {"proposal": proposal.id, "client": item.client_id}
        audit(
            session,
            kind="host.connected",
            subject=item.agent,
            at=now,
            agent=item.agent,
            owner=proposal.owner,
            data=data,
        )

    def perform_policy(self, session: Session, item: FileItem, proposal: Proposal, now: datetime) -> None:
        """Seal a policy, and lay it out where it came with an enrolment; raise CannotPerform.

        It is written before the commit: a file that nobody signed counts nothing, and may be signed later.
        """
        perform_file(session, item, proposal, now)
        if proposal.kind == "host":
            self.starting.lay_out(item)

    def way_back(self, session: Session, proposal: Proposal, signed: PhoneSession, now: datetime) -> str | None:
        """Return where this browser session goes with the answer; None unless it came with the request, and is awaited.

        The same as long as the code was not redeemed: a page may be opened twice.
        """
        visit = session.get(HostVisit, proposal.id)
        if visit is None or visit.session != signed.digest or proposal.owner != signed.owner:
            return None
        if proposal.decision is None:
            return None
        ours = issuer(self.public_url)
        if proposal.decision != APPROVE:
            return refused_uri(visit.redirect_uri, visit.state, ours, "access_denied", "the owner refused")
        if visit.code_sealed is None or visit.code_until is None or visit.code_until <= now:
            return None
        code = self.vault.open(visit.code_sealed, table="host_visit", row=visit.id, column="code")
        return code_uri(visit.redirect_uri, visit.state, ours, code.decode())

    def _add(self, session: Session, item: HostItem, proposal: Proposal, now: datetime) -> None:
        self.add_agent(session, item.agent, proposal, now)
        row = AgentHost(agent=item.agent, client_id=item.client_id, client_name=item.client_name, connected_at=now)
        session.add(row)
        session.flush()
