"""The document of a client is fetched by the outbound rules, and kept no longer than its answer says."""

import json
from datetime import timedelta
from typing import Any

import pytest

from broker.agents.client_documents import KEPT, ClientDocuments
from broker.http import Answer, Http, NotSent
from broker.oauth.client_document import Unknown
from tests.agents.signing_in import DOCUMENT, Web, document
from tests.home import Clock
from tests.http.places import OWN, Names, answers, believing, http_for, issued, rude, serving
from tests.http.test_pinning import DENIED, LITERALS, NAME

pytestmark = pytest.mark.anyio

# Attack A14 of notes/reliability.md: spellings of an address inside, and addresses that are not http at all.
SPELT = {
    "IPv4 in two parts": "https://127.1/agent.json",
    "IPv4 as one hexadecimal number": "https://0x7f000001/agent.json",
    "IPv4 as one decimal number": "https://2130706433/agent.json",
    "IPv4 in full-width digits": "https://１２７.0.0.1/agent.json",
    "IPv6 mapped": "https://[::ffff:127.0.0.1]/agent.json",
    "NAT64 of loopback": "https://[64:ff9b::7f00:1]/agent.json",
    "6to4 of loopback": "https://[2002:7f00:1::]/agent.json",
    "site-local": "https://[fec0::1]/agent.json",
    "unspecified": "https://0.0.0.0/agent.json",
    "metadata": "https://169.254.169.254/agent.json",
    "metadata, IPv6": "https://[fd00:ec2::254]/agent.json",
    "loopback": "https://127.0.0.1/agent.json",
    "a user": "https://client.example@127.0.0.1/agent.json",
    "a fragment before another host": "https://client.example#@127.0.0.1/agent.json",
    "IDN in Unicode": "https://bücher.example/agent.json",
    "a trailing dot": "https://client.example./agent.json",
    "localhost": "https://localhost/agent.json",
    "localhost with a trailing dot": "https://localhost./agent.json",
    "ssh's port": "https://client.example:22/agent.json",
    "mail's port": "https://client.example:25/agent.json",
    "redis's port": "https://client.example:6379/agent.json",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_x",
    "cleartext": "http://client.example/agent.json",
    "our own door": "https://broker.example/agent.json",
    "no path": "https://client.example/",
    "dot segments": "https://client.example/a/../agent.json",
    "hidden dot segments": "https://client.example/a/%2e%2e/agent.json",
    "a query": "https://client.example/agent.json?x",
}


class Reached(Exception):
    """The request passed every rule: it would have left."""


def guarded(monkeypatch: pytest.MonkeyPatch, http: Http) -> None:
    async def send(*_: Any, **__: Any) -> Answer:
        raise Reached

    monkeypatch.setattr(http._servers, "send", send)


@pytest.mark.promise("A14")
@pytest.mark.parametrize("row", SPELT)
async def test_a_client_id_that_leads_inside_or_has_a_second_reading_is_never_asked(
    row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    http = Http("https://broker.example", frozenset, resolve=Names({}), tls=believing)
    guarded(monkeypatch, http)
    documents = ClientDocuments(http.document, Clock())
    with pytest.raises(Unknown):
        await documents.of(SPELT[row])
    with pytest.raises(Reached):
        await documents.of(DOCUMENT)
    await http.close()


@pytest.mark.parametrize("host", LITERALS)
async def test_an_address_inside_is_not_asked_even_where_the_configuration_names_it(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    http = http_for(f"https://{host}/", resolve=Names({}), tls=believing)
    guarded(monkeypatch, http)
    with pytest.raises(NotSent):
        await http.document(f"https://{host}/agent.json")
    with pytest.raises(Reached):
        await http.document("https://[2606:4700::1111]/agent.json")
    await http.close()


@pytest.mark.parametrize("row", DENIED)
async def test_a_name_with_one_address_inside_is_not_asked(row: str) -> None:
    http = http_for(resolve=Names({NAME: [DENIED[row][0]]}), tls=believing)
    with pytest.raises(NotSent, match="address"):
        await http.document(f"https://{NAME}/agent.json")
    await http.close()


async def test_a_server_on_this_computer_is_not_asked_whatever_a_connector_names() -> None:
    async with rude(answers(), serving(issued(NAME))) as there:
        uri = f"https://{NAME}:{there.port}/agent.json"
        http = http_for(uri, OWN, resolve=Names({NAME: [["127.0.0.1"]]}), tls=believing)
        with pytest.raises(NotSent):
            await http.document(uri)
        await http.close()
    assert there.connections == 0


async def published(**answer: Any) -> str:
    """Return what is said of a document that is answered like this: nothing where it is taken."""
    web = Web()
    status, body = answer.pop("status", 200), answer.pop("body", json.dumps(document()).encode())
    web.pages[DOCUMENT] = Answer(status, {"content-type": "application/json"} | answer, body)
    try:
        await ClientDocuments(web.document, Clock()).of(DOCUMENT)
    except Unknown as why:
        return str(why)
    return ""


def said(**changed: object) -> bytes:
    return json.dumps(document(**changed)).encode()


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a redirect": ({"status": 302, "location": DOCUMENT}, "no JSON document"),
    "not found": ({"status": 404}, "no JSON document"),
    "HTML": ({"content-type": "text/html"}, "no JSON document"),
    "too large": ({"body": said(more="x" * 16_384)}, "too large"),
    "no JSON": ({"body": b"{"}, "not one about a client"),
    "a list": ({"body": b"[]"}, "not one about a client"),
    "deep nesting": ({"body": b"[" * 9000}, "not one about a client"),
    "no redirect URIs": ({"body": said(redirect_uris=[])}, "not one about a client"),
    "another client": ({"body": said(client_id="https://other.example/agent.json")}, "another client"),
    "the client in capitals": ({"body": said(client_id=DOCUMENT.upper())}, "another client"),
    "a member twice": ({"body": said()[:-1] + b', "client_id": "' + DOCUMENT.encode() + b'"}'}, "not one about"),
    "a secret": ({"body": said(client_secret="x")}, "holds a secret"),
    "a client with a secret": ({"body": said(token_endpoint_auth_method="client_secret_post")}, "public clients"),
    "another grant": ({"body": said(grant_types=["implicit"])}, "authorization codes"),
}


@pytest.mark.parametrize("row", BAD)
async def test_what_is_no_document_of_this_client_is_refused(row: str) -> None:
    answer, words = BAD[row]
    assert words in await published(**dict(answer))
    assert await published(more="x") == ""


KEPT_FOR: dict[str, tuple[dict[str, str], int]] = {
    "as it says": ({"cache_control": "public, max-age=600"}, 600),
    "less its age": ({"cache_control": "max-age=600", "age": "100"}, 500),
    "a day at most": ({"cache_control": "max-age=99999999"}, 86_400),
    "not at all without a word": ({}, 0),
    "not at all if it must not": ({"cache_control": "no-store, max-age=600"}, 0),
    "not at all if it must be asked for": ({"cache_control": "max-age=600, no-cache"}, 0),
    "not at all for nonsense": ({"cache_control": "max-age=-1"}, 0),
}


@pytest.mark.parametrize("row", KEPT_FOR)
async def test_a_document_is_kept_as_its_answer_says_and_a_day_at_most(row: str) -> None:
    headers, seconds = KEPT_FOR[row]
    web, clock = Web(), Clock()
    web.publish(said(), **headers)
    documents = ClientDocuments(web.document, clock)
    await documents.of(DOCUMENT)
    if seconds:
        clock.turn(seconds - 1)
        await documents.of(DOCUMENT)
        assert len(web.fetched) == 1
        clock.at += timedelta(seconds=1)
    await documents.of(DOCUMENT)
    assert len(web.fetched) == 2


async def test_a_document_that_is_gone_is_not_remembered_and_of_many_the_oldest_are_forgotten() -> None:
    web, clock = Web(), Clock()
    documents = ClientDocuments(web.document, clock)
    with pytest.raises(Unknown, match="could not be fetched"):
        await documents.of(DOCUMENT)
    for number in range(KEPT + 1):
        uri = f"https://client.example/{number}.json"
        web.publish(said(client_id=uri), uri, cache_control="max-age=600")
        await documents.of(uri)
    web.fetched.clear()
    await documents.of(f"https://client.example/{KEPT}.json")
    assert web.fetched == []
    await documents.of("https://client.example/0.json")
    assert web.fetched == ["https://client.example/0.json"]
