"""One reading or none: what two JSON readers could read differently is refused."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.message import LONGEST, read_object, write_object

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
    "an integer of 5,000 digits": (b'{"a":' + b"9" * 5000 + b"}", "too many digits"),
    "a lone surrogate": (b'{"a":"\\ud800"}', "not UTF-8"),
    "a lone surrogate as a name": (b'{"\\udfff":1}', "not UTF-8"),
    "Latin-1": (b'{"a":"\xe9"}', "not UTF-8"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "not one plain JSON object"),
    "UTF-16": ("{}".encode("utf-16"), "not UTF-8"),
    "two objects": (b"{}{}", "Extra data"),
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
