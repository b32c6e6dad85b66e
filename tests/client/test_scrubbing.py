"""A secret that is echoed with something between its characters, as UTF-16 and lines of base64 have it."""

import base64
import json

import pytest

from broker.client.scrubbing import scrubbed

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


def test_how_long_an_answer_is_searched_grows_with_its_length_and_no_faster() -> None:
    word = base64.b64encode(b"x" * 3 * 64 * 1024).decode()
    for text in (word, word + "%", "%41" * 64 * 1024, "ab" * 128 * 1024, f"{word[:9]}\n" * 25_000):
        assert scrubbed(text, {"secret": SECRET}) == text
