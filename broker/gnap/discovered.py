"""Reading what an authorization server says about itself (RFC 9635 §9): an optimisation, and never a promise."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.message import read_object
from broker.gnap.models import AbsoluteUri, Message, answered


def _distinct(words: list[str]) -> list[str]:
    if len(set(words)) != len(words):
        raise ValueError("must hold each value once")
    return words


Words = Annotated[list[str], Field(default_factory=list, max_length=100), AfterValidator(_distinct)]


class _Document(Message):
    grant_request_endpoint: AbsoluteUri
    interaction_start_modes_supported: Words
    interaction_finish_methods_supported: Words
    key_proofs_supported: Words
    sub_id_formats_supported: Words
    assertion_formats_supported: Words
    key_rotation_supported: bool = False


@dataclass(frozen=True)
class Discovered:
    """What a server says that it can do; it may still refuse. An empty list says nothing."""

    grant_endpoint: str
    start_modes: tuple[str, ...]
    finish_methods: tuple[str, ...]
    key_proofs: tuple[str, ...]
    sub_id_formats: tuple[str, ...]
    assertion_formats: tuple[str, ...]
    key_rotation: bool


def discovery_message(grant_endpoint: str) -> HttpMessage:
    """Return the request for it (§9): OPTIONS at the grant endpoint, unsigned."""
    return HttpMessage("OPTIONS", grant_endpoint, (("accept", "application/json"),))


def read_discovery(body: bytes, grant_endpoint: str) -> Discovered:
    """Return what the server at `grant_endpoint` said; raise PeerError where it speaks for another URL (§9)."""
    try:
        document = answered(_Document, read_object(body))
    except GnapError as why:
        raise PeerError(why.description) from None
    # byte for byte: another endpoint would change the interaction hash and the key that is used
    if document.grant_request_endpoint != grant_endpoint:
        raise PeerError("the discovery document speaks for another grant endpoint")
    return Discovered(
        grant_endpoint,
        tuple(document.interaction_start_modes_supported),
        tuple(document.interaction_finish_methods_supported),
        tuple(document.key_proofs_supported),
        tuple(document.sub_id_formats_supported),
        tuple(document.assertion_formats_supported),
        document.key_rotation_supported,
    )
