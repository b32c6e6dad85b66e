"""Passkeys at the moment they are used, through py_webauthn. A verified user is demanded everywhere.

`broker.approval.decision` is the second, independent check of the assertions that decide.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier as Alg
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from broker.phone.catalogue import phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Refusal
from broker.store.tables import Passkey

_ALGORITHMS = [Alg.ECDSA_SHA_256, Alg.EDDSA, Alg.RSASSA_PKCS1_v1_5_SHA_256]
# what a third-party parser may raise on hostile bytes, besides its own errors
_UNREADABLE = (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)

Json = dict[str, Any]


class AssertionResponse(BaseModel):
    """The signed part of an assertion, each member base64url."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    clientDataJSON: str = Field(max_length=8192)  # noqa: N815 - WebAuthn's name on the wire
    authenticatorData: str = Field(max_length=8192)  # noqa: N815
    signature: str = Field(max_length=4096)
    userHandle: str | None = Field(default=None, max_length=256)  # noqa: N815


class Assertion(BaseModel):
    """The members of the browser's `PublicKeyCredential.toJSON()` that are evidence; the rest is not kept."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    id: str = Field(min_length=1, max_length=2048)
    rawId: str = Field(min_length=1, max_length=2048)  # noqa: N815
    type: Literal["public-key"]
    response: AssertionResponse

    def as_json(self) -> Json:
        """Return the assertion as it is stored and verified again later."""
        return self.model_dump()


def creation_options(deps: PhoneDeps, owner: str, challenge: bytes, known: Sequence[str] = ()) -> Json:
    """Return WebAuthn creation options for a discoverable, user-verifying passkey of `owner`.

    `known` are the owner's passkeys: a device that holds one of them makes no second one.
    """
    return _as_json(
        generate_registration_options(
            rp_id=deps.rp_id,
            rp_name="Countersign",
            user_name=owner,
            user_display_name=owner,
            user_id=b"countersign-owner:" + owner.encode(),
            challenge=challenge,
            exclude_credentials=[PublicKeyCredentialDescriptor(id=_decoded(one)) for one in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            supported_pub_key_algs=_ALGORITHMS,
        )
    )


def request_options(deps: PhoneDeps, challenge: bytes, passkeys: list[str]) -> Json:
    """Return WebAuthn request options for one of `passkeys`; an empty list lets the person choose."""
    return _as_json(
        generate_authentication_options(
            rp_id=deps.rp_id,
            challenge=challenge,
            allow_credentials=[PublicKeyCredentialDescriptor(id=_decoded(known)) for known in passkeys],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def registered(deps: PhoneDeps, credential: Json, challenge: bytes) -> VerifiedRegistration:
    """Return the verified registration, or raise a 403 Refusal."""
    try:
        return verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=deps.rp_id,
            expected_origin=deps.origin,
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        )
    except _UNREADABLE as problem:
        raise refused_passkey(str(problem)) from None


def asserted(deps: PhoneDeps, passkey: Passkey, assertion: Assertion, challenge: bytes) -> int:
    """Return the passkey's new signature counter if the assertion verifies, or raise a 403 Refusal."""
    try:
        return verify_authentication_response(
            credential=assertion.as_json(),
            expected_challenge=challenge,
            expected_rp_id=deps.rp_id,
            expected_origin=deps.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        ).new_sign_count
    except _UNREADABLE as problem:
        raise refused_passkey(str(problem)) from None


def claimed_challenge(client_data: object) -> bytes:
    """Return the challenge that the browser says it answers: not believed yet, only looked up. Raises a Refusal."""
    try:
        if isinstance(client_data, str):
            return _decoded(json.loads(_decoded(client_data))["challenge"])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        pass
    raise refused_passkey("its client data cannot be read")


def refused_passkey(why: str) -> Refusal:
    """Return the refusal for a passkey answer that does not verify."""
    return Refusal(
        403,
        "passkey_refused",
        "The passkey's answer was not accepted",
        phrase("Nothing was changed. The check said: %(why)s", why=phrase(why[:200])),
        "Press the button again and confirm with your screen lock.",
    )


def device_label(user_agent: str) -> str:
    """Return a name for a device from its browser's own description: `Chrome on Android`."""
    browsers = {"Edg": "Edge", "Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Mac OS": "Mac", "Windows": "Windows"}
    browser = next((name for mark, name in browsers.items() if mark in user_agent), "a browser")
    system = next((name for mark, name in systems.items() if mark in user_agent), None)
    return f"{browser} on {system}" if system else browser[0].upper() + browser[1:]


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _as_json(options: Any) -> Json:
    parsed: Json = json.loads(options_to_json(options))
    return parsed
