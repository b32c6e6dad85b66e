"""The picture in the README is of the page as it is now."""

import re
import zlib
from pathlib import Path

import pytest

from tests.names import ROOT
from tests.phone.house import house_at
from tests.picture import PATH, PICTURE, ask, page_digest, stamp_of, stamped

pytestmark = pytest.mark.anyio


async def _html(url: str) -> str:
    async with house_at(url) as house:
        browser = await house.signed_in()
        await ask(house)
        answer = await browser.get(PATH)
        assert answer.status_code == 200
        return answer.text


async def test_the_readme_shows_the_page_as_it_is_now(sqlite_url: str) -> None:
    now = page_digest(await _html(sqlite_url))
    assert stamp_of(PICTURE.read_bytes()) == now, (
        "the page has changed since: make screenshots, and look at the picture"
    )
    assert f'<img src="{PICTURE.relative_to(ROOT)}"' in (ROOT / "README.md").read_text("utf-8")


async def test_the_same_page_has_the_same_digest_and_another_has_another(sqlite_url: str, tmp_path: Path) -> None:
    html = await _html(sqlite_url)
    assert await _html(f"sqlite:///{tmp_path / 'another.db'}") == html
    assert page_digest(html) != page_digest(html.replace("bakery", "butcher"))


def test_a_stamp_is_read_back_and_the_picture_stays_one() -> None:
    bare = PICTURE.read_bytes()
    assert stamp_of(stamped(bare, "a" * 64)) == "a" * 64, "the newest stamp is the first"
    marked = stamped(bare, "a" * 64)
    [(length, body, check)] = re.findall(rb"(....)(tEXtcountersign-page\0a{64})(....)", marked, re.DOTALL)
    assert (int.from_bytes(length), int.from_bytes(check)) == (len(body) - 4, zlib.crc32(body))


def test_a_picture_without_a_stamp_says_nothing() -> None:
    empty = b"\x89PNG\r\n\x1a\n" + (0).to_bytes(4) + b"IEND" + zlib.crc32(b"IEND").to_bytes(4)
    assert stamp_of(empty) is None
