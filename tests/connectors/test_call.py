"""From arguments to one exact call and back: nothing an agent sends changes where it goes, and the right fixes it."""

import json
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.connectors.call import BadArguments, call_for, call_from_access, input_schema, operation_access
from broker.connectors.load import load
from broker.gnap.locations import fault
from broker.gnap.rights import Access, AccessRight, parse_access
from tests.connectors.test_load import BANK

PAY: dict[str, Any] = {"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}
SHOP = load(
    """
name: shop
title: Shop
resource_server: https://shop.example/v1
authorization_server: embedded
operations:
  - name: shop_search
    title: Search
    request: GET /shelves/{shelf}/items
    parameters:
      shelf: {type: string}
      text: {type: string, max_length: 30}
      most: {type: integer, default: 10}
      used: {type: boolean, default: false}
      order: {type: string, enum: [price, name], default: name}
    access:
      {type: shop, actions: [search], locations: ["https://shop.example/v1/shelves/{shelf}/items"], identifier: $shelf,
       text: $text, most: $most, used: $used, order: $order, kind: item}
  - name: shop_close
    title: Close a shelf
    request: POST /shelves/{shelf}/close
    parameters: {shelf: {type: string}}
    access: {type: shop, actions: [close], identifier: $shelf}
""",
    "shop.yaml",
)
BOTH = [BANK, SHOP]


def test_a_payment_is_one_exact_call() -> None:
    call = call_for(BANK, "bank_pay", PAY)
    assert (call.method, call.url) == ("POST", "https://bank.example/payments")
    assert call.body == b'{"account":"main","amount":"25.00","currency":"EUR","payee":"bakery"}'
    assert (call.connector, call.connector_digest, call.title) == ("bank", BANK.digest, "Pay somebody")
    assert (call.idempotency_header, call.destructive) == ("Idempotency-Key", True)
    (right,) = call.access
    assert isinstance(right, AccessRight)
    assert right.to_json() == {
        "type": "bank-payment",
        "actions": ["create"],
        "locations": ["https://bank.example/payments"],
        "identifier": "main",
        "amount": "25.00",
        "currency": "EUR",
        "payee": "bakery",
    }


def test_defaults_are_filled_in_and_the_rest_goes_into_the_query() -> None:
    call = call_for(SHOP, "shop_search", {"text": "a&b=c ü/?#", "shelf": "new books"})
    assert call.arguments == {"shelf": "new books", "text": "a&b=c ü/?#", "most": 10, "used": False, "order": "name"}
    assert call.body is None
    parts = urlsplit(call.url)
    assert parts.path == "/v1/shelves/new%20books/items"
    query = [("text", "a&b=c ü/?#"), ("most", "10"), ("used", "false"), ("order", "name")]
    assert parse_qsl(parts.query, strict_parsing=True) == query


def test_the_order_of_arguments_changes_nothing() -> None:
    assert call_for(BANK, "bank_pay", PAY) == call_for(BANK, "bank_pay", dict(reversed(PAY.items())))


def test_a_call_whose_parameters_are_all_in_its_path_has_no_body() -> None:
    assert call_for(SHOP, "shop_close", {"shelf": "x"}).body is None


@pytest.mark.parametrize(
    "account",
    [
        "..", ".", "", "../payments", "a/../../b", "%2e%2e", "%2E%2e/", "a%2fb", "..%5c", "a\\b", "..;", "a;b=c",
        "//evil.example", "https://evil.example/", "a?b", "a#b", "a\x00b", "a\nHost: evil", "*", "%c0%ae%c0%ae",
        "\ud800", "a" * 41, "\u202e1", " main", "main ", "\u2028",
    ],
)  # fmt: skip
def test_an_argument_that_could_leave_its_path_segment_is_refused(account: str) -> None:
    assert call_for(BANK, "bank_read_account", {"account": "main"}).url == "https://bank.example/accounts/main"
    with pytest.raises(BadArguments, match=r"^account "):
        call_for(BANK, "bank_read_account", {"account": account})


def test_an_argument_that_looks_like_a_host_stays_in_its_segment() -> None:
    call = call_for(BANK, "bank_read_account", {"account": "@evil.example:80"})
    assert call.url == "https://bank.example/accounts/@evil.example:80"


@given(st.text(max_size=12))
def test_whatever_is_sent_the_place_is_that_of_the_file(value: str) -> None:
    try:
        call = call_for(SHOP, "shop_search", {"shelf": value, "text": value})
    except BadArguments:
        return
    parts = urlsplit(call.url)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "shop.example", "")
    assert [unquote(part) for part in parts.path.split("/")] == ["", "v1", "shelves", value, "items"]
    (right,) = call.access
    assert isinstance(right, AccessRight)
    assert right.locations == (call.url.partition("?")[0],)
    assert fault(right.locations[0]) is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"amount": 25}, 'amount must be the text "25.00", not the number 25: numbers are not exact'),
        ({"amount": 25.0}, 'amount must be the text "25.00", not the number 25.0: numbers are not exact'),
        ({"amount": "1e3"}, "amount must be a decimal text"),
        ({"amount": "-5.00"}, "amount must be a decimal text"),
        ({"amount": "05.00"}, "amount must be a decimal text"),
        ({"amount": "25,00"}, "amount must be a decimal text"),
        ({"amount": None}, "amount must be a decimal text"),
        ({"amount": True}, "amount must be a decimal text"),
        ({"payee": 5}, "payee must be text, not 5"),
        ({"payee": ["bakery"]}, 'payee must be text, not ["bakery"]'),
        ({"payee": "a\tb"}, "payee has the invisible character U+0009"),
        ({"payee": "b\u202eakery"}, "payee has the invisible character U+202E"),
        ({"payee": "\ud800"}, "payee has the invisible character U+D800"),
        ({"payee": "bakery "}, "payee has a space at its beginning or end"),
        ({"payee": "x" * 201}, "payee is longer than 200 characters"),
        ({"payeee": "x"}, '"payeee" is no parameter; did you mean payee?'),
        ({"url": "https://evil.example"}, '"url" is no parameter; the parameters are amount, currency, payee, account'),
    ],
)
def test_a_bad_argument_is_told_with_what_would_be_right(change: dict[str, object], problem: str) -> None:
    with pytest.raises(BadArguments) as refused:
        call_for(BANK, "bank_pay", PAY | change)
    (told,) = refused.value.problems
    assert told.startswith(problem)


def test_all_bad_arguments_are_told_at_once() -> None:
    with pytest.raises(BadArguments) as refused:
        call_for(BANK, "bank_pay", {"amount": 1})
    assert [told.split()[0] for told in refused.value.problems] == ["amount", "currency", "payee", "account"]
    assert refused.value.problems[1] == "currency is missing: text"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"most": True}, "most must be a whole number"),
        ({"most": 2.0}, "most must be a whole number"),
        ({"most": "2"}, "most must be a whole number"),
        ({"most": 2**53}, "most is beyond 2**53-1"),
        ({"used": 1}, "used must be true or false"),
        ({"order": "rank"}, 'order must be one of price, name, not "rank"'),
    ],
)
def test_numbers_truth_and_choices_are_of_their_own_type(change: dict[str, object], problem: str) -> None:
    with pytest.raises(BadArguments, match=r".") as refused:
        call_for(SHOP, "shop_search", {"shelf": "x", "text": "t"} | change)
    assert refused.value.problems[0].startswith(problem)


def test_an_operation_that_is_not_there_is_told() -> None:
    with pytest.raises(BadArguments, match="bank has no operation of that name"):
        call_for(BANK, "bank_close", {})


plain = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
amounts = st.decimals(0, 10**6, places=2).map(str)


@given(amounts, plain, plain, plain)
def test_a_right_fixes_the_call_it_was_made_for(amount: str, currency: str, payee: str, account: str) -> None:
    arguments = {"amount": amount, "currency": currency[:3], "payee": payee, "account": account}
    call = call_for(BANK, "bank_pay", arguments)
    assert call_from_access(BOTH, call.access) == call


@given(plain, plain, st.integers(-5, 5), st.booleans(), st.sampled_from(["price", "name"]))
def test_numbers_and_truth_come_back_from_a_right(shelf: str, text: str, most: int, used: bool, order: str) -> None:
    given_arguments = {"shelf": shelf, "text": text, "most": most, "used": used, "order": order}
    try:
        call = call_for(SHOP, "shop_search", given_arguments)
    except BadArguments:
        return
    again = parse_access(
        json.loads(json.dumps([right.to_json() for right in call.access if not isinstance(right, str)]))
    )
    assert call_from_access(BOTH, again) == call


def changed(**change: Any) -> Access:
    right = call_for(BANK, "bank_pay", PAY).access[0]
    assert isinstance(right, AccessRight)
    whole = right.to_json() | change
    return parse_access([{name: value for name, value in whole.items() if value is not None}])


@pytest.mark.parametrize(
    "access",
    [
        changed(amount=None),
        changed(identifier=None),
        changed(actions=None),
        changed(locations=None),
        changed(amount={"max": "25.00"}),
        changed(amount=25),
        changed(amount="025.00"),
        changed(actions=["create", "cancel"]),
        changed(locations=["https://bank.example/payments", "https://bank.example/other"]),
        changed(locations=["https://bank.example/payments/../payments"]),
        changed(type="bank-account"),
        changed(memo="x"),
        changed(privileges=["owner"]),
        changed(payee="b\u202eakery"),
        changed() + changed(),
        (*changed(), "ref"),
        ("ref",),
        (),
    ],
)
def test_what_is_wider_more_or_other_fixes_no_call(access: Access) -> None:
    assert call_from_access(BOTH, changed()) is not None
    assert call_from_access(BOTH, access) is None


def test_an_identifier_that_is_not_the_one_in_the_location_fixes_no_call() -> None:
    right = {
        "type": "bank-account",
        "actions": ["read"],
        "locations": ["https://bank.example/accounts/a"],
        "identifier": "a",
    }
    assert call_from_access(BOTH, parse_access([right])) is not None
    assert call_from_access(BOTH, parse_access([right | {"identifier": "b"}])) is None


@pytest.mark.requirement("C-8-3")
def test_a_right_that_two_connectors_need_fixes_no_call() -> None:
    access = call_for(BANK, "bank_pay", PAY).access
    assert call_from_access([BANK], access) is not None
    assert call_from_access([BANK, BANK], access) is None


def test_the_schema_of_a_tool_is_closed_and_names_every_bound() -> None:
    schema = input_schema(SHOP.operations[0])
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["shelf", "text"]
    assert schema["properties"] == {
        "shelf": {"type": "string", "maxLength": 200},
        "text": {"type": "string", "maxLength": 30},
        "most": {"type": "integer", "default": 10},
        "used": {"type": "boolean", "default": False},
        "order": {"type": "string", "enum": ["price", "name"], "default": "name"},
    }
    assert "pattern" in input_schema(BANK.operations[2])["properties"]["amount"]


def test_the_template_of_an_operation_keeps_its_variables() -> None:
    template = operation_access(BANK.operations[0])
    assert template.identifier == "$account"
    assert template.locations == ("https://bank.example/accounts/{account}",)


CALENDAR = load(
    """
name: cal
title: Calendar
resource_server: https://cal.example
authorization_server: embedded
operations:
  - name: cal_add
    title: Add an event
    request: POST /calendars/{calendar}/events
    parameters:
      calendar: {type: string}
      title: {type: string}
      start: {type: string}
      seats: {type: integer}
      tell: {type: boolean, default: false}
      note: {type: string}
    query: {send-updates: $tell, v: 3}
    body: {summary: $title, start: {dateTime: $start}, tags: [$title, made], extra: {seats: $seats, kind: event}}
    access:
      {type: event, actions: [add], locations: ["https://cal.example/calendars/{calendar}/events"],
       identifier: $calendar, title: $title, start: $start, seats: $seats, tell: $tell, note: $note}
  - name: cal_list
    title: List events
    request: GET /events
    parameters: {after: {type: string}, most: {type: integer, default: 10}}
    query: {time-min: $after}
    access: {type: event, actions: [list], after: $after, most: $most}
""",
    "cal.yaml",
)
EVENT = {"calendar": "a b@c", "title": "Tea & cake", "start": "2026-11-27T16:00:00Z", "seats": 2, "note": "\"; $x"}


def test_an_argument_stands_where_the_file_puts_it_under_the_name_that_the_api_has() -> None:
    call = call_for(CALENDAR, "cal_add", EVENT)
    assert call.url == "https://cal.example/calendars/a%20b@c/events?send-updates=false&v=3"
    assert json.loads(call.body or b"") == {
        "summary": "Tea & cake",
        "start": {"dateTime": "2026-11-27T16:00:00Z"},
        "tags": ["Tea & cake", "made"],
        "extra": {"seats": 2, "kind": "event"},
        "note": '"; $x',
    }
    listed = call_for(CALENDAR, "cal_list", {"after": "a&b=c"})
    assert (listed.url, listed.body) == ("https://cal.example/events?time-min=a%26b%3Dc&most=10", None)
    assert call_from_access([CALENDAR], call.access) == call


def test_an_argument_that_looks_like_a_template_is_sent_as_it_is() -> None:
    call = call_for(CALENDAR, "cal_add", EVENT | {"title": "$start", "start": "{calendar}"})
    assert json.loads(call.body or b"")["summary"] == "$start"
    assert json.loads(call.body or b"")["start"] == {"dateTime": "{calendar}"}
