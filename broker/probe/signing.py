"""Who signs, how, and how a signature can be wrong: the three proofs that stand in a message, written out by hand.

The signer of the product writes only what is right. A probe must also send what is wrong in one way, so that a
`Twist` says which part of a proof differs; without one the proof is as RFC 9635 §7.3 says.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, b64url
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import Bare, InnerList, Item, serialise

ProofMethod = Literal["httpsig", "jws", "jwsd", "mtls"]
Change = Callable[[HttpMessage], HttpMessage]
ROTATED = {"httpsig": "gnap-rotate", "jws": "gnap-binding-rotation-jws", "jwsd": "gnap-binding-rotation-jwsd"}


def unchanged(message: HttpMessage) -> HttpMessage:
    """Return the message as it is."""
    return message


@dataclass(frozen=True)
class Party:
    """A client instance or resource server: its key and how it proves it. `certificate` is DER, for mtls."""

    key: PrivateKey
    proof: ProofMethod = "httpsig"
    certificate: bytes | None = field(default=None, repr=False)

    def key_object(self) -> dict[str, Any]:
        """Return the key as a message carries it (RFC 9635 §7.1): a certificate for mtls, else a JWK."""
        if self.proof == "mtls" and self.certificate is not None:
            return {"proof": "mtls", "cert": base64.b64encode(self.certificate).decode()}
        return {"proof": self.proof, "jwk": self.key.public.jwk}


@dataclass(frozen=True)
class Twist:
    """What is different from a right proof; the fields that a proof method does not have change nothing."""

    uncovered: frozenset[str] = frozenset()  # httpsig: components left out of the signature
    parameters: Mapping[str, Bare | None] = field(default_factory=dict)  # httpsig: other values; None leaves one out
    label: str = "sig1"
    digests: tuple[str, ...] = ("sha-256",)  # httpsig: what Content-Digest holds
    header: Mapping[str, object] = field(default_factory=dict)  # jws, jwsd: other members; None leaves one out
    payload: bytes | None = None  # jws, jwsd: instead of the right one
    signer: PrivateKey | None = None  # signs in the place of the party's key
    certificate: bytes | None = field(default=None, repr=False)  # mtls: the connection's instead of the party's
    before: Change = unchanged
    after: Change = unchanged  # what somebody does to the signed message on its way


RIGHT = Twist()


def signed(
    message: HttpMessage, party: Party, *, created: int, nonce: str, token: str | None = None, twist: Twist = RIGHT
) -> HttpMessage:
    """Return the message with the party's proof; `created` in seconds since 1970, `token` is what is presented."""
    changed = twist.before(message)
    if party.proof == "httpsig":
        changed = _httpsig(changed, party.key, created, nonce, twist)
    elif party.proof != "mtls":
        changed = _jose(changed, party, created, token, twist)
    return twist.after(changed)


def content_digest(body: bytes, algorithms: tuple[str, ...] = ("sha-256",)) -> str:
    """Return the value of Content-Digest (RFC 9530) by `sha-256` and `sha-512`."""
    made = {name: hashlib.new(name.replace("-", ""), body).digest() for name in algorithms}
    return ", ".join(f"{name}=:{base64.b64encode(digest).decode()}:" for name, digest in made.items())


def _httpsig(message: HttpMessage, key: PrivateKey, created: int, nonce: str, twist: Twist) -> HttpMessage:
    if message.body and twist.digests:
        message = message.with_headers(("content-digest", content_digest(message.body, twist.digests)))
    covered = ["@method", "@target-uri"]
    covered += [name for name in ("content-digest", "authorization") if message.lines(name)]
    right: dict[str, Bare | None] = {"created": created, "keyid": key.kid, "nonce": nonce, "tag": "gnap"}
    parameters = {name: value for name, value in (right | dict(twist.parameters)).items() if value is not None}
    claim = InnerList(tuple(Item(name) for name in covered if name not in twist.uncovered), parameters)
    signature = (twist.signer or key).sign(signature_base(message, claim))
    return message.with_headers(
        ("signature-input", f"{twist.label}={serialise(claim)}"),
        ("signature", f"{twist.label}={serialise(Item(signature))}"),
    )


def rotated(message: HttpMessage, old: Party, new: Party, *, created: int, nonce: str, twist: Twist) -> HttpMessage:
    """Return a message for key rotation by HTTP signatures (§7.3.1.1): signed by the old key, and over that by the new.

    `twist` is about the new key's signature: a component `signature` in `uncovered` is the old one's.
    """
    first = _httpsig(message, old.key, created, nonce, replace(RIGHT, label="old"))
    covered: list[tuple[str, dict[str, Bare]]] = [
        (name, {}) for name in ("@method", "@target-uri", "content-digest", "authorization")
    ]
    over: list[tuple[str, dict[str, Bare]]] = [(name, {"key": "old"}) for name in ("signature", "signature-input")]
    right: dict[str, Bare | None] = {
        "created": created,
        "keyid": new.key.kid,
        "nonce": nonce + "2",
        "tag": "gnap-rotate",
    }
    parameters = {name: value for name, value in (right | dict(twist.parameters)).items() if value is not None}
    items = [Item(name, extra) for name, extra in [*covered, *over] if name not in twist.uncovered]
    claim = InnerList(tuple(items), parameters)
    signature = (twist.signer or new.key).sign(_rotation_base(first, claim))
    second = first.without_header("signature-input").without_header("signature")
    lines = (
        ("signature-input", f"{first.header('signature-input')}, new={serialise(claim)}"),
        ("signature", f"{first.header('signature')}, new={serialise(Item(signature))}"),
    )
    return twist.after(second.with_headers(*lines))


def _rotation_base(message: HttpMessage, claim: InnerList) -> bytes:
    plain = InnerList(tuple(item for item in claim.items if not item.parameters), claim.parameters)
    lines = signature_base(message, plain).decode("ascii").split("\n")[:-1]
    for item in claim.items:
        if item.parameters:
            # `;key` takes the one member of the dictionary field: here the old signature's own line
            value = (message.header(str(item.value)) or "").removeprefix("old=")
            lines.append(f"{serialise(item)}: {value}")
    return "\n".join([*lines, f'"@signature-params": {serialise(claim)}']).encode("ascii")


def _jose(message: HttpMessage, party: Party, created: int, token: str | None, twist: Twist) -> HttpMessage:
    attached = party.proof == "jws" and bool(message.body)
    payload = _payload(message, party.proof) if twist.payload is None else twist.payload
    compact = compact_jws(_header(message, party, created, token, twist), payload, twist.signer or party.key)
    if not attached:
        return message.with_headers(("detached-jws", compact))
    typed = message.without_header("content-type").with_headers(("content-type", "application/jose"))
    return replace(typed, body=compact.encode("ascii"))


def _payload(message: HttpMessage, proof: str) -> bytes:
    if not message.body:
        return b""
    return message.body if proof == "jws" else hashlib.sha256(message.body).digest()


def _header(message: HttpMessage, party: Party, created: int, token: str | None, twist: Twist) -> dict[str, object]:
    right: dict[str, object] = {
        "alg": party.key.public.jwk["alg"],
        "kid": party.key.kid,
        "typ": f"gnap-binding-{party.proof}",
        "htm": message.method,
        "uri": message.target_uri,
        "created": created,
    }
    if token is not None:
        right["ath"] = b64url(hashlib.sha256(token.encode("ascii")).digest())
    return {name: value for name, value in (right | dict(twist.header)).items() if value is not None}


def compact_jws(header: Mapping[str, object], payload: bytes, key: PrivateKey) -> str:
    """Return the compact form of a JWS (RFC 7515 §7.1)."""
    head = b64url(json.dumps(header, separators=(",", ":")).encode("utf-8"))
    signing_input = f"{head}.{b64url(payload)}"
    return f"{signing_input}.{b64url(key.sign(signing_input.encode('ascii')))}"
