"""An owner who is led here by a client: a pending grant of somebody else's client, with its start modes."""

import json
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_bytes
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2

from broker.approval.rights_document import ClientShown, RightsDocument, SubjectShown, TokenShown, rights_document
from broker.authserver import visits
from broker.gnap.interaction import hash_matches
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredClient, ServerGrant, Visit
from tests.approval.signing import Signer
from tests.phone.house import Browser, House
from tests.stand_ins import NOW

Json = dict[str, Any]

CALLBACK = "https://shop.example/gnap/"
FINISH = f"{CALLBACK}back?round=7"
CLIENT_NONCE = "nonce-of-the-client"
HISTORY: Json = {"type": "bank-account", "actions": ["history"], "locations": ["https://bank.example/accounts/main"]}


def rights(owner: str = "alice", **changes: Any) -> RightsDocument:
    """Return the document that asks for one right of alice's, for a shop; `changes` replace members."""
    token = TokenShown(
        label=None, access=[HISTORY], uses=1, seconds=300, flags=[], rule="history", rule_digest="a" * 64
    )
    members: Json = {
        "agent": "shop",
        "owner": owner,
        "client_key": "thumbprint-of-the-shop",
        "client": ClientShown(name="The Shop", uri="https://shop.example", class_id=None),
        "authorization_server": "http://localhost:8765/gnap",
        "resource_servers": ["https://bank.example"],
        "tokens": [token],
        "subject": SubjectShown(sub_id_formats=["opaque"], assertion_formats=[]),
        "policy_digest": "b" * 64,
        "valid_until": NOW + timedelta(hours=24),
    }
    return rights_document(**members | changes)


@dataclass
class Led:
    """One grant that waits, and what its client was answered to its start modes."""

    house: House
    grant: str
    offered: Json

    @property
    def uri(self) -> str:
        """The path of the redirect URI."""
        return urlsplit(self.offered["redirect"]).path

    @property
    def approval(self) -> str:
        """The approval that decides the grant."""
        return f"approval-of-{self.grant}"

    async def row(self) -> ServerGrant:
        """Return the grant."""
        return await self.house.store.read(lambda session: session.get_one(ServerGrant, self.grant))

    async def visits(self) -> list[Visit]:
        """Return its visits."""
        mine = select(Visit).where(col(Visit.grant) == self.grant)
        return await self.house.store.read(lambda session: list(session.scalars(mine)))

    async def change(self, **values: Any) -> None:
        """Change the grant behind everybody's back."""

        def work(session: Session) -> None:
            row = session.get_one(ServerGrant, self.grant)
            for name, value in values.items():
                setattr(row, name, value)

        await self.house.change(work)

    async def enter(self, browser: Browser, path: str | None = None) -> str:
        """Open the page, press the button, and return where it leads."""
        assert (await browser.get(path or self.uri)).status_code == 200
        answer = await browser.post(path or self.uri)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["next"])

    async def answer(self, browser: Browser, verb: str = "approve", signer: Signer | None = None) -> str:
        """Answer with the passkey as the page does, and return where it leads."""
        challenge = await browser.challenge(self.approval, verb)
        assertion = (signer or Signer()).assertion(challenge, origin=browser.origin)
        answer = await browser.decide(assertion, self.approval, verb)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["next"])


async def led(
    house: House,
    *modes: str,
    grant: str = "grant-1",
    owner: str = "alice",
    finish: str | None = "redirect",
    finish_uri: str = FINISH,
    hash_method: str = "sha-256",
    document: RightsDocument | None = None,
    locales: list[str] | None = None,
) -> Led:
    """Store a pending grant of a shop, and offer these start modes (redirect unless told otherwise)."""
    document = document or rights(owner)

    def work(session: Session) -> Json:
        if session.get(RegisteredClient, "thumbprint-of-the-shop") is None:
            session.add(_client())
            session.flush()
        row = _grant(house, grant, owner, finish, finish_uri, hash_method)
        row.locales = locales
        session.add(row)
        session.flush()
        return visits.offer(session, house.server, row, modes or ("redirect",), house.clock)

    offered = await house.store.write(work)
    await house.ask(f"approval-of-{grant}", document, grant=grant)
    return Led(house, grant, offered)


def _client() -> RegisteredClient:
    return RegisteredClient(
        thumbprint="thumbprint-of-the-shop",
        agent="shop",
        owner="alice",
        public_jwk={},
        callback_prefix=CALLBACK,
        builtin=False,
        created_at=NOW,
    )


def _grant(house: House, grant: str, owner: str, finish: str | None, finish_uri: str, hash_method: str) -> ServerGrant:
    return ServerGrant(
        id=grant,
        thumbprint="thumbprint-of-the-shop",
        agent="shop",
        owner=owner,
        access=[HISTORY],
        rule="history",
        state="pending",
        approval=f"approval-of-{grant}",
        finish_method=finish,
        finish_uri=finish_uri if finish else None,
        finish_nonce=CLIENT_NONCE if finish else None,
        finish_hash_method=hash_method if finish else None,
        as_nonce=token_bytes(16).hex() if finish else None,
        created_at=house.clock,
        updated_at=house.clock,
        expires_at=house.clock + timedelta(hours=24),
    )


async def hash_holds(house: House, grant: str, location: str, method: str = "sha-256") -> bool:
    """Do what the client does with the URI at which the owner's browser arrives (RFC 9635 §4.2.1, §4.2.3)."""
    query = parse_qs(urlsplit(location).query, strict_parsing=True)
    row = await house.store.read(lambda session: session.get_one(ServerGrant, grant))
    (given,), (reference,) = query["hash"], query["interact_ref"]
    return hash_matches(given, CLIENT_NONCE, row.as_nonce or "", reference, house.server.grant_endpoint, method)


def leads_nowhere(answer: httpx2.Response) -> bool:
    """Tell whether an answer is the one refusal that says nothing, to a page or to its script."""
    if "json" in answer.headers["content-type"]:
        title = json.loads(answer.text)["title"]
    else:
        title = "This link leads nowhere" if "This link leads nowhere" in answer.text else ""
    return (answer.status_code, title, "location" in answer.headers) == (404, "This link leads nowhere", False)
