"""The `httpsig` proof of RFC 9635 §7.3.1 in its string form: HTTP message signatures, tag `gnap`, sha-256 digest.

The verifier is told which key to expect and looks for that key's signature; what else is signed, and by whom, changes
nothing. Whether a nonce was seen before is the caller's memory: `Verified.replay_key` is what to remember, until
`Verified.acceptable_until`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, PublicKey, b64url
from broker.gnap.proofs.base import component_names, signature_base
from broker.gnap.proofs.digest import check_content_digest, content_digest
from broker.gnap.proofs.structured import KEY, Bare, InnerList, Item, parse_dictionary, refusal, serialise

TAG: Final = "gnap"
WINDOW: Final = timedelta(minutes=5)
"""How old a signature may be."""
SKEW: Final = timedelta(seconds=30)
"""How far ahead of ours the signer's clock may be."""

_NONCE: Final = re.compile(r"[\x20-\x7e]{1,256}")
_PARAMETERS: Final = frozenset({"created", "expires", "keyid", "nonce", "tag"})


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verified signature says. Everything in it was covered."""

    nonce: str | None
    created: int
    """Seconds since 1970."""
    covered: tuple[str, ...]
    replay_key: str
    """The nonce, or without one a digest of all that was signed (never of the signature: ES256 has two for one)."""
    acceptable_until: datetime
    """From here on the same signature is refused for its age, so the replay key may be forgotten."""


def sign(message: HttpMessage, key: PrivateKey, *, created: int, nonce: str, label: str = "sig1") -> HttpMessage:
    """The message with Content-Digest (when it has content), Signature-Input and Signature; other signatures stay.

    `created` is in seconds since 1970. Raises ValueError for a nonce or label that cannot be written or a label taken,
    GnapError for a message that cannot be signed.
    """
    if _NONCE.fullmatch(nonce) is None or KEY.fullmatch(label) is None:
        raise ValueError("a nonce is 1 to 256 printable ASCII characters, a label a structured field key")
    if label in parse_dictionary(message.header("signature-input") or ""):
        raise ValueError("the message has a signature of this label")
    complete = _with_digest(message)
    covered = tuple(Item(name) for name in _demanded(complete))
    claim = InnerList(covered, {"created": created, "keyid": key.kid, "nonce": nonce, "tag": TAG})
    signature = key.sign(signature_base(complete, claim))
    return complete.with_headers(
        ("signature-input", f"{label}={serialise(claim)}"), ("signature", f"{label}={serialise(Item(signature))}")
    )


def verify(
    message: HttpMessage,
    key: PublicKey,
    *,
    now: datetime,
    window: timedelta = WINDOW,
    skew: timedelta = SKEW,
    allow_missing_nonce: bool = False,
) -> Verified:
    """What the one signature by `key` says, when it holds for this message. Raises GnapError and nothing else.

    The code is invalid_client, or invalid_request when `message.target_uri` is not a URI that can be signed.
    """
    label, claim = _claim_by(key, message)
    created = _created(claim.parameters, now, window, skew)
    nonce = _nonce(claim.parameters, allow_missing_nonce)
    covered = component_names(claim)
    _check_coverage(message, covered)
    base = signature_base(message, claim)
    if not key.verify(_signature(message, label), base):
        raise refusal("the signature does not verify")
    replay_key = nonce if nonce is not None else b64url(hashlib.sha256(base).digest())
    return Verified(nonce, created, covered, replay_key, datetime.fromtimestamp(created, UTC) + window)


def key_ids(message: HttpMessage) -> list[str]:
    """The key ids that signatures tagged `gnap` name, each once, in order. Claims, not proof. Raises GnapError."""
    named = (claim.parameters.get("keyid") for _, claim in _claims(message))
    return list(dict.fromkeys(kid for kid in named if isinstance(kid, str)))


def _with_digest(message: HttpMessage) -> HttpMessage:
    if not message.body:
        return message
    return message.without_header("content-digest").with_headers(("content-digest", content_digest(message.body)))


def _demanded(message: HttpMessage) -> list[str]:
    """The components that a signature on this message covers at least (RFC 9635 §7.3.1)."""
    names = ["@method", "@target-uri"]
    if message.has_content:
        names.append("content-digest")
    if message.lines("authorization"):
        names.append("authorization")
    return names


def _claims(message: HttpMessage) -> Iterator[tuple[str, InnerList]]:
    for label, member in parse_dictionary(message.header("signature-input") or "").items():
        if isinstance(member, InnerList) and member.parameters.get("tag") == TAG:
            yield label, member


def _claim_by(key: PublicKey, message: HttpMessage) -> tuple[str, InnerList]:
    found = [(label, claim) for label, claim in _claims(message) if claim.parameters.get("keyid") == key.kid]
    if not found:
        raise refusal("no signature tagged gnap names the expected key")
    # which of two is meant would be the sender's choice after the fact, or a stranger's
    if len(found) > 1:
        raise refusal("two signatures tagged gnap name the expected key")
    label, claim = found[0]
    # the algorithm is the key's own; a message that names one is trying to choose
    if "alg" in claim.parameters:
        raise refusal("the signature has an alg parameter")
    if not _PARAMETERS.issuperset(claim.parameters):
        raise refusal("the signature has a parameter that is unknown here")
    return label, claim


def _created(parameters: Mapping[str, Bare], now: datetime, window: timedelta, skew: timedelta) -> int:
    if now.utcoffset() is None:
        raise ValueError("the clock is aware")
    created, expires = parameters.get("created"), parameters.get("expires")
    if type(created) is not int:
        raise refusal("the signature does not say in whole seconds when it was created")
    age = now.timestamp() - created
    if age >= window.total_seconds():
        raise refusal("the signature is too old")
    if -age > skew.total_seconds():
        raise refusal("the signature was created in the future")
    if expires is not None and (type(expires) is not int or expires <= now.timestamp()):
        raise refusal("the signature has expired")
    return created


def _nonce(parameters: Mapping[str, Bare], allow_missing: bool) -> str | None:
    nonce = parameters.get("nonce")
    if nonce is None and allow_missing:
        return None
    if not isinstance(nonce, str) or _NONCE.fullmatch(nonce) is None:
        raise refusal("the signature has no nonce of 1 to 256 characters")
    return nonce


def _check_coverage(message: HttpMessage, covered: tuple[str, ...]) -> None:
    for name in _demanded(message):
        if name not in covered:
            raise refusal(f"the signature does not cover {name}")
    # one token is presented; of two, the reader could take the other
    if len(message.lines("authorization")) > 1:
        raise refusal("the message has two Authorization headers")
    if "content-digest" in covered:
        check_content_digest(message.header("content-digest") or "", message.body or b"")


def _signature(message: HttpMessage, label: str) -> bytes:
    member = parse_dictionary(message.header("signature") or "").get(label)
    if not isinstance(member, Item) or not isinstance(member.value, bytes):
        raise refusal("Signature has no bytes under the label of Signature-Input")
    return member.value
