"""What the kit says to a client without a token, and what it shows its authorization server besides its proof."""

import asyncio
import json
from typing import Any

import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.gnap.rights import AccessRight, parse_access
from broker.resource import Protect
from tests.resource.test_protect import NEEDED, PAYMENT, RS, Bench, request
from tests.stand_ins import GRANT_ENDPOINT, INTROSPECTION, NOW, Reply

REGISTRATION = f"{GRANT_ENDPOINT}/resource"
WIDER = {name: value for name, value in PAYMENT.items() if name not in ("amount", "payee")}
NARROWER = PAYMENT | {"amount": "1.00"}


class Registering:
    """An authorization server that also registers resource sets, and keeps what it was sent."""

    def __init__(self, **changes: Any) -> None:
        self.bench = Bench()
        self.sent: list[HttpMessage] = []
        self.protect: Protect = self.bench.kit(send=self.send, **changes)
        self.bench.authorization_server.discovery["resource_registration_endpoint"] = REGISTRATION

    async def send(self, message: HttpMessage) -> Any:
        self.sent.append(message)
        if message.target_uri != REGISTRATION:
            return await self.bench.authorization_server.send(message)
        return Reply(200, json.dumps({"resource_reference": f"set-{len(self.sent)}"}).encode())

    def register(self, *rights: dict[str, Any]) -> str:
        return asyncio.run(self.protect.register(parse_access(list(rights)))).reference

    def challenge(self, needed: AccessRight = NEEDED) -> str:
        self.bench.protect = self.protect
        return self.bench.refused(request(None), needed).headers["WWW-Authenticate"]


@pytest.mark.requirement("C-9.1-3", "C-9.1-2")
def test_a_challenge_names_only_a_registered_reference_that_suffices_for_the_request() -> None:
    there = Registering()
    assert "access=" not in there.challenge()
    there.register(NARROWER)
    assert "access=" not in there.challenge(), "too small for this request"
    enough = there.register(WIDER)
    assert f'access="{enough}"' in there.challenge()
    there.register(NARROWER)
    assert f'access="{enough}"' in there.challenge()
    other = AccessRight.model_validate(PAYMENT | {"actions": ["create", "cancel"]})
    assert "access=" not in there.challenge(other)


@pytest.mark.requirement("R-3.2-2", "R-3.2-1")
@pytest.mark.parametrize("given", ["rs-management", None])
def test_a_management_token_that_was_given_is_presented_with_every_question_and_signed(given: str | None) -> None:
    there = Registering(management_token=given)
    there.register(PAYMENT)
    there.bench.protect = there.protect
    assert there.bench.check(request()).jti
    asked = [one for one in there.sent if one.target_uri in (REGISTRATION, INTROSPECTION)]
    assert len(asked) == 2
    for one in asked:
        httpsig.verify(one, RS.public, now=NOW)
        assert one.header("authorization") == (f"GNAP {given}" if given else None)
        assert ('"authorization"' in (one.header("signature-input") or "")) == (given is not None)
