"""Gathering the evidence of a stored decision, so that it can be checked without us (`broker.approval.evidence`)."""

from collections.abc import Mapping, Sequence

from broker.approval.decision import APPROVE, NARROW
from broker.approval.evidence import Enrolment, Evidence, EvidenceRefused, b64, signature_of
from broker.approval.proposal import DeviceItem, parse
from broker.ratchet.standing import PREFIX
from broker.ratchet.votes import votes_of
from broker.store.query import Session, col, select
from broker.store.tables import Approval, ApprovalVote, ClientGrant, Passkey, Proposal, StandingApproval


class NothingDecided(Exception):
    """There is no signed decision of this id; the message says why."""


def evidence_of(session: Session, about: str, *, rp_id: str, origin: str) -> Evidence:
    """Return the evidence of the decision on a grant, an approval or a standing approval of this id.

    Raises NothingDecided where nobody signed anything.
    """
    row = _approval(session, about)
    if row.decision is None:
        raise NothingDecided(f"{about} was not decided")
    verb = "remember" if row.effective_document and row.decision == APPROVE else row.decision
    try:
        each: Sequence[Approval | ApprovalVote] = votes_of(session, row.id) if row.decision == APPROVE else []
        signed, *further = [signature_of(one, grant=row.grant, verb=verb) for one in (each or (row,))]
    except EvidenceRefused as why:
        raise NothingDecided(f"{about}: {why}") from None
    return Evidence(
        version="countersign-evidence-v1",
        rp_id=rp_id,
        origin=origin,
        document=row.document,
        effective=row.effective_document if verb in (NARROW, "remember") else None,
        signed=signed,
        further=further,
        enrolments=_enrolments(session, [one.passkey for one in (signed, *further)]),
    )


def _approval(session: Session, about: str) -> Approval:
    grant = session.get(ClientGrant, about)
    about = (grant.approval or about) if grant else about
    if about.startswith(PREFIX) and (standing := session.get(StandingApproval, about)):
        about = standing.approval
    row = session.get(Approval, about)
    if row is None:
        raise NothingDecided(f"no signed decision belongs to {about}: nobody was asked, or it is no id of a grant")
    return row


def _enrolments(session: Session, passkeys: list[str]) -> list[Enrolment]:
    let_in = _device_proposals(session)
    chain: list[Enrolment] = []
    for passkey in passkeys:
        _follow(session, passkey, let_in, chain)
    return chain


def _follow(session: Session, passkey: str, let_in: Mapping[str, Proposal], chain: list[Enrolment]) -> None:
    """Add to the chain how this passkey came in, and whoever let it in, until one that is there already."""
    following: str | None = passkey
    while following is not None and following not in [one.passkey for one in chain]:
        row, by = session.get_one(Passkey, following), let_in.get(following)
        signed = signature_of(by, grant=by.id, verb=APPROVE) if by else None
        chain.append(
            Enrolment(
                passkey=row.id,
                owner=row.owner,
                public_key=b64(row.public_key),
                document=by.document if by else None,
                signed=signed,
            )
        )
        following = signed.passkey if signed else None


def _device_proposals(session: Session) -> dict[str, Proposal]:
    """Return by passkey id the approved proposal that let it in."""
    approved = (col(Proposal.kind) == "device", col(Proposal.decision) == APPROVE)
    rows = session.scalars(select(Proposal).where(*approved))
    return {item.passkey: row for row in rows for item in parse(row.document).items if isinstance(item, DeviceItem)}
