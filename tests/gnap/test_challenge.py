"""A challenge is read in one way or not at all, and followed only to where the connector points anyway."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.gnap.challenge import Challenge, follow, read_challenge
from broker.gnap.errors import PeerError
from broker.gnap.rights import parse_access
from broker.gnap.rs_role import www_authenticate

AS, RS = "https://as.example/gnap", "https://rs.example"
FULL = Challenge(AS, RS, "FWWIKYBQ6U56NL1")

READ: dict[str, tuple[str, Challenge | None]] = {
    "as RFC 9635 prints it": (f"GNAP as_uri={AS};access=FWWIKYBQ6U56NL1;referrer={RS}", FULL),
    "as RFC 9110 spells it": (f'GNAP as_uri="{AS}", referrer="{RS}", access="FWWIKYBQ6U56NL1"', FULL),
    "with room around": (f'gnap  as_uri = "{AS}" ,\treferrer={RS} , access="FWWIKYBQ6U56NL1" ', FULL),
    "with an escape": (r'GNAP access="a\"b"', Challenge(access='a"b')),
    "after another scheme": (f'Basic realm="GNAP as_uri=x", GNAP as_uri="{AS}"', Challenge(AS)),
    "before another scheme": (f'GNAP as_uri="{AS}", Basic realm="x"', Challenge(AS)),
    "beside a token": (f'Negotiate YWJj==, GNAP as_uri="{AS}"', Challenge(AS)),
    "with parameters that nobody knows": (f'GNAP as_uri="{AS}", sparkle=yes', Challenge(AS)),
    "with nothing said": ("GNAP", Challenge()),
    "of another scheme": ('Bearer realm="x"', None),
    "empty": ("", None),
}


@pytest.mark.requirement("C-9.1-2")
@pytest.mark.parametrize("row", READ)
def test_a_challenge_is_read_quoted_and_unquoted(row: str) -> None:
    field, expected = READ[row]
    assert read_challenge(field) == expected


BROKEN = [
    'GNAP as_uri="a", GNAP as_uri="b"',
    'GNAP as_uri="a", as_uri="b"',
    'GNAP as_uri="a", AS_URI="b"',
    'GNAP as_uri="a',
    'GNAP as_uri="a"b',
    "GNAP as_uri=",
    'GNAP as_uri=a"b"',
    "GNAP ==",
    '"GNAP"',
    "GNAP as_uri=\u00e4",
    "GNAP access=" + "a" * 9000,
]


@pytest.mark.parametrize("field", BROKEN)
def test_a_challenge_with_two_readings_or_none_is_refused(field: str) -> None:
    with pytest.raises(PeerError):
        read_challenge(field)


@given(st.text(max_size=60) | st.from_regex(r"GNAP( [a-z_]{1,8}=[\"a-z:/;,]{0,12}[;,]?){0,4}"))
def test_any_text_is_a_challenge_or_none_or_a_peer_error(field: str) -> None:
    with contextlib.suppress(PeerError):
        read_challenge(field)


@given(st.tuples(*[st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)] * 3))
def test_what_our_resource_server_says_is_what_our_client_reads(said: tuple[str, str, str]) -> None:
    assert read_challenge(www_authenticate(*said)) == Challenge(*said)


SHOWN = parse_access([{"type": "bank-account", "actions": ["read"]}])


@pytest.mark.requirement("C-9.1-4", "C-9.1-5", "C-9.1-6")
@pytest.mark.promise("P16")
def test_a_challenge_is_followed_to_the_connectors_server_for_a_reference_that_can_be_shown() -> None:
    found = follow(FULL, resource_server=RS, authorization_server=AS, references={"FWWIKYBQ6U56NL1": SHOWN})
    assert (found.grant_endpoint, found.access, found.shown, found.referrer) == (AS, ("FWWIKYBQ6U56NL1",), SHOWN, RS)


REFUSED: dict[str, tuple[Challenge, str]] = {
    "another server": (Challenge("https://evil.example/gnap", RS, "FWWIKYBQ6U56NL1"), "another authorization server"),
    "no server": (Challenge(None, RS, "FWWIKYBQ6U56NL1"), "another authorization server"),
    "another referrer": (Challenge(AS, "https://rs.example.evil", "FWWIKYBQ6U56NL1"), "referrer"),
    "the referrer with a slash": (Challenge(AS, f"{RS}/", "FWWIKYBQ6U56NL1"), "referrer"),
    "the referrer in capitals": (Challenge(AS, RS.upper(), "FWWIKYBQ6U56NL1"), "referrer"),
    "an unknown reference": (Challenge(AS, RS, "everything"), "cannot be shown"),
    "no reference": (Challenge(AS, RS), "names no access"),
}


@pytest.mark.requirement("C-9.1-5", "C-9.1-6")
@pytest.mark.promise("P16")
@pytest.mark.parametrize("row", REFUSED)
def test_a_challenge_that_leads_elsewhere_or_cannot_be_shown_is_not_followed(row: str) -> None:
    challenge, words = REFUSED[row]
    with pytest.raises(PeerError, match=words):
        follow(challenge, resource_server=RS, authorization_server=AS, references={"FWWIKYBQ6U56NL1": SHOWN})
