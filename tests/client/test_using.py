"""An effect needs the policy in force now and an unspent approval of exactly this call; what is unknown is spent."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from broker.client.view import GrantView
from broker.gnap.http_message import HttpMessage
from broker.http import Answer, NoAnswer, NotSent
from broker.policy.load import load as load_policy
from broker.store.query import Session, col, select, update
from broker.store.tables import Agent, Approval, Audit, Passkey, ServerToken
from tests.home import WAIT, Home, home

pytestmark = pytest.mark.anyio

IDEMPOTENT = "    idempotency: {header: Idempotency-Key}\n"


async def _approved(here: Home) -> GrantView:
    """Bring a payment to where its token is issued; it is not to run until the agent calls."""
    view = await here.ask(run=False)
    assert isinstance(view, GrantView)
    await here.approve()
    await here.later(WAIT)
    granted = await here.view(view.id)
    assert (granted.state, granted.status, here.sent) == ("approved", "pending", [])
    return granted


async def _set(here: Home, table: Any, **values: Any) -> None:
    change = update(table).values(**values)
    await here.broker.store.write(lambda session: session.connection().execute(change).rowcount)


async def _deny(here: Home) -> None:
    rule = "  - {id: no-payments, decide: deny, access: {type: bank-payment}}\n  - id: never-close"
    here.edit("policies/scout.yaml", "  - id: never-close", rule)


async def _another_rule(here: Home) -> None:
    here.edit("policies/scout.yaml", 'max: "100.00"', 'max: "90.00"')


async def _no_policy(here: Home) -> None:
    (here.broker.settings.config_dir / "policies" / "scout.yaml").unlink()
    here.broker.watch.refresh()


async def _frozen(here: Home) -> None:
    await _set(here, Agent, frozen_at=here.clock())


async def _revoked(here: Home) -> None:
    await _set(here, Agent, revoked_at=here.clock())


async def _token_expired(here: Home) -> None:
    here.clock.turn(601)


async def _withdrawn(here: Home) -> None:
    await _set(here, Approval, withdrawn_at=here.clock())


async def _spent(here: Home) -> None:
    await _set(here, Approval, spent_at=here.clock())


async def _decision_rewritten(here: Home) -> None:
    await _set(here, Approval, decision="refuse")


async def _document_rewritten(here: Home) -> None:
    def work(session: Session) -> None:
        row = session.exec(select(Approval)).one()
        row.document = row.document.replace('"25.00"', '"26.00"')
        session.add(row)

    await here.broker.store.write(work)


async def _assertion_of_nobody(here: Home) -> None:
    await _set(here, Approval, assertion={})


async def _another_passkey(here: Home) -> None:
    await _set(here, Passkey, public_key=b"\xa0")


async def _connector_changed(here: Home) -> None:
    here.edit("tools/bank.yaml", "title: Pocket Bank", "title: Pocket Bank!")


REFUSED = {
    "the policy denies it now": (_deny, "denies"),
    "the rule that asked has changed": (_another_rule, "lapsed"),
    "the policy file is gone": (_no_policy, "no policy is in force"),
    "the agent is frozen": (_frozen, "revoked or frozen"),
    "the agent is revoked": (_revoked, "revoked or frozen"),
    "the approval was withdrawn": (_withdrawn, "withdrawn"),
    "the approval was used before": (_spent, "already used"),
    "the decision was rewritten": (_decision_rewritten, "refused"),
    "the document was rewritten": (_document_rewritten, "signature does not verify"),
    "the assertion is missing": (_assertion_of_nobody, "signature does not verify"),
    "the passkey is another one": (_another_passkey, "signature does not verify"),
    "the connector file has changed": (_connector_changed, "lapsed"),
}


@pytest.mark.sweep(3)
@pytest.mark.promise("R1", "R4", "R8", "R9")
@pytest.mark.parametrize("row", REFUSED)
async def test_what_changed_between_approval_and_use_stops_the_call(tmp_path: Path, row: str) -> None:
    change, words = REFUSED[row]
    async with home(tmp_path) as here:
        granted = await _approved(here)
        await change(here)
        await _run(here, granted)
        told = await here.view(granted.id)
        assert told.status == "failed", told
        assert told.detail is not None
        assert told.detail.startswith("Nothing ran: ")
        assert words in told.detail
        assert (here.sent, here.payments()) == ([], [])


@pytest.mark.requirement("C-7.2-1")
async def test_the_control_runs_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        await _run(here, granted)
        assert ((await here.view(granted.id)).status, len(here.sent), len(here.payments())) == ("done", 1, 1)


async def _run(here: Home, granted: GrantView) -> None:
    """Let the stored call run, as when its agent had asked before the change."""
    from broker.store.tables import ClientGrant

    now = here.clock()
    due = update(ClientGrant).where(col(ClientGrant.id) == granted.id).values(run=True, due_at=now)
    await here.broker.store.write(lambda session: session.connection().execute(due).rowcount)
    await here.broker.settle()


@pytest.mark.requirement("C-3.2.1-6")
async def test_a_token_that_has_expired_is_not_used(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        here.clock.turn(601)
        await _run(here, granted)
        assert (await here.view(granted.id)).status in ("failed", "expired")
        assert here.sent == []


@pytest.mark.promise("R2")
async def test_a_token_that_was_issued_without_asking_is_not_used_where_our_own_policy_asks(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        text = (here.broker.settings.config_dir / "policies" / "scout.yaml").read_text()
        rules = text.replace("decide: ask", "decide: allow")
        lenient = load_policy(rules.replace("    approval: {assurance: passkey, answer_within: 24h}\n", ""), "lenient")
        server: Any = here.broker.server
        server._context = dataclasses.replace(server._context, policies=lambda _: lenient)
        view = await here.ask()
        assert isinstance(view, GrantView)
        assert view.status == "failed"
        assert "without asking the owner" in (view.detail or "")
        await here.broker.settle()
        assert here.sent == []

        def revoked(session: Session) -> list[bool]:
            return [one.revoked_at is not None for one in session.exec(select(ServerToken))]

        assert await here.broker.store.read(revoked) == [True]


async def test_a_call_that_was_not_sent_gives_its_use_back_and_runs_once_later(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        to_bank = here.broker.http.to_resource

        async def unreachable(_: HttpMessage, seconds: float = 30.0) -> Answer:
            raise NotSent("no connection")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(here.broker.http, "to_resource", unreachable)
            await _run(here, granted)
        assert (await here.view(granted.id)).status == "pending"
        assert here.broker.http.to_resource == to_bank
        await here.later(10)
        assert ((await here.view(granted.id)).status, len(here.sent), len(here.payments())) == ("done", 1, 1)


async def _cut_after_sending(here: Home, granted: GrantView) -> None:
    to_bank = here.broker.http.to_resource

    async def cut(message: HttpMessage, seconds: float = 30.0) -> Answer:
        await to_bank(message, seconds)
        raise NoAnswer("the line went dead")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_resource", cut)
        await _run(here, granted)


async def test_a_cut_call_with_an_idempotency_key_is_repeated_with_the_same_key_and_pays_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        await _cut_after_sending(here, granted)
        await here.later(60)
        assert (await here.view(granted.id)).status == "done"
        keys = {message.header("idempotency-key") for message in here.sent}
        assert (len(here.sent), len(keys), len(here.payments())) == (2, 1, 1)
        nonces = {message.header("signature-input") for message in here.sent}
        assert len(nonces) == 2, "newly signed each time"


@pytest.mark.promise("R1")
async def test_a_cut_call_is_not_repeated_where_the_policy_denies_it_by_now(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        await _cut_after_sending(here, granted)
        here.edit("policies/scout.yaml", 'max: "100.00"', 'max: "1.00"')
        await here.later(60)
        told = await here.view(granted.id)
        assert (told.status, (told.detail or "")[:21]) == ("unknown", "unknown, may have run")
        assert (len(here.sent), len(here.payments())) == (1, 1)


@pytest.mark.promise("R1")
async def test_a_cut_call_that_nobody_approved_is_not_repeated_where_the_policy_asks_by_now(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        allowed = await here.ask("bank_read_account", run=False, account="main")
        assert isinstance(allowed, GrantView)
        await _cut_after_sending(here, allowed)
        here.edit("policies/scout.yaml", "decide: allow", "decide: ask")
        await here.later(60)
        assert ((await here.view(allowed.id)).status, len(here.sent)) == ("unknown", 1)


async def test_a_cut_call_without_one_is_unknown_and_never_repeated(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        here.edit("tools/bank.yaml", IDEMPOTENT, "")
        granted = await _approved(here)
        await _cut_after_sending(here, granted)
        told = await here.view(granted.id)
        assert told.status == "unknown"
        assert (told.detail or "").startswith("unknown, may have run")
        again = await here.ask()
        assert isinstance(again, GrantView)
        assert (again.id, again.status) == (granted.id, "unknown")
        await here.later(700)
        assert (len(here.sent), len(here.payments())) == (1, 1)


async def test_a_resource_server_that_echoes_our_token_does_not_give_it_to_the_agent(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        tokens: list[str] = []

        async def echo(message: HttpMessage, seconds: float = 30.0) -> Answer:
            tokens.append((message.header("authorization") or "").removeprefix("GNAP "))
            escaped = "".join(f"\\u{ord(letter):04x}" for letter in tokens[0])
            return Answer(200, {}, f'{{"you_sent":"{tokens[0]}","again":"{escaped}"}}'.encode())

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(here.broker.http, "to_resource", echo)
            await _run(here, granted)
        told = await here.view(granted.id)
        assert told.result == {"status": 200, "body": {"you_sent": "[token]", "again": "[token]"}}
        assert len(tokens[0]) == 43


@pytest.mark.parametrize(
    ("outcome", "hours", "joined"), [("done", 23, True), ("done", 25, False), ("unknown", 25, True)]
)
async def test_after_a_day_an_uncollected_result_is_let_go_and_an_unknown_one_is_not(
    tmp_path: Path, outcome: str, hours: int, joined: bool
) -> None:
    async with home(tmp_path) as here:
        here.edit("tools/bank.yaml", IDEMPOTENT, "")
        granted = await _approved(here)
        await (_cut_after_sending if outcome == "unknown" else _run)(here, granted)
        assert (await here.view(granted.id)).status == outcome
        here.clock.turn(hours * 3600)
        await here.broker.sweep()
        again = await here.ask()
        assert isinstance(again, GrantView)
        assert (again.id == granted.id) is joined
        assert len(here.sent) == 1


@pytest.mark.promise("R1", "R2")
async def test_what_was_allowed_when_asked_and_needs_an_approval_now_is_to_be_asked_again(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        allowed = await here.ask("bank_read_account", run=False, account="main")
        assert isinstance(allowed, GrantView)
        assert (allowed.state, allowed.decide, here.sent) == ("approved", "allow", [])
        here.edit("policies/scout.yaml", "decide: allow", "decide: ask")
        await _run(here, allowed)
        told = await here.view(allowed.id)
        assert (told.status, "ask again" in (told.detail or ""), here.sent) == ("failed", True, [])


@pytest.mark.promise("R1")
async def test_what_was_allowed_when_asked_and_is_allowed_now_runs(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        allowed = await here.ask("bank_read_account", run=False, account="main")
        assert isinstance(allowed, GrantView)
        await _run(here, allowed)
        assert ((await here.view(allowed.id)).status, len(here.sent)) == ("done", 1)


@pytest.mark.promise("P16")
@pytest.mark.requirement("C-9.1-5", "C-9.1-6")
@pytest.mark.parametrize(
    ("field", "recorded"),
    [
        ('GNAP as_uri="https://evil.example/gnap", access="x"', "another authorization server"),
        ('GNAP as_uri="http://localhost:8765/gnap", referrer="https://evil.example", access="x"', "not the resource"),
        ('GNAP as_uri="http://localhost:8765/gnap", access="everything"', "cannot be shown to the owner"),
        ('GNAP as_uri="http://localhost:8765/gnap', "no value that can be read"),
        ('Bearer realm="bank"', None),
    ],
)
async def test_a_challenge_leads_nowhere_and_the_record_says_why(
    tmp_path: Path, field: str, recorded: str | None
) -> None:
    async with home(tmp_path) as here:
        granted = await _approved(here)
        asked: list[HttpMessage] = []

        async def challenging(message: HttpMessage, seconds: float = 30.0) -> Answer:
            return Answer(401, {"www-authenticate": field}, b"{}")

        async def asking(message: HttpMessage, **_: Any) -> Answer:
            asked.append(message)
            raise NotSent("nobody is to be asked")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(here.broker.http, "to_resource", challenging)
            patch.setattr(here.broker.http, "to_server", asking)
            await _run(here, granted)
        told = await here.view(granted.id)
        assert (told.status, told.result, asked) == ("done", {"status": 401, "body": {}}, [])
        why = (await here.broker.store.read(_answered)).get("challenge")
        assert why is None if recorded is None else recorded in str(why)


def _answered(session: Session) -> dict[str, Any]:
    of_calls = select(Audit.data).where(col(Audit.kind) == "client.call_answered")
    return dict(json.loads(session.exec(of_calls).one()))
