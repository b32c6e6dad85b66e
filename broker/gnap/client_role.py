"""How a client instance judges the answers to what it asked (RFC 9635 §3, §5, §6). Pure: values in, values out.

The rules kept here: an answer is used only where it is inside what was asked (decisions R5, P7); a token with a key or
as bearer that nobody asked for is not used; continuation and management stay on the authorization server's own origin
unless its profile names another (P5); what was offered unasked is not there.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal

from broker.gnap.client_request import SubjectAsk, TokenAsk, Wanted
from broker.gnap.errors import GnapError, PeerError
from broker.gnap.interacting import Interaction, interaction_of, same_origin
from broker.gnap.message import read_object, write_object
from broker.gnap.models import ContinuationToken, Continue, GrantAnswer, IssuedToken, answered
from broker.gnap.profiles import RFC9635, Profile, managed
from broker.gnap.rights import Access, parse_access, within
from broker.gnap.subjects import Subject, subject_of

LONG_ENOUGH: Final = 8  # characters; a shorter value could stand in an address by chance
KNOWN_FLAGS: Final = frozenset({"bearer", "durable"})  # RFC 9635 §3.2.1; `durable` is a hint and harmless

EndsBy = Literal["manage", "continue", "expiry"]


@dataclass(frozen=True)
class Asked:
    """What a grant request asked for: the measure of every answer to it.

    One token with `access`, or `several`, told apart by their labels. `start` are the interaction modes that were
    declared, and `finish` whether a finish call was asked for: what else is offered is ignored (§3.3).
    """

    grant_endpoint: str
    access: Access = ()
    label: str | None = None
    flags: frozenset[str] = frozenset()
    several: tuple[TokenAsk, ...] = ()
    subject: SubjectAsk | None = None
    start: frozenset[str] = frozenset()
    finish: bool = True
    profile: Profile = RFC9635

    @classmethod
    def of(cls, grant_endpoint: str, wanted: Wanted, profile: Profile = RFC9635) -> "Asked":
        """Return the measure for the answers to a whole request."""
        one = wanted.tokens[0] if wanted.tokens and not wanted.several else TokenAsk(())
        interact = wanted.interact
        return cls(
            grant_endpoint,
            one.access,
            one.label,
            frozenset(one.flags),
            wanted.tokens if wanted.several else (),
            wanted.subject,
            frozenset(interact.start if interact else ()),
            interact is not None and interact.finish is not None,
            profile,
        )


@dataclass(frozen=True)
class Pending:
    """The owner is needed. `finish` is the authorization server's nonce where it will call back (§3.3.5).

    `interaction` is for a person of ours; without one the server finds its owner by itself.
    """

    continuation: Continue
    finish: str | None
    interaction: Interaction | None = None


@dataclass(frozen=True)
class Granted:
    """A token that may be used, and `further` ones where several were asked for; `left_out` were not granted.

    `approval` is the embedded authorization server's record of the owner's decision.
    """

    token: IssuedToken
    access: Access
    approval: str | None
    further: tuple[tuple[IssuedToken, Access], ...] = ()
    left_out: frozenset[str] = frozenset()
    subject: Subject | None = None
    continuation: Continue | None = None
    instance_id: str | None = None

    @property
    def ends_by(self) -> EndsBy:
        """How the token can be ended by us (decisions P13)."""
        return ends_by(self.token, self.continuation)


@dataclass(frozen=True)
class Identified:
    """Subject information alone, where no token was asked for (§3.4)."""

    subject: Subject
    continuation: Continue | None
    instance_id: str | None = None


@dataclass(frozen=True)
class Unusable:
    """Something granted otherwise than asked: all of it is revoked and never used (decisions R5)."""

    token: IssuedToken | None
    why: str
    further: tuple[IssuedToken, ...] = ()
    continuation: Continue | None = None

    @property
    def ends_by(self) -> EndsBy:
        """How what was granted can be ended by us (decisions P13)."""
        return ends_by(self.token, self.continuation)


@dataclass(frozen=True)
class Failed:
    """An error (§3.6). With a continuation the grant is still alive at the authorization server."""

    code: str
    words: str | None
    continuation: Continue | None


Answer = Pending | Granted | Identified | Unusable | Failed


def ends_by(token: IssuedToken | None, continuation: Continue | None) -> EndsBy:
    """Return how a token can be ended by its client instance: revoked, its grant ended, or by time alone (P13)."""
    if token is not None and token.manage is not None:
        return "manage"
    return "expiry" if continuation is None else "continue"


def read_answer(body: bytes, asked: Asked) -> Answer:
    """Return what an answer to a request or continuation means (§3); raise PeerError where it breaks the protocol.

    The body decides, never the HTTP status (§3.6 gives none).
    """
    answer = answered(GrantAnswer, content_of(body, asked.profile))
    if answer.error is not None:
        return _failed(answer, asked)
    if answer.access_token is not None or answer.subject is not None:
        return _judge(answer, asked)
    if answer.continue_ is None:
        raise PeerError("an answer without a token, an error or a way to continue")
    _check_continuation(answer.continue_, asked)
    return _pending(answer, answer.continue_, asked)


def content_of(body: bytes, profile: Profile) -> dict[str, Any]:
    """Return an answer's object, its token management in the form of the RFC; raise PeerError for anything else."""
    try:
        content = read_object(body)
    except GnapError as why:
        raise PeerError(why.description) from None
    token = content.get("access_token")
    if isinstance(token, list):
        return {**content, "access_token": [managed(profile, one) for one in token]}
    return content if token is None else {**content, "access_token": managed(profile, token)}


def _failed(answer: GrantAnswer, asked: Asked) -> Failed:
    # §3.6: beside an error only `continue` may stand.
    if answer.access_token is not None or answer.subject is not None or answer.interact is not None:
        raise PeerError("an error together with something granted")
    if answer.continue_ is not None:
        _check_continuation(answer.continue_, asked)
    return Failed(answer.error_code or "", answer.error_words, answer.continue_)


def _pending(answer: GrantAnswer, continuation: Continue, asked: Asked) -> Pending | Unusable:
    offered = answer.interact
    if offered is None:
        return Pending(continuation, None)
    try:
        interaction = interaction_of(offered, asked.start, asked.grant_endpoint)
    except PeerError as why:
        return Unusable(None, str(why), continuation=continuation)
    return Pending(continuation, offered.finish if asked.finish else None, interaction)


def _judge(answer: GrantAnswer, asked: Asked) -> Granted | Identified | Unusable:
    tokens = _tokens(answer)
    kept = tuple(without_foreign_management(token, asked) for token in tokens)
    continuation = answer.continue_ if _stays(answer.continue_, asked) else None
    granted: list[tuple[IssuedToken, Access]] = []
    try:
        granted += [(token, granted_access(token)) for token in tokens]
        why = _misshapen(answer, asked) or _wrong_with(answer, granted, asked)
    except PeerError as malformed:
        if not kept:
            raise
        why = str(malformed)
    if why is not None:
        return Unusable(kept[0] if kept else None, why, kept[1:], continuation)
    subject = None if answer.subject is None else subject_of(answer.subject, asked.grant_endpoint)
    if not granted:
        if subject is None:
            raise PeerError("an answer that grants nothing")
        return Identified(subject, continuation, answer.instance_id)
    left_out = {one.label or "" for one in asked.several} - {token.label or "" for token in tokens}
    token, access = granted[0]
    return Granted(
        token,
        access,
        answer.approval,
        tuple(granted[1:]),
        frozenset(left_out),
        subject,
        continuation,
        answer.instance_id,
    )


def _tokens(answer: GrantAnswer) -> tuple[IssuedToken, ...]:
    given = answer.access_token
    if isinstance(given, list):
        if not given:
            raise PeerError("a list of no tokens at all")
        return tuple(given)
    return () if given is None else (given,)


def _misshapen(answer: GrantAnswer, asked: Asked) -> str | None:
    """Return why one was given where several were asked for or the other way round, or None (§3.2.1, §3.2.2)."""
    given = answer.access_token
    # one that was asked for is no list, and of several even one is
    if given is None or isinstance(given, list) == bool(asked.several):
        return None
    return "a list of tokens came where one was asked for" if isinstance(given, list) else "one token came for several"


def granted_access(token: IssuedToken) -> Access:
    """Return the rights that a token carries, which may differ from those asked for; raise PeerError if unreadable."""
    try:
        return parse_access(token.access)
    except GnapError:
        # the description would hold names of members, which are the other side's words
        raise PeerError("the granted access cannot be read") from None


def _wrong_with(answer: GrantAnswer, granted: list[tuple[IssuedToken, Access]], asked: Asked) -> str | None:
    """Return the first reason why what was granted is not what was asked, or None."""
    if answer.interact is not None:
        return "an interaction came together with something granted"
    if not _stays(answer.continue_, asked):
        return "the continuation URI is on another origin than the grant endpoint"
    if answer.subject is not None and (why := _subject_unasked(answer.subject, asked)):
        return why
    if granted and not asked.access and not asked.several:
        return "a token came that nobody asked for"
    return _repeated(answer, [token for token, _ in granted]) or next(
        filter(None, (_unasked(*one, asked) for one in granted)), None
    )


def _subject_unasked(subject: dict[str, Any], asked: Asked) -> str | None:
    if asked.subject is None:
        return "subject information came that nobody asked for"
    given = subject_of(subject, asked.grant_endpoint)
    return given.beyond(asked.subject.sub_id_formats, asked.subject.assertion_formats)


def _repeated(answer: GrantAnswer, tokens: list[IssuedToken]) -> str | None:
    managing = [(one.value, one.manage.access_token.value) for one in tokens if one.manage]
    values = [one.value for one in tokens] + [own for value, own in managing if own != value]
    if answer.continue_ is not None:
        values.append(answer.continue_.access_token.value)
    # RFC 9635 §3.2.1, RFC 9767 §2.1.14: each token is for one thing, and is its own
    if len(set(values)) != len(values):
        return "one token value stands for two things"
    labels = [one.label for one in tokens]
    return "two tokens came under one label" if len(set(labels)) != len(labels) else None


def _unasked(token: IssuedToken, access: Access, asked: Asked) -> str | None:
    ask = _ask_for(token, asked)
    if ask is None:
        return "a token came under a label that nobody asked for"
    return badly_bound(token, ask) or badly_managed(token, asked) or _wider(access, ask.access) or _told_in(token)


def _told_in(token: IssuedToken) -> str | None:
    # rights are shown, logged and kept in the clear
    written = write_object({"access": token.access}).decode()
    return "the token's rights hold the token" if _holds(written, token) else None


def _holds(text: str, token: IssuedToken | ContinuationToken) -> bool:
    return len(token.value) >= LONG_ENOUGH and token.value in text


def _ask_for(token: IssuedToken, asked: Asked) -> TokenAsk | None:
    if asked.several:
        return next((one for one in asked.several if one.label == token.label), None)
    if asked.label is not None and token.label != asked.label:
        return None
    return TokenAsk(asked.access, asked.label, tuple(asked.flags))


def badly_bound(token: IssuedToken, ask: TokenAsk) -> str | None:
    """Return why a token's flags or key are not those that were asked for, or None (§3.2.1, §11.38, decisions P7)."""
    flags = token.flags or []
    if len(set(flags)) != len(flags) or not KNOWN_FLAGS.issuperset(flags):
        return "the token came with flags that nobody asked for"
    # RFC 9635 §3.2.1: never both; and §11.38: a key that the server chose is not ours alone
    if "bearer" in flags and token.key is not None:
        return "the token came as bearer and with a key, with flags that contradict it"
    if "bearer" in flags and "bearer" not in ask.flags:
        return "the token came as bearer, with flags that nobody asked for"
    return "the token is bound to a key that is not ours" if token.key is not None else None


def badly_managed(token: IssuedToken, asked: Asked) -> str | None:
    """Return what is wrong with a token's management, or None (§3.2.1, decisions P5)."""
    if token.manage is None:
        return None
    if not _at_home(token.manage.uri, asked):
        return "the token's management URI is on another origin than the grant endpoint"
    own = token.manage.access_token.value == token.value
    if token.value in token.manage.uri:
        return "the token's management URI holds the token"
    if _holds(token.manage.uri, token.manage.access_token):
        return "the token's management URI holds a token"
    # RFC 9635 §3.2.1: a management token of its own, except where the profile knows none
    return "the token manages itself" if own and asked.profile.manage == "object" else None


def without_foreign_management(token: IssuedToken, asked: Asked) -> IssuedToken:
    """Return the token, its management forgotten where that is on an origin which we do not call."""
    foreign = token.manage is not None and not _at_home(token.manage.uri, asked)
    return token.model_copy(update={"manage": None}) if foreign else token


def _wider(granted: Access, asked: Access) -> str | None:
    return None if granted and within(granted, asked) else "the granted access is not inside what was asked"


def _stays(continuation: Continue | None, asked: Asked) -> bool:
    return continuation is None or _at_home(continuation.uri, asked)


def _check_continuation(continuation: Continue, asked: Asked) -> None:
    # Ours, against SSRF (decisions P5): the RFC would allow any absolute URI.
    if not _at_home(continuation.uri, asked):
        raise PeerError("the continuation URI is on another origin than the grant endpoint")


def _at_home(uri: str, asked: Asked) -> bool:
    homes = (asked.grant_endpoint, *asked.profile.continuation_origins)
    return any(same_origin(uri, home) for home in homes)
