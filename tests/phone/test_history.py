"""The history: everything that has ended, by agent and outcome, a portion at a time; and what still works."""

import re
from datetime import timedelta
from typing import Any

import pytest

from broker.phone.history import PORTION
from broker.store.query import update
from broker.store.tables import Approval, ServerGrant, ServerToken
from tests.approval.asks import document
from tests.phone.house import House
from tests.phone.test_elsewhere import _waiting
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio

ENDED: dict[str, dict[str, Any]] = {
    "approved": {"decision": "approve", "spent_at": NOW},
    "narrowed": {"decision": "narrow"},
    "refused": {"decision": "refuse"},
    "withdrawn": {"withdrawn_at": NOW},
    "expired": {"valid_until": NOW - timedelta(seconds=1)},
}
EVERYTHING = [f"old-{outcome}" for outcome in ENDED]


async def _past(house: House) -> None:
    for place, (outcome, fields) in enumerate(ENDED.items()):
        await house.ask(f"old-{outcome}", created_at=NOW - timedelta(hours=place), **fields)
    await house.ask("waits")


def _shown(page: str) -> list[str]:
    return re.findall(r'data-approval="([^"]+)"', page)


async def test_everything_that_ended_stands_there_newest_first_and_nothing_that_waits(house: House) -> None:
    browser = await house.signed_in()
    await _past(house)
    page = (await browser.get("/history")).text
    assert _shown(page) == [f"old-{outcome}" for outcome in ENDED if outcome != "expired"]
    assert [*re.findall(r'<span class="tag (\w+)">', page)] == list(ENDED)
    assert "waits" not in _shown(page)


@pytest.mark.parametrize("outcome", ENDED)
async def test_one_outcome_is_shown_alone(house: House, outcome: str) -> None:
    browser = await house.signed_in()
    await _past(house)
    await house.ask("taken-back", decision="approve", withdrawn_at=NOW)
    page = (await browser.get(f"/history?outcome={outcome}")).text
    assert set(re.findall(r'<span class="tag (\w+)">', page)) == {outcome}
    assert f'<option value="{outcome}" selected>{outcome}</option>' in page


async def test_one_agent_is_shown_alone(house: House) -> None:
    browser = await house.signed_in()
    await house.ask("of-scout", decision="refuse")
    await house.ask("of-crow", document(agent="crow"), decision="refuse")
    assert _shown((await browser.get("/history?agent=crow")).text) == ["of-crow"]
    assert _shown((await browser.get("/history?agent=nobody")).text) == []
    assert len(_shown((await browser.get("/history?agent=&outcome=nonsense&before=nothing")).text)) == 2


async def test_somebody_elses_history_is_not_shown_nor_is_it_a_place_to_begin_at(house: House) -> None:
    alice, bob = await house.signed_in(), await house.signed_in("bob", seed=7)
    await house.ask("hers", decision="refuse")
    await house.ask("his", document(owner="bob"), decision="refuse", created_at=NOW - timedelta(days=9))
    assert _shown((await alice.get("/history")).text) == ["hers"]
    assert _shown((await bob.get("/history")).text) == ["his"]
    assert _shown((await alice.get("/history?before=his")).text) == ["hers"]


async def test_a_long_history_is_read_in_portions_without_a_gap_or_a_repetition(house: House) -> None:
    browser = await house.signed_in()
    for number in range(PORTION + 7):
        await house.ask(f"n-{number:03}", decision="refuse", created_at=NOW - timedelta(hours=number // 2))
    first = (await browser.get("/history?outcome=refused")).text
    older = re.search(r'href="([^"]+)" data-older', first)
    assert older is not None
    second = (await browser.get(older[1].replace("&amp;", "&"))).text
    assert (len(_shown(first)), len(_shown(second))) == (PORTION, 7)
    assert len({*_shown(first), *_shown(second)}) == PORTION + 7
    assert "data-older" not in second


async def _token(house: House, **changed: Any) -> None:
    grant = ServerGrant(
        id="grant-of-old", thumbprint="t", agent="scout", owner="alice", access=[], rule="r", state="approved",
        created_at=NOW, updated_at=NOW, expires_at=NOW + timedelta(days=1), approval="old",
    )  # fmt: skip
    token: dict[str, Any] = {
        "id": "t_1", "grant": "grant-of-old", "digest": "d", "manage_digest": "m", "access": [], "thumbprint": "t",
        "public_jwk": {}, "issued_at": NOW, "expires_at": NOW + timedelta(hours=1),
    }  # fmt: skip
    await house.change(lambda session: session.add(grant))
    await house.change(lambda session: session.add(ServerToken(**token | changed)))


async def test_what_still_works_is_marked_and_revoked_from_its_page(house: House) -> None:
    browser = await house.signed_in()
    await house.ask("old", decision="approve", spent_at=NOW, decided_at=NOW)
    await _token(house)
    assert 'data-works="old"' in (await browser.get("/history")).text
    assert "Revoke what it still gives" in (await browser.get("/approve/old")).text
    assert (await browser.post("/approve/old/withdraw")).status_code == 200
    revoked = await house.store.read(lambda session: session.get_one(ServerToken, "t_1").revoked_at)
    assert revoked == house.clock
    assert "approval.revoked" in await house.audited()
    assert "data-works" not in (await browser.get("/history")).text
    assert "Revoke" not in (await browser.get("/approve/old")).text
    assert (await browser.post("/approve/old/withdraw")).json()["error"] == "too_late"


@pytest.mark.parametrize("gone", [{"revoked_at": NOW}, {"expires_at": NOW}])
async def test_what_has_ended_is_not_said_to_work(house: House, gone: dict[str, object]) -> None:
    browser = await house.signed_in()
    await house.ask("old", decision="approve", spent_at=NOW)
    await _token(house, **gone)
    assert "data-works" not in (await browser.get("/history")).text
    assert (await browser.post("/approve/old/withdraw")).status_code == 409


ENDS = {"running": True, "unknown": True, "done": False, "failed": False}


@pytest.mark.parametrize(("status", "works"), ENDS.items())
async def test_a_token_for_one_call_works_until_the_call_is_over(house: House, status: str, works: bool) -> None:
    browser = await house.signed_in()
    await _waiting(house, state="approved", interaction_host=None, status=status)
    await house.ask("old", decision="approve", spent_at=NOW, client_grant="g_1")
    await _token(house, uses=1)
    assert ("data-works" in (await browser.get("/history")).text) is works
    assert (await browser.post("/approve/old/withdraw")).status_code == (200 if works else 409)


async def test_a_refused_request_has_nothing_to_revoke_even_where_a_token_says_so(house: House) -> None:
    browser = await house.signed_in()
    await house.ask("old", decision="refuse")
    await _token(house)
    assert (await browser.post("/approve/old/withdraw")).status_code == 409
    await house.change(lambda session: session.execute(update(Approval).values(decision="approve", spent_at=NOW)))
    assert (await browser.post("/approve/old/withdraw")).status_code == 200


async def test_without_a_session_there_is_no_history(house: House) -> None:
    answer = await house.browser().get("/history")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/history")
