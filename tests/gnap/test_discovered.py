"""A discovery document counts only for the very URL that was called, and promises nothing."""

import json
from typing import Any

import pytest

from broker.gnap.discovered import Discovered, discovery_message, read_discovery
from broker.gnap.errors import PeerError

AS = "https://as.example/gnap"


def _read(**members: Any) -> Discovered:
    return read_discovery(json.dumps({"grant_request_endpoint": AS, **members}).encode(), AS)


def test_a_document_is_asked_for_without_a_signature_and_read() -> None:
    message = discovery_message(AS)
    assert (message.method, message.target_uri, message.header("signature")) == ("OPTIONS", AS, None)
    found = _read(key_proofs_supported=["httpsig", "sparkle"], key_rotation_supported=True)
    assert (found.key_proofs, found.key_rotation, found.start_modes) == (("httpsig", "sparkle"), True, ())


WRONG: dict[str, Any] = {
    "another server": {"grant_request_endpoint": "https://evil.example/gnap"},
    "a slash more": {"grant_request_endpoint": f"{AS}/"},
    "capitals": {"grant_request_endpoint": "https://AS.example/gnap"},
    "a default port": {"grant_request_endpoint": "https://as.example:443/gnap"},
    "no server": {"grant_request_endpoint": None},
    "a word twice": {"key_proofs_supported": ["httpsig", "httpsig"]},
    "a number": {"key_proofs_supported": [1]},
    "perhaps": {"key_rotation_supported": 1},
}


@pytest.mark.requirement("C-9-3")
@pytest.mark.parametrize("row", WRONG)
def test_a_document_that_speaks_for_another_url_or_is_malformed_is_refused(row: str) -> None:
    with pytest.raises(PeerError):
        _read(**WRONG[row])
    assert _read().grant_endpoint == AS
