"""Protect an API with GNAP: judge one request by its token, its proof and the right that it needs.

RFC 9635 §7.2 and §7.3 (presentation, proof), §9.1 (challenge); RFC 9767 §3.1 and §3.3 (discovery, introspection).

Nothing is remembered between two calls but the nonces seen: a token is introspected and a proof verified each time, so
a revocation counts from the next call on.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce as new_nonce
from broker.gnap.keys import PrivateKey, PublicKey
from broker.gnap.message import read_object
from broker.gnap.proofs import httpsig
from broker.gnap.rights import Access, AccessRight, within
from broker.gnap.rs_role import Active, Inactive, introspection_request, parse_introspection, www_authenticate
from broker.gnap.tokens import is_token68, token_digest
from broker.http import NoAnswer, NotSent

DISCOVERY = "/.well-known/gnap-as-rs"  # RFC 9767 §3.1


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
    as the effect. `key` is the client's and `thumbprint` the name by which to know it (RFC 7638).
    """

    jti: str
    uses: int | None
    access: Access
    issuer: str
    key: PublicKey
    thumbprint: str


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
    `introspection_endpoint` it is discovered once.
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
        mint: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.authorization_server = authorization_server
        self.resource_server = resource_server.rstrip("/")
        self._key = key
        self._send = send
        self._now = now
        self._remember = remember
        self._introspection_endpoint = introspection_endpoint
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
        token = self.token(message)
        answer = await self._introspect(token, needed)
        holder = await self._holder(message, answer)
        # The AS was asked for this very right, and is still not taken at its word.
        if not within((needed,), answer.access):
            raise self._challenge("the access token does not cover this request", status=403)
        jti = answer.jti or f"sha-256:{token_digest(token)}"
        return Granted(jti, answer.uses, answer.access, answer.issuer, answer.key, holder)

    async def _introspect(self, token: str, needed: AccessRight) -> Active:
        try:
            answer = await self._ask(introspection_request(token, needed, self._key.public))
        except (PeerError, NotSent, NoAnswer):
            # Why stays here: a silent or misbehaving AS is nothing that a client could mend.
            raise Challenge(503, "the authorization server gave no usable answer; try again later", {}) from None
        if isinstance(answer, Inactive) or not self._for_us(answer):
            raise self._challenge("the access token is not active for this request; ask the authorization server")
        return answer

    def _for_us(self, answer: Active) -> bool:
        return answer.in_force(self._now()) and (answer.audience is None or self.resource_server in answer.audience)

    async def _ask(self, body: bytes) -> Active | Inactive:
        endpoint = await self._endpoint()
        message = HttpMessage("POST", endpoint, (("content-type", "application/json"),), body)
        signed = httpsig.sign(message, self._key, created=int(self._now().timestamp()), nonce=new_nonce(self._mint))
        answer = await self._send(signed)
        if answer.status != 200:
            raise PeerError(f"introspection was answered with HTTP status {answer.status}")
        return parse_introspection(answer.body, issuer=self.authorization_server)

    async def _holder(self, message: HttpMessage, answer: Active) -> str:
        try:
            proof = httpsig.verify(message, answer.key, now=self._now())
        except GnapError as why:
            raise self._challenge(f"no valid proof by the access token's key: {why.description}") from None
        holder = answer.key.thumbprint
        # Only a proof that verified is remembered, so a stranger can neither fill nor poison the memory.
        if not await self._remember(holder, proof.replay_key, proof.acceptable_until):
            raise self._challenge("this signed request was received before; sign each request anew, with a fresh nonce")
        return holder

    async def _endpoint(self) -> str:
        if self._introspection_endpoint is None:
            self._introspection_endpoint = await discover(self._send, self.authorization_server)
        return self._introspection_endpoint

    def _challenge(self, words: str, *, status: int = 401) -> Challenge:
        challenge = www_authenticate(self.authorization_server, self.resource_server)
        return Challenge(status, words, {"WWW-Authenticate": challenge})


async def discover(send: Send, authorization_server: str) -> str:
    """Return the introspection endpoint of the AS with this grant endpoint URI (RFC 9767 §3.1).

    Raises PeerError if the document is not about this AS, or sends the tokens to another origin.
    """
    origin = _origin(authorization_server)
    answer = await send(HttpMessage("GET", origin + DISCOVERY, (("accept", "application/json"),), None))
    if answer.status != 200:
        raise PeerError(f"discovery was answered with HTTP status {answer.status}")
    try:
        document = read_object(answer.body)
    except GnapError as why:
        raise PeerError(f"the discovery document cannot be used: {why.description}") from why
    endpoint = document.get("introspection_endpoint")
    if document.get("grant_request_endpoint") != authorization_server:
        raise PeerError("the discovery document names another grant endpoint")
    # Every token that a client sends us goes to this address.
    if not isinstance(endpoint, str) or _origin(endpoint) != origin:
        raise PeerError("the discovery document names no introspection endpoint on the AS's own origin")
    return endpoint


def _origin(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"
