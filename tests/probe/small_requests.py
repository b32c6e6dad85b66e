"""What the small authorization server makes of a grant request (RFC 9635 §2)."""

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import parse_jwk
from broker.gnap.message import read_object
from tests.probe.small_proofs import Json, Refused
from tests.probe.small_state import GRANTED, INTERACTIVE, MODES, WAITS, State


class Requests(State):
    """Reads requests and decides who asks, for what, and what becomes of it."""

    def _request(self, message: HttpMessage, certificate: bytes | None) -> Json:
        content = self._read(self.proofs.content(message))
        key = self._client(content)
        self.proofs.check(message, key, certificate)
        if "existing_access_token" in content:
            return self._downstream(content, key)
        self._user(content)
        single, wanted = self._wanted(content)
        if not wanted:
            return self._subject(content)
        return self._decide(content, key, single, wanted)

    def _read(self, body: bytes | None) -> Json:
        try:
            return read_object(body)
        except GnapError:
            if self.kept("a request is an object"):
                raise Refused("invalid_request") from None
            return {"client": self.known[0], "odd": True}

    def _client(self, content: Json) -> Json:
        if "odd" in content:
            raise Refused("too_fast")
        self.demand("a client is named", "client" in content, "invalid_request")
        client = content.get("client", {"key": self.known[0]})
        if isinstance(client, str):
            code = "invalid_client" if self.kept("an unknown instance is no client") else "invalid_request"
            known = {"instance-0815-4711-0042": self.known[0]}
            if client not in known:
                raise Refused(code)
            if not self.kept("an instance has its key"):
                raise Refused("request_denied")
            return known[client]
        if client.get("class_id") and not self.kept("an unknown class is ignored"):
            raise Refused("request_denied")
        self.demand("a client shows its key", "key" in client, "invalid_request")
        return self._key(client.get("key", self.known[0]))

    def _key(self, key: Json) -> Json:
        if not isinstance(key, dict):
            raise Refused("invalid_client")
        proof = key.get("proof")
        if isinstance(proof, dict):
            self.demand("a proof has a method", "method" in proof, "invalid_request")
            both = "alg" in proof and "content-digest-alg" in proof
            self.demand("httpsig names both algorithms", both or "method" not in proof, "invalid_request")
            proof = "httpsig"
        known = proof in ("httpsig", "jws", "jwsd", "mtls")
        self.demand("a key has a proof", known, "invalid_request")
        formats = {"jwk", "cert", "cert#S256"} & set(key)
        self.demand("a key has one format", len(formats) == 1, "invalid_request")
        if not formats:
            raise Refused("invalid_request")
        if "jwk" in formats:
            key = {"proof": proof if known else "httpsig", "jwk": self._jwk(key["jwk"])}
        if key not in self.known and key not in self.server_keys:
            self._stranger()
        return key

    def _jwk(self, jwk: Json) -> Json:
        if jwk.get("kty") == "oct":
            self.demand("no symmetric key", False)
            jwk = self.known[0]["jwk"]
        right = next((one["jwk"] for one in self.known if one.get("jwk", {}).get("x") == jwk.get("x")), None)
        private = "d" in jwk
        plain = {name: value for name, value in jwk.items() if name != "d"}
        if right and (plain != right or private):
            self.demand("a jwk is whole and public", False)
            return dict(right)
        return dict(parse_jwk(jwk).jwk)

    def _stranger(self) -> None:
        if not self.kept("an unknown key gets an answer"):
            raise Refused("")
        raise Refused("invalid_client")

    def _user(self, content: Json) -> None:
        user = content.get("user")
        if isinstance(user, str):
            self.demand("an unknown user is told", False, "unknown_user")

    def _wanted(self, content: Json) -> tuple[bool, list[Json]]:
        asked = content.get("access_token")
        if asked is None:
            return True, []
        if not isinstance(asked, dict | list) or not asked:
            self.demand("access_token is an object", False, "invalid_request")
            asked = {"access": [{"type": "read"}]}
        wanted = [asked] if isinstance(asked, dict) else asked
        for one in wanted:
            self.demand("access is there", one.get("access"), "invalid_request")
            one.setdefault("access", [{"type": "read"}])
            self._flags(one.get("flags", []))
        labels = [one.get("label") for one in wanted]
        if isinstance(asked, list):
            good = all(labels) and len(set(labels)) == len(labels)
            self.demand("labels are unique", good, "invalid_request")
        return isinstance(asked, dict), wanted

    def _flags(self, flags: list[str]) -> None:
        self.demand("a flag stands once", len(set(flags)) == len(flags), "invalid_flag")
        if set(flags) - {"bearer"}:
            if not self.kept("an unknown flag breaks nothing"):
                raise Refused("")
            raise Refused("invalid_flag")

    def _subject(self, content: Json) -> Json:
        if not self.kept("nobody is named"):
            return {"subject": {"sub_ids": [{"format": "opaque", "id": "alice"}]}}
        raise Refused("invalid_request")

    def _kinds(self, wanted: list[Json]) -> set[str]:
        rights = [right for one in wanted for right in one["access"]]
        named = [right if isinstance(right, str) else right["type"] for right in rights]
        if not self.kept("types are compared byte for byte"):
            named = [one.lower() for one in named]
        if not self.kept("a reference is any string") and any(isinstance(right, str) for right in rights):
            raise Refused("invalid_request")
        return set(named)

    def _decide(self, content: Json, key: Json, single: bool, wanted: list[Json]) -> Json:
        kinds = self._kinds(wanted)
        modes = self._modes(content)
        if kinds <= set(GRANTED):
            return self._granted(key, single, wanted, modes)
        if kinds <= set(INTERACTIVE):
            self.demand("interaction that cannot be is told", modes, "invalid_interaction")
        elif not kinds <= {*WAITS, *GRANTED}:
            if "close" in kinds and not self.kept("what is denied is denied"):
                return self._granted(key, single, wanted, ())
            raise Refused("request_denied")
        hinted = content.get("user") or {}
        if "sub_ids" in hinted and not self.kept("a hint decides nothing"):
            return self._granted(key, single, wanted, ())
        if "assertions" in hinted and not self.kept("assertions are checked"):
            return self._granted(key, single, wanted, ())
        return self._pending(content, key, single, wanted, modes)

    def _modes(self, content: Json) -> tuple[str, ...]:
        interact = content.get("interact")
        if interact is None:
            return ()
        self.demand("start is there", "start" in interact, "invalid_request")
        start = interact.get("start", [])
        unknown = [one for one in start if one not in MODES]
        if unknown and not self.kept("unknown modes do not fail"):
            raise Refused("invalid_request")
        return tuple(one for one in start if one in MODES)

    def _finish(self, content: Json) -> Json | None:
        finish = (content.get("interact") or {}).get("finish")
        if finish is None:
            return None
        whole = {"method", "uri", "nonce"} <= set(finish)
        self.demand("a finish is whole", whole, "invalid_request")
        if not whole:
            return None
        self.demand("a callback is absolute", "://" in finish["uri"], "invalid_request")
        self.demand("a callback has no fragment", "#" not in finish["uri"], "invalid_request")
        self.demand("no push goes inside", "169.254" not in finish["uri"], "invalid_request")
        elsewhere = finish["uri"].startswith("https://somebody-else.example/")
        self.demand("callbacks are registered", not elsewhere, "invalid_request")
        return dict(finish)
