"""The other ends of a push: a browser that opens it (RFC 8291, written from HMAC up), a push service that reads VAPID.

Nothing here is shared with what is under test.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HEADER = 16 + 4 + 1 + 65


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _mac(key: bytes, *parts: bytes) -> bytes:
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


@dataclass(frozen=True)
class Receiver:
    """A browser's push keys, made from a small number."""

    seed: int = 1

    @cached_property
    def key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(0xC0FFEE + self.seed, ec.SECP256R1())

    @property
    def p256dh(self) -> bytes:
        return point(self.key.public_key())

    @property
    def auth(self) -> bytes:
        return hashlib.sha256(b"auth of %d" % self.seed).digest()[:16]

    def subscription(self, endpoint: str) -> dict[str, Any]:
        """Return what `PushSubscription.toJSON()` gives."""
        return {"endpoint": endpoint, "keys": {"p256dh": b64(self.p256dh), "auth": b64(self.auth)}}

    def opened(self, body: bytes) -> bytes:
        """Return the payload of a push without its padding."""
        return self.record(body).rstrip(b"\x00").removesuffix(b"\x02")

    def record(self, body: bytes) -> bytes:
        """Return the one record of a push as it was before encryption."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender = body[21 : 21 + length]
        assert (length, size >= len(body) - HEADER) == (65, True)
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        secret = _mac(_mac(self.auth, shared), b"WebPush: info\x00", self.p256dh, sender, b"\x01")
        prk = _mac(salt, secret)
        key = _mac(prk, b"Content-Encoding: aes128gcm\x00\x01")[:16]
        nonce = _mac(prk, b"Content-Encoding: nonce\x00\x01")[:12]
        return AESGCM(key).decrypt(nonce, body[21 + length :], None)


@dataclass(frozen=True)
class Signed:
    """What an `Authorization: vapid` header says, its signature verified."""

    header: dict[str, Any]
    claims: dict[str, Any]
    key: str

    @classmethod
    def read(cls, authorization: str) -> "Signed":
        scheme, _, rest = authorization.partition(" ")
        named = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert (scheme, set(named)) == ("vapid", {"t", "k"})
        head, claims, signature = named["t"].split(".")
        raw = unb64(signature)
        assert len(raw) == 64
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(named["k"]))
        der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
        key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        return cls(json.loads(unb64(head)), json.loads(unb64(claims)), named["k"])
