"""Refusing without script: a plain form, guarded as every change is. Approving is not possible so."""

import re

import httpx2
import pytest

from broker.approval.proposal import OwnerItem
from broker.phone.door import HEADERS
from broker.store.tables import Agent
from tests.phone.house import Browser, House
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio

FORM = {"content_type": "application/x-www-form-urlencoded"}


async def _sent(browser: Browser, path: str, fields: bytes = b"reason=", **headers: str) -> httpx2.Response:
    return await browser.raw(path, fields, **{**FORM, **headers})


async def test_the_pages_form_refuses_with_words_and_leads_back_to_the_page(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    page = (await browser.get("/approve/approval-1")).text
    plain = page[page.index("<noscript>\n<form") :]
    assert re.search(r'<form method="post" action="/approve/approval-1/refuse">', plain)
    assert 'name="reason"' in plain
    assert "assertion" not in plain
    answer = await _sent(browser, "/approve/approval-1/refuse", b"reason=Not+%3Cb%3Enow%3C%2Fb%3E%0D%0ALater")
    assert (answer.status_code, answer.headers["location"]) == (303, "/approve/approval-1")
    row = await house.approval()
    assert (row.decision, row.decision_reason, row.assertion) == ("refuse", "Not <b>now</b>\nLater", None)


async def test_the_box_mutes_too(house: House) -> None:
    browser = await house.signed_in()
    agent = Agent(name="scout", owner="alice", credential_digest="d", created_at=NOW)
    await house.change(lambda session: session.add(agent))
    await house.ask()
    assert (await _sent(browser, "/approve/approval-1/refuse", b"reason=&mute=on")).status_code == 303
    muted = await house.store.read(lambda session: session.get_one(Agent, "scout").muted_until)
    assert muted is not None
    assert muted > house.clock


@pytest.mark.parametrize("word", ["on", "true", "1", "null"])
async def test_a_reason_of_one_word_is_a_reason_whatever_the_word(house: House, word: str) -> None:
    browser = await house.signed_in()
    await house.ask()
    answer = await _sent(browser, "/approve/approval-1/refuse", f"reason={word}".encode())
    assert (answer.status_code, (await house.approval()).decision_reason) == (303, word)


async def test_a_proposal_is_refused_so_too(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(OwnerItem(name="bob"))
    answer = await _sent(browser, f"/proposals/{proposal}/refuse")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/proposals/{proposal}")
    assert (await house.proposal(proposal)).decision == "refuse"


async def test_only_refusing_takes_a_form(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    for path in ("/approve/approval-1/decide", "/approve/approval-1/options", "/freeze", "/mute"):
        assert (await _sent(browser, path, b"verb=approve")).status_code == 415
    assert (await house.approval()).decision is None


REFUSED: dict[str, tuple[bytes, dict[str, str], int]] = {
    "another site": (b"reason=", {"sec_fetch_site": "cross-site"}, 403),
    "another origin": (b"reason=", {"origin": "https://evil.example"}, 403),
    "an origin that is hidden": (b"reason=", {"origin": "null"}, 403),
    "a field too many": (b"reason=&verb=approve", {}, 422),
    "a reason too long": (b"reason=" + b"x" * 281, {}, 422),
    "a box that is no box": (b"reason=&mute=maybe", {}, 422),
    "half a character": (b"reason=%ff", {}, 422),
    "no form at all": (b"{}", {}, 422),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_not_the_pages_form_changes_nothing_and_is_told_as_a_page(house: House, name: str) -> None:
    fields, headers, status = REFUSED[name]
    browser = await house.signed_in()
    await house.ask()
    answer = await _sent(browser, "/approve/approval-1/refuse", fields, **headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert (await house.approval()).decision is None
    assert (await _sent(browser, "/approve/approval-1/refuse")).status_code == 303


async def test_only_pages_with_such_a_form_let_the_browser_name_where_it_comes_from(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    proposal = await house.propose(OwnerItem(name="bob"))
    for path in ("/approve/approval-1", f"/proposals/{proposal}"):
        assert (await browser.get(path)).headers["referrer-policy"] == "same-origin"
    for path in ("/inbox", "/devices", "/history", "/pair", "/interact/secret"):
        assert (await browser.get(path)).headers["referrer-policy"] == HEADERS["Referrer-Policy"] == "no-referrer"
