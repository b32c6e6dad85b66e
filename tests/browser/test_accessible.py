"""Every page of the phone for everybody: axe-core, a keyboard alone, text twice as large, screens from 320 px on."""

import itertools
from typing import Any, Final

import pytest
from playwright.async_api import Page

from broker.phone import routes
from tests.browser.conftest import Phone
from tests.browser.going import go_to
from tests.browser.sights import NOT_PAGES, SIGHTS, Sight
from tests.names import ROOT
from tests.phone.house import House
from tests.services import missing

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

AXE: Final = ROOT / ".work/axe/node_modules/axe-core/axe.min.js"
WIDTHS: Final = (320, 390, 768, 1280)
EACH: Final = pytest.mark.parametrize("sight", SIGHTS.values(), ids=list(SIGHTS))
# the pages' policy takes no style from markup, so what is hard to read becomes so by script
PLANT = """(markup) => {
  document.querySelector("main").insertAdjacentHTML("beforeend", markup);
  const planted = document.querySelector("main").lastElementChild;
  if (planted.textContent === "Hard to read") planted.style.cssText = "color: #999; background: #aaa";
}"""
RUN = "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])"
# text that leaves the screen at a side, and text that its own box cuts off
CUT = """() => {
  const width = document.documentElement.clientWidth;
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest(".aside, noscript, option")) continue;
    const clips = /hidden|clip/.test(getComputedStyle(element).overflow) || element.matches("input, select");
    const cut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (clips && cut) found.push(["cut", element.outerHTML.slice(0, 120)]);
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !node.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.left < -1 || box.right > width + 1) found.push(["beside", node.textContent.trim().slice(0, 60)]);
    }
  }
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) found.push(["wider", scrollWidth, clientWidth]);
  return found;
}"""
# what a person can operate, in the order of the page; of a group of radio buttons Tab stops at one
CONTROLS = """() => {
  const groups = new Set();
  window.controls = [...document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex='0']")]
    .filter((e) => !e.disabled && e.type !== "hidden" && e.checkVisibility())
    .filter((e) => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name)));
  document.activeElement.blur();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  return window.controls.map((e) => e.outerHTML.slice(0, 100));
}"""
# where the keyboard is now: which control, and what is wrong with how it shows
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body || at === null) return null;
  const shown = at.type === "radio" ? at.nextElementSibling : at;
  const style = getComputedStyle(shown);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = shown.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
  const top = document.elementFromPoint(x, y);
  const seen = top !== null && (at.contains(top) || shown.contains(top) || top.contains(at));
  return { index: window.controls.indexOf(at), ring, seen, what: at.outerHTML.slice(0, 100) };
}"""


async def violations(page: Page) -> list[Any]:
    """Return what axe-core objects to on the page as it is: the rule, and where."""
    if not AXE.is_file():
        missing("axe-core")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = await page.evaluate(RUN)
    return found


async def walked(page: Page) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the controls of the page, and where Tab led from its top until it left the page."""
    controls: list[str] = await page.evaluate(CONTROLS)
    places: list[dict[str, Any]] = []
    for _ in range(2 * len(controls) + 20):
        await page.keyboard.press("Tab")
        at = await page.evaluate(FOCUSED)
        if at is None:
            break
        if places and at["index"] == places[0]["index"] != -1:
            break
        places.append(at)
    return controls, places


def test_every_page_that_can_be_opened_is_looked_at() -> None:
    house = House(None)  # type: ignore[arg-type] # routes are made, nothing is served
    opened = {route.path for route in routes(house.deps) if "GET" in (route.methods or set())}
    pages = {path for path in opened if not path.startswith("/phone/")} - NOT_PAGES
    assert {sight.route for sight in SIGHTS.values()} == pages
    assert pages >= {"/inbox", "/approve/{id}"}, "and the list is not empty"


@EACH
async def test_axe_objects_to_nothing_in_light_and_in_dark(phone: Phone, sight: Sight) -> None:
    await sight.before(phone)
    for theme in ("light", "dark"):
        await phone.page.emulate_media(color_scheme=theme)
        assert await violations(phone.page) == [], theme


@EACH
async def test_no_text_is_cut_or_beside_the_screen_at_any_width_and_at_twice_the_size(
    phone: Phone, sight: Sight
) -> None:
    await sight.before(phone)
    size = "getComputedStyle(document.querySelector('main')).fontSize"
    usual = float((await phone.page.evaluate(size)).removesuffix("px"))
    for root in ("16px", "32px"):
        await phone.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", root)
        for width in WIDTHS:
            await phone.page.set_viewport_size({"width": width, "height": 844})
            assert await phone.page.evaluate(CUT) == [], (root, width)
    assert float((await phone.page.evaluate(size)).removesuffix("px")) == 2 * usual, "the text did grow"


@EACH
async def test_the_keyboard_reaches_every_control_in_order_and_its_place_is_seen(phone: Phone, sight: Sight) -> None:
    await sight.before(phone)
    controls, places = await walked(phone.page)
    # a time of day is one control with several fields, each of which the keyboard stops at
    reached = [index for index, _ in itertools.groupby(place["index"] for place in places) if index >= 0]
    assert reached == list(range(len(controls))), [controls[i] for i in range(len(controls)) if i not in reached]
    assert [place for place in places if not (place["ring"] and place["seen"])] == []


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<img src='/phone/mark.svg'>", "image-alt"),
        ("<button></button>", "button-name"),
        ("<input>", "label"),
        ("<p>Hard to read</p>", "color-contrast"),
    ],
)
async def test_a_planted_fault_is_found_by_axe(phone: Phone, planted: str, rule: str) -> None:
    await go_to(phone.page, phone.url("/recover"))
    assert await violations(phone.page) == []
    await _plant(phone.page, planted)
    assert [found[0] for found in await violations(phone.page)] == [rule]


async def test_planted_text_that_is_cut_is_found(phone: Phone) -> None:
    await go_to(phone.page, phone.url("/recover"))
    await _plant(phone.page, "<p id='long'>a long line of words that does not break</p>")
    assert await phone.page.evaluate(CUT) == []
    for style in ("white-space: nowrap; width: 900px", "white-space: nowrap; overflow: hidden; width: 40px"):
        await phone.page.evaluate("(style) => { document.getElementById('long').style.cssText = style; }", style)
        assert await phone.page.evaluate(CUT) != [], style


@pytest.mark.parametrize("style", ["", "outline: none", "position: fixed; top: -200px"])
async def test_a_control_whose_focus_is_not_seen_is_found(phone: Phone, style: str) -> None:
    await go_to(phone.page, phone.url("/recover"))
    await _plant(phone.page, "<button id='planted'>Planted</button>")
    await phone.page.evaluate("(style) => { document.getElementById('planted').style.cssText = style; }", style)
    _, places = await walked(phone.page)
    assert all(place["ring"] and place["seen"] for place in places) == (not style)


async def test_a_control_that_the_keyboard_does_not_reach_is_found(phone: Phone) -> None:
    await go_to(phone.page, phone.url("/recover"))
    await _plant(phone.page, "<button tabindex='-1'>Planted</button>")
    controls, places = await walked(phone.page)
    assert len([place for place in places if place["index"] >= 0]) == len(controls) - 1


async def _plant(page: Page, markup: str) -> None:
    await page.evaluate(PLANT, markup)
