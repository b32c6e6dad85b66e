"""Who a resource server is: connectors in force name its key; it shows that key, or its name for it (RFC 9767 §3.2).

A resource server registers nothing about itself but resources: whose key it is was signed by an owner, with the
connector file.
"""

from collections.abc import Iterable
from typing import Any

from broker.connectors.model import Connector
from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.keys import Key, parse_key
from broker.gnap.rights import Access, AccessRight
from broker.store.query import Session, col, select
from broker.store.tables import RegisteredServer

Shown = Key | str
"""A resource server by its key, or by the instance identifier that it was given."""


def shown_server(content: dict[str, Any]) -> Shown:
    """Return how a request names its resource server; raise GnapError(invalid_resource_server) for neither way."""
    value = content.get("resource_server")
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, "resource_server must be an identifier, or show a key")
    try:
        return parse_key(value.get("key"))
    except GnapError as why:
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, why.description) from None


def key_of(session: Session, shown: Shown) -> Key:
    """Return the key whose proof is demanded; raise GnapError(invalid_resource_server) for an unknown identifier."""
    if isinstance(shown, Key):
        return shown
    row = session.exec(select(RegisteredServer).where(col(RegisteredServer.instance_id) == shown)).one_or_none()
    if row is None:
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, "unknown resource server: show the key by value")
    return parse_key(row.key)


def connectors_of(connectors: Iterable[Connector], key: Key) -> tuple[Connector, ...]:
    """Return the connectors of the resource server with this key; raise GnapError(invalid_resource_server) if none."""
    found = tuple(one for one in connectors if _identity(one) == key.identity)
    if not found:
        raise GnapError(ErrorCode.INVALID_RESOURCE_SERVER, "no connector names this resource server's key")
    return found


def is_named(connectors: Iterable[Connector], identity: str) -> bool:
    """Tell whether some connector's resource server has the key of this identity."""
    return any(_identity(one) == identity for one in connectors)


def all_for(access: Access, servers: tuple[Connector, ...]) -> bool:
    """Tell whether every right names places, and only places of these connectors' resource server."""
    bases = [one.resource_server.rstrip("/") for one in servers]
    return all(isinstance(right, AccessRight) and _located(right, bases) for right in access)


def audience_of(connectors: Iterable[Connector], access: Access) -> tuple[str, ...]:
    """Return the base URIs of the resource servers that some right lies at, as the kit writes its own."""
    rights = [right for right in access if isinstance(right, AccessRight)]
    bases = {one.resource_server.rstrip("/") for one in connectors}
    places = [place for right in rights for place in right.locations or ()]
    return tuple(sorted(base for base in bases if any(_below(place, base) for place in places)))


def _identity(connector: Connector) -> str | None:
    jwk = connector.resource_server_key
    return None if jwk is None else parse_key({"proof": "httpsig", "jwk": jwk}).identity


def _located(right: AccessRight, bases: list[str]) -> bool:
    locations = right.locations or ()
    return bool(locations) and all(any(_below(place, base) for base in bases) for place in locations)


def _below(place: str, base: str) -> bool:
    return place == base or place.startswith(base + "/")
