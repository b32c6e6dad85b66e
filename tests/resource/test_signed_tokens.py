"""Signed tokens at the kit: one token of our AS is read without asking, and nothing that only looks like it is."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from broker.gnap.errors import PeerError
from broker.gnap.keys import PrivateKey, b64url, key_object
from broker.gnap.rs_role import SIGNED_TYPE
from broker.resource import discover_signer
from tests.resource.test_protect import BANK, CLIENT, NEEDED, PAYMENT, STRANGER, Bench, request
from tests.stand_ins import GRANT_ENDPOINT, NOW, key_named

SIGNER = key_named("as", 4)
SECONDS = int(NOW.timestamp())
HEADER: dict[str, Any] = {"alg": "EdDSA", "kid": "as", "typ": SIGNED_TYPE}
CLAIMS: dict[str, Any] = {
    "iss": GRANT_ENDPOINT,
    "aud": [BANK],
    "jti": "t_1",
    "iat": SECONDS,
    "exp": SECONDS + 300,
    "access": [PAYMENT],
    "key": key_object(CLIENT.public),
    "uses": 1,
}


def token(header: Any = HEADER, claims: Any = CLAIMS, key: PrivateKey = SIGNER) -> str:
    parts = [b64url(json.dumps(part).encode() if isinstance(part, dict) else part) for part in (header, claims)]
    head = ".".join(parts)
    return f"{head}.{b64url(key.sign(head.encode()))}"


def claims(**changes: Any) -> str:
    """Return a token with these claims changed, or left out where they are `...`."""
    return token(claims={name: value for name, value in (CLAIMS | changes).items() if value is not ...})


def bench() -> Bench:
    return Bench(signer=SIGNER.public)


@pytest.mark.requirement("R-3.3-9")
def test_a_signed_token_is_granted_without_asking_and_its_proof_is_demanded_all_the_same() -> None:
    here, value = bench(), token()
    granted = here.check(request(f"GNAP {value}"))
    assert (granted.jti, granted.uses, granted.access) == ("t_1", 1, (NEEDED,))
    assert here.authorization_server.asked == []
    assert here.refused(request(f"GNAP {value}", "n2", key=STRANGER)).status == 401
    assert here.refused(request(f"GNAP {value}")).status == 401, "a proof that was seen before"
    assert value not in repr(granted)


def test_a_token_of_another_look_is_asked_about() -> None:
    here = bench()
    assert here.check(request("GNAP token")).jti == "id-of-token"
    assert len(here.authorization_server.asked) == 1


FORGED: dict[str, Callable[[], str]] = {
    "signed by another key": lambda: token(key=STRANGER),
    "signed by the client": lambda: token(key=CLIENT),
    "signed by another key that says so": lambda: token(HEADER | {"kid": "stranger"}, key=STRANGER),
    "without a signature": lambda: token().rpartition(".")[0] + ".",
    "with the signature of another": lambda: token().rpartition(".")[0] + "." + claims(uses=9).rpartition(".")[2],
    "alg none": lambda: token(HEADER | {"alg": "none"}),
    "another alg": lambda: token(HEADER | {"alg": "HS256"}),
    "another type of the same key": lambda: token(HEADER | {"typ": "JWT"}),
    "no type": lambda: token({"alg": "EdDSA", "kid": "as"}),
    "another key id": lambda: token(HEADER | {"kid": "other"}),
    "a header member more": lambda: token(HEADER | {"crit": ["b64"], "b64": False}),
    "a header that is no object": lambda: token(b"[]"),
    "claims that are no object": lambda: token(claims=b"[]"),
    "claims twice": lambda: token(claims=json.dumps(CLAIMS).replace("{", '{"uses":9,', 1).encode()),
    "another issuer": lambda: claims(iss="https://evil.example/gnap"),
    "no issuer": lambda: claims(iss=...),
    "another audience": lambda: claims(aud=["https://other.example"]),
    "an audience that begins like ours": lambda: claims(aud=[BANK + ".evil"]),
    "no audience": lambda: claims(aud=...),
    "an empty audience": lambda: claims(aud=[]),
    "no name": lambda: claims(jti=...),
    "no end": lambda: claims(exp=...),
    "ended": lambda: claims(exp=SECONDS),
    "not yet begun": lambda: claims(nbf=SECONDS + 1),
    "no key": lambda: claims(key=...),
    "bearer": lambda: claims(flags=["bearer"]),
    "no uses left": lambda: claims(uses=0),
    "no access": lambda: claims(access=...),
    "padding": lambda: token() + "=",
    "four parts": lambda: token().replace(".", "..", 1),
}


@pytest.mark.requirement("R-2.1.14-3", "R-2.1-4")
@pytest.mark.parametrize("row", FORGED)
def test_what_only_looks_like_a_signed_token_of_our_as_is_refused(row: str) -> None:
    here = bench()
    refusal = here.refused(request(f"GNAP {FORGED[row]()}"))
    assert refusal.status == 401
    assert "WWW-Authenticate" in refusal.headers
    assert here.check(request(f"GNAP {token()}", "n2")).jti == "t_1"


def test_a_signed_token_is_no_wider_than_it_says() -> None:
    here = bench()
    narrow = claims(access=[PAYMENT | {"amount": "24.00"}])
    assert here.refused(request(f"GNAP {narrow}")).status == 403
    assert here.check(request(f"GNAP {token()}", "n2")).jti


def test_a_signed_token_ends_on_its_second() -> None:
    here = bench()
    here.now = NOW + timedelta(seconds=299)
    assert here.check(request(f"GNAP {token()}")).jti
    here.now = NOW + timedelta(seconds=300)
    assert here.refused(request(f"GNAP {token()}", "n2")).status == 401


def test_without_a_key_every_token_is_asked_about() -> None:
    here = Bench()
    assert here.refused(request(f"GNAP {token()}")).status == 401
    assert len(here.authorization_server.asked) == 1


NO_SIGNER: dict[str, Any] = {
    "nothing": None,
    "no object": "EdDSA",
    "a private key": {**SIGNER.public.jwk, "d": "AAAA"},
    "a symmetric key": {"kty": "oct", "k": "AAAA", "kid": "as", "alg": "HS256"},
}


@pytest.mark.parametrize("row", NO_SIGNER)
def test_the_key_for_signed_tokens_is_taken_from_the_document_of_our_as_only(row: str) -> None:
    server = Bench().authorization_server
    server.discovery |= {"countersign_token_key": NO_SIGNER[row]}
    with pytest.raises(PeerError):
        asyncio.run(discover_signer(server.send, GRANT_ENDPOINT))
    server.discovery |= {"countersign_token_key": SIGNER.public.jwk}
    with pytest.raises(PeerError):
        asyncio.run(discover_signer(server.send, "https://as.example/other"))
    assert asyncio.run(discover_signer(server.send, GRANT_ENDPOINT)) == SIGNER.public
