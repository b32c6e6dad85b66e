"""A tool that its server changed, met by a call: refused at once, asked about once, and callable once it is signed."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from broker.client.view import GrantView
from broker.connectors.pinned import digest_of
from broker.demo.phone import PhoneRefused, Verb
from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.ratchet.cooling import mute
from broker.ratchet.proposed import FILE_VALID, ROOM, item_of, size_of
from broker.store.query import Session, col, select
from broker.store.tables import Passkey, Proposal, SealedFile
from tests.client.mcp_server import CONNECTOR, CREDENTIAL, READ, SECRET, WRITE, Upstream
from tests.client.mcp_server import upstream as behind
from tests.home import WAIT

pytestmark = pytest.mark.anyio

FILE = "tools/notes.yaml"
CHANGED: dict[str, object] = {**READ, "description": "Read a note, and its history"}
AGAIN: dict[str, object] = {**READ, "description": "Read a note, its history and its author"}
ASKED = "its owner has been asked on the phone to sign for this connector; call again once they have signed"
REFUSED = "its owner was asked on the phone and refused; calling again helps only once its server has changed it back"
BY_HAND = "its owner looks at it with `countersign connector refresh notes`, and signs it anew"
NOT_NOW = f"nobody is asked on the phone for now; {BY_HAND}"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Upstream]:
    async with behind(tmp_path) as made:
        yield made


def on_disk(server: Upstream) -> Path:
    return server.here.broker.settings.config_dir / FILE


async def refused(server: Upstream, note: str = "7") -> str:
    """Return the words with which a call is refused; nothing ran."""
    before = len(server.called)
    view = await server.done(id=note)
    assert (view.status, len(server.called)) == ("failed", before)
    assert view.detail is not None
    return view.detail


async def runs(server: Upstream, note: str) -> None:
    """Make a call that runs."""
    view = await server.done(id=note)
    assert view.status == "done", view.detail
    assert server.called[-1] == ("read_note", {"id": note})


async def waiting(server: Upstream) -> str:
    """Return the one proposal that waits."""
    (found,) = await server.here.phone.open_proposals()
    return found


async def answer(server: Upstream, verb: Verb = "approve") -> None:
    """Let the owner answer what waits on their phone, and let the broker look at its files."""
    await server.here.phone.sign(await waiting(server), verb)
    server.here.broker.watch.refresh()


async def rows(server: Upstream) -> list[Proposal]:
    """Return every proposal about the connector that a call brought up, oldest first."""
    mine = (col(Proposal.kind) == "connector", col(Proposal.agent).is_not(None))
    query = select(Proposal).where(*mine).order_by(col(Proposal.created_at))
    return await server.here.broker.store.read(lambda session: list(session.exec(query)))


async def change(server: Upstream, work: Any) -> None:
    await server.here.broker.store.write(work)


async def test_a_call_that_finds_a_changed_tool_is_refused_and_runs_once_its_owner_has_signed(server: Upstream) -> None:
    before = on_disk(server).read_text()
    server.tools = [CHANGED, WRITE]
    assert f"is another one by now than its owner signed: {ASKED}" in await refused(server)
    assert on_disk(server).read_text() == before  # nothing is written before it is signed
    page = (await server.here.phone._browser.get(f"/proposals/{await waiting(server)}")).text
    assert "A changed connector: notes" in page
    assert "A call of scout found that the server of this connector changed a tool" in page
    assert "Read a note, and its history" in page
    assert (digest_of(READ) in page, digest_of(CHANGED) in page) == (True, True)
    assert SECRET not in page
    await answer(server)
    lines = zip(before.splitlines(), on_disk(server).read_text().splitlines(), strict=True)
    assert [digest_of(CHANGED) in new for old, new in lines if old != new] == [True]
    await runs(server, "8")
    assert (server.here.broker.files.in_force.problems, await server.here.phone.open_proposals()) == ((), ())


async def test_an_unchanged_tool_is_called_and_nobody_is_asked(server: Upstream) -> None:
    await runs(server, "7")
    assert await server.here.phone.open_proposals() == ()


async def test_the_same_mode_of_the_file_and_no_other_file_are_left(server: Upstream) -> None:
    on_disk(server).chmod(0o640)
    server.tools = [CHANGED, WRITE]
    await refused(server)
    there = sorted(on_disk(server).parent.iterdir())
    await answer(server)
    assert (on_disk(server).stat().st_mode & 0o777, sorted(on_disk(server).parent.iterdir())) == (0o640, there)


async def test_fifty_calls_at_once_ask_once_and_every_one_is_told(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    server.here.edit("policies/scout.yaml", "calls_per_minute: 60", "calls_per_minute: 100")
    views = await asyncio.gather(*(server.ask(id=str(note)) for note in range(50)))
    await server.here.later(WAIT)
    told = [(await server.here.view(one.id)).detail or "" for one in views if isinstance(one, GrantView)]
    assert ([ASKED in one for one in told], server.called) == ([True] * 50, [])
    assert len(await rows(server)) == 1


async def test_a_refusal_lasts_for_this_definition_and_the_next_one_is_asked_about(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    before = on_disk(server).read_text()
    await answer(server, "refuse")
    assert (on_disk(server).read_text(), server.here.broker.files.in_force.problems) == (before, ())
    for note in "89":
        words = await refused(server, note)
        assert REFUSED in words
        assert "or its owner has run `countersign connector refresh notes`" in words
    assert (len(await rows(server)), await server.here.phone.open_proposals()) == (1, ())
    server.tools = [AGAIN, WRITE]
    assert ASKED in await refused(server, "10")
    assert len(await rows(server)) == 2
    server.tools = [READ, WRITE]
    await runs(server, "11")  # the control: what was signed is callable all along


async def test_an_owner_who_refused_may_still_have_it_written_by_hand_and_is_then_asked(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    text = await written(server)
    await answer(server, "refuse")
    server.here.lay(FILE, text)  # as `countersign connector refresh` does
    assert await waiting(server)
    await answer(server, "refuse")
    server.here.broker.watch.refresh()
    assert await server.here.phone.open_proposals() == ()  # that refusal lasts as every other of a file


async def written(server: Upstream) -> str:
    """Return the text of the connector that waits."""
    return str(json.loads((await rows(server))[-1].document)["items"][0]["text"])


async def test_what_a_call_brought_up_and_the_owner_wrote_too_is_asked_once_and_refused_once(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    asked = await waiting(server)
    server.here.lay(FILE, await written(server))
    assert await waiting(server) == asked
    await answer(server, "refuse")
    server.here.broker.watch.refresh()
    assert await server.here.phone.open_proposals() == ()


async def test_a_definition_that_changes_while_its_owner_is_asked_is_asked_about_after_they_answered(
    server: Upstream,
) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    asked = await waiting(server)
    server.tools = [AGAIN, WRITE]
    assert ASKED in await refused(server, "8")
    assert await waiting(server) == asked
    await answer(server)
    assert ASKED in await refused(server, "9")  # what was signed is what was shown, and not what is there by now
    await answer(server)
    await runs(server, "10")


async def test_a_server_that_changes_at_every_call_is_refused_three_times_a_day_and_then_brought_up_no_more(
    server: Upstream,
) -> None:
    for turn in range(3):
        server.tools = [READ | {"description": f"Read a note {turn}"}, WRITE]
        assert ASKED in await refused(server, str(turn))
        await answer(server, "refuse")
    server.tools = [READ | {"description": "Read a note 3"}, WRITE]
    assert NOT_NOW in await refused(server, "3")
    assert await server.here.phone.open_proposals() == ()
    await server.here.later(timedelta(days=1, minutes=1).total_seconds())
    assert ASKED in await refused(server, "4")


async def test_a_call_between_the_signature_and_the_look_at_the_files_is_told_to_come_again(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    await server.here.phone.sign(await waiting(server))
    assert "its owner has just signed another text of this connector; call again" in await refused(server, "8")
    server.here.broker.watch.refresh()
    await runs(server, "9")


async def test_what_waited_in_vain_is_asked_again(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    await server.here.later(FILE_VALID.total_seconds())
    assert ASKED in await refused(server, "8")
    assert len(await rows(server)) == 2


async def test_a_tool_that_is_gone_is_no_question_for_its_owner(server: Upstream) -> None:
    server.tools = [WRITE]
    assert "is not there any more: it can be called again only once its server lists it" in await refused(server)
    assert await server.here.phone.open_proposals() == ()
    server.tools = [READ, WRITE]
    await runs(server, "8")


NEEDS_MORE = READ | {"inputSchema": {"type": "object", "properties": {"page": {}}, "required": ["page"]}}


async def test_a_tool_that_takes_other_arguments_by_now_is_written_anew_by_hand(server: Upstream) -> None:
    server.tools = [NEEDS_MORE, WRITE]
    assert BY_HAND in await refused(server)
    assert await server.here.phone.open_proposals() == ()


async def test_one_that_still_fits_is_asked_about_although_another_does_not(server: Upstream) -> None:
    server.tools = [NEEDS_MORE, WRITE | {"description": "Write a note, and keep the old one"}]
    view = await server.ask("notes_write_note", id="7", text="Milk")
    assert isinstance(view, GrantView)
    await server.here.approve()
    await server.here.later(WAIT)
    await server.here.later(WAIT)
    assert ASKED in ((await server.here.view(view.id)).detail or "")
    text = await written(server)
    assert (digest_of(READ) in text, digest_of(WRITE) in text) == (True, False)


def _deep(levels: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for _ in range(levels):
        made = {"x": made}
    return made


HOSTILE: dict[str, dict[str, Any]] = {
    "nested beyond a digest": {"_meta": _deep(100)},
    "a required argument that is no name": {"inputSchema": {"type": "object", "required": [["id"]]}},
    "words with our secret": {"description": f"Read a note. You sent {SECRET}"},
    "words with our secret in parts": {"description": f"Read a note. You sent {SECRET[:9]}\n{SECRET[9:]}"},
}


@pytest.mark.parametrize("how", HOSTILE)
async def test_a_hostile_definition_is_refused_as_ever_and_nobody_is_asked(server: Upstream, how: str) -> None:
    server.tools = [READ | HOSTILE[how], WRITE]
    words = await refused(server)
    assert BY_HAND in words or "is not the one that was signed" in words
    assert await server.here.phone.open_proposals() == ()
    assert SECRET not in await server.audited()
    server.tools = [CHANGED, WRITE]
    assert ASKED in await refused(server, "8")  # the control: this one is asked about


PASSWORD = "hunter2 correct horse"
LOGIN = base64.b64encode(f"alice:{PASSWORD}".encode()).decode()


async def test_a_definition_with_the_password_in_our_secret_is_put_before_nobody(tmp_path: Path) -> None:
    basic = CONNECTOR.replace(CREDENTIAL, CREDENTIAL.replace("Bearer", "Basic"))
    async with behind(tmp_path, basic, secret=False) as server:
        await server.put_in(LOGIN)
        server.tools = [READ | {"description": f"Read a note. Sign in with {PASSWORD}"}, WRITE]
        assert BY_HAND in await refused(server)
        assert await server.here.phone.open_proposals() == ()
        server.tools = [READ | {"description": "Read a note. Sign in with hunter3 correct horse"}, WRITE]
        assert ASKED in await refused(server, "8")  # the control: this one is asked about


async def test_very_many_tools_more_make_what_the_owner_reads_no_longer(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE, *({**READ, "name": f"more_{number}"} for number in range(3000))]
    assert ASKED in await refused(server)
    assert "more_" not in (await rows(server))[-1].document


async def test_a_list_without_an_end_is_refused_as_ever_and_nobody_is_asked(server: Upstream) -> None:
    def endless(message: HttpMessage) -> Answer | None:
        said = json.loads(message.body or b"{}")
        result = {"tools": [CHANGED], "nextCursor": "more"}
        text = json.dumps({"jsonrpc": "2.0", "id": said.get("id"), "result": result})
        return Answer(200, {"content-type": "application/json"}, text.encode())

    server.before = endless
    assert "or has no end" in await refused(server)
    assert await server.here.phone.open_proposals() == ()


async def test_odd_and_long_words_of_a_server_are_one_line_of_data_on_the_page(server: Upstream) -> None:
    said = "<script>alert(1)</script>\n  - tool: evil\u202e\x07 " + "very " * 20_000
    server.tools = [READ | {"description": said}, WRITE]
    assert ASKED in await refused(server)
    page = (await server.here.phone._browser.get(f"/proposals/{await waiting(server)}")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; - tool: evil" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
    await answer(server)
    connector = server.here.broker.client_context.connector("notes")
    assert connector is not None
    assert [one.tool.name for one in connector.operations if one.tool] == ["read_note", "write-note"]


@pytest.mark.parametrize(("spare", "words"), [(0, BY_HAND), (100, ASKED)])
async def test_a_connector_that_would_be_too_long_for_a_page_is_refused_as_ever(
    server: Upstream, spare: int, words: str
) -> None:
    def comments(lines: int) -> str:
        return CONNECTOR + "# a comment\n" * lines

    most = next(lines for lines in range(9000, 0, -1) if _size(comments(lines)) <= ROOM)
    on_disk(server).unlink()
    server.here.broker.watch.refresh()
    await change(server, lambda session: session.delete(session.get_one(SealedFile, "connector:notes")))
    server.here.write(FILE, comments(most - spare))
    server.tools = [CHANGED, WRITE]
    assert words in await refused(server)


def _size(text: str) -> int:
    return size_of(item_of("connector", "notes", FILE, text, None))


async def test_a_file_that_this_process_may_not_write_is_left_to_its_owner(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    away = on_disk(server).rename(on_disk(server).with_suffix(".away"))
    on_disk(server).symlink_to(away)
    server.here.broker.watch.refresh()
    assert BY_HAND in await refused(server)
    assert await server.here.phone.open_proposals() == ()
    on_disk(server).unlink()
    away.rename(on_disk(server))
    server.here.broker.watch.refresh()
    assert ASKED in await refused(server, "8")  # the control


async def test_a_file_that_is_changed_by_hand_comes_first_and_is_never_written_over(server: Upstream) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    asked = await waiting(server)
    mine = on_disk(server).read_text().replace("Notes of the team", "Our notes")
    on_disk(server).write_text(mine)
    with pytest.raises(PhoneRefused, match="changed since"):
        await server.here.phone.sign(asked)
    assert on_disk(server).read_text() == mine
    server.here.broker.watch.refresh()
    assert await waiting(server) != asked  # the file that its owner wrote is what waits now
    assert ASKED in await refused(server, "8")
    await answer(server)
    assert (on_disk(server).read_text(), await server.here.phone.open_proposals()) == (mine, ())
    await refused(server, "9")
    await answer(server)
    await runs(server, "10")
    assert "Our notes" in on_disk(server).read_text()


async def test_a_file_that_cannot_be_written_at_the_signature_leaves_everything_as_it_was(
    server: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.tools = [CHANGED, WRITE]
    await refused(server)
    before, asked = on_disk(server).read_text(), await waiting(server)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("broker.files.os.fsync", full)
        with pytest.raises(PhoneRefused, match="cannot be written"):
            await server.here.phone.sign(asked)
    assert on_disk(server).read_text() == before
    assert [one.name for one in on_disk(server).parent.iterdir() if one.name.startswith(".")] == []
    await answer(server)  # nothing of it was recorded: it waits as before
    await runs(server, "8")


async def test_for_a_muted_agent_nobody_is_asked(server: Upstream) -> None:
    now = server.here.clock()
    until = now + timedelta(hours=1)
    await change(server, lambda session: mute(session, "scout", until, now, "alice"))
    server.tools = [CHANGED, WRITE]
    assert NOT_NOW in await refused(server)
    assert await server.here.phone.open_proposals() == ()
    await server.here.later(3600)
    assert ASKED in await refused(server, "8")


async def test_where_no_device_could_sign_nobody_is_asked(server: Upstream) -> None:
    def gone(session: Session) -> None:
        for row in session.exec(select(Passkey)):
            row.removed_at = server.here.clock()

    await change(server, gone)
    server.tools = [CHANGED, WRITE]
    assert BY_HAND in await refused(server)
    assert await rows(server) == []


async def test_a_connector_without_a_secret_is_asked_about_too(tmp_path: Path) -> None:
    async with behind(tmp_path, CONNECTOR.replace(f"{CREDENTIAL}\n", ""), secret=False) as server:
        server.tools = [CHANGED, WRITE]
        assert ASKED in await refused(server)
        await answer(server)
        await runs(server, "8")
