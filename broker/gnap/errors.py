"""Who did wrong, and which word of the protocol says so.

`GnapError`: we refuse, with a registered code (RFC 9635 §3.6, RFC 9767 §3.5). `PeerError`: the other side broke the
protocol. `InvalidTransition`: our own caller asked for a move that the state machine does not have. Input that cannot
be verified raises one of the first two and nothing else.
"""

from enum import StrEnum


class ErrorCode(StrEnum):
    """The codes of RFC 9635 §3.6 and, last, those that only a resource server meets (RFC 9767 §3.5)."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    INVALID_INTERACTION = "invalid_interaction"
    INVALID_FLAG = "invalid_flag"
    INVALID_ROTATION = "invalid_rotation"
    KEY_ROTATION_NOT_SUPPORTED = "key_rotation_not_supported"
    INVALID_CONTINUATION = "invalid_continuation"
    USER_DENIED = "user_denied"
    REQUEST_DENIED = "request_denied"
    UNKNOWN_USER = "unknown_user"
    UNKNOWN_INTERACTION = "unknown_interaction"
    TOO_FAST = "too_fast"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    INVALID_RESOURCE_SERVER = "invalid_resource_server"
    INVALID_ACCESS = "invalid_access"


class GnapError(Exception):
    """We refuse. `code` and `description` go on the wire, `reason` to our log only; none of them carries a secret.

    The reason is the description unless it is given apart: a proof is refused outside in the same words, whatever was
    wrong with it, so that nobody can try their way to a better forgery.
    """

    def __init__(self, code: ErrorCode, description: str, reason: str | None = None) -> None:
        self.code = code
        self.description = description
        self.reason = description if reason is None else reason
        super().__init__(f"{code}: {self.reason}")


class PeerError(Exception):
    """The other side broke the protocol: its answer is not used."""


class InvalidTransition(Exception):
    """Our caller's mistake: the grant has no such move in its state."""
