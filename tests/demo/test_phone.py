"""The scripted phone against the real door: pages, its own cookie, its passkey."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from broker.approval.proposal import AgentItem, OwnerItem
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PAUSE, PhoneRefused, ScriptedPhone
from tests.phone.house import ORIGIN, House, house_at

pytestmark = pytest.mark.anyio

SCOUT = AgentItem(agent="scout", credential_digest="ab" * 32)


@pytest.fixture
async def house(anyio_backend: str, tmp_path: Path) -> AsyncIterator[House]:
    async with house_at(f"sqlite:///{tmp_path / 'phone.db'}") as made:
        await made.owner("alice")
        yield made


def phone(house: House, passkey: SoftwarePasskey | None = None) -> ScriptedPhone:
    return ScriptedPhone(ORIGIN, passkey or SoftwarePasskey(), transport=httpx2.ASGITransport(house.app))


@asynccontextmanager
async def enrolled_phone(house: House, passkey: SoftwarePasskey | None = None) -> AsyncIterator[ScriptedPhone]:
    made = phone(house, passkey)
    await made.enrol(f"{ORIGIN}/pair#{house.link()}", house.type_digits)
    yield made
    await made.close()


async def test_it_enrols_reads_what_waits_and_approves(house: House) -> None:
    async with enrolled_phone(house) as mine:
        asked = await house.ask()
        assert await mine.next_approval() == asked.id
        page = await mine.read(asked.id)
        assert page.fields["agent"] == asked.agent
        assert page.fields["parameters.amount"] == "25.00"
        await mine.decide(asked.id, "approve")
    decided = await house.approval(asked.id)
    assert (decided.decision, decided.assertion is not None) == ("approve", True)
    assert house.told == [(asked.id, "approve")]


async def test_it_refuses_with_a_reason_that_its_passkey_signs_for(house: House) -> None:
    async with enrolled_phone(house) as mine:
        asked = await house.ask()
        await mine.decide(asked.id, "refuse", "Not today")
    decided = await house.approval(asked.id)
    assert (decided.decision, decided.decision_reason) == ("refuse", "Not today")
    assert decided.assertion is not None


async def test_an_approval_that_was_answered_waits_no_more(house: House) -> None:
    async with enrolled_phone(house) as mine:
        await house.ask("approval-1")
        await mine.decide(await mine.next_approval(), "refuse")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(mine.next_approval(), 2 * PAUSE)
        await house.ask("approval-2")
        assert await mine.next_approval() == "approval-2"


async def test_it_signs_what_widens_and_refuses_it_with_a_reason(house: House) -> None:
    async with enrolled_phone(house) as mine:
        scout, bob = await house.propose(SCOUT), await house.propose(OwnerItem(name="bob"))
        assert set(await mine.open_proposals()) == {scout, bob}
        await mine.sign(scout)
        await mine.sign(bob, "refuse", "Who is that?")
        assert await mine.open_proposals() == ()
        with pytest.raises(PhoneRefused, match="Already approved"):
            await mine.sign(scout)
    decided = [await house.proposal(one) for one in (scout, bob)]
    assert [row.decision for row in decided] == ["approve", "refuse"]
    assert decided[1].decision_reason == "Who is that?"


async def test_a_second_phone_comes_in_once_the_first_has_signed(house: House) -> None:
    async with enrolled_phone(house) as first:
        second = phone(house)

        async def type_and_sign(digits: str) -> None:
            await house.type_digits(digits)
            [proposal] = await first.open_proposals()
            assert len(await house.passkeys()) == 1
            await first.sign(proposal)

        await second.enrol(f"{ORIGIN}/pair#{house.link()}", type_and_sign)
        assert await second.waiting() == ()
        await second.close()
    assert len(await house.passkeys()) == 2


async def test_a_phone_whose_digits_were_wrong_is_told_so(house: House) -> None:
    mine = phone(house)

    async def type_wrong(digits: str) -> None:
        for _ in range(3):
            await house.type_digits(f"{(int(digits) + 1) % 1_000_000:06}")

    with pytest.raises(PhoneRefused, match="wrong three times"):
        await mine.enrol(f"{ORIGIN}/pair#{house.link()}", type_wrong)
    await mine.enrol(f"{ORIGIN}/pair#{house.link()}", house.type_digits)
    await mine.close()


async def test_a_passkey_without_user_verification_approves_nothing(house: House) -> None:
    passkey = SoftwarePasskey()
    async with enrolled_phone(house, passkey) as mine:
        asked = await house.ask()
        passkey.user_verified = False
        with pytest.raises(PhoneRefused, match="not accepted"):
            await mine.decide(asked.id, "approve")
        assert (await house.approval(asked.id)).decision is None
        passkey.user_verified = True
        await mine.decide(asked.id, "approve")


async def test_a_phone_that_is_not_enrolled_sees_and_decides_nothing(house: House) -> None:
    asked = await house.ask()
    stranger = phone(house)
    with pytest.raises(PhoneRefused, match="303"):
        await stranger.read(asked.id)
    with pytest.raises(PhoneRefused):
        await stranger.decide(asked.id, "approve")
    await stranger.close()
    assert (await house.approval(asked.id)).decision is None


@pytest.mark.parametrize(
    "url", ["https://countersign.example", "http://192.168.0.7:8765", "http://localhost.example", "http://", ""]
)
async def test_it_can_be_pointed_at_no_broker_but_one_on_this_computer(url: str) -> None:
    with pytest.raises(PhoneRefused, match="nowhere else"):
        ScriptedPhone(url, SoftwarePasskey())
    await ScriptedPhone("http://localhost:1", SoftwarePasskey()).close()


async def test_an_enrolment_link_of_another_broker_is_not_opened(house: House) -> None:
    mine = phone(house)
    with pytest.raises(PhoneRefused, match="another broker"):
        await mine.enrol(f"http://localhost:9999/pair#{house.link()}", house.type_digits)
    await mine.enrol(f"{ORIGIN}/pair#{house.link()}", house.type_digits)
    await mine.close()
