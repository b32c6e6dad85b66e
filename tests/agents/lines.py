"""Agents with children, and what ends the credentials that minted them."""

from datetime import timedelta

from broker.agents.callers import by_either
from broker.agents.children import Minted
from broker.agents.credentials import Caller, Shown, new_credential
from broker.approval.proposal import CredentialItem
from broker.client.view import Refused
from tests.agents.signing_in import DOOR, at, knock
from tests.home import Home

READS = "bank_read_account"
ROOM = "children: {at_once: 9, expires_in: 24h, deep: 2}\n"
DAY = 24 * 3600


def make_room(home: Home, *others: str) -> None:
    """Give scout's policy a section for children, and these agents the same policy."""
    policy = (home.broker.settings.config_dir / "policies/scout.yaml").read_text() + ROOM
    for name in ("scout", *others):
        home.write(f"policies/{name}.yaml", policy.replace("agent: scout", f"agent: {name}"))


async def comes_in(home: Home, credential: str) -> Caller:
    """Return who comes to the door with this, which must open it."""
    caller = await by_either(home.broker.store, DOOR, home.clock)(Shown(credential))
    assert caller is not None
    return caller


async def mint(home: Home, by: Caller, name: str) -> Minted | Refused:
    """Ask for a child for a day, as this caller."""
    return await home.broker.minting.mint(by, name, timedelta(seconds=DAY), [READS])


async def minted(home: Home, credential: str, name: str) -> Minted:
    """Return a child that must have been minted by whoever comes with this."""
    made = await mint(home, await comes_in(home, credential), name)
    assert isinstance(made, Minted), made
    return made


async def line(home: Home, credential: str, name: str = "errand-1") -> list[str]:
    """Mint a child, and a child of it; return the credentials of both."""
    child = (await minted(home, credential, name)).credential.reveal()
    return [child, (await minted(home, child, "part")).credential.reveal()]


async def reissue(home: Home, agent: str, *, overlap: int = 0, expires_in: int | None = None) -> str:
    """Let the owner sign a new credential of an agent; return it."""
    credential, digest = new_credential(home.broker.mint)
    item = CredentialItem(agent=agent, credential_digest=digest, overlap=overlap, expires_in=expires_in)
    propose, now = home.broker.ownership.propose_credential, home.clock()
    await home.broker.store.write(lambda session: propose(session, item, now, None).id)
    home.seal()
    return credential.reveal()


async def opens(home: Home, *credentials: str) -> list[bool]:
    """Tell which of these open the door now."""
    return [(await knock(home, one)).status_code == 200 for one in credentials]


async def tokens(home: Home, asked: dict[str, str]) -> dict[str, str]:
    """Return the tokens of a token request that must be granted."""
    async with at(home) as http:
        answer = await http.post("/oauth/token", data=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def refused_tokens(home: Home, asked: dict[str, str]) -> str:
    """Return why a token request is refused, which must be."""
    async with at(home) as http:
        answer = await http.post("/oauth/token", data=asked)
    assert answer.status_code == 400, answer.text
    return str(answer.json()["error_description"])
