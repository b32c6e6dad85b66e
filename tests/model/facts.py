"""What a move did that an invariant may look at."""

from typing import NamedTuple

from tests.model.things import Approval, Grant, Message, Reply, Row


class Called(NamedTuple):
    """A signed call left for the resource server."""

    call: str
    asked: str
    token: str
    approval: Approval | None
    decide: str
    again: bool


class Minted(NamedTuple):
    """The embedded server issued a token of grant `grant`, which is as it was before."""

    grant: Grant
    call: str


class Left(NamedTuple):
    """Something left the client for an authorization server, as the row was then."""

    kind: str
    row: Row
    server: str


class Prompted(NamedTuple):
    """The owner was notified of a new document."""


class Answered(NamedTuple):
    """The embedded server answered a continuation about a grant, as it was before and is after."""

    before: Grant
    after: Grant
    asked: Message
    reply: Reply


class Derived(NamedTuple):
    """A resource server was given a token that is derived from the one of this grant, as it was then."""

    grant: Grant


class UsedBelow(NamedTuple):
    """A derived token was accepted further down."""

    grant: Grant


class Kept(NamedTuple):
    """The client kept the reference of a finish call whose hash was made for this endpoint and nonce ("": a guess)."""

    endpoint: str
    nonce: int | None


Fact = Called | Minted | Left | Prompted | Answered | Derived | UsedBelow | Kept
Facts = tuple[Fact, ...]
