"""Children on the command line: whose they are, until when, and that ending one of a line ends what is below it."""

import json
from datetime import timedelta

import pytest

from broker.agents.children import Minted
from broker.agents.credentials import Caller, recognise
from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.store.tables import Agent
from tests.cli.conftest import PAY, Served, answered

pytestmark = pytest.mark.promise("A56")

CHILD, DEEP, OTHER = "scout.errand-1", "scout.errand-1.part", "scout.errand-2"
SHOWN = "scout › errand-1"
ROOM = "children: {at_once: 3, expires_in: 1h, deep: 2}\n"


@pytest.fixture
def line(asking: Served) -> dict[str, Minted]:
    """Scout, whose ask waits, with two children and a child of one of them."""
    file = asking.broker.settings.config_dir / "policies/scout.yaml"
    file.write_text(file.read_text() + ROOM)
    with asking.answering():
        asking.await_(asking.broker.reload())
    asking.await_(asking.broker.reload())
    return {name: _mint(asking, name) for name in (CHILD, DEEP, OTHER)}


def _mint(served: Served, name: str) -> Minted:
    parent, _, own = name.rpartition(".")
    row = served.await_(served.broker.store.read(lambda session: session.get_one(Agent, parent)))
    by = Caller(parent, row.credential_digest)
    made = served.await_(served.broker.minting.mint(by, own, timedelta(minutes=10), ["bank_pay"]))
    assert isinstance(made, Minted), made
    return made


def _ask(served: Served, agent: str, payee: str) -> str:
    connector = served.broker.client_context.connector("bank")
    assert connector is not None
    call = call_for(connector, "bank_pay", {**PAY, "payee": payee})

    async def ask() -> str:
        view = await answered(served.broker, await served.broker.client.ask(agent, call, reason="for breakfast"))
        assert isinstance(view, GrantView), view
        assert view.status == "pending"
        return view.id

    return served.await_(ask())


def _waits_for(served: Served) -> list[str]:
    return sorted(one["agent"] for one in json.loads(served.run("inbox", "--json").stdout)["approvals"])


def _come_in(served: Served, line: dict[str, Minted]) -> list[str]:
    """Return which of the children's credentials open the door, and `scout` where its own does."""

    async def known() -> list[str]:
        given = [served.credential, *(one.credential.reveal() for one in line.values())]
        callers = [await recognise(served.broker.store, one, served.broker.now()) for one in given]
        return [one.agent for one in callers if one is not None]

    return served.await_(known())


def test_agents_are_listed_and_shown_with_their_parent_and_their_end(asking: Served, line: dict[str, Minted]) -> None:
    listed = {one["agent"]: one for one in json.loads(asking.run("agent", "list", "--json").stdout)["agents"]}
    assert {name: one["parent"] for name, one in listed.items()} == {
        "scout": None, CHILD: "scout", DEEP: CHILD, OTHER: "scout",
    }  # fmt: skip
    assert listed[CHILD]["credential_expires_at"] == line[CHILD].ends_at.isoformat()
    until = line[CHILD].ends_at.strftime("%Y-%m-%d %H:%M")
    told = asking.run("agent", "list").stdout
    assert f"child of scout until {until}" in told
    assert told.count("child of") == 3
    shown = asking.run("agent", "show", CHILD).stdout
    rows = dict(row.split(maxsplit=1) for row in shown.replace("child of", "child-of").splitlines())
    assert (rows["child-of"], rows["ends"]) == ("scout", until)
    assert "`agent: scout`" in rows["policy"], "a child has no file of its own"
    assert "child of" not in asking.run("agent", "show", "scout").stdout
    assert json.loads(asking.run("agent", "show", CHILD, "--json").stdout)["parent"] == "scout"


@pytest.mark.usefixtures("line")
def test_the_inbox_and_the_grants_name_a_child_by_its_chain(asking: Served) -> None:
    grant = _ask(asking, CHILD, "grocer")
    assert f"asked by {SHOWN}\n" in asking.run("inbox").stdout
    assert SHOWN in asking.run("grants", "list").stdout
    assert SHOWN in asking.run("grants", "show", grant).stdout
    assert _waits_for(asking) == ["scout", CHILD], "and machines read its name"
    assert f"of {SHOWN}: cancelled" in asking.run("grants", "revoke", grant).stdout


def test_a_child_is_revoked_by_its_name_and_the_rest_of_its_line_goes_on(
    asking: Served, line: dict[str, Minted]
) -> None:
    _ask(asking, CHILD, "grocer")
    assert _come_in(asking, line) == ["scout", CHILD, DEEP, OTHER]
    done = asking.run("agent", "revoke", CHILD)
    assert (done.returncode, f"{CHILD} is revoked" in done.stdout) == (0, True)
    assert _come_in(asking, line) == ["scout", OTHER]
    asking.await_(asking.broker.settle())
    assert _waits_for(asking) == ["scout"]
    assert "revoked" in asking.run("agent", "show", DEEP).stdout


def test_revoking_an_agent_ends_its_children_at_once_and_withdraws_what_they_ask(
    asking: Served, line: dict[str, Minted]
) -> None:
    for agent, payee in ((CHILD, "grocer"), (DEEP, "bakery")):
        _ask(asking, agent, payee)
    assert _waits_for(asking) == ["scout", CHILD, DEEP]
    assert asking.run("agent", "revoke", "scout").returncode == 0
    assert _come_in(asking, line) == []
    asking.await_(asking.nothing_waits())
    assert _waits_for(asking) == []
    assert asking.run("agent", "list").stdout.count("revoked") == 4


def test_an_agent_that_is_meant_is_named_for_a_misspelt_child(asking: Served, line: dict[str, Minted]) -> None:
    assert f'did you mean "{CHILD}"?' in asking.run("agent", "revoke", "scout.erand-1").stderr
    assert len(_come_in(asking, line)) == 4
