"""The approval document: one spelling, one digest, nothing that a page could not show."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from broker.approval.canonical import canonical
from broker.approval.document import DocumentError, call_digest, not_inspectable, parse, rfc3339, unshowable
from tests.approval.asks import CLIENT_KEY, document, pay
from tests.stand_ins import NOW


def test_the_document_says_who_what_where_within_which_bounds_and_until_when() -> None:
    shown = json.loads(document().canonical())
    digests = {name: shown.pop(name) for name in [*shown] if name.endswith("_digest")}
    assert all(len(value) == 64 for value in digests.values())
    assert shown == {
        "version": "countersign-approval-v1",
        "agent": "scout",
        "owner": "alice",
        "client_key": CLIENT_KEY,
        "authorization_server": "https://as.example/gnap",
        "resource_server": "https://bank.example",
        "connector": "bank",
        "operation": "bank_pay",
        "title": "Pay somebody",
        "request": "POST https://bank.example/payments",
        "parameters": {"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"},
        "access": [
            {
                "type": "bank-payment",
                "actions": ["create"],
                "locations": ["https://bank.example/payments"],
                "identifier": "main",
                "amount": "25.00",
                "currency": "EUR",
                "payee": "bakery",
            }
        ],
        "rule": "small-payments",
        "uses": 1,
        "token_seconds": 600,
        "holder": "bound",
        "destructive": True,
        "valid_until": "2026-11-26T12:00:00Z",
    }


def test_a_document_is_read_back_from_its_own_bytes() -> None:
    asked = document()
    again = parse(asked.canonical().decode())
    assert again == asked
    assert again.digest == asked.digest


@pytest.mark.parametrize("name", document().model_dump())
def test_every_field_is_in_the_digest_and_needed(name: str) -> None:
    fields = document().model_dump()
    value = fields[name]
    parse(canonical(fields).decode())
    with pytest.raises(DocumentError):
        parse(canonical({key: kept for key, kept in fields.items() if key != name}).decode())
    changed: dict[str, Any] = {
        "version": None,
        "holder": None,
        "parameters": {"amount": "25.01"},
        "access": [{"type": "x"}],
        "uses": 2,
        "token_seconds": 601,
        "destructive": False,
        "valid_until": "2026-11-26T12:00:01Z",
    }
    other = changed.get(name, "0" * 64 if name.endswith("_digest") else f"{value}x")
    if other is not None:
        assert document(**{name: other}).digest != document().digest


REFUSED: dict[str, Callable[[str], str]] = {
    "an unknown field": lambda text: text[:-1] + ',"zzz":1}',
    "a space": lambda text: text.replace(":", ": ", 1),
    "a final newline": lambda text: text + "\n",
    "another order": lambda text: json.dumps(dict(reversed(json.loads(text).items())), separators=(",", ":")),
    "an escape where none is needed": lambda text: text.replace("alice", "\\u0061lice"),
    "a repeated name": lambda text: text.replace('{"access"', '{"uses":1,"access"', 1),
    "a number with a point": lambda text: text.replace('"uses":1', '"uses":1.0'),
    "not a number": lambda text: text.replace('"uses":1', '"uses":NaN'),
    "a number as text": lambda text: text.replace('"uses":1', '"uses":"1"'),
    "no use at all": lambda text: text.replace('"uses":1', '"uses":0'),
    "another version": lambda text: text.replace("approval-v1", "approval-v2"),
    "a token that anybody holds": lambda text: text.replace('"bound"', '"anybody"'),
    "a nested parameter": lambda text: text.replace('"bakery"', '["bakery"]', 2),
    "no access": lambda text: canonical(json.loads(text) | {"access": []}).decode(),
    "a day that does not exist": lambda text: text.replace("2026-11-26", "2026-02-31"),
    "a time with an offset": lambda text: text.replace("12:00:00Z", "12:00:00+00:00"),
    "a digest in capitals": lambda text: text.replace(document().rule_digest, document().rule_digest.upper()),
    "a lone surrogate": lambda text: text.replace("alice", "\\ud800"),
    "a list": lambda _: "[]",
    "nothing": lambda _: "",
    "nesting without end": lambda _: "[" * 100_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_any_other_spelling_is_refused(name: str) -> None:
    text = document().canonical().decode()
    parse(text)
    with pytest.raises(DocumentError):
        parse(REFUSED[name](text))


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_any_text_is_a_document_or_a_document_error(text: str) -> None:
    with pytest.raises(DocumentError):
        parse(text)


def test_the_document_is_frozen() -> None:
    with pytest.raises(ValidationError):
        document().agent = "other"  # type: ignore[misc]


def test_the_call_digest_changes_with_every_argument_and_with_the_connector_file() -> None:
    same = call_digest(pay())
    assert call_digest(pay()) == same
    for name, value in {"amount": "25.01", "currency": "USD", "payee": "grocer", "account": "savings"}.items():
        assert call_digest(pay(**{name: value})) != same


def test_valid_until_is_cut_to_seconds_and_never_later() -> None:
    assert rfc3339(NOW + timedelta(microseconds=999_999)) == "2026-11-25T12:00:00Z"
    with pytest.raises(ValueError, match="naive"):
        rfc3339(datetime(2026, 1, 1))  # noqa: DTZ001 -- what is refused


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"access": ["a-reference"]}, "reference"),
        ({"parameters": {"note": "x" * 2_001}}, "'note' is too long"),
        ({"parameters": {f"p{number}": "x" * 2_000 for number in range(9)}}, "one page"),
    ],
    ids=["a reference", "a long parameter", "a long document"],
)
def test_what_a_page_cannot_show_in_full_is_named(changes: dict[str, Any], words: str) -> None:
    assert unshowable(document()) is None
    assert unshowable(document(parameters={"note": "x" * 2_000})) is None
    assert words in (unshowable(document(**changes)) or "")


@pytest.mark.promise("P17")
def test_servers_called_in_turn_are_signed_and_a_document_without_any_is_spelt_as_ever() -> None:
    plain, named = document(), document(downstream=["bank.example"])
    assert "downstream" not in plain.model_dump()
    assert b"downstream" not in plain.canonical()
    assert named.digest != plain.digest != document(downstream=["bank.example", "evil.example"]).digest
    assert parse(named.canonical().decode()) == named
    with pytest.raises(DocumentError, match="canonical"):
        parse(canonical(plain.model_dump() | {"downstream": []}).decode())


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", id="a hash"),
        pytest.param("UGF5IHRoZSBncm9jZXIgdGVuIHRob3VzYW5kIGV1cm9zIG5vdyE0Mg==", id="base64"),
        pytest.param("for breakfast eyJhbGciOiJub25lIn0eyJzdWIiOiJhbGljZSIsImFtb3VudCI6OTk5OTl9", id="behind words"),
        pytest.param("JBSWY3DPEBLW64TMMQQQ2345JBSWY3DPEBLW64TMMQ", id="base32"),
        pytest.param("DEADBEEF00112233445566778899AABBCCDDEEFF0011", id="capital hexadecimal"),
    ],
)
def test_encoded_data_is_shown_and_called_not_inspectable(value: str) -> None:
    assert not_inspectable(document(pay(payee=value))) == ["payee"]
    assert not_inspectable(document(pay(payee=value[:39]))) == [] or " " in value, "the control, of 39 characters"
    assert unshowable(document(pay(payee=value))) is None


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("bakery", id="a word"),
        pytest.param("MT84MALT011000012345MTLCAST001S", id="the longest account numbers"),
        pytest.param("550e8400-e29b-41d4-a716-446655440000", id="a UUID"),
        pytest.param("the-minutes-of-the-meeting-of-2026-11-27-in-the-town-hall", id="a name with dashes"),
        pytest.param("https://bank.example/accounts/2026/statements/november/print", id="an address"),
        pytest.param("Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk", id="one word"),
        pytest.param("1234567890" * 5, id="a long number"),
    ],
)
def test_what_a_person_can_read_is_inspectable(value: str) -> None:
    assert not_inspectable(document(pay(payee=value))) == []
