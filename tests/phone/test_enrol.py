"""Enrolling the first passkey: one link, one use, one device, and signing in with it afterwards."""

import hashlib
from datetime import timedelta
from secrets import token_bytes
from typing import Any

import anyio
import httpx2
import pytest

from broker.demo.passkey import SoftwarePasskey
from broker.phone.enrol import LinkRefused, new_link
from broker.store.query import select
from broker.store.tables import EnrolmentLink, Passkey, PhoneSession
from tests.phone.house import Browser, House, house_at

pytestmark = pytest.mark.anyio


async def enrol(
    browser: Browser, secret: str, device: SoftwarePasskey, origin: str | None = None, other: str | None = None
) -> httpx2.Response:
    """Do what the page's script does; stop at the first refusal. `other`: the secret of the second step."""
    options = await browser.post("/pair/options", {"secret": secret})
    if options.status_code != 200:
        return options
    credential = device.create(options.json(), origin or browser.origin)
    return await browser.post("/pair/verify", {"secret": other or secret, "credential": credential})


async def sign_in(browser: Browser, device: SoftwarePasskey, origin: str | None = None) -> httpx2.Response:
    options = await browser.post("/signin/options")
    assertion = device.get(options.json(), origin or browser.origin)
    return await browser.post("/signin/verify", {"assertion": assertion})


async def passkeys(house: House) -> list[Passkey]:
    return await house.store.read(lambda session: list(session.scalars(select(Passkey))))


async def test_a_link_makes_a_passkey_and_signs_the_browser_in(house: House) -> None:
    await house.owner("alice")
    browser = house.browser()
    answer = await enrol(browser, house.link(), SoftwarePasskey())
    assert (answer.status_code, answer.json()) == (200, {"next": "/inbox"})
    assert (await browser.get("/inbox")).status_code == 200
    [passkey] = await passkeys(house)
    assert (passkey.owner, passkey.label) == ("alice", "A browser")
    assert await house.audited() == ["enrolment.link", "passkey.enrolled"]
    used = await house.store.read(lambda session: session.scalars(select(EnrolmentLink.used_at)).one())
    assert used == house.clock


async def test_the_options_ask_for_a_discoverable_passkey_with_user_verification(house: House) -> None:
    await house.owner("alice")
    options: dict[str, Any] = (await house.browser().post("/pair/options", {"secret": house.link()})).json()
    assert options["rp"] == {"name": "Countersign", "id": "localhost"}
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [offer["alg"] for offer in options["pubKeyCredParams"]] == [-7, -8, -257]
    assert options["attestation"] == "none"


async def test_the_cookie_is_pinned_to_the_host_and_out_of_reach_of_scripts(sqlite_url: str) -> None:
    async with house_at(sqlite_url, "https://sign.example") as house:
        await house.owner("alice")
        answer = await enrol(house.browser(), house.link(), SoftwarePasskey())
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert name.startswith("__Host-countersign=")
        assert set(attributes) == {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=strict", "Secure"}
        assert answer.headers["strict-transport-security"]


async def test_the_cookie_on_localhost_is_the_same_but_for_https(house: House) -> None:
    await house.owner("alice")
    answer = await enrol(house.browser(), house.link(), SoftwarePasskey())
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith("countersign=")
    assert set(attributes) == {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=strict"}


async def test_no_secret_is_stored_as_it_is(house: House) -> None:
    await house.owner("alice")
    browser, secret = house.browser(), house.link()
    await enrol(browser, secret, SoftwarePasskey())
    token = browser.cookies["countersign"]
    links = await house.store.read(lambda session: session.scalars(select(EnrolmentLink.digest)).all())
    sessions = await house.store.read(lambda session: session.scalars(select(PhoneSession.digest)).all())
    assert len(links) == len(sessions) == 1
    assert secret not in links
    assert token not in sessions


REFUSALS = ("used", "old", "replaced", "wrong", "enrolled", "other origin", "other port", "not verified", "other link")


@pytest.mark.parametrize("why", REFUSALS)
async def test_a_link_that_does_not_count_enrols_nobody(house: House, why: str) -> None:
    await house.owner("alice")
    secret, browser, device = house.link(), house.browser(), SoftwarePasskey(user_verified=why != "not verified")
    origin = {"other origin": "http://evil.localhost:8765", "other port": "http://localhost:3000"}.get(why)
    other = None
    if why in {"used", "enrolled"}:
        await enrol(house.browser(), secret, SoftwarePasskey())
    elif why == "old":
        house.later(minutes=15)
    elif why == "replaced":
        house.link()
    elif why == "other link":
        await house.owner("bob")
        other = house.link("bob")
    before = len(await passkeys(house))
    answer = await enrol(browser, "x" * 43 if why == "wrong" else secret, device, origin, other)
    assert answer.status_code in {403, 409}
    assert answer.json()["next"]
    assert len(await passkeys(house)) == before
    assert (await browser.get("/inbox")).status_code == 303
    if before == 0:
        fresh = house.link()
        assert (await enrol(browser, fresh, SoftwarePasskey())).status_code == 200


async def test_a_second_device_is_refused_with_words_even_with_a_live_link(house: House) -> None:
    await house.signed_in("alice")
    link = EnrolmentLink(digest=_sha256("s" * 43), owner="alice", expires_at=house.clock + timedelta(minutes=5))
    await house.change(lambda session: session.add(link))
    answer = await enrol(house.browser(), "s" * 43, SoftwarePasskey())
    assert (answer.status_code, answer.json()["error"]) == (409, "already_enrolled")
    with pytest.raises(LinkRefused, match="already has a passkey"):
        new_link(house.store, "alice", house.clock, token_bytes)
    with pytest.raises(LinkRefused, match="no owner"):
        new_link(house.store, "nobody", house.clock, token_bytes)


async def test_two_browsers_with_one_link_make_one_passkey(database_url: str) -> None:
    async with house_at(database_url) as house:
        await house.owner("alice")
        secret, statuses = house.link(), list[int]()

        async def race() -> None:
            statuses.append((await enrol(house.browser(), secret, SoftwarePasskey())).status_code)

        async with anyio.create_task_group() as tasks:
            for _ in range(6):
                tasks.start_soon(race)
        assert statuses.count(200) == 1
        assert len(await passkeys(house)) == 1


async def test_the_enrolled_device_signs_in_again_and_out(house: House) -> None:
    await house.owner("alice")
    device = SoftwarePasskey()
    await enrol(house.browser(), house.link(), device)
    browser = house.browser()
    assert (await browser.get("/inbox")).headers["location"] == "/signin?next=/inbox"
    assert (await sign_in(browser, device)).status_code == 200
    assert (await browser.get("/inbox")).status_code == 200
    assert (await browser.get("/signin?next=/approve/x")).headers["location"] == "/approve/x"
    await browser.post("/signout")
    assert (await browser.get("/inbox")).status_code == 303


async def test_a_session_ends_after_twelve_hours(house: House) -> None:
    browser = await house.signed_in()
    house.later(hours=11, minutes=59)
    assert (await browser.get("/inbox")).status_code == 200
    house.later(minutes=1)
    assert (await browser.get("/inbox")).status_code == 303


@pytest.mark.parametrize("why", ["stranger", "other port", "not verified", "copied"])
async def test_signing_in_needs_an_enrolled_verified_passkey_on_our_page(house: House, why: str) -> None:
    await house.owner("alice")
    device, stranger = SoftwarePasskey(), SoftwarePasskey()
    await enrol(house.browser(), house.link(), device)
    if why == "stranger":
        await house.owner("mallory")
        options = (await house.browser().post("/pair/options", {"secret": house.link("mallory")})).json()
        stranger.create(options, house.deps.origin)
    if why == "copied":
        await sign_in(house.browser(), device)
        for credential in device._credentials.values():
            credential.sign_count = 0
    device.user_verified = why != "not verified"
    browser = house.browser()
    answer = await sign_in(
        browser, stranger if why == "stranger" else device, "http://localhost:3000" if why == "other port" else None
    )
    assert (answer.status_code, answer.json()["error"]) == (403, "passkey_refused")
    assert (await browser.get("/inbox")).status_code == 303
    device.user_verified = True
    for credential in device._credentials.values():
        credential.sign_count = 9
    assert (await sign_in(browser, device)).status_code == 200


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
