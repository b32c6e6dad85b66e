"""A headless agent signs in by a key of its own: the official client's private_key_jwt, and every way to be wrong."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp.client.auth.extensions.client_credentials import PrivateKeyJWTOAuthProvider

from broker.agents.credentials import new_credential
from broker.agents.sign_ins import ACCESS
from broker.approval.proposal import CredentialItem, KeyedItem
from broker.gnap.key_pair import PrivateKey, PublicKey, generate
from broker.gnap.proofs.jose import write
from broker.oauth.token_request import ASSERTION_TYPE
from broker.store.query import Session, select
from broker.store.tables import Audit, HostSignIn
from tests.agents.signing_in import DOOR, HELLO, Memory, at, knock
from tests.home import PUBLIC_URL, Home, home
from tests.stand_ins import counting_mint

pytestmark = pytest.mark.anyio

ISSUER = f"{PUBLIC_URL}/oauth"
KEY = generate("ES256", "robot-1", counting_mint())
OTHER = generate("ES256", "robot-1", lambda size: b"\x07" * size)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    async with home(tmp_path) as made:
        await added(made, "robot", KEY)
        yield made


async def added(house: Home, name: str, key: PrivateKey) -> None:
    item = KeyedItem(agent=name, key=key.public.jwk, thumbprint=key.public.thumbprint)
    propose, now = house.broker.ownership.propose_keyed, house.clock()
    await house.broker.store.write(lambda session: propose(session, item, "alice", now, None).id)
    house.seal()


def assertion(house: Home, key: PrivateKey = KEY, jti: str = "1", **changed: object) -> str:
    """Return a good assertion, with these claims otherwise; `header_…` are members of its header, None leaves out."""
    now = int(house.clock().timestamp())
    claims: dict[str, Any] = {"iss": "robot", "sub": "robot", "aud": ISSUER, "exp": now + 300, "iat": now, "jti": jti}
    header: dict[str, Any] = {"alg": "ES256", "typ": "JWT"}
    for name, value in changed.items():
        (header if name.startswith("header_") else claims)[name.removeprefix("header_")] = value
    spelt = [{name: value for name, value in one.items() if value is not None} for one in (header, claims)]
    return write(spelt[0], json.dumps(spelt[1]).encode(), key)


def asking(proof: str | None, **changed: str | None) -> dict[str, str]:
    """Return a token request."""
    asked = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": proof,
        "resource": DOOR,
    }
    return {name: value for name, value in (asked | changed).items() if value is not None}


async def asked(house: Home, proof: str | None, **changed: str | None) -> httpx2.Response:
    async with at(house) as http:
        return await http.post("/oauth/token", data=asking(proof, **changed))


async def test_the_official_client_signs_in_by_its_key(house: Home) -> None:
    async def prove(audience: str) -> str:
        assert audience == ISSUER
        return assertion(house)

    auth = PrivateKeyJWTOAuthProvider(DOOR, Memory(), "robot", prove, issuer=ISSUER)
    async with at(house, auth) as http:
        answer = await http.post("/mcp", json=HELLO, headers={"Accept": "application/json, text/event-stream"})
    assert answer.status_code == 200
    assert "what_may_i_do" not in answer.text
    assert "serverInfo" in answer.text


async def test_the_next_token_is_the_same_caller_and_there_is_no_refresh_token(house: Home) -> None:
    first, second = [await asked(house, assertion(house, jti=jti)) for jti in "12"]
    given = [first.json(), second.json()]
    assert ["refresh_token" in one for one in given] == [False, False]
    for one in given:
        assert (await knock(house, one["access_token"])).status_code == 200
    assert len(await house.broker.store.read(lambda session: list(session.exec(select(HostSignIn))))) == 1
    house.clock.turn(ACCESS.total_seconds())
    assert (await knock(house, given[0]["access_token"])).status_code == 401
    kinds = await house.broker.store.read(lambda session: list(session.exec(select(Audit.kind))))
    assert (kinds.count("host.signed-in"), kinds.count("host.refreshed")) == (1, 1)


async def test_an_assertion_counts_once(house: Home) -> None:
    proof = assertion(house)
    assert (await asked(house, proof)).status_code == 200
    again = await asked(house, proof)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")
    # ECDSA has many signatures over the same claims: the jti counts, not the spelling
    assert (await asked(house, assertion(house))).status_code == 401
    assert (await asked(house, assertion(house, jti="2"))).status_code == 200


BAD: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "scout"},
    "no issuer": {"iss": None},
    "an agent without a key": {"iss": "scout", "sub": "scout"},
    "an unknown agent": {"iss": "nobody", "sub": "nobody"},
    "a foreign audience": {"aud": "https://evil.example/oauth"},
    "a second audience": {"aud": [ISSUER, "https://evil.example/oauth"]},
    "the door as audience": {"aud": DOOR},
    "no audience": {"aud": None},
    "no end": {"exp": None},
    "an end as text": {"exp": "2099-01-01"},
    "an end that is past": {"exp": 1},
    "an end that is far": {"exp": 4_000_000_000},
    "an end beyond all calendars": {"exp": 10**30},
    "made in the future": {"iat": 4_000_000_000},
    "not yet": {"nbf": 4_000_000_000},
    "no id": {"jti": None},
    "an id too long": {"jti": "x" * 257},
    "no algorithm": {"header_alg": None},
    "none for an algorithm": {"header_alg": "none"},
    "another algorithm": {"header_alg": "HS256"},
    "another key's id": {"header_kid": "robot-2"},
    "a key of its own": {"header_jwk": KEY.public.jwk},
    "an extension": {"header_crit": ["x"]},
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("row", BAD)
async def test_a_wrong_assertion_gets_nothing(house: Home, row: str) -> None:
    answer = await asked(house, assertion(house, **{"jti": "1"} | BAD[row]))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert (await asked(house, assertion(house, aud=[ISSUER], header_kid="robot-1"))).status_code == 200


@pytest.mark.parametrize("name", ["rob\0ot", "röbot", "", "r" * 101])
async def test_what_can_be_no_name_is_looked_up_nowhere(house: Home, name: str) -> None:
    answer = await asked(house, assertion(house, iss=name, sub=name))
    told = {"error": "invalid_client", "error_description": "sub of client_assertion is no client_id"}
    assert (answer.status_code, answer.json()) == (401, told)
    other = await asked(house, assertion(house, iss="nobody", sub="nobody"))
    assert other.json()["error_description"].startswith("no agent of this name signs in by the key")


NOBODYS: dict[str, dict[str, Any]] = {
    "an unknown agent": {"iss": "nobody", "sub": "nobody"},
    "an agent without a key": {"iss": "scout", "sub": "scout"},
    "an agent that was revoked": {"iss": "gone", "sub": "gone"},
    "another key": {},
    "another key's id": {"header_kid": "robot-2"},
    "another key's id at nobody": {"header_kid": "robot-2", "iss": "nobody", "sub": "nobody"},
    "a member more": {"header_x": "1"},
    "a member more at nobody": {"header_x": "1", "iss": "nobody", "sub": "nobody"},
    "a foreign audience": {"aud": "https://evil.example/oauth"},
    "a foreign audience at nobody": {"aud": "https://evil.example/oauth", "iss": "nobody", "sub": "nobody"},
}


@pytest.mark.parametrize("alg", ["EdDSA", "ES256", "ES384", "PS256", "none", None])
async def test_who_guesses_a_name_learns_neither_from_words_nor_from_work_whether_it_signs_in_by_a_key(
    house: Home, alg: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await added(house, "gone", OTHER)
    await house.broker.store.write(lambda session: house.broker.ownership.revoke(session, "gone", house.clock(), "a"))
    verified, verify = list[str](), PublicKey.verify

    def counted(key: PublicKey, signature: bytes, data: bytes) -> bool:
        verified.append(key.alg)
        return verify(key, signature, data)

    monkeypatch.setattr(PublicKey, "verify", counted)
    told = []
    for changed in NOBODYS.values():
        answer = await asked(house, assertion(house, OTHER, header_alg=alg, **changed))
        told.append((answer.status_code, answer.json()))
    assert told == [told[0]] * len(NOBODYS)
    assert (told[0][0], told[0][1]["error"]) == (401, "invalid_client")
    assert verified == [alg if alg in ("ES256", "ES384", "PS256") else "EdDSA"] * len(NOBODYS)
    known = await asked(house, assertion(house, aud="https://evil.example/oauth"))
    assert known.json()["error_description"].startswith("aud of"), "the control: who has the key is told more"
    assert (await asked(house, assertion(house))).status_code == 200


async def test_a_key_that_is_another_or_no_signature_gets_nothing(house: Home) -> None:
    good = assertion(house)
    for proof in (assertion(house, OTHER), good[:-4] + "AAAA", good.rpartition(".")[0] + ".", "x", "a.b.c", "é"):
        answer = await asked(house, proof)
        assert answer.status_code in (400, 401)
        assert answer.json()["error"] in ("invalid_client", "invalid_request")
    assert (await asked(house, good)).status_code == 200


WRONG: dict[str, tuple[dict[str, str | None], str]] = {
    "another client": ({"client_id": "scout"}, "invalid_client"),
    "another type of proof": ({"client_assertion_type": "saml"}, "invalid_client"),
    "no proof": ({"client_assertion": None}, "invalid_client"),
    "a foreign resource": ({"resource": "https://evil.example/mcp"}, "invalid_target"),
    "no resource": ({"resource": None}, "invalid_target"),
}


@pytest.mark.parametrize("row", WRONG)
async def test_a_request_that_is_wrong_around_its_assertion_gets_nothing(house: Home, row: str) -> None:
    changed, error = WRONG[row]
    answer = await asked(house, assertion(house), **changed)
    assert (answer.status_code, answer.json()["error"]) == (400 if error == "invalid_target" else 401, error)
    assert (await asked(house, assertion(house), client_id="robot")).status_code == 200


async def test_a_revoked_agent_and_one_with_a_new_credential_sign_in_by_no_key(house: Home) -> None:
    await added(house, "other", OTHER)
    held = (await asked(house, assertion(house))).json()["access_token"]
    others = (await asked(house, assertion(house, OTHER, iss="other", sub="other"))).json()["access_token"]
    credential, digest = new_credential(house.broker.mint)
    item = CredentialItem(agent="robot", credential_digest=digest)
    now: datetime = house.clock()

    def work(session: Session) -> None:
        house.broker.ownership.revoke(session, "other", now, "alice")
        house.broker.ownership.propose_credential(session, item, now, None)

    await house.broker.store.write(work)
    assert (await knock(house, others)).status_code == 401
    assert (await asked(house, assertion(house, OTHER, jti="2", iss="other", sub="other"))).status_code == 401
    assert (await asked(house, assertion(house, jti="2"))).status_code == 200
    house.seal()
    assert (await knock(house, held)).status_code == 401
    assert (await asked(house, assertion(house, jti="3"))).status_code == 401
    assert (await knock(house, credential.reveal())).status_code == 200
