"""The inbox on a terminal lists and refuses, and never approves; freezing, grants and owners beside it."""

import json
import re

import pytest

from broker.store.query import select
from broker.store.tables import Approval
from tests.cli.conftest import Served


def _inbox(served: Served) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(served.run("inbox", "--json").stdout)
    return found


def _decisions(served: Served) -> list[str | None]:
    return served.await_(served.broker.store.read(lambda session: list(session.exec(select(Approval.decision)))))


def test_the_inbox_lists_what_waits_and_where_it_is_decided(asking: Served) -> None:
    [waiting] = _inbox(asking)["approvals"]
    assert (waiting["agent"], waiting["operation"]) == ("scout", "bank_pay")
    assert waiting["parameters"] == {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
    told = asking.run("inbox").stdout
    assert "payee: bakery" in told
    assert f"Decide on a paired device: {asking.broker.settings.public_url}/inbox" in told


def test_an_empty_inbox_says_so(served: Served) -> None:
    done = served.run("inbox")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing waits\n")


def test_a_request_is_refused_from_the_terminal_and_its_agent_is_told_why(asking: Served) -> None:
    [waiting] = _inbox(asking)["approvals"]
    done = asking.run("inbox", "refuse", str(waiting["approval"]), "--reason", "not today")
    assert (done.returncode, "refused" in done.stdout) == (0, True)
    assert _decisions(asking) == ["refuse"]
    assert _inbox(asking)["approvals"] == []
    again = asking.run("inbox", "refuse", str(waiting["approval"]))
    assert again.returncode == 1
    assert asking.audited("local.refused") == [{"uid": 0}]


def test_a_proposal_is_refused_from_the_terminal(served: Served) -> None:
    with served.terminal("agent", "add", "crow") as command:
        command.until(r"code (\w{4})")
        [waiting] = _inbox(served)["proposals"]
        assert served.run("inbox", "refuse", str(waiting["proposal"]), "--reason", "no").returncode == 0
        assert command.end() == 1
    assert 'alice refused: "no"' in command.written


@pytest.mark.parametrize("words", [["approve"], ["accept"], ["sign"], ["--yes"], ["refuse"]])
def test_nothing_in_the_inbox_approves(asking: Served, words: list[str]) -> None:
    [waiting] = _inbox(asking)["approvals"]
    assert asking.run("inbox", *words, *([] if words == ["refuse"] else [str(waiting["approval"])])).returncode == 2
    approval = waiting["approval"]
    for method, path in (
        ("POST", f"/inbox/{approval}/approve"),
        ("POST", f"/approve/{approval}/decide"),
        ("POST", f"/proposals/{approval}/decide"),
    ):
        assert asking.ask(method, path, {"verb": "approve"}).status_code == 404
    assert asking.ask("POST", f"/inbox/{approval}/refuse", {"verb": "approve"}).status_code == 422
    assert _decisions(asking) == [None]
    # the control: the phone can
    asking.await_(asking.phone.decide(str(approval), "approve"))
    assert _decisions(asking) == ["approve"]


def test_an_id_that_is_not_there_is_told_and_the_near_one_named(asking: Served) -> None:
    [waiting] = _inbox(asking)["approvals"]
    near = str(waiting["approval"])[:-1]
    assert f'did you mean "{waiting["approval"]}"?' in asking.run("inbox", "refuse", near).stderr
    assert asking.run("inbox", "refuse", "%00").returncode == 1


def test_grants_are_listed_shown_and_revoked(asking: Served) -> None:
    [grant] = json.loads(asking.run("grants", "list", "--json").stdout)["grants"]
    assert (grant["agent"], grant["status"], grant["ends_by"]) == ("scout", "pending", "continue")
    shown = asking.run("grants", "show", grant["grant"]).stdout
    assert "bank: bank_pay" in shown
    assert "payee" in shown
    assert "bank_pay" in asking.run("grants", "list").stdout
    done = asking.run("grants", "revoke", grant["grant"])
    assert (done.returncode, "cancelled" in done.stdout) == (0, True)
    asking.await_(asking.nothing_waits())  # the authorization server is told by a request of its own
    ended = json.loads(asking.run("grants", "show", grant["grant"], "--json").stdout)
    assert (ended["state"], ended["ends_by"]) == ("finalized", None)
    assert asking.run("grants", "show", "nonsense").returncode == 1
    assert asking.audited("local.grant-revoked") == [{"uid": 0}]


def test_freezing_is_at_once_and_going_on_is_signed(asking: Served) -> None:
    done = asking.run("freeze", "scout")
    assert (done.returncode, "scout is frozen" in done.stdout) == (0, True)
    assert _inbox(asking)["approvals"] == []
    assert "frozen" in asking.run("agent", "list").stdout
    waited = asking.run("unfreeze", "scout", "--wait", "0")
    assert (waited.returncode, "nothing was changed" in waited.stderr) == (1, True)
    assert "frozen" in asking.run("agent", "list").stdout
    with asking.answering():
        assert asking.run("unfreeze", "scout").returncode == 0
    assert "frozen" not in asking.run("agent", "list").stdout
    assert asking.audited("local.frozen") == [{"uid": 0}]


def test_everything_is_frozen_and_goes_on_together(served: Served) -> None:
    assert served.run("freeze", "--all").returncode == 0
    assert served.ask("GET", "/status").json()["frozen"]["all"] is True
    with served.answering():
        assert served.run("unfreeze", "--all").returncode == 0
    assert served.ask("GET", "/status").json()["frozen"]["all"] is False
    assert "is not frozen" in served.run("unfreeze", "--all").stderr


@pytest.mark.parametrize("words", [[], ["scout", "--all"]])
def test_freeze_wants_one_agent_or_all(served: Served, words: list[str]) -> None:
    assert served.run("freeze", *words).returncode == 2
    assert served.run("unfreeze", *words).returncode == 2


def test_muting_is_at_once_and_being_heard_again_is_signed(asking: Served) -> None:
    done = asking.run("mute", "scout", "--for", "8h")
    assert (done.returncode, bool(re.search(r"before \d{4}-\d\d-\d\d \d\d:\d\d UTC;", done.stdout))) == (0, True)
    assert asking.run("unmute", "scout", "--wait", "0").returncode == 1
    with asking.answering():
        assert asking.run("unmute", "scout").returncode == 0
    assert "no refusal holds scout back" in asking.run("unmute", "scout").stderr
    assert asking.audited("local.muted") == [{"uid": 0}]


@pytest.mark.sweep(3)
@pytest.mark.parametrize("time", ["soon", "59s", "31d", "8"])
def test_a_time_that_is_none_is_misuse(served: Served, time: str) -> None:
    refused = served.run("mute", "scout", "--for", time)
    assert (refused.returncode, f'"{time}" is no time from 1m to 30d' in refused.stderr) == (2, True)
    assert served.audited("local.muted") == []
