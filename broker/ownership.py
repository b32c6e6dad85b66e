"""What owners do to an installation: what their signature performs, and what they may narrow at any time.

The ratchet knows proposals and files; the doors know their own rows. Here both meet, because an agent is a row of the
ratchet, a key of the client instance and a registration at the embedded authorization server at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broker.agents.credentials import digest_of_nobodys
from broker.agents.sign_ins import shut
from broker.approval.proposal import (
    NAME,
    NAME_WORDS,
    AgentItem,
    ClientItem,
    CredentialItem,
    EmailItem,
    Item,
    KeyedItem,
    LiftItem,
    OutsideItem,
    OwnerItem,
    RecoveryItem,
    SecretItem,
    UnfreezeItem,
    email_address,
)
from broker.authserver import stopping as server_side
from broker.authserver.registration import register, register_foreign
from broker.client import secret as connector_secret
from broker.client import stopping as client_side
from broker.client.context import Context
from broker.client.keys import key_for
from broker.client.revoking import revocation
from broker.connectors.model import Connector
from broker.gnap.tokens import new_token
from broker.notify.channels import keep
from broker.notify.outbox import Shows
from broker.notify.outside import Address
from broker.ratchet.cooling import cooling_until, lift
from broker.ratchet.freezing import NoSuchAgent, frozen_since, set_frozen
from broker.ratchet.lineage import below, minted_by
from broker.ratchet.proposals import CannotPerform, Mint, Perform, has_device, propose, steward
from broker.ratchet.sealing import perform_file
from broker.store.query import Session, col, select
from broker.store.tables import Agent, AgentHost, Channel, ConnectorSecret, Owner, Proposal, RegisteredClient
from broker.store.verbs import audit, use_once, wake
from broker.vault import Secret

FROZEN = "the owner froze this agent; nothing runs until they unfreeze it"
REVOKED = "the owner revoked this agent"
REPLACED = "the credential or sign-in that this came of has ended"


class NotProposed(Exception):
    """Nothing was proposed; the message says why and what to do first."""


@dataclass(frozen=True)
class Ownership:
    """The acts of owners. Every method works inside the caller's transaction."""

    client: Context
    grant_endpoint: str
    callback_prefix: str
    mint: Mint

    def performers(self) -> Perform:
        """Return, by item kind, what a signature performs; the phone adds what it performs itself."""
        return {
            "agent": self._add_agent,
            "client": self._add_client,
            "keyed": self._add_keyed,
            "credential": self._change_credential,
            "policy": perform_file,
            "connector": perform_file,
            "unfreeze": _unfreeze,
            "lift": _lift,
            "owner": _add_owner,
            "email": _set_email,
            "recovery": _set_recovery,
            "outside": _add_channel,
            "secret": self._put_secret_in_force,
        }

    def propose_agent(
        self, session: Session, item: AgentItem, owner: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new agent to its owner; raise NotProposed where it may not be.

        Its `credential_digest` is the hex SHA-256 of a credential that the asking command made and keeps.
        """
        person = _answering(session, owner)
        _check_new(session, item.agent)
        return propose(session, owner=person, items=[item], now=now, mint=self.mint, agent=item.agent, peer_uid=uid)

    def propose_client(
        self, session: Session, item: ClientItem, owner: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose an agent that speaks GNAP itself to its owner; raise NotProposed where it may not be."""
        person = _answering(session, owner)
        _check_new(session, item.agent)
        if session.get(RegisteredClient, item.identity) is not None:
            raise NotProposed("this key is registered already: every agent has a key of its own")
        return propose(session, owner=person, items=[item], now=now, mint=self.mint, agent=item.agent, peer_uid=uid)

    def propose_keyed(
        self, session: Session, item: KeyedItem, owner: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose an agent that signs in by a key of its own to its owner; raise NotProposed where it may not be."""
        person = _answering(session, owner)
        _check_new(session, item.agent)
        return propose(session, owner=person, items=[item], now=now, mint=self.mint, agent=item.agent, peer_uid=uid)

    def propose_credential(
        self, session: Session, item: CredentialItem, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new credential for an agent to its owner; raise NotProposed where it may not be."""
        name = item.agent
        row = _known(session, name)
        if row.revoked_at is not None:
            raise NotProposed(f"agent {name} is revoked for good: add an agent of another name")
        if row.parent is not None:
            raise NotProposed(f"agent {name} is a child of {row.parent}, which mints another one instead")
        own_key = select(RegisteredClient).where(
            col(RegisteredClient.agent) == name, col(RegisteredClient.builtin).is_(False)
        )
        if session.exec(own_key).first() is not None:
            raise NotProposed(f"agent {name} speaks GNAP with a key of its own: it has no credential to change")
        return propose(session, owner=row.owner, items=[item], now=now, mint=self.mint, agent=name, peer_uid=uid)

    def propose_unfreeze(self, session: Session, agent: str | None, now: datetime, uid: int | None) -> Proposal:
        """Propose to unfreeze one agent, or everything (None); raise NotProposed where nothing is frozen."""
        owner = _known(session, agent).owner if agent else steward(session)
        if (
            owner is None
            or (agent and _known(session, agent).frozen_at is None)
            or (agent is None and frozen_since(session) is None)
        ):
            raise NotProposed(f"{agent or 'everything'} is not frozen")
        return self._once(session, owner, UnfreezeItem(agent=agent), f"unfreeze:{agent or ''}", agent, now, uid)

    def propose_lift(self, session: Session, agent: str, now: datetime, uid: int | None) -> Proposal:
        """Propose that this agent may ask again for what was refused; raise NotProposed where nothing was, lately."""
        if cooling_until(session, agent, now) is None:
            raise NotProposed(f"no refusal holds {agent} back")
        owner = _known(session, agent).owner
        return self._once(session, owner, LiftItem(agent=agent), f"lift:{agent}", agent, now, uid)

    def propose_owner(self, session: Session, name: str, now: datetime, uid: int | None) -> Proposal:
        """Propose a further owner to the first one; raise NotProposed where it may not be."""
        if NAME.fullmatch(name) is None:
            raise NotProposed(f'"{name}" is no owner name: {NAME_WORDS}')
        first = _answering(session, steward(session))
        if session.get(Owner, name) is not None:
            raise NotProposed(f"there is an owner {name} already")
        return self._once(session, first, OwnerItem(name=name), f"owner:{name}", None, now, uid)

    def propose_email(
        self, session: Session, owner: str | None, email: str, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose to its owner an e-mail address that clients may be told; raise NotProposed where it may not be."""
        person, address = _answering(session, owner), email_address(email)
        if address is None:
            raise NotProposed("this is no e-mail address: write it plainly, as in alice@example.org")
        # whose it may be already is told to nobody but whoever signs: any local program may propose
        return self._once(session, person, EmailItem(email=address), f"email:{person}:{address}", None, now, uid)

    def clear_email(self, session: Session, owner: str, now: datetime) -> None:
        """Forget the owner's e-mail address, if there is one. Free, and idempotent."""
        if use_once(session, Owner, col(Owner.name) == owner, col(Owner.email).is_not(None), values={"email": None}):
            audit(session, kind="owner.email", subject=owner, at=now, owner=owner, data={"address": "forgotten"})

    def propose_channel(
        self,
        session: Session,
        owner: str | None,
        address: Address,
        after: int,
        shows: Shows,
        now: datetime,
        uid: int | None,
    ) -> Proposal:
        """Propose to its owner a channel outside of browsers, told after so many seconds; raise NotProposed."""
        person = _answering(session, owner)
        channel = keep(
            session, self.client.vault, address, owner=person, after=after, shows=shows, now=now, mint=self.mint
        )
        item = OutsideItem(
            channel=channel.id,
            service=address.service,
            place=address.place,
            address_digest=address.digest,
            after=after,
            shows=shows,
        )
        return propose(session, owner=person, items=[item], now=now, mint=self.mint, peer_uid=uid)

    def propose_secret(
        self, session: Session, name: str, value: Secret, now: datetime, uid: int | None, *, got: bool = False
    ) -> Proposal:
        """Propose to the first owner what calls of a connector carry; raise NotProposed where it may not be.

        With `got` it is a refresh token that the broker got itself, and not one that was typed.
        """
        connector = self._with_credential(name)
        endpoint = connector.credential.token_endpoint if connector.credential else None
        judged = connector_secret.unfit_pair if endpoint else connector_secret.unfit
        if why := judged(value.reveal()):
            raise NotProposed(why)
        first = _answering(session, steward(session))
        before = connector_secret.kept(session, self.client, connector) is not None
        row = connector_secret.keep(session, self.client, connector, value, now, self.mint, got=got)
        server = row.resource_server
        item = SecretItem(
            secret=row.id, connector=name, resource_server=server, token_endpoint=endpoint, replaces=before
        )
        return propose(session, owner=first, items=[item], now=now, mint=self.mint, peer_uid=uid)

    def check_secret(self, session: Session, name: str) -> None:
        """Return where a secret of a connector could be proposed now; raise NotProposed where it may not be."""
        self._with_credential(name)
        _answering(session, steward(session))

    def forget_secret(self, session: Session, name: str, now: datetime) -> bool:
        """Let calls of a connector carry nothing any more; False where there was nothing. Free."""
        gone = connector_secret.forget(session, self.client, name, now)
        if gone:
            audit(session, kind="connector.secret_removed", subject=name, at=now)
        return gone

    def revocation(self, session: Session, name: str) -> str | None:
        """Return how the end of a connector's last refresh token was told to its server, in words; None without one."""
        return revocation(session, name)

    def secrets(self, session: Session) -> list[dict[str, Any]]:
        """Return the connectors in force that need a secret, each with why its calls cannot be made, None if they can.

        Nothing of a secret itself is told.
        """
        return [
            {
                "connector": one.name,
                "resource_server": one.resource_server,
                "kind": one.credential.kind,
                "fault": connector_secret.missing(session, self.client, one),
                "revocation": revocation(session, one.name),
            }
            for one in sorted(self.client.connectors(), key=lambda one: one.name)
            if one.credential is not None
        ]

    def _with_credential(self, name: str) -> Connector:
        known = {one.name: one for one in self.client.connectors()}
        if name not in known:
            raise NotProposed(f'no connector "{name}" is in force; in force: {", ".join(sorted(known)) or "none"}')
        if known[name].credential is None:
            raise NotProposed(f"calls of connector {name} carry no secret: its file names no credential")
        return known[name]

    def propose_recovery(
        self, session: Session, owner: str | None, recovery_digest: str, now: datetime, uid: int | None
    ) -> Proposal:
        """Propose a new recovery code to its owner; raise NotProposed where they have no device."""
        person = _answering(session, owner)
        item = RecoveryItem(recovery_digest=recovery_digest)
        return propose(session, owner=person, items=[item], now=now, mint=self.mint, peer_uid=uid)

    def freeze(self, session: Session, agent: str | None, now: datetime, owner: str | None) -> None:
        """Stop one agent, or everything (None), now; raise NoSuchAgent. Free, and idempotent."""
        set_frozen(session, agent, now, now=now, owner=owner)
        for one in [agent] if agent is None else [agent, *below(session, agent)]:
            client_side.stop(session, one, now, FROZEN)
            server_side.stop(session, one, now)

    def revoke(self, session: Session, agent: str, now: datetime, owner: str | None, why: str = REVOKED) -> None:
        """End an agent and its children for good: credentials, grants, tokens; raise NoSuchAgent. Free, and idempotent.

        `why` is what its waiting calls are told.
        """
        row = session.get(Agent, agent, populate_existing=True, with_for_update=True)
        if row is None:
            raise NoSuchAgent(f'there is no agent "{agent}"; countersign agent list shows who is')
        if row.revoked_at is not None:
            return
        for child in below(session, agent):
            self._revoke(session, session.get_one(Agent, child, with_for_update=True), now, owner, why)
        self._revoke(session, row, now, owner, why)

    def _revoke(self, session: Session, row: Agent, now: datetime, owner: str | None, why: str) -> None:
        agent = row.name
        # Decisions P11: tokens and grants end before the key is of no use any more.
        client_side.stop(session, agent, now, why)
        server_side.revoke_agent(session, agent, now)
        row.revoked_at = now
        session.add(row)
        audit(session, kind="agent.revoked", subject=agent, at=now, agent=agent, owner=owner or row.owner)
        wake(session, f"agent:{agent}")

    def cut(self, session: Session, agent: str, now: datetime) -> None:
        """End what came of a credential or a sign-in of this agent, which ends now: children, tokens in its own hands.

        Whoever has a copy of it has those too. The caller holds the lock of the agent. Free, and idempotent.
        """
        for child in below(session, agent):
            self.revoke(session, child, now, None, REPLACED)
        client_side.stop_held(session, agent, now, REPLACED)
        server_side.stop_held(session, agent, now)
        wake(session, f"agent:{agent}")

    def _cap(self, session: Session, row: Agent, until: datetime, now: datetime) -> None:
        """Let the children of the credential that works until then end with it, and all others now."""
        for child in [session.get_one(Agent, name, with_for_update=True) for name in below(session, row.name)]:
            if child.parent == row.name and minted_by(child) != row.previous_digest:
                self.revoke(session, child.name, now, None, REPLACED)
        for child in [session.get_one(Agent, name) for name in below(session, row.name)]:
            child.credential_expires_at = min(until, child.credential_expires_at or until)
            session.add(child)

    def register(self, session: Session, agent: Agent, now: datetime) -> None:
        """Keep a new agent, with a key at the embedded authorization server."""
        session.add(agent)
        session.flush()
        key = key_for(session, self.client, agent.name, self.grant_endpoint)
        register(
            session,
            agent=agent.name,
            owner=agent.owner,
            public_jwk=key.public_jwk,
            callback_prefix=self.callback_prefix,
            now=now,
        )

    def _once(
        self, session: Session, owner: str, item: Item, key: str, agent: str | None, now: datetime, uid: int | None
    ) -> Proposal:
        return propose(
            session, owner=owner, items=[item], now=now, mint=self.mint, open_key=key, agent=agent, peer_uid=uid
        )

    def _add_agent(self, session: Session, item: AgentItem, proposal: Proposal, now: datetime) -> None:
        if session.get(Agent, item.agent) is not None:
            raise CannotPerform(f"there is an agent {item.agent} already")
        made = Agent(name=item.agent, owner=proposal.owner, credential_digest=item.credential_digest, created_at=now)
        made.credential_expires_at = _end(item.expires_in, now)
        self.register(session, made, now)
        data = {"proposal": proposal.id}
        audit(
            session, kind="agent.added", subject=item.agent, at=now, agent=item.agent, owner=proposal.owner, data=data
        )

    def add_without_credential(self, session: Session, agent: str, proposal: Proposal, now: datetime) -> None:
        """Add an agent that signs in, by a key of its own or by its host; raise CannotPerform where it is there."""
        nobodys = digest_of_nobodys(self.mint)
        self._add_agent(session, AgentItem(agent=agent, credential_digest=nobodys), proposal, now)

    def _add_client(self, session: Session, item: ClientItem, proposal: Proposal, now: datetime) -> None:
        if session.get(Agent, item.agent) or session.get(RegisteredClient, item.identity):
            raise CannotPerform(f"there is an agent {item.agent}, or its key, already")
        closed = digest_of_nobodys(self.mint)  # the MCP door stays shut for it
        session.add(Agent(name=item.agent, owner=proposal.owner, credential_digest=closed, created_at=now))
        session.flush()
        register_foreign(session, item, owner=proposal.owner, instance_id=new_token(self.mint), now=now)
        data = {"proposal": proposal.id, "key": item.identity}
        audit(
            session, kind="agent.added", subject=item.agent, at=now, agent=item.agent, owner=proposal.owner, data=data
        )

    def _add_keyed(self, session: Session, item: KeyedItem, proposal: Proposal, now: datetime) -> None:
        self.add_without_credential(session, item.agent, proposal, now)
        session.add(AgentHost(agent=item.agent, client_id=item.agent, key=item.key, connected_at=now))
        session.flush()

    def _change_credential(self, session: Session, item: CredentialItem, proposal: Proposal, now: datetime) -> None:
        row = session.get(Agent, item.agent, populate_existing=True, with_for_update=True)
        if row is None or row.owner != proposal.owner or row.revoked_at is not None:
            raise CannotPerform(f"agent {item.agent} is not there any more")
        row.previous_digest, row.previous_until = _overlapping(row, item.overlap, now)
        row.credential_digest, row.credential_expires_at = item.credential_digest, _end(item.expires_in, now)
        session.add(row)
        # whoever holds the new one is this agent from now on
        if shut(session, row.name, now) or row.previous_until is None:
            self.cut(session, row.name, now)
        else:
            self._cap(session, row, row.previous_until, now)
        audit(
            session,
            kind="agent.credential",
            subject=row.name,
            at=now,
            agent=row.name,
            owner=row.owner,
            data={"proposal": proposal.id},
        )
        wake(session, f"agent:{row.name}")

    def _put_secret_in_force(self, session: Session, item: SecretItem, proposal: Proposal, now: datetime) -> None:
        row = session.get(ConnectorSecret, item.secret, populate_existing=True, with_for_update=True)
        if row is None or row.removed_at is not None:
            raise CannotPerform("another secret was put in since: sign that one")
        shown = (item.connector, item.resource_server, item.token_endpoint)
        if (row.connector, row.resource_server, row.token_endpoint) != shown:
            raise CannotPerform("this secret was put in for another connector")
        connector_secret.put_in_force(session, self.client, row, now)
        data = {"secret": row.id, "proposal": proposal.id}
        audit(session, kind="connector.secret", subject=row.connector, at=now, owner=proposal.owner, data=data)


def _lift(session: Session, item: LiftItem, _: Proposal, now: datetime) -> None:
    lift(session, item.agent, now)


def _unfreeze(session: Session, item: UnfreezeItem, proposal: Proposal, now: datetime) -> None:
    try:
        set_frozen(session, item.agent, None, now=now, owner=proposal.owner)
    except NoSuchAgent as why:
        raise CannotPerform(str(why)) from None


def _add_owner(session: Session, item: OwnerItem, proposal: Proposal, now: datetime) -> None:
    if session.get(Owner, item.name) is not None:
        raise CannotPerform(f"there is an owner {item.name} already")
    session.add(Owner(name=item.name, created_at=now))
    audit(session, kind="owner.added", subject=item.name, at=now, owner=proposal.owner, data={"proposal": proposal.id})


def _set_email(session: Session, item: EmailItem, proposal: Proposal, now: datetime) -> None:
    others = select(Owner.name).where(col(Owner.email) == item.email, col(Owner.name) != proposal.owner)
    if session.exec(others).first() is not None:
        raise CannotPerform("another owner here has this e-mail address")
    row = session.get_one(Owner, proposal.owner, populate_existing=True, with_for_update=True)
    row.email = item.email
    session.add(row)
    # the address itself stays out of the audit, which is exported
    audit(session, kind="owner.email", subject=row.name, at=now, owner=row.name, data={"proposal": proposal.id})


def _add_channel(session: Session, item: OutsideItem, proposal: Proposal, now: datetime) -> None:
    row = session.get(Channel, item.channel, populate_existing=True, with_for_update=True)
    shown = (proposal.owner, item.service, item.place, item.address_digest, item.after, item.shows)
    if row is None or (row.owner, row.service, row.place, row.address_digest, row.after, row.shows) != shown:
        raise CannotPerform("another channel was asked for since: sign that one")
    row.signed_at = now
    session.add(row)
    data = {"service": row.service, "proposal": proposal.id}
    audit(session, kind="channel.added", subject=row.id, at=now, owner=row.owner, data=data)


def _set_recovery(session: Session, item: RecoveryItem, proposal: Proposal, now: datetime) -> None:
    row = session.get_one(Owner, proposal.owner, with_for_update=True)
    row.recovery_digest = item.recovery_digest
    session.add(row)
    audit(session, kind="owner.recovery", subject=row.name, at=now, owner=row.name, data={"proposal": proposal.id})


def _check_new(session: Session, name: str) -> None:
    if NAME.fullmatch(name) is None:
        raise NotProposed(f'"{name}" is no agent name: {NAME_WORDS}')
    if session.get(Agent, name) is not None:
        raise NotProposed(f"there is an agent {name} already: choose another name")


def _answering(session: Session, owner: str | None) -> str:
    """Return the owner named, or the only one; raise NotProposed unless they can sign."""
    names = [owner] if owner else list(session.exec(select(Owner.name)))
    if len(names) != 1 or session.get(Owner, names[0]) is None:
        known = ", ".join(session.exec(select(Owner.name).order_by(col(Owner.name))))
        raise NotProposed(f"say whose with --owner; known owners: {known or 'nobody: run countersign init first'}")
    # Decisions T2: nothing is added before somebody can answer for it.
    if not has_device(session, names[0]):
        raise NotProposed(f"{names[0]} has no device yet: run countersign phone pair first, then this again")
    return names[0]


def _known(session: Session, name: str) -> Agent:
    row = session.get(Agent, name)
    if row is None:
        known = ", ".join(session.exec(select(Agent.name).order_by(col(Agent.name)))) or "none yet"
        raise NotProposed(f'there is no agent "{name}"; known: {known}')
    return row


def _end(expires_in: int | None, now: datetime) -> datetime | None:
    return None if expires_in is None else now + timedelta(seconds=expires_in)


def _overlapping(row: Agent, overlap: int, now: datetime) -> tuple[str | None, datetime | None]:
    """Return what stays of the credential in force, and until when: never longer than it would have worked anyway."""
    if overlap == 0 or (row.credential_expires_at is not None and row.credential_expires_at <= now):
        return None, None
    until = now + timedelta(seconds=overlap)
    return row.credential_digest, min(until, row.credential_expires_at or until)
