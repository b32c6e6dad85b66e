"""Token management at the small authorization server (RFC 9635 §6)."""

from broker.gnap.http_message import HttpMessage
from broker.gnap.message import read_object
from broker.gnap.proofs.proving import content_of
from tests.probe.small_proofs import Json, Refused
from tests.probe.small_state import State, Token


class Tokens(State):
    """Rotates and revokes."""

    def _manage(self, message: HttpMessage, certificate: bytes | None, path: str, held: str) -> tuple[int, Json]:
        found = [one for one in self.tokens.values() if one.uri == self.origin + path and not one.old]
        if not found:
            raise Refused("invalid_rotation")
        token = found[0]
        self.demand("the management token manages", held == token.manage, "invalid_rotation")
        said = content_of(message) if message.method == "POST" else None
        content = read_object(said) if said else {}
        if "key" in content:
            return 200, self._to_key(message, certificate, token, content["key"], held)
        key = token.key
        if not self.kept("the token's key manages"):
            return self._managed(message, token)
        self.proofs.check(message, key, certificate, held)
        return self._managed(message, token)

    def _managed(self, message: HttpMessage, token: Token) -> tuple[int, Json]:
        if message.method == "POST":
            return 200, {"access_token": self._rotate(token)}
        if token.revoked:
            self.demand("revoked twice is honoured", True)
            if not self.kept("revoked twice is honoured"):
                raise Refused("invalid_rotation")
        token.revoked = token.revoked or self.kept("revoking revokes")
        return (204, {}) if self.kept("revoking is 204") else (200, {"done": True})

    def _rotate(self, token: Token, key: Json | None = None) -> Json:
        self.demand("revoked is not rotated", not token.revoked, "invalid_rotation")
        token.old = True
        token.revoked = token.revoked or self.kept("the old value is over")
        wanted: Json = {"access": token.access, "label": token.label}
        if not self.kept("rotation keeps the rights"):
            wanted["access"] = [{"type": "read"}, {"type": "list"}]
        shown = self._token(key or token.key, wanted, token.grant)
        if not self.kept("rotation makes a new value"):
            shown["value"] = token.value
        if not self.kept("rotation keeps manage"):
            del shown["manage"]
        return shown

    def _to_key(self, message: HttpMessage, certificate: bytes | None, token: Token, key: Json, held: str) -> Json:
        if token.key["proof"] == "mtls":
            self.demand("certificates are not rotated", False, "key_rotation_not_supported")
            return {"access_token": self._rotate(token)}
        if not self.kept("keys are rotated"):
            self.demand("key rotation says that it is not there", False, "key_rotation_not_supported")
            return {"access_token": self._rotate(token)}
        same = key.get("proof") == token.key["proof"]
        self.demand("rotation keeps the proof", same, "invalid_rotation")
        if token.key["proof"] in ("jws", "jwsd"):
            self.proofs.rotation_by_jws(message, token.key, key)
        else:
            self.proofs.rotation(message, token.key, {**key, "proof": "httpsig"})
        return {"access_token": self._rotate(token, key if self.kept("the new key holds") else token.key)}
