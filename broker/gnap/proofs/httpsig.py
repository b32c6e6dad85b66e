"""The `httpsig` proof of RFC 9635 §7.3.1: HTTP message signatures tagged `gnap`; and key rotation by two (§7.3.1.1).

The verifier is told which key to expect and looks for that key's signature; what else is signed, and by whom, changes
nothing. Whether a nonce was seen before is the caller's memory: `Verified.replay_key` is what to remember, until
`Verified.acceptable_until`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import DigestAlgorithm, Key, PrivateKey, PublicKey, b64url
from broker.gnap.proofs.base import base_of_named, component_names, member_names
from broker.gnap.proofs.digest import DEMANDED, check_content_digest, content_digest
from broker.gnap.proofs.structured import KEY, Bare, InnerList, Item, parse_dictionary, refusal, serialise

TAG: Final = "gnap"
ROTATION_TAG: Final = "gnap-rotate"
WINDOW: Final = timedelta(minutes=5)
"""How old a signature may be."""
SKEW: Final = timedelta(seconds=30)
"""How far ahead of ours the signer's clock may be."""
ROTATION_UNPROVEN: Final = "the rotation is not proved by both the old key and the new one"
"""What everybody is told whose rotation is refused for its proof."""

_NONCE: Final = re.compile(r"[\x20-\x7e]{1,256}")
_PARAMETERS: Final = frozenset({"created", "expires", "keyid", "nonce", "tag"})


class Verified(NamedTuple):
    """What a verified signature says. Everything in it was covered."""

    nonce: str | None
    created: int
    """Seconds since 1970."""
    covered: tuple[str, ...]
    replay_key: str
    """The nonce, or without one a digest of all that was signed (never of the signature: ES256 has two for one)."""
    acceptable_until: datetime
    """From here on the same signature is refused for its age, so the replay key may be forgotten."""


class _Terms(NamedTuple):
    """What a signature must meet besides being the expected key's."""

    now: datetime
    window: timedelta = WINDOW
    skew: timedelta = SKEW
    allow_missing_nonce: bool = False
    digests: Collection[DigestAlgorithm] = DEMANDED
    tag: str | None = TAG
    signed_label: str | None = None
    """The signature of this label must be covered too."""


def sign(
    message: HttpMessage,
    key: PrivateKey,
    *,
    created: int,
    nonce: str | None,
    label: str = "sig1",
    tag: str | None = TAG,
    digest: DigestAlgorithm = "sha-256",
    also: Collection[str] = (),
) -> HttpMessage:
    """The message with Content-Digest (when it has content), Signature-Input and Signature; other signatures stay.

    `created` is in seconds since 1970. Of the components named in `also`, those that the message carries are covered
    too; a Content-Length among them is written for it. RFC 9635 knows no other `tag` and wants a nonce: None is for
    authorization servers that do otherwise. Raises ValueError for a nonce or label that cannot be written or a label
    taken, GnapError for a message that cannot be signed.
    """
    complete = _with_content_headers(message, digest, also)
    names = _demanded(complete)
    if also:
        named = (name for name in dict.fromkeys(also) if name.startswith("@") or complete.lines(name))
        names += [name for name in named if name not in names]
    parameters: dict[str, Bare | None] = {"created": created, "keyid": key.kid, "nonce": nonce, "tag": tag}
    claim = InnerList(tuple(map(Item, names)), {name: value for name, value in parameters.items() if value is not None})
    return _signed(complete, key, label, claim)


def verify(
    message: HttpMessage,
    key: PublicKey,
    *,
    now: datetime,
    window: timedelta = WINDOW,
    skew: timedelta = SKEW,
    allow_missing_nonce: bool = False,
    digests: Collection[DigestAlgorithm] = DEMANDED,
    tag: str | None = TAG,
) -> Verified:
    """What the one signature by `key` says, when it holds for this message. Raises GnapError and nothing else.

    Content must be digested by one of `digests`: what the key's proof says, sha-256 where it says nothing. `tag` is
    `gnap`, except for clients of a profile of ours that send none. The code is invalid_client, or invalid_request when
    `message.target_uri` is not a URI that can be signed.
    """
    return _verified(message, key, _Terms(now, window, skew, allow_missing_nonce, digests, tag))[1]


def rotation_sign(
    message: HttpMessage,
    old: PrivateKey,
    new: PrivateKey,
    *,
    created: int,
    nonce: str,
    labels: tuple[str, str] = ("old-key", "new-key"),
    digest: DigestAlgorithm = "sha-256",
) -> HttpMessage:
    """The message, whose content names the new key, signed by the old key and then, over that signature, by the new.

    RFC 9635 §7.3.1.1. Raises what `sign` raises, and ValueError for a message without content.
    """
    if not message.has_content:
        raise ValueError("a rotation names the new key in its content")
    first = sign(message, old, created=created, nonce=nonce, label=labels[0], digest=digest)
    demanded = tuple(Item(name) for name in _demanded(first))
    members = tuple(Item(header, {"key": labels[0]}) for header in ("signature", "signature-input"))
    parameters: dict[str, Bare] = {"created": created, "keyid": new.kid, "nonce": nonce, "tag": ROTATION_TAG}
    return _signed(first, new, labels[1], InnerList(demanded + members, parameters))


def rotation_verify(
    message: HttpMessage, old: Key, new: Key, *, now: datetime, allow_missing_nonce: bool = False
) -> tuple[Verified, Verified]:
    """What the old key's signature says, and the new key's over it. Raises GnapError (invalid_rotation).

    `new` is the key in the content of this message. Method and parameters of its proof must be those of the old one
    (RFC 9635 §6.1.1); the algorithm is a parameter in the object form only.
    """
    _check_same_proof(old, new)
    terms = _Terms(now, allow_missing_nonce=allow_missing_nonce, digests=(old.content_digest or DEMANDED[0],))
    try:
        # the content is where the new key is named: without it the old key has signed no rotation
        if old.public is None or new.public is None or not message.has_content:
            raise refusal("a rotation names both keys by value, the new one in its content")
        label, first = _verified(message, old.public, terms)
        _, second = _verified(message, new.public, terms._replace(tag=ROTATION_TAG, signed_label=label))
    except GnapError as why:
        raise GnapError(ErrorCode.INVALID_ROTATION, ROTATION_UNPROVEN, why.reason) from None
    return first, second


def key_ids(message: HttpMessage, tag: str | None = TAG) -> list[str]:
    """The key ids that signatures with this tag name, each once, in order. Claims, not proof. Raises GnapError."""
    named = (claim.parameters.get("keyid") for _, claim in _claims(message, tag))
    return list(dict.fromkeys(kid for kid in named if isinstance(kid, str)))


def _with_content_headers(message: HttpMessage, digest: DigestAlgorithm, also: Collection[str]) -> HttpMessage:
    if not message.body:
        return message
    added = [("content-digest", content_digest(message.body, digest))]
    if "content-length" in also and not message.lines("content-length"):
        added.append(("content-length", str(len(message.body))))
    if message.lines("content-digest"):
        message = message.without_header("content-digest")
    return message.with_headers(*added)


def _signed(message: HttpMessage, key: PrivateKey, label: str, claim: InnerList) -> HttpMessage:
    nonce = claim.parameters.get("nonce", "-")
    if not isinstance(nonce, str) or _NONCE.fullmatch(nonce) is None or KEY.fullmatch(label) is None:
        raise ValueError("a nonce is 1 to 256 printable ASCII characters, a label a structured field key")
    if label in parse_dictionary(message.header("signature-input") or ""):
        raise ValueError("the message has a signature of this label")
    spelling = serialise(claim)
    signature = key.sign(base_of_named(message, claim, spelling))
    return message.with_headers(
        ("signature-input", f"{label}={spelling}"), ("signature", f"{label}={serialise(Item(signature))}")
    )


def _verified(message: HttpMessage, key: PublicKey, terms: _Terms) -> tuple[str, Verified]:
    label, claim = _claim_by(key, message, terms.tag)
    created = _created(claim.parameters, terms)
    nonce = _nonce(claim.parameters, terms.allow_missing_nonce)
    covered = component_names(claim, terms.signed_label)
    _check_coverage(message, covered, terms)
    base = base_of_named(message, claim, serialise(claim))
    if not key.verify(_signature(message, label), base):
        raise refusal("the signature does not verify")
    replay_key = nonce if nonce is not None else b64url(hashlib.sha256(base).digest())
    return label, Verified(nonce, created, covered, replay_key, datetime.fromtimestamp(created, UTC) + terms.window)


def _check_same_proof(old: Key, new: Key) -> None:
    if old.proof != "httpsig" or new.proof != "httpsig" or old.content_digest != new.content_digest:
        raise GnapError(ErrorCode.INVALID_ROTATION, "the new key must be proved as the old one is")
    if old.content_digest is not None and old.public and new.public and old.public.alg != new.public.alg:
        raise GnapError(ErrorCode.INVALID_ROTATION, "the new key must be proved by the algorithm of the old one")


def _demanded(message: HttpMessage) -> list[str]:
    """The components that a signature on this message covers at least (RFC 9635 §7.3.1)."""
    names = ["@method", "@target-uri"]
    if message.has_content:
        names.append("content-digest")
    if message.lines("authorization"):
        names.append("authorization")
    return names


def _claims(message: HttpMessage, tag: str | None) -> Iterator[tuple[str, InnerList]]:
    for label, member in parse_dictionary(message.header("signature-input") or "").items():
        if isinstance(member, InnerList) and member.parameters.get("tag") == tag:
            yield label, member


def _claim_by(key: PublicKey, message: HttpMessage, tag: str | None) -> tuple[str, InnerList]:
    tagged = list(_claims(message, tag))
    found = [(label, claim) for label, claim in tagged if claim.parameters.get("keyid") == key.kid]
    if not found:
        raise refusal(_none_by_key(message, tag, any_tagged=bool(tagged)))
    # which of two is meant would be the sender's choice after the fact, or a stranger's
    if len(found) > 1:
        raise refusal(f"two signatures {_tagged(tag)} name the expected key")
    label, claim = found[0]
    # the algorithm is the key's own; a message that names one is trying to choose
    if "alg" in claim.parameters:
        raise refusal("the signature has an alg parameter")
    if not _PARAMETERS.issuperset(claim.parameters):
        raise refusal("the signature has a parameter that is unknown here")
    return label, claim


def _none_by_key(message: HttpMessage, tag: str | None, *, any_tagged: bool) -> str:
    if not message.lines("signature-input"):
        return "the message has no Signature-Input"
    return f"no signature {_tagged(tag)} names the expected key" if any_tagged else f"no signature is {_tagged(tag)}"


def _tagged(tag: str | None) -> str:
    return f"tagged {tag}" if tag else "without a tag"


def _created(parameters: Mapping[str, Bare], terms: _Terms) -> int:
    now = terms.now
    if now.utcoffset() is None:
        raise ValueError("the clock is aware")
    created, expires = parameters.get("created"), parameters.get("expires")
    if type(created) is not int:
        raise refusal("the signature does not say in whole seconds when it was created")
    age = now.timestamp() - created
    if age >= terms.window.total_seconds():
        raise refusal("the signature is too old")
    if -age > terms.skew.total_seconds():
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


def _check_coverage(message: HttpMessage, covered: tuple[str, ...], terms: _Terms) -> None:
    for name in (*_demanded(message), *(member_names(terms.signed_label) if terms.signed_label else ())):
        if name not in covered:
            raise refusal(f"the signature does not cover {name}")
    # one token is presented; of two, the reader could take the other
    if len(message.lines("authorization")) > 1:
        raise refusal("the message has two Authorization headers")
    if "content-digest" in covered:
        check_content_digest(message.header("content-digest") or "", message.body or b"", terms.digests)


def _signature(message: HttpMessage, label: str) -> bytes:
    member = parse_dictionary(message.header("signature") or "").get(label)
    if not isinstance(member, Item) or not isinstance(member.value, bytes):
        raise refusal("Signature has no bytes under the label of Signature-Input")
    return member.value
