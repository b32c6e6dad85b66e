"""How a client instance judges the answer to a rotation (RFC 9635 §6.1): the same rights, another value. Pure."""

from dataclasses import dataclass

from broker.gnap.client_request import TokenAsk
from broker.gnap.client_role import (
    Asked,
    Unusable,
    badly_bound,
    badly_managed,
    content_of,
    granted_access,
    without_foreign_management,
)
from broker.gnap.errors import ErrorCode, PeerError
from broker.gnap.models import GrantAnswer, IssuedToken, answered
from broker.gnap.rights import Access, within


@dataclass(frozen=True)
class Rotated:
    """A token in place of the old one, with the same rights; its management URI and token replace the old ones."""

    token: IssuedToken
    access: Access


@dataclass(frozen=True)
class Unchanged:
    """The server would not rotate: the token is what it was (§6.1)."""

    code: str
    words: str | None


def read_rotation(body: bytes, old: IssuedToken, asked: Asked) -> Rotated | Unchanged | Unusable:
    """Return what an answer to a rotation means (§6.1); raise PeerError where it breaks the protocol."""
    answer = answered(GrantAnswer, content_of(body, asked.profile))
    if answer.error is not None:
        if answer.access_token is not None:
            raise PeerError("an error together with a token")
        return Unchanged(answer.error_code or ErrorCode.INVALID_ROTATION, answer.error_words)
    new = answer.access_token
    if not isinstance(new, IssuedToken):
        raise PeerError("a rotation gives one token")
    access = granted_access(new)
    why = _not_rotated(old, new, access, asked)
    return Rotated(new, access) if why is None else Unusable(without_foreign_management(new, asked), why)


def _not_rotated(old: IssuedToken, new: IssuedToken, access: Access, asked: Asked) -> str | None:
    before = granted_access(old)
    if new.value == old.value:
        return "the rotated token is the old one"
    if new.manage is None:
        return "the rotated token cannot be managed"
    if not (within(access, before) and within(before, access)):
        return "the rotated token has other rights than before"
    if set(new.flags or ()) != set(old.flags or ()):
        return "the rotated token has other flags than before"
    flags = tuple(flag for flag in old.flags or () if flag == "bearer")
    return badly_bound(new, TokenAsk(before, None, flags)) or badly_managed(new, asked)
