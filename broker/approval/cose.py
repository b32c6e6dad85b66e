"""Reading a passkey's public key: just enough CBOR for a COSE_Key, and the three algorithms that we enrol.

RFC 9052 §7 and RFC 9053 for ES256 and EdDSA, RFC 8230 for RS256. Definite lengths and minimal integers only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

Verifier = Callable[[bytes, bytes], None]
Value = int | bytes | str

_KTY, _ALG, _CRV, _X, _Y = 1, 3, -1, -2, -3
_N, _E = -1, -2
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_MIN_RSA_BITS = 2048


class CoseError(ValueError):
    """The bytes are not a COSE key that we accept."""


def public_key_verifier(raw: bytes) -> Verifier:
    """Return `verify(signature, data)` for a COSE public key; it raises cryptography's InvalidSignature.

    Raises CoseError for malformed bytes, an unknown algorithm, a point off its curve or a short RSA modulus.
    """
    key = cose_map(raw)
    makers = {(2, -7): _es256, (1, -8): _eddsa, (3, -257): _rs256}
    make = makers.get((_int(key, _KTY), _int(key, _ALG)))
    if make is None:
        raise CoseError("only ES256, EdDSA and RS256 keys are accepted")
    try:
        return make(key)
    except CoseError:
        raise
    except ValueError:
        raise CoseError("the key's numbers are not a public key") from None


def cose_map(raw: bytes) -> dict[int, Value]:
    """Return the one CBOR map that fills `raw`: integer labels, values that are integers, bytes or text."""
    reader = _Reader(raw)
    major, count = reader.head()
    if major != 5:
        raise CoseError("not a CBOR map")
    fields: dict[int, Value] = {}
    for _ in range(count):
        label = reader.item()
        if not isinstance(label, int) or label in fields:
            raise CoseError("a label is repeated or not an integer")
        fields[label] = reader.item()
    if reader.at != len(raw):
        raise CoseError("bytes follow the key")
    return fields


@dataclass
class _Reader:
    raw: bytes
    at: int = 0

    def take(self, count: int) -> bytes:
        if count > len(self.raw) - self.at:
            raise CoseError("the key is cut short")
        self.at += count
        return self.raw[self.at - count : self.at]

    def head(self) -> tuple[int, int]:
        """Return the next major type and its argument (RFC 8949 §3)."""
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        if info < 24:
            return major, info
        if info not in _LENGTHS:
            raise CoseError("indefinite lengths are not used in keys")
        argument = int.from_bytes(self.take(_LENGTHS[info]), "big")
        # the shortest spelling only, so that one key has one byte string
        if argument < (24 if info == 24 else 1 << 4 * _LENGTHS[info]):
            raise CoseError("a number is not in its shortest form")
        return major, argument

    def item(self) -> Value:
        major, argument = self.head()
        if major == 0:
            return argument
        if major == 1:
            return -1 - argument
        if major == 2:
            return self.take(argument)
        if major == 3:
            return self._text(argument)
        raise CoseError("a COSE key holds integers, bytes and text only")

    def _text(self, length: int) -> str:
        try:
            return self.take(length).decode("utf-8")
        except UnicodeDecodeError:
            raise CoseError("a text is not UTF-8") from None


def _es256(key: dict[int, Value]) -> Verifier:
    if _int(key, _CRV) != 1:
        raise CoseError("ES256 is used with P-256 only")
    x, y = _coordinate(key, _X), _coordinate(key, _Y)
    numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1())
    public = numbers.public_key()
    return lambda signature, data: public.verify(signature, data, ec.ECDSA(SHA256()))


def _eddsa(key: dict[int, Value]) -> Verifier:
    if _int(key, _CRV) != 6:
        raise CoseError("EdDSA is used with Ed25519 only")
    return ed25519.Ed25519PublicKey.from_public_bytes(_coordinate(key, _X)).verify


def _rs256(key: dict[int, Value]) -> Verifier:
    modulus, exponent = (int.from_bytes(_octets(key, label), "big") for label in (_N, _E))
    if modulus.bit_length() < _MIN_RSA_BITS:
        raise CoseError("an RSA modulus has at least 2048 bits")
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    return lambda signature, data: public.verify(signature, data, padding.PKCS1v15(), SHA256())


def _int(key: dict[int, Value], label: int) -> int:
    value = key.get(label)
    if not isinstance(value, int):
        raise CoseError(f"label {label} is missing")
    return value


def _octets(key: dict[int, Value], label: int) -> bytes:
    value = key.get(label)
    if not isinstance(value, bytes):
        raise CoseError(f"label {label} is missing")
    return value


def _coordinate(key: dict[int, Value], label: int) -> bytes:
    value = _octets(key, label)
    if len(value) != 32:
        raise CoseError("a coordinate has 32 bytes")
    return value
