"""The verifier of the small authorization server: every rule by its name, so that a fault is a rule left out."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PublicKey, b64url, b64url_decode, parse_jwk, parse_key
from broker.gnap.proofs import proving
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary, serialise

Json = dict[str, Any]
WINDOW = timedelta(minutes=5)
ELSEWHERE = "https://as.example/elsewhere"


class Refused(Exception):
    """What the server answers: an error code, and `continue` where the grant lives on."""

    def __init__(self, code: str, going_on: Json | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.going_on = going_on


@dataclass
class Rules:
    """The rules that a server keeps: all of them but those in `broken`. `met` are the rules that were asked for."""

    broken: frozenset[str] = frozenset()
    met: set[str] = field(default_factory=set)

    def kept(self, rule: str) -> bool:
        """Tell whether the server keeps this rule."""
        self.met.add(rule)
        return rule not in self.broken

    def demand(self, rule: str, condition: object, code: str = "invalid_client") -> None:
        """Refuse unless the condition holds or the server does not keep the rule."""
        if not condition and self.kept(rule):
            raise Refused(code)
        self.met.add(rule)


@dataclass
class Proofs:
    """Verifies the proofs of messages. `known` are the JWKs of registered keys by kid."""

    rules: Rules
    now: Callable[[], datetime]
    known: Json
    seen: set[str] = field(default_factory=set)

    def check(self, message: HttpMessage, key: Json, certificate: bytes | None, token: str | None = None) -> None:
        """Raise Refused(invalid_client) unless the message is proved by this key object."""
        try:
            match key["proof"]:
                case "httpsig":
                    self._httpsig(message, key["jwk"])
                case "jws" | "jwsd":
                    self._jose(message, key, token)
                case "mtls":
                    self._mtls(message, key, certificate)
        except GnapError as why:
            raise Refused(why.code) from None

    # --- httpsig

    def _httpsig(self, message: HttpMessage, jwk: Json) -> None:
        if not message.header("signature") and not self.rules.kept("unsigned is refused"):
            return
        claims = parse_dictionary(message.header("signature-input") or "")
        if not self.rules.kept("other signatures do not matter") and len(claims) > 1:
            raise Refused("invalid_client")
        mine = [one for one in claims.items() if isinstance(one[1], InnerList) and self._named(one[1], jwk)]
        self.rules.demand("signed by somebody", mine)
        for index, (label, claim) in enumerate(mine):
            try:
                self._one(message, label, claim, jwk)  # type: ignore[arg-type]
            except Refused:
                if index == len(mine) - 1 or not self.rules.kept("every signature is tried"):
                    raise
            else:
                return

    def _named(self, claim: InnerList, jwk: Json) -> bool:
        keyid, tag = claim.parameters.get("keyid"), claim.parameters.get("tag")
        tagged = tag == "gnap" or not self.rules.kept("the tag is gnap")
        named = keyid == jwk["kid"] or not self.rules.kept("the keyid is the kid")
        return tagged and (named or (not self.rules.kept("the expected key signs") and keyid in self.known))

    def _one(self, message: HttpMessage, label: str, claim: InnerList, jwk: Json) -> None:
        covered = [item.value for item in claim.items]
        demand = self.rules.demand
        demand("no alg parameter", "alg" not in claim.parameters)
        for name in ("@method", "@target-uri"):
            demand(f"{name} is covered", name in covered)
        if message.body:
            self._digest(message)
            demand("the digest is covered", "content-digest" in covered or not message.lines("content-digest"))
        if message.lines("authorization"):
            demand("authorization is covered", "authorization" in covered)
        self._time(claim.parameters.get("created"))
        signature = parse_dictionary(message.header("signature") or "").get(label)
        demand("there is a signature", isinstance(signature, Item))
        self._verified(message, claim, jwk, signature.value if isinstance(signature, Item) else b"")
        self._once(str(claim.parameters.get("nonce")) + jwk["kid"])

    def _digest(self, message: HttpMessage) -> None:
        digests = parse_dictionary(message.header("content-digest") or "")
        right = hashlib.sha256(message.body or b"").digest()
        member = digests.get("sha-256")
        self.rules.demand("the digest is sha-256", member is not None or "sha-512" not in digests)
        if not digests and not self.rules.kept("there is a digest"):
            return
        given = member.value if isinstance(member, Item) else None
        if given is not None or self.rules.kept("the digest is sha-256"):
            self.rules.demand("the digest is the body's", given == right)

    def _time(self, created: object) -> None:
        self.rules.demand("created is there", isinstance(created, int))
        if isinstance(created, int):
            age = self.now().timestamp() - created
            self.rules.demand("not too old", age < WINDOW.total_seconds())
            self.rules.demand("not of the future", age > -30)

    def _once(self, what: str) -> None:
        self.rules.demand("taken once", what not in self.seen)
        self.seen.add(what)

    def _verified(self, message: HttpMessage, claim: InnerList, jwk: Json, signature: Any) -> None:
        key = parse_jwk(jwk)
        if not self.rules.kept("the expected key signs"):
            key = parse_jwk(self.known.get(str(claim.parameters.get("keyid")), jwk))
        right = any(key.verify(signature, signature_base(one, claim)) for one in self._readings(message))
        self.rules.demand("the signature verifies", right)

    def _readings(self, message: HttpMessage) -> list[HttpMessage]:
        """Return the message as it is, and as a server that does not look closely takes it for."""
        readings = [message]
        if not self.rules.kept("the method is signed"):
            readings.append(replace(message, method="PUT"))
        if not self.rules.kept("the uri is signed"):
            readings.append(replace(message, target_uri=ELSEWHERE))
        if not self.rules.kept("the token is signed") and message.lines("authorization"):
            other = ("authorization", "GNAP " + "A" * 43)
            readings.append(message.without_header("authorization").with_headers(other))
        return readings

    # --- jws and jwsd

    def content(self, message: HttpMessage) -> bytes | None:
        """Return what a message says: the payload of an attached JWS, else the body."""
        if message.header("content-type") != "application/jose" or not message.body:
            return message.body
        try:
            return b64url_decode(message.body.decode("ascii").split(".")[1])
        except (GnapError, IndexError, UnicodeError):
            raise Refused("invalid_client") from None

    def _jose(self, message: HttpMessage, key: Json, token: str | None) -> None:
        proof = key["proof"]
        attached = proof == "jws" and bool(message.body)
        compact = (message.body or b"").decode("ascii") if attached else message.header("detached-jws") or ""
        try:
            head, payload, signature = compact.split(".")
            header = json.loads(b64url_decode(head))
        except (ValueError, GnapError):
            raise Refused("invalid_client") from None
        self._header(header, message, key["jwk"], proof, token)
        public = parse_jwk(key["jwk"])
        right = public.verify(b64url_decode(signature), f"{head}.{payload}".encode())
        self.rules.demand(f"{proof}: the signature verifies", right)
        if not attached:
            content = hashlib.sha256(message.body).digest() if message.body else b""
            self.rules.demand(f"{proof}: the payload is the content", b64url_decode(payload) == content)
        if not self.rules.kept(f"{proof}: a body-less proof is taken") and not message.body:
            raise Refused("invalid_client")
        if self.rules.kept(f"{proof}: taken once"):
            self._once(compact)

    def _header(self, header: Json, message: HttpMessage, jwk: Json, proof: str, token: str | None) -> None:
        right = {"kid": jwk["kid"], "alg": jwk["alg"], "typ": f"gnap-binding-{proof}"}
        right |= {"htm": message.method, "uri": message.target_uri}
        for name, value in right.items():
            self.rules.demand(f"{proof}: {name}", header.get(name) == value)
        if self.rules.kept(f"{proof}: created"):
            self._time(header.get("created"))
        if token is not None:
            ath = b64url(hashlib.sha256(token.encode()).digest())
            self.rules.demand(f"{proof}: ath", header.get("ath") == ath)

    # --- mtls

    def _mtls(self, message: HttpMessage, key: Json, certificate: bytes | None) -> None:
        shown = certificate
        forged = message.header("client-cert")
        if forged and not self.rules.kept("a Client-Cert header is not believed"):
            shown = base64.b64decode(forged.strip(":"))
        self.rules.demand("the certificate is the key's", shown is not None and _same(key, shown))

    # --- key rotation

    def rotation(self, message: HttpMessage, old: Json, new: Json) -> None:
        """Raise Refused(invalid_rotation) unless both keys signed as RFC 9635 §7.3.1.1 says."""
        claims = parse_dictionary(message.header("signature-input") or "")
        self.rules.demand("both keys sign", len(claims) > 1, "invalid_rotation")
        for label, claim in list(claims.items())[1:]:
            self._second(message, label, claim, new["jwk"])  # type: ignore[arg-type]
        self._httpsig(message, old["jwk"])

    def rotation_by_jws(self, message: HttpMessage, old: Json, new: Json) -> None:
        """Raise Refused(invalid_rotation) unless one key's JWS is inside the other's (§7.3.3.1): the product looks."""
        by, key = old["proof"], parse_key(old)
        right = _taken(lambda: proving.rotation_verify(message, key, parse_key(new), now=self.now()))
        alone = _taken(lambda: proving.verify(message, key, now=self.now()))
        self.rules.demand(f"{by}: both keys sign", not alone, "invalid_rotation")
        self.rules.demand(f"{by}: each signature is its key's", right or alone, "invalid_rotation")

    def _second(self, message: HttpMessage, label: str, claim: InnerList, jwk: Json) -> None:
        tagged = claim.parameters.get("tag") == "gnap-rotate"
        self.rules.demand("the second is tagged as a rotation", tagged, "invalid_rotation")
        over = {item.value for item in claim.items if item.parameters.get("key") == "old"}
        covers = {"signature", "signature-input"} <= over
        self.rules.demand("the second covers the first", covers, "invalid_rotation")
        signature = parse_dictionary(message.header("signature") or "")[label]
        base = _rotation_base(message, claim)
        public: PublicKey = parse_jwk(jwk)
        right = isinstance(signature, Item) and public.verify(signature.value, base)  # type: ignore[arg-type]
        self.rules.demand("the new key signs", right, "invalid_rotation")


def _rotation_base(message: HttpMessage, claim: InnerList) -> bytes:
    plain = InnerList(tuple(item for item in claim.items if not item.parameters), claim.parameters)
    lines = signature_base(message, plain).decode().split("\n")[:-1]
    for item in claim.items:
        if item.parameters:
            member = parse_dictionary(message.header(str(item.value)) or "")["old"]
            lines.append(f"{serialise(item)}: {serialise(member)}")
    return "\n".join([*lines, f'"@signature-params": {serialise(claim)}']).encode()


def _taken(verify: Callable[[], object]) -> bool:
    try:
        verify()
    except GnapError:
        return False
    return True


def _same(key: Json, certificate: bytes) -> bool:
    return base64.b64decode(key["cert"]) == certificate if "cert" in key else False
