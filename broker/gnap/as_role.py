"""What an authorization server makes of a request, and how it words its answers (RFC 9635 §2, §3, §5, §6). Pure.

Whether somebody may have what they ask for is decided elsewhere; here a request is well formed or refused with the code
that the RFC has for the fault. What is not understood is ignored only where that cannot narrow what was meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.interaction import HASH_METHODS
from broker.gnap.keys import Key, parse_key
from broker.gnap.message import read_request
from broker.gnap.models import (
    APPROVAL_MEMBER,
    Ask,
    ClientByValue,
    ContinueRequest,
    Finish,
    GrantRequest,
    Interact,
    ModifyRequest,
    RotationRequest,
    SubjectRequest,
    TokenRequest,
    UserByValue,
    received,
)
from broker.gnap.rights import Access, access_json, parse_access

Json = dict[str, Any]
FinishMethod = Literal["push", "redirect"]

FLAGS_KNOWN: Final = frozenset({"bearer"})
FINISH_METHODS: Final[tuple[FinishMethod, ...]] = ("redirect", "push")
MOST_TOKENS: Final = 16  # in one request


@dataclass(frozen=True)
class FinishCall:
    """How and where to tell the client instance that the interaction ended, and with which nonce (§2.5.2)."""

    method: FinishMethod
    uri: str
    nonce: str
    hash_method: str


@dataclass(frozen=True)
class RequestedToken:
    """One access token as it is asked for (§2.1.1)."""

    label: str | None
    access: Access
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Requested:
    """A grant request that is well formed (§2).

    `client` is the key by value, or an instance identifier; `several` tells that the tokens came as an array and are
    answered as one; `start` are the names of all start modes, known or not; `display`, `class_id` and `user` are what
    the client says, and evidence of nothing; `locales` are the languages that its end user would like.
    """

    client: Key | str
    tokens: tuple[RequestedToken, ...]
    several: bool
    subject: Json | None
    user: Json | str | None
    class_id: str | None
    display: Json | None
    start: tuple[str, ...]
    finish: FinishCall | None
    ask: Ask | None
    locales: tuple[str, ...] = ()


@dataclass(frozen=True)
class Modification:
    """What a client instance changes of its request (§5.3); None, or `interacts` False: unchanged."""

    tokens: tuple[RequestedToken, ...] | None
    several: bool
    subject: Json | None
    user: Json | str | None
    interacts: bool
    start: tuple[str, ...]
    finish: FinishCall | None
    locales: tuple[str, ...] = ()


def read_grant_request(body: bytes | None) -> Requested:
    """Return what is asked for (§2); raise GnapError with the code that RFC 9635 §3.6 has for the fault."""
    request = received(GrantRequest, read_request(body))
    if request.access_token is None and request.subject is None:
        raise GnapError(ErrorCode.INVALID_REQUEST, "neither access_token nor subject: nothing is asked for")
    by_value = request.client if isinstance(request.client, ClientByValue) else None
    return Requested(
        client=parse_key(by_value.key) if by_value else str(request.client),
        tokens=_tokens(request.access_token) or (),
        several=isinstance(request.access_token, list),
        subject=_subject(request.subject),
        user=_user(request.user),
        class_id=by_value.class_id if by_value else None,
        display=_plain(by_value.display) if by_value else None,
        start=request.interact.modes if request.interact else (),
        finish=_finish(request.interact),
        ask=request.ask,
        locales=request.interact.locales if request.interact else (),
    )


def read_modification(body: bytes | None) -> Modification:
    """Return what is to change (§5.3); raise GnapError(invalid_request, invalid_flag) for what may not stand there."""
    content = read_request(body)
    _refuse_members(content, "client", "interact_ref")
    change = received(ModifyRequest, content)
    if not {"access_token", "subject", "user", "interact"}.intersection(change.model_fields_set):
        raise GnapError(ErrorCode.INVALID_REQUEST, "nothing is to change: the modification is empty")
    return Modification(
        tokens=_tokens(change.access_token),
        several=isinstance(change.access_token, list),
        subject=_subject(change.subject),
        user=_user(change.user),
        interacts=change.interact is not None,
        start=change.interact.modes if change.interact else (),
        finish=_finish(change.interact),
        locales=change.interact.locales if change.interact else (),
    )


def read_interact_ref(body: bytes | None) -> str | None:
    """Return the interaction reference of a continuation, or None for a poll without content (§5.1, §5.2)."""
    if not body:
        return None
    content = read_request(body)
    _refuse_members(content, "client")
    return received(ContinueRequest, content).interact_ref


def read_new_key(body: bytes | None) -> Key | None:
    """Return the key that a rotation binds to its token, or None where only the value changes (§6.1, §6.1.1)."""
    if not body:
        return None
    return parse_key(received(RotationRequest, read_request(body)).key)


def _refuse_members(content: Json, *names: str) -> None:
    # §2.3, §5.3: a grant belongs to the client instance that started it, so none is named again.
    for name in names:
        if name in content:
            raise GnapError(ErrorCode.INVALID_REQUEST, f"{name} has no place in this request")


def _tokens(asked: TokenRequest | list[TokenRequest] | None) -> tuple[RequestedToken, ...] | None:
    if asked is None:
        return None
    if isinstance(asked, list):
        _check_labels(asked)
    return tuple(_token(one) for one in (asked if isinstance(asked, list) else [asked]))


def _check_labels(asked: list[TokenRequest]) -> None:
    # §2.1.2: without its own label nobody could tell which token of the answer is which.
    labels = [one.label for one in asked]
    if not asked or len(asked) > MOST_TOKENS:
        raise GnapError(ErrorCode.INVALID_REQUEST, f"an access_token array holds 1 to {MOST_TOKENS} requests")
    if None in labels or len(set(labels)) != len(labels):
        raise GnapError(ErrorCode.INVALID_REQUEST, "each of several tokens needs a label of its own")


def _token(asked: TokenRequest) -> RequestedToken:
    flags = asked.flags or []
    _check_flags(flags)
    return RequestedToken(asked.label, parse_access(asked.access), tuple(flags))


def _check_flags(flags: list[str]) -> None:
    # §2.1.1: a repeated flag is an error by the RFC; an unknown or response-only one by our choice (decisions P7).
    if len(set(flags)) != len(flags):
        raise GnapError(ErrorCode.INVALID_FLAG, "a flag is repeated")
    if set(flags) - FLAGS_KNOWN:
        raise GnapError(ErrorCode.INVALID_FLAG, "this server knows the flag bearer only")


def _subject(asked: SubjectRequest | None) -> Json | None:
    if asked is None:
        return None
    if asked.sub_id_formats is None and asked.assertion_formats is None:
        raise GnapError(ErrorCode.INVALID_REQUEST, "subject names neither sub_id_formats nor assertion_formats")
    return _plain(asked)


def _user(user: UserByValue | str | None) -> Json | str | None:
    return user if isinstance(user, str) else _plain(user)


def _plain(model: Any) -> Json | None:
    return None if model is None else dict(model.model_dump(exclude_none=True))


def _finish(interact: Interact | None) -> FinishCall | None:
    finish = interact.finish if interact else None
    # §3.3.5: a finish method that cannot be done is left out of the answer, and the client polls.
    method = next((one for one in FINISH_METHODS if finish and finish.method == one), None)
    return _finish_call(finish, method) if finish and method else None


def _finish_call(finish: Finish, method: FinishMethod) -> FinishCall:
    if finish.uri is None:
        raise GnapError(ErrorCode.INVALID_REQUEST, "interact.finish.uri is missing")
    hash_method = finish.hash_method or "sha-256"
    if hash_method not in HASH_METHODS:
        words = "interact.finish.hash_method is not one of " + ", ".join(HASH_METHODS)
        raise GnapError(ErrorCode.INVALID_REQUEST, words)
    return FinishCall(method, finish.uri, finish.nonce, hash_method)


def continuation(uri: str, token: str, wait: int) -> Json:
    """Return the `continue` member (§3.1); `wait` in seconds."""
    return {"access_token": {"value": token}, "uri": uri, "wait": wait}


def interaction(started: Json, finish_nonce: str | None, expires_in: int) -> Json:
    """Return the members `interact` of an answer (§3.3), none where nothing is offered.

    `started` has one member for each start mode that is answered; `expires_in` in seconds is the time for all of it.
    """
    offered = dict(started) | ({"finish": finish_nonce} if finish_nonce is not None else {})
    return {"interact": offered | {"expires_in": expires_in}} if offered else {}


@dataclass(frozen=True)
class Issue:
    """A token about to be issued: its values in clear, for this one answer. `seconds` is how long it works."""

    value: str
    manage_uri: str
    manage_value: str
    access: Access
    seconds: int
    label: str | None = None
    flags: tuple[str, ...] = ()
    key: Json | None = None


def issued_token(issue: Issue) -> Json:
    """Return a token as an answer carries it (§3.2.1). Without `key` it is bound to the key of the request."""
    token: Json = {
        "value": issue.value,
        "manage": {"uri": issue.manage_uri, "access_token": {"value": issue.manage_value}},
        "access": access_json(issue.access),
        "expires_in": issue.seconds,
    }
    if issue.label is not None:
        token["label"] = issue.label
    if issue.flags:
        token["flags"] = list(issue.flags)
    # §3.2.1: a bearer token has no key, so none is named beside the flag
    if issue.key is not None and "bearer" not in issue.flags:
        token["key"] = issue.key
    return token


def approved_answer(
    tokens: Sequence[Issue], *, several: bool, subject: Json | None = None, approval: str | None = None
) -> Json:
    """Return what an approved grant answers (§3.2, §3.4): an array exactly where one was sent, however few stand in it.

    `approval` is the id of the owner's approval, our extension.
    """
    answer: Json = {}
    if tokens:
        issued = [issued_token(one) for one in tokens]
        answer["access_token"] = issued if several else issued[0]
    if subject is not None:
        answer["subject"] = subject
    if approval is not None:
        answer[APPROVAL_MEMBER] = approval
    return answer


def error_answer(code: ErrorCode, words: str, going_on: Json | None = None) -> Json:
    """Return an error (§3.6), described where there are words; with `going_on` the grant can still be continued."""
    answer: Json = {"error": {"code": str(code)} | ({"description": words} if words else {})}
    if going_on is not None:
        answer["continue"] = going_on
    return answer


@dataclass(frozen=True)
class Offer:
    """What a server can do, as its discovery document lists it (§9)."""

    start_modes: Sequence[str]
    finish_methods: Sequence[str]
    proofs: Sequence[str]
    sub_id_formats: Sequence[str]
    assertion_formats: Sequence[str]
    key_rotation: bool


def discovery(grant_endpoint: str, offer: Offer) -> Json:
    """Return the client-facing discovery document (§9)."""
    return {
        "grant_request_endpoint": grant_endpoint,
        "interaction_start_modes_supported": list(offer.start_modes),
        "interaction_finish_methods_supported": list(offer.finish_methods),
        "key_proofs_supported": list(offer.proofs),
        "sub_id_formats_supported": list(offer.sub_id_formats),
        "assertion_formats_supported": list(offer.assertion_formats),
        "key_rotation_supported": offer.key_rotation,
    }


def seconds_until(moment: datetime, now: datetime) -> int:
    """Return the whole seconds from `now` to `moment`, at least 1."""
    return max(1, int((moment - now).total_seconds()))
