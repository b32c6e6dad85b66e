"""The page on which something that widens is signed or refused, and what each kind of it means in words."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from broker.approval.document import DocumentError
from broker.approval.proposal import (
    AgentItem,
    ChannelItem,
    ClientItem,
    CredentialItem,
    DeviceItem,
    EmailItem,
    FileItem,
    Item,
    LiftItem,
    OutsideItem,
    OwnerItem,
    ProposalDocument,
    RecoveryItem,
    RemoveDeviceItem,
    UnfreezeItem,
    parse,
    unshowable,
)
from broker.approval.standing import Terms
from broker.phone import sessions
from broker.phone.answering import REASON_LIMIT, Answer, Answering, Question, bad_terms, closed, intact, nothing_here
from broker.phone.deps import PhoneDeps
from broker.phone.door import Refusal, answerable
from broker.phone.pages import mixed_words, page
from broker.ratchet import proposals
from broker.ratchet.isolation import Isolation, isolation_of
from broker.ratchet.proposals import outcome
from broker.store.query import Session, col, or_, select
from broker.store.tables import Agent, Proposal

_RECENT = 10
_NAMED = 5  # words that are named at most
_CANNOT_TELL = (
    "Countersign cannot tell yet what such a change means, only what it says. "
    "Read every line: after you sign, agents act by it."
)


@dataclass(frozen=True)
class Line:
    """One line of a difference: `added`, `removed`, `same` or `place`, and its text without the mark."""

    how: str
    text: str


@dataclass(frozen=True)
class Words:
    """One item for a person: what it is, what it widens, what to check first, and its own values to compare."""

    kind: str
    title: str
    widens: str
    warning: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Waiting:
    """One row of the inbox; `titles` are empty when the stored text cannot be read."""

    id: str
    code: str
    titles: tuple[str, ...]
    outcome: str
    at: datetime
    seconds_left: float


async def proposal_page(deps: PhoneDeps, request: Request) -> Response:
    """GET /proposals/{id}: every item in words and in full, and the two answers while it waits for one."""
    signed = await sessions.signed_in(deps, request)
    if signed is None:
        return RedirectResponse(sessions.sign_in_path(request.url.path), status_code=303)
    now, proposal_id = deps.now(), request.path_params["id"]
    row, isolation = await deps.store.read(lambda session: _shown(session, proposal_id, signed.owner, now))
    document = _intact(row)
    shown = page(
        "proposal.html",
        row=row,
        document=document,
        items=[(one, in_words(one), lines(one)) for one in document.items],
        outcome=outcome(row, now),
        isolation=isolation,
        unshowable=unshowable(document),
        seconds_left=(row.valid_until - now).total_seconds(),
        reason_limit=REASON_LIMIT,
    )
    return answerable(shown)


def in_words(item: Item) -> Words:
    """Return what the item is and what it makes possible that was not possible before."""
    match item:
        case DeviceItem() | RemoveDeviceItem() | ChannelItem() | OutsideItem() | RecoveryItem() | EmailItem():
            return _of_the_owner(item)
        case AgentItem() | CredentialItem() | UnfreezeItem() | LiftItem():
            return _of_an_agent(item)
        case ClientItem():
            return _client(item)
        case FileItem():
            return _file(item)
        case OwnerItem():
            return Words(
                "New owner",
                f"{item.name} may answer for agents here",
                f"{item.name} pairs a device of their own and approves for their own agents. Yours stay yours.",
            )


def lines(item: Item) -> list[Line]:
    """Return the difference of a changed file, line by line; nothing for a new file, whose text says it all."""
    if not isinstance(item, FileItem):
        return []
    return [_line(text) for text in item.difference]


def counted(document: ProposalDocument) -> tuple[str, ...]:
    """Return a title for each item, as the inbox shows them."""
    return tuple(in_words(one).title for one in document.items)


def of_owner(session: Session, owner: str, now: datetime) -> tuple[list[Waiting], list[Waiting]]:
    """Return the owner's proposals: those that wait, the newest first, and what became of the latest others."""
    mine = select(Proposal).where(col(Proposal.owner) == owner)
    newest = col(Proposal.created_at).desc()
    undecided = (col(Proposal.decision).is_(None), col(Proposal.withdrawn_at).is_(None))
    waiting = mine.where(*undecided, col(Proposal.valid_until) > now).order_by(newest)
    over = or_(
        col(Proposal.decision).is_not(None), col(Proposal.withdrawn_at).is_not(None), col(Proposal.valid_until) <= now
    )
    recent = mine.where(over).order_by(newest).limit(_RECENT)
    return [_waiting(row, now) for row in session.scalars(waiting)], [
        _waiting(row, now) for row in session.scalars(recent)
    ]


def _of_the_owner(
    item: DeviceItem | RemoveDeviceItem | ChannelItem | OutsideItem | RecoveryItem | EmailItem,
) -> Words:
    match item:
        case DeviceItem():
            return _device(item)
        case RemoveDeviceItem():
            return Words(
                "Remove device",
                f"Remove {item.label}",
                "That device decides nothing any more. Once you have none left, whoever pairs a device at the computer "
                "where Countersign runs decides for you, without being asked for a signature.",
                "If it is your last device, pair another one first.",
                (("Passkey", item.passkey),),
            )
        case RecoveryItem():
            return Words(
                "New recovery code",
                "A new recovery code for you",
                "Whoever holds the new code, and the computer where Countersign runs, can put a new device in the "
                "place of yours. The old code ends.",
                facts=(("Digest of the code", item.recovery_digest),),
            )
        case EmailItem():
            return Words(
                "Your e-mail address",
                "An e-mail address for you",
                "A client that leads you here and asks for it learns this address when you approve its request. The "
                "page that you sign then says so. Nobody checks that the address is yours: you say it by signing.",
                facts=(("Address", item.email),),
            )
        case ChannelItem():
            return Words(
                "Notifications",
                "This browser may be told when something waits",
                f"{item.host} carries the messages. They hold a short code and nothing else: not who asks, not what.",
                facts=(("Push service", item.host), ("Digest of the address", item.endpoint_digest)),
            )
        case OutsideItem():
            return _outside(item)


SHOWN = {
    "code": "a short code and nothing else: not who asks, not what",
    "agent": "a short code and the name of the agent that asks",
    "call": "a short code, the name of the agent and of the operation that it asks for",
}


def _outside(item: OutsideItem) -> Words:
    when = f"{item.after} seconds later, if you have not answered by then" if item.after else "at once"
    return Words(
        "Another channel",
        f"{item.service} may tell you when something waits",
        f"Messages go to {item.place} by {item.service}, {when}. They hold {SHOWN[item.shows]}. Whoever reads them can "
        "refuse the request and mute its agent by the link in them; nobody can approve there.",
        "Sign only for a place that you alone read: an agent that reads it could refuse in your name.",
        (("Service", item.service), ("Place", item.place), ("Digest of the address", item.address_digest)),
    )


def _of_an_agent(item: AgentItem | CredentialItem | UnfreezeItem | LiftItem) -> Words:
    match item:
        case AgentItem():
            return Words(
                "New agent",
                f"{item.agent} may ask in your name",
                f"Whoever holds the credential of {item.agent} may call your tools as its policy allows, and may ask "
                "you for the rest. Sign only if you have just added it yourself.",
                facts=(("Digest of its credential", item.credential_digest),),
            )
        case CredentialItem():
            return Words(
                "New credential",
                f"A new credential for {item.agent}",
                f"Whoever holds the new credential is {item.agent} from now on. The old one ends at once.",
                facts=(("Digest of the credential", item.credential_digest),),
            )
        case LiftItem():
            return Words(
                "Ask again",
                f"{item.agent} may ask again",
                f"What you refused {item.agent} lately, it may ask for again, and your phone is told of it.",
            )
        case UnfreezeItem():
            who, what = (item.agent, "It") if item.agent else ("Everything", "Every agent that is not frozen itself")
            return Words("Unfreeze", f"{who} moves again", f"{what} may act and ask again, by its policy.")


def _client(item: ClientItem) -> Words:
    modes = ", ".join(item.start_modes) or "none: it waits for you in the inbox"
    facts = [("Its key", item.identity), ("Ways to lead you here", modes)]
    facts.append(("Is told of your decision at", item.callback_prefix or "nowhere: it asks again"))
    facts.append(("Signatures without a nonce", "accepted" if item.nonce_optional else "refused"))
    return Words(
        "New client",
        f"{item.agent} may ask in your name, with a key of its own",
        f"Whoever holds the private key of {item.agent} may ask you for what its policy does not deny, and may use "
        "what you grant outside of Countersign: you see what it asks for, not what it does with it.",
        "Sign only if you have just added it yourself, and the key shown here is the one that its operator gave you.",
        tuple(facts),
    )


def _device(item: DeviceItem) -> Words:
    here = (
        "It was opened on the computer where Countersign runs. A program there can do that too: "
        "sign only if you sit there yourself."
    )
    mine = item.owner is None
    name = "your" if mine else f"{item.owner}'s"
    return Words(
        "New device",
        f"{item.label} becomes {'a device of yours' if mine else f'the first device of {item.owner}'}",
        f"Whoever holds that device approves in {name} name{', as you do with this one' if mine else ''}. "
        "Sign only if its screen shows these digits.",
        here if item.same_computer else None,
        (
            ("Digits on its screen", f"{item.digits[:3]} {item.digits[3:]}"),
            ("Same computer", "yes" if item.same_computer else "no"),
        ),
    )


def _file(item: FileItem) -> Words:
    noun = "policy" if item.kind == "policy" else "connector"
    what = "A new" if item.before is None else "A changed"
    widens = {
        "policy": f"{item.name} may come to do more than now: "
        "the policy says what it may do alone, what it must ask for and what is denied.",
        "connector": f"Calls of {item.name} may come to go elsewhere than now: "
        "the connector says which addresses they call, and which right each one needs.",
    }[item.kind]
    facts = [("File", item.path), ("Digest", item.digest)]
    facts += [("In force until now", item.before)] if item.before else []
    warning = " ".join([_CANNOT_TELL, *_look_alikes(item)])
    return Words(noun.capitalize(), f"{what} {noun}: {item.name}", widens, warning, tuple(facts))


def _look_alikes(item: FileItem) -> list[str]:
    new = "\n".join(line for line in item.difference if line.startswith("+")) or item.text
    found = mixed_words(new)
    return [f"Letters of different alphabets stand in one word here: {', '.join(found[:_NAMED])}."] if found else []


def _line(text: str) -> Line:
    how = {"+": "added", "-": "removed", "@": "place"}.get(text[:1], "same")
    return Line(how, text if how == "place" else text[1:])


def _waiting(row: Proposal, now: datetime) -> Waiting:
    try:
        titles = counted(parse(row.document))
    except DocumentError:
        titles = ()
    left = (row.valid_until - now).total_seconds()
    return Waiting(row.id, row.code, titles, outcome(row, now), row.decided_at or row.created_at, left)


def _shown(session: Session, proposal_id: str, owner: str, now: datetime) -> tuple[Proposal, Isolation | None]:
    row = _owned(session, proposal_id, owner, now)
    known = row.agent is not None and session.get(Agent, row.agent) is not None
    return row, isolation_of(session, row.agent, now) if row.agent and known else None


def _owned(session: Session, proposal_id: str, owner: str, now: datetime) -> Proposal:
    row = session.get(Proposal, proposal_id, populate_existing=True)
    if row is None or row.owner != owner or outcome(row, now) == "expired":
        raise nothing_here()
    return row


def _question(session: Session, proposal_id: str, owner: str, now: datetime, terms: Terms | None) -> Question:
    row = _owned(session, proposal_id, owner, now)
    if outcome(row, now) != "waiting":
        raise closed(row.decision, outcome(row, now))
    if terms is not None:
        raise bad_terms("a proposal is signed as it is, or refused")
    document = _intact(row)
    return Question(row.id, "propose", row.id, row.owner, document.digest, unshowable(document))


def _record(deps: PhoneDeps, session: Session, proposal_id: str, answer: Answer, now: datetime) -> Refusal | None:
    row = session.get_one(Proposal, proposal_id)
    first = proposals.decide(
        session, deps.perform, row, verb=answer.verb, reason=answer.reason, evidence=answer.evidence, now=now
    )
    decided = session.get_one(Proposal, proposal_id, populate_existing=True)
    return None if first else closed(decided.decision, outcome(decided, now))


def _intact(row: Proposal) -> ProposalDocument:
    return intact(row, parse, "Let it be proposed again")


answers = Answering("/proposals", "proposal", _question, _record)
