"""Who signs, and how: every proof method at the doors of the authorization server (RFC 9635 §7.3), each proof once."""

import dataclasses
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from broker.authserver.memory import MARK
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import ProofMethod, b64url
from broker.gnap.proofs import client_cert
from broker.gnap.proofs.digest import content_digest
from broker.gnap.proofs.structured import Item
from broker.store.query import Session, col, delete, select
from broker.store.tables import Audit, Installation, SeenNonce
from tests.authserver.foreign import HISTORY, READ, Foreign, approvals_of, refusals
from tests.authserver.wire import Wire, error_of
from tests.gnap.certified import der, ed25519_key
from tests.gnap.signed import parameters, signed_as
from tests.home import Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

CERTIFICATE = der(ed25519_key())
ANOTHER = der(ed25519_key(b"p"), name="client-2")
PROXY = "127.0.0.1"
COVERED = (Item("@method"), Item("@target-uri"), Item("content-digest"))
METHODS: Final[tuple[ProofMethod, ...]] = ("httpsig", "jwsd", "jws")


def _shown(certificate: bytes) -> list[tuple[str, str]]:
    return [(client_cert.HEADER, client_cert.write(certificate))]


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-5-2", "C-6-2")
@pytest.mark.parametrize("method", ["httpsig", "jwsd", "jws"])
async def test_a_grant_is_asked_for_changed_granted_and_managed_by_any_proof(tmp_path: Path, method: Any) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, method=method)
        answer = (await shop.ask(READ)).json()
        changed = (await shop.go_on(answer, {"access_token": {"access": [HISTORY]}}, "PATCH")).json()
        await shop.decide(changed)
        token = (await shop.go_on(changed)).json()["access_token"]
        assert token["access"] == [HISTORY]
        rotated = (await shop.manage(token)).json()["access_token"]
        assert (await shop.manage(rotated, "DELETE")).status_code == 204


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-2.3.3-1", "C-7.1.1-2")
@pytest.mark.parametrize("method", METHODS)
async def test_a_key_is_proved_in_the_way_that_it_was_registered_for_and_no_other(
    tmp_path: Path, method: ProofMethod
) -> None:
    others = [one for one in METHODS if one != method]
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, method=method)
        for other in others:
            as_shown = dataclasses.replace(shop, method=other)
            assert error_of(await as_shown.ask(READ)) == "invalid_client", "shown and proved as another method"
            request = as_shown.request(READ) | {"client": {"key": shop.key_object}}
            assert error_of(await as_shown.post(request)) == "invalid_client", "shown as registered, proved otherwise"
            by_reference = as_shown.request(READ) | {"client": shop.instance_id}
            assert error_of(await as_shown.post(by_reference)) == "invalid_client"
        assert await approvals_of(here) == []
        answer = (await shop.ask(READ)).json()
        for other in others:
            assert error_of(await dataclasses.replace(shop, method=other).go_on(answer)) == "invalid_client"
        assert "continue" in (await shop.go_on(answer)).json()


@pytest.mark.requirement("C-7.3.2-1", "C-7.1-4")
@pytest.mark.parametrize("form", ["cert", "cert#S256"])
async def test_a_certificate_counts_where_a_trusted_proxy_has_seen_it(tmp_path: Path, form: str) -> None:
    async with home(tmp_path, trusted_proxies=PROXY) as here:
        shop = await _certified(here, form)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        token = (await shop.go_on(answer)).json()["access_token"]
        assert (await shop.manage(token)).status_code == 200
        another = dataclasses.replace(shop, headers=_shown(ANOTHER))
        none, twice = (dataclasses.replace(shop, headers=one) for one in ([], _shown(CERTIFICATE) * 2))
        for refused in (another, none, twice, dataclasses.replace(shop, headers=[(client_cert.HEADER, "garbage")])):
            assert error_of(await refused.ask(HISTORY)) == "invalid_client", refused.headers
        elsewhere = dataclasses.replace(shop, peer=("192.0.2.7", 50_000))
        assert error_of(await elsewhere.ask(HISTORY)) == "invalid_client", "anybody can write this header"


async def test_nobody_is_a_proxy_unless_it_was_said(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await _certified(here, "cert")
        assert error_of(await shop.ask(READ)) == "invalid_client"
        ordinary = await Foreign.registered(here, name="other", seed=22)
        ordinary.headers = [(client_cert.HEADER, "garbage")]
        assert "continue" in (await ordinary.ask(READ)).json(), "what is not believed is not even read"


async def _certified(here: Home, form: str) -> Foreign:
    value = client_cert.write(CERTIFICATE).strip(":") if form == "cert" else _digest(CERTIFICATE)
    shop = await Foreign.registered(here, method="mtls", shown={"proof": "mtls", form: value})
    shop.headers = _shown(CERTIFICATE)
    return shop


def _digest(certificate: bytes) -> str:
    return b64url(hashlib.sha256(certificate).digest())


@pytest.mark.requirement("C-6.1.1-6")
async def test_a_certificate_is_not_exchanged_on_a_token(tmp_path: Path) -> None:
    async with home(tmp_path, trusted_proxies=PROXY) as here:
        shop = await _certified(here, "cert")
        token = (await shop.approved(READ))["access_token"]
        new = {"key": {"proof": "mtls", "cert": client_cert.write(ANOTHER).strip(":")}}
        refused = await shop.manage(token, content=new)
        assert (refused.status_code, error_of(refused)) == (400, "key_rotation_not_supported")
        assert (await shop.manage(token)).status_code == 200


@pytest.mark.requirement("C-7.3.1-8")
@pytest.mark.parametrize("method", ["httpsig", "jwsd", "jws"])
async def test_a_proof_is_good_once(tmp_path: Path, method: Any) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, method=method)
        message = shop.signed("POST", shop.endpoint, shop.request(READ))
        assert "continue" in (await shop.send(message)).json()
        replayed = await shop.send(message)
        assert error_of(replayed) == "invalid_client"
        assert (await refusals(here))[-1] == "this signature was used before"
        here.clock.turn(1)
        assert "continue" in (await shop.ask(READ)).json()


@pytest.mark.promise("P6")
async def test_a_signature_without_a_nonce_counts_where_the_registration_says_so_and_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        strict = await Foreign.registered(here)
        lax = await Foreign.registered(here, name="other", seed=22, nonce_optional=True)
        for shop, good in ((strict, False), (lax, True)):
            bare = _without_nonce(shop, shop.plain("POST", shop.endpoint, shop.request(READ)))
            assert ("continue" in (await shop.send(bare)).json()) is good
            assert error_of(await shop.send(bare)) == "invalid_client"
        assert "continue" in (await strict.ask(READ)).json()


def _without_nonce(shop: Foreign, message: HttpMessage) -> HttpMessage:
    digested = message.with_headers(("content-digest", content_digest(message.body or b"")))
    claimed = parameters(shop.key.kid, created=int(shop.here.clock().timestamp()), nonce=None)
    return signed_as(digested, shop.key, COVERED, claimed)


async def _forget(here: Home) -> None:
    """Lose the memory of nonces, as somebody does who truncates a table that looks like a cache."""
    await here.broker.store.write(lambda session: session.execute(delete(SeenNonce)))


@pytest.mark.requirement("C-7.3.1-8")
async def test_what_was_used_before_the_memory_was_lost_is_not_accepted_again(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        own = await Wire.of_agent(here)
        used = own.signed("POST", own.endpoint, own.request(here.call("bank_read_account", account="main")))
        assert (await own.send(used)).status_code == 200
        here.clock.turn(2.5)
        prepared = own.signed("POST", own.endpoint, own.request(here.call("bank_read_account", account="main")))
        here.clock.turn(1)
        await _forget(here)
        replayed = await own.send(used)
        assert error_of(replayed) == "invalid_client"
        assert "memory" in (await refusals(here))[-1]
        assert error_of(await own.send(prepared)) == "invalid_client", "it may have been used: nobody remembers"
        here.clock.turn(1)
        fresh = own.signed("POST", own.endpoint, own.request(here.call("bank_read_account", account="main")))
        assert (await own.send(fresh)).status_code == 200
        assert error_of(await own.send(fresh)) == "invalid_client", "from now on it is remembered again"
        assert error_of(await own.send(used)) == "invalid_client"
        kinds = await here.broker.store.read(lambda session: [one.kind for one in session.exec(select(Audit))])
        assert kinds.count("server.nonces_lost") == 1


async def test_the_memory_outlives_its_sweeps_and_a_new_installation_has_lost_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        own = await Wire.of_agent(here)
        assert (await own.ask(here.call("bank_read_account", account="main"))).status_code == 200
        here.clock.turn(timedelta(days=40).total_seconds())
        await here.broker.sweep()

        def marked(session: Session) -> tuple[int, bool]:
            since = session.get_one(Installation, 1).nonces_since
            kept = session.exec(select(SeenNonce).where(col(SeenNonce.digest) == MARK)).all()
            return len(kept), since is not None and since < here.clock()

        assert await here.broker.store.read(marked) == (1, True)
        assert (await own.ask(here.call("bank_read_account", account="main"))).status_code == 200
