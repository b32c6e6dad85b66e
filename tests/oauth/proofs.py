"""Proofs of a key (RFC 9449 §4), made as a client makes them, and with anything in them otherwise."""

import hashlib
import json
from datetime import datetime
from typing import Any

from broker.gnap.jwk import b64url
from broker.gnap.key_pair import PrivateKey, generate
from broker.gnap.proofs.jose import write

KEY = generate("ES256", "one", lambda size: b"\x01" * size)
OTHER = generate("ES256", "two", lambda size: b"\x02" * size)


def jwk(key: PrivateKey) -> dict[str, str]:
    """Return the key as clients send it: its numbers only."""
    return {name: value for name, value in key.public.jwk.items() if name not in ("alg", "kid")}


def ath(token: str) -> str:
    """Return what a proof says of a token (RFC 9449 §4.2)."""
    return b64url(hashlib.sha256(token.encode()).digest())


def proof(
    uri: str, now: datetime, *, key: PrivateKey = KEY, token: str | None = None, jti: str = "1", **changed: Any
) -> str:
    """Return a good proof; `changed` are claims otherwise, or members of its header as `header_…`. None leaves out."""
    claims = {"jti": jti, "htm": "POST", "htu": uri, "iat": int(now.timestamp()), "ath": token and ath(token)}
    header: dict[str, Any] = {"typ": "dpop+jwt", "alg": key.alg, "jwk": jwk(key)}
    for name, value in changed.items():
        (header if name.startswith("header_") else claims)[name.removeprefix("header_")] = value
    spelt = [{name: value for name, value in one.items() if value is not None} for one in (header, claims)]
    return write(spelt[0], json.dumps(spelt[1]).encode(), key)
