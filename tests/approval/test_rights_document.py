"""The rights document has one spelling and one digest, and says why where it cannot be shown."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.approval import document, proposal
from broker.approval.document import DocumentError
from broker.approval.rights_document import (
    ClientShown,
    RightsDocument,
    SubjectShown,
    TokenShown,
    is_rights,
    parse,
    rights_document,
    unshowable,
)

UNTIL = datetime(2026, 11, 26, 12, 0, 0, 999_999, tzinfo=UTC)
RIGHT = {"type": "bank-account", "actions": ["read"], "locations": ["https://bank.example/accounts/main"]}
TOKEN = TokenShown(label="one", access=[RIGHT], uses=3, seconds=600, flags=[], rule="look", rule_digest="a" * 64)
GOOD: dict[str, Any] = {
    "agent": "shop",
    "owner": "alice",
    "client_key": "thumbprint",
    "client": ClientShown(name="A shop", uri=None, class_id=None),
    "authorization_server": "https://as.example/gnap",
    "resource_servers": ["https://bank.example"],
    "tokens": [TOKEN],
    "subject": SubjectShown(sub_id_formats=["opaque"], assertion_formats=[]),
    "policy_digest": "b" * 64,
    "valid_until": UNTIL,
}


def _made(**changed: Any) -> RightsDocument:
    return rights_document(**(GOOD | changed))


def test_a_document_is_read_back_as_it_was_written_and_never_valid_for_longer() -> None:
    made = _made()
    text = made.canonical().decode()
    assert parse(text) == made
    assert parse(text).digest == made.digest
    assert made.valid_until_time() == UNTIL.replace(microsecond=0)


def test_every_member_is_in_the_digest() -> None:
    changes: list[dict[str, Any]] = [
        {"agent": "other"}, {"owner": "bob"}, {"client_key": "x"},
        {"client": ClientShown(name=None, uri=None, class_id=None)},
        {"authorization_server": "x"}, {"resource_servers": []}, {"tokens": []}, {"subject": None},
        {"policy_digest": "c" * 64}, {"valid_until": UNTIL.replace(hour=13)},
        *({"tokens": [TOKEN.model_copy(update=one)]} for one in (
            {"label": None}, {"access": [RIGHT | {"actions": ["close"]}]}, {"uses": None}, {"seconds": 1},
            {"flags": ["bearer"]}, {"rule": "x"}, {"rule_digest": "c" * 64},
        )),
    ]  # fmt: skip
    assert len({_made(**one).digest for one in changes} | {_made().digest}) == len(changes) + 1


def test_a_signature_for_one_kind_of_document_is_none_for_another() -> None:
    text = _made().canonical().decode()
    assert is_rights(text)
    for other in (document.parse, proposal.parse):
        with pytest.raises(DocumentError):
            other(text)
    assert not is_rights(text.replace("countersign-rights-v1", "countersign-approval-v1"))
    assert not is_rights("[]")
    assert not is_rights("{")


OTHER_SPELLINGS: dict[str, Callable[[str], str]] = {
    "a blank": lambda text: text.replace(":", ": ", 1),
    "another order": lambda text: json.dumps(dict(reversed(list(json.loads(text).items()))), separators=(",", ":")),
    "a name twice": lambda text: text[:-1] + ',"version":"countersign-rights-v1"}',
    "a member more": lambda text: text[:-1] + ',"zzz":1}',
    "a fraction": lambda text: text.replace('"seconds":600', '"seconds":600.0'),
    "no uses": lambda text: text.replace('"uses":3', '"uses":0'),
    "a right that is a reference": lambda text: text.replace(
        json.dumps(RIGHT, separators=(",", ":"), sort_keys=True), '"x"'
    ),
    "no version of ours": lambda text: text.replace("countersign-rights-v1", "countersign-rights-v2"),
    "half a text": lambda text: text[:-1],
    "a date that is none": lambda text: text.replace("2026-11-26T12", "2026-13-26T12"),
}


@pytest.mark.parametrize("row", OTHER_SPELLINGS)
def test_another_spelling_is_no_document(row: str) -> None:
    text = _made().canonical().decode()
    changed = OTHER_SPELLINGS[row](text)
    assert changed != text
    with pytest.raises(DocumentError):
        parse(changed)
    assert parse(text) == _made()


def test_what_cannot_be_put_into_a_document_is_told() -> None:
    with pytest.raises(DocumentError, match="agent"):
        _made(agent="")
    with pytest.raises(DocumentError, match="policy_digest"):
        _made(policy_digest="short")


def test_what_a_page_cannot_show_in_full_is_said_so() -> None:
    assert unshowable(_made()) is None
    assert unshowable(_made(tokens=[])) is None, "a subject alone is something"
    assert "nothing" in (unshowable(_made(tokens=[], subject=None)) or "")
    long = TOKEN.model_copy(update={"access": [RIGHT | {"note": "x" * 2001}]})
    assert "value" in (unshowable(_made(tokens=[long])) or "")
    many = TOKEN.model_copy(update={"access": [RIGHT | {"note": "x" * 2000}] * 9})
    assert "too long" in (unshowable(_made(tokens=[many])) or "")


@given(st.text(max_size=80))
def test_any_text_is_a_document_or_told_why_not(text: str) -> None:
    # never another exception, and never a document that is spelt otherwise
    try:
        assert parse(text).canonical().decode() == text
    except DocumentError:
        assert not text or isinstance(is_rights(text), bool)
