"""The path of ours that speaks Open Payments: off unless named, a translation where on, and no way into the default.

What the real library makes of it is in test_interledger.py.
"""

import base64
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from structlog.testing import capture_logs

from broker.gnap.http_message import HttpMessage
from broker.gnap.message import write_object
from broker.gnap.proofs import httpsig
from tests.authserver.foreign import HISTORY, Foreign, refusals
from tests.authserver.open_payments import BACK, INCOMING, INTERACT, NAME, NONCE, Purse
from tests.authserver.wire import error_of
from tests.home import Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

WALLET = "https://wallet.example/alice"


def _reference(purse: Purse, answer: Json, location: str) -> str:
    """Check the padded hash as a client of the dialect does, with nothing of ours; return the reference."""
    query = parse_qs(urlsplit(location).query, strict_parsing=True)
    assert set(query) == {"hash", "interact_ref"}
    (given,), (reference,) = query["hash"], query["interact_ref"]
    base = "\n".join((NONCE, answer["interact"]["finish"], reference, purse.path))
    assert given == base64.b64encode(hashlib.sha256(base.encode()).digest()).decode()
    return reference


async def _granted(purse: Purse) -> Json:
    answer = (await purse.want()).json()
    reference = _reference(purse, answer, await purse.back(answer))
    granted: Json = (await purse.go_on(answer, {"interact_ref": reference})).json()
    return granted


async def test_a_token_is_got_rotated_and_revoked_by_itself(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        answer = (await purse.want()).json()
        assert set(answer) == {"interact", "continue"}
        location = await purse.back(answer)
        assert location.startswith(f"{BACK}?hash=")
        granted = (await purse.go_on(answer, {"interact_ref": _reference(purse, answer, location)})).json()
        token = granted["access_token"]
        assert (set(granted), token["access"]) == ({"access_token", "continue"}, [INCOMING])
        assert token["manage"].startswith(f"{purse.path}/token/")
        renewed = await purse.own(token, "POST")
        assert renewed.status_code == 200, renewed.text
        after = renewed.json()["access_token"]
        assert (after["manage"], after["value"] != token["value"]) == (token["manage"], True)
        here.clock.turn(1)  # what was rotated away is good for a lost answer, and for no end of the new value
        assert (await purse.own(after, "DELETE")).status_code == 204
        here.clock.turn(1)
        assert error_of(await purse.own(after, "POST")) == "invalid_rotation"


async def test_a_granted_grant_can_be_ended_and_issues_nothing_more(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        granted = await _granted(purse)
        more = (await purse.go_on(granted)).json()
        assert set(more) == {"continue"}
        assert (await purse.go_on(more, method="DELETE")).status_code == 204
        assert error_of(await purse.own(granted["access_token"], "POST")) == "invalid_rotation"


async def test_a_refusal_comes_back_bare_and_a_later_poll_says_so(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        answer = (await purse.want()).json()
        assert await purse.back(answer, "refuse") == f"{BACK}?result=grant_rejected"
        told = await purse.go_on(answer)
        assert (told.status_code, error_of(told)) == (401, "request_denied")


async def test_a_poll_before_the_owner_answered_gets_no_token(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        answer = (await purse.want()).json()
        early = await purse.send(
            purse.signed("POST", answer["continue"]["uri"], None, answer["continue"]["access_token"]["value"])
        )
        assert (early.status_code, error_of(early)) == (400, "too_fast")
        assert set((await purse.go_on(answer)).json()) == {"continue"}


async def test_the_path_is_not_there_unless_a_setting_names_its_clients(tmp_path: Path) -> None:
    for named, status in (("", 404), (NAME, 200)):
        async with home(tmp_path / str(status), open_payments=named) as here:
            purse = await Purse.opened(here)
            assert (await purse.want()).status_code == status
            for method, uri in (("POST", "continue/as_x"), ("DELETE", "token/t_x"), ("POST", "token/t_x")):
                told = await purse.send(purse.signed(method, f"{purse.path}/{uri}", None, "value"))
                assert (told.status_code == 404) == (status == 404)


async def test_a_client_that_the_setting_does_not_name_is_refused_at_the_path(tmp_path: Path) -> None:
    for named, code in (("somebody", "invalid_client"), (f"somebody, {NAME}", None)):
        async with home(tmp_path / str(code), open_payments=named) as here:
            assert error_of(await (await Purse.opened(here)).want()) == code


@pytest.mark.parametrize("row", ["as it is", "with the client of the RFC", "with the proof of the RFC"])
async def test_the_default_endpoint_refuses_the_dialect(tmp_path: Path, row: str) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        rfc = purse.wanted(client={"key": purse.key_object})
        refused = {
            "as it is": (purse.signed("POST", purse.endpoint, purse.wanted()), "invalid_request"),
            "with the client of the RFC": (purse.signed("POST", purse.endpoint, rfc), "invalid_client"),
            "with the proof of the RFC": (purse.tagged(purse.endpoint, purse.wanted()), "invalid_request"),
        }
        message, code = refused[row]
        assert error_of(await purse.send(message)) == code
        answer = (await purse.send(purse.tagged(purse.endpoint, rfc))).json()
        assert answer["continue"]["uri"].startswith(f"{purse.endpoint}/continue/")


async def test_the_path_takes_no_token_of_the_dialect_at_the_default_endpoint_untagged(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        token = (await _granted(purse))["access_token"]
        elsewhere = token | {"manage": token["manage"].replace("/open-payments/", "/gnap/")}
        assert error_of(await purse.own(elsewhere, "POST")) == "invalid_client"
        assert (await purse.own(token, "POST")).status_code == 200


FAULTS: dict[str, tuple[Json, str]] = {
    "the client of the RFC": ({"client": {"key": {}}}, "invalid_request"),
    "a JWK and something else": (
        {"client": {"jwk": {}, "walletAddress": "https://wallet.example/a"}},
        "invalid_request",
    ),
    "a wallet address": ({"client": {"walletAddress": WALLET}}, "invalid_client"),
    "an unknown identifier": ({"client": WALLET}, "invalid_client"),
    "no client": ({"client": None}, "invalid_request"),
    "several tokens": ({"access_token": [{"label": "a", "access": [INCOMING]}]}, "invalid_request"),
    "a reference": ({"access_token": {"access": ["incoming"]}}, "invalid_request"),
    "no token": ({"access_token": None}, "invalid_request"),
    "the subject": ({"subject": {"sub_id_formats": ["opaque"]}}, "invalid_request"),
    "a push": ({"interact": INTERACT | {"finish": INTERACT["finish"] | {"method": "push"}}}, "invalid_request"),
    "a finish elsewhere": (
        {"interact": INTERACT | {"finish": INTERACT["finish"] | {"uri": "https://other.example/back"}}},
        "invalid_request",
    ),
    "interact as text": ({"interact": "redirect"}, "invalid_request"),
    "what no rule allows": ({"access_token": {"access": [INCOMING | {"actions": ["list-all"]}]}}, "request_denied"),
    "a bearer token": ({"access_token": {"access": [INCOMING], "flags": ["bearer"]}}, "request_denied"),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("row", FAULTS)
async def test_a_request_that_the_dialect_or_the_policy_does_not_have_is_refused(tmp_path: Path, row: str) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        members, code = FAULTS[row]
        assert error_of(await purse.want(**members)) == code
        assert (await purse.want()).status_code == 200


async def test_the_identifier_of_its_registration_stands_for_the_client(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        assert (await purse.want(client=purse.instance_id)).status_code == 200


def _signed_otherwise(purse: Purse, **how: Any) -> HttpMessage:
    message = HttpMessage(
        "POST", purse.path, (("content-type", "application/json"),), write_object(purse.wanted(nothing=str(how)))
    )
    created = int(purse.here.clock().timestamp())
    given: dict[str, Any] = {"created": created, "nonce": None, "tag": None, "digest": "sha-512"}
    return httpsig.sign(message, purse.key, **(given | how))


@pytest.mark.parametrize("how", [{"tag": "gnap"}, {"tag": "other"}, {"digest": "sha-256"}, {"created": 1_000_000_000}])
async def test_a_proof_otherwise_than_the_registration_says_is_refused_at_the_path(tmp_path: Path, how: Json) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        with capture_logs() as log:
            assert error_of(await purse.send(_signed_otherwise(purse, **how))) == "invalid_client"
        [why] = await refusals(here)
        logged = [one for one in log if one["event"] == "refused"]
        assert [(one["path"], one["code"], one["why"]) for one in logged] == [("/open-payments", "invalid_client", why)]
        assert (await purse.send(_signed_otherwise(purse))).status_code == 200


async def test_a_request_is_good_once(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        message = purse.signed("POST", purse.path, purse.wanted())
        assert (await purse.send(message)).status_code == 200
        assert error_of(await purse.send(message)) == "invalid_client"


async def test_a_rotation_names_no_other_key_at_the_path(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        purse = await Purse.opened(here)
        token = (await _granted(purse))["access_token"]
        message = purse.signed("POST", token["manage"], {"key": purse.key_object}, token["value"])
        assert error_of(await purse.send(message)) == "key_rotation_not_supported"
        assert (await purse.own(token, "POST")).status_code == 200


async def _of_another(here: Home) -> tuple[Foreign, Json]:
    shop = await Foreign.registered(here)
    return shop, (await shop.ask(HISTORY)).json()


async def test_a_client_of_the_default_endpoint_goes_on_there_and_not_at_the_path(tmp_path: Path) -> None:
    async with home(tmp_path, open_payments=NAME) as here:
        shop, answer = await _of_another(here)
        uri = answer["continue"]["uri"].replace("/gnap/", "/open-payments/")
        plain = shop.plain("POST", uri, None, answer["continue"]["access_token"]["value"])
        created = int(here.clock().timestamp())
        told = await shop.send(httpsig.sign(plain, shop.key, created=created, nonce="once", tag=None))
        assert error_of(told) == "invalid_client"
        assert set((await shop.go_on(answer)).json()) == {"continue"}
