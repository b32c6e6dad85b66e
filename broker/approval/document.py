"""The approval document: everything that a person decides on, in one value with one spelling and one digest.

The page shows this document and nothing else; the passkey signs its digest; the call that leaves is compared with it.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, ValidationError, model_serializer

from broker.approval.canonical import canonical, digest
from broker.approval.deciders import People, QuorumShown, StandInShown
from broker.connectors.model import Call
from broker.gnap.rights import access_json
from broker.policy.decide import Decision
from broker.policy.model import Quorum, Remember, StandIn

Scalar = str | int | bool | None

_SHOWN_VALUE = 2_000  # characters of one value that still fit a phone page
# longer than an account number (34 characters) or a UUID (36); a slash of base64 is one of paths too
_UNBROKEN = re.compile(r"[A-Za-z0-9+=_-]{40,}")
_SHOWN_DOCUMENT = 16_384  # bytes of the whole


_LEFT_OUT = ("elsewhere", "credential", "downstream", "remember", "quorum", "stand_in")  # where they do not apply


class DocumentError(ValueError):
    """The text is not an approval document in its one spelling; the message says why."""


class RememberShown(BaseModel):
    """What the rule would let its owner cover with one standing approval: calls, seconds, and amounts if they vary."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    uses: int = Field(ge=1)
    seconds: int = Field(ge=1)
    field: str | None
    each: str | None
    total: str | None


class ApprovalDocument(BaseModel):
    """Who asks, what would happen, where, within which bounds and until when (RFC 3339, UTC, whole seconds).

    `downstream` are the hosts that the resource server may call in turn. `credential` is what the call carries
    where that server knows no GNAP. `elsewhere`: the authorization server is somebody else's, and may ask the owner
    once more. What does not apply is left out.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    version: Literal["countersign-approval-v1"]
    agent: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    client_key: str = Field(min_length=1)
    authorization_server: str = Field(min_length=1)
    resource_server: str = Field(min_length=1)
    connector: str = Field(min_length=1)
    connector_digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    operation: str = Field(min_length=1)
    title: str = Field(min_length=1)
    request: str = Field(min_length=1)
    parameters: dict[str, Scalar]
    access: list[Any] = Field(min_length=1)
    call_digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    rule: str = Field(min_length=1)
    rule_digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    policy_digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    uses: int = Field(ge=1)
    token_seconds: int = Field(ge=1)
    holder: Literal["bound", "bearer"]
    destructive: bool
    elsewhere: bool = False
    credential: Literal["api_key", "oauth2"] | None = None
    downstream: list[str] = Field(default_factory=list)
    remember: RememberShown | None = None
    quorum: QuorumShown | None = None
    stand_in: StandInShown | None = None
    valid_until: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    @model_serializer(mode="wrap")
    def _without_nothing(self, members: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # so every document that names none has the one spelling that it always had
        absent = {name for name in _LEFT_OUT if not getattr(self, name)}
        return {name: value for name, value in members(self).items() if name not in absent}

    def canonical(self) -> bytes:
        """Return the RFC 8785 bytes of the document."""
        return canonical(self.model_dump())

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical bytes, hex: what a passkey signs."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def people(self) -> People:
        """Who must sign it."""
        return People(self.owner, self.quorum, self.stand_in)

    def valid_until_time(self) -> datetime:
        """Return `valid_until` as an aware time."""
        return datetime.fromisoformat(self.valid_until)


def parse(text: str) -> ApprovalDocument:
    """Return the document that `text` spells. Raises DocumentError unless the text is exactly its canonical form."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)
        document = ApprovalDocument.model_validate(value)
        document.valid_until_time()
        spelling = document.canonical()
    except ValidationError as problem:
        raise DocumentError(_first_problem(problem)) from None
    except (ValueError, RecursionError) as problem:
        raise DocumentError(str(problem)) from None
    if spelling != text.encode("utf-8", "surrogatepass"):
        raise DocumentError("not the canonical spelling of this document")
    return document


def document_for(
    call: Call,
    decision: Decision,
    *,
    agent: str,
    owner: str,
    client_key: str,
    authorization_server: str,
    policy_digest: str,
    valid_until: datetime,
    elsewhere: bool = False,
    bearer: bool = False,
) -> ApprovalDocument:
    """Return the document that asks `owner` for this one call under the rule that decided.

    With `bearer` the agent gets the token itself.

    `client_key` is the RFC 7638 thumbprint; `valid_until` is cut to whole seconds, never later. Raises DocumentError
    when a field cannot be put into the document.
    """
    try:
        return ApprovalDocument(
            version="countersign-approval-v1",
            agent=agent,
            owner=owner,
            client_key=client_key,
            authorization_server=authorization_server,
            resource_server=call.resource_server,
            connector=call.connector,
            connector_digest=call.connector_digest,
            operation=call.operation,
            title=call.title,
            request=f"{call.method} {call.url}",
            parameters=dict(call.arguments),
            access=access_json(call.access),
            call_digest=call_digest(call),
            rule=decision.rule,
            rule_digest=decision.rule_digest,
            policy_digest=policy_digest,
            uses=decision.uses,
            token_seconds=int(decision.expires_in.total_seconds()),
            holder="bearer" if bearer else "bound",
            destructive=call.destructive,
            elsewhere=elsewhere,
            credential=call.credential.kind if call.credential else None,
            downstream=list(call.downstream),
            # what may be remembered is a matter of our own server, which makes the narrow grants of it
            remember=None if elsewhere else _remember(decision.remember),
            quorum=_quorum(decision.quorum),
            stand_in=_stand_in(decision.stand_in),
            valid_until=rfc3339(valid_until),
        )
    except ValidationError as problem:
        raise DocumentError(_first_problem(problem)) from None


def _remember(terms: Remember | None) -> RememberShown | None:
    if terms is None:
        return None
    seconds = int(terms.lasts.total_seconds())
    return RememberShown(uses=terms.uses, seconds=seconds, field=terms.field, each=terms.each, total=terms.total)


def _quorum(terms: Quorum | None) -> QuorumShown | None:
    return QuorumShown(need=terms.need, of=sorted(terms.of)) if terms else None


def _stand_in(terms: StandIn | None) -> StandInShown | None:
    return StandInShown(who=terms.who, seconds=int(terms.after.total_seconds())) if terms else None


def call_digest(call: Call) -> str:
    """Return the digest of what the call would do: connector, operation, request, arguments and access right (R7)."""
    return call_digest_under(call, call.connector_digest)


def call_digest_under(call: Call, connector_digest: str) -> str:
    """Return the call's digest as if its connector file were the one with `connector_digest`."""
    return digest(
        {
            "connector": call.connector,
            "connector_digest": connector_digest,
            "resource_server": call.resource_server,
            "operation": call.operation,
            "method": call.method,
            "url": call.url,
            "arguments": call.arguments,
            "access": access_json(call.access),
        }
    )


def unshowable(document: ApprovalDocument) -> str | None:
    """Return why a phone page cannot show the document in full, or None. What cannot be shown cannot be approved."""
    if len(document.canonical()) > _SHOWN_DOCUMENT:
        return "the request is too long to be shown on one page"
    for right in document.access:
        if not isinstance(right, dict):
            return "an access right is only a reference, so what it allows cannot be shown"
    long = [name for name, value in document.parameters.items() if len(str(value)) > _SHOWN_VALUE]
    if long:
        return f"the parameter {long[0]!r} is too long to be shown"
    return None


def not_inspectable(document: ApprovalDocument) -> list[str]:
    """Return the parameters whose value is shown in full and still tells a person nothing: encoded or hashed data."""
    return [name for name, value in document.parameters.items() if isinstance(value, str) and _encoded(value)]


def _encoded(value: str) -> bool:
    return any(_is_no_word(run.group()) for run in _UNBROKEN.finditer(value))


def _is_no_word(run: str) -> bool:
    digit, small, large = (re.search(kind, run) is not None for kind in ("[0-9]", "[a-z]", "[A-Z]"))
    # small letters and dashes alone are how names of things are written
    one_alphabet = re.fullmatch("[0-9a-f]+|[0-9A-F]+|[A-Z2-7=]+", run) is not None
    return digit and (small or large) and ((small and large) or one_alphabet)


def rfc3339(moment: datetime) -> str:
    """Return an aware time as RFC 3339 in UTC, cut to seconds. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive time has no RFC 3339 form")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _first_problem(problem: ValidationError) -> str:
    first = problem.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise DocumentError("a name is repeated")
    return fields


def _no_float(_: str) -> None:
    raise DocumentError("numbers in a document are whole")
