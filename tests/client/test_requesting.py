"""What the broker says at token endpoints and where it gives tokens back: who it is, and what a token is for."""

from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qsl, unquote_plus

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from tests.client import mcp_server
from tests.client.plain_api import CONNECTOR, CREDENTIAL, OAUTH2, REVOCABLE, TOKEN_ENDPOINT, plain_api
from tests.client.test_renewing import HOUR, REFRESH, behind_oauth, given

pytestmark = pytest.mark.anyio


async def test_each_token_of_an_mcp_server_is_asked_for_that_server_and_of_a_plain_api_for_none(tmp_path: Path) -> None:
    forms: list[dict[str, str]] = []

    def give(message: HttpMessage) -> Answer | None:
        if message.target_uri != TOKEN_ENDPOINT:
            return None
        forms.append(dict(parse_qsl((message.body or b"").decode(), strict_parsing=True)))
        return given(len(forms))

    behind = mcp_server.CONNECTOR.replace(mcp_server.CREDENTIAL, OAUTH2)
    async with mcp_server.upstream(tmp_path / "mcp", behind, secret=False) as server:
        server.before = give
        await server.put_in(REFRESH)
        assert (await server.done()).status == "done"
        await server.here.later(HOUR * 0.8)
        asked = {"grant_type": "refresh_token", "refresh_token": REFRESH, "client_id": "countersign"}
        assert forms == [asked | {"resource": mcp_server.URL}] * 2
    async with behind_oauth(tmp_path / "plain", REFRESH) as api:
        assert (await api.done()).status == "done"
        assert api.asked == [asked]


CLIENT, PASSWORD = "counter:sign/of alice", "secret+of%41/alice:=&"
BASIC = REVOCABLE.replace("client_id: countersign", f"client_id: '{CLIENT}', client_auth: basic")


def _basic(message: HttpMessage) -> tuple[str, ...] | None:
    """Return the id and the secret that a request says by HTTP Basic, read as a server reads them."""
    scheme, _, pair = dict(message.headers).get("authorization", "").partition(" ")
    if scheme != "Basic":
        return None
    return tuple(map(unquote_plus, b64decode(pair, validate=True).decode("ascii").split(":")))


@pytest.mark.parametrize("way", ["basic", "post", "left out"])
async def test_the_client_secret_is_said_in_one_way_when_tokens_are_asked_for_and_given_back(
    tmp_path: Path, way: str
) -> None:
    said = BASIC.replace(", client_auth: basic", "" if way == "left out" else f", client_auth: {way}")
    async with plain_api(tmp_path, CONNECTOR.replace(CREDENTIAL, said)) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked))

        api.give = give
        await api.put_in(f"{REFRESH} {PASSWORD}")
        assert (await api.done()).status == "done"
        await api.remove()
        await api.here.broker.settle()
        forms, of_basic = [*api.asked, *api.given_back], way == "basic"
        assert [_basic(one) for one in api.sent] == [(CLIENT, PASSWORD) if of_basic else None] * 2
        in_form = {} if of_basic else {"client_id": CLIENT, "client_secret": PASSWORD}
        assert forms == [
            {"grant_type": "refresh_token", "refresh_token": REFRESH, **in_form},
            {"token": REFRESH, "token_type_hint": "refresh_token", **in_form},
        ]
        assert PASSWORD.encode() not in api.stored()
        assert PASSWORD not in await api.audited()


async def test_a_client_without_a_secret_says_who_it_is_in_the_form_whatever_its_file_says(tmp_path: Path) -> None:
    async with plain_api(tmp_path, CONNECTOR.replace(CREDENTIAL, BASIC)) as api:

        async def give(_: dict[str, str]) -> Answer:
            return given(len(api.asked))

        api.give = give
        await api.put_in(REFRESH)
        assert (await api.done()).status == "done"
        assert [_basic(one) for one in api.sent] == [None]
        assert api.asked == [{"grant_type": "refresh_token", "refresh_token": REFRESH, "client_id": CLIENT}]
