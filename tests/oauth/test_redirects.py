"""Where a browser may be sent: byte for byte what was registered, and on loopback at any port."""

import pytest

from broker.oauth.redirects import is_loopback, is_redirect_uri, matches, with_answer

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
PLACES = ["https://a.example", "http://127.0.0.1", "http://[::1]", "http://localhost"]
BAD = [f"{place}{port}/x" for place in PLACES for port in (":0", ":00080", ":65536", ":99999", ":")]
BAD += [f"https://{host}/x" for host in ("a..b", "-", ".", ".a.example", "a.example.", "-a.example", "a-.example")]
BAD += [f"https://{host}/x" for host in ("a" * 64 + ".example", "2130706433", "0x7f.0.0.1", "127.1", "256.0.0.1")]
QUERIES = [
    "code=evil&iss=x", "state=s", "iss=x", "error=x", "error_description=x", "code", "code=", "a=1&code=2",
    "a=1;code=2",
    "%63ode=1", "c%6Fde=1", "Code=1", "code[]=1", "code%5B0%5D=1", "+code=1", "code+=1", "?a=1&code=2&code=3",
]
GOOD = [
    "https://a-b.example:65535/x", "https://a.example:1/x", "https://203.0.113.9/x", "https://xn--bcher-kva.example/x",
    "http://127.0.0.1:65535/x", "http://[::1]:1/x", "https://a.example:443/x",
    "https://a.example/x?a=code&b=state", "https://a.example/code?codes=1&a.code=2", "https://a.example/x?a=1&b[]=2",
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


@pytest.mark.parametrize("uri", BAD)
def test_an_address_that_nobody_can_have_is_no_redirect_uri(uri: str) -> None:
    assert not is_redirect_uri(uri)
    assert not matches(uri, [uri])


@pytest.mark.parametrize("place", ["https://a.example/x", "http://127.0.0.1:7/x", "http://localhost"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_query_that_holds_what_is_answered_makes_no_redirect_uri(place: str, query: str) -> None:
    assert not is_redirect_uri(f"{place}?{query}")
    assert not matches(f"{place}?{query}", [f"{place}?{query}"])
    assert is_redirect_uri(f"{place}?a=1"), "the control"


@pytest.mark.parametrize("uri", GOOD)
def test_an_address_that_somebody_can_have_is_one(uri: str) -> None:
    assert matches(uri, [uri])


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "app.localhost", "0.0.0.0", "[::1]"])
def test_what_leads_to_this_computer_is_warned_of_by_either_scheme(scheme: str, host: str) -> None:
    for rest in ("", ":7777", "/callback", ":7777/callback?a=1"):
        assert is_loopback(f"{scheme}://{host}{rest}")
    for other in (f"{host.strip('[]')}.evil.example", "a.example", "localhost.example", "mylocalhost", "1.127.0.0"):
        assert not is_loopback(f"{scheme}://{other}/{host}")


def test_by_https_the_port_of_this_computer_is_the_registered_one() -> None:
    assert not matches("https://127.0.0.1:7777/callback", ["https://127.0.0.1/callback"])
    assert matches("http://127.0.0.1:7777/callback", ["http://127.0.0.1/callback"])


def test_the_answer_joins_the_query_that_is_there_and_leaves_out_what_is_not_given() -> None:
    assert with_answer("https://a.example/b", code="x y", state=None) == "https://a.example/b?code=x+y"
    assert with_answer("https://a.example/b?c=1", code="&") == "https://a.example/b?c=1&code=%26"
