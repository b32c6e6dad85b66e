"""The door itself: headers on every answer, shapes and sizes of what is posted, no change by GET, no open redirect."""

import json
from typing import cast

import pytest

from broker.approval.proposal import OwnerItem
from broker.phone import routes
from broker.phone.sessions import own_page, sign_in_path
from broker.store import Store
from tests.approval.signing import Signer
from tests.phone.house import House

pytestmark = pytest.mark.anyio

PAGES = (
    "/pair",
    "/recover",
    "/signin",
    "/inbox",
    "/devices",
    "/approve/approval-1",
    "/approve/none",
    "/proposals/PROPOSAL",
    "/phone/phone.css",
    "/phone/phone.js",
)


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_carries_the_strict_headers(house: House, path: str) -> None:
    browser = await house.signed_in()
    await house.ask()
    path = path.replace("PROPOSAL", await house.propose(OwnerItem(name="bob")))
    for answer in (await browser.get(path), await browser.post("/signin/options", origin=None)):
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )
        # never to another site; to our own only from the pages with a form that works without script
        answerable = answer.status_code == 200 and answer.request.url.path.startswith(("/approve/", "/proposals/"))
        assert answer.headers["referrer-policy"] == ("same-origin" if answerable else "no-referrer")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/phone/")])
async def test_no_page_has_a_script_or_a_style_of_its_own(house: House, path: str) -> None:
    browser = await house.signed_in()
    await house.ask(agent_reason="<script>x</script>")
    hostile = "<script>x</script><style>y</style>"
    path = path.replace("PROPOSAL", await house.propose(OwnerItem(name=hostile)))
    reader = house.browser() if path == "/signin" else browser
    page = (await reader.get(path)).text
    assert page.count("<script") == page.count('<script src="/phone/')
    assert page.count("<script") == (2 if path == "/devices" else 1)
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


async def test_every_change_is_a_post_and_every_post_is_guarded(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    proposal = await house.propose(OwnerItem(name="bob"))
    posts = [route.path for route in routes(house.deps) if "POST" in (route.methods or ())]
    assert len(posts) == 29
    for path in posts:
        real = path.replace("{id}", proposal if "proposals" in path else "approval-1")
        has_a_page_too = {"/recover": 200, "/code": 200, "/no": 200, "/interact/{secret}": 404, "/oauth/authorize": 400}
        assert (await browser.get(real)).status_code == has_a_page_too.get(path, 405)
        for headers in ({"origin": None}, {"sec_fetch_site": "same-site"}, {"origin": "http://localhost:8766"}):
            assert (await browser.post(real, **headers)).status_code == 403
    assert (await house.approval()).decision is None
    assert (await house.proposal(proposal)).decision is None


async def test_reading_every_page_changes_no_row(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    proposal = await house.propose(OwnerItem(name="bob"))
    before = [row.model_dump() for row in (await house.approval(), await house.proposal(proposal))]
    for path in PAGES:
        await browser.get(path.replace("PROPOSAL", proposal))
    assert [row.model_dump() for row in (await house.approval(), await house.proposal(proposal))] == before
    assert (await house.audited(), await house.open_challenges()) == (["proposal.made"], 0)


async def test_two_origin_headers_are_refused(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    pairs = [("origin", browser.origin), ("origin", browser.origin), ("sec-fetch-site", "same-origin")]
    answer = await browser._http.post("/approve/approval-1/refuse", json={}, headers=pairs)
    assert answer.status_code == 403
    assert (await browser.post("/approve/approval-1/refuse")).status_code == 200


BODIES: dict[str, tuple[bytes, str, int]] = {
    "not JSON": (b"{", "application/json", 422),
    "text that looks like JSON": (b"{}", "text/plain", 415),
    "a list": (b"[]", "application/json", 422),
    "an unknown member": (b'{"verb":"approve"}', "application/json", 422),
    "not UTF-8": (b'{"reason":"\xff"}', "application/json", 422),
    "a lone surrogate": (b'{"reason":"\\ud800"}', "application/json", 422),
    "deep nesting": (b"[" * 60_000, "application/json", 422),
    "too large": (json.dumps({"reason": "x" * 65_536}).encode(), "application/json", 413),
    "nothing": (b"", "application/json", 422),
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_of_another_shape_is_refused_and_nothing_is_lost(house: House, name: str) -> None:
    browser = await house.signed_in()
    await house.ask()
    content, kind, status = BODIES[name]
    answer = await browser.raw("/approve/approval-1/refuse", content, content_type=kind)
    assert (answer.status_code, answer.json()["error"]) == (status, "unreadable")
    assert answer.json()["next"] == "Reload the page and try again."
    assert (await house.approval()).decision is None
    good = await browser.raw("/approve/approval-1/refuse", b"{}", content_type="application/json; charset=utf-8")
    assert good.status_code == 200


@pytest.mark.sweep(5)
@pytest.mark.parametrize("member", ["clientDataJSON", "authenticatorData", "signature", "id", "rawId"])
@pytest.mark.parametrize("value", ["", "!", "e30", "AAAA", "bnVsbA", "é", "W10", "x" * 4000], ids=repr)
async def test_garbage_in_an_assertion_is_a_refusal_and_never_a_fault(house: House, member: str, value: str) -> None:
    browser = await house.signed_in()
    await house.ask()
    assertion = Signer().assertion(await browser.challenge(), origin=browser.origin)
    place = assertion if member in assertion else assertion["response"]
    place[member] = value
    answer = await browser.decide(assertion)
    assert answer.status_code in {403, 422}
    assert (await house.approval()).decision is None


async def test_a_refused_secret_is_not_told_back(house: House) -> None:
    answer = await house.browser().post("/pair/options", {"secret": 1234567, "extra": "s3cret-s3cret"})
    assert answer.status_code == 422
    assert "s3cret" not in answer.text
    assert "1234567" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/approve/../x",
        "/approve/a?b",
        "/approve/a#b",
        "/proposals/",
        "/devices/x",
        "javascript:x",
        "/signin",
        "",
        None,
        "/inbox\n",
    ],
)
def test_signing_in_leads_to_our_own_pages_only(path: str | None) -> None:
    for ours in ("/approve/AZ-_09", "/proposals/AZ-_09", "/devices"):
        assert own_page(ours) == ours
    assert own_page(path) == "/inbox"
    assert sign_in_path(path or "") == "/signin?next=/inbox"


@pytest.mark.parametrize(
    ("url", "origin", "host"),
    [
        ("http://localhost:8765", "http://localhost:8765", "localhost"),
        ("https://sign.example", "https://sign.example", "sign.example"),
        ("https://Sign.Example:443/", "https://sign.example", "sign.example"),
        ("https://sign.example:8443", "https://sign.example:8443", "sign.example"),
        ("http://localhost:80", "http://localhost", "localhost"),
    ],
)
def test_the_origin_is_spelt_as_browsers_spell_it(url: str, origin: str, host: str) -> None:
    deps = House(cast(Store, None), url).deps
    assert (deps.origin, deps.rp_id) == (origin, host)
