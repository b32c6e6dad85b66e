"""What a client learns about its owner, and when: only of an owner who came by a start mode of this request (P8).

RFC 9635 §3.4 lets subject information go only where the resource owner and the end user are surely the same. An owner
who answered from the inbox proves nothing about who sits at the client, so nothing is released then.
"""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from broker.authserver.context import Context
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.grant import State
from broker.gnap.keys import PrivateKey, b64url, generate
from broker.store.query import Session, col
from broker.store.tables import Installation, Owner, ServerGrant
from broker.store.verbs import use_once

Json = dict[str, Any]

SUB_ID_FORMATS = ("opaque", "iss_sub", "email")  # the last only for owners who signed for an address
ASSERTION_FORMATS = ("id_token",)
ID_TOKEN_VALID = timedelta(minutes=5)
_PLACE = {"table": "installation", "row": "1", "column": "token_key"}
_PAIRWISE = b"countersign-pairwise-subject-v1"


def released(session: Session, context: Context, grant: ServerGrant) -> Json | None:
    """Return the `subject` member of an approved grant (RFC 9635 §3.4), or None.

    A format that is not offered is left out, and so is everything where one of the `sub_ids` asked for is another's.
    """
    asked = grant.subject
    if not asked or grant.state != State.APPROVED or grant.visited_by != grant.owner or grant.visited_at is None:
        return None
    key = token_key(session, context)
    mine = _identifiers(context, key, grant.owner, grant.thumbprint)
    if not _all_mine(asked, mine):
        return None
    found: Json = {}
    known = mine | {"email": {"format": "email", "email": address(session, grant.owner)}}
    if sub_ids := [known[one] for one in formats(session, grant.owner) if one in (asked.get("sub_id_formats") or [])]:
        found["sub_ids"] = sub_ids
    if "id_token" in (asked.get("assertion_formats") or []):
        subject = mine["opaque"]["id"]
        value = _id_token(context, key, subject, grant.thumbprint, grant.visited_at)
        found["assertions"] = [{"format": "id_token", "value": value}]
    return found or None


def formats(session: Session, owner: str) -> list[str]:
    """Return the formats in which this owner can be told of: without an address there is no `email`."""
    return [one for one in SUB_ID_FORMATS if one != "email" or address(session, owner)]


def address(session: Session, owner: str) -> str | None:
    """Return the e-mail address that the owner signed for, or None."""
    row = session.get(Owner, owner, populate_existing=True)
    return row.email if row is not None else None


def told_otherwise(session: Session, grant: ServerGrant, shown: str | None) -> str | None:
    """Return why the address that the owner saw (None: none) is not the one that would be told now, or None."""
    asked = (grant.subject or {}).get("sub_id_formats") or []
    if "email" in asked and address(session, grant.owner) != shown:
        return "the owner's e-mail address changed after they were asked: ask again"
    return None


def refuse_others(session: Session, context: Context, *, owner: str, client: str, asked: Json) -> None:
    """Return if every one of the `sub_ids` names this client's own owner, or there are none (decisions P8).

    `client` is the identity of the client's key. Raises GnapError(request_denied) otherwise, whoever is named. An
    e-mail address is never taken for the owner's: the answer would tell whether a guess is right, to whom nobody signed
    for anything yet.
    """
    if asked.get("sub_ids") is None:
        return
    if not _all_mine(asked, _identifiers(context, token_key(session, context), owner, client)):
        words = "subject.sub_ids names somebody else than the owner of this client: not offered"
        raise GnapError(ErrorCode.REQUEST_DENIED, words)


def token_key(session: Session, context: Context) -> PrivateKey:
    """Return the installation's signing key, made the first time that somebody needs it."""
    row = session.get(Installation, 1)
    if row is None:
        session.add(Installation(id=1))
        session.flush()
    if row is None or row.token_key_sealed is None:
        made = context.vault.seal(generate("EdDSA", "made", context.mint).to_bytes(), **_PLACE)
        unset = (col(Installation.id) == 1, col(Installation.token_key_sealed).is_(None))
        use_once(session, Installation, *unset, values={"token_key_sealed": made})
        # brokers that start together agree on the key of whoever was first
        row = session.get_one(Installation, 1, populate_existing=True)
    opened = context.vault.open(row.token_key_sealed or b"", **_PLACE)
    return PrivateKey.from_bytes(opened, kid=PrivateKey.from_bytes(opened, kid="unnamed").public.thumbprint)


def _identifiers(context: Context, key: PrivateKey, owner: str, client: str) -> dict[str, Json]:
    """Return the owner's identifiers at one client (RFC 9493 §3.2): two clients cannot tell that it is one person."""
    secret = hmac.digest(key.to_bytes(), _PAIRWISE, hashlib.sha256)
    # lengths first, so that no two pairs of names are one text
    named = b"".join(len(part).to_bytes(4, "big") + part for part in (owner.encode(), client.encode()))
    pairwise = b64url(hmac.digest(secret, named, hashlib.sha256))
    return {
        "opaque": {"format": "opaque", "id": pairwise},
        "iss_sub": {"format": "iss_sub", "iss": context.public_url, "sub": pairwise},
    }


def _all_mine(asked: Json, mine: dict[str, Json]) -> bool:
    return all(one in mine.values() for one in asked.get("sub_ids") or [])


def _id_token(context: Context, key: PrivateKey, subject: str, client: str, signed_in: datetime) -> str:
    """Return an ID Token in compact form (OpenID Connect Core §2, RFC 7515 §7.1)."""
    now = context.now()
    claims = {
        "iss": context.public_url,
        "sub": subject,
        "aud": client,
        "iat": int(now.timestamp()),
        "exp": int((now + ID_TOKEN_VALID).timestamp()),
        "auth_time": int(signed_in.timestamp()),
    }
    signing_input = f"{_part({'alg': key.alg, 'kid': key.kid, 'typ': 'JWT'})}.{_part(claims)}"
    return f"{signing_input}.{b64url(key.sign(signing_input.encode()))}"


def _part(value: Json) -> str:
    return b64url(json.dumps(value, separators=(",", ":")).encode())
