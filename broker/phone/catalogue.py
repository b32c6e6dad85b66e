"""The words of the phone's pages in the reader's language: English, and what the catalogue beside it translates.

An English sentence is its own key, so what is not translated is shown in English. Only our own words are looked up:
what a document, an agent or another server says stays as it is, and stands as a value in a sentence of ours.
"""

import functools
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")

_LONGEST_HEADER = 1_000  # characters: no person reads so many languages
# RFC 9110 §12.5.4 and §12.4.2: a language range of RFC 4647 §2.1, and its weight
_RANGE = re.compile(
    r"(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
    r"(?:[ \t]*;[ \t]*[qQ]=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)
_SCRIPTS = ("phone.js", "push.js")
_IN_SCRIPTS = re.compile(r'\bt\("((?:[^"\\]|\\.)+)"')

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


class Phrase(str):
    """A sentence of ours: in English as a string, and it remembers its pattern and values for other languages."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: dict[str, object]

    def __new__(cls, pattern: str, values: dict[str, object]) -> "Phrase":  # noqa: D102 - as str(…) makes a string
        made = super().__new__(cls, pattern % values if values else pattern)
        made.pattern, made.values = pattern, values
        return made


def phrase(pattern: str, **values: object) -> Phrase:
    """Return a sentence whose `%(name)s` stand for values. A value that is a phrase is translated too, no other is."""
    return Phrase(pattern, values)


# shown by their names: how an approval or a proposal ended, and the alphabets that most often look alike
ENDINGS = (
    *(phrase("approved"), phrase("narrowed"), phrase("refused"), phrase("withdrawn"), phrase("expired")),
    *(phrase("Approved"), phrase("Narrowed"), phrase("Refused"), phrase("Withdrawn"), phrase("Expired")),
)
ALPHABETS = (phrase("Latin"), phrase("Cyrillic"), phrase("Greek"))


def language() -> str:
    """Return the language of the answer that is being made (RFC 5646)."""
    return _language.get()


def translated(words: str) -> str:
    """Return words of ours in the language of the answer; in English where the catalogue has none for them."""
    if not isinstance(words, Phrase):
        return _catalogue(language()).get(words, words)
    pattern = _catalogue(language()).get(words.pattern, words.pattern)
    values = {name: translated(one) if isinstance(one, Phrase) else one for name, one in words.values.items()}
    return pattern % values if values else pattern


def ngettext(one: str, many: str, number: int) -> str:
    """Return the translation of the sentence for this number, as Jinja's extension wants it."""
    return translated(one if number == 1 else many)


@contextmanager
def spoken_to(request: Request) -> Iterator[None]:
    """Let every answer within be in the language that the request asks for (RFC 9110 §12.5.4)."""
    before = _language.set(accepted(", ".join(request.headers.getlist("accept-language"))))
    try:
        yield
    finally:
        _language.reset(before)


def prefer(tags: Sequence[str]) -> None:
    """Let the rest of this answer be in the first of these languages that we have; unchanged where we have none."""
    found = next((one for tag in tags if (one := looked_up(tag)) is not None), None)
    if found is not None:
        _language.set(found)


def label(response: Response) -> None:
    """Say on an answer with words which language they are in, and that the request's headers chose it."""
    if response.media_type in ("text/html", "application/json"):
        response.headers["Content-Language"] = language()
        response.headers["Vary"] = "Accept-Language"


def accepted(header: str) -> str:
    """Return our language for an `Accept-Language` header; English for one that is missing, malformed or too long."""
    weighed = _weighed(header) if len(header) <= _LONGEST_HEADER else []
    refused = {looked_up(tag) for tag, weight in weighed if weight == 0}
    for tag, _ in sorted(weighed, key=lambda one: -one[1]):
        wanted = LANGUAGES if tag == "*" else (looked_up(tag),)
        for one in wanted:
            if one is not None and one not in refused:
                return one
    return ENGLISH


def looked_up(tag: str) -> str | None:
    """Return our language for a tag, shortened from its end until we have it (RFC 4647 §3.4), or None."""
    parts = tag.lower().split("-")
    while parts:
        if (short := "-".join(parts)) in LANGUAGES:
            return short
        parts.pop()
        # a single letter introduces what followed it, and means nothing without
        if parts and len(parts[-1]) == 1:
            parts.pop()
    return None


def script_words() -> dict[str, str]:
    """Return what our scripts say, English to the language of the answer; nothing for English, which they speak."""
    return _script_words(language())


def sentences_of(script: str) -> list[str]:
    """Return the sentences that a script of ours looks up, by its text."""
    return [json.loads(f'"{found}"') for found in _IN_SCRIPTS.findall(script)]


def _weighed(header: str) -> list[tuple[str, float]]:
    """Return the ranges of a header with their weights, in its order; nothing where any of it is malformed."""
    elements = [one.strip(" \t") for one in header.split(",")]
    found = [_RANGE.fullmatch(one) for one in elements if one]
    return [] if None in found else [(one["tag"], float(one["weight"] or 1)) for one in found if one is not None]


@functools.cache
def _catalogue(wanted: str) -> dict[str, str]:
    if wanted == ENGLISH:
        return {}
    words: dict[str, str] = json.loads((files("broker.phone") / "words" / f"{wanted}.json").read_text("utf-8"))
    return words


@functools.cache
def _script_words(wanted: str) -> dict[str, str]:
    texts = [(files("broker.phone") / "static" / name).read_text("utf-8") for name in _SCRIPTS]
    used = {sentence for text in texts for sentence in sentences_of(text)}
    return {key: words for key, words in _catalogue(wanted).items() if key in used}
