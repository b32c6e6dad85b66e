"""What a passkey signs when a person decides, and our own check of that signature.

The page verifies with py_webauthn at the moment of decision; before a call leaves, this file verifies the stored
assertion once more. Two implementations that share no parser have to agree before money moves.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature

from broker.approval.cose import CoseError, public_key_verifier

DOMAIN = b"countersign-decision-v1"
APPROVE = "approve"
REFUSE = "refuse"
NARROW = "narrow"  # less than was asked: the agent is told what, and makes that call instead
REMEMBER = "remember"  # this call and similar ones, within a standing approval
VERBS = (APPROVE, REFUSE, NARROW, REMEMBER)

_USER_PRESENT, _USER_VERIFIED = 0x01, 0x04
_HEADER = 37  # rpIdHash (32), flags (1), signCount (4): WebAuthn §6.1


class AssertionRefused(Exception):
    """The assertion does not show what it should; `reason` says which check failed and carries no secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def challenge(*, nonce: bytes, grant: str, owner: str, verb: str, digest: str, not_after: datetime) -> bytes:
    """Return the 32 bytes to sign: SHA-256 over the domain tag and every field, each prefixed by its length.

    `digest` is the hex digest of the effective document; `not_after` is aware and says until when the answer counts.
    The verb is inside, so a signature given to refuse never approves (decisions §2.5). Raises ValueError for an
    unknown verb, a digest that is not SHA-256 or a naive time.
    """
    if verb not in VERBS:
        raise ValueError(f"the verb is one of {', '.join(VERBS)}")
    if not_after.tzinfo is None:
        raise ValueError("a naive time cannot be signed")
    document = bytes.fromhex(digest)
    if len(document) != hashlib.sha256().digest_size:
        raise ValueError("the document's digest is not SHA-256")
    until = not_after.astimezone(UTC).isoformat(timespec="microseconds").encode()
    fields = (DOMAIN, nonce, grant.encode(), owner.encode(), verb.encode(), document, until)
    return hashlib.sha256(b"".join(len(field).to_bytes(4, "big") + field for field in fields)).digest()


def verify_assertion(
    *, public_key: bytes, assertion: Mapping[str, Any], expected_challenge: bytes, rp_id: str, origin: str
) -> None:
    """Return if `assertion` (the browser's `PublicKeyCredential.toJSON()`) is this decision, signed by this passkey.

    `public_key` is the COSE key of the enrolment; `origin` is compared byte for byte, port included. A verified user
    is always demanded. Raises AssertionRefused (WebAuthn §7.2, steps 11 to 21).
    """
    response = assertion.get("response")
    if not isinstance(response, Mapping):
        raise AssertionRefused("the assertion has no response")
    client_data = _bytes(response, "clientDataJSON")
    authenticator_data = _bytes(response, "authenticatorData")
    _check_client_data(client_data, expected_challenge, origin)
    _check_authenticator_data(authenticator_data, rp_id)
    signed = authenticator_data + hashlib.sha256(client_data).digest()
    try:
        public_key_verifier(public_key)(_bytes(response, "signature"), signed)
    except InvalidSignature:
        raise AssertionRefused("the signature does not verify") from None
    except CoseError as problem:
        raise AssertionRefused(f"the passkey cannot be read: {problem}") from None


def _check_client_data(raw: bytes, expected_challenge: bytes, origin: str) -> None:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise AssertionRefused("the client data is not JSON") from None
    if not isinstance(data, dict) or data.get("type") != "webauthn.get":
        raise AssertionRefused("the client data is not that of an assertion")
    if not hmac.compare_digest(_decoded(data.get("challenge"), "challenge"), expected_challenge):
        raise AssertionRefused("the challenge is not the one for this decision")
    if data.get("origin") != origin:
        raise AssertionRefused("the origin is not ours")
    # a page that frames ours must not collect decisions, even from our own origin
    if data.get("crossOrigin", False) is not False:
        raise AssertionRefused("the assertion was made inside another site's frame")


def _check_authenticator_data(raw: bytes, rp_id: str) -> None:
    if len(raw) < _HEADER:
        raise AssertionRefused("the authenticator data is too short")
    if not hmac.compare_digest(raw[:32], hashlib.sha256(rp_id.encode()).digest()):
        raise AssertionRefused("the passkey answered for another host")
    if not raw[32] & _USER_PRESENT:
        raise AssertionRefused("nobody was present")
    if not raw[32] & _USER_VERIFIED:
        raise AssertionRefused("the person was not verified")


def _bytes(response: Mapping[str, Any], member: str) -> bytes:
    return _decoded(response.get(member), member)


def _decoded(value: object, member: str) -> bytes:
    if not isinstance(value, str):
        raise AssertionRefused(f"{member} is missing")
    try:
        raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise AssertionRefused(f"{member} is not base64url") from None
    # one spelling per byte string: no padding, no stray bits
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != value:
        raise AssertionRefused(f"{member} is not base64url")
    return raw
