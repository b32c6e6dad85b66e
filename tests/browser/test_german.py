"""The pages in German in a real browser: the script speaks it too, nothing is cut off, and they stay light."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.browser.conftest import Phone, phone_of
from tests.browser.going import go_to
from tests.browser.sights import SIGHTS, Sight
from tests.browser.test_accessible import CUT
from tests.browser.test_weight import GOAL, _loaded
from tests.phone.test_catalogue import english_in

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


@pytest.fixture
async def phone(chromium: Browser, phone: Phone) -> AsyncIterator[Phone]:
    """A phone whose owner reads German."""
    async with phone_of(chromium, phone.house, "de-AT") as made:
        yield made


async def test_the_script_says_in_german_what_the_person_is_to_do_and_why_nothing_happened(phone: Phone) -> None:
    await phone.house.owner("alice")
    digits = await phone.make_passkey()
    assert await phone.page.inner_text("#say") == "Warte auf das Terminal …"
    await phone.house.type_digits(digits)
    await phone.page.wait_for_url("**/inbox")
    await phone.house.ask()
    await go_to(phone.page, phone.url("/approve/approval-1"))
    assert await phone.page.evaluate("document.documentElement.lang") == "de"
    await phone.verifies(False)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".say.bad:not([hidden])")
    assert (await phone.page.inner_text("#say")).startswith("Nicht bestätigt: Der Passkey")
    await phone.verifies(True)
    await phone.page.click("#approve")
    await phone.page.wait_for_selector(".verdict.approved")
    assert await phone.page.inner_text(".verdict strong") == "Genehmigt"
    assert phone.complaints == [], "the policy of the page lets the words through"


async def test_what_the_door_answers_to_the_script_is_shown_in_german(phone: Phone) -> None:
    await phone.pair()
    await go_to(phone.page, phone.url("/code"))
    await phone.page.fill("#typed", "WRONG-ONE")
    await phone.page.click("#enter [type=submit]")
    await phone.page.wait_for_selector(".say.bad:not([hidden])")
    assert (await phone.page.inner_text("#say")).startswith("Dieser Code steht für nichts. Er ist vielleicht")


@pytest.mark.parametrize("sight", SIGHTS.values(), ids=list(SIGHTS))
async def test_a_page_in_german_has_no_english_left_and_nothing_is_cut_off(phone: Phone, sight: Sight) -> None:
    await sight.before(phone)
    assert await phone.page.evaluate("document.documentElement.lang") == "de"
    assert english_in(await phone.page.content()) == []
    for width in (320, 390, 1280):
        await phone.page.set_viewport_size({"width": width, "height": 844})
        assert await phone.page.evaluate(CUT) == [], width


@pytest.mark.parametrize("name", ["inbox", "approve"])
async def test_a_page_in_german_is_as_light_as_any(phone: Phone, name: str) -> None:
    await SIGHTS[name].before(phone)
    loaded = await _loaded(phone)
    print(name, sum(loaded.values()), loaded)
    assert sum(loaded.values()) <= GOAL
