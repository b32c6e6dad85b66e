"""Does this signed approval cover this call, now? The rules R1, R4, R7, R8 and R9 of the decisions, in one place.

The stored decision is not believed: the document's digest, the challenge and the passkey's signature are computed again
from the row before the answer is yes.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broker.approval.canonical import canonical
from broker.approval.decision import APPROVE, REFUSE, AssertionRefused, challenge, verify_assertion
from broker.approval.document import ApprovalDocument, DocumentError, call_digest_under, parse
from broker.connectors.model import Call
from broker.gnap.rights import access_json
from broker.policy.decide import Decision
from broker.policy.model import Decide


@dataclass(frozen=True)
class Vote:
    """One person's signed yes; `public_key` is None where the passkey is not theirs, or unknown."""

    owner: str
    nonce: bytes | None
    not_after: datetime | None
    assertion: Mapping[str, Any] | None
    public_key: bytes | None


@dataclass(frozen=True)
class SignedApproval:
    """An approval as it was stored, with the passkey that signed it and where that passkey may be used.

    `votes` are the signatures where the document lets others than its owner decide; there the owner's is among them.
    """

    document: str
    digest: str
    decision: str | None
    effective_digest: str | None
    nonce: bytes | None
    not_after: datetime | None
    grant: str
    owner: str
    assertion: Mapping[str, Any] | None
    public_key: bytes | None
    rp_id: str
    origin: str
    spent: bool
    withdrawn: bool
    votes: tuple[Vote, ...] = ()


def covers(
    approval: SignedApproval,
    call: Call,
    *,
    now: datetime,
    agent: str,
    owner: str,
    client_key: str,
    authorization_server: str,
    decision_now: Decision,
    bearer: bool = False,
) -> str | None:
    """Return None if the approval covers exactly this call at `now`; otherwise the words that say why it does not.

    The words start with `withdrawn`, `refused`, `not decided`, `already used`, `signature does not verify`,
    `differs from approval` or `lapsed`. `decision_now` is what the policy in force says of the call; `bearer`: its
    token is to be handed to the agent, which is another thing to approve than a call by the broker.
    """
    unusable = _unusable(approval)
    if unusable:
        return unusable
    try:
        document = signed_document(approval)
    except (AssertionRefused, DocumentError) as problem:
        return f"signature does not verify: {problem}"
    asked = {
        "agent": (document.agent, agent),
        "owner": (document.owner, owner),
        "client key": (document.client_key, client_key),
        "authorization server": (document.authorization_server, authorization_server),
        "holder of the token": (document.holder, "bearer" if bearer else "bound"),
    }
    return _differs(document, call, asked) or _lapsed(document, call, now=now, decision_now=decision_now)


def signed_document(approval: SignedApproval) -> ApprovalDocument:
    """Return the document that the owner's passkey signed an approval of.

    Raises DocumentError if the stored text is not the signed one, AssertionRefused if the signature is not over it.
    """
    document = parse(approval.document)
    effective = approval.effective_digest or ""
    # nothing narrows a document yet: proposed, effective and stored text are one
    if not (_same(document.digest, approval.digest) and _same(document.digest, effective)):
        raise DocumentError("the document is not the one that was signed")
    if document.owner != approval.owner:
        raise DocumentError("the document names another owner")
    signatures = _signatures(document, approval)
    for vote in signatures:
        _check(approval, vote, effective)
    if short := document.people.missing([vote.owner for vote in signatures]):
        raise AssertionRefused(short)
    return document


def _signatures(document: ApprovalDocument, approval: SignedApproval) -> tuple[Vote, ...]:
    if document.people.several:
        return approval.votes
    return (Vote(approval.owner, approval.nonce, approval.not_after, approval.assertion, approval.public_key),)


def _check(approval: SignedApproval, vote: Vote, effective: str) -> None:
    if vote.nonce is None or vote.not_after is None or not vote.assertion or not vote.public_key:
        raise AssertionRefused("part of the decision's evidence is missing")
    verify_assertion(
        public_key=vote.public_key,
        assertion=vote.assertion,
        expected_challenge=challenge(
            nonce=vote.nonce,
            grant=approval.grant,
            owner=vote.owner,
            verb=APPROVE,
            digest=effective,
            not_after=vote.not_after,
        ),
        rp_id=approval.rp_id,
        origin=approval.origin,
    )


def _unusable(approval: SignedApproval) -> str | None:
    # R9: withdrawal and refusal beat an approval that was not used yet; R8: an unknown outcome is spent
    if approval.withdrawn:
        return "withdrawn: the request was taken back before the call"
    if approval.decision == REFUSE:
        return "refused: the owner said no"
    if approval.decision != APPROVE:
        return "not decided: the owner has not answered"
    if approval.spent:
        return "already used: an approval covers one call"
    return None


def _differs(document: ApprovalDocument, call: Call, asked: Mapping[str, tuple[str, str]]) -> str | None:
    for name, (approved, actual) in asked.items():
        if not _same(approved, actual):
            return f"differs from approval: the {name} is another one"
    # the connector's own digest is judged as a lapse, so that its change is told as what it is
    if not _same(document.call_digest, call_digest_under(call, document.connector_digest)):
        return "differs from approval: the call is not the one that was approved"
    if canonical(document.access) != canonical(access_json(call.access)):
        return "differs from approval: the access right is not the one that was approved"
    return None


def _lapsed(document: ApprovalDocument, call: Call, *, now: datetime, decision_now: Decision) -> str | None:
    if now >= document.valid_until_time():
        return f"lapsed: the approval was valid until {document.valid_until}"
    if not _same(document.connector_digest, call.connector_digest):
        return "lapsed: the connector file changed after the approval"
    if decision_now.decide == Decide.DENY:
        return "lapsed: the policy denies this call now"
    # a policy that now allows the call outright demands less than was given; a rule that asks must be the same one
    if decision_now.decide == Decide.ASK and not _same(document.rule_digest, decision_now.rule_digest):
        return "lapsed: the policy rule changed after the approval"
    return None


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(hashlib.sha256(left.encode()).digest(), hashlib.sha256(right.encode()).digest())
