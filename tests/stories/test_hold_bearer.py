"""A rule that leaves its agent the token: named as a risk, signed for, handed over once, and ended like any other."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from structlog.testing import capture_logs

from broker.client.releasing import HandedOver, hand_over
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import key_object
from broker.gnap.message import read_object, write_object
from broker.gnap.proofs import httpsig
from broker.store.query import col, select
from broker.store.tables import Approval, ClientGrant, HostSignIn, ServerToken
from tests.actors import Agent, served
from tests.agents.lines import reissue
from tests.authserver.foreign import Foreign
from tests.authserver.wire import Wire, error_of
from tests.home import PAY, WAIT, Home, home
from tests.stories.test_purpose import RIGHT

pytestmark = pytest.mark.anyio

BOUNDS = """    where: {amount: {max: "100.00"}, currency: {is: EUR}, payee: {in: [bakery, grocer]}}
    approval: {assurance: passkey, answer_within: 24h}
    grant: {uses: 1, expires_in: 10m}
"""
HELD = "    grant: {hold: bearer, expires_in: 10m}\n"
TAKEN = "authorization_server: embedded"
WANTED = {"access": [RIGHT], "hold": "bearer"}
RISK = "gets the token itself"


@contextlib.asynccontextmanager
async def _open(folder: Path, **given: Any) -> AsyncIterator[tuple[Home, Agent]]:
    """Open a home whose policy leaves scout the token of a payment, at a bank that takes such tokens."""
    async with home(folder, **given) as here, served(here.broker.app) as url, Agent(url, here.credential) as scout:
        here.edit("policies/scout.yaml", BOUNDS, HELD)
        here.edit("tools/bank.yaml", TAKEN, f"{TAKEN}\nbearer_tokens: accepted")
        yield here, scout


async def _granted(here: Home, scout: Agent) -> str:
    """Let scout ask for the token, and its owner approve; return the grant."""
    asked = await scout.outcome("request_access", WANTED)
    assert asked["status"] == "pending", asked
    await here.approve()
    await here.later(WAIT)
    return str(asked["grant_id"])


async def _token(here: Home, scout: Agent) -> tuple[str, str]:
    grant = await _granted(here, scout)
    told = await scout.outcome("get_token", {"grant_id": grant})
    assert told["status"] == "handed over", told
    return grant, str(told["access_token"]["value"])


def _kept(folder: Path) -> bytes:
    """Return all that the files of an installation hold."""
    return b"\n".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def _page(here: Home) -> str:
    approval = await here.phone.next_approval()
    return (await here.phone._browser.get(f"/approve/{approval}")).text


async def _introspected(here: Home, token: str) -> dict[str, Any]:
    """Ask the authorization server about a token, as the bank."""
    body = write_object({"access_token": token, "resource_server": {"key": key_object(here.bank_key.public)}})
    uri = f"{here.broker.settings.grant_endpoint}/introspect"
    plain = HttpMessage("POST", uri, (("content-type", "application/json"),), body)
    mint = here.broker.client_context.mint
    signed = httpsig.sign(plain, here.bank_key, created=int(here.clock().timestamp()), nonce=nonce(mint))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
        answer = await client.post(uri, headers=list(signed.headers), content=signed.body)
    return read_object(answer.content)


async def test_a_token_is_handed_over_once_after_its_owner_saw_the_risk(tmp_path: Path, database_url: str) -> None:
    async with _open(tmp_path, database_url=database_url) as (here, scout):
        asked = await scout.outcome("request_access", WANTED)
        page = await _page(here)
        assert (RISK in page, "data-bearer" in page) == (True, True)
        early = await scout.outcome("get_token", {"grant_id": asked["grant_id"]})
        assert (early["status"], "not granted yet" in early["reason"]) == ("refused", True)
        await here.approve()
        await here.later(WAIT)
        granted = await scout.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
        assert granted["next"] == {"tool": "get_token", "arguments": {"grant_id": asked["grant_id"]}}
        told = await scout.outcome("get_token", {"grant_id": asked["grant_id"]})
        assert (told["access_token"]["access"], told["access_token"]["flags"]) == ([RIGHT], ["bearer"])
        known = await _introspected(here, told["access_token"]["value"])
        assert (known["active"], known["flags"], "key" in known) == (True, ["bearer"], False)
        again = await scout.outcome("get_token", {"grant_id": asked["grant_id"]})
        assert (again["status"], "handed over already" in again["reason"]) == ("refused", True)
        assert "access_token" not in again
        assert here.sent == [], "the broker itself calls nobody"


async def test_what_the_broker_calls_under_the_same_rule_is_bound_and_no_risk_is_named(tmp_path: Path) -> None:
    async with _open(tmp_path) as (here, scout):
        asked = await scout.outcome("bank_pay", PAY)
        assert RISK not in await _page(here)
        await here.approve()
        await here.later(WAIT)
        paid = await scout.outcome("wait_for_grant", {"grant_id": asked["grant_id"]})
        assert (paid["status"], len(here.payments())) == ("done", 1)
        refused = await scout.outcome("get_token", {"grant_id": asked["grant_id"]})
        assert "stays with the broker" in refused["reason"]


async def test_the_token_is_in_that_one_result_and_nowhere_else(tmp_path: Path) -> None:
    async with _open(tmp_path) as (here, scout):
        with capture_logs() as log:
            grant, token = await _token(here, scout)
            said = [await scout.outcome("wait_for_grant", {"grant_id": grant}), await scout.outcome("list_grants")]
        assert len(token) > 20
        assert said[0]["status"] == "done"
        assert token not in str(said) + str(log)
        assert token not in (await here.phone._browser.get("/history")).text
        kept = _kept(tmp_path)
        assert grant.encode() in kept, "the control: the grant is in them"
        row = await here.broker.store.read(lambda session: session.get_one(ClientGrant, grant))
        assert (row.token_sealed, row.manage_token_sealed is not None) == (None, True), "what revokes it stays"
        assert token.encode() not in kept


@pytest.mark.parametrize("how", ["given back", "frozen", "its credential replaced", "expired"])
async def test_a_token_in_the_agents_hands_ends_like_any_other(tmp_path: Path, how: str) -> None:
    async with _open(tmp_path) as (here, scout):
        grant, token = await _token(here, scout)
        assert (await _introspected(here, token))["active"], "the control"
        if how == "given back":
            told = await scout.outcome("give_back", {"grant_id": grant})
            assert "revoked" in told["what"]
        elif how == "frozen":
            freeze, now = here.broker.ownership.freeze, here.clock()
            await here.broker.store.write(lambda session: freeze(session, "scout", now, "alice"))
        elif how == "its credential replaced":
            await reissue(here, "scout")
        else:
            here.clock.turn(601)
        assert await _introspected(here, token) == {"active": False}
        if how != "expired":
            row = await here.broker.store.read(lambda session: session.exec(select(ServerToken)).one())
            assert row.revoked_at is not None, "it is ended for good, and no unfreezing brings it back"


CHANGED: dict[str, tuple[str, str, bool]] = {
    "it is denied": (HELD, HELD + "  - {id: stop, decide: deny, access: {type: bank-payment}}\n", False),
    "it is not left to the agent any more": (HELD, "    grant: {expires_in: 10m}\n", False),
    "something else is denied too": (HELD, HELD + "  - {id: stop, decide: deny, access: {type: bank-loan}}\n", True),
}


@pytest.mark.parametrize("row", CHANGED)
async def test_a_policy_that_changed_stops_a_token_in_the_agents_hands_at_once(tmp_path: Path, row: str) -> None:
    old, new, active = CHANGED[row]
    async with _open(tmp_path) as (here, scout):
        _, token = await _token(here, scout)
        assert (await _introspected(here, token))["active"], "the control"
        here.edit("policies/scout.yaml", old, new)
        assert (await _introspected(here, token))["active"] is active


@pytest.mark.parametrize("signed_in", [False, True])
async def test_a_token_in_the_agents_hands_outlives_a_credential_that_overlaps_and_no_sign_in(
    tmp_path: Path, signed_in: bool
) -> None:
    async with _open(tmp_path) as (here, scout):
        _, token = await _token(here, scout)
        way = HostSignIn(id="here", agent="scout", client_id="here", resource="here", created_at=here.clock())
        if signed_in:
            await here.broker.store.write(lambda session: session.add(way))
        await reissue(here, "scout", overlap=60)
        assert (await _introspected(here, token))["active"] is not signed_in


async def test_an_ask_for_a_token_ends_with_the_credential_that_asked_and_no_other_ask_does(tmp_path: Path) -> None:
    async with _open(tmp_path) as (here, scout):
        held = (await scout.outcome("request_access", WANTED))["grant_id"]
        call = (await scout.outcome("bank_pay", PAY))["grant_id"]
        assert [(await here.view(one)).status for one in (held, call)] == ["pending", "pending"]
        await reissue(here, "scout")
        assert [(await here.view(one)).status for one in (held, call)] == ["cancelled", "pending"]
        waits = select(Approval.document).where(col(Approval.withdrawn_at).is_(None))
        [left] = await here.broker.store.read(lambda session: list(session.scalars(waits)))
        assert '"holder":"bound"' in left, "the prompt for the token has left the phone"


async def test_a_policy_that_changed_after_the_approval_hands_nothing_over_and_the_token_is_revoked(
    tmp_path: Path,
) -> None:
    async with _open(tmp_path) as (here, scout):
        grant = await _granted(here, scout)
        here.edit("policies/scout.yaml", HELD, "    grant: {expires_in: 10m}\n")
        # the tool is gone with the rule; whoever asks the client itself is refused too
        made = await here.broker.client.hand_over("scout", grant)
        assert "leaves no token to the agent" in str(made)
        await here.later()
        row = await here.broker.store.read(lambda session: session.exec(select(ServerToken)).one())
        assert row.revoked_at is not None


async def test_a_connector_that_changed_after_the_approval_hands_nothing_over(tmp_path: Path) -> None:
    async with _open(tmp_path) as (here, scout):
        grant = await _granted(here, scout)
        here.edit("tools/bank.yaml", f"{TAKEN}\nbearer_tokens: accepted", TAKEN)
        made = await here.broker.client.hand_over("scout", grant)
        assert "the connector file changed" in str(made)


@pytest.mark.parametrize("taken", [True, False])
async def test_at_hand_over_too_the_connector_must_say_that_such_tokens_are_taken(tmp_path: Path, taken: bool) -> None:
    """A connector is its digest, so this is a second lock: the file cannot say otherwise without being another one."""
    async with _open(tmp_path) as (here, scout):
        grant, context, now = await _granted(here, scout), here.broker.client_context, here.clock()
        told = [replace(one, bearer=taken) for one in context.connectors()]
        otherwise = replace(context, connectors=lambda: told)
        made = await here.broker.store.write(lambda session: hand_over(session, otherwise, "scout", grant, now))
        assert isinstance(made, HandedOver) is taken
        assert ("does not say any more that this API takes bearer tokens" in str(made)) is not taken


async def test_an_approval_that_was_taken_back_hands_nothing_over_and_one_that_did_is_spent(tmp_path: Path) -> None:
    async with _open(tmp_path) as (here, scout):
        grant = await _granted(here, scout)
        yes = select(Approval)
        await here.broker.store.write(lambda session: _take_back(session.exec(yes).one(), here.clock()))
        refused = await scout.outcome("get_token", {"grant_id": grant})
        assert (refused["status"], "withdrawn" in refused["reason"]) == ("refused", True)
        await here.later()
        await _token(here, scout)
        rows = await here.broker.store.read(lambda session: list(session.exec(yes)))
        assert sorted(row.spent_at is not None for row in rows) == [False, True]


def _take_back(row: Approval, now: datetime) -> None:
    row.withdrawn_at = now


async def test_without_a_rule_for_it_there_is_no_such_tool_and_nothing_is_asked(tmp_path: Path) -> None:
    async with home(tmp_path) as here, served(here.broker.app) as url, Agent(url, here.credential) as scout:
        assert "get_token" not in await scout.tools()
        refused = await scout.outcome("request_access", WANTED)
        assert (refused["status"], "leaves no token" in refused["reason"]) == ("refused", True)
        here.edit("policies/scout.yaml", BOUNDS, HELD)
        assert "get_token" in await scout.tools()
        refused = await scout.outcome("request_access", WANTED)
        assert "bearer_tokens: accepted" in refused["reason"], "the API has to take such tokens"
        assert await here.phone.waiting() == ()


async def test_the_authorization_server_judges_by_itself_who_gets_a_token_that_is_bound_to_nothing(
    tmp_path: Path,
) -> None:
    async with _open(tmp_path) as (here, _):
        wire, call, read = await Wire.of_agent(here), here.call(), here.call("bank_read_account", account="main")
        held = wire.request(call)
        held["access_token"]["flags"] = ["bearer"]
        unsaid = wire.request(read)
        unsaid["access_token"]["flags"] = ["bearer"]
        shop = await Foreign.registered(here)
        for refused in (
            await wire.send(wire.signed("POST", wire.endpoint, unsaid)),
            await shop.ask(RIGHT, access_token={"access": [RIGHT], "flags": ["bearer"]}),
        ):
            assert error_of(refused) == "request_denied"
        assert "access_token" in (await wire.ask(read)).json(), "the control: bound, it is issued at once"
        assert "continue" in (await wire.send(wire.signed("POST", wire.endpoint, held))).json(), "and this is asked"


async def test_nobody_elses_token_is_handed_over(tmp_path: Path) -> None:
    async with _open(tmp_path) as (here, scout):
        grant = await _granted(here, scout)
        foreign = await here.broker.client.hand_over("other", grant)
        assert foreign == await here.broker.client.hand_over("other", "g_unknown")
        assert (await scout.outcome("get_token", {"grant_id": grant}))["status"] == "handed over"
