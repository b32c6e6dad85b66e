"""The Open Payments dialect at a door of ours: its requests read as those of the RFC, our answers in its words. Pure.

Spelling and nothing of what is checked: whoever asks here is registered and proves the key, and the owner decides.
"""

import base64
from typing import Any, Final

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.interaction import interaction_hash
from broker.gnap.message import read_object
from broker.gnap.profiles import REJECTED

Json = dict[str, Any]

FINISH: Final = "open-payments"
"""Where a hash method stands otherwise: this interaction was begun in the dialect and ends in it."""

PROOF: Final[Json] = {"method": "httpsig", "alg": "ed25519", "content-digest-alg": "sha-512"}
"""How a key is proved here, as its registration must say (RFC 9635 §7.3.1)."""

_MEMBERS: Final = ("access_token", "interact", "continue", "error")


def grant_request(body: bytes | None) -> Json:
    """Return a grant request of the dialect in the form of RFC 9635 §2.

    The client is a bare JWK, or the instance identifier that it was registered under. Raises GnapError:
    invalid_client for a wallet address, invalid_request for what the dialect does not have.
    """
    content = read_object(body)
    token = content.get("access_token")
    if not isinstance(token, dict) or any(isinstance(right, str) for right in _list(token.get("access"))):
        raise _unknown("one access_token with rights as objects is asked for at this path")
    if "subject" in content:
        raise _unknown("no subject information is released at this path")
    return {**content, "client": _client(content.get("client")), **_interact(content.get("interact"))}


def answer(content: Json) -> Json:
    """Return an answer to a request, a continuation or a rotation as the dialect writes it: `manage` is a string."""
    told: Json = {name: content[name] for name in _MEMBERS if name in content}
    token = told.get("access_token")
    if isinstance(token, dict):
        told["access_token"] = {**token, "manage": token["manage"]["uri"]}
    return told


def finished(client_nonce: str, as_nonce: str, interact_ref: str, endpoint: str, *, approved: bool) -> dict[str, str]:
    """Return what the owner's browser takes back: a padded hash and the reference, or the bare word of a refusal."""
    if not approved:
        return {"result": REJECTED}
    plain = interaction_hash(client_nonce, as_nonce, interact_ref, endpoint)
    raw = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    return {"hash": base64.b64encode(raw).decode(), "interact_ref": interact_ref}


def _client(client: object) -> Json | str:
    if isinstance(client, str):
        return client
    if isinstance(client, dict) and set(client) == {"jwk"}:
        return {"key": {"proof": PROOF, "jwk": client["jwk"]}}
    if isinstance(client, dict) and set(client) == {"walletAddress"}:
        # nobody who asks names an address that we then call
        raise GnapError(ErrorCode.INVALID_CLIENT, "a wallet address is not looked up here: show the key as jwk")
    raise _unknown("client is an identifier or an object with jwk alone at this path")


def _interact(interact: object) -> Json:
    if interact is None:
        return {}
    if not isinstance(interact, dict):
        raise _unknown("interact is an object")
    finish = interact.get("finish")
    if finish is not None and (not isinstance(finish, dict) or finish.get("method") != "redirect"):
        raise _unknown("the one finish method at this path is redirect")
    if isinstance(finish, dict):
        # the dialect has one hash method, so what is said about another one is not listened to
        finish = {name: value for name, value in finish.items() if name != "hash_method"}
    return {"interact": {**interact, "finish": finish} if finish is not None else interact}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _unknown(words: str) -> GnapError:
    return GnapError(ErrorCode.INVALID_REQUEST, words)
