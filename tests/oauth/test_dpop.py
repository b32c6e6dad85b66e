"""Proofs of a key, by the examples of RFC 9449, by altering one part at a time, and by property."""

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.jwk import Algorithm
from broker.gnap.key_pair import generate
from broker.oauth.dpop import ALGORITHMS, WINDOW, BadProof, Proof, check_proof
from tests.oauth.proofs import KEY, OTHER, ath, jwk, proof

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DOOR = "https://countersign.example/mcp"
TOKEN = "cso_" + "A" * 43

# RFC 9449 §4.1 (figure 2) and §7.1 (figure 12); the thumbprint is of §6.1.
OF_THE_RFC = (
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJo"
    "RjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19."
)
AT_THE_TOKEN_ENDPOINT = (
    OF_THE_RFC
    + "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaW"
    "F0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg"
)
AT_THE_RESOURCE = (
    OF_THE_RFC
    + "eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZW"
    "RyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9R"
    "P35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA"
)
THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


def checked(compact: str, *, token: str | None = TOKEN, method: str = "POST", uri: str = DOOR) -> Proof:
    return check_proof([compact], method=method, uri=uri, token=token, now=NOW)


def good(**changed: Any) -> str:
    return proof(DOOR, NOW, **{"token": TOKEN} | changed)


def test_the_example_at_the_token_endpoint_counts() -> None:
    at = datetime.fromtimestamp(1562262616, UTC)
    uri = "https://server.example.com/token"
    shown = check_proof([AT_THE_TOKEN_ENDPOINT], method="POST", uri=uri, token=None, now=at)
    assert shown == Proof(THUMBPRINT, "-BwC3ESc6acc2lTc", at + WINDOW)


def test_the_example_at_a_resource_counts_with_its_token_and_with_no_other() -> None:
    at, uri = datetime.fromtimestamp(1562262618, UTC), "https://resource.example.org/protectedresource"
    token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"
    shown = check_proof([AT_THE_RESOURCE], method="GET", uri=uri, token=token, now=at)
    assert (shown.thumbprint, shown.jti) == (THUMBPRINT, "e1j3V_bKic8-LAEB")
    with pytest.raises(BadProof, match="ath"):
        check_proof([AT_THE_RESOURCE], method="GET", uri=uri, token=token[:-1] + "V", now=at)


@pytest.mark.parametrize("alg", get_args(Algorithm))
def test_every_algorithm_that_is_named_is_taken_and_each_is_asymmetric(alg: Algorithm) -> None:
    key = generate(alg, "one", lambda size: b"\x01" * size)
    assert checked(good(key=key)).thumbprint == key.public.thumbprint
    assert alg in ALGORITHMS
    assert not alg.startswith("HS")


def test_a_token_is_spoken_of_only_where_one_is_shown() -> None:
    assert checked(good(token=None), token=None).jti == "1"
    assert checked(good(header_kid="mine", jti="x" * 256)).jti == "x" * 256


SAME: dict[str, str] = {
    "as it is": DOOR,
    "with a query": f"{DOOR}?x=1",
    "with a fragment": f"{DOOR}#x",
    "with the scheme's own port": "https://countersign.example:443/mcp",
    "with its host in capitals": "https://COUNTERSIGN.example/mcp",
}


@pytest.mark.parametrize("row", SAME)
def test_the_place_is_the_same_however_it_is_spelt(row: str) -> None:
    assert checked(good(htu=SAME[row])).jti == "1"


# One part of a good proof is otherwise; the word is of the reason.
ALTERED: dict[str, tuple[dict[str, Any], str]] = {
    "another type": ({"header_typ": "JWT"}, "typ"),
    "no type": ({"header_typ": None}, "typ"),
    "an extension": ({"header_crit": ["x"]}, "header"),
    "a certificate": ({"header_x5c": ["x"]}, "header"),
    "no key": ({"header_jwk": None}, "public key"),
    "a key as text": ({"header_jwk": "x"}, "public key"),
    "another key": ({"header_jwk": jwk(OTHER)}, "signature"),
    "a private key": ({"header_jwk": jwk(KEY) | {"d": "AA"}}, "jwk"),
    "a symmetric key": ({"header_jwk": {"kty": "oct", "k": "AA"}}, "jwk"),
    "a key off its curve": ({"header_jwk": jwk(KEY) | {"y": jwk(KEY)["x"]}}, "jwk"),
    "a key for another algorithm": ({"header_jwk": jwk(KEY) | {"alg": "ES384"}}, "algorithms"),
    "no algorithm": ({"header_alg": None}, "algorithms"),
    "none for an algorithm": ({"header_alg": "none"}, "algorithms"),
    "a symmetric algorithm": ({"header_alg": "HS256"}, "algorithms"),
    "another algorithm": ({"header_alg": "ES384"}, "jwk"),
    "an algorithm that is no text": ({"header_alg": ["ES256"]}, "algorithms"),
    "another method": ({"htm": "GET"}, "htm"),
    "the method in small letters": ({"htm": "post"}, "htm"),
    "no method": ({"htm": None}, "htm"),
    "another host": ({"htu": "https://evil.example/mcp"}, "htu"),
    "another path": ({"htu": f"{DOOR}-token"}, "htu"),
    "another port": ({"htu": "https://countersign.example:444/mcp"}, "htu"),
    "cleartext": ({"htu": "http://countersign.example/mcp"}, "htu"),
    "a user": ({"htu": "https://x@countersign.example/mcp"}, "htu"),
    "no place": ({"htu": None}, "htu"),
    "a place that is no text": ({"htu": [DOOR]}, "htu"),
    "a token that is another": ({"ath": ath(TOKEN[:-1] + "B")}, "ath"),
    "the token itself": ({"ath": TOKEN}, "ath"),
    "a token beyond ASCII": ({"ath": "é"}, "ath"),
    "no token": ({"ath": None}, "ath"),
    "no id": ({"jti": None}, "jti"),
    "an empty id": ({"jti": ""}, "jti"),
    "an id too long": ({"jti": "x" * 257}, "jti"),
    "an id that is no text": ({"jti": 1}, "jti"),
    "no time": ({"iat": None}, "iat"),
    "a time as text": ({"iat": str(int(NOW.timestamp()))}, "iat"),
    "a time that is true": ({"iat": True}, "iat"),
    "a time beyond all calendars": ({"iat": 10**15}, "iat"),
    "a time before all": ({"iat": -1}, "iat"),
    "too old": ({"iat": int(NOW.timestamp()) - 61}, "iat"),
    "too early": ({"iat": int(NOW.timestamp()) + 61}, "iat"),
}


@pytest.mark.parametrize("row", ALTERED)
def test_a_proof_with_one_part_altered_does_not_count(row: str) -> None:
    changed, why = ALTERED[row]
    with pytest.raises(BadProof, match=why):
        checked(good(**changed))
    assert checked(good()).thumbprint == KEY.public.thumbprint


@pytest.mark.parametrize(
    "text", ["", "x", "a.b.c", "é", good()[:-4] + "AAAA", good().rpartition(".")[0] + ".", good() + "="]
)
def test_what_is_no_proof_does_not_count(text: str) -> None:
    with pytest.raises(BadProof):
        checked(text)


def test_one_proof_is_demanded_of_modest_length() -> None:
    for shown in ([], [good(), good(jti="2")], [good(more="x" * 8192)]):
        with pytest.raises(BadProof, match="one DPoP header"):
            check_proof(shown, method="POST", uri=DOOR, token=TOKEN, now=NOW)


@pytest.mark.parametrize("other", ["GET", "DELETE"])
def test_a_proof_counts_for_its_own_method(other: str) -> None:
    assert checked(good(htm=other), method=other).jti == "1"
    with pytest.raises(BadProof, match="htm"):
        checked(good(), method=other)


@given(st.integers(-200, 200))
def test_a_proof_counts_for_a_minute_and_is_remembered_for_as_long_as_it_could_count(seconds: int) -> None:
    made = good(iat=int(NOW.timestamp()) + seconds)
    if abs(seconds) > 60:
        with pytest.raises(BadProof, match="iat"):
            checked(made)
        return
    until = checked(made).until
    assert until == NOW + timedelta(seconds=seconds) + WINDOW
    for later, counts in ((timedelta(0), True), (timedelta(microseconds=1), False)):
        try:
            check_proof([made], method="POST", uri=DOOR, token=TOKEN, now=until + later)
        except BadProof:
            assert not counts
        else:
            assert counts


@given(st.data())
def test_no_other_byte_in_a_proof_is_taken(data: st.DataObject) -> None:
    made = good()
    where = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from("ABab01-_.").filter(lambda letter: letter != made[where]))
    with pytest.raises(BadProof):
        checked(made[:where] + other + made[where + 1 :])


CLAIM = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers()))


@given(st.dictionaries(st.sampled_from(["jti", "htm", "htu", "iat", "ath", "header_jwk", "header_alg"]), CLAIM))
def test_whatever_a_proof_claims_it_raises_nothing_but_a_refusal(claims: dict[str, Any]) -> None:
    with contextlib.suppress(BadProof):
        checked(good(**claims))
