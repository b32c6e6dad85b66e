"""Pairing: one link, one browser, six digits at the terminal, a signature from the second device on (decisions T5)."""

from typing import Any

import anyio
import httpx2
import pytest

from broker.approval.proposal import DeviceItem, parse
from broker.demo.passkey import SoftwarePasskey
from broker.phone.enrol import PairingRefused, standing
from broker.store.query import col, select, update
from broker.store.tables import Pairing, PhoneSession
from tests.approval.signing import Signer
from tests.phone.house import TERMINAL, Browser, House, house_at

pytestmark = pytest.mark.anyio

PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"


async def claim(
    browser: Browser, secret: str, device: SoftwarePasskey, origin: str | None = None, other: str | None = None
) -> httpx2.Response:
    """Make the passkey as the page's script does; stop at the first refusal. `other`: the secret of the second step."""
    options = await browser.post("/pair/options", {"secret": secret})
    if options.status_code != 200:
        return options
    credential = device.create(options.json(), origin or browser.origin)
    body = {"secret": other or secret, "credential": credential}
    return await browser.post("/pair/verify", body, user_agent=PHONE)


async def status(browser: Browser, secret: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await browser.post("/pair/status", {"secret": secret})).json()
    return answer


async def claimed(
    house: House, device: SoftwarePasskey | None = None, owner: str = "alice"
) -> tuple[Browser, str, str]:
    """Return a browser whose passkey is made, its link's secret and the digits that it shows."""
    browser, secret = house.browser(), house.link(owner)
    answer = await claim(browser, secret, device or SoftwarePasskey())
    assert answer.status_code == 200, answer.text
    return browser, secret, answer.json()["digits"]


async def paired(house: House, device: SoftwarePasskey | None = None) -> Browser:
    """Return the browser of the owner's first device, signed in."""
    browser, secret, digits = await claimed(house, device)
    await house.type_digits(digits)
    assert (await status(browser, secret))["next"] == "/inbox"
    return browser


async def waiting_device(house: House, owner: str = "alice") -> tuple[Browser, str, str, str]:
    """Return a further device that waits for its confirmation: browser, secret, digits, proposal."""
    browser, secret, digits = await claimed(house, owner=owner)
    typed = await house.type_digits(digits)
    assert typed.proposal is not None
    return browser, secret, digits, typed.proposal


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


async def sign_in(browser: Browser, device: SoftwarePasskey, origin: str | None = None) -> httpx2.Response:
    options = await browser.post("/signin/options")
    assertion = device.get(options.json(), origin or browser.origin)
    return await browser.post("/signin/verify", {"assertion": assertion})


async def test_the_first_device_is_enrolled_when_its_digits_are_typed_and_its_browser_signed_in_once(
    house: House,
) -> None:
    await house.owner("alice")
    browser, secret = house.browser(), house.link()
    answer = await claim(browser, secret, SoftwarePasskey())
    digits = answer.json()["digits"]
    assert (answer.json()["state"], len(digits), digits.isdigit()) == ("digits", 6, True)
    # the link alone made nobody's device and opened nothing
    assert await house.passkeys() == []
    assert (await status(browser, secret))["state"] == "digits"
    assert (await browser.get("/inbox")).status_code == 303
    typed = await house.type_digits(f"{digits[:3]} {digits[3:]}")
    assert (typed.outcome, typed.proposal, typed.typed_at) == ("paired", None, house.clock)
    assert await status(browser, secret) == {"state": "paired", "next": "/inbox"}
    assert (await browser.get("/inbox")).status_code == 200
    [passkey] = await house.passkeys()
    assert (passkey.owner, passkey.label, passkey.same_computer) == ("alice", "Chrome on Android", True)
    assert await house.audited() == ["pairing.made", "pairing.claimed", "passkey.enrolled"]


async def test_the_session_is_given_once_and_soon(house: House) -> None:
    await house.owner("alice")
    browser, secret, digits = await claimed(house)
    await house.type_digits(digits)
    thief = house.browser()
    assert (await status(browser, secret))["next"] == "/inbox"
    assert await status(thief, secret) == {"state": "paired", "next": "/signin?next=/inbox"}
    assert (await thief.get("/inbox")).status_code == 303
    late, secret, digits, proposal = await waiting_device(house)
    assert (await (await signed_browser(house)).sign(proposal)).status_code == 200
    house.later(minutes=2)
    assert (await status(late, secret))["next"] == "/signin?next=/inbox"
    assert (await late.get("/inbox")).status_code == 303


async def signed_browser(house: House) -> Browser:
    return await house.signed_in("alice", seed=1)


async def test_a_further_device_waits_until_a_paired_one_signs_what_it_shows(house: House) -> None:
    first = await signed_browser(house)
    browser, secret, digits, proposal = await waiting_device(house)
    assert (await status(browser, secret))["state"] == "confirm"
    assert len(await house.passkeys()) == 1
    [item] = parse((await house.proposal(proposal)).document).items
    assert isinstance(item, DeviceItem)
    assert (item.label, item.digits, item.same_computer) == ("Chrome on Android", digits, True)
    page = (await first.get(f"/proposals/{proposal}")).text
    for shown in ("Chrome on Android", f"{digits[:3]} {digits[3:]}", "Same computer", "approves in your name"):
        assert shown in page
    assert proposal in (await first.get("/inbox")).text
    assert (await first.sign(proposal)).status_code == 200
    assert await status(browser, secret) == {"state": "paired", "next": "/inbox"}
    assert {row.label for row in await house.passkeys()} == {"a test", "Chrome on Android"}
    told = (await first.get("/inbox")).text
    assert "New device" in told
    assert "Chrome on Android" in told


async def test_a_further_device_that_is_refused_or_forgotten_never_comes_in(house: House) -> None:
    first = await signed_browser(house)
    for how in ("refused", "expired"):
        browser, secret, _, proposal = await waiting_device(house)
        if how == "refused":
            assert (await first.post(f"/proposals/{proposal}/refuse", {"reason": "not mine"})).status_code == 200
        else:
            house.later(minutes=15)
        assert (await status(browser, secret))["error"] == f"pairing_{how}"
        assert (await browser.get("/inbox")).status_code == 303
        assert len(await house.passkeys()) == 1
    first = await house.signed_in("alice", seed=2)
    _, _, _, proposal = await waiting_device(house)
    assert (await first.sign(proposal, Signer(2))).status_code == 200
    assert len(await house.passkeys()) == 3


async def test_the_first_device_of_a_further_owner_is_signed_by_one_who_has_a_device(house: House) -> None:
    alice = await signed_browser(house)
    await house.owner("bob")
    browser, secret, digits, proposal = await waiting_device(house, "bob")
    waits = await house.proposal(proposal)
    [item] = parse(waits.document).items
    assert isinstance(item, DeviceItem)
    assert (waits.owner, item.owner, (await status(browser, secret))["state"]) == ("alice", "bob", "confirm")
    page = (await alice.get(f"/proposals/{proposal}")).text
    for shown in ("the first device of bob", "approves in bob's name".replace("'", "&#39;"), digits[:3]):
        assert shown in page
    assert [row.owner for row in await house.passkeys()] == ["alice"]
    assert (await alice.sign(proposal)).status_code == 200
    assert await status(browser, secret) == {"state": "paired", "next": "/inbox"}
    assert [row.owner for row in await house.passkeys()] == ["alice", "bob"]


async def test_a_further_owners_device_that_is_refused_never_comes_in(house: House) -> None:
    alice = await signed_browser(house)
    await house.owner("bob")
    browser, secret, _, proposal = await waiting_device(house, "bob")
    assert (await alice.post(f"/proposals/{proposal}/refuse", {"reason": "not bob"})).status_code == 200
    assert (await status(browser, secret))["error"] == "pairing_refused"
    assert [row.owner for row in await house.passkeys()] == ["alice"]


async def test_once_they_have_a_device_a_further_owner_signs_for_themselves(house: House) -> None:
    await signed_browser(house)
    await house.signed_in("bob", seed=7)
    _, _, _, proposal = await waiting_device(house, "bob")
    assert (await house.proposal(proposal)).owner == "bob"


async def test_a_signature_for_one_owners_device_lets_in_no_device_of_another(house: House) -> None:
    alice = await signed_browser(house)
    await house.owner("bob")
    _, _, _, proposal = await waiting_device(house, "bob")
    swapped = update(Pairing).where(col(Pairing.proposal) == proposal).values(owner="alice")
    await house.change(lambda session: session.execute(swapped))
    assert (await alice.sign(proposal)).status_code == 409
    assert [row.owner for row in await house.passkeys()] == ["alice"]


async def test_a_device_that_was_replaced_meanwhile_cannot_be_signed_in(house: House) -> None:
    first = await signed_browser(house)
    _, _, _, old = await waiting_device(house)
    _, _, _, new = await waiting_device(house)
    assert (await first.post(f"/proposals/{old}/options", {"verb": "approve"})).json()["outcome"] == "withdrawn"
    assert (await first.sign(new)).status_code == 200
    assert len(await house.passkeys()) == 2


@pytest.mark.parametrize("last", ["right", "wrong"])
async def test_three_wrong_digits_end_the_pairing_and_two_do_not(house: House, last: str) -> None:
    await house.owner("alice")
    browser, secret, digits = await claimed(house)
    for count in (1, 2):
        typed = await house.type_digits(wrong(digits))
        assert (typed.wrong_digits, typed.outcome) == (count, None)
    if last == "right":
        assert (await house.type_digits(digits)).outcome == "paired"
        return
    ended = await house.type_digits(wrong(digits))
    assert (ended.outcome, ended.ended_at) == ("wrong-digits", house.clock)
    with pytest.raises(PairingRefused, match="wrong three times"):
        await house.type_digits(digits)
    assert (await status(browser, secret))["error"] == "pairing_wrong_digits"
    assert await house.passkeys() == []


async def test_of_many_guesses_at_once_three_are_looked_at(database_url: str) -> None:
    async with house_at(database_url) as house:
        await house.owner("alice")
        _, _, digits = await claimed(house)
        answers = list[str]()

        async def guess() -> None:
            try:
                answers.append((await house.type_digits(wrong(digits))).outcome or "wrong")
            except PairingRefused:
                answers.append("refused")

        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(guess)
        assert sorted(answers) == ["refused"] * 9 + ["wrong"] * 2 + ["wrong-digits"]


@pytest.mark.parametrize("why", ["another terminal", "another pairing", "too early", "too late", "typed already"])
async def test_digits_count_at_the_terminal_of_their_own_pairing_in_its_time(house: House, why: str) -> None:
    await house.owner("alice")
    if why == "too early":
        house.link()
        with pytest.raises(PairingRefused, match="no browser has opened"):
            await house.type_digits("123456")
    _, _, digits = await claimed(house)
    if why == "too late":
        house.later(minutes=2)
    elif why == "typed already":
        await house.type_digits(digits)
    terminal = "another secret" if why == "another terminal" else TERMINAL
    pairing = "nowhere" if why == "another pairing" else None
    before = len(await house.passkeys())
    if why != "too early":
        with pytest.raises(PairingRefused):
            await house.type_digits(digits, terminal=terminal, pairing=pairing)
    assert len(await house.passkeys()) == before
    _, _, digits = await claimed(house)
    assert (await house.type_digits(digits)).typed_at is not None


async def test_the_options_ask_for_a_discoverable_passkey_with_user_verification(house: House) -> None:
    await house.signed_in("alice")
    options: dict[str, Any] = (await house.browser().post("/pair/options", {"secret": house.link()})).json()
    assert options["rp"] == {"name": "Countersign", "id": "localhost"}
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [offer["alg"] for offer in options["pubKeyCredParams"]] == [-7, -8, -257]
    assert options["attestation"] == "none"
    # a device that is paired already makes no second passkey
    assert [known["id"] for known in options["excludeCredentials"]] == [Signer(1).id]


async def test_the_cookie_is_pinned_to_the_host_and_out_of_reach_of_scripts(sqlite_url: str) -> None:
    async with house_at(sqlite_url, "https://sign.example") as house:
        await house.owner("alice")
        answer = await signed_in_answer(house)
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert name.startswith("__Host-countersign=")
        assert set(attributes) == {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=strict", "Secure"}
        assert answer.headers["strict-transport-security"]


async def test_the_cookie_on_localhost_is_the_same_but_for_https(house: House) -> None:
    await house.owner("alice")
    answer = await signed_in_answer(house)
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name.startswith("countersign=")
    assert set(attributes) == {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=strict"}


async def signed_in_answer(house: House) -> httpx2.Response:
    browser, secret, digits = await claimed(house)
    await house.type_digits(digits)
    return await browser.post("/pair/status", {"secret": secret})


async def test_no_secret_is_stored_as_it_is(house: House) -> None:
    await house.owner("alice")
    browser, secret, digits = await claimed(house)
    await house.type_digits(digits)
    await status(browser, secret)
    token = browser.cookies["countersign"]
    [row] = await house.store.read(lambda session: list(session.scalars(select(Pairing))))
    sessions = await house.store.read(lambda session: session.scalars(select(PhoneSession.digest)).all())
    kept = f"{row.model_dump()}"
    for hidden in (secret, digits, TERMINAL):
        assert hidden not in kept
    assert len(sessions) == 1
    assert token not in sessions


REFUSALS = {
    "used": "pairing_used",
    "old": "pairing_expired",
    "replaced": "pairing_replaced",
    "wrong": "pairing_unknown",
    "paired": "pairing_used",
    "other origin": "passkey_refused",
    "other port": "passkey_refused",
    "not verified": "passkey_refused",
    "other link": "passkey_refused",
}


@pytest.mark.parametrize("why", REFUSALS)
async def test_a_link_that_does_not_count_pairs_nobody(house: House, why: str) -> None:
    await house.owner("alice")
    secret, browser, device = house.link(), house.browser(), SoftwarePasskey(user_verified=why != "not verified")
    origin = {"other origin": "http://evil.localhost:8765", "other port": "http://localhost:3000"}.get(why)
    other = None
    if why in {"used", "paired"}:
        made = await claim(house.browser(), secret, SoftwarePasskey())
        if why == "paired":
            await house.type_digits(made.json()["digits"])
    elif why == "old":
        house.later(minutes=2)
    elif why == "replaced":
        house.link()
    elif why == "other link":
        await house.owner("bob")
        other = house.link("bob")
    before = len(await house.passkeys())
    answer = await claim(browser, "x" * 43 if why == "wrong" else secret, device, origin, other)
    assert (answer.status_code, answer.json()["error"]) == (403, REFUSALS[why])
    assert answer.json()["next"]
    assert len(await house.passkeys()) == before
    assert (await browser.get("/inbox")).status_code == 303
    if before == 0:
        _, _, digits = await claimed(house)
        assert (await house.type_digits(digits)).outcome == "paired"


async def test_a_link_that_somebody_else_used_first_warns_whoever_comes_second(house: House) -> None:
    await house.owner("alice")
    secret = house.link()
    await claim(house.browser(), secret, SoftwarePasskey())
    answer = await claim(house.browser(), secret, SoftwarePasskey())
    assert "type nothing at the terminal" in answer.json()["message"]


async def test_only_a_known_owner_gets_a_link(house: House) -> None:
    await house.owner("alice")
    with pytest.raises(PairingRefused, match="no owner nobody"):
        house.link("nobody")
    assert house.link("alice")


async def test_two_browsers_with_one_link_make_one_passkey(database_url: str) -> None:
    async with house_at(database_url) as house:
        await house.owner("alice")
        secret, answers = house.link(), list[httpx2.Response]()

        async def race() -> None:
            answers.append(await claim(house.browser(), secret, SoftwarePasskey()))

        async with anyio.create_task_group() as tasks:
            for _ in range(6):
                tasks.start_soon(race)
        [won] = [answer for answer in answers if answer.status_code == 200]
        assert {answer.json().get("error") for answer in answers} == {None, "pairing_used"}
        await house.type_digits(won.json()["digits"])
        assert len(await house.passkeys()) == 1


async def test_where_a_pairing_stands_is_told_at_every_step(house: House) -> None:
    first = await signed_browser(house)

    async def stands() -> str:
        row = await house.store.read(lambda session: session.get_one(Pairing, house.pairing))
        return await house.store.read(lambda session: standing(session, row, house.clock))

    secret, browser = house.link(), house.browser()
    seen = [await stands()]
    digits = (await claim(browser, secret, SoftwarePasskey())).json()["digits"]
    seen.append(await stands())
    proposal = (await house.type_digits(digits)).proposal
    seen.append(await stands())
    assert proposal
    await first.sign(proposal)
    seen.append(await stands())
    assert seen == ["link", "digits", "confirm", "paired"]


@pytest.mark.parametrize(
    ("public_url", "peer", "marked"),
    [
        ("https://sign.example", "203.0.113.9", False),
        ("https://sign.example", "127.0.0.1", True),
        ("https://sign.example", "::1", True),
        ("https://sign.example", "192.0.2.1", True),  # the server's own address
        ("http://localhost:8765", "203.0.113.9", True),
    ],
)
async def test_a_device_that_pairs_from_the_brokers_own_address_is_marked(
    sqlite_url: str, public_url: str, peer: str, marked: bool
) -> None:
    async with house_at(sqlite_url, public_url) as house:
        await house.owner("alice")
        secret, browser = house.link(), house.browser(peer=peer)
        answer = await claim(browser, secret, SoftwarePasskey())
        await house.type_digits(answer.json()["digits"])
        await status(browser, secret)
        [passkey] = await house.passkeys()
        assert passkey.same_computer is marked
        page = (await browser.get("/devices")).text
        assert ("data-same-computer" in page) is marked


@pytest.mark.parametrize(("public_url", "told"), [("https://sign.example", False), ("http://localhost:8765", True)])
async def test_without_https_the_pages_say_this_computer_only(sqlite_url: str, public_url: str, told: bool) -> None:
    async with house_at(sqlite_url, public_url) as house:
        browser = await house.signed_in()
        for path in ("/pair", "/inbox", "/devices"):
            assert ("this computer only" in (await browser.get(path)).text) is told


async def test_the_enrolled_device_signs_in_again_and_out(house: House) -> None:
    await house.owner("alice")
    device = SoftwarePasskey()
    await paired(house, device)
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
    await paired(house, device)
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
