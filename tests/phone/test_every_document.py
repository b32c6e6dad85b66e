"""The page is the document: read back from the page, 1,000 random documents are what was to be signed, whole."""

import random
import string
import unicodedata
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from jinja2 import ChoiceLoader, DictLoader

from broker.approval.document import ApprovalDocument, unshowable
from broker.phone import pages
from tests.approval.asks import document
from tests.approval.test_standing import SHOWN
from tests.phone.house import Browser, House

pytestmark = [pytest.mark.anyio, pytest.mark.promise("P1")]

IN_ALL, IN_SHORT = 1_000, 60
ODD = "\u202e\u2066\u200b\u00ad\ufeff\U000e0041\u3164\u00a0\u0007\n\r\t\u2028é中Аα<&>\"'`{}% "
EMPTY = frozenset({"br", "img", "input", "link", "meta"})
SPACE_LIKE = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class _Reader(HTMLParser):
    """The text of every element that names a field of the document, exactly as it stands there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {}
        self.repeated: list[str] = []
        self._inside: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        field = dict(attrs).get("data-field")
        if field is not None:
            self.repeated += [field] if field in self.fields else []
            self.fields[field] = ""
        if tag not in EMPTY:
            self._inside.append((tag, field))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, field in self._inside:
            if field is not None:
                self.fields[field] += data


def _text(chance: random.Random, longest: int = 30) -> str:
    letters = string.ascii_letters + string.digits + string.punctuation + ODD
    return "".join(chance.choice(letters) for _ in range(chance.randint(1, longest)))


def _scalar(chance: random.Random) -> str | int | bool | None:
    return chance.choice([_text(chance), chance.randint(-(2**53) + 1, 2**53 - 1), True, False, None, "25.00", ""])


def _value(chance: random.Random, depth: int) -> Any:
    if depth == 0 or chance.random() < 0.5:
        return _scalar(chance)
    if chance.random() < 0.5:
        return [_value(chance, depth - 1) for _ in range(chance.randint(0, 3))]
    return {_name(chance): _value(chance, depth - 1) for _ in range(chance.randint(0, 3))}


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(string.ascii_lowercase + "_") for _ in range(chance.randint(1, 12)))


def _random(seed: int) -> ApprovalDocument:
    chance = random.Random(seed)
    changes: dict[str, Any] = {
        name: _text(chance)
        for name in ("agent", "connector", "operation", "title", "request", "rule", "resource_server")
        if chance.random() < 0.5
    }
    changes["parameters"] = {_name(chance): _scalar(chance) for _ in range(chance.randint(0, 8))}
    changes["access"] = [
        {"type": _text(chance), **{_name(chance): _value(chance, 3) for _ in range(chance.randint(0, 5))}}
        for _ in range(chance.randint(1, 3))
    ]
    changes["destructive"] = chance.random() < 0.5
    changes["downstream"] = [_text(chance) for _ in range(chance.choice([0, 0, 1, 2]))]
    if chance.random() < 0.3:
        changes["remember"] = SHOWN
    if chance.random() < 0.2:
        changes["elsewhere"] = True
    if chance.random() < 0.2:
        changes["credential"] = chance.choice(["api_key", "oauth2"])
    if chance.random() < 0.2:
        changes["quorum"] = {"need": chance.randint(2, 3), "of": [_text(chance) for _ in range(chance.randint(2, 4))]}
    elif chance.random() < 0.2:
        changes["stand_in"] = {"who": _text(chance), "seconds": chance.randint(60, 600_000)}
    return document(**changes)


ENGLISH: Final = {True: "yes", False: "no", None: "not given", "empty": "empty"}
GERMAN: Final = {True: "ja", False: "nein", None: "nicht angegeben", "empty": "leer"}


def _said(value: Any, language: dict[Any, str]) -> str:
    """Return how a single value reads, worked out apart from the page's own code."""
    words = language[value] if value is None or isinstance(value, bool) else str(value)
    marks, said = 0, ""
    for char in words:
        marks = marks + 1 if unicodedata.combining(char) else 0
        kind = unicodedata.category(char)
        unseen = kind in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or (kind == "Zs" and char != " ")
        said += f"U+{ord(char):04X}" if unseen or char in SPACE_LIKE or marks > 2 else char
    return said


def _expected(value: Any, language: dict[Any, str], path: str = "") -> dict[str, str]:
    if isinstance(value, dict | list):
        members = value.items() if isinstance(value, dict) else ((str(at), one) for at, one in enumerate(value))
        found: dict[str, str] = {}
        for name, one in members:
            found |= _expected(one, language, f"{path}.{name}" if path else name)
        return found or {path: language["empty"]}
    return {path: _said(value, language)}


def _of(document: ApprovalDocument, language: dict[Any, str] = ENGLISH) -> dict[str, str]:
    whole = document.model_dump()
    whole["agent"] = document.agent.replace(".", " › ")  # a child is named by its chain
    expected = _expected(whole, language)
    # what has no member is told in words of the page, not as a field
    return {path: said for path, said in expected.items() if (path, said) != ("parameters", language["empty"])}


async def _read(house: House, browser: Browser, asked: ApprovalDocument, id: str) -> _Reader:
    await house.ask(id, asked)
    answer = await browser.get(f"/approve/{id}")
    assert answer.status_code == 200
    reader = _Reader()
    reader.feed(answer.text)
    return reader


async def _same(house: House, seeds: range, languages: str = "en", words: dict[Any, str] = ENGLISH) -> None:
    browser = (await house.signed_in()).speaks(languages)
    for seed in seeds:
        asked = _random(seed)
        assert unshowable(asked) is None, seed
        reader = await _read(house, browser, asked, f"approval-{seed}")
        assert reader.repeated == [], seed
        assert reader.fields == _of(asked, words), seed


async def test_the_page_read_back_is_the_document(house: House) -> None:
    await _same(house, range(IN_SHORT))


async def test_the_page_in_german_read_back_is_the_document_too(house: House) -> None:
    await _same(house, range(IN_SHORT), "de", GERMAN)


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(4))
async def test_a_thousand_random_documents_are_read_back_from_their_pages(house: House, shard: int) -> None:
    each = IN_ALL // 4
    await _same(house, range(shard * each, (shard + 1) * each))


@pytest.mark.parametrize("left_out", ["document.rule, true", "document.token_seconds", "document.owner"])
async def test_a_page_that_left_something_out_would_be_noticed(
    house: House, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    asked, browser = _random(1), await house.signed_in()
    assert (await _read(house, browser, asked, "approval-1")).fields == _of(asked)
    loader = pages._environment.loader
    assert loader is not None
    source = loader.get_source(pages._environment, "approve.html")[0]
    line = next(line for line in source.splitlines() if f", {left_out})" in line)
    lesser = DictLoader({"approve.html": source.replace(line, "")})
    monkeypatch.setattr(pages._environment, "loader", ChoiceLoader([lesser, loader]))
    monkeypatch.setattr(pages._environment, "cache", None)
    assert (await _read(house, browser, asked, "approval-2")).fields != _of(asked)
