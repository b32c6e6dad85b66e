"""The callback is open to everybody, so only the right hash for this very grant counts, and a miss sends nothing."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import b64url
from broker.http import NotSent
from broker.store.query import select
from broker.store.tables import ClientGrant
from tests.home import WAIT, Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


async def _caught(here: Home) -> HttpMessage:
    """Approve the pending ask, and catch the finish call on its way instead of delivering it."""
    caught: list[HttpMessage] = []
    straight_on = here.broker.http.to_server

    async def catch(message: HttpMessage, seconds: float = 30.0) -> Any:
        if "/callback/" not in message.target_uri:
            return await straight_on(message, seconds)
        caught.append(message)
        raise NotSent("kept by the test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_server", catch)
        await here.approve()
        await here.broker.server.send_due()
    return caught[0]


async def _post(here: Home, uri: str, body: bytes) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
        return await client.post(uri, content=body, headers={"content-type": "application/json"})


def _with(**changes: Any) -> Callable[[Json], bytes]:
    return lambda body: json.dumps({**body, **changes}).encode()


def _without(name: str) -> Callable[[Json], bytes]:
    return lambda body: json.dumps({key: value for key, value in body.items() if key != name}).encode()


MISSES: dict[str, Callable[[Json], bytes]] = {
    "another hash": lambda body: _with(hash=body["hash"][:-2] + ("AA" if body["hash"][-2:] != "AA" else "BB"))(body),
    "a padded hash": lambda body: _with(hash=body["hash"] + "=")(body),
    "an empty hash": _with(hash=""),
    "no hash": _without("hash"),
    "a hash that is no text": _with(hash=1),
    "another reference": _with(interact_ref="A" * 43),
    "no reference": _without("interact_ref"),
    "a reference with a line break": _with(interact_ref="a\r\nb"),
    "a reference of 1 MiB": _with(interact_ref="a" * 1_000_000),
    "no JSON": lambda _: b"{",
    "a repeated member": lambda body: json.dumps(body)[:-1].encode() + b',"hash":"x"}',
    "nothing": lambda _: b"",
}


@pytest.mark.sweep(3)
@pytest.mark.requirement("C-4.2.2-3", "C-4.2.3-2", "C-4.2.1-4", "C-2.5.2-10", "C-4.2.3-4", "C-2.5.2-12")
@pytest.mark.parametrize("row", MISSES)
async def test_a_finish_call_without_the_right_hash_is_unknown_and_sends_nothing(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        call = await _caught(here)
        body = json.loads(call.body or b"")
        here.clock.turn(WAIT)
        with pytest.MonkeyPatch.context() as patch:
            sent: list[HttpMessage] = []
            patch.setattr(here.broker.http, "to_server", sent.append)
            missed = await _post(here, call.target_uri, MISSES[row](body))
            await here.broker.client.drive_due()
        assert (missed.status_code, missed.json()) == (400, {"error": {"code": "unknown_interaction"}})
        assert (sent, here.sent) == ([], [])
        assert (await here.view(asked.id)).state == "pending"

        assert (await _post(here, call.target_uri, call.body or b"")).status_code == 204
        await here.broker.settle()
        assert (await here.view(asked.id)).status == "done"


HOSTILE_REFERENCES = {
    "an address inside": "http://169.254.169.254/latest/meta-data",
    "two lines": "a\r\nAuthorization: GNAP b",
    "hidden letters": "a\u202eb\u200b",
    "no letter": "",
}


@pytest.mark.promise("A9")
@pytest.mark.parametrize("row", HOSTILE_REFERENCES)
async def test_a_reference_that_is_no_token_is_unknown_even_under_its_own_right_hash(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        call, reference = await _caught(here), HOSTILE_REFERENCES[row]
        missed = await _post(here, call.target_uri, json.dumps(await _over(here, reference)).encode())
        assert (missed.status_code, missed.json()) == (400, {"error": {"code": "unknown_interaction"}})
        good = json.loads(call.body or b"")
        assert await _over(here, good["interact_ref"]) == good, "the control: this is how the right call is made"
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done", "the server's own call counts, made again"


async def _over(here: Home, reference: str) -> Json:
    """Return a reference, whatever it holds, with its hash, made by hand as ours would refuse to (§4.2.3)."""
    row = await here.broker.store.read(lambda session: session.exec(select(ClientGrant)).one().model_copy())
    base = "\n".join((str(row.finish_nonce), str(row.as_nonce), reference, row.authorization_server))
    return {"hash": b64url(hashlib.sha256(base.encode()).digest()), "interact_ref": reference}


async def test_the_right_call_at_another_grants_address_is_unknown(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.pending()
        first = await _caught(here)
        other = await here.pending(amount="24.00")
        second = await _caught(here)
        crossed = await _post(here, second.target_uri, first.body or b"")
        assert crossed.status_code == 400
        made_up = await _post(here, "http://localhost:8765/callback/" + "A" * 43, first.body or b"")
        assert (made_up.status_code, made_up.content) == (400, crossed.content)
        assert (await here.view(other.id)).state == "pending"
        assert (await _post(here, first.target_uri, first.body or b"")).status_code == 204


@pytest.mark.requirement("C-4.2.2-4", "C-5.1-2")
async def test_a_repeated_finish_call_is_accepted_and_changes_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        call = await _caught(here)
        for _ in range(3):
            assert (await _post(here, call.target_uri, call.body or b"")).status_code == 204
        await here.later(WAIT)
        assert (await _post(here, call.target_uri, call.body or b"")).status_code in (204, 400)
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        assert len(here.sent) == len(here.payments()) == 1


@pytest.mark.promise("P4")
async def test_a_finish_call_that_does_not_arrive_is_made_again_until_it_does(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        asked = await here.pending()
        await _caught(here)
        await here.later(WAIT)
        assert (await here.view(asked.id)).status == "done"
        assert len(here.payments()) == 1


@pytest.mark.requirement("C-5.2-1", "C-5-7", "C-3.1-8", "C-5-10", "C-3.1-3")
@pytest.mark.promise("P1", "P4")
async def test_where_no_finish_call_was_asked_for_the_client_polls_and_never_before_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        polls: list[HttpMessage] = []
        straight_on = here.broker.http.to_server

        async def seen(message: HttpMessage, seconds: float = 30.0) -> Any:
            if "/continue/" in message.target_uri:
                polls.append(message)
            return await straight_on(message, seconds)

        monkeypatch.setattr(here.broker.http, "to_server", seen)
        monkeypatch.setattr("broker.client.declaring.finish_method", lambda _context, _row: None)
        asked = await here.pending()
        await here.later(WAIT - 1)
        assert polls == []
        await here.later(1)
        await here.later(WAIT)
        assert [(one.method, one.body) for one in polls] == [("POST", None)] * 2
        assert (await here.view(asked.id)).status == "pending"
        await here.approve()
        await here.later(WAIT)
        assert ((await here.view(asked.id)).status, len(here.payments()), len(polls)) == ("done", 1, 3)


async def test_a_client_that_polls_gives_up_at_its_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with home(tmp_path) as here:
        monkeypatch.setattr("broker.client.declaring.finish_method", lambda _context, _row: None)
        asked = await here.pending()
        await here.later(24 * 3600 + 120)
        told = await here.view(asked.id)
        assert (told.status, told.state) in [("expired", "finalized"), ("denied", "finalized")]
        assert here.sent == []
