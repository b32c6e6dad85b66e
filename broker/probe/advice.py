"""What somebody does next who was answered with an error of RFC 9635 §3.6 or RFC 9767 §3.5."""

from typing import Final

_NEXT: Final = {
    "invalid_request": "look at what was sent, above: a member is missing or of another form than the RFC's",
    "invalid_client": "register the key at the server, and check that --key, --kid and --proof are the registered ones",
    "invalid_interaction": "offer a start mode with --members, or bring the reference of this very interaction",
    "invalid_flag": "take the flag out of the token request, or name it once",
    "invalid_rotation": "the token may be revoked, or its proof is wrong: ask for a new grant",
    "key_rotation_not_supported": "this server keeps a token's key: ask for a new grant with the new key",
    "invalid_continuation": "the grant is over, or the session file is older than the server's newest answer",
    "user_denied": "the owner refused: do not ask again without a reason",
    "request_denied": "the server's policy refuses these rights: ask for less, or speak to its owner",
    "unknown_user": "leave `user` out, or name somebody whom the server knows",
    "unknown_interaction": "the interaction is not known any more: ask for a new grant",
    "too_fast": "wait as long as the answer says, then run this again",
    "too_many_attempts": "this grant is given up: ask for a new one",
    "invalid_resource_server": "register the resource server's key at the server, and sign with it",
    "invalid_access": "register the resources with rights that the server knows",
}


def next_step(code: str) -> str:
    """Return what to do after an error, in words."""
    return _NEXT.get(code, "no registered code; the server's own documentation has to say what it means")
