"""Mutants: for each rule, the code without it, and the invariant that must notice. A rule is taken out wherever it is.

A mutant replaces functions of the shipped code or named rules of `shells`; where the shipped code keeps a rule in two
places, both go, since otherwise the second one would rightly save us.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

from broker.approval import covers
from broker.approval import standing as documents
from broker.client import exchange, repeating, steps, using
from broker.gnap import client_role, profiles
from broker.gnap.rights import access_json
from broker.policy import narrower
from broker.ratchet import standing as ratchet
from broker.store.query import Session
from broker.store.tables import StandingApproval
from broker.store.verbs import Change
from tests.model import client_shells, invariants, server_shells, shipped, standing
from tests.model.facts import Facts
from tests.model.shipped import ASK
from tests.model.things import Approval, Grant, Lane, Message, Reply, Row, Rules

Patch = tuple[ModuleType, str, object]


@dataclass(frozen=True)
class Mutant:
    """One rule that is not kept: which, how, by which replacements, and the invariant that it must break."""

    rule: str
    words: str
    patches: tuple[Patch, ...]
    breaks: Callable[[Any], bool]

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


@contextmanager
def applied(mutant: Mutant) -> Iterator[None]:
    """Run the body with the mutant's replacements in place."""
    before = [(module, name, getattr(module, name)) for module, name, _ in mutant.patches]
    try:
        for module, name, replacement in mutant.patches:
            setattr(module, name, replacement)
        shipped.forget()
        yield
    finally:
        for module, name, original in before:
            setattr(module, name, original)
        shipped.forget()


def _always(*_: object, **__: object) -> bool:
    return True


def _never(*_: object, **__: object) -> bool:
    return False


def _nothing(*_: object, **__: object) -> None:
    return None


def _as_when_asked(rules: Rules, row: Row, approval: Approval | None) -> str | None:
    if row.approval is None:
        return "ask again" if row.decide == ASK else None
    return _UNCOVERED(rules, row, approval)


def _policy_now_alone(rules: Rules, row: Row, approval: Approval | None) -> str | None:
    if row.approval is None:
        return "ask again" if shipped.says(rules.policy, row.call) == ASK else None
    return _UNCOVERED(rules, row, approval)


def _granted_on_the_servers_word(context: Any, row: Any, answer: Any, now: datetime) -> Any:
    exchange._approved(context, row, answer.token, answer.continuation, now)
    row.token_access, row.approval = access_json(answer.access), answer.approval
    return exchange.change(row, now, "client.granted", {})


def _unknown_is_free(call: object, now: datetime) -> Callable[[Any], Any]:
    def work(row: Any) -> Any:
        row.status, row.intent, row.intent_at = "pending", None, None
        return Change(row)

    return work


def _last_word_counts(approval: Approval) -> bool:
    return not approval.withdrawn


def _refusal_forgotten(rules: Rules, grant: Grant) -> str | None:
    why = _REFUSED_NOW(rules, grant)
    return None if why == "denied by the owner" else why


def _stop_nothing(row: Row) -> Row:
    return row


def _moved_by_the_decision(grant: Grant) -> Grant:
    told = _RECORD(grant)
    approved = told.approval is not None and told.approval.decision == "approve"
    moved = shipped.step(told, "resume")
    decided: Grant = shipped.step(moved, "approve" if approved else "deny")
    return decided


def _pending_or_approved(grant: Grant) -> bool:
    return grant.state in ("pending", "approved")


def _told_in_any_state(grant: Grant) -> bool:
    return grant.push


def _issue_what_is_approved(rules: Rules, lane: Lane, message: Message) -> tuple[Lane, Reply, Facts]:
    return server_shells._issued(rules, lane, message.grant, lane.grants[message.grant].approval)


def _decision_alone(rules: Rules, grant: Grant) -> str | None:
    approved = grant.approval is not None and grant.approval.decision == "approve"
    return None if approved else "denied by the owner"


def _poll_beside_push(row: Any) -> tuple[steps.Step, datetime | None]:
    wanted = steps.Step.CONTINUE if row.interact_ref_sealed is not None else steps.Step.POLL
    return wanted, row.wait_until


def _at_once(row: Any) -> tuple[steps.Step, datetime | None]:
    wanted, due = _PENDING(row)
    return wanted, row.created_at if wanted is steps.Step.CONTINUE else due


def _issued_again(rules: Rules, lane: Lane, message: Message, grant: Grant) -> tuple[Lane, Reply, Facts]:
    if grant.state == "approved" and grant.answer is not None:
        return server_shells._issued(rules, lane, message.grant, grant.approval)
    return _REPEATED(rules, lane, message, grant)


def _is_approved(grant: Grant) -> bool:
    return grant.state == "approved"


_UNCOVERED, _PENDING = client_shells.uncovered, steps._pending
_REFUSED_NOW, _RECORD, _REPEATED = server_shells.refused_now, server_shells.record, server_shells.repeated

MUTANTS = (
    Mutant(
        "R1",
        "what was allowed when it was asked needs no approval, whatever the policy says by now",
        ((client_shells, "uncovered", _as_when_asked),),
        invariants.every_effect_is_allowed_now_or_approved,
    ),
    Mutant(
        "R1",
        "a repeated call is not measured by the policy in force",
        ((client_shells, "permitted", _always),),
        invariants.every_effect_is_allowed_now_or_approved,
    ),
    Mutant(
        "R2",
        "the client takes the server's word that nobody needs to be asked",
        ((exchange, "_granted", _granted_on_the_servers_word), (client_shells, "uncovered", _policy_now_alone)),
        invariants.every_effect_lies_in_what_was_granted_approved_and_is_permitted,
    ),
    Mutant(
        "R4",
        "an approval never lapses",
        ((covers, "_lapsed", _nothing),),
        invariants.every_effect_is_allowed_now_or_approved,
    ),
    Mutant(
        "R5",
        "a token wider than asked is used",
        ((client_role, "_wider", _nothing),),
        invariants.every_effect_lies_in_what_was_granted_approved_and_is_permitted,
    ),
    Mutant(
        "R5",
        "a token with a flag or a key that nobody asked for is used",
        ((client_role, "badly_bound", _nothing),),
        invariants.every_effect_lies_in_what_was_granted_approved_and_is_permitted,
    ),
    Mutant(
        "R7",
        "the stored call is not compared with the one that was asked for",
        ((client_shells, "same_call", _always),),
        invariants.every_effect_lies_in_what_was_granted_approved_and_is_permitted,
    ),
    Mutant(
        "R8",
        "a call without an answer gives its use back",
        ((using, "unanswered", _unknown_is_free),),
        invariants.no_more_effects_than_uses,
    ),
    Mutant(
        "R9",
        "the last device to answer decides",
        ((server_shells, "undecided", _last_word_counts),),
        invariants.what_was_refused_or_ended_has_no_effect,
    ),
    Mutant(
        "R9",
        "a refused request is granted",
        ((server_shells, "refused_now", _refusal_forgotten),),
        invariants.what_was_refused_or_ended_has_no_effect,
    ),
    Mutant(
        "R9",
        "a freeze stops no call whose token is there",
        ((client_shells, "may_start", _always), (client_shells, "stop", _stop_nothing)),
        invariants.a_freeze_that_is_acknowledged_stops_every_start,
    ),
    Mutant(
        "P2",
        "the decision itself moves the grant out of pending",
        (
            (server_shells, "record", _moved_by_the_decision),
            (server_shells, "takes_references", _pending_or_approved),
            (server_shells, "conclude", _issue_what_is_approved),
            (server_shells, "calls_back", _told_in_any_state),
        ),
        invariants.the_server_gives_no_token_early_and_takes_no_reference_late,
    ),
    Mutant(
        "P2",
        "validity and policy are not looked at once more when the grant moves on",
        ((server_shells, "refused_now", _decision_alone),),
        invariants.every_effect_is_allowed_now_or_approved,
    ),
    Mutant(
        "P3",
        "the continuation follows the finish call at once",
        ((steps, "_pending", _at_once),),
        invariants.nothing_is_sent_before_wait_nor_polled_where_a_finish_was_promised,
    ),
    Mutant(
        "P4",
        "the client polls beside a promised finish call",
        ((steps, "_pending", _poll_beside_push),),
        invariants.nothing_is_sent_before_wait_nor_polled_where_a_finish_was_promised,
    ),
    Mutant(
        "P14",
        "a repeated continuation is answered with another token",
        ((server_shells, "repeated", _issued_again), (server_shells, "may_issue", _is_approved)),
        invariants.no_more_effects_than_uses,
    ),
    Mutant(
        "P15",
        "a repeated request makes a second prompt",
        ((server_shells, "joined", _nothing),),
        invariants.one_notification_until_an_ask_ends,
    ),
    Mutant(
        "P15",
        "a foreign server that may have asked its owner is asked again and again",
        ((repeating, "sent_too_often", _never),),
        invariants.what_is_unknown_stays_unknown,
    ),
    Mutant(
        "P17",
        "derived tokens spend nothing of their parent",
        ((server_shells, "within_budget", _always),),
        invariants.a_derived_token_ends_with_its_parent_and_spends_its_budget,
    ),
    Mutant(
        "5",
        "any passkey answers",
        ((server_shells, "enrolled", _always),),
        invariants.every_decision_is_signed_by_an_enrolled_device,
    ),
    Mutant(
        "6",
        "every change of a policy counts at once",
        ((narrower, "narrower", _always),),
        invariants.every_policy_in_force_is_sealed_or_narrower,
    ),
    Mutant(
        "7",
        "a finish call is believed without its hash",
        ((profiles, "proves_finish", _always),),
        invariants.a_reference_is_kept_after_its_hash_only_and_sent_to_its_server,
    ),
    Mutant(
        "replay",
        "a signed message is taken as often as it comes",
        ((server_shells, "replayed", _never),),
        invariants.no_more_effects_than_uses,
    ),
)


_RATCHET_WHY_NOT = ratchet.why_not


def _as_never_revoked(session: Session, row: StandingApproval, asked: ratchet.Asked, now: datetime) -> str | None:
    row.revoked_at = None
    return _RATCHET_WHY_NOT(session, row, asked, now)


def _whatever_was_read(state: standing.Stood, seen: int, uses: int, amount: Decimal) -> standing.Stood:
    return state._replace(used=state.used + uses, amount=state.amount + amount, version=state.version + 1)


def _not_counted(state: standing.Stood, *_: object) -> standing.Stood:
    return state


def _revoked_at_the_next_look(state: standing.Stood) -> standing.Stood:
    return state._replace(revoked=True)


# those of the world of `standing`
STANDING_MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        "R8",
        "neither uses nor sums of a standing approval are bounded",
        ((documents, "_used_up", _nothing),),
        standing.no_more_is_sent_than_was_signed,
    ),
    Mutant(
        "R8",
        "an unknown outcome gives its use back",
        ((standing, "unknown", standing.released),),
        standing.no_more_is_sent_than_was_signed,
    ),
    Mutant(
        "R8",
        "a use is counted whatever was read before",
        ((standing, "counted", _whatever_was_read),),
        standing.no_more_is_sent_than_was_signed,
    ),
    Mutant(
        "R8",
        "a call leaves before its use is counted",
        ((standing, "counted", _not_counted),),
        standing.a_use_is_reserved_before_its_call_leaves,
    ),
    Mutant(
        "R9",
        "a standing approval that was taken back goes on",
        ((ratchet, "why_not", _as_never_revoked),),
        standing.nothing_is_reserved_after_a_revocation,
    ),
    Mutant(
        "R9",
        "taking back does not beat a use that was looked up before",
        ((standing, "revoked", _revoked_at_the_next_look),),
        standing.nothing_is_reserved_after_a_revocation,
    ),
    Mutant(
        "R4",
        "a standing approval has no end",
        ((documents, "_lapsed", _nothing),),
        standing.nothing_is_covered_by_what_lapsed,
    ),
    Mutant(
        "3",
        "any call is similar",
        ((documents, "_differs", _nothing),),
        standing.only_what_was_signed_is_sent,
    ),
    Mutant(
        "5",
        "the signature on a standing document is not verified",
        ((ratchet, "verify_assertion", _nothing),),
        standing.only_what_was_signed_is_sent,
    ),
)
