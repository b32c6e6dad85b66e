"""The two token formats, and what revoking a token of each means (RFC 9767 §2.2, RFC 9635 §11.32).

Opaque: chance, good for nothing but asking us; a revoked one is refused at the next introspection, so at once.
`jwt-signed`: a resource server that registered for it need not ask; it learns of no revocation, so a token of this
format lives `SIGNED_SECONDS` at most, and that is the promise: a revoked one ends by then. Asked, we say "not active"
at once for either.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from broker.gnap.keys import Key, PrivateKey, b64url
from broker.gnap.rights import Access, access_json
from broker.gnap.rs_role import SIGNED_TYPE
from broker.store.tables import ServerToken

OPAQUE, SIGNED = "opaque", "signed"
JWT_SIGNED = "jwt-signed"
FORMATS = (JWT_SIGNED,)
"""The registered names of what is issued; an opaque token has no format that anybody but us would read."""
SIGNED_SECONDS = 300


def signed_value(
    token: ServerToken,
    access: Access,
    *,
    issuer: str,
    audience: Sequence[str],
    bound: Key,
    signer: PrivateKey,
    nonce: str,
) -> str:
    """Return the compact JWS that is the token's value (RFC 9767 §2.1); times are whole seconds since 1970.

    With a fresh `nonce` no value is made twice, also where a rotation within one second says the same again.
    """
    header = {"alg": signer.alg, "kid": signer.kid, "typ": SIGNED_TYPE}
    claims: dict[str, Any] = {
        "iss": issuer,
        "aud": list(audience),
        "jti": token.id,
        "iat": int(token.issued_at.timestamp()),
        "exp": int(token.expires_at.timestamp()),
        "access": access_json(access),
        "key": bound.to_json(),
        "nonce": nonce,
    }
    if token.uses is not None:
        claims["uses"] = token.uses
    signing_input = f"{_part(header)}.{_part(claims)}"
    return f"{signing_input}.{b64url(signer.sign(signing_input.encode()))}"


def latest_end(token_format: str, now: datetime, wanted: datetime) -> datetime:
    """Return when a token of this format ends at the latest, if `wanted` is when it should end."""
    return min(wanted, now + timedelta(seconds=SIGNED_SECONDS)) if token_format == SIGNED else wanted


def _part(value: dict[str, Any]) -> str:
    return b64url(json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode())
