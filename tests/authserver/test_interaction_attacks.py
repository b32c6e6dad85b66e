"""Attacks on a request that waits for its owner, and what a client may say about interaction that changes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.store.query import Session, select
from broker.store.tables import ServerGrant, ServerToken
from tests.authserver.foreign import CALLBACK, HISTORY, READ, Foreign, approvals_of, grants_of
from tests.authserver.wire import error_of
from tests.home import PUBLIC_URL, Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


def _redirect(path: str = "1") -> Json:
    return {"start": ["redirect"], "finish": {"method": "redirect", "uri": CALLBACK + path, "nonce": f"nonce-{path}"}}


async def _again(shop: Foreign, answer: Json, content: Json | None = None, method: str = "POST") -> httpx2.Response:
    """Put a question with the token of an answer, newly signed and at once."""
    going_on = answer["continue"]
    return await shop.send(shop.signed(method, going_on["uri"], content, going_on["access_token"]["value"]))


async def _reference(shop: Foreign, answer: Json) -> Json:
    """Let the owner come by the link and approve; return what the browser takes back to the client."""
    phone = shop.here.phone
    onward = (await phone._post(answer["interact"]["redirect"].removeprefix(PUBLIC_URL), {}))["next"]
    options = await phone._post(f"{onward}/options", {"verb": "approve"})
    signed = {"verb": "approve", "assertion": shop.here.passkey.get(options, phone.origin)}
    done = (await phone._post(f"{onward}/decide", signed))["next"]
    back: httpx2.Response = await phone._browser.get(done, follow_redirects=False)
    return {"interact_ref": back.headers["location"].rpartition("interact_ref=")[2]}


def _freeze(here: Home, shop: Foreign) -> Callable[[Session], object]:
    return lambda session: here.broker.ownership.freeze(session, shop.name, here.clock(), "alice")


def _strike_off(here: Home, shop: Foreign) -> Callable[[Session], object]:
    def work(session: Session) -> None:
        shop.row(session).revoked_at = here.clock()

    return work


LOST_STANDING: dict[str, Callable[[Home, Foreign], Callable[[Session], object]]] = {
    "frozen": _freeze,
    "its registration was revoked": _strike_off,
}


@pytest.mark.promise("P12")
@pytest.mark.parametrize("row", LOST_STANDING)
async def test_a_kept_answer_is_not_given_again_to_a_client_that_lost_its_standing(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(HISTORY)).json()
        await shop.decide(answer)
        granted = (await shop.go_on(answer)).json()
        assert (await _again(shop, answer)).json() == granted
        await here.broker.store.write(LOST_STANDING[row](here, shop))
        refused = await _again(shop, answer)
        assert error_of(refused) == "invalid_client"
        assert granted["access_token"]["value"] not in refused.text


@pytest.mark.requirement("C-5.4-2", "C-5-6")
async def test_a_request_that_was_given_up_has_no_kept_answer_for_the_token_before(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        first = (await shop.ask(READ)).json()
        newest = (await shop.go_on(first)).json()
        assert (await _again(shop, first)).json() == newest
        assert (await _again(shop, newest, method="DELETE")).status_code == 204
        assert error_of(await _again(shop, first)) == "invalid_continuation"


@pytest.mark.requirement("C-5-6", "C-5-9")
async def test_a_rotated_continuation_token_neither_changes_nor_gives_up_a_request_within_the_window(
    tmp_path: Path,
) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        first = (await shop.ask(READ)).json()
        newest = (await shop.go_on(first)).json()
        here.clock.turn(6)
        assert error_of(await _again(shop, first, method="DELETE")) == "invalid_continuation"
        assert error_of(await _again(shop, first, {"user": "x"}, "PATCH")) == "invalid_continuation"
        assert [row.state for row in await grants_of(here)] == ["pending"]
        assert len(await approvals_of(here)) == 1
        assert (await _again(shop, newest, method="DELETE")).status_code == 204


@pytest.mark.requirement("C-5-8", "C-5.1-6")
async def test_references_cannot_be_tried_faster_than_a_poll(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect())).json()
        reference = await _reference(shop, answer)
        assert error_of(await shop.go_on(answer, {"interact_ref": "A" * 43})) == "invalid_interaction"
        second = await _again(shop, answer, {"interact_ref": "B" * 43})
        assert (second.status_code, error_of(second)) == (429, "too_fast")
        assert "access_token" in (await shop.go_on(answer, reference)).json()


@pytest.mark.requirement("C-5.1-6", "C-4.2.3-1")
async def test_a_reference_of_one_request_moves_no_other_request_of_the_same_client(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        one = (await shop.ask(READ, interact=_redirect("1"))).json()
        two = (await shop.ask(HISTORY, interact=_redirect("2"))).json()
        reference = await _reference(shop, one)
        assert error_of(await shop.go_on(two, reference)) == "invalid_interaction"
        assert [row.state for row in await grants_of(here)] == ["pending", "pending"]
        assert (await shop.go_on(one, reference)).json()["access_token"]["access"] == [READ]


async def _without_bound(here: Home) -> None:
    """Let the grant's tokens work as often as they like: only such a grant goes on after it was approved."""

    def work(session: Session) -> None:
        row = session.exec(select(ServerGrant)).one()
        row.token_uses = None
        row.tokens = [one | {"uses": None} for one in row.tokens or []]
        session.add(row)

    await here.broker.store.write(work)


@pytest.mark.requirement("C-5.3-2", "C-3.3.5-1")
@pytest.mark.parametrize("collected", [True, False], ids=["after the token", "before it was collected"])
async def test_a_modification_after_the_way_back_was_used_up_is_polled_for(tmp_path: Path, collected: bool) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect())).json()
        reference = await _reference(shop, answer)
        if collected:
            await _without_bound(here)
            answer = (await shop.go_on(answer, reference)).json()
        changed = (await shop.go_on(answer, {"access_token": {"access": [HISTORY]}}, "PATCH")).json()
        assert set(changed) == {"continue"}, "no finish is promised, so nothing but a poll is left"
        await shop.decide(changed)
        granted = (await shop.go_on(changed)).json()
        assert granted["access_token"]["access"] == [HISTORY]


@pytest.mark.requirement("C-3.3.5-1")
async def test_the_control_a_modification_before_anybody_came_keeps_the_way_back(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect())).json()
        changed = (await shop.go_on(answer, {"access_token": {"access": [HISTORY]}}, "PATCH")).json()
        reference = await _reference(shop, answer)
        assert set((await shop.go_on(changed)).json()) == {"continue"}, "a finish was promised"
        newest = (await _again(shop, changed)).json()
        assert (await shop.go_on(newest, reference)).json()["access_token"]["access"] == [HISTORY]


HINTS: dict[str, Json] = {
    "languages": {"ui_locales": ["xx", "fr-CA", "en"]},
    "none": {},
    "a hint that nobody knows": {"mood": {"of": ["the", "day"]}},
    "languages in another shape": {"ui_locales": "fr"},
}


@pytest.mark.requirement("C-2.5.3-1")
@pytest.mark.parametrize("row", HINTS)
async def test_a_hint_changes_nothing_but_may_be_given(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect() | {"hints": HINTS[row]})).json()
        assert set(answer["interact"]) == {"redirect", "finish", "expires_in"}
        page = await here.phone._browser.get(answer["interact"]["redirect"].removeprefix(PUBLIC_URL))
        assert '<html lang="en"' in page.text
        assert error_of(await shop.ask(HISTORY, interact=_redirect() | {"hints": ["en"]})) == "invalid_request"


HOSTILE: dict[str, Json] = {
    "a name": {"name": "<img src=x onerror=alert(1)>"},
    "a name that closes its place": {"name": "\"'></dd></dl><script>alert(1)</script>{{ 7*7 }}"},
    "a page that is a script": {"uri": "javascript://shop.example/%0aalert(1)"},
    "a page that leaves its attribute": {"uri": 'https://shop.example/"onmouseover="alert(1)'},
    "a logo that is a script": {"name": "Shop", "logo_uri": "javascript:alert(1)"},
    "a logo elsewhere": {"name": "Shop", "logo_uri": "https://evil.example/pixel.png"},
    "a logo in the message": {"name": "Shop", "logo_uri": "data:image/svg+xml,<svg onload=alert(1)>"},
}
LIVE = (
    "<img src=x",
    "<script>alert",
    'href="javascript',
    '"onmouseover="',
    "evil.example",
    "<svg onload",
    "data:image",
)


@pytest.mark.requirement("C-2.3.2-3", "C-2.3.2-4")
@pytest.mark.parametrize("row", HOSTILE)
async def test_what_a_client_says_of_itself_is_text_on_every_page_and_its_logo_on_none(
    tmp_path: Path, row: str
) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        client = {"key": shop.key_object, "display": HOSTILE[row]}
        answer = (await shop.ask(READ, interact=_redirect(), client=client)).json()
        link = answer["interact"]["redirect"].removeprefix(PUBLIC_URL)
        first = await here.phone._browser.get(link)
        onward = (await here.phone._post(link, {}))["next"]
        for page in (first, await here.phone._browser.get(onward), await here.phone._browser.get("/inbox")):
            assert (page.status_code, [one for one in LIVE if one in page.text]) == (200, [])
            assert (
                "img-src" in page.headers["content-security-policy"]
                or "default-src" in (page.headers["content-security-policy"])
            )


@pytest.mark.requirement("C-5-3", "C-5-6")
async def test_no_other_token_of_the_grant_continues_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        await _without_bound(here)
        granted = (await shop.go_on(answer)).json()
        token = granted["access_token"]
        for other in (token["value"], token["manage"]["access_token"]["value"]):
            crossed = {"continue": granted["continue"] | {"access_token": {"value": other}}}
            for method in ("POST", "DELETE"):
                assert error_of(await shop.go_on(crossed, method=method)) == "invalid_continuation"
        rows = await here.broker.store.read(
            lambda session: [one.revoked_at for one in session.exec(select(ServerToken))]
        )
        assert rows == [None]
        assert set((await shop.go_on(granted)).json()) == {"continue"}
