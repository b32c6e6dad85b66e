"""Taking our own secrets out of what others say before anybody sees it, however they spelt them.

An API may echo what it was sent: plainly, escaped for an address, JSON or HTML, or inside base64 of something longer.
Of encodings inside encodings two are undone: whoever wants to hide it deeper is no echo, and has the secret anyway.
"""

import base64
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import Final
from urllib.parse import unquote_to_bytes

SHORTEST: Final = 6  # characters: what is shorter is a word, or a number, of any text
_ESCAPES = ("%", "\\", "&")
_GAPS = ("\0", "\n", "\r", "\\")
# what stands between two characters in UTF-16, and in base64 that is broken into lines
_GAP = r"(?:[\0\s]|\\[rnt]|\\u0000){0,8}"
_BETWEEN = b"\0\t\n\r "
_LINE_END = r"(?:(?:[\r\n]|\\[rn]){1,2}[\t ]{0,8})"
_WORD = re.compile(rf"[\w+/%=-]{{10,}}(?:{_LINE_END}[\w+/%=-]+)*", re.ASCII)  # what may be an encoding, in lines too
_UNITS = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+")
_NAMED = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
_REFERENCE = re.compile(rb"&(?:(amp|lt|gt|quot|apos)|#0{0,6}([0-9]{1,7})|#[xX]0{0,6}([0-9a-fA-F]{1,6}));")
_ONE_ALPHABET = bytes.maketrans(b"-_", b"+/")


def scrubbed(text: str, secrets: Mapping[str, str]) -> str:
    """Return the text with every spelling of each secret replaced by its name in brackets: `[token]`."""
    for name, secret in secrets.items():
        for spelling in _fixed(secret):
            text = text.replace(spelling, f"[{name}]")
        if any(mark in text for mark in _GAPS):
            text = _broken(secret).sub(f"[{name}]", text)
        if any(mark in text for mark in _ESCAPES):
            text = _escaped(secret).sub(f"[{name}]", text)
    return _WORD.sub(partial(_without, secrets), text)


def without_code(text: str, name: str, code: str) -> str:
    """Return the text without a code that people type, its name in brackets in its place.

    However they write it: in small letters, with or without its dashes and spaces. Only where it stands by itself, as
    a short one is a part of many words; one of SHORTEST characters is looked for in every spelling too.
    """
    typed = "".join(filter(str.isalnum, code))
    if not typed:
        return text.replace(code, f"[{name}]")
    alone = r"(?<![^\W_])" + r"[\W_]{0,3}".join(typed) + r"(?![^\W_])"
    found = re.sub(alone, f"[{name}]", text, flags=re.IGNORECASE)
    return scrubbed(found, {name: code}) if len(typed) >= SHORTEST else found


def repeats(said: object, secrets: Mapping[str, str]) -> bool:
    """Return whether any text in a JSON value, however deep, holds a spelling of one of the secrets."""
    text = json.dumps(said, ensure_ascii=False)
    return scrubbed(text, secrets) != text


@lru_cache(maxsize=64)
def _fixed(secret: str) -> tuple[str, ...]:
    raw = secret.encode()
    encoded = sorted({*_base64(raw), raw.hex(), raw.hex().upper()}, key=len, reverse=True)
    # of a secret of one or two bytes the rest of an alignment is nothing, or a letter of any text
    return (secret, *(form for form in encoded if len(form) >= len(secret) and len(form) > 1))


def _base64(secret: bytes) -> set[str]:
    """Return what base64 of any text with the secret in it holds, in both alphabets: one form for each alignment."""
    forms = set()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + secret)
        # the characters at both ends are made of neighbours' bits too
        whole = encoded[(0, 2, 3)[shift] : (shift + len(secret)) * 8 // 6].decode()
        forms |= {whole, whole.replace("+", "-").replace("/", "_")}
    return forms


def _without(secrets: Mapping[str, str], word: re.Match[str]) -> str:
    # the shortest encoding of an encoding is base64 with percent escapes
    short = {name: one for name, one in secrets.items() if len(word[0]) >= len(one) * 4 // 3 - 1}
    if not short:
        return word[0]
    inside = b" ".join(one.translate(None, _BETWEEN) for one in _undone(word[0].encode()))
    forms = tuple(_unescaped(inside))
    found = (name for name, one in short.items() if any(known in form for form in forms for known in _known(one)))
    return next((f"[{name}]" for name in found), word[0])


@lru_cache(maxsize=64)
def _known(secret: str) -> tuple[bytes, ...]:
    older = (secret.encode("latin-1"),) if _is_latin(secret) and not secret.isascii() else ()
    spellings = (*(spelling.encode() for spelling in _fixed(secret)), *older)
    return tuple(spelling.translate(None, _BETWEEN) for spelling in spellings)


def _is_latin(text: str) -> bool:
    return all(letter <= "\xff" for letter in text)


def _undone(word: bytes) -> Iterator[bytes]:
    """Yield what the word may be an encoding of, wherever in it that begins: percent, hex, base64 in both alphabets."""
    word = re.sub(_LINE_END.encode(), b"", word)
    if b"%" in word:
        word = unquote_to_bytes(word)
        yield word
    for run in re.findall(rb"[0-9A-Fa-f]{16,}", word):
        yield from (bytes.fromhex(run[begin : len(run) - (len(run) - begin) % 2].decode()) for begin in (0, 1))
    for run in re.findall(rb"[A-Za-z0-9+/]{8,}", word.translate(_ONE_ALPHABET)):
        yield from (base64.b64decode(run[begin:] + b"A" * (-(len(run) - begin) % 4)) for begin in range(4))


def _unescaped(inside: bytes) -> Iterator[bytes]:
    """Yield what was decoded as it is, and without the escapes that it had: of an address, of JSON, of HTML."""
    yield inside
    if b"%" in inside:
        yield unquote_to_bytes(inside).translate(None, _BETWEEN)
    if b"&" in inside:
        yield _REFERENCE.sub(_referred, inside)
    for _ in range(2):  # JSON in a text of JSON is escaped twice
        if b"\\" in inside:
            inside = _UNITS.sub(_spelt_out, _backslashes_read(inside)).translate(None, _BETWEEN)
            yield inside


def _backslashes_read(inside: bytes) -> bytes:
    # no NUL is left in what was decoded, so it may stand for a backslash that is none of an escape
    plain = inside.replace(rb"\\", b"\0").replace(rb"\/", b"/").replace(rb"\"", b'"')
    return plain.replace(b"\0", b"\\")


def _spelt_out(units: re.Match[bytes]) -> bytes:
    digits = units[0].replace(rb"\u", b"").decode()
    return bytes.fromhex(digits).decode("utf-16-be", errors="replace").encode()


def _referred(reference: re.Match[bytes]) -> bytes:
    name, decimal, digits = reference.groups()
    return _NAMED[name] if name else chr(min(int(decimal) if decimal else int(digits, 16), sys.maxunicode)).encode(
        errors="replace"
    )


@lru_cache(maxsize=64)
def _broken(secret: str) -> re.Pattern[str]:
    return re.compile("|".join(_GAP.join(map(re.escape, spelling)) for spelling in _fixed(secret)))


@lru_cache(maxsize=64)
def _escaped(secret: str) -> re.Pattern[str]:
    return re.compile("".join(map(_character, secret)))


def _character(one: str) -> str:
    r"""Return a pattern of one character, plain or escaped: `%2F`, `%252F`, `\/`, `\u002f`, `&#47;`, `&#x2F;`."""
    code = ord(one)
    named = {"&": "|&amp;", "<": "|&lt;", ">": "|&gt;", '"': "|&quot;", "'": "|&apos;", " ": r"|\+"}.get(one, "")
    utf8 = "".join(rf"%(?:25){{0,3}}{_digits(byte)}" for byte in _parts(one.encode().hex(), 2))
    utf16 = "".join(rf"\\{{1,4}}u{_digits(unit)}" for unit in _parts(one.encode("utf-16-be").hex(), 4))
    older = rf"|%(?:25){{0,3}}{_digits(f'{code:x}')}" if "\x80" <= one <= "\xff" else ""
    # bounded repetitions: an answer must not choose how long it is searched
    return (
        rf"(?:\\{{0,4}}{re.escape(one)}|{utf8}|{utf16}"
        rf"|&#0{{0,6}}{code};|&#[xX]0{{0,6}}{_digits(f'{code:x}')};{older}{named})"
    )


def _parts(digits: str, size: int) -> list[str]:
    return [digits[at : at + size] for at in range(0, len(digits), size)]


def _digits(plain: str) -> str:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in plain)
