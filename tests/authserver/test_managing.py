"""Managing an issued token: a new value, a new key, its end (RFC 9635 §6, §11.33; decisions P14)."""

import secrets
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.keys import PrivateKey, generate
from broker.gnap.proofs import proving
from broker.store.query import Session, select
from broker.store.tables import ServerToken
from tests.authserver.foreign import HISTORY, READ, Foreign
from tests.authserver.wire import Wire, error_of
from tests.home import Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


async def _token(here: Home) -> ServerToken:
    def work(session: Session) -> ServerToken:
        return session.exec(select(ServerToken)).one().model_copy()

    return await here.broker.store.read(work)


def _key(seed: int, kid: str = "new", alg: Any = "EdDSA") -> PrivateKey:
    return generate(alg, kid, lambda size: bytes([seed]) * size)


def _object(key: PrivateKey, **members: Any) -> Json:
    return {"proof": "httpsig", "jwk": key.public.jwk} | members


async def _rebind(shop: Foreign, token: Json, new: PrivateKey, content: Json | None = None) -> httpx2.Response:
    manage = token["manage"]
    content = content or {"key": {"proof": shop.method, "jwk": new.public.jwk}}
    plain = shop.plain("POST", manage["uri"], content, manage["access_token"]["value"])
    created = int(shop.here.clock().timestamp())
    return await shop.send(
        proving.rotation_sign(plain, shop.key, new, shop.method, created=created, nonce=nonce(secrets.token_bytes))
    )


@pytest.mark.requirement("C-6.1-2", "C-6.1-3", "C-6.1-4", "C-6.1-6", "C-6-2", "C-6-3")
@pytest.mark.promise("P14")
async def test_a_rotated_token_is_the_same_token_with_new_values_and_the_same_end(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        labelled = shop.request() | {"access_token": {"access": [READ], "label": "one"}}
        old = (await shop.granted(labelled))["access_token"]
        before = await _token(here)
        here.clock.turn(100)
        response = await shop.manage(old)
        assert (response.status_code, response.headers["cache-control"]) == (200, "no-store")
        assert set(response.json()) == {"access_token"}
        new = response.json()["access_token"]
        assert (new["access"], new["label"], new["expires_in"]) == ([READ], "one", 500)
        assert new["value"] != old["value"]
        assert new["manage"]["access_token"]["value"] not in (old["manage"]["access_token"]["value"], old["value"])
        after = await _token(here)
        assert (after.id, after.uses, after.expires_at, after.key) == (
            before.id, before.uses, before.expires_at, before.key,
        )  # fmt: skip
        assert after.digest != before.digest
        here.clock.turn(601)
        assert error_of(await shop.manage(old)) == "invalid_rotation", "its management token ended with it"


async def test_a_lost_rotation_is_answered_alike_for_its_own_question_while_the_window_lasts(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        old = (await shop.approved(READ))["access_token"]
        first = (await shop.manage(old)).json()
        digest = (await _token(here)).digest
        assert (await shop.manage(old)).json() == first
        assert (await _token(here)).digest == digest
        assert error_of(await _rebind(shop, old, _key(3))) == "invalid_rotation", "another question"
        second = (await shop.manage(first["access_token"])).json()
        assert second["access_token"]["value"] != first["access_token"]["value"]
        assert error_of(await shop.manage(old)) == "invalid_rotation", "a later rotation ends the window"
        assert (await shop.manage(first["access_token"])).json() == second
        here.clock.turn(601)
        assert error_of(await shop.manage(first["access_token"])) == "invalid_rotation"


async def test_a_client_that_lost_a_rotation_can_still_revoke(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        old = (await shop.approved(READ))["access_token"]
        await shop.manage(old)
        assert (await shop.manage(old, "DELETE")).status_code == 204
        assert (await _token(here)).revoked_at is not None
        assert error_of(await shop.manage(old)) == "invalid_rotation", "nothing is given again of a token that ended"


ENDED: dict[str, Any] = {
    "revoked": lambda here: here.broker.store.write_sync(_revoke),
    "expired": lambda here: here.clock.turn(600),
    "of a revoked client": lambda here: here.broker.store.write_sync(
        lambda session: here.broker.ownership.revoke(session, "shop", here.clock(), "alice")
    ),
    "of a frozen client": lambda here: here.broker.store.write_sync(
        lambda session: here.broker.ownership.freeze(session, "shop", here.clock(), "alice")
    ),
}


def _revoke(session: Session) -> None:
    row = session.exec(select(ServerToken)).one()
    row.revoked_at = row.issued_at
    session.add(row)


@pytest.mark.parametrize("row", ENDED)
async def test_a_token_that_has_ended_is_not_rotated_and_revoking_it_is_fine(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        old = (await shop.approved(READ))["access_token"]
        digest = (await _token(here)).digest
        ENDED[row](here)
        assert error_of(await shop.manage(old)) in ("invalid_rotation", "invalid_client")
        assert (await _token(here)).digest == digest
        assert (await shop.manage(old, "DELETE")).status_code == 204


@pytest.mark.requirement("C-6-2", "C-6-3", "C-6.2-1", "C-6.2-2", "C-5.4-2")
async def test_one_of_several_tokens_is_revoked_by_its_own_management_alone(tmp_path: Path) -> None:
    tokens = [{"label": "a", "access": [READ]}, {"label": "b", "access": [HISTORY]}]
    async with home(tmp_path) as here:
        shop, other = await Foreign.registered(here), await Foreign.registered(here, name="other", seed=22)
        one, two = (await shop.granted(shop.request() | {"access_token": tokens}))["access_token"]
        crossed = one | {"manage": one["manage"] | {"access_token": two["manage"]["access_token"]}}
        for method in ("POST", "DELETE"):
            assert error_of(await shop.manage(crossed, method)) == "invalid_rotation"
            assert error_of(await other.manage(one, method)) == "invalid_client"
            assert error_of(await shop.send(shop.signed(method, one["manage"]["uri"]))) == "invalid_rotation"
        for _ in range(2):
            assert (await shop.manage(one, "DELETE")).status_code == 204
        assert (await shop.manage(two)).status_code == 200, "the other one lives on"


@pytest.mark.requirement("C-6.1.1-1", "C-6.1.1-2", "C-6.1.1-3")
@pytest.mark.parametrize("method", ["httpsig", "jwsd", "jws"])
async def test_a_token_is_bound_to_a_new_key_by_both_keys_proofs(tmp_path: Path, method: Any) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, method=method)
        old = (await shop.approved(READ))["access_token"]
        new = _key(3)
        response = await _rebind(shop, old, new)
        assert response.status_code == 200, response.text
        rotated = response.json()["access_token"]
        assert rotated["key"] == {"proof": method, "jwk": new.public.jwk}
        assert (await _token(here)).key == rotated["key"]
        assert error_of(await shop.manage(rotated)) == "invalid_client", "the old key manages nothing any more"
        here.clock.turn(1)
        assert (await _rebind(shop, old, new)).json() == response.json(), "a lost answer, proved as before"
        owner_of_new = Foreign(here, new, method)
        assert (await owner_of_new.manage(rotated)).status_code == 200


@pytest.mark.requirement("C-6.1.1-4", "C-6.1.1-5")
async def test_a_new_key_without_both_proofs_or_of_another_kind_is_an_invalid_rotation(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        old = (await shop.approved(READ))["access_token"]
        before, new, third = await _token(here), _key(3), _key(4, "third")
        only_old = await shop.manage(old, content={"key": _object(new)})
        only_new = await Foreign(here, new).manage(old, content={"key": _object(new)})
        other = await _rebind(shop, old, third, {"key": _object(new)})
        stranger = await _rebind(Foreign(here, third), old, new)
        another_proof = await _rebind(shop, old, new, {"key": _object(new, proof="jwsd")})
        another_digest = await _rebind(
            shop, old, new,
            {"key": _object(new, proof={"method": "httpsig", "alg": "ed25519", "content-digest-alg": "sha-512"})},
        )  # fmt: skip
        for refused in (only_old, only_new, other, stranger, another_proof, another_digest):
            assert (refused.status_code, error_of(refused)) == (400, "invalid_rotation"), refused.text
        assert await _token(here) == before
        assert (await _rebind(shop, old, new)).status_code == 200


@pytest.mark.requirement("C-6.1.1-5")
async def test_a_bearer_token_has_no_key_to_rotate(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        old = (await shop.approved(READ))["access_token"]

        def loosen(session: Session) -> None:
            # no token of another's client is a bearer's: `flags` that ask for one are refused
            row = session.exec(select(ServerToken)).one()
            row.flags = ["bearer"]
            session.add(row)

        await here.broker.store.write(loosen)
        assert error_of(await _rebind(shop, old, _key(3))) == "invalid_rotation"
        rotated = (await shop.manage(old)).json()["access_token"]
        assert (rotated["flags"], "key" in rotated) == (["bearer"], False)


async def test_our_own_clients_token_is_rotated_as_any_other(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        own = await Wire.of_agent(here)
        old = (await own.ask(here.call("bank_read_account", account="main"))).json()["access_token"]
        manage = old["manage"]
        response = await own.send(own.signed("POST", manage["uri"], None, manage["access_token"]["value"]))
        assert response.status_code == 200
        assert response.json()["access_token"]["access"] == old["access"]
        unknown = HttpMessage("POST", f"{own.endpoint}/token/t_nothing", (("authorization", "GNAP x"),))
        assert error_of(await own.send(unknown)) == "invalid_rotation"
