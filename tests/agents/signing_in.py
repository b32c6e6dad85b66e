"""A program that signs in as an agent: the official client's own OAuth, its document, and its owner's browser."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2
from mcp.client.auth import OAuthClientProvider
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from pydantic import AnyUrl

from broker.http import Answer, NotSent
from tests.home import PUBLIC_URL, Home

DOCUMENT = "https://client.example/agent.json"
REDIRECT = "http://127.0.0.1:7777/callback"
DOOR = f"{PUBLIC_URL}/mcp"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # RFC 7636 appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
ASK = {
    "response_type": "code",
    "client_id": DOCUMENT,
    "redirect_uri": REDIRECT,
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "resource": DOOR,
    "state": "the client's own",
}
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "some-agent", "version": "1"},
    },
}


def document(**changed: object) -> dict[str, Any]:
    """Return what the program says of itself at its client_id."""
    return {
        "client_id": DOCUMENT,
        "client_name": "Some Agent",
        "redirect_uris": ["http://127.0.0.1/callback", "https://client.example/back"],
        "token_endpoint_auth_method": "none",
    } | changed


@dataclass
class Web:
    """What is published outside, by address; `fetched` are the addresses that the broker asked for."""

    pages: dict[str, Answer] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def publish(self, content: bytes, uri: str = DOCUMENT, **headers: str) -> None:
        """Publish a document; `headers` are named with underscores."""
        lines = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[uri] = Answer(200, {"content-type": "application/json"} | lines, content)

    async def document(self, uri: str) -> Answer:
        """Return what is there."""
        self.fetched.append(uri)
        if uri not in self.pages:
            raise NotSent("nothing is there")
        return self.pages[uri]


def browser(home: Home) -> httpx2.AsyncClient:
    """Return the owner's browser: the cookie of the scripted phone, and its passkey."""
    return home.phone._browser


async def opened(home: Home, query: str) -> httpx2.Response:
    """Open the page that a program leads to."""
    return await browser(home).get(f"/oauth/authorize?{query}")


async def enrolled(home: Home, query: str, agent: str = "visitor") -> str:
    """Open the page and name the agent in its form; return the proposal that waits for the owner."""
    page = await opened(home, query)
    assert page.status_code == 200, page.text
    found = re.search(r'name="asked" value="([^"]*)"', page.text)
    assert found is not None
    form = {"asked": unescape(found[1]), "agent": agent}
    headers = {"Origin": home.broker.settings.public_url, "Sec-Fetch-Site": "same-origin"}
    answer = await browser(home).post("/oauth/authorize", data=form, headers=headers)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/proposals/")


async def sent_back(home: Home, proposal: str) -> httpx2.URL:
    """Return where the owner's browser is sent after the answer."""
    answer = await browser(home).get(f"/oauth/done/{proposal}")
    assert answer.status_code == 303, answer.text
    return httpx2.URL(answer.headers["location"])


async def code_for(home: Home, agent: str = "visitor", **changed: str) -> str:
    """Let the owner sign one request in by hand; return the code."""
    proposal = await enrolled(home, urlencode(ASK | changed), agent)
    await home.phone.sign(proposal)
    return str((await sent_back(home, proposal)).params["code"])


def redeeming(code: str, /, **changed: str | None) -> dict[str, str]:
    """Return a token request for a code."""
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "client_id": DOCUMENT,
        "code_verifier": VERIFIER,
        "resource": DOOR,
    }
    return {name: value for name, value in (asked | changed).items() if value is not None}


def refreshing(token: str, /, **changed: str | None) -> dict[str, str]:
    """Return a token request for a refresh token."""
    asked = {"grant_type": "refresh_token", "refresh_token": token, "client_id": DOCUMENT, "resource": DOOR}
    return {name: value for name, value in (asked | changed).items() if value is not None}


def at(home: Home, auth: httpx2.Auth | None = None) -> httpx2.AsyncClient:
    """Return an HTTP client of nobody's, or of a program that signs in."""
    transport = httpx2.ASGITransport(app=home.broker.app)
    return httpx2.AsyncClient(base_url=PUBLIC_URL, transport=transport, trust_env=False, auth=auth)


class Rerouted(httpx2.AsyncHTTPTransport):
    """Carries requests for the broker's own address to where it is served in a test."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._served = httpx2.URL(url)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = request.url.copy_with(host=self._served.host, port=self._served.port)
        return await super().handle_async_request(request)


async def knock(home: Home, token: str, path: str = "/mcp") -> httpx2.Response:
    """Come to the door with a token."""
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json, text/event-stream"}
    async with at(home) as http:
        return await http.post(path, json=HELLO, headers=headers)


class Memory:
    """Where the official client keeps what it was given."""

    def __init__(self) -> None:
        self.tokens: OAuthToken | None = None
        self.info: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.info

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.info = client_info


class Program:
    """The official client's OAuth, led through the owner's browser; `changed` are parameters that it says otherwise."""

    def __init__(self, home: Home, *, agent: str = "visitor", verb: str = "approve", **changed: str | None) -> None:
        self.home = home
        self.agent = agent
        self.verb = verb
        self.changed = changed
        self.memory = Memory()
        self.asked: list[str] = []
        self.iss: str | None = None  # said instead of ours
        self._back: dict[str, list[str]] = {}
        self.auth = OAuthClientProvider(
            DOOR,
            OAuthClientMetadata(redirect_uris=[AnyUrl(REDIRECT)], client_name="Some Agent"),
            self.memory,
            self._led,
            self._answered,
            client_metadata_url=DOCUMENT,
        )

    async def _led(self, uri: str) -> None:
        self.asked.append(uri)
        given = dict(parse_qsl(urlsplit(uri).query)) | self.changed
        query = urlencode({name: value for name, value in given.items() if value is not None})
        page = await opened(self.home, query)
        if page.status_code == 303:
            self._back = parse_qs(httpx2.URL(page.headers["location"]).query.decode())
            return
        proposal = await enrolled(self.home, query, self.agent)
        await self.home.phone.sign(proposal, "approve" if self.verb == "approve" else "refuse")
        self._back = parse_qs((await sent_back(self.home, proposal)).query.decode())

    async def _answered(self) -> AuthorizationCodeResult:
        def one(name: str) -> str | None:
            return next(iter(self._back.get(name, ())), None)

        return AuthorizationCodeResult(code=one("code") or "", state=one("state"), iss=self.iss or one("iss"))

    @property
    def back(self) -> dict[str, str]:
        """What the owner's browser brought back."""
        return {name: values[0] for name, values in self._back.items()}
