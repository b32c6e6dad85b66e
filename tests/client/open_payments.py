"""A small authorization server in the shape of Interledger Open Payments, as it is seen on the wire.

The interaction hash is standard base64 with padding; `manage` is a bare string, and the token itself is presented
there; a refusal comes back as `result=grant_rejected` without hash and reference; no proof has a `tag`; a body is only
taken with a covered sha-512 digest, length and type; the client is a wallet address or a bare JWK. A server that is
told another profile differs from the RFC in just what that says.
"""

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PublicKey, parse_jwk
from broker.gnap.profiles import OPEN_PAYMENTS, Profile
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import InnerList, Item, parse_dictionary
from broker.http import Answer

Json = dict[str, Any]
WALLET = "https://wallet.example/alice"


class Refused(Exception):
    """This server says no: status, code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


@dataclass
class Interaction:
    """One grant that waits for its owner."""

    finish: Json
    access: list[Any]
    token: str
    nonce: str = "as-nonce"
    reference: str = ""
    decided: bool = False
    denied: bool = False

    def hash(self, endpoint: str, speaks: Profile) -> str:
        """Return the interaction hash in this server's spelling."""
        parts = (self.finish["nonce"], self.nonce, self.reference, endpoint)
        raw = hashlib.sha256("\n".join(parts).encode()).digest()
        if speaks.hash_encoding == "base64":
            return base64.b64encode(raw).decode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class OpenPayments:
    """`interactive` tells whether an owner must agree; `wallets` are the keys behind wallet addresses.

    `tokens` are what is presented to manage a token, each with the path where.
    """

    endpoint: str = "https://auth.wallet.example/"
    interactive: bool = True
    speaks: Profile = OPEN_PAYMENTS
    wallets: dict[str, PublicKey] = field(default_factory=dict)
    waiting: dict[str, Interaction] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    seen: list[HttpMessage] = field(default_factory=list)
    key: PublicKey | None = None

    async def send(self, message: HttpMessage, seconds: float = 30.0) -> Answer:
        """Answer a request."""
        self.seen.append(message)
        path = message.target_uri.removeprefix(self.endpoint)
        try:
            content = json.loads(message.body or b"null")
            if message.method == "POST" and not path:
                return _json(200, self._request(message, content))
            if path.startswith("continue/"):
                return self._continued(message, path.partition("/")[2], content)
            return self._managed(message, path)
        except Refused as why:
            return _json(why.status, {"error": {"code": why.code}})

    def _request(self, message: HttpMessage, content: Json) -> Json:
        client = content["client"]
        if isinstance(client, str):
            key = self.wallets.get(client)
        else:
            # only one form of the two is known here
            key = parse_jwk(client.get("key", client)["jwk"]) if set(client) == {self.speaks.client_form} else None
        if key is None:
            raise Refused(400, "invalid_client")
        self.key = key
        self._check(message)
        if not isinstance(content["access_token"], dict) or any(
            isinstance(right, str) for right in content["access_token"]["access"]
        ):
            raise Refused(400, "invalid_request")
        access = content["access_token"]["access"]
        if not self.interactive:
            return self._granted(access)
        made = Interaction(content["interact"]["finish"], access, secrets.token_urlsafe(16))
        name = secrets.token_urlsafe(8)
        self.waiting[name] = made
        return {
            "interact": {"redirect": f"https://auth.wallet.example/interact/{name}", "finish": made.nonce},
            **self._going_on(name),
        }

    def _going_on(self, name: str) -> Json:
        token = self.waiting[name].token
        return {
            "continue": {"access_token": {"value": token}, "uri": f"{self.endpoint}continue/{name}", "wait": 5},
        }

    def _granted(self, access: list[Any]) -> Json:
        value, name = secrets.token_urlsafe(24), secrets.token_urlsafe(8)
        manage: Any = f"{self.endpoint}token/{name}"
        presented = value
        if self.speaks.manage == "object":
            presented = secrets.token_urlsafe(24)
            manage = {"uri": manage, "access_token": {"value": presented}}
        self.tokens[presented] = f"token/{name}"
        return {"access_token": {"value": value, "manage": manage, "expires_in": 600, "access": access}}

    def _continued(self, message: HttpMessage, name: str, content: Json | None) -> Answer:
        self._check(message)
        made = self.waiting.get(name)
        if made is None or message.header("authorization") != f"GNAP {made.token}":
            raise Refused(404, "invalid_continuation")
        if message.method == "DELETE":
            del self.waiting[name]
            return Answer(204, {}, b"")
        if message.method != "POST" or content is None:
            raise Refused(401, "invalid_request")  # a grant with a finish is not polled
        if not made.decided or content.get("interact_ref") != made.reference:
            raise Refused(404, "unknown_request")
        if made.denied:
            del self.waiting[name]
            raise Refused(403, "user_denied")
        return _json(200, {**self._granted(made.access), **self._going_on(name)})

    def _managed(self, message: HttpMessage, path: str) -> Answer:
        self._check(message)
        value = (message.header("authorization") or "").removeprefix("GNAP ")
        if self.tokens.get(value) != path:
            raise Refused(401, "invalid_client")
        if message.method != "DELETE":
            raise Refused(404, "invalid_request")
        del self.tokens[value]
        return Answer(204, {}, b"")

    def agree(self) -> str:
        """Let the owner agree to what waits; return the address to which the browser is sent."""
        made = next(iter(self.waiting.values()))
        made.reference, made.decided = secrets.token_urlsafe(16), True
        said = {"hash": made.hash(self.endpoint, self.speaks), "interact_ref": made.reference}
        return f"{made.finish['uri']}?{urlencode(said)}"

    def refuse(self) -> str:
        """Let the owner refuse; return the address to which the browser is sent."""
        made = next(iter(self.waiting.values()))
        if self.speaks.denial == "rfc":
            made.denied = True
            return self.agree()
        return f"{made.finish['uri']}?result=grant_rejected"

    def _check(self, message: HttpMessage) -> None:
        claim = parse_dictionary(message.header("signature-input") or "").get(self.speaks.label)
        made = parse_dictionary(message.header("signature") or "").get(self.speaks.label)
        if not isinstance(claim, InnerList) or not isinstance(made, Item) or not isinstance(made.value, bytes):
            raise Refused(401, "invalid_client")
        covered = {item.value for item in claim.items}
        wanted = {"@method", "@target-uri"} | ({"authorization"} if message.header("authorization") else set())
        if message.body:
            wanted |= {"content-digest"}
            wanted |= {"content-length", "content-type"} if self.speaks.covers_content else set()
            self._check_body(message)
        if claim.parameters.get("tag") != self.speaks.tag or not wanted <= covered or self.key is None:
            raise Refused(401, "invalid_client")
        if not self.key.verify(made.value, signature_base(message, claim)):
            raise Refused(401, "invalid_client")

    def _check_body(self, message: HttpMessage) -> None:
        body = message.body or b""
        # Its check is over the body as it would write it: compact and unescaped
        again = json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False).encode()
        algorithm = self.speaks.content_digest
        digest = base64.b64encode(hashlib.new(algorithm.replace("-", ""), again).digest()).decode()
        if message.header("content-digest") != f"{algorithm}=:{digest}:":
            raise Refused(401, "invalid_client")
        if self.speaks.covers_content and message.header("content-length") != str(len(body)):
            raise Refused(401, "invalid_client")


def path_of(address: str) -> str:
    """Return the path and query of an address of the broker."""
    return re.sub(r"^https?://[^/]+", "", address)


def _json(status: int, value: Any) -> Answer:
    return Answer(status, {"content-type": "application/json"}, json.dumps(value).encode())
