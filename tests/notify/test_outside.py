"""Channels outside of browsers: which addresses are taken, and what each service is really sent, over loopback."""

import email
import json
import socketserver
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from email import policy

import pytest
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from broker.notify import outside
from broker.notify.outside import BadAddress, Message, NotInstalled, address_of, say
from tests.actors import served

pytestmark = pytest.mark.anyio

MESSAGE = Message("An agent asks. Code ABCD", "https://cs.example/approve/a_1", "https://cs.example/no#secret-_1")
BOT = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"


class Services:
    """Answers as ntfy, Telegram and Slack do; keeps what came."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 200
        self.host = ""

    async def take(self, request: Request) -> Response:
        self.arrived.append((request.url.path, dict(request.headers), await request.body()))
        if self.status == 302:
            return RedirectResponse("/elsewhere", 302)
        if request.url.path.startswith("/services/"):
            return Response("ok", self.status)
        return JSONResponse({"ok": True, "result": {}}, self.status)


@pytest.fixture
async def services(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Services]:
    made = Services()
    app = Starlette(routes=[Route("/{rest:path}", made.take, methods=["GET", "POST"])])
    async with served(app) as address:
        made.host = address.removeprefix("http://")
        monkeypatch.setattr(NotifyTelegram, "notify_url", f"{address}/bot")
        monkeypatch.setattr(NotifySlack, "webhook_url", f"{address}/services")
        yield made


@pytest.mark.parametrize(
    ("address", "service", "place"),
    [
        ("ntfys://ntfy.example/alices-own-topic", "ntfy", "ntfy.example, topic ali…"),
        ("ntfys://alices-own-topic", "ntfy", "ntfy.sh, topic ali…"),
        (f"tgram://{BOT}/12345", "Telegram", "chat 12345"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#asks", "Slack", "#asks"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "Slack", "the webhook's own channel"),
        ("mailtos://bot:hunter2@example.org?to=alice@example.net", "e-mail", "alice@example.net"),
    ],
)
def test_a_place_is_recognised_without_its_secrets(address: str, service: str, place: str) -> None:
    found = address_of(f" {address}\n")
    assert (found.service, found.place, found.url) == (service, place, address)
    secrets = ("hunter2", BOT, "TIiajkdnlazkcOXrIdevi7FQ", "own-topic")
    assert not [secret for secret in secrets if secret in found.place + repr(found)]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="nothing"),
        pytest.param("alice@example.org", id="no scheme"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("json://localhost/", id="a service that is not offered"),
        pytest.param("syslog://", id="the system's log"),
        pytest.param("ntfys://", id="ntfy without a topic"),
        pytest.param("slack://TOKEN", id="half a webhook"),
        pytest.param("tgram://nobot/1", id="no bot's token"),
        pytest.param("ntfys://h/t?attach=file:///etc/passwd", id="with a file attached"),
        pytest.param("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ?template=/etc/passwd", id="with a template"),
        pytest.param("mailtos://a:b@example.org?pgppub=/etc/passwd", id="with a key file"),
        pytest.param("ntfys://h/t?redirect=yes", id="following redirects"),
        pytest.param("ntfys://h/t, json://localhost", id="two addresses"),
        pytest.param("ntfys://h/t\njson://localhost", id="two lines"),
        pytest.param("ntfys://h/" + "t" * 2000, id="too long"),
    ],
)
def test_any_other_address_is_refused_in_words_that_do_not_repeat_it(address: str) -> None:
    assert address_of("ntfys://h/t").service == "ntfy", "the control"
    with pytest.raises(BadAddress) as refused:
        address_of(address)
    assert "passwd" not in str(refused.value)
    assert "TOKEN" not in str(refused.value)


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broker.notify.outside.importlib.util.find_spec", lambda _name: None)
    with pytest.raises(NotInstalled, match=r"pip install 'countersign-broker\[notify\]'"):
        address_of("ntfys://h/t")


async def test_ntfy_shows_the_line_and_two_buttons_and_no_picture_of_others(services: Services) -> None:
    assert (await say(f"ntfy://{services.host}/mine", MESSAGE)).how == "delivered"
    [(_, headers, body)] = services.arrived
    assert json.loads(body) == {"topic": "mine", "title": "Countersign", "message": MESSAGE.text}
    assert headers["x-click"] == MESSAGE.decide
    assert headers["x-actions"] == f"view, Look and decide, {MESSAGE.decide}; view, Refuse, {MESSAGE.refuse}"
    assert "x-icon" not in headers


async def test_telegram_is_told_the_line_and_both_links_as_plain_text(services: Services) -> None:
    assert (await say(f"tgram://{BOT}/12345", MESSAGE)).how == "delivered"
    path, _, body = services.arrived[-1]
    assert path == f"/bot{BOT}/sendMessage"
    told = json.loads(body)
    assert str(told["chat_id"]) == "12345"
    assert all(part in told["text"] for part in (MESSAGE.text, MESSAGE.decide, MESSAGE.refuse or "-"))


async def test_slack_is_told_the_line_and_both_links(services: Services) -> None:
    assert (await say("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", MESSAGE)).how == "delivered"
    path, _, body = services.arrived[-1]
    assert path == "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    assert all(part in json.dumps(json.loads(body)) for part in (MESSAGE.text, MESSAGE.decide, MESSAGE.refuse or "-"))


async def test_a_mail_holds_the_line_and_both_links() -> None:
    with _mailbox() as (port, mails):
        address = f"mailto://bot:hunter2@localhost:{port}?to=alice@example.net&from=bot@example.net"
        assert (await say(address, MESSAGE)).how == "delivered"
    [mail] = mails
    read = email.message_from_bytes(mail, policy=policy.default)
    assert (read["subject"], read["to"]) == ("Countersign", "alice@example.net")
    text = read.get_body(("plain",))
    assert text is not None
    assert all(part in text.get_content() for part in (MESSAGE.text, MESSAGE.decide, MESSAGE.refuse or "-"))


@pytest.mark.parametrize("status", [302, 401, 404, 500])
async def test_a_service_that_refuses_is_asked_again_and_no_redirect_is_followed(
    services: Services, status: int
) -> None:
    services.status = status
    verdict = await say(f"ntfy://{services.host}/mine", MESSAGE)
    assert (verdict.how, verdict.words) == ("later", "The service did not take it. It is tried again.")
    assert [path for path, _, _ in services.arrived] == ["/"]


async def test_a_service_that_is_not_there_costs_its_message_and_nothing_else() -> None:
    assert (await say("ntfy://127.0.0.1:9/mine", MESSAGE)).how == "later"


async def test_a_service_that_never_answers_is_given_up(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS", 0.0)
    verdict = await say(f"ntfy://{services.host}/mine", MESSAGE)
    assert verdict.words == "The service gave no answer (TimeoutError). It is tried again."


async def test_an_address_that_is_none_any_more_is_told_in_words() -> None:
    assert "begins with" in str((await say("json://localhost", MESSAGE)).words)


@contextmanager
def _mailbox() -> Iterator[tuple[int, list[bytes]]]:
    """Take mail on a loopback port, as a submission server without TLS does."""
    mails: list[bytes] = []

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while verb := self.rfile.readline().strip().upper():
                if verb.startswith(b"EHLO"):
                    self.wfile.write(b"250-here\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n")
                elif verb.startswith(b"AUTH"):
                    self.wfile.write(b"235 in\r\n")
                elif verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    mails.append(b"".join(lines))
                    self.wfile.write(b"250 taken\r\n")
                elif verb == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 yes\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], mails
        finally:
            server.shutdown()
            thread.join()
