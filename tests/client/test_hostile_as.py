"""An authorization server that misbehaves gains nothing: no wider right, no second prompt, no secret, no endless wait.

Every row is one misbehaviour over a real connection, with its own cause and outcome. What holds for all of them is
checked for each: it is over in time, nothing is used that was not asked for, nothing is said that was not to be known,
every request of ours is signed anew, and the honest server beside it is used as ever.
"""

import asyncio
import hashlib
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import structlog

from broker.client.finishing import Browser
from broker.client.view import GrantView
from broker.gnap.client_request import rotate_message
from broker.gnap.client_role import Asked, Unusable
from broker.gnap.client_rotation import Rotated, read_rotation
from broker.gnap.discovered import Discovered, discovery_message, read_discovery
from broker.gnap.errors import PeerError
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.keys import b64url
from broker.gnap.models import IssuedToken
from broker.gnap.rights import parse_access
from broker.http import NoAnswer, NotSent
from broker.store.query import Session, update
from broker.store.tables import ClientGrant
from tests.client import hostile
from tests.client.abroad import Abroad, abroad
from tests.client.hostile import CANARY, Act, HostileServer, hostile_server, says
from tests.client.misbehaviours import CONTINUATION, REQUEST, REVOCATION, UNREVOKED, Row, unrevoked, wider

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

IN_CIRCLES = 60.0  # seconds after which a grant that is still being driven goes round in circles
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Abroad]:
    """One installation for all rows: each has a server, a port and a thing of its own."""
    async with abroad(tmp_path_factory.mktemp("abroad")) as made:
        yield made


@asynccontextmanager
async def behind(house: Abroad, server: str = "{endpoint}", **acts: Act) -> AsyncIterator[HostileServer]:
    """Put the house's tools behind a server that behaves like this, and judge what holds for every row."""
    async with hostile_server(house.here.clock) as there:
        house.behind(server.format(endpoint=there.endpoint))
        there.begin(**acts)
        with structlog.testing.capture_logs() as logs:
            yield there
        assert there.faults == []
        inputs = [one.message.header("signature-input") for one in there.sent if one.operation != "discover"]
        assert len(set(inputs)) == len(inputs), "every request is signed anew"
        assert [one for one in there.sent if one.message.header("cookie") is not None] == [], "no cookie is kept"
        assert CANARY not in str(logs)
        assert CANARY.encode() not in house.stored()
        assert there.most_written < 8 * MEGABYTE, "an answer is not read beyond its cap"


async def _play(house: Abroad, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    if not row.device:
        monkeypatch.setattr("broker.client.rows.paired", lambda _session, _owner: False)
    async with behind(house) as there:
        there.begin(**row.does(there, house))
        async with asyncio.timeout(IN_CIRCLES):
            view = await house.ask(row.operation)
            if view.decide == "ask":
                assert there.sent == [], "our owner is asked first (R3)"
                await house.here.phone.sign_in()  # an earlier row may have taken a day
                await house.here.approve()
                await house.here.later(0)
            over = await house.until_over(view.id)
        assert (over.status, row.words in (over.detail or "")) == (row.status, True), (over.status, over.detail)
        assert len(there.asked("request")) <= row.posts, "no second prompt"
        ended = there.asked("cancel", "revoke")
        assert [one.operation for one in ended] == list(row.ends)
        assert len({one.message.target_uri for one in ended}) == len(row.ends), "each is ended once"
        assert len(house.calls) == row.used, "what was granted otherwise than asked is never used"
        _nothing_is_left(over)
        assert CANARY not in await house.told(view.id)
    monkeypatch.undo()
    await _control(house)


async def _control(house: Abroad) -> None:
    """The same road with an honest server: asked once, used once."""
    async with behind(house) as there:
        view = await house.ask()
        assert (view.status, len(house.calls), len(there.asked("request"))) == ("done", 1, 1), view
        await house.until_over(view.id)


def _nothing_is_left(row: ClientGrant) -> None:
    secrets = ("token", "manage_token", "continue_token", "interact_ref", "interaction_uri", "user_code", "further")
    assert [name for name in secrets if getattr(row, f"{name}_sealed") is not None] == []


@pytest.mark.requirement("C-3.1-7", "C-3.2.1-8", "C-3.2.1-15", "C-3.2.1-18", "C-3.3-3", "C-3.2.1-2")
@pytest.mark.promise("P5", "P7", "P15", "P19", "R2", "R5", "R6")
@pytest.mark.parametrize("row", REQUEST)
async def test_a_server_that_misbehaves_when_asked_gains_nothing(
    house: Abroad, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _play(house, REQUEST[row], monkeypatch)


@pytest.mark.requirement("C-5-7", "C-5-10", "C-5-11", "C-5-14", "C-3.6-4")
@pytest.mark.promise("P4", "P5", "P14", "P19", "R5")
@pytest.mark.parametrize("row", CONTINUATION)
async def test_a_server_that_misbehaves_when_continued_gains_nothing(
    house: Abroad, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _play(house, CONTINUATION[row], monkeypatch)


@pytest.mark.requirement("C-6.2-3", "C-6-1", "C-3.2.1-13")
@pytest.mark.promise("P13", "R5")
@pytest.mark.parametrize("row", REVOCATION)
async def test_a_server_that_misbehaves_when_revoking_is_told_of(
    house: Abroad, row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _play(house, REVOCATION[row], monkeypatch)


@pytest.mark.promise("P13")
@pytest.mark.parametrize("row", UNREVOKED)
async def test_a_revocation_without_an_answer_is_made_again_until_the_token_has_ended(house: Abroad, row: str) -> None:
    async with behind(house) as there:
        there.begin(**unrevoked(UNREVOKED[row])(there, house))
        view = await house.ask()
        for seconds in (2, 10, 30):
            await house.here.later(seconds)
        assert (await house.row(view.id)).state == "approved"
        over = await house.until_over(view.id)
        assert (over.status, "cannot be revoked before" in (over.detail or "")) == ("failed", True), over.detail
        tried = [one.message.header("authorization") for one in there.asked("revoke")]
        assert (len(tried) > 1, len(set(tried)), house.calls) == (True, 1, []), "the same token, newly signed"
        _nothing_is_left(over)
    await _control(house)


async def test_polls_are_never_closer_than_five_seconds_whatever_the_server_says(house: Abroad) -> None:
    async with behind(house) as there:
        there.begin(**CONTINUATION["continues in circles without a wait"].does(there, house))
        view = await house.ask()
        async with asyncio.timeout(IN_CIRCLES):
            for _ in range(20):
                await house.here.later(1)
        assert len(there.asked("continue")) == 4
        await house.until_over(view.id)


@pytest.mark.requirement("C-3.3-6", "C-4-4")
@pytest.mark.promise("P4")
async def test_a_visit_that_lapses_is_waited_for_no_longer_than_the_server_said(house: Abroad) -> None:
    async with behind(house) as there:
        offered = {"redirect": f"https://as.example/{CANARY}", "finish": "as-nonce", "expires_in": 60}
        there.begin(request=says({"continue": there.going_on(), "interact": offered}))
        view = await house.ask()
        await house.here.later(59)
        assert (await house.row(view.id)).state == "pending"
        await house.here.later(1)
        assert ((await house.row(view.id)).ending, there.sent[-1].operation) == ("expired", "cancel")


FINISH: dict[str, Callable[["Visit"], dict[str, str]]] = {
    "of another hash": lambda visit: {"hash": "A" * 43},
    "of an empty hash": lambda visit: {"hash": ""},
    "of a hash with padding": lambda visit: {"hash": visit.hash + "="},
    "of a hash in the other alphabet": lambda visit: {"hash": visit.hash.replace("-", "+").replace("_", "/") + "="},
    "of a hash for another reference": lambda visit: {"interact_ref": "another"},
    "of a hash for another endpoint": lambda visit: {
        "hash": interaction_hash(visit.nonce, "as-nonce", visit.reference, "https://honest.example/gnap")
    },
    "of a hash with another nonce": lambda visit: {
        "hash": interaction_hash(visit.nonce, "another", visit.reference, visit.endpoint)
    },
    "of a hash by another method": lambda visit: {
        "hash": interaction_hash(visit.nonce, "as-nonce", visit.reference, visit.endpoint, "sha-512")
    },
    "without a reference": lambda visit: {"interact_ref": ""},
    "with a reference of two lines": lambda visit: {"interact_ref": "a\r\nb"},
    "of the right hash for a reference that is an address": lambda visit: visit.over("http://169.254.169.254/latest"),
    "of the right hash for a reference of two lines": lambda visit: visit.over("a\r\nInteract-Ref: b"),
    "of the right hash for a reference of 1 MB": lambda visit: visit.over("a" * 1_000_000),
    "at an address that nobody has": lambda visit: {"secret": "A" * 43},
    "in the browser of somebody else": lambda visit: {"owner": "mallory"},
    "in another session of its owner": lambda visit: {"session": "elsewhere"},
    "in a session without a digest": lambda visit: {"session": ""},
}


def _opened_here(session: Session) -> None:
    """Let the owner have gone on to that server in the session "here"."""
    session.execute(update(ClientGrant).values(opened_in="here"))


@dataclass
class Visit:
    """An interaction that has ended, and how its finish would be told rightly."""

    endpoint: str
    uri: str
    nonce: str
    reference: str = "4IFWWIKYBC2PQ6U56NL1"

    @property
    def secret(self) -> str:
        """The last segment of the callback's address."""
        return self.uri.rpartition("/")[2]

    @property
    def hash(self) -> str:
        """The right hash."""
        return interaction_hash(self.nonce, "as-nonce", self.reference, self.endpoint)

    def over(self, reference: str) -> dict[str, str]:
        """Return a reference, whatever it holds, with the hash over it, made by hand: ours would refuse to."""
        base = f"{self.nonce}\nas-nonce\n{reference}\n{self.endpoint}"
        return {"interact_ref": reference, "hash": b64url(hashlib.sha256(base.encode()).digest())}

    async def end(self, house: Abroad, **changes: str) -> bool:
        """Come back to the callback in the owner's browser."""
        said = {"secret": self.secret, "owner": "alice", "session": "here", **changes}
        said = {"hash": self.hash, "interact_ref": self.reference, **said}
        await house.here.broker.store.write(_opened_here)
        finishes = house.here.broker.client.finishes
        browser = Browser(said["owner"], said["session"])
        return await finishes.in_browser(said["secret"], browser, said["hash"], said["interact_ref"])


async def _visited(house: Abroad, there: HostileServer) -> tuple[GrantView, Visit]:
    """Ask, and have the server send the owner to a page of its own."""
    offered = {"redirect": f"https://as.example/{CANARY}", "finish": "as-nonce"}
    there.begin(request=says({"continue": there.going_on(), "interact": offered}))
    view = await house.ask()
    finish = there.asked("request")[-1].content["interact"]["finish"]
    assert finish["method"] == "redirect"
    return view, Visit(there.endpoint, finish["uri"], finish["nonce"])


@pytest.mark.requirement("C-4.2.1-2", "C-4.2.1-3", "C-4.2.1-4", "C-4.2.3-2", "C-4.2.3-4", "C-4.2.3-5", "C-2.5.2.1-2")
@pytest.mark.promise("P15", "R6")
@pytest.mark.parametrize("row", FINISH)
async def test_after_a_finish_that_is_not_right_nothing_is_sent(house: Abroad, row: str) -> None:
    async with behind(house) as there:
        view, visit = await _visited(house, there)
        assert not await visit.end(house, **FINISH[row](visit))
        await house.here.later(30)
        assert (await house.row(view.id)).state == "pending"
        assert [one.operation for one in there.sent] == ["request"], "nothing leaves after a bad hash, not even a poll"

        assert await visit.end(house)
        await house.here.later(5)
        assert [one.operation for one in there.sent] == ["request", "continue"]
        assert there.sent[-1].content == {"interact_ref": visit.reference}
        assert len(house.calls) == 1
        await house.until_over(view.id)
        assert CANARY not in await house.told(view.id)


async def test_a_finish_by_post_is_not_taken_where_the_owners_browser_was_to_come_back(house: Abroad) -> None:
    async with behind(house) as there:
        view, visit = await _visited(house, there)
        assert not await house.here.broker.client.finish(visit.secret, visit.hash, visit.reference)
        await house.here.later(30)
        assert [one.operation for one in there.sent] == ["request"]
        assert await visit.end(house)
        await house.until_over(view.id)


@pytest.mark.requirement("C-5.1-2")
async def test_a_second_finish_with_another_reference_changes_nothing(house: Abroad) -> None:
    async with behind(house) as there:
        view, visit = await _visited(house, there)
        assert await visit.end(house)
        other = Visit(visit.endpoint, visit.uri, visit.nonce, "another")
        assert not await other.end(house)
        assert await visit.end(house), "the same once more is no news"
        await house.here.later(5)
        assert [one.content for one in there.asked("continue")] == [{"interact_ref": visit.reference}]
        await house.until_over(view.id)
        assert not await visit.end(house), "the callback of a grant that is over is unknown"


async def test_a_refusal_without_a_hash_means_nothing_where_the_profile_knows_none(house: Abroad) -> None:
    async with behind(house) as there:
        view, visit = await _visited(house, there)
        assert not await house.here.broker.client.finishes.rejected(visit.secret, "alice")
        assert (await house.row(view.id)).state == "pending"
        assert await visit.end(house)
        await house.until_over(view.id)


@pytest.mark.requirement("C-5.1-2", "C-3.3.5-2")
async def test_a_reference_is_sent_once_even_where_the_grant_stays_pending(house: Abroad) -> None:
    async with behind(house) as there:
        view, visit = await _visited(house, there)
        assert await visit.end(house)
        there.acts["continue"] = says({"continue": there.going_on()})
        await house.here.later(5)
        await house.here.later(5)
        assert [one.message.body for one in there.asked("continue")][1:] == [None]
        await house.until_over(view.id)


ROTATION: dict[str, tuple[Callable[[HostileServer, Abroad], Any], str]] = {
    "more rights": (lambda there, house: {"access_token": wider(there, house)}, "other rights"),
    "fewer rights": (
        lambda there, house: {"access_token": there.token([{**house.right, "datatypes": ["a"]}])},
        "other",
    ),
    "the same value": (lambda there, house: {"access_token": there.token([house.right], value="before")}, "old one"),
    "no management": (lambda there, house: {"access_token": there.token([house.right], manage=None)}, "be managed"),
    "a bearer token": (lambda there, house: {"access_token": there.token([house.right], flags=["bearer"])}, "flags"),
    "another key": (lambda there, house: {"access_token": there.token([house.right], key="theirs")}, "not ours"),
    "management elsewhere": (
        lambda there, house: {
            "access_token": there.token(
                [house.right], manage={"uri": "https://evil.example/", "access_token": {"value": "m"}}
            )
        },
        "another origin",
    ),
    "a list": (lambda there, house: {"access_token": [there.token([house.right])]}, "one token"),
    "an error and a token": (
        lambda there, house: {"error": "invalid_rotation", "access_token": there.token([house.right])},
        "an error together",
    ),
}


@pytest.mark.requirement("C-6.1-1", "C-6.1-5")
@pytest.mark.parametrize("row", ROTATION)
async def test_a_rotation_that_gives_anything_but_the_same_rights_is_not_used(house: Abroad, row: str) -> None:
    does, words = ROTATION[row]
    async with behind(house) as there:
        asked = Asked(there.endpoint, parse_access([house.right]))
        old = IssuedToken.model_validate(there.token([house.right], value="before"))
        for act, honest in (
            (says(does(there, house)), False),
            (says({"access_token": there.token([house.right])}), True),
        ):
            there.faults.clear()
            there.acts["rotate"] = act
            assert old.manage is not None
            body = await _sent(house, rotate_message(old.manage.uri, old.manage.access_token.value))
            there.sent.clear()
            there.faults.clear()  # nobody asked this server for a grant, so it knows no key
            if honest:
                assert isinstance(read_rotation(body, old, asked), Rotated)
            else:
                assert words in _why_not(body, old, asked)


def _why_not(body: bytes, old: IssuedToken, asked: Asked) -> str:
    try:
        judged = read_rotation(body, old, asked)
    except PeerError as why:
        return str(why)
    assert isinstance(judged, Unusable), judged
    return judged.why


DISCOVERY: dict[str, Act] = {
    "speaks for another server": says({"grant_request_endpoint": "https://evil.example/gnap"}),
    "names no endpoint": says({"key_proofs_supported": ["httpsig"]}),
    "says its endpoint twice": hostile.bytes_(b'{"grant_request_endpoint":"a","grant_request_endpoint":"b"}'),
    "answers a page": hostile.bytes_(b"<html>", kind="text/html"),
    "redirects": hostile.redirects("301 M", "https://evil.example/"),
    "floods": hostile.floods,
    "bombs": hostile.bombs,
    "drips": hostile.drips,
    "never ends its header": hostile.never_ends_its_header,
    "hangs up": hostile.hangs_up,
    "lists numbers": lambda reply: reply.json(
        {"grant_request_endpoint": reply.server.endpoint, "key_proofs_supported": [1]}
    ),
    "rotates keys perhaps": lambda reply: reply.json(
        {"grant_request_endpoint": reply.server.endpoint, "key_rotation_supported": "yes"}
    ),
}


@pytest.mark.requirement("C-9-3")
@pytest.mark.parametrize("row", DISCOVERY)
async def test_a_discovery_document_that_cannot_be_trusted_is_refused(house: Abroad, row: str) -> None:
    async with behind(house, discover=DISCOVERY[row]) as there:
        with pytest.raises((PeerError, NoAnswer, NotSent)):
            read_discovery(await _sent(house, discovery_message(there.endpoint)), there.endpoint)
        there.acts.clear()
        found = read_discovery(await _sent(house, discovery_message(there.endpoint)), there.endpoint)
        assert isinstance(found, Discovered)


async def _sent(house: Abroad, message: HttpMessage) -> bytes:
    return (await house.here.broker.http.to_server(message)).body


@pytest.mark.parametrize("act", [hostile.floods, hostile.bombs])
async def test_an_answer_without_end_takes_a_few_megabytes_and_no_more(house: Abroad, act: Act) -> None:
    hostile.bomb()
    async with behind(house, discover=act) as there:
        tracemalloc.start()
        try:
            with pytest.raises((NoAnswer, PeerError)):
                read_discovery(await _sent(house, discovery_message(there.endpoint)), there.endpoint)
            assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
        finally:
            tracemalloc.stop()


def test_at_least_sixty_misbehaviours_are_tried() -> None:
    tables: list[set[str]] = [set(REQUEST), set(CONTINUATION), set(REVOCATION), set(UNREVOKED)]
    tables += [set(FINISH), set(ROTATION), set(DISCOVERY)]
    assert all(tables)
    assert sum(len(table) for table in tables) >= 60
