"""What a person sees: the document and nothing else, the agent's words apart, nothing hidden in either."""

from html.parser import HTMLParser
from typing import Any

import pytest

from broker.phone.pages import clipped, duration, plain, scripts, visible
from tests.approval.asks import document, leaves
from tests.phone.house import House


class Fields(HTMLParser):
    """The text of every element with `data-field`, and of the blocks with the agent's words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open: list[str | None] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"meta", "link", "img", "input"}:
            return
        said = next((word for word in ("words", "purpose") if f"data-{word}" in dict(attrs)), None)
        name = dict(attrs).get("data-field") or said
        if name:
            assert name not in self.found
            self.found[name] = ""
        self._open.append(name or (self._open[-1] if self._open else None))

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and (name := self._open[-1]):
            self.found[name] += data


class Words(HTMLParser):
    """All the text of a page, as it is read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.anyio
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"parameters": {}},
        {"parameters": {"<b>": "</dd>&amp;", "none": None}},
        {"title": "\u202etitle", "destructive": False},
        {"downstream": ["bank.example", "<b>x</b>.example"]},
    ],
    ids=["plain", "no parameters", "markup", "hidden", "downstream"],
)
async def test_every_field_is_read_back_from_the_page(house: House, changes: dict[str, Any]) -> None:
    asked = document(**changes)
    browser = await house.signed_in()
    await house.ask(asked=asked, agent_reason="Because.")
    shown = Fields((await browser.get("/approve/approval-1")).text).found
    assert shown.pop("words") == "Because."
    fields = asked.model_dump()
    if not fields["parameters"]:
        del fields["parameters"]
    expected = {name: text.replace("None", "not given") for name, text in leaves(fields)}
    assert shown == expected


CALLED = {
    "none": ([], []),
    "one": (["bank.example"], ["call bank.example in turn, in your name"]),
    "three": (["a.example", "b.example", "c.example"], ["call a.example, b.example and c.example in turn"]),
    "markup": (["</dd><script>x"], ["call </dd><script>x in turn"]),
    "hidden": (["ba\u200bnk.example"], ["call baU+200Bnk.example in turn"]),
    "two alphabets": (["b\u0430nk.example"], ["call b\u0430nk.example in turn", "Mixes letters of Cyrillic and Latin"]),
}


@pytest.mark.promise("P17")
@pytest.mark.anyio
@pytest.mark.parametrize("name", CALLED)
async def test_the_page_says_which_servers_are_called_in_turn_and_their_names_are_text(house: House, name: str) -> None:
    hosts, words = CALLED[name]
    browser = await house.signed_in()
    await house.ask(asked=document(downstream=hosts))
    page = (await browser.get("/approve/approval-1")).text
    assert ("data-downstream" in page, "<script>x" in page) == (bool(hosts), False)
    text = " ".join(Words(page).text.split())
    assert [one for one in words if one not in text] == []


@pytest.mark.anyio
async def test_the_agents_words_are_quoted_capped_and_cannot_leave_their_block(house: House) -> None:
    browser = await house.signed_in()
    words = "</blockquote><h1>Approved</h1>\u202e\u200b\x1b" + "x" * 700
    await house.ask(agent_reason=words)
    page = (await browser.get("/approve/approval-1")).text
    shown = Fields(page).found["words"]
    assert shown.startswith("</blockquote><h1>Approved</h1>U+202EU+200BU+001Bxxx")
    assert f"{len(words) - 280} more characters are not shown" in shown
    assert page.count("<h1") == 1


@pytest.mark.anyio
async def test_markup_in_the_document_stays_text_in_the_title_and_in_attributes_too(house: House) -> None:
    browser = await house.signed_in()
    hostile = "</title><script>x</script>"
    await house.ask(asked=document(title=hostile, parameters={'"><script>y</script>': hostile}), agent_reason=hostile)
    for path in ("/inbox", "/approve/approval-1"):
        page = (await browser.get(path)).text
        assert page.count("<script") == 1
        assert page.count("</title>") == 1


@pytest.mark.anyio
async def test_a_damaged_document_is_not_shown(house: House) -> None:
    browser = await house.signed_in()
    await house.ask(digest="0" * 64)
    await house.ask("approval-2", document='{"title":"Pay"}')
    for name in ("approval-1", "approval-2"):
        answer = await browser.get(f"/approve/{name}")
        assert (answer.status_code, "cannot be shown" in answer.text) == (409, True)
        assert "Pay" not in answer.text
    assert (await browser.get("/inbox")).text.count("cannot be shown") == 1


@pytest.mark.anyio
async def test_the_inbox_shows_the_owners_own_requests_newest_first_and_what_became_of_the_old(house: House) -> None:
    browser = await house.signed_in()
    later = house.clock.replace(hour=13)
    await house.ask("older")
    await house.ask("newer", created_at=later)
    await house.ask("of-bob", document(owner="bob"))
    await house.ask("late", valid_until=house.clock)
    await house.ask("back", withdrawn_at=house.clock)
    await house.ask("said-no")
    await browser.post("/approve/said-no/refuse")
    page = (await browser.get("/inbox")).text
    assert page.index('data-approval="newer"') < page.index('data-approval="older"')
    assert page.count('class="item open"') == 2
    assert "of-bob" not in page
    assert [page.count(f'class="tag {name}"') for name in ("expired", "withdrawn", "refused", "approved")] == [
        1,
        1,
        1,
        0,
    ]
    withdrawn = (await browser.get("/approve/back")).text
    assert "took the request back" in withdrawn
    assert 'id="approve"' not in withdrawn


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bakery", "bakery"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\u200bb", "a[U+200B]b"),
        ("a\nb", "a[U+000A]b"),
        ("a\u00a0b", "a[U+00A0]b"),
        ("a\u3164b", "a[U+3164]b"),
        ("a\u2028b", "a[U+2028]b"),
        ("\ue000", "[U+E000]"),
        ("e\u0301", "e\u0301"),
        ("e" + "\u0301" * 4, "e\u0301\u0301[U+0301][U+0301]"),
        ("日本 ünïcode 🙂", "日本 ünïcode 🙂"),
        (None, "not given"),
        (True, "yes"),
        (7, "7"),
    ],
)
def test_what_a_screen_would_hide_is_shown_as_an_escape(text: object, shown: str) -> None:
    assert plain(text) == shown
    assert visible("<&>\"'") == "&lt;&amp;&gt;&#34;&#39;"


def test_a_line_feed_stays_one_only_where_lines_are_kept() -> None:
    assert visible("a\nb", lines=True) == "a\nb"
    assert "U+000A" in visible("a\nb")


def test_alphabets_mixed_in_one_word_are_pointed_out() -> None:
    assert scripts("bakery") is None
    assert scripts("пекарня 25") is None
    assert scripts("東京タワーの") is None
    assert scripts("b\u0430kery") == "Mixes letters of Cyrillic and Latin"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (-5, "0 seconds"), (1, "1 second"), (59.9, "59 seconds"), (60, "1 minute"), (119, "1 minute"),
     (600, "10 minutes"), (3_600, "1 hour"), (5_400, "90 minutes"), (7_200, "2 hours"), (86_400, "1 day"),
     (86_399, "23 hours"), (129_600, "36 hours"), (172_800, "2 days")],
)  # fmt: skip
def test_spans_are_told_in_whole_units_never_too_long(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_clipping_says_how_much_is_left_out() -> None:
    assert clipped("abcdef", 4) == ("abcd", 2)
    assert clipped("abc", 4) == ("abc", 0)


LYING = {
    "a Cyrillic letter in a name": ("pay the bаkery", "data-mixed", "Mixes letters of Cyrillic and Latin"),
    "text turned round": ("safe \u202ecod.exe", "data-hidden", "U+202E"),
    "a zero-width space": ("bank\u200b.example", "data-hidden", "U+200B"),
    "letters that are tags": ("hello \U000e0041", "data-hidden", "U+E0041"),
}


@pytest.mark.promise("P1")
@pytest.mark.parametrize("name", LYING)
async def test_words_that_are_not_what_they_look_like_are_warned_of(house: House, name: str) -> None:
    words, mark, said = LYING[name]
    browser = await house.signed_in()
    await house.ask(agent_reason=words)
    page = (await browser.get("/approve/approval-1")).text
    assert mark in page
    assert said in page


@pytest.mark.parametrize("words", ["for breakfast", "für Grüße, café", "платеж за хлеб", "two\nlines"])
async def test_plain_words_of_any_language_are_not_warned_of(house: House, words: str) -> None:
    browser = await house.signed_in()
    await house.ask(agent_reason=words)
    page = (await browser.get("/approve/approval-1")).text
    assert ("data-mixed" in page, "data-hidden" in page) == (False, False)
