"""A coding agent in or beside the owner's browser: S10, S11, S12 (decisions §3.1, §3.3).

It has the cookie: from a page on another port, which cookies ignore, or because it drives that very browser. What it
has not is the finger on the phone. A session reads and refuses; it never approves.
"""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from webauthn import verify_authentication_response

from broker.client import using
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused
from broker.files import starter
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.phone import answering, door, sessions
from broker.policy.load import PolicyErrors
from broker.policy.load import load as load_policy
from broker.store.query import Session, col, select
from broker.store.tables import Outbox, PhoneSession
from tests.attacks.shell import PATIENCE, POLICY, House, Shell
from tests.notify.receiver import Receiver

PAYMENTS = "https://bank.example/payments"


# ── S10: a page on another port of this computer ──────────────────────────────────────────────────────────────────────

FOREIGN: dict[str, dict[str, str]] = {
    "a dev server's page": {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"},
    "which names no origin": {"Origin": "", "Sec-Fetch-Site": "same-site"},
    "an opaque one": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "an old browser": {"Sec-Fetch-Site": ""},
    "typed into the address bar": {"Sec-Fetch-Site": "none"},
    "our address without its port": {"Origin": "http://localhost"},
    "neither": {"Origin": "", "Sec-Fetch-Site": ""},
}


def _changes(asked: str) -> dict[str, dict[str, Any]]:
    """Return what a session may change by itself, and what it may begin: path and body."""
    return {
        f"/approve/{asked}/options": {"verb": "approve"},
        f"/approve/{asked}/refuse": {},
        "/freeze": {"agent": None},
        "/signout": {},
    }


def test_s10_a_page_of_another_port_changes_nothing_although_it_has_the_cookie(house: House, shell: Shell) -> None:
    asked, before = house.asked(), house.standing()
    for how, headers in FOREIGN.items():
        for path, body in _changes(asked).items():
            answer = shell.rides(path, body, **headers)
            assert (answer.status_code, answer.json()["error"]) == (403, "not_same_origin"), (how, path)
            assert "access-control-allow-origin" not in answer.headers
    assert (house.standing(), house.asked()) == (before, asked)
    # the control: the same words from our own page
    assert shell.rides(f"/approve/{asked}/refuse", {}).status_code == 200


@pytest.mark.slow
def test_s10_were_every_page_ours_that_page_would_refuse_and_freeze(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, before = house.asked(), house.standing()
    monkeypatch.setattr(door, "refuse_foreign", lambda *_: None)
    for path, body in _changes(asked).items():
        assert shell.rides(path, body, **FOREIGN["a dev server's page"]).status_code == 200, path
    after = house.standing()
    # and no more than that: a session narrows, and approves nothing
    assert after != before
    assert (after.approved, house.served.await_(house.served.broker.store.read(_sessions))) == (before.approved, 0)


def _sessions(session: Session) -> int:
    return len(session.exec(select(PhoneSession)).all())


# ── S11: the owner's own browser, driven ──────────────────────────────────────────────────────────────────────────────


def test_s11_a_session_alone_approves_nothing_and_widens_nothing(house: House, shell: Shell) -> None:
    asked, before = house.asked(), house.standing()
    challenge = shell.rides(f"/approve/{asked}/options", {"verb": "approve"})
    assert challenge.status_code == 200, "it drives the page, and our own script would get this far"
    for answer in ({"verb": "approve"}, {"verb": "approve", "assertion": None}, {"verb": "approve", "assertion": {}}):
        assert shell.rides(f"/approve/{asked}/decide", answer).status_code == 422
    # another verb than the signed one, by the way that needs no signature
    assert shell.rides(f"/approve/{asked}/refuse", {"verb": "approve"}).status_code == 422
    [device] = house.standing().devices
    assert "proposal" in shell.rides(f"/devices/{device}/remove", {}).json()
    assert "proposal" in shell.rides("/push/subscribe", Receiver().subscription(_ENDPOINT)).json()
    assert house.standing() == before
    assert {one.kind for one in house.waiting()} == {"remove-device", "channel"}
    # what it can: say no
    assert shell.rides(f"/approve/{asked}/refuse", {}).json()["decision"] == "refuse"
    assert (house.standing(), house.served.await_(house.owner.waiting())) == (before, ())


_ENDPOINT = "https://fcm.googleapis.com/fcm/send/of-the-agent"


def test_s11_an_authenticator_that_the_agent_adds_to_that_browser_is_not_enrolled(house: House, shell: Shell) -> None:
    asked, before = house.asked(), house.standing()
    mine = SoftwarePasskey()
    made = {
        "rp": {"id": "localhost"},
        "user": {"id": "YQ"},
        "challenge": "YQ",
        "pubKeyCredParams": [{"alg": -7}],
    }
    mine.create(made, house.url)
    options = shell.rides(f"/approve/{asked}/options", {"verb": "approve"}).json() | {"allowCredentials": []}
    answer: dict[str, Any] = {"verb": "approve", "assertion": mine.get(options, house.url)}
    refused = shell.rides(f"/approve/{asked}/decide", answer)
    assert (refused.status_code, "not enrolled" in refused.json()["message"]) == (403, True)
    # nor does it help to sign in the name of the enrolled one
    [enrolled] = house.standing().devices
    options = shell.rides(f"/approve/{asked}/options", {"verb": "approve"}).json() | {"allowCredentials": []}
    answer["assertion"] = mine.get(options, house.url) | {"id": enrolled, "rawId": enrolled}
    assert shell.rides(f"/approve/{asked}/decide", answer).status_code == 403
    assert house.standing() == before


def _of_the_owner(shell: Shell, asked: str, *, verified: bool) -> dict[str, Any]:
    """Return a decision by the owner's own passkey, with or without a person who unlocked it."""
    passkey = shell.house.owner._passkey
    options = shell.rides(f"/approve/{asked}/options", {"verb": "approve"}).json()
    passkey.user_verified = verified
    try:
        return {"verb": "approve", "assertion": passkey.get(options, shell.house.url)}
    finally:
        passkey.user_verified = True


def test_s11_a_passkey_on_this_computer_that_nobody_unlocked_approves_nothing(house: House, shell: Shell) -> None:
    asked, before = house.asked(), house.standing()
    refused = shell.rides(f"/approve/{asked}/decide", _of_the_owner(shell, asked, verified=False))
    assert (refused.status_code, refused.json()["error"], house.standing()) == (403, "passkey_refused", before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answering, "verify_assertion", lambda **_: None)  # one of the two checks is enough
        unverified = _of_the_owner(shell, asked, verified=False)
        assert shell.rides(f"/approve/{asked}/decide", unverified).status_code == 403
    # a signature is good for one decision and one document
    stale = _of_the_owner(shell, asked, verified=True)
    answers = [shell.rides(f"/approve/{asked}/decide", one) for one in (stale | {"verb": "refuse"}, stale)]
    assert [one.json()["error"] for one in answers] == ["passkey_refused", "challenge_used"]
    assert (house.standing(), house.asked()) == (before, asked)
    # the control: unlocked, it approves
    assert shell.rides(f"/approve/{asked}/decide", _of_the_owner(shell, asked, verified=True)).status_code == 200
    assert house.effect().target_uri == PAYMENTS


@pytest.mark.slow
def test_s11_were_nobody_asked_to_unlock_it_a_click_would_pay(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = house.asked()

    def lenient(deps: Any, passkey: Any, assertion: Any, challenge: bytes) -> int:
        return int(
            verify_authentication_response(
                credential=assertion.as_json(),
                expected_challenge=challenge,
                expected_rp_id=deps.rp_id,
                expected_origin=deps.origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=False,
            ).new_sign_count
        )

    monkeypatch.setattr(answering, "asserted", lenient)
    unverified = _of_the_owner(shell, asked, verified=False)
    # the second guard, written independently of the first
    assert shell.rides(f"/approve/{asked}/decide", unverified).status_code == 403
    monkeypatch.setattr(answering, "verify_assertion", lambda **_: None)
    monkeypatch.setattr("broker.approval.covers.verify_assertion", lambda **_: None)
    unverified = _of_the_owner(shell, asked, verified=False)
    assert shell.rides(f"/approve/{asked}/decide", unverified).status_code == 200
    assert house.effect().target_uri == PAYMENTS


@pytest.mark.slow
def test_s11_were_the_session_enough_the_payment_would_be_made(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = house.asked()
    monkeypatch.setattr(answering, "REFUSE", "approve")
    assert shell.rides(f"/approve/{asked}/refuse", {}).status_code == 200
    assert asked in house.standing().approved
    assert house.sent == [], "the second guard: a decision without a signature is not believed"
    monkeypatch.setattr(using, "covers", lambda *_, **__: None)
    house.pending(payee="grocer")
    assert shell.rides(f"/approve/{house.asked()}/refuse", {}).status_code == 200
    assert house.effect().target_uri == PAYMENTS


# ── S12: what a channel that the agent can read says ──────────────────────────────────────────────────────────────────


class _Channel:
    """A push subscription of the agent's own: it reads all that the broker says there."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        self.house = house
        self.receiver = Receiver()
        self.heard: list[bytes] = []
        self.came = asyncio.Event()
        monkeypatch.setattr(house.served.broker.http, "to_push_service", self._take)

    async def _take(self, message: HttpMessage, *_: Any, **__: Any) -> Answer:
        assert message.target_uri == _ENDPOINT
        self.heard.append(self.receiver.opened(message.body or b"").rstrip())
        self.came.set()
        return Answer(201, {}, b"")

    def subscribe(self, shell: Shell) -> None:
        answer = shell.rides("/push/subscribe", self.receiver.subscription(_ENDPOINT))
        assert answer.status_code == 200, answer.text

    def hears(self, _: object) -> bytes:
        """Return the first that the channel is told, which the broker sends by itself."""

        async def arrival() -> None:
            async with asyncio.timeout(PATIENCE):
                await self.came.wait()

        self.house.served.await_(arrival())
        return self.heard[0]


def _on_its_way(session: Session) -> int:
    return len(session.exec(select(Outbox).where(col(Outbox.kind) == "push")).all())


def test_s12_a_channel_that_nobody_signed_is_told_nothing(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, before, read = _Channel(house, monkeypatch), house.standing(), house.served.broker.store.read
    channel.subscribe(shell)
    house.ask(payee="grocer")
    house.served.await_(house.served.broker.pushes.send_due())
    assert (channel.heard, house.served.await_(read(_on_its_way))) == ([], 0)
    assert house.standing().channels == before.channels
    [item] = house.waiting()
    assert item.kind == "channel"
    # the control: signed, it is told
    house.served.await_(house.owner.sign(item.id))
    assert channel.hears(house.ask(amount="26.00"))


def test_s12_what_a_channel_says_opens_nothing_and_decides_nothing(
    unguarded: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = _Channel(unguarded, monkeypatch)
    channel.subscribe(shell)  # the ratchet is off, so it is told
    heard = channel.hears(unguarded.ask(payee="grocer"))
    assert (set(json.loads(heard)), len(heard)) == ({"code"}, len(b'{"code": "K7QF"}')), "and nothing of the act"
    before, [asked, *_] = unguarded.standing(), unguarded.served.await_(unguarded.owner.waiting())
    own_page = {"Origin": unguarded.url, "Sec-Fetch-Site": "same-origin"}
    for path in ("/inbox", f"/approve/{asked}"):
        answer = httpx2.get(unguarded.url + path, trust_env=False)
        assert (answer.status_code, answer.headers["location"][:8], answer.text) == (303, "/signin?", "")
    for path, body in ((f"/approve/{asked}/options", {"verb": "approve"}), (f"/approve/{asked}/refuse", {})):
        assert httpx2.get(unguarded.url + path, trust_env=False).status_code == 405  # a link is a GET
        assert shell.posts(path, body, **own_page).status_code == 401
    assert unguarded.standing() == before


@pytest.mark.slow
def test_s12_were_a_link_enough_whoever_reads_the_channel_would_pay(
    house: House, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = house.asked()

    async def anybody(*_: Any) -> Any:
        return SimpleNamespace(owner="alice", passkey="", digest="")

    own_page = {"Origin": house.url, "Sec-Fetch-Site": "same-origin"}
    assert shell.posts(f"/approve/{asked}/refuse", {}, **own_page).status_code == 401
    monkeypatch.setattr(sessions, "demanded", anybody)
    monkeypatch.setattr(answering, "REFUSE", "approve")
    monkeypatch.setattr(using, "covers", lambda *_, **__: None)
    assert shell.posts(f"/approve/{asked}/refuse", {}, **own_page).status_code == 200
    assert house.effect().target_uri == PAYMENTS


@pytest.mark.parametrize("assurance", ["link", "session", "passphrase"])
def test_s12_no_policy_can_make_a_link_or_a_session_approve(assurance: str) -> None:
    text = starter(POLICY)
    assert load_policy(text, POLICY).agent == "scout"
    with pytest.raises(PolicyErrors, match="no assurance that this version has"):
        load_policy(text.replace("assurance: passkey", f"assurance: {assurance}"), POLICY)


def test_s12_the_inbox_in_a_terminal_names_a_page_and_no_link_that_decides(house: House, shell: Shell) -> None:
    told = house.served.run("inbox", "--json").stdout
    assert f"{house.url}/inbox" in told
    with pytest.raises(PhoneRefused, match="303"):
        house.served.await_(shell.phone.read(house.asked()))
    assert house.asked() == house.served.await_(house.owner.waiting())[0]
