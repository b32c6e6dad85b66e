"""A program that leads an owner here to sign in, as the phone's door sees it."""

import json
from urllib.parse import urlencode

from tests.phone.house import ORIGIN, Browser, House

DOCUMENT = "https://client.example/agent.json"


def query(client_id: str = DOCUMENT) -> str:
    """Return the query with which a program leads its owner here."""
    return urlencode(
        {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": "http://127.0.0.1:7777/callback",
            "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "code_challenge_method": "S256",
            "resource": f"{ORIGIN}/mcp",
            "state": "s",
        }
    )


async def connecting(house: House, _browser: Browser | None = None, name: str = "Some Agent") -> str:
    """Let the program publish its document; return the path to which it leads."""
    said = {"client_id": DOCUMENT, "client_name": name, "redirect_uris": ["http://127.0.0.1/callback"]}
    house.published[DOCUMENT] = json.dumps(said).encode()
    return f"/oauth/authorize?{query()}"
