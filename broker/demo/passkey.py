"""A passkey made of software: what a phone's authenticator and browser do for WebAuthn, for the demo and the tests.

It answers in the shape of the browser's `PublicKeyCredential.toJSON()`. It is no authenticator to rely on: its private
keys live in memory and "user verification" is an attribute.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

Json = dict[str, Any]

ES256 = -7  # COSE algorithm number
USER_PRESENT, USER_VERIFIED, ATTESTED_DATA = 0x01, 0x04, 0x40  # WebAuthn §6.1, flags
AAGUID = bytes(16)  # "no model": what an authenticator without attestation says


class PasskeyRefused(Exception):
    """The browser or the authenticator would have refused, and why."""


@dataclass
class _Credential:
    id: bytes
    key: ec.EllipticCurvePrivateKey
    rp_id: str
    user_handle: bytes
    sign_count: int = 0


class SoftwarePasskey:
    """ES256 credentials of one device.

    `user_verified = False` answers without user verification, as a device without a screen lock would: a server that
    asks for verification must then refuse. `mint(n)` gives n random bytes.
    """

    def __init__(self, *, user_verified: bool = True, mint: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self.user_verified = user_verified
        self._mint = mint
        self._credentials: dict[bytes, _Credential] = {}

    def create(self, options: Json, origin: str) -> Json:
        """Make a credential for `PublicKeyCredentialCreationOptionsJSON`; return the registration, attestation `none`.

        PasskeyRefused: the page may not use this RP ID, ES256 is not offered, or the device is registered already.
        """
        rp_id = options["rp"].get("id") or _host(origin)
        _allow_rp_id(rp_id, origin)
        if ES256 not in [offer["alg"] for offer in options["pubKeyCredParams"]]:
            raise PasskeyRefused("the page offers no ES256")
        if any(_bytes(known["id"]) in self._credentials for known in options.get("excludeCredentials", [])):
            raise PasskeyRefused("this device is registered already")
        made = _Credential(
            self._mint(32), ec.generate_private_key(ec.SECP256R1()), rp_id, _bytes(options["user"]["id"])
        )
        self._credentials[made.id] = made
        cose = _cose(made.key.public_key())
        attested = AAGUID + len(made.id).to_bytes(2, "big") + made.id + cose
        authenticator_data = self._authenticator_data(made, ATTESTED_DATA) + attested
        return _credential_json(
            made.id,
            clientDataJSON=_b64(_client_data("webauthn.create", options["challenge"], origin)),
            attestationObject=_b64(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": authenticator_data})),
            authenticatorData=_b64(authenticator_data),
            publicKeyAlgorithm=ES256,
            transports=["internal"],
        )

    def get(self, options: Json, origin: str) -> Json:
        """Sign `PublicKeyCredentialRequestOptionsJSON`; return the assertion.

        PasskeyRefused: the page may not use this RP ID, or this device holds none of the allowed credentials.
        """
        rp_id = options.get("rpId") or _host(origin)
        _allow_rp_id(rp_id, origin)
        credential = self._credential(rp_id, [_bytes(known["id"]) for known in options.get("allowCredentials") or []])
        credential.sign_count += 1
        client_data = _client_data("webauthn.get", options["challenge"], origin)
        authenticator_data = self._authenticator_data(credential, 0)
        signed = authenticator_data + hashlib.sha256(client_data).digest()
        return _credential_json(
            credential.id,
            clientDataJSON=_b64(client_data),
            authenticatorData=_b64(authenticator_data),
            signature=_b64(credential.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=_b64(credential.user_handle),
        )

    def _credential(self, rp_id: str, allowed: list[bytes]) -> _Credential:
        for credential in self._credentials.values():
            if credential.rp_id == rp_id and (not allowed or credential.id in allowed):
                return credential
        raise PasskeyRefused(f"no passkey for {rp_id} on this device")

    def _authenticator_data(self, credential: _Credential, flags: int) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if self.user_verified else 0)
        rp_id_hash = hashlib.sha256(credential.rp_id.encode()).digest()
        return rp_id_hash + bytes([flags]) + credential.sign_count.to_bytes(4, "big")


def _credential_json(credential_id: bytes, **response: Any) -> Json:
    return {
        "id": _b64(credential_id),
        "rawId": _b64(credential_id),
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": response,
    }


def _client_data(kind: str, challenge: str, origin: str) -> bytes:
    # The challenge goes in as the page gave it: base64url text (WebAuthn §5.8.1).
    members = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
    return json.dumps(members, separators=(",", ":")).encode()


def _cose(key: ec.EllipticCurvePublicKey) -> bytes:
    point = key.public_numbers()
    # RFC 9053 §7.1.1: kty EC2, alg ES256, curve P-256, x, y.
    return cbor2.dumps({1: 2, 3: ES256, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})


def _allow_rp_id(rp_id: str, origin: str) -> None:
    host = _host(origin)
    # A page may name its own host or a parent domain of it, nothing else (WebAuthn §5.1.3).
    if host != rp_id and not host.endswith("." + rp_id):
        raise PasskeyRefused(f"a page of {host} may not use passkeys of {rp_id}")


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
