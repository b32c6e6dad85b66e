"""The starter connectors that come with Countersign, each operation through the broker to a stand-in of its API."""

import json
from pathlib import Path
from typing import Any

import pytest

from broker.client.keys import key_for
from broker.client.view import GrantView
from broker.connectors.call import call_for
from broker.connectors.load import load
from broker.files import CONNECTORS, STARTERS, starter
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import parse_jwk
from broker.http import Answer
from broker.store.query import Session
from broker.vault import Secret
from tests.client.apis import TOKEN, Api, GitHub, GoogleCalendar, Slack, Wallet
from tests.client.open_payments import WALLET, OpenPayments
from tests.home import WAIT, Home, home
from tests.names import ROOT

pytestmark = pytest.mark.anyio

BASES = {
    "github": "https://api.github.com",
    "slack": "https://slack.com/api",
    "google-calendar": "https://www.googleapis.com/calendar/v3",
    "open-payments": "https://wallet.example",
}
APIS = {"github": GitHub, "slack": Slack, "google-calendar": GoogleCalendar, "open-payments": Wallet}
REPO = {"owner": "octocat", "repo": "hello-world"}
MORNING, EVENING = "2026-11-27T09:00:00+01:00", "2026-11-27T18:00:00+01:00"
EVENT = {"calendar": "primary", "event": "e1"}
DAY = {"from": MORNING, "to": EVENING}
TIMES = {"start": {"dateTime": MORNING}, "end": {"dateTime": EVENING}}

# operation: what an agent gives, and what the API must be sent: method, path, query, body; and its status
Row = tuple[dict[str, Any], tuple[str, str, dict[str, str], Any], int]
ROWS: dict[str, Row] = {
    "github_list_issues": (
        REPO,
        ("GET", "/repos/octocat/hello-world/issues", {"state": "open", "page": "1", "per_page": "30"}, None),
        200,
    ),
    "github_read_issue": (REPO | {"number": "7"}, ("GET", "/repos/octocat/hello-world/issues/7", {}, None), 200),
    "github_open_issue": (
        REPO | {"title": "It is broken", "text": "Since Monday."},
        ("POST", "/repos/octocat/hello-world/issues", {}, {"title": "It is broken", "body": "Since Monday."}),
        201,
    ),
    "github_comment": (
        REPO | {"number": "7", "text": "Me too."},
        ("POST", "/repos/octocat/hello-world/issues/7/comments", {}, {"body": "Me too."}),
        201,
    ),
    "github_close_issue": (
        REPO | {"number": "7", "reason": "not_planned"},
        ("PATCH", "/repos/octocat/hello-world/issues/7", {}, {"state": "closed", "state_reason": "not_planned"}),
        200,
    ),
    "github_merge": (
        REPO | {"number": "9", "commit": "6dcb09b", "method": "squash"},
        ("PUT", "/repos/octocat/hello-world/pulls/9/merge", {}, {"sha": "6dcb09b", "merge_method": "squash"}),
        200,
    ),
    "slack_list_channels": (
        {},
        ("GET", "/conversations.list", {"types": "public_channel", "exclude_archived": "true", "limit": "200"}, None),
        200,
    ),
    "slack_read_channel": (
        {"channel": "C024BE91L"},
        ("GET", "/conversations.history", {"channel": "C024BE91L", "limit": "20"}, None),
        200,
    ),
    "slack_read_thread": (
        {"channel": "C024BE91L", "thread": "1770298071.095679"},
        ("GET", "/conversations.replies", {"channel": "C024BE91L", "ts": "1770298071.095679", "limit": "100"}, None),
        200,
    ),
    "slack_post": (
        {"channel": "C024BE91L", "text": "Grüße & <more>"},
        ("POST", "/chat.postMessage", {}, {"channel": "C024BE91L", "text": "Grüße & <more>"}),
        200,
    ),
    "slack_reply": (
        {"channel": "C024BE91L", "thread": "1770298071.095679", "text": "Yes."},
        (
            "POST",
            "/chat.postMessage",
            {},
            {"channel": "C024BE91L", "thread_ts": "1770298071.095679", "text": "Yes."},
        ),
        200,
    ),
    "slack_delete": (
        {"channel": "C024BE91L", "message": "1770298071.095679"},
        ("POST", "/chat.delete", {}, {"channel": "C024BE91L", "ts": "1770298071.095679"}),
        200,
    ),
    "google_calendar_list": (
        {"calendar": "team@group.calendar.example"} | DAY,
        (
            "GET",
            "/calendars/team@group.calendar.example/events",
            {
                "timeMin": MORNING,
                "timeMax": EVENING,
                "singleEvents": "true",
                "orderBy": "startTime",
                "maxResults": "100",
            },
            None,
        ),
        200,
    ),
    "google_calendar_read": (EVENT, ("GET", "/calendars/primary/events/e1", {}, None), 200),
    "google_calendar_add": (
        {"calendar": "primary", "title": "Dentist", "place": "Main Street 1"} | DAY,
        (
            "POST",
            "/calendars/primary/events",
            {"sendUpdates": "none"},
            {"summary": "Dentist", "location": "Main Street 1", **TIMES},
        ),
        200,
    ),
    "google_calendar_move": (
        EVENT | DAY | {"tell": "all"},
        ("PATCH", "/calendars/primary/events/e1", {"sendUpdates": "all"}, TIMES),
        200,
    ),
    "google_calendar_delete": (
        EVENT | {"tell": "none"},
        ("DELETE", "/calendars/primary/events/e1", {"sendUpdates": "none"}, None),
        204,
    ),
    "open_payments_incoming": (
        {"wallet": WALLET},
        ("GET", "/incoming-payments", {"wallet-address": WALLET, "first": "20"}, None),
        200,
    ),
    "open_payments_outgoing": (
        {"wallet": WALLET},
        ("GET", "/outgoing-payments", {"wallet-address": WALLET, "first": "20"}, None),
        200,
    ),
    "open_payments_ask": (
        {"wallet": WALLET},
        ("POST", "/incoming-payments", {}, {"walletAddress": WALLET}),
        201,
    ),
}


class Forgetful(OpenPayments):
    """An authorization server that drops what it does not know of a right, as the one in use does."""

    def _granted(self, access: list[Any]) -> dict[str, Any]:
        known = ("type", "actions", "identifier", "limits")
        return super()._granted([{name: one[name] for name in known if name in one} for one in access])


def _connector_of(operation: str) -> str:
    return next(name for name in CONNECTORS if operation.startswith(name.replace("-", "_")))


async def _ready(here: Home, name: str, *, secret: bool = True) -> tuple[Api, OpenPayments]:
    """Lay out a starter in force with its API behind it, every right of it allowed."""
    text = starter(f"tools/starters/{name}.yaml")
    types = sorted({str(one.access["type"]) for one in load(text, name).operations})
    rules = "".join(f"\n  - {{id: {one}, decide: allow, access: {{type: {one}}}}}" for one in types)
    here.edit("policies/scout.yaml", "rules:\n", f"rules:{rules}\n")
    here.write(f"tools/{name}.yaml", text)
    api, server = APIS[name](BASES[name]), Forgetful(interactive=False)
    http: Any = here.broker.http
    inside = http.to_server

    async def to_server(message: HttpMessage, seconds: float = 30.0) -> Answer:
        there = message.target_uri.startswith(server.endpoint)
        return await (server.send(message) if there else inside(message, seconds))

    async def to_resource(message: HttpMessage, seconds: float = 30.0) -> Answer:
        if message.target_uri == "https://oauth2.googleapis.com/token":
            given = {"access_token": TOKEN if secret else "another-token", "token_type": "Bearer", "expires_in": 3599}
            return Answer(200, {}, json.dumps(given).encode())
        if name == "open-payments":
            server._check(message)
            assert (message.header("authorization") or "").removeprefix("GNAP ") in server.tokens
        return await api.send(message)

    http.to_server, http.to_resource = to_server, to_resource
    now = here.clock()
    if name == "open-payments":

        def key(session: Session) -> dict[str, Any]:
            return dict(key_for(session, here.broker.client_context, "scout", server.endpoint).public_jwk)

        server.wallets[WALLET] = parse_jwk(await here.broker.store.write(key))
    elif secret:
        propose = here.broker.ownership.propose_secret
        await here.broker.store.write(lambda session: propose(session, name, Secret(TOKEN), now, None).id)
        here.seal()
    return api, server


async def _made(here: Home, name: str, operation: str, arguments: dict[str, Any]) -> GrantView:
    connector = here.broker.client_context.connector(name)
    assert connector is not None
    view = await here.broker.client.ask("scout", call_for(connector, operation, arguments), reason=None)
    assert isinstance(view, GrantView), view
    await here.later(WAIT)
    return await here.view(view.id)


def test_every_operation_of_every_starter_has_a_row() -> None:
    operations = [
        one.name for name in CONNECTORS for one in load(starter(f"tools/starters/{name}.yaml"), name).operations
    ]
    assert sorted(operations) == sorted(ROWS)
    assert {path.stem for path in (ROOT / "tools" / "starters").glob("*.yaml")} == set(CONNECTORS)


def test_no_starter_is_laid_out_or_in_force_by_itself() -> None:
    assert [name for name in STARTERS if "starters" in name] == []


@pytest.mark.sweep(3)
@pytest.mark.parametrize("operation", ROWS)
async def test_an_operation_sends_what_the_api_documents(tmp_path: Path, operation: str) -> None:
    arguments, expected, status = ROWS[operation]
    name = _connector_of(operation)
    async with home(tmp_path) as here:
        api, _ = await _ready(here, name)
        view = await _made(here, name, operation, arguments)
        assert (view.status, api.seen) == ("done", [expected]), view
        assert view.result is not None
        assert view.result["status"] == status
        assert "'ok': False" not in str(view.result["body"])
        assert ("signature" in api.headers[0]) == (name == "open-payments")


@pytest.mark.parametrize("name", [name for name in CONNECTORS if name != "open-payments"])
async def test_an_api_that_does_not_know_the_token_is_told_as_it_answers(tmp_path: Path, name: str) -> None:
    async with home(tmp_path) as here:
        api, _ = await _ready(here, name, secret=False)
        now, propose = here.clock(), here.broker.ownership.propose_secret
        await here.broker.store.write(lambda s: propose(s, name, Secret("another-token"), now, None).id)
        here.seal()
        operation = next(one for one in ROWS if _connector_of(one) == name)
        view = await _made(here, name, operation, ROWS[operation][0])
        assert (view.status, api.seen) == ("done", [])
        assert view.result is not None
        assert view.result["status"] == (200 if name == "slack" else 401)
