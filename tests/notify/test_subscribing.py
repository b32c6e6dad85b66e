"""Subscribing a browser: checked, stored, and in use only once a paired passkey signed it; stopping is free."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from broker.store.query import Session, col, update
from broker.store.tables import Passkey
from tests.approval.signing import Signer, b64
from tests.notify.receiver import Receiver
from tests.notify.telling import Telling, telling_at
from tests.phone.house import Browser, unb64

pytestmark = pytest.mark.anyio


@pytest.fixture
async def telling(anyio_backend: str, sqlite_url: str) -> AsyncIterator[Telling]:
    async with telling_at(sqlite_url) as made:
        yield made


def _given(telling: Telling, number: int = 1, keys: int | None = None) -> dict[str, Any]:
    return Receiver(keys or number).subscription(telling.notify.service.endpoint(number))


async def _sign(browser: Browser, proposal: str, signer: Signer | None = None) -> httpx2.Response:
    options = await browser.post(f"/proposals/{proposal}/options", {"verb": "approve"})
    assert options.status_code == 200, options.text
    assertion = (signer or Signer()).assertion(unb64(options.json()["challenge"]), origin=browser.origin)
    return await browser.post(f"/proposals/{proposal}/decide", {"verb": "approve", "assertion": assertion})


async def _turned_on(browser: Browser, telling: Telling, number: int = 1) -> str:
    asked = await browser.post("/push/subscribe", _given(telling, number))
    assert asked.status_code == 200, asked.text
    assert (await _sign(browser, asked.json()["proposal"])).status_code == 200
    return str(asked.json()["device"])


@pytest.mark.promise("T2")
async def test_a_browser_is_told_only_once_its_passkey_signed(telling: Telling) -> None:
    browser = await telling.signed_in()
    asked = (await browser.post("/push/subscribe", _given(telling))).json()
    await telling.ask("approval-1")
    assert await telling.tell("approval-1") == 0
    assert telling.notify.service.arrived == []

    assert (await _sign(browser, asked["proposal"])).status_code == 200
    await telling.ask("approval-2")
    assert await telling.tell("approval-2") == 1
    assert len(telling.notify.service.to(1)) == 1
    assert "channel.added" in await telling.audited()


async def test_a_refused_subscription_is_never_told(telling: Telling) -> None:
    browser = await telling.signed_in()
    asked = (await browser.post("/push/subscribe", _given(telling))).json()
    assert (await browser.post(f"/proposals/{asked['proposal']}/refuse", {})).status_code == 200
    await telling.ask()
    assert await telling.tell() == 0


async def test_what_is_signed_names_host_and_endpoint_and_holds_no_address_and_no_key(telling: Telling) -> None:
    browser = await telling.signed_in()
    asked = (await browser.post("/push/subscribe", _given(telling))).json()
    row = await telling.proposal(asked["proposal"])
    item = json.loads(row.document)["items"][0]
    device = (await telling.devices())[0]
    assert (item["kind"], item["host"], item["device"]) == ("channel", telling.notify.service.host, device.id)
    assert item["endpoint_digest"] == device.endpoint_digest
    page = (await browser.get(f"/proposals/{row.id}")).text
    assert telling.notify.service.host in page
    for secret in (telling.notify.service.endpoint(1), b64(Receiver().auth), b64(Receiver().p256dh)):
        assert secret not in row.document
        assert secret not in page


async def test_a_subscription_that_is_in_use_is_not_signed_twice(telling: Telling) -> None:
    browser = await telling.signed_in()
    device = await _turned_on(browser, telling)
    again = await browser.post("/push/subscribe", _given(telling))
    assert again.json() == {"device": device, "proposal": None}
    assert len(await telling.devices()) == 1


async def test_asking_twice_before_signing_leaves_one_thing_to_sign(telling: Telling) -> None:
    browser = await telling.signed_in()
    first = (await browser.post("/push/subscribe", _given(telling, 1))).json()
    assert (await browser.post("/push/subscribe", _given(telling, 1))).json() == first
    second = (await browser.post("/push/subscribe", _given(telling, 2))).json()
    assert second["proposal"] != first["proposal"]
    assert (await telling.proposal(first["proposal"])).withdrawn_at == telling.clock
    assert len(await telling.devices()) == 1
    assert (await _sign(browser, second["proposal"])).status_code == 200
    assert [device.id for device in await telling.devices() if device.dropped_at is None] == [second["device"]]


@pytest.mark.promise("S11")
async def test_a_session_alone_cannot_change_what_was_shown(telling: Telling) -> None:
    """Whoever drives the browser may subscribe the same endpoint with keys of their own; the old proposal is void."""
    browser = await telling.signed_in()
    shown = (await browser.post("/push/subscribe", _given(telling, 1))).json()
    options = await browser.post(f"/proposals/{shown['proposal']}/options", {"verb": "approve"})
    swapped = (await browser.post("/push/subscribe", _given(telling, 1, keys=9))).json()
    assert swapped["device"] != shown["device"]
    assertion = Signer().assertion(unb64(options.json()["challenge"]), origin=browser.origin)
    path = f"/proposals/{shown['proposal']}/decide"
    assert (await browser.post(path, {"verb": "approve", "assertion": assertion})).status_code == 409
    assert [device.dropped_at for device in await telling.devices()] == [telling.clock]


async def test_a_row_that_was_exchanged_behind_the_proposal_is_not_put_in_use(telling: Telling) -> None:
    browser = await telling.signed_in()
    asked = (await browser.post("/push/subscribe", _given(telling))).json()

    async def sets(digest: str) -> None:
        device = (await telling.devices())[0]
        device.endpoint_digest = digest
        await telling.change(lambda session: session.merge(device))

    right = (await telling.devices())[0].endpoint_digest
    await sets("0" * 64)
    refused = await _sign(browser, asked["proposal"])
    assert (refused.status_code, refused.json()["error"]) == (409, "cannot_perform")
    await sets(right)
    assert (await _sign(browser, asked["proposal"])).status_code == 200


REFUSED: dict[str, dict[str, Any]] = {
    "a host that is not on the list": {"endpoint": "https://push.evil.example/x"},
    "our own address": {"endpoint": "http://localhost:8765/push"},
    "the cloud's metadata": {"endpoint": "http://169.254.169.254/x"},
    "a key that is no point": {"p256dh": b64(b"\x04" + bytes(64))},
    "a key that is too short": {"p256dh": b64(bytes(33))},
    "a key that is no base64url": {"p256dh": "*" * 87},
    "a secret of another length": {"auth": b64(bytes(15))},
    "no secret": {"auth": ""},
}


@pytest.mark.parametrize("row", REFUSED)
async def test_a_subscription_that_cannot_be_used_is_refused_in_words(telling: Telling, row: str) -> None:
    browser = await telling.signed_in()
    good = _given(telling)
    bad = {
        "endpoint": REFUSED[row].get("endpoint", good["endpoint"]),
        "keys": {name: REFUSED[row].get(name, good["keys"][name]) for name in ("p256dh", "auth")},
    }
    answer = await browser.post("/push/subscribe", bad)
    assert (answer.status_code, answer.json()["error"]) == (422, "subscription_refused")
    assert "inbox shows everything" in answer.json()["next"]
    assert await telling.devices() == []
    assert (await browser.post("/push/subscribe", good)).status_code == 200


@pytest.mark.parametrize("path", ["/push/subscribe", "/push/remove"])
@pytest.mark.parametrize(
    "headers", [{"origin": "http://localhost:3000"}, {"sec_fetch_site": "same-site"}, {"origin": None}]
)
async def test_only_our_own_page_changes_channels(telling: Telling, path: str, headers: dict[str, str | None]) -> None:
    browser = await telling.signed_in()
    device = await _turned_on(browser, telling)
    content = _given(telling, 2) if path == "/push/subscribe" else {"device": device}
    assert (await browser.post(path, content, **headers)).status_code == 403
    assert len(await telling.devices()) == 1
    assert (await browser.post(path, content)).status_code == 200


@pytest.mark.parametrize("path", ["/push/subscribe", "/push/remove"])
async def test_without_a_session_nothing_is_subscribed_removed_or_told(telling: Telling, path: str) -> None:
    device = await _turned_on(await telling.signed_in(), telling)
    stranger = telling.browser()
    content = _given(telling, 2) if path == "/push/subscribe" else {"device": device}
    assert (await stranger.post(path, content)).status_code == 401
    assert (await stranger.get("/push/key")).status_code == 401
    assert [row.dropped_at for row in await telling.devices()] == [None]


async def test_stopping_needs_no_passkey_and_holds_at_once(telling: Telling) -> None:
    browser = await telling.signed_in()
    device = await _turned_on(browser, telling)
    await telling.ask("approval-1")
    assert (await browser.post("/push/remove", {"device": device})).status_code == 200
    assert await telling.tell("approval-1") == 0
    assert (await telling.devices())[0].dropped_at == telling.clock
    assert "channel.removed" in await telling.audited()
    again = (await browser.post("/push/subscribe", _given(telling))).json()
    assert again["proposal"] is not None  # turning it on again widens again


async def test_nobody_stops_somebody_elses_device(telling: Telling) -> None:
    device = await _turned_on(await telling.signed_in(), telling)
    bob = await telling.signed_in("bob", 2)
    assert (await bob.post("/push/remove", {"device": device})).status_code == 404
    assert (await bob.post("/push/remove", {"device": "d_unknown"})).status_code == 404
    assert (await telling.devices())[0].dropped_at is None


async def test_the_page_learns_the_key_and_which_of_its_owners_browsers_are_told(telling: Telling) -> None:
    alice, bob = await telling.signed_in(), await telling.signed_in("bob", 2)
    assert (await alice.get("/push/key")).json()["devices"] == {}
    device = await _turned_on(alice, telling)
    told = (await alice.get("/push/key")).json()
    assert told == {
        "key": await telling.notify.pushes().public_key(),
        "devices": {(await telling.devices())[0].endpoint_digest: device},
    }
    assert (await bob.get("/push/key")).json() == {"key": told["key"], "devices": {}}


async def test_a_browser_whose_passkey_was_removed_can_be_turned_on_again_by_another(telling: Telling) -> None:
    first = await telling.signed_in()
    device = await _turned_on(first, telling)
    second = await telling.signed_in(seed=2)

    def remove(session: Session) -> None:
        session.execute(update(Passkey).where(col(Passkey.id) == Signer(1).id).values(removed_at=telling.clock))

    await telling.change(remove)
    await telling.ask("approval-1")
    assert await telling.tell("approval-1") == 0
    asked = (await second.post("/push/subscribe", _given(telling))).json()
    assert asked["device"] == device
    assert await telling.tell("approval-1") == 0  # not by the session alone
    assert (await _sign(second, asked["proposal"], Signer(2))).status_code == 200
    await telling.ask("approval-2")
    assert await telling.tell("approval-2") == 1


async def test_the_service_worker_and_the_manifest_need_no_session(telling: Telling) -> None:
    stranger = telling.browser()
    worker, manifest = await stranger.get("/sw.js"), await stranger.get("/manifest.webmanifest")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert manifest.headers["content-type"] == "application/manifest+json"
    assert manifest.json()["start_url"] == "/inbox"
    assert "importScripts" not in worker.text
    assert "fetch(" not in worker.text
