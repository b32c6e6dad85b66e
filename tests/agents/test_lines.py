"""A child ends with the credential or the sign-in that minted it, however that ends, and its children with it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from broker.agents.children import Minted
from broker.agents.credentials import new_credential
from broker.approval.proposal import CredentialItem
from broker.client.view import Refused
from broker.store.query import Session, col, select
from broker.store.tables import Agent, Audit, Proposal
from tests.agents.lines import (
    DAY,
    comes_in,
    line,
    make_room,
    mint,
    minted,
    opens,
    refused_tokens,
    reissue,
    tokens,
)
from tests.agents.signing_in import (
    ASK,
    Web,
    at,
    browser,
    code_for,
    document,
    enrolled,
    redeeming,
    refreshing,
    sent_back,
)
from tests.home import Home, home

pytestmark = [pytest.mark.anyio, pytest.mark.promise("A56")]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    web = Web()
    web.publish(json.dumps(document()).encode())
    async with home(tmp_path) as made:
        setattr(made.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        make_room(made, "visitor", "other")
        yield made


def revoked(session: Session) -> list[str]:
    """Return the agents that have ended for good."""
    return list(session.scalars(select(Agent.name).where(col(Agent.revoked_at).is_not(None)).order_by(Agent.name)))


async def test_a_new_credential_ends_what_the_old_one_minted_at_once_and_nothing_else(house: Home) -> None:
    other = await house.add_agent("other")
    mine, theirs = await line(house, house.credential), await line(house, other)
    assert await opens(house, *mine, *theirs) == [True] * 4
    new = await reissue(house, "scout")
    assert await opens(house, house.credential, *mine) == [False] * 3
    assert await opens(house, new, *theirs) == [True] * 3
    # in that same transaction, and not when somebody sweeps
    assert await house.broker.store.read(revoked) == ["scout.errand-1", "scout.errand-1.part"]
    assert await opens(house, *await line(house, new, "errand-2")) == [True, True]


async def test_with_an_overlap_a_child_ends_when_the_credential_that_minted_it_does(house: Home) -> None:
    mine = await line(house, house.credential)
    new = await reissue(house, "scout", overlap=60)
    later = await line(house, new, "errand-2")
    assert await opens(house, house.credential, *mine, *later) == [True] * 5
    house.clock.turn(59)
    assert await opens(house, house.credential, *mine, *later) == [True] * 5
    house.clock.turn(1)
    assert await opens(house, house.credential, *mine) == [False] * 3
    assert await opens(house, new, *later) == [True] * 3


async def test_an_overlap_makes_no_child_last_longer(house: Home) -> None:
    mine = await line(house, house.credential)
    await reissue(house, "scout", overlap=2 * DAY)
    house.clock.turn(DAY - 1)
    assert await opens(house, house.credential, *mine) == [True] * 3
    house.clock.turn(1)
    assert await opens(house, house.credential, *mine) == [True, False, False]


async def test_what_the_credential_before_the_last_minted_ends_with_the_next_one(house: Home) -> None:
    first = await line(house, house.credential)
    second = await reissue(house, "scout", overlap=3600)
    between = await line(house, second, "errand-2")
    third = await reissue(house, "scout", overlap=60)
    assert await opens(house, house.credential, *first) == [False] * 3
    assert await opens(house, second, *between, third) == [True] * 4


async def test_a_credential_that_overlaps_mints_no_child_that_outlives_it(house: Home) -> None:
    new = await reissue(house, "scout", overlap=60)
    now = house.clock()
    assert (await minted(house, house.credential, "errand-1")).ends_at == now + timedelta(seconds=60)
    assert (await minted(house, new, "errand-2")).ends_at == now + timedelta(seconds=DAY)


async def test_a_credential_that_ended_since_its_caller_came_in_mints_nothing(house: Home) -> None:
    caller = await comes_in(house, house.credential)
    assert isinstance(await mint(house, caller, "errand-1"), Minted), "the control"
    await reissue(house, "scout")
    refused = await mint(house, caller, "errand-2")
    assert isinstance(refused, Refused)
    assert (refused.kind, "has ended" in refused.reason) == ("credential", True)


async def test_a_sign_in_that_ended_since_its_caller_came_in_mints_nothing(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    caller = await comes_in(house, given["access_token"])
    assert isinstance(await mint(house, caller, "errand-1"), Minted), "the control"
    await reissue(house, "visitor")
    assert isinstance(await mint(house, caller, "errand-2"), Refused)


async def test_a_child_outlives_the_access_tokens_of_its_parent_and_each_refresh(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    mine = await line(house, given["access_token"])
    for _ in range(3):
        house.clock.turn(20 * 60)
        assert await opens(house, given["access_token"], *mine) == [False, True, True]
        given = await tokens(house, refreshing(given["refresh_token"]))
        assert await opens(house, given["access_token"], *mine) == [True] * 3


async def _refresh_replay(house: Home, code: str, refresh: str) -> None:
    await tokens(house, refreshing(refresh))
    assert "used before" in await refused_tokens(house, refreshing(refresh))


async def _code_replay(house: Home, code: str, refresh: str) -> None:
    assert "used before" in await refused_tokens(house, redeeming(code))


async def _signs_in_anew(house: Home, code: str, refresh: str) -> None:
    await tokens(house, redeeming(await code_for(house)))


async def _new_credential(house: Home, code: str, refresh: str) -> None:
    await reissue(house, "visitor")


async def _overlapping_credential(house: Home, code: str, refresh: str) -> None:
    await reissue(house, "visitor", overlap=3600)


Ends = Callable[[Home, str, str], Awaitable[None]]
ENDINGS: dict[str, Ends] = {
    "a refresh token comes twice": _refresh_replay,
    "a code comes twice": _code_replay,
    "its host signs in anew": _signs_in_anew,
    "its owner signs a credential": _new_credential,
    "its owner signs a credential with an overlap": _overlapping_credential,
}


@pytest.mark.parametrize("how", ENDINGS)
async def test_the_end_of_a_sign_in_ends_the_children_that_it_minted(house: Home, how: str) -> None:
    code = await code_for(house)
    given = await tokens(house, redeeming(code))
    mine, others = await line(house, given["access_token"]), await line(house, house.credential)
    assert await opens(house, given["access_token"], *mine, *others) == [True] * 5
    await ENDINGS[how](house, code, given["refresh_token"])
    assert await opens(house, given["access_token"], *mine) == [False] * 3
    assert await opens(house, *others) == [True] * 2, "the control"
    assert await house.broker.store.read(revoked) == ["visitor.errand-1", "visitor.errand-1.part"]


async def test_a_replay_of_what_ended_long_ago_ends_no_child_of_the_sign_in_after_it(house: Home) -> None:
    code = await code_for(house)
    first = await tokens(house, redeeming(code))
    second = await tokens(house, redeeming(await code_for(house)))
    mine = await line(house, second["access_token"])
    await refused_tokens(house, redeeming(code))
    await refused_tokens(house, refreshing(first["refresh_token"]))
    assert await opens(house, second["access_token"], *mine) == [True] * 3


async def test_the_record_says_that_children_ended(house: Home) -> None:
    await line(house, house.credential)
    await reissue(house, "scout")
    ended = select(Audit.agent).where(col(Audit.kind) == "agent.revoked").order_by(col(Audit.agent))
    rows = await house.broker.store.read(lambda session: list(session.scalars(ended)))
    assert rows == ["scout.errand-1", "scout.errand-1.part"]


SAYS_SO = "What it held as visitor before ends."


async def _signs_in_once_more(house: Home) -> tuple[str, str]:
    """Let the host of visitor lead its owner here again, who signs; return what the page said, and the code."""
    proposal = await enrolled(house, urlencode(ASK))
    page = (await browser(house).get(f"/proposals/{proposal}")).text
    await house.phone.sign(proposal)
    return page, str((await sent_back(house, proposal)).params["code"])


async def test_signing_in_again_ends_the_static_credential_and_what_it_minted_as_the_page_says(house: Home) -> None:
    await code_for(house)
    first = await reissue(house, "visitor")
    held = [first, *await line(house, first)]
    second = await reissue(house, "visitor", overlap=3600)
    held += [second, *await line(house, second, "errand-2")]
    page, code = await _signs_in_once_more(house)
    assert SAYS_SO in page
    assert await opens(house, *held, house.credential) == [True] * 7, "the control: nothing ends before it is redeemed"
    given = await tokens(house, redeeming(code))
    assert await opens(house, *held) == [False] * 6
    mine = await line(house, given["access_token"], "errand-3")
    assert await opens(house, given["access_token"], *mine, house.credential) == [True] * 4


async def test_a_page_of_somebody_new_says_nothing_of_what_ends(house: Home) -> None:
    proposal = await enrolled(house, urlencode(ASK))
    assert SAYS_SO not in (await browser(house).get(f"/proposals/{proposal}")).text


async def test_after_a_credential_that_ended_by_its_time_whoever_signs_in_has_children_that_work(house: Home) -> None:
    await code_for(house)
    await reissue(house, "visitor", expires_in=60)
    given = await tokens(house, redeeming(await code_for(house)))
    house.clock.turn(120)
    made = await minted(house, given["access_token"], "errand-1")
    assert made.ends_at == house.clock() + timedelta(seconds=DAY)
    assert await opens(house, made.credential.reveal()) == [True]


async def test_no_child_is_minted_that_would_have_ended_already(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    caller = await comes_in(house, given["access_token"])
    assert isinstance(await mint(house, caller, "errand-1"), Minted), "the control"

    def over(session: Session) -> None:
        session.get_one(Agent, "visitor").credential_expires_at = house.clock()

    await house.broker.store.write(over)
    refused = await mint(house, caller, "errand-2")
    assert isinstance(refused, Refused)
    assert (refused.kind, "no child would work" in refused.reason) == ("credential", True)


async def test_of_children_that_are_minted_while_their_credential_ends_none_is_left(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        make_room(here)
        caller, before = await comes_in(here, here.credential), await minted(here, here.credential, "before")
        credential, digest = new_credential(here.broker.mint)
        propose, change, now = here.broker.ownership.propose_credential, here.broker.phone.perform, here.clock()
        item = CredentialItem(agent="scout", credential_digest=digest)
        proposal = await here.broker.store.write(lambda session: propose(session, item, now, None).id)

        def put_in_force(session: Session) -> None:
            change["credential"](session, item, session.get_one(Proposal, proposal), now)

        tries = [mint(here, caller, f"errand-{number}") for number in range(6)]
        made = await asyncio.gather(*tries[:3], here.broker.store.write(put_in_force), *tries[3:])
        given = [one.credential.reveal() for one in (*made, before) if isinstance(one, Minted)]
        assert await opens(here, *given, here.credential) == [False] * (len(given) + 1)
        assert await opens(here, *await line(here, credential.reveal(), "after")) == [True, True], "the control"


async def test_of_redemptions_refreshes_and_a_new_credential_at_once_each_ends_and_the_credential_stays(
    tmp_path: Path, database_url: str
) -> None:
    web = Web()
    web.publish(json.dumps(document()).encode())
    async with home(tmp_path, database_url=database_url) as here:
        setattr(here.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        make_room(here, "visitor")
        given = await tokens(here, redeeming(await code_for(here)))
        mine = await line(here, given["access_token"])
        code = await code_for(here)
        credential, digest = new_credential(here.broker.mint)
        propose, change, now = here.broker.ownership.propose_credential, here.broker.phone.perform, here.clock()
        item = CredentialItem(agent="visitor", credential_digest=digest)
        proposal = await here.broker.store.write(lambda session: propose(session, item, now, None).id)

        def put_in_force(session: Session) -> None:
            change["credential"](session, item, session.get_one(Proposal, proposal), now)

        async with at(here) as http:
            asked = [refreshing(given["refresh_token"]), redeeming(code)] * 3
            answers = await asyncio.gather(
                *(http.post("/oauth/token", data=one) for one in asked), here.broker.store.write(put_in_force)
            )
        statuses = {answer.status_code for answer in answers[:-1] if answer is not None}
        assert statuses <= {200, 400}, "no transaction waits for another for ever"
        left = [answer.json().get("access_token", "cso_" + "n" * 43) for answer in answers[:-1] if answer is not None]
        assert await opens(here, *mine, *left) == [False] * (len(left) + 2)
        assert await opens(here, credential.reveal()) == [True], "whichever came first"
