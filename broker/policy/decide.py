"""The decision: a request is judged in atoms, each by its strictest rule, and the whole by its strictest atom.

deny and ask bite on overlap; only containment in one single allow or ask rule permits; what nothing permits is denied.
So neither the order of lines nor the way in which a request is split or joined ever changes what is decided.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from broker.gnap.rights import MAX_ATOMS, Access, AccessRight, atom_count, atoms
from broker.policy.chain import unite
from broker.policy.decision import STRICTNESS, Decision
from broker.policy.match import contains, describe, mismatches, overlaps
from broker.policy.model import Decide, Policy, Rule
from broker.policy.template import always_overlaps, may_contain
from broker.policy.where import shown

__all__ = [
    "STRICTNESS",
    "Decision",
    "Verdict",
    "bites",
    "could_ever",
    "decide",
    "decide_call",
    "judge",
    "judge_atom",
    "nearest_rules",
    "strictest",
]


@dataclass(frozen=True)
class Verdict:
    """What is decided about one atom, by which rules (sorted by id), and why, in words for the agent."""

    atom: AccessRight | str
    decide: Decide
    rules: tuple[Rule, ...]
    reason: str


def decide(policy: Policy, access: Access) -> Decision:
    """Return what the policy says about these rights, and every policy that it stands under (`policy.chain`).

    It never raises: what cannot be judged is denied.
    """
    return unite([_decide_alone(link, access) for link in policy.links])


def decide_call(policy: Policy, operation: str, access: Access) -> Decision:
    """Return what the policy says about a call: for a child, what its line lets it call at all comes first."""
    if not policy.offers(operation):
        return Decision(Decide.DENY, "", (), f"{operation} is none of the operations that this child was minted with.")
    return decide(policy, access)


def _decide_alone(policy: Policy, access: Access) -> Decision:
    if not access or atom_count(access) > MAX_ATOMS:
        too = "asks for nothing" if not access else f"stands for more than {MAX_ATOMS} single rights"
        return Decision(Decide.DENY, "", (), f"The request {too}. Ask for what one call needs.")
    verdicts = judge(policy, access)
    decided = strictest(verdict.decide for verdict in verdicts)
    deciding = [verdict for verdict in verdicts if verdict.decide is decided]
    by_rule = next((verdict for verdict in deciding if verdict.rules), deciding[0])
    used = _by_id(rule for verdict in (deciding if decided is Decide.DENY else verdicts) for rule in verdict.rules)
    name = next((rule.id for rule in used if rule.decide is decided), "")
    if decided is Decide.DENY:
        return Decision(decided, name, _ids(used), by_rule.reason, rule_digest=_digest(used))
    asking = [rule.approval for rule in used if rule.decide is Decide.ASK]
    who = {(terms.quorum, terms.stand_in) for terms in asking}
    if len(who) > 1:
        why = f"The rules {', '.join(_ids(used))} name different people to decide this."
        return Decision(Decide.DENY, name, _ids(used), why, rule_digest=_digest(used))
    quorum, stand_in = who.pop() if who else (None, None)
    return Decision(
        decided,
        name,
        _ids(used),
        by_rule.reason,
        min(rule.grant.uses for rule in used),
        min(rule.grant.expires_in for rule in used),
        min(rule.approval.answer_within for rule in used),
        _digest(used),
        used[0].approval.remember if len(used) == 1 else None,
        any(rule.approval.match for rule in used),
        quorum,
        stand_in,
        all(rule.grant.bearer for rule in used),
    )


def judge(policy: Policy, access: Access) -> list[Verdict]:
    """Return one verdict per distinct atom, in an order that depends only on the atoms."""
    distinct = {
        atom if isinstance(atom, str) else json.dumps(atom.to_json(), sort_keys=True): atom
        for element in access
        for atom in ([element] if isinstance(element, str) else atoms(element))
    }
    return [judge_atom(policy, distinct[text]) for text in sorted(distinct)]


def judge_atom(policy: Policy, atom: AccessRight | str) -> Verdict:
    """Return what the policy says about one atom. A reference cannot be shown, so nothing permits it."""
    if isinstance(atom, str):
        why = f"{shown(atom)} is a reference: what it stands for cannot be shown. Ask for rights written out."
        return Verdict(atom, Decide.DENY, (), why)
    biting = [rule for rule in policy.rules if bites(rule, atom)]
    denying = _by_id(rule for rule in biting if rule.decide is Decide.DENY)
    if not any(contains(rule, atom) for rule in policy.rules if rule.decide is not Decide.DENY):
        why = _denied(denying[0], atom) if denying else _uncovered(policy, atom)
        return Verdict(atom, Decide.DENY, denying, why)
    decided = strictest(rule.decide for rule in biting)
    used = denying if decided is Decide.DENY else _by_id(rule for rule in biting if rule.decide is not Decide.DENY)
    first = next(rule for rule in used if rule.decide is decided)
    match decided:
        case Decide.DENY:
            return Verdict(atom, decided, used, _denied(first, atom))
        case Decide.ASK:
            return Verdict(atom, decided, used, f"Rule {first.id} asks the owner first.")
        case Decide.ALLOW:
            return Verdict(atom, decided, used, f"Rule {first.id} allows it.")


def could_ever(policy: Policy, template: AccessRight) -> bool:
    """Decide whether an operation's right could be allowed or asked for with some arguments (`policy.template`)."""
    return all(
        any(may_contain(rule, atom) for rule in link.rules if rule.decide is not Decide.DENY)
        and not any(always_overlaps(rule, atom) for rule in link.rules if rule.decide is Decide.DENY)
        for link in policy.links
        for atom in atoms(template)
    )


def bites(rule: Rule, atom: AccessRight) -> bool:
    """Decide whether a rule has a say about an atom: deny and ask by overlap, allow by containment."""
    return contains(rule, atom) if rule.decide is Decide.ALLOW else overlaps(rule, atom)


def strictest(decides: Iterable[Decide]) -> Decide:
    """Return the strictest of at least one decision: deny, then ask, then allow."""
    return min(decides, key=STRICTNESS.index)


def nearest_rules(policy: Policy, atom: AccessRight) -> list[tuple[Rule, list[str]]]:
    """Return the allow and ask rules of the atom's type with what stands between, the fewest mismatches first."""
    permitting = [rule for rule in policy.rules if rule.decide is not Decide.DENY and rule.access.type == atom.type]
    return sorted(
        ((rule, list(mismatches(rule, atom))) for rule in permitting), key=lambda pair: (len(pair[1]), pair[0].id)
    )


def _denied(rule: Rule, atom: AccessRight) -> str:
    outside = "" if contains(rule, atom) else ", or may mean it; be more exact, if that is not meant"
    return f"Rule {rule.id} denies it. The request is about {describe(rule)}{outside}."


def _uncovered(policy: Policy, atom: AccessRight) -> str:
    near = nearest_rules(policy, atom)
    if not near:
        types = sorted({rule.access.type for rule in policy.rules if rule.decide is not Decide.DENY})
        instead = f"It speaks of {', '.join(types)}." if types else "It allows nothing at all."
        return f"No rule of the policy allows anything of type {shown(atom.type)}. {instead}"
    rule, between = near[0]
    would = "asks the owner about" if rule.decide is Decide.ASK else "allows"
    return f"{', and '.join(between)} of rule {rule.id}. Rule {rule.id} {would} {describe(rule)}."


def _by_id(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted({rule.id: rule for rule in rules}.values(), key=lambda rule: rule.id))


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)


def _digest(rules: tuple[Rule, ...]) -> str:
    """Return the digest of the only rule, or one over those of all: an approval lapses when any of them changes."""
    if len(rules) < 2:
        return rules[0].digest if rules else ""
    return hashlib.sha256("\n".join(rule.digest for rule in rules).encode()).hexdigest()
