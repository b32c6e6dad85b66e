"""Protect an API with GNAP: judge one request by its token, its proof and the right that it needs.

RFC 9635 §7.2 and §7.3 (presentation, proof), §9.1 (challenge); RFC 9767 §3.1 and §3.3 (discovery, introspection).

Nothing is remembered between two calls but the nonces seen: a token is introspected and a proof verified each time, so
a revocation counts from the next call on.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce as new_nonce
from broker.gnap.keys import Key, PrivateKey, PublicKey, parse_jwk
from broker.gnap.message import read_object
from broker.gnap.proofs import httpsig, proving
from broker.gnap.rights import Access, AccessRight, within
from broker.gnap.rs_role import (
    Active,
    Derived,
    Inactive,
    Registered,
    derivation_request,
    introspection_request,
    parse_derived,
    parse_introspection,
    parse_registration,
    read_signed,
    registration_request,
    www_authenticate,
)
from broker.gnap.tokens import is_token68, token_digest
from broker.http import NoAnswer, NotSent

DISCOVERY = "/.well-known/gnap-as-rs"  # RFC 9767 §3.1
SIGNER = "countersign_token_key"  # ours, in that document


class Answer(Protocol):
    """What the kit needs of an HTTP response."""

    @property
    def status(self) -> int:
        """The status code."""

    @property
    def body(self) -> bytes:
        """The whole body."""


# One HTTP exchange, redirects not followed; NotSent or NoAnswer when there is no answer. `broker.http.Http.to_server`.
Send = Callable[[HttpMessage], Awaitable[Answer]]
# (thumbprint, nonce, until) -> True for the first time, False for a replay.
Remember = Callable[[str, str, datetime], Awaitable[bool]]


@dataclass(frozen=True)
class Granted:
    """The request may run.

    `jti` names the token at `issuer`; `uses` bounds its calls, which are the caller's to count in the same transaction
    as the effect. `key` is the client's and `thumbprint` the name by which to know it (RFC 7638, or of a certificate).
    `value` is the token: to derive another one with, and for nothing else.
    """

    jti: str
    uses: int | None
    access: Access
    issuer: str
    key: Key
    thumbprint: str
    value: str = field(repr=False)


class Challenge(Exception):
    """The request is refused: `status` 401 (no token or proof that counts), 403 (too narrow) or 503 (the AS is silent).

    `headers` carry the GNAP challenge for the client (RFC 9635 §9.1); `words` say what would be right, without secrets.
    """

    def __init__(self, status: int, words: str, headers: dict[str, str]) -> None:
        super().__init__(words)
        self.status = status
        self.words = words
        self.headers = headers


class Protect:
    """One resource server and the one authorization server that it trusts.

    `authorization_server` is the grant endpoint URI; `resource_server` this server's base URI as clients write it, from
    configuration and never from a Host header; `key` signs introspection and is registered at the AS. `send` is the
    way out. `remember(thumbprint, nonce, until)` returns False for a nonce that it knows already. Without an
    `introspection_endpoint` it is discovered once. With the AS's `signer` key, tokens of the format jwt-signed are
    judged here: nobody is asked, and a revocation counts when the token ends, after five minutes at most. An AS that
    gave this server a `management_token` gets it with every question (RFC 9767 §3.2). What was registered in this
    process is named in a challenge where it suffices for the request (RFC 9635 §9.1).
    """

    def __init__(
        self,
        *,
        authorization_server: str,
        resource_server: str,
        key: PrivateKey,
        send: Send,
        now: Callable[[], datetime],
        remember: Remember,
        introspection_endpoint: str | None = None,
        signer: PublicKey | None = None,
        management_token: str | None = None,
        mint: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.authorization_server = authorization_server
        self.resource_server = resource_server.rstrip("/")
        self._key = key
        self._send = send
        self._now = now
        self._remember = remember
        self._endpoints = {"introspection_endpoint": introspection_endpoint} if introspection_endpoint else {}
        self._signer = signer
        self._management_token = management_token
        self._registered: dict[str, Access] = {}
        self._mint = mint

    def token(self, message: HttpMessage) -> str:
        """Return the bound token of `Authorization: GNAP <value>`; raise Challenge(401) for any other presentation.

        A Bearer header, a form field and a query parameter present nothing (RFC 9635 §7.2).
        """
        fields = message.lines("authorization")
        scheme, _, value = fields[0].partition(" ") if len(fields) == 1 else ("", "", "")
        if scheme.lower() != "gnap" or not is_token68(value):
            raise self._challenge("send one access token as `Authorization: GNAP <value>`, with a proof by its key")
        return value

    async def check(self, message: HttpMessage, needed: AccessRight) -> Granted:
        """Return what was granted if `message` may do what `needed` says; raise Challenge otherwise.

        `needed` is computed from the actual request, never from what the client says it wants.
        """
        try:
            return await self._checked(message, needed)
        except Challenge as refusal:
            if refusal.headers and (enough := self._reference_for(needed)):
                raise Challenge(refusal.status, refusal.words, self._header(enough)) from None
            raise

    async def _checked(self, message: HttpMessage, needed: AccessRight) -> Granted:
        token = self.token(message)
        answer = self._signed(token) or await self._introspect(message, token, needed)
        holder = await self._holder(message, answer)
        # The AS was asked for this very right, and is still not taken at its word.
        if not within((needed,), answer.access):
            raise self._challenge("the access token does not cover this request", status=403)
        jti = answer.jti or f"sha-256:{token_digest(token)}"
        return Granted(jti, answer.uses, answer.access, answer.issuer, answer.key, holder, token)

    async def register(self, access: Access, *, formats: Sequence[str] = (), introspects: bool = True) -> Registered:
        """Register a resource set and return the reference under which clients may ask for it (RFC 9767 §3.4).

        Raises PeerError where the AS refuses, NotSent or NoAnswer where it is silent.
        """
        body = registration_request(access, self._key.public, formats=formats, introspects=introspects)
        endpoint = await self._endpoint("resource_registration_endpoint")
        found = parse_registration(await self._told(endpoint, body, self._management_token))
        self._registered[found.reference] = access
        return found

    async def derive(self, granted: Granted, access: Access) -> Derived:
        """Return a token for another resource server, for serving this one call (RFC 9767 §4); raises as `register`.

        It is bound to this server's own key, ends with the client's token and spends its uses.
        """
        body = derivation_request(granted.value, access, self._key.public)
        return parse_derived(await self._told(self.authorization_server, body), access)

    def signed_call(self, method: str, uri: str, derived: Derived, body: bytes | None = None) -> HttpMessage:
        """Return a call to the other resource server, with a derived token and this server's proof (RFC 9635 §7.2)."""
        headers = [("authorization", f"GNAP {derived.value}")]
        if body is not None:
            headers.append(("content-type", "application/json"))
        return self._proved(HttpMessage(method, uri, tuple(headers), body))

    def _signed(self, token: str) -> Active | None:
        if self._signer is None or token.count(".") != 2:
            return None
        try:
            found = read_signed(token, self._signer, issuer=self.authorization_server)
        except PeerError:
            raise self._challenge("the access token is not one of our authorization server") from None
        if not self._for_us(found):
            raise self._challenge("the access token is not in force here; ask the authorization server for a new one")
        return found

    async def _introspect(self, message: HttpMessage, token: str, needed: AccessRight) -> Active:
        proof = proving.method_of(message)
        if proof is None:
            raise self._challenge("no valid proof by the access token's key: the request has none")
        question = introspection_request(token, needed, self._key.public, proof)
        try:
            told = await self._told(await self._endpoint("introspection_endpoint"), question, self._management_token)
            answer = parse_introspection(told, issuer=self.authorization_server, proof=proof)
        except (PeerError, NotSent, NoAnswer):
            # Why stays here: a silent or misbehaving AS is nothing that a client could mend.
            raise Challenge(503, "the authorization server gave no usable answer; try again later", {}) from None
        if isinstance(answer, Inactive) or not self._for_us(answer):
            raise self._challenge("the access token is not active for this request; ask the authorization server")
        return answer

    def _for_us(self, answer: Active) -> bool:
        return answer.in_force(self._now()) and (answer.audience is None or self.resource_server in answer.audience)

    async def _told(self, endpoint: str, body: bytes, token: str | None = None) -> bytes:
        message = HttpMessage("POST", endpoint, (("content-type", "application/json"),), body)
        if token is not None:
            message = message.with_headers(("authorization", f"GNAP {token}"))
        answer = await self._send(self._proved(message))
        if answer.status != 200:
            raise PeerError(f"the authorization server answered with HTTP status {answer.status}")
        return answer.body

    def _proved(self, message: HttpMessage) -> HttpMessage:
        return httpsig.sign(message, self._key, created=int(self._now().timestamp()), nonce=new_nonce(self._mint))

    async def _holder(self, message: HttpMessage, answer: Active) -> str:
        try:
            proof = proving.verify(message, answer.key, now=self._now())
        except GnapError as why:
            raise self._challenge(f"no valid proof by the access token's key: {why.description}") from None
        holder = answer.key.identity
        # Only a proof that verified is remembered, so a stranger can neither fill nor poison the memory.
        if proof.replay_key and not await self._remember(holder, proof.replay_key, proof.acceptable_until):
            raise self._challenge("this signed request was received before; sign each request anew, with a fresh nonce")
        return holder

    async def _endpoint(self, name: str) -> str:
        if name not in self._endpoints:
            self._endpoints[name] = await discover(self._send, self.authorization_server, name)
        return self._endpoints[name]

    def _challenge(self, words: str, *, status: int = 401) -> Challenge:
        return Challenge(status, words, self._header())

    def _header(self, access: str | None = None) -> dict[str, str]:
        return {"WWW-Authenticate": www_authenticate(self.authorization_server, self.resource_server, access)}

    def _reference_for(self, needed: AccessRight) -> str | None:
        """Return a registered reference that suffices for the request (RFC 9635 §9.1), the latest of several."""
        enough = (name for name, access in reversed(self._registered.items()) if within((needed,), access))
        return next(enough, None)


async def discover(send: Send, authorization_server: str, name: str = "introspection_endpoint") -> str:
    """Return an endpoint that the AS with this grant endpoint URI has for resource servers (RFC 9767 §3.1).

    Raises PeerError if the document is not about this AS, or sends the tokens to another origin.
    """
    endpoint = (await _document(send, authorization_server)).get(name)
    # Every token that a client sends us goes to this address.
    if not isinstance(endpoint, str) or _origin(endpoint) != _origin(authorization_server):
        raise PeerError(f"the discovery document names no {name} on the AS's own origin")
    return endpoint


async def discover_signer(send: Send, authorization_server: str) -> PublicKey:
    """Return the key with which our AS signs tokens of the format jwt-signed: `Protect(signer=...)`.

    Raises PeerError if the document is not about this AS, or names no such key.
    """
    try:
        return parse_jwk((await _document(send, authorization_server)).get(SIGNER))
    except GnapError as why:
        raise PeerError(f"the discovery document names no key for signed tokens: {why.description}") from why


async def _document(send: Send, authorization_server: str) -> dict[str, Any]:
    target = _origin(authorization_server) + DISCOVERY
    answer = await send(HttpMessage("GET", target, (("accept", "application/json"),), None))
    if answer.status != 200:
        raise PeerError(f"discovery was answered with HTTP status {answer.status}")
    try:
        document = read_object(answer.body)
    except GnapError as why:
        raise PeerError(f"the discovery document cannot be used: {why.description}") from why
    if document.get("grant_request_endpoint") != authorization_server:
        raise PeerError("the discovery document names another grant endpoint")
    return document


def _origin(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"
