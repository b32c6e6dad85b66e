"""One word for a type at two resource servers: what each means is told apart by the server (RFC 9635 §8)."""

import json
from pathlib import Path

import pytest

from tests.authserver.foreign import READ, Foreign
from tests.authserver.resource_side import BOOKS_KEY, BOOKS_URL, Json, Server, bank
from tests.authserver.wire import error_of
from tests.home import home

pytestmark = pytest.mark.anyio

THEIRS: Json = {"type": READ["type"], "actions": READ["actions"], "locations": [f"{BOOKS_URL}/accounts/main"]}
"""The same words as READ, and another server's meaning of them."""
RULE = f"""\
  - id: theirs
    decide: allow
    access: {{type: bank-account, actions: [read], locations: ["{BOOKS_URL}/accounts/*"]}}
    grant: {{uses: 1, expires_in: 1m}}
"""


CLUB = f"""\
name: club
title: The club
resource_server: {BOOKS_URL}
authorization_server: embedded
resource_server_key: {json.dumps(BOOKS_KEY.public.jwk)}
operations:
  - name: club_read
    title: Read a member's account
    request: GET /accounts/{{account}}
    parameters: {{account: {{type: string, max_length: 40}}}}
    access:
      {{type: bank-account, actions: [read], locations: ["{BOOKS_URL}/accounts/{{account}}"], identifier: $account}}
"""


@pytest.mark.requirement("C-8-3")
async def test_a_word_that_two_servers_use_for_a_type_is_two_types_and_never_taken_for_one(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.write("tools/club.yaml", CLUB)
        shop = await Foreign.registered(here)
        ours, theirs = bank(here), Server(here, BOOKS_KEY, BOOKS_URL)
        at_bank = (await shop.approved(READ))["access_token"]["value"]
        assert error_of(await shop.ask(THEIRS)) == "request_denied", "a rule for the bank's accounts says nothing here"
        here.edit("policies/shop.yaml", "limits:", RULE + "limits:")
        at_club = (await shop.approved(THEIRS))["access_token"]["value"]

        assert [(await server.introspect(at_bank))["active"] for server in (ours, theirs)] == [True, False]
        assert [(await server.introspect(at_club))["active"] for server in (ours, theirs)] == [False, True]
        everywhere = {name: READ[name] for name in ("type", "actions")}
        assert error_of(await shop.ask(everywhere)) == "request_denied", "without a place it would mean either"
