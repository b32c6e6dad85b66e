"""Lying justifications in a real browser: the facts stand where they always do, and nothing of the words is live (A25).

One browser, Debian's Chromium; TESTS_ROUNDS=long (`make nightly`) shows all 500 to it.
"""

import os
from typing import Any

import pytest

from broker.store.query import update
from broker.store.tables import Approval
from tests.attacks.test_lying_words import LYING, SOME
from tests.browser.conftest import Phone
from tests.browser.going import go_to

pytestmark = [pytest.mark.anyio, pytest.mark.browser, pytest.mark.promise("A25")]

SHOWN = LYING if os.environ.get("TESTS_ROUNDS") == "long" else SOME
# what stands above the agent's words and where, what is live on the page, and the size of the block of words
LOOK = """() => {
  const words = document.querySelector("[data-words]");
  const place = e => { const {x, y, width, height} = e.getBoundingClientRect(); return [x, y, width, height]; };
  const above = [...document.querySelectorAll("[data-field], h1, .kicker")].filter(
    e => e.checkVisibility() && e.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING);
  return {
    same: {
      title: document.title,
      facts: above.map(e => [e.innerText, ...place(e)]),
      answers: ["#approve", "#refuse"].map(name => place(document.querySelector(name))),
      live: document.querySelectorAll("script, style, link, form, button, input, textarea, a, img, iframe").length,
      wide: document.documentElement.scrollWidth,
    },
    fields: above.filter(e => e.dataset.field).length,
    inside: words.querySelectorAll(":not(span.unseen, span.soft:last-child)").length,
    high: words.getBoundingClientRect().height,
  };
}"""


async def _say(phone: Phone, words: str) -> None:
    await phone.house.change(lambda session: session.execute(update(Approval).values(agent_reason=words)))


async def test_lying_words_move_no_fact_hide_no_answer_and_bring_nothing_to_life(phone: Phone) -> None:
    await phone.pair()
    asked_for: list[str] = []
    phone.page.on("request", lambda request: asked_for.append(request.url))
    phone.page.on("dialog", lambda dialog: asked_for.append(dialog.message))
    await phone.house.ask(agent_reason="Because.")
    honest = await _look(phone)
    assert honest["fields"] > 0
    for words in SHOWN:
        await _say(phone, words)
        lied = await _look(phone)
        assert lied["same"] == honest["same"], repr(words)
        assert (lied["inside"], lied["high"] <= 12 * 16 + 1) == (0, True), repr(words)
    assert [url for url in asked_for if not url.startswith(phone.house.public_url)] == []
    assert phone.complaints == []


async def _look(phone: Phone) -> dict[str, Any]:
    await go_to(phone.page, phone.url("/approve/approval-1"))
    seen: dict[str, Any] = await phone.page.evaluate(LOOK)
    return seen
