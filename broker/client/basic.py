"""Which texts give a connector's secret away: itself, and for HTTP Basic what its base64 says (RFC 7617). No I/O."""

import base64
from typing import Final

from broker.client.scrubbing import SHORTEST

_SHORTEST_USER: Final = 8  # characters, as of any secret
_NO_PASSWORDS: Final = frozenset({"x-oauth-basic"})  # what stands in its place where the user name is the key
_ONE_ALPHABET: Final = str.maketrans("-_", "+/")


def meant(secret: str, scheme: str | None) -> dict[str, str]:
    """Return the texts that are to be taken out of what an API says, by the names that stand in their place.

    Whoever is sent user and password in base64 may say either of them decoded. A password shorter than SHORTEST counts
    as part of the pair only: answers that have nothing to do with it would be spoilt, and would tell it by the gap. A
    user name is no secret, except where an API takes its key for one and wants no password.
    """
    pair = _decoded(secret) if scheme is not None and scheme.lower() == "basic" else None
    if pair is None or len(pair) < SHORTEST:
        return {"secret": secret}
    user, _, password = pair.partition(":")
    if len(password) >= SHORTEST and password.lower() not in _NO_PASSWORDS:
        return {"secret": secret, "login": pair, "password": password}
    return {"secret": secret, "login": pair} | ({"user": user} if len(user) >= _SHORTEST_USER else {})


def _decoded(secret: str) -> str | None:
    """Return what the base64 says, in either alphabet, padded or not; None where it is none."""
    bare = secret.rstrip("=").translate(_ONE_ALPHABET)
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except ValueError:
        return None
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")  # an older client's charset
