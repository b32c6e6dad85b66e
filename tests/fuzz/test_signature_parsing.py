"""Any text in any signature header: a value or a protocol error, and what is read is written the same way again."""

from __future__ import annotations

from contextlib import suppress

import http_sf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage, TargetUri
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.digest import check_content_digest
from broker.gnap.proofs.structured import (
    MAX_ITEMS,
    MAX_LENGTH,
    MAX_MEMBERS,
    Bare,
    InnerList,
    Item,
    Member,
    Token,
    parse_dictionary,
    serialise,
)
from tests.gnap.signed import CREATED, NOW, URI, key, plain, replaced

EXAMPLES = 300
GOOD = httpsig.sign(plain(), key(), created=CREATED, nonce="n-0S6_WzA2Mj")
WORDS = ["sig1", "tag", "gnap", "created", "alg", '"@method"', "AAAA", "==", "=", "(", ")", '"', ";", ":", ",", " "]
# numbers at the edge of what an integer holds, other types, and what belongs nowhere
STRANGERS = "0 1 - 999999999999999 9999999999999999 1.5 ?1 ?0 * @1 % \\ é \n \t \0".split(" ")
grammar = st.lists(st.sampled_from([*WORDS, *STRANGERS]), max_size=30).map("".join)
anything = st.text(max_size=60) | grammar | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))

labels = st.from_regex(r"[a-z*][a-z0-9_.*-]{0,8}", fullmatch=True)
bare: st.SearchStrategy[Bare] = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12),
    st.from_regex(r"[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]{0,8}", fullmatch=True).map(Token),
    st.binary(max_size=20),
    st.booleans(),
)
parameters = st.dictionaries(labels, bare, max_size=4)
items = st.builds(Item, bare, parameters)
members: st.SearchStrategy[Member] = items | st.builds(InnerList, st.lists(items, max_size=4).map(tuple), parameters)


@settings(max_examples=EXAMPLES, deadline=None)
@given(anything, anything, anything, st.sampled_from(["EdDSA", "ES256"]))
@example("sig1=" + "(" * 5000, "", "", "EdDSA")
@example('sig1=();created=1;keyid="client-1";tag="gnap";nonce="n"', "sig1=:AAAA:", "sha-256=::", "EdDSA")
def test_any_headers_give_a_value_or_a_protocol_error(
    signature_input: str, signature: str, digest: str, alg: keys.Algorithm
) -> None:
    lines = (("signature-input", signature_input), ("signature", signature), ("content-digest", digest))
    message = HttpMessage("POST", URI, lines, b"{}")
    with pytest.raises((GnapError, PeerError)):
        httpsig.verify(message, key(alg).public, now=NOW)
    with suppress(GnapError, PeerError):
        assert all(isinstance(kid, str) for kid in httpsig.key_ids(message))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_a_good_message_with_any_edit_gives_a_value_or_a_protocol_error(data: st.DataObject) -> None:
    httpsig.verify(GOOD, key().public, now=NOW)
    name = data.draw(st.sampled_from(["signature-input", "signature", "content-digest", "authorization"]))
    value = GOOD.header(name) or ""
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, min(len(value), start + 8)))
    edited = value[:start] + data.draw(anything) + value[end:]
    try:
        verified = httpsig.verify(replaced(GOOD, name, edited), key().public, now=NOW)
    except (GnapError, PeerError):
        return
    # an edit that still verifies changed nothing that was signed: white space, or a member that is not ours
    assert verified == httpsig.verify(GOOD, key().public, now=NOW)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.text(max_size=40),
    st.text(max_size=60),
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5),
)
def test_any_message_at_all_gives_a_value_or_a_protocol_error(
    method: str, uri: str, lines: list[tuple[str, str]]
) -> None:
    signed = tuple((name, value) for name, value in GOOD.headers)
    for message in (HttpMessage(method, URI, signed), HttpMessage("POST", uri, (*signed, *lines), GOOD.body)):
        try:
            httpsig.verify(message, key().public, now=NOW)
        except (GnapError, PeerError):
            continue
        assert (message.method, message.target_uri) == ("POST", URI)


def rewritten(text: str) -> str:
    """The dictionary as another implementation reads and writes it; it writes nothing for an empty one."""
    theirs = http_sf.parse(text.encode("ascii"), tltype="dictionary")
    return http_sf.ser(theirs) if theirs else ""


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.dictionaries(labels, members, max_size=5))
def test_what_is_written_is_read_back_here_and_by_another_parser(dictionary: dict[str, Member]) -> None:
    text = ", ".join(f"{label}={serialise(member)}" for label, member in dictionary.items())
    read = parse_dictionary(text)
    assert read == dictionary
    assert [type(member) for member in read.values()] == [type(member) for member in dictionary.values()]
    assert parse_dictionary(rewritten(text)) == dictionary


@settings(max_examples=EXAMPLES, deadline=None)
@given(anything)
def test_what_is_read_another_parser_reads_too(text: str) -> None:
    try:
        read = parse_dictionary(text)
    except GnapError:
        return
    assert parse_dictionary(rewritten(text)) == read


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


@settings(max_examples=EXAMPLES, deadline=None)
@given(anything)
def test_any_digest_or_uri_gives_a_value_or_a_protocol_error(text: str) -> None:
    for read in (lambda: check_content_digest(text, b"{}"), lambda: TargetUri.parse(text)):
        with suppress(GnapError, PeerError):
            read()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(list(key().public.jwk.values())),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kty", "crv", "alg", "kid", "x", "y", "use", "key_ops", "jwk", "proof"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(json_values)
def test_any_json_as_a_key_gives_a_key_or_a_protocol_error(value: object) -> None:
    for read in (keys.parse_jwk, keys.parse_key_object):
        with suppress(GnapError, PeerError):
            assert read(value).verify(b"", b"") is False
