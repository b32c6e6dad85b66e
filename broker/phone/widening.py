"""What widens, asked for on the command line: each becomes a proposal that waits for an owner's passkey (decisions T2).

Free is only what nobody could sign for: the first owner, and a recovery code before the first device.
"""

import asyncio
import re
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from broker.approval.proposal import (
    NAME,
    NAME_WORDS,
    AgentItem,
    ClientItem,
    CredentialItem,
    KeyedItem,
    RemoveDeviceItem,
)
from broker.gnap.errors import GnapError
from broker.gnap.key_pair import parse_jwk
from broker.gnap.keys import parse_key
from broker.notify.outbox import Shows
from broker.notify.outside import BadAddress, NotInstalled, address_of
from broker.phone import enrol
from broker.phone.asked import Asked, LocalRefusal
from broker.phone.door import Body
from broker.phone.meant import found, the_agent, the_owner, waiting
from broker.phone.overview import Json
from broker.ratchet import proposals
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Owner, Pairing, Passkey, Proposal
from broker.store.verbs import audit
from broker.vault import Secret

_HEX = r"^[0-9a-f]{64}$"
_SHORTEST, _LONGEST, _LONGEST_OVERLAP = 60, 10 * 366 * 86_400, 30 * 86_400  # seconds that a credential works


class NewPairing(Body):
    """A device is to be paired; `terminal_digest` is of the secret that the asking command keeps."""

    owner: str | None = Field(default=None, max_length=100)
    terminal_digest: str = Field(pattern=_HEX)


class Digits(Body):
    """The six digits that the phone shows, typed where the link was shown."""

    terminal_secret: str = Field(min_length=16, max_length=128)
    digits: str = Field(max_length=40)


class NewAgent(Body):
    """An agent to be added. Its credential was made by the command; only its digest comes here."""

    name: str = Field(max_length=100)
    owner: str | None = Field(default=None, max_length=100, pattern=r"^[^\x00]*$")  # PostgreSQL has no such text
    credential_digest: str = Field(pattern=_HEX)
    expires_in: int | None = Field(default=None, ge=_SHORTEST, le=_LONGEST)


class NewClient(Body):
    """An agent that speaks GNAP itself: its public key object, and how it may reach its owner and be told."""

    name: str = Field(max_length=100)
    owner: str | None = Field(default=None, max_length=100, pattern=r"^[^\x00]*$")
    key: dict[str, Any]
    callback_prefix: str = Field(default="", max_length=2048)
    start_modes: list[Literal["redirect", "app", "user_code", "user_code_uri"]] = Field(default_factory=list)
    nonce_optional: bool = False


class NewKeyed(Body):
    """An agent that signs in at the MCP door by a key of its own: its public JWK."""

    name: str = Field(max_length=100)
    owner: str | None = Field(default=None, max_length=100, pattern=r"^[^\x00]*$")
    key: dict[str, Any]


class NewCredential(Body):
    """A further credential of an agent, by its digest; the one before works `overlap` seconds longer."""

    credential_digest: str = Field(pattern=_HEX)
    expires_in: int | None = Field(default=None, ge=_SHORTEST, le=_LONGEST)
    overlap: int = Field(default=0, ge=0, le=_LONGEST_OVERLAP)


class Named(Body):
    """One agent."""

    agent: str = Field(max_length=100)


class Which(Body):
    """One agent, or everything (None)."""

    agent: str | None = Field(max_length=100)


class NewOwner(Body):
    """A person who is to answer for agents; the first one is free, as nobody could sign for it."""

    name: str = Field(max_length=100)
    recovery_digest: str | None = Field(default=None, pattern=_HEX)


class NewSecret(Body):
    """What calls of a connector carry, as it was typed at the terminal."""

    secret: SecretStr = Field(max_length=8192)


class NewCode(Body):
    """What came back to the command line once an owner had agreed at the server of a connector."""

    code: SecretStr = Field(min_length=1, max_length=4096)
    verifier: SecretStr = Field(min_length=43, max_length=128)
    redirect_uri: str = Field(pattern=r"^http://127\.0\.0\.1:[0-9]{1,5}/callback$")
    client_secret: SecretStr = Field(default=SecretStr(""), max_length=4096)


class NewChannel(Body):
    """Where else an owner is told, after how many seconds without an answer, and what the messages show."""

    owner: str | None = Field(default=None, max_length=100)
    address: str = Field(max_length=4000)
    after: int = Field(ge=0, le=86_400)
    shows: Shows


class NewEmail(Body):
    """The owner's e-mail address."""

    owner: str | None = Field(default=None, max_length=100, pattern=r"^[^\x00]*$")
    email: str = Field(max_length=1000)


class NewRecovery(Body):
    """A new recovery code, by its digest; the command that made it shows it."""

    owner: str | None = Field(default=None, max_length=100)
    recovery_digest: str = Field(pattern=_HEX)


async def pair(asked: Asked) -> Json:
    """POST /pairing: a fresh link for a device of the owner, two minutes long; older ones end."""
    given = await asked.body(NewPairing)

    def work(session: Session) -> Json:
        owner = the_owner(session, given.owner)
        row, path = enrol.new_pairing(
            session, owner=owner, terminal_digest=given.terminal_digest, now=asked.now, mint=asked.deps.phone.mint
        )
        asked.note(session, "local.pairing", row.id, owner=owner)
        return {**_pairing(session, row, asked), "link": f"{asked.deps.settings.public_url}{path}"}

    return await asked.write(work)


async def pairing(asked: Asked) -> Json:
    """GET /pairing/{id}?wait=: how a pairing stands; answers when it stands otherwise than `?state=` says."""
    pairing_id, known = asked.named("id"), asked.request.query_params.get("state", "link")

    def look(session: Session) -> tuple[Json, bool]:
        row = found(session.get(Pairing, pairing_id, populate_existing=True), "pairing", pairing_id)
        told = _pairing(session, row, asked)
        return told, told["state"] != known

    return await asked.until(f"pairing:{pairing_id}", look)


async def type_digits(asked: Asked) -> Json:
    """POST /pairing/{id}/digits: the six digits, from the terminal that showed the link and from no other."""
    given, pairing_id = await asked.body(Digits), asked.named("id")

    def work(session: Session) -> Json:
        row = enrol.type_digits(
            session,
            pairing_id=pairing_id,
            terminal_secret=given.terminal_secret,
            digits=re.sub(r"[^0-9]", "", given.digits),
            now=asked.now,
            mint=asked.deps.phone.mint,
        )
        asked.note(session, "local.digits", row.id, owner=row.owner)
        return _pairing(session, row, asked)

    return await asked.write(work)


async def remove_device(asked: Asked) -> Json:
    """DELETE /devices/{id}: a proposal, as the socket does not know which owner asks (decisions T2)."""
    device = asked.named("id")

    def work(session: Session) -> Json:
        known = list(session.exec(select(Passkey.id).where(col(Passkey.removed_at).is_(None))))
        row = found(session.get(Passkey, device) if device in known else None, "device", device, known)
        return waiting(
            asked,
            proposals.propose(
                session,
                owner=row.owner,
                items=[RemoveDeviceItem(passkey=row.id, label=row.label)],
                now=asked.now,
                mint=asked.deps.phone.mint,
                open_key=f"remove-device:{row.id}",
                peer_uid=asked.uid,
            ),
        )

    return await asked.write(work)


async def add_agent(asked: Asked) -> Json:
    """POST /agents: a proposal for an agent that is not there yet."""
    given = await asked.body(NewAgent)
    name, propose = _given(given.name), asked.deps.acts.propose_agent

    def work(session: Session) -> Json:
        item = AgentItem(agent=name, **given.model_dump(include={"credential_digest", "expires_in"}))
        return waiting(asked, propose(session, item, given.owner, asked.now, asked.uid))

    return await asked.write(work)


def _given(name: str) -> str:
    """Return a name that was given; raise LocalRefusal for none. Whether it is one is the ratchet's to say."""
    if not name:
        raise LocalRefusal(f'"" is no agent name: {NAME_WORDS}')
    return name


async def add_keyed(asked: Asked) -> Json:
    """POST /agents/keyed: a proposal for an agent that signs in at the MCP door by its own key (RFC 7523)."""
    given = await asked.body(NewKeyed)
    try:
        key = parse_jwk(given.key)
    except GnapError as why:
        raise LocalRefusal(f"this key cannot be registered: {why.description}", 400) from None
    item = KeyedItem(agent=_given(given.name), key=key.jwk, thumbprint=key.thumbprint)
    propose = asked.deps.acts.propose_keyed
    return await asked.write(lambda session: waiting(asked, propose(session, item, given.owner, asked.now, asked.uid)))


async def add_client(asked: Asked) -> Json:
    """POST /clients: a proposal for an agent that speaks GNAP itself, with its own key (RFC 9635 §2.3)."""
    given = await asked.body(NewClient)
    try:
        key = parse_key(given.key)
    except GnapError as why:
        raise LocalRefusal(f"this key cannot be registered: {why.description}", 400) from None
    item = ClientItem(
        agent=_given(given.name),
        key=key.to_json(),
        identity=key.identity,
        callback_prefix=_finish_prefix(given.callback_prefix),
        start_modes=sorted(set(given.start_modes)),
        nonce_optional=given.nonce_optional,
    )
    propose = asked.deps.acts.propose_client
    return await asked.write(lambda session: waiting(asked, propose(session, item, given.owner, asked.now, asked.uid)))


def _finish_prefix(text: str) -> str:
    """Return how finish URIs must begin: https, or this computer, down to a path (RFC 9635 §11.34, decisions P5)."""
    if not text:
        return ""
    parts = urlsplit(text)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"})
    if not secure or not parts.hostname or "@" in parts.netloc or not parts.path.startswith("/") or "#" in text:
        words = "must be an https address, or one of this computer, with a path: https://client.example/gnap/"
        raise LocalRefusal(f"the finish prefix {words}", 400)
    return text


async def new_credential(asked: Asked) -> Json:
    """POST /agents/{name}/credential: a proposal; the old credential ends when it is signed."""
    given, name = await asked.body(NewCredential), asked.named("name")

    def work(session: Session) -> Json:
        row = the_agent(session, name)
        propose = asked.deps.acts.propose_credential
        item = CredentialItem(agent=row.name, **given.model_dump())
        return waiting(asked, propose(session, item, asked.now, asked.uid))

    return await asked.write(work)


async def unfreeze(asked: Asked) -> Json:
    """POST /unfreeze: a proposal for the agent's owner; for everything, for the first owner."""
    given = await asked.body(Which)

    def work(session: Session) -> Json:
        if given.agent is not None:
            the_agent(session, given.agent)
        return waiting(asked, asked.deps.acts.propose_unfreeze(session, given.agent, asked.now, asked.uid))

    return await asked.write(work)


async def unmute(asked: Asked) -> Json:
    """POST /unmute: a proposal for the agent's owner, that it may ask again for what they refused or did not hear."""
    given = await asked.body(Named)

    def work(session: Session) -> Json:
        name = the_agent(session, given.agent).name
        return waiting(asked, asked.deps.acts.propose_lift(session, name, asked.now, asked.uid))

    return await asked.write(work)


async def add_owner(asked: Asked) -> Json:
    """POST /owners: the first owner at once, a further one as a proposal that the first one signs."""
    given = await asked.body(NewOwner)

    def work(session: Session) -> Json:
        if proposals.steward(session) is not None:
            return waiting(asked, asked.deps.acts.propose_owner(session, given.name, asked.now, asked.uid))
        first_owner(session, given.name, given.recovery_digest, asked.now, asked.uid)
        return {"owner": given.name, "outcome": "approved"}

    return await asked.write(work)


async def new_email(asked: Asked) -> Json:
    """POST /owners/email: a proposal; whoever could set it alone would say to clients that the owner is another."""
    given = await asked.body(NewEmail)

    def work(session: Session) -> Json:
        owner = the_owner(session, given.owner)
        return waiting(asked, asked.deps.acts.propose_email(session, owner, given.email, asked.now, asked.uid))

    return await asked.write(work)


async def add_channel(asked: Asked) -> Json:
    """POST /channels: a proposal; a channel that its owner did not sign for is told nothing."""
    given = await asked.body(NewChannel)
    try:
        address = await asyncio.to_thread(address_of, given.address)
    except (BadAddress, NotInstalled) as why:
        raise LocalRefusal(str(why), 422) from None

    def work(session: Session) -> Json:
        owner, propose = the_owner(session, given.owner), asked.deps.acts.propose_channel
        return waiting(asked, propose(session, owner, address, given.after, given.shows, asked.now, asked.uid))

    return await asked.write(work)


async def put_in_secret(asked: Asked) -> Json:
    """POST /connectors/{name}/secret: a proposal; no call carries a secret that the first owner did not sign for.

    It would not be the owner's account otherwise, on which an approved call acts.
    """
    given, name = await asked.body(NewSecret), asked.named("name")

    def work(session: Session) -> Json:
        propose = asked.deps.acts.propose_secret
        return waiting(asked, propose(session, name, Secret(given.secret.get_secret_value()), asked.now, asked.uid))

    return await asked.write(work)


async def leading(asked: Asked) -> Json:
    """GET /connectors/{name}/authorization: where an owner agrees that a connector may have a refresh token, and how.

    It is refused where the token could not be proposed afterwards: a code is good for one use.
    """
    name = asked.named("name")
    await asked.read(lambda session: asked.deps.acts.check_secret(session, name))
    used, server, resource = await asked.deps.authorizing.server(name)
    return {**vars(server), "client_id": used.client_id, "scopes": list(used.scopes), "resource": resource}


async def put_in_code(asked: Asked) -> Json:
    """POST /connectors/{name}/authorization: get the refresh token for a code; a proposal, as for one that is typed."""
    given, name = await asked.body(NewCode), asked.named("name")
    password = given.client_secret.get_secret_value()
    code, verifier = Secret(given.code.get_secret_value()), Secret(given.verifier.get_secret_value())
    await asked.read(lambda session: asked.deps.acts.check_secret(session, name))
    value = await asked.deps.authorizing.redeemed(name, code, verifier, given.redirect_uri, password)

    def work(session: Session) -> Json:
        propose = asked.deps.acts.propose_secret
        return waiting(asked, propose(session, name, value, asked.deps.phone.now(), asked.uid, got=True))

    return await asked.write(work)


async def new_recovery(asked: Asked) -> Json:
    """POST /owners/recovery: the first code is free before the first device and agent; every other one is a proposal.

    Were a second one free, or one beside agents that are there already, whoever has a shell before the owner's first
    device is there could put in a code unseen, and let a device of their own in with it later.
    """
    given = await asked.body(NewRecovery)

    def work(session: Session) -> Json:
        owner = the_owner(session, given.owner)
        if proposals.has_device(session, owner):
            propose = asked.deps.acts.propose_recovery
            return waiting(asked, propose(session, owner, given.recovery_digest, asked.now, asked.uid))
        if session.exec(select(Agent.name).limit(1)).first() is not None:
            words = "there are agents already, and one of them could have asked for this"
            raise LocalRefusal(f"{words}: countersign phone pair --owner {owner} first, then this again, to be signed")
        if has_recovery_code(session, owner):
            words = "a new one is signed for: countersign phone pair first, then countersign owner recovery"
            raise LocalRefusal(f"{owner} has a recovery code already; {words}")
        session.get_one(Owner, owner).recovery_digest = given.recovery_digest
        asked.note(session, "owner.recovery", owner, owner=owner)
        return {"owner": owner, "outcome": "approved"}

    return await asked.write(work)


def has_recovery_code(session: Session, owner: str) -> bool:
    """Tell whether a recovery code of the owner counts."""
    return session.get_one(Owner, owner, populate_existing=True, with_for_update=True).recovery_digest is not None


def first_owner(session: Session, name: str, recovery_digest: str | None, now: datetime, uid: int | None) -> None:
    """Make the first owner, for whom nobody could sign. Raises LocalRefusal for what is no name."""
    if NAME.fullmatch(name) is None:
        raise LocalRefusal(f'"{name}" is no owner name: {NAME_WORDS}')
    session.add(Owner(name=name, created_at=now, recovery_digest=recovery_digest))
    audit(session, kind="owner.first", subject=name, at=now, owner=name, data={"uid": uid})


def _pairing(session: Session, row: Pairing, asked: Asked) -> Json:
    proposed = session.get(Proposal, row.proposal, populate_existing=True) if row.proposal else None
    return {
        "pairing": row.id,
        "owner": row.owner,
        "state": enrol.standing(session, row, asked.deps.phone.now()),
        "tries_left": max(0, enrol.TRIES - row.wrong_digits),
        "expires_at": row.expires_at.isoformat(),
        "proposal": waiting(asked, proposed) if proposed is not None else None,
    }
