"""A client in the Open Payments shape at the path of ours that speaks it: registered, with a policy of its own."""

import secrets
from collections.abc import Sequence
from typing import Any

import httpx2

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import generate
from broker.gnap.message import write_object
from broker.gnap.open_payments import PROOF
from broker.gnap.proofs import httpsig
from tests.authserver.foreign import Foreign
from tests.home import Home

Json = dict[str, Any]

NAME = "purse"
BACK = "https://purse.example/back"
NONCE = "nonce-of-the-purse"
SEED = bytes([33]) * 32
INCOMING: Json = {
    "type": "incoming-payment",
    "actions": ["create", "read"],
    "identifier": "https://wallet.example/alice",
}
INTERACT: Json = {"start": ["redirect"], "finish": {"method": "redirect", "uri": BACK, "nonce": NONCE}}
POLICY = """\
agent: purse
owner: alice
rules:
  - id: incoming
    decide: ask
    access: {type: incoming-payment, actions: [create, read], identifier: "https://wallet.example/alice"}
    grant: {uses: 5, expires_in: 10m}
limits: {pending: 20, asks_per_hour: 100, calls_per_minute: 1000}
"""


class Purse(Foreign):
    """Signs as `@interledger/open-payments` does: no tag, no nonce, sha-512, length and type covered."""

    @classmethod
    async def opened(cls, here: Home, start_modes: Sequence[str] = ("redirect",)) -> "Purse":
        """Return a client that alice has signed for."""
        key = generate("EdDSA", f"{NAME}-1", lambda size: SEED[:size])
        shown = {"proof": PROOF, "jwk": key.public.jwk}
        registered = await cls.registered(
            here, name=NAME, shown=shown, seed=SEED[0], callback=BACK, start_modes=start_modes, nonce_optional=True
        )
        here.write(f"policies/{NAME}.yaml", POLICY)
        assert isinstance(registered, cls)
        return registered

    @property
    def path(self) -> str:
        """The address at which the dialect is spoken."""
        return f"{self.here.broker.settings.public_url}/open-payments"

    @property
    def jwk(self) -> Json:
        """The client as a request of the dialect shows it."""
        return {"jwk": self.key.public.jwk}

    def wanted(self, **members: Any) -> Json:
        """Return a request of the dialect."""
        return {"access_token": {"access": [INCOMING]}, "client": self.jwk, "interact": INTERACT} | members

    def proved(self, message: HttpMessage) -> HttpMessage:
        """Return the message with a proof as the library makes it."""
        created = int(self.here.clock().timestamp())
        also = ("content-length", "content-type")
        return httpsig.sign(message, self.key, created=created, nonce=None, tag=None, digest="sha-512", also=also)

    def tagged(self, uri: str, content: Json) -> HttpMessage:
        """Return the same request with a proof of RFC 9635 and this client's digest."""
        message = HttpMessage("POST", uri, (("content-type", "application/json"),), write_object(content))
        created = int(self.here.clock().timestamp())
        return httpsig.sign(message, self.key, created=created, nonce=secrets.token_hex(16), digest="sha-512")

    async def want(self, **members: Any) -> httpx2.Response:
        """Send a request of the dialect to its path."""
        return await self.send(self.signed("POST", self.path, self.wanted(**members)))

    async def own(self, token: Json, method: str) -> httpx2.Response:
        """Rotate (POST) or revoke (DELETE) a token by itself."""
        return await self.send(self.signed(method, token["manage"], None, token["value"]))

    async def back(self, answer: Json, verb: str = "approve") -> str:
        """Let the owner come by the redirect URI and answer; return where the browser is sent then."""
        path = answer["interact"]["redirect"].removeprefix(self.here.broker.settings.public_url)
        phone = self.here.phone
        onward = (await phone._post(path, {}))["next"]
        options = await phone._post(f"{onward}/options", {"verb": verb})
        signed = {"verb": verb, "assertion": self.here.passkey.get(options, phone.origin)}
        done = (await phone._post(f"{onward}/decide", signed))["next"]
        response = await phone._browser.get(done, follow_redirects=False)
        assert response.status_code == 303
        return response.headers["location"]
