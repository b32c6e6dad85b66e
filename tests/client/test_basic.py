"""What HTTP Basic's base64 says is as secret as the base64: whole calls, and which of its words count."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from broker.client.basic import meant
from broker.client.scrubbing import repeats, scrubbed
from tests.client.echoing import Echoing, answer, echoing, told
from tests.client.test_echo import SPELT

PAIR = "alice:hunter2 correct/horse"
PASSWORD = PAIR.partition(":")[2]


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SECRET = _b64(PAIR)


@pytest.fixture(scope="module")
async def api(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Echoing]:
    """One installation for all rows; each reads an issue of its own."""
    async with echoing(tmp_path_factory.mktemp("basic"), scheme="bAsIc", secret=SECRET) as made:
        yield made


@pytest.mark.anyio
@pytest.mark.sweep(5)
@pytest.mark.parametrize("row", SPELT)
@pytest.mark.parametrize("said", [PAIR, PASSWORD], ids=["the pair", "the password"])
async def test_a_password_that_an_api_sends_back_decoded_is_told_to_no_agent(api: Echoing, row: str, said: str) -> None:
    spelt = SPELT[row](said)
    body = json.dumps({"error": f"all is {spelt}; locked; well", "user": "alice"})
    if row.startswith("escaped for JSON"):
        body = f'{{"error": "all is {spelt}; locked; well", "user": "alice"}}'
    api.says = lambda: answer(body.encode(), "403 Forbidden")
    view = await api.ask()
    assert api.came[-1] == f"bAsIc {SECRET}"
    assert view.result is not None
    error = view.result["body"]["error"]
    assert (error.startswith("all is "), "[" in error, error.endswith("locked; well")) == (True, True, True)
    assert view.result["body"]["user"] == "alice"
    assert [one for one in (PAIR, PASSWORD, spelt, "correct") if one in error + told(view)] == []


@pytest.mark.anyio
async def test_what_is_not_the_password_arrives_as_it_was_sent(api: Echoing) -> None:
    other = {row: spell("alice:another password/horse") for row, spell in SPELT.items()}
    api.says = lambda: answer(json.dumps(other).encode())
    assert (await api.ask()).result == {"status": 200, "body": other}


@pytest.mark.anyio
async def test_under_another_scheme_what_base64_would_say_is_no_secret(tmp_path: Path) -> None:
    async with echoing(tmp_path, secret=SECRET) as api:
        api.says = lambda: answer(json.dumps({"said": PAIR, "sent": SECRET}).encode())
        assert (await api.ask()).result == {"status": 200, "body": {"said": PAIR, "sent": "[secret]"}}


HELD = {
    "user and password": ("alice:hunter2-horse", {"login": "alice:hunter2-horse", "password": "hunter2-horse"}),
    "a password with a colon": ("alice:hun:ter2", {"login": "alice:hun:ter2", "password": "hun:ter2"}),
    "a password of six characters": ("alice:abc123", {"login": "alice:abc123", "password": "abc123"}),
    "a password like a word": ("alice:2024", {"login": "alice:2024"}),
    "a key for a user name": ("sk_live_4f9a:", {"login": "sk_live_4f9a:", "user": "sk_live_4f9a"}),
    "a key with a letter": ("key-4f9a2b:X", {"login": "key-4f9a2b:X", "user": "key-4f9a2b"}),
    "a key of GitHub": (
        "ghp_4f9a2b:x-oauth-basic",
        {"login": "ghp_4f9a2b:x-oauth-basic", "user": "ghp_4f9a2b"},
    ),
    "nothing to speak of": ("a:b", {}),
}


@pytest.mark.parametrize("row", HELD)
def test_what_the_pair_holds_decides_what_is_taken_out(row: str) -> None:
    pair, held = HELD[row]
    for secret in (_b64(pair), _b64(pair).rstrip("=")):
        assert meant(secret, "Basic") == {"secret": secret, **held}
        assert meant(secret, "Bearer") == meant(secret, None) == {"secret": secret}


def test_the_pair_is_read_in_either_alphabet_and_charset() -> None:
    raw = "älice:hünter2??>".encode("latin-1")
    for encoded in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
        assert meant(encoded.decode(), "basic")["password"] == "hünter2??>"
    for no_base64 in ("no base64", "a-key-of-21-charactersss", "!" * 8):
        assert set(meant(no_base64, "Basic")) <= {"secret", "login", "user"}


def test_tools_that_say_the_password_repeat_the_secret() -> None:
    listed = [{"name": "read", "description": f"Sign in with {PASSWORD}"}]
    assert repeats(listed, meant(SECRET, "Basic"))
    assert not repeats(listed, meant(SECRET, "Bearer"))


LETTERS = "pass wörd€/🔑"
ESCAPED = {
    "percent-encoded": "pass%20w%c3%b6rd%E2%82%AC%2F%f0%9f%94%91",
    "of a form": "pass+w%C3%B6rd%E2%82%AC%2F%F0%9F%94%91",
    "of JSON": json.dumps(LETTERS)[1:-1],
    "of HTML": "pass&#32;w&#246;rd&#x20AC;/&#128273;",
    "in base64": base64.b64encode(f"?{LETTERS}?".encode()).decode(),
    "in base64 of percent-encoding": base64.b64encode(quote(LETTERS).encode()).decode(),
}


@pytest.mark.parametrize("row", ESCAPED)
def test_a_password_of_any_letters_is_found_escaped(row: str) -> None:
    text = f"before {ESCAPED[row]} after"
    found = scrubbed(text, {"password": LETTERS})
    assert (found.startswith("before "), "[password]" in found, found.endswith(" after")) == (True, True, True)
    assert len(found) < len("before [password] after") + 8
    assert scrubbed(text, {"password": "pass wörd$/🔑"}) == text


OLDER = {
    "percent-encoded": "h%FCnter2",
    "in base64": base64.b64encode("it is hünter2, is it?".encode("latin-1")).decode(),
    "in base64 of UTF-16": base64.b64encode("it is hünter2".encode("utf-16-le")).decode(),
}


@pytest.mark.parametrize("row", OLDER)
def test_a_password_is_found_in_an_older_charset(row: str) -> None:
    text = f"before {OLDER[row]} after"
    assert scrubbed(text, {"password": "hünter2"}) == "before [password] after"
    assert scrubbed(text, {"password": "hanter2"}) == text
