"""What a check talks through: signed requests, answers read strictly, waiting as told, and cleaning up afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.message import read_object, write_object
from broker.http import Answer
from broker.probe.check import Absent, Broken, expect
from broker.probe.reply import Reply, managed, uri_of, value_of
from broker.probe.signing import RIGHT, Party, Twist, signed
from broker.probe.target import Ask, Target
from broker.probe.world import Json, Verb, World

WAIT = 5  # seconds between two continuations where the answer names none (RFC 9635 §3.1)
FRESH = timedelta(minutes=2)  # in which a token is not looked at for its time
PUSH_WITHIN = 30.0  # seconds in which a finish call must come


@dataclass
class Probe:
    """One server under test. Checks share it one after the other; `clean` ends what a check left open."""

    url: str
    target: Target
    world: World
    parties: tuple[Party, ...]
    servers: tuple[Party, ...] = ()  # the resource server's key, then the other one's
    document: Json = field(default_factory=dict)  # of OPTIONS (§9)
    for_servers: Json = field(default_factory=dict)  # of /.well-known/gnap-as-rs (RFC 9767 §3.1)
    lacking: Mapping[str, str] = field(default_factory=dict)  # features by name: why one is missing, or nothing
    _open: list[Reply] = field(default_factory=list)
    _held: Reply | None = None
    _asked: dict[str, int] = field(default_factory=dict)  # when a key last asked, in seconds since 1970

    @property
    def party(self) -> Party:
        """The client instance that asks where a check does not name another."""
        return self.parties[0]

    def proving(self, proof: str) -> Party:
        """Return a registered client instance with this proof method."""
        return next(one for one in self.parties if one.proof == proof)

    @property
    def other(self) -> Party:
        """Another registered client instance with the same proof method as the first."""
        return next(one for one in self.parties[1:] if one.proof == self.party.proof)

    def stranger(self, proof: str = "httpsig") -> Party:
        """Return a client instance whose key nobody registered."""
        return Party(self.world.new_key(), "httpsig" if proof == "mtls" else proof)  # type: ignore[arg-type]

    @property
    def modes(self) -> list[str]:
        """The start modes that the server offers and this client may use."""
        offered = self.document.get("interaction_start_modes_supported", [])
        mine = self.target.start_modes
        return [mode for mode in offered if mine is None or mode in mine]

    def has(self, feature: str) -> bool:
        """Tell whether the server and the target have a feature."""
        return not self.lacking.get(feature)

    @property
    def origin(self) -> str:
        """Scheme and authority of the grant endpoint."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    # --- messages

    def request(self, ask: Ask, party: Party | None = None, *, token: Json | None = None, **members: Any) -> Json:
        """Return a grant request; `token` are further members of access_token; a member that is None is left out."""
        whole: Json = {
            "access_token": {"access": ask.access} | (token or {}) if ask.access else None,
            "client": {"key": (party or self.party).key_object()},
            **ask.members,
            **members,
        }
        return {name: value for name, value in whole.items() if value is not None}

    def message(
        self,
        method: str,
        uri: str,
        content: Json | bytes | None = None,
        token: str | None = None,
        *,
        party: Party | None = None,
        twist: Twist = RIGHT,
    ) -> HttpMessage:
        """Return a signed message; content is JSON or bytes as they are."""
        body = write_object(content) if isinstance(content, dict) else content
        headers = [("content-type", "application/json")] if body is not None else []
        if token is not None:
            headers.append(("authorization", f"GNAP {token}"))
        plain = HttpMessage(method, uri, tuple(headers), body)
        created, fresh = int(self.world.now().timestamp()), nonce(self.world.mint)
        return signed(plain, party or self.party, created=created, nonce=fresh, token=token, twist=twist)

    async def send(self, message: HttpMessage, party: Party | None = None, twist: Twist = RIGHT) -> Reply:
        """Send a message as it is and return the answer; Broken where its body is no JSON object."""
        by = party or self.party
        answer = await self.world.send(message, twist.certificate or (by.certificate if by.proof == "mtls" else None))
        reply = Reply(answer.status, answer.headers, _content(answer), by, self.world.now())
        self._open.append(reply)
        return reply

    async def call(
        self,
        method: str,
        uri: str,
        content: Json | bytes | None = None,
        token: str | None = None,
        *,
        party: Party | None = None,
        twist: Twist = RIGHT,
    ) -> Reply:
        """Sign a message and send it."""
        message = self.message(method, uri, content, token, party=party, twist=twist)
        return await self.send(message, party, twist)

    async def ask(
        self, ask: Ask, *, party: Party | None = None, twist: Twist = RIGHT, token: Json | None = None, **members: Any
    ) -> Reply:
        """Send a grant request."""
        return await self.post(self.request(ask, party, token=token, **members), party=party, twist=twist)

    async def post(self, content: Json | bytes, *, party: Party | None = None, twist: Twist = RIGHT) -> Reply:
        """Send any content to the grant endpoint."""
        await self.apart(party or self.party)
        return await self.call("POST", self.url, content, party=party, twist=twist)

    async def apart(self, party: Party) -> None:
        """Wait until a message by this party differs from the one before."""
        # A JWS has no nonce: two equal requests of one second are one message, and the second would be a replay.
        if party.proof in ("jws", "jwsd"):
            if self._asked.get(party.key.kid) == int(self.world.now().timestamp()):
                await self.world.sleep(1)
            self._asked[party.key.kid] = int(self.world.now().timestamp())

    async def continue_(
        self, reply: Reply, content: Json | None = None, *, party: Party | None = None, token: str | None = None
    ) -> Reply:
        """Continue the grant of an answer at once."""
        going_on = reply.going_on
        value = token if token is not None else value_of(going_on)
        return await self.call("POST", uri_of(going_on), content, value, party=party or reply.party)

    async def later(self, reply: Reply, content: Json | None = None) -> Reply:
        """Continue the grant of an answer when it may be."""
        await self.wait(reply)
        return await self.continue_(reply, content)

    async def wait(self, reply: Reply) -> None:
        """Wait as long as an answer says (RFC 9635 §3.1)."""
        said = reply.going_on.get("wait", WAIT)
        seconds = said if isinstance(said, int) and 0 <= said <= 3600 else WAIT
        passed = (self.world.now() - reply.at).total_seconds()
        if passed < seconds:
            await self.world.sleep(seconds - passed)

    async def manage(
        self,
        token: Json,
        method: str = "DELETE",
        content: Json | None = None,
        *,
        party: Party | None = None,
        value: str | None = None,
        twist: Twist = RIGHT,
    ) -> Reply:
        """Revoke (DELETE) or rotate (POST) an access token by its management token, or by another `value`."""
        managing = managed(token)
        held = value if value is not None else value_of(managing)
        return await self.call(method, uri_of(managing), content, held, party=party, twist=twist)

    async def introspect(
        self, token: str, *, party: Party | None = None, twist: Twist = RIGHT, **members: Any
    ) -> Reply:
        """Ask about a token as the resource server (RFC 9767 §3.3)."""
        by = party or self.servers[0]
        proof = self.party.proof
        content: Json = {"access_token": token, "proof": proof, "resource_server": {"key": by.key_object()}} | members
        left = {name: value for name, value in content.items() if value is not None}
        return await self.call("POST", self.for_servers["introspection_endpoint"], left, party=by, twist=twist)

    # --- what most checks begin with

    @property
    def rights(self) -> list[Ask]:
        """What can be had: granted at once where the target names such rights, else with the owner's approval."""
        return self.target.granted or self.target.waits

    async def accepted(self, *, party: Party | None = None, **members: Any) -> Reply:
        """Ask rightly: what is refused beside this was refused for its fault. Broken where this is refused too."""
        reply = await self.ask(self.rights[0], party=party, **members)
        expect((reply.tokens or reply.going_on) and not reply.error, f"a right request was refused ({reply.summary})")
        return reply

    async def granted(self, *, party: Party | None = None, **members: Any) -> Reply:
        """Return an answer with tokens, by the owner's approval where they are not granted at once."""
        reply = await self.accepted(party=party, **members)
        if not reply.tokens:
            await self.decide("approve", reply)
            reply = await self.later(reply)
        expect(reply.tokens and not reply.error, f"what can be had was not granted ({reply.summary})")
        return reply

    async def held(self) -> Reply:
        """Return an answer with a token that checks only look at: one for many of them, while it is fresh."""
        old = self._held is None or self.world.now() - self._held.at > FRESH
        if self._held is None or old:
            granted = await self.granted()
            self._open = [one for one in self._open if one is not granted]
            self._held = granted
        return self._held

    async def waiting(self, which: int = 0, *, party: Party | None = None, **members: Any) -> Reply:
        """Ask for what waits for the owner; Broken where it does not."""
        reply = await self.ask(self.target.waits[which], party=party, **members)
        expect(reply.going_on and not reply.error, f"what waits for its owner did not wait ({reply.summary})")
        return reply

    def finishing(self, ask: Ask, *, method: str = "push", **other: Any) -> tuple[str, str, Json]:
        """Return a callback URI, a nonce, and the interact member with a finish (RFC 9635 §2.5.2)."""
        if self.world.callbacks is None:
            raise Absent("the probe listens for no finish call")
        uri, mine = self.world.callbacks.new(), nonce(self.world.mint)
        started = ask.members.get("interact", {"start": []})
        return uri, mine, {**started, "finish": {"method": method, "uri": uri, "nonce": mine, **other}}

    async def pushed(self, uri: str, seconds: float = PUSH_WITHIN) -> Json | None:
        """Return the content of the finish call, or None when none came."""
        if self.world.callbacks is None:
            raise Absent("the probe listens for no finish call")
        call = await self.world.callbacks.wait(uri, seconds)
        if call is None:
            return None
        expect(call.method == "POST", f"the finish call is a {call.method}, not a POST")
        try:
            return read_object(call.body)
        except GnapError as why:
            raise Broken(f"the finish call: {why.description}") from None

    async def visited(self, uri: str) -> tuple[int, str]:
        """Open a page as the owner's browser does; return the status and where it leads."""
        headers = (("cookie", self.world.cookie),) if self.world.cookie else ()
        answer = await self.world.send(HttpMessage("GET", uri.partition("#")[0], headers))
        return answer.status, answer.headers.get("location", "")

    async def decide(self, verb: Verb, reply: Reply) -> str | None:
        """Let the owner decide about a grant; return where the browser was sent, if that is known."""
        if self.world.decide is None:
            raise Absent("the target file names no way in which the owner decides")
        return await self.world.decide(verb, reply.interact)

    async def clean(self) -> None:
        """End the grants and revoke the tokens that the answers so far have left; what cannot be ended stays."""
        replies, self._open = self._open, []
        newest = {reply.going_on.get("uri"): reply for reply in replies if reply.going_on}
        for reply in newest.values():
            await self._end(reply)
        for reply in replies:
            for token in reply.tokens:
                if isinstance(token.get("manage"), dict):
                    await self._revoke(reply, token)
        self._open = []

    async def _end(self, reply: Reply) -> None:
        try:
            going_on = reply.going_on
            await self.call("DELETE", uri_of(going_on), None, value_of(going_on), party=reply.party)
        except Broken:
            return

    async def _revoke(self, reply: Reply, token: Json) -> None:
        try:
            await self.manage(token, party=reply.party)
        except Broken:
            return


def _content(answer: Answer) -> Json:
    if not answer.body:
        return {}
    try:
        return read_object(answer.body)
    except GnapError as why:
        raise Broken(f"HTTP {answer.status}: {why.description}") from None
