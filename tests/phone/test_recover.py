"""The phone is lost: a code instead of the paired device, five tries, and what a reset ends."""

from secrets import token_bytes
from typing import Any

import anyio
import pytest

from broker.approval.proposal import OwnerItem
from broker.ratchet.reset import (
    UnknownOwner,
    new_recovery_code,
    recovery_digest,
    reset_owner,
    use_recovery_code,
)
from broker.store.query import Session, col, select, update
from broker.store.tables import Agent, Owner, Passkey, PhoneSession, SealedFile
from tests.phone.house import Browser, House, house_at
from tests.phone.test_enrol import claimed, status, waiting_device

pytestmark = pytest.mark.anyio

CODE = "ABCD-EFGH-JKMN-PQRS-TVWX"


async def with_code(house: House, owner: str = "alice") -> Browser:
    """Return the browser of an owner who has a device and a recovery code."""
    browser = await house.signed_in(owner)
    coded = update(Owner).where(col(Owner.name) == owner).values(recovery_digest=recovery_digest(CODE))
    await house.change(lambda session: session.execute(coded))
    return browser


async def recover(browser: Browser, secret: str, code: str = CODE) -> dict[str, Any]:
    answer: dict[str, Any] = (await browser.post("/recover", {"secret": secret, "code": code})).json()
    return answer


async def test_the_code_lets_a_waiting_device_in_and_the_old_ones_and_their_sessions_out(house: House) -> None:
    lost = await with_code(house)
    browser, secret, _, proposal = await waiting_device(house)
    assert (await status(browser, secret))["recoverable"] is True
    assert await recover(browser, secret, " abcd efgh-jkmn pqrs tvwx ") == {"state": "paired"}
    assert await status(browser, secret) == {"state": "paired", "next": "/inbox"}
    assert (await browser.get("/inbox")).status_code == 200
    assert (await lost.get("/inbox")).status_code == 303
    assert [row.label for row in await house.passkeys()] == ["Chrome on Android"]
    assert (await house.proposal(proposal)).withdrawn_at == house.clock
    # used up
    again, secret, _, _ = await waiting_device(house)
    assert (await status(again, secret))["recoverable"] is False
    assert (await recover(again, secret))["error"] == "recovery_none"


@pytest.mark.parametrize("why", ["wrong code", "another owner's code", "digits not typed", "no such link"])
async def test_nobody_comes_in_with_less_than_the_code_on_a_device_whose_digits_were_typed(
    house: House, why: str
) -> None:
    await with_code(house)
    code = CODE
    if why == "digits not typed":
        browser, secret = house.browser(), house.link()
    else:
        browser, secret, _, _ = await waiting_device(house)
    if why == "wrong code":
        code = CODE.replace("A", "B")
    elif why == "another owner's code":
        code, digest = new_recovery_code(token_bytes)
        bob = Owner(name="bob", created_at=house.clock, recovery_digest=digest)
        await house.change(lambda session: session.add(bob.model_copy()))
    elif why == "no such link":
        secret, right = "x" * 43, secret
    before = [row.id for row in await house.passkeys()]
    told = await recover(browser, secret, code)
    expected = {"digits not typed": "not_waiting", "no such link": "pairing_unknown"}.get(why, "recovery_wrong")
    assert told["error"] == expected
    assert told["next"]
    assert [row.id for row in await house.passkeys()] == before
    if why == "digits not typed":
        browser, secret, _, _ = await waiting_device(house)
    assert await recover(browser, right if why == "no such link" else secret) == {"state": "paired"}


async def test_five_wrong_codes_close_it_for_an_hour_even_for_the_right_one(house: House) -> None:
    await with_code(house)
    browser, secret, _, _ = await waiting_device(house)
    for _ in range(4):
        assert (await recover(browser, secret, "WRONG"))["error"] == "recovery_wrong"
    house.later(minutes=10)
    assert (await recover(browser, secret, "WRONG"))["error"] == "recovery_wrong"
    assert (await recover(browser, secret))["error"] == "recovery_closed"
    assert ((await status(browser, secret))["state"], len(await house.passkeys())) == ("confirm", 1)
    assert await tried(house) == "closed"
    house.later(minutes=59)
    assert await tried(house) == "closed"
    house.later(minutes=1)
    assert await tried(house) == "right"
    assert await tried(house) == "none"


async def test_wrong_codes_that_lie_more_than_an_hour_apart_close_nothing(house: House) -> None:
    await with_code(house)
    for _ in range(8):
        assert await tried(house, "WRONG") == "wrong"
        house.later(minutes=16)
    assert await tried(house) == "right"


async def test_of_many_tries_at_once_five_are_looked_at(database_url: str) -> None:
    async with house_at(database_url) as house:
        await with_code(house)
        answers = list[str]()

        async def one() -> None:
            answers.append(await tried(house, "WRONG"))

        async with anyio.create_task_group() as tasks:
            for _ in range(12):
                tasks.start_soon(one)
        assert sorted(answers) == ["closed"] * 7 + ["wrong"] * 5


async def tried(house: House, code: str = CODE) -> str:
    return await house.store.write(lambda session: use_recovery_code(session, "alice", code, house.clock))


def test_a_code_is_five_groups_of_four_and_only_its_digest_is_kept() -> None:
    code, digest = new_recovery_code(token_bytes)
    assert [len(group) for group in code.split("-")] == [4] * 5
    assert digest == recovery_digest(code.lower().replace("-", " "))
    assert digest != recovery_digest(code[:-1])
    assert code not in digest


async def test_a_reset_ends_agents_seals_requests_and_devices_of_that_owner_only(house: House) -> None:
    alice, bob = await with_code(house), await house.signed_in("bob", seed=7)
    await house.ask()
    mine, theirs = (
        await house.propose(OwnerItem(name="carol")),
        await house.propose(OwnerItem(name="dora"), owner="bob"),
    )

    def rows(session: Session) -> None:
        for name, owner in (("scout", "alice"), ("dig", "bob")):
            session.get_one(Owner, owner).email = f"{owner}@example.org"
            session.add(Agent(name=name, owner=owner, credential_digest=name, created_at=house.clock))
            proposal = mine if owner == "alice" else theirs
            session.add(
                SealedFile(
                    name=f"policy:{name}", path="p", owner=owner, proposal=proposal, text="t", digest="d",
                    sealed_at=house.clock,
                )
            )  # fmt: skip

    await house.change(rows)
    ended = list[str]()

    def revoke(session: Session, agent: str, now: object, owner: str | None) -> None:
        ended.append(agent)

    await house.change(lambda session: reset_owner(session, "alice", house.clock, revoke=revoke))
    assert ended == ["scout"]
    assert (await alice.get("/inbox")).status_code == 303
    assert (await bob.get("/inbox")).status_code == 200
    assert [row.owner for row in await house.passkeys()] == ["bob"]
    assert await column(house, SealedFile.name) == ["policy:dig"]
    assert (await house.approval()).withdrawn_at == house.clock
    assert ((await house.proposal(mine)).withdrawn_at, (await house.proposal(theirs)).withdrawn_at) == (
        house.clock, None,
    )  # fmt: skip
    assert await column(house, PhoneSession.owner) == ["bob"]
    assert await tried(house) == "none"
    assert set(await column(house, Owner.email)) == {None, "bob@example.org"}
    with pytest.raises(UnknownOwner):
        await house.change(lambda session: reset_owner(session, "nobody", house.clock, revoke=revoke))


async def column(house: House, which: Any) -> list[Any]:
    return await house.store.read(lambda session: list(session.scalars(select(which))))


async def test_the_page_for_a_lost_phone_says_what_to_do_and_takes_no_code(house: House) -> None:
    page = (await house.browser().get("/recover")).text
    assert "countersign phone pair" in page
    assert "owner reset" in page
    assert "<input" not in page


@pytest.mark.promise("T2")
@pytest.mark.parametrize("left", ["an agent", "a sealed file", "nothing"])
async def test_whoever_comes_first_after_the_last_device_went_inherits_nothing(house: House, left: str) -> None:
    await with_code(house)
    _, _, _, proposal = await waiting_device(house)

    def went(session: Session) -> None:
        session.execute(update(Passkey).values(removed_at=house.clock))
        if left == "an agent":
            session.add(Agent(name="scout", owner="alice", credential_digest="c", created_at=house.clock))
        if left == "a sealed file":
            session.add(
                SealedFile(
                    name="policy:scout", path="p", owner="alice", proposal=proposal, text="t", digest="d",
                    sealed_at=house.clock,
                )
            )  # fmt: skip

    await house.change(went)
    browser, secret, digits = await claimed(house)
    await house.type_digits(digits)
    if left == "nothing":
        assert (await status(browser, secret))["state"] == "paired"
        return
    assert (await status(browser, secret))["state"] == "confirm"
    assert (await recover(browser, secret, "WRONG"))["error"] == "recovery_wrong"
    assert await recover(browser, secret) == {"state": "paired"}
