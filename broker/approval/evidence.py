"""The evidence of one decision: all that somebody needs to check it later, in one file, with nothing else at hand.

It holds the document that was shown, what was signed, the passkey's assertion, and how that passkey came in: each
further device was signed by one that was there before, back to the first (decisions §2.5, T2, T5).
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from broker.approval import document as calls
from broker.approval import proposal, rights_document, standing
from broker.approval.canonical import canonical
from broker.approval.deciders import People
from broker.approval.decision import APPROVE, NARROW, REMEMBER, AssertionRefused, challenge, verify_assertion
from broker.approval.document import DocumentError

_B64 = r"^[A-Za-z0-9_-]+$"
_LONGEST_CHAIN = 100  # devices


class EvidenceRefused(Exception):
    """The evidence does not show the decision; the message says which part of it fails, in words."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Assertion(_Part):
    """What the authenticator signed and with what it signed, each base64url (WebAuthn §5.2.2)."""

    clientDataJSON: str = Field(pattern=_B64)  # noqa: N815 -- WebAuthn's own name
    authenticatorData: str = Field(pattern=_B64)  # noqa: N815
    signature: str = Field(pattern=_B64)


class Signature(_Part):
    """One signature: the members of its challenge besides the digest, the passkey's id, and the assertion.

    `nonce` is base64url, `not_after` RFC 3339 with microseconds, UTC.
    """

    grant: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    verb: Literal["approve", "refuse", "narrow", "remember"]
    nonce: str = Field(pattern=_B64)
    not_after: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$")
    passkey: str = Field(pattern=_B64)
    assertion: Assertion


class Enrolment(_Part):
    """How one passkey came in: its owner, its public key (COSE, base64url), and the proposal that let it in.

    An owner's first device has none, unless another owner signed for it.
    """

    passkey: str = Field(pattern=_B64)
    owner: str = Field(min_length=1)
    public_key: str = Field(pattern=_B64)
    document: str | None
    signed: Signature | None


class Evidence(_Part):
    """The whole. `rp_id` and `origin` are where the passkeys may be used; `effective` is what was signed, if other."""

    version: Literal["countersign-evidence-v1"]
    rp_id: str = Field(min_length=1)
    origin: str = Field(min_length=1)
    document: str = Field(min_length=1)
    effective: str | None
    signed: Signature
    further: list[Signature] = Field(max_length=20)  # of the others, where several people decided
    enrolments: list[Enrolment] = Field(min_length=1, max_length=_LONGEST_CHAIN)

    def text(self) -> str:
        """Return the one spelling of it (RFC 8785)."""
        return canonical(self.model_dump()).decode()


@dataclass(frozen=True)
class Shown:
    """What the evidence shows: who decided what about which agent's document, and the passkeys back to the first."""

    owner: str
    agent: str
    verb: str
    digest: str
    passkeys: tuple[str, ...]


def verify(text: str) -> Shown:
    """Return what the evidence shows. Raises EvidenceRefused for anything that does not hold, in words."""
    evidence = _read(text)
    try:
        people, agent, digest = _documents(evidence)
        signatures = [evidence.signed, *evidence.further]
        if short := people.missing([one.owner for one in signatures]):
            raise EvidenceRefused(f"the document names others: {short}")
        if {one.verb for one in signatures} != {evidence.signed.verb}:
            raise EvidenceRefused("the signatures say different things")
        chains = [_chain(evidence, one) for one in signatures]
        for signed, chain in zip(signatures, chains, strict=True):
            _check(evidence, signed, digest, chain[0])
        led_to = {one.passkey for chain in chains for one in chain}
        if led_to != {one.passkey for one in evidence.enrolments}:
            raise EvidenceRefused("there are enrolments that nothing leads to")
    except (DocumentError, AssertionRefused, ValueError) as why:
        raise EvidenceRefused(str(why)) from None
    passkeys = tuple(dict.fromkeys(one.passkey for chain in chains for one in chain))
    return Shown(people.owner, agent, evidence.signed.verb, digest, passkeys)


def _read(text: str) -> Evidence:
    try:
        evidence = Evidence.model_validate(json.loads(text))
        spelling = evidence.text()
    except (ValidationError, ValueError, RecursionError):
        raise EvidenceRefused("this is no evidence of a decision, or it is incomplete") from None
    if spelling != text.strip():
        raise EvidenceRefused("not the one spelling of this evidence")
    return evidence


def _documents(evidence: Evidence) -> tuple[People, str, str]:
    """Return who decides, the agent, and the digest that was signed."""
    read = rights_document.parse if rights_document.is_rights(evidence.document) else calls.parse
    shown = read(evidence.document)
    if (evidence.signed.verb in (NARROW, REMEMBER)) != (evidence.effective is not None):
        raise EvidenceRefused("what was signed and the verb do not belong together")
    if evidence.effective is None:
        people = shown.people if isinstance(shown, calls.ApprovalDocument) else People(shown.owner)
        return people, shown.agent, shown.digest
    effective = standing.parse(evidence.effective)
    if (effective.asked, effective.verb) != (shown.digest, evidence.signed.verb):
        raise EvidenceRefused("what was signed was not made from what was shown")
    return People(effective.owner), effective.agent, effective.digest


def _chain(evidence: Evidence, deciding: Signature) -> list[Enrolment]:
    """Return the enrolments from a deciding passkey back to a first device, each let in by the one after it."""
    known = {one.passkey: one for one in evidence.enrolments}
    if len(known) != len(evidence.enrolments):
        raise EvidenceRefused("a passkey is enrolled twice")
    chain = [_enrolment(known, deciding.passkey)]
    if chain[0].owner != deciding.owner:
        raise EvidenceRefused("the passkey belongs to somebody else")
    while (last := chain[-1]).signed is not None:
        chain.append(_let_in_by(evidence, known, last))
        if len(chain) > len(known):
            raise EvidenceRefused("the passkeys let each other in")
    if last.document is not None:
        raise EvidenceRefused("there are enrolments that nothing leads to")
    return chain


def _let_in_by(evidence: Evidence, known: Mapping[str, Enrolment], one: Enrolment) -> Enrolment:
    signed = one.signed
    if signed is None or one.document is None or signed.verb != APPROVE:
        raise EvidenceRefused(f"passkey {one.passkey} was not let in by a signature")
    document = proposal.parse(one.document)
    wanted = (one.passkey, one.public_key, one.owner)
    named = [
        (item.passkey, item.public_key, item.owner or document.owner)
        for item in document.items
        if isinstance(item, proposal.DeviceItem)
    ]
    if wanted not in named:
        raise EvidenceRefused(f"passkey {one.passkey} is not the one that was let in")
    signer = _enrolment(known, signed.passkey)
    if not signer.owner == signed.owner == document.owner:
        raise EvidenceRefused(f"passkey {one.passkey} was let in by somebody else")
    _check(evidence, signed, document.digest, signer)
    return signer


def _enrolment(known: Mapping[str, Enrolment], passkey: str) -> Enrolment:
    if passkey not in known:
        raise EvidenceRefused(f"how passkey {passkey} came in is missing")
    return known[passkey]


def _check(evidence: Evidence, signed: Signature, digest: str, by: Enrolment) -> None:
    expected = challenge(
        nonce=unb64(signed.nonce),
        grant=signed.grant,
        owner=signed.owner,
        verb=signed.verb,
        digest=digest,
        not_after=datetime.fromisoformat(signed.not_after),
    )
    verify_assertion(
        public_key=unb64(by.public_key),
        assertion={"response": signed.assertion.model_dump()},
        expected_challenge=expected,
        rp_id=evidence.rp_id,
        origin=evidence.origin,
    )


def b64(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Return the bytes of base64url in its one spelling. Raises EvidenceRefused."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise EvidenceRefused("a value is not base64url") from None
    if b64(raw) != text:
        raise EvidenceRefused("a value is not base64url in its one spelling")
    return raw


def signature_of(row: Any, *, grant: str, verb: str) -> Signature:
    """Return the signature that a stored decision carries. Raises EvidenceRefused where part of it is missing."""
    if not row.assertion or row.nonce is None or row.not_after is None or not row.passkey:
        raise EvidenceRefused("it was decided without a passkey: refusing needs none, so there is no signature to show")
    response = row.assertion["response"]
    return Signature(
        grant=grant,
        owner=row.owner,
        verb=verb,  # type: ignore[arg-type] # checked by the model
        nonce=b64(row.nonce),
        not_after=row.not_after.isoformat(timespec="microseconds"),
        passkey=row.passkey,
        assertion=Assertion(**{name: response[name] for name in Assertion.model_fields}),
    )
