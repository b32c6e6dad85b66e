"""What the authorization server says of its own addresses, its language and its clients' identifiers."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from broker.app import Broker, build
from broker.config import settings
from broker.gnap.errors import GnapError
from broker.gnap.keys import parse_key
from broker.gnap.tokens import is_token68
from tests.authserver.foreign import HISTORY, READ, Foreign
from tests.authserver.wire import error_of
from tests.home import PUBLIC_URL, home
from tests.names import ROOT

pytestmark = pytest.mark.anyio


async def _got(broker: Broker, method: str, uri: str) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=broker.app)) as client:
        return await client.request(method, uri)


@pytest.mark.requirement("C-9-2", "R-3.1-1", "R-3.1-2")
@pytest.mark.parametrize("public_url", ["https://broker.example", "http://localhost:8765"])
async def test_both_discovery_documents_name_the_grant_endpoint_that_clients_call(
    tmp_path: Path, public_url: str
) -> None:
    where = settings(public_url=public_url, state_dir=tmp_path / "state", config_dir=tmp_path / "config")
    broker = build(where)
    async with broker.running(loop=False):
        for_clients = (await _got(broker, "OPTIONS", where.grant_endpoint)).json()
        for_servers = (await _got(broker, "GET", f"{public_url}/.well-known/gnap-as-rs")).json()
    await broker.close()
    named = for_clients["grant_request_endpoint"]
    assert named == for_servers["grant_request_endpoint"] == where.grant_endpoint == f"{public_url}/gnap"
    assert urlsplit(named).fragment == ""


LOCALES: dict[str, tuple[list[str] | None, str]] = {
    "none of ours": (["xx", "fr"], "en"),
    "ours first": (["en-GB", "de"], "en"),
    "ours last": (["fr", "de-DE", "en"], "de"),
    "no hint": (None, "en"),
}


@pytest.mark.requirement("C-2.5.3-1")
@pytest.mark.parametrize("row", LOCALES)
async def test_the_pages_of_a_visit_are_in_the_first_language_of_its_hint_that_they_have(
    tmp_path: Path, row: str
) -> None:
    asked, expected = LOCALES[row]
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        hints = {} if asked is None else {"hints": {"ui_locales": asked}}
        answer = (await shop.ask(HISTORY, interact={"start": ["redirect"], **hints})).json()
        page = await here.phone._browser.get(answer["interact"]["redirect"].removeprefix(PUBLIC_URL))
        assert (page.status_code, f'<html lang="{expected}"' in page.text) == (200, True)
        assert page.headers["content-language"] == expected
        other = await here.phone._browser.get("/inbox")
        assert other.headers["content-language"] == "en", "the hint is for its visit alone"


@pytest.mark.requirement("C-2.5.3-1")
@pytest.mark.parametrize(("before", "after", "expected"), [([], ["de"], "de"), (["de"], [], "en")])
async def test_a_new_interaction_brings_its_own_languages(
    tmp_path: Path, before: list[str], after: list[str], expected: str
) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        first, then = ({"start": ["redirect"], "hints": {"ui_locales": one}} for one in (before, after))
        answer = (await shop.ask(HISTORY, interact=first)).json()
        changed = (await shop.go_on(answer, {"interact": then}, "PATCH")).json()
        page = await here.phone._browser.get(changed["interact"]["redirect"].removeprefix(PUBLIC_URL))
        assert (page.status_code, page.headers["content-language"]) == (200, expected)


@pytest.mark.requirement("C-2.5.3-1")
def test_every_page_says_the_language_that_it_is_in() -> None:
    templates = sorted((ROOT / "broker" / "phone" / "templates").glob("*.html"))
    whole = [one for one in templates if not one.name.startswith("_")]
    assert [one.name for one in whole if "<html" in one.read_text("utf-8")] == ["base.html"]
    found = {found for one in templates for found in re.findall(r'\blang="([^"]*)"', one.read_text("utf-8"))}
    assert found == {"{{ language() }}"}


@pytest.mark.requirement("C-7.1.1-1", "C-2.3.1-1")
async def test_an_identifier_that_is_handed_out_holds_no_key_and_is_none(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        other = await Foreign.registered(here, name="other", seed=22)
        jwk = shop.key.public.jwk
        assert is_token68(shop.instance_id)
        assert shop.instance_id != other.instance_id
        assert not {str(jwk["x"]), shop.key.public.thumbprint, shop.key.kid} & {shop.instance_id}
        with pytest.raises(GnapError):
            parse_key(shop.instance_id)
        as_key = shop.request(READ) | {"client": {"key": shop.instance_id}}
        assert error_of(await shop.post(as_key)) == "invalid_request", "a key by reference is not taken"
        assert "continue" in (await shop.post(shop.request(READ) | {"client": shop.instance_id})).json()
