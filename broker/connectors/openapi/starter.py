"""The whole starter connector: which operations it has, how its calls are authorised, and what was left out and why."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from broker.connectors.load import ConnectorErrors, load
from broker.connectors.openapi.credentials import chosen_scheme, needs, schemes, scopes, unauthorised
from broker.connectors.openapi.document import CannotImport, Document, LeftOut, capped, read
from broker.connectors.openapi.operations import Source, operation, served, sources, unfit
from broker.connectors.openapi.writing import yaml_of
from broker.fields import nearest
from broker.gnap.locations import fault, is_loopback

MOST_OPERATIONS: Final = 200
LARGEST: Final = 200 * 1024  # bytes; a connector file has 256 KiB at most, and its owner reads it


@dataclass(frozen=True)
class Omitted:
    """A part of the document that is not in the connector: the JSON pointer to it, and why."""

    pointer: str
    reason: str


@dataclass(frozen=True)
class Starter:
    """A starter connector: `text` of its file, the names of its operations, and what was left out."""

    name: str
    text: str
    operations: tuple[str, ...]
    left_out: tuple[Omitted, ...]
    credential: str  # how its calls are authorised, in words


def starter(
    source: bytes,
    path: str,
    *,
    name: str | None = None,
    server: str | None = None,
    only: Sequence[str] = (),
    whole_numbers: bool = False,
) -> Starter:
    """Return the starter connector for an OpenAPI document.

    `name` is the connector's (made of the title otherwise), `server` its base URL in the place of the document's own,
    `only` the operations wanted: operationId, name in the connector, or "GET /path". With `whole_numbers` numbers in
    JSON bodies are taken as whole ones. Raises CannotImport.
    """
    document = read(source, path)
    title = document.root.below("info").text("title")
    called = name or slug(title) or "api"
    base = _server(document, path, server)
    wanted, omitted = _wanted(document, path, only, called)
    servers = {base, *_named(document)}
    wanted = _fitting(wanted, lambda one: unfit(one, servers), omitted)
    credential, how, wanted = _authorised(document, path, wanted, omitted)
    if len(wanted) > MOST_OPERATIONS:  # each of them costs milliseconds, and a document may have any number
        size = f"{len(wanted)} operations are more than the {MOST_OPERATIONS} that an owner reads"
        raise CannotImport(f"{path}#/paths: {size}; choose some with --operations a,b")
    head: dict[str, Any] = {
        "name": called,
        "title": capped(title or called, 100),
        "resource_server": base,
        "authorization_server": "embedded",
        **({"credential": credential} if credential else {}),
    }
    made: list[dict[str, Any]] = []
    for one in wanted:
        try:
            named = _name(called, one, [done["name"] for done in made])
            written, reader = operation(
                document, one, name=named, server=base, right=called, whole_numbers=whole_numbers
            )
            _check(head, written)
        except LeftOut as why:
            omitted.append(Omitted(one.at.pointer, f"{one.id}: {why}"))
            continue
        omitted += [Omitted(pointer, f"{one.id}: {why}") for pointer, why in reader.left_out]
        made.append(written)
    return _whole(path, head, made, omitted, how)


def _whole(path: str, head: dict[str, Any], made: list[dict[str, Any]], omitted: list[Omitted], how: str) -> Starter:
    if not made:
        why = f" ({omitted[0].pointer}: {omitted[0].reason})" if omitted else ""
        raise CannotImport(f"{path}#/paths: no operation can be expressed{why}; write the connector by hand")
    text = _BEGINNING + yaml_of({**head, "operations": made})
    if len(text.encode()) > LARGEST:
        size = f"{len(made)} operations and {len(text.encode()) // 1024} KiB"
        raise CannotImport(f"{path}#/paths: {size} are more than an owner reads; choose some with --operations a,b")
    try:
        load(text, "connector.yaml")
    except ConnectorErrors as why:
        raise CannotImport(f"{path}: the connector made of it is not in order: {why}") from None
    return Starter(head["name"], text, tuple(one["name"] for one in made), tuple(omitted), how)


_BEGINNING: Final = """\
# A starter connector, made by `countersign connector import openapi`. Read it before you sign it: keep the operations
# that you want, and give each a right that you understand. tools/README.md has the format.
"""


def _check(head: dict[str, Any], written: dict[str, Any]) -> None:
    """Raise LeftOut where the strict reader of connectors would not have this operation."""
    try:
        load(yaml_of({**head, "operations": [written]}), "")
    except ConnectorErrors as why:
        raise LeftOut(why.problems[0].message) from None


def _fitting(wanted: Sequence[Source], unfit: Callable[[Source], str | None], omitted: list[Omitted]) -> list[Source]:
    """Return the operations of which nothing speaks against a place in the connector; the others are left out."""
    fitting: list[Source] = []
    for one in wanted:
        if why := unfit(one):
            omitted.append(Omitted(one.at.pointer, f"{one.id}: {why}"))
        else:
            fitting.append(one)
    return fitting


def _wanted(document: Document, path: str, only: Sequence[str], called: str) -> tuple[list[Source], list[Omitted]]:
    every, unread = sources(document)
    if not only:
        return every, [Omitted(pointer, why) for pointer, why in unread]
    known: dict[str, dict[str, Source]] = {}
    for one in every:
        for named in (one.id, _name(called, one, ()), f"{one.method.upper()} {one.path}"):
            known.setdefault(named, {})[one.at.pointer] = one
    for wanted in only:
        if wanted not in known:
            meant = nearest(wanted, [one.id for one in every][:2000])
            words = f"; did you mean {meant}?" if meant else f"; it has {', '.join(one.id for one in every[:10])} …"
            raise CannotImport(f'{path}#/paths: there is no operation "{wanted}"{words}')
        if len(known[wanted]) > 1:
            each = ", ".join(f'"{one.method.upper()} {one.path}"' for one in list(known[wanted].values())[:3])
            raise CannotImport(f'{path}#/paths: "{wanted}" is the name of more than one operation; say which: {each}')
    chosen = {pointer for wanted in only for pointer in known[wanted]}
    return [one for one in every if one.at.pointer in chosen], []


def _name(called: str, source: Source, taken: Sequence[str]) -> str:
    before, words = called.replace("-", "_"), source.words()
    whole = words if words.startswith(f"{before}_") else f"{before}_{words}"
    whole = whole if whole[:1].isalpha() else f"api_{whole}"
    plain = whole[:57].rstrip("_")
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    return name


def slug(title: str) -> str:
    """Return a connector's name made of a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-")


def _server(document: Document, path: str, given: str | None) -> str:
    listed = document.root.below("servers").items()
    url = (given or (served(listed[0]) if listed else "")).rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that nobody closes
        parts = urlsplit("")
    again = "say where the API is: --server https://api.example.com"
    if parts.scheme not in ("https", "http") or not parts.netloc:
        where = "--server" if given else f"{path}#/servers"
        raise CannotImport(f'{where}: "{url}" is no absolute address; {again}')
    if why := fault(f"{url}/"):
        raise CannotImport(f"{path}#/servers: the address {why}; {again}")
    if parts.scheme == "http" and not is_loopback(f"{url}/"):
        raise CannotImport(f'{path}#/servers: "{url}" is plain http, which is for this computer only; {again}')
    return url


def _named(document: Document) -> list[str]:
    """Return the server of which the document speaks, in the place of which the owner may have named another."""
    return [served(one) for one in document.root.below("servers").items()[:1]]


_UNSAID: Final = "signed with GNAP, as the document names no scheme that a secret in a header serves"
_UNNEEDED: Final = "signed with GNAP, as these operations need no secret"


def _authorised(
    document: Document, path: str, wanted: list[Source], omitted: list[Omitted]
) -> tuple[dict[str, Any] | None, str, list[Source]]:
    """Return `credential`, how that is said, and the operations that are called with it or without any.

    It is that of the scheme that serves most of them; where the document does not say which one they need, the first.
    """
    known = schemes(document)
    omitted += [Omitted(pointer, why) for pointer, why in known.unserved.values()]
    chosen, unsaid = chosen_scheme(document, wanted, known), all(needs(document, one) is None for one in wanted)
    able = _fitting(wanted, lambda one: unauthorised(document, one, chosen, known), omitted)
    if wanted and not able:
        words = f"no operation can be called with one secret in a header ({omitted[-len(wanted)].reason})"
        raise CannotImport(f"{path}#/components/securitySchemes: {words}")
    if chosen is None:
        return None, _UNSAID if unsaid else _UNNEEDED, able
    credential, how = known.served[chosen]
    asked = scopes(document, able, chosen) if credential["kind"] == "oauth2" else []
    return {**credential, **({"scopes": asked} if asked else {})}, how, able
