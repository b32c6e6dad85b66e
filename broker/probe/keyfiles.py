"""Keys of a tester in files: made with mode 0600, refused where others may read them, in PEM or as a private JWK."""

import base64
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from broker.gnap.certificates import der_of
from broker.gnap.errors import GnapError
from broker.gnap.keys import Algorithm, Mint, PrivateKey, b64url, b64url_decode, generate
from broker.http import ClientCertificate
from broker.probe.signing import Party, ProofMethod

_CURVES: Mapping[str, ec.EllipticCurve] = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1()}
_LARGEST = 64 * 1024  # bytes
_Raw = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class KeyFileRefused(Exception):
    """A key file cannot be used or written; the message says why and what to do."""


def make(path: Path, alg: Algorithm, kid: str, mint: Mint) -> PrivateKey:
    """Make a key and write it as a private JWK with mode 0600. Raises KeyFileRefused where a file is already there."""
    key = generate(alg, kid, mint)
    raw = serialization.load_der_private_key(_der(key), password=None)
    text = json.dumps(_private_jwk(raw, key), indent=1) + "\n"
    write_secret(path, text, new=True)
    return key


def write_secret(path: Path, text: str, *, new: bool = False) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises KeyFileRefused; `new` replaces nothing."""
    if new and path.exists():
        raise KeyFileRefused(f"{path} is already there: name another file, or take it away first")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    except OSError as why:
        draft.unlink(missing_ok=True)
        raise KeyFileRefused(f"{path} cannot be written: {why.strerror}") from None


def read_secret(path: Path) -> str:
    """Return the text of a file that nobody else may read. Raises KeyFileRefused."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read(_LARGEST)
    except OSError as why:
        raise KeyFileRefused(f"{path} cannot be read: {why.strerror}") from None
    if mode & 0o077:
        raise KeyFileRefused(f"{path} may be read by others: `chmod 600 {path}`, and think of a new one")
    return content.decode("utf-8", "replace")


def load(path: Path, kid: str | None = None, alg: Algorithm | None = None) -> PrivateKey:
    """Return the private key of a file. Raises KeyFileRefused.

    A JWK says its kid and alg itself; PEM needs a `kid`, and for RSA an `alg` (PS256 unless it is given).
    """
    text = read_secret(path)
    try:
        if text.lstrip().startswith("{"):
            return _of_jwk(json.loads(text))
        return _of_pem(text, kid, alg)
    except KeyFileRefused:
        raise
    except (ValueError, TypeError, KeyError, GnapError):
        words = "no private key that we sign with; make one with `countersign gnap key FILE`"
        raise KeyFileRefused(f"{path} holds {words}") from None


def party(path: Path, proof: ProofMethod, kid: str | None = None, certificate: Path | None = None) -> Party:
    """Return the client instance or resource server of a key file. Raises KeyFileRefused."""
    key = load(path, kid)
    if proof != "mtls":
        return Party(key, proof)
    if certificate is None:
        raise KeyFileRefused("mtls needs the certificate of the key: name it")
    return Party(key, proof, _certificate(certificate)[0])


def for_tls(path: Path, certificate: Path) -> tuple[bytes, ClientCertificate]:
    """Return a certificate (DER), and what a TLS connection needs to show it. Raises KeyFileRefused."""
    der, chain = _certificate(certificate)
    raw = serialization.load_der_private_key(_der(load(path, kid="tls")), password=None)
    pem = raw.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return der, ClientCertificate(chain, pem)


def _certificate(path: Path) -> tuple[bytes, bytes]:
    try:
        chain = path.read_bytes()
        first, ending, _ = chain.partition(b"-----END CERTIFICATE-----")
        return der_of((first + ending).decode("ascii")), chain
    except OSError as why:
        raise KeyFileRefused(f"{path} cannot be read: {why.strerror}") from None
    except (GnapError, UnicodeError):
        raise KeyFileRefused(f"{path} is no certificate in PEM") from None


def _der(key: PrivateKey) -> bytes:
    written = key.to_bytes()
    return written.partition(b":")[2] if written[5:6] == b":" else written  # RSA keys name their algorithm first


def _of_pem(text: str, kid: str | None, alg: Algorithm | None) -> PrivateKey:
    raw = serialization.load_pem_private_key(text.encode(), password=None)
    if kid is None:
        raise KeyFileRefused("a PEM file does not say the key's id: name it with --kid (in a target file: kid)")
    if isinstance(raw, rsa.RSAPrivateKey):
        return PrivateKey(kid, raw, alg or "PS256")
    if isinstance(raw, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey):
        return PrivateKey(kid, raw)
    raise ValueError("another kind of key")


def _of_jwk(jwk: Mapping[str, Any]) -> PrivateKey:
    kid, alg = str(jwk["kid"]), jwk.get("alg")
    match jwk["kty"]:
        case "OKP":
            return PrivateKey(kid, ed25519.Ed25519PrivateKey.from_private_bytes(b64url_decode(jwk["d"])))
        case "EC":
            return PrivateKey(kid, ec.derive_private_key(_number(jwk["d"]), _CURVES[jwk["crv"]]))
        case "RSA":
            return PrivateKey(kid, _rsa(jwk), alg)
    raise ValueError("another kind of key")


def _rsa(jwk: Mapping[str, Any]) -> rsa.RSAPrivateKey:
    n, e, d = (_number(jwk[name]) for name in ("n", "e", "d"))
    p, q = rsa.rsa_recover_prime_factors(n, e, d)
    public = rsa.RSAPublicNumbers(e, n)
    crt = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, *crt, public).private_key()


def _private_jwk(raw: object, key: PrivateKey) -> dict[str, str]:
    if isinstance(raw, ed25519.Ed25519PrivateKey):
        return {**key.public.jwk, "d": b64url(raw.private_bytes_raw())}
    if isinstance(raw, ec.EllipticCurvePrivateKey):
        size = (raw.curve.key_size + 7) // 8
        return {**key.public.jwk, "d": b64url(raw.private_numbers().private_value.to_bytes(size, "big"))}
    if isinstance(raw, rsa.RSAPrivateKey):
        d = raw.private_numbers().d
        return {**key.public.jwk, "d": b64url(d.to_bytes((d.bit_length() + 7) // 8, "big"))}
    raise ValueError("another kind of key")


def _number(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")
