"""The pages in the reader's language: everything of ours is translated, and nothing that is not ours."""

import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any, Final

import pytest
from starlette.requests import Request

from broker.approval.proposal import FileItem, OwnerItem
from broker.phone import unavailable
from broker.phone.catalogue import LANGUAGES, Phrase, accepted, language, phrase, translated
from broker.phone.pages import duration, page, scripts, visible
from broker.store.errors import StoreUnavailable
from broker.store.tables import Agent
from tests.approval.asks import document
from tests.approval.test_standing import SHOWN
from tests.phone import sentences
from tests.phone.guests import connecting, misled
from tests.phone.house import Browser, House
from tests.phone.led import Led, led
from tests.phone.test_pages import Fields
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio

GERMAN: Final[dict[str, str]] = json.loads((files("broker.phone") / "words" / "de.json").read_text("utf-8"))
VALUE, MARKUP = re.compile(r"%\(\w+\)s"), re.compile(r"<[^>]*>")


def test_the_catalogue_has_every_sentence_of_ours_and_no_other() -> None:
    used = sentences.everything()
    assert len(used) > 600, "the search finds them"
    assert used - GERMAN.keys() == set()
    assert GERMAN.keys() - used == set()


@pytest.mark.parametrize("parts", [VALUE, MARKUP], ids=["values", "markup"])
def test_a_translation_has_the_same_values_and_the_same_markup(parts: re.Pattern[str]) -> None:
    differ = [key for key, words in GERMAN.items() if sorted(parts.findall(key)) != sorted(parts.findall(words))]
    assert differ == []
    assert [key for key in GERMAN if parts.search(key)] != []


def test_no_translation_is_empty_or_has_characters_that_a_page_would_mark() -> None:
    assert [
        words
        for words in GERMAN.values()
        if not words
        or words
        != str(visible(words))
        .replace("&#34;", '"')
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    ] == []


ACCEPTED: Final = {
    "": "en",
    "de": "de",
    "DE": "de",
    "de-AT": "de",
    "de-Latn-AT-1996": "de",
    "de-x-mine": "de",
    "en-GB,en;q=0.9,de;q=0.8": "en",
    "de-CH, de;q=0.9, en;q=0.8": "de",
    "en;q=0.5, de;q=0.6": "de",
    "de;q=0.5, en;q=0.5": "de",
    "fr, de;q=0.3": "de",
    "fr, it;q=0.9": "en",
    "den": "en",
    "*": "en",
    "*, en;q=0": "de",
    "fr, *;q=0.1, en;q=0": "de",
    "de;q=0": "en",
    "de;q=0, en;q=0": "en",
    "de;q=0.000, *;q=0.5": "en",
    "de ; q=1.000": "de",
    ",, de ,": "de",
    "de;q=2": "en",
    "de;q=0.1234": "en",
    "de;q": "en",
    "de;level=1": "en",
    "de, \x00": "en",
    "de_AT": "en",
    "german please": "en",
    "../../de": "en",
    "de-" + "a" * 9: "en",
    "x" * 10_000: "en",
    "de, " * 2_500: "en",
}


@pytest.mark.parametrize("header", ACCEPTED, ids=lambda header: header[:30] or "none")
def test_the_language_is_the_best_that_is_asked_for_and_english_for_what_cannot_be_read(header: str) -> None:
    assert accepted(header) == ACCEPTED[header]


async def test_two_headers_are_read_as_one(house: House) -> None:
    browser = house.browser()
    for headers, expected in (
        ([("accept-language", "fr")], "en"),
        ([("accept-language", "fr"), ("accept-language", "de")], "de"),
    ):
        answer = await browser._http.get("/signin", headers=headers)
        assert answer.headers["content-language"] == expected


PEOPLE: Final = {"need": 2, "of": ["alice", "bob"]}
CHANGED: Final = FileItem(
    kind="policy",
    name="scout",
    path="policies/scout.yaml",
    digest="a" * 64,
    before="b" * 64,
    text="agent: scout\n",
    difference=["@@ -1 +1 @@", "-agent: a", "+agent: scout"],
)
Stand = Callable[[House, Browser], Awaitable[str]]


def _at(path: str) -> Stand:
    async def stand(_: House, browser: Browser) -> str:
        return path

    return stand


def _asked(asked: dict[str, Any] | None = None, **row: Any) -> Stand:
    async def stand(house: House, _: Browser) -> str:
        await house.ask(asked=document(**asked or {}), **row)
        return "/approve/approval-1"

    return stand


def _terms(query: str) -> Stand:
    async def stand(house: House, _: Browser) -> str:
        await house.ask(asked=document(remember=SHOWN))
        return f"/approve/approval-1/as?{query}"

    return stand


async def _full(house: House, _: Browser) -> str:
    agents = [Agent(name=name, owner="alice", credential_digest=name, created_at=NOW) for name in ("scout", "other")]
    agents[1].frozen_at = NOW
    agents[0].muted_until = NOW + timedelta(hours=1)
    await house.change(lambda session: session.add_all(agents))
    await house.ask()
    for number, decision in enumerate(("approve", "refuse", None)):
        await house.ask(f"past-{number}", decision=decision, valid_until=NOW - timedelta(minutes=1))
    await house.propose(CHANGED, OwnerItem(name="bob"))
    await house.change(lambda session: house.deps.freeze(session, None, NOW, "alice"))
    return "/inbox"


async def _past(house: House, browser: Browser) -> str:
    await _full(house, browser)
    return "/history"


def _proposed(*items: Any) -> Stand:
    async def stand(house: House, _: Browser) -> str:
        return f"/proposals/{await house.propose(*items)}"

    return stand


async def _led_here(house: House, _: Browser) -> str:
    return (await led(house)).uri


async def _rights(house: House, browser: Browser) -> str:
    return await (await led(house)).enter(browser)


WRITTEN: Final = {"agent_reason": "m" * 300 + "\u202e", "agent_purpose": "a cake", "number": "47", "match": "rate"}

PAGES: Final[dict[str, tuple[str, Stand]]] = {
    "pair": ("pair", _at("/pair")),
    "recover": ("recover", _at("/recover")),
    "devices": ("devices", _at("/devices")),
    "code": ("code", _at("/code")),
    "no": ("no", _at("/no")),
    "nothing here": ("refusal", _at("/approve/unknown")),
    "no way on": ("refusal", _at("/interact/done/unknown")),
    "inbox, empty": ("inbox", _at("/inbox")),
    "inbox": ("inbox", _full),
    "history": ("history", _past),
    "approve": ("answer", _asked({"remember": SHOWN}, **WRITTEN)),
    "approve, several": ("answer", _asked({"quorum": PEOPLE, "downstream": ["a.example", "b.example", "c.example"]})),
    "approve, stand-in": ("answer", _asked({"stand_in": {"who": "bob", "seconds": 600}, "elsewhere": True})),
    "approve, bearer": ("answer", _asked({"holder": "bearer"})),
    "approve, unshowable": ("answer", _asked({"parameters": {"note": "W" * 300}})),
    "approved": ("answer", _asked(decision="approve", decided_at=NOW)),
    "refused": ("answer", _asked(decision="refuse", decided_at=NOW, decision_reason="Nein.")),
    "withdrawn": ("answer", _asked(withdrawn_at=NOW)),
    "less": ("answer", _terms("verb=narrow&field=amount&amount=20.00&hours=1")),
    "remember": ("answer", _terms("verb=remember&field=amount&uses=2&each=30.00&total=60.00&hours=1")),
    "no terms": ("refusal", _terms("verb=remember&uses=x")),
    "proposal": ("answer", _proposed(CHANGED, OwnerItem(name="bob"))),
    "led here": ("interact", _led_here),
    "rights": ("answer", _rights),
    "connect": ("connect", connecting),
    "connect, a wrong request": ("refusal", misled),
}


class Seen(HTMLParser):
    """What a person reads or hears of a page, piece by piece; what our script reads is none of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen = tag in {"script", "style"}
        self.pieces += [
            words for name, words in attrs if words and name in {"aria-label", "title", "alt", "placeholder"}
        ]

    def handle_data(self, data: str) -> None:
        self.pieces += [] if self._unseen else [" ".join(data.split())]


def english_in(page: str) -> list[str]:
    """Return the sentences of the catalogue, or the longer parts of them, that stand in a page in English."""
    pieces = Seen(page).pieces
    text = " ".join(" ".join(pieces).split())
    found = []
    for key, words in GERMAN.items():
        parts = [" ".join(one.split()) for one in re.split(f"{VALUE.pattern}|{MARKUP.pattern}", key)]
        long = [one for one in parts if one.count(" ") >= 2 and one not in words]
        if (key != words and key in pieces) or any(one in text for one in long):
            found.append(key)
    return found


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_in_german_says_so_and_has_no_english_of_ours_left(house: House, name: str) -> None:
    kind, stand = PAGES[name]
    browser = await house.signed_in()
    path = await stand(house, browser)
    english = await browser.get(path)
    german = await browser.speaks("de-AT,de;q=0.9,en;q=0.8").get(path)
    assert (english.status_code, english.headers["content-language"]) == (german.status_code, "en")
    assert f'data-page="{kind}"' in german.text
    assert '<html lang="en">' in english.text
    assert '<html lang="de">' in german.text
    assert (german.headers["content-language"], german.headers["vary"]) == ("de", "Accept-Language")
    assert english.headers["vary"] == "Accept-Language"
    assert (english.text.count('id="catalogue"'), german.text.count('id="catalogue"')) == (0, 1), "no page has another"
    assert len(english_in(english.text)) >= 5, "the control: in English they are there"
    assert english_in(german.text) == []


async def test_the_sign_in_page_is_german_before_anybody_is_known(house: House) -> None:
    answer = await house.browser().speaks("de").get("/signin")
    assert '<html lang="de">' in answer.text
    assert "Mit Passkey anmelden" in answer.text
    assert english_in(answer.text) == []


async def test_a_refusal_for_the_script_is_german_and_its_code_is_not(house: House) -> None:
    browser = await house.signed_in()
    english = await browser.post("/end", {"agent": "nobody"})
    german = await browser.speaks("de").post("/end", {"agent": "nobody"})
    assert english.json()["message"] == "There is no such agent of yours."
    assert german.json() == english.json() | {
        "title": "Nichts wurde geändert",
        "message": "Du hast keinen solchen Agenten.",
        "next": "Lade den Posteingang neu und sieh nach.",
    }
    assert german.headers["content-language"] == "de"


async def test_the_words_of_a_pairing_come_in_the_language_of_the_page(house: House) -> None:
    await house.owner("alice")
    secret = house.link()
    for spoken, words in (("en", "Create the passkey."), ("de", "Erstelle den Passkey.")):
        told = await house.browser().speaks(spoken).post("/pair/status", {"secret": secret})
        assert told.json()["message"] == words


async def test_who_was_first_is_told_in_german(house: House) -> None:
    browser = (await house.signed_in()).speaks("de")
    await house.ask(decision="refuse", decided_at=NOW)
    told = (await browser.post("/approve/approval-1/refuse", {"reason": ""})).json()
    assert (told["title"], told["outcome"]) == ("Schon abgelehnt", "refused")
    assert told["message"].startswith("Diese Anfrage wurde abgelehnt, bevor")


async def test_what_the_database_does_to_every_door_is_told_in_the_language_of_the_request() -> None:
    for accept, expected in (("fr", "en"), ("de", "de")):
        headers = [(b"accept", b"text/html"), (b"accept-language", accept.encode())]
        request = Request({"type": "http", "method": "GET", "path": "/inbox", "headers": headers})
        answer = await unavailable.unavailable(request, StoreUnavailable("gone"))
        assert answer.headers["content-language"] == expected
        assert f'<html lang="{expected}">'.encode() in answer.body


async def test_one_request_leaves_no_language_behind_for_the_next(house: House) -> None:
    browser = house.browser()
    assert (await browser.speaks("de").get("/signin")).headers["content-language"] == "de"
    assert language() == "en"
    assert (await browser.speaks("fr").get("/signin")).headers["content-language"] == "en"


@pytest.mark.promise("P17")
async def test_what_others_say_is_never_translated_even_where_it_is_a_sentence_of_ours(house: House) -> None:
    browser = (await house.signed_in()).speaks("de")
    said = {"said": "yes", "meant": True, "word": "Refused", "none": None}
    await house.ask(
        asked=document(title="Inbox", agent="Approve", parameters=said), agent_reason="Nothing was changed."
    )
    shown = Fields((await browser.get("/approve/approval-1")).text).found
    assert (shown["title"], shown["agent"], shown["words"]) == ("Inbox", "Approve", "Nothing was changed.")
    assert {name: shown[f"parameters.{name}"] for name in said} == {
        "said": "yes",
        "meant": "ja",
        "word": "Refused",
        "none": "nicht angegeben",
    }


HOSTILE: Final = "<b>x</b>\"'\u202e%(agent)s%s&amp;"


@pytest.mark.promise("P1")
@pytest.mark.parametrize("spoken", LANGUAGES)
async def test_a_hostile_value_within_a_sentence_stays_text_and_hides_nothing(house: House, spoken: str) -> None:
    browser = (await house.signed_in()).speaks(spoken)
    asked = document(agent=HOSTILE, downstream=[HOSTILE, "b.example"], parameters={"a": HOSTILE})
    await house.ask(asked=asked, match="rate", number="47", agent_reason=HOSTILE, decision=None)
    shown = (await browser.get("/approve/approval-1")).text
    assert f'<html lang="{spoken}">' in shown
    assert "<b>x" not in shown
    assert "\u202e" not in shown
    text = " ".join(Seen(shown).pieces)
    assert text.count("<b>x</b>") >= 5
    assert text.count("%(agent)s%s&amp;") >= 5, "and no value is taken for a pattern"
    assert "U+202E" in text


async def test_a_hostile_value_in_a_refusal_and_in_a_proposal_stays_text(house: House) -> None:
    browser = (await house.signed_in()).speaks("de")
    answer = await browser.post("/unfreeze", {"agent": None})
    assert answer.json()["message"] == "Alles ist nicht eingefroren."
    proposal = await house.propose(OwnerItem(name="bob"))
    shown = page("refusal.html", title="Refused", text=phrase("%(agent)s asks", agent=HOSTILE), next_step="%s").body
    assert b"&lt;b&gt;x" in bytes(shown)
    assert b"<b>x" not in bytes(shown)
    assert "bob darf hier für Agenten antworten" in (await browser.get(f"/proposals/{proposal}")).text


def test_a_phrase_is_its_english_text_for_everybody_else() -> None:
    made = phrase("%(agent)s asks", agent=phrase("Everything"))
    assert made == "Everything asks"
    assert json.dumps({"told": made}) == '{"told": "Everything asks"}'
    assert translated(made) == made
    assert isinstance(made, Phrase)


async def test_spans_and_alphabets_are_told_in_german_too(house: House) -> None:
    assert (duration(600), scripts("b\u0430kery")) == ("10 minutes", "Mixes letters of Cyrillic and Latin")
    browser = (await house.signed_in()).speaks("de")
    await house.ask(asked=document(parameters={"payee": "b\u0430kery"}))
    shown = (await browser.get("/approve/approval-1")).text
    assert "Mischt Buchstaben aus: Kyrillisch und Lateinisch" in shown
    assert re.search(r"in \d+ (Minute|Stunde|Tag)", shown)


async def test_the_script_gets_its_words_with_the_page_and_english_ones_weigh_nothing(house: House) -> None:
    browser = house.browser()
    assert 'id="catalogue"' not in (await browser.get("/signin")).text
    shown = (await browser.speaks("de").get("/signin")).text
    block = re.search(r'<script type="application/json" id="catalogue">(.*?)</script>', shown)
    assert block is not None
    words = json.loads(block[1])
    assert words == {key: GERMAN[key] for key in sentences.scripts()}
    assert "<" not in block[1]


def test_every_sentence_that_a_script_shows_is_looked_up() -> None:
    for name in sentences.SCRIPTS:
        text = (sentences.PHONE / "static" / name).read_text("utf-8")
        bare = re.sub(
            r'\bt\("(?:[^"\\]|\\.)+"', "", "\n".join(re.sub(r"^\s*//.*", "", line) for line in text.splitlines())
        )
        assert re.findall(r'["`][A-Z][a-z]+[^"`]* [^"`]*["`]', bare) == []


async def _languages(browser: Browser, asked: Led) -> tuple[str, str]:
    """Return the languages of the page of a visit, and of the approval that it leads to."""
    visit = await browser.get(asked.uri)
    approval = await browser.get(await asked.enter(browser))
    return visit.headers["content-language"], approval.headers["content-language"]


LOCALES: Final = {
    "German": (["de"], "en", "de"),
    "German of Austria, after one that we have not": (["fr", "de-AT", "en"], "en", "de"),
    "English, in a German browser": (["en-GB", "de"], "de", "en"),
    "none that we have": (["fr", "it"], "de", "de"),
    "none": (None, "de", "de"),
}


@pytest.mark.requirement("C-2.5.3-1")
@pytest.mark.parametrize("row", LOCALES)
async def test_a_visit_and_its_approval_are_in_the_language_that_the_client_asked_for(house: House, row: str) -> None:
    locales, spoken, expected = LOCALES[row]
    browser = (await house.signed_in()).speaks(spoken)
    assert await _languages(browser, await led(house, locales=locales)) == (expected, expected)
    assert (await browser.get("/inbox")).headers["content-language"] == spoken


async def test_the_hint_speaks_to_nobody_who_did_not_come_by_that_visit(house: House) -> None:
    asked = await led(house, locales=["de"])
    browser = await house.signed_in()
    assert (await browser.get(f"/approve/{asked.approval}")).headers["content-language"] == "en"
