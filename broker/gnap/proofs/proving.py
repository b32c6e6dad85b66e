"""One door to the proof methods of RFC 9635 §7.3: which one it is, the key says, and never the message.

`verify` and `sign` are for ordinary messages, `rotation_verify` and `rotation_sign` for the message that binds a new
key to a token (§6.1.1). `content_of` is what a message says before its proof is checked: enough to find the expected
key, and nothing to act on. When `verify` returns, `Verified.content` is equal to it.

What is refused is refused in one sentence outside (`structured.UNPROVEN`); the cause, for our log, is in
`GnapError.reason`.
"""

from __future__ import annotations

from datetime import datetime

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import DigestAlgorithm, Key, PrivateKey, ProofMethod
from broker.gnap.proofs import httpsig, jose, jws, jwsd, mtls
from broker.gnap.proofs.digest import DEMANDED
from broker.gnap.proofs.structured import refusal
from broker.gnap.proofs.verified import Verified

__all__ = ["Verified", "content_of", "method_of", "rotation_sign", "rotation_verify", "sign", "verify"]


def verify(
    message: HttpMessage,
    key: Key,
    *,
    now: datetime,
    allow_missing_nonce: bool = False,
    tag: str | None = httpsig.TAG,
) -> Verified:
    """What the message's proof by `key` says, when it holds. Raises GnapError and nothing else.

    The code is invalid_client, or invalid_request when `message.target_uri` is not a URI that can be signed.
    Remember `Verified.replay_key` until `Verified.acceptable_until`. `allow_missing_nonce` and `tag` matter to httpsig
    only; the tag is another one, or none, where somebody's dialect is spoken.
    """
    _check_wrapping(message, key)
    match key.proof:
        case "httpsig":
            return _by_httpsig(message, key, now, allow_missing_nonce, tag)
        case "jwsd":
            return jwsd.verify(message, key, now=now)
        case "jws":
            return jws.verify(message, key, now=now)
        case "mtls":
            return mtls.verify(message, key, now=now)


def sign(
    message: HttpMessage,
    key: PrivateKey,
    method: ProofMethod,
    *,
    created: int,
    nonce: str,
    digest: DigestAlgorithm = "sha-256",
) -> HttpMessage:
    """The message with a proof by `key`; `created` in seconds since 1970, `nonce` and `digest` for httpsig only.

    With mtls the message stays as it is: the connection proves. jwsd and jws have no nonce, so the same message signed
    twice in one second is one message to a server that remembers. Raises ValueError or GnapError for a message that
    cannot be signed.
    """
    match method:
        case "httpsig":
            return httpsig.sign(message, key, created=created, nonce=nonce, digest=digest)
        case "jwsd":
            return jwsd.sign(message, key, created=created)
        case "jws":
            return jws.sign(message, key, created=created)
        case "mtls":
            return message


def content_of(message: HttpMessage) -> bytes | None:
    """What the message says, before any proof: its body, or what a JWS in its body carries. None without content.

    Raises GnapError (invalid_client) for an `application/jose` body that is no JWS.
    """
    return jws.content(message) if jws.is_attached(message) else message.body or None


def method_of(message: HttpMessage) -> ProofMethod | None:
    """The method with which a message is proved, as it looks; None for a message without any proof.

    A claim, for a resource server that must name a method before it knows the key (RFC 9767 §3.3). Never raises: what
    cannot be read has some method and is refused by `verify`.
    """
    if _is_signed(message):
        return "httpsig"
    if jws.is_attached(message):
        return "jws"
    if message.lines(jose.DETACHED):
        return "jws" if jws.is_detached(message) else "jwsd"
    return "mtls" if message.client_certificate else None


def rotation_verify(
    message: HttpMessage, old: Key, new: Key, *, now: datetime, allow_missing_nonce: bool = False
) -> Verified:
    """What a rotation (RFC 9635 §6.1.1) says, when the old key has signed the new one and the new one that signature.

    `new` is the key that the content names (`content_of`). Raises GnapError: invalid_rotation for a proof of either key
    that does not hold and for another proof method or other parameters, key_rotation_not_supported for mtls (§7.3.2.1).
    """
    if old.proof != new.proof:
        raise GnapError(ErrorCode.INVALID_ROTATION, "the new key must be proved as the old one is")
    if old.proof == "mtls":
        raise GnapError(ErrorCode.KEY_ROTATION_NOT_SUPPORTED, mtls.NO_ROTATION)
    try:
        _check_wrapping(message, old)
        return _rotation(message, old, new, now, allow_missing_nonce)
    except GnapError as why:
        if why.code is ErrorCode.INVALID_ROTATION:
            raise
        raise GnapError(ErrorCode.INVALID_ROTATION, httpsig.ROTATION_UNPROVEN, why.reason) from None


def rotation_sign(
    message: HttpMessage,
    old: PrivateKey,
    new: PrivateKey,
    method: ProofMethod,
    *,
    created: int,
    nonce: str,
    digest: DigestAlgorithm = "sha-256",
) -> HttpMessage:
    """The message, whose content names the new key, with the proofs of both (RFC 9635 §6.1.1, §7.3.x.1).

    Raises GnapError (key_rotation_not_supported) for mtls, ValueError for a message without content, and what `sign`
    raises.
    """
    if not message.has_content:
        raise ValueError("a rotation names the new key in its content")
    match method:
        case "httpsig":
            return httpsig.rotation_sign(message, old, new, created=created, nonce=nonce, digest=digest)
        case "jwsd":
            return jwsd.rotation_sign(message, old, new, created=created)
        case "jws":
            return jws.rotation_sign(message, old, new, created=created)
        case "mtls":
            raise GnapError(ErrorCode.KEY_ROTATION_NOT_SUPPORTED, mtls.NO_ROTATION)


def _check_wrapping(message: HttpMessage, key: Key) -> None:
    # else content_of would read a payload that this method's proof does not speak about
    if key.proof != "jws" and jws.is_attached(message):
        raise refusal("the content is wrapped in a JWS, but the key's proof is another")


def _is_signed(message: HttpMessage) -> bool:
    try:
        # a proxy's own signature is not tagged gnap, and is nobody's proof here
        return bool(httpsig.key_ids(message))
    except GnapError:
        return False


def _by_httpsig(message: HttpMessage, key: Key, now: datetime, allow_missing_nonce: bool, tag: str | None) -> Verified:
    if key.public is None:
        raise refusal("only a thumbprint of the key's certificate is known, which verifies no signature")
    digests = (key.content_digest or DEMANDED[0],)
    told = httpsig.verify(
        message, key.public, now=now, allow_missing_nonce=allow_missing_nonce, digests=digests, tag=tag
    )
    return _of_httpsig(told, message)


def _rotation(message: HttpMessage, old: Key, new: Key, now: datetime, allow_missing_nonce: bool) -> Verified:
    if old.proof == "jwsd":
        return jwsd.rotation_verify(message, old, new, now=now)
    if old.proof == "jws":
        return jws.rotation_verify(message, old, new, now=now)
    # the new key's signature is over the old one's: used up, both are
    _, told = httpsig.rotation_verify(message, old, new, now=now, allow_missing_nonce=allow_missing_nonce)
    return _of_httpsig(told, message)


def _of_httpsig(told: httpsig.Verified, message: HttpMessage) -> Verified:
    content = message.body or None
    return Verified(told.nonce, told.created, told.covered, told.replay_key, told.acceptable_until, content)
