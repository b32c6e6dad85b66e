"""What the small authorization server tells resource servers (RFC 9767)."""

from typing import Any

from broker.gnap.http_message import HttpMessage
from broker.gnap.message import read_object
from tests.probe.small_proofs import Json, Refused
from tests.probe.small_state import GRANTED, WAITS, State, Token


class Servers(State):
    """Introspects, registers, derives."""

    def _server(self, message: HttpMessage, certificate: bytes | None, path: str) -> Json:
        content = read_object(message.body)
        given = content.get("resource_server")
        self.demand("a question names its server", given, "invalid_request")
        key = (given or {"key": self.server_keys[0]})["key"]
        if key not in self.server_keys:
            self.demand("a server is registered", False, "invalid_resource_server")
        try:
            if self.kept("questions are signed"):
                self.proofs.check(message, key, certificate)
        except Refused:
            raise Refused("invalid_resource_server") from None
        return self._introspect(content, key) if path.endswith("introspect") else self._register(content)

    def _introspect(self, content: Json, key: Json) -> Json:
        self.demand("a question names its token", "access_token" in content, "invalid_request")
        value = content.get("access_token")
        asked = content.get("access")
        if asked is not None and not isinstance(asked, list):
            self.demand("an odd access is no question", False, "invalid_request")
            asked = None
        token = None if value is None else self.tokens.get(value)
        if token is None:
            return self._unknown(value)
        wrong_server = key != self.server_keys[0] and self.kept("a token is for its server")
        wrong_proof = content.get("proof") != token.key["proof"] and self.kept("the proof is the token's")
        if token.revoked or wrong_server or wrong_proof or self._outside(asked, token):
            return {"active": False}
        return self._told(token)

    def _unknown(self, value: Any) -> Json:
        if value in [one.value for one in self.grants.values()] and not self.kept("continuation is not active"):
            return {"active": True}
        if value in [one.manage for one in self.tokens.values()] and not self.kept("management is not active"):
            return {"active": True}
        return {"active": False} if self.kept("unknown says nothing more") else {"active": False, "iss": self.url}

    def _outside(self, asked: list[Json] | None, token: Token) -> bool:
        for right in asked or []:
            if right["type"] not in GRANTED + WAITS and self.kept("what is not understood is inactive"):
                return True
            if right["type"] in GRANTED + WAITS and right not in token.access and self.kept("the access counts"):
                return True
        return False

    def _told(self, token: Token) -> Json:
        key = token.key if self.kept("the key is told with its proof") else {"jwk": token.key.get("jwk")}
        told: Json = {"active": True, "access": token.access, "key": key}
        told["iss"] = self.url if self.kept("the issuer is told") else self.origin
        told["iat"] = int(self.clock().timestamp())
        told["exp"] = told["iat"] + 600 if self.kept("the time is told") else "soon"
        if not self.kept("the value is not told"):
            told["value"] = token.value
        return told

    def _register(self, content: Json) -> Json:
        self.demand("a registration has access", content.get("access"), "invalid_request")
        formats = content.get("token_formats_supported", ["jwt-signed"])
        self.demand("a format is known", "jwt-signed" in formats, "invalid_request")
        return {"resource_reference": self.fresh("resource") if self.kept("a resource is unguessable") else "1"}

    def _downstream(self, content: Json, key: Json) -> Json:
        existing = self.tokens.get(content["existing_access_token"])
        self.demand("an existing token exists", existing, "invalid_request")
        if key != self.server_keys[0]:
            self.demand("an existing token is the server's", False, "request_denied")
        token = self._token(key, {"access": [{"type": "list"}]})
        if not self.kept("a derived token is bound to the server"):
            token["key"] = self.known[0]
        return {"access_token": token}
