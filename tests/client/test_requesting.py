"""What the broker says at token endpoints: for which server a token is to be."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from tests.client import mcp_server
from tests.client.plain_api import OAUTH2, TOKEN_ENDPOINT
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
