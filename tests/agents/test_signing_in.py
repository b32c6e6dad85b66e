"""An agent's host signs in by OAuth: the official client, through the owner's page, to the agents' door."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import anyio
import httpx2
import pytest
from mcp import Client
from mcp.client.auth import OAuthFlowError
from mcp.client.streamable_http import streamable_http_client

from broker.agents.credentials import new_credential
from broker.agents.sign_ins import ACCESS, REFRESH
from broker.approval.proposal import CredentialItem
from broker.store.query import Session, select, update
from broker.store.tables import Agent, AgentHost, Audit, HostSignIn, HostToken, HostVisit, Proposal
from tests.actors import PATIENCE, served
from tests.agents.lines import reissue
from tests.agents.signing_in import (
    ASK,
    CHALLENGE,
    DOCUMENT,
    DOOR,
    HELLO,
    REDIRECT,
    Program,
    Rerouted,
    Web,
    at,
    browser,
    code_for,
    document,
    enrolled,
    knock,
    opened,
    redeeming,
    refreshing,
    sent_back,
)
from tests.home import PUBLIC_URL, Home, home

pytestmark = pytest.mark.anyio

TAKES = {"Accept": "application/json, text/event-stream"}
REFUSE = re.compile(r'href="([^"]*)" data-refuse')
ONWARD = re.compile(r'href="([^"]*)" data-onward')


@pytest.fixture
def web() -> Web:
    made = Web()
    made.publish(json.dumps(document()).encode())
    return made


@pytest.fixture
async def house(tmp_path: Path, web: Web) -> AsyncIterator[Home]:
    async with home(tmp_path) as made:
        setattr(made.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        yield made


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_official_client_signs_in_through_the_owners_page_and_lists_its_tools(house: Home, mode: str) -> None:
    program = Program(house)
    with anyio.fail_after(PATIENCE):
        async with (
            served(house.broker.app) as url,
            httpx2.AsyncClient(transport=Rerouted(url), auth=program.auth) as http,
            Client(streamable_http_client(DOOR, http_client=http), mode=mode) as client,
        ):
            names = [tool.name for tool in (await client.list_tools()).tools]
    assert "what_may_i_do" in names
    assert program.back["iss"] == f"{PUBLIC_URL}/oauth"
    rows = await house.broker.store.read(
        lambda session: [*session.exec(select(AgentHost)), *session.exec(select(Agent))]
    )
    assert [(row.agent, row.client_id) for row in rows if isinstance(row, AgentHost)] == [("visitor", DOCUMENT)]
    assert [row.owner for row in rows if isinstance(row, Agent) and row.name == "visitor"] == ["alice"]


async def test_the_enrolment_shows_who_asks_and_where_the_browser_goes(house: Home) -> None:
    page = (await opened(house, urlencode(ASK))).text
    for shown in ("client.example", DOCUMENT, "Some Agent", "127.0.0.1:7777", "its own words"):
        assert shown in page
    proposal = await enrolled(house, urlencode(ASK))
    assert (await house.phone.open_proposals()) == (proposal,)
    page = (await browser(house).get(f"/proposals/{proposal}")).text
    for shown in ("client.example", DOCUMENT, "Some Agent", REDIRECT, "visitor", "any program on it"):
        assert shown in page
    assert "/oauth/done/" not in page
    assert await agents_of(house) == {"scout"}  # nothing widened before the signature


async def test_opening_the_page_changes_nothing_and_without_a_session_nothing_is_even_fetched(
    house: Home, web: Web
) -> None:
    await opened(house, urlencode(ASK))
    assert await house.broker.store.read(lambda session: list(session.exec(select(HostVisit)))) == []
    fetched = len(web.fetched)
    async with at(house) as stranger:
        page = await stranger.get(f"/oauth/authorize?{urlencode(ASK)}")
    assert 'data-page="signin"' in page.text
    assert "client.example" not in page.text
    assert len(web.fetched) == fetched > 0


async def test_a_refusal_goes_back_to_the_program_and_leaves_no_agent(house: Home) -> None:
    program = Program(house, verb="refuse")
    async with at(house, program.auth) as http:
        with pytest.raises(OAuthFlowError, match="No authorization code"):
            await http.post("/mcp", json=HELLO, headers=TAKES)
    assert program.back["error"] == "access_denied"
    assert program.back["iss"] == f"{PUBLIC_URL}/oauth"
    assert await agents_of(house) == {"scout"}
    refused = httpx2.URL(REFUSE.findall((await opened(house, urlencode(ASK))).text)[0].replace("&amp;", "&"))
    assert (refused.params["error"], refused.params["state"]) == ("access_denied", ASK["state"])


async def test_only_the_browser_that_came_with_the_request_is_sent_back(house: Home) -> None:
    proposal = await enrolled(house, urlencode(ASK))
    assert (await browser(house).get(f"/oauth/done/{proposal}")).status_code == 404
    await house.phone.sign(proposal)
    mine = dict(browser(house).cookies)
    await house.phone.sign_in()  # the same owner, in another session
    assert (await browser(house).get(f"/oauth/done/{proposal}")).status_code == 404
    assert "/oauth/done/" not in (await browser(house).get(f"/proposals/{proposal}")).text
    browser(house).cookies.clear()
    assert (await browser(house).get(f"/oauth/done/{proposal}")).headers["location"].startswith("/signin")
    browser(house).cookies.update(mine)
    assert f"/oauth/done/{proposal}" in (await browser(house).get(f"/proposals/{proposal}")).text
    back = await sent_back(house, proposal)
    assert str(back).startswith(f"{REDIRECT}?code=")
    assert (back.params["state"], back.params["iss"]) == (ASK["state"], f"{PUBLIC_URL}/oauth")
    assert await sent_back(house, proposal) == back  # a GET changes nothing
    async with at(house) as http:
        assert (await http.post("/oauth/token", data=redeeming(back.params["code"]))).status_code == 200
    assert (await browser(house).get(f"/oauth/done/{proposal}")).status_code == 404


async def test_a_client_that_is_sent_another_iss_redeems_no_code(house: Home) -> None:
    mixed_up = Program(house)
    mixed_up.iss = "https://evil.example"
    async with at(house, mixed_up.auth) as http:
        with pytest.raises(OAuthFlowError, match="iss"):
            await http.post("/mcp", json=HELLO, headers=TAKES)
    assert await house.broker.store.read(lambda session: list(session.exec(select(HostSignIn)))) == []
    honest = Program(house)
    async with at(house, honest.auth) as http:
        assert (await http.post("/mcp", json=HELLO, headers=TAKES)).status_code == 200


# What is wrong with the request, once it is known where the answer goes: the error that the program is sent.
WRONG: dict[str, tuple[dict[str, str | None], str]] = {
    "no resource": ({"resource": None}, "invalid_target"),
    "a foreign resource": ({"resource": "https://evil.example/mcp"}, "invalid_target"),
    "the resource with a slash": ({"resource": f"{DOOR}/"}, "invalid_target"),
    "the other mount": ({"resource": f"{DOOR}-token"}, "invalid_target"),
    "no PKCE": ({"code_challenge": None}, "invalid_request"),
    "PKCE without a method": ({"code_challenge_method": None}, "invalid_request"),
    "PKCE in plain": ({"code_challenge_method": "plain"}, "invalid_request"),
    "a challenge too short": ({"code_challenge": CHALLENGE[1:]}, "invalid_request"),
    "a token at once": ({"response_type": "token"}, "unsupported_response_type"),
    "no response type": ({"response_type": None}, "unsupported_response_type"),
    "a request object": ({"request": "e30."}, "request_not_supported"),
}


@pytest.mark.parametrize("row", WRONG)
async def test_a_wrong_request_goes_back_with_its_error_and_asks_nobody(house: Home, row: str) -> None:
    changed, error = WRONG[row]
    await code_for(house)
    answer = await opened(house, asking(**changed))
    assert answer.status_code == 303
    back = httpx2.URL(answer.headers["location"])
    assert str(back).startswith(f"{REDIRECT}?error=")
    assert (back.params["error"], back.params["state"]) == (error, ASK["state"])
    assert back.params["iss"] == f"{PUBLIC_URL}/oauth"
    assert (await opened(house, asking())).status_code == 200


@pytest.mark.parametrize("row", ["a token at once", "no PKCE"])
@pytest.mark.parametrize("uri", [REDIRECT, "https://client.example/back"])
async def test_a_client_of_nobodys_sends_no_browser_on_by_a_wrong_request(house: Home, row: str, uri: str) -> None:
    changed, error = WRONG[row]
    wrong = asking(redirect_uri=uri, **changed)

    async def held_back() -> bool:
        answer = await opened(house, wrong)
        assert (answer.status_code, "location" in answer.headers) in {(400, False), (303, True)}
        if answer.status_code == 303:
            return False
        assert ONWARD.findall(answer.text)[0].startswith(f"{uri}?error={error}&amp;")
        return f"data-back>{urlsplit(uri).netloc}<" in answer.text

    assert await held_back()
    await code_for(house)
    assert not await held_back(), "the control: it is an agent of hers by now"
    now = house.clock()
    await house.broker.store.write(lambda session: house.broker.ownership.revoke(session, "visitor", now, "alice"))
    assert await held_back()


# What leaves nowhere to send an answer: the page says so, and the browser stays.
NOWHERE: dict[str, dict[str, str | None]] = {
    "no redirect URI": {"redirect_uri": None},
    "another path": {"redirect_uri": "http://127.0.0.1:7777/other"},
    "another loopback name": {"redirect_uri": "http://localhost:7777/callback"},
    "loopback by https": {"redirect_uri": "https://127.0.0.1:7777/callback"},
    "another host": {"redirect_uri": "https://evil.example/back"},
    "another port of a public host": {"redirect_uri": "https://client.example:444/back"},
    "a longer path": {"redirect_uri": "https://client.example/back/"},
    "a query more": {"redirect_uri": "https://client.example/back?to=evil"},
    "a fragment": {"redirect_uri": "https://client.example/back#x"},
    "a user": {"redirect_uri": "https://client.example@evil.example/back"},
    "a script": {"redirect_uri": "javascript:alert(1)"},
    "no client": {"client_id": None},
    "a client without a document": {"client_id": "https://client.example/other.json"},
    "a client by name": {"client_id": "some-agent"},
    "a state that cannot be carried back": {"state": "x\x7f"},
}


@pytest.mark.parametrize("row", NOWHERE)
async def test_where_the_answer_may_not_go_the_browser_is_sent_nowhere(house: Home, row: str) -> None:
    answer = await opened(house, asking(**NOWHERE[row]))
    assert (answer.status_code, "location" in answer.headers) == (400, False)
    assert "cannot be connected" in answer.text
    for right in (REDIRECT, "http://127.0.0.1/callback", "https://client.example/back"):
        assert (await opened(house, asking(redirect_uri=right))).status_code == 200


@pytest.mark.parametrize("again", ["the same", "another"])
@pytest.mark.parametrize("name", [*ASK, "prompt"])
async def test_a_parameter_that_stands_twice_leads_nowhere(house: Home, name: str, again: str) -> None:
    value = ASK.get(name, "login")
    once = asking(**{name: value})
    answer = await opened(house, f"{once}&{urlencode({name: value if again == 'the same' else f'{value}x'})}")
    assert (answer.status_code, "location" in answer.headers) == (400, False)
    assert "stands there twice" in answer.text
    assert (await opened(house, once)).status_code == 200


@pytest.mark.parametrize("name", [*redeeming(""), "scope"])
async def test_a_token_request_with_a_parameter_twice_gets_nothing_and_spoils_no_code(house: Home, name: str) -> None:
    asked = redeeming(await code_for(house)) | ({"scope": "x"} if name == "scope" else {})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with at(house) as http:
        twice = f"{urlencode(asked)}&{urlencode({name: asked[name]})}"
        answer = await http.post("/oauth/token", content=twice, headers=form)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
        assert (await http.post("/oauth/token", content=urlencode(asked), headers=form)).status_code == 200


@pytest.mark.parametrize("name", ["scout", "Visitor", "", "a" * 41, "1st", "a b"])
async def test_a_name_that_is_taken_or_none_is_refused(house: Home, name: str) -> None:
    form, headers = {"asked": asking(), "agent": name}, {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
    answer = await browser(house).post("/oauth/authorize", data=form, headers=headers)
    assert answer.status_code == 409
    assert "choose otherwise" in answer.text
    answer = await browser(house).post("/oauth/authorize", data=form | {"agent": "visitor"}, headers=headers)
    assert answer.status_code == 303


# What is wrong with a token request for a code, and the error.
BAD_CODE: dict[str, tuple[dict[str, str | None], str]] = {
    "another verifier": ({"code_verifier": "a" * 43}, "invalid_grant"),
    "the challenge for a verifier": ({"code_verifier": CHALLENGE}, "invalid_grant"),
    "no verifier": ({"code_verifier": None}, "invalid_request"),
    "another client": ({"client_id": "https://evil.example/agent.json"}, "invalid_grant"),
    "no client": ({"client_id": None}, "invalid_request"),
    "another redirect URI": ({"redirect_uri": "https://client.example/back"}, "invalid_grant"),
    "another loopback port": ({"redirect_uri": "http://127.0.0.1:7778/callback"}, "invalid_grant"),
    "no redirect URI": ({"redirect_uri": None}, "invalid_request"),
    "a foreign audience": ({"resource": "https://evil.example/mcp"}, "invalid_target"),
    "no audience": ({"resource": None}, "invalid_target"),
    "an unknown code": ({"code": "A" * 43}, "invalid_grant"),
    "another grant type": ({"grant_type": "password"}, "unsupported_grant_type"),
    "no grant type": ({"grant_type": None}, "unsupported_grant_type"),
    "a secret": ({"client_secret": "x"}, "invalid_client"),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("row", BAD_CODE)
async def test_a_code_is_bound_to_client_redirect_uri_verifier_and_audience(house: Home, row: str) -> None:
    changed, error = BAD_CODE[row]
    code = await code_for(house)
    async with at(house) as http:
        answer = await http.post("/oauth/token", data=redeeming(code, **changed))
        assert (answer.status_code, answer.json()["error"]) == (401 if error == "invalid_client" else 400, error)
        assert answer.headers["cache-control"] == "no-store"
        answer = await http.post("/oauth/token", data=redeeming(code))
        assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")


async def test_a_replayed_code_is_refused_and_takes_back_what_it_gave(house: Home) -> None:
    given = await tokens(house, redeeming(code := await code_for(house)))
    assert (await knock(house, given["access_token"])).status_code == 200
    async with at(house) as http:
        again = await http.post("/oauth/token", data=redeeming(code))
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        assert (await knock(house, given["access_token"])).status_code == 401
        late = await http.post("/oauth/token", data=refreshing(given["refresh_token"]))
        assert (late.status_code, late.json()["error"]) == (400, "invalid_grant")
    assert await endings(house) == ["code-replayed"]


async def test_of_fifty_redemptions_at_once_one_wins_and_then_nothing_is_left(house: Home) -> None:
    code, answers = await code_for(house), []
    async with at(house) as http, anyio.create_task_group() as tasks:

        async def redeem() -> None:
            answers.append(await http.post("/oauth/token", data=redeeming(code)))

        for _ in range(50):
            tasks.start_soon(redeem)
    won = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert (await knock(house, won[0]["access_token"])).status_code == 401


async def test_a_code_lives_five_minutes(house: Home) -> None:
    for seconds, status in ((300, 400), (299, 200)):
        code = await code_for(house)
        house.clock.turn(seconds)
        async with at(house) as http:
            assert (await http.post("/oauth/token", data=redeeming(code))).status_code == status


async def test_refresh_tokens_rotate_and_an_old_one_ends_the_whole_family(house: Home) -> None:
    first = await tokens(house, redeeming(await code_for(house)))
    second = await tokens(house, refreshing(first["refresh_token"]))
    assert len({first["access_token"], first["refresh_token"], second["access_token"], second["refresh_token"]}) == 4
    assert (await knock(house, second["access_token"])).status_code == 200
    async with at(house) as http:
        old = await http.post("/oauth/token", data=refreshing(first["refresh_token"]))
        assert (old.status_code, old.json()["error"]) == (400, "invalid_grant")
        assert (await knock(house, second["access_token"])).status_code == 401
        new = await http.post("/oauth/token", data=refreshing(second["refresh_token"]))
        assert (new.status_code, new.json()["error"]) == (400, "invalid_grant")
    assert await endings(house) == ["refresh-replayed"]


BAD_REFRESH: dict[str, tuple[dict[str, str | None], str]] = {
    "another client": ({"client_id": "https://evil.example/agent.json"}, "invalid_grant"),
    "a foreign audience": ({"resource": "https://evil.example/mcp"}, "invalid_target"),
    "no audience": ({"resource": None}, "invalid_target"),
    "an unknown token": ({"refresh_token": "csr_" + "A" * 43}, "invalid_grant"),
    "no token": ({"refresh_token": None}, "invalid_request"),
}


@pytest.mark.parametrize("row", BAD_REFRESH)
async def test_a_refresh_token_is_bound_to_its_client_and_audience(house: Home, row: str) -> None:
    changed, error = BAD_REFRESH[row]
    given = await tokens(house, redeeming(await code_for(house)))
    async with at(house) as http:
        answer = await http.post("/oauth/token", data=refreshing(given["refresh_token"], **changed))
        assert (answer.status_code, answer.json()["error"]) == (400, error)
        access = await http.post("/oauth/token", data=refreshing(given["access_token"]))
        assert access.json()["error"] == "invalid_grant"  # an access token refreshes nothing
        assert (await http.post("/oauth/token", data=refreshing(given["refresh_token"]))).status_code == 200


async def test_tokens_run_out_and_are_answered_like_unknown_ones(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    assert given["expires_in"] == ACCESS.total_seconds()
    unknown = await knock(house, "cso_" + "A" * 43)
    assert unknown.status_code == 401
    challenge = f'Bearer resource_metadata="{PUBLIC_URL}/.well-known/oauth-protected-resource/mcp"'
    assert unknown.headers["www-authenticate"] == challenge
    refresh_token = await knock(house, given["refresh_token"])
    house.clock.turn(ACCESS.total_seconds() - 1)
    assert (await knock(house, given["access_token"])).status_code == 200
    house.clock.turn(1)
    for same in (await knock(house, given["access_token"]), refresh_token, await knock(house, "nonsense")):
        assert (same.status_code, same.content, same.headers) == (401, unknown.content, unknown.headers)
    next_one = await tokens(house, refreshing(given["refresh_token"]))
    house.clock.turn(REFRESH.total_seconds())
    async with at(house) as http:
        assert (await http.post("/oauth/token", data=refreshing(next_one["refresh_token"]))).status_code == 400


async def test_the_last_use_of_an_agent_that_signed_in_is_noted_once_a_minute_at_most(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    start, noted = house.clock(), []
    for seconds in (0, 59, 1, 59):
        house.clock.turn(seconds)
        assert (await knock(house, given["access_token"])).status_code == 200
        row = await house.broker.store.read(lambda session: session.get_one(Agent, "visitor"))
        assert row.last_used_at is not None
        noted.append((row.last_used_at - start).total_seconds())
    assert noted == [0, 0, 60, 60]


async def test_a_revoked_agent_is_out_and_gets_no_more_tokens(house: Home) -> None:
    given, code = await tokens(house, redeeming(await code_for(house))), await code_for(house, "other")
    assert (await knock(house, given["access_token"])).status_code == 200
    await revoked(house, "visitor", "other")
    assert (await knock(house, given["access_token"])).status_code == 401
    async with at(house) as http:
        for asked in (refreshing(given["refresh_token"]), redeeming(code)):
            answer = await http.post("/oauth/token", data=asked)
            assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_signing_in_again_as_the_same_agent_ends_what_was_held_before(house: Home, web: Web) -> None:
    first = await tokens(house, redeeming(await code_for(house)))
    page = (await opened(house, asking())).text
    assert "visitor" in page
    second = await tokens(house, redeeming(await code_for(house)))
    assert (await knock(house, first["access_token"])).status_code == 401
    assert (await knock(house, second["access_token"])).status_code == 200
    assert await endings(house) == ["signed-in-anew"]
    other = "https://other.example/agent.json"
    web.publish(json.dumps(document(client_id=other)).encode(), other)
    form = {"asked": asking(client_id=other), "agent": "visitor"}
    headers = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
    answer = await browser(house).post("/oauth/authorize", data=form, headers=headers)
    assert answer.status_code == 409  # the agent of another program is nobody's to take over


async def test_a_new_static_credential_ends_the_sign_in(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    credential, digest = new_credential(house.broker.mint)
    now, propose = house.clock(), house.broker.ownership.propose_credential
    item = CredentialItem(agent="visitor", credential_digest=digest)
    await house.broker.store.write(lambda session: propose(session, item, now, None).id)
    assert (await knock(house, given["access_token"])).status_code == 200
    house.seal()
    assert (await knock(house, given["access_token"])).status_code == 401
    assert (await knock(house, credential.reveal())).status_code == 200


@pytest.mark.parametrize("overlap", [0, 3600])
async def test_a_new_static_credential_ends_a_code_that_was_not_redeemed(house: Home, overlap: int) -> None:
    await tokens(house, redeeming(await code_for(house)))
    proposal = await enrolled(house, asking())
    await house.phone.sign(proposal)
    code, other = str((await sent_back(house, proposal)).params["code"]), await code_for(house, "other")
    credential = await reissue(house, "visitor", overlap=overlap)
    assert (await browser(house).get(f"/oauth/done/{proposal}")).status_code == 404
    async with at(house) as http:
        answer = await http.post("/oauth/token", data=redeeming(code))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert (await knock(house, credential)).status_code == 200
    assert await tokens(house, redeeming(other)), "the control: the code of another agent"
    assert await tokens(house, redeeming(await code_for(house))), "and what is signed for afterwards"


async def _meant_for(house: Home, resource: str) -> None:
    await house.broker.store.write(lambda session: session.execute(update(HostSignIn).values(resource=resource)))


async def test_a_token_for_another_audience_opens_nothing(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    for resource, status in ((f"{DOOR}-token", 401), ("https://broker.example/mcp", 401), (DOOR, 200)):
        await _meant_for(house, resource)
        assert (await knock(house, given["access_token"])).status_code == status


async def test_the_second_mount_takes_static_credentials_and_tells_of_no_oauth(house: Home) -> None:
    given = await tokens(house, redeeming(await code_for(house)))
    assert (await knock(house, house.credential, "/mcp-token")).status_code == 200
    refused = await knock(house, given["access_token"], "/mcp-token")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    async with at(house) as http:
        for path in (
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp-token",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
        ):
            assert (await http.get(path)).status_code == 404
        assert (await http.get("/.well-known/oauth-protected-resource/mcp")).status_code == 200


async def test_the_metadata_says_what_is_spoken(house: Home) -> None:
    async with at(house) as http:
        found = (await http.get("/.well-known/oauth-protected-resource/mcp")).json()
        assert (found["resource"], found["authorization_servers"]) == (DOOR, [f"{PUBLIC_URL}/oauth"])
        server = (await http.get("/.well-known/oauth-authorization-server/oauth")).json()
    assert server["issuer"] == f"{PUBLIC_URL}/oauth"
    assert server["code_challenge_methods_supported"] == ["S256"]
    assert server["authorization_response_iss_parameter_supported"] is True
    assert server["client_id_metadata_document_supported"] is True
    assert "registration_endpoint" not in server


async def test_no_code_and_no_token_is_kept_in_the_open(house: Home) -> None:
    proposal = await enrolled(house, asking())
    await house.phone.sign(proposal)
    code = str((await sent_back(house, proposal)).params["code"])
    kept = await dumped(house)
    assert DOCUMENT in kept
    assert code not in kept
    given = await tokens(house, redeeming(code))
    kept = await dumped(house)
    for secret in (code, given["access_token"], given["refresh_token"]):
        assert secret not in kept


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b""),
        ("application/x-www-form-urlencoded", b"\xff=1"),
        ("application/x-www-form-urlencoded", b"grant_type=refresh_token&grant_type=refresh_token"),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 20_000),
        ("text/plain", b"grant_type=refresh_token"),
    ],
)
async def test_what_is_no_token_request_is_told_so(house: Home, content_type: str, body: bytes) -> None:
    async with at(house) as http:
        answer = await http.post("/oauth/token", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == 400
    assert answer.json()["error"] in ("invalid_request", "unsupported_grant_type")


def asking(**changed: str | None) -> str:
    """Return the query of a request, with these parameters otherwise, or None: without them."""
    return urlencode({name: value for name, value in (ASK | changed).items() if value is not None})


async def tokens(house: Home, asked: dict[str, str]) -> dict[str, Any]:
    """Return what the token endpoint gives."""
    async with at(house) as http:
        answer = await http.post("/oauth/token", data=asked)
    assert answer.status_code == 200, answer.text
    given: dict[str, Any] = answer.json()
    return given


async def agents_of(house: Home) -> set[str]:
    return await house.broker.store.read(lambda session: set(session.exec(select(Agent.name))))


async def endings(house: Home) -> list[str | None]:
    """Return why sign-ins ended, of those that did."""
    rows = await house.broker.store.read(lambda session: list(session.exec(select(HostSignIn))))
    return [row.ending for row in rows if row.ended_at is not None]


async def dumped(house: Home) -> str:
    """Return everything that the database holds of hosts, as text."""

    def work(session: Session) -> str:
        rows = [*session.exec(select(HostVisit)), *session.exec(select(HostSignIn)), *session.exec(select(HostToken))]
        rows += [*session.exec(select(Proposal)), *session.exec(select(Audit))]
        return repr([row.model_dump() for row in rows])

    return await house.broker.store.read(work)


async def revoked(house: Home, *names: str) -> None:
    def work(session: Session) -> None:
        for name in names:
            house.broker.ownership.revoke(session, name, house.clock(), "alice")

    await house.broker.store.write(work)
