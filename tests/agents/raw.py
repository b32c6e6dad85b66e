"""One request of the modern era as its bytes, handed to a whole broker in process."""

import json
from typing import Any, Final

import httpx2
from mcp.shared.inbound import encode_header_value

from broker.agents.tasks import EXTENSION
from tests.home import Home

MODERN: Final = "2026-07-28"


async def sent(here: Home, method: str, named: str, params: dict[str, Any]) -> dict[str, Any]:
    """Send one request of the modern era as its bytes; return the JSON-RPC answer."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {"extensions": {EXTENSION: {}}},
        "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"},
    }
    headers = {
        "authorization": f"Bearer {here.credential}",
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": MODERN,
        "mcp-method": method,
        "mcp-name": encode_header_value(named),
    }
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params | {"_meta": meta}}
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
        answer = await client.post(f"{here.broker.settings.public_url}/mcp", json=message, headers=headers)
    said: dict[str, Any] = json.loads(answer.text.rpartition("data: ")[2])
    return said
