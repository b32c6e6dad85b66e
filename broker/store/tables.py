"""Every table, in one place. Rows are values: read, copied, changed by a pure function, written with a version check.

Secrets are stored in one of two ways only: as a digest (`*_digest`, hex SHA-256, looked up by it) or sealed
(`*_sealed`, `broker.vault`, with table, row id and column as associated data). Times are aware UTC.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Column, DateTime, Index, LargeBinary, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

Json = dict[str, Any]

# Names that a later migration can find on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the value in UTC; a naive one is a programming error (ValueError)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime must never reach the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the stored time as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _when(*, index: bool = False) -> Any:
    return Field(default=None, sa_type=Utc, index=index, nullable=True)


def _required_when() -> Any:
    return Field(sa_type=Utc)


def _json() -> Any:
    return Field(default=None, sa_type=JSON(none_as_null=True), nullable=True)


def _sealed() -> Any:
    return Field(default=None, sa_type=LargeBinary, nullable=True)


class Owner(SQLModel, table=True):
    """A person who answers for agents."""

    __tablename__: ClassVar[str] = "owner"
    name: str = Field(primary_key=True)
    created_at: datetime = _required_when()
    recovery_digest: str | None = None  # of the recovery code, which is shown once and kept nowhere
    quiet: Json | None = _json()  # no approval buzzes between `from` and `until` (HH:MM) in the time zone `zone`
    email: str | None = Field(default=None, index=True, unique=True)  # in small letters, as the owner signed it


class Passkey(SQLModel, table=True):
    """A paired device's passkey. `public_key` is the COSE key as the authenticator gave it."""

    __tablename__: ClassVar[str] = "passkey"
    id: str = Field(primary_key=True)  # credential id, base64url
    owner: str = Field(foreign_key="owner.name", index=True)
    label: str
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)  # an unsigned 32-bit number (WebAuthn §6.1)
    same_computer: bool = False  # enrolled from the broker's own address (decisions T5)
    created_at: datetime = _required_when()
    last_used_at: datetime | None = _when()
    removed_at: datetime | None = _when()


class Pairing(SQLModel, table=True):
    """A device on its way in: link shown, passkey made, digits typed, and from the second device on signed (T5).

    The link's secret is in the browser, the terminal's in the command that waits; only their digests are here.
    """

    __tablename__: ClassVar[str] = "pairing"
    id: str = Field(primary_key=True)
    link_digest: str = Field(unique=True)
    terminal_digest: str  # of the secret that the command keeps: only it may type the digits
    owner: str = Field(foreign_key="owner.name", index=True)
    created_at: datetime = _required_when()
    expires_at: datetime = _required_when()
    claimed_at: datetime | None = _when()  # the link was used: a passkey was made
    device: Json | None = _json()  # the passkey as made: id, label, public_key (base64url), sign_count, same_computer
    digits_digest: str | None = None  # of the six digits that the phone shows
    wrong_digits: int = 0
    typed_at: datetime | None = _when()
    proposal: str | None = None  # from the second device on: what a paired device signs
    ended_at: datetime | None = _when()
    outcome: str | None = None  # paired | refused | expired | replaced | wrong-digits


class PhoneSession(SQLModel, table=True):
    """A signed-in browser. It reads and refuses; it never approves by itself."""

    __tablename__: ClassVar[str] = "phone_session"
    digest: str = Field(primary_key=True)
    owner: str = Field(foreign_key="owner.name", index=True)
    passkey: str = Field(foreign_key="passkey.id")
    created_at: datetime = _required_when()
    expires_at: datetime = _required_when()


class Challenge(SQLModel, table=True):
    """A WebAuthn challenge given out once: for enrolment, for signing in, or for one decision on one document."""

    __tablename__: ClassVar[str] = "challenge"
    id: str = Field(primary_key=True)
    purpose: str  # "enrol" | "sign-in" | "decide" | "propose"
    owner: str | None = None
    approval: str | None = Field(default=None, index=True)  # the approval, or the proposal, that it confirms
    verb: str | None = None
    digest: str | None = None  # of the effective document, hex
    nonce: bytes = Field(sa_type=LargeBinary)
    expires_at: datetime = _required_when()
    used_at: datetime | None = _when()


class Agent(SQLModel, table=True):
    """A program that calls the MCP door, known by the digest of its bearer credential."""

    __tablename__: ClassVar[str] = "agent"
    name: str = Field(primary_key=True)
    owner: str = Field(foreign_key="owner.name", index=True)
    credential_digest: str = Field(unique=True)
    credential_expires_at: datetime | None = _when()
    previous_digest: str | None = Field(default=None, index=True, unique=True)  # the one before works a while longer
    previous_until: datetime | None = _when()
    created_at: datetime = _required_when()
    revoked_at: datetime | None = _when()
    frozen_at: datetime | None = _when()
    muted_until: datetime | None = _when()  # until then what would ask its owner is refused
    parent: str | None = None  # of a child: who minted it
    root: str | None = Field(default=None, index=True)  # the head of its line, which an owner signed for
    narrowing: Json | None = _json()  # of a child: `operations`, a `policy` of its own (text), and `minted_by`
    last_used_at: datetime | None = _when()


class Proposal(SQLModel, table=True):
    """Something that would widen what is possible, and waits for an owner's passkey (decisions T2).

    Its document (`broker.approval.proposal`) is shown in full and its digest is what is signed.
    """

    __tablename__: ClassVar[str] = "proposal"
    id: str = Field(primary_key=True)
    kind: str  # of its first item: device | agent | credential | policy | connector | unfreeze | owner | channel | ...
    owner: str = Field(foreign_key="owner.name", index=True)  # who has to sign
    agent: str | None = Field(default=None, index=True)
    code: str  # four characters that terminal, push and page show alike
    document: str = Field(sa_type=Text)  # canonical JSON (RFC 8785)
    digest: str  # SHA-256 of it, hex
    open_key: str | None = Field(default=None, unique=True)  # set while it waits: the same thing is proposed once
    peer_uid: int | None = None  # who asked over the unix socket
    created_at: datetime = _required_when()
    valid_until: datetime = _required_when()
    withdrawn_at: datetime | None = _when()
    decision: str | None = None  # approve | refuse
    decided_at: datetime | None = _when()
    decision_reason: str | None = Field(default=None, sa_type=Text)
    passkey: str | None = None
    assertion: Json | None = _json()
    nonce: bytes | None = _sealed()
    not_after: datetime | None = _when()


class AgentHost(SQLModel, table=True):
    """The OAuth client that an agent's host is: by the address of the document about it, or by a key of the agent."""

    __tablename__: ClassVar[str] = "agent_host"
    agent: str = Field(primary_key=True, foreign_key="agent.name")
    client_id: str  # of an agent with a key: its own name
    client_name: str | None = Field(default=None, sa_type=Text)  # what the client called itself when it enrolled
    key: Json | None = _json()  # a public JWK, with which it signs in by itself (RFC 7523)
    connected_at: datetime = _required_when()


class HostRegistration(SQLModel, table=True):
    """A client that registered itself (RFC 7591). Unused ones end soon; `used_at`: an owner signed for it."""

    __tablename__: ClassVar[str] = "host_registration"
    client_id: str = Field(primary_key=True)
    client_name: str = Field(sa_type=Text)
    redirect_uris: Any = Field(default=None, sa_type=JSON)
    created_at: datetime = _required_when()
    used_at: datetime | None = _when()


class HostVisit(SQLModel, table=True):
    """A host that led its owner here to sign in (RFC 6749 §4.1.1), from its proposal to the code that it redeems.

    Only the browser session that came is sent back. The code is sealed until it is redeemed, so that the page that
    sends the browser back changes nothing.
    """

    __tablename__: ClassVar[str] = "host_visit"
    id: str = Field(primary_key=True, foreign_key="proposal.id")
    session: str  # digest of the browser session
    agent: str
    client_id: str
    redirect_uri: str
    state: str | None = Field(default=None, sa_type=Text)
    challenge: str  # of PKCE, S256
    jkt: str | None = None  # of the key to which the code is bound (RFC 9449 §10)
    resource: str
    code_digest: str | None = Field(default=None, unique=True)
    code_sealed: bytes | None = _sealed()
    code_until: datetime | None = _when()
    redeemed_at: datetime | None = _when()
    sign_in: str | None = None  # what the code gave, so that its replay takes it back


class HostSignIn(SQLModel, table=True):
    """What one code gave: a family of tokens, of which each refreshes into the next. It ends as a whole."""

    __tablename__: ClassVar[str] = "host_sign_in"
    id: str = Field(primary_key=True)
    agent: str = Field(foreign_key="agent.name", index=True)
    client_id: str
    resource: str  # what its tokens are for (RFC 8707)
    created_at: datetime = _required_when()
    ended_at: datetime | None = _when()
    ending: str | None = None  # code-replayed | refresh-replayed | signed-in-anew | credential


class HostToken(SQLModel, table=True):
    """An access or refresh token of a sign-in, by its digest."""

    __tablename__: ClassVar[str] = "host_token"
    digest: str = Field(primary_key=True)
    sign_in: str = Field(foreign_key="host_sign_in.id", index=True)
    kind: str  # access | refresh
    jkt: str | None = None  # thumbprint of the key that has to be proved with it (RFC 9449 §6)
    expires_at: datetime = Field(sa_type=Utc, index=True)
    used_at: datetime | None = _when()  # a refresh token is used once


class SealedFile(SQLModel, table=True):
    """A policy or connector in force: the text that an owner last signed, or one provably narrower (decisions T3)."""

    __tablename__: ClassVar[str] = "sealed_file"
    name: str = Field(primary_key=True)  # "policy:scout", "connector:bank"
    path: str  # below the configuration folder, as last seen
    owner: str  # whose passkey signed
    proposal: str = Field(foreign_key="proposal.id")  # holds the signed text and the signature
    text: str = Field(sa_type=Text)  # in force
    digest: str  # SHA-256 of the text's bytes, hex
    narrowed_at: datetime | None = _when()  # set when the text is narrower than the signed one
    sealed_at: datetime = _required_when()


class PushDevice(SQLModel, table=True):
    """Where one paired browser receives pushes (RFC 8030). Address and keys are sealed: a way to the person."""

    __tablename__: ClassVar[str] = "push_device"
    id: str = Field(primary_key=True)
    owner: str = Field(foreign_key="owner.name", index=True)
    passkey: str = Field(foreign_key="passkey.id")
    endpoint_digest: str = Field(unique=True)
    endpoint_sealed: bytes = Field(sa_type=LargeBinary)
    p256dh: bytes = Field(sa_type=LargeBinary)  # the browser's public key, uncompressed point
    auth_sealed: bytes = Field(sa_type=LargeBinary)
    host: str  # the push service, for people
    created_at: datetime = _required_when()
    delivered_at: datetime | None = _when()
    failed_at: datetime | None = _when()
    failure: str | None = None  # in words for the owner
    dropped_at: datetime | None = _when()  # the push service says that it is gone, or the owner removed it
    shows: str = "code"  # what stands on its lock screen: code | agent | call


class Channel(SQLModel, table=True):
    """Another way to tell an owner: ntfy, Telegram, Slack or e-mail. Its address is sealed: it holds their secrets."""

    __tablename__: ClassVar[str] = "channel"
    id: str = Field(primary_key=True)
    owner: str = Field(foreign_key="owner.name", index=True)
    service: str  # ntfy | Telegram | Slack | e-mail
    place: str  # where it leads, for people
    address_sealed: bytes = Field(sa_type=LargeBinary)
    address_digest: str
    after: int  # seconds without an answer before it is used
    shows: str  # what its messages say: code | agent | call
    created_at: datetime = _required_when()
    delivered_at: datetime | None = _when()
    failed_at: datetime | None = _when()
    failure: str | None = None  # in words for the owner
    signed_at: datetime | None = _when()  # until then it is told nothing
    dropped_at: datetime | None = _when()


class ConnectorSecret(SQLModel, table=True):
    """The secret that calls of one connector carry, put in at the terminal. It goes to one resource server only.

    A row is never changed into another secret: its id is what an owner signs. `in_force` is the connector's name from
    the signature on until it is replaced or removed; then nothing of the secret is kept.
    """

    __tablename__: ClassVar[str] = "connector_secret"
    id: str = Field(primary_key=True)
    connector: str = Field(index=True)
    resource_server: str  # as the connector in force had it
    token_endpoint: str | None = None  # likewise: the secret is an OAuth refresh token, and goes there only
    secret_sealed: bytes = Field(sa_type=LargeBinary)
    access_sealed: bytes | None = _sealed()  # the access token that calls carry
    access_until: datetime | None = _when()
    renew_at: datetime | None = _when(index=True)
    fault: str | None = None  # why no access token can be had any more, in words
    revocation_sealed: bytes | None = _sealed()  # what is still to be said to its server, and where (RFC 7009)
    revoke_at: datetime | None = _when(index=True)
    revoke_until: datetime | None = _when()
    revocation: str | None = None  # how its end was told to its server, in words; before a signature, whose it is
    lease: str | None = None
    lease_until: datetime | None = _when()
    created_at: datetime = _required_when()
    signed_at: datetime | None = _when()
    in_force: str | None = Field(default=None, unique=True)
    removed_at: datetime | None = _when()


class AgentSeen(SQLModel, table=True):
    """How far an agent was from the broker when it was last measured at this level (decisions T1)."""

    __tablename__: ClassVar[str] = "agent_seen"
    agent: str = Field(primary_key=True, foreign_key="agent.name")
    level: str = Field(primary_key=True)  # none | user | host
    seen_at: datetime = _required_when()
    why: str = Field(sa_type=Text)  # what was measured, in words


class Installation(SQLModel, table=True):
    """What belongs to the whole installation, whichever replica looks: one row, id 1."""

    __tablename__: ClassVar[str] = "installation"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    frozen_at: datetime | None = _when()  # everything stands still
    key_check_sealed: bytes | None = _sealed()  # opens only with the right master key
    vapid_sealed: bytes | None = _sealed()  # RFC 8292 private key, raw P-256 scalar
    token_key_sealed: bytes | None = _sealed()  # the key that signs tokens of the format "signed", PKCS #8
    nonces_since: datetime | None = _when()  # memory of nonces was lost then: nothing signed earlier is accepted
    changes: int = 0  # counts what replicas must notice: files sealed, freezes


class Instance(SQLModel, table=True):
    """A broker process on this database, as it last said."""

    __tablename__: ClassVar[str] = "instance"
    id: str = Field(primary_key=True)
    host: str
    pid: int
    uid: int
    started_at: datetime = _required_when()
    seen_at: datetime = _required_when()


class ClientKey(SQLModel, table=True):
    """The client instance's key for one agent at one authorization server (RFC 9635 §11.31)."""

    __tablename__: ClassVar[str] = "client_key"
    __table_args__ = (UniqueConstraint("agent", "authorization_server"),)
    id: str = Field(primary_key=True)
    agent: str = Field(foreign_key="agent.name", index=True)
    authorization_server: str  # grant endpoint URI
    public_jwk: Json = Field(sa_type=JSON)
    private_sealed: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = _required_when()


class RegisteredClient(SQLModel, table=True):
    """The embedded AS's own record of a client instance: whose key it is and where its finish calls may go."""

    __tablename__: ClassVar[str] = "registered_client"
    thumbprint: str = Field(primary_key=True)  # the key's identity: RFC 7638 thumbprint, or "x5t#S256:" and a digest
    agent: str = Field(index=True)
    owner: str
    public_jwk: Json = Field(sa_type=JSON)
    key: Json | None = _json()  # the key object (RFC 9635 §7.1); None: `public_jwk`, proved by httpsig
    callback_prefix: str
    builtin: bool = True  # this broker's own client instance; False: somebody else's, that an owner has signed for
    instance_id: str | None = Field(default=None, index=True, unique=True)  # RFC 9635 §2.3.1
    start_modes: list[Any] | None = _json()  # which interaction start modes it may ask for; None: none
    class_id: str | None = None
    display: Json | None = _json()  # what it says of itself (RFC 9635 §2.3.2): shown as its own words
    nonce_optional: bool = False  # its signatures may come without a nonce (decisions P6)
    created_at: datetime = _required_when()
    revoked_at: datetime | None = _when()


class ClientGrant(SQLModel, table=True):
    """One ask for one call, as the broker's client instance sees it. The row is also its schedule (`due_at`)."""

    __tablename__: ClassVar[str] = "client_grant"
    # each call asks how many there were within the minute, and whether an equal one ran before
    __table_args__ = (
        Index("ix_client_grant_agent_created_at", "agent", "created_at"),
        Index("ix_client_grant_agent_call_digest", "agent", "call_digest"),
    )
    id: str = Field(primary_key=True)
    version: int = 0
    agent: str = Field(foreign_key="agent.name", index=True)
    owner: str
    authorization_server: str
    key: str  # client_key.id
    connector: str
    operation: str
    arguments: Json = Field(sa_type=JSON)  # canonical: after defaults
    access: list[Any] = Field(sa_type=JSON)
    call_digest: str
    connector_digest: str
    policy_digest: str
    rule: str  # id of the rule that decided
    decide: str  # "allow" | "ask": what the client's own policy said
    join_key: str | None = Field(default=None, unique=True)  # set while open or uncollected
    agent_reason: str | None = Field(default=None, sa_type=Text)
    purpose: str | None = Field(default=None, sa_type=Text)  # what the access is for, in the agent's words too
    number: str | None = None  # two digits for the agent to show: its owner may have to choose them on the phone
    elicited_at: datetime | None = _when()  # when its client was asked to open our page, once
    run: bool = True  # False: made by request_access, waits for its one call
    hold: str | None = None  # "bearer": its token is for the agent itself; None: the broker keeps it
    handed_at: datetime | None = _when()  # when the agent was given the token, once

    state: str = "processing"  # RFC 9635 §1.5
    ending: str | None = None  # issued | denied | cancelled | revoked | expired
    intent: str | None = None  # request | continue | call | revoke: sent, or about to be; open = UNKNOWN
    intent_at: datetime | None = _when()
    finish_nonce: str | None = None
    callback_digest: str | None = Field(default=None, unique=True)
    callback_sealed: bytes | None = _sealed()
    as_nonce: str | None = None
    interact_ref_sealed: bytes | None = _sealed()
    continue_uri: str | None = None
    continue_token_sealed: bytes | None = _sealed()
    wait_until: datetime | None = _when()
    token_sealed: bytes | None = _sealed()
    token_access: list[Any] | None = _json()
    token_expires_at: datetime | None = _when()
    manage_uri: str | None = None
    manage_token_sealed: bytes | None = _sealed()
    approval: str | None = None  # approval.id that the AS named, checked before use
    interaction_uri_sealed: bytes | None = _sealed()  # a foreign AS's: for the owner's signed-in inbox only
    opened_in: str | None = None  # the browser session in which its owner went on to that server, a digest
    interaction_host: str | None = None
    user_code_sealed: bytes | None = _sealed()
    further_sealed: bytes | None = _sealed()  # ways to end the tokens of an answer that came with several

    status: str = "pending"  # pending | running | done | denied | expired | cancelled | unknown | failed
    result: Json | None = _json()
    detail: str | None = Field(default=None, sa_type=Text)  # why it ended, in words for the agent
    owner_words: bool = False  # whether `detail` is what the owner wrote
    collected_at: datetime | None = _when()
    created_at: datetime = _required_when()
    updated_at: datetime = _required_when()
    deadline: datetime = _required_when()
    due_at: datetime | None = _when(index=True)
    lease: str | None = None
    lease_until: datetime | None = _when()


class ServerGrant(SQLModel, table=True):
    """One grant as the embedded authorization server sees it."""

    __tablename__: ClassVar[str] = "server_grant"
    id: str = Field(primary_key=True)
    version: int = 0
    thumbprint: str = Field(index=True)  # registered_client
    agent: str = Field(index=True)
    owner: str
    access: list[Any] = Field(sa_type=JSON)
    ask: Json | None = _json()  # the extension member: operation, digests (never the reason)
    pending_key: str | None = Field(default=None, unique=True)  # key + access digest while pending (decisions P15)
    rule: str
    label: str | None = None  # echoed on the token (RFC 9635 §2.1.1)
    hold: str | None = None  # "bearer": what our own client asked for is bound to no key (RFC 9635 §2.1.1)
    key: Json | None = _json()  # the key object that the request showed; None: the registered one
    tokens: list[Any] | None = _json()  # asked for: {label, access, flags} each; None: one, of `access`
    several: bool = False  # asked for as an array, so answered as one (RFC 9635 §3.2.2)
    subject: Json | None = _json()  # asked for (RFC 9635 §2.2)
    user: Json | None = _json()  # a hint about the end user (RFC 9635 §2.4), never evidence
    start: list[Any] | None = _json()  # the start modes that were answered
    locales: list[Any] | None = _json()  # the languages that the client asked for (RFC 9635 §2.5.3)
    visited_by: str | None = None  # the owner who completed a start mode of this very request (decisions P8)
    visited_at: datetime | None = _when()
    state: str = "processing"
    ending: str | None = None
    approval: str | None = Field(default=None, index=True)
    finish_method: str | None = None  # push | redirect
    finish_uri: str | None = None
    finish_nonce: str | None = None
    finish_hash_method: str | None = None
    as_nonce: str | None = None
    interact_ref_digest: str | None = None
    interact_ref_sealed: bytes | None = _sealed()
    continue_digest: str | None = Field(default=None, unique=True)
    previous_continue_digest: str | None = Field(default=None, index=True)  # idempotence window, RFC 9635 §11.33
    answer_sealed: bytes | None = _sealed()
    answer_until: datetime | None = _when()
    wait_until: datetime | None = _when()
    token_uses: int | None = None
    token_seconds: int = 600
    created_at: datetime = _required_when()
    updated_at: datetime = _required_when()
    expires_at: datetime = _required_when()
    due_at: datetime | None = _when(index=True)
    lease: str | None = None
    lease_until: datetime | None = _when()


class ServerToken(SQLModel, table=True):
    """An access token that the embedded AS issued; only digests of its values are kept."""

    __tablename__: ClassVar[str] = "server_token"
    id: str = Field(primary_key=True)
    grant: str = Field(foreign_key="server_grant.id", index=True)
    digest: str = Field(unique=True)
    manage_digest: str = Field(unique=True)
    previous_manage_digest: str | None = Field(default=None, index=True)  # idempotence window of a rotation
    answer_sealed: bytes | None = _sealed()
    answer_until: datetime | None = _when()
    label: str | None = None
    flags: list[Any] | None = _json()
    key: Json | None = _json()  # the bound key object; None: `public_jwk`, proved by httpsig
    format: str = "opaque"  # opaque | signed
    parent: str | None = Field(default=None, index=True)  # server_token.id that a resource server derived it from
    access: list[Any] = Field(sa_type=JSON)
    thumbprint: str
    public_jwk: Json = Field(sa_type=JSON)
    uses: int | None = None
    issued_at: datetime = _required_when()
    expires_at: datetime = _required_when()
    revoked_at: datetime | None = _when()


class Visit(SQLModel, table=True):
    """One way for the owner to meet a grant: a start mode that was answered (RFC 9635 §3.3), used at most once."""

    __tablename__: ClassVar[str] = "visit"
    id: str = Field(primary_key=True)
    grant: str = Field(foreign_key="server_grant.id", index=True)
    mode: str  # redirect | app | user_code | user_code_uri
    secret_digest: str = Field(unique=True)  # of the URI's secret or of the user code
    session_digest: str | None = None  # phone_session that opened it first: nobody else goes on
    owner: str | None = None
    opened_at: datetime | None = _when()
    done_at: datetime | None = _when()
    expires_at: datetime = _required_when()


class RegisteredServer(SQLModel, table=True):
    """A resource server that registered something (RFC 9767 §3.4); who may is said by the connectors in force."""

    __tablename__: ClassVar[str] = "registered_server"
    identity: str = Field(primary_key=True)  # of its key
    key: Json = Field(sa_type=JSON)
    instance_id: str = Field(unique=True)
    created_at: datetime = _required_when()


class ResourceSet(SQLModel, table=True):
    """Access that a resource server registered, and the reference under which clients ask for it (RFC 9767 §3.4)."""

    __tablename__: ClassVar[str] = "resource_set"
    reference: str = Field(primary_key=True)
    server: str = Field(foreign_key="registered_server.identity", index=True)
    access: list[Any] = Field(sa_type=JSON)
    digest: str = Field(unique=True)  # of server, access and terms: the same registration has the same reference
    formats: list[Any] | None = _json()  # token formats that the server accepts
    introspected: bool = True  # whether it asks about every token
    created_at: datetime = _required_when()


class Approval(SQLModel, table=True):
    """What a human was asked, what was decided and signed, and whether it was spent. Made by the side that asks."""

    __tablename__: ClassVar[str] = "approval"
    id: str = Field(primary_key=True)
    grant: str = Field(index=True)  # server_grant.id
    agent: str = Field(index=True)
    owner: str = Field(index=True)
    document: str = Field(sa_type=Text)  # canonical JSON (RFC 8785), exactly what is displayed
    digest: str  # SHA-256 of it, hex
    agent_reason: str | None = Field(default=None, sa_type=Text)
    agent_purpose: str | None = Field(default=None, sa_type=Text)
    number: str | None = None  # the two digits that the agent shows
    match: str | None = None  # why they must be chosen (`broker.policy.matching`); None: the passkey is enough
    client_grant: str | None = Field(default=None, index=True)  # which ask of the client it answered, once spent
    created_at: datetime = _required_when()
    valid_until: datetime = _required_when()
    withdrawn_at: datetime | None = _when()
    decision: str | None = None  # approve | refuse
    decided_at: datetime | None = _when()
    decision_reason: str | None = Field(default=None, sa_type=Text)
    effective_document: str | None = Field(default=None, sa_type=Text)  # what was signed, where it was narrowed
    effective_digest: str | None = None
    passkey: str | None = None
    assertion: Json | None = _json()
    nonce: bytes | None = _sealed()
    not_after: datetime | None = _when()
    spent_at: datetime | None = _when()
    cool_until: datetime | None = _when()  # a refusal: until then the same or a wider ask is refused unheard
    lifted_at: datetime | None = _when()  # a refusal: its owner signed that the agent may ask again


class ApprovalDecider(SQLModel, table=True):
    """Who may answer an approval besides its owner, and from when on: named by its document."""

    __tablename__: ClassVar[str] = "approval_decider"
    approval: str = Field(primary_key=True, foreign_key="approval.id")
    owner: str = Field(primary_key=True, index=True)
    since: datetime = _required_when()


class ApprovalVote(SQLModel, table=True):
    """One person's signed yes to an approval that more than its owner may decide. There is one of each person."""

    __tablename__: ClassVar[str] = "approval_vote"
    approval: str = Field(primary_key=True, foreign_key="approval.id")
    owner: str = Field(primary_key=True)
    passkey: str
    assertion: Json = Field(sa_type=JSON)
    nonce: bytes = Field(sa_type=LargeBinary)
    not_after: datetime = _required_when()
    at: datetime = _required_when()


class StandingApproval(SQLModel, table=True):
    """An approval of calls yet to come (`broker.approval.standing`), and what they have used of it so far."""

    __tablename__: ClassVar[str] = "standing_approval"
    id: str = Field(primary_key=True)
    version: int = 0
    approval: str = Field(foreign_key="approval.id", index=True)  # the ask that it was made from
    grant: str  # server_grant.id of that ask: named in the signature
    agent: str = Field(index=True)
    owner: str = Field(index=True)
    verb: str  # narrow | remember
    operation: str
    asked_call: str = Field(index=True)  # digest of the call that was asked for
    document: str = Field(sa_type=Text)  # canonical JSON (RFC 8785), exactly what was displayed
    digest: str  # SHA-256 of it, hex
    passkey: str
    assertion: Json = Field(sa_type=JSON)
    nonce: bytes = Field(sa_type=LargeBinary)
    not_after: datetime = _required_when()
    created_at: datetime = _required_when()
    valid_until: datetime = _required_when()
    revoked_at: datetime | None = _when()
    used: int = 0  # calls that are reserved or were made
    amount: str = "0"  # of these calls, added up (decimal)


class StandingUse(SQLModel, table=True):
    """One call that a standing approval covers: reserved before it is sent, given back only where it never left."""

    __tablename__: ClassVar[str] = "standing_use"
    client_grant: str = Field(primary_key=True, foreign_key="client_grant.id")
    standing: str = Field(foreign_key="standing_approval.id", index=True)
    amount: str
    reserved_at: datetime = _required_when()


class Outbox(SQLModel, table=True):
    """Something to be sent, stored in the transaction that decided it."""

    __tablename__: ClassVar[str] = "outbox"
    id: str = Field(primary_key=True)
    kind: str  # finish | push | channel
    subject: str = Field(index=True)  # id of the row it is about: server_grant, approval or proposal
    device: str | None = Field(default=None, index=True)  # push: push_device.id; channel: channel.id
    refuse_digest: str | None = Field(default=None, index=True)  # channel: SHA-256 of what its link refuses by
    attempts: int = 0
    due_at: datetime | None = _when(index=True)
    lease: str | None = None
    lease_until: datetime | None = _when()
    expires_at: datetime = _required_when()
    done_at: datetime | None = _when()
    outcome: str | None = None
    created_at: datetime = _required_when()


class SeenNonce(SQLModel, table=True):
    """A signature nonce that was used once by one key; a second insert is a replay."""

    __tablename__: ClassVar[str] = "seen_nonce"
    digest: str = Field(primary_key=True)  # of key thumbprint and nonce
    expires_at: datetime = Field(sa_type=Utc, index=True)


class Audit(SQLModel, table=True):
    """One link of the hash-chained record of what happened, written in the transaction of the change itself."""

    __tablename__: ClassVar[str] = "audit"
    seq: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    at: datetime = _required_when()
    kind: str
    subject: str = Field(index=True)
    agent: str | None = None
    owner: str | None = None
    data: str = Field(sa_column=Column(Text, nullable=False))  # canonical JSON
    previous: str
    digest: str


class AuditHead(SQLModel, table=True):
    """The end of the chain: one row, locked while a link is added."""

    __tablename__: ClassVar[str] = "audit_head"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(sa_type=BigInteger)
    digest: str
