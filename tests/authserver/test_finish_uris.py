"""Where a finish may go: below the prefix that an owner signed for, spelt in one way, and with its query kept."""

from types import SimpleNamespace
from typing import Any

import pytest

from broker.authserver.clients import check_finish
from broker.authserver.finish import allowed, with_query
from broker.gnap.as_role import FinishCall
from broker.gnap.errors import GnapError

PREFIX = "https://shop.example/gnap/"

COVERED: dict[str, tuple[str, str]] = {
    "the prefix itself": (PREFIX, PREFIX),
    "below it": (f"{PREFIX}back/1", PREFIX),
    "with a query": (f"{PREFIX}back?round=7&x=", PREFIX),
    "a prefix without a slash at its end": ("https://shop.example/gnap/back", "https://shop.example/gnap"),
    "that prefix itself": ("https://shop.example/gnap", "https://shop.example/gnap"),
    "a prefix that is a whole host": ("https://shop.example/any", "https://shop.example"),
    "another port, registered": ("https://shop.example:8443/gnap/b", "https://shop.example:8443/gnap/"),
    "this computer by name": ("http://localhost:9000/cb", "http://localhost:9000/"),
    "this computer by address": ("http://127.0.0.1:9000/cb", "http://127.0.0.1:9000/"),
    "an escaped letter": (f"{PREFIX}caf%C3%A9", PREFIX),
}

NOT_COVERED: dict[str, tuple[str, str]] = {
    "userinfo": ("https://shop.example@evil.example/gnap/", "https://shop.example"),
    "userinfo with a password": ("https://shop.example:x@evil.example/gnap/", "https://shop.example"),
    "userinfo on the right host": ("https://a@shop.example/gnap/back", PREFIX),
    "a sub-domain of another": ("https://shop.example.evil.example/gnap/", "https://shop.example"),
    "a host that begins alike": ("https://shop.examples/gnap/", "https://shop.example"),
    "a port that begins alike": ("https://shop.example:80800/gnap/", "https://shop.example:8080"),
    "another port": ("https://shop.example:444/gnap/back", PREFIX),
    "another scheme": ("http://shop.example/gnap/back", PREFIX),
    "another host": ("https://evil.example/gnap/back", PREFIX),
    "a path that begins alike": ("https://shop.example/gnapping", "https://shop.example/gnap"),
    "path traversal": (f"{PREFIX}../admin", PREFIX),
    "path traversal at the end": (f"{PREFIX}..", PREFIX),
    "path traversal, escaped": (f"{PREFIX}%2e%2E/admin", PREFIX),
    "path traversal, escaped twice": (f"{PREFIX}%252e%252e/admin", PREFIX),
    "an escaped slash": (f"{PREFIX}..%2fadmin", PREFIX),
    "an escaped backslash": (f"{PREFIX}..%5Cadmin", PREFIX),
    "a single dot": (f"{PREFIX}./back", PREFIX),
    "an empty segment": (f"{PREFIX}/evil.example", PREFIX),
    "a backslash": ("https://shop.example\\@evil.example/gnap/", "https://shop.example"),
    "a line break": (f"{PREFIX}back\r\nSet-Cookie: a=b", PREFIX),
    "an escaped line break": (f"{PREFIX}back%0d%0aSet-Cookie:%20a=b", PREFIX),
    "an escaped zero": (f"{PREFIX}back%00", PREFIX),
    "a space": (f"{PREFIX}ba ck", PREFIX),
    "a tab before it": (f"\t{PREFIX}back", PREFIX),
    "a fragment": (f"{PREFIX}back#here", PREFIX),
    "letters beyond ASCII": ("https://sh\u043ep.example/gnap/", PREFIX),
    "no host": ("https:///gnap/back", PREFIX),
    "relative": ("/gnap/back", PREFIX),
    "relative to the scheme": ("//shop.example/gnap/back", PREFIX),
    "a script": ("javascript:alert(1)", PREFIX),
    "a script with a prefix of its own": ("javascript:alert(1)", "javascript:"),
    "http elsewhere, even registered": ("http://shop.example/cb", "http://shop.example/"),
    "a query that names the hash": (f"{PREFIX}back?hash=x", PREFIX),
    "a query that names the reference": (f"{PREFIX}back?a=1&interact_ref=x", PREFIX),
    "a query that names it escaped": (f"{PREFIX}back?interact%5Fref=x", PREFIX),
    "an empty prefix": (f"{PREFIX}back", ""),
    "a prefix with a query": (f"{PREFIX}back?x=1", f"{PREFIX}back?x="),
    "a port that is none": ("https://shop.example:99999/", "https://shop.example:99999/"),
    "an open bracket": ("https://[::1/gnap", "https://[::1/gnap"),
}


@pytest.mark.requirement("C-2.5.2-3", "C-2.5.2-4", "C-2.5.2-13", "C-2.5.2.1-1")
@pytest.mark.parametrize("name", NOT_COVERED)
def test_no_other_place_and_no_second_spelling_is_covered(name: str) -> None:
    assert not allowed(*NOT_COVERED[name])


@pytest.mark.parametrize("name", COVERED)
def test_what_was_registered_is_covered(name: str) -> None:
    assert allowed(*COVERED[name])


@pytest.mark.requirement("C-4.2.1-1")
@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("https://shop.example/back", "https://shop.example/back?hash=a-_&interact_ref=b.~"),
        ("https://shop.example/back?", "https://shop.example/back?hash=a-_&interact_ref=b.~"),
        ("https://shop.example/back?x=1", "https://shop.example/back?x=1&hash=a-_&interact_ref=b.~"),
        ("https://shop.example/back?x=1&", "https://shop.example/back?x=1&hash=a-_&interact_ref=b.~"),
        ("https://shop.example/back?to=/a?", "https://shop.example/back?to=/a?&hash=a-_&interact_ref=b.~"),
        ("https://shop.example/back?x=%20+&x", "https://shop.example/back?x=%20+&x&hash=a-_&interact_ref=b.~"),
    ],
    ids=["none", "empty", "one member", "an open end", "a question mark at its end", "odd but kept"],
)
def test_a_query_is_kept_as_it_was_spelt(uri: str, expected: str) -> None:
    assert with_query(uri, {"hash": "a-_", "interact_ref": "b.~"}) == expected


HERE: dict[str, tuple[str, str, str, bool, bool]] = {
    "a push to this computer from elsewhere": ("https://as.example", "push", "http://localhost:9000/cb", False, False),
    "to its address": ("https://as.example", "push", "http://127.0.0.1:9000/cb", False, False),
    "to its address in IPv6": ("https://as.example", "push", "http://[::1]:9000/cb", False, False),
    "to an address inside": ("https://as.example", "push", "https://10.0.0.7/cb", False, False),
    "to the one that serves metadata": ("https://as.example", "push", "https://169.254.169.254/cb", False, False),
    "a push from this computer to itself": ("http://localhost:8765", "push", "http://localhost:9000/cb", False, True),
    "a browser goes there by itself": ("https://as.example", "redirect", "http://localhost:9000/cb", False, True),
    "our own client is here": ("https://as.example", "push", "http://localhost:9000/cb", True, True),
    "a push to another computer": ("https://as.example", "push", "https://shop.example/cb", False, True),
}


@pytest.mark.requirement("C-4.2.2-2")
@pytest.mark.promise("P5")
@pytest.mark.parametrize("name", HERE)
def test_a_foreign_client_is_called_on_this_computer_only_where_we_stand_on_it_ourselves(name: str) -> None:
    public_url, method, uri, builtin, fits = HERE[name]
    context: Any = SimpleNamespace(public_url=public_url)
    client: Any = SimpleNamespace(builtin=builtin, callback_prefix=uri)
    call = FinishCall(method, uri, "nonce", "sha-256")  # type: ignore[arg-type]
    if fits:
        check_finish(context, client, call)
        return
    with pytest.raises(GnapError, match="address of this computer"):
        check_finish(context, client, call)
