"""Takes the README's picture, where `make screenshots` asks for it, and sees that it can be taken."""

import os

import pytest

from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.phone.house import house_at
from tests.picture import PATH, ask, page_digest, stamp_of, stamped, write

pytestmark = [pytest.mark.anyio, pytest.mark.browser]


async def _digest(url: str) -> str:
    async with house_at(url) as house:
        browser = await house.signed_in()
        await ask(house)
        return page_digest((await browser.get(PATH)).text)


async def test_the_picture_of_the_readme_is_taken_of_the_page_whose_digest_it_carries(
    phone: Phone, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await phone.pair()
    await ask(phone.house)
    await go_to(phone.page, phone.url(PATH))
    await phone.page.wait_for_selector("#approve:not([disabled])")
    digest = await _digest(f"sqlite:///{tmp_path_factory.mktemp('page') / 'countersign.db'}")
    assert page_digest(await (await phone.page.request.get(phone.url(PATH))).text()) == digest
    png = await phone.page.screenshot()
    assert stamp_of(stamped(png, digest)) == digest
    if os.environ.get("TESTS_SCREENSHOTS"):
        write(png, digest)
