"""How a connector says who its authorization server is and how it speaks: every word is checked when loaded."""

import pytest

from broker.connectors.load import ConnectorErrors, load
from broker.connectors.model import Connector, Introduction
from broker.gnap.profiles import OPEN_PAYMENTS, RFC9635
from tests.client.abroad import connector

AS = "https://as.example/gnap"


def _load(server: str) -> Connector:
    return load(connector(server), "tools/there.yaml")


@pytest.mark.parametrize("server", [AS, "embedded", f"{{uri: '{AS}'}}", f"{{uri: '{AS}', profile: rfc9635}}"])
def test_the_rfc_is_spoken_where_nothing_else_is_said(server: str) -> None:
    made = _load(server)
    assert (made.authorization_server, made.profile) == ("embedded" if server == "embedded" else AS, RFC9635)
    assert made.introduction == Introduction()


def test_a_profile_is_named_and_single_switches_stand_on_top_of_it() -> None:
    assert _load(f"{{uri: '{AS}', profile: open-payments}}").profile == OPEN_PAYMENTS
    text = f"{{uri: '{AS}', profile: open-payments, tag: gnap, manage: object, label: sig-2, covers_content: false}}"
    made = _load(text).profile
    assert (made.tag, made.manage, made.label, made.covers_content) == ("gnap", "object", "sig-2", False)
    assert made.hash_encoding == "base64"
    other = _load(f"{{uri: '{AS}', hash_method: sha3-512, tag: none, finish: push, content_digest: sha-512}}").profile
    assert (other.hash_method, other.tag, other.finish, other.content_digest) == ("sha3-512", None, "push", "sha-512")


def test_the_broker_may_be_known_there_or_introduce_itself() -> None:
    assert _load(f"{{uri: '{AS}', instance_id: client-541-ab}}").introduction.instance_id == "client-541-ab"
    shown = "{name: Countersign, uri: 'https://us.example/'}"
    told = _load(f"{{uri: '{AS}', class_id: broker-1, display: {shown}}}").introduction
    assert told == Introduction(None, "broker-1", {"name": "Countersign", "uri": "https://us.example/"})


def test_continuations_may_be_on_further_origins_that_the_file_names() -> None:
    made = _load(f"{{uri: '{AS}', continuation_origins: ['https://api.example:8443']}}")
    assert made.profile.continuation_origins == ("https://api.example:8443",)


WRONG: dict[str, tuple[str, str]] = {
    "an unknown profile": (f"{{uri: '{AS}', profile: oauth}}", '"oauth" is not one of rfc9635, open-payments'),
    "a profile almost": (f"{{uri: '{AS}', profile: open-payment}}", "did you mean"),
    "an unknown switch": (f"{{uri: '{AS}', hash: base64}}", 'unknown field "hash"'),
    "an unknown word": (f"{{uri: '{AS}', manage: list}}", '"list" is not one of object, string'),
    "a switch that is no text": (f"{{uri: '{AS}', tag: false}}", "expected text"),
    "a boolean that is text": (f"{{uri: '{AS}', covers_content: 'yes'}}", "expected true or false"),
    "no address": ("{profile: open-payments}", '"uri" is missing'),
    "an address in clear": ("{uri: 'http://as.example/gnap'}", "this computer only"),
    "an address that is none": ("{uri: as.example}", "neither"),
    "the embedded server with a profile": ("{uri: embedded, profile: open-payments}", "speaks one way"),
    "a key": (f"{{uri: '{AS}', key: {{}}}}", "the broker makes a key for each agent"),
    "an identifier and a class": (f"{{uri: '{AS}', instance_id: a, class_id: b}}", "nothing else is said"),
    "a display without a name": (f"{{uri: '{AS}', display: {{uri: 'https://us.example/'}}}}", '"name" is missing'),
    "a display with a script": (f"{{uri: '{AS}', display: {{name: a, uri: 'javascript:a'}}}}", "https://"),
    "an origin with a path": (f"{{uri: '{AS}', continuation_origins: ['https://api.example/x']}}", "is no origin"),
    "an origin in clear": (f"{{uri: '{AS}', continuation_origins: ['http://api.example']}}", "this computer only"),
    "an origin twice": (f"{{uri: '{AS}', continuation_origins: ['https://a.example', 'https://a.example']}}", "twice"),
    "a label with a space": (f"{{uri: '{AS}', label: 'my sig'}}", "structured field key"),
    "a list": ("[a]", "expected a mapping"),
}


@pytest.mark.parametrize("row", WRONG)
def test_what_is_wrong_is_told_with_its_line_and_what_would_be_right(row: str) -> None:
    server, words = WRONG[row]
    with pytest.raises(ConnectorErrors) as refused:
        _load(server)
    told = "\n".join(map(str, refused.value.problems))
    assert "tools/there.yaml:4:" in told
    assert words in told, told
