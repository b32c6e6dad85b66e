"""Start modes on the wire: what a client is answered, how its owner comes by them, and what it learns of its owner."""

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from broker.authserver import subject, visits
from broker.gnap.interaction import hash_matches
from broker.gnap.keys import parse_key
from broker.store.query import select
from broker.store.tables import ServerGrant, Visit
from tests.authserver.foreign import CALLBACK, HISTORY, Foreign, grants_of
from tests.authserver.wire import error_of
from tests.home import PUBLIC_URL, Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

NONCE = "nonce-of-the-client"
FINISH: Json = {"method": "redirect", "uri": f"{CALLBACK}back", "nonce": NONCE}
WHO: Json = {"sub_id_formats": ["opaque", "iss_sub", "email"], "assertion_formats": ["id_token", "saml2"]}


def _interact(*start: str, finish: Json | None = None) -> Json:
    return {"start": list(start)} | ({"finish": finish} if finish else {})


async def _asked(client: Foreign, *start: str, finish: Json | None = None, **members: Any) -> Json:
    response = await client.ask(HISTORY, interact=_interact(*start, finish=finish), **members)
    assert response.status_code == 200, response.text
    answer: Json = response.json()
    return answer


async def _back(here: Home, client: Foreign, answer: Json, verb: str = "approve") -> str:
    """Let the owner come by the redirect URI and answer; return where the browser is sent then."""
    path = answer["interact"]["redirect"].removeprefix(PUBLIC_URL)
    onward = (await here.phone._post(path, {}))["next"]
    options = await here.phone._post(f"{onward}/options", {"verb": verb})
    signed = {"verb": verb, "assertion": here.passkey.get(options, here.phone.origin)}
    done = (await here.phone._post(f"{onward}/decide", signed))["next"]
    response: httpx2.Response = await here.phone._browser.get(done, follow_redirects=False)
    assert response.status_code == 303
    return response.headers["location"]


def _reference(client: Foreign, answer: Json, location: str) -> str:
    """Check the hash as the client must, and return the reference."""
    query = parse_qs(urlsplit(location).query, strict_parsing=True)
    (given,), (reference,) = query["hash"], query["interact_ref"]
    assert hash_matches(given, NONCE, answer["interact"]["finish"], reference, client.endpoint)
    return reference


@pytest.mark.requirement("C-3.3-1", "C-3.3-2", "C-3.3.1-1", "C-3.3.1-2", "C-3.3.2-1", "C-3.3.3-1", "C-3.3.3-3")
@pytest.mark.requirement("C-3.3.3-5", "C-3.3.4-1", "C-3.3.4-2", "C-3.3.4-3", "C-4.1.1-4", "C-4.1.2-2", "C-4.1.2-3")
async def test_each_start_mode_that_was_asked_for_is_answered_and_no_other(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        for mode in visits.START_MODES:
            given = (await _asked(client, mode))["interact"]
            assert set(given) == {mode, "expires_in"}
            assert given["expires_in"] == (600 if mode in visits.CODE_MODES else 3600)
        both = [(await _asked(client, *visits.START_MODES, "carrier-pigeon"))["interact"] for _ in range(2)]
        for given in both:
            assert set(given) == {*visits.START_MODES, "expires_in"}
            for mode in visits.URI_MODES:
                start, secret = given[mode].rsplit("/", 1)
                assert (start, len(secret)) == (f"{PUBLIC_URL}/interact", 43)
                assert not {"alice", "shop"} & set(given[mode].split("/"))
            for code in (given["user_code"], given["user_code_uri"]["code"]):
                assert (len(code), set(code) - set(visits.LETTERS)) == (8, set())
            assert given["user_code_uri"]["uri"] == f"{PUBLIC_URL}/code"
        told = [json.dumps(given[mode]) for given in both for mode in visits.START_MODES]
        assert len(set(told)) == len(told)


@pytest.mark.requirement("C-2.5.1-2")
async def test_a_start_mode_that_is_not_registered_is_left_out(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here, start_modes=["user_code"])
        given = (await _asked(client, "redirect", "user_code"))["interact"]
        assert set(given) == {"user_code", "expires_in"}


@pytest.mark.requirement("C-3.3-4")
async def test_start_modes_are_given_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        answer = await _asked(client, "redirect")
        assert set((await client.go_on(answer)).json()) == {"continue"}


@pytest.mark.requirement("C-4.2.1-1", "C-4.2.3-1", "C-4.2-3", "C-3.3.5-1", "C-2.5.2-12", "C-2.5.2-11")
async def test_an_owner_who_came_by_the_link_takes_hash_and_reference_back_and_the_client_goes_on(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        client = await Foreign.registered(here)
        answer = await _asked(client, "redirect", finish=FINISH)
        location = await _back(here, client, answer)
        assert location.startswith(f"{CALLBACK}back?hash=")
        reference = _reference(client, answer, location)
        assert error_of(await client.go_on(answer, {"interact_ref": reference[::-1]})) == "invalid_interaction"
        granted = (await client.go_on(answer, {"interact_ref": reference})).json()
        assert granted["access_token"]["access"] == [HISTORY]
        (row,) = await grants_of(here)
        assert (row.visited_by, row.state) == ("alice", "approved")


@pytest.mark.requirement("C-4.2-1")
async def test_a_refusal_is_taken_back_in_the_same_way(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        answer = await _asked(client, "redirect", finish=FINISH)
        reference = _reference(client, answer, await _back(here, client, answer, "refuse"))
        assert error_of(await client.go_on(answer, {"interact_ref": reference})) == "user_denied"


@pytest.mark.requirement("C-4.2-6")
async def test_a_grant_that_its_client_gave_up_leads_nobody_back(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        answer = await _asked(client, "redirect", finish=FINISH)
        path = answer["interact"]["redirect"].removeprefix(PUBLIC_URL)
        await here.phone._post(path, {})
        assert (await client.go_on(answer, method="DELETE")).status_code == 204
        visit = await here.broker.store.read(lambda session: session.exec(select(Visit.id)).one())
        done = await here.phone._browser.get(f"/interact/done/{visit}", follow_redirects=False)
        assert (done.status_code, "location" in done.headers) == (404, False)


async def _subject(here: Home, client: Foreign, asked: Json, *, visit: bool = True) -> Json | None:
    """Ask for access and for who the owner is; return the `subject` that is released."""
    answer = await _asked(client, "redirect", finish=FINISH if visit else None, subject=asked)
    if visit:
        granted = await client.go_on(
            answer, {"interact_ref": _reference(client, answer, await _back(here, client, answer))}
        )
    else:
        await here.approve()
        granted = await client.go_on(answer)
    content = granted.json()
    assert "access_token" in content, content
    released: Json | None = content.get("subject")
    return released


@pytest.mark.requirement("C-3.4-2", "C-3.4-3", "C-3.4-6", "C-3.4-8")
async def test_who_the_owner_is_is_told_to_whom_they_came_from_under_a_name_for_that_client_alone(
    tmp_path: Path,
) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        told = await _subject(here, shop, WHO)
        assert told is not None
        assert set(told) == {"sub_ids", "assertions"}
        opaque, issued = told["sub_ids"]
        assert (opaque["format"], set(opaque)) == ("opaque", {"format", "id"})
        assert issued == {"format": "iss_sub", "iss": PUBLIC_URL, "sub": opaque["id"]}
        assert "alice" not in json.dumps(told)
        assert [one["format"] for one in told["assertions"]] == ["id_token"]
        again = await _subject(here, shop, {"sub_id_formats": ["opaque"]})
        assert again == {"sub_ids": [opaque]}
        other = await Foreign.registered(here, name="other", seed=22)
        theirs = await _subject(here, other, {"sub_id_formats": ["opaque"]})
        assert theirs is not None
        assert theirs["sub_ids"] != [opaque]


async def test_the_id_token_is_signed_by_the_installation_for_this_client_and_a_short_time(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        told = await _subject(here, client, WHO)
        assert told is not None
        header, claims, signature = told["assertions"][0]["value"].split(".")
        context = here.broker.server._context
        key = await here.broker.store.write(lambda session: subject.token_key(session, context))
        assert key.public.verify(_unb64(signature), f"{header}.{claims}".encode())
        assert json.loads(_unb64(header)) == {"alg": "EdDSA", "kid": key.public.thumbprint, "typ": "JWT"}
        now = int(here.clock().timestamp())
        said = json.loads(_unb64(claims))
        assert said.pop("auth_time") <= now
        assert said == {
            "iss": PUBLIC_URL,
            "sub": told["sub_ids"][0]["id"],
            "aud": parse_key(client.key_object).identity,
            "iat": now,
            "exp": now + 300,
        }


@pytest.mark.requirement("C-3.4-1")
async def test_an_owner_who_answered_from_the_inbox_is_not_told_of(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        assert await _subject(here, client, WHO, visit=False) is None
        assert await _subject(here, client, WHO) is not None


@pytest.mark.requirement("C-2.2-3")
async def test_somebody_else_than_the_owner_is_not_asked_for(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        told = await _subject(here, client, {"sub_id_formats": ["opaque"]})
        assert told is not None
        (mine,) = told["sub_ids"]
        others: list[Json] = [
            {"format": "opaque", "id": mine["id"][::-1]},
            {"format": "iss_sub", "iss": "https://as.example", "sub": mine["id"]},
            {"format": "email", "email": "alice@example.com"},
        ]
        for other in others:
            for named in ([other], [mine, other]):
                asked = {"sub_id_formats": ["opaque"], "sub_ids": named}
                response = await client.ask(HISTORY, interact=_interact("redirect"), subject=asked)
                assert error_of(response) == "request_denied"
        assert await _subject(here, client, {"sub_id_formats": ["opaque"], "sub_ids": [mine]}) == {"sub_ids": [mine]}


async def test_what_is_asked_for_beyond_what_is_told_here_is_left_out(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        assert await _subject(here, client, {"sub_id_formats": ["email"], "assertion_formats": ["saml2"]}) is None


async def _set_address(here: Home, address: str = "Alice@Example.org", owner: str = "alice") -> None:
    """Let alice sign for an address of hers."""
    propose = here.broker.ownership.propose_email
    await here.broker.store.write(lambda session: propose(session, owner, address, here.clock(), None).id)
    here.seal()


async def _clear_address(here: Home) -> None:
    await here.broker.store.write(lambda session: here.broker.ownership.clear_email(session, "alice", here.clock()))


MAIL: Json = {"format": "email", "email": "alice@example.org"}


@pytest.mark.requirement("C-3.4-1", "C-3.4-8")
@pytest.mark.promise("P8")
async def test_the_owners_address_is_told_where_it_was_asked_for_by_whom_they_came_from_and_not_otherwise(
    tmp_path: Path,
) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        asked = {"sub_id_formats": ["email"]}
        assert await _subject(here, client, asked) is None  # before there is one
        await _set_address(here)
        assert await _subject(here, client, asked) == {"sub_ids": [MAIL]}
        told = await _subject(here, client, WHO)
        assert told is not None
        assert [one["format"] for one in told["sub_ids"]] == ["opaque", "iss_sub", "email"]
        assert "alice" not in json.dumps(await _subject(here, client, {"sub_id_formats": ["opaque", "iss_sub"]}))
        assert await _subject(here, client, asked, visit=False) is None
        await _clear_address(here)
        assert await _subject(here, client, asked) is None


@pytest.mark.promise("P8")
@pytest.mark.parametrize("name", ["unchanged", "set only afterwards", "changed afterwards", "cleared afterwards"])
async def test_no_other_address_is_told_than_the_one_that_the_owner_saw(tmp_path: Path, name: str) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        if name != "set only afterwards":
            await _set_address(here)
        answer = await _asked(client, "redirect", finish=FINISH, subject={"sub_id_formats": ["opaque", "email"]})
        reference = _reference(client, answer, await _back(here, client, answer))
        if name == "cleared afterwards":
            await _clear_address(here)
        elif name != "unchanged":
            await _set_address(here, "elsewhere@example.org")
        response = await client.go_on(answer, {"interact_ref": reference})
        if name == "unchanged":
            assert MAIL in response.json()["subject"]["sub_ids"]
        else:
            assert error_of(response) == "request_denied"
            assert "example.org" not in response.text


@pytest.mark.promise("P8")
@pytest.mark.requirement("C-2.2-3")
async def test_whether_an_address_is_the_owners_is_told_to_nobody_who_guesses(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        client = await Foreign.registered(here)
        await _set_address(here)
        answers = []
        for address in ("alice@example.org", "bob@example.org"):
            who = {"sub_ids": [{"format": "email", "email": address}]}
            asked = {"sub_id_formats": ["opaque"]}
            refused = await client.ask(HISTORY, interact=_interact("redirect"), subject=asked | who)
            hinted = await client.ask(HISTORY, interact=_interact("redirect"), user=who)
            answers.append((error_of(refused), hinted.status_code))
        assert answers == [("request_denied", 200)] * 2
        assert (await client.ask(HISTORY, interact=_interact("redirect"), subject=asked)).status_code == 200


HELD_BACK: dict[str, Json] = {
    "nobody came by a start mode": {"visited_by": None, "visited_at": None},
    "somebody else came": {"visited_by": "bob"},
    "not approved": {"state": "pending"},
    "ended meanwhile": {"state": "finalized"},
    "nothing was asked": {"subject": None},
}


@pytest.mark.requirement("C-3.4-1", "C-3.4-8")
@pytest.mark.parametrize("name", [*HELD_BACK, "the control"])
async def test_subject_information_is_held_back_for_each_reason_by_itself(tmp_path: Path, name: str) -> None:
    async with home(tmp_path) as here:
        now, context = here.clock(), here.broker.server._context
        good: Json = {"subject": WHO, "state": "approved", "visited_by": "alice", "visited_at": now}
        row = ServerGrant(
            id="as_1",
            thumbprint="key-of-the-shop",
            agent="shop",
            owner="alice",
            access=[],
            rule="r",
            created_at=now,
            updated_at=now,
            expires_at=now,
            **good | HELD_BACK.get(name, {}),
        )
        told = await here.broker.store.write(lambda session: visits.subject_of(session, context, row))
        assert (told is not None) == (name == "the control")


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
