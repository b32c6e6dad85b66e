"""A real OAuth server, `oidc-provider` from npm, in a process of its own, with an API behind it and alice's browser."""

import base64
import contextlib
import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2

from tests.connect.programs import environment, node_program
from tests.names import ROOT

SECRETS: Final = {
    "countersign": "client-secret-canary-of-countersign",
    "countersign:basic": "client+secret%canary/of:basic",  # a client as OpenID Connect registers them by itself
    "tracker": "client-secret-of-the-api",
}
SCOPES: Final = ["issues.read", "issues.write"]
LIFE: Final = 600  # seconds of an access token, as server.mjs has it
ENDS_WITHIN: Final = 30  # seconds
BACK: Final = "http://127.0.0.1:9/callback"  # where nobody listens: the browser of a test goes nowhere
_VERIFIER: Final = "a-code-verifier-of-the-forty-three-characters-or-more"
_FOLDER: Final = ROOT / ".work/oidc"


@dataclass(frozen=True)
class Provider:
    """The server and the API, by their addresses."""

    issuer: str
    api: str

    def agreed(self, page: str) -> str:
        """Let alice open a page in her browser, sign in and agree; return where that sends her."""
        with httpx2.Client(trust_env=False) as browser:
            at = browser.get(page)
            for step in ({"prompt": "login", "login": "alice", "password": "of-alice"}, {"prompt": "consent"}):
                at = self._within(browser, at)
                form = re.search(r'<form[^>]* action="([^"]+)" method="post"', at.text)
                assert form is not None, at.text
                at = browser.post(form[1], data=step)
            return str(self._within(browser, at).headers["location"])

    def _within(self, browser: httpx2.Client, at: httpx2.Response) -> httpx2.Response:
        while at.has_redirect_location and (there := str(at.url.join(at.headers["location"]))).startswith(self.issuer):
            at = browser.get(there)
        return at

    def refresh_token(self) -> str:
        """Return a refresh token of alice's, by code and PKCE as the server wants it."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(_VERIFIER.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "client_id": "countersign", "response_type": "code", "redirect_uri": BACK, "scope": " ".join(SCOPES),
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        code = parse_qs(urlsplit(self.agreed(f"{self.issuer}/auth?{urlencode(asked)}")).query)["code"][0]
        given = self.token(grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=_VERIFIER)
        return str(given.json()["refresh_token"])

    def token(self, **form: str) -> httpx2.Response:
        """Ask the token endpoint as whoever has the client's secret."""
        client = {"client_id": "countersign", "client_secret": SECRETS["countersign"]}
        return httpx2.post(f"{self.issuer}/token", data=client | form, trust_env=False)

    def introspected(self, token: str) -> dict[str, Any]:
        """Return what the server says of a token, of whichever kind."""
        form = {"token": token, "client_id": "tracker", "client_secret": SECRETS["tracker"]}
        answer: dict[str, Any] = httpx2.post(f"{self.issuer}/token/introspection", data=form, trust_env=False).json()
        return answer

    def ended(self, token: str) -> None:
        """Let the server know an access token no more, and nothing else."""
        assert httpx2.post(f"{self.api}/ended", content=token, trust_env=False).status_code == 200

    def seen(self) -> list[dict[str, Any]]:
        """Return the requests that reached the API, and how it answered."""
        requests: list[dict[str, Any]] = httpx2.get(f"{self.api}/seen", trust_env=False).json()
        return requests

    def connector(self, **credential: object) -> str:
        """Return the connector file of the API."""
        oauth2 = {
            "kind": "oauth2", "token_endpoint": f"{self.issuer}/token", "client_id": "countersign",
            "revocation_endpoint": f"{self.issuer}/token/revocation",
        }  # fmt: skip
        return _CONNECTOR.replace("$API", self.api).replace("$CREDENTIAL", json.dumps(oauth2 | credential))

    def rules(self) -> str:
        """Return what a policy says of the API: who reads is not asked about, who writes is."""
        return _RULES.replace("$API", self.api)


_CONNECTOR: Final = """\
name: tracker
title: Issue tracker
resource_server: $API
authorization_server: embedded
credential: $CREDENTIAL
operations:
  - name: tracker_read
    title: Read an issue
    request: GET /issues/{issue}
    parameters: {issue: {type: string}}
    access: {type: issue, actions: [read], locations: ["$API/issues/{issue}"], identifier: $issue}
  - name: tracker_open
    title: Open an issue
    request: POST /issues
    parameters: {title: {type: string}}
    access: {type: issue, actions: [create], locations: ["$API/issues"], title: $title}
"""
_RULES: Final = """
  - {id: read-issues, decide: allow, access: {type: issue, actions: [read], locations: ["$API/*"]}}
  - {id: open-issues, decide: ask, access: {type: issue, actions: [create], locations: ["$API/*"]}}
"""


@contextlib.contextmanager
def provider(folder: Path) -> Iterator[Provider]:
    """Run the server and the API until the context ends; skip the test where the server is not installed."""
    command = node_program(_FOLDER / "node_modules/oidc-provider", "oidc-provider")
    words = [*command, str(ROOT / "tests/oidc/server.mjs"), str(_FOLDER), json.dumps(SECRETS)]
    with (
        (folder / "provider.log").open("w") as log,
        subprocess.Popen(
            words, cwd=folder, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            text=True,
        ) as server,
    ):  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        said = server.stdout.readline()
        assert said, (folder / "provider.log").read_text()
        try:
            yield Provider(**json.loads(said))
        finally:
            server.stdin.close()
            server.wait(ENDS_WITHIN)
