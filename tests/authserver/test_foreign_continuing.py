"""Going on with a grant, changing it and giving it up, as somebody else's client instance (RFC 9635 §5, §11.33)."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.approval.rights_document import parse
from broker.authserver import grants
from broker.gnap.http_message import HttpMessage
from broker.store.query import Session, select
from broker.store.tables import ServerGrant, ServerToken
from tests.authserver.foreign import CALLBACK, FORBIDDEN, HISTORY, READ, Foreign, approvals_of, grants_of
from tests.authserver.wire import error_of
from tests.home import WAIT, Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

SUBJECT = {"subject": {"sub_id_formats": ["opaque"]}}


def _redirect(path: str = "1", client_nonce: str = "client-nonce") -> Json:
    finish = {"method": "redirect", "uri": CALLBACK + path, "nonce": client_nonce}
    return {"start": ["redirect"], "finish": finish}


async def _again(shop: Foreign, answer: Json, content: Json | None = None, method: str = "POST") -> httpx2.Response:
    """Put a question once more, with the same token, newly signed and at once."""
    going_on = answer["continue"]
    return await shop.send(shop.signed(method, going_on["uri"], content, going_on["access_token"]["value"]))


async def _tokens(here: Home) -> list[ServerToken]:
    def work(session: Session) -> list[ServerToken]:
        return [row.model_copy() for row in session.exec(select(ServerToken))]

    return await here.broker.store.read(work)


async def _set(here: Home, **values: Any) -> None:
    """Write columns of the one grant that there is."""

    def work(session: Session) -> None:
        row = session.exec(select(ServerGrant)).one()
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    await here.broker.store.write(work)


async def _reference(shop: Foreign, answer: Json) -> Json:
    """Let the owner come by and answer; return what the browser brings back to the client."""
    path = answer["interact"]["redirect"].removeprefix(shop.here.broker.settings.public_url)
    onward = await shop.here.phone._post(path, {})
    await shop.here.phone._answer(onward["next"], "approve", None)
    done = await shop.here.phone._browser.get(
        f"/interact/done/{await _visit(shop.here)}", headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}
    )
    query = dict(part.split("=") for part in done.headers["location"].partition("?")[2].split("&"))
    return {"interact_ref": query["interact_ref"]}


async def _visit(here: Home) -> str:
    from broker.store.tables import Visit

    return await here.broker.store.read(lambda session: session.exec(select(Visit.id)).one())


@pytest.mark.requirement("C-5-9", "C-5-6", "C-5-12")
async def test_a_lost_answer_to_a_poll_is_given_again_until_its_token_is_used(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        first = (await shop.ask(READ)).json()
        lost = (await shop.go_on(first)).json()
        assert (await _again(shop, first)).json() == lost
        assert lost["continue"]["access_token"] != first["continue"]["access_token"]
        other = await _again(shop, first, {"interact_ref": "A" * 43})
        assert error_of(other) == "invalid_continuation", "another question is another question"
        assert "continue" in (await shop.go_on(lost)).json()
        assert error_of(await _again(shop, first)) == "invalid_continuation"


async def test_a_stale_continuation_token_changes_nothing_when_the_window_is_over(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        first = (await shop.ask(READ)).json()
        newer = (await shop.go_on(first)).json()
        here.clock.turn(601)
        for content, method in ((None, "POST"), ({"access_token": {"access": [HISTORY]}}, "PATCH"), (None, "DELETE")):
            assert error_of(await _again(shop, first, content, method)) == "invalid_continuation", method
        assert [row.state for row in await grants_of(here)] == ["pending"]
        await shop.decide(newer)
        assert (await shop.go_on(newer)).json()["access_token"]["access"] == [READ]


@pytest.mark.requirement("C-5.1-3", "C-1.5-6", "C-5.4-2")
@pytest.mark.promise("P2")
async def test_a_reference_outside_of_pending_ends_the_grant_and_all_that_it_issued(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect())).json()
        reference = await _reference(shop, answer)
        granted = (await shop.go_on(answer, reference)).json()
        assert (await _again(shop, answer, reference)).json() == granted, "the same question, while the window lasts"
        assert [row.state for row in await grants_of(here)] == ["approved"]
        replayed = await _again(shop, answer, {"interact_ref": "B" * 43})
        assert (replayed.status_code, error_of(replayed)) == (429, "too_many_attempts")
        assert [(row.state, row.ending) for row in await grants_of(here)] == [("finalized", "revoked")]
        assert [row.revoked_at is not None for row in await _tokens(here)] == [True]
        assert error_of(await shop.manage(granted["access_token"])) == "invalid_rotation"


@pytest.mark.requirement("C-5.1-6", "C-5.1-2", "C-4.2.1-1")
async def test_a_wrong_reference_moves_nothing_and_the_right_one_moves_the_grant(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect())).json()
        reference = await _reference(shop, answer)
        wrong = await shop.go_on(answer, {"interact_ref": "A" * 43})
        assert error_of(wrong) == "invalid_interaction"
        assert wrong.json()["continue"] == answer["continue"]
        assert set((await shop.go_on(answer)).json()) == {"continue"}, (
            "a poll learns nothing where a finish was promised"
        )
        newest = (await _again(shop, answer)).json()
        assert "access_token" in (await shop.go_on(newest, reference)).json()


@pytest.mark.requirement("C-1.5-7")
@pytest.mark.promise("P14")
async def test_a_bounded_grant_has_no_continuation_and_a_poll_in_approved_issues_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        assert "continue" not in await shop.approved(READ)
        answer = (await shop.ask(HISTORY)).json()
        await shop.decide(answer)
        [_, grant] = await grants_of(here)
        await _unbounded(here, grant.id)
        granted = (await shop.go_on(answer)).json()
        assert set(granted) == {"access_token", "continue"}
        before = len(await _tokens(here))
        polled = (await shop.go_on(granted)).json()
        assert set(polled) == {"continue"}
        assert len(await _tokens(here)) == before
        assert error_of(await _again(shop, polled)) == "too_fast"
        ended = await shop.go_on(polled, {"interact_ref": "A" * 43})
        assert error_of(ended) == "too_many_attempts"
        assert [row.state for row in await grants_of(here)] == ["approved", "finalized"]


async def _unbounded(here: Home, grant: str) -> None:
    """Let a grant's tokens work as often as they like: no policy of this version says so."""

    def work(session: Session) -> None:
        row = session.get_one(ServerGrant, grant)
        row.token_uses = None
        row.tokens = [one | {"uses": None} for one in row.tokens or []]
        session.add(row)

    await here.broker.store.write(work)


@pytest.mark.requirement("C-5.4-1", "C-5.4-2", "C-5.4-3", "C-5.4-4", "C-1.5-5", "C-5.3-2")
async def test_deleting_an_approved_grant_ends_its_tokens_and_nothing_revives_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        await _unbounded(here, (await grants_of(here))[0].id)
        granted = (await shop.go_on(answer)).json()
        gone = await _again(shop, granted, method="DELETE")
        assert (gone.status_code, gone.content) == (204, b"")
        assert [row.revoked_at is not None for row in await _tokens(here)] == [True]
        assert [(row.state, row.ending) for row in await grants_of(here)] == [("finalized", "revoked")]
        for content, method in ((None, "POST"), ({"access_token": {"access": [READ]}}, "PATCH"), (None, "DELETE")):
            assert error_of(await shop.go_on(granted, content, method)) == "invalid_continuation", method
        assert error_of(await shop.manage(granted["access_token"])) == "invalid_rotation"
        assert (await shop.manage(granted["access_token"], "DELETE")).status_code == 204


@pytest.mark.requirement("C-5.2-5")
async def test_a_client_that_polls_without_end_is_told_so_and_the_grant_ends(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await _set(here, version=grants.MOST_ANSWERS - 2)
        answer = (await shop.go_on(answer)).json()
        refused = await shop.go_on(answer)
        assert (refused.status_code, error_of(refused)) == (429, "too_many_attempts")
        assert "continue" not in refused.json()
        assert [row.state for row in await grants_of(here)] == ["finalized"]
        assert await here.phone.waiting() == ()


@pytest.mark.requirement("C-5.3-2", "C-5.3-7", "C-5.1-5")
@pytest.mark.promise("P2")
async def test_a_modification_asks_anew_and_what_was_decided_before_counts_for_nothing(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        changed = (await shop.go_on(answer, {"access_token": {"access": [HISTORY]}}, "PATCH")).json()
        assert set(changed) == {"continue"}
        old, new = await approvals_of(here)
        assert (old.withdrawn_at is not None, new.decision) == (True, None)
        assert parse(new.document).tokens[0].access == [HISTORY]
        polled = (await shop.go_on(changed)).json()
        assert set(polled) == {"continue"}, "the answer to the request before is no answer to this one"
        await shop.decide(polled)
        granted = (await shop.go_on(polled)).json()
        assert granted["access_token"]["access"] == [HISTORY]
        assert [row.id for row in await grants_of(here)] == [old.grant]


@pytest.mark.requirement("C-5.3-7", "C-3.3-1")
async def test_a_new_interaction_has_a_new_nonce_and_the_ways_of_before_lead_nowhere(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_redirect())).json()
        before = await _reference(shop, answer)
        changed = (await shop.go_on(answer, {"interact": _redirect("2", "another-nonce")}, "PATCH")).json()
        assert set(changed["interact"]) == {"redirect", "finish", "expires_in"}
        assert changed["interact"]["finish"] != answer["interact"]["finish"]
        assert changed["interact"]["redirect"] != answer["interact"]["redirect"]
        [grant] = await grants_of(here)
        assert (grant.finish_uri, grant.finish_nonce) == (f"{CALLBACK}2", "another-nonce")
        refused = await shop.go_on(changed, before)
        assert error_of(refused) == "invalid_interaction"
        reference = await _reference(shop, changed)
        assert "access_token" in (await shop.go_on(changed, reference)).json()


async def test_a_lost_answer_to_a_modification_is_given_again_and_asks_nobody_twice(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        change = {"access_token": {"access": [HISTORY]}, "interact": {"start": ["redirect"]}}
        changed = (await shop.go_on(answer, change, "PATCH")).json()
        assert (await _again(shop, answer, change, "PATCH")).json() == changed
        assert len(await approvals_of(here)) == 2
        other = await _again(shop, answer, {"access_token": {"access": [READ]}}, "PATCH")
        assert error_of(other) == "invalid_continuation"


@pytest.mark.requirement("C-5.3-6", "C-1.5-7")
async def test_what_was_issued_before_a_modification_stays_as_it_was(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        await _unbounded(here, (await grants_of(here))[0].id)
        granted = (await shop.go_on(answer)).json()
        [before] = await _tokens(here)
        changed = (await shop.go_on(granted, {"access_token": {"access": [HISTORY]}}, "PATCH")).json()
        assert set(changed) == {"continue"}
        assert await _tokens(here) == [before]
        await shop.decide(changed)
        then = (await shop.go_on(changed)).json()
        assert then["access_token"]["access"] == [HISTORY]
        first, second = sorted(await _tokens(here), key=lambda row: row.issued_at)
        assert (first, second.access) == (before, [HISTORY])
        assert (await shop.manage(granted["access_token"])).status_code == 200


REFUSED_CHANGES: dict[str, tuple[Json, str]] = {
    "what the policy denies": ({"access_token": {"access": [FORBIDDEN]}}, "request_denied"),
    "a reference that stands for nothing": ({"access_token": {"access": ["dolphin"]}}, "request_denied"),
    "a user that nobody knows": ({"user": "XUT2MFM1XBIKJKSDU8QM"}, "unknown_user"),
    "a finish URI of somebody else": (
        {"interact": _redirect() | {"finish": {"method": "redirect", "uri": "https://evil.example/", "nonce": "n"}}},
        "invalid_request",
    ),
}


@pytest.mark.requirement("C-5.3-3")
async def test_a_change_that_may_not_be_leaves_the_request_as_it_was(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        for row, (change, code) in REFUSED_CHANGES.items():
            refused = await shop.go_on(answer, change, "PATCH")
            assert error_of(refused) == code, row
            assert refused.json()["continue"] == answer["continue"], row
        for content in ({"client": {"key": shop.key_object}}, {"interact_ref": "x", "user": "y"}):
            assert error_of(await shop.go_on(answer, content, "PATCH")) == "invalid_request"
        assert error_of(await _again(shop, answer, {"user": "x"}, "PATCH")) == "unknown_user"
        assert len(await approvals_of(here)) == 1
        await shop.decide(answer)
        assert (await shop.go_on(answer)).json()["access_token"]["access"] == [READ]


@pytest.mark.requirement("C-5-8")
async def test_a_modification_before_its_time_is_too_fast_and_giving_up_never_is(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        early = await _again(shop, answer, {"access_token": {"access": [HISTORY]}}, "PATCH")
        assert (early.status_code, error_of(early)) == (429, "too_fast")
        assert (await _again(shop, answer, method="DELETE")).status_code == 204
        assert await here.phone.waiting() == ()


async def test_a_subject_is_added_by_a_modification_whose_owner_comes_by(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        change = SUBJECT | {"interact": {"start": ["redirect"]}}
        changed = (await shop.go_on(answer, change, "PATCH")).json()
        document = parse((await approvals_of(here))[-1].document)
        assert document.subject is not None
        assert document.tokens[0].access == [READ]
        await shop.visit(changed["interact"]["redirect"])
        assert {"access_token", "subject"} <= set((await shop.go_on(changed)).json())


async def test_a_visit_before_a_modification_releases_nothing_after_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact={"start": ["redirect"]}, **SUBJECT)).json()
        await shop.visit(answer["interact"]["redirect"])
        changed = (await shop.go_on(answer, {"access_token": {"access": [HISTORY]}}, "PATCH")).json()
        await shop.decide(changed)
        assert set((await shop.go_on(changed)).json()) == {"access_token"}


@pytest.mark.requirement("C-1.5-1")
async def test_a_request_whose_time_ran_out_is_neither_continued_nor_modified(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        for access, content, method in ((READ, None, "POST"), (HISTORY, {"access_token": {"access": [READ]}}, "PATCH")):
            answer = (await shop.ask(access)).json()
            here.clock.turn(24 * 3600)
            late = await shop.go_on(answer, content, method)
            assert error_of(late) == "request_denied"
            assert "continue" not in late.json()
            assert error_of(await shop.go_on(answer)) == "invalid_continuation"
        assert {row.ending for row in await grants_of(here)} == {"expired"}


@pytest.mark.requirement("C-5-2", "C-5-3", "C-5-5")
async def test_a_grant_goes_on_with_its_own_key_and_its_own_token_only(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, other = await Foreign.registered(here), await Foreign.registered(here, name="other", seed=22)
        one, two = (await shop.ask(READ)).json(), (await shop.ask(HISTORY)).json()
        here.clock.turn(WAIT)
        uri, token = one["continue"]["uri"], one["continue"]["access_token"]["value"]
        for method, content in (("POST", None), ("PATCH", {"access_token": {"access": [HISTORY]}}), ("DELETE", None)):
            crossed = await shop.send(shop.signed(method, uri, content, two["continue"]["access_token"]["value"]))
            assert error_of(crossed) == "invalid_continuation"
            stolen = await other.send(other.signed(method, uri, content, token))
            assert error_of(stolen) == "invalid_client"
            unsigned = await shop.send(shop.plain(method, uri, content, token))
            assert error_of(unsigned) == "invalid_client"
            bare = await shop.send(shop.signed(method, uri, content))
            assert error_of(bare) == "invalid_continuation"
        unknown = HttpMessage("POST", f"{shop.endpoint}/continue/as_nothing", (("authorization", "GNAP x"),))
        assert error_of(await shop.send(shop.proved(unknown))) == "invalid_continuation"
        assert len(json.dumps((await _again(shop, one)).json())) > 0
        assert [row.state for row in await grants_of(here)] == ["pending", "pending"]
