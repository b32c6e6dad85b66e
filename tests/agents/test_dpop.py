"""Tokens that are bound to a key (RFC 9449): at the token endpoint, and at the agents' door."""

import json
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import anyio
import httpx2
import pytest

from broker.agents.callers import by_either
from broker.agents.credentials import Shown
from broker.approval.proposal import KeyedItem
from broker.gnap.key_pair import generate
from broker.gnap.proofs.jose import read
from broker.oauth.dpop import ALGORITHMS, WINDOW, BadProof
from broker.store import Store
from broker.store.query import select
from broker.store.tables import HostToken, SeenNonce
from broker.wakeups import LocalWakeups
from tests.agents.signing_in import (
    ASK,
    DOOR,
    HELLO,
    Web,
    at,
    code_for,
    document,
    knock,
    opened,
    redeeming,
    refreshing,
)
from tests.agents.test_headless import asking as proving
from tests.agents.test_headless import assertion
from tests.home import PUBLIC_URL, Home, home
from tests.oauth.proofs import KEY, OTHER, ath, proof
from tests.stand_ins import counting_mint

pytestmark = pytest.mark.anyio

TOKEN = f"{PUBLIC_URL}/oauth/token"
METADATA = f'resource_metadata="{PUBLIC_URL}/.well-known/oauth-protected-resource/mcp"'
ROBOT = generate("ES256", "robot-1", counting_mint())
_ids = count()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Home]:
    web = Web()
    web.publish(json.dumps(document()).encode())
    async with home(tmp_path) as made:
        setattr(made.broker.http, "document", web.document)  # noqa: B010 -- a method of the one instance
        yield made


def fresh(house: Home, uri: str, **changed: Any) -> str:
    """Return a proof that was never used."""
    return proof(uri, house.clock(), **{"jti": f"once-{next(_ids)}"} | changed)


async def asked(house: Home, form: dict[str, str], *proofs: str) -> httpx2.Response:
    """Ask for tokens with these proofs."""
    async with at(house) as http:
        headers = [("DPoP", one) for one in proofs]
        return await http.post("/oauth/token", data=form, headers=headers)


async def bound(house: Home, agent: str = "visitor") -> dict[str, Any]:
    """Return tokens that are bound to KEY."""
    answer = await asked(house, redeeming(await code_for(house, agent)), fresh(house, TOKEN))
    assert answer.status_code == 200, answer.text
    given: dict[str, Any] = answer.json()
    return given


async def come(
    house: Home, token: str, *proofs: str, scheme: str = "DPoP", path: str = "/mcp", method: str = "POST"
) -> httpx2.Response:
    """Come to the door with a token and these proofs."""
    headers = [("Authorization", f"{scheme} {token}"), ("Accept", "application/json, text/event-stream")]
    headers += [("DPoP", one) for one in proofs]
    async with at(house) as http:
        return await http.request(method, path, json=HELLO, headers=headers)


async def test_a_token_that_was_asked_for_with_a_proof_opens_with_proofs_by_the_same_key(house: Home) -> None:
    given = await bound(house)
    assert given["token_type"] == "DPoP"
    for scheme in ("DPoP", "dpop"):
        answer = await come(
            house, given["access_token"], fresh(house, DOOR, token=given["access_token"]), scheme=scheme
        )
        assert answer.status_code == 200, answer.text
    rows = await house.broker.store.read(lambda session: list(session.exec(select(HostToken))))
    assert [row.jkt for row in rows] == [KEY.public.thumbprint] * 2


async def test_without_a_proof_a_token_is_a_bearers_and_a_proof_beside_it_changes_nothing(house: Home) -> None:
    answer = await asked(house, redeeming(await code_for(house)))
    assert answer.json()["token_type"] == "Bearer"
    token = answer.json()["access_token"]
    for proofs in ([], [fresh(house, DOOR, token=token)], ["nonsense"]):
        assert (await come(house, token, *proofs, scheme="Bearer")).status_code == 200


async def test_a_bound_token_as_a_bearers_is_like_an_unknown_one(house: Home) -> None:
    token = (await bound(house))["access_token"]
    unknown = await knock(house, "cso_" + "A" * 43)
    for proofs in ([], [fresh(house, DOOR, token=token)]):
        answer = await come(house, token, *proofs, scheme="Bearer")
        assert (answer.status_code, answer.content, answer.headers) == (401, unknown.content, unknown.headers)
    assert (await come(house, token, fresh(house, DOOR, token=token))).status_code == 200


# What is wrong with the proof that comes with a bound token: all that an eavesdropper could try who has no key.
ALTERED: dict[str, dict[str, Any]] = {
    "another method": {"htm": "GET"},
    "another door": {"htu": f"{DOOR}-token"},
    "another host": {"htu": "https://evil.example/mcp"},
    "another token": {"ath": ath("cso_" + "A" * 43)},
    "no token": {"ath": None},
    "too old": {"iat": 1},
    "too early": {"iat": 4_000_000_000},
    "no id": {"jti": None},
    "a symmetric algorithm": {"header_alg": "HS256"},
    "no algorithm": {"header_alg": "none"},
    "another type": {"header_typ": "JWT"},
}


@pytest.mark.parametrize("row", ALTERED)
async def test_a_proof_that_is_altered_is_told_so(house: Home, row: str) -> None:
    token = (await bound(house))["access_token"]
    answer = await come(house, token, fresh(house, DOOR, **{"token": token} | ALTERED[row]))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_dpop_proof")
    challenge = f'DPoP error="invalid_dpop_proof", algs="{" ".join(ALGORITHMS)}", {METADATA}'
    assert answer.headers["www-authenticate"] == challenge
    assert token not in answer.text
    assert (await come(house, token, fresh(house, DOOR, token=token))).status_code == 200


async def test_under_dpop_one_proof_is_demanded(house: Home) -> None:
    token = (await bound(house))["access_token"]
    for proofs in ([], [fresh(house, DOOR, token=token), fresh(house, DOOR, token=token)], ["nonsense"]):
        answer = await come(house, token, *proofs)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_dpop_proof")
    assert (await come(house, token, fresh(house, DOOR, token=token))).status_code == 200


async def test_another_key_and_tokens_without_one_are_under_dpop_like_an_unknown_token(house: Home) -> None:
    token = (await bound(house))["access_token"]
    free = (await asked(house, redeeming(await code_for(house, "other")))).json()["access_token"]
    stranger = "cso_" + "A" * 43
    unknown = await come(house, stranger, fresh(house, DOOR, token=stranger))
    challenge = f'DPoP error="invalid_token", algs="{" ".join(ALGORITHMS)}", {METADATA}'
    assert (unknown.status_code, unknown.headers["www-authenticate"]) == (401, challenge)
    static = house.credential
    for shown, key in ((token, OTHER), (free, KEY), (static, KEY)):
        answer = await come(house, shown, fresh(house, DOOR, token=shown, key=key))
        assert (answer.status_code, answer.content, answer.headers) == (401, unknown.content, unknown.headers)
    assert (await come(house, token, fresh(house, DOOR, token=token))).status_code == 200
    assert [(await knock(house, one)).status_code for one in (free, static)] == [200, 200]


async def test_a_proof_counts_once_and_of_fifty_at_once_one_opens(house: Home) -> None:
    token, answers = (await bound(house))["access_token"], []
    shown = fresh(house, DOOR, token=token)

    async def one() -> None:
        answers.append(await come(house, token, shown))

    async with anyio.create_task_group() as tasks:
        for _ in range(50):
            tasks.start_soon(one)
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 49
    assert {answer.json()["error"] for answer in answers if answer.status_code == 401} == {"invalid_dpop_proof"}
    # ECDSA has many signatures over the same claims: the jti counts, not the spelling
    claims = json.loads(read(shown).payload)
    again = fresh(house, DOOR, token=token, jti=claims["jti"], header_kid="x")
    assert (await come(house, token, again)).status_code == 401
    # ... and it is of its key: somebody else may have hit upon the same one
    other = (await asked(house, redeeming(await code_for(house, "other")), fresh(house, TOKEN, key=OTHER))).json()
    mine = fresh(house, DOOR, token=other["access_token"], key=OTHER, jti=claims["jti"])
    assert (await come(house, other["access_token"], mine)).status_code == 200


async def test_a_proof_that_one_replica_saw_is_used_at_the_other_and_no_jti_is_kept_in_the_open(house: Home) -> None:
    token = (await bound(house))["access_token"]
    shown = fresh(house, DOOR, token=token, jti="never-in-the-open")
    elsewhere = Store.open(house.broker.settings.database, wakeups=LocalWakeups(), alone=False)
    known = by_either(elsewhere, DOOR, house.clock)
    assert (await come(house, token, shown)).status_code == 200
    with pytest.raises(BadProof, match="used before"):
        await known(Shown(token, True, (shown,)))
    caller = await known(Shown(token, True, (fresh(house, DOOR, token=token),)))
    assert caller is not None
    assert caller.agent == "visitor"
    await elsewhere.close()
    kept = await house.broker.store.read(lambda session: list(session.exec(select(SeenNonce))))
    assert "never-in-the-open" not in repr([row.model_dump() for row in kept])
    assert [row for row in kept if house.clock() < row.expires_at <= house.clock() + WINDOW]


async def test_a_session_of_the_handshake_era_is_proved_with_each_request_and_each_method(house: Home) -> None:
    token = (await bound(house))["access_token"]
    assert (await come(house, token, fresh(house, DOOR, token=token), method="DELETE")).status_code == 401
    answer = await come(house, token, fresh(house, DOOR, token=token, htm="DELETE"), method="DELETE")
    assert answer.status_code not in (401, 403)


async def test_the_second_mount_takes_no_bound_token(house: Home) -> None:
    token = (await bound(house))["access_token"]
    for there in (DOOR, f"{DOOR}-token"):
        answer = await come(house, token, fresh(house, there, token=token), path="/mcp-token")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("row", ["another method", "another host", "too old", "no id", "no algorithm", "another type"])
async def test_a_proof_that_is_altered_gets_no_token_and_spoils_no_code(house: Home, row: str) -> None:
    code = await code_for(house)
    for proofs in ([fresh(house, TOKEN, **ALTERED[row])], [fresh(house, TOKEN), fresh(house, TOKEN)]):
        answer = await asked(house, redeeming(code), *proofs)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_dpop_proof")
    assert (await asked(house, redeeming(code), fresh(house, TOKEN))).json()["token_type"] == "DPoP"


async def test_a_proof_gets_tokens_once(house: Home) -> None:
    shown, code = fresh(house, TOKEN), await code_for(house, "other")
    assert (await asked(house, redeeming(await code_for(house)), shown)).status_code == 200
    again = await asked(house, redeeming(code), shown)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_dpop_proof")
    assert (await asked(house, redeeming(code), fresh(house, TOKEN))).status_code == 200


async def test_a_refresh_token_is_bound_to_the_key_and_unharmed_by_who_has_none(house: Home) -> None:
    first = await bound(house)
    form = refreshing(first["refresh_token"])
    for proofs in ([], [fresh(house, TOKEN, key=OTHER)]):
        answer = await asked(house, form, *proofs)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_dpop_proof")
    second = (await asked(house, form, fresh(house, TOKEN))).json()
    assert second["token_type"] == "DPoP"
    # replayed by who has no key, it ends nothing; by who has it, everything
    assert (await asked(house, form)).json()["error"] == "invalid_dpop_proof"
    opens = fresh(house, DOOR, token=second["access_token"])
    assert (await come(house, second["access_token"], opens)).status_code == 200
    assert (await asked(house, form, fresh(house, TOKEN))).json()["error"] == "invalid_grant"
    opens = fresh(house, DOOR, token=second["access_token"])
    assert (await come(house, second["access_token"], opens)).status_code == 401


async def test_a_bearers_refresh_token_can_be_bound_from_then_on(house: Home) -> None:
    free = (await asked(house, redeeming(await code_for(house)))).json()
    given = (await asked(house, refreshing(free["refresh_token"]), fresh(house, TOKEN))).json()
    assert given["token_type"] == "DPoP"
    assert (await asked(house, refreshing(given["refresh_token"]))).json()["error"] == "invalid_dpop_proof"
    assert (await asked(house, refreshing(given["refresh_token"]), fresh(house, TOKEN))).status_code == 200


async def test_a_headless_agents_token_is_bound_by_a_proof_too(house: Home) -> None:
    item = KeyedItem(agent="robot", key=ROBOT.public.jwk, thumbprint=ROBOT.public.thumbprint)
    propose, now = house.broker.ownership.propose_keyed, house.clock()
    await house.broker.store.write(lambda session: propose(session, item, "alice", now, None).id)
    house.seal()
    answer = await asked(house, proving(assertion(house, ROBOT)), fresh(house, TOKEN))
    token = answer.json()["access_token"]
    assert (answer.json()["token_type"], "refresh_token" in answer.json()) == ("DPoP", False)
    assert (await knock(house, token)).status_code == 401
    assert (await come(house, token, fresh(house, DOOR, token=token, key=OTHER))).status_code == 401
    assert (await come(house, token, fresh(house, DOOR, token=token))).status_code == 200
    # its assertions are by one key and its proofs by any: what is bound is the token
    other = await asked(house, proving(assertion(house, ROBOT, jti="2")), fresh(house, TOKEN, key=OTHER))
    other_token = other.json()["access_token"]
    assert (await come(house, other_token, fresh(house, DOOR, token=other_token, key=OTHER))).status_code == 200
    assert (await come(house, token, fresh(house, DOOR, token=token))).status_code == 200


async def test_a_code_can_be_bound_to_a_key_before_it_is_given(house: Home) -> None:
    code = await code_for(house, dpop_jkt=KEY.public.thumbprint)
    # the program is an agent of the owner's now, so that a wrong request leads back to it
    wrong = await opened(house, urlencode(ASK | {"dpop_jkt": "x"}))
    assert httpx2.URL(wrong.headers["location"]).params["error"] == "invalid_request"
    for proofs in ([], [fresh(house, TOKEN, key=OTHER)]):
        answer = await asked(house, redeeming(code), *proofs)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_dpop_proof")
    assert (await asked(house, redeeming(code), fresh(house, TOKEN))).status_code == 200


async def test_the_metadata_names_the_algorithms_and_demands_no_binding(house: Home) -> None:
    async with at(house) as http:
        door = (await http.get("/.well-known/oauth-protected-resource/mcp")).json()
        server = (await http.get("/.well-known/oauth-authorization-server/oauth")).json()
    assert door["dpop_signing_alg_values_supported"] == server["dpop_signing_alg_values_supported"] == [*ALGORITHMS]
    assert door["dpop_bound_access_tokens_required"] is False
