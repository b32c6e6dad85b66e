"""What an authorization server makes of a request, and how it words its answers (RFC 9635 §2, §3, §5). Pure.

What this server offers: one access token a request, bound to the client's key, httpsig, interaction without a start
mode, finish by push or none at all. What it does not offer is refused in words, never ignored where it would narrow.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.interaction import HASH_METHODS
from broker.gnap.keys import PublicKey, parse_key_object
from broker.gnap.message import read_object
from broker.gnap.models import (
    APPROVAL_MEMBER,
    Ask,
    ClientByValue,
    ContinueRequest,
    GrantRequest,
    TokenRequest,
    received,
)
from broker.gnap.rights import Access, access_json, parse_access

FLAGS_KNOWN = frozenset({"bearer"})


@dataclass(frozen=True)
class FinishCall:
    """Where and with which nonce to tell the client instance that the owner decided (§2.5.2)."""

    uri: str
    nonce: str
    hash_method: str


@dataclass(frozen=True)
class Requested:
    """A grant request that is well formed and asks for something this server offers."""

    key: PublicKey
    access: Access
    label: str | None
    finish: FinishCall | None
    ask: Ask | None


def read_grant_request(body: bytes | None) -> Requested:
    """Return what is asked for (§2); raise GnapError with the code that RFC 9635 §3.6 has for the fault."""
    request = received(GrantRequest, read_object(body))
    token = _single_token(request)
    _check_flags(token.flags or [])
    return Requested(
        key=_presented_key(request.client),
        access=parse_access(token.access),
        label=token.label,
        finish=_finish(request),
        ask=request.ask,
    )


def read_interact_ref(body: bytes | None) -> str | None:
    """Return the interaction reference of a continuation, or None for a poll without content (§5.1, §5.2)."""
    if not body:
        return None
    content = read_object(body)
    if "client" in content:
        # §2.3: a continuation is made by the client instance that started, so none is named again.
        raise GnapError(ErrorCode.INVALID_REQUEST, "a continuation names no client")
    return received(ContinueRequest, content).interact_ref


def _single_token(request: GrantRequest) -> TokenRequest:
    token = request.access_token
    if token is None:
        raise GnapError(ErrorCode.INVALID_REQUEST, "access_token is missing: this server grants access, not subjects")
    if isinstance(token, list):
        raise GnapError(ErrorCode.INVALID_REQUEST, "one access_token a request: send an object, not an array")
    return token


def _check_flags(flags: list[str]) -> None:
    # §2.1.1: a repeated flag is an error by the RFC; an unknown or response-only one by our choice (decisions P7).
    if len(set(flags)) != len(flags):
        raise GnapError(ErrorCode.INVALID_FLAG, "a flag is repeated")
    if set(flags) - FLAGS_KNOWN:
        raise GnapError(ErrorCode.INVALID_FLAG, "this server knows the flag bearer only")
    if "bearer" in flags:
        raise GnapError(ErrorCode.REQUEST_DENIED, "bearer tokens are not issued: tokens are bound to the client's key")


def _presented_key(client: ClientByValue | str) -> PublicKey:
    # §2.3.1: no instance identifiers are handed out, so none is known.
    if isinstance(client, str):
        raise GnapError(ErrorCode.INVALID_CLIENT, "unknown client instance: send the key by value")
    return parse_key_object(client.key)


def _finish(request: GrantRequest) -> FinishCall | None:
    finish = request.interact.finish if request.interact else None
    # §3.3.5: a finish method that cannot be done is left out of the answer, and the client polls.
    if finish is None or finish.method != "push":
        return None
    if finish.uri is None:
        raise GnapError(ErrorCode.INVALID_REQUEST, "interact.finish.uri is missing")
    method = finish.hash_method or "sha-256"
    if method not in HASH_METHODS:
        words = "interact.finish.hash_method is not one of " + ", ".join(HASH_METHODS)
        raise GnapError(ErrorCode.INVALID_REQUEST, words)
    return FinishCall(finish.uri, finish.nonce, method)


def continuation(uri: str, token: str, wait: int) -> dict[str, Any]:
    """Return the `continue` member (§3.1); `wait` in seconds."""
    return {"access_token": {"value": token}, "uri": uri, "wait": wait}


def pending_answer(going_on: dict[str, Any], finish_nonce: str | None, expires_in: int) -> dict[str, Any]:
    """Return the answer of a pending grant (§3); `expires_in` in seconds is the owner's time to decide."""
    answer: dict[str, Any] = {"continue": going_on}
    if finish_nonce is not None:
        answer["interact"] = {"finish": finish_nonce, "expires_in": expires_in}
    return answer


@dataclass(frozen=True)
class Issue:
    """A token about to be issued: its values in clear, for this one answer."""

    value: str
    manage_uri: str
    manage_value: str
    access: Access
    seconds: int
    label: str | None = None
    approval: str | None = None


def approved_answer(issue: Issue) -> dict[str, Any]:
    """Return the answer that carries the token (§3.2.1). No `continue`: one grant, one token (decisions P14)."""
    token: dict[str, Any] = {
        "value": issue.value,
        "manage": {"uri": issue.manage_uri, "access_token": {"value": issue.manage_value}},
        "access": access_json(issue.access),
        "expires_in": issue.seconds,
    }
    if issue.label is not None:
        token["label"] = issue.label
    answer: dict[str, Any] = {"access_token": token}
    if issue.approval is not None:
        answer[APPROVAL_MEMBER] = issue.approval
    return answer


def error_answer(code: ErrorCode, words: str, going_on: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return an error (§3.6), described where there are words; with `going_on` the grant can still be continued."""
    answer: dict[str, Any] = {"error": {"code": str(code)} | ({"description": words} if words else {})}
    if going_on is not None:
        answer["continue"] = going_on
    return answer


def discovery(grant_endpoint: str) -> dict[str, Any]:
    """Return the client-facing discovery document (§9)."""
    return {
        "grant_request_endpoint": grant_endpoint,
        "interaction_start_modes_supported": [],
        "interaction_finish_methods_supported": ["push"],
        "key_proofs_supported": ["httpsig"],
        "key_rotation_supported": False,
    }


def seconds_until(moment: datetime, now: datetime) -> int:
    """Return the whole seconds from `now` to `moment`, at least 1."""
    return max(1, int((moment - now).total_seconds()))
