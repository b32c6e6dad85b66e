"""A program that leads an owner here to sign in, as the phone's door sees it."""

import json
from urllib.parse import urlencode

from tests.phone.house import ORIGIN, Browser, House

DOCUMENT = "https://client.example/agent.json"


def query(origin: str = ORIGIN, back: str = "http://127.0.0.1:7777") -> str:
    """Return the query with which a program leads its owner here."""
    return urlencode(
        {
            "response_type": "code",
            "client_id": DOCUMENT,
            "redirect_uri": f"{back}/callback",
            "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "code_challenge_method": "S256",
            "resource": f"{origin}/mcp",
            "state": "s",
        }
    )


async def connecting(
    house: House, _browser: Browser | None = None, name: str = "Some Agent", back: str = "http://127.0.0.1:7777"
) -> str:
    """Let the program publish its document; return the path to which it leads."""
    said = {"client_id": DOCUMENT, "client_name": name, "redirect_uris": ["http://127.0.0.1/callback"]}
    house.published[DOCUMENT] = json.dumps(said).encode()
    return f"/oauth/authorize?{query(house.public_url, back)}"


async def misled(house: House, browser: Browser | None = None) -> str:
    """Let the program lead its owner here with a request that is wrong; return the path to which it leads."""
    return (await connecting(house, browser)).replace("response_type=code", "response_type=token")
