"""The proposal document: something that would widen what is possible, in one spelling with one digest (decisions T2).

It is shown item by item and signed like an approval: the same challenge, over this document's digest. Its version
stands inside the document, so a signature under the one never counts for the other.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from broker.approval.canonical import canonical
from broker.approval.decision import APPROVE, AssertionRefused, challenge, verify_assertion
from broker.approval.document import DocumentError

SHOWN = 64 * 1024  # bytes of a document that a page still shows in full

_HEX = r"^[0-9a-f]{64}$"

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")  # of an agent or an owner
NAME_WORDS: Final = '1 to 40 of a-z, 0-9 and "-", beginning with a letter'

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
EMAIL: Final = rf"^{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+$"  # RFC 5321 §4.1.2, without quotes or literals
EMAIL_LENGTH: Final = 254  # octets, RFC 5321 §4.5.3.1.3
EMAIL_LOCAL: Final = 64  # octets before the at sign, RFC 5321 §4.5.3.1.1


class _Item(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class DeviceItem(_Item):
    """A new device. `public_key` is COSE, base64url; `digits` stand on the device's own screen.

    `owner` is whose first device it becomes, where that is not whoever signs: a new owner has nothing to sign with.
    """

    kind: Literal["device"] = "device"
    passkey: str = Field(min_length=1)
    label: str
    public_key: str = Field(min_length=1)
    sign_count: int = Field(ge=0)
    same_computer: bool
    digits: str = Field(pattern=r"^\d{6}$")
    owner: str | None = None


class RemoveDeviceItem(_Item):
    """The owner's last device is to go."""

    kind: Literal["remove-device"] = "remove-device"
    passkey: str = Field(min_length=1)
    label: str


class AgentItem(_Item):
    """A new agent. Its credential was made by the command that asks; only its digest is here."""

    kind: Literal["agent"] = "agent"
    agent: str = Field(min_length=1)
    credential_digest: str = Field(pattern=_HEX)
    expires_in: int | None = Field(default=None, ge=1)  # seconds from the signature on; None: until it is changed


class ClientItem(_Item):
    """A new agent that speaks GNAP itself, with a key of its own (RFC 9635 §2.3); it has no MCP credential.

    `key` is the public key object, `identity` what it is looked up by, `callback_prefix` how every finish URI of it
    begins (empty: none), `start_modes` the ways in which it may lead its owner here.
    """

    kind: Literal["client"] = "client"
    agent: str = Field(min_length=1)
    key: dict[str, Any]
    identity: str = Field(min_length=1)
    callback_prefix: str
    start_modes: list[Literal["redirect", "app", "user_code", "user_code_uri"]]
    nonce_optional: bool


class KeyedItem(_Item):
    """A new agent that signs in at the MCP door by a key of its own (RFC 7523): a public JWK, and its thumbprint."""

    kind: Literal["keyed"] = "keyed"
    agent: str = Field(min_length=1)
    key: dict[str, Any]
    thumbprint: str = Field(min_length=1)


class HostItem(_Item):
    """A program that led its owner's browser here to sign in as an agent (OAuth); `again` where that agent is known.

    `client_id` is the address of its own document, in which it calls itself `client_name`; the browser goes back to
    `redirect_uri`.
    """

    kind: Literal["host"] = "host"
    agent: str = Field(min_length=1)
    again: bool
    client_id: str = Field(min_length=1)
    client_name: str
    redirect_uri: str = Field(min_length=1)


class CredentialItem(_Item):
    """A new credential for an agent; the old one ends, after `overlap` seconds."""

    kind: Literal["credential"] = "credential"
    agent: str = Field(min_length=1)
    credential_digest: str = Field(pattern=_HEX)
    expires_in: int | None = Field(default=None, ge=1)
    overlap: int = Field(default=0, ge=0)


class FileItem(_Item):
    """A policy or connector file that is new or changed. `before` is the digest in force, `difference` its lines."""

    kind: Literal["policy", "connector"]
    name: str = Field(min_length=1)
    path: str = Field(min_length=1)
    digest: str = Field(pattern=_HEX)
    before: str | None
    text: str
    difference: list[str]


class UnfreezeItem(_Item):
    """An agent, or everything (None), is to move again."""

    kind: Literal["unfreeze"] = "unfreeze"
    agent: str | None


class LiftItem(_Item):
    """What an owner refused may be asked for again by this agent."""

    kind: Literal["lift"] = "lift"
    agent: str = Field(min_length=1)


class OwnerItem(_Item):
    """A further person who may answer for agents."""

    kind: Literal["owner"] = "owner"
    name: str = Field(min_length=1)


class EmailItem(_Item):
    """The owner's e-mail address, in small letters, as clients may be told it (RFC 9635 §3.4)."""

    kind: Literal["email"] = "email"
    email: str = Field(pattern=EMAIL, max_length=EMAIL_LENGTH)


class RecoveryItem(_Item):
    """A new recovery code; the old one ends. Only the code's digest is here."""

    kind: Literal["recovery"] = "recovery"
    recovery_digest: str = Field(pattern=_HEX)


class ChannelItem(_Item):
    """A browser that is to be told when something waits. `device` is the PushDevice's id."""

    kind: Literal["channel"] = "channel"
    device: str = Field(min_length=1)
    host: str = Field(min_length=1)
    endpoint_digest: str = Field(pattern=_HEX)


class OutsideItem(_Item):
    """A way besides browsers by which an owner is told, after so many seconds without an answer.

    `channel` is the Channel's id; `shows` what its messages say besides a code.
    """

    kind: Literal["outside"] = "outside"
    channel: str = Field(min_length=1)
    service: Literal["ntfy", "Telegram", "Slack", "e-mail"]
    place: str = Field(min_length=1)
    address_digest: str = Field(pattern=_HEX)
    after: int = Field(ge=0, le=86_400)
    shows: Literal["code", "agent", "call"]


class SecretItem(_Item):
    """What calls of a connector carry from now on where the API knows no GNAP. `secret` is the ConnectorSecret's id.

    A row holds one secret for ever, so its id is enough: nothing of the secret itself is here, not even a digest. With
    a `token_endpoint` the secret is an OAuth refresh token, which goes there and nowhere else.
    """

    kind: Literal["secret"] = "secret"
    secret: str = Field(min_length=1)
    connector: str = Field(min_length=1)
    resource_server: str = Field(min_length=1)
    token_endpoint: str | None
    replaces: bool


Item = Annotated[
    DeviceItem
    | RemoveDeviceItem
    | AgentItem
    | ClientItem
    | HostItem
    | KeyedItem
    | CredentialItem
    | FileItem
    | UnfreezeItem
    | LiftItem
    | OwnerItem
    | EmailItem
    | RecoveryItem
    | ChannelItem
    | OutsideItem
    | SecretItem,
    Field(discriminator="kind"),
]
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)


class ProposalDocument(BaseModel):
    """What is proposed, to whom, until when (RFC 3339, UTC, whole seconds)."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    version: Literal["countersign-proposal-v1"] = "countersign-proposal-v1"
    owner: str = Field(min_length=1)
    items: list[Item] = Field(min_length=1)
    valid_until: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def canonical(self) -> bytes:
        """Return the RFC 8785 bytes of the document."""
        return canonical(self.model_dump())

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical bytes, hex: what a passkey signs."""
        return hashlib.sha256(self.canonical()).hexdigest()


def email_address(text: str) -> str | None:
    """Return the address as it is kept, in small letters, or None for what is no plain `name@domain`."""
    small = text.lower() if text.isascii() else ""
    fits = len(small) <= EMAIL_LENGTH and small.find("@") <= EMAIL_LOCAL
    return small if fits and re.fullmatch(EMAIL, small) else None


def item(value: Mapping[str, Any]) -> Item:
    """Return one item read strictly. Raises DocumentError."""
    try:
        return _ITEM.validate_python(dict(value))
    except ValidationError as problem:
        raise DocumentError(_first(problem)) from None


def parse(text: str) -> ProposalDocument:
    """Return the document that `text` spells. Raises DocumentError unless the text is exactly its canonical form."""
    try:
        document = ProposalDocument.model_validate(json.loads(text))
        spelling = document.canonical()
    except ValidationError as problem:
        raise DocumentError(_first(problem)) from None
    except (ValueError, RecursionError) as problem:
        raise DocumentError(str(problem)) from None
    if spelling != text.encode("utf-8", "surrogatepass"):
        raise DocumentError("not the canonical spelling of this document")
    return document


def unshowable(document: ProposalDocument) -> str | None:
    """Return why a page cannot show the document in full, or None. What cannot be shown cannot be approved."""
    size = len(document.canonical())
    return f"it is {size} bytes long and a page shows {SHOWN}" if size > SHOWN else None


@dataclass(frozen=True)
class SignedProposal:
    """A proposal as it was stored, with the passkey that signed it and where that passkey may be used."""

    id: str
    owner: str
    document: str
    digest: str
    decision: str | None
    nonce: bytes | None
    not_after: datetime | None
    assertion: Mapping[str, Any] | None
    public_key: bytes | None
    rp_id: str
    origin: str


def signed_document(proposal: SignedProposal) -> ProposalDocument:
    """Return the document whose approval the owner's passkey signed: the stored decision is not believed.

    Raises DocumentError if the stored text is not the signed one, AssertionRefused if the signature is not over it.
    """
    document = parse(proposal.document)
    if document.digest != proposal.digest or document.owner != proposal.owner:
        raise DocumentError("the document is not the one that was signed")
    if proposal.decision != APPROVE:
        raise AssertionRefused("it was not approved")
    if proposal.nonce is None or proposal.not_after is None or not proposal.assertion or not proposal.public_key:
        raise AssertionRefused("part of the decision's evidence is missing")
    verify_assertion(
        public_key=proposal.public_key,
        assertion=proposal.assertion,
        expected_challenge=challenge(
            nonce=proposal.nonce,
            grant=proposal.id,
            owner=proposal.owner,
            verb=APPROVE,
            digest=proposal.digest,
            not_after=proposal.not_after,
        ),
        rp_id=proposal.rp_id,
        origin=proposal.origin,
    )
    return document


def _first(problem: ValidationError) -> str:
    first = problem.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
