"""A child is named by its chain wherever its human meets it, and what names it is text everywhere."""

import html
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from broker.approval.proposal import LiftItem, UnfreezeItem
from broker.isolation import Level
from broker.ratchet.isolation import seen
from broker.store.tables import Agent
from tests.approval.asks import document
from tests.phone.house import Browser, House
from tests.phone.led import rights
from tests.phone.test_around_the_document import EARLIER
from tests.phone.test_catalogue import Seen
from tests.phone.test_elsewhere import _waiting
from tests.stand_ins import NOW

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A56")]

CHILD: Final = "scout.errand-1"
SHOWN: Final = "scout › errand-1"
ENDS: Final = NOW + timedelta(hours=1)
Stand = Callable[[House, Browser, str], Awaitable[str]]


async def _line(house: House, child: str = CHILD, **more: Any) -> None:
    """Store scout and a child of it."""
    scout = Agent(name="scout", owner="alice", credential_digest="s", created_at=NOW - timedelta(days=9))
    fields = {"name": child, "parent": "scout", "root": "scout", "credential_expires_at": ENDS, "created_at": NOW}
    await house.change(lambda session: session.add_all([scout]))
    row = {"owner": "alice", "credential_digest": "c", "narrowing": {}, **fields, **more}
    await house.change(lambda session: session.add(Agent(**row)))


def _asked(path: str = "/approve/approval-1", **row: Any) -> Stand:
    async def stand(house: House, _: Browser, child: str) -> str:
        await house.ask(asked=document(agent=child), **row)
        return path

    return stand


async def _rights(house: House, _: Browser, child: str) -> str:
    await house.ask(asked=rights(agent=child))
    return "/approve/approval-1"


async def _elsewhere(house: House, _: Browser, child: str) -> str:
    await _waiting(house, agent=child)
    return "/inbox"


async def _listed(house: House, _: Browser, child: str) -> str:
    return "/inbox"


async def _unfreezing(house: House, _: Browser, child: str) -> str:
    return f"/proposals/{await house.propose(UnfreezeItem(agent=child), agent=child)}"


async def _lifting(house: House, _: Browser, child: str) -> str:
    return f"/proposals/{await house.propose(LiftItem(agent=child), agent=child)}"


REFUSED: Final[dict[str, Any]] = {"decision": "refuse", "decided_at": NOW}
LESS: Final = "/approve/approval-1/as?verb=narrow&field=amount&amount=20.00&hours=1"
PLACES: Final[dict[str, Stand]] = {
    "approve": _asked(),
    "approve, with a number": _asked(number="47", match="rate"),
    "approve, answered": _asked(**REFUSED),
    "less": _asked(LESS),
    "rights": _rights,
    "inbox, what waits": _asked("/inbox"),
    "inbox, what was answered": _asked("/inbox", **REFUSED),
    "inbox, what waits elsewhere": _elsewhere,
    "inbox, agents": _listed,
    "history": _asked("/history", **REFUSED),
    "unfreeze": _unfreezing,
    "lift": _lifting,
}
HOSTILE: Final = "scout.<b>x</b>\u202e"


def _met(page: str) -> str:
    """Return what a person reads, without the text and the fields that are signed word for word."""
    spoken = page.partition('<section class="fine"')[0] + page.partition('<section class="bar"')[2]
    return " ".join(Seen(spoken).pieces)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", ["en", "de"])
async def test_a_child_is_named_by_its_chain(house: House, place: str, language: str) -> None:
    browser = (await house.signed_in()).speaks(language)
    await _line(house)
    page = await browser.get(await PLACES[place](house, browser, CHILD))
    assert page.status_code == 200
    assert SHOWN in _met(page.text)
    assert CHILD not in _met(page.text)


@pytest.mark.parametrize("place", [one for one in PLACES if one not in ("unfreeze", "lift")])
async def test_its_name_is_text_and_hides_nothing(house: House, place: str) -> None:
    browser = await house.signed_in()
    await _line(house, HOSTILE)
    page = (await browser.get(await PLACES[place](house, browser, HOSTILE))).text
    assert "scout › &lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page
    assert "\u202e" not in _met(html.unescape(page.replace("data-", "")))


async def test_the_page_says_who_made_it_and_when_it_ends_and_claims_no_acquaintance(house: House) -> None:
    browser = await house.signed_in()
    await _line(house)
    await house.ask(asked=document(agent=CHILD))
    await house.ask("of-scout")
    page = (await browser.get("/approve/approval-1")).text
    said = " ".join(Seen(page[page.index("data-minted") :].partition("</p>")[0].join(("<p ", "</p>"))).pieces)
    assert said.split(" ", 1)[0] == "A"
    assert "minted by scout itself at 2026-11-25" in said
    assert f'It ends at <time datetime="{ENDS.isoformat()}">' in page
    assert "data-known" not in page
    parents = (await browser.get("/approve/of-scout")).text
    assert "data-known" in parents
    assert "data-minted" not in parents


async def test_the_inbox_says_when_a_child_ends_and_only_of_children(house: House) -> None:
    browser = await house.signed_in()
    await _line(house)
    page = (await browser.get("/inbox")).text
    assert re.findall('data-child="([^"]+)"', page) == [CHILD]
    assert f'A child; it ends at <time datetime="{ENDS.isoformat()}">' in page
    assert f'data-freeze="{CHILD}" aria-label="Freeze {SHOWN}"' in page, "what is posted is its name"


async def test_an_agents_history_is_that_of_its_children_too_and_ended_children_are_not_offered(house: House) -> None:
    browser = await house.signed_in()
    await _line(house)
    ended = Agent(name="scout.gone", parent="scout", root="scout", owner="alice", credential_digest="g",
                  credential_expires_at=NOW, revoked_at=NOW, narrowing={}, created_at=NOW)  # fmt: skip
    await house.change(lambda session: session.add(ended))
    for name in ("scout", CHILD, "scout.gone", "scouts"):
        await house.ask(f"of-{name}", document(agent=name), **REFUSED)
    page = (await browser.get("/history?agent=scout")).text
    assert set(re.findall('data-approval="([^"]+)"', page)) == {"of-scout", f"of-{CHILD}", "of-scout.gone"}
    assert re.findall('<option value="(scout[^"]*)"[^>]*>([^<]+)<', page) == [("scout", "scout"), (CHILD, SHOWN)]
    child = (await browser.get(f"/history?agent={CHILD}")).text
    assert re.findall('data-approval="([^"]+)"', child) == [f"of-{CHILD}"]


@pytest.mark.parametrize(("earlier", "later"), [("scout", CHILD), (CHILD, "scout"), ("scout.errand-2", CHILD)])
async def test_an_equal_call_of_anyone_of_its_line_ran_before(house: House, earlier: str, later: str) -> None:
    browser = await house.signed_in()
    await _line(house)
    other = Agent(name="scout.errand-2", parent="scout", root="scout", owner="alice", credential_digest="e",
                  credential_expires_at=ENDS, narrowing={}, created_at=NOW)  # fmt: skip
    await house.change(lambda session: session.add(other))
    await _waiting(house, code=None, **EARLIER | {"agent": earlier})
    await house.ask(asked=document(agent=later))
    await house.ask("of-crow", document(agent="crow"))
    assert "The same call ran before" in (await browser.get("/approve/approval-1")).text
    assert "data-before" not in (await browser.get("/approve/of-crow")).text


async def test_what_children_ask_counts_for_the_habit_of_their_head_which_has_the_file_for_a_rule(house: House) -> None:
    browser = await house.signed_in()
    await _line(house)
    for number in range(12):
        decided = NOW - timedelta(hours=number + 1)
        asked = decided - timedelta(seconds=2)
        of = document(agent=f"scout.errand-{number}")
        await house.ask(f"n-{number}", of, decision="approve", decided_at=decided, created_at=asked)
    page = (await browser.get("/inbox")).text
    assert re.findall('data-blind="([^"]+)"', page) == ["scout"]
    assert "policies/scout.yaml" in page


async def test_what_is_told_instead_of_an_answer_names_the_chain_too(house: House) -> None:
    browser = await house.signed_in()
    await _line(house)
    for path in ("/unfreeze", "/lift"):
        told = await browser.post(path, {"agent": CHILD})
        assert (told.status_code, SHOWN in told.text) == (409, True)
    await house.ask(asked=document(agent=CHILD), number="47", match="rate")
    answer = await browser.approve()
    assert (answer.status_code, f"{SHOWN} shows a number" in answer.text) == (409, True)


@pytest.mark.parametrize(("above", "shown"), [("none", "none"), ("host", "host")])
async def test_the_page_of_a_child_shows_it_as_near_as_its_parent_was_seen(
    house: House, above: Level, shown: str
) -> None:
    browser = await house.signed_in()
    await _line(house)
    await house.change(lambda session: seen(session, "scout", above, "its user id is ours", NOW))
    await house.change(lambda session: seen(session, CHILD, "host", "it is on another computer", NOW))
    await house.ask(asked=document(agent=CHILD))
    page = (await browser.get("/approve/approval-1")).text
    assert f'data-isolation="{shown}"' in page
    assert ("measured of scout, above it" in page) == (above == "none")
