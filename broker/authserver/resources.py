"""Resource sets: access that a resource server registers, under a reference that clients ask for (RFC 9767 §3.4).

A reference widens nothing: it stands for rights at the very server that registered it, the owner is shown those rights,
and the policy decides about them as if they had been spelt out.
"""

from datetime import datetime
from typing import Any

from broker.approval.canonical import digest
from broker.authserver.context import Context
from broker.authserver.resource_servers import all_for, shown_server
from broker.authserver.token_formats import FORMATS, JWT_SIGNED, OPAQUE, SIGNED
from broker.connectors.model import Connector
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import Key
from broker.gnap.message import read_request
from broker.gnap.rights import Access, AccessRight, access_json, parse_access
from broker.gnap.tokens import new_token
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredServer, ResourceSet
from broker.store.verbs import audit

Json = dict[str, Any]
MOST_SETS = 1_000  # of one resource server: a reference is never forgotten, so there is a bound


class Registration:
    """A resource set registration as read: which access, which token formats, whether the server will ask."""

    def __init__(self, body: bytes | None) -> None:
        content = read_request(body)
        self.server = shown_server(content)
        self.access = _spelt_out(content.get("access"))
        self.formats = _formats(content.get("token_formats_supported"))
        self.introspected = _flag(content, "token_introspection_required")


def register_set(
    session: Session,
    context: Context,
    registration: Registration,
    key: Key,
    servers: tuple[Connector, ...],
    now: datetime,
) -> Json:
    """Return the reference of a resource set, the same for the same set; raise GnapError where it may not be."""
    if not all_for(registration.access, servers):
        words = "every right needs locations, and they must lie at this resource server"
        raise GnapError(ErrorCode.INVALID_ACCESS, words)
    server = _known(session, context, key, now)
    known = _same(session, server, registration) or _new_set(session, context, server, registration, now)
    return {
        "resource_reference": known.reference,
        "instance_id": server.instance_id,
        "introspection_endpoint": f"{context.grant_endpoint}/introspect",
    }


def set_of(session: Session, reference: str) -> ResourceSet | None:
    """Return the resource set that a reference stands for."""
    return session.get(ResourceSet, reference)


def expanded(session: Session, access: Access) -> Access:
    """Return the access with every reference that is known replaced by its rights; an unknown one stays as it is."""
    found: list[AccessRight | str] = []
    for right in access:
        known = set_of(session, right) if isinstance(right, str) else None
        found += parse_access(known.access) if known is not None else [right]
    return tuple(found)


def format_of(session: Session, access: Access) -> str:
    """Return the format of a token with this access: signed only where everything in it was registered for that.

    Rights that are spelt out, unknown references and sets that leave the choice to us are opaque: what is opaque ends
    at once when it is revoked. A token never mixes resource servers that registered apart.
    """
    sets = [set_of(session, right) if isinstance(right, str) else None for right in access]
    signed = [known.server for known in sets if known is not None and JWT_SIGNED in (known.formats or ())]
    return SIGNED if len(signed) == len(sets) and len(set(signed)) == 1 else OPAQUE


def _spelt_out(value: object) -> Access:
    access = parse_access(value)
    # What is only a reference to something else could be shown to nobody (decisions P16).
    if any(isinstance(right, str) for right in access):
        raise GnapError(ErrorCode.INVALID_ACCESS, "a resource set spells its rights out: it holds no references")
    return access


def _formats(value: object) -> list[str] | None:
    """Return the formats that both sides know, in the resource server's order; None where it left the choice."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise GnapError(ErrorCode.INVALID_REQUEST, "token_formats_supported must be an array of strings")
    both = [one for one in value if one in FORMATS]
    if not both:
        words = "none of these token formats is issued here: " + ", ".join(FORMATS) + ", or leave the member out"
        raise GnapError(ErrorCode.INVALID_REQUEST, words)
    return both


def _flag(content: Json, name: str) -> bool:
    value = content.get(name, False)
    if not isinstance(value, bool):
        raise GnapError(ErrorCode.INVALID_REQUEST, f"{name} must be true or false")
    return value


def _known(session: Session, context: Context, key: Key, now: datetime) -> RegisteredServer:
    row = session.get(RegisteredServer, key.identity)
    if row is None:
        row = RegisteredServer(
            identity=key.identity, key=key.to_json(), instance_id="rs_" + new_token(context.mint)[:24], created_at=now
        )
        session.add(row)
        session.flush()
    return row


def _digest(server: RegisteredServer, registration: Registration) -> str:
    return digest([server.identity, access_json(registration.access), registration.formats, registration.introspected])


def _same(session: Session, server: RegisteredServer, registration: Registration) -> ResourceSet | None:
    same = col(ResourceSet.digest) == _digest(server, registration)
    return session.exec(select(ResourceSet).where(same)).one_or_none()


def _new_set(
    session: Session, context: Context, server: RegisteredServer, registration: Registration, now: datetime
) -> ResourceSet:
    theirs = select(ResourceSet.reference).where(col(ResourceSet.server) == server.identity)
    if len(session.exec(theirs.limit(MOST_SETS)).all()) >= MOST_SETS:
        raise GnapError(ErrorCode.INVALID_REQUEST, f"this resource server has registered {MOST_SETS} sets already")
    row = ResourceSet(
        reference="r_" + new_token(context.mint)[:24],
        server=server.identity,
        access=access_json(registration.access),
        digest=_digest(server, registration),
        formats=registration.formats,
        introspected=registration.introspected,
        created_at=now,
    )
    session.add(row)
    session.flush()
    data = {"access": row.access, "formats": row.formats}
    audit(session, kind="server.resources_registered", subject=row.reference, at=now, data=data)
    return row
