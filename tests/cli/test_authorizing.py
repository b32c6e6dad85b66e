"""`countersign connector authorize`, against a server that does as it should and against each that does not."""

import contextlib
import json
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2
import pytest

from broker.client.revoking import GOT
from broker.client.secret import kept
from broker.files import starter
from broker.oauth.pkce import proves
from broker.store.query import Session, select
from broker.store.tables import ConnectorSecret
from tests.cli.commands import Done, run
from tests.cli.conftest import Served
from tests.client import mcp_server
from tests.client.plain_api import CONNECTOR, CREDENTIAL
from tests.services import free_port

CODE, TOKEN, PASSWORD = "code-canary-1f9e", "refresh-canary-77ab", "client-secret-canary-0c"
Params = dict[str, str]


@dataclass
class Stand:
    """A server as a test wants it: `says` changes what its page answers, `gives` what its token endpoint does."""

    issuer: str
    pages: list[Params] = field(default_factory=list)
    forms: list[Params] = field(default_factory=list)
    clients: list[str | None] = field(default_factory=list)  # the headers Authorization beside the forms
    says: Callable[[Params], Any] = lambda answer: answer
    gives: tuple[int, Any] = (200, {"access_token": "access-canary", "token_type": "Bearer", "refresh_token": TOKEN})
    metadata: dict[str, Any] = field(default_factory=dict)
    lost: bool = False  # whether its page leads to where nobody waits

    def location(self, query: str) -> str:
        """Take note of a request, and return where its page leads back to."""
        asked = dict(parse_qsl(query, strict_parsing=True))
        self.pages.append(asked)
        answer = self.says({"code": CODE, "state": asked["state"], "iss": self.issuer})
        back = asked["redirect_uri"] + ("/elsewhere" if self.lost else "")
        return f"{back}?{urlencode(answer)}"

    def published(self) -> dict[str, Any]:
        """Return its metadata (RFC 8414), which says that its answers say who gives them."""
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/agree",
            "token_endpoint": f"{self.issuer}/token", "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True, **self.metadata,
        }  # fmt: skip


@contextlib.contextmanager
def _standing() -> Iterator[Stand]:
    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if where.path == "/agree":
                self._answer(302, "", location=stand.location(where.query))
            elif where.path == "/.well-known/oauth-authorization-server":
                self._answer(200, json.dumps(stand.published()))
            else:
                self._answer(404, "{}")

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["content-length"])).decode()
            stand.forms.append(dict(parse_qsl(sent, strict_parsing=True)))
            stand.clients.append(self.headers["authorization"])
            status, said = stand.gives
            self._answer(status, said if isinstance(said, str) else json.dumps(said))

        def _answer(self, status: int, body: str, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *given: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Asked) as server:
        stand = Stand(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield stand
        server.shutdown()


@dataclass
class Owner:
    """Who runs the command: the broker, the server, and what the browser was told in the end."""

    served: Served
    stand: Stand
    told: list[httpx2.Response] = field(default_factory=list)
    before: Callable[[str], None] = lambda _page: None  # what somebody else does as the page opens

    def file(self, text: str = CONNECTOR, before: str = CREDENTIAL, **credential: object) -> None:
        """Write the connector, whose credential was `before`, and let it be signed for."""
        used = {"kind": "oauth2", "token_endpoint": f"{self.stand.issuer}/token", "client_id": "countersign"}
        path = self.served.broker.settings.config_dir / "tools" / "tracker.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        with self.served.answering():  # before it is written: the broker itself looks too
            path.write_text(text.replace(before, f"credential: {json.dumps(used | credential)}"))
            self.served.await_(self.served.broker.reload())
        self.served.await_(self.served.broker.reload())

    def opens(self, page: str) -> bool:
        """Be the browser: agree at the page, and go where that leads."""
        self.before(page)
        with httpx2.Client(trust_env=False) as browser:
            self.told.append(browser.get(browser.get(page).headers["location"]))
        return True

    def authorize(self, *options: str, password: str = PASSWORD) -> Done:
        """Run the command; its browser has come back before it begins to wait, so it waits for nothing long."""
        screen = {**self.served.environment, "DISPLAY": ":0"}
        words = ("connector", "authorize", "tracker", "--timeout", "0.2", *options)
        return run(self.served.folder, *words, input=f"{password}\n", **screen)

    def rows(self) -> list[ConnectorSecret]:
        """Return what is kept of any secret."""
        return self.served.await_(self.served.broker.store.read(lambda s: list(s.scalars(select(ConnectorSecret)))))

    def kept(self) -> str | None:
        """Return what is in force."""
        context = self.served.broker.client_context
        connector = context.connector("tracker")
        assert connector is not None

        def look(session: Session) -> str | None:
            found = kept(session, context, connector)
            return found[1].reveal() if found else None

        return self.served.await_(self.served.broker.store.read(look))


@pytest.fixture
def owner(served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Owner]:
    """An owner whose connector's file names the server by its issuer."""
    with _standing() as stand:
        made = Owner(served, stand)
        monkeypatch.setattr("webbrowser.open", made.opens)
        made.file(issuer=stand.issuer, scopes=["issues.read", "issues.write"])
        yield made


@pytest.fixture
def unsigned(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the command would wait for a signature of: here it waits for none, and is told that there is one."""
    made: list[Any] = []

    def taken(_where: object, proposal: Any, **_: object) -> Any:
        made.append(proposal)
        return proposal

    monkeypatch.setattr("broker.cli.authorizing.signed", taken)
    return made


def test_a_refresh_token_is_got_in_the_browser_and_counts_once_its_owner_has_signed(owner: Owner) -> None:
    with owner.served.answering():
        done = owner.authorize("--timeout", "20")
    assert done.returncode == 0, done.stderr
    assert "calls of tracker are made with that agreement from now on" in done.stdout
    (page,), (form,) = owner.stand.pages, owner.stand.forms
    assert (page["response_type"], page["client_id"], page["scope"]) == (
        "code", "countersign", "issues.read issues.write",
    )  # fmt: skip
    assert (page["code_challenge_method"], len(page["state"]) > 40) == ("S256", True)
    assert "resource" not in page, "a plain API is not named: a server may refuse what it does not know"
    assert proves(form.pop("code_verifier"), page["code_challenge"])
    assert form == {
        "grant_type": "authorization_code", "code": CODE, "redirect_uri": page["redirect_uri"],
        "client_id": "countersign", "client_secret": PASSWORD,
    }  # fmt: skip
    assert owner.stand.clients == [None]
    assert owner.kept() == f"{TOKEN} {PASSWORD}"
    (told,) = owner.told
    assert (told.status_code, "close this window" in told.text) == (200, True)
    audited = json.dumps([owner.served.audited(kind) for kind in ("connector.secret", "proposal.made")])
    seen = done.stdout + done.stderr + audited + told.text
    assert [one for one in (CODE, TOKEN, PASSWORD, page["state"]) if one in seen.replace(_address(done), "")] == []
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(page["redirect_uri"], trust_env=False)  # the port is closed as soon as it is of no use


def test_what_nobody_signs_for_is_kept_nowhere(owner: Owner) -> None:
    refused = owner.authorize("--wait", "0")
    assert (refused.returncode, "nothing was changed" in refused.stderr) == (1, True)
    assert (owner.kept(), [(one.in_force, one.revocation) for one in owner.rows()]) == (None, [(None, GOT)])


def test_a_file_that_names_the_page_and_no_issuer_is_enough_and_its_query_stays(
    owner: Owner, unsigned: list[Any]
) -> None:
    owner.file(authorization_endpoint=f"{owner.stand.issuer}/agree?access_type=offline&prompt=consent")
    done = owner.authorize("--json", password="")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["proposal"] == unsigned[0]["proposal"]
    (page,), (form,) = owner.stand.pages, owner.stand.forms
    assert (page["access_type"], page["prompt"], "scope" in page) == ("offline", "consent", False)
    assert "client_secret" not in form


def test_the_starter_of_google_calendar_is_authorized_as_it_comes(owner: Owner, unsigned: list[Any]) -> None:
    text = starter("tools/starters/google-calendar.yaml").replace("name: google-calendar", "name: tracker")
    for theirs, here in (
        ("https://accounts.google.com/o/oauth2/v2/auth", f"{owner.stand.issuer}/agree"),
        ("https://oauth2.googleapis.com/token", f"{owner.stand.issuer}/token"),
    ):
        assert theirs in text
        text = text.replace(theirs, here)
    owner.file(text)
    done = owner.authorize()
    assert (done.returncode, len(unsigned)) == (0, 1), done.stderr
    (page,), (form,) = owner.stand.pages, owner.stand.forms
    assert (page["access_type"], page["prompt"]) == ("offline", "consent"), "without them Google gives no refresh token"
    assert page["scope"] == "https://www.googleapis.com/auth/calendar.events"
    assert (page["client_id"], form["client_secret"]) == ("your-id.apps.googleusercontent.com", PASSWORD)


def test_a_client_secret_goes_where_the_file_says_and_nowhere_else(owner: Owner, unsigned: list[Any]) -> None:
    owner.file(issuer=owner.stand.issuer, client_auth="basic")
    assert owner.authorize().returncode == 0
    (form,), (client,) = owner.stand.forms, owner.stand.clients
    assert client == f"Basic {b64encode(f'countersign:{PASSWORD}'.encode()).decode()}"
    assert set(form) == {"grant_type", "code", "redirect_uri", "code_verifier"}
    assert PASSWORD not in str(form)
    assert owner.authorize(password="").returncode == 0
    assert (owner.stand.clients[1], owner.stand.forms[1]["client_id"]) == (None, "countersign"), "one without a secret"
    assert len(unsigned) == 2


def test_the_tokens_of_an_mcp_server_are_asked_for_that_server(owner: Owner, unsigned: list[Any]) -> None:
    of_mcp, page = mcp_server.CONNECTOR.replace("name: notes", "name: tracker"), f"{owner.stand.issuer}/agree"
    owner.file(of_mcp, mcp_server.CREDENTIAL, authorization_endpoint=page)
    done = owner.authorize()
    assert (done.returncode, len(unsigned)) == (0, 1), done.stderr
    assert [one["resource"] for one in (*owner.stand.pages, *owner.stand.forms)] == [mcp_server.URL] * 2
    owner.file(of_mcp, mcp_server.CREDENTIAL, authorization_endpoint=f"{page}?resource=https://other.example")
    refused = owner.authorize()
    assert (refused.returncode, "its authorization_endpoint sets resource itself" in refused.stderr) == (1, True)
    owner.file(authorization_endpoint=f"{page}?resource=tracker")
    assert owner.authorize().returncode == 0, "the control: of a plain API it is the file's own word"
    assert owner.stand.pages[-1]["resource"] == "tracker"


def test_without_a_browser_the_address_is_printed_and_the_port_is_the_one_that_is_named(
    owner: Owner, unsigned: list[Any]
) -> None:
    port = free_port()
    late = owner.authorize("--no-browser", "--port", str(port))
    assert (late.returncode, owner.stand.pages, unsigned) == (1, [], [])
    asked = parse_qs(urlsplit(_address(late)).query)
    assert asked["redirect_uri"] == [f"http://127.0.0.1:{port}/callback"]
    with _taken_port() as taken:
        assert "Address already in use" in owner.authorize("--port", str(taken)).stderr


def test_what_others_send_to_the_port_ends_nothing(owner: Owner, unsigned: list[Any]) -> None:
    statuses = []

    def strangers(page: str) -> None:
        back = parse_qs(urlsplit(page).query)["redirect_uri"][0]
        state = parse_qs(urlsplit(page).query)["state"][0]
        for query in ("", "?code=theirs", "?code=theirs&state=guess", f"?code=theirs&state={state}&state=guess"):
            statuses.append(httpx2.get(back + query, trust_env=False).status_code)
        named = {"host": "evil.example"}
        statuses.append(httpx2.get(f"{back}?code=theirs&state={state}", headers=named, trust_env=False).status_code)
        statuses.append(httpx2.post(f"{back}?code=theirs&state={state}", trust_env=False).status_code)
        statuses.append(httpx2.get(back.replace("/callback", "/favicon.ico"), trust_env=False).status_code)

    owner.before = strangers
    done = owner.authorize("--timeout", "20")
    assert statuses == [404, 404, 404, 404, 404, 501, 404]
    assert (done.returncode, len(unsigned), owner.stand.forms[0]["code"]) == (0, 1, CODE)


def _without(name: str) -> Callable[[Params], Any]:
    return lambda answer: {key: value for key, value in answer.items() if key != name}


def _with(**more: str) -> Callable[[Params], Any]:
    return lambda answer: {**answer, **more}


NOT_USED = "it was not used"
ANSWERS: dict[str, tuple[Callable[[Params], Any], str]] = {
    "wrong state": (_with(state="another-state"), "1 came that belonged to no request of this command"),
    "no state": (_without("state"), "1 came that belonged to no request of this command"),
    "no iss, though it always says so": (_without("iss"), "does not say who gives it (iss)"),
    "iss of another server": (_with(iss="https://other.example"), "another server than the one that was asked (iss)"),
    "iss with a slash more": (lambda one: {**one, "iss": one["iss"] + "/"}, NOT_USED),
    "refused by its owner": (lambda one: {**_without("code")(one), "error": "access_denied"}, "it was refused there"),
    "refusal and code at once": (_with(error="access_denied"), "it was refused there"),
    "unknown scope": (_with(error="invalid_scope"), "write other scopes in the connector's file"),
    "client not registered": (_with(error="unauthorized_client"), "see that client_id and the redirect address"),
    "error in words of its own": (_with(error="\x1b[31mrun: curl evil.example"), "an error that is not known here"),
    "no code": (_without("code"), "without a code"),
    "code twice": (lambda one: [*one.items(), ("code", "theirs")], "a parameter stands twice"),
    "code without end": (_with(code="c" * 5000), "without a code"),
}  # fmt: skip


def test_an_answer_of_the_page_that_is_not_as_it_should_be_is_not_used(owner: Owner, unsigned: list[Any]) -> None:
    for how, (says, words) in ANSWERS.items():
        owner.stand.says = says
        refused = owner.authorize()
        assert (refused.returncode, words in refused.stderr) == (1, True), (how, refused)
        assert "evil" not in refused.stderr + refused.stdout, how
    assert len(owner.told) == len(ANSWERS) == 13
    assert (owner.stand.forms, owner.rows(), unsigned) == ([], [], []), "no code went anywhere"


def test_a_page_that_leads_to_another_path_is_waited_for_as_long_as_told(owner: Owner, unsigned: list[Any]) -> None:
    owner.stand.lost = True
    late = owner.authorize()
    assert (late.returncode, "no answer came back within 0.2 seconds: run this again" in late.stderr) == (1, True)
    assert (owner.told[0].status_code, owner.stand.forms, unsigned) == (404, [], [])


TOKENS: dict[str, tuple[tuple[int, Any], str]] = {
    "code refused": ((400, {"error": "invalid_grant", "error_description": "evil"}), "it did not take the code"),
    "client secret wrong": (
        (401, {"error": "invalid_client"}),
        "the client secret is missing or wrong, or is wanted in the other way: see client_auth in the connector's file",
    ),
    "error in words of its own": ((400, {"error": "evil"}), "its token_endpoint answered 400"),
    "error at 200": ((200, {"error": "bad_code", "error_description": "evil"}), "with an error that is not known here"),
    "known error at 200": ((200, {"error": "invalid_grant", "refresh_token": TOKEN}), "it did not take the code"),
    "error that is no word": ((400, {"error": ["evil"]}), "its token_endpoint answered 400"),
    "broken": ((500, "evil"), "its token_endpoint answered 500"),
    "moved": ((302, ""), "its token_endpoint answered 302"),
    "no JSON": ((200, "evil"), "gave no refresh token"),
    "a list": ((200, [TOKEN]), "gave no refresh token"),
    "no refresh token": ((200, {"access_token": "a", "token_type": "Bearer"}), "it may want the scope offline_access"),
    "tokens bound to a key": ((200, {"token_type": "DPoP", "refresh_token": TOKEN}), "no bearer tokens"),
    "refresh token with a line end": ((200, {"refresh_token": TOKEN + "\nx-evil: 1"}), "cannot be one"),
    "refresh token that is a number": ((200, {"refresh_token": 12345678}), "cannot be one"),
    "refresh token without end": ((200, {"refresh_token": "t" * 5000}), "cannot be one"),
}


def test_what_the_token_endpoint_gives_in_place_of_a_refresh_token_is_told_with_the_next_step(
    owner: Owner, unsigned: list[Any]
) -> None:
    for how, (gives, words) in TOKENS.items():
        owner.stand.gives = gives
        refused = owner.authorize()
        assert (refused.returncode, words in refused.stderr) == (1, True), (how, refused)
        seen = refused.stdout + refused.stderr.replace(_address(refused), "")
        assert [one for one in (CODE, TOKEN, PASSWORD, "evil") if one in seen] == [], how
    assert len(owner.stand.forms) == len(TOKENS) == 15
    assert (owner.rows(), unsigned) == ([], [])


METADATA: dict[str, tuple[dict[str, Any], str]] = {
    "of another issuer": ({"issuer": "https://other.example"}, "is of another issuer"),
    "with another token endpoint": ({"token_endpoint": "https://other.example/token"}, "another token_endpoint"),
    "without our PKCE": ({"code_challenge_methods_supported": ["plain"]}, "does not know PKCE with S256"),
    "PKCE in one word": ({"code_challenge_methods_supported": "S256"}, "does not know PKCE with S256"),
    "without a page": ({"authorization_endpoint": None}, "no authorization_endpoint that may be opened"),
    "a page over plain http": ({"authorization_endpoint": "http://as.example/a"}, "that may be opened"),
    "a page that is a program": ({"authorization_endpoint": "javascript:alert(1)"}, "that may be opened"),
    "a page that is a file": ({"authorization_endpoint": "file:///etc/passwd"}, "that may be opened"),
    "a page with an escape sequence": ({"authorization_endpoint": "https://as.example/a?\x1b[2J"}, "may be opened"),
    "a page that sets the state": ({"authorization_endpoint": "https://as.example/a?state=1"}, "sets state itself"),
    "larger than any": ({"more": "m" * 70_000}, "too large"),
}


def test_a_server_whose_metadata_is_not_its_own_or_leads_astray_is_opened_in_no_browser(
    owner: Owner, unsigned: list[Any]
) -> None:
    for how, (metadata, words) in METADATA.items():
        owner.stand.metadata = metadata
        refused = owner.authorize()
        assert (refused.returncode, words in refused.stderr) == (1, True), (how, refused)
    assert (owner.told, owner.stand.forms, unsigned) == ([], [], [])


def test_a_server_without_a_named_issuer_must_answer_from_where_it_was_asked(owner: Owner, unsigned: list[Any]) -> None:
    owner.file(authorization_endpoint=f"{owner.stand.issuer}/agree")
    owner.stand.says = _with(iss="https://other.example")
    refused = owner.authorize()
    assert (refused.returncode, "name it as issuer in the connector's file" in refused.stderr) == (1, True)
    assert (owner.stand.forms, unsigned) == ([], [])
    for says in (_without("iss"), _with(iss=f"{owner.stand.issuer}/tenant")):
        owner.stand.says = says
        assert owner.authorize().returncode == 0
    assert len(unsigned) == 2


def test_what_cannot_be_is_refused_before_any_page_is_opened(owner: Owner, unsigned: list[Any]) -> None:
    owner.file()
    assert "names neither authorization_endpoint nor issuer" in owner.authorize().stderr
    unknown = owner.served.run("connector", "authorize", "nobody")
    assert (unknown.returncode, 'no connector "nobody" is in force' in unknown.stderr) == (1, True)
    misspelt = owner.served.run("connector", "authorize", "../secret")
    assert (misspelt.returncode, "is no name of a connector" in misspelt.stderr) == (2, True)
    path = owner.served.broker.settings.config_dir / "tools" / "tracker.yaml"
    with owner.served.answering():
        path.write_text(CONNECTOR)
        owner.served.await_(owner.served.broker.reload())
    owner.served.await_(owner.served.broker.reload())
    assert "whose credential says oauth2" in owner.authorize().stderr
    assert (owner.told, unsigned) == ([], [])


def test_a_client_secret_that_cannot_be_one_spends_no_code(owner: Owner, unsigned: list[Any]) -> None:
    refused = owner.authorize(password="two words of it")
    assert (refused.returncode, "of the client secret: a secret is one word" in refused.stderr) == (1, True)
    assert (owner.stand.forms, unsigned, "two words" in refused.stderr) == ([], [], False)


def test_a_server_that_is_gone_is_told_with_the_next_step(owner: Owner, unsigned: list[Any]) -> None:
    owner.file(issuer=owner.stand.issuer, token_endpoint=f"http://127.0.0.1:{free_port()}/token")
    owner.stand.metadata = {"token_endpoint": _token_endpoint(owner)}
    refused = owner.authorize()
    assert (refused.returncode, "its token_endpoint cannot be reached now" in refused.stderr) == (1, True)
    assert unsigned == []


def _token_endpoint(owner: Owner) -> str:
    connector = owner.served.broker.client_context.connector("tracker")
    assert connector is not None
    assert connector.credential is not None
    return connector.credential.token_endpoint or ""


def _address(done: Done) -> str:
    return next(line.strip() for line in done.stderr.splitlines() if line.startswith("  http"))


@contextlib.contextmanager
def _taken_port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        yield int(server.server_address[1])
