"""A quorum and a stand-in, on both databases: nothing runs before enough of the right people have signed."""

from pathlib import Path

import anyio.lowlevel
import httpx2
import pytest

from broker.approval.evidence import EvidenceRefused, verify
from broker.client.view import GrantView, Refused
from broker.demo.passkey import SoftwarePasskey
from broker.demo.phone import PhoneRefused, ScriptedPhone, Verb
from broker.ratchet.evidence import evidence_of
from broker.store.query import col, delete, select, update
from broker.store.tables import Approval, ApprovalVote, Owner
from tests.home import WAIT, Home, home
from tests.signing import pair

pytestmark = [pytest.mark.anyio, pytest.mark.promise("R1", "R9")]

TERMS = "answer_within: 24h}"
QUORUM = "answer_within: 24h, quorum: {need: 2, of: [alice, bob, carol]}}"
STAND_IN = "answer_within: 24h, stand_in: {who: bob, after: 30m}}"
HALF_AN_HOUR = 1800


async def _added(here: Home, owner: str) -> None:
    await here.broker.store.write(lambda session: session.add(Owner(name=owner, created_at=here.clock())))


async def _moved_in(here: Home, *names: str) -> list[ScriptedPhone]:
    """Let further owners pair a phone each."""
    phones = []
    for name in names:
        await _added(here, name)
        transport = httpx2.ASGITransport(app=here.broker.app)
        phones.append(ScriptedPhone(here.broker.settings.public_url, SoftwarePasskey(), transport=transport))
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(pair, here.broker, phones[-1], name)
            # a further owner's first device is let in by the first owner
            while not await here.phone.open_proposals():
                await anyio.lowlevel.checkpoint()
            here.seal()
    return phones


async def _asked(here: Home, terms: str) -> str:
    here.edit("policies/scout.yaml", TERMS, terms)
    view = await here.pending()
    return view.id


async def _status(here: Home, grant: str) -> str:
    await here.later(WAIT)
    return (await here.view(grant)).status


async def test_one_of_two_is_not_enough_and_two_are(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        bob, carol = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM)
        await here.phone.decide(await here.phone.next_approval(), "approve")
        assert (await _status(here, grant), here.payments()) == ("pending", [])
        await carol.decide(await carol.next_approval(), "approve")
        assert (await _status(here, grant), len(here.payments())) == ("done", 1)
        with pytest.raises(PhoneRefused, match="Already approved:"):  # and not: by you
            await bob.decide((await _approval(here)).id, "approve")


async def test_nobody_counts_twice(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        [bob, _] = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM)
        approval = await bob.next_approval()
        await bob.decide(approval, "approve")
        with pytest.raises(PhoneRefused, match="Already approved by you"):
            await bob.decide(approval, "approve")
        assert (await _status(here, grant), here.payments()) == ("pending", [])
        await here.phone.decide(approval, "approve")
        assert await _status(here, grant) == "done"


async def test_one_refusal_ends_it_whoever_said_yes_before(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        bob, carol = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM)
        approval = await bob.next_approval()
        await bob.decide(approval, "approve")
        await carol.decide(approval, "refuse", "Not from that account")
        with pytest.raises(PhoneRefused, match="Already refused"):
            await here.phone.decide(approval, "approve")
        assert (await _status(here, grant), (await here.view(grant)).detail) == ("denied", "Not from that account")
        assert here.payments() == []


async def test_of_several_at_once_exactly_enough_count(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        bob, carol = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM)
        approval = await bob.next_approval()

        async def decide(phone: ScriptedPhone) -> None:
            try:
                await phone.decide(approval, "approve")
            except PhoneRefused:
                return

        async with anyio.create_task_group() as tasks:
            for phone in (here.phone, bob, carol):
                tasks.start_soon(decide, phone)
        assert (await _status(here, grant), len(here.payments())) == ("done", 1)
        assert (await _approval(here)).decision == "approve"


async def test_an_owner_outside_the_quorum_may_refuse_and_not_approve(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        [bob, _] = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM.replace("[alice, bob, carol]", "[bob, carol]"))
        approval = await here.phone.next_approval()
        with pytest.raises(PhoneRefused, match="Others approve this"):
            await here.phone.decide(approval, "approve")
        await bob.decide(approval, "approve")
        assert await _status(here, grant) == "pending"
        await here.phone.decide(approval, "refuse")
        assert (await _status(here, grant), here.payments()) == ("denied", [])


async def test_whoever_is_not_named_sees_nothing_and_decides_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        _, _, mallory = await _moved_in(here, "bob", "carol", "mallory")
        await _asked(here, QUORUM)
        approval = await here.phone.next_approval()
        assert await mallory.waiting() == ()
        answers: tuple[Verb, ...] = ("approve", "refuse")
        for verb in answers:
            with pytest.raises(PhoneRefused, match="Nothing to see here"):
                await mallory.decide(approval, verb)
        assert (await _approval(here)).decision is None


async def test_a_person_whom_the_policy_names_and_nobody_knows_denies(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _moved_in(here, "bob")
        here.edit("policies/scout.yaml", TERMS, QUORUM)
        asked = await here.ask()
        assert isinstance(asked, GrantView)
        assert (asked.status, "carol, who is no owner" in (asked.detail or "")) == ("denied", True)


async def test_several_people_approve_as_it_is_and_nothing_less_or_more(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _moved_in(here, "bob", "carol")
        await _asked(here, QUORUM)
        approval = await here.phone.next_approval()
        terms = {"verb": "narrow", "field": "amount", "amount": "1.00", "until": "2026-11-25T13:00:00Z"}
        with pytest.raises(PhoneRefused, match="approved as it is, or refused"):
            await here.phone.decide(approval, "narrow", terms=terms)
        assert (await _approval(here)).decision is None


OF_BOB = update(ApprovalVote).where(col(ApprovalVote.owner) == "bob")
OF_ALICE = select(ApprovalVote.passkey).where(col(ApprovalVote.owner) == "alice").scalar_subquery()
TAMPERED = {
    "a yes less": delete(ApprovalVote).where(col(ApprovalVote.owner) == "bob"),
    "a yes of somebody else": OF_BOB.values(owner="carol"),
    "another passkey": OF_BOB.values(passkey=OF_ALICE),
    "another end": update(ApprovalVote).values(not_after=ApprovalVote.at),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("how", [*TAMPERED, "nothing"])
async def test_before_the_call_every_signature_is_verified_again(tmp_path: Path, how: str) -> None:
    async with home(tmp_path) as here:
        bob, _ = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM)
        for phone in (here.phone, bob):
            await phone.decide(await phone.next_approval(), "approve")
        if how in TAMPERED:
            await here.broker.store.write(lambda session: session.execute(TAMPERED[how]).close())
        status = await _status(here, grant)
        assert (status, len(here.payments())) == (("done", 1) if how == "nothing" else (status, 0))
        assert (status == "done") is (how == "nothing")


async def test_the_evidence_holds_every_signature_and_one_less_is_none(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        bob, _ = await _moved_in(here, "bob", "carol")
        grant = await _asked(here, QUORUM)
        for phone in (here.phone, bob):
            await phone.decide(await phone.next_approval(), "approve")
        await here.later(WAIT)
        url = here.broker.settings.public_url
        found = await here.broker.store.read(lambda s: evidence_of(s, grant, rp_id="localhost", origin=url))
        assert len(verify(found.text()).passkeys) == 2
        alone = found.model_copy(update={"further": []})
        with pytest.raises(EvidenceRefused, match="1 of 2 signatures"):
            verify(alone.text())
        twice = found.model_copy(update={"further": [found.signed]})
        with pytest.raises(EvidenceRefused, match="signed twice"):
            verify(twice.text())


async def test_a_stand_in_decides_once_the_owner_was_silent_for_so_long(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        [bob] = await _moved_in(here, "bob")
        grant = await _asked(here, STAND_IN)
        approval = await here.phone.next_approval()
        here.clock.turn(HALF_AN_HOUR - 1)
        assert await bob.waiting() == ()
        with pytest.raises(PhoneRefused, match="Nothing to see here"):
            await bob.decide(approval, "approve")
        here.clock.turn(1)
        await bob.decide(approval, "approve")
        assert (await _status(here, grant), len(here.payments())) == ("done", 1)


async def test_the_owner_decides_alone_where_there_is_a_stand_in(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        [bob] = await _moved_in(here, "bob")
        grant = await _asked(here, STAND_IN)
        approval = await here.phone.next_approval()
        await here.phone.decide(approval, "approve")
        assert (await _status(here, grant), len(here.payments())) == ("done", 1)
        here.clock.turn(HALF_AN_HOUR)
        with pytest.raises(PhoneRefused):
            await bob.decide(approval, "approve")


async def test_two_rules_that_name_different_people_deny(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _moved_in(here, "bob", "carol")
        rule = (here.broker.settings.config_dir / "policies/scout.yaml").read_text()
        mine = rule[rule.index("  - id: small-payments") : rule.index("  - id: never-close")]
        also, never = mine.replace("small-payments", "also"), "  - id: never-close"
        here.edit("policies/scout.yaml", never, also + never)
        assert isinstance(await here.ask(amount="1.00"), GrantView), "the control: the same people twice"
        here.edit("policies/scout.yaml", also, also.replace(TERMS, QUORUM))
        told = await here.ask(amount="2.00")
        assert isinstance(told, Refused)
        assert "name different people" in told.reason


async def _approval(here: Home) -> Approval:
    return await here.broker.store.read(lambda session: session.scalars(select(Approval)).one())
