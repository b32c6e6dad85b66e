"""The suite's scenarios for an authorization server, against the one at the agents' door: metadata, and a sign-in.

The suite waits at its own redirect address for a browser; the owner's scripted phone is that browser.
"""

import asyncio
import json
import re
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.actors import PATIENCE, served
from tests.agents.signing_in import DOCUMENT, Web, document, enrolled, sent_back
from tests.conformance.suite import LEGACY, MODERN, Era, program
from tests.connect.programs import environment
from tests.home import Home, home
from tests.services import free_port

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

CHECKS: Final = {
    "authorization-server-metadata": "SUCCESS",
    "authorization-server-metadata-cimd": "SUCCESS",
    "authorization-code-grant": "SUCCESS",
}


@pytest.mark.parametrize("era", [LEGACY, MODERN])
async def test_the_authorization_server_at_the_door_conforms(tmp_path: Path, era: Era) -> None:
    seen = await _seen(tmp_path, era, "approve")
    assert seen == CHECKS


async def test_a_host_that_its_owner_refuses_fails_just_that_scenario(tmp_path: Path) -> None:
    seen = await _seen(tmp_path, MODERN, "refuse")
    assert seen == CHECKS | {"authorization-code-grant": "FAILURE"}


async def _seen(folder: Path, era: Era, verb: str) -> dict[str, str]:
    command = program()
    port, back = free_port(), free_port()
    public, web = f"http://localhost:{port}", Web()
    web.publish(json.dumps(document(redirect_uris=[f"http://127.0.0.1:{back}/callback"])).encode())
    (out := folder / "out").mkdir()
    async with home(folder / "home", public_url=public) as house, served(house.broker.app, port):
        setattr(house.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        words = ["authorization", "--url", f"{public}/oauth", "--client-id", DOCUMENT, "--resource", f"{public}/mcp"]
        words += ["--port", str(back), "--spec-version", era, "-o", str(out)]
        async with asyncio.timeout(PATIENCE):
            suite = await asyncio.create_subprocess_exec(
                *command, *words, cwd=folder, env=environment(folder), stdout=PIPE
            )
            try:
                await _led_back(house, await _address(suite), verb)
            except BaseException:
                suite.kill()
                raise
            finally:
                await suite.communicate()
    found = [json.loads(file.read_text(encoding="utf-8")) for file in out.rglob("checks.json")]
    return {one["id"]: one["status"] for checks in found for one in checks}


async def _address(suite: asyncio.subprocess.Process) -> str:
    """Return the address that the suite tells its user to open."""
    assert suite.stdout is not None
    said = []
    while line := (await suite.stdout.readline()).decode():
        said.append(line)
        if found := re.search(r"http\S+/oauth/authorize\?\S+", line):
            return found[0]
    raise AssertionError("".join(said))


async def _led_back(house: Home, address: str, verb: str) -> None:
    proposal = await enrolled(house, urlsplit(address).query)
    await house.phone.sign(proposal, "approve" if verb == "approve" else "refuse")
    async with httpx2.AsyncClient(trust_env=False) as browser:
        await browser.get(await sent_back(house, proposal))
