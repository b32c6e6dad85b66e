"""Whatever an agent can name is refused to everybody else alike: rows made from the tool list, methods and routes.

A row is one thing at the doors (a tool, a method of MCP, a session, a route), a column is who comes to it. Unknown and
foreign get the same status and the same body; the owner of the handle, beside it, gets what it is.
"""

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from sqlalchemy import Engine, event
from starlette.routing import Route

from broker.agents.credentials import digest_of
from broker.agents.tasks import EXTENSION
from broker.agents.tools import CHILD_TOOLS, HELD_TOOLS, OWN_TOOLS, REQUEST_TOOLS
from broker.gnap.tokens import token_digest
from broker.phone.push import routes as push_routes
from broker.phone.routes import routes as phone_routes
from broker.store.query import Session, select
from broker.store.tables import Agent, Approval, HostSignIn, HostToken
from tests.actors import PATIENCE, served
from tests.agents.lines import reissue
from tests.agents.signing_in import DOOR, HELLO, browser
from tests.home import PAY, PUBLIC_URL, Home, home
from tests.oauth.proofs import KEY, OTHER, proof

pytestmark = pytest.mark.xdist_group("isolation matrix")  # one worker comes to all the doors once

MODERN = "2026-07-28"
READS = """
agent: other
owner: alice
rules:
  - id: read-accounts
    decide: allow
    access: {type: bank-account, actions: [read], locations: ["https://bank.example/accounts/*"]}
"""
UNKNOWN = {"grant": "g_" + "A" * 24, "session": "0" * 32, "child": "nobody"}  # handles that nobody has


@dataclass(frozen=True)
class Thing:
    """One thing to ask for. `handle` is the kind of what it takes; None: it takes none."""

    method: str
    params: Callable[[str], dict[str, Any]]
    handle: str | None = "grant"
    named: Callable[[str], str | None] = lambda _: None


def tool(name: str, arguments: Callable[[str], dict[str, Any]], handle: str | None = None) -> Thing:
    """Return the call of a tool."""
    return Thing("tools/call", lambda one: {"name": name, "arguments": arguments(one)}, handle, lambda _: name)


def task(method: str, **more: Any) -> Thing:
    """Return what is asked of a task."""
    return Thing(method, lambda one: {"taskId": one, **more}, named=lambda one: one)


RIGHT = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": ["http://127.0.0.1:9101/payments"],
    "identifier": "main",
    "amount": "12.00",
    "currency": "EUR",
    "payee": "bakery",
}
ERRAND = {"name": "errand-1", "for_seconds": 600, "operations": ["bank_read_account"]}
TOOLS: dict[str, Thing] = {
    "what_may_i_do": tool("what_may_i_do", lambda _: {}),
    "request_access": tool("request_access", lambda _: {"access": [RIGHT]}),
    "wait_for_grant": tool("wait_for_grant", lambda one: {"grant_id": one}, "grant"),
    "list_grants": tool("list_grants", lambda _: {}),
    "give_back": tool("give_back", lambda one: {"grant_id": one}, "grant"),
    "get_token": tool("get_token", lambda one: {"grant_id": one}, "grant"),
    "call_resource": tool("call_resource", lambda _: {"connector": "bank", "method": "POST", "path": "/notes"}),
    "mint_child": tool("mint_child", lambda one: ERRAND | {"name": one or "errand-2"}),
    "end_child": tool("end_child", lambda one: {"name": one}, "child"),
    "bank_pay": tool("bank_pay", lambda _: PAY),
}
METHODS: dict[str, Thing] = {
    "tools/list": Thing("tools/list", lambda _: {}, None),
    "subscriptions/listen": Thing("subscriptions/listen", lambda one: {"notifications": {"taskIds": [one]}}),
    "tasks/get": task("tasks/get"),
    "tasks/update": task("tasks/update", inputResponses={}),
    "tasks/cancel": task("tasks/cancel"),
}
WITHOUT_HANDLE = {"ping", "server/discover"}  # they answer everybody the same, whoever it is
SESSIONS: dict[str, str] = {"a session, POST": "POST", "a session, GET": "GET", "a session, DELETE": "DELETE"}
ROUTES = {"/mcp", "/mcp-token", "/isolation"}  # behind the gate: an agent's own
OPEN = {
    "/",
    "/healthz",
    "/readyz",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-authorization-server/oauth",
    "/oauth/token",
    "/oauth/register",
    "/callback/{secret}",
}  # for anybody: no agent is known there
OWNERS = sorted(
    (method, route.path)
    for route in (*phone_routes(None), *push_routes(None, None))  # type: ignore[arg-type] # for their addresses only
    for method in (route.methods or ())
    if method != "HEAD"
)
RELATIVES = ["other agent", "child"]
NOBODYS = [
    "revoked", "expired", "no credential", "other audience", "wrong DPoP key", "ended sign-in", "expired access token",
    "child of a credential that ended",
]  # fmt: skip
ENDING = ("a session, DELETE", "give_back", "tasks/cancel", "end_child")  # whose control ends what it names: done last
ROWS = [*TOOLS, *METHODS, *SESSIONS]


@dataclass(frozen=True)
class Answer:
    """What came back, the handle in it left out."""

    status: int
    body: str
    challenge: str | None = None
    location: str | None = None


@dataclass
class Found:
    """Every cell, looked at once: what was answered, what an unknown one is answered, and what its owner is."""

    foreign: dict[tuple[str, str], tuple[Answer, Answer]]
    controls: dict[str, Answer]
    owners: dict[tuple[str, str], tuple[Answer, Answer]]
    methods: set[str]
    routes: set[str]
    still: list[str]
    decided: list[str | None]
    page: str


class Doors:
    """The doors over HTTP, as somebody who writes every byte comes to them."""

    def __init__(self, house: Home, url: str, http: httpx2.AsyncClient) -> None:
        self._house = house
        self._url = url
        self._http = http
        self._proofs = 0

    async def ask(self, who: Mapping[str, str], row: str, handle: str) -> Answer:
        """Come as `who` to one thing."""
        if row in SESSIONS:
            return await self._session(who, SESSIONS[row], handle)
        if row in ROUTES:
            return await self.send("POST", row, self._shown(who), HELLO)
        thing = (TOOLS | METHODS)[row]
        named = thing.named(handle)
        headers = self._shown(who) | {"mcp-protocol-version": MODERN, "mcp-method": thing.method}
        meta = {
            "io.modelcontextprotocol/protocolVersion": MODERN,
            "io.modelcontextprotocol/clientCapabilities": {"extensions": {EXTENSION: {}}},
            "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
        }
        body = {"jsonrpc": "2.0", "id": 1, "method": thing.method, "params": thing.params(handle) | {"_meta": meta}}
        return await self.send("POST", "/mcp", headers | ({} if named is None else {"mcp-name": named}), body, handle)

    async def _session(self, who: Mapping[str, str], method: str, handle: str) -> Answer:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"} if method == "POST" else None
        headers = self._shown(who, method) | {"mcp-session-id": handle}
        return await self.send(method, "/mcp", headers, body, handle)

    async def child(self, who: Mapping[str, str]) -> str:
        """Mint a child; return its credential."""
        body = (await self.ask(who, "mint_child", "errand-1")).body
        made = json.loads(body.rpartition("data: ")[2])
        return str(made["result"]["structuredContent"]["credential"])

    async def session(self, who: Mapping[str, str]) -> str:
        """Open a session of the handshake era; return its id."""
        answer = await self._http.post(f"{self._url}/mcp", json=HELLO, headers=self._shown(who))
        return str(answer.headers["mcp-session-id"])

    def _shown(self, who: Mapping[str, str], method: str = "POST") -> dict[str, str]:
        headers = {"accept": "application/json, text/event-stream"}
        if "authorization" in who:
            headers["authorization"] = who["authorization"]
        if "proved by" in who:  # a new proof for each request, by the key that is named
            self._proofs += 1
            key = {"KEY": KEY, "OTHER": OTHER}[who["proved by"]]
            token = who["authorization"].partition(" ")[2]
            jti = f"matrix-{self._proofs}"
            headers["dpop"] = proof(DOOR, self._house.clock(), key=key, token=token, jti=jti, htm=method)
        return headers

    async def send(
        self, method: str, path: str, headers: Mapping[str, str], body: object = None, handle: str | None = None
    ) -> Answer:
        """Send one request; of a stream that goes on only its beginning is read."""
        async with self._http.stream(method, f"{self._url}{path}", headers=headers, json=body) as answer:
            text = "" if _goes_on(answer, method, headers) else (await answer.aread()).decode()
            if "subscriptions/listen" in headers.values() and not text:
                text = await anext(line async for line in answer.aiter_lines() if line.startswith("data:"))
            said = text if handle is None else text.replace(handle, "<handle>")
            return Answer(
                answer.status_code, said, answer.headers.get("www-authenticate"), answer.headers.get("location")
            )


def _goes_on(answer: httpx2.Response, method: str, headers: Mapping[str, str]) -> bool:
    streams = answer.headers.get("content-type", "").startswith("text/event-stream")
    return streams and (method == "GET" or headers.get("mcp-method") == "subscriptions/listen")


def bearer(token: str) -> dict[str, str]:
    """Return how somebody comes with a token."""
    return {"authorization": f"Bearer {token}"}


def _holding(policy: str) -> str:
    """Return the policy with rules that leave its agent a token, of what nobody asks for, and a request of its own."""
    spare = "  - {id: spare, decide: ask, access: {type: spare, actions: [read]}, grant: {hold: bearer}}\n"
    spare += "  - {id: own, decide: ask, access: {type: http-request, actions: [POST]}}\n"
    return policy.replace("rules:\n", f"rules:\n{spare}")


async def _people(house: Home) -> dict[str, dict[str, str]]:
    """Return everybody who comes, by column; `(unknown …)` come with what nobody was ever given."""
    house.write("policies/other.yaml", READS)
    house.edit("tools/bank.yaml", "operations:", "call_resource: [POST]\noperations:")
    mine = (house.broker.settings.config_dir / "policies/scout.yaml").read_text()
    house.write("policies/scout.yaml", _holding(mine) + "children: {at_once: 2, expires_in: 1h}\n")
    other, gone = await house.add_agent("other"), await house.add_agent("gone")
    now, old, tokens = (
        house.clock(),
        "csa_" + "B" * 43,
        {name: "cso_" + name[0] * 43 for name in ("here", "away", "key", "out", "late")},
    )

    def work(session: Session) -> None:
        session.get_one(Agent, "gone").revoked_at = now
        scout = session.get_one(Agent, "scout")
        scout.previous_digest, scout.previous_until = digest_of(old), now
        for name, token in tokens.items():
            where = "https://elsewhere.example/mcp" if name == "away" else DOOR
            ended = now if name == "out" else None
            row = HostSignIn(id=name, agent="scout", client_id=name, resource=where, created_at=now, ended_at=ended)
            session.add(row)
            session.flush()
            jkt = OTHER.public.thumbprint if name == "key" else None
            until = now if name == "late" else now + timedelta(minutes=15)
            session.add(HostToken(digest=token_digest(token), sign_in=name, kind="access", jkt=jkt, expires_at=until))

    await house.broker.store.write(work)
    bound = {"authorization": f"DPoP {tokens['key']}"}
    return {
        "scout": bearer(house.credential),
        "other agent": bearer(other),
        "revoked": bearer(gone),
        "expired": bearer(old),
        "no credential": {},
        "other audience": bearer(tokens["away"]),
        "wrong DPoP key": bound | {"proved by": "KEY"},
        "ended sign-in": bearer(tokens["out"]),
        "expired access token": bearer(tokens["late"]),
        "(unknown)": bearer("csa_" + "U" * 43),
        "(unknown under DPoP)": {"authorization": "DPoP cso_" + "U" * 43, "proved by": "KEY"},
        "(this audience)": bearer(tokens["here"]),
        "(right DPoP key)": bound | {"proved by": "OTHER"},
    }


async def _orphan(house: Home, doors: Doors) -> tuple[dict[str, str], Answer]:
    """Return how the child of an agent comes whose credential has ended, and what it was told before that."""
    mine = (house.broker.settings.config_dir / "policies/scout.yaml").read_text()
    house.write("policies/parent.yaml", mine.replace("agent: scout", "agent: parent"))
    child = bearer(await doors.child(bearer(await house.add_agent("parent"))))
    before = await doors.ask(child, "list_grants", "(none)")
    await reissue(house, "parent")
    return child, before


async def _cells(house: Home, doors: Doors) -> Found:
    people = await _people(house)
    people["child"] = bearer(await doors.child(people["scout"]))
    people["child of a credential that ended"], before = await _orphan(house, doors)
    plain = [row for row, one in _all() if one.handle is None]
    handleless = {(row, who): await doors.ask(people[who], row, "") for row in plain for who in RELATIVES}
    grants = [(await house.pending(amount=amount)).id for amount in ("20.00", "21.00", "22.00")]
    handles = {"grant": grants[0], "session": await doors.session(people["scout"]), "child": "errand-1"}
    foreign: dict[tuple[str, str], tuple[Answer, Answer]] = {}
    for row, who in itertools.product(ROWS, RELATIVES):
        kind = _kind(row)
        answer = await doors.ask(people[who], row, handles.get(kind or "", ""))
        alike = handleless[row, who] if kind is None else await doors.ask(people[who], row, UNKNOWN[kind])
        foreign[row, who] = (answer, alike)
    for row in [*ROWS, *sorted(ROUTES)]:
        for column in NOBODYS:
            unknown = people["(unknown under DPoP)" if column == "wrong DPoP key" else "(unknown)"]
            handle = handles.get(_kind(row) or "", "")
            foreign[row, column] = (await doors.ask(people[column], row, handle), await doors.ask(unknown, row, handle))
    owners = await _owners(house, doors, people["scout"])
    page = f"/approve/{await house.phone.next_approval()}"
    still: list[str] = [(await house.view(grant)).status for grant in grants]
    decided = await house.broker.store.read(lambda session: list(session.exec(select(Approval.decision))))
    ending = handles | {"give_back": grants[1], "tasks/cancel": grants[2]}
    controls = {"(child before that)": before}
    for row in sorted([*ROWS, *ROUTES], key=lambda one: one in ENDING):
        controls[row] = await doors.ask(people["scout"], row, ending.get(row, handles.get(_kind(row) or "", "")))
    for row in ("(this audience)", "(right DPoP key)"):
        controls[row] = await doors.ask(people[row], "tasks/get", handles["grant"])
    return Found(
        foreign, controls, owners,
        methods=set(house.broker.door._manager.app._request_handlers),
        routes={route.path for route in house.broker.app.routes if isinstance(route, Route)},
        still=still, decided=decided, page=(await browser(house).get(page)).text,
    )  # fmt: skip


async def _owners(house: Home, doors: Doors, scout: Mapping[str, str]) -> dict[tuple[str, str], tuple[Answer, Answer]]:
    """Come to every page of the owner's with an agent's credential, as from our own page, and without any."""
    ours = {"origin": PUBLIC_URL, "sec-fetch-site": "same-origin"}
    approval = await house.phone.next_approval()
    found = {}
    for method, path in OWNERS:
        there = path.replace("{id}", approval).replace("{secret}", approval)
        body: dict[str, object] | None = None if method == "GET" else {}
        with_it = await doors.send(method, there, ours | dict(scout), body)
        found[method, path] = (with_it, await doors.send(method, there, ours, body))
    return found


def _all() -> list[tuple[str, Thing]]:
    return list((TOOLS | METHODS).items())


def _kind(row: str) -> str | None:
    """Return the kind of handle that a row takes."""
    if row in ROUTES:
        return None
    return "session" if row in SESSIONS else (TOOLS | METHODS)[row].handle


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    async def look(folder: Path) -> Found:
        async with (
            home(folder, dynamic_registration=True) as house,
            served(house.broker.app) as url,
            httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as http,
        ):
            return await _cells(house, Doors(house, url, http))

    return anyio.run(look, tmp_path_factory.mktemp("matrix"))


@pytest.mark.parametrize("who", RELATIVES)
@pytest.mark.parametrize("row", ROWS)
def test_another_agents_handle_and_an_unknown_one_are_refused_alike(found: Found, row: str, who: str) -> None:
    answer, alike = found.foreign[row, who]
    assert answer == alike
    assert found.controls[row].status == 200
    assert found.controls[row] != answer, "the control"


@pytest.mark.parametrize("column", NOBODYS)
@pytest.mark.parametrize("row", [*ROWS, *sorted(ROUTES)])
def test_who_has_nothing_that_counts_is_refused_like_somebody_unknown(found: Found, row: str, column: str) -> None:
    answer, unknown = found.foreign[row, column]
    assert answer.status == 401
    assert answer == unknown
    assert found.controls[row].status not in (401, 403), "the control"


def test_the_tokens_of_this_audience_and_by_the_right_key_open(found: Found) -> None:
    for row in ("(this audience)", "(right DPoP key)"):
        assert found.controls[row].status == 200, row
        assert json.loads(found.controls[row].body)["result"]["status"] == "working"


def test_a_child_opens_as_long_as_the_credential_that_minted_it(found: Found) -> None:
    assert found.controls["(child before that)"].status == 200
    assert '"isError":false' in found.controls["(child before that)"].body


def test_nothing_that_was_tried_changed_anything(found: Found) -> None:
    assert found.still == ["pending"] * 3
    assert found.decided == [None] * 3


@pytest.mark.parametrize(("method", "path"), OWNERS)
def test_on_the_owners_pages_an_agents_credential_is_no_credential(found: Found, method: str, path: str) -> None:
    with_it, without = found.owners[method, path]
    assert (with_it.status, with_it.location) == (without.status, without.location)
    assert "bakery" not in with_it.body
    assert "bakery" in found.page, "the control"


async def _work(doors: Doors, who: Mapping[str, str], row: str, handle: str) -> list[str]:
    """Return the statements that reach the database as somebody comes with a handle."""
    seen = list[str]()

    def noted(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", noted)
    try:
        await doors.ask(who, row, handle)
    finally:
        event.remove(Engine, "before_cursor_execute", noted)
    return seen


def test_another_agents_handle_and_an_unknown_one_are_the_same_work(tmp_path: Path) -> None:
    """What is looked up further for one of them would be heard in how long the answer takes."""

    async def look() -> None:
        async with (
            home(tmp_path) as house,
            served(house.broker.app) as url,
            httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as http,
        ):
            doors, mine = Doors(house, url, http), bearer(house.credential)
            house.write("policies/other.yaml", _holding(READS))
            other = bearer(await house.add_agent("other"))
            grant = (await house.pending()).id
            for who in (mine, other):
                await doors.ask(who, "list_grants", "")  # that it was here is noted once a minute
            for row in [row for row, one in _all() if one.handle == "grant"]:
                foreign, unknown = [await _work(doors, other, row, one) for one in (grant, UNKNOWN["grant"])]
                assert foreign == unknown, row
            nothing = await _work(doors, mine, "give_back", UNKNOWN["grant"])
            assert await _work(doors, mine, "give_back", grant) != nothing, "the control"

    anyio.run(look)


def test_every_tool_method_and_route_has_its_row(found: Found) -> None:
    assert set(TOOLS) == {*OWN_TOOLS, *CHILD_TOOLS, *HELD_TOOLS, *REQUEST_TOOLS, "bank_pay"}
    assert found.methods - WITHOUT_HANDLE - {"tools/call"} == set(METHODS)
    server = {path for path in found.routes if path.startswith(("/gnap", "/.well-known/gnap"))}  # by signature
    assert found.routes - server == {*ROUTES, *OPEN, *(path for _, path in OWNERS)}
