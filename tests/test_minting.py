"""Children of agents: what they may do, what they can never do, and what ends them, in a whole installation."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from broker.agents import results
from broker.agents.children import Minted
from broker.agents.credentials import Caller, recognise
from broker.client import asking
from broker.client.view import GrantView, Refused
from broker.ownership import NotProposed
from broker.policy.decide import decide
from broker.policy.model import MAX_CHILDREN
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Approval, Audit, RegisteredClient
from tests.home import WAIT, Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A56")]

HOUR = 3600
ROOM = "children: {at_once: 2, expires_in: 1h, deep: 2}\n"
READS, PAYS, LISTS = "bank_read_account", "bank_pay", "bank_transactions"
CHILD = "scout.errand-1"
FRESH = itertools.count()


@asynccontextmanager
async def house(folder: Path, children: str = ROOM, database_url: str = "") -> AsyncIterator[Home]:
    """Open a home in which scout's policy has this section for children."""
    async with home(folder, database_url=database_url) as here:
        here.write("policies/scout.yaml", _policy(here) + children)
        yield here


def _policy(here: Home) -> str:
    return (here.broker.settings.config_dir / "policies/scout.yaml").read_text()


async def mint(
    here: Home, *operations: str, parent: str = "scout", name: str = "errand-1", seconds: int = HOUR
) -> Minted | Refused:
    """Mint a child as its parent does."""
    by = await caller(here, parent)
    return await here.broker.minting.mint(by, name, timedelta(seconds=seconds), operations or (READS, PAYS))


async def caller(here: Home, agent: str) -> Caller:
    """Return an agent as it comes in with the credential that it has now."""
    row = await here.broker.store.read(lambda session: session.get_one(Agent, agent))
    return Caller(agent, row.credential_digest)


async def minted(here: Home, *operations: str, **how: object) -> Minted:
    """Return a child that must have been minted."""
    made = await mint(here, *operations, **how)  # type: ignore[arg-type]
    assert isinstance(made, Minted), made
    return made


async def why(here: Home, *operations: str, **how: object) -> str:
    """Return why no child is minted."""
    refused = await mint(here, *operations, **how)  # type: ignore[arg-type]
    assert isinstance(refused, Refused), refused
    return refused.reason


async def may(here: Home, agent: str = CHILD) -> bool:
    """Tell whether an agent may call something now, that it never called before."""
    return isinstance(await here.ask(READS, agent=agent, account=f"a{next(FRESH)}"), GrantView)


async def known(here: Home, made: Minted) -> bool:
    """Tell whether the door knows this credential."""
    return await recognise(here.broker.store, made.credential.reveal(), here.clock()) is not None


async def test_a_child_calls_what_is_allowed_and_its_human_is_asked_for_the_rest(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        made = await minted(here)
        assert (made.agent, await known(here, made)) == (CHILD, True)
        view = await here.ask(READS, agent=CHILD, account="main")
        assert isinstance(view, GrantView)
        assert (view.status, view.agent) == ("done", CHILD)
        asked = await here.pending(agent=CHILD)
        await here.approve()
        await here.later(WAIT)
        assert (await here.view(asked.id, CHILD)).status == "done"
        assert len(here.payments()) == 1


async def test_what_is_signed_for_a_child_names_its_chain_and_so_does_the_record(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        await here.pending(agent=CHILD)

        def look(session: Session) -> tuple[str, list[str]]:
            document = session.scalars(select(Approval.document)).one()
            kinds = session.scalars(select(Audit.kind).where(col(Audit.agent) == CHILD)).all()
            return document, list(kinds)

        document, kinds = await here.broker.store.read(look)
        assert f'"agent":"{CHILD}"' in document
        assert {"agent.minted", "server.registered", "client.asked", "server.asked"} <= set(kinds)


async def test_a_child_has_only_the_operations_that_it_was_minted_with(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here, READS)
        assert await may(here)
        refused = await here.ask(agent=CHILD)
        assert isinstance(refused, Refused)
        assert refused.kind == "policy"
        assert isinstance(await here.ask(), GrantView), "its parent still may"


async def test_an_operation_whose_right_a_childs_rules_cover_is_refused_where_it_was_not_minted_with_it(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as here:
        await minted(here, READS)
        assert await may(here)
        refused = await here.ask(LISTS, agent=CHILD, account="main")
        assert isinstance(refused, Refused)
        assert f"{LISTS} is none of the operations" in refused.reason
        assert isinstance(await here.ask(LISTS, account="main"), GrantView), "its parent still may"


async def test_the_server_too_refuses_an_operation_that_a_child_was_not_minted_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "decide_call", lambda policy, _, access: decide(policy, access))
    async with house(tmp_path) as here:
        await minted(here, READS)
        assert await may(here)
        told = await here.ask(LISTS, agent=CHILD, account="main")
        assert "none of the operations that the child was minted with" in str(told)


@pytest.mark.parametrize("deep", [1, 2])
async def test_what_its_parents_policy_denies_or_asks_is_denied_and_asked_however_deep(
    tmp_path: Path, deep: int
) -> None:
    async with house(tmp_path) as here:
        name = CHILD
        await minted(here)
        if deep == 2:
            name = (await minted(here, parent=CHILD, name="part")).agent
        refused = await here.ask(agent=name, amount="250.00")
        assert isinstance(refused, Refused)
        assert "above the maximum 100.00 of rule small-payments" in refused.reason
        assert (await here.pending(agent=name)).decide == "ask"


async def test_a_policy_that_narrows_narrows_the_children_that_are_there(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        assert await may(here)
        allow = "\n".join(_policy(here).splitlines()[4:8])
        here.edit("policies/scout.yaml", allow, allow.replace("[read]", "[look]"))
        assert not await may(here)


@pytest.mark.parametrize("left", ["", "children: {at_once: 2, expires_in: 1h, deep: 1}\n"])
async def test_children_for_which_the_policy_has_no_room_any_more_may_do_nothing(tmp_path: Path, left: str) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        deep = (await minted(here, parent=CHILD, name="part")).agent
        here.lay("policies/scout.yaml", _policy(here).replace(ROOM, left))  # narrower: it counts unsigned
        assert await may(here, CHILD) is bool(left)
        assert not await may(here, deep)
        assert await may(here, "scout")


async def test_an_approval_for_a_child_lapses_when_its_parents_rule_changes(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        asked = await here.pending(agent=CHILD)
        await here.approve()
        here.edit("policies/scout.yaml", 'max: "100.00"', 'max: "90.00"')
        await here.later(WAIT)
        assert (await here.view(asked.id, CHILD)).status == "denied"
        assert here.payments() == []


# what may not be minted


WIDER = {
    "an operation that nobody has": ("bank_rob",),
    "an operation that its parent has not": ("bank_close_account",),
    "one of the broker's own": ("mint_child",),
    "nothing": (),
}


@pytest.mark.parametrize("what", WIDER)
async def test_a_child_is_never_minted_wider_than_its_parent(tmp_path: Path, what: str) -> None:
    async with house(tmp_path) as here:
        operations = [READS, *WIDER[what]] if WIDER[what] else []
        by = await caller(here, "scout")
        refused = await here.broker.minting.mint(by, "errand-1", timedelta(hours=1), operations)
        assert isinstance(refused, Refused)
        assert "operations: one or more of yours" in refused.reason
        await minted(here, READS)


async def test_a_grandchild_is_never_minted_wider_than_the_child(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here, READS)
        assert "operations: one or more of yours, which are bank_read_account" in await why(
            here, PAYS, parent=CHILD, name="part"
        )
        await minted(here, READS, parent=CHILD, name="part")


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "longer than its policy says": ({"seconds": HOUR + 1}, "longer than 3600 seconds"),
    "for no time": ({"seconds": 0}, "for_seconds"),
    "with a chain for a name": ({"name": "errand.part"}, "name: "),
    "with capitals": ({"name": "Errand"}, "name: "),
    "with an arrow": ({"name": "errand › part"}, "name: "),
    "without a name": ({"name": ""}, "name: "),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_no_child_is_minted(tmp_path: Path, what: str) -> None:
    how, words = REFUSED[what]
    async with house(tmp_path) as here:
        assert words in await why(here, **how)
        await minted(here)


async def test_no_child_is_minted_deeper_than_its_policy_says(tmp_path: Path) -> None:
    async with house(tmp_path, "children: {at_once: 5, expires_in: 1h, deep: 2}\n") as here:
        await minted(here)
        deep = (await minted(here, parent=CHILD, name="part")).agent
        assert "3 deep is more than 2" in await why(here, parent=deep, name="piece")
        await minted(here, parent=CHILD, name="another")


async def test_without_a_section_for_children_nobody_mints_any(tmp_path: Path) -> None:
    async with house(tmp_path, "") as here:
        assert "no section `children`" in await why(here)


async def test_a_child_never_outlives_its_parents_credential(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        soon = here.clock() + timedelta(minutes=10)

        def end_soon(session: Session) -> None:
            session.get_one(Agent, "scout").credential_expires_at = soon

        await here.broker.store.write(end_soon)
        assert (await minted(here)).ends_at == soon


async def test_a_grandchild_never_outlives_the_child(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        made = await minted(here, seconds=60)
        assert (await minted(here, parent=CHILD, name="part")).ends_at == made.ends_at


async def test_each_name_is_used_once_and_is_no_agents(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await here.add_agent("errand-1")
        await minted(here)
        assert "each name is used once" in await why(here)
        await here.broker.minting.end("scout", "errand-1")
        assert "each name is used once" in await why(here)
        await minted(here, name="errand-2")
        found = await here.broker.store.read(lambda session: list(session.exec(select(Agent.name, Agent.parent))))
        assert sorted(found, key=str) == [
            ("errand-1", None), ("scout", None), (CHILD, "scout"), ("scout.errand-2", "scout"),
        ]  # fmt: skip


# how many


async def test_a_thousand_children_are_refused_but_for_those_that_there_is_room_for(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        made = await asyncio.gather(*(mint(here, READS, name=f"errand-{number}") for number in range(1000)))
        assert sum(isinstance(one, Minted) for one in made) == 2
        rows = await here.broker.store.read(lambda session: len(session.scalars(select(RegisteredClient)).all()))
        assert rows == 3


async def test_minting_and_ending_in_turns_is_held_back_too(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        for number in range(60):
            await minted(here, READS, name=f"errand-{number}")
            await here.broker.minting.end("scout", f"errand-{number}")
        assert "within an hour" in await why(here, READS, name="one-more")
        here.clock.turn(HOUR)
        await minted(here, READS, name="one-more")


async def test_of_many_minted_at_once_there_are_as_many_as_there_is_room_for(
    tmp_path: Path, database_url: str
) -> None:
    async with house(tmp_path, database_url=database_url) as here:
        made = await asyncio.gather(*(mint(here, READS, name=f"errand-{number}") for number in range(8)))
        assert sum(isinstance(one, Minted) for one in made) == 2
        parents = [one.agent for one in made if isinstance(one, Minted)]
        named = await asyncio.gather(*(mint(here, READS, parent=one, name="part") for one in parents))
        assert not any(isinstance(one, Minted) for one in named), "grandchildren count for the whole line"
        here.clock.turn(HOUR)
        again = await asyncio.gather(*(mint(here, READS, name="again") for _ in range(2)))
        assert sum(isinstance(one, Minted) for one in again) == 1, "one of each name"


async def test_a_child_that_ended_makes_room(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here, seconds=60)
        await minted(here, name="errand-2")
        assert "at_once" in await why(here, name="errand-3")
        here.clock.turn(60)
        await minted(here, name="errand-3")


async def test_a_child_is_ended_by_whoever_minted_it_and_by_nobody_above_or_beside(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        part = await minted(here, parent=CHILD, name="part")
        end = here.broker.minting.end
        tried = [await end(by, name) for by, name in (("scout", "errand-1.part"), ("scout", "part"), (part.agent, ""))]
        assert (tried, await known(here, part)) == ([False] * 3, True)
        assert await end(CHILD, "part")
        assert not await known(here, part)


def test_no_policy_has_room_for_more_than_a_few() -> None:
    assert MAX_CHILDREN <= 20


# limits and refusals along the chain


async def test_what_a_child_calls_counts_for_its_parent_and_the_other_way_round(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.edit("policies/scout.yaml", "calls_per_minute: 60", "calls_per_minute: 2")
        await minted(here)
        assert await may(here, CHILD)
        assert await may(here, "scout")
        for agent in ("scout", CHILD):
            refused = await here.ask(READS, agent=agent, account="spare")
            assert isinstance(refused, Refused)
            assert refused.kind == "limit"
        here.clock.turn(60)
        assert await may(here, CHILD)


async def test_what_waits_for_a_child_counts_for_its_parent(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.edit("policies/scout.yaml", "pending: 5", "pending: 1")
        await minted(here)
        await here.pending(agent=CHILD)
        refused = await here.ask(payee="grocer")
        assert isinstance(refused, Refused)
        assert "(pending)" in refused.reason


async def test_asks_of_a_child_count_for_its_parent(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.edit("policies/scout.yaml", "asks_per_hour: 6", "asks_per_hour: 1")
        await minted(here)
        await here.pending(agent=CHILD)
        refused = await here.ask(payee="grocer")
        assert isinstance(refused, Refused)
        assert "(asks_per_hour)" in refused.reason


@pytest.mark.parametrize(("refused", "tries"), [("scout", CHILD), (CHILD, "scout"), (CHILD, "scout.errand-2")])
async def test_what_was_refused_to_one_of_a_line_is_refused_to_all_of_it(
    tmp_path: Path, refused: str, tries: str
) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        await minted(here, name="errand-2")
        await here.pending(agent=refused)
        await here.refuse("Not on a Monday")
        await here.later(WAIT)
        told = await here.ask(agent=tries)
        assert isinstance(told, Refused)
        assert (told.kind, "Not on a Monday" in told.reason) == ("owner", True)
        assert isinstance(await here.ask(agent=tries, payee="grocer", amount="1.00"), GrantView)


# what ends and stops them


async def _revoke(here: Home, agent: str) -> None:
    await here.broker.store.write(
        lambda session: here.broker.ownership.revoke(session, agent, here.clock(), None)
    )


async def _freeze(here: Home, agent: str) -> None:
    await here.broker.store.write(lambda session: here.broker.ownership.freeze(session, agent, here.clock(), None))


async def _expire(here: Home, agent: str) -> None:
    def over(session: Session) -> None:
        session.get_one(Agent, agent).credential_expires_at = here.clock()

    await here.broker.store.write(over)


async def _end(here: Home, agent: str) -> None:
    parent, _, name = agent.rpartition(".")
    assert await here.broker.minting.end(parent, name)


Stop = Callable[[Home, str], object]
STOPS = {
    "its parent is revoked": (_revoke, "scout"),
    "its parent is frozen": (_freeze, "scout"),
    "its parent's credential ends": (_expire, "scout"),
    "it is revoked": (_revoke, CHILD),
    "it is frozen": (_freeze, CHILD),
    "its time is over": (_expire, CHILD),
    "its parent ends it": (_end, CHILD),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("what", STOPS)
async def test_a_child_and_its_children_stop_at_once_when(tmp_path: Path, what: str) -> None:
    stop, whom = STOPS[what]
    async with house(tmp_path) as here:
        line = [await minted(here), await minted(here, parent=CHILD, name="part")]
        asked = []
        for one, payee in zip(line, ("bakery", "grocer"), strict=True):
            assert await known(here, one)
            asked.append(await here.pending(agent=one.agent, payee=payee))
            await here.approve()  # what was approved and has not begun does not begin any more
        await stop(here, whom)
        assert [await may(here, one.agent) for one in line] == [False, False]
        assert [await known(here, one) for one in line] == ["frozen" in what] * 2
        assert "revoked or frozen" in await why(here, parent=CHILD, name="late")
        await here.later(WAIT)
        await here.broker.sweep()
        await here.later(WAIT)
        assert "done" not in [(await here.view(view.id, view.agent)).status for view in asked]
        assert here.payments() == []


async def test_without_any_of_that_both_pay(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        deep = (await minted(here, parent=CHILD, name="part")).agent
        for agent, payee in ((CHILD, "bakery"), (deep, "grocer")):
            await here.pending(agent=agent, payee=payee)
            await here.approve()
        await here.later(WAIT)
        assert len(here.payments()) == 2


async def test_what_waits_for_a_child_whose_time_is_over_leaves_the_phone(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here, seconds=60)
        asked = await here.pending(agent=CHILD)
        here.clock.turn(60)
        await here.broker.sweep()
        await here.later(WAIT)
        assert (await here.view(asked.id, CHILD)).status == "cancelled"
        assert await here.broker.store.read(_open_approvals) == 0
        assert await here.broker.minting.sweep() == 0


def _open_approvals(session: Session) -> int:
    undecided = select(Approval.id).where(col(Approval.decision).is_(None), col(Approval.withdrawn_at).is_(None))
    return len(session.scalars(undecided).all())


async def test_muting_an_agent_mutes_its_children(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        await here.phone._post("/mute", {"agent": "scout"})
        refused = await here.ask(agent=CHILD)
        assert isinstance(refused, Refused)
        assert refused.reason.startswith("alice muted this agent")


async def test_ending_a_child_leaves_its_parent_and_the_others_alone(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        await minted(here, name="errand-2")
        await _end(here, CHILD)
        assert await may(here, "scout")
        assert await may(here, "scout.errand-2")
        assert not await here.broker.minting.end("scout", "errand-3")
        assert not await here.broker.minting.end(CHILD, "errand-2")


async def test_an_agent_that_is_unfrozen_has_its_children_back(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        made = await here.phone._post("/freeze", {"agent": "scout"})
        assert not await may(here)
        made = await here.phone._post("/unfreeze", {"agent": "scout"})
        await here.phone.sign(made["proposal"])
        assert await may(here)


# handles


async def test_grants_of_parent_and_child_are_unknown_to_each_other(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        await minted(here)
        client = here.broker.client
        for mine, other in ((await here.pending(agent=CHILD), "scout"), (await here.pending(), CHILD)):
            assert await client.view(other, mine.id) is None
            assert await client.give_back(other, mine.id) is None
            assert mine.id not in [view.id for view in await client.views(other)]
            assert (await here.view(mine.id, mine.agent)).status == "pending"
        assert results.no_such_grant().is_error


async def test_a_standing_approval_of_its_parent_covers_no_call_of_a_child(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        here.edit("policies/scout.yaml", "answer_within: 24h", "answer_within: 24h, remember: {uses: 5, for: 7d}")
        until = (here.clock() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        await minted(here)
        first = await here.pending()
        terms = {"verb": "remember", "uses": 5, "until": until}
        await here.phone.decide(await here.phone.next_approval(), "remember", terms=terms)
        await here.later(WAIT)
        assert (await here.view(first.id)).status == "done"
        await here.broker.client.collect("scout", first.id)
        again = await here.ask()
        assert isinstance(again, GrantView)
        await here.later(WAIT)
        assert (await here.view(again.id)).status == "done"
        assert (await here.pending(agent=CHILD)).status == "pending"


async def test_the_owner_is_asked_for_no_new_credential_of_a_child(tmp_path: Path) -> None:
    from broker.approval.proposal import CredentialItem

    async with house(tmp_path) as here:
        await minted(here)
        item = CredentialItem(agent=CHILD, credential_digest="0" * 64, expires_in=None, overlap=0)
        with pytest.raises(NotProposed, match="is a child of scout"):
            await here.broker.store.write(
                lambda session: here.broker.ownership.propose_credential(session, item, here.clock(), None)
            )
