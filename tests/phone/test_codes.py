"""The short code that an owner types: read however it is typed, and not to be guessed (RFC 9635 §4.1.2, §4.1.3)."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx2
import pytest

from broker.authserver import visits
from broker.phone.interact_code import A_SESSION, AN_OWNER, WINDOW
from broker.store.query import Session, select
from broker.store.tables import Audit, ServerGrant
from tests.phone.house import Browser, House, house_at
from tests.phone.led import Led, led, rights

pytestmark = pytest.mark.anyio

TYPINGS: dict[str, Callable[[str], str]] = {
    "as shown": lambda code: code,
    "small letters": str.lower,
    "a dash": lambda code: f"{code[:4]}-{code[4:]}",
    "spaces around and inside": lambda code: f"  {code[:3]} {code[3:]}\u00a0",
    "dots and underscores": lambda code: "._".join(code),
}


@pytest.mark.requirement("C-3.3.3-1", "C-4.1.2-1", "C-4.1.3-1", "C-4.1.2-5")
@pytest.mark.parametrize("name", TYPINGS)
@pytest.mark.parametrize("mode", ["user_code", "user_code_uri"])
async def test_a_code_is_read_however_it_is_typed(house: House, mode: str, name: str) -> None:
    browser = await house.signed_in()
    await led(house, mode, grant="another")
    asked = await led(house, mode)
    code = asked.offered[mode] if mode == "user_code" else asked.offered[mode]["code"]
    answer = await browser.post("/code", {"code": TYPINGS[name](code)})
    assert answer.json() == {"next": f"/approve/{asked.approval}"}
    await asked.answer(browser)
    assert (await asked.row()).visited_by == "alice"


async def _never_given(_: House, __: Led) -> str:
    return "CCCCCCCC"


async def _too_old(house: House, asked: Led) -> str:
    house.later(seconds=visits.CODE_VALID.total_seconds())
    return str(asked.offered["user_code"])


async def _taken_elsewhere(house: House, asked: Led) -> str:
    await asked.enter(await house.signed_in(seed=3))
    return str(asked.offered["user_code"])


async def _of_another_owner(house: House, _: Led) -> str:
    bobs = await led(house, "user_code", grant="bobs", owner="bob", document=rights("bob"))
    return str(bobs.offered["user_code"])


async def _secret_as_a_code(_: House, asked: Led) -> str:
    return asked.uri.removeprefix("/interact/")


async def _nothing(_: House, __: Led) -> str:
    return " - "


async def _used(house: House, asked: Led) -> str:
    browser = await house.signed_in(seed=4)
    assert (await browser.post("/code", {"code": asked.offered["user_code"]})).status_code == 200
    await asked.answer(browser)
    return str(asked.offered["user_code"])


async def _offered_anew(house: House, asked: Led) -> str:
    def anew(session: Session) -> None:
        visits.offer(session, house.server, session.get_one(ServerGrant, asked.grant), ["user_code"], house.clock)

    await house.change(anew)
    return str(asked.offered["user_code"])


async def _given_up(_: House, asked: Led) -> str:
    await asked.change(state="finalized", ending="cancelled")
    return str(asked.offered["user_code"])


WRONG_CODES: dict[str, Callable[[House, Led], Awaitable[str]]] = {
    "never given": _never_given,
    "too old": _too_old,
    "its link was taken in another browser": _taken_elsewhere,
    "of another owner": _of_another_owner,
    "used": _used,
    "offered anew": _offered_anew,
    "its request was given up": _given_up,
    "a link's secret": _secret_as_a_code,
    "nothing": _nothing,
}


@pytest.mark.requirement("C-4.1.2-4", "C-4.1.2-6", "C-3.3.3-2")
@pytest.mark.parametrize("name", WRONG_CODES)
async def test_a_code_that_stands_for_nothing_is_told_counted_and_leads_nowhere(house: House, name: str) -> None:
    await house.owner("bob")
    browser = await house.signed_in()
    asked = await led(house, "redirect", "user_code")
    code = await WRONG_CODES[name](house, asked)
    answer = await browser.post("/code", {"code": code})
    assert (answer.status_code, answer.json()["tries_left"]) == (404, A_SESSION - 1)
    assert "location" not in answer.headers
    assert (await house.audited()).count("visit.wrong-code") == 1
    again = await led(house, "user_code", grant="grant-2")
    assert (await browser.post("/code", {"code": again.offered["user_code"]})).status_code == 200


async def _wrong(browser: Browser, times: int) -> httpx2.Response:
    answers = [await browser.post("/code", {"code": "CCCCCCCC"}) for _ in range(times)]
    return answers[-1]


@pytest.mark.requirement("C-4.1.2-6", "C-3.3.3-2")
async def test_guessing_ends_after_a_few_tries_of_one_browser_even_for_the_right_code(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house, "user_code")
    assert (await _wrong(browser, A_SESSION - 1)).json()["tries_left"] == 1
    assert (await _wrong(browser, 1)).status_code == 429
    assert (await browser.post("/code", {"code": asked.offered["user_code"]})).status_code == 429
    assert (await asked.visits())[0].session_digest is None
    house.later(seconds=WINDOW.total_seconds())
    anew = await led(house, "user_code", grant="grant-2")
    assert (await browser.post("/code", {"code": anew.offered["user_code"]})).status_code == 200


@pytest.mark.requirement("C-4.1.2-6", "C-3.3.3-2")
async def test_guesses_that_are_made_at_once_are_counted_like_any_others(database_url: str) -> None:
    async with house_at(database_url) as house:
        browser = await house.signed_in()
        guesses = [browser.post("/code", {"code": f"CCCCCC{one:02}"}) for one in range(4 * A_SESSION)]
        looked_at = [answer.status_code for answer in await asyncio.gather(*guesses)].count(404)
        assert looked_at == A_SESSION - 1, "the last wrong one of them is told to wait"
        assert (await house.audited()).count("visit.wrong-code") == A_SESSION


async def test_a_right_code_in_between_does_not_begin_the_count_anew(house: House) -> None:
    browser = await house.signed_in()
    await _wrong(browser, A_SESSION - 1)
    asked = await led(house, "user_code")
    assert (await browser.post("/code", {"code": asked.offered["user_code"]})).status_code == 200
    assert (await _wrong(browser, 1)).status_code == 429


async def test_guessing_ends_after_a_few_tries_of_one_owner_whichever_browser_it_is(house: House) -> None:
    for seed in range(1, 1 + AN_OWNER // A_SESSION):
        await _wrong(await house.signed_in(seed=seed), A_SESSION)
    asked = await led(house, "user_code")
    fresh = await house.signed_in(seed=9)
    assert (await fresh.post("/code", {"code": asked.offered["user_code"]})).status_code == 429
    bobs = await _of_another_owner_signed_in(house)
    assert bobs.status_code == 200


async def _of_another_owner_signed_in(house: House) -> httpx2.Response:
    bob = await house.signed_in("bob", 8)
    asked = await led(house, "user_code", grant="bobs", owner="bob", document=rights("bob"))
    return await bob.post("/code", {"code": asked.offered["user_code"]})


async def test_neither_codes_nor_secrets_stand_in_the_database_or_in_the_audit(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house, *visits.START_MODES)
    await _wrong(browser, 1)
    await asked.enter(browser)
    stored = [row.model_dump() for row in await asked.visits()]
    audits = await house.store.read(lambda session: [row.model_dump() for row in session.scalars(select(Audit))])
    kept = repr([stored, audits, (await asked.row()).model_dump()])
    secrets = [asked.offered[mode].rsplit("/", 1)[1] for mode in visits.URI_MODES]
    secrets += [asked.offered["user_code"], asked.offered["user_code_uri"]["code"]]
    assert [secret for secret in secrets if secret in kept] == []


async def test_signing_in_leads_on_to_the_page_for_codes(house: House) -> None:
    answer = await house.browser().get("/code")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/code")
