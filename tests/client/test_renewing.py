"""OAuth access tokens: fetched for the owner's refresh token, ahead of their end, by one broker at a time."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from broker.client import secret
from broker.client.renewing import Renewals, Turn
from broker.client.view import GrantView, Refused
from broker.http import Answer, NoAnswer
from broker.store.query import Session, select, update
from broker.store.tables import ConnectorSecret
from tests.client.plain_api import CONNECTOR, CREDENTIAL, OAUTH2, TOKEN_ENDPOINT, PlainApi, plain_api
from tests.home import WAIT
from tests.store.rows import client_grant

pytestmark = pytest.mark.anyio

REFRESH, PASSWORD = "refresh-token-of-alice", "client-secret-of-alice"
HOUR = 3600


def given(number: int, **more: Any) -> Answer:
    said = {"access_token": f"access-token-{number}", "token_type": "Bearer", "expires_in": HOUR, **more}
    return Answer(200, {}, json.dumps({name: one for name, one in said.items() if one is not None}).encode())


def refused(code: str, status: int = 400) -> Answer:
    return Answer(status, {}, json.dumps({"error": code, "error_description": f"{REFRESH} is bad"}).encode())


@asynccontextmanager
async def behind_oauth(folder: Path, secret: str = f"{REFRESH} {PASSWORD}") -> AsyncIterator[PlainApi]:
    """Lay out an API behind OAuth whose secret is in force; its token endpoint gives one token after the other."""
    async with plain_api(folder, CONNECTOR.replace(CREDENTIAL, OAUTH2)) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked))

        api.give = give
        await api.put_in(secret)
        yield api


@pytest.mark.parametrize("password", [PASSWORD, None])
async def test_a_call_carries_an_access_token_and_never_what_it_was_fetched_for(
    tmp_path: Path, password: str | None
) -> None:
    async with behind_oauth(tmp_path, " ".join(filter(None, (REFRESH, password)))) as api:
        assert (await api.done()).status == "done"
        assert api.header("authorization") == "Bearer access-token-1"
        form = {"grant_type": "refresh_token", "refresh_token": REFRESH, "client_id": "countersign"}
        assert api.asked == [form | ({"client_secret": password} if password else {})]
        assert REFRESH not in str(api.calls)
        told = await api.audited()
        for word in (REFRESH, PASSWORD, "access-token-1"):
            assert word not in told
            assert word.encode() not in api.stored()


async def test_a_token_is_renewed_ahead_of_its_end_and_used_for_many_calls_before(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        for issue in "123":
            await api.done(issue=issue)
        assert len(api.asked) == 1
        await api.here.later(HOUR * 0.7)
        assert len(api.asked) == 1
        await api.here.later(HOUR * 0.1)
        assert len(api.asked) == 2, "nobody called, and it was renewed all the same"
        await api.done(issue="4")
        assert (len(api.asked), api.header("authorization")) == (2, "Bearer access-token-2")


async def test_after_a_long_sleep_the_call_waits_for_a_new_token(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        await api.done()
        api.here.clock.turn(10 * HOUR)
        view = await api.ask(issue="8")
        assert isinstance(view, GrantView)
        await api.here.later(WAIT)
        assert (await api.here.view(view.id)).status == "done"
        assert api.header("authorization") == "Bearer access-token-2"


async def test_a_token_that_has_ended_is_handed_to_no_call(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        await api.done()
        context = api.here.broker.client_context
        connector = context.connector("tracker")
        assert connector is not None

        def opened(session: Session) -> bool:
            return secret.opened(session, context, connector) is not None

        assert await api.here.broker.store.read(opened)
        api.here.clock.turn(HOUR)
        assert not await api.here.broker.store.read(opened)


async def test_one_broker_asks_at_a_time_whoever_else_wants_a_token(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        here, begun, gate = api.here, asyncio.Event(), asyncio.Event()

        async def give(_: dict[str, str]) -> Answer:
            begun.set()
            await gate.wait()
            return given(1)

        api.give = give
        await _change(api, access_until=None, renew_at=here.clock())
        grant = client_grant(connector="tracker")
        replicas = [Renewals(here.broker.store, here.broker.client_context, here.broker.http) for _ in range(3)]
        first = asyncio.create_task(replicas[0].for_call(grant))
        await begun.wait()
        assert [await one.for_call(grant) for one in replicas[1:]] == [Turn.LATER, Turn.LATER]
        gate.set()
        assert (await first, len(api.asked)) == (Turn.READY, 1)
        assert [await one.for_call(grant) for one in replicas] == [Turn.READY] * 3


async def test_a_call_whose_token_is_there_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with behind_oauth(tmp_path) as api:
        here, grant = api.here, client_grant(connector="tracker")
        renewals = Renewals(here.broker.store, here.broker.client_context, here.broker.http)
        await _change(api, access_until=None, renew_at=here.clock())
        writes = []

        async def write(work: Any, kept: Any = here.broker.store.write) -> Any:
            writes.append(work)
            return await kept(work)

        monkeypatch.setattr(here.broker.store, "write", write)
        assert (await renewals.for_call(grant), len(writes)) == (Turn.READY, 2)  # taken, and what came
        assert (await renewals.for_call(grant), len(writes)) == (Turn.READY, 2)


async def test_a_broker_that_dies_while_it_asks_is_followed_by_another(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        now = api.here.clock()
        await _change(api, access_until=None, renew_at=now, lease="dead", lease_until=now.replace(minute=1))
        view = await api.ask()
        assert isinstance(view, GrantView)
        assert (api.asked, api.calls) == ([], [])
        for _ in range(4):
            await api.here.later(30)
        assert ((await api.here.view(view.id)).status, len(api.asked)) == ("done", 1)


SAYS_NOTHING = {
    "no answer": None,
    "a fault of the server": Answer(503, {}, b"busy"),
    "a redirection": Answer(302, {"location": "https://evil.example/"}, b""),
    "too slow": Answer(408, {}, b""),
    "too many": refused("slow_down", 429),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("how", SAYS_NOTHING)
async def test_while_no_token_is_given_the_call_waits_and_then_runs_once(tmp_path: Path, how: str) -> None:
    async with behind_oauth(tmp_path) as api:
        whole, answer = api.give, SAYS_NOTHING[how]

        async def nothing(_: dict[str, str]) -> Answer:
            if answer is None:
                raise NoAnswer("lost")
            return answer

        api.give = nothing
        await _change(api, access_until=None, access_sealed=None)
        view = await api.ask()
        assert isinstance(view, GrantView)
        await api.here.later(WAIT)
        assert ((await api.here.view(view.id)).status, api.calls) == ("pending", [])
        api.give = whole
        for _ in range(4):
            await api.here.later(30)
        assert ((await api.here.view(view.id)).status, len(api.calls)) == ("done", 1)


NO_ERROR, NO_TOKEN = "with no token and no error that is known here", "gave no access token that can be one"
SAYS_NO = {
    "an error at 200": (refused("bad_refresh_token", 200), NO_ERROR),
    "a known error at 200": (refused("invalid_scope", 200), "says invalid_scope"),
    "an error that is no word at 200": (given(1, error=["evil"]), NO_ERROR),
    "an error that the request has": (refused("invalid_request"), "says invalid_request"),
    "an error that the scope has": (refused("invalid_scope"), "says invalid_scope"),
    "an error that the resource has": (refused("invalid_target"), "says invalid_target"),
    "an error that is not known": (refused("evil"), "answered 400"),
    "an error that is no word": (Answer(400, {}, b'{"error": ["invalid_grant"]}'), "answered 400"),
    "no JSON beside 401": (Answer(401, {}, b"evil"), "answered 401"),
    "gone": (Answer(404, {}, b""), "answered 404"),
    "no JSON": (Answer(200, {}, b"<html>"), NO_TOKEN),
    "a list": (Answer(200, {}, b"[]"), NO_TOKEN),
    "no token": (given(1, access_token=None), NO_TOKEN),
    "a token of two lines": (given(1, access_token="access-token\r\nx-evil: 1"), NO_TOKEN),
    "a token that is a number": (given(1, access_token=12345678), NO_TOKEN),
    "a token without end": (given(1, access_token="a" * 8193), NO_TOKEN),
    "a token bound to a key": (given(1, token_type="DPoP"), "no bearer tokens"),
    "a token of a robot": (given(1, token_type="bot"), "no bearer tokens"),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("how", SAYS_NO)
async def test_what_says_no_is_told_at_once_and_asked_again_by_the_broker_alone(tmp_path: Path, how: str) -> None:
    async with behind_oauth(tmp_path) as api:
        whole, (answer, words) = api.give, SAYS_NO[how]

        async def no(_: dict[str, str]) -> Answer:
            return answer

        api.give = no
        await _change(api, access_until=None, access_sealed=None)
        view = await api.ask()
        assert isinstance(view, GrantView)
        await api.here.later(WAIT)
        waited, seen = await api.here.view(view.id), len(api.asked)
        assert (waited.status, words in str(waited.detail), api.calls) == ("failed", True, []), waited
        told = await api.ask(issue="8")
        assert isinstance(told, Refused)
        assert (told.kind, words in told.reason) == ("credential", True)
        assert "countersign connector secret tracker" in told.reason
        (listed,) = await api.here.broker.store.read(api.here.broker.ownership.secrets)
        assert listed["fault"] == told.reason
        assert len(api.asked) == seen, "calls do not make the broker ask"
        for _ in range(3):
            await api.here.later(secret.ASKED_AGAIN.total_seconds())
        record = await api.audited()
        assert (len(api.asked), record.count('"connector.not_renewed"')) == (seen + 3, 1)
        assert [one for one in ("evil", REFRESH) if one in told.reason + record + str(waited.detail)] == []
        api.give = whole
        await api.here.later(secret.ASKED_AGAIN.total_seconds())
        assert (await api.done(issue="9")).status == "done"
        (listed,) = await api.here.broker.store.read(api.here.broker.ownership.secrets)
        assert listed["fault"] is None
        (row,) = await api.here.broker.store.read(lambda session: list(session.exec(select(ConnectorSecret))))
        assert row.fault is None


async def test_calls_that_wait_together_are_ended_by_one_no(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        here, whole, grant = api.here, api.give, client_grant(connector="tracker")
        renewals = Renewals(here.broker.store, here.broker.client_context, here.broker.http)

        async def no(_: dict[str, str]) -> Answer:
            return refused("invalid_scope")

        for give, asked in ((no, 1), (whole, 2)):
            api.give = give
            await _change(api, access_until=None, renew_at=None, fault=None)
            assert [await renewals.for_call(grant) for _ in range(3)] == [Turn.READY] * 3
            assert len(api.asked) == asked


async def test_where_the_next_token_is_refused_the_one_of_before_is_used_as_long_as_it_lasts(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        assert (await api.done()).status == "done"

        async def no(_: dict[str, str]) -> Answer:
            return refused("invalid_scope")

        api.give = no
        await api.here.later(HOUR * 0.8)
        assert len(api.asked) == 2
        assert (await api.done(issue="8")).status == "done"
        assert api.header("authorization") == "Bearer access-token-1"
        await api.here.later(HOUR * 0.2)
        told = await api.ask(issue="9")
        assert isinstance(told, Refused)
        assert ("says invalid_scope" in told.reason, len(api.calls)) == (True, 2)


ROTATED = "rotated-refresh-token"
# what the server gives once, and whether the refresh token in it is the one from then on
ROTATES = {
    "a token that can be used": (given(1, refresh_token=ROTATED), True),
    "no token": (given(1, access_token=None, refresh_token=ROTATED), True),
    "a token of a robot": (given(1, token_type="bot", refresh_token=ROTATED), True),
    "a token without end": (given(1, access_token="a" * 8193, refresh_token=ROTATED), True),
    "an error at 200": (given(1, error="evil", refresh_token=ROTATED), True),
    "a refresh token of two lines": (given(1, refresh_token=f"{ROTATED}\r\nx-evil: 1"), False),
    "an error": (Answer(400, {}, json.dumps({"error": "evil", "refresh_token": ROTATED}).encode()), False),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("how", ROTATES)
async def test_a_fit_refresh_token_of_every_200_is_kept_whatever_else_is_in_it(tmp_path: Path, how: str) -> None:
    async with behind_oauth(tmp_path) as api:
        whole, (answer, kept) = api.give, ROTATES[how]

        async def give(_: dict[str, str]) -> Answer:
            api.give = whole
            return answer

        api.give = give
        await _change(api, access_until=None, access_sealed=None, renew_at=api.here.clock())
        for _ in range(7):
            await api.here.later(secret.ASKED_AGAIN.total_seconds())
        token = ROTATED if kept else REFRESH
        assert (api.asked[-1]["refresh_token"], api.asked[-1]["client_secret"]) == (token, PASSWORD)
        assert (await api.done()).status == "done"


@pytest.mark.parametrize(("said", "life"), [(300, 300), ("300", 300), ("5m", HOUR), ("-300", HOUR), (True, HOUR)])
async def test_the_end_of_a_token_is_read_as_a_number_and_as_decimal_text(
    tmp_path: Path, said: object, life: int
) -> None:
    async with behind_oauth(tmp_path) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked), expires_in=said)

        api.give = give
        await _change(api, access_until=None, renew_at=api.here.clock())
        await api.here.broker.settle()
        seen = len(api.asked)
        await api.here.later(life * 0.7)
        assert len(api.asked) == seen
        await api.here.later(life * 0.1)
        assert len(api.asked) == seen + 1


async def test_a_long_access_token_is_carried_whole(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        token = "a" * 8192

        async def give(_: dict[str, str]) -> Answer:
            return given(1, access_token=token)

        api.give = give
        await _change(api, access_until=None, access_sealed=None)
        assert (await api.done()).status == "done"
        assert api.header("authorization") == f"Bearer {token}"
        assert token not in await api.audited()


async def test_a_call_that_ends_with_401_brings_no_secret_back_that_is_of_no_use_for_good(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        connector = api.here.broker.client_context.connector("tracker")
        assert connector is not None
        await api.here.later(WAIT)
        for fault, due in (("its token endpoint says invalid_grant", False), (None, True)):
            await _change(api, fault=fault, renew_at=None)
            now = api.here.clock()
            await api.here.broker.store.write(partial(secret.spoilt, connector=connector, now=now))
            (row,) = await api.here.broker.store.read(lambda session: list(session.exec(select(ConnectorSecret))))
            assert (row.access_until, row.renew_at) == (now, now if due else None)


@pytest.mark.parametrize("code", ["invalid_grant", "invalid_client"])
async def test_a_refresh_token_that_is_refused_is_told_in_words_and_another_mends_it(tmp_path: Path, code: str) -> None:
    async with behind_oauth(tmp_path) as api:
        whole = api.give

        async def no(_: dict[str, str]) -> Answer:
            return refused(code)

        api.give = no
        await _change(api, access_until=None, renew_at=api.here.clock())
        await api.here.broker.settle()
        seen = len(api.asked)
        told = await api.ask()
        assert isinstance(told, Refused)
        assert f"its token endpoint says {code}" in told.reason
        assert "countersign connector secret tracker" in told.reason
        assert REFRESH not in told.reason + await api.audited()
        await api.here.later(HOUR)
        assert len(api.asked) == seen, "what is refused for good is not tried for ever"
        api.give = whole
        await api.put_in("another-refresh-token")
        assert (await api.done()).status == "done"
        assert api.asked[-1]["refresh_token"] == "another-refresh-token"


async def test_a_refresh_token_that_is_replaced_by_the_server_is_the_one_from_then_on(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked), refresh_token=f"refresh-token-{len(api.asked)}")

        api.give = give
        for _ in range(3):
            await api.here.later(HOUR)
        tokens = [(one["refresh_token"], one["client_secret"]) for one in api.asked]
        assert tokens[-2:] == [
            (f"refresh-token-{len(tokens) - 2}", PASSWORD),
            (f"refresh-token-{len(tokens) - 1}", PASSWORD),
        ]


async def test_a_token_that_the_api_does_not_take_is_not_used_again(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        whole, api.answer = api.answer, lambda _: Answer(401, {}, b"revoked")
        view = await api.done()
        assert view.result == {"status": 401, "body": "revoked"}
        api.answer = whole
        assert (await api.done(issue="8")).status == "done"
        assert [dict(one.headers)["authorization"] for one in api.calls] == [
            "Bearer access-token-1",
            f"Bearer access-token-{len(api.asked)}",
        ]
        assert len(api.asked) == 2


async def test_what_is_removed_while_a_broker_asks_stays_removed(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:

        async def give(_: dict[str, str]) -> Answer:
            await api.remove()
            return given(1)

        api.give = give
        await _change(api, access_until=None, renew_at=api.here.clock())
        await api.here.broker.settle()
        (row,) = await api.here.broker.store.read(lambda session: list(session.exec(select(ConnectorSecret))))
        assert (row.in_force, row.secret_sealed, row.access_sealed, row.access_until) == (None, b"", None, None)
        assert isinstance(await api.ask(), Refused)


async def test_a_connector_with_another_token_endpoint_does_not_take_the_secret_along(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        await api.done()
        api.here.edit("tools/tracker.yaml", TOKEN_ENDPOINT, "https://login.other.example/token")
        told = await api.ask(issue="8")
        assert isinstance(told, Refused)
        assert f"was put in for {TOKEN_ENDPOINT}" in told.reason
        api.here.edit(
            "tools/tracker.yaml", OAUTH2.replace(TOKEN_ENDPOINT, "https://login.other.example/token"), CREDENTIAL
        )
        told = await api.ask(issue="8")
        assert isinstance(told, Refused), "a refresh token is no API key"
        assert len(api.calls) == 1


async def test_an_echoed_access_token_is_scrubbed(tmp_path: Path) -> None:
    async with behind_oauth(tmp_path) as api:
        api.answer = lambda message: Answer(200, {}, json.dumps(dict(message.headers)).encode())
        view = await api.done()
        assert view.result is not None
        assert view.result["body"]["authorization"] == "Bearer [secret]"


async def _change(api: PlainApi, **values: Any) -> None:
    change = update(ConnectorSecret).values(**values)

    def work(session: Session) -> int:
        return session.connection().execute(change).rowcount

    await api.here.broker.store.write(work)
