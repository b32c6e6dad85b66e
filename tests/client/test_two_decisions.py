"""A foreign authorization server behind a rule that asks: our owner's yes first, then theirs, and nothing between."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from broker.approval.document import parse
from broker.client.view import GrantView, Refused
from broker.connectors.call import call_for
from broker.demo.phone import PhoneRefused
from broker.gnap.interaction import interaction_hash
from broker.policy.matching import WRONG_WORDS, choices
from broker.store.query import col, select
from broker.store.tables import Approval, Audit, ClientGrant
from tests.client.abroad import ANSWER, POLICY, Abroad, abroad
from tests.client.hostile import HostileServer, hostile_server, says
from tests.client.test_abroad import _page
from tests.home import PUBLIC_URL

pytestmark = [pytest.mark.anyio, pytest.mark.promise("R3", "R4", "R5", "R6")]

ASKS = "id: ask-for-things, decide: ask,"
CANARY = "visit-canary-0815"
OFFERED = {"redirect": f"https://visit.example/{CANARY}", "finish": "as-nonce"}
DENIED: dict[str, Any] = {"error": {"code": "user_denied", "description": "not at our bank"}}


@asynccontextmanager
async def _behind(folder: Path) -> AsyncIterator[tuple[Abroad, HostileServer]]:
    async with abroad(folder) as house, hostile_server(house.here.clock) as there:
        house.behind(there.endpoint)
        there.begin()
        yield house, there


async def _approval(house: Abroad) -> Approval:
    return await house.here.broker.store.read(lambda session: session.scalars(select(Approval)).one())


async def _finished(house: Abroad, there: HostileServer) -> str:
    """Go on to that server in the owner's browser, and come back; return where our callback leads."""
    grant = await house.here.broker.store.read(lambda session: session.scalars(select(ClientGrant.id)).one())
    with contextlib.suppress(PhoneRefused):  # its time may be over
        await house.here.phone._post(f"/elsewhere/{grant}", {})
    finish = there.asked("request")[0].content["interact"]["finish"]
    proof = interaction_hash(finish["nonce"], "as-nonce", "reference", there.endpoint)
    path = finish["uri"].removeprefix(PUBLIC_URL)
    answer = await _page(house, f"{path}?hash={proof}&interact_ref=reference&here=1")
    return str(answer.headers.get("location", answer.status_code))


async def _audited(house: Abroad, grant: str) -> list[str]:
    rows = select(Audit).where(col(Audit.subject) == grant).order_by(col(Audit.seq))
    return [one.kind for one in await house.here.broker.store.read(lambda s: s.scalars(rows).all())]


async def test_nothing_leaves_before_our_owner_said_yes_and_then_it_runs(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        await house.here.later(60)
        assert (view.status, there.sent, house.calls) == ("pending", [], [])
        document = parse((await _approval(house)).document)
        assert (document.elsewhere, document.authorization_server) == (True, there.endpoint)
        page = (await _page(house, f"/approve/{(await _approval(house)).id}")).text
        assert "is asked, and may ask you itself" in page
        await house.here.approve()
        await house.here.later(1)
        assert there.sent[0].operation == "request"
        assert (await house.here.view(view.id)).result == {"status": 200, "body": ANSWER}
        assert len(house.calls) == 1
        assert (await _approval(house)).spent_at is not None


async def test_our_owners_no_ends_it_and_the_server_never_hears_of_it(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        await house.here.refuse("Not there")
        await house.here.later(60)
        told = await house.here.view(view.id)
        assert (told.status, told.detail, told.owner_words) == ("denied", "Not there", True)
        assert (there.sent, house.calls) == ([], [])


async def test_another_number_ends_it_before_the_server_hears_of_it_and_says_why(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        house.here.edit(POLICY, ASKS, f"{ASKS} approval: {{match: always}},")
        view = await house.ask("there_write")
        row = await _approval(house)
        wrong = next(one for one in choices(row.number or "", row.id) if one != row.number)

        async def seen(_: str) -> str:
            return wrong

        house.here.phone.number = seen
        with pytest.raises(PhoneRefused, match="That was another number"):
            await house.here.phone.decide(row.id, "approve")
        await house.here.later(60)
        told = await house.here.view(view.id)
        assert (told.status, told.detail, told.owner_words, there.sent) == ("denied", WRONG_WORDS, False, [])


async def test_an_answer_that_does_not_come_ends_it_in_time_and_an_equal_ask_asks_again(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        await house.here.later(25 * 3600)
        assert ((await house.here.view(view.id)).status, there.sent) == ("expired", [])


async def test_giving_it_back_takes_it_from_the_phone_and_the_server_never_hears_of_it(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        told = await house.here.broker.client.give_back("scout", view.id)
        assert told is not None
        assert told.status == "cancelled"
        assert (await _approval(house)).withdrawn_at is not None
        assert await house.here.phone.waiting() == ()
        await house.here.later(60)
        assert there.sent == []


async def test_what_is_given_back_after_the_yes_and_before_it_left_never_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        await house.here.approve()

        async def nobody(_: str) -> None:
            return None

        with monkeypatch.context() as patch:  # the driver comes a moment too late
            patch.setattr(house.here.broker.client._driver, "drive_unhurried", nobody)
            await house.here.broker.client.give_back("scout", view.id)
        await house.here.later(60)
        assert ((await house.here.view(view.id)).status, there.sent) == ("cancelled", [])
        assert (await house.row(view.id)).state == "finalized"


async def test_a_frozen_agents_ask_is_taken_back_everywhere(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        await house.here.phone._post("/freeze", {"agent": "scout"})
        await house.here.later(60)
        assert (await house.here.view(view.id)).status == "cancelled"
        assert ((await _approval(house)).withdrawn_at is not None, there.sent) == (True, [])


async def test_the_same_visit_goes_on_there_and_comes_back_to_a_page_that_says_how_it_ended(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        there.begin(request=says({"continue": there.going_on(), "interact": OFFERED}))
        view = await house.ask("there_write")
        approval = await house.here.approve()
        await house.here.later(1)
        half = (await _page(house, f"/approve/{approval}")).text
        assert 'data-abroad="invites"' in half
        assert OFFERED["redirect"] in half
        assert "nothing runs before you said it there" in half
        assert CANARY in (await _page(house)).text, "half-way stands in the inbox too"
        assert CANARY not in await house.told(view.id)
        assert CANARY.encode() not in house.stored()
        assert house.calls == []
        assert await _finished(house, there) == f"/approve/{approval}"
        await house.here.later(5)
        assert (await house.here.view(view.id)).status == "done"
        whole = (await _page(house, f"/approve/{approval}")).text
        assert 'data-abroad="granted"' in whole
        assert CANARY not in whole
        kinds = await _audited(house, view.id)
        assert kinds.index("client.approved") < kinds.index("client.interaction") < kinds.index("client.use_reserved")


async def test_a_code_is_shown_on_the_same_page(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        offered = {"user_code_uri": {"code": "ABCD-1234", "uri": "https://s.example/d"}}
        there.begin(request=says({"continue": there.going_on(), "interact": offered}))
        view = await house.ask("there_write")
        approval = await house.here.approve()
        await house.here.later(1)
        page = (await _page(house, f"/approve/{approval}")).text
        assert ("ABCD-1234" in page, 'href="https://s.example/d"' in page) == (True, True)
        assert "ABCD-1234" not in (await _page(house, f"/approve/{approval}", signed_in=False)).text
        assert "ABCD-1234" not in await house.told(view.id)
        await house.here.later(5)
        assert (await house.here.view(view.id)).status == "done"


async def test_a_no_over_there_is_final_and_told_as_theirs(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        there.begin(request=says({"continue": there.going_on(), "interact": OFFERED}), **{"continue": says(DENIED)})
        view = await house.ask("there_write")
        approval = await house.here.approve()
        await house.here.later(1)
        await _finished(house, there)
        await house.here.later(5)
        told = await house.here.view(view.id)
        assert (told.status, told.owner_words, house.calls) == ("denied", False, [])
        assert "said by 127.0.0.1" in (told.detail or "")
        page = (await _page(house, f"/approve/{approval}")).text
        assert 'data-abroad="ended"' in page
        assert "not at our bank" in page


async def test_a_server_that_decides_by_itself_is_waited_for_and_the_inbox_says_where(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        there.begin(request=says({"continue": there.going_on()}))
        there.acts["continue"] = says({"continue": there.going_on()})
        view = await house.ask("there_write")
        approval = await house.here.approve()
        await house.here.later(1)
        assert 'data-abroad="waits"' in (await _page(house, f"/approve/{approval}")).text
        inbox = (await _page(house)).text
        assert f'data-there="{view.id}"' in inbox
        assert f"Waiting at 127.0.0.1:{there.port}" in inbox
        del there.acts["continue"]
        await house.here.later(5)
        assert (await house.here.view(view.id)).status == "done"
        assert "data-there" not in (await _page(house)).text


async def test_a_yes_that_comes_too_late_there_runs_nothing(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        house.here.edit(POLICY, ASKS, f"{ASKS} approval: {{answer_within: 10m}},")
        there.begin(request=says({"continue": there.going_on(), "interact": OFFERED}))
        view = await house.ask("there_write")
        await house.here.approve()
        await house.here.later(1)
        house.here.clock.turn(600)
        await _finished(house, there)
        await house.here.later(5)
        told = await house.here.view(view.id)
        assert (told.status, "lapsed: the approval was valid until" in (told.detail or "")) == ("failed", True)
        assert house.calls == []
        assert there.asked("revoke"), "what was granted is ended"


async def test_a_rule_that_changed_meanwhile_is_asked_for_again(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        there.begin(request=says({"continue": there.going_on(), "interact": OFFERED}))
        view = await house.ask("there_write")
        await house.here.approve()
        await house.here.later(1)
        house.here.edit(POLICY, ASKS, f"{ASKS} approval: {{answer_within: 2h}},")
        await _finished(house, there)
        await house.here.later(5)
        told = await house.here.view(view.id)
        assert (told.status, house.calls) == ("failed", [])
        assert "lapsed: the policy rule changed" in (told.detail or "")
        assert there.asked("revoke"), "what was granted is ended"


async def test_a_server_that_grants_more_than_was_approved_gives_nothing(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        wide = {"type": "thing", "actions": ["read", "write"], "locations": ["https://things.example/things/other"]}
        there.begin(request=says({"access_token": there.token([wide])}))
        view = await house.ask("there_write")
        await house.here.approve()
        await house.here.later(1)
        await house.here.later(5)
        told = await house.here.view(view.id)
        assert (told.status, house.calls) == ("failed", [])
        assert "the granted access is not inside what was asked" in (told.detail or ""), "named as what it is"
        assert there.asked("revoke"), "and ended"


async def test_a_server_cannot_name_an_approval_of_its_own(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        mine = (await _approval(house)).id
        await house.here.approve()
        token = there.token([{**house.right, "actions": ["write"]}])
        there.begin(request=says({"access_token": token, "countersign_approval": "a_another"}))
        await house.here.later(1)
        row = await house.row(view.id)
        assert row.approval == mine


async def test_less_and_similar_calls_are_nothing_to_say_about_another_server(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, _):
        view = await house.ask("there_write")
        page = (await _page(house, f"/approve/{(await _approval(house)).id}")).text
        assert isinstance(view, GrantView)
        assert 'class="more"' not in page


async def test_what_was_refused_here_is_not_asked_again_for_a_while(tmp_path: Path) -> None:
    async with _behind(tmp_path) as (house, there):
        view = await house.ask("there_write")
        await house.here.refuse("No")
        await house.here.later(1)
        await house.here.broker.client.collect("scout", view.id)
        made = house.here.broker.client_context.connector("there")
        assert made is not None
        call = call_for(made, "there_write", {"thing": f"thing-{house.things}"})
        again = await house.here.broker.client.ask("scout", call, reason=None, run=True)
        assert isinstance(again, Refused)
        assert there.sent == []
