"""A client instance on the wire: what it signs and sends to the embedded authorization server, and what comes back."""

import secrets
from dataclasses import dataclass
from typing import Any

import httpx2

from broker.approval.document import call_digest
from broker.client.keys import key_for
from broker.connectors.model import Call
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, key_object
from broker.gnap.message import write_object
from broker.gnap.proofs import httpsig
from broker.gnap.rights import access_json
from tests.home import Home

Json = dict[str, Any]


@dataclass
class Wire:
    """Speaks GNAP to one installation with one key."""

    here: Home
    key: PrivateKey

    @classmethod
    async def of_agent(cls, here: Home, agent: str = "scout") -> "Wire":
        """Return a client instance with an agent's own key, as the broker holds it."""
        context = here.broker.client_context
        row = await here.broker.store.write(
            lambda session: key_for(session, context, agent, here.broker.settings.grant_endpoint)
        )
        return cls(here, context.private(row))

    @property
    def endpoint(self) -> str:
        """The grant endpoint."""
        return self.here.broker.settings.grant_endpoint

    def request(self, call: Call, *, finish: str | None = None, **ask: Any) -> Json:
        """Return a grant request for a call; `ask` overrides members of our extension."""
        named = {
            "operation": call.operation,
            "connector": call.connector,
            "connector_digest": call.connector_digest,
            "call_digest": call_digest(call),
        }
        message: Json = {
            "access_token": {"access": access_json(call.access)},
            "client": {"key": key_object(self.key.public)},
            "countersign_ask": named | ask,
        }
        if finish is not None:
            message["interact"] = {"start": [], "finish": {"method": "push", "uri": finish, "nonce": "client-nonce"}}
        return message

    def signed(self, method: str, uri: str, content: Json | None = None, token: str | None = None) -> HttpMessage:
        """Return a signed message."""
        headers = [("content-type", "application/json")] if content is not None else []
        if token is not None:
            headers.append(("authorization", f"GNAP {token}"))
        body = write_object(content) if content is not None else None
        message = HttpMessage(method, uri, tuple(headers), body)
        created = int(self.here.clock().timestamp())
        return httpsig.sign(message, self.key, created=created, nonce=nonce(secrets.token_bytes))

    async def send(self, message: HttpMessage) -> httpx2.Response:
        """Send a message as it is."""
        transport = httpx2.ASGITransport(app=self.here.broker.app)
        async with httpx2.AsyncClient(transport=transport) as client:
            return await client.request(
                message.method, message.target_uri, headers=list(message.headers), content=message.body
            )

    async def ask(self, call: Call, *, finish: str | None = None, **ask: Any) -> httpx2.Response:
        """Ask for a grant."""
        return await self.send(self.signed("POST", self.endpoint, self.request(call, finish=finish, **ask)))

    async def go_on(self, answer: Json, content: Json | None = None) -> httpx2.Response:
        """Continue the grant of an answer."""
        going_on = answer["continue"]
        return await self.send(self.signed("POST", going_on["uri"], content, going_on["access_token"]["value"]))

    async def delete(self, uri: str, token: str) -> httpx2.Response:
        """Delete what a URI and its token stand for."""
        return await self.send(self.signed("DELETE", uri, None, token))


def error_of(response: httpx2.Response) -> str | None:
    """Return the error code of an answer, None where it has none."""
    error = response.json().get("error")
    code: str | None = error["code"] if isinstance(error, dict) else error
    return code
