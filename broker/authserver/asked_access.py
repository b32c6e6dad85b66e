"""What somebody else's client asks for, judged and written out for its owner (decisions P8, P10, P16).

The policy decides as for an agent of the client's name, and it can only narrow: a foreign client has no `allow`, so
what it allows is asked for all the same. A reference is worth the rights that it stands for, and they are shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broker.approval.document import DocumentError
from broker.approval.rights_document import (
    ClientShown,
    RightsDocument,
    SubjectShown,
    TokenShown,
    rights_document,
    unshowable,
)
from broker.authserver import subject
from broker.authserver.clients import display_of
from broker.authserver.context import Context
from broker.authserver.judge import Judgement, Terms, cannot_be_shown, policy_of, refuse_bearer
from broker.authserver.resources import expanded
from broker.connectors.call import BadArguments, call_for
from broker.connectors.downstream import called_for
from broker.connectors.model import Connector
from broker.gnap.as_role import Json, RequestedToken
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.rights import Access, AccessRight, access_json
from broker.policy.decide import Decision, decide
from broker.policy.model import Decide, Policy
from broker.store.query import Session
from broker.store.tables import RegisteredClient

ANSWER_WITHIN = timedelta(hours=24)  # for a request without rights, about which no rule speaks


@dataclass(frozen=True)
class Wanted:
    """What a request asks for by now, first sent or modified. `subject` only where its owner can be met (P8)."""

    tokens: tuple[RequestedToken, ...]
    subject: Json | None
    class_id: str | None
    display: Json | None


@dataclass(frozen=True)
class _Judged:
    """A token that may be asked for. `kept` is the access as asked, `rights` the same without any reference."""

    asked: RequestedToken
    kept: Access
    rights: Access
    decision: Decision


def judge_wanted(
    session: Session, context: Context, client: RegisteredClient, wanted: Wanted, now: datetime
) -> Judgement:
    """Return what its owner is asked; raise GnapError(request_denied) where nothing of it may be had.

    A token that the policy denies is left out where others stay (RFC 9635 §3.2.2); the document shows what is left.
    """
    policy = policy_of(session, context, client.agent, client.owner)
    refuse_bearer(wanted.tokens)
    judged = _permitted(session, context, policy, wanted.tokens)
    if wanted.subject is not None:
        subject.refuse_others(session, context, owner=client.owner, client=client.thumbprint, asked=wanted.subject)
    within = min((one.decision.answer_within for one in judged), default=ANSWER_WITHIN)
    document = _document(session, context, client, policy, judged, wanted, now + within)
    return Judgement(tuple(_terms(one) for one in judged), judged[0].decision.rule if judged else "", within, document)


def still_permitted(
    session: Session, context: Context, client: RegisteredClient, document: RightsDocument, kept: Sequence[Access]
) -> str | None:
    """Return why what was signed must not be issued any more, or None (R4): a rule changed, or a right is another."""
    policy = policy_of(session, context, client.agent, client.owner)
    for shown, access in zip(document.tokens, kept, strict=True):
        rights = _rights(session, access)
        if access_json(rights) != shown.access:
            return "what a reference stands for changed after the owner was asked: ask again"
        decision = decide(policy, rights)
        if decision.decide == Decide.DENY:
            return decision.reason
        if decision.rule_digest != shown.rule_digest:
            return "the policy rule changed after the owner was asked: ask again"
    return None


def _permitted(
    session: Session, context: Context, policy: Policy, asked: Iterable[RequestedToken]
) -> tuple[_Judged, ...]:
    judged = [_judged(session, context, policy, token) for token in asked]
    allowed = tuple(one for one in judged if one.decision.decide != Decide.DENY)
    if judged and not allowed:
        raise GnapError(ErrorCode.REQUEST_DENIED, judged[0].decision.reason)
    return allowed


def _judged(session: Session, context: Context, policy: Policy, asked: RequestedToken) -> _Judged:
    kept = _named_by_connectors(context.connectors(), asked.access)
    rights = _rights(session, kept)
    return _Judged(asked, kept, rights, _decided(policy, rights))


def _decided(policy: Policy, rights: Access) -> Decision:
    """Return what the policy says; deny where its rule wants what cannot be had of somebody else's client."""
    decision = decide(policy, rights)
    if decision.quorum is not None:
        wanted = "several owners: they decide calls of the broker's own agents only"
    elif decision.match:
        wanted = "the number chosen that an agent shows: a client of its own shows none"
    else:
        return decision
    return replace(decision, decide=Decide.DENY, reason=f"Rule {decision.rule} wants {wanted}.")


def _named_by_connectors(connectors: Iterable[Connector], access: Access) -> Access:
    """Return the access with the name of an operation that needs no argument replaced by that operation's right."""
    named: dict[str, list[AccessRight | str]] = {}
    for connector in connectors:
        for operation in connector.operations:
            try:
                named.setdefault(operation.name, []).extend(call_for(connector, operation.name, {}).access)
            except BadArguments:
                continue
    # two connectors with one name for it: which one is meant nobody knows
    only = {name: rights[0] for name, rights in named.items() if len(rights) == 1}
    return tuple(only.get(one, one) if isinstance(one, str) else one for one in access)


def _rights(session: Session, access: Access) -> Access:
    rights = expanded(session, access)
    unknown = next((one for one in rights if isinstance(one, str)), None)
    if unknown is not None:
        raise cannot_be_shown("a reference stands for nothing that is known here")
    return rights


def _terms(one: _Judged) -> Terms:
    seconds = int(one.decision.expires_in.total_seconds())
    return Terms(one.asked.label, one.kept, one.asked.flags, one.decision.uses, seconds)


def _document(
    session: Session,
    context: Context,
    client: RegisteredClient,
    policy: Policy,
    judged: tuple[_Judged, ...],
    wanted: Wanted,
    valid_until: datetime,
) -> RightsDocument:
    rights = [right for one in judged for right in one.rights if isinstance(right, AccessRight)]
    try:
        document = rights_document(
            agent=client.agent,
            owner=client.owner,
            client_key=client.thumbprint,
            client=_client_shown(client, wanted),
            authorization_server=context.grant_endpoint,
            resource_servers=_servers(context.connectors(), rights),
            tokens=[_shown(one) for one in judged],
            subject=_subject_shown(session, client.owner, wanted.subject),
            policy_digest=policy.digest,
            valid_until=valid_until,
            downstream=called_for(rights, [line for one in context.connectors() for line in one.downstream]),
        )
        hidden = unshowable(document)
    except (DocumentError, ValueError) as why:
        raise cannot_be_shown(str(why)) from None
    if hidden:
        raise cannot_be_shown(hidden)
    return document


def _shown(one: _Judged) -> TokenShown:
    return TokenShown(
        label=one.asked.label,
        access=[right.to_json() for right in one.rights if isinstance(right, AccessRight)],
        uses=one.decision.uses,
        seconds=int(one.decision.expires_in.total_seconds()),
        flags=list(one.asked.flags),
        rule=one.decision.rule,
        rule_digest=one.decision.rule_digest,
    )


def _client_shown(client: RegisteredClient, wanted: Wanted) -> ClientShown:
    # §2.3: what was registered comes before what is said now, and what is said now is not kept
    display = display_of(client, wanted.display) or {}
    class_id = client.class_id if client.class_id is not None else wanted.class_id
    return ClientShown(name=display.get("name"), uri=display.get("uri"), class_id=class_id)


def _subject_shown(session: Session, owner: str, asked: Json | None) -> SubjectShown | None:
    if asked is None:
        return None
    assertions = asked.get("assertion_formats") or []
    ids = [one for one in subject.formats(session, owner) if one in (asked.get("sub_id_formats") or [])]
    return SubjectShown(
        sub_id_formats=ids,
        email=subject.address(session, owner) if "email" in ids else None,
        assertion_formats=[one for one in subject.ASSERTION_FORMATS if one in assertions],
    )


def _servers(connectors: Iterable[Connector], rights: Iterable[AccessRight]) -> list[str]:
    """Return the resource servers that the rights lie at, as the connectors name them; other locations as they are."""
    bases = [one.resource_server.rstrip("/") for one in connectors]
    places = [place for right in rights for place in right.locations or ()]
    return sorted({next((base for base in bases if _below(place, base)), place) for place in places})


def _below(place: str, base: str) -> bool:
    return place == base or place.startswith(f"{base}/")
