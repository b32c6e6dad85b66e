"""The whole starter connector: which operations it has, how its calls are authorised, and what was left out and why."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from broker.connectors.load import ConnectorErrors, load
from broker.connectors.openapi.document import At, CannotImport, Document, LeftOut, capped, read
from broker.connectors.openapi.operations import Source, operation, served, sources, unfit
from broker.fields import nearest
from broker.gnap.locations import fault, is_loopback

MOST_OPERATIONS: Final = 200
MOST_SCOPES: Final = 50
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
    source: bytes, path: str, *, name: str | None = None, server: str | None = None, only: Sequence[str] = ()
) -> Starter:
    """Return the starter connector for an OpenAPI document.

    `name` is the connector's (made of the title otherwise), `server` its base URL in the place of the document's own,
    `only` the operations wanted: operationId, name in the connector, or "GET /path". Raises CannotImport.
    """
    document = read(source, path)
    title = document.root.below("info").text("title")
    called = name or slug(title) or "api"
    base = _server(document, path, server)
    wanted, omitted = _wanted(document, path, only, called)
    wanted = _fitting(wanted, {base, *_named(document)}, omitted)
    credential, how, unserved = _credential(document, wanted)
    omitted += unserved
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
            written, reader = operation(
                document, one, name=_name(called, one, [done["name"] for done in made]), server=base, right=called
            )
            _check(head, written)
        except LeftOut as why:
            omitted.append(Omitted(one.at.pointer, f"{one.id}: {why}"))
            continue
        omitted += [Omitted(pointer, f"{one.id}: {why}") for pointer, why in reader.left_out]
        made.append(written)
        if len(made) > MOST_OPERATIONS:
            # said before the rest is read too: each operation costs milliseconds, and a document may have any number
            size = f"{len(wanted)} operations"
            raise CannotImport(f"{path}#/paths: {size} are more than an owner reads; choose some with --operations a,b")
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


_SCOPE: Final = re.compile(r"[!#-\[\]-~]{1,200}")  # RFC 6749 §3.3
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


def _fitting(wanted: Sequence[Source], servers: Collection[str], omitted: list[Omitted]) -> list[Source]:
    """Return the operations that may have a place in the connector, and put the others to what was left out."""
    fitting: list[Source] = []
    for one in wanted:
        if why := unfit(one, servers):
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
    parts = urlsplit(url)
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


def _credential(document: Document, wanted: Sequence[Source]) -> tuple[dict[str, Any] | None, str, list[Omitted]]:
    """Return `credential` for the first scheme that can be served, how that is said, and the schemes that cannot."""
    schemes = document.root.below("components").below("securitySchemes")
    found, omitted = dict[str, tuple[dict[str, Any], str]](), list[Omitted]()
    for name, at in schemes.members().items():
        try:
            found[name] = _scheme(document.follow(at), _scopes(document, wanted, name))
        except LeftOut as why:
            omitted.append(Omitted(at.pointer, str(why)))
    preferred = [name for one in document.root.below("security").items() for name in one.members() if name in found]
    if found:
        credential, how = found[(preferred or list(found))[0]]
        return credential, how, omitted
    return None, "signed with GNAP, as the document names no scheme that a secret in a header serves", omitted


def _scopes(document: Document, wanted: Sequence[Source], scheme: str) -> list[str]:
    """Return the scopes of a scheme that the wanted operations need, as the document says, in its order."""
    needs = [one.at.member("security") or document.root.below("security") for one in wanted]
    listed = [scope.value for need in needs for one in need.items() for scope in one.below(scheme).items()]
    return list(dict.fromkeys(one for one in listed if isinstance(one, str) and _SCOPE.fullmatch(one)))[:MOST_SCOPES]


def _scheme(at: At, scopes: list[str]) -> tuple[dict[str, Any], str]:
    kind, scheme = at.text("type"), at.text("scheme").lower()
    if kind == "apiKey" and at.text("in") == "header":
        header = at.text("name")
        return {"kind": "api_key", "header": header}, f"by an API key in the header {header}"
    if kind == "http" and scheme in ("bearer", "basic"):
        word = scheme.capitalize()
        said = "by a bearer token" if word == "Bearer" else "by base64 of user:password"
        return {"kind": "api_key", "scheme": word}, said
    if kind == "oauth2" and (endpoints := _endpoints(at.below("flows").below("authorizationCode"))):
        asked = {"scopes": scopes} if scopes else {}
        how = "by OAuth access tokens, fetched for you: write the client_id of your own client before you sign"
        return {"kind": "oauth2", **endpoints, "client_id": "countersign", **asked}, how
    if kind in ("oauth2", "openIdConnect"):
        return {"kind": "api_key", "scheme": "Bearer"}, "by an OAuth access token that you put in, and renew, yourself"
    raise LeftOut(f"{kind or 'a scheme'} {at.text('in') or scheme} is none that a secret in a header serves")


def _endpoints(flow: At) -> dict[str, str] | None:
    """Return where tokens come from and where their owner agrees to them, None where that is not said in full."""
    token, page = flow.text("tokenUrl"), flow.text("authorizationUrl")
    again = flow.text("refreshUrl") or token
    callable_ = all(not fault(one) and one.startswith("https:") for one in (token, page.partition("?")[0]))
    return {"token_endpoint": token, "authorization_endpoint": page} if callable_ and again == token else None


class _Dumper(yaml.SafeDumper):
    """Writes YAML that the strict reader takes: what it could take for anything but text is quoted."""

    def ignore_aliases(self, _: Any) -> bool:
        """Write every value out."""
        return True


_PLAIN: Final = re.compile(r"[A-Za-z$][A-Za-z0-9_$-]*", re.ASCII)
_WORDS: Final = frozenset("true false yes no on off y n null".split())


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    plain = _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else '"')


_Dumper.add_representer(str, _text)


def yaml_of(value: Any, *, width: int = 110) -> str:
    """Return YAML that the strict reader of connectors takes."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=width)
