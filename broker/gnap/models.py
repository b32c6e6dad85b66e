"""The messages of RFC 9635 as strict values: what a client instance sends (§2, §5) and what it is told (§3).

Members that the RFC leaves open to extensions are kept as they came; the members that we know are checked for type and
form, and only these models decide what is well formed. What is *allowed* is decided by `as_role` and `client_role`.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from broker.gnap.errors import ErrorCode, GnapError, PeerError
from broker.gnap.tokens import is_token68

ASK_MEMBER = "countersign_ask"  # our extension of the grant request: see README
APPROVAL_MEMBER = "countersign_approval"  # our extension of the grant response: the approval's id
_MOST_LOCALES = 16  # of one request; whoever names more has named enough
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


def _absolute(uri: str) -> str:
    parts = urlsplit(uri)
    if not parts.scheme or not parts.netloc or parts.fragment or "#" in uri:
        raise ValueError("must be an absolute URI without a fragment")
    return uri


def _ascii(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise ValueError("must be printable ASCII")
    return text


def _token68(value: str) -> str:
    if not is_token68(value):
        raise ValueError("must be made of token68 characters")
    return value


AbsoluteUri = Annotated[str, Field(max_length=2048), AfterValidator(_absolute)]
Nonce = Annotated[str, Field(min_length=1, max_length=256), AfterValidator(_ascii)]
TokenValue = Annotated[str, AfterValidator(_token68)]


class Message(BaseModel):
    """A value that never changes; unknown members are kept (RFC 9635 §10)."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow", populate_by_name=True)


class TokenRequest(Message):
    """One requested access token (§2.1.1). `access` is read by `rights.parse_access`."""

    access: list[Any] = Field(min_length=1)
    label: str | None = Field(default=None, min_length=1, max_length=256)
    flags: list[str] | None = None


class Finish(Message):
    """How the client instance wants to be told that the interaction ended (§2.5.2)."""

    method: str
    uri: AbsoluteUri | None = None
    nonce: Nonce
    hash_method: str | None = None


class StartMode(Message):
    """A start mode in its object form (§2.5.1)."""

    mode: str = Field(min_length=1, max_length=128)


class Interact(Message):
    """What the client instance can do about interaction (§2.5); `start` may be empty."""

    start: list[str | StartMode] = Field(max_length=32)
    finish: Finish | None = None
    hints: dict[str, Any] | None = None

    @property
    def modes(self) -> tuple[str, ...]:
        """The names of the start modes in either form, in order, each once."""
        named = (one if isinstance(one, str) else one.mode for one in self.start)
        return tuple(dict.fromkeys(named))

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that the end user would like, best first (§2.5.3), as far as they can be such (RFC 5646)."""
        given = (self.hints or {}).get("ui_locales")
        tags = given[:_MOST_LOCALES] if isinstance(given, list) else []
        return tuple(tag for tag in tags if isinstance(tag, str) and _TAG.fullmatch(tag))


class Display(Message):
    """What a client instance says of itself, for people (§2.3.2): never evidence of anything."""

    name: str | None = Field(default=None, min_length=1, max_length=200)
    uri: AbsoluteUri | None = None
    logo_uri: str | None = Field(default=None, max_length=16_384)


class ClientByValue(Message):
    """A client instance that shows its key (§2.3)."""

    key: dict[str, Any] | str
    class_id: str | None = Field(default=None, max_length=256)
    display: Display | None = None


class SubjectId(Message):
    """A subject identifier (RFC 9493): its format, and members that the format says."""

    format: str = Field(min_length=1, max_length=64)


class SubjectRequest(Message):
    """What the client instance wants to know about the resource owner (§2.2)."""

    sub_id_formats: list[str] | None = Field(default=None, min_length=1, max_length=16)
    assertion_formats: list[str] | None = Field(default=None, min_length=1, max_length=16)
    sub_ids: list[SubjectId] | None = Field(default=None, min_length=1, max_length=16)


class UserAssertion(Message):
    """An assertion about the end user, as the client instance presents it (§2.4)."""

    format: str = Field(min_length=1, max_length=64)
    value: str = Field(min_length=1, max_length=16_384)


class UserByValue(Message):
    """Who the client instance believes its end user to be (§2.4): a hint."""

    sub_ids: list[SubjectId] | None = Field(default=None, max_length=16)
    assertions: list[UserAssertion] | None = Field(default=None, max_length=16)


class Ask(BaseModel):
    """Our extension of the grant request: which one call the rights stand for, why the agent wants it, and what for.

    The digests are claims. The authorization server makes its own from its own connector and refuses where they differ.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    operation: str = Field(max_length=128)
    connector: str = Field(max_length=128)
    connector_digest: str = Field(max_length=64)
    call_digest: str = Field(max_length=64)
    reason: str | None = Field(default=None, max_length=1000)
    purpose: str | None = Field(default=None, max_length=1000)
    number: str | None = Field(default=None, pattern=r"^[1-9][0-9]$")  # what the agent shows to its owner


class GrantRequest(Message):
    """A new grant request (§2)."""

    access_token: TokenRequest | list[TokenRequest] | None = None
    subject: SubjectRequest | None = None
    client: ClientByValue | Annotated[str, Field(min_length=1, max_length=512)]
    user: UserByValue | Annotated[str, Field(min_length=1, max_length=512)] | None = None
    interact: Interact | None = None
    ask: Ask | None = Field(default=None, alias=ASK_MEMBER)


class ModifyRequest(Message):
    """The content of a modification (§5.3): what is absent stays as it was. The client instance never changes."""

    access_token: TokenRequest | list[TokenRequest] | None = None
    subject: SubjectRequest | None = None
    user: UserByValue | Annotated[str, Field(min_length=1, max_length=512)] | None = None
    interact: Interact | None = None


class RotationRequest(Message):
    """The content of a rotation that binds a new key (§6.1.1)."""

    key: dict[str, Any] | str


class ContinueRequest(Message):
    """The content of a continuation after interaction (§5.1)."""

    interact_ref: str = Field(min_length=1, max_length=512)


class ContinuationToken(Message):
    """The token of a continuation or of token management: bound to the client's key, never more (§3.1, §3.2.1)."""

    value: TokenValue
    bearer: Literal[None] = None
    flags: list[str] | None = Field(default=None, max_length=0)
    key: None = None
    manage: None = None


class Continue(Message):
    """How the grant can be continued (§3.1); `wait` is in seconds and 5 where absent."""

    access_token: ContinuationToken
    uri: AbsoluteUri
    wait: int = Field(default=5, ge=0, le=86_400)


class Manage(Message):
    """Where a token can be rotated and revoked (§3.2.1)."""

    uri: AbsoluteUri
    access_token: ContinuationToken


class IssuedToken(Message):
    """An access token as granted (§3.2.1); `expires_in` is in seconds."""

    value: TokenValue
    label: str | None = None
    manage: Manage | None = None
    access: list[Any]
    expires_in: int | None = Field(default=None, gt=0, le=10 * 365 * 86_400)
    key: dict[str, Any] | str | None = None
    flags: list[str] | None = None


class CodeAndUri(Message):
    """A short code and the address where a person enters it (§3.3.4)."""

    code: str = Field(min_length=1, max_length=64)
    uri: AbsoluteUri


class InteractAnswer(Message):
    """What the authorization server offers for interaction (§3.3)."""

    redirect: str | None = Field(default=None, max_length=2048)
    app: str | None = Field(default=None, max_length=2048)
    user_code: str | None = Field(default=None, min_length=1, max_length=64)
    user_code_uri: CodeAndUri | None = None
    finish: Nonce | None = None
    expires_in: int | None = Field(default=None, gt=0, le=10 * 365 * 86_400)


class ErrorObject(Message):
    """An error in its object form (§3.6)."""

    code: str
    description: str | None = None


class GrantAnswer(Message):
    """What an authorization server says to a grant request or a continuation (§3)."""

    continue_: Continue | None = Field(default=None, alias="continue")
    access_token: IssuedToken | list[IssuedToken] | None = None
    interact: InteractAnswer | None = None
    subject: dict[str, Any] | None = None
    instance_id: str | None = None
    error: str | ErrorObject | None = None
    approval: str | None = Field(default=None, alias=APPROVAL_MEMBER, max_length=128)

    @property
    def error_code(self) -> str | None:
        """The error's code in either of its forms, which mean the same (§3.6)."""
        return self.error.code if isinstance(self.error, ErrorObject) else self.error

    @property
    def error_words(self) -> str | None:
        """The error's description, where it has one: text of the other side, data in every sink."""
        return self.error.description if isinstance(self.error, ErrorObject) else None


M = TypeVar("M", bound=BaseModel)


def received(model: type[M], value: object) -> M:
    """Return a request member as a `model`; raise GnapError(invalid_request) that names the faulty member (§3.6)."""
    return _read(model, value, lambda words: GnapError(ErrorCode.INVALID_REQUEST, words))


def answered(model: type[M], value: object) -> M:
    """Return an answer as a `model`; raise PeerError where the other side broke its form (§3)."""
    return _read(model, value, PeerError)


def _read(model: type[M], value: object, fault: Callable[[str], Exception]) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as why:
        raise fault(f"{model.__name__}: {_first_fault(why)}") from None


def _first_fault(why: ValidationError) -> str:
    first = why.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'value'}: {first['msg']}"
