"""The `mtls` proof of RFC 9635 §7.3.2: the certificate of the TLS connection is the expected key's.

Nothing of the message is signed: the connection carries all of it, so whoever ended the TLS connection is believed
about the certificate (`HttpMessage.client_certificate`). There is nothing to remember against replay either: a copy of
the message is worth something only on a connection whose other end has the private key, and such an end needs no copy.

Dates, chain and revocation of the certificate are not looked at: it stands for its key, and what makes the key good is
that it is registered (§7.3.2, §11.4). A certificate that must not count any more is taken out of the registration.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Final

from broker.gnap.certificates import certified_key, digest_of
from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import Key, PublicKey
from broker.gnap.proofs.structured import refusal
from broker.gnap.proofs.verified import Verified

NO_ROTATION: Final = "a key proved by mtls is not rotated: one connection shows one certificate"
"""RFC 9635 §7.3.2.1."""


def verify(message: HttpMessage, key: Key, *, now: datetime) -> Verified:
    """What the connection says, when its certificate is `key`'s. Raises GnapError (invalid_client)."""
    certificate = message.client_certificate
    if not certificate:
        raise refusal("the connection showed no client certificate")
    if not _belongs(certificate, key):
        raise refusal("the client certificate is not the expected key's")
    covered = ("@method", "@target-uri", *(["content"] if message.has_content else []))
    if message.lines("authorization"):
        covered = (*covered, "authorization")
    return Verified(None, int(now.timestamp()), covered, None, now, message.body or None)


def _belongs(certificate: bytes, key: Key) -> bool:
    # both formats of certificates: the same digest is the same certificate
    if key.cert_s256 is not None:
        return hmac.compare_digest(digest_of(certificate), key.cert_s256)
    # a jwk: the same public key, in whichever certificate
    return key.public is not None and hmac.compare_digest(_key_in(certificate).thumbprint, key.public.thumbprint)


def _key_in(certificate: bytes) -> PublicKey:
    try:
        return certified_key(certificate)
    except GnapError as why:
        raise refusal(f"the client certificate cannot be used: {why.reason}") from None
