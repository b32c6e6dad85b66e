"""Passkeys that lie on demand: assertions with any client data, flags and RP ID, under each algorithm that we enrol.

`broker.demo.passkey.SoftwarePasskey` behaves; these do not have to.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from broker.store.tables import Passkey
from tests.stand_ins import NOW

ALGORITHMS = ("ES256", "EdDSA", "RS256")
VERIFIED, PRESENT_ONLY, NOBODY = 0x05, 0x01, 0x00


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@cache
def _rsa(seed: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True)
class Signer:
    """One passkey, made from a small number."""

    seed: int = 1
    algorithm: str = "ES256"

    @property
    def id(self) -> str:
        return b64(hashlib.sha256(f"{self.algorithm}{self.seed}".encode()).digest())

    @property
    def cose(self) -> bytes:
        if self.algorithm == "EdDSA":
            return cbor2.dumps({1: 1, 3: -8, -1: 6, -2: self._ed25519.public_key().public_bytes_raw()})
        if self.algorithm == "RS256":
            numbers = _rsa(self.seed).public_key().public_numbers()
            return cbor2.dumps({1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: b"\x01\x00\x01"})
        point = self._p256.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def row(self, owner: str) -> Passkey:
        return Passkey(id=self.id, owner=owner, label="a test", public_key=self.cose, created_at=NOW)

    def assertion(
        self, signed: bytes, /, *, origin: str, rp_id: str = "localhost", flags: int = VERIFIED, **client_data: Any
    ) -> dict[str, Any]:
        """Return an assertion; `client_data` overrides members of the client data."""
        members = {"type": "webauthn.get", "challenge": b64(signed), "origin": origin, "crossOrigin": False}
        raw = json.dumps(members | client_data).encode()
        authenticator_data = hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + bytes(4)
        return {
            "id": self.id,
            "rawId": self.id,
            "type": "public-key",
            "response": {
                "clientDataJSON": b64(raw),
                "authenticatorData": b64(authenticator_data),
                "signature": b64(self.sign(authenticator_data + hashlib.sha256(raw).digest())),
            },
        }

    def sign(self, data: bytes) -> bytes:
        if self.algorithm == "EdDSA":
            return self._ed25519.sign(data)
        if self.algorithm == "RS256":
            return _rsa(self.seed).sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._p256.sign(data, ec.ECDSA(hashes.SHA256()))

    @property
    def _p256(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(self.seed, ec.SECP256R1())

    @property
    def _ed25519(self) -> ed25519.Ed25519PrivateKey:
        return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed.to_bytes(32, "big"))
