"""Resource servers on the wire: what a bank, and a second server behind it, send to the authorization server."""

import secrets
from dataclasses import dataclass
from typing import Any

import httpx2

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, PublicKey, key_object
from broker.gnap.message import write_object
from broker.gnap.proofs import httpsig
from broker.resource import Protect, RecentNonces
from tests.authserver.wire import Wire
from tests.home import BANK_URL, PUBLIC_URL, Home
from tests.stand_ins import key_named

Json = dict[str, Any]

BOOKS_URL = "http://127.0.0.1:9103"
BOOKS_KEY = key_named("books", 17)
ENTRY: Json = {"type": "book-entry", "actions": ["read"], "locations": [f"{BOOKS_URL}/entries"], "identifier": "main"}
"""What the map makes of the right to read the account "main" at the bank."""
MAP = f"""\
downstream:
  - from: {{type: bank-account, actions: [read]}}
    to: {{type: book-entry, actions: [read], locations: ["{BOOKS_URL}/entries"], identifier: $identifier}}
"""
BOOKS = """\
name: books
title: The books
resource_server: {url}
authorization_server: embedded
resource_server_key: {key}
operations:
  - name: books_read
    title: Read an entry
    request: GET /entries
    parameters: {{account: {{type: string, max_length: 40}}}}
    access: {{type: book-entry, actions: [read], locations: ["{url}/entries"], identifier: $account}}
"""


@dataclass
class Server:
    """A resource server with a key of its own."""

    here: Home
    key: PrivateKey
    url: str

    async def post(self, path: str, content: Json, key: PrivateKey | None = None) -> httpx2.Response:
        """Send a message to the authorization server, signed by another `key` where one is given."""
        return await self.send(self.signed("POST", f"{PUBLIC_URL}{path}", content, key=key))

    def signed(
        self,
        method: str,
        uri: str,
        content: Json | None = None,
        token: str | None = None,
        key: PrivateKey | None = None,
    ) -> HttpMessage:
        """Return a message with this server's proof."""
        headers = [("content-type", "application/json")] if content is not None else []
        if token is not None:
            headers.append(("authorization", f"GNAP {token}"))
        body = write_object(content) if content is not None else None
        created = int(self.here.clock().timestamp())
        message = HttpMessage(method, uri, tuple(headers), body)
        return httpsig.sign(message, key or self.key, created=created, nonce=nonce(secrets.token_bytes))

    async def send(self, message: HttpMessage) -> httpx2.Response:
        """Send a message as it is."""
        return await Wire(self.here, self.key).send(message)

    async def introspect(self, token: str, **changes: Any) -> Json:
        """Ask what a token is good for here."""
        shown = {"key": key_object(self.key.public)}
        content = {"access_token": token, "proof": "httpsig", "resource_server": shown, **changes}
        answer: Json = (await self.post("/gnap/introspect", content)).json()
        return answer

    def derivation(self, token: str, *access: Any, **members: Any) -> Json:
        """Return a request for a derived token; members that are `...` are left out."""
        content = {
            "access_token": {"access": list(access)},
            "client": {"key": key_object(self.key.public)},
            "existing_access_token": token,
            **members,
        }
        return {name: value for name, value in content.items() if value is not ...}

    async def derive(self, token: str, *access: Any, **members: Any) -> httpx2.Response:
        """Ask for a token for another resource server (RFC 9767 §4)."""
        return await self.post("/gnap", self.derivation(token, *access, **members))

    async def derived(self, token: str, *access: Any) -> Json:
        """Return the derived token that the authorization server issues."""
        answer = (await self.derive(token, *(access or (ENTRY,)))).json()
        assert "access_token" in answer, answer
        issued: Json = answer["access_token"]
        return issued

    def registration(self, *access: Any, **members: Any) -> Json:
        """Return a registration of a resource set; members that are `...` are left out."""
        content = {"access": list(access), "resource_server": {"key": key_object(self.key.public)}, **members}
        return {name: value for name, value in content.items() if value is not ...}

    async def register(self, *access: Any, **members: Any) -> httpx2.Response:
        """Register a resource set (RFC 9767 §3.4)."""
        return await self.post("/gnap/resource", self.registration(*access, **members))

    async def manage(self, token: Json, method: str = "DELETE", content: Json | None = None) -> httpx2.Response:
        """Revoke a derived token (DELETE) or rotate it (POST)."""
        manage = token["manage"]
        return await self.send(self.signed(method, manage["uri"], content, manage["access_token"]["value"]))

    def protect(self, signer: PublicKey | None = None) -> Protect:
        """Return the kit as this server would use it."""
        return Protect(
            authorization_server=self.here.broker.settings.grant_endpoint,
            resource_server=self.url,
            key=self.key,
            send=self.here.broker.http.to_server,
            now=self.here.clock,
            remember=RecentNonces(self.here.clock).remember,
            signer=signer,
        )


def bank(here: Home) -> Server:
    """Return the bank of the installation."""
    return Server(here, here.bank_key, BANK_URL)


def books(here: Home) -> Server:
    """Return the second server, after the owner has signed its connector."""
    jwk = ", ".join(f"{name}: {value}" for name, value in BOOKS_KEY.public.jwk.items())
    here.write("tools/books.yaml", BOOKS.format(url=BOOKS_URL, key=f"{{{jwk}}}"))
    return Server(here, BOOKS_KEY, BOOKS_URL)


def mapped(here: Home) -> tuple[Server, Server]:
    """Return the bank and the books, the first of which may ask for tokens at the second."""
    here.edit("tools/bank.yaml", "operations:\n", MAP + "operations:\n")
    return bank(here), books(here)


async def readable(here: Home, account: str = "main", agent: str = "scout") -> Json:
    """Return a token of an agent that is good for reading one account at the bank, once."""
    answer = await (await Wire.of_agent(here, agent)).ask(here.call("bank_read_account", account=account))
    token: Json = answer.json()["access_token"]
    return token
