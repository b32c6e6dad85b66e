"""Where a browser may be sent: byte for byte what was registered, and on loopback at any port."""

import pytest

from broker.oauth.redirects import is_redirect_uri, matches, with_answer

SAME = [
    ("https://client.example/back", "https://client.example/back"),
    ("https://client.example/back?a=1", "https://client.example/back?a=1"),
    ("https://client.example", "https://client.example"),
    ("http://127.0.0.1:1/callback", "http://127.0.0.1/callback"),
    ("http://127.0.0.1:65000/callback", "http://127.0.0.1:1/callback"),
    ("http://[::1]:8080/", "http://[::1]/"),
    ("http://localhost:8080/callback", "http://localhost/callback"),
    ("http://localhost:8080", "http://localhost"),
]
OTHER = [
    ("https://client.example/back/", "https://client.example/back"),
    ("https://client.example/Back", "https://client.example/back"),
    ("https://client.example:443/back", "https://client.example/back"),
    ("https://client.example/back?a=1", "https://client.example/back"),
    ("https://client.example.evil.example/back", "https://client.example/back"),
    ("http://client.example/back", "https://client.example/back"),
    ("http://127.0.0.1:1/other", "http://127.0.0.1/callback"),
    ("http://127.0.0.1:1/callback?a=1", "http://127.0.0.1/callback"),
    ("http://localhost:1/callback", "http://127.0.0.1/callback"),
    ("http://[::1]:1/callback", "http://127.0.0.1/callback"),
    ("http://127.0.0.1.evil.example/callback", "http://127.0.0.1/callback"),
    ("http://127.0.0.1@evil.example/callback", "http://127.0.0.1/callback"),
    ("http://127.0.0.2:1/callback", "http://127.0.0.1/callback"),
]
NEVER = [
    "javascript:alert(1)",
    "data:text/html,x",
    "com.example.app:/callback",
    "http://client.example/back",
    "https://client.example/back#x",
    "https://user@client.example/back",
    "https://client.example\\@evil.example/back",
    "https://client.example/a b",
    "https://client.example/\n",
    "https://bücher.example/",
    "https:///back",
    "//client.example/back",
    "/back",
    "",
    "https://client.example/" + "a" * 2048,
]


@pytest.mark.parametrize(("asked", "registered"), SAME)
def test_what_was_registered_matches_and_a_loopback_address_does_at_any_port(asked: str, registered: str) -> None:
    assert matches(asked, ["https://other.example/", registered])
    assert not matches(asked, ["https://other.example/"])


@pytest.mark.parametrize(("asked", "registered"), OTHER)
def test_anything_else_does_not_match(asked: str, registered: str) -> None:
    assert not matches(asked, [registered])
    assert matches(registered, [registered])


@pytest.mark.parametrize("uri", NEVER)
def test_what_no_browser_is_sent_to_does_not_match_even_if_it_was_registered(uri: str) -> None:
    assert not is_redirect_uri(uri)
    assert not matches(uri, [uri])


def test_the_answer_joins_the_query_that_is_there_and_leaves_out_what_is_not_given() -> None:
    assert with_answer("https://a.example/b", code="x y", state=None) == "https://a.example/b?code=x+y"
    assert with_answer("https://a.example/b?c=1", code="&") == "https://a.example/b?c=1&code=%26"
