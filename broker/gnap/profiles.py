"""How one authorization server speaks GNAP: the RFC by default, and by name what a deployment does otherwise.

A profile is chosen in the connector file and never guessed from an answer. It changes spelling and nothing of what is
checked: a padded hash is compared as strictly as one without.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from broker.gnap.errors import PeerError
from broker.gnap.interaction import HASH_METHODS, hash_matches

HashEncoding = Literal["base64url", "base64"]
ManageShape = Literal["object", "string"]
DigestAlgorithm = Literal["sha-256", "sha-512"]
Denial = Literal["rfc", "bare-result"]
ClientForm = Literal["key", "jwk"]
FinishMethod = Literal["push", "redirect", "none"]

REJECTED: Final = "grant_rejected"  # the value of `result` where a denial has neither hash nor reference


@dataclass(frozen=True, slots=True)
class Profile:
    """How an authorization server wants to be spoken to, and what its answers look like.

    `hash_encoding` and `hash_method` are those of the interaction hash (RFC 9635 §4.2.3); `manage` the form of token
    management (§3.2.1): with "string" the token itself is presented there. `tag`, `label`, `content_digest` and
    `covers_content` (Content-Length and Content-Type) are those of our signatures (§7.3.1). `denial` is how a refusal
    comes back through the browser (§4.2.1). `client_form` is how our key is shown by value (§2.3). `finish` overrides
    the finish method that this installation would choose (§2.5.2). `continuation_origins` are origins besides the
    grant endpoint's own on which continuation and management may be (decisions P5).
    """

    name: str = "rfc9635"
    hash_encoding: HashEncoding = "base64url"
    hash_method: str = "sha-256"
    manage: ManageShape = "object"
    tag: Literal["gnap"] | None = "gnap"
    label: str = "sig1"
    content_digest: DigestAlgorithm = "sha-256"
    covers_content: bool = False
    denial: Denial = "rfc"
    client_form: ClientForm = "key"
    finish: FinishMethod | None = None
    continuation_origins: tuple[str, ...] = ()

    @property
    def signs_as_the_rfc(self) -> bool:
        """Whether our signatures for this server are those of RFC 9635 §7.3.1 without any change."""
        plain = RFC9635
        mine = (self.tag, self.label, self.content_digest, self.covers_content)
        return mine == (plain.tag, plain.label, plain.content_digest, plain.covers_content)


RFC9635: Final = Profile()
OPEN_PAYMENTS: Final = Profile(
    name="open-payments",
    hash_encoding="base64",
    manage="string",
    tag=None,
    content_digest="sha-512",
    covers_content=True,
    denial="bare-result",
    client_form="jwk",
    finish="redirect",
)
PROFILES: Final[Mapping[str, Profile]] = {one.name: one for one in (RFC9635, OPEN_PAYMENTS)}

SWITCHES: Final[Mapping[str, tuple[str, ...]]] = {
    "hash_encoding": ("base64url", "base64"),
    "hash_method": tuple(HASH_METHODS),
    "manage": ("object", "string"),
    "tag": ("gnap", "none"),
    "content_digest": ("sha-256", "sha-512"),
    "denial": ("rfc", "bare-result"),
    "client_form": ("key", "jwk"),
    "finish": ("push", "redirect", "none"),
}
"""The single switches that a connector file may set, and the words for each."""


def profile_of(name: str, switches: Mapping[str, Any]) -> Profile:
    """Return the named profile with single members set otherwise; KeyError for a name that nobody knows.

    The members are those of `Profile`, already checked; `tag` may be spelt "none".
    """
    changed: dict[str, Any] = {**switches}
    if changed.get("tag") == "none":
        changed["tag"] = None
    return replace(PROFILES[name], **changed)


def proves_finish(
    profile: Profile, received: str, client_nonce: str, as_nonce: str, interact_ref: str, grant_endpoint: str
) -> bool:
    """Tell whether `received` is the interaction hash (RFC 9635 §4.2.3) in this profile's spelling. Never raises."""
    plain = received if profile.hash_encoding == "base64url" else _without_padding(received)
    return plain is not None and hash_matches(
        plain, client_nonce, as_nonce, interact_ref, grant_endpoint, profile.hash_method
    )


def _without_padding(received: str) -> str | None:
    """Return standard base64 with padding as base64url without; None for any other spelling of the same bytes."""
    try:
        raw = base64.b64decode(received.encode("ascii"), validate=True)
    except ValueError:
        return None
    if base64.b64encode(raw).decode() != received:
        return None
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def managed(profile: Profile, token: Any) -> Any:
    """Return a token of an answer with its management in the form of the RFC (§3.2.1).

    Raises PeerError for the object form where the profile says "string". Anything malformed is left for the reader.
    """
    if profile.manage == "object" or not isinstance(token, dict) or token.get("manage") is None:
        return token
    uri = token["manage"]
    if not isinstance(uri, str):
        raise PeerError("token management came as an object, and this server's profile says string")
    return {**token, "manage": {"uri": uri, "access_token": {"value": token.get("value")}}}
