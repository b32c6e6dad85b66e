"""A secret that is echoed with something between its characters, as UTF-16 and lines of base64 have it."""

import base64
import html
import json
from array import array
from collections.abc import Callable

import pytest

from broker.client.scrubbing import scrubbed, without_code

SECRET = "key-4f9A/x+27.zQ~81_tR"
LINES = base64.encodebytes(b"authorization: " + b"x" * 40 + SECRET.encode() + b" and more").decode()
SPELT = {
    "UTF-16": ("\ufeff" + f"before {SECRET} after").encode("utf-16-le").decode("utf-8", errors="replace"),
    "UTF-16, the other way": f"before {SECRET} after".encode("utf-16-be").decode("utf-8", errors="replace"),
    "lines of base64": LINES,
    "lines of base64, as mail has them": LINES.replace("\n", "\r\n"),
    "lines of base64 in JSON": json.dumps({"before": LINES}),
    "broken over two lines": f"before {SECRET[:9]}\n    {SECRET[9:]} after",
}


@pytest.mark.parametrize("row", SPELT)
def test_a_secret_with_something_between_its_characters_is_taken_out(row: str) -> None:
    found = scrubbed(SPELT[row], {"secret": SECRET})
    assert "[secret]" in found
    assert len(found) < len(SPELT[row])


def test_what_is_no_secret_of_ours_stays_as_it_is() -> None:
    for text in SPELT.values():
        assert scrubbed(text, {"secret": "key-another-one-of-22c"}) == text


@pytest.mark.parametrize("secret", ["#", "c", "cc", "+", "ab3"])
def test_a_secret_of_a_few_characters_takes_nothing_else_out(secret: str) -> None:
    assert scrubbed("user_denied: YZ, not today", {"token": secret}) == "user_denied: YZ, not today".replace(
        secret, "[token]"
    )


CODES = {
    "47": ("Number 47: 47 of 1470, 4-7", "Number [code]: [code] of 1470, [code]"),
    "ABC": ("abc, ABCD, a-b-c and b", "[code], ABCD, [code] and b"),
    "#!": ("say #! twice", "say [code] twice"),
    "A1-B2": ("a1b2 is 61 31 2d 42 32", "[code] is 61 31 2d 42 32"),
    "A1-B2C3": ("a1b2c3, " + b"A1-B2C3".hex(), "[code], [code]"),
}


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_taken_out_where_it_stands_by_itself(code: str) -> None:
    text, rest = CODES[code]
    assert without_code(text, "code", code) == rest


ODD = 'tr_live/Zm9v"+8a7c\\b&c\'<ü🔑>'
AS_JSON = json.dumps({"token": ODD, "and": 1}).replace("/", "\\/")  # as PHP writes it
ESCAPED = {
    "JSON": json.dumps({"token": ODD}, ensure_ascii=False),
    "JSON, its slashes too": AS_JSON,
    "JSON in a text of JSON": json.dumps({"sent": AS_JSON}),
    "JSON, every character": "".join(f"\\u{unit:04x}" for unit in array("H", ODD.encode("utf-16"))[1:]),
    "HTML": f"<p>{html.escape(ODD)}</p>",
    "XML": f"<p>{ODD.replace('&', '&amp;').replace('<', '&lt;').replace(chr(39), '&apos;')}</p>",
    "HTML, every character": "".join(f"&#x{ord(one):04X};" for one in ODD),
    "HTML, every character by its number": "".join(f"&#{ord(one)};" for one in ODD),
}
CODED: dict[str, Callable[[str], str]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64, url-safe": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "base64, in lines": lambda text: base64.encodebytes(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "percent-encoded": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
}


@pytest.mark.parametrize("coded", CODED)
@pytest.mark.parametrize("row", ESCAPED)
def test_a_secret_that_is_escaped_inside_an_encoding_is_taken_out(row: str, coded: str) -> None:
    text = CODED[coded](ESCAPED[row]).strip()
    assert scrubbed(f"before {text}; after", {"secret": ODD}) == "before [secret]; after"
    other = ODD.replace("8a7c", "8a7d")
    assert scrubbed(f"before {text}; after", {"secret": other}) == f"before {text}; after"


def test_how_long_an_answer_is_searched_grows_with_its_length_and_no_faster() -> None:
    word = base64.b64encode(b"x" * 3 * 64 * 1024).decode()
    escapes = [base64.b64encode(one * (256 * 1024 // len(one))).decode() for one in (b"&#47;", b'\\"', b"\\u0041x")]
    for text in (*escapes, word, word + "%", "%41" * 64 * 1024, "ab" * 128 * 1024, f"{word[:9]}\n" * 25_000):
        assert scrubbed(text, {"secret": SECRET}) == text
