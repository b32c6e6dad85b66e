"""When a channel outside of browsers is used, what it says, and that its secrets stay where they are."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from broker.notify.answers import Verdict
from broker.notify.channels import remove, told_by
from broker.notify.outbox import announce, faults, reachable, short_code, silence
from broker.notify.outside import Message
from broker.store.query import Session
from broker.store.tables import Approval, Channel
from tests.notify.house import House

pytestmark = pytest.mark.anyio

FAILED = Verdict("later", "The service did not take it. It is tried again.")


@dataclass
class Heard:
    """What was said, to which address; `ends` how it ended."""

    told: list[tuple[str, Message]] = field(default_factory=list)
    ends: Verdict = Verdict("delivered")  # noqa: RUF009 -- a frozen value

    async def __call__(self, url: str, message: Message) -> Verdict:
        self.told.append((url, message))
        return self.ends

    @property
    def texts(self) -> list[str]:
        return [message.text for _, message in self.told]


async def _due(house: House, heard: Heard) -> list[str]:
    """Send what is due; return what was said now."""
    before = len(heard.told)
    await house.channels(heard).send_due()
    return heard.texts[before:]


async def _decided(house: House, **values: Any) -> None:
    def work(session: Session) -> None:
        row = session.get_one(Approval, "a_1")
        for name, value in values.items():
            setattr(row, name, value)

    await house.write(work)


async def test_a_channel_says_that_something_waits_where_it_is_decided_and_where_it_is_refused(house: House) -> None:
    await house.channel()
    await house.approval()
    heard = Heard()
    assert await _due(house, heard) == [f"An agent asks for your decision. Code {short_code('a_1')}"]
    [(url, message)] = heard.told
    assert url == "ntfys://ntfy.example/alice-0-code"
    assert message.decide == f"{house.public_url}/approve/a_1"
    assert (message.refuse or "").startswith(f"{house.public_url}/no#")
    assert await _due(house, heard) == [], "once"


@pytest.mark.parametrize(
    ("shows", "text"),
    [
        ("code", "An agent asks for your decision. Code "),
        ("agent", "scout asks for your decision. Code "),
        ("call", "scout asks for your decision: bank_pay. Code "),
    ],
)
async def test_it_says_what_its_owner_chose_and_never_the_agents_own_words(house: House, shows: Any, text: str) -> None:
    await house.channel(shows=shows)
    await house.approval(document='{"operation": "bank_pay", "payee": "the bakery"}')
    assert await _due(house, heard := Heard()) == [text + short_code("a_1")]
    assert "bakery" not in str(heard.told)
    assert "breakfast" not in str(heard.told)


@pytest.mark.parametrize(
    ("shows", "text"),
    [
        ("code", "An agent asks for your decision. Code "),
        ("agent", "A child of scout asks for your decision. Code "),
        ("call", "A child of scout asks for your decision: bank_pay. Code "),
    ],
)
async def test_of_a_child_a_channel_names_its_head_and_not_what_an_agent_called_it(
    house: House, shows: Any, text: str
) -> None:
    await house.channel(shows=shows)
    await house.approval(agent="scout.approve-this-now", document='{"operation": "bank_pay"}')
    assert await _due(house, Heard()) == [text + short_code("a_1")]


async def test_a_second_channel_is_used_after_its_time_only_where_nothing_was_decided(house: House) -> None:
    await house.channel(after=120)
    await house.approval("a_1")
    await house.approval("a_2")
    heard = Heard()
    house.later(seconds=119)
    assert await _due(house, heard) == []
    await _decided(house, decision="approve")
    house.later(seconds=1)
    assert [text[-4:] for text in await _due(house, heard)] == [short_code("a_2")], "the control, which waits still"


@pytest.mark.parametrize("end", ["decision", "withdrawn_at", "valid_until"])
async def test_nothing_is_said_of_what_waits_no_more(house: House, end: str) -> None:
    await house.channel(after=60)
    await house.approval()
    await _decided(house, **{end: "refuse" if end == "decision" else house.clock + timedelta(seconds=30)})
    house.later(seconds=61)
    assert await _due(house, Heard()) == []


async def test_a_channel_that_nobody_signed_or_that_was_removed_is_told_nothing(house: House) -> None:
    unsigned = await house.channel(signed=False)
    await house.approval("a_1")
    heard = Heard()
    assert await _due(house, heard) == []
    removed = await house.channel()
    await house.approval("a_2")
    await house.write(lambda session: remove(session, session.get_one(Channel, removed), house.clock))
    assert await _due(house, heard) == []
    await house.channel()
    await house.approval("a_3")
    assert len(await _due(house, heard)) == 1, "the control"
    rows = await house.store.read(lambda session: [session.get(Channel, one) for one in (unsigned, removed)])
    assert rows[0] is None, "what was never signed gives way to the next"
    assert rows[1] is not None
    assert rows[1].address_sealed == b"", "what was removed is forgotten"


async def test_what_fails_is_tried_again_and_told_to_its_owner_until_it_works(house: House) -> None:
    channel = await house.channel()
    await house.approval()
    heard = Heard(ends=FAILED)
    assert len(await _due(house, heard)) == 1
    words = await house.store.read(lambda session: faults(session, "alice"))
    assert words == ["ntfy (ntfy.example, topic ali…): The service did not take it. It is tried again."]
    assert not await house.store.read(lambda session: reachable(session, "alice"))
    assert await _due(house, heard) == [], "not at once"
    house.later(seconds=5)
    heard.ends = Verdict("delivered")
    assert len(await _due(house, heard)) == 1
    assert await house.store.read(lambda session: faults(session, "alice")) == []
    assert await house.store.read(lambda session: reachable(session, "alice"))
    row = await house.store.read(lambda session: session.get_one(Channel, channel))
    assert row.delivered_at == house.clock


async def test_an_owner_with_a_channel_and_no_browser_can_be_reached(house: House) -> None:
    await house.channel(signed=False)
    assert not await house.store.read(lambda session: reachable(session, "alice"))
    await house.channel()
    assert await house.store.read(lambda session: reachable(session, "alice"))


async def test_channels_share_the_persons_budget_of_buzzes_with_their_browsers(house: House) -> None:
    await house.channel()
    await house.device()
    for number in range(10):
        await house.approval(f"a_{number}")
    heard = Heard()
    house.later(minutes=11)
    await _due(house, heard)
    await house.pushes().send_due()
    assert len(heard.told) == len(house.service.arrived) == 6
    assert heard.texts[-1].startswith("10 decisions wait, the last: ")


async def test_a_muted_agent_is_silent_on_channels_too(house: House) -> None:
    await house.channel(after=60)
    await house.approval()
    await house.write(lambda session: silence(session, "scout", house.clock))
    house.later(seconds=60)
    assert await _due(house, Heard()) == []


async def test_a_change_for_the_passkey_has_no_link_that_refuses(house: House) -> None:
    await house.channel()
    await house.proposal(code="K7QF")
    [message] = [message for _, message in (await _told(house))]
    assert message == Message("A change waits for your passkey. Code K7QF", f"{house.public_url}/proposals/p_1", None)


async def test_saying_it_twice_adds_nothing(house: House) -> None:
    await house.channel()
    await house.approval()
    again = await house.write(lambda session: announce(session, "alice", "a_1", "approval", house.clock, house.mint))
    assert again == 0
    assert len(await _told(house)) == 1


async def test_the_link_is_known_by_a_digest_and_is_another_at_every_try(house: House) -> None:
    await house.channel()
    await house.approval()
    heard = Heard(ends=FAILED)
    secrets = []
    for _ in range(2):
        await _due(house, heard)
        secrets.append((heard.told[-1][1].refuse or "").partition("#")[2])
        house.later(seconds=30)
    assert len(set(secrets)) == 2
    found = [await house.store.read(partial(told_by, secret=one)) for one in secrets]
    assert found == [None, ("a_1", "alice")]
    [row] = await house.rows()
    assert row.refuse_digest == hashlib.sha256(secrets[1].encode()).hexdigest()


async def test_the_address_is_sealed_and_one_that_was_changed_is_not_used(house: House) -> None:
    channel = await house.channel()
    row = await house.store.read(lambda session: session.get_one(Channel, channel))
    assert b"ntfy.example" not in row.address_sealed
    await house.approval()

    def change(session: Session) -> None:
        session.get_one(Channel, channel).address_sealed = row.address_sealed[:-1] + b"x"

    await house.write(change)
    assert await _due(house, Heard()) == []
    [words] = await house.store.read(lambda session: faults(session, "alice"))
    assert "cannot be opened" in words


async def test_a_trial_says_nothing_but_that_it_works_and_only_where_it_is_in_use(house: House) -> None:
    channel, heard = await house.channel(), Heard()
    assert (await house.channels(heard).test(channel)).how == "delivered"
    assert heard.told[0][1].refuse is None
    unsigned = await house.channel("bob", signed=False)
    for other in (unsigned, "c_none"):
        with pytest.raises(LookupError):
            await house.channels(heard).test(other)


async def _told(house: House) -> list[tuple[str, Message]]:
    heard = Heard()
    await _due(house, heard)
    return heard.told
