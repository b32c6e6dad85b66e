"""How the small authorization server answers and goes on with a grant (RFC 9635 §3 to §5)."""

import json
import re
from datetime import timedelta
from urllib.parse import urlencode

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.message import read_object
from tests.probe.small_proofs import Json, Refused
from tests.probe.small_state import MODES, POLLS, Grant, State, Token


class Grants(State):
    """Grants, lets wait, continues, changes, ends, and calls back."""

    def _granted(self, key: Json, single: bool, wanted: list[Json], modes: tuple[str, ...]) -> Json:
        tokens = [self._token(key, one) for one in wanted]
        if not self.kept("rights add up") and len(wanted[0]["access"]) > 1:
            tokens[0]["access"] = tokens[0]["access"][:1]
        as_object = single if self.kept("one is an object") else False
        if not single and len(tokens) == 1 and not self.kept("an array stays an array"):
            as_object = True
        if not single and not self.kept("tokens have their labels"):
            for token in tokens:
                token["label"] = "same"
        answer: Json = {"access_token": tokens[0] if as_object else tokens}
        if not self.kept("what is granted is there"):
            answer = {"interact": {}, "access_token": {"access": tokens[0]["access"]}}
        if modes and not self.kept("a granted answer has no interact"):
            answer["interact"] = {"redirect": self.origin + "/interact/x"}
        return answer | {"instance_id": self._instance()}

    def _instance(self) -> str:
        if not self.kept("an instance is one"):
            return self.fresh("instance")
        return "instance-0815-4711-0042" if self.kept("an instance is unguessable") else "1"

    def _token(self, key: Json, wanted: Json, grant: str = "") -> Json:
        value = self.fresh("t") if self.kept("values are unique") else "t" + "x" * 30
        if not self.kept("values are token68"):
            value += " é"
        uri = f"{self.url}/token/{self.fresh('m') if self.kept('uris are unique') else 'one'}"
        if not self.kept("a uri holds no token"):
            uri += value
        managing = self.fresh("g") if self.kept("a token is not its own manager") else value
        token = Token(value, uri, managing, wanted["access"], key, wanted.get("label"), grant)
        self.tokens[value] = token
        return self._shown(token, "bearer" in wanted.get("flags", []))

    def _shown(self, token: Token, bearer: bool = False) -> Json:
        access = token.access
        if not self.kept("no more than asked"):
            access = [{"type": "read"}, {"type": "everything"}]
        shown: Json = {
            "value": token.value,
            "access": access,
            "expires_in": 600,
            "manage": {"uri": token.uri, "access_token": {"value": token.manage}},
        }
        if token.label and self.kept("a label comes back"):
            shown["label"] = token.label
        if bearer:
            shown["flags"] = ["bearer"]
            if not self.kept("bearer has no key"):
                shown["key"] = token.key
        if not self.kept("a key is a key"):
            shown["key"] = {"jwk": {}}
        if not self.kept("bound is not bearer"):
            shown["flags"] = ["bearer"]
        return shown

    def _pending(self, content: Json, key: Json, single: bool, wanted: list[Json], modes: tuple[str, ...]) -> Json:
        finish = self._finish(content)
        if not self.kept("equal requests are two") and self.newest:
            grant = self.grants[self.newest]
            if grant.state == "pending" and grant.wanted == wanted:
                return self._going_on(grant, ())
        grant = Grant(self.fresh("c"), key, wanted, single, finish=finish, modes=modes)
        grant.subject = content.get("subject") or {}
        grant.as_nonce, grant.page = self.fresh("n"), self.fresh("page")
        self.grants[grant.id], self.newest = grant, grant.id
        answer = self._going_on(grant, modes)
        answer["instance_id"] = self._instance()
        if content.get("subject") and not self.kept("nothing while pending"):
            answer["subject"] = {"sub_ids": []}
        return answer

    def _going_on(self, grant: Grant, modes: tuple[str, ...]) -> Json:
        answer: Json = {"continue": self._continuation(grant)}
        interact = self._interact(grant, modes)
        if grant.finish and self.kept("a finish is answered"):
            interact["finish"] = grant.as_nonce
        if interact:
            answer["interact"] = interact
        return answer

    def _continuation(self, grant: Grant) -> Json:
        if self.kept("each poll has its token") or not grant.value:
            grant.gone.append(grant.value)
            grant.value = self.fresh("k")
        grant.wait_until = self.clock() + timedelta(seconds=5)
        token: Json = {"value": grant.value}
        if not self.kept("a continuation is bound"):
            token["flags"] = ["bearer"]
        uri = f"{self.url}/continue/{grant.id}" if self.kept("a continuation is absolute") else "/continue"
        return {"uri": uri, "access_token": token, "wait": 5 if self.kept("wait is five") else 1}

    def _interact(self, grant: Grant, modes: tuple[str, ...]) -> Json:
        page = grant.page if self.kept("pages are unique") else "one"
        where = f"{self.origin}/interact/{page}"
        if not self.kept("a page holds no secret"):
            where += grant.value
        code = f"AB{self.count % 10000:04d}" if self.kept("codes are random") else "AB1234"
        if not self.kept("codes are short"):
            code = "ABCDEFGHIJKLMNOPQRST"
        entry = f"{self.origin}/d" if self.kept("code uris are short") else self.origin + "/device/" + "long/" * 10
        inside = {"code": code, "uri": entry if self.kept("a code uri holds no code") else entry + code}
        every: Json = {"redirect": where, "user_code": code, "user_code_uri": inside}
        every["app"] = f"app://as/{grant.page if self.kept('app uris are unique') else 'one'}"
        if modes and not self.kept("only what was asked"):
            return every
        if not self.kept("every mode is offered"):
            return {}
        offered = {mode: every[mode] for mode in modes}
        grant.page_until = self.clock() + timedelta(seconds=600)
        return offered | {"expires_in": 600} if offered else {}

    def _continue(self, message: HttpMessage, certificate: bytes | None, id_: str, token: str) -> tuple[int, Json]:
        grant = self.grants.get(id_)
        if grant is None:
            raise Refused("invalid_continuation")
        grant = self._meant(grant, token)
        key = grant.key
        if not self.kept("the grant's key continues"):
            key = self._signer(message, key)
        self.proofs.check(message, key, certificate, token or None)
        content = read_object(self.proofs.content(message)) if message.body else {}
        if message.method == "DELETE":
            return self._cancel(grant)
        if grant.state == "finalized":
            self.demand("what is over is over", False, "invalid_continuation")
            return 200, self._granted(grant.key, grant.single, grant.wanted, ())
        if grant.state == "approved" and "interact_ref" in content:
            self.demand("a reference works once", False, "too_many_attempts")
            return 200, self._granted(grant.key, grant.single, grant.wanted, ())
        self._client_again(content, grant)
        if self.clock() < grant.wait_until and self.kept("too fast is told"):
            raise Refused("too_fast", self._same(grant))
        if message.method == "PATCH":
            return 200, self._patch(grant, content)
        return 200, self._go_on(grant, content)

    def _meant(self, grant: Grant, token: str) -> Grant:
        """Return the grant that URI and token stand for."""
        if token == grant.value:
            return grant
        if token in grant.gone and not self.kept("an old token is over"):
            return grant
        if not token and not self.kept("a continuation has a token"):
            return grant
        if token in self.tokens and not self.kept("other tokens do not continue"):
            return grant
        if token == "A" * 43 and not self.kept("an unknown token does not continue"):
            return grant
        others = [one for one in self.grants.values() if one.value == token]
        if others and not self.kept("a token is of one grant"):
            return grant
        if token in grant.gone and not self.kept("a stale code is told"):
            raise Refused("invalid_client")
        raise Refused("invalid_continuation")

    def _signer(self, message: HttpMessage, key: Json) -> Json:
        named = re.search(r'keyid="([^"]+)"', message.header("signature-input") or "")
        jwk = self.proofs.known.get(named[1]) if named else None
        return {"proof": "httpsig", "jwk": jwk} if jwk else key

    def _same(self, grant: Grant) -> Json:
        return {"uri": f"{self.url}/continue/{grant.id}", "access_token": {"value": grant.value}, "wait": 5}

    def _client_again(self, content: Json, grant: Grant) -> None:
        if "client" in content and self.kept("a continuation names no client"):
            raise Refused("invalid_request", self._same(grant))

    def _cancel(self, grant: Grant) -> tuple[int, Json]:
        if grant.state == "finalized":
            self.demand("cancelled once", False, "invalid_continuation")
        if self.kept("cancelled is over"):
            grant.state = "finalized"
        if self.kept("cancelling revokes"):
            for token in self.tokens.values():
                token.revoked = token.revoked or token.grant == grant.id
        return (204, {}) if self.kept("cancelling is 204") else (200, {"done": True})

    def _patch(self, grant: Grant, content: Json) -> Json:
        self._user(content)
        if "access_token" in content and not self.kept("a change is weighed"):
            return self._granted(grant.key, grant.single, grant.wanted, ())
        if not self.kept("a change leaves tokens alone"):
            for token in self.tokens.values():
                if token.grant == grant.id:
                    token.access = [{"type": "other"}]
        grant.state = "pending"
        started = content.get("interact", {}).get("start", ())
        modes = tuple(one for one in started if one in MODES)
        return self._going_on(grant, modes if self.kept("a change offers interaction") else ())

    def _go_on(self, grant: Grant, content: Json) -> Json:
        grant.polls += 1
        if grant.polls >= POLLS and self.kept("polls end"):
            grant.state = "finalized"
            raise Refused("too_many_attempts")
        reference = content.get("interact_ref")
        if reference is not None and reference != grant.reference:
            self.demand("the reference is the one", False, "invalid_interaction")
        if not grant.decision or (grant.finish and reference is None):
            return self._still_pending(grant)
        return self._conclude(grant)

    def _still_pending(self, grant: Grant) -> Json:
        if not self.kept("a poll gives no token"):
            return self._granted(grant.key, grant.single, grant.wanted, ())
        answer = self._going_on(grant, () if self.kept("offered once") else grant.modes)
        if grant.subject and not self.kept("a poll names nobody"):
            answer["subject"] = self._named(grant.subject)
        return answer

    def _conclude(self, grant: Grant) -> Json:
        if grant.decision == "deny":
            if not self.kept("a refusal is told"):
                raise Refused("request_denied")
            if self.kept("refused is over"):
                grant.state = "finalized"
            else:
                grant.decision = "approve"
            raise Refused("user_denied")
        if not self.kept("approved gives the token"):
            return self._going_on(grant, ())
        grant.state = "approved"
        tokens = [self._token(grant.key, one, grant.id) for one in grant.wanted]
        answer: Json = {"access_token": tokens[0] if grant.single else tokens}
        if not self.kept("approved has no interact"):
            answer["interact"] = {"finish": "x"}
        if grant.subject:
            answer["subject"] = self._named(grant.subject)
        if self.kept("an approved grant goes on"):
            answer["continue"] = self._continuation(grant)
        return answer

    def _named(self, asked: Json) -> Json:
        name = "alice" if self.kept("a subject stays the same") else self.fresh("s")
        found: Json = {"sub_ids": [{"format": "opaque", "id": name}]}
        if "id_token" in asked.get("assertion_formats", []):
            value = {"value": "x.y.z"} if self.kept("assertions have values") else {}
            found["assertions"] = [{"format": "id_token"} | value]
        return found

    async def decide(self, verb: str, interact: Json) -> str | None:
        """Record the owner's decision on the newest grant, and make the finish call; return where a browser goes."""
        grant = self.grants[self.newest]
        if grant.state != "pending" and self.kept("no call after cancel"):
            return None
        grant.decision = verb
        grant.reference = self.fresh("r") if self.kept("references are unguessable") else "r1"
        if grant.finish and (verb == "approve" or self.kept("a refusal is called back")):
            return self._finished(grant)
        return None

    def _finished(self, grant: Grant) -> str | None:
        finish = grant.finish or {}
        method = finish.get("hash_method", "sha-256") if self.kept("the client chooses the hash") else "sha-256"
        endpoint = self.url if self.kept("the hash is right") else self.url + "/"
        proof = interaction_hash(finish["nonce"], grant.as_nonce, grant.reference, endpoint, method)
        call = {"hash": proof, "interact_ref": grant.reference}
        if finish["method"] == "redirect":
            base = finish["uri"] if self.kept("a callback keeps its query") else finish["uri"].partition("?")[0]
            return f"{base}{'&' if '?' in base else '?'}{urlencode(call)}"
        body = json.dumps(call).encode()
        self.caught.calls[finish["uri"]] = HttpMessage("POST", finish["uri"], (), body)
        return None
