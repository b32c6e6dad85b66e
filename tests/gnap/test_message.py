"""One reading or none: what two JSON readers could read differently is refused."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.message import LONGEST, read_object, read_request, write_object

GOOD = b'{"a":{"b":[1,"x",true,null]}}'

REFUSED = {
    "nothing": (b"", "not one plain JSON object"),
    "no JSON": (b"{", "not one plain JSON object"),
    "an array": (b"[]", "not a JSON object"),
    "a string": (b'"a"', "not a JSON object"),
    "null": (b"null", "not a JSON object"),
    "a repeated member": (b'{"a":1,"a":2}', "stands there twice"),
    "a repeated member deep inside": (b'{"a":[{"b":1,"b":1}]}', "stands there twice"),
    "NaN": (b'{"a":NaN}', "NaN is not JSON"),
    "infinity": (b'{"a":-Infinity}', "is not JSON"),
    "a number that overflows": (b'{"a":1e999}', "too large"),
    "a number that underflows": (b'{"a":1e-400}', "too many digits"),
    "an exponent of 20 digits below zero": (b'{"a":1e-99999999999999999999}', "too many digits"),
    "nothing with an exponent of 20 digits": (b'{"a":0e99999999999999999999}', "too many digits"),
    "a number of 100 zeros and an end": (b'{"a":0.' + b"0" * 100 + b"1e-300}", "too many digits"),
    "a fraction that no double holds": (b'{"a":0.1000000000000000055}', "too many digits"),
    "a fraction of 60,000 digits": (b'{"a":0.' + b"1" * 60000 + b"}", "too many digits"),
    "a whole number with a point that no double holds": (b'{"a":9007199254740993.0}', "too many digits"),
    "an exponent of 5,000 digits": (b'{"a":1e' + b"9" * 5000 + b"}", "too large"),
    "an integer that no double holds": (b'{"a":9007199254740993}', "too many digits"),
    "the first integer that is unsafe": (b'{"a":9007199254740992}', "too many digits"),
    "the first negative one that is unsafe": (b'{"a":-9007199254740992}', "too many digits"),
    "an integer of 18 digits deep inside": (b'{"a":[{"b":123456789012345678}]}', "too many digits"),
    "an integer of 5,000 digits": (b'{"a":' + b"9" * 5000 + b"}", "too many digits"),
    "a lone surrogate": (b'{"a":"\\ud800"}', "not UTF-8"),
    "a lone surrogate as a name": (b'{"\\udfff":1}', "not UTF-8"),
    "two low surrogates": (b'{"a":"\\udc00\\udc00"}', "not UTF-8"),
    "a surrogate pair in the wrong order": (b'{"a":"\\ude00\\ud83d"}', "not UTF-8"),
    "a surrogate in UTF-8 bytes": (b'{"a":"\xed\xa0\x80"}', "not UTF-8"),
    "a surrogate pair in UTF-8 bytes (CESU-8)": (b'{"a":"\xed\xa0\xbd\xed\xb8\x80"}', "not UTF-8"),
    "an overlong slash": (b'{"a":"\xc0\xaf"}', "not UTF-8"),
    "a code point beyond the last": (b'{"a":"\xf4\x90\x80\x80"}', "not UTF-8"),
    "a repeated member in two spellings": (b'{"a":1,"\\u0061":2}', "stands there twice"),
    "a positive infinity": (b'{"a":Infinity}', "is not JSON"),
    "a number with a sign": (b'{"a":+1}', "not one plain JSON object"),
    "a number with a leading zero": (b'{"a":01}', "not one plain JSON object"),
    "a number without its fraction": (b'{"a":1.}', "not one plain JSON object"),
    "a hexadecimal number": (b'{"a":0x10}', "not one plain JSON object"),
    "full-width digits": ('{"a":１}'.encode(), "not one plain JSON object"),
    "a comment": (b'{"a":1}/**/', "Extra data"),
    "a trailing comma": (b'{"a":1,}', "not one plain JSON object"),
    "single quotes": (b"{'a':1}", "not one plain JSON object"),
    "a line feed inside a string": (b'{"a":"\n"}', "not one plain JSON object"),
    "a NUL behind the object": (b"{}\0", "Extra data"),
    "a form feed for a blank": (b"\x0c{}", "not one plain JSON object"),
    "a no-break space for a blank": ("\u00a0{}".encode(), "not one plain JSON object"),
    "Latin-1": (b'{"a":"\xe9"}', "not UTF-8"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "not one plain JSON object"),
    "UTF-16": ("{}".encode("utf-16"), "not UTF-8"),
    "two objects": (b"{}{}", "Extra data"),
    "a byte order mark at the end": (b"{}\xef\xbb\xbf", "Extra data"),
    "UTF-16 without a mark": ("{}".encode("utf-16-le"), "not one plain JSON object"),
    "UTF-32": ("{}".encode("utf-32-le"), "not one plain JSON object"),
    "blanks and no object": (b" \n\t", "not one plain JSON object"),
    "17 levels of objects": (b'{"a":' * 18 + b"1" + b"}" * 18, "nested too deeply"),
    "17 levels": (b'{"a":' + b"[" * 17 + b"]" * 17 + b"}", "nested too deeply"),
    "100,000 levels": (b'{"a":' * 10000 + b"1" + b"}" * 10000, "nested too deeply|recursion"),
    "65 KiB": (b'{"a":"' + b"x" * LONGEST + b'"}', "more than 65536 bytes"),
}


@pytest.mark.requirement("C-2-1", "C-5-13")
@pytest.mark.parametrize("row", REFUSED)
def test_a_body_with_more_than_one_reading_is_refused(row: str) -> None:
    body, words = REFUSED[row]
    with pytest.raises(GnapError, match=words) as refusal:
        read_object(body)
    assert refusal.value.code == ErrorCode.INVALID_REQUEST
    assert read_object(GOOD) == {"a": {"b": [1, "x", True, None]}}


TAKEN: dict[str, tuple[bytes, object]] = {
    "the last safe integer": (b"9007199254740991", 9007199254740991),
    "the last safe negative integer": (b"-9007199254740991", -9007199254740991),
    "a fraction": (b"0.1", 0.1),
    "a fraction with zeros behind it": (b"25.00", 25.0),
    "an exponent": (b"1.5e3", 1500.0),
    "the smallest double": (b"5e-324", 5e-324),
    "a character beyond the first plane": (b'"\\ud83d\\ude00"', "\U0001f600"),
    "a byte order mark inside a string": (b'"\xef\xbb\xbf"', "\ufeff"),
    "a NUL that was escaped": (b'"\\u0000"', "\0"),
    "a backslash before what would be a NUL": (b'"\\\\u0000"', "\\u0000"),
    "16 levels": (b"[" * 15 + b"]" * 15, None),
}


@pytest.mark.parametrize("row", TAKEN)
def test_what_every_reader_reads_alike_is_read(row: str) -> None:
    written, value = TAKEN[row]
    read = read_object(b'{"a":' + written + b"}")["a"]
    assert row == "16 levels" or (type(read), read) == (type(value), value)


@pytest.mark.parametrize("body", [b'{"a":["x\\u0000"]}', b'{"\\u0000":1}', b'{"a":{"b\\u0000":{}}}'])
def test_a_request_with_a_nul_is_refused_and_an_answer_with_one_is_read(body: bytes) -> None:
    with pytest.raises(GnapError, match="a text with a NUL"):
        read_request(body)
    assert read_object(body)
    assert read_request(body.replace(b"\\u0000", b"\\\\u0000"))


def test_a_body_of_the_longest_length_is_read_and_one_byte_more_is_not() -> None:
    body = b'{"a":"' + b"x" * (LONGEST - 8) + b'"}'
    assert len(read_object(body)["a"]) == LONGEST - 8
    with pytest.raises(GnapError, match="more than"):
        read_object(body + b" ")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_that_is_written_is_read_back(number: float) -> None:
    assert read_object(b'{"a":%s}' % repr(number).encode())["a"] == number


@given(st.binary(max_size=200))
def test_any_bytes_give_an_object_or_a_gnap_error(body: bytes) -> None:
    with contextlib.suppress(GnapError):
        assert isinstance(read_object(body), dict)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=8), _JSON, max_size=4))
def test_what_is_written_is_read_back(value: dict[str, object]) -> None:
    try:
        body = write_object(value)
        body.decode()
    except UnicodeEncodeError:
        return
    assert json.loads(body) == value
    assert read_object(body) == value
