"""What a client says about its end user (RFC 9635 §2.4): a hint that is checked and believed in nothing.

There is one user at one client here: its owner. A hint that names somebody else in our own words, and an assertion that
is not a valid one of ours, is an unknown user; foreign identifiers say nothing to us.
"""

import json
from typing import Any

from broker.authserver.context import Context
from broker.authserver.subject import refuse_others, token_key
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import b64url_decode
from broker.store.query import Session
from broker.store.tables import RegisteredClient

Json = dict[str, Any]


def check_user(session: Session, context: Context, client: RegisteredClient, user: Json | str | None) -> None:
    """Return if the hint fits this client's owner; raise GnapError(unknown_user) otherwise (RFC 9635 §2.4, §2.4.1)."""
    if user is None:
        return
    if isinstance(user, str):
        _named(session, context, client, {"format": "opaque", "id": user})
        return
    for sub_id in user.get("sub_ids") or []:
        if _ours(context, sub_id):
            _named(session, context, client, sub_id)
    for assertion in user.get("assertions") or []:
        _named(session, context, client, _asserted(session, context, client, assertion))


def _ours(context: Context, sub_id: Json) -> bool:
    issued_here = sub_id.get("format") == "iss_sub" and sub_id.get("iss") == context.public_url
    return issued_here or sub_id.get("format") == "opaque"


def _named(session: Session, context: Context, client: RegisteredClient, sub_id: Json) -> None:
    try:
        refuse_others(session, context, owner=client.owner, client=client.thumbprint, asked={"sub_ids": [sub_id]})
    except GnapError:
        raise GnapError(ErrorCode.UNKNOWN_USER, "nobody whom this client can know by that name") from None


def _asserted(session: Session, context: Context, client: RegisteredClient, assertion: Json) -> Json:
    """Return whom one of our own ID Tokens names, if it is genuine, for this client, and in time (§2.4)."""
    try:
        claims = _verified(session, context, assertion)
        in_time = claims["exp"] > context.now().timestamp()
        for_client = (claims["iss"], claims["aud"]) == (context.public_url, client.thumbprint)
        subject = str(claims["sub"])
    except (GnapError, ValueError, KeyError, TypeError):
        in_time = for_client = False
        subject = ""
    if not (in_time and for_client):
        raise GnapError(ErrorCode.UNKNOWN_USER, "the assertion is not a valid one of this server")
    return {"format": "opaque", "id": subject}


def _verified(session: Session, context: Context, assertion: Json) -> Json:
    header, payload, signature = str(assertion.get("value")).split(".")
    public = token_key(session, context).public
    # the key signs other things too, each of its own type
    typed = json.loads(b64url_decode(header)).get("typ") == "JWT"
    if assertion.get("format") != "id_token" or not typed:
        raise ValueError("not an ID Token")
    if not public.verify(b64url_decode(signature), f"{header}.{payload}".encode()):
        raise ValueError("not signed here")
    claims = json.loads(b64url_decode(payload))
    return dict(claims)
