"""What each kind of item of a proposal is, and what it makes possible that was not possible before, for a person."""

from dataclasses import dataclass

from broker.approval.proposal import (
    AgentItem,
    ChannelItem,
    ClientItem,
    CredentialItem,
    DeviceItem,
    EmailItem,
    FileItem,
    HostItem,
    Item,
    KeyedItem,
    LiftItem,
    OutsideItem,
    OwnerItem,
    ProposalDocument,
    RecoveryItem,
    RemoveDeviceItem,
    SecretItem,
    UnfreezeItem,
)
from broker.oauth import client_document, redirects
from broker.phone.catalogue import Phrase, phrase
from broker.phone.pages import duration, mixed_words
from broker.policy.chain import shown

_NAMED = 5  # words that are named at most
_CANNOT_TELL = phrase(
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


def in_words(item: Item) -> Words:
    """Return what the item is and what it makes possible that was not possible before."""
    match item:
        case DeviceItem() | RemoveDeviceItem() | ChannelItem() | OutsideItem() | RecoveryItem() | EmailItem():
            return _of_the_owner(item)
        case AgentItem() | CredentialItem() | UnfreezeItem() | LiftItem():
            return _of_an_agent(item)
        case ClientItem():
            return _client(item)
        case HostItem():
            return _host(item)
        case KeyedItem():
            return _keyed(item)
        case FileItem():
            return _file(item)
        case SecretItem():
            return _secret(item)
        case OwnerItem():
            return Words(
                "New owner",
                phrase("%(name)s may answer for agents here", name=item.name),
                phrase(
                    "%(name)s pairs a device of their own and approves for their own agents. Yours stay yours.",
                    name=item.name,
                ),
            )


def lines(item: Item) -> list[Line]:
    """Return the difference of a changed file, line by line; nothing for a new file, whose text says it all."""
    if not isinstance(item, FileItem):
        return []
    return [_line(text) for text in item.difference]


def counted(document: ProposalDocument) -> tuple[str, ...]:
    """Return a title for each item, as the inbox shows them."""
    return tuple(in_words(one).title for one in document.items)


def _of_the_owner(
    item: DeviceItem | RemoveDeviceItem | ChannelItem | OutsideItem | RecoveryItem | EmailItem,
) -> Words:
    match item:
        case DeviceItem():
            return _device(item)
        case RemoveDeviceItem():
            return Words(
                "Remove device",
                phrase("Remove %(device)s", device=item.label),
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
                phrase(
                    "%(host)s carries the messages. They hold a short code and nothing else: not who asks, not what.",
                    host=item.host,
                ),
                facts=(("Push service", item.host), ("Digest of the address", item.endpoint_digest)),
            )
        case OutsideItem():
            return _outside(item)


SHOWN = {
    "code": phrase("a short code and nothing else: not who asks, not what"),
    "agent": phrase("a short code and the name of the agent that asks"),
    "call": phrase("a short code, the name of the agent and of the operation that it asks for"),
}


def _outside(item: OutsideItem) -> Words:
    later = phrase("%(number)s seconds later, if you have not answered by then", number=item.after)
    when = later if item.after else phrase("at once")
    return Words(
        "Another channel",
        phrase("%(service)s may tell you when something waits", service=item.service),
        phrase(
            "Messages go to %(place)s by %(service)s, %(when)s. They hold %(shown)s. Whoever reads them can "
            "refuse the request and mute its agent by the link in them; nobody can approve there.",
            place=item.place,
            service=item.service,
            when=when,
            shown=SHOWN[item.shows],
        ),
        "Sign only for a place that you alone read: an agent that reads it could refuse in your name.",
        (("Service", item.service), ("Place", item.place), ("Digest of the address", item.address_digest)),
    )


def _for_how_long(item: AgentItem | CredentialItem) -> Phrase:
    if item.expires_in is None:
        return phrase("until it is changed")
    return phrase("for %(span)s", span=duration(item.expires_in))


def _overlap(seconds: int) -> Phrase:
    return phrase("works for %(span)s longer", span=duration(seconds)) if seconds else phrase("ends at once")


def _of_an_agent(item: AgentItem | CredentialItem | UnfreezeItem | LiftItem) -> Words:
    match item:
        case AgentItem():
            return Words(
                "New agent",
                phrase("%(agent)s may ask in your name", agent=item.agent),
                phrase(
                    "Whoever holds the credential of %(agent)s may call your tools as its policy allows, and may ask "
                    "you for the rest. Sign only if you have just added it yourself.",
                    agent=item.agent,
                ),
                facts=(("Digest of its credential", item.credential_digest), ("It works", _for_how_long(item))),
            )
        case CredentialItem():
            return Words(
                "New credential",
                phrase("A new credential for %(agent)s", agent=item.agent),
                phrase("Whoever holds the new credential is %(agent)s from now on.", agent=item.agent),
                facts=(
                    ("Digest of the credential", item.credential_digest),
                    ("It works", _for_how_long(item)),
                    ("The old one", _overlap(item.overlap)),
                ),
            )
        case LiftItem():
            return Words(
                "Ask again",
                phrase("%(agent)s may ask again", agent=shown(item.agent)),
                phrase(
                    "What you refused %(agent)s lately, it may ask for again, and your phone is told of it.",
                    agent=shown(item.agent),
                ),
            )
        case UnfreezeItem():
            it, every = (
                phrase("It may act and ask again, by its policy."),
                phrase("Every agent that is not frozen itself may act and ask again, by its policy."),
            )
            who = shown(item.agent) if item.agent else phrase("Everything")
            return Words("Unfreeze", phrase("%(agent)s moves again", agent=who), it if item.agent else every)


def _client(item: ClientItem) -> Words:
    modes = ", ".join(item.start_modes) or phrase("none: it waits for you in the inbox")
    facts: list[tuple[str, str]] = [(phrase("Its key"), item.identity), (phrase("Ways to lead you here"), modes)]
    facts.append((phrase("Is told of your decision at"), item.callback_prefix or phrase("nowhere: it asks again")))
    nonce = phrase("accepted") if item.nonce_optional else phrase("refused")
    facts.append((phrase("Signatures without a nonce"), nonce))
    return Words(
        "New client",
        phrase("%(agent)s may ask in your name, with a key of its own", agent=item.agent),
        phrase(
            "Whoever holds the private key of %(agent)s may ask you for what its policy does not deny, and may use "
            "what you grant outside of Countersign: you see what it asks for, not what it does with it.",
            agent=item.agent,
        ),
        "Sign only if you have just added it yourself, and the key shown here is the one that its operator gave you.",
        tuple(facts),
    )


def _secret(item: SecretItem) -> Words:
    name = item.connector
    title = (
        phrase("Another secret for connector %(name)s", name=name)
        if item.replaces
        else phrase("A secret for connector %(name)s", name=name)
    )
    facts: list[tuple[str, str]] = [(phrase("Connector"), name), (phrase("Resource server"), item.resource_server)]
    facts += [(phrase("Tokens are fetched at"), item.token_endpoint)] if item.token_endpoint else []
    return Words(
        "Secret of a connector",
        title,
        phrase(
            "Calls of %(name)s by any agent here carry it, as far as policies and owners allow them, and count as "
            "yours at %(server)s. It is shown to nobody.",
            name=name,
            server=item.resource_server,
        ),
        "Sign only if you have just put it in yourself: calls that carry the secret of somebody else act on their "
        "account.",
        tuple(facts),
    )


def _keyed(item: KeyedItem) -> Words:
    return Words(
        "New agent",
        phrase("%(agent)s may ask in your name, with a key of its own", agent=item.agent),
        phrase(
            "Whoever holds the private key of %(agent)s may call your tools as its policy allows, and may ask you for "
            "the rest. Sign only if you have just added it yourself.",
            agent=item.agent,
        ),
        facts=(("Thumbprint of its key", item.thumbprint),),
    )


def _host(item: HostItem) -> Words:
    published, back = client_document.host_of(item.client_id), redirects.host_of(item.redirect_uri)
    publisher = published or phrase("A program that registered itself")
    where = phrase("Its document is published at") if published else phrase("It registered itself, as")
    facts: list[tuple[str, str]] = [(where, item.client_id)]
    facts.append((phrase("It calls itself (its own words)"), item.client_name or phrase("nothing")))
    facts.append((phrase("This browser goes back to"), item.redirect_uri))
    widens = phrase(
        "The program behind %(back)s gets tokens of its own and is %(agent)s: it may call your tools as the policy of "
        "%(agent)s allows, and may ask you for the rest.",
        back=back,
        agent=item.agent,
    )
    ends = phrase("What it held as %(agent)s before ends.", agent=item.agent)
    title = phrase("%(host)s may ask in your name, as %(agent)s", host=publisher, agent=item.agent)
    again = phrase("%(host)s signs in again, as %(agent)s", host=publisher, agent=item.agent)
    return Words(
        "Program",
        again if item.again else title,
        phrase("%(widens)s %(ends)s", widens=widens, ends=ends) if item.again else widens,
        phrase("Sign only if you started that program yourself, just now. Nobody vouches for what it says of itself.")
        if not published and not redirects.is_loopback(item.redirect_uri)
        else phrase(
            "Sign only if you started that program yourself, just now. Who publishes its document is certain; what it "
            "says of itself is not."
        )
        if not redirects.is_loopback(item.redirect_uri)
        else phrase(
            "Sign only if you started that program yourself, just now, on this computer: any program on it could say "
            "that it is this one."
        ),
        tuple(facts),
    )


def _device(item: DeviceItem) -> Words:
    here = phrase(
        "It was opened on the computer where Countersign runs. A program there can do that too: "
        "sign only if you sit there yourself."
    )
    if item.owner is None:
        title = phrase("%(device)s becomes a device of yours", device=item.label)
        widens = phrase(
            "Whoever holds that device approves in your name, as you do with this one. "
            "Sign only if its screen shows these digits."
        )
    else:
        title = phrase("%(device)s becomes the first device of %(owner)s", device=item.label, owner=item.owner)
        widens = phrase(
            "Whoever holds that device approves in %(owner)s's name. Sign only if its screen shows these digits.",
            owner=item.owner,
        )
    return Words(
        "New device",
        title,
        widens,
        here if item.same_computer else None,
        (
            ("Digits on its screen", f"{item.digits[:3]} {item.digits[3:]}"),
            ("Same computer", phrase("yes") if item.same_computer else phrase("no")),
        ),
    )


def _file(item: FileItem) -> Words:
    new, name = item.before is None, item.name
    if item.kind == "policy":
        kind = phrase("Policy")
        title = phrase("A new policy: %(name)s", name=name) if new else phrase("A changed policy: %(name)s", name=name)
        widens = phrase(
            "%(name)s may come to do more than now: "
            "the policy says what it may do alone, what it must ask for and what is denied.",
            name=name,
        )
    else:
        kind, made = phrase("Connector"), phrase("A new connector: %(name)s", name=name)
        title = made if new else phrase("A changed connector: %(name)s", name=name)
        widens = phrase(
            "Calls of %(name)s may come to go elsewhere than now: "
            "the connector says which addresses they call, and which right each one needs.",
            name=name,
        )
    facts: list[tuple[str, str]] = [(phrase("File"), item.path), (phrase("Digest"), item.digest)]
    facts += [(phrase("In force until now"), item.before)] if item.before else []
    return Words(kind, title, widens, _warning(item), tuple(facts))


def _warning(item: FileItem) -> Phrase:
    new = "\n".join(line for line in item.difference if line.startswith("+")) or item.text
    found = mixed_words(new)
    if not found:
        return _CANNOT_TELL
    mixed = phrase("Letters of different alphabets stand in one word here: %(words)s.", words=", ".join(found[:_NAMED]))
    return phrase("%(first)s %(second)s", first=_CANNOT_TELL, second=mixed)


def _line(text: str) -> Line:
    how = {"+": "added", "-": "removed", "@": "place"}.get(text[:1], "same")
    return Line(how, text if how == "place" else text[1:])
