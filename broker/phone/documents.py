"""The two kinds of documents that an approval holds: one call of an agent of ours, or rights for somebody's client.

Both are read strictly, shown in full and signed alike; what differs is the page that shows them.
"""

from collections.abc import Iterator
from typing import Any

from broker.approval import document as calls
from broker.approval import rights_document as rights
from broker.approval.document import ApprovalDocument
from broker.approval.rights_document import RightsDocument
from broker.phone.catalogue import phrase

Document = ApprovalDocument | RightsDocument


def read(text: str) -> Document:
    """Return the document that an approval's text spells. Raises DocumentError for any but its one spelling."""
    return rights.parse(text) if rights.is_rights(text) else calls.parse(text)


def unshowable(document: Document) -> str | None:
    """Return why a phone page cannot show the document in full, or None."""
    return rights.unshowable(document) if isinstance(document, RightsDocument) else calls.unshowable(document)


def title(document: Document) -> str:
    """Return the headline: of a call what its connector calls it, of rights how much is asked for."""
    if isinstance(document, ApprovalDocument):
        return document.title
    count, told = len(document.tokens), document.subject is not None
    if count > 1:
        several = phrase("Give it %(number)s kinds of access", number=count)
        return phrase("%(several)s and tell it who you are", several=several) if told else several
    if count == 1:
        return phrase("Give it access and tell it who you are") if told else phrase("Give it access")
    return phrase("Tell it who you are") if told else phrase("Nothing")


def gist(document: Document) -> list[tuple[str, Any]]:
    """Return the few values by which a person knows the request again in a list."""
    if isinstance(document, ApprovalDocument):
        return list(document.parameters.items())
    return [("type", right.get("type")) for token in document.tokens for right in token.access]


def lines(value: Any, prefix: str = "") -> list[tuple[str, Any]]:
    """Return nested values as (path, value) lines: `actions.0`, `create`. A single value is one line without a path."""
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = {str(index): one for index, one in enumerate(value)}.items()
    else:
        return [(prefix, value)]
    found = [line for name, one in members for line in lines(one, f"{prefix}.{name}" if prefix else name)]
    return found or [(prefix, phrase("empty"))]


def rows(right: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the members of one access right as (name, values), its type first, a list of plain values as one row."""
    for name, value in sorted(right.items(), key=lambda member: member[0] != "type"):
        if isinstance(value, list) and value and not any(isinstance(one, dict | list) for one in value):
            yield name, value
        else:
            yield from ((f"{name}.{path}" if path else name, [one]) for path, one in lines(value))
