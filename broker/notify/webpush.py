"""The arithmetic of Web Push: encryption for one browser (RFC 8188, RFC 8291) and the sender's signature (RFC 8292).

Nothing here sends, reads a clock or rolls dice: keys, salt and time come in as arguments.
"""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096  # bytes: the record size in the header; a message is one record (RFC 8291 §4)
SCALAR = 32  # bytes of a P-256 private key
POINT = 65  # bytes of an uncompressed P-256 point
AUTH = 16  # bytes of a subscription's authentication secret (RFC 8291 §3.2)
SALT = 16
VALID = timedelta(hours=12)  # of a signature; RFC 8292 §2 allows less than a day

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
_OVERHEAD = 17  # bytes: the delimiter of the last record and the tag


def fresh_scalar(mint: Callable[[int], bytes]) -> bytes:
    """Return the 32 bytes of a private key: a number from 1 below the order of the curve."""
    while True:
        scalar = mint(SCALAR)
        if 0 < int.from_bytes(scalar) < _ORDER:
            return scalar


def private_key(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key of these 32 bytes; raise ValueError where they are none."""
    return ec.derive_private_key(int.from_bytes(scalar), ec.SECP256R1())


def public_point(key: ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) -> bytes:
    """Return the 65 bytes of the uncompressed public point."""
    public = key.public_key() if isinstance(key, ec.EllipticCurvePrivateKey) else key
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def browser_key(point: bytes) -> ec.EllipticCurvePublicKey:
    """Return a browser's public key; raise ValueError unless it is an uncompressed point on the curve."""
    if len(point) != POINT:
        raise ValueError(f"a browser's key is an uncompressed point of {POINT} bytes")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def encrypt(
    payload: bytes, *, p256dh: bytes, auth: bytes, private: ec.EllipticCurvePrivateKey, salt: bytes, padded_to: int
) -> bytes:
    """Return the body of a push: header and one `aes128gcm` record that only this browser opens.

    `private` and `salt` serve this one message. The payload is padded to `padded_to` bytes, so that the length of the
    body says nothing. Raises ValueError for a payload that is longer, or keys that are none.
    """
    if len(payload) > padded_to or padded_to + _OVERHEAD > RECORD:
        raise ValueError("the payload does not fit")
    if len(auth) != AUTH or len(salt) != SALT:
        raise ValueError(f"the authentication secret has {AUTH} bytes and the salt {SALT}")
    sender = public_point(private)
    shared = private.exchange(ec.ECDH(), browser_key(p256dh))
    key, nonce = _derived(shared, auth, p256dh + sender, salt)
    record = payload + b"\x02" + bytes(padded_to - len(payload))
    header = salt + RECORD.to_bytes(4) + bytes([len(sender)]) + sender
    return header + AESGCM(key).encrypt(nonce, record, None)


def _derived(shared: bytes, auth: bytes, points: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Return the content encryption key and the nonce (RFC 8291 §3.4)."""
    secret = _hkdf(auth, shared, b"WebPush: info\x00" + points, 32)
    key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
    return key, _hkdf(salt, secret, b"Content-Encoding: nonce\x00", 12)


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def authorization(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str, now: datetime) -> str:
    """Return the `Authorization` value that names us to a push service: a JWT by ES256 and our public key (RFC 8292).

    It is good at the endpoint's origin only, for twelve hours. `contact` is an `https:` or `mailto:` URI.
    """
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + VALID).timestamp()), "sub": contact}
    signed = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(SCALAR) + s.to_bytes(SCALAR)
    return f"vapid t={signed}.{b64(signature)}, k={b64(public_point(key))}"


def _part(value: dict[str, object]) -> str:
    return b64(json.dumps(value, separators=(",", ":")).encode())


def b64(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def contact(public_url: str) -> str:
    """Return whom a push service may turn to: our own https address, or nobody in particular on this computer."""
    return public_url if public_url.startswith("https://") else "mailto:owner@localhost"
