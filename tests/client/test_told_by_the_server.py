"""What another server says about itself or about us is never needed, and what it names us by is secret."""

from pathlib import Path
from typing import Any

import pytest

from broker.gnap.keys import generate, key_object
from broker.gnap.proofs import httpsig
from tests.client.hostile import canary, says
from tests.client.test_abroad import behind
from tests.home import WAIT

pytestmark = pytest.mark.anyio


@pytest.mark.requirement("C-9-5", "C-3.6-2")
async def test_what_discovery_promises_is_not_relied_on_and_a_refusal_is_told(tmp_path: Path) -> None:
    async with behind(tmp_path) as (house, there):
        only_mtls = {"grant_request_endpoint": there.endpoint, "key_proofs_supported": ["mtls"]}
        there.begin(discover=says(only_mtls), request=says({"error": "request_denied"}))
        view = await house.ask()
        row = await house.until_over(view.id)
        assert (row.status, len(there.asked("request")), house.calls) == ("denied", 1, [])

        there.begin(discover=says(only_mtls))
        house.things += 1
        view = await house.ask()
        assert (await house.here.view(view.id)).status == "done", "the control: it grants whatever it announced"
        assert there.faults == []


@pytest.mark.requirement("C-3.5-2")
async def test_an_instance_identifier_is_kept_nowhere_and_told_to_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    secret = canary("instance")
    async with behind(tmp_path) as (house, there):
        answer = {"access_token": there.token([house.right]), "instance_id": secret}
        there.begin(request=says(answer))
        view = await house.ask()
        assert (await house.here.view(view.id)).status == "done"
        assert secret not in await house.told(view.id)
        assert secret.encode() not in house.stored()
        assert view.id.encode() in house.stored(), "the scan finds what is there"
        assert secret not in caplog.text
        assert secret not in str([one.content for one in there.asked("request")])


@pytest.mark.requirement("C-7.3-6", "C-5-1", "C-7.2-1")
async def test_every_continuation_is_proved_by_the_key_that_the_grant_was_asked_for_with(tmp_path: Path) -> None:
    async with behind(tmp_path) as (house, there):
        there.begin(request=says({"continue": there.going_on()}), **{"continue": says({"continue": there.going_on()})})
        view = await house.ask()
        await house.here.later(WAIT)
        await house.here.later(WAIT)
        await house.until_over(view.id)
        later = there.asked("continue", "cancel")
        assert [one.operation for one in later][:2] == ["continue", "continue"]
        assert all('"authorization"' in (one.message.header("signature-input") or "") for one in later)
        assert (len(there.keys), there.faults) == (1, []), "the server verified each by the one key it was shown"


THEIRS = key_object(generate("EdDSA", "theirs", lambda size: bytes([9]) * size).public)
OTHER_BINDINGS: dict[str, dict[str, Any]] = {
    "to a key by value": {"key": THEIRS},
    "to a key of another proof": {"key": THEIRS | {"proof": "jws"}},
    "to a key by reference": {"key": "key-7"},
    "to none, which is a bearer token": {"flags": ["bearer"]},
}


@pytest.mark.requirement("C-7.2-2")
@pytest.mark.promise("R5")
@pytest.mark.parametrize("row", OTHER_BINDINGS)
async def test_a_token_bound_otherwise_than_to_our_key_is_sent_with_no_other_key_but_given_back(
    tmp_path: Path, row: str
) -> None:
    async with behind(tmp_path) as (house, there):
        token = there.token([house.right])
        there.begin(request=says({"access_token": token | OTHER_BINDINGS[row]}))
        refused = await house.until_over((await house.ask()).id)
        assert (refused.status, house.calls) == ("failed", [])
        assert [one.message.target_uri for one in there.asked("revoke")] == [token["manage"]["uri"]]

        house.things += 1
        token = there.token([house.right])
        there.begin(request=says({"access_token": token}))
        view = await house.ask()
        assert (await house.here.view(view.id)).status == "done", "the control: a token that names no key"
        (call,) = house.calls
        assert call.header("authorization") == f"GNAP {token['value']}"
        assert httpsig.verify(call, there.keys[-1], now=house.here.clock())
        assert there.faults == []


@pytest.mark.requirement("C-3.4-4", "C-3.4-5")
async def test_no_address_of_a_person_is_asked_for_or_taken_from_an_answer(tmp_path: Path) -> None:
    async with behind(tmp_path) as (house, there):
        address = f"{canary('person')}@example.com"
        person = {"sub_ids": [{"format": "email", "email": address}]}
        there.begin(request=says({"access_token": there.token([house.right]), "subject": person}))
        view = await house.ask()
        assert ((await house.until_over(view.id)).status, house.calls) == ("failed", [])
        assert address not in await house.told(view.id)
        assert address.encode() not in house.stored()

        house.things += 1
        there.begin(request=says({"access_token": there.token([house.right])}))
        assert (await house.here.view((await house.ask()).id)).status == "done", "the control: without an address"
        assert all("subject" not in one.content and "user" not in one.content for one in there.asked("request"))
