"""RSA keys by value: 2048 to 8192 bits, an exponent within bounds, one spelling, nothing that anybody can factor."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from broker.gnap import keys
from broker.gnap.errors import ErrorCode, GnapError
from tests.gnap.signed import key, raw

N = raw(key("RS256")).public_key().public_numbers().n
RSA_ALGORITHMS: tuple[keys.Algorithm, ...] = ("RS256", "PS256", "PS512")


def text(number: int, more: int = 0) -> str:
    return keys.b64url(number.to_bytes((number.bit_length() + 7) // 8 + more))


def jwk(n: object = text(N), e: object = "AQAB", alg: str = "PS256") -> dict[str, object]:
    return {"kty": "RSA", "kid": "client-1", "alg": alg, "n": n, "e": e}


def modulus(bits: int, low: int = 1) -> int:
    """A number of just so many bits without a small factor; whether it has two large ones is not ours to know."""
    n = (1 << (bits - 1)) + low
    while any(n % d == 0 for d in range(3, 752, 2)):
        n += 2
    return n


@pytest.mark.parametrize("bits", [2048, 2049, 3072, 4096, 8191, 8192])
@pytest.mark.parametrize("alg", RSA_ALGORITHMS)
def test_a_modulus_of_2048_to_8192_bits_is_taken(alg: str, bits: int) -> None:
    public = keys.parse_jwk(jwk(text(modulus(bits)), alg=alg))
    assert (public.alg, public.jwk["n"]) == (alg, text(modulus(bits)))
    assert not public.verify(bytes((bits + 7) // 8), b"x")


@pytest.mark.parametrize("e", [65537, 65539, 2**32 + 1, 2**64 - 1])
def test_an_odd_exponent_from_65537_to_64_bits_is_taken(e: int) -> None:
    assert keys.parse_jwk(jwk(e=text(e))).jwk["e"] == text(e)


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "modulus-of-2047-bits": (jwk(text(modulus(2047))), "2048 to 8192 bits"),
    "modulus-of-1024-bits": (jwk(text(modulus(1024))), "2048 to 8192 bits"),
    "modulus-of-8193-bits": (jwk(text(modulus(8193))), "2048 to 8192 bits"),
    "modulus-of-80000-bits": (jwk(text(1 << 80_000)), "2048 to 8192 bits"),
    "modulus-padded-to-2048-bits": (jwk(text(modulus(1024), more=128)), "leading zeros"),
    "modulus-with-a-leading-zero": (jwk(text(N, more=1)), "leading zeros"),
    "modulus-empty": (jwk(""), "leading zeros"),
    "modulus-zero": (jwk("AA"), "leading zeros"),
    "modulus-even": (jwk(text(N - 1)), "small factor"),
    "modulus-with-the-factor-3": (jwk(text(3 * modulus(2047))), "small factor"),
    "modulus-with-the-factor-751": (jwk(text(751 * modulus(2047))), "small factor"),
    "modulus-a-number": (jwk(N), "no n"),
    "modulus-missing": (jwk(None), "no n"),
    "modulus-padded": (jwk(text(N) + "=="), "not canonical|not base64url"),
    "modulus-standard-alphabet": (jwk(text(N).replace("-", "+").replace("_", "/")), "not canonical|not base64url"),
    "exponent-3": (jwk(e="Aw"), "exponent"),
    "exponent-1": (jwk(e="AQ"), "exponent"),
    "exponent-65535": (jwk(e=text(65535)), "exponent"),
    "exponent-even": (jwk(e=text(65538)), "exponent"),
    "exponent-of-65-bits": (jwk(e=text(2**64 + 1)), "exponent"),
    "exponent-as-long-as-the-modulus": (jwk(e=text(N - 2)), "exponent"),
    "exponent-with-a-leading-zero": (jwk(e=text(65537, more=1)), "leading zeros"),
    "exponent-empty": (jwk(e=""), "leading zeros"),
    "exponent-a-number": (jwk(e=65537), "no e"),
    "alg-missing": (jwk() | {"alg": None}, "no alg"),
    "alg-none": (jwk(alg="none"), "not those of an algorithm"),
    "alg-rs384": (jwk(alg="RS384"), "not those of an algorithm"),
    "alg-rs1": (jwk(alg="RS1"), "not those of an algorithm"),
    "alg-rsa-oaep": (jwk(alg="RSA-OAEP"), "not those of an algorithm"),
    "alg-by-its-http-name": (jwk(alg="rsa-pss-sha512"), "not those of an algorithm"),
    "alg-hs256": (jwk(alg="HS256"), "not those of an algorithm"),
    "kid-missing": (jwk() | {"kid": None}, "no kid"),
    "private-exponent": (jwk() | {"d": "AQAB"}, "private"),
    "prime": (jwk() | {"p": "AQAB"}, "private"),
    "other-primes": (jwk() | {"oth": []}, "private"),
}


@pytest.mark.requirement("C-7.1-2", "C-7.1-3")
@pytest.mark.parametrize(("value", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_an_rsa_key_outside_these_bounds_is_refused(value: dict[str, object], reason: str) -> None:
    assert keys.parse_jwk(jwk()).thumbprint == key("PS256").public.thumbprint
    with pytest.raises(GnapError, match=reason) as caught:
        keys.parse_jwk(value)
    assert caught.value.code is ErrorCode.INVALID_CLIENT


def test_one_key_under_two_algorithms_is_one_key_by_its_thumbprint_and_verifies_by_its_own_only() -> None:
    rs, ps = (keys.parse_jwk(jwk(alg=alg)) for alg in ("RS256", "PS256"))
    assert rs != ps
    assert rs.thumbprint == ps.thumbprint
    signature = key("RS256").sign(b"x")
    assert (rs.verify(signature, b"x"), ps.verify(signature, b"x")) == (True, False)


def test_a_private_rsa_key_is_written_with_its_algorithm() -> None:
    for alg in RSA_ALGORITHMS:
        written = key(alg).to_bytes()
        assert written.startswith(f"{alg}:".encode())
        again = keys.PrivateKey.from_bytes(written, "client-1")
        assert (again.alg, again.public) == (alg, key(alg).public)


@pytest.mark.parametrize(("bits", "e"), [(1024, 65537), (2048, 3)])
def test_a_private_key_that_no_verifier_of_ours_would_take_is_not_one_to_sign_with(bits: int, e: int) -> None:
    with pytest.raises(GnapError):
        keys.PrivateKey("k", rsa.generate_private_key(e, bits), "PS256")
