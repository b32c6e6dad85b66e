"""Access rights (RFC 9635 §8): parsing, containment, what two have in common, atoms."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.rights import AccessRight, access_json, atom_count, atoms, decimal, narrow, parse_access, within
from tests.gnap.rights_worlds import accesses, rights

PAY: dict[str, Any] = {"type": "pay", "actions": ["create", "read"], "locations": ["https://b/"], "amount": "25.00"}


def within_json(g: list[Any], a: list[Any]) -> bool:
    return within(parse_access(g), parse_access(a))


@pytest.mark.requirement("C-8.1-1")
def test_objects_and_any_strings_are_accepted_together_and_come_back_as_they_were() -> None:
    sent = [PAY, "a reference with spaces", "日本語", {"type": "x", "geo": {"lat": [1, None, True]}}]
    assert access_json(parse_access(sent)) == sent


@pytest.mark.requirement("C-8-1", "C-8-2")
def test_a_right_needs_a_type_and_types_compare_byte_for_byte() -> None:
    assert within_json([{"type": "photo-api"}], [{"type": "photo-api"}])
    assert not within_json([{"type": "photo-api"}], [{"type": "Photo-API"}])
    assert not within_json([{"type": "caf\u00e9"}], [{"type": "cafe\u0301"}])
    with pytest.raises(GnapError, match="type"):
        parse_access([{"actions": ["read"]}])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "at least one right"),
        ({}, "must be an array"),
        ("read", "must be an array"),
        ([5], "an object or a string"),
        ([None], "an object or a string"),
        ([{"type": 5}], "access[0].type"),
        ([{"type": ""}], "access[0].type"),
        ([PAY | {"actions": "read"}], "access[0].actions"),
        ([PAY | {"actions": []}], "access[0].actions"),
        ([PAY | {"actions": [1]}], "access[0].actions[0]"),
        ([PAY | {"actions": None}], "leave it out"),
        ([PAY | {"identifier": None}], "leave it out"),
        ([PAY | {"amount": 25.5}], 'a string such as "25.00"'),
        ([PAY | {"amount": float("nan")}], "fraction"),
        ([PAY | {"amount": 2**53}], "beyond 2**53-1"),
        ([PAY | {"payee": "\ud83d"}], "surrogate"),
        (["\ud83d"], "surrogate"),
        ([PAY | {"deep": [[[[[[[[[1]]]]]]]]]}], "nested too deeply"),
        ([PAY | {"memo": "x" * 9000}], "longer than"),
        ([{"type": "x"}] * 65, "at most 64"),
        (
            [{"type": "x", "actions": list(map(str, range(17))), "locations": list(map(str, range(17)))}],
            "more than 256",
        ),
    ],
)
def test_what_could_not_be_judged_or_shown_is_an_invalid_request(value: object, words: str) -> None:
    assert parse_access([PAY])
    with pytest.raises(GnapError) as refused:
        parse_access(value)
    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert words in refused.value.description


def test_the_order_of_members_does_not_count_and_the_json_type_does() -> None:
    assert AccessRight(type="x", a=1, b=2) == AccessRight(type="x", b=2, a=1)
    assert AccessRight(type="x", a=1) != AccessRight(type="x", a=True)
    assert not within_json([{"type": "x", "a": 1}], [{"type": "x", "a": True}])


def test_members_with_names_of_our_methods_are_only_data() -> None:
    sent = {"type": "x", "to_json": 1, "extra": 2, "model_config": 3, "__class__": 4, "model_copy": 5}
    (right,) = parse_access([sent])
    assert isinstance(right, AccessRight)
    assert right.to_json() == sent
    assert list(atoms(right)) == [right]


def test_what_was_parsed_and_what_is_given_out_share_nothing() -> None:
    sent: dict[str, Any] = {"type": "x", "geo": {"lat": 1}}
    access = parse_access([sent])
    sent["geo"]["lat"] = 2
    access_json(access)[0]["geo"]["lat"] = 3
    assert access_json(access) == [{"type": "x", "geo": {"lat": 1}}]


@pytest.mark.parametrize("dimension", ["actions", "locations", "datatypes", "privileges", "identifier", "amount"])
def test_a_right_without_a_dimension_is_wider_than_one_with_it(dimension: str) -> None:
    full: dict[str, Any] = PAY | {"datatypes": ["d"], "privileges": ["p"], "identifier": "i"}
    less = {name: value for name, value in full.items() if name != dimension}
    assert within_json([full], [less])
    assert not within_json([less], [full])


def test_every_element_must_lie_inside_one_element() -> None:
    read, create = PAY | {"actions": ["read"]}, PAY | {"actions": ["create"]}
    assert within_json([read, create], [PAY])
    assert within_json([read], [create, read])
    assert not within_json([PAY], [read, create])
    assert not within_json([read, "ref"], [PAY])


@pytest.mark.parametrize(
    ("inner", "inside"),
    [
        ("100.00", True),
        ("0", True),
        ("100.01", False),
        ({"max": "99"}, True),
        ({"max": "100.000"}, True),
        ({"max": "100.01"}, False),
        ("-1.00", False),
        ("1e1", False),
        (1, False),
        ("٥", False),
        ({"max": "5", "min": "1"}, False),
        ({"max": 5}, False),
    ],
)
def test_a_bound_contains_decimal_strings_up_to_it_and_smaller_bounds(inner: object, inside: bool) -> None:
    assert within_json([PAY | {"amount": inner}], [PAY | {"amount": {"max": "100.00"}}]) is inside


def test_a_bound_is_wider_than_the_amount_it_ends_at() -> None:
    assert not within_json([PAY | {"amount": {"max": "25.00"}}], [PAY])


@pytest.mark.parametrize("text", ["0", "25", "25.00", "0.5", "999999999999999999.999999999"])
def test_an_amount_is_a_plain_decimal_string(text: str) -> None:
    assert decimal(text) is not None


@pytest.mark.parametrize(
    "value", ["", "05", ".5", "5.", "+5", "-5", "1e3", "1_000", "1,5", " 5", "5\n", "NaN", "٥", 25, 25.0, True, None]
)
def test_nothing_else_is_an_amount(value: object) -> None:
    assert decimal("25.00") is not None
    assert decimal(value) is None


@given(accesses)
def test_within_is_reflexive(a: Any) -> None:
    assert within(a, a)


@given(accesses, accesses, accesses)
def test_within_is_transitive(a: Any, b: Any, c: Any) -> None:
    assert within(narrow(a, b), a)
    inner = narrow(narrow(a, b), c)
    assert within(inner, narrow(a, b))
    assert within(inner, a)
    if within(a, b) and within(b, c):
        assert within(a, c)


@given(accesses, accesses)
def test_what_two_have_in_common_is_within_both(a: Any, b: Any) -> None:
    assert within(narrow(a, b), a)
    assert within(narrow(a, b), b)


@given(accesses, accesses)
def test_narrowing_to_something_wider_changes_no_meaning(a: Any, b: Any) -> None:
    if within(a, b):
        assert within(a, narrow(a, b))


def test_rights_with_nothing_in_common_narrow_to_nothing() -> None:
    assert narrow(parse_access([PAY]), parse_access([PAY | {"amount": "26.00"}, "ref"])) == ()


@given(rights)
def test_atoms_are_the_cross_product_and_each_lies_within_the_right(right: AccessRight) -> None:
    found = list(atoms(right))
    assert len(found) == atom_count((right,))
    assert len(set(found)) == len(found)
    assert all(within((atom,), (right,)) for atom in found)


@given(st.lists(rights, max_size=3))
def test_a_right_comes_back_from_its_json(some: list[AccessRight]) -> None:
    for right in some:
        assert parse_access([right.to_json()]) == (right,)
