"""Token values: unguessable, header-safe, stored as digests (RFC 9635 §3.2.1, §11.8)."""

import secrets

import pytest

from broker.gnap.tokens import is_token68, new_token, same_digest, token_digest


@pytest.mark.requirement("C-3.2.1-1")
def test_a_new_token_is_token68_and_holds_256_bits() -> None:
    values = {new_token(secrets.token_bytes) for _ in range(10_000)}
    assert len(values) == 10_000
    assert all(is_token68(value) and len(value) == 43 for value in values)


def test_a_token_is_exactly_the_chance_that_it_was_given() -> None:
    assert new_token(lambda size: b"\0" * size) == "A" * 43
    assert new_token(lambda size: b"\0" * size) != new_token(lambda size: b"\1" * size)


@pytest.mark.requirement("C-3.2.1-2")
@pytest.mark.parametrize(
    "value",
    ["", "a b", "a\r\nb", "a\n", "tök", "a,b", 'a"b', "=a", "a=b", "a" * 4097, "\x00"],
    ids=["empty", "space", "CRLF", "LF at the end", "umlaut", "comma", "quote", "= first", "= inside", "long", "NUL"],
)
def test_a_value_that_could_break_a_header_is_no_token(value: str) -> None:
    assert not is_token68(value)
    assert is_token68("OS9M2PMHKUR64TB8N6BW7OZB8CDFONP219RP1LT0==")


def test_a_digest_matches_its_value_only() -> None:
    digest = token_digest("value")
    assert same_digest("value", digest)
    assert not same_digest("Value", digest)
    assert not same_digest("value", None)
    assert not same_digest("", None)
    assert not same_digest("", "")
