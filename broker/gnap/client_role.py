"""What a client instance asks, and how it judges the answers (RFC 9635 §2, §3, §5). Pure: values in, values out.

The rules kept here: an answer is used only where it is inside what was asked (decisions R5, P7); a token with a key or
as bearer that nobody asked for is not used; the continuation stays on the authorization server's own origin (P5).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from broker.gnap.errors import GnapError, PeerError
from broker.gnap.keys import PublicKey, key_object
from broker.gnap.message import read_object, write_object
from broker.gnap.models import ASK_MEMBER, Ask, Continue, GrantAnswer, IssuedToken, answered
from broker.gnap.rights import Access, access_json, parse_access, within


@dataclass(frozen=True)
class Asked:
    """What a grant request asked for: the measure of every answer to it."""

    grant_endpoint: str
    access: Access


@dataclass(frozen=True)
class Pending:
    """The owner is needed. `finish` is the authorization server's nonce where it will call back (§3.3.5)."""

    continuation: Continue
    finish: str | None


@dataclass(frozen=True)
class Granted:
    """A token that may be used. `approval` is the embedded authorization server's record of the owner's decision."""

    token: IssuedToken
    access: Access
    approval: str | None


@dataclass(frozen=True)
class Unusable:
    """A token that was granted otherwise than asked: it is revoked and never used (decisions R5)."""

    token: IssuedToken
    why: str


@dataclass(frozen=True)
class Failed:
    """An error (§3.6). With a continuation the grant is still alive at the authorization server."""

    code: str
    words: str | None
    continuation: Continue | None


Answer = Pending | Granted | Unusable | Failed


def grant_request(key: PublicKey, access: Access, ask: Ask | None, finish_uri: str | None, nonce: str) -> bytes:
    """Return the body of a grant request for one bound token, with a push finish where there is a URI (§2, §2.5.2)."""
    message: dict[str, Any] = {
        "access_token": {"access": access_json(access)},
        "client": {"key": key_object(key)},
    }
    if finish_uri is not None:
        message["interact"] = {"start": [], "finish": {"method": "push", "uri": finish_uri, "nonce": nonce}}
    if ask is not None:
        message[ASK_MEMBER] = ask.model_dump(exclude_none=True)
    return write_object(message)


def continue_request(interact_ref: str) -> bytes:
    """Return the body of a continuation after interaction (§5.1)."""
    return write_object({"interact_ref": interact_ref})


def read_answer(body: bytes, asked: Asked) -> Answer:
    """Return what an answer to a request or continuation means (§3); raise PeerError where it breaks the protocol.

    The body decides, never the HTTP status (§3.6 gives none).
    """
    answer = answered(GrantAnswer, _object(body))
    _check_continuation(answer.continue_, asked.grant_endpoint)
    if answer.error is not None:
        return _failed(answer)
    if answer.access_token is not None:
        return _judge(answer, asked)
    if answer.continue_ is None:
        raise PeerError("an answer without a token, an error or a way to continue")
    return Pending(answer.continue_, answer.interact.finish if answer.interact else None)


def _object(body: bytes) -> dict[str, Any]:
    try:
        return read_object(body)
    except GnapError as why:
        raise PeerError(why.description) from None


def _failed(answer: GrantAnswer) -> Failed:
    # §3.6: beside an error only `continue` may stand.
    if answer.access_token is not None or answer.subject is not None or answer.interact is not None:
        raise PeerError("an error together with something granted")
    return Failed(answer.error_code or "", answer.error_words, answer.continue_)


def _judge(answer: GrantAnswer, asked: Asked) -> Granted | Unusable:
    token = answer.access_token
    # §3.2.1, §3.2.2: one token was asked for, so a list is no answer.
    if not isinstance(token, IssuedToken):
        raise PeerError("several tokens where one was asked for")
    access = _granted_access(token)
    why = _unasked(token, answer) or _wider(access, asked.access)
    return Unusable(token, why) if why else Granted(token, access, answer.approval)


def _granted_access(token: IssuedToken) -> Access:
    try:
        return parse_access(token.access)
    except GnapError as why:
        raise PeerError(f"granted access: {why.description}") from None


def _unasked(token: IssuedToken, answer: GrantAnswer) -> str | None:
    if token.flags:
        return "the token came with flags that nobody asked for"
    if token.key is not None:
        return "the token is bound to a key that is not ours"
    return "subject information came that nobody asked for" if answer.subject is not None else None


def _wider(granted: Access, asked: Access) -> str | None:
    return None if granted and within(granted, asked) else "the granted access is not inside what was asked"


def _check_continuation(continuation: Continue | None, grant_endpoint: str) -> None:
    # Ours, against SSRF (decisions P5): the RFC would allow any absolute URI.
    if continuation is not None and not same_origin(continuation.uri, grant_endpoint):
        raise PeerError("the continuation URI is on another origin than the grant endpoint")


def same_origin(one: str, other: str) -> bool:
    """Tell whether two URIs have the same scheme, host and port."""
    return _origin(one) == _origin(other)


def _origin(uri: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(uri)
    default = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or default
