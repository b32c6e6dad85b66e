"""What the owner's policy says of a request, as the authorization server itself sees it (decisions P10, R2).

The client instance's word that something is allowed, or which call it means, is a claim: the policy of the agent bound
to the key and our own connector decide, and what cannot be shown in full cannot be asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from broker.approval.document import ApprovalDocument, DocumentError, call_digest, document_for, unshowable
from broker.approval.rights_document import RightsDocument
from broker.authserver.context import Context
from broker.connectors.call import call_from_access
from broker.connectors.model import Call
from broker.gnap.as_role import Requested, RequestedToken
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.rights import Access
from broker.policy.chain import is_child
from broker.policy.decide import Decision, decide
from broker.policy.model import Decide, Policy, of_owner
from broker.ratchet import lineage
from broker.store.query import Session
from broker.store.tables import RegisteredClient

BEARER: Final = "bearer"  # the flag (RFC 9635 §2.1.1)
_BOUND: Final = "bearer tokens are not issued for this: tokens are bound to the client's key"


@dataclass(frozen=True)
class Terms:
    """One token as it may be issued: what it allows, how often (None: as often as it likes), for how many seconds."""

    label: str | None
    access: Access
    flags: tuple[str, ...]
    uses: int | None
    seconds: int


@dataclass(frozen=True)
class Judgement:
    """Allowed (`document` is None) or to be asked with this document, which waits `answer_within` for an answer."""

    tokens: tuple[Terms, ...]
    rule: str
    answer_within: timedelta
    document: ApprovalDocument | RightsDocument | None
    match: bool = False  # the rule wants the number chosen that the agent shows


def judge(
    session: Session, context: Context, client: RegisteredClient, requested: Requested, now: datetime
) -> Judgement:
    """Return what the policy says of our own client's request; raise GnapError(request_denied) with words for no."""
    policy = policy_of(session, context, client.agent, client.owner)
    if requested.several or requested.subject is not None or len(requested.tokens) != 1:
        raise cannot_be_shown("this client asks for one token, for one call")
    token = requested.tokens[0]
    decision = permitted(policy, token.access)
    if BEARER in token.flags:
        _check_bearer(context, token, decision)
    if is_child(client.agent):
        _check_offered(context, policy, token.access)
    seconds = int(decision.expires_in.total_seconds())
    terms = (Terms(token.label, token.access, token.flags, decision.uses, seconds),)
    document = None
    if decision.decide != Decide.ALLOW:
        document = _document(context, client, requested, policy, decision, now)
    return Judgement(terms, decision.rule, decision.answer_within, document, decision.match)


def policy_of(session: Session, context: Context, agent: str, owner: str) -> Policy:
    """Return the owner's policy in force for the agent; raise GnapError(request_denied) where there is none."""
    policy = of_owner(lineage.policy_of(session, context.policies, agent), owner)
    if policy is None:
        words = f"no policy of {owner} is in force for agent {agent}: everything is denied"
        raise GnapError(ErrorCode.REQUEST_DENIED, words)
    return policy


def permitted(policy: Policy, access: Access) -> Decision:
    """Return allow or ask; raise GnapError(request_denied) with the policy's reason for deny."""
    decision = decide(policy, access)
    if decision.decide == Decide.DENY:
        raise GnapError(ErrorCode.REQUEST_DENIED, decision.reason)
    return decision


def refuse_bearer(tokens: Iterable[RequestedToken]) -> None:
    """Raise GnapError(request_denied) where a token is asked for that would be bound to no key."""
    if any(BEARER in one.flags for one in tokens):
        raise GnapError(ErrorCode.REQUEST_DENIED, _BOUND)


def _check_bearer(context: Context, token: RequestedToken, decision: Decision) -> None:
    # decisions §2.4.7: a rule that asks says so, and the API takes what is bound to no key
    call = call_from_access(context.connectors(), token.access)
    takes = any(call is not None and one.name == call.connector and one.bearer for one in context.connectors())
    if not (takes and decision.bearer and decision.decide == Decide.ASK):
        raise GnapError(ErrorCode.REQUEST_DENIED, _BOUND)


def _check_offered(context: Context, policy: Policy, access: Access) -> None:
    call = call_from_access(context.connectors(), access)
    if call is None or not policy.offers(call.operation):
        raise GnapError(ErrorCode.REQUEST_DENIED, "this is none of the operations that the child was minted with")


def cannot_be_shown(why: str) -> GnapError:
    """Return the refusal of what no page could show in full (decisions P16)."""
    return GnapError(ErrorCode.REQUEST_DENIED, f"this cannot be shown to the owner in full: {why}")


def _document(
    context: Context,
    client: RegisteredClient,
    requested: Requested,
    policy: Policy,
    decision: Decision,
    now: datetime,
) -> ApprovalDocument:
    call = _one_call(context, requested)
    try:
        document = document_for(
            call,
            decision,
            agent=client.agent,
            owner=client.owner,
            client_key=client.thumbprint,
            authorization_server=context.grant_endpoint,
            policy_digest=policy.digest,
            valid_until=now + decision.answer_within,
            bearer=BEARER in requested.tokens[0].flags,
        )
    except DocumentError as why:
        raise cannot_be_shown(str(why)) from None
    if hidden := unshowable(document):
        raise cannot_be_shown(hidden)
    return document


def _one_call(context: Context, requested: Requested) -> Call:
    call = call_from_access(context.connectors(), requested.tokens[0].access)
    if call is None:
        raise cannot_be_shown("its rights do not fix exactly one call of one operation")
    ask = requested.ask
    if ask is None or (ask.call_digest, ask.connector_digest) != (call_digest(call), call.connector_digest):
        raise cannot_be_shown("the client and the authorization server do not mean the same call")
    return call
