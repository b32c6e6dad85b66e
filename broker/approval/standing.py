"""The standing approval: a document that covers calls which are yet to come, in one spelling with one digest.

It comes from one ask in two ways: less than was asked (one call, a lower amount), or similar calls as well, as far as
the rule's `remember` allows. Each call still makes a narrow grant of its own (decisions §2.3).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from broker.approval.canonical import canonical
from broker.approval.decision import NARROW, REMEMBER
from broker.approval.document import ApprovalDocument, DocumentError, rfc3339
from broker.connectors.model import Call
from broker.gnap.rights import decimal, parse_access, within
from broker.policy.decide import Decision
from broker.policy.model import Decide

VERSION = "countersign-standing-v1"

_HEX = r"^[0-9a-f]{64}$"


class StandingDocument(BaseModel):
    """Which calls of whom are covered, how many, up to which amounts, and until when (RFC 3339, UTC, seconds).

    `access` contains every covered call's right; `field` names the amount in it that may differ, a call's being at most
    `each` there and all of them together at most `total` (decimal strings). `asked` is the digest of the document that
    it was made from.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    version: Literal["countersign-standing-v1"]
    verb: Literal["narrow", "remember"]
    agent: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    client_key: str = Field(min_length=1)
    authorization_server: str = Field(min_length=1)
    resource_server: str = Field(min_length=1)
    connector: str = Field(min_length=1)
    connector_digest: str = Field(pattern=_HEX)
    operation: str = Field(min_length=1)
    title: str = Field(min_length=1)
    access: list[dict[str, Any]] = Field(min_length=1, max_length=1)
    uses: int = Field(ge=1)
    field: str | None
    total: str | None
    rule: str = Field(min_length=1)
    rule_digest: str = Field(pattern=_HEX)
    policy_digest: str = Field(pattern=_HEX)
    token_seconds: int = Field(ge=1)
    destructive: bool
    downstream: list[str]
    asked: str = Field(pattern=_HEX)
    valid_until: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def canonical(self) -> bytes:
        """Return the RFC 8785 bytes of the document."""
        return canonical(self.model_dump())

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical bytes, hex: what a passkey signs."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def valid_until_time(self) -> datetime:
        """Return `valid_until` as an aware time."""
        return datetime.fromisoformat(self.valid_until)


class Terms(BaseModel):
    """What a person wants instead of the plain approval.

    `amount` of `field` for one call that is less; or `uses`, and `each` and `total` where amounts may differ.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    verb: Literal["narrow", "remember"]
    field: str | None = Field(default=None, max_length=100)
    amount: str | None = Field(default=None, max_length=40)
    uses: int = Field(default=1, ge=1)
    each: str | None = Field(default=None, max_length=40)
    total: str | None = Field(default=None, max_length=40)
    until: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


@dataclass(frozen=True)
class Spent:
    """What a standing approval has covered so far: calls, and their amounts added up."""

    uses: int
    amount: Decimal


def parse(text: str) -> StandingDocument:
    """Return the document that `text` spells. Raises DocumentError unless the text is exactly its canonical form."""
    try:
        document = StandingDocument.model_validate(json.loads(text))
        document.valid_until_time()
        spelling = document.canonical()
    except ValidationError as problem:
        raise DocumentError(_first(problem)) from None
    except (ValueError, RecursionError) as problem:
        raise DocumentError(str(problem)) from None
    if spelling != text.encode("utf-8", "surrogatepass"):
        raise DocumentError("not the canonical spelling of this document")
    return document


def lowerable(asked: ApprovalDocument) -> dict[str, str]:
    """Return the amounts of the asked call that can be lowered: the decimal strings among its right's own members."""
    right = asked.access[0] if len(asked.access) == 1 and isinstance(asked.access[0], dict) else {}
    given = {name: value for name, value in right.items() if name in asked.parameters and isinstance(value, str)}
    return {name: value for name, value in given.items() if decimal(value) is not None}


def standing_for(asked: ApprovalDocument, terms: Terms, now: datetime) -> StandingDocument:
    """Return the document that a person signs under these terms.

    Raises DocumentError, in words for that person, where it would cover more than was asked (narrow) or than the rule
    lets be remembered.
    """
    if datetime.fromisoformat(terms.until) <= now:
        raise DocumentError("the end lies in the past")
    access, until = (_less if terms.verb == NARROW else _more)(asked, terms, now)
    try:
        return StandingDocument(
            version="countersign-standing-v1",
            verb=terms.verb,
            access=[access],
            uses=terms.uses,
            field=terms.field if terms.verb == REMEMBER else None,
            total=terms.total if terms.verb == REMEMBER else None,
            asked=asked.digest,
            valid_until=rfc3339(until),
            **_carried(asked),
        )
    except ValidationError as problem:
        raise DocumentError(_first(problem)) from None


def _carried(asked: ApprovalDocument) -> dict[str, Any]:
    same = set(StandingDocument.model_fields) & set(ApprovalDocument.model_fields)
    own = {"version", "access", "uses", "valid_until"}
    return {name: value for name, value in asked.model_dump().items() if name in same - own} | {
        "downstream": list(asked.downstream)
    }


def _less(asked: ApprovalDocument, terms: Terms, _: datetime) -> tuple[dict[str, Any], datetime]:
    amounts = lowerable(asked)
    if terms.field not in amounts or terms.amount is None:
        raise DocumentError("there is no such amount in this request that could be lowered")
    if terms.uses != 1 or terms.each is not None or terms.total is not None:
        raise DocumentError("less than was asked is one call")
    was, wanted = decimal(amounts[terms.field]), decimal(terms.amount)
    if wanted is None or was is None or not 0 < wanted < was:
        raise DocumentError(f"{terms.field} must be an amount below {amounts[terms.field]}, such as 1.00")
    until = min(asked.valid_until_time(), datetime.fromisoformat(terms.until))
    return asked.access[0] | {terms.field: terms.amount}, until


def _more(asked: ApprovalDocument, terms: Terms, now: datetime) -> tuple[dict[str, Any], datetime]:
    most = asked.remember
    if most is None or asked.holder != "bound":
        raise DocumentError("the policy rule does not let an answer be remembered")
    if len(asked.access) != 1 or terms.amount is not None:
        raise DocumentError("only calls of the same kind can be remembered")
    if terms.uses > most.uses:
        raise DocumentError(f"the policy rule lets at most {most.uses} calls be remembered")
    until = datetime.fromisoformat(terms.until)
    # refused rather than cut: what is signed must not depend on the moment at which it is computed again
    if until > now + timedelta(seconds=most.seconds):
        raise DocumentError(f"the policy rule lets it be remembered for at most {most.seconds} seconds")
    return _bounded(asked, terms), until


def _bounded(asked: ApprovalDocument, terms: Terms) -> dict[str, Any]:
    right, most = dict(asked.access[0]), asked.remember
    if terms.field is None:
        if terms.each is not None or terms.total is not None:
            raise DocumentError("amounts need the name of the field that may differ")
        return right
    if most is None or terms.field != most.field or terms.field not in lowerable(asked):
        raise DocumentError(f"the policy rule does not let {terms.field} differ")
    each, total = _amount(terms.each, most.each, "each"), _amount(terms.total, most.total, "total")
    if each > total:
        raise DocumentError("one call cannot be allowed more than all of them together")
    if (this := decimal(right[terms.field])) is None or this > each:
        raise DocumentError(f"the call that is asked for, {right[terms.field]}, must be within it")
    return right | {terms.field: {"max": terms.each}}


def _amount(wanted: str | None, most: str | None, name: str) -> Decimal:
    value, bound = decimal(wanted), decimal(most)
    if value is None or bound is None or not 0 < value <= bound:
        raise DocumentError(f"{name} must be an amount up to {most}, such as 1.00")
    return value


def covers_similar(
    document: StandingDocument, call: Call, *, now: datetime, decision_now: Decision, spent: Spent
) -> str | None:
    """Return None if one more use, for exactly this call, is inside the signed document at `now`; otherwise why not.

    The words start with `differs from approval`, `lapsed` or `used up`; `spent` does not count the use in question.
    """
    return _differs(document, call) or _lapsed(document, call, now, decision_now) or _used_up(document, call, spent)


def _differs(document: StandingDocument, call: Call) -> str | None:
    named = (document.connector, document.operation, document.resource_server)
    if named != (call.connector, call.operation, call.resource_server):
        return "differs from approval: the call is not of the kind that was approved"
    if not within(call.access, parse_access(document.access)):
        return "differs from approval: the call is not inside what was approved"
    if tuple(document.downstream) != call.downstream or (call.destructive and not document.destructive):
        return "differs from approval: the call reaches further than what was approved"
    return None


def _lapsed(document: StandingDocument, call: Call, now: datetime, decision_now: Decision) -> str | None:
    if now >= document.valid_until_time():
        return f"lapsed: the standing approval was valid until {document.valid_until}"
    if document.connector_digest != call.connector_digest:
        return "lapsed: the connector file changed after the approval"
    if decision_now.decide == Decide.DENY:
        return "lapsed: the policy denies this call now"
    if decision_now.decide == Decide.ASK and decision_now.rule_digest != document.rule_digest:
        return "lapsed: the policy rule changed after the approval"
    return None


def _used_up(document: StandingDocument, call: Call, spent: Spent) -> str | None:
    if spent.uses >= document.uses:
        return f"used up: the standing approval covers {document.uses} calls"
    total = decimal(document.total)
    if total is not None and spent.amount + amount_of(document, call) > total:
        return f"used up: the standing approval covers {document.total} in all"
    return None


def amount_of(document: StandingDocument, call: Call) -> Decimal:
    """Return what this call adds to the sum that the document bounds; 0 where it bounds none."""
    right = call.access[0]
    value = None if isinstance(right, str) or document.field is None else decimal(right.extra.get(document.field))
    return Decimal(0) if value is None else value


def _first(problem: ValidationError) -> str:
    first = problem.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
