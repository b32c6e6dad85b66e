"""Refresh tokens that are given up: revoked at the server that gave them (RFC 7009), within bounds, and it is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from broker.approval.proposal import parse
from broker.client.revoking import UNDER_WAY
from broker.client.view import Refused
from broker.http import Answer, NoAnswer, NotSent
from broker.ratchet.proposals import CannotPerform, decide, withdraw
from broker.store.query import Session, col, select, update
from broker.store.tables import ConnectorSecret, Proposal
from tests.client.plain_api import (
    CONNECTOR,
    CREDENTIAL,
    OAUTH2,
    REVOCABLE,
    TOKEN_ENDPOINT,
    PlainApi,
    plain_api,
)
from tests.client.test_renewing import HOUR, PASSWORD, REFRESH, given

pytestmark = pytest.mark.anyio

FORM = {"token": REFRESH, "token_type_hint": "refresh_token", "client_id": "countersign", "client_secret": PASSWORD}


@asynccontextmanager
async def revocable(folder: Path, credential: str = REVOCABLE) -> AsyncIterator[PlainApi]:
    """Lay out an API behind OAuth that was called once, with a refresh token that can be revoked."""
    async with plain_api(folder, CONNECTOR.replace(CREDENTIAL, credential)) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked))

        api.give = give
        await api.put_in(f"{REFRESH} {PASSWORD}")
        assert (await api.done()).status == "done"
        yield api


async def _rows(api: PlainApi) -> list[ConnectorSecret]:
    return await api.here.broker.store.read(lambda session: list(session.exec(select(ConnectorSecret))))


async def _told(api: PlainApi) -> str | None:
    acts = api.here.broker.ownership
    (listed,) = await api.here.broker.store.read(acts.secrets)
    words: str | None = listed["revocation"]
    return words


async def _nothing_is_kept(api: PlainApi) -> None:
    ended = [one for one in await _rows(api) if one.in_force is None]
    assert ended
    assert {(one.secret_sealed, one.access_sealed, one.revocation_sealed, one.revoke_at) for one in ended} == {
        (b"", None, None, None)
    }
    told = await api.audited()
    assert [word for word in (REFRESH, PASSWORD) if word in told or word.encode() in api.stored()] == []


async def test_what_is_removed_is_revoked_once_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        await api.remove()
        assert (await _told(api), isinstance(await api.ask(issue="9"), Refused)) == (UNDER_WAY, True)
        await api.here.broker.settle()
        assert api.given_back == [FORM]
        assert await _told(api) == "it was revoked at its server"
        await api.here.later(HOUR)
        assert len(api.given_back) == 1
        assert '"connector.revoked"' in await api.audited()
        await _nothing_is_kept(api)


async def test_what_is_replaced_is_revoked_once_the_other_is_signed(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        await api.put_in("another-refresh-token", sign=False)
        await api.here.broker.settle()
        assert api.given_back == []
        api.here.seal()
        await api.here.broker.settle()
        assert api.given_back == [FORM]
        assert (await api.done(issue="8")).status == "done"
        assert api.asked[-1]["refresh_token"] == "another-refresh-token"
        await _nothing_is_kept(api)


async def test_the_token_of_then_is_revoked_where_its_server_has_replaced_it(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked), refresh_token="refresh-token-of-later")

        api.give = give
        await api.here.later(HOUR)
        await api.remove()
        await api.here.broker.settle()
        assert api.given_back == [{**FORM, "token": "refresh-token-of-later"}]


async def test_a_token_that_is_put_in_once_more_is_not_revoked(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        await api.put_in(f"{REFRESH} another-client-secret")
        await api.here.broker.settle()
        assert (api.given_back, "in use still" in (await _told(api) or "")) == ([], True)
        await _nothing_is_kept(api)


UNANSWERED: dict[str, Answer | Exception] = {
    "no answer": NoAnswer("lost"),
    "no connection": NotSent("no way"),
    "a fault of the server": Answer(503, {"retry-after": "5"}, b"busy"),
    "too many": Answer(429, {}, b""),
    "a redirection": Answer(302, {"location": "https://elsewhere.example/"}, b""),
}


def _says(api: PlainApi, what: Answer | Exception) -> None:
    def answer() -> Answer:
        if isinstance(what, Exception):
            raise what
        return what

    api.revoke = answer


@pytest.mark.sweep(3)
@pytest.mark.parametrize("row", UNANSWERED)
async def test_a_server_that_does_not_answer_is_told_again_and_then_it_is_told_here(tmp_path: Path, row: str) -> None:
    async with revocable(tmp_path) as api:
        _says(api, UNANSWERED[row])
        await api.remove()
        for _ in range(3):
            await api.here.later(30)
        assert (len(api.given_back), await _told(api)) == (3, UNDER_WAY)
        for _ in range(60):
            await api.here.later(30)
        assert len(api.given_back) == 19, "for ten minutes, and no longer"
        assert await _told(api) == "it was not revoked: its server did not answer in time; end it there"
        assert '"connector.not_revoked"' in await api.audited()
        await _nothing_is_kept(api)


async def test_a_server_that_answers_at_the_second_time_has_revoked_it(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        _says(api, UNANSWERED["no answer"])
        await api.remove()
        await api.here.broker.settle()
        _says(api, Answer(200, {}, b""))
        await api.here.later(30)
        assert (len(api.given_back), await _told(api)) == (2, "it was revoked at its server")


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_a_server_that_refuses_is_not_asked_again_and_its_words_are_not_repeated(
    tmp_path: Path, status: int
) -> None:
    async with revocable(tmp_path) as api:
        _says(api, Answer(status, {}, f'{{"error": "unsupported_token_type {REFRESH}"}}'.encode()))
        await api.remove()
        await api.here.later(HOUR)
        assert len(api.given_back) == 1
        assert await _told(api) == f"it was not revoked: its server answered {status}; end it there"
        await _nothing_is_kept(api)


async def test_without_a_revocation_endpoint_it_is_told_that_the_server_knows_nothing(tmp_path: Path) -> None:
    async with revocable(tmp_path, OAUTH2) as api:
        await api.remove()
        await api.here.broker.settle()
        assert api.given_back == []
        assert "its connector names no revocation_endpoint" in (await _told(api) or "")
        await _nothing_is_kept(api)


async def test_a_connector_that_points_elsewhere_by_now_does_not_get_the_token_to_revoke(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        api.here.edit("tools/tracker.yaml", TOKEN_ENDPOINT, "https://login.other.example/token")
        await api.remove()
        await api.here.broker.settle()
        assert (api.given_back, "is not in force as it was" in (await _told(api) or "")) == ([], True)
        await _nothing_is_kept(api)


async def test_one_broker_tells_it_at_a_time(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        await api.remove()
        until = api.here.clock().replace(minute=3)
        busy = update(ConnectorSecret).values(lease="another broker's", lease_until=until)
        await api.here.broker.store.write(lambda session: session.connection().execute(busy).rowcount)
        await api.here.broker.settle()
        assert api.given_back == []
        for _ in range(8):
            await api.here.later(30)
        assert len(api.given_back) == 1


async def test_what_was_changed_where_it_is_kept_is_sent_nowhere(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        await api.remove()
        other = update(ConnectorSecret).values(revocation_sealed=b"changed")
        await api.here.broker.store.write(lambda session: session.connection().execute(other).rowcount)
        await api.here.broker.settle()
        assert (api.given_back, "was changed where it is kept" in (await _told(api) or "")) == ([], True)


@pytest.mark.parametrize("how", ["refused", "expired", "withdrawn"])
async def test_a_secret_that_nobody_signs_for_is_kept_no_longer_than_its_item_waits(tmp_path: Path, how: str) -> None:
    async with plain_api(tmp_path) as api:
        await api.put_in("a-secret-not-to-be-kept", sign=False)
        await api.here.broker.sweep()
        assert [bool(one.secret_sealed) for one in await _rows(api)] == [True]
        if how == "expired":
            api.here.clock.turn(HOUR)
        else:
            await api.here.broker.store.write(lambda session: _end(session, api, how))
        await api.here.broker.sweep()
        assert await _rows(api) == []
        assert '"connector.secret_not_signed"' in await api.audited()
        await api.put_in()
        await api.here.broker.sweep()
        assert (await api.done()).status == "done"


GOT = "got-refresh-token"
ENDS = ["refused", "expired", "withdrawn", "replaced", "removed"]


async def _unsigned_end(api: PlainApi, how: str) -> None:
    """Let what waits for a signature end without one."""
    if how == "expired":
        api.here.clock.turn(HOUR)
    elif how == "replaced":
        await api.put_in("another-refresh-token", sign=False)
    elif how == "removed":
        await api.remove()
    else:
        await api.here.broker.store.write(lambda session: _end(session, api, how))
    await api.here.broker.sweep()
    await api.here.broker.settle()


@pytest.mark.sweep(3)
@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("got", [True, False])
async def test_a_refresh_token_that_the_broker_got_and_nobody_signs_for_is_revoked_and_one_that_was_typed_is_not(
    tmp_path: Path, how: str, got: bool
) -> None:
    async with plain_api(tmp_path, CONNECTOR.replace(CREDENTIAL, REVOCABLE)) as api:
        await api.put_in(f"{GOT} {PASSWORD}", sign=False, got=got)
        await api.here.broker.sweep()
        await api.here.broker.settle()
        assert api.given_back == [], "it waits"
        await _unsigned_end(api, how)
        assert api.given_back == ([{**FORM, "token": GOT}] if got else [])
        assert ('"connector.revoked"' in await api.audited()) == got
        assert len(await _rows(api)) == (how == "replaced"), "nothing of it is kept"
        await api.here.later(HOUR)
        assert len(api.given_back) == got
        assert [word for word in (GOT, PASSWORD) if word in await api.audited()] == []


async def test_a_refresh_token_that_the_broker_got_and_that_is_signed_for_is_revoked_with_its_end(
    tmp_path: Path,
) -> None:
    async with revocable(tmp_path) as api:
        await api.put_in(f"{GOT} {PASSWORD}", got=True)
        await api.here.broker.sweep()
        await api.here.broker.settle()
        assert api.given_back == [FORM], "the one before, and not the one that was signed for"
        assert [one.revocation for one in await _rows(api) if one.in_force] == [None]
        await api.remove()
        await api.here.broker.settle()
        assert api.given_back == [FORM, {**FORM, "token": GOT}]


@pytest.mark.parametrize("how", ["refused", "replaced"])
async def test_one_that_nobody_signs_for_and_that_is_in_use_too_is_not_revoked(tmp_path: Path, how: str) -> None:
    async with revocable(tmp_path) as api:
        await api.put_in(f"{REFRESH} {PASSWORD}", sign=False, got=True)  # a server may give the same one again
        await _unsigned_end(api, how)
        assert api.given_back == []
        assert (await api.done(issue="8")).status == "done"


async def test_one_that_nobody_signs_for_stays_told_where_its_server_does_not_take_it_back(tmp_path: Path) -> None:
    async with revocable(tmp_path) as api:
        _says(api, Answer(400, {}, b""))
        await api.put_in(GOT, sign=False, got=True)
        await _unsigned_end(api, "refused")
        words = "a refresh token that nobody signed for: it was not revoked: its server answered 400; end it there"
        await api.here.broker.sweep()
        assert await _told(api) == words
        assert (await api.audited()).count('"connector.secret_not_signed"') == 1
        await _nothing_is_kept(api)
        assert (await api.done(issue="8")).status == "done"
        assert len(api.given_back) == 1


async def test_without_a_revocation_endpoint_one_that_nobody_signs_for_is_forgotten(tmp_path: Path) -> None:
    async with plain_api(tmp_path, CONNECTOR.replace(CREDENTIAL, OAUTH2)) as api:
        await api.put_in(GOT, sign=False, got=True)
        await _unsigned_end(api, "refused")
        assert (await _rows(api), api.given_back) == ([], [])


async def test_one_that_was_replaced_and_is_being_revoked_cannot_be_signed_for_any_more(tmp_path: Path) -> None:
    async with plain_api(tmp_path, CONNECTOR.replace(CREDENTIAL, REVOCABLE)) as api:
        _says(api, UNANSWERED["no answer"])
        await api.put_in(GOT, sign=False, got=True)
        await _unsigned_end(api, "replaced")
        perform, now = api.here.broker.phone.perform["secret"], api.here.clock()

        def sign(session: Session, which: int) -> None:
            mine = session.exec(select(Proposal).where(col(Proposal.kind) == "secret"))
            row = sorted(mine, key=lambda one: one.document.count(first))[which]
            perform(session, parse(row.document).items[0], row, now)

        first = next(one.id for one in await _rows(api) if one.removed_at is not None)
        with pytest.raises(CannotPerform, match="another secret was put in since"):
            await api.here.broker.store.write(lambda session: sign(session, 1))
        await api.here.broker.store.write(lambda session: sign(session, 0))  # the control: the one that came after it


def _end(session: Session, api: PlainApi, how: str) -> None:
    row, now = session.exec(select(Proposal)).all()[-1], api.here.clock()
    if how == "withdrawn":
        assert withdraw(session, row.id, now, "not any more")
    else:
        perform = api.here.broker.phone.perform
        assert decide(session, perform, row, verb="refuse", reason=None, evidence=None, now=now)
