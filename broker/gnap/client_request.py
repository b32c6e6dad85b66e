"""What a client instance sends: requests, continuations and token management (RFC 9635 §2, §5, §6). Pure.

Every function returns a whole message that still needs its signature. What the RFC forbids a client to send cannot be
built here: it raises ValueError, for it is our own mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import DEFAULT_HASH_METHOD, HASH_METHODS
from broker.gnap.keys import PublicKey, key_object
from broker.gnap.message import write_object
from broker.gnap.models import ASK_MEMBER, Ask
from broker.gnap.profiles import RFC9635, Profile
from broker.gnap.rights import Access, access_json

START_MODES: Final = ("redirect", "user_code_uri", "user_code")
"""What a broker without a screen of its own can do through its owner's inbox; `app` it cannot (decisions P22)."""
REQUEST_FLAGS: Final = frozenset({"bearer"})  # RFC 9635 §10.4: the only flag for requests
JSON: Final = ("content-type", "application/json")
_SHORTEST_NONCE: Final = 16  # characters


@dataclass(frozen=True)
class TokenAsk:
    """One access token that is asked for (§2.1.1); several are told apart by their labels (§2.1.2)."""

    access: Access
    label: str | None = None
    flags: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the element of the request; raise ValueError for flags that may not stand there."""
        if len(set(self.flags)) != len(self.flags) or not REQUEST_FLAGS.issuperset(self.flags):
            raise ValueError("a request's flags are those of the registry for requests, each once")
        if not self.access:
            raise ValueError("a token is asked for at least one right")
        named = {"access": access_json(self.access), "label": self.label, "flags": list(self.flags) or None}
        return _present(named)


@dataclass(frozen=True)
class SubjectAsk:
    """Which information about the resource owner is asked for (§2.2). All `sub_ids` designate one subject."""

    sub_id_formats: tuple[str, ...] = ()
    assertion_formats: tuple[str, ...] = ()
    sub_ids: tuple[Mapping[str, Any], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the member of the request; raise ValueError where it would ask for nothing."""
        if not self.sub_id_formats and not self.assertion_formats:
            raise ValueError("subject information is asked for by its formats")
        lists = {"sub_id_formats": self.sub_id_formats, "assertion_formats": self.assertion_formats}
        given = {**lists, "sub_ids": tuple(map(dict, self.sub_ids))}
        return {name: list(value) for name, value in given.items() if value}


@dataclass(frozen=True)
class FinishAsk:
    """How the client instance wants to be told that the interaction ended (§2.5.2)."""

    method: Literal["push", "redirect"]
    uri: str
    nonce: str
    hash_method: str = DEFAULT_HASH_METHOD

    def to_json(self) -> dict[str, Any]:
        """Return the member of the request; raise ValueError for a URI, nonce or hash method that may not stand."""
        if not _fit_for_callbacks(self.uri):
            raise ValueError("a callback is an absolute https URI, or one of this computer, without a fragment")
        if len(self.nonce) < _SHORTEST_NONCE or not self.nonce.isascii() or not self.nonce.isprintable():
            raise ValueError("a finish nonce is unguessable printable ASCII")
        if self.hash_method not in HASH_METHODS:
            raise ValueError("the hash method is not in the registry")
        method = None if self.hash_method == DEFAULT_HASH_METHOD else self.hash_method
        return _present({"method": self.method, "uri": self.uri, "nonce": self.nonce, "hash_method": method})


@dataclass(frozen=True)
class InteractAsk:
    """What the client instance can do about interaction (§2.5); an empty `start` is asynchronous authorization."""

    start: tuple[str, ...] = ()
    finish: FinishAsk | None = None
    locales: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the member of the request; raise ValueError for a start mode that we cannot perform."""
        if len(set(self.start)) != len(self.start) or not set(START_MODES).issuperset(self.start):
            raise ValueError("only start modes that this client instance can perform are declared, each once")
        finish = None if self.finish is None else self.finish.to_json()
        hints = {"ui_locales": list(self.locales)} if self.locales else None
        return _present({"start": list(self.start), "finish": finish, "hints": hints})


@dataclass(frozen=True)
class Identity:
    """Who asks (§2.3): a public key by value, or an identifier that the authorization server ties to that key."""

    key: PublicKey
    instance_id: str | None = None
    class_id: str | None = None
    display: Mapping[str, str] | None = None

    def to_json(self, profile: Profile = RFC9635) -> dict[str, Any] | str:
        """Return the `client` member in this profile's form; raise ValueError for a relative address in `display`."""
        if self.instance_id is not None:
            return self.instance_id
        if profile.client_form == "jwk":
            return {"jwk": self.key.jwk}
        display = dict(self.display) if self.display else None
        if any(not _shown(display[name]) for name in ("uri", "logo_uri") if display and name in display):
            raise ValueError("the addresses of display are absolute")
        return _present({"key": key_object(self.key), "class_id": self.class_id, "display": display})


@dataclass(frozen=True)
class Wanted:
    """A whole grant request but for who makes it. With `several` the tokens are asked for, and answered, as an array.

    `user` is a hint (§2.4): a reference or an object. `ask` is our extension for the embedded authorization server.
    """

    tokens: tuple[TokenAsk, ...] = ()
    several: bool = False
    subject: SubjectAsk | None = None
    user: Mapping[str, Any] | str | None = None
    interact: InteractAsk | None = None
    ask: Ask | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the members of the request; raise ValueError for what may not be asked together."""
        return _present(
            {
                "access_token": self._tokens(),
                "subject": None if self.subject is None else self.subject.to_json(),
                "user": self.user if self.user is None or isinstance(self.user, str) else dict(self.user),
                "interact": None if self.interact is None else self.interact.to_json(),
                ASK_MEMBER: None if self.ask is None else self.ask.model_dump(exclude_none=True),
            }
        )

    def _tokens(self) -> dict[str, Any] | list[dict[str, Any]] | None:
        if not self.tokens:
            return None
        if not self.several:
            if len(self.tokens) > 1:
                raise ValueError("more than one token is asked for as several")
            return self.tokens[0].to_json()
        labels = [one.label for one in self.tokens]
        # RFC 9635 §2.1.2: every one has a label, and no two the same
        if None in labels or len(set(labels)) != len(labels):
            raise ValueError("several tokens have a label each, no two the same")
        return [one.to_json() for one in self.tokens]


def grant_message(
    grant_endpoint: str, identity: Identity, wanted: Wanted, profile: Profile = RFC9635, referrer: str | None = None
) -> HttpMessage:
    """Return a grant request (§2). `referrer` is the resource server that named this endpoint (§9.1)."""
    if not wanted.tokens and wanted.subject is None:
        raise ValueError("a grant request asks for a token or for subject information")
    body = write_object({**wanted.to_json(), "client": identity.to_json(profile)})
    headers = (JSON,) if referrer is None else (JSON, ("referer", referrer))
    return HttpMessage("POST", grant_endpoint, headers, body)


def continue_message(uri: str, token: str, interact_ref: str) -> HttpMessage:
    """Return a continuation after interaction (§5.1): the reference and nothing else."""
    return _authorized("POST", uri, token, {"interact_ref": interact_ref})


def poll_message(uri: str, token: str) -> HttpMessage:
    """Return a continuation without content (§5.2)."""
    return _authorized("POST", uri, token)


def modify_message(uri: str, token: str, changed: Wanted) -> HttpMessage:
    """Return a modification (§5.3): only what changes, so neither the client nor a reference can be in it.

    A new `interact` replaces the earlier one: it needs a nonce and a callback of its own.
    """
    members = changed.to_json()
    if not members:
        raise ValueError("a modification changes something")
    return _authorized("PATCH", uri, token, members)


def cancel_message(uri: str, token: str) -> HttpMessage:
    """Return the end of a grant (§5.4)."""
    return _authorized("DELETE", uri, token)


def rotate_message(uri: str, token: str, new_key: PublicKey | None = None) -> HttpMessage:
    """Return a rotation of a token (§6.1); with `new_key` it is bound to that key then and signed by both (§6.1.1)."""
    return _authorized("POST", uri, token, None if new_key is None else {"key": key_object(new_key)})


def revoke_message(uri: str, token: str) -> HttpMessage:
    """Return the revocation of a token (§6.2)."""
    return _authorized("DELETE", uri, token)


def presented(token: str, *, bearer: bool = False) -> tuple[str, str]:
    """Return the one header in which a token is presented at a resource server (§7.2)."""
    return "authorization", f"{'Bearer' if bearer else 'GNAP'} {token}"


def _authorized(method: str, uri: str, token: str, content: dict[str, Any] | None = None) -> HttpMessage:
    headers = (presented(token),) if content is None else (presented(token), JSON)
    return HttpMessage(method, uri, headers, None if content is None else write_object(content))


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _fit_for_callbacks(uri: str) -> bool:
    parts = urlsplit(uri)
    local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(parts.netloc) and "#" not in uri and (local or parts.scheme == "https")


def _shown(uri: str) -> bool:
    parts = urlsplit(uri)
    return parts.scheme == "data" or bool(parts.scheme and parts.netloc)
