"""A real browser is told: service worker, subscription signed by the passkey, encrypted push, notification, tap, page.

Offline there is no push service that a browser would talk to, so two things stand in: `pushManager.subscribe` returns
a subscription at our own loopback push service, and what arrives there is opened with the keys that the browser would
hold and handed to the browser by its debugging protocol. All in between is real.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio.lowlevel
import pytest
from playwright.async_api import Browser, BrowserContext, CDPSession, Page
from starlette.applications import Starlette

from broker.notify.outbox import short_code
from broker.store.tables import PushDevice
from tests.actors import served
from tests.browser.conftest import AUTHENTICATOR
from tests.browser.going import go_to
from tests.browser.notified import Notified
from tests.notify.receiver import Receiver, Signed, unb64
from tests.notify.telling import Telling, telling_at

pytestmark = [pytest.mark.anyio, pytest.mark.browser]

BOUND = 60.0  # seconds for each of these stories
# What the browser's own push service would do; what it was asked is kept where the test can read it.
SUBSCRIBING = """
(given) => {
  const there = () => localStorage.getItem("subscribed") && {
    endpoint: given.endpoint, toJSON: () => ({ expirationTime: null, ...given }),
    unsubscribe: async () => { localStorage.removeItem("subscribed"); return true; },
  };
  PushManager.prototype.getSubscription = async () => there() || null;
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem("subscribed", JSON.stringify(
      { visible: options.userVisibleOnly, key: Array.from(new Uint8Array(options.applicationServerKey)) }));
    return there();
  };
}
"""


@dataclass
class Told:
    """A phone that can be told: its page, its receiver's keys, and the broker's side."""

    telling: Telling
    context: BrowserContext
    page: Page
    receiver: Receiver
    complaints: list[str]
    cdp: CDPSession
    authenticator: str
    notified: Notified

    def url(self, path: str) -> str:
        return self.telling.public_url + path

    async def pair(self) -> None:
        await self.telling.owner("alice")
        await go_to(self.page, self.url(f"/pair#{self.telling.link()}"))
        await self.page.click("#enrol")
        await self.page.wait_for_selector("#digits:not([hidden])")
        await self.telling.type_digits((await self.page.inner_text("#shown")).replace(" ", ""))
        await self.page.wait_for_url("**/inbox")

    async def turn_on(self) -> PushDevice:
        await go_to(self.page, self.url("/devices"))
        await self.page.click("#push-start")
        await self.page.wait_for_selector("#push-on")
        device: PushDevice = (await self.telling.devices())[0]
        return device


@asynccontextmanager
async def _door(telling: Telling) -> AsyncIterator[None]:
    app = Starlette()
    async with served(app) as address:
        telling.public_url = address.replace("127.0.0.1", "localhost")
        app.router.routes.extend(telling.routes)
        yield


@asynccontextmanager
async def _phone(chromium: Browser, telling: Telling, *, allowed: bool) -> AsyncIterator[Told]:
    context = await chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    if allowed:
        await context.grant_permissions(["notifications"], origin=telling.public_url)
    receiver = Receiver()
    given = receiver.subscription(telling.notify.service.endpoint(1))
    await context.add_init_script(f"({SUBSCRIBING})({json.dumps(given)})")
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    cdp = await context.new_cdp_session(page)
    notified = Notified(context, cdp, telling.public_url)
    await notified.watch()
    await cdp.send("WebAuthn.enable")
    added = await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield Told(telling, context, page, receiver, complaints, cdp, added["authenticatorId"], notified)
    await context.close()


async def _bounded(
    chromium: Browser, url: str, story: Callable[[Told], Awaitable[None]], *, allowed: bool = True
) -> None:
    with anyio.fail_after(BOUND):
        async with (
            telling_at(url) as telling,
            _door(telling),
            _phone(chromium, telling, allowed=allowed) as phone,
        ):
            await story(phone)


@pytest.mark.promise("T2")
async def test_a_request_reaches_the_phone_and_a_tap_leads_to_the_inbox_and_the_signed_decision(
    chromium: Browser, sqlite_url: str
) -> None:
    async def story(phone: Told) -> None:
        telling, service = phone.telling, phone.telling.notify.service
        await phone.pair()
        device = await phone.turn_on()
        assert (device.dropped_at, device.host) == (None, service.host)
        asked_for = json.loads(await phone.page.evaluate("localStorage.getItem('subscribed')"))
        key = await telling.notify.pushes().public_key()
        assert asked_for == {"visible": True, "key": list(unb64(key))}
        await go_to(phone.page, "about:blank")  # told while no page is open

        await telling.ask("approval-1")
        assert await telling.tell("approval-1") == 1
        (push,) = service.arrived
        assert Signed.read(push.headers["authorization"]).key == key
        payload = phone.receiver.opened(push.body)
        assert json.loads(payload) == {"code": short_code("approval-1")}

        await phone.notified.deliver(payload)
        assert await phone.notified.shown() == [
            {
                "title": "Countersign",
                "body": f"A decision waits: {short_code('approval-1')}",
                "tag": f"waits-{short_code('approval-1')}",
                "data": None,
            }
        ]
        await go_to(phone.page, phone.url("/devices"))
        await phone.notified.tap()
        await phone.page.wait_for_url("**/inbox")
        assert await phone.page.inner_text("a.item.open [data-code]") == short_code("approval-1")
        await phone.page.click("a.item.open")
        await phone.page.click("#approve")
        await phone.page.wait_for_selector(".verdict.approved")
        row = await telling.approval()
        assert (row.decision, row.passkey) == ("approve", device.passkey)
        assert phone.complaints == []

    await _bounded(chromium, sqlite_url, story)


async def test_a_second_push_about_the_same_thing_replaces_the_first_and_another_thing_does_not(
    chromium: Browser, sqlite_url: str
) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        for code in ("AAAA", "AAAA", "BBBB"):
            await phone.notified.deliver(json.dumps({"code": code}).encode())
        assert sorted(one["body"] for one in await phone.notified.shown()) == [
            "A decision waits: AAAA",
            "A decision waits: BBBB",
        ]

    await _bounded(chromium, sqlite_url, story)


async def test_a_burst_is_one_notification_that_says_how_many(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        for of, said in ((7, "7 decisions wait, the last: AAAA"), (1, "A decision waits: AAAA")):
            await phone.notified.deliver(json.dumps({"code": "AAAA", "of": of}).encode())
            assert [one["body"] for one in await phone.notified.shown()] == [said]
        for odd in (-3, "9", 1.5, 100_000):
            await phone.notified.deliver(json.dumps({"code": "AAAA", "of": odd}).encode())
            assert [one["body"] for one in await phone.notified.shown()] == ["A decision waits: AAAA"]

    await _bounded(chromium, sqlite_url, story)


async def test_a_notification_says_that_a_child_of_an_agent_asks(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        named = {"code": "AAAA", "agent": "scout"}
        for more, said in (
            ({}, "scout asks. AAAA"),
            ({"child": True}, "A child of scout asks. AAAA"),
            ({"child": True, "call": "bank_pay"}, "A child of scout asks: bank_pay. AAAA"),
            ({"child": "urgent"}, "scout asks. AAAA"),
        ):
            await phone.notified.deliver(json.dumps(named | more).encode())
            assert [one["body"] for one in await phone.notified.shown()] == [said]

    await _bounded(chromium, sqlite_url, story)


async def test_a_notification_goes_when_what_it_told_of_was_decided(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        for number in (1, 2):
            await phone.telling.ask(f"approval-{number}")
            await phone.notified.deliver(json.dumps({"code": short_code(f"approval-{number}")}).encode())
        assert len(await phone.notified.shown()) == 2
        await go_to(phone.page, phone.url("/approve/approval-1"))
        await phone.page.click("#approve")
        await phone.page.wait_for_selector(".verdict.approved")
        await _until(phone, [f"waits-{short_code('approval-2')}"])
        await go_to(phone.page, phone.url("/inbox"))
        await _until(phone, [f"waits-{short_code('approval-2')}"])

    await _bounded(chromium, sqlite_url, story)


async def _until(phone: Told, tags: list[str]) -> None:
    """Return once exactly these notifications are shown; the story's own bound ends it otherwise."""
    while [one["tag"] for one in await phone.notified.shown()] != tags:
        await anyio.lowlevel.checkpoint()


LIES = {
    "no JSON": b"pay now",
    "nothing": b"",
    "a list": b"[1]",
    "null": b"null",
    "another code": b'{"code": "<b>hi</b>"}',
    "a code that is none": b'{"code": {"toString": 1}}',
    "an address": b'{"url": "https://evil.example", "title": "Pay"}',
    "an end of something without a code": b'{"over": "https://evil.example"}',
}


# A notification is shown all the same; that it was asked for is kept, as those of one tag replace each other.
KEEPING = """() => {
  const show = self.registration.showNotification.bind(self.registration);
  self.kept = [];
  self.registration.showNotification = (title, options) => {
    self.kept.push([title, options.body, options.tag]);
    return show(title, options);
  };
}"""


async def test_a_push_that_says_something_else_is_shown_and_not_repeated(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        worker = await phone.notified.worker()
        await worker.evaluate(KEEPING)
        for number, lie in enumerate(LIES.values(), 1):
            await phone.notified.deliver(lie)
            assert await worker.evaluate("() => self.kept") == [["Countersign", "A decision waits.", "waits"]] * number
        # one tag: the last one stands for all
        [standing] = await phone.notified.shown()
        assert (standing["title"], standing["body"], standing["tag"]) == ("Countersign", "A decision waits.", "waits")

    await _bounded(chromium, sqlite_url, story)


async def test_what_was_decided_elsewhere_is_taken_off_the_screen_and_nothing_else_is(
    chromium: Browser, sqlite_url: str
) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        worker = await phone.notified.worker()
        for said in (b'{"code": "K7QF"}', b'{"code": "QW34"}', b'{"over": "K7QF"}'):
            await phone.notified.deliver(said)
        gone = (
            "async () => { const tags = async () => (await self.registration.getNotifications()).map((n) => n.tag);"
            " while ((await tags()).includes('waits-K7QF')) await new Promise((d) => setTimeout(d, 20));"
            " return tags(); }"
        )
        assert await worker.evaluate(gone) == ["waits-QW34"]

    await _bounded(chromium, sqlite_url, story)


async def test_a_tap_without_an_open_page_opens_the_inbox(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        await go_to(phone.page, "about:blank")
        await phone.notified.deliver(b'{"code": "K7QF"}')
        worker = await phone.notified.worker()
        # opening a window needs a person's own tap: what would be opened is looked at instead
        await worker.evaluate(
            "() => { self.opened = []; self.clients.openWindow = async (url) => { self.opened.push(url); }; }"
        )
        await phone.notified.tap()
        opened = (
            "async () => { while (!self.opened.length) await new Promise((d) => setTimeout(d, 20)); return opened; }"
        )
        assert await worker.evaluate(opened) == ["/inbox"]
        assert await worker.evaluate("async () => (await self.registration.getNotifications()).length") == 0

    await _bounded(chromium, sqlite_url, story)


async def test_without_the_screen_lock_the_browser_is_not_told(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        who = {"authenticatorId": phone.authenticator}
        await phone.cdp.send("WebAuthn.setUserVerified", {**who, "isUserVerified": False})
        await go_to(phone.page, phone.url("/devices"))
        await phone.page.click("#push-start")
        await phone.page.wait_for_selector(".say.bad:not([hidden])")
        assert [device.dropped_at is None for device in await phone.telling.devices()] == [False]
        await phone.cdp.send("WebAuthn.setUserVerified", {**who, "isUserVerified": True})
        await phone.page.click("#push-start")
        await phone.page.wait_for_selector("#push-on")
        assert [device.dropped_at is None for device in await phone.telling.devices()] == [True]

    await _bounded(chromium, sqlite_url, story)


async def test_stopping_ends_it_here_and_at_the_push_service(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await phone.turn_on()
        await phone.page.click("#push-stop")
        await phone.page.wait_for_selector("#push-start")
        assert await phone.page.evaluate("localStorage.getItem('subscribed')") is None
        await phone.telling.ask()
        assert await phone.telling.tell() == 0
        assert phone.telling.notify.service.arrived == []
        assert phone.complaints == []

    await _bounded(chromium, sqlite_url, story)


async def test_where_notifications_are_not_allowed_the_page_says_what_to_do(chromium: Browser, sqlite_url: str) -> None:
    async def story(phone: Told) -> None:
        await phone.pair()
        await go_to(phone.page, phone.url("/devices"))
        await phone.page.click("#push-start")
        await phone.page.wait_for_selector(".say.bad:not([hidden])")
        assert "Allow them for this address" in await phone.page.inner_text("#say")
        assert await phone.telling.devices() == []

    await _bounded(chromium, sqlite_url, story, allowed=False)
