"""What owners do: freezing and revoking are free and at once; adding, changing and unfreezing wait for a passkey."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from broker.approval.proposal import AgentItem, CredentialItem
from broker.client.view import GrantView, Refused
from broker.ownership import NotProposed
from broker.ratchet.freezing import NoSuchAgent, frozen_since
from broker.ratchet.proposals import CannotPerform
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Approval, Audit, Owner, Proposal, RegisteredClient, ServerToken
from tests.authserver.wire import Wire, error_of
from tests.home import Home, home

pytestmark = pytest.mark.anyio

DIGEST = "0" * 64


async def _freeze(here: Home, agent: str | None = "scout") -> None:
    await here.broker.store.write(lambda session: here.broker.ownership.freeze(session, agent, here.clock(), "alice"))


async def _unfreeze(here: Home, agent: str | None = "scout") -> None:
    propose = here.broker.ownership.propose_unfreeze
    await here.broker.store.write(lambda session: propose(session, agent, here.clock(), None).id)
    here.seal()


@pytest.mark.promise("P12", "T2", "R9")
@pytest.mark.parametrize("agent", ["scout", None])
async def test_a_frozen_agent_asks_nothing_and_an_unfrozen_one_does_again(tmp_path: Path, agent: str | None) -> None:
    async with home(tmp_path) as here:
        await _freeze(here, agent)
        told = await here.ask("bank_read_account", account="main")
        assert isinstance(told, Refused)
        assert told.kind == "frozen"
        await _unfreeze(here, agent)
        assert isinstance(await here.ask("bank_read_account", account="main"), GrantView)


@pytest.mark.promise("R9")
async def test_freezing_withdraws_what_waits_and_its_agent_is_told(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        async with here.broker.wakeups.listen(f"grant:{asked.id}") as ring:
            await _freeze(here)
            assert await ring.wait(1)
        told = await here.view(asked.id)
        assert (told.status, "froze" in str(told.detail)) == ("cancelled", True)
        assert await here.phone.waiting() == ()


@pytest.mark.promise("R9", "P12")
async def test_an_approval_that_was_not_used_before_the_freeze_is_never_used(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await here.approve()
        await _freeze(here)
        await here.later()
        await _unfreeze(here)
        await here.later(60)
        assert here.payments() == []
        assert (await here.view(asked.id)).status == "cancelled"


async def test_without_a_freeze_the_same_approval_is_used(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        await here.approve()
        await here.later()
        assert len(here.payments()) == 1


@pytest.mark.promise("P12")
async def test_at_the_server_a_frozen_agents_key_is_refused_and_its_tokens_are_inactive(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        assert "access_token" in (await wire.ask(here.call("bank_read_account", account="main"))).json()
        await _freeze(here)
        assert error_of(await wire.ask(here.call("bank_read_account", account="main"))) == "invalid_client"


async def test_freezing_twice_is_freezing_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await _freeze(here)
        since = here.clock()
        here.clock.turn(60)
        await _freeze(here)
        assert await here.broker.store.read(lambda session: frozen_since(session, "scout")) == since


async def test_an_unknown_agent_cannot_be_frozen_and_the_known_ones_are_named(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        with pytest.raises(NoSuchAgent, match="known: scout"):
            await _freeze(here, "scuot")


async def test_freezing_one_agent_leaves_another_alone(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.add_agent("crow")
        text = (here.broker.settings.config_dir / "policies/scout.yaml").read_text()
        here.write("policies/crow.yaml", text.replace("agent: scout", "agent: crow"))
        await _freeze(here)
        assert isinstance(await here.ask("bank_read_account", agent="crow", account="main"), GrantView)


@pytest.mark.promise("P11")
async def test_a_revoked_agent_is_ended_everywhere_and_for_good(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        await wire.ask(here.call("bank_read_account", account="main"))
        asked = await here.pending()
        revoke = here.broker.ownership.revoke
        await here.broker.store.write(lambda session: revoke(session, "scout", here.clock(), None))
        await here.broker.store.write(lambda session: revoke(session, "scout", here.clock(), None))
        assert (await here.view(asked.id)).status == "cancelled"
        told = await here.ask("bank_read_account", account="main")
        assert isinstance(told, Refused)
        assert await here.broker.store.read(_left) == (0, 0, 0)
        assert error_of(await wire.ask(here.call("bank_read_account", account="main"))) == "invalid_client"


def _left(session: Session) -> tuple[int, int, int]:
    tokens = select(ServerToken).where(col(ServerToken.revoked_at).is_(None))
    clients = select(RegisteredClient).where(col(RegisteredClient.revoked_at).is_(None))
    approvals = select(Approval).where(col(Approval.withdrawn_at).is_(None), col(Approval.spent_at).is_(None))
    return (
        len(list(session.exec(tokens))),
        len(list(session.exec(clients))),
        len(list(session.exec(approvals))),
    )


def _new(name: str) -> AgentItem:
    return AgentItem(agent=name, credential_digest=DIGEST)


def _for_a_second_owner(session: Session, here: Home) -> object:
    session.add(Owner(name="bob", created_at=here.clock()))
    session.flush()
    return here.broker.ownership.propose_agent(session, _new("crow"), "bob", here.clock(), None)


Ask = Callable[[Session, Home], object]
NOT_PROPOSED: dict[str, tuple[Ask, str]] = {
    "an agent with a name that is none": (
        lambda session, here: here.broker.ownership.propose_agent(session, _new("Scout!"), "alice", here.clock(), None),
        "no agent name",
    ),
    "an agent that is there": (
        lambda session, here: here.broker.ownership.propose_agent(session, _new("scout"), "alice", here.clock(), None),
        "there is an agent scout already",
    ),
    "an agent of an unknown owner": (
        lambda session, here: here.broker.ownership.propose_agent(session, _new("crow"), "bob", here.clock(), None),
        "known owners: alice",
    ),
    "an agent of an owner without a device": (
        _for_a_second_owner,
        "bob has no device yet",
    ),
    "a credential of an unknown agent": (
        lambda session, here: here.broker.ownership.propose_credential(
            session, CredentialItem(agent="crow", credential_digest=DIGEST), here.clock(), None
        ),
        "known: scout",
    ),
    "unfreezing what is not frozen": (
        lambda session, here: here.broker.ownership.propose_unfreeze(session, "scout", here.clock(), None),
        "scout is not frozen",
    ),
    "unfreezing everything when nothing is frozen": (
        lambda session, here: here.broker.ownership.propose_unfreeze(session, None, here.clock(), None),
        "everything is not frozen",
    ),
    "an owner that is there": (
        lambda session, here: here.broker.ownership.propose_owner(session, "alice", here.clock(), None),
        "there is an owner alice already",
    ),
    "an e-mail address that is none": (
        lambda session, here: here.broker.ownership.propose_email(session, "alice", "alice", here.clock(), None),
        "no e-mail address",
    ),
    "an owner with a name that is none": (
        lambda session, here: here.broker.ownership.propose_owner(session, "-", here.clock(), None),
        "no owner name",
    ),
}


@pytest.mark.promise("T2")
@pytest.mark.parametrize("what", NOT_PROPOSED)
async def test_what_could_not_be_performed_is_not_proposed(tmp_path: Path, what: str) -> None:
    ask, words = NOT_PROPOSED[what]
    async with home(tmp_path) as here:
        before = await here.broker.store.read(_proposals)
        with pytest.raises(NotProposed, match=words):
            await here.broker.store.write(lambda session: ask(session, here))
        assert await here.broker.store.read(_proposals) == before


@pytest.mark.promise("T2", "P8")
async def test_an_address_counts_once_signed_for_and_of_two_who_sign_for_one_the_first_has_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        propose = here.broker.ownership.propose_email
        await here.broker.store.write(lambda session: propose(session, None, "Alice@Example.ORG", here.clock(), 1).id)
        assert await here.broker.store.read(_addresses) == {"alice": None}
        await here.broker.store.write(
            lambda session: session.add(Owner(name="bob", created_at=here.clock(), email="alice@example.org"))
        )
        with pytest.raises(CannotPerform, match="another owner"):
            here.seal()
        await here.broker.store.write(lambda session: here.broker.ownership.clear_email(session, "bob", here.clock()))
        here.seal()
        assert await here.broker.store.read(_addresses) == {"alice": "alice@example.org", "bob": None}
        assert b"example.org" not in await here.broker.store.read(_audited)


def _addresses(session: Session) -> dict[str, str | None]:
    return {row.name: row.email for row in session.exec(select(Owner))}


def _audited(session: Session) -> bytes:
    rows = list(session.exec(select(Audit)))
    assert any(row.kind == "owner.email" for row in rows)
    return json.dumps([row.data for row in rows]).encode()


def _proposals(session: Session) -> int:
    return len(list(session.exec(select(Proposal.id))))


@pytest.mark.promise("T2")
async def test_an_agent_is_there_only_once_its_owner_signed(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        propose = here.broker.ownership.propose_agent
        await here.broker.store.write(lambda session: propose(session, _new("crow"), "alice", here.clock(), 1000).id)
        assert await here.broker.store.read(lambda session: session.get(Agent, "crow")) is None
        here.seal()
        agent = await here.broker.store.read(lambda session: session.get(Agent, "crow"))
        assert agent is not None
        assert (agent.owner, agent.credential_digest) == ("alice", DIGEST)


@pytest.mark.promise("T2")
async def test_a_new_credential_replaces_the_old_one_once_its_owner_signed(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        digest = hashlib.sha256(b"new").hexdigest()
        propose = here.broker.ownership.propose_credential

        def now() -> str:
            return here.broker.store.read_sync(lambda session: session.get_one(Agent, "scout").credential_digest)

        before = now()
        renewed = CredentialItem(agent="scout", credential_digest=digest)
        await here.broker.store.write(lambda session: propose(session, renewed, here.clock(), None).id)
        assert now() == before
        here.seal()
        assert now() == digest


async def test_an_agent_that_came_meanwhile_is_not_added_twice(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        item = AgentItem(agent="scout", credential_digest=DIGEST)
        perform = here.broker.phone.perform["agent"]
        row = await here.broker.store.read(lambda session: session.exec(select(Proposal).limit(1)).one())
        with pytest.raises(CannotPerform, match="already"):
            await here.broker.store.write(lambda session: perform(session, item, row, here.clock()))
