"""Turning values into pages: the Jinja environment, and how a value is made visible to a person.

Whatever came from outside is text here. Characters that a screen would hide, reorder or draw as nothing are shown as
escapes, so that what is read is what is there.
"""

import re
import unicodedata
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from broker.phone import catalogue
from broker.phone.catalogue import Phrase, phrase, translated
from broker.policy.chain import shown

# Letters by category, yet drawn as nothing: Hangul fillers and the empty Braille pattern.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Written together in one language, so no warning.
_ONE_SCRIPT = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL"})
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_WORD = re.compile(r"[^\W\d_]+")
_SPANS = {
    "day": (phrase("%(number)s day"), phrase("%(number)s days")),
    "hour": (phrase("%(number)s hour"), phrase("%(number)s hours")),
    "minute": (phrase("%(number)s minute"), phrase("%(number)s minutes")),
    "second": (phrase("%(number)s second"), phrase("%(number)s seconds")),
}
_STACKED_MARKS = 2  # more combining marks on one letter than this draw over the neighbouring lines


def page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page, rendered in the language of the answer."""
    return HTMLResponse(_environment.get_template(template).render(**values), status_code=status)


def visible(value: object, *, lines: bool = False) -> Markup:
    """Return a value as safe HTML in which nothing is hidden: unseen characters become marked `U+XXXX` escapes.

    With `lines` a line feed stays one, for a block that keeps line breaks.
    """
    return Markup("").join(_piece(char, hide) for char, hide in _judged(_words(value), lines))


def said(words: str) -> Phrase:
    """Return words of ours, for `visible` and for a sentence to translate; a constant sentence needs no other mark."""
    return words if isinstance(words, Phrase) else phrase(words)


def plain(value: object) -> str:
    """Return what `visible` shows, without markup: escapes as `[U+XXXX]`."""
    return "".join(f"[U+{ord(char):04X}]" if hide else char for char, hide in _judged(_words(value), False))


def scripts(value: object) -> str | None:
    """Return a warning when letters of different alphabets are mixed in one value (`bаkery` with a Cyrillic а)."""
    names = {unicodedata.name(char, "?").split()[0] for char in str(value) if char.isalpha()}
    found = {"CJK" if name in _ONE_SCRIPT else name for name in names}
    if len(found) < 2:
        return None
    alphabets = translated(" and ").join(translated(one) for one in sorted(name.title() for name in found))
    return translated(phrase("Mixes letters of %(alphabets)s", alphabets=alphabets))


def mixed_words(text: str) -> list[str]:
    """Return the words of a text in which letters of different alphabets stand: each may be read as another word."""
    return [word for word in dict.fromkeys(_WORD.findall(text)) if scripts(word)]


def hides(text: str) -> bool:
    """Tell whether a text has characters that a screen would hide, reorder or draw as nothing; a line feed has not."""
    return any(hide for _, hide in _judged(text, True))


def clipped(words: str, limit: int) -> tuple[str, int]:
    """Return the first `limit` characters and how many are left out."""
    return words[:limit], max(0, len(words) - limit)


def duration(seconds: float) -> str:
    """Return a span in words, rounded down: `59 seconds`, `10 minutes`, `23 hours`, `3 days`."""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * size or (seconds >= size and seconds % size == 0):
            return _count(int(seconds // size), unit)
    return _count(max(0, int(seconds)), "second") if seconds < 60 else _count(int(seconds // 60), "minute")


def _count(number: int, unit: str) -> str:
    return translated(phrase(_SPANS[unit][number != 1], number=number))


def _words(value: object) -> str:
    if value is None:
        return translated(phrase("not given"))
    if isinstance(value, bool):
        return translated(phrase("yes") if value else phrase("no"))
    # of all texts only those of ours are phrases; what a document says is shown as it is
    return translated(value) if isinstance(value, Phrase) else str(value)


def _judged(text: str, lines: bool) -> list[tuple[str, bool]]:
    judged, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        hide = marks > _STACKED_MARKS or _hidden(char)
        judged.append((char, hide and not (lines and char == "\n")))
    return judged


def _hidden(char: str) -> bool:
    category = unicodedata.category(char)
    odd_space = category == "Zs" and char != " "
    return odd_space or category in _HIDDEN_CATEGORIES or char in _BLANK_LETTERS


def _piece(char: str, hide: bool) -> Markup:
    if not hide:
        return Markup.escape(char)
    return Markup('<span class="unseen" title="{name}">U+{code:04X}</span>').format(
        name=unicodedata.name(char, "control character"), code=ord(char)
    )


_environment = Environment(
    loader=PackageLoader("broker.phone", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],
)
_environment.filters.update(visible=visible, plain=plain, scripts=scripts, duration=duration, said=said, shown=shown)
_environment.globals.update(language=catalogue.language, script_words=catalogue.script_words)
_environment.install_gettext_callables(translated, catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]
