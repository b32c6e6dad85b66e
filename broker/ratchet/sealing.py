"""Which files an owner's passkey sealed, and what becomes of a file that is new or changed (decisions T3).

A change that is provably narrower takes effect at once; every other one becomes a proposal with the difference, and
the sealed text goes on. A seal is not believed: its signature is verified again whenever it is loaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from broker.approval.decision import AssertionRefused
from broker.approval.document import DocumentError
from broker.approval.proposal import FileItem, SignedProposal, signed_document
from broker.connectors.load import ConnectorErrors
from broker.files import Found, Sealed, Written, digest_of
from broker.policy.load import PolicyErrors
from broker.policy.load import load as load_policy
from broker.policy.model import Policy
from broker.policy.narrower import narrower
from broker.ratchet.proposals import CannotPerform, Mint, propose, steward, withdraw
from broker.ratchet.proposed import (
    BY_A_CALL,
    FILE_VALID,
    ROOM,
    files_of,
    filled,
    item_of,
    key_of,
    name_of,
    refused,
    size_of,
    waiting,
)
from broker.store.query import Session, col, func, select
from broker.store.tables import Agent, Installation, Owner, Passkey, Proposal, SealedFile
from broker.store.verbs import audit, wake

CHANGED = "files"  # what the wakeups call it when something was sealed


@dataclass(frozen=True)
class Place:
    """Where passkeys sign: the RP ID and the origin of the broker's pages."""

    rp_id: str
    origin: str


@dataclass(frozen=True)
class Reviewed:
    """What came of looking at the files. `words` tell what waits; `mine` are the open keys this process proposed."""

    words: tuple[str, ...]
    mine: frozenset[str]


def seals(session: Session, place: Place) -> tuple[list[Sealed], list[str]]:
    """Return the texts whose signature holds, and a line for each that does not: that one is not in force."""
    good, bad = list[Sealed](), list[str]()
    for row in session.exec(select(SealedFile).order_by(SealedFile.name)):
        why = _broken(session, row, place)
        if why is None:
            good.append(Sealed(row.name, row.path, row.text, row.digest))
        else:
            bad.append(f"{row.path}: not in force, its seal does not hold ({why}); sign it again in the inbox")
    return good, bad


def review(
    session: Session, found: Found, place: Place, mine: frozenset[str], *, now: datetime, mint: Mint
) -> Reviewed:
    """Narrow what is provably narrower, propose every other change, withdraw what has become pointless."""
    sealed = {one.name: one for one in seals(session, place)[0]}
    changed, narrowed = list[Written](), set[str]()
    for one in found.files:
        before = sealed.get(one.name)
        if one.name in found.doubled or (before is not None and before.digest == one.digest):
            continue
        if before is not None and _narrows(before, one):
            _narrow(session, one, now)
            narrowed.add(one.name)
        else:
            changed.append(one)
    groups, words = _groups(session, changed, sealed)
    keys = frozenset(groups)
    _withdraw_others(session, groups, narrowed, mine, now)
    for key, (owner, items) in groups.items():
        agent = items[0].name if items[0].kind == "policy" and len(items) == 1 else None
        made = propose(
            session, owner=owner, items=items, now=now, mint=mint, open_key=key, agent=agent, valid=FILE_VALID
        )
        made.agent = agent  # where a call brought it up, the file says the same by now
        words += [_waits(one, owner, made.code) for one in items]
    return Reviewed(tuple(words), keys)


def perform_file(session: Session, item: FileItem, proposal: Proposal, now: datetime) -> None:
    """Seal the text that was signed. Raises CannotPerform where its owner may not, or it would not load."""
    _check(session, item, proposal.owner)
    held = session.get(SealedFile, name_of(item), populate_existing=True, with_for_update=True)
    # What was shown is a difference: it tells what changes only for as long as that is in force which it started from.
    if item.before is not None and (held is None or held.digest != item.before):
        raise CannotPerform(
            "what is in force has changed since this was shown; what this would change is not what it shows"
        )
    row = held or SealedFile(name=name_of(item), path="", owner="", proposal="", text="", digest="", sealed_at=now)
    row.path, row.owner, row.proposal = item.path, proposal.owner, proposal.id
    row.text, row.digest, row.narrowed_at, row.sealed_at = item.text, item.digest, None, now
    session.add(row)
    data = {"digest": item.digest, "before": item.before, "proposal": proposal.id}
    audit(session, kind=f"{item.kind}.sealed", subject=item.name, at=now, owner=proposal.owner, data=data)
    changed(session)


def changed(session: Session) -> None:
    """Let every replica notice that what is in force has changed."""
    row = session.get(Installation, 1, with_for_update=True)
    if row is None:
        row = Installation(id=1, changes=0)
    row.changes += 1
    session.add(row)
    session.flush()
    wake(session, CHANGED)


def standing(session: Session) -> tuple[int, ...]:
    """Return numbers that differ once anything that a review depends on has changed: a cheap way to see that not."""
    row = session.get(Installation, 1)
    decided = select(func.count(col(Proposal.id))).where(col(Proposal.decided_at).is_not(None))
    counts = (select(func.count(col(Owner.name))), select(func.count(col(Agent.name))), decided)
    return (0 if row is None else row.changes, *(session.exec(one).one() for one in counts))


def forget(session: Session, owner: str) -> None:
    """Take back every seal of an owner: nothing that only they signed stays in force."""
    for row in session.exec(select(SealedFile).where(col(SealedFile.owner) == owner)):
        session.delete(row)
    changed(session)


def _broken(session: Session, row: SealedFile, place: Place) -> str | None:
    proposal = session.get(Proposal, row.proposal)
    passkey = session.get(Passkey, proposal.passkey) if proposal is not None and proposal.passkey else None
    if proposal is None or passkey is None or passkey.owner != row.owner or proposal.owner != row.owner:
        return "who signed it is not known"
    try:
        document = signed_document(_signed(proposal, passkey, place))
    except (AssertionRefused, DocumentError) as why:
        return str(why)
    items = [one for one in document.items if isinstance(one, FileItem) and name_of(one) == row.name]
    if not items or digest_of(row.text) != row.digest:
        return "the text is not the signed one"
    if items[0].digest == row.digest:
        return None if digest_of(items[0].text) == row.digest else "the text is not the signed one"
    return None if row.narrowed_at is not None and _narrower(items[0].text, row.text) else "the text was widened"


def _signed(proposal: Proposal, passkey: Passkey, place: Place) -> SignedProposal:
    return SignedProposal(
        id=proposal.id,
        owner=proposal.owner,
        document=proposal.document,
        digest=proposal.digest,
        decision=proposal.decision,
        nonce=proposal.nonce,
        not_after=proposal.not_after,
        assertion=proposal.assertion,
        public_key=passkey.public_key,
        rp_id=place.rp_id,
        origin=place.origin,
    )


def _narrower(old: str, new: str) -> bool:
    try:
        return narrower(load_policy(old, "signed"), load_policy(new, "in force"))
    except PolicyErrors:
        return False


def _narrows(before: Sealed, one: Written) -> bool:
    return isinstance(one.content, Policy) and _narrower(before.text, one.text)


def _narrow(session: Session, one: Written, now: datetime) -> None:
    row = session.get_one(SealedFile, one.name)
    row.text, row.digest, row.narrowed_at, row.path = one.text, one.digest, now, one.path
    session.add(row)
    audit(session, kind="policy.narrowed", subject=one.subject, at=now, owner=row.owner, data={"digest": one.digest})
    changed(session)


Groups = dict[str, tuple[str, list[FileItem]]]


def _groups(session: Session, files: Sequence[Written], sealed: Mapping[str, Sealed]) -> tuple[Groups, list[str]]:
    """Return what to propose, by open key, and a line for each file that cannot be."""
    by_owner, words = dict[str, list[FileItem]](), list[str]()
    no = refused(session, ~BY_A_CALL)
    for one in files:
        signer, before = _signer(session, one), sealed.get(one.name)
        item = item_of(one.kind, one.subject, one.path, one.text, before)
        why = signer.why
        if not why and (one.name, one.digest) in no:
            why = "its change was refused; change it back or further"
        if not why and _left_behind(session, one):
            why = "it is as it was before its new pins were signed; write them here too, or change it further"
        if not why and size_of(item) > ROOM:
            why = f"too long to be shown on a page, so it cannot be signed; split it (a page shows {ROOM} bytes)"
        if why:
            words.append(f"{one.path}: {why} ({_held(before)})")
        else:
            by_owner.setdefault(signer.name, []).append(item)
    first = {owner for owner in by_owner if not _has_seal(session, owner)}
    groups: Groups = {}
    for owner, items in by_owner.items():
        for group in filled(items) if owner in first else [[item] for item in items]:
            groups[key_of(owner, group)] = (owner, group)
    return groups, words


@dataclass(frozen=True)
class _Signer:
    name: str
    why: str = ""  # it cannot be signed


def _signer(session: Session, one: Written) -> _Signer:
    if isinstance(one.content, Policy):
        owner = one.content.owner
        return _Signer(owner, _not_theirs(session, one.subject, owner) or "")
    first = steward(session)
    return _Signer(first or "", "" if first else "nobody can sign it yet: run countersign init")


def _left_behind(session: Session, one: Written) -> bool:
    """Decide whether a file is a copy as it was before a change that a call brought up: nobody wrote that here."""
    held = session.get(SealedFile, one.name)
    signed = session.get(Proposal, held.proposal) if held is not None else None
    if signed is None or signed.kind != "connector" or signed.agent is None:
        return False
    return any(item.before == one.digest for item in files_of(signed))


def _not_theirs(session: Session, agent: str, owner: str) -> str | None:
    """Return why this owner may not write this agent's policy, or None."""
    if session.get(Owner, owner) is None:
        return f'names the owner "{owner}", who is not known here; countersign owner list shows who is'
    row = session.get(Agent, agent)
    if row is not None and row.owner != owner:
        return f"agent {agent} is {row.owner}'s, so a policy of {owner} for it is not taken"
    seal = session.get(SealedFile, f"policy:{agent}")
    if row is None and seal is not None and seal.owner != owner:
        return f"the policy of {agent} is {seal.owner}'s; only they can change it"
    return None


def _check(session: Session, item: FileItem, owner: str) -> None:
    if digest_of(item.text) != item.digest:
        raise CannotPerform("the text and its digest do not belong together")
    try:
        if item.kind == "connector":
            signer = steward(session)
            if signer != owner:
                raise CannotPerform(f"a connector is everybody's: {signer} signs it")
            return
        policy = load_policy(item.text, item.path)
    except (PolicyErrors, ConnectorErrors) as why:
        raise CannotPerform(f"it does not load: {why}") from None
    if (policy.agent, policy.owner) != (item.name, owner):
        raise CannotPerform("the policy names another agent or another owner")
    why_not = _not_theirs(session, policy.agent, owner)
    if why_not is not None:
        raise CannotPerform(why_not)


def _has_seal(session: Session, owner: str) -> bool:
    return session.exec(select(SealedFile.name).where(col(SealedFile.owner) == owner).limit(1)).first() is not None


def _withdraw_others(session: Session, groups: Groups, narrowed: set[str], mine: frozenset[str], now: datetime) -> None:
    """Take back open proposals that this process made, or that a newer change of the same file replaces."""
    names = narrowed | {name_of(one) for _, items in groups.values() for one in items}
    for row, theirs in waiting(session, now):
        if row.open_key not in groups and (row.open_key in mine or names & theirs):
            withdraw(session, row.id, now, "the file was changed again")


def _held(before: Sealed | None) -> str:
    return "nothing of it is in force" if before is None else "what was signed last stays in force"


def _waits(item: FileItem, owner: str, code: str) -> str:
    held = "nothing of it is in force yet" if item.before is None else "what was signed last stays in force"
    return f"{item.path}: waits for {owner}'s passkey, code {code} ({held})"
