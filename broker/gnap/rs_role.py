"""The resource server's side, pure: what it asks the AS about a token, how it reads the answer, what it tells a client.

A request is honoured only by an answer that leaves nothing open: active, issued by the one AS that this resource server
trusts, bound to a key whose proof can be checked, and not outside its time. Every other answer is `Inactive` or a
`PeerError`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from broker.gnap.errors import GnapError, PeerError
from broker.gnap.keys import Key, ProofMethod, PublicKey, b64url_decode, key_object, parse_key
from broker.gnap.message import read_object, write_object
from broker.gnap.rights import Access, AccessRight, access_json, parse_access, within
from broker.gnap.tokens import is_token68

T = TypeVar("T")
SIGNED_TYPE = "gnap-access+jwt"  # ours: nothing else that the same key signs may pass for an access token


@dataclass(frozen=True)
class Active:
    """A token in force (RFC 9767 §3.3).

    `key` is the client's: its proof is demanded on every call. `jti` names the token and `uses` bounds how many calls
    it is good for (both are members of ours; another AS may leave them out). `not_before` and `expires_at` are UTC.
    """

    access: Access
    key: Key
    issuer: str
    jti: str | None
    uses: int | None
    audience: tuple[str, ...] | None
    not_before: datetime | None
    expires_at: datetime | None

    def in_force(self, now: datetime) -> bool:
        """Tell whether `now` lies inside the token's time; the AS's word "active" does not outlive its own bounds."""
        begun = self.not_before is None or self.not_before <= now
        return begun and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True)
class Inactive:
    """The AS does not vouch for the token at this resource server for this request; it need not say why."""


def introspection_request(token: str, needed: AccessRight, resource_server: PublicKey, proof: ProofMethod) -> bytes:
    """Return the body that asks about `token`, shown with this `proof`, for exactly the right that is needed.

    RFC 9767 §3.3: the AS takes both into account, the method with which the client proved its key and the access.
    """
    return write_object(
        {
            "access_token": token,
            "proof": proof,
            "resource_server": {"key": key_object(resource_server)},
            "access": [needed.to_json()],
        }
    )


def parse_introspection(body: bytes, *, issuer: str, proof: ProofMethod = "httpsig") -> Active | Inactive:
    """Read the AS's answer; `issuer` is the grant endpoint URI of the only AS that counts, `proof` as it was asked.

    Raises PeerError for whatever is malformed, from another issuer, or active without a key to check proofs with.
    """
    try:
        answer = read_object(body)
        found = _active(answer, issuer) if _member(answer, "active", bool) else Inactive()
    except GnapError as why:
        raise PeerError(f"the introspection answer cannot be used: {why.description}") from why
    if isinstance(found, Active) and found.key.proof != proof:
        raise PeerError("the introspection answer calls a token active that was shown with another proof than its own")
    return found


@dataclass(frozen=True)
class Registered:
    """A resource set as the AS registered it (RFC 9767 §3.4): the reference under which clients may ask for it."""

    reference: str
    instance_id: str | None


@dataclass(frozen=True)
class Derived:
    """A token for another resource server, bound to this one's key (RFC 9767 §4). Its repr leaves the value out."""

    value: str = field(repr=False)
    access: Access


def registration_request(
    access: Access, resource_server: PublicKey, *, formats: Sequence[str] = (), introspects: bool = True
) -> bytes:
    """Return the body that registers a resource set; without `formats` the AS chooses (RFC 9767 §3.4)."""
    content: dict[str, Any] = {
        "access": access_json(access),
        "resource_server": {"key": key_object(resource_server)},
        "token_introspection_required": introspects,
    }
    return write_object(content | ({"token_formats_supported": list(formats)} if formats else {}))


def parse_registration(body: bytes) -> Registered:
    """Read the AS's answer to a registration; raise PeerError where it is malformed."""
    try:
        answer = read_object(body)
    except GnapError as why:
        raise PeerError(f"the registration answer cannot be used: {why.description}") from why
    return Registered(_member(answer, "resource_reference", str), _optional(answer, "instance_id", str))


def derivation_request(existing: str, access: Access, resource_server: PublicKey) -> bytes:
    """Return the body that asks for a derived token, in the name of this server's own key (RFC 9767 §4)."""
    return write_object(
        {
            "access_token": {"access": access_json(access)},
            "client": {"key": key_object(resource_server)},
            "existing_access_token": existing,
        }
    )


def parse_derived(body: bytes, wanted: Access) -> Derived:
    """Read the AS's answer to a derivation; raise PeerError for a refusal and for whatever was not asked for."""
    try:
        token = _member(read_object(body), "access_token", dict)
        access = parse_access(_member(token, "access", list))
    except GnapError as why:
        raise PeerError(f"the derived token cannot be used: {why.description}") from why
    value = _member(token, "value", str)
    if token.get("key") is not None or token.get("flags") or not within(access, wanted) or not is_token68(value):
        raise PeerError("the derived token is not the one that was asked for")
    return Derived(value, access)


def read_signed(value: str, signer: PublicKey, *, issuer: str) -> Active:
    """Read a token of the format jwt-signed (RFC 9767 §2.2), as our own AS makes it; raise PeerError for any other.

    Of its revocation nothing is learned: it ends by itself, soon (see the AS's discovery document).
    """
    head, _, signature = value.rpartition(".")
    header, _, claims = head.partition(".")
    try:
        if not signer.verify(b64url_decode(signature), head.encode("ascii")):
            raise PeerError("the token is not signed by our authorization server")
        if read_object(b64url_decode(header)) != {"alg": signer.alg, "kid": signer.kid, "typ": SIGNED_TYPE}:
            raise PeerError("the token's header is not that of an access token")
        token = _active(read_object(b64url_decode(claims)), issuer)
    except (GnapError, UnicodeEncodeError) as why:
        raise PeerError("the token is no signed access token") from why
    # Nobody is asked about it, so it must say itself for whom it is and when it ends.
    if token.audience is None or token.expires_at is None or token.jti is None:
        raise PeerError("the signed access token leaves its audience, its end or its name open")
    return token


def www_authenticate(as_uri: str, referrer: str, access: str | None = None) -> str:
    """Return the challenge of RFC 9635 §9.1 as RFC 9110 §11.2 spells parameters: quoted and separated by commas.

    `as_uri` is a grant endpoint URI, `referrer` this resource server's URI, `access` a registered reference. ValueError
    for a value that does not fit into a header field.
    """
    parameters = {"as_uri": as_uri, "referrer": referrer} | ({} if access is None else {"access": access})
    return "GNAP " + ", ".join(f"{name}={_quoted(value)}" for name, value in parameters.items())


def _active(answer: dict[str, Any], issuer: str) -> Active:
    # An answer of another AS says nothing here, whatever it says (RFC 9767 §3.3: iss is the grant endpoint).
    if _member(answer, "iss", str) != issuer:
        raise PeerError("the introspection answer is not from our authorization server")
    access = _member(answer, "access", list)
    return Active(
        access=parse_access(access) if access else (),  # an empty array: nothing that we may know of
        key=_bound_key(answer),
        issuer=issuer,
        jti=_optional(answer, "jti", str),
        uses=_uses(answer),
        audience=_audience(answer),
        not_before=_instant(answer, "nbf"),
        expires_at=_instant(answer, "exp"),
    )


def _bound_key(answer: dict[str, Any]) -> Key:
    # Without a key the token is a bearer token: whoever saw it could use it, so this kit takes none.
    key = _member(answer, "key", dict)
    if "bearer" in (_optional(answer, "flags", list) or []):
        raise PeerError("the introspection answer calls a bound token a bearer token")
    return parse_key(key)


def _uses(answer: dict[str, Any]) -> int | None:
    uses = _optional(answer, "uses", int)
    if uses is not None and uses < 1:
        raise PeerError("the introspection answer bounds an active token to less than one use")
    return uses


def _audience(answer: dict[str, Any]) -> tuple[str, ...] | None:
    given = answer.get("aud")
    names = [given] if isinstance(given, str) else given
    if names is None:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise PeerError("the introspection answer's aud is neither a string nor a list of strings")
    return tuple(names)


def _instant(answer: dict[str, Any], name: str) -> datetime | None:
    seconds = _optional(answer, name, int)
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise PeerError(f"the introspection answer's {name} is no time") from None


def _member(answer: dict[str, Any], name: str, kind: type[T]) -> T:
    value = answer.get(name)
    # `type(...) is`: JSON true must not pass for the integer 1.
    if type(value) is not kind:
        raise PeerError(f"the introspection answer has no {name} that can be read")
    return value


def _optional(answer: dict[str, Any], name: str, kind: type[T]) -> T | None:
    return None if answer.get(name) is None else _member(answer, name, kind)


def _quoted(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("a challenge parameter holds visible ASCII characters only")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
