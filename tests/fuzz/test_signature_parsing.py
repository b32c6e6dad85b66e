"""Any text in any signature header: a value or a protocol error, and what is read is written the same way again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from broker.gnap.errors import GnapError
from broker.gnap.proofs.structured import (
    MAX_ITEMS,
    MAX_LENGTH,
    MAX_MEMBERS,
    InnerList,
    Item,
    Token,
    parse_dictionary,
    serialise,
)
from tests.fuzz import signatures
from tests.fuzz.signatures import TARGETS
from tests.gnap.signed import URI, accepted, key
from tests.rounds import tried

SHORT = 100
LONG = 2_000


@pytest.mark.parametrize("examples", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", TARGETS)
def test_any_signature_gives_a_value_or_a_protocol_error(name: str, examples: int) -> None:
    check, drawn = TARGETS[name]
    settings(max_examples=tried(examples), deadline=None)(given(*drawn)(check))()


@pytest.mark.parametrize(
    "headers",
    [
        ("sig1=" + "(" * 5000, "", ""),
        ('sig1=();created=1;keyid="client-1";tag="gnap";nonce="n"', "sig1=:AAAA:", "sha-256=::"),
    ],
    ids=["deep", "complete but for the signature"],
)
def test_headers_that_look_like_a_signature_are_none(headers: tuple[str, str, str]) -> None:
    signatures.check_headers(*headers, "EdDSA")


def test_the_genuine_values_that_are_edited_are_read_as_they_are() -> None:
    assert accepted(signatures.GOOD)
    signatures.check_message("POST", URI, [])
    for text in signatures.DIGESTS:
        signatures.check_digest(text)
    signatures.check_uri(URI)
    signatures.check_jwk(key().public.jwk)


REFUSED = {
    "trailing-comma": "a=1,",
    "leading-comma": ",a=1",
    "two-commas": "a=1,,b=2",
    "no-comma": "a=1 b=2",
    "leading-space": " a=1",
    "trailing-space": "a=1 ",
    "duplicate-label": "a=1, a=1",
    "duplicate-parameter": "a=1;x=1;x=1",
    "duplicate-parameter-in-list": 'a=("x";b;b)',
    "duplicate-parameter-of-list": "a=();x=1;x=2",
    "label-upper-case": "A=1",
    "label-digit": "1a=1",
    "space-before-equals": "a =1",
    "space-after-equals": "a= 1",
    "integer-of-16-digits": "a=1000000000000000",
    "integer-leading-zero": "a=01",
    "integer-minus-zero": "a=-0",
    "integer-plus": "a=+1",
    "integer-arabic": "a=١",
    "decimal": "a=1.5",
    "date": "a=@1659578233",
    "display-string": 'a=%"x"',
    "string-open": 'a="x',
    "string-bad-escape": 'a="\\x"',
    "string-control": 'a="\x1f"',
    "string-delete": 'a="\x7f"',
    "string-not-ascii": 'a="é"',
    "bytes-open": "a=:AAAA",
    "bytes-unpadded": "a=:AA:",
    "bytes-overpadded": "a=:AAAA=:",
    "bytes-spare-bits": "a=:AB==:",
    "bytes-url-alphabet": "a=:__8=:",
    "bytes-space": "a=:AA AA:",
    "boolean-other": "a=?2",
    "list-open": "a=(1",
    "list-together": 'a=("x""y")',
    "list-tab": "a=(1\t2)",
    "list-comma": "a=(1,2)",
    "list-nested": "a=((1))",
    "parameter-space-before": "a=1 ;b",
    "parameter-empty": "a=1;",
    "nothing-after-equals": "a=",
    "too-many-members": ", ".join(f"a{n}=1" for n in range(MAX_MEMBERS + 1)),
    "too-many-items": f"a=({' '.join('1' for _ in range(MAX_ITEMS + 1))})",
    "too-many-parameters": "a=1" + "".join(f";b{n}" for n in range(MAX_ITEMS + 1)),
    "too-long": f'a="{"x" * MAX_LENGTH}"',
}
ACCEPTED = [
    "",
    "a",
    "a;b",
    "a=1,b=2",
    "a=1 \t,\t b=2",
    "a=( 1   2 )",
    "a=1; b=2;  c",
    "a=-999999999999999",
    r'a="\"\\"',
    "a=::",
    "*=*",
    ", ".join(f"a{n}=1" for n in range(MAX_MEMBERS)),
    f"a=({' '.join('1' for _ in range(MAX_ITEMS))})",
    "a=1" + "".join(f";b{n}" for n in range(MAX_ITEMS)),
    f'a="{"x" * (MAX_LENGTH - 4)}"',
]


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_field_that_is_not_exactly_a_dictionary_is_refused(text: str) -> None:
    for control in ACCEPTED:
        parse_dictionary(control)
    with pytest.raises(GnapError, match="signature field") as caught:
        parse_dictionary(text)
    assert len(caught.value.description) < 120


def test_true_parameters_are_written_without_a_value() -> None:
    assert serialise(InnerList((Item(Token("t"), {"a": True, "b": False}),), {"c": True})) == "(t;a;b=?0);c"


def test_a_string_that_cannot_be_written_is_our_own_mistake() -> None:
    for text in ("é", "\n", "\x7f"):
        with pytest.raises(ValueError, match="printable ASCII"):
            serialise(Item(text))
