"""How the calls of operations are authorised, as the document says: one scheme for the whole connector.

A call of a connector carries one secret in one header. `security` of an operation, else that of the document, lists
alternatives, each of them the schemes that it needs together (OpenAPI 3.1 §4.8.30).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from broker.connectors.credential import credential
from broker.connectors.openapi.document import At, Document, LeftOut
from broker.connectors.openapi.operations import Source
from broker.connectors.openapi.writing import yaml_of
from broker.gnap.locations import fault
from broker.yamlfile import FileErrors
from broker.yamlfile import read as read_strictly

MOST_SCOPES: Final = 50
_SCOPE: Final = re.compile(r"[!#-\[\]-~]{1,200}")  # RFC 6749 §3.3


@dataclass
class Schemes:
    """The security schemes of a document by their names: what serves them, with words; where one is that nothing does.

    `served` has `credential` and how that is said, `unserved` the pointer and why.
    """

    served: dict[str, tuple[dict[str, Any], str]] = field(default_factory=dict)
    unserved: dict[str, tuple[str, str]] = field(default_factory=dict)


def schemes(document: Document) -> Schemes:
    """Return the schemes of the document that a secret in a header serves, and those that it does not."""
    found = Schemes()
    for name, at in document.root.below("components").below("securitySchemes").members().items():
        try:
            found.served[name] = _scheme(document.follow(at))
        except LeftOut as why:
            found.unserved[name] = (at.pointer, str(why))
    return found


def needs(document: Document, source: Source) -> list[frozenset[str]] | None:
    """Return what an operation needs: of these sets of schemes one, in the document's order; None where it is unsaid.

    No alternative is there where what it says cannot be read, and an empty one where it needs none.
    """
    said = source.at.member("security") or document.root.member("security")
    if said is None:
        return None
    if said.value == []:
        return [frozenset()]
    return [frozenset(one.members()) for one in said.items() if isinstance(one.value, Mapping)]


def chosen_scheme(document: Document, wanted: Sequence[Source], known: Schemes) -> str | None:
    """Return the scheme that alone serves most of the operations, None where none of them needs any."""
    needed = [needs(document, one) for one in wanted]
    alone = [[name for one in each or () if len(one) == 1 for name in one if name in known.served] for each in needed]
    counted = {name: sum(name in one for one in alone) for each in alone for name in each}
    if counted:
        return max(counted, key=lambda name: counted[name])  # of two that serve as many the first
    return next(iter(known.served), None) if all(one is None for one in needed) else None


def unauthorised(document: Document, source: Source, chosen: str | None, known: Schemes) -> str | None:
    """Return why the scheme that was chosen, or none, is not enough for an operation; None where it is."""
    needed = needs(document, source)
    if needed is None or any(one <= {chosen} for one in needed):
        return None
    if not needed:
        return "its security cannot be read"
    nearest = min(needed, key=lambda one: (len(one), not one <= known.served.keys()))
    names = " and ".join(f'"{name[:60]}"' for name in sorted(nearest))
    if len(nearest) > 1:
        return f"it needs {names} together, and one secret in one header is sent"
    (name,) = nearest
    if name in known.served:
        return f'it needs {names}, and the calls of this connector carry "{chosen}"; import it by itself'
    _, why = known.unserved.get(name, ("", "the document has no such scheme"))
    return f"it needs {names}: {why}"


def scopes(document: Document, sources: Sequence[Source], scheme: str) -> list[str]:
    """Return the scopes of a scheme that these operations need, as the document says, in its order."""
    said = [one.at.member("security") or document.root.below("security") for one in sources]
    alone = [one for each in said for one in each.items() if list(one.members()) == [scheme]]
    listed = [scope.value for one in alone for scope in one.below(scheme).items()]
    return list(dict.fromkeys(one for one in listed if isinstance(one, str) and _SCOPE.fullmatch(one)))[:MOST_SCOPES]


def _scheme(at: At) -> tuple[dict[str, Any], str]:
    made, how = _read(at)
    try:
        credential(read_strictly(yaml_of(made), ""))
    except FileErrors as why:
        raise LeftOut(f"its header cannot be sent: {why.problems[0].message}") from None
    return made, how


def _read(at: At) -> tuple[dict[str, Any], str]:
    kind, scheme = at.text("type"), at.text("scheme").lower()
    if kind == "apiKey" and at.text("in") == "header":
        header = at.text("name")
        return {"kind": "api_key", "header": header}, f"by an API key in the header {header}"
    if kind == "http" and scheme in ("bearer", "basic"):
        word = scheme.capitalize()
        said = "by a bearer token" if word == "Bearer" else "by base64 of user:password"
        return {"kind": "api_key", "scheme": word}, said
    if kind == "oauth2" and (endpoints := _endpoints(at.below("flows").below("authorizationCode"))):
        how = "by OAuth access tokens, fetched for you: write the client_id of your own client before you sign"
        return {"kind": "oauth2", **endpoints, "client_id": "countersign"}, how
    if kind in ("oauth2", "openIdConnect"):
        return {"kind": "api_key", "scheme": "Bearer"}, "by an OAuth access token that you put in, and renew, yourself"
    raise LeftOut(f"{kind or 'a scheme'} {at.text('in') or scheme} is none that a secret in a header serves")


def _endpoints(flow: At) -> dict[str, str] | None:
    """Return where tokens come from and where their owner agrees to them, None where that is not said in full."""
    token, page = flow.text("tokenUrl"), flow.text("authorizationUrl")
    again = flow.text("refreshUrl") or token
    callable_ = all(not fault(one) and one.startswith("https:") for one in (token, page.partition("?")[0]))
    return {"token_endpoint": token, "authorization_endpoint": page} if callable_ and again == token else None
