"""Locations: one spelling per resource, and patterns that contain no more than they say."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.locations import encode_segment, fault, is_loopback, matches, pattern_fault

CANONICAL = [
    "https://bank.example/",
    "https://bank.example/accounts/1",
    "https://bank.example/accounts/",
    "https://bank.example:8443/a",
    "http://127.0.0.1:8080/a",
    "http://[::1]:8080/a",
    "https://bank.example/caf%C3%A9%20x",
    "https://bank.example/...",
    "https://bank.example/a:b@c",
]
CROOKED = [
    ("https://bank.example", "no path"),
    ("//bank.example/a", "does not begin"),
    ("HTTPS://bank.example/a", "does not begin"),
    ("ftp://bank.example/a", "does not begin"),
    ("https://Bank.example/a", "host name"),
    ("https://bank.example./a", "host name"),
    ("https://bänk.example/a", "percent-encode"),
    ("https://me@bank.example/a", "user name"),
    ("https://bank.example@evil.example/a", "user name"),
    ("https://bank.example:443/a", "default port"),
    ("http://bank.example:80/a", "default port"),
    ("https://bank.example:0443/a", "port number"),
    ("https://bank.example:/a", "port number"),
    ("https://bank.example:99999/a", "port number"),
    ("http://127.1/a", "IPv4"),
    ("http://2130706433/a", "IPv4"),
    ("http://0x7f000001/a", "IPv4"),
    ("http://127.0.0.01/a", "IPv4"),
    ("http://[0:0:0:0:0:0:0:1]/a", "IPv6"),
    ("http://[::1%25eth0]/a", "IPv6"),
    ("https://bank.example/a/../b", '".."'),
    ("https://bank.example/a/./b", '"."'),
    ("https://bank.example/a/%2e%2e/b", '".."'),
    ("https://bank.example/a/%2E./b", '".."'),
    ("https://bank.example/a%2fb", '"/"'),
    ("https://bank.example/a%2Fb", '"/"'),
    ("https://bank.example/a%5Cb", '"\\"'),
    ("https://bank.example/a\\b", '"\\"'),
    ("https://bank.example/a;v=1", '";"'),
    ("https://bank.example/..;/b", '";"'),
    ("https://bank.example/a%252e", '"%"'),
    ("https://bank.example/a%zz", '"%"'),
    ("https://bank.example/a//b", "empty path segment"),
    ("https://bank.example//evil.example/a", "empty path segment"),
    ("https://bank.example/a?b=1", "query"),
    ("https://bank.example/a?", "query"),
    ("https://bank.example/a#b", "fragment"),
    ("https://bank.example/a%23b", '"#"'),
    ("https://bank.example/a%00", "control"),
    ("https://bank.example/a\x00", "percent-encode"),
    ("https://bank.example/a\nb", "percent-encode"),
    ("https://bank.example/%C0%AE%C0%AE/b", "UTF-8"),
    ("https://bank.example/%c3%a9", "canonical form"),
    ("https://bank.example/%41", "canonical form"),
    ("https://bank.example/*", '"*"'),
    ("https://bank.example/" + "a" * 2048, "longer"),
]


@pytest.mark.parametrize("location", CANONICAL)
def test_a_plain_location_is_canonical(location: str) -> None:
    assert fault(location) is None


@pytest.mark.parametrize(("location", "words"), CROOKED)
def test_a_location_that_servers_read_in_two_ways_is_not(location: str, words: str) -> None:
    assert words in (fault(location) or "")
    assert not matches("https://bank.example/*", location)
    assert not matches(location, location)


def test_a_trailing_star_stands_for_all_below_and_not_for_the_folder() -> None:
    pattern = "https://bank.example/accounts/*"
    assert pattern_fault(pattern) is None
    assert matches(pattern, "https://bank.example/accounts/1")
    assert matches(pattern, "https://bank.example/accounts/1/transactions")
    for outside in ("accounts", "accounts/", "accountsx/1", "payments", "Accounts/1"):
        assert not matches(pattern, f"https://bank.example/{outside}"), outside
    assert not matches(pattern, "http://bank.example/accounts/1")
    assert not matches(pattern, "https://bank.example:8443/accounts/1")


@pytest.mark.parametrize(
    "pattern",
    ["*", "https://*/a", "https://*.example/a", "https://bank.example/*/a", "https://bank.example/a*", "https://b/**"],
)
def test_a_star_anywhere_else_is_no_pattern(pattern: str) -> None:
    assert pattern_fault(pattern) is not None


@pytest.mark.parametrize("value", ["", ".", "..", "a/b", "a\\b", "a%2fb", "a;b", "a?b", "a#b", "*", "a\x00b", "\ud800"])
def test_a_value_that_could_leave_its_segment_is_refused(value: str) -> None:
    assert encode_segment("main 1") == "main%201"
    with pytest.raises(ValueError, match=r"."):
        encode_segment(value)


@given(st.text(max_size=12))
def test_an_encoded_segment_is_canonical_and_means_the_value(value: str) -> None:
    try:
        segment = encode_segment(value)
    except ValueError:
        return
    assert fault(f"https://bank.example/a/{segment}/b") is None
    assert unquote(segment) == value


def test_loopback_is_told_from_look_alikes() -> None:
    assert all(map(is_loopback, ["http://localhost/", "http://127.0.0.1:1/", "http://127.9.9.9/", "http://[::1]:1/"]))
    for other in ["http://localhost.example/", "http://127.0.0.1.example/", "http://10.0.0.1/", "http://[::2]/"]:
        assert not is_loopback(other)
