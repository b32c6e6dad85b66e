"""Agents on the command line: added by a signature, shown once, connected, listed, revoked at once."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broker.agents.credentials import recognise
from broker.cli.saying import note
from broker.store.query import Session
from broker.store.tables import Agent, AgentHost
from tests.cli.conftest import Served


def _add(served: Served, name: str, *more: str) -> dict[str, str]:
    with served.answering():
        done = served.run("agent", "add", name, "--json", *more)
    assert done.returncode == 0, done.stderr
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


def _opens(served: Served, credential: str, later: timedelta = timedelta()) -> str | None:
    caller = served.await_(recognise(served.broker.store, credential, served.broker.now() + later))
    return caller.agent if caller else None


def test_an_agent_is_added_when_its_owner_has_signed_and_its_credential_is_shown_once(served: Served) -> None:
    added = _add(served, "crow")
    assert added["url"] == f"{served.broker.settings.public_url}/mcp"
    assert _opens(served, added["credential"]) == "crow"
    listed = served.run("agent", "list", "--json").stdout
    assert [(one["agent"], one["owner"]) for one in json.loads(listed)["agents"]] == [("crow", "alice")]
    assert added["credential"] not in listed + served.run("agent", "show", "crow").stdout


def test_a_human_is_told_the_code_the_page_and_what_comes_next(served: Served) -> None:
    with served.answering():
        done = served.run("agent", "add", "crow")
    url = served.broker.settings.public_url
    assert "waiting for alice's passkey: code " in done.stderr
    assert f"{url}/inbox" in done.stderr
    assert f"claude mcp add --transport http countersign {url}/mcp" in done.stdout
    assert "countersign agent connect crow --client claude-code" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_what_the_owner_refuses_is_not_done_and_their_words_are_told(served: Served) -> None:
    with served.answering("refuse", "who is this?"):
        done = served.run("agent", "add", "crow")
    assert (done.returncode, done.stdout) == (1, "")
    assert 'alice refused: "who is this?"; nothing was changed' in done.stderr
    assert json.loads(served.run("agent", "list", "--json").stdout) == {"agents": []}
    with served.answering("refuse", "no"):
        told = json.loads(served.run("agent", "add", "crow", "--json").stdout)
    assert (told["outcome"], told["reason"]) == ("refused", "no")


def test_a_wait_that_ends_takes_the_proposal_back(served: Served) -> None:
    done = served.run("agent", "add", "crow", "--wait", "0.2")
    assert (done.returncode, "nothing was changed" in done.stderr) == (1, True)
    assert json.loads(served.run("inbox", "--json").stdout)["proposals"] == []
    assert _add(served, "crow")["agent"] == "crow"


def test_signs_of_life_are_for_terminals(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.cli.running.LOOK", 0.05)
    piped = served.run("agent", "add", "crow", "--wait", "0.3")
    assert "." not in piped.stderr.replace(served.broker.settings.public_url, "").split("inbox\n")[1].split("\n")[0]
    monkeypatch.setattr("broker.cli.running._on_a_terminal", lambda: True)
    seen = served.run("agent", "add", "crow", "--wait", "2")  # long enough for two looks on a busy machine
    assert ".." in seen.stderr


def test_an_interrupt_takes_the_proposal_back(served: Served) -> None:
    with served.terminal("agent", "add", "crow") as command:
        command.until(r"waiting for alice's passkey: code (\w{4})")
        command.press("\x03")
        assert command.end() == 1
    assert "nothing was changed" in command.written
    assert json.loads(served.run("inbox", "--json").stdout)["proposals"] == []


def test_an_interrupt_while_the_code_is_being_written_takes_it_back_too(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(words: str) -> None:
        note(words)
        if words.startswith("waiting for"):
            raise KeyboardInterrupt

    monkeypatch.setattr("broker.cli.running.note", interrupted)
    seen = served.run("agent", "add", "crow")
    assert (seen.returncode, "waiting for" in seen.stderr, "nothing was changed" in seen.stderr) == (1, True, True)
    assert json.loads(served.run("inbox", "--json").stdout)["proposals"] == []


def test_a_credential_file_is_new_private_and_gone_where_nobody_signed(served: Served, tmp_path: Path) -> None:
    file = tmp_path / "crow.credential"
    refused = served.run("agent", "add", "crow", "--credential-file", str(file), "--wait", "0")
    assert (refused.returncode, file.exists()) == (1, False)
    added = _add(served, "crow", "--credential-file", str(file))
    assert added["credential_file"] == str(file)
    assert "credential" not in added
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert _opens(served, file.read_text().strip()) == "crow"
    again = served.run("agent", "add", "owl", "--credential-file", str(file))
    assert (again.returncode, "is there already" in again.stderr) == (1, True)


def test_a_new_credential_ends_the_old_one(served: Served) -> None:
    old = _add(served, "crow")["credential"]
    with served.answering():
        done = served.run("agent", "credential", "crow", "--json")
    new = json.loads(done.stdout)["credential"]
    assert (_opens(served, old), _opens(served, new)) == (None, "crow")


def _change(served: Served, *more: str) -> str:
    with served.answering():
        done = served.run("agent", "credential", "crow", "--json", *more)
    assert done.returncode == 0, done.stderr
    credential: str = json.loads(done.stdout)["credential"]
    return credential


def test_a_credential_works_as_long_as_was_signed_for_and_show_says_until_when(served: Served) -> None:
    credential = _add(served, "crow", "--expires", "90d")["credential"]
    almost, over = timedelta(days=90, seconds=-60), timedelta(days=90)
    assert (_opens(served, credential, almost), _opens(served, credential, over)) == ("crow", None)
    assert "works until 20" in served.run("agent", "show", "crow").stdout
    endless = _change(served)
    assert _opens(served, endless, timedelta(days=4000)) == "crow"
    assert "works until it is changed" in served.run("agent", "show", "crow").stdout


def test_list_and_show_say_when_an_agent_was_last_here(served: Served) -> None:
    credential = _add(served, "crow")["credential"]
    assert "last seen never" in served.run("agent", "show", "crow").stdout
    served.await_(recognise(served.broker.store, credential, datetime(2099, 1, 2, 3, 4, tzinfo=UTC)))
    for words in (("agent", "show", "crow"), ("agent", "list")):
        assert "last seen 2099-01-02 03:04" in served.run(*words).stdout


def test_an_overlap_lets_the_old_credential_work_a_while_longer(served: Served) -> None:
    old = _add(served, "crow")["credential"]
    new = _change(served, "--overlap", "1h")
    within, after = timedelta(minutes=59), timedelta(hours=1, seconds=1)
    assert (_opens(served, old, within), _opens(served, new, within)) == ("crow", "crow")
    assert (_opens(served, old, after), _opens(served, new, after)) == (None, "crow")
    assert "; the one before until 20" in served.run("agent", "show", "crow").stdout
    newer = _change(served)
    assert [_opens(served, one) for one in (old, new, newer)] == [None, None, "crow"], "one only, where none is said"


def test_an_overlap_lengthens_no_life(served: Served) -> None:
    old = _add(served, "crow", "--expires", "10m")["credential"]
    _change(served, "--overlap", "30d")
    assert _opens(served, old, timedelta(minutes=9)) == "crow"
    assert _opens(served, old, timedelta(minutes=10)) is None


def test_revoking_ends_both_credentials(served: Served) -> None:
    old = _add(served, "crow")["credential"]
    new = _change(served, "--overlap", "1h")
    assert served.run("agent", "revoke", "crow").returncode == 0
    assert (_opens(served, old), _opens(served, new)) == (None, None)


def test_the_page_that_is_signed_says_how_long_both_work(served: Served) -> None:
    _add(served, "crow")
    wished = {"credential_digest": "a" * 64, "expires_in": 90 * 86_400, "overlap": 3600}
    assert served.ask("POST", "/agents/crow/credential", wished).status_code < 300
    (proposal,) = served.await_(served.phone.open_proposals())
    page = served.await_(served.phone._browser.get(f"/proposals/{proposal}")).text
    assert "for 90 days" in page
    assert "works for 1 hour longer" in page


@pytest.mark.parametrize(
    ("option", "words"),
    [("--expires", '"soon" is no time from 1m to 3660d'), ("--overlap", '"soon" is no time from 1s to 30d')],
)
def test_what_is_no_time_is_told_with_what_would_be(served: Served, option: str, words: str) -> None:
    done = served.run("agent", "credential", "crow", option, "soon")
    assert (done.returncode, words in done.stderr) == (2, True)


def test_an_agent_is_revoked_at_once_and_nobody_signs(served: Served) -> None:
    credential = _add(served, "crow")["credential"]
    assert _opens(served, credential) == "crow"
    done = served.run("agent", "revoke", "crow")
    assert (done.returncode, "crow is revoked" in done.stdout) == (0, True)
    assert _opens(served, credential) is None
    assert "revoked" in served.run("agent", "list").stdout
    shown = served.run("agent", "show", "crow").stdout
    assert ("opens nothing any more" in shown, "works until" in shown) == (True, False)
    assert served.audited("local.agent-revoked") == [{"uid": 0}]


def test_an_agent_is_not_added_before_somebody_can_answer_for_it(bare: Served) -> None:
    early = bare.run("agent", "add", "crow")
    assert (early.returncode, early.stdout) == (1, "")
    assert "alice has no device yet: run countersign phone pair" in early.stderr
    bare.pair()
    assert _add(bare, "crow")["agent"] == "crow"


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", ["Scout", "a_b", "1st", "../x", "a" * 41, "scöut", "a\n", ""])
def test_a_name_that_is_no_agents_name_is_told_what_one_is(served: Served, name: str) -> None:
    done = served.run("agent", "add", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is no agent name: 1 to 40 of a-z" in done.stderr


def test_an_owner_that_nobody_knows_is_told(served: Served) -> None:
    done = served.run("agent", "add", "crow", "--owner", "bob")
    assert (done.returncode, "known owners: alice" in done.stderr) == (1, True)
    assert _add(served, "crow", "--owner", "alice")["agent"] == "crow"


@pytest.mark.parametrize("name", ["../owners", "scout/../../owners", "scout?x", "scout#x", "a b", "", ".."])
def test_a_name_that_would_lead_elsewhere_is_told_as_unknown(bare: Served, name: str) -> None:
    for command in ("agent show", "agent revoke", "grants show", "grants revoke", "inbox refuse"):
        done = bare.run(*command.split(), name)
        assert (done.returncode, done.stdout, "there is nothing called" in done.stderr) == (1, "", True), command
    done = bare.run("audit", "verify", "--grant", name)
    assert (done.returncode, "there is nothing called" in done.stderr) == (1, True)
    known = bare.run("grants", "show", "g_1")
    words = 'countersign: there is no grant "g_1"; countersign grants list shows what there is\n'
    assert (known.returncode, known.stderr) == (1, words)


def test_a_misspelt_agent_is_answered_with_the_one_that_was_meant(served: Served) -> None:
    _add(served, "scout")
    for command in (["agent", "show"], ["agent", "revoke"], ["agent", "credential"], ["freeze"], ["unfreeze"]):
        done = served.run(*command, "scuot")
        assert (done.returncode, 'did you mean "scout"?' in done.stderr) == (1, True), command
        done = served.run(*command, "mallory")
        assert (done.returncode, "countersign agent list" in done.stderr or "known: scout" in done.stderr) == (1, True)
    shown = served.run("agent", "show", "scout").stdout
    assert "isolation" in shown
    assert "unmeasured" in shown


def test_an_agent_that_is_there_is_not_added_again(served: Served) -> None:
    _add(served, "crow")
    again = served.run("agent", "add", "crow")
    assert (again.returncode, "choose another name" in again.stderr) == (1, True)


def test_the_host_that_enrolled_an_agent_is_named_and_what_it_says_of_itself_is_marked(served: Served) -> None:
    _add(served, "scout")

    def enrol(session: Session) -> None:
        session.add(Agent(name="visitor", owner="alice", credential_digest="v", created_at=served.broker.now()))
        session.flush()
        at = served.broker.now()
        name, client = "Some\x1b[31m Agent", "https://client.example/agent.json"
        session.add(AgentHost(agent="visitor", client_id=client, client_name=name, connected_at=at))

    served.await_(served.broker.store.write(enrol))
    said = 'https://client.example/agent.json, calls itself "Some\N{REPLACEMENT CHARACTER}[31m Agent"'
    assert said in served.run("agent", "list").stdout
    assert said in served.run("agent", "show", "visitor").stdout
    assert "calls itself" not in served.run("agent", "show", "scout").stdout
    assert json.loads(served.run("agent", "show", "visitor", "--json").stdout)["host"]["client_id"] in said
