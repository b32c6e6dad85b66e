"""Which places are a resource server's own: its base URI and what lies below it, and no name that only begins alike."""

from types import SimpleNamespace
from typing import Any

import pytest

from broker.authserver.resource_servers import all_for, audience_of
from broker.gnap.rights import parse_access

BASE = "https://bank.example"
OURS: dict[str, list[str]] = {
    "its base": [BASE],
    "below it": [f"{BASE}/accounts/main"],
    "several below it": [f"{BASE}/accounts/*", f"{BASE}/payments"],
}
NOT_OURS: dict[str, list[str]] = {
    "a host that begins alike": [f"{BASE}.evil.example/accounts"],
    "a longer name": [f"{BASE}s/accounts"],
    "another port": [f"{BASE}:8443/accounts"],
    "one below and one elsewhere": [f"{BASE}/accounts", f"{BASE}.evil.example/accounts"],
    "nowhere": [],
}


def _access(places: list[str]) -> Any:
    return parse_access([{"type": "bank-account", "actions": ["read"], **({"locations": places} if places else {})}])


def _connector(base: str = BASE) -> Any:
    return SimpleNamespace(resource_server=base)


@pytest.mark.requirement("R-4-2")
@pytest.mark.parametrize("name", [*OURS, *NOT_OURS])
@pytest.mark.parametrize("slash", ["", "/"])
def test_only_its_base_and_what_lies_below_it_is_a_resource_servers_own(name: str, slash: str) -> None:
    places = (OURS | NOT_OURS)[name]
    assert all_for(_access(places), (_connector(BASE + slash),)) == (name in OURS)


def test_a_reference_that_nobody_expanded_lies_nowhere() -> None:
    assert all_for(_access(OURS["its base"]), (_connector(),))
    assert not all_for(parse_access(["a-reference"]), (_connector(),))


@pytest.mark.parametrize("name", [*OURS, "a host that begins alike", "another port"])
def test_a_signed_token_is_for_the_servers_at_which_its_rights_lie(name: str) -> None:
    named = audience_of([_connector(), _connector("https://shop.example")], _access((OURS | NOT_OURS)[name]))
    assert named == ((BASE,) if name in OURS else ())
