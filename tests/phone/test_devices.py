"""The list of devices, taking one out, and the brake: narrowing is free, and only for one's own."""

import contextlib
import threading
from typing import Any

import anyio
import pytest

from broker.approval.proposal import UnfreezeItem, parse
from broker.phone.devices import NoSuchDevice, remove_device
from broker.ratchet.isolation import seen
from broker.ratchet.reset import remove_passkey
from broker.store.query import Session, col, select, update
from broker.store.tables import Agent, Installation, Passkey, PhoneSession, PushDevice
from tests.approval.signing import Signer
from tests.phone.house import Browser, House, house_at

pytestmark = pytest.mark.anyio


async def two_devices(house: House) -> tuple[Browser, Browser]:
    return await house.signed_in(seed=1), await house.signed_in(seed=2)


async def test_the_list_tells_label_age_use_place_and_notifications_of_ones_own_devices(house: House) -> None:
    browser, _ = await two_devices(house)
    await house.signed_in("bob", seed=7)
    await house.change(lambda session: session.add(push(Signer(2).id)))
    values = {"label": "Chrome <on> Android", "same_computer": True}
    marked = update(Passkey).where(col(Passkey.id) == Signer(2).id).values(**values)
    await house.change(lambda session: session.execute(marked))
    page = (await browser.get("/devices")).text
    assert page.count("data-device=") == 2
    assert page.count("this device") == 1
    assert "Chrome &lt;on&gt; Android" in page
    assert page.count("data-same-computer") == 1
    assert "Notifications: on, by push.example" in page
    assert page.count("Notifications: off") == 1
    assert Signer(7).id not in page
    assert '<div id="push"></div>' in page
    assert '<script src="/phone/push.js" defer>' in page
    assert "push.js" not in (await browser.get("/inbox")).text


async def test_removing_a_device_ends_it_its_sessions_and_its_notifications_at_once(house: House) -> None:
    browser, other = await two_devices(house)
    await house.change(lambda session: session.add(push(Signer(2).id)))
    assert (await other.get("/inbox")).status_code == 200
    answer = await browser.post(f"/devices/{Signer(2).id}/remove")
    assert answer.json() == {"removed": Signer(2).id, "next": "/devices"}
    assert [row.id for row in await house.passkeys()] == [Signer(1).id]
    assert (await other.get("/inbox")).status_code == 303
    dropped = await house.store.read(lambda session: session.scalars(select(PushDevice.dropped_at)).one())
    assert dropped == house.clock
    sessions = select(PhoneSession.passkey)
    assert await house.store.read(lambda session: list(session.scalars(sessions))) == [Signer(1).id]
    await house.ask()
    assert (await browser.decide(Signer(2).assertion(await browser.challenge(), origin=browser.origin))).json()[
        "error"
    ] == "passkey_refused"
    assert (await browser.approve()).status_code == 200


async def test_a_device_can_remove_itself_and_is_signed_out(house: House) -> None:
    browser, other = await two_devices(house)
    assert (await browser.post(f"/devices/{Signer(1).id}/remove")).json()["next"] == "/signin"
    assert (await browser.get("/inbox")).status_code == 303
    assert (await other.get("/inbox")).status_code == 200


async def test_the_last_device_goes_only_when_it_signs_that_itself(house: House) -> None:
    browser = await house.signed_in()
    answer = (await browser.post(f"/devices/{Signer().id}/remove")).json()
    assert answer["next"] == f"/proposals/{answer['proposal']}"
    assert len(await house.passkeys()) == 1
    # asking again leads to the same proposal
    assert (await browser.post(f"/devices/{Signer().id}/remove")).json() == answer
    assert (await browser.sign(answer["proposal"])).status_code == 200
    assert await house.passkeys() == []
    assert (await browser.get("/inbox")).status_code == 303


@pytest.mark.parametrize("whose", ["another owner's", "nobody's", "removed"])
async def test_a_device_that_is_not_ones_own_is_not_removed(house: House, whose: str) -> None:
    browser, _ = await two_devices(house)
    bob, _ = await house.signed_in("bob", seed=7), await house.signed_in("bob", seed=8)
    device = {"another owner's": Signer(7).id, "nobody's": "nowhere", "removed": Signer(2).id}[whose]
    if whose == "removed":
        await browser.post(f"/devices/{device}/remove")
    before = len(await house.passkeys())
    answer = await browser.post(f"/devices/{device}/remove")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert len(await house.passkeys()) == before
    assert (await bob.post(f"/devices/{Signer(7).id}/remove")).status_code == 200


async def test_two_devices_that_remove_each_other_at_once_leave_one(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, really = threading.Barrier(2), remove_passkey

    def when_both_have_looked(*given: Any) -> bool:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)  # seconds: whoever is let in alone gives up waiting for the other
        return really(*given)

    monkeypatch.setattr("broker.phone.devices.remove_passkey", when_both_have_looked)
    async with house_at(database_url) as house:
        await two_devices(house)

        async def remove(device: str) -> None:
            await house.change(lambda session: _remove(session, house, device))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(remove, Signer(1).id)
            tasks.start_soon(remove, Signer(2).id)
        assert len(await house.passkeys()) == 1


async def test_a_signed_removal_of_a_device_that_has_gone_meanwhile_says_so(house: House) -> None:
    browser = await house.signed_in()
    answer = (await browser.post(f"/devices/{Signer().id}/remove")).json()
    await house.signed_in(seed=2)
    await house.change(lambda session: _remove(session, house, Signer(1).id))
    other = house.browser()
    other.cookies.update((await house.signed_in(seed=3)).cookies)
    told = await other.sign(answer["proposal"], Signer(2))
    assert (told.status_code, told.json()["error"]) == (409, "cannot_perform")
    with pytest.raises(NoSuchDevice):
        await house.change(lambda session: _remove(session, house, Signer(1).id))


def _remove(session: Session, house: House, device: str) -> None:
    remove_device(session, device, owner="alice", now=house.clock, mint=house.deps.mint)


def push(passkey: str) -> PushDevice:
    return PushDevice(
        id="d", owner="alice", passkey=passkey, endpoint_digest="e", endpoint_sealed=b"e", p256dh=b"p",
        auth_sealed=b"a", host="push.example", created_at=Signer().row("alice").created_at,
    )  # fmt: skip


async def with_agents(house: House) -> tuple[Browser, Browser]:
    """Return the browsers of alice, who answers for scout, and of bob, who answers for dig; alice came first."""
    alice = await house.signed_in()
    house.later(seconds=1)
    await house.owner("bob")
    bob = await house.signed_in("bob", seed=7)

    def work(session: Session) -> None:
        for name, owner in (("scout", "alice"), ("dig", "bob")):
            session.add(Agent(name=name, owner=owner, credential_digest=name, created_at=house.clock))

    await house.change(work)
    return alice, bob


async def frozen(house: House) -> dict[str, bool]:
    def look(session: Session) -> dict[str, bool]:
        found = {row.name: row.frozen_at is not None for row in session.scalars(select(Agent))}
        return found | {"everything": session.get_one(Installation, 1).frozen_at is not None}

    return await house.store.read(look)


async def test_one_tap_freezes_an_agent_and_only_a_signature_lets_it_move_again(house: House) -> None:
    alice, _ = await with_agents(house)
    assert 'data-freeze="scout"' in (await alice.get("/inbox")).text
    assert 'data-agent="dig"' not in (await alice.get("/inbox")).text
    assert (await alice.post("/freeze", {"agent": "scout"})).json() == {"frozen": "scout", "next": "/inbox"}
    assert await frozen(house) == {"scout": True, "dig": False, "everything": False}
    page = (await alice.get("/inbox")).text
    assert 'data-frozen="scout"' in page
    answer = (await alice.post("/unfreeze", {"agent": "scout"})).json()
    assert (await frozen(house))["scout"] is True
    assert parse((await house.proposal(answer["proposal"])).document).items == [UnfreezeItem(agent="scout")]
    assert (await alice.sign(answer["proposal"])).status_code == 200
    assert (await frozen(house))["scout"] is False


async def test_everything_is_frozen_by_any_owner_and_unfrozen_by_the_first(house: House) -> None:
    alice, bob = await with_agents(house)
    assert (await bob.post("/freeze", {"agent": None})).status_code == 200
    for browser in (alice, bob):
        assert 'data-frozen="everything"' in (await browser.get("/inbox")).text
    answer = (await bob.post("/unfreeze", {"agent": None})).json()
    assert (answer["signer"], answer["next"]) == ("alice", "/inbox")
    assert (await bob.get(f"/proposals/{answer['proposal']}")).status_code == 404
    assert (await frozen(house))["everything"] is True
    assert (await alice.sign(answer["proposal"])).status_code == 200
    assert (await frozen(house))["everything"] is False


@pytest.mark.parametrize("path", ["/freeze", "/unfreeze"])
@pytest.mark.parametrize("agent", ["dig", "nobody", "revoked"])
async def test_an_agent_that_is_not_ones_own_is_neither_frozen_nor_unfrozen(
    house: House, path: str, agent: str
) -> None:
    alice, bob = await with_agents(house)

    def add_revoked(session: Session) -> None:
        gone = Agent(name="revoked", owner="alice", credential_digest="r", created_at=house.clock)
        gone.revoked_at = house.clock
        session.add(gone)

    await house.change(add_revoked)
    if path == "/unfreeze":
        await bob.post("/freeze", {"agent": "dig"})
    before = await frozen(house)
    answer = await alice.post(path, {"agent": agent})
    assert (answer.status_code, answer.json()["error"]) == (409, "not_frozen")
    assert await frozen(house) == before
    assert (await bob.post(path, {"agent": "dig"})).status_code == 200


async def test_what_moves_is_not_unfrozen(house: House) -> None:
    alice, _ = await with_agents(house)
    for agent in ("scout", None):
        assert (await alice.post("/unfreeze", {"agent": agent})).json()["error"] == "not_frozen"
    await alice.post("/freeze", {"agent": "scout"})
    assert (await alice.post("/unfreeze", {"agent": "scout"})).status_code == 200


async def test_every_approval_page_tells_the_isolation_of_its_agent(house: House) -> None:
    alice, _ = await with_agents(house)
    await house.ask()
    proposal = await house.propose(UnfreezeItem(agent="scout"), agent="scout")
    for level, words in (("unmeasured", "Isolation: not measured."), ("none", "runs as the broker's user")):
        if level == "none":
            await house.change(lambda session: seen(session, "scout", "none", "its user id is ours", house.clock))
        for path in ("/approve/approval-1", "/inbox", f"/proposals/{proposal}"):
            page = (await alice.get(path)).text
            assert f'data-isolation="{level}"' in page
            assert words in page
    assert "its user id is ours" in (await alice.get("/approve/approval-1")).text


HOURS = {"start": "22:00", "end": "07:00", "zone": "Europe/Berlin"}


async def test_quiet_hours_are_set_and_cleared_by_their_owner(house: House) -> None:
    browser = await house.signed_in()
    assert (await browser.post("/quiet", {"hours": HOURS})).status_code == 200
    page = (await browser.get("/devices")).text
    assert "from <strong>22:00</strong> until <strong>07:00</strong> (Europe/Berlin)" in page
    assert (await browser.post("/quiet", {"hours": None})).status_code == 200
    assert "data-quiet" not in (await browser.get("/devices")).text
    assert (await house.audited()).count("owner.quiet") == 2


@pytest.mark.parametrize(
    "change",
    [{"start": "24:00"}, {"end": "22:00"}, {"zone": "Europe/Nowhere"}, {"zone": "../../etc/passwd"}, {"start": "9"}],
)
async def test_what_are_no_quiet_hours_changes_nothing(house: House, change: dict[str, str]) -> None:
    browser = await house.signed_in()
    assert (await browser.post("/quiet", {"hours": HOURS | change})).status_code == 422
    assert "data-quiet" not in (await browser.get("/devices")).text
