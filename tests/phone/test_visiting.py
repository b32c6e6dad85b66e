"""An owner is led here by a client, answers, and is led back: and nobody else is, by no link."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from broker.authserver import visits
from broker.store.query import Session, col, select, update
from broker.store.tables import Approval, Outbox, RegisteredClient, ServerGrant
from tests.approval.signing import Signer
from tests.phone.house import Browser, House
from tests.phone.led import FINISH, Led, hash_holds, leads_nowhere, led

pytestmark = pytest.mark.anyio

Attack = Callable[[House, Led, Browser], Awaitable[httpx2.Response]]


@pytest.mark.requirement("C-4.2-1", "C-4.2-3", "C-4.2-4", "C-4.2.1-1", "C-4.2.3-1")
@pytest.mark.requirement("C-2.5.2-9", "C-2.5.2-11", "C-3.3.5-1")
@pytest.mark.parametrize("verb", ["approve", "refuse"])
@pytest.mark.parametrize("method", ["sha-256", "sha-384", "sha-512", "sha3-512"])
async def test_whoever_was_led_here_goes_back_with_hash_and_reference_whatever_the_answer(
    house: House, verb: str, method: str
) -> None:
    browser = await house.signed_in()
    asked = await led(house, hash_method=method)
    assert await asked.enter(browser) == f"/approve/{asked.approval}"
    back = await browser.get(await asked.answer(browser, verb))
    assert back.status_code == 303
    location = back.headers["location"]
    assert location.startswith(f"{FINISH}&hash=")
    assert parse_qs(urlsplit(location).query)["round"] == ["7"]
    assert await hash_holds(house, asked.grant, location, method)
    row = await asked.row()
    assert (row.visited_by, row.visited_at, row.state) == ("alice", house.clock, "pending")


async def test_refusing_without_the_passkey_leads_back_too(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    await asked.enter(browser)
    answer = await browser.post(f"/approve/{asked.approval}/refuse", {"reason": "no"})
    back = await browser.get(answer.json()["next"])
    assert await hash_holds(house, asked.grant, back.headers["location"])


async def test_the_way_back_is_the_same_until_the_client_goes_on_and_then_there_is_none(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    await asked.enter(browser)
    done = f"/interact/done/{(await asked.visits())[0].id}"
    assert leads_nowhere(await browser.get(done))  # not answered yet
    await asked.answer(browser)
    first, second = await browser.get(done), await browser.get(done)
    assert first.headers["location"] == second.headers["location"]
    await asked.change(state="approved")
    assert leads_nowhere(await browser.get(done))


async def test_with_a_push_finish_the_browser_stays_and_the_call_waits_to_be_made(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house, finish="push")
    await asked.enter(browser)
    assert await asked.answer(browser) == f"/approve/{asked.approval}"
    assert await _calls(house) == 1
    visit = (await asked.visits())[0].id
    assert leads_nowhere(await browser.get(f"/interact/done/{visit}"))


async def test_a_redirect_finish_is_not_pushed(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    await asked.enter(browser)
    await asked.answer(browser)
    assert await _calls(house) == 0


@pytest.mark.requirement("C-4.2-2")
async def test_without_a_finish_the_page_tells_the_owner_to_go_back_to_the_program(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house, finish=None)
    onward = await asked.enter(browser)
    assert "After your answer, go back to it" in (await browser.get(onward)).text
    assert await asked.answer(browser) == onward
    page = (await browser.get(onward)).text
    assert "Go back to the program that asked" in page
    assert "data-way-back" not in page


@pytest.mark.requirement("C-2.5.2-6")
async def test_before_the_answer_the_pages_name_the_host_to_which_the_browser_goes_back(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    assert '<span class="host" data-back>shop.example</span>' in (await browser.get(asked.uri)).text
    page = (await browser.get(await asked.enter(browser))).text
    assert "<strong data-back>shop.example</strong>" in page


async def test_an_answer_from_the_inbox_proves_no_visit_yet_the_link_still_leads_back(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    assert await asked.answer(browser) == f"/approve/{asked.approval}"
    assert (await asked.row()).visited_by is None
    assert "You have answered already" in (await browser.get(asked.uri)).text
    back = await browser.get(await asked.enter(browser))
    assert await hash_holds(house, asked.grant, back.headers["location"])
    assert (await asked.row()).visited_by is None


async def test_an_answer_in_another_browser_proves_no_visit_and_the_first_one_is_shown_the_way_back(
    house: House,
) -> None:
    first, second = await house.signed_in(), await house.signed_in(seed=2)
    asked = await led(house)
    onward = await asked.enter(first)
    assert await asked.answer(second, signer=Signer(2)) == onward
    assert (await asked.row()).visited_by is None
    page = (await first.get(onward)).text
    way = page.split('href="/interact/done/')[1].split('"')[0]
    assert "location" in (await first.get(f"/interact/done/{way}")).headers
    assert leads_nowhere(await second.get(f"/interact/done/{way}"))


async def _another_owner(house: House, asked: Led, _: Browser) -> httpx2.Response:
    return await (await house.signed_in("bob", 2)).post(asked.uri)


async def _second_browser(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    await asked.enter(await house.signed_in(seed=2))
    return await browser.post(asked.uri)


async def _session_swapped_behind_the_page(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    assert (await browser.get(asked.uri)).status_code == 200
    other = await house.signed_in(seed=2)
    await other.post(asked.uri)
    return await browser.post(asked.uri)


async def _used(_: House, asked: Led, browser: Browser) -> httpx2.Response:
    await asked.enter(browser)
    await asked.answer(browser)
    return await browser.post(asked.uri)


async def _expired(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    house.later(seconds=visits.URI_VALID.total_seconds())
    return await browser.post(asked.uri)


async def _grant_expired(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    await asked.change(expires_at=house.clock)
    return await browser.post(asked.uri)


async def _grant_cancelled(_: House, asked: Led, browser: Browser) -> httpx2.Response:
    await asked.change(state="finalized", ending="cancelled")
    return await browser.post(asked.uri)


async def _prompt_withdrawn(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    await house.change(lambda session: session.execute(update(Approval).values(withdrawn_at=house.clock)))
    return await browser.post(asked.uri)


async def _client_revoked(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    await house.change(lambda session: session.execute(update(RegisteredClient).values(revoked_at=house.clock)))
    return await browser.post(asked.uri)


async def _code_was_taken(_: House, asked: Led, browser: Browser) -> httpx2.Response:
    assert (await browser.post("/code", {"code": asked.offered["user_code"]})).status_code == 200
    return await browser.post(asked.uri)


async def _offered_anew(house: House, asked: Led, browser: Browser) -> httpx2.Response:
    def anew(session: Session) -> None:
        row = session.get_one(ServerGrant, asked.grant)
        visits.offer(session, house.server, row, ["redirect"], house.clock)

    await house.change(anew)
    return await browser.post(asked.uri)


async def _made_up(_: House, asked: Led, browser: Browser) -> httpx2.Response:
    return await browser.post("/interact/" + "A" * len(asked.uri.removeprefix("/interact/")))


async def _code_as_a_secret(_: House, asked: Led, browser: Browser) -> httpx2.Response:
    return await browser.post(f"/interact/{asked.offered['user_code']}")


async def _not_a_secret(_: House, __: Led, browser: Browser) -> httpx2.Response:
    return await browser.post("/interact/%00%2e%2e")


ATTACKS: dict[str, Attack] = {
    "another owner": _another_owner,
    "a second browser of the owner": _second_browser,
    "the session swapped behind the page": _session_swapped_behind_the_page,
    "used": _used,
    "expired": _expired,
    "its grant expired": _grant_expired,
    "its grant was cancelled": _grant_cancelled,
    "its prompt was withdrawn": _prompt_withdrawn,
    "its client was revoked": _client_revoked,
    "its user code was taken": _code_was_taken,
    "offered anew": _offered_anew,
    "made up": _made_up,
    "a user code as a secret": _code_as_a_secret,
    "no secret at all": _not_a_secret,
}
LEAVES_THE_LINK_GOOD = {"another owner", "made up", "a user code as a secret", "no secret at all"}


@pytest.mark.requirement("C-4-3", "C-4.1-1", "C-4.1-2", "C-4.1.1-1", "C-4.1.1-2", "C-4.2-6")
@pytest.mark.parametrize("name", ATTACKS)
async def test_a_link_that_is_not_this_browsers_leads_nowhere_and_says_nothing_more(house: House, name: str) -> None:
    browser = await house.signed_in()
    asked = await led(house, "redirect", "user_code")
    answer = await ATTACKS[name](house, asked, browser)
    assert leads_nowhere(answer), answer.text
    assert (await asked.row()).visited_by == ("alice" if name == "used" else None)
    page = await browser.get(asked.uri)
    assert page.status_code == 200 if name in LEAVES_THE_LINK_GOOD else leads_nowhere(page)


@pytest.mark.requirement("C-4-5")
async def test_the_control_of_the_attacks_a_link_opened_again_in_its_own_browser_goes_on(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house, "redirect", "user_code")
    assert await asked.enter(browser) == await asked.enter(browser) == f"/approve/{asked.approval}"
    assert (await house.audited()).count("visit.opened") == 1
    await asked.answer(browser)
    assert (await asked.row()).visited_by == "alice"


FETCHED_AHEAD: dict[str, dict[str, str]] = {
    "prefetch": {"sec-purpose": "prefetch"},
    "prerender": {"sec-purpose": "prefetch;prerender"},
    "an unfurling bot": {"user-agent": "Slackbot-LinkExpanding 1.0"},
    "a link that another page opened": {"sec-fetch-site": "cross-site", "referer": "https://evil.example/"},
}


@pytest.mark.parametrize("signed_in", [True, False], ids=["with the owner's cookie", "without"])
@pytest.mark.parametrize("name", FETCHED_AHEAD)
async def test_a_get_binds_nothing_and_decides_nothing(house: House, name: str, signed_in: bool) -> None:
    owner = await house.signed_in()
    asked = await led(house)
    visitor = owner if signed_in else house.browser()
    for method in ("GET", "HEAD"):
        await visitor._http.request(method, asked.uri, headers=FETCHED_AHEAD[name])
    visit = (await asked.visits())[0]
    assert (visit.session_digest, visit.opened_at, visit.done_at) == (None, None, None)
    assert (await house.approval(asked.approval)).decision is None
    assert await asked.enter(owner) == f"/approve/{asked.approval}"


async def test_a_post_from_another_page_takes_nothing(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    for headers in ({"origin": "https://evil.example"}, {"origin": None}, {"sec_fetch_site": "cross-site"}):
        assert (await browser.post(asked.uri, **headers)).status_code == 403
    assert (await asked.visits())[0].session_digest is None
    await asked.enter(browser)


async def test_signing_in_happens_in_place_so_the_secret_stands_in_no_query_and_on_no_page(house: House) -> None:
    asked = await led(house)
    stranger = house.browser()
    page = await stranger.get(asked.uri)
    assert (page.status_code, 'data-page="signin"' in page.text, "location" in page.headers) == (200, True, False)
    secret = asked.uri.removeprefix("/interact/")
    assert secret not in page.text
    assert secret not in (await (await house.signed_in()).get(asked.uri)).text
    refused = await stranger.post(asked.uri)
    assert refused.status_code == 401
    assert secret not in refused.text


async def test_a_stranger_sees_the_same_page_behind_a_true_and_a_made_up_link(house: House) -> None:
    asked = await led(house)
    stranger = house.browser()
    assert (await stranger.get(asked.uri)).text == (await stranger.get("/interact/" + "A" * 43)).text


async def test_no_page_on_the_way_and_not_the_redirect_itself_tells_where_it_came_from(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    pages = [await browser.get(asked.uri), await house.browser().get(asked.uri), await browser.get("/code")]
    pages.append(await browser.get(await asked.enter(browser)))
    pages.append(await browser.get(await asked.answer(browser)))
    assert pages[-1].status_code == 303
    # the page with the answers may name itself to this very origin, and to no other
    assert [page.headers["referrer-policy"] for page in pages] == ["no-referrer"] * 3 + ["same-origin", "no-referrer"]
    for page in pages:
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


@pytest.mark.requirement("C-4.2-6")
@pytest.mark.parametrize(
    "uri",
    [
        "https://shop.example@evil.example/gnap/",
        "https://shop.example.evil.example/gnap/",
        "https://shop.example/gnap/../elsewhere",
        "https://shop.example/gnap/\r\nSet-Cookie: a=b",
    ],
    ids=["userinfo", "sub-domain", "path traversal", "line break"],
)
async def test_a_finish_uri_that_slipped_in_somehow_is_still_not_redirected_to(house: House, uri: str) -> None:
    browser = await house.signed_in()
    asked = await led(house, finish_uri=uri)
    await asked.enter(browser)
    onward = await asked.answer(browser)
    assert leads_nowhere(await browser.get(onward))
    await asked.change(finish_uri=FINISH)
    assert (await browser.get(onward)).status_code == 303


async def test_a_registration_that_was_narrowed_meanwhile_counts_at_the_redirect(house: House) -> None:
    browser = await house.signed_in()
    asked = await led(house)
    await asked.enter(browser)
    onward = await asked.answer(browser)
    narrower = update(RegisteredClient).values(callback_prefix="https://shop.example/other/")
    await house.change(lambda session: session.execute(narrower))
    assert leads_nowhere(await browser.get(onward))


async def _calls(house: House) -> int:
    made = select(Outbox.id).where(col(Outbox.kind) == "finish")
    return await house.store.read(lambda session: len(session.scalars(made).all()))


async def test_a_visit_ends_with_its_grant_where_that_is_sooner(house: House) -> None:
    asked = await led(house)
    both = ["redirect", "user_code"]
    assert visits.expiry(await asked.row(), both, house.clock) == house.clock + visits.CODE_VALID
    await asked.change(expires_at=house.clock + timedelta(minutes=3))
    assert visits.expiry(await asked.row(), both, house.clock) == house.clock + timedelta(minutes=3)
