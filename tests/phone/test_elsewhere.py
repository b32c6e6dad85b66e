"""Where another authorization server wants to ask: in the owner's signed-in inbox, opened by hand, and nowhere else."""

from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from broker.phone import overview
from broker.phone.interact_foreign import host_of
from broker.store.tables import Agent, ClientGrant
from tests.phone.house import VAULT, House
from tests.stand_ins import NOW

pytestmark = pytest.mark.anyio

URI = "https://bank.example:8443/ask/4CF492MLVMSW9MKMXKHQ?x=1&y=2"
CODE = "CDFH 2345"


class Links(HTMLParser):
    """The links of a page that lead away from it, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and not str(given.get("href")).startswith("/"):
            self.found.append(given)


async def _waiting(house: House, uri: str = URI, code: str | None = CODE, **fields: Any) -> None:
    def sealed(column: str, value: str | None) -> bytes | None:
        return VAULT.seal(value.encode(), table="client_grant", row="g_1", column=column) if value else None

    row: dict[str, Any] = {
        "id": "g_1",
        "agent": "scout",
        "owner": "alice",
        "authorization_server": "https://bank.example/gnap",
        "key": "k",
        "connector": "bank",
        "operation": "bank_read_account",
        "arguments": {},
        "access": [],
        "call_digest": "c",
        "connector_digest": "d",
        "policy_digest": "p",
        "rule": "look",
        "decide": "allow",
        "state": "pending",
        "interaction_uri_sealed": sealed("interaction_uri", uri),
        "interaction_host": "bank.example",
        "user_code_sealed": sealed("user_code", code),
        "created_at": NOW,
        "updated_at": NOW,
        "deadline": NOW + timedelta(hours=1),
    }

    def work(session: Any) -> None:
        if session.get(Agent, "scout") is None:
            session.add(Agent(name="scout", owner="alice", credential_digest="x", created_at=NOW))
            session.flush()
        session.add(ClientGrant(**row | fields))

    await house.change(work)


async def test_a_code_without_an_address_is_shown_with_its_host_and_no_link(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, uri="")
    answer = await browser.get("/inbox")
    assert Links(answer.text).found == []
    assert CODE in answer.text
    assert "on the page for codes that bank.example has told you of" in answer.text


async def test_neither_address_nor_code_is_nothing_to_show(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, uri="", code=None)
    assert "data-elsewhere" not in (await browser.get("/inbox")).text


async def test_an_address_that_may_not_be_opened_hides_its_code_too(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, uri="javascript:alert(1)")
    answer = await browser.get("/inbox")
    assert ("data-elsewhere" in answer.text, CODE in answer.text) == (False, False)


async def test_the_inbox_shows_host_and_code_and_a_link_that_only_a_person_follows(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house)
    answer = await browser.get("/inbox")
    (link,) = Links(answer.text).found
    assert link["href"] == URI
    assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer")
    assert "bank.example:8443 wants to ask you itself" in answer.text
    assert CODE in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"


SHOWN_TO_NOBODY: dict[str, dict[str, Any]] = {
    "of another owner": {"owner": "bob"},
    "answered": {"state": "approved"},
    "ended": {"state": "finalized"},
    "given back, its server not told yet": {"status": "cancelled"},
    "given back where there is nothing to do": {
        "status": "cancelled",
        "interaction_uri_sealed": None,
        "user_code_sealed": None,
    },
    "too late": {"deadline": NOW},
    "sealed for another row": {"id": "g_2"},
}


@pytest.mark.parametrize("name", SHOWN_TO_NOBODY)
async def test_what_does_not_wait_for_this_owner_is_not_shown(house: House, name: str) -> None:
    browser = await house.signed_in()
    await house.owner("bob")
    await _waiting(house, **SHOWN_TO_NOBODY[name])
    page = (await browser.get("/inbox")).text
    assert Links(page).found == []
    assert (CODE in page, "data-there" in page) == (False, False)
    assert "Nothing waits for you" in page


async def test_a_browser_that_is_signed_out_sees_nothing_of_it(house: House) -> None:
    await house.owner("alice")
    await _waiting(house)
    answer = await house.browser().get("/inbox")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/inbox")
    assert "bank.example" not in answer.text


async def test_the_command_line_is_told_neither_address_nor_code(house: House) -> None:
    await house.owner("alice")
    await _waiting(house)
    told = repr(await house.store.read(lambda session: [overview.grants(session), overview.standing(session, NOW)]))
    assert "bank_read_account" in told
    for secret in (URI, "/ask/", "4CF492MLVMSW9MKMXKHQ", CODE):
        assert secret not in told


LED_TO: dict[str, tuple[str, str | None]] = {
    "https": ("https://as.example/x", "as.example"),
    "another port": ("https://as.example:444/x", "as.example:444"),
    "this computer": ("http://127.0.0.1:9000/x", "127.0.0.1:9000"),
    "another computer in clear": ("http://as.example/x", None),
    "a script": ("javascript:alert(1)//as.example", None),
    "data": ("data:text/html,<script>x</script>", None),
    "an app's own scheme": ("bank://as.example/x", None),
    "a name before the host": ("https://bank.example@evil.example/", None),
    "a backslash": ("https://bank.example\\@evil.example/", None),
    "a line break": ("https://bank.example/\n", None),
    "letters beyond ASCII": ("https://b\u0430nk.example/", None),
    "no host": ("https:///x", None),
    "a port that is none": ("https://bank.example:99999/", None),
    "an open bracket": ("https://[::1/", None),
}


@pytest.mark.parametrize("name", LED_TO)
async def test_a_person_is_led_to_https_and_to_this_computer_only(house: House, name: str) -> None:
    uri, host = LED_TO[name]
    assert host_of(uri) == host
    browser = await house.signed_in()
    await _waiting(house, uri)
    page = (await browser.get("/inbox")).text
    assert [link["href"] for link in Links(page).found] == ([uri] if host else [])


async def test_going_on_binds_the_finish_to_this_browser_session_and_the_last_one_counts(house: House) -> None:
    phone, laptop = await house.signed_in(), await house.signed_in(seed=2)
    await _waiting(house, code=None)
    for browser in (phone, laptop):
        assert (await browser.post("/elsewhere/g_1")).status_code == 200
        digest = sha256(browser.cookies[house.deps.cookie].encode()).hexdigest()
        assert await _opened_in(house) == digest
    assert (await house.audited()).count("client.opened_elsewhere") == 2


async def test_a_look_at_page_and_inbox_binds_nothing(house: House) -> None:
    browser = await house.signed_in()
    await _waiting(house, code=None)
    await browser.get("/inbox")
    assert (await browser.get("/elsewhere/g_1")).status_code == 405
    assert await _opened_in(house) is None


GONE: dict[str, dict[str, Any]] = {
    "another owner's": {"owner": "bob"},
    "given back": {"status": "cancelled"},
    "over": {"state": "finalized"},
    "out of time": {"deadline": NOW - timedelta(seconds=1)},
}


@pytest.mark.parametrize("name", GONE)
async def test_nobody_goes_on_with_what_does_not_wait_for_them(house: House, name: str) -> None:
    browser = await house.signed_in()
    await _waiting(house, code=None, **GONE[name])
    assert (await browser.post("/elsewhere/g_1")).status_code == 404
    assert (await house.browser().post("/elsewhere/g_1")).status_code == 401
    assert await _opened_in(house) is None


async def _opened_in(house: House) -> str | None:
    return await house.store.read(lambda session: session.get_one(ClientGrant, "g_1").opened_in)
