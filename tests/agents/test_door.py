"""The agents' door as its callers find it: the official MCP client, over HTTP, in both protocol eras."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest
from mcp.shared.exceptions import MCPError
from mcp.types import INVALID_PARAMS, TextContent

from broker.agents import HoldTimes
from broker.agents.arguments import ARGUMENTS_LIMIT
from broker.client.view import GrantView
from broker.policy.model import Limits
from tests.actors import PATIENCE, Era
from tests.agents.house import LONG, PAY, PAYMENT, House, open_house, policy_of

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("era", ["modern", "legacy"])]

OWN = ["what_may_i_do", "request_access", "wait_for_grant", "list_grants", "give_back"]
PAYMENT_RIGHT = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": ["https://bank.example/payments"],
    "identifier": "main",
    "amount": "25.00",
    "currency": "EUR",
    "payee": "bakery",
}


async def test_both_eras_are_served_at_one_address(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        assert (scout.protocol_version == "2026-07-28") is (era == "modern")
        assert "nothing was denied" in scout.instructions


async def test_each_agent_sees_its_own_tools_in_a_fixed_order(tmp_path: Path, era: Era) -> None:
    async with (
        open_house(tmp_path) as house,
        house.agent("scout", era=era) as scout,
        house.agent("reader", era=era) as reader,
    ):
        assert list(await scout.tools()) == ["bank_pay", "bank_read_account", *OWN]
        assert list(await reader.tools()) == ["bank_read_account", *OWN]


async def test_a_forbidden_tool_looks_like_one_that_does_not_exist(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("reader", era=era) as reader:
        errors = []
        for name in ("bank_pay", "bank_close_account", "no_such_tool", "bank_pay\n"):
            with pytest.raises(MCPError) as caught:
                await reader.call(name, PAYMENT)
            errors.append(caught.value.error)
        assert all(error == errors[0] for error in errors)
        assert errors[0].code == INVALID_PARAMS
        assert errors[0].message.startswith("Unknown tool")
        assert house.client.asked == []
        assert (await reader.outcome("bank_read_account", {"account": "main"}))["status"] == "done"


async def test_an_allowed_call_answers_with_the_result_and_collects_it(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call("bank_read_account", {"account": "main"})
        assert not result.is_error
        assert result.structured_content is not None
        assert result.structured_content["answer"] == {"status": 200, "body": {"balance": "100.00"}}
        assert isinstance(block := result.content[0], TextContent)
        assert '"balance": "100.00"' in block.text
        assert house.client.collected == ["g1"]


async def test_a_call_that_nobody_answers_in_time_ends_in_a_pending_result(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call("bank_pay", PAYMENT)
        assert not result.is_error
        said = result.structured_content or {}
        assert (said["status"], said["operation"], said["arguments"]) == ("pending", "bank_pay", PAYMENT)
        assert said["next"] == {"tool": "wait_for_grant", "arguments": {"grant_id": said["grant_id"]}}
        assert "Nothing has run yet" in said["what"]
        assert house.client.collected == []


async def test_a_held_call_tells_at_once_that_it_waits_and_returns_when_it_has_run(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house, house.agent("scout", era=era) as scout:
        async with anyio.create_task_group() as tasks:

            async def approve() -> None:
                await scout.first_note.wait()
                house.client.pay()

            tasks.start_soon(approve)
            with anyio.fail_after(PATIENCE):
                said = await scout.outcome("bank_pay", PAYMENT)
        assert said["answer"] == {"status": 201, "body": {"payment": "p-1"}}
        assert scout.notes[0].startswith("waiting for alice to approve bank_pay")
        assert "nothing has run" in scout.notes[0]


async def test_a_decision_made_before_the_hold_began_to_listen_is_not_missed(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house, house.agent("scout", era=era) as scout:
        ask = house.client.ask

        async def ask_and_decide(*given: object, **named: object) -> object:
            pending = await ask(*given, **named)  # type: ignore[arg-type]
            house.client.pay()
            return pending

        house.client.ask = ask_and_decide  # type: ignore[method-assign,assignment]
        with anyio.fail_after(PATIENCE):
            assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "done"


async def test_wait_for_grant_gives_the_result_and_can_be_asked_again(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        pending = await scout.outcome("bank_pay", PAYMENT)
        step = pending["next"]
        assert (await scout.outcome(step["tool"], step["arguments"]))["status"] == "pending"
        house.client.pay(pending["grant_id"])
        first = await scout.outcome(step["tool"], step["arguments"])
        assert first["answer"]["body"] == {"payment": "p-1"}
        assert await scout.outcome(step["tool"], step["arguments"]) == first


async def test_retries_join_one_grant_until_its_result_was_collected(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        grants = {(await scout.outcome("bank_pay", PAYMENT))["grant_id"] for _ in range(5)}
        assert len(grants) == len(house.client.asked) == 1
        house.client.pay()
        assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "done"
        again = await scout.outcome("bank_pay", PAYMENT)
        assert again["status"] == "pending"
        assert again["grant_id"] not in grants


async def test_an_unknown_outcome_is_joined_until_it_is_given_back(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        grant = (await scout.outcome("bank_pay", PAYMENT))["grant_id"]
        house.client.become(grant, status="unknown", state="finalized")
        for _ in range(2):
            result = await scout.call("bank_pay", PAYMENT)
            assert result.is_error
            assert (result.structured_content or {})["grant_id"] == grant
        await scout.call("give_back", {"grant_id": grant})
        assert (await scout.outcome("bank_pay", PAYMENT))["grant_id"] != grant


async def test_a_grant_of_another_agent_looks_like_one_that_does_not_exist(tmp_path: Path, era: Era) -> None:
    async with (
        open_house(tmp_path) as house,
        house.agent("scout", era=era) as scout,
        house.agent("reader", era=era) as reader,
    ):
        grant = (await scout.outcome("bank_pay", PAYMENT))["grant_id"]
        for tool in ("wait_for_grant", "give_back"):
            foreign = await reader.call(tool, {"grant_id": grant})
            unknown = await reader.call(tool, {"grant_id": "g999"})
            assert foreign.is_error
            assert foreign.content == unknown.content
        assert (await reader.outcome("list_grants"))["grants"] == []
        assert house.client.grants[grant].status == "pending"
        assert [line["grant_id"] for line in (await scout.outcome("list_grants"))["grants"]] == [grant]


async def test_a_foreign_grant_is_not_shown_even_if_the_client_instance_were_to_hand_it_out(
    tmp_path: Path, era: Era
) -> None:
    async with (
        open_house(tmp_path) as house,
        house.agent("scout", era=era) as scout,
        house.agent("reader", era=era) as reader,
    ):
        grant = (await scout.outcome("bank_pay", PAYMENT))["grant_id"]

        async def any_grant(agent: str, grant: str) -> GrantView | None:
            return house.client.grants.get(grant)

        async def all_grants(agent: str) -> list[GrantView]:
            return list(house.client.grants.values())

        house.client.view, house.client.views = any_grant, all_grants  # type: ignore[method-assign]
        assert (await reader.outcome("wait_for_grant", {"grant_id": grant}))["status"] == "invalid"
        assert (await reader.outcome("give_back", {"grant_id": grant}))["status"] == "invalid"
        assert (await reader.outcome("list_grants"))["grants"] == []
        assert (await scout.outcome("wait_for_grant", {"grant_id": grant}))["status"] == "pending"


async def test_giving_back_withdraws_a_pending_ask(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        grant = (await scout.outcome("bank_pay", PAYMENT))["grant_id"]
        assert (await scout.outcome("give_back", {"grant_id": grant}))["status"] == "cancelled"
        assert house.client.grants[grant].status == "cancelled"
        assert (await scout.outcome("bank_pay", PAYMENT))["grant_id"] != grant


async def test_a_refusal_names_the_rule_and_is_an_error(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call("bank_pay", PAYMENT | {"amount": "250.00"})
        assert result.is_error
        said = result.structured_content or {}
        assert (said["status"], said["by"]) == ("refused", "policy")
        assert "small-payments" in said["reason"]
        assert house.client.asked == []


async def test_the_owners_reason_reaches_the_agent_word_for_word(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        grant = (await scout.outcome("bank_pay", PAYMENT))["grant_id"]
        house.client.become(grant, status="denied", state="finalized", detail="Not on a Monday.", owner_words=True)
        result = await scout.call("wait_for_grant", {"grant_id": grant})
        assert result.is_error
        assert (result.structured_content or {})["reason"] == "Not on a Monday."


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"amount": 25}, "amount"),
        ({"amount": "1e2"}, "amount"),
        ({"amount": None}, "amount"),
        ({"speed": "fast"}, "speed"),
        ({"payee": "x" * ARGUMENTS_LIMIT}, "arguments"),
        ({"reason": "x" * 300}, "reason"),
        ({"reason": {"a": 1}}, "reason"),
    ],
)
async def test_a_wrong_argument_is_told_in_words_and_asks_nobody(
    tmp_path: Path, era: Era, change: dict[str, object], about: str
) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call("bank_pay", PAYMENT | change)
        assert result.is_error
        said = result.structured_content or {}
        assert said["status"] == "invalid"
        assert any(about in problem for problem in said["problems"])
        assert house.client.asked == []
        assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "pending"


async def test_a_missing_argument_is_told(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        said = await scout.outcome("bank_pay", {"amount": "25.00", "currency": "EUR", "account": "main"})
        assert [problem for problem in said["problems"] if "payee" in problem]


@pytest.mark.parametrize("tool", ["wait_for_grant", "give_back", "list_grants", "request_access"])
async def test_our_own_tools_refuse_arguments_that_they_do_not_have(tmp_path: Path, era: Era, tool: str) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call(tool, {"grant": "g1"})
        assert result.is_error
        assert (result.structured_content or {})["problems"][0].startswith("grant: unknown")


async def test_the_agents_reason_goes_to_the_human_and_not_into_the_call(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        first = await scout.outcome("bank_pay", PAYMENT | {"reason": "for the\ncake"})
        assert first["arguments"] == PAYMENT
        assert (await scout.outcome("bank_pay", PAYMENT | {"reason": "again"}))["grant_id"] == first["grant_id"]
        (asked,) = house.client.asked
        assert asked[2] == "for the cake"
        assert "reason" not in asked[1].arguments


async def test_rights_that_fix_one_call_are_asked_for_without_running_it(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        pending = await scout.outcome("request_access", {"access": [PAYMENT_RIGHT], "reason": "for later"})
        assert (pending["status"], pending["operation"], pending["arguments"]) == ("pending", "bank_pay", PAYMENT)
        (asked,) = house.client.asked
        assert asked[2:] == ("for later", False)
        house.client.become(pending["grant_id"], state="approved")
        granted = await scout.outcome("wait_for_grant", {"grant_id": pending["grant_id"]})
        assert granted["status"] == "granted"
        assert granted["next"] == {"tool": "bank_pay", "arguments": PAYMENT}


@pytest.mark.parametrize(
    "access",
    [
        [PAYMENT_RIGHT | {"actions": ["create", "cancel"]}],
        [{name: value for name, value in PAYMENT_RIGHT.items() if name != "payee"}],
        [PAYMENT_RIGHT, PAYMENT_RIGHT | {"payee": "grocer"}],
        [PAYMENT_RIGHT | {"amount": {"max": "25.00"}}],
        [PAYMENT_RIGHT | {"colour": "red"}],
    ],
)
async def test_wider_rights_are_refused_with_the_words_to_call_the_operation(
    tmp_path: Path, era: Era, access: list[dict[str, object]]
) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call("request_access", {"access": access})
        assert result.is_error
        (problem,) = (result.structured_content or {})["problems"]
        assert "calling the operation's own tool" in problem
        assert "bank_pay, bank_read_account" in problem
        assert house.client.asked == []


@pytest.mark.parametrize("access", [None, "x", [], [1], [{}], [{"type": 7}], [{"type": "a", "actions": "read"}]])
async def test_what_is_no_access_is_told_as_such(tmp_path: Path, era: Era, access: object) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:
        result = await scout.call("request_access", {"access": access})
        assert result.is_error
        assert (result.structured_content or {})["problems"][0].startswith("access")


async def test_rights_of_a_tool_that_the_agent_does_not_have_look_like_no_call_at_all(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("reader", era=era) as reader:
        forbidden = await reader.call("request_access", {"access": [PAYMENT_RIGHT]})
        unknown = await reader.call("request_access", {"access": [PAYMENT_RIGHT | {"type": "no-such-type"}]})
        assert forbidden.content == unknown.content


async def test_a_policy_that_changed_is_seen_by_the_next_list(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("reader", era=era) as reader:
        assert "bank_pay" not in await reader.tools()
        house.policies["reader"] = policy_of("reader", PAY)
        assert list(await reader.tools()) == ["bank_pay", *OWN]
        del house.policies["reader"]
        assert list(await reader.tools()) == OWN


async def test_a_credential_revoked_while_its_call_is_held_gets_no_result(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house:
        scout = house.agent("scout", era=era)
        with anyio.fail_after(PATIENCE):
            async with scout, anyio.create_task_group() as tasks:

                async def revoke_and_pay() -> None:
                    await scout.first_note.wait()
                    await house.revoke("scout")
                    house.client.pay()

                tasks.start_soon(revoke_and_pay)
                with pytest.raises(MCPError, match="revoked"):
                    await scout.call("bank_pay", PAYMENT)
        assert house.client.collected == []


async def test_a_fault_of_ours_tells_nothing_of_itself(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path) as house, house.agent("scout", era=era) as scout:

        async def broken(agent: str) -> list[object]:
            raise RuntimeError("postgresql://user:secret@db")

        house.client.views = broken  # type: ignore[method-assign,assignment]
        with pytest.raises(MCPError) as caught:
            await scout.call("list_grants")
        assert "secret" not in str(caught.value.error)
        assert "not lost" in caught.value.error.message


async def test_an_agent_with_its_fill_of_held_calls_is_answered_without_waiting(tmp_path: Path, era: Era) -> None:
    one_at_once = HoldTimes(without_progress=60.0, with_progress=60.0, patient=60.0, note_every=30.0, at_once=1)
    async with open_house(tmp_path, hold=one_at_once) as house, house.agent("scout", era=era) as scout:
        with anyio.fail_after(PATIENCE):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(scout.call, "bank_pay", PAYMENT)
                await scout.first_note.wait()
                assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "pending"
                house.client.pay()
        assert len(house.client.asked) == 1


async def _held_and_hung_up(house: House, era: Era) -> None:
    """Start a call that is held, and leave it by closing the connection."""
    scout = house.agent("scout", era=era)
    async with anyio.create_task_group() as tasks:

        async def call() -> None:
            async with scout:
                await scout.call("bank_pay", PAYMENT)

        tasks.start_soon(call)
        await scout.first_note.wait()
        tasks.cancel_scope.cancel()


async def test_a_client_that_is_known_to_be_patient_is_held_for_longer(tmp_path: Path, era: Era) -> None:
    hold = replace(LONG, without_progress=0.0, with_progress=0.0)
    async with (
        open_house(tmp_path, hold=hold) as house,
        house.agent("scout", era=era) as scout,
        house.agent("scout", era=era, client_name="claude-code") as patient,
    ):
        with anyio.fail_after(PATIENCE):
            assert (await scout.outcome("bank_pay", PAYMENT))["status"] == "pending", "the control"
        with anyio.move_on_after(0.3) as held:
            await patient.outcome("bank_pay", PAYMENT)
        assert held.cancelled_caught


async def test_a_client_that_asked_for_progress_is_held_for_longer(tmp_path: Path, era: Era) -> None:
    async with (
        open_house(tmp_path, hold=replace(LONG, without_progress=0.0)) as house,
        house.agent("scout", era=era) as scout,
    ):
        with anyio.fail_after(PATIENCE):
            quiet = await scout.call("bank_pay", PAYMENT, listening=False)
        assert (quiet.structured_content or {})["status"] == "pending", "the control"
        with anyio.move_on_after(0.3) as held:
            await scout.call("bank_pay", PAYMENT)
        assert held.cancelled_caught


async def test_a_held_call_is_no_thread(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house, house.agent("scout", era=era) as scout:
        with anyio.fail_after(PATIENCE):
            async with anyio.create_task_group() as tasks:
                held = house.door._waiting._held
                tasks.start_soon(scout.call, "bank_pay", PAYMENT)
                await scout.first_note.wait()
                before = threading.active_count()
                for euros in range(1, 31):
                    tasks.start_soon(scout.call, "bank_pay", PAYMENT | {"amount": f"{euros}.50"})
                while held["scout"] < 31:
                    await anyio.lowlevel.checkpoint()
                assert threading.active_count() - before < 15, "the few that read the database, whoever waits"
                tasks.cancel_scope.cancel()


async def test_hanging_up_changes_nothing_and_the_retry_joins(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house:
        with anyio.fail_after(PATIENCE):
            await _held_and_hung_up(house, era)
            assert house.client.grants["g1"].status == "pending"
            house.client.pay()
            async with house.agent("scout", era=era) as scout:
                assert (await scout.outcome("bank_pay", PAYMENT))["grant_id"] == "g1"
        assert len(house.client.asked) == 1


async def test_wait_for_grant_is_held_and_told_of_like_the_call_itself(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house:
        with anyio.fail_after(PATIENCE):
            await _held_and_hung_up(house, era)
            async with house.agent("scout", era=era) as scout, anyio.create_task_group() as tasks:

                async def approve() -> None:
                    await scout.first_note.wait()
                    house.client.pay()

                tasks.start_soon(approve)
                assert (await scout.outcome("wait_for_grant", {"grant_id": "g1"}))["status"] == "done"
        assert scout.notes[0].startswith("waiting for alice to approve bank_pay")
        assert (len(house.client.asked), house.client.collected) == (1, ["g1"])


async def test_a_policy_bounds_how_long_its_agents_calls_are_held_and_nobody_elses(tmp_path: Path, era: Era) -> None:
    async with open_house(tmp_path, hold=LONG) as house, house.agent("scout", era=era) as scout:
        limits = Limits(held_for=timedelta(milliseconds=50))
        house.policies["scout"] = replace(house.policies["scout"], limits=limits)
        with anyio.fail_after(PATIENCE):
            pending = await scout.outcome("bank_pay", PAYMENT)
            waited = await scout.outcome("wait_for_grant", {"grant_id": pending["grant_id"]})
            assert (pending["status"], waited["status"]) == ("pending", "pending")
        house.policies["scout"] = replace(house.policies["scout"], limits=Limits())
        with anyio.move_on_after(0.3) as held:
            await scout.outcome("bank_pay", PAYMENT)
        assert held.cancelled_caught, "the control: without the bound it is held"
