"""The kit refuses whatever it cannot be sure of; beside each refusal stands the same request unmutated, granted."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.gnap.rights import AccessRight
from broker.http import NoAnswer, NotSent
from broker.resource import Challenge, Granted, Protect, RecentNonces
from tests.stand_ins import GRANT_ENDPOINT, INTROSPECTION, NOW, IntrospectingAS, counting_mint, key_named

BANK = "https://bank.example"
CLIENT, STRANGER, RS = key_named("scout", 1), key_named("stranger", 2), key_named("bank", 3)
PAYMENT = {
    "type": "bank-payment",
    "actions": ["create"],
    "locations": [f"{BANK}/payments"],
    "identifier": "main",
    "amount": "25.00",
    "currency": "EUR",
    "payee": "bakery",
}
NEEDED = AccessRight.model_validate(PAYMENT)


class Bench:
    """A kit, its AS with one token, and the request that the token is good for."""

    def __init__(self, **changes: Any) -> None:
        self.now = NOW
        self.authorization_server = IntrospectingAS(RS.public)
        self.authorization_server.issue("token", CLIENT.public, PAYMENT)
        self.protect = self.kit(**changes)

    def kit(self, **changes: Any) -> Protect:
        settings: dict[str, Any] = {
            "authorization_server": GRANT_ENDPOINT,
            "introspection_endpoint": INTROSPECTION,
            "resource_server": BANK,
            "key": RS,
            "send": self.authorization_server.send,
            "now": lambda: self.now,
            "remember": RecentNonces(lambda: self.now).remember,
            "mint": counting_mint(),
        }
        return Protect(**settings | changes)

    def check(self, message: HttpMessage, needed: AccessRight = NEEDED) -> Granted:
        return asyncio.run(self.protect.check(message, needed))

    def refused(self, message: HttpMessage, needed: AccessRight = NEEDED) -> Challenge:
        with pytest.raises(Challenge) as refusal:
            self.check(message, needed)
        return refusal.value

    def answer(self, **members: Any) -> None:
        """Answer for the token with these members changed, or left out where they are `...`."""
        merged = self.authorization_server.issue("token", CLIENT.public, PAYMENT) | members
        self.authorization_server.answers["token"] = {k: v for k, v in merged.items() if v is not ...}


def request(
    authorization: str | None = "GNAP token", nonce: str = "n1", key: Any = CLIENT, created: datetime = NOW
) -> HttpMessage:
    bare = HttpMessage("POST", f"{BANK}/payments", (("content-type", "application/json"),), b'{"amount":"25.00"}')
    if authorization is not None:
        bare = bare.with_headers(("authorization", authorization))
    return httpsig.sign(bare, key, created=int(created.timestamp()), nonce=nonce)


def test_a_bound_token_with_a_proof_by_its_key_is_granted_what_the_as_vouches_for() -> None:
    granted = Bench().check(request())
    assert (granted.jti, granted.uses, granted.issuer) == ("id-of-token", 1, GRANT_ENDPOINT)
    assert (granted.key.public, granted.thumbprint) == (CLIENT.public, CLIENT.public.thumbprint)
    assert "token" not in repr(granted).replace("id-of-token", "")
    assert granted.access == (NEEDED,)


@pytest.mark.requirement("R-3.3-1", "R-3.3-2", "R-3.3-3", "R-3.2-1")
def test_introspection_is_signed_by_the_resource_server_and_names_the_right_that_the_request_needs() -> None:
    bench = Bench()
    bench.check(request())
    [asked] = bench.authorization_server.asked
    assert asked["access"] == [PAYMENT]
    assert (asked["access_token"], asked["proof"]) == ("token", "httpsig")
    assert asked["resource_server"] == {"key": {"proof": "httpsig", "jwk": RS.public.jwk}}


@pytest.mark.requirement("C-9.1-1", "C-9.1-2", "C-7.2-3", "C-7.2-5", "C-7.2-6", "R-2.1-4")
@pytest.mark.parametrize(
    "message",
    [
        pytest.param(request(None), id="no token"),
        pytest.param(request("Bearer token"), id="Bearer"),
        pytest.param(request("GNAP"), id="no value"),
        pytest.param(request("GNAP  token"), id="two spaces"),
        pytest.param(request("GNAP token, GNAP token"), id="a list"),
        pytest.param(request().with_headers(("authorization", "GNAP token")), id="two headers"),
        pytest.param(replace(request(None), target_uri=f"{BANK}/payments?access_token=token"), id="query"),
        pytest.param(replace(request(None), body=b"access_token=token"), id="form"),
        pytest.param(request("GNAP other"), id="a token that the AS does not know"),
    ],
)
def test_without_one_token_in_the_gnap_scheme_the_answer_is_a_challenge(message: HttpMessage) -> None:
    bench = Bench()
    refusal = bench.refused(message)
    assert refusal.status == 401
    assert refusal.headers == {"WWW-Authenticate": f'GNAP as_uri="{GRANT_ENDPOINT}", referrer="{BANK}"'}
    assert bench.check(request()).jti


def test_of_two_authorization_headers_none_is_taken() -> None:
    bench = Bench()
    with pytest.raises(Challenge):
        bench.protect.token(request().with_headers(("authorization", "GNAP other")))
    assert bench.protect.token(request()) == "token"


def test_the_scheme_is_compared_without_case() -> None:
    assert Bench().check(request("gnap token")).jti


MUTATIONS: dict[str, Callable[[HttpMessage], HttpMessage]] = {
    "signed by another key": lambda _: request(key=STRANGER),
    "another key under the token's key id": lambda _: request(key=key_named("scout", 9)),
    "body altered": lambda m: replace(m, body=b'{"amount":"99.00"}'),
    "body dropped": lambda m: replace(m, body=None),
    "method altered": lambda m: replace(m, method="PUT"),
    "path altered": lambda m: replace(m, target_uri=f"{BANK}/payments/"),
    "query added": lambda m: replace(m, target_uri=f"{BANK}/payments?x=1"),
    "another resource server's URI": lambda m: replace(m, target_uri="https://other.example/payments"),
    "no signature": lambda m: m.without_header("signature"),
    "no signature input": lambda m: m.without_header("signature-input"),
    "no digest": lambda m: m.without_header("content-digest"),
}


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3-5", "C-7.3.1-4", "C-7.3.1-12", "C-2.1.1-3")
@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS.keys())
def test_a_request_that_its_key_did_not_sign_is_refused(mutate: Callable[[HttpMessage], HttpMessage]) -> None:
    bench = Bench()
    assert bench.refused(mutate(request())).status == 401
    assert bench.check(request()).jti


def test_the_authorization_header_is_part_of_what_is_signed() -> None:
    bench = Bench()
    bench.authorization_server.issue("stolen", CLIENT.public, PAYMENT)
    swapped = request().without_header("authorization").with_headers(("authorization", "GNAP stolen"))
    assert bench.refused(swapped).status == 401
    assert bench.check(request("GNAP stolen")).jti


@pytest.mark.requirement("C-7.3.1-8")
def test_a_nonce_counts_once_and_a_failed_proof_does_not_use_it_up() -> None:
    bench = Bench()
    assert bench.refused(replace(request(), body=b"{}")).status == 401
    assert bench.check(request()).jti
    assert "before" in bench.refused(request()).words
    assert bench.check(request(nonce="n2")).jti


def test_the_same_nonce_of_another_key_is_no_replay() -> None:
    bench = Bench()
    bench.authorization_server.issue("theirs", STRANGER.public, PAYMENT)
    assert bench.check(request()).jti
    assert bench.check(request("GNAP theirs", key=STRANGER)).jti


@pytest.mark.requirement("C-7.3.1-7")
def test_an_old_proof_is_refused_even_after_the_memory_has_forgotten_its_nonce() -> None:
    bench = Bench()
    assert bench.check(request()).jti
    bench.now = NOW + timedelta(minutes=11)
    fresh = httpsig.sign(unsigned(), CLIENT, created=int(bench.now.timestamp()), nonce="n9")
    bench.authorization_server.now = bench.now
    assert bench.refused(request()).status == 401
    assert bench.check(fresh).jti


def unsigned() -> HttpMessage:
    return request().without_header("signature").without_header("signature-input").without_header("content-digest")


WIDER: dict[str, dict[str, Any]] = {
    "another amount": {"amount": "25.01"},
    "another payee": {"payee": "grocer"},
    "another account": {"identifier": "savings"},
    "another action": {"actions": ["create", "close"]},
    "another place": {"locations": [f"{BANK}/transfers"]},
    "another type": {"type": "bank-account"},
    "all actions": {"actions": None},
    "all places": {"locations": None},
}


@pytest.mark.requirement("R-3.3-9")
@pytest.mark.parametrize("change", WIDER.values(), ids=WIDER.keys())
def test_a_request_that_needs_more_than_was_granted_is_refused_whatever_the_as_calls_active(
    change: dict[str, Any],
) -> None:
    bench = Bench()
    needed = AccessRight.model_validate({k: v for k, v in {**PAYMENT, **change}.items() if v is not None})
    refusal = bench.refused(request(), needed)
    assert (refusal.status, refusal.words) == (403, "the access token does not cover this request")
    assert "WWW-Authenticate" in refusal.headers
    assert bench.check(request(nonce="n2")).jti


SECONDS = int(NOW.timestamp())


@pytest.mark.requirement("R-2.1.14-3")
@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"active": False}, id="not active"),
        pytest.param({"exp": SECONDS}, id="expires now"),
        pytest.param({"nbf": SECONDS + 1}, id="not yet"),
        pytest.param({"aud": "https://other.example"}, id="token of another resource server"),
        pytest.param({"aud": ["https://other.example"]}, id="token of other resource servers"),
    ],
)
def test_a_token_that_is_not_in_force_here_is_challenged(members: dict[str, Any]) -> None:
    bench = Bench()
    bench.answer(**members)
    assert bench.refused(request()).status == 401
    bench.answer(exp=SECONDS + 1, nbf=SECONDS, aud=[BANK, "https://other.example"])
    assert bench.check(request()).jti


@pytest.mark.requirement("R-3.3-7", "R-2.1-4")
@pytest.mark.parametrize(
    "members",
    [
        pytest.param({"iss": "https://evil.example/gnap"}, id="another issuer"),
        pytest.param({"iss": GRANT_ENDPOINT + "/"}, id="almost our issuer"),
        pytest.param({"iss": ...}, id="no issuer"),
        pytest.param({"key": ...}, id="no key"),
        pytest.param({"key": "reference"}, id="key by reference"),
        pytest.param({"key": {"proof": "mtls", "jwk": CLIENT.public.jwk}}, id="another proof"),
        pytest.param({"key": {"proof": "httpsig"}}, id="no JWK"),
        pytest.param({"flags": ["bearer"]}, id="bearer with a key"),
        pytest.param({"access": ...}, id="no access"),
        pytest.param({"access": {}}, id="access no array"),
        pytest.param({"access": [7]}, id="access of numbers"),
        pytest.param({"active": "true"}, id="active a string"),
        pytest.param({"active": 1}, id="active a number"),
        pytest.param({"active": ...}, id="no active"),
        pytest.param({"uses": 0}, id="no uses"),
        pytest.param({"uses": True}, id="uses a boolean"),
        pytest.param({"jti": 7}, id="jti a number"),
        pytest.param({"exp": "tomorrow"}, id="exp a string"),
        pytest.param({"exp": 10**16}, id="exp beyond time"),
        pytest.param({"aud": [7]}, id="aud a number"),
    ],
)
def test_an_answer_that_cannot_be_used_grants_nothing_and_tells_the_client_nothing_about_it(
    members: dict[str, Any],
) -> None:
    bench = Bench()
    bench.answer(**members)
    refusal = bench.refused(request())
    assert (refusal.status, refusal.headers) == (503, {})
    assert refusal.words == "the authorization server gave no usable answer; try again later"
    bench.answer()
    assert bench.check(request()).jti


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b'{"active":true,"active":false}', b'{"active":NaN}', b"\xff", b"[" * 100_000],
    ids=repr,
)
def test_an_answer_that_is_no_json_object_grants_nothing(body: bytes) -> None:
    bench = Bench()
    bench.authorization_server.answers["token"] = body
    assert bench.refused(request()).status == 503
    bench.answer()
    assert bench.check(request()).jti


def test_an_as_that_fails_or_is_silent_grants_nothing() -> None:
    bench = Bench()
    bench.authorization_server.status = 500
    assert bench.refused(request()).status == 503

    for why in (NotSent("no connection"), NoAnswer("a deadline")):
        bench.protect = bench.kit(send=silent(why))
        assert bench.refused(request()).status == 503
    bench.authorization_server.status = 200
    bench.protect = bench.kit()
    assert bench.check(request()).jti


def silent(why: Exception) -> Any:
    async def send(_: HttpMessage) -> Any:
        raise why

    return send


def test_nothing_of_an_earlier_answer_is_kept() -> None:
    bench = Bench()
    assert bench.check(request()).jti
    bench.answer(active=False)
    assert bench.refused(request(nonce="n2")).status == 401
    assert len(bench.authorization_server.asked) == 2


def test_without_jti_the_token_is_named_by_its_digest_and_never_by_its_value() -> None:
    bench = Bench()
    bench.answer(jti=..., uses=...)
    granted = bench.check(request())
    assert granted.jti == "sha-256:" + hashlib.sha256(b"token").hexdigest()
    assert granted.uses is None


@pytest.mark.requirement("R-3.1-1", "R-3.1-3")
def test_the_introspection_endpoint_is_discovered_once() -> None:
    bench = Bench(introspection_endpoint=None)
    assert bench.check(request()).jti
    assert bench.check(request(nonce="n2")).jti
    assert bench.authorization_server.discovered == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"grant_request_endpoint": "https://as.example/other"}, id="another grant endpoint"),
        pytest.param({"introspection_endpoint": "https://evil.example/gnap/introspect"}, id="another origin"),
        pytest.param({"introspection_endpoint": "http://as.example/gnap/introspect"}, id="another scheme"),
        pytest.param({"introspection_endpoint": None}, id="no introspection"),
    ],
)
def test_a_discovery_document_cannot_send_tokens_elsewhere(change: dict[str, Any]) -> None:
    bench = Bench(introspection_endpoint=None)
    good = bench.authorization_server.discovery
    bench.authorization_server.discovery = {**good, **change}
    assert bench.refused(request()).status == 503
    assert bench.authorization_server.asked == []
    bench.authorization_server.discovery = good
    assert bench.check(request()).jti


def test_a_discovery_document_that_came_with_an_error_is_none() -> None:
    bench = Bench(introspection_endpoint=None)
    for status in (404, 302):
        bench.authorization_server.discovery_status = status
        assert bench.refused(request()).status == 503
        assert bench.authorization_server.asked == []
    bench.authorization_server.discovery_status = 200
    assert bench.check(request()).jti


def test_no_refusal_carries_the_token() -> None:
    bench = Bench()
    for message in (request("Bearer token-value"), request("GNAP token-value"), replace(request(), method="PUT")):
        refusal = bench.refused(message)
        assert "token-value" not in json.dumps([refusal.words, refusal.headers])
