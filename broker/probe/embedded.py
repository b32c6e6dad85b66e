"""Where the embedded authorization server is known to differ from a requirement that shows on the wire.

Each stands with its reason in `broker/gnap/README.md` under the same section; a test holds the two lists together.
"""

from typing import Final

DIVERGENCES: Final = {
    "equal_requests_that_wait_are_two_grants": "an equal request while the first waits keeps its one prompt",
    "of_two_signatures_by_the_key_the_right_one_counts": "two signatures by the expected key are ambiguous, so refused",
    "the_grant_endpoint_is_https": "on http://localhost a first try needs no certificate",
}
