"""Signing for an authorization server that wants its signatures otherwise than RFC 9635 §7.3.1 (profiles).

The default profile is signed by `httpsig` and by nothing here. What is covered is never less: method, target URI,
content and token are in every signature.
"""

import base64
import hashlib

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey
from broker.gnap.profiles import DigestAlgorithm, Profile
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import Bare, InnerList, Item, serialise


def sign(message: HttpMessage, key: PrivateKey, profile: Profile, *, created: int, nonce: str) -> HttpMessage:
    """Return the message signed as this profile wants it; `created` is in seconds since 1970."""
    if profile.signs_as_the_rfc:
        return httpsig.sign(message, key, created=created, nonce=nonce)
    complete = _with_content_headers(message, profile)
    parameters: dict[str, Bare] = {"created": created, "keyid": key.kid, "nonce": nonce}
    if profile.tag is not None:
        parameters["tag"] = profile.tag
    claim = InnerList(tuple(Item(name) for name in _covered(complete, profile)), parameters)
    signature = serialise(Item(key.sign(signature_base(complete, claim))))
    return complete.with_headers(
        ("signature-input", f"{profile.label}={serialise(claim)}"), ("signature", f"{profile.label}={signature}")
    )


def _with_content_headers(message: HttpMessage, profile: Profile) -> HttpMessage:
    if not message.body:
        return message
    complete = message.with_headers(("content-digest", _digest(message.body, profile.content_digest)))
    if profile.covers_content:
        complete = complete.with_headers(("content-length", str(len(message.body))))
    return complete


def _covered(message: HttpMessage, profile: Profile) -> list[str]:
    names = ["@method", "@target-uri"]
    if message.lines("authorization"):
        names.append("authorization")
    if message.has_content:
        names.append("content-digest")
        names += ["content-length", "content-type"] if profile.covers_content else []
    return names


def _digest(body: bytes, algorithm: DigestAlgorithm) -> str:
    digest = hashlib.new(algorithm.replace("-", ""), body).digest()
    return f"{algorithm}=:{base64.b64encode(digest).decode()}:"
