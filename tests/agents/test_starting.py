"""A host that connects for the first time: its owner names it, picks a template for its policy, or refuses."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest

from broker.demo.phone import PhoneRefused
from broker.policy.model import Decide
from broker.store.query import Session, select
from broker.store.tables import Agent, AgentHost
from tests.agents.signing_in import ASK, DOCUMENT, Web, browser, document, opened, redeeming, sent_back
from tests.home import PUBLIC_URL, Home, home
from tests.signing import seal

pytestmark = pytest.mark.anyio

OURS = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
FILE = "policies/visitor.yaml"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    web = Web()
    web.publish(json.dumps(document()).encode())
    async with home(tmp_path) as made:
        setattr(made.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        yield made


def on_disk(house: Home) -> Path:
    return house.broker.settings.config_dir / FILE


async def picked(house: Home, template: str, agent: str = "visitor") -> httpx2.Response:
    """Send the form of the page with a template."""
    form = {"asked": urlencode(ASK), "agent": agent, "template": template}
    return await browser(house).post("/oauth/authorize", data=form, headers=OURS)


async def enrolled(house: Home, template: str) -> str:
    """Return the proposal that waits after the form was sent."""
    answer = await picked(house, template)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].removeprefix("/proposals/"))


async def refused_signature(house: Home, proposal: str, words: str) -> None:
    """Let the owner sign what cannot be done any more."""
    with pytest.raises(PhoneRefused, match=words):
        await house.phone.sign(proposal)


async def names(house: Home) -> list[str]:
    return await house.broker.store.read(lambda session: list(session.scalars(select(Agent.name))))


def decided(house: Home) -> dict[str, str]:
    """Return what the policy in force of the new agent says, by type of right."""
    policy = house.broker.files.policy("visitor")
    return {} if policy is None else {f"{one.access.type} {one.access.actions}": one.decide for one in policy.rules}


PICKS: dict[str, tuple[str, str]] = {"ask": ("ask", "ask"), "read": ("allow", "ask")}


@pytest.mark.parametrize("template", PICKS)
async def test_the_template_that_is_picked_is_the_agents_policy_once_it_is_signed(house: Home, template: str) -> None:
    proposal = await enrolled(house, template)
    assert (on_disk(house).exists(), decided(house)) == (False, {})
    page = (await browser(house).get(f"/proposals/{proposal}")).text
    assert all(words in page for words in ("A new policy: visitor", "agent: visitor", "client.example", FILE))
    await house.phone.sign(proposal)
    house.broker.watch.refresh()
    read, pay = PICKS[template]
    assert decided(house) == {"bank-account ('read',)": read, "bank-payment ('create',)": pay}
    assert house.broker.files.in_force.problems == ()
    assert await house.phone.open_proposals() == ()  # nothing of it waits a second time
    code = (await sent_back(house, proposal)).params["code"]
    answer = await browser(house).post("/oauth/token", data=redeeming(code))
    assert answer.status_code == 200


async def test_without_a_template_nothing_is_written_and_everything_is_denied(house: Home) -> None:
    await house.phone.sign(await enrolled(house, ""))
    house.broker.watch.refresh()
    assert (on_disk(house).exists(), decided(house), await names(house)) == (False, {}, ["scout", "visitor"])


async def test_a_refused_enrolment_leaves_neither_agent_nor_file(house: Home) -> None:
    await house.phone.sign(await enrolled(house, "ask"), "refuse")
    house.broker.watch.refresh()
    assert (on_disk(house).exists(), await names(house), await house.phone.open_proposals()) == (False, ["scout"], ())


async def test_the_page_offers_the_templates_and_asking_for_everything_comes_first(house: Home) -> None:
    page = (await opened(house, urlencode(ASK))).text
    assert page.index('value="ask" checked') < page.index('value="read"') < page.index('name="template" value=""')
    assert "There is no template to pick" not in page


async def test_a_policy_file_that_is_there_stays_as_it_is_and_is_kept_without_a_template(house: Home) -> None:
    house.write(FILE, "agent: visitor\nowner: alice\nrules:\n  - {id: x, decide: deny, access: {type: bank-account}}\n")
    before = on_disk(house).read_text()
    answer = await picked(house, "ask")
    assert (answer.status_code, "policy file of this name" in answer.text) == (409, True)
    await house.phone.sign(await enrolled(house, ""))
    house.broker.watch.refresh()
    assert (on_disk(house).read_text(), list(decided(house).values())) == (before, [Decide.DENY])


async def test_a_policy_of_that_agent_in_another_file_is_one_too(house: Home) -> None:
    rule = "{id: x, decide: deny, access: {type: bank-account}}"
    house.lay("policies/other.yaml", f"agent: visitor\nowner: alice\nrules:\n  - {rule}\n")
    assert (await picked(house, "ask")).status_code == 409
    (house.broker.settings.config_dir / "policies/other.yaml").unlink()
    house.broker.watch.refresh()
    assert (await picked(house, "ask")).status_code == 303


async def test_a_file_that_comes_into_its_place_before_the_signature_ends_it(house: Home) -> None:
    proposal = await enrolled(house, "ask")
    on_disk(house).write_text("agent: visitor\n")
    await refused_signature(house, proposal, "another policy file")
    assert (on_disk(house).read_text(), await names(house)) == ("agent: visitor\n", ["scout"])
    on_disk(house).unlink()
    await house.phone.sign(proposal)  # nothing of it was recorded: it waits as before
    assert await names(house) == ["scout", "visitor"]


async def test_a_link_in_the_place_of_the_file_is_not_written_through(house: Home) -> None:
    proposal, elsewhere = await enrolled(house, "ask"), house.folder / "elsewhere"
    on_disk(house).symlink_to(elsewhere)
    await refused_signature(house, proposal, "another policy file")
    assert (elsewhere.exists(), await names(house)) == (False, ["scout"])


async def test_where_no_file_can_be_written_no_template_is_offered_and_none_is_taken(house: Home) -> None:
    proposal = await enrolled(house, "ask")
    folder = on_disk(house).parent
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder")  # what root too cannot write below
    await refused_signature(house, proposal, "cannot be written")
    assert await names(house) == ["scout"]
    page = (await opened(house, urlencode(ASK))).text
    assert ("There is no template to pick" in page, 'value="ask"' in page) == (True, False)
    assert (await picked(house, "ask")).status_code == 409
    assert (await picked(house, "")).status_code == 303


@pytest.mark.parametrize(("template", "status"), [("allow", 409), ("../scout", 409), ("ASK", 409), ("ask\x00", 422)])
async def test_a_template_that_is_none_is_refused(house: Home, template: str, status: int) -> None:
    assert (await picked(house, template)).status_code == status
    assert (await picked(house, "ask")).status_code == 303


async def test_who_signs_in_again_keeps_the_policy_whatever_is_picked(house: Home) -> None:
    await house.phone.sign(await enrolled(house, "read"))
    house.broker.watch.refresh()
    before = decided(house)
    again = await enrolled(house, "ask")
    assert "A new policy" not in (await browser(house).get(f"/proposals/{again}")).text
    await house.phone.sign(again)
    house.broker.watch.refresh()
    assert decided(house) == before


async def test_the_policy_is_the_owners_from_then_on_and_a_change_waits_for_them(house: Home) -> None:
    await house.phone.sign(await enrolled(house, "ask"))
    house.broker.watch.refresh()
    before = decided(house)
    house.lay(FILE, on_disk(house).read_text().replace("decide: ask", "decide: allow"))
    assert decided(house) == before
    seal(house.broker, house.passkey)
    assert set(decided(house).values()) == {Decide.ALLOW}
    on_disk(house).unlink()
    house.broker.watch.refresh()
    assert decided(house) == {}


async def test_what_the_host_called_itself_when_it_enrolled_is_kept(house: Home) -> None:
    await house.phone.sign(await enrolled(house, ""))

    def look(session: Session) -> list[tuple[str, str | None]]:
        return [(one.client_id, one.client_name) for one in session.exec(select(AgentHost))]

    assert await house.broker.store.read(look) == [(DOCUMENT, "Some Agent")]
