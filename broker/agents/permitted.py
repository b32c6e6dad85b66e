"""`what_may_i_do`: what an agent's policy says, about its tools in general or about one call, without asking anybody.

Said from the policy in force and from nothing else: nothing is stored, counted or sent. What only the moment knows (a
recent refusal, a mute, a freeze, a full hour) is named as what can still come between.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from broker.agents.tools import Offer, requested_by
from broker.connectors.call import Call, operation_access
from broker.connectors.model import Connector
from broker.connectors.own_request import NAME
from broker.policy.decide import Decision, could_ever, decide_call
from broker.policy.explain import instead_of
from broker.policy.match import describe
from broker.policy.model import Children, Decide, Policy, Rule

Json = dict[str, Any]

NOTHING: Final = "You have no policy, so you may do nothing. Your human can write one; then your tools appear."
_STILL: Final = (
    "Nothing was sent and nobody was asked. A recent refusal, a mute, a freeze or a limit can still come between."
)
_MEANS: Final = {
    Decide.ALLOW: "It would run at once; no human is asked.",
    Decide.ASK: "It would wait for your human, who approves or refuses it on a phone.",
    Decide.DENY: "It would be refused. Do not ask for it; `instead` names what your policy knows that is nearest.",
}


def overview(policy: Policy | None, offered: Mapping[str, Offer], at: Iterable[Connector] = ()) -> Json:
    """Return each operation with the rules that permit some of its calls, in words, and the agent's limits.

    `at` are the APIs at which it may make requests of its own (`tools.requested`), told likewise.
    """
    if policy is None:
        return {"operations": [], "what": NOTHING}
    limits, own = policy.limits, [_requests(policy, connector) for connector in at]
    return {
        "owner": policy.owner,
        "operations": [_operation(policy, offer) for offer in offered.values()],
        "limits": {
            "open_at_once": limits.pending,
            "asks_per_hour": limits.asks_per_hour,
            "calls_per_minute": limits.calls_per_minute,
        },
        **({"requests": own} if own else {}),
        **({"children": _children(policy.children)} if policy.children else {}),
        "what": f"Of what a deny rule and an ask rule cover both, the stricter counts. {_STILL}",
    }


def foreseen(policy: Policy, call: Call) -> Json:
    """Return what the policy in force would decide about this call, by which rule, why, and what is nearest to it."""
    decision = decide_call(policy, call.operation, call.access)
    head: Json = {"operation": call.operation, "arguments": dict(call.arguments), "decide": str(decision.decide)}
    why = {"rule": decision.rule, "reason": decision.reason}
    return head | why | _terms(policy, call, decision) | {"what": f"{_MEANS[decision.decide]} {_STILL}"}


def _children(terms: Children) -> Json:
    return {"at_once": terms.at_once, "seconds": int(terms.expires_in.total_seconds()), "deep": terms.deep}


def _operation(policy: Policy, offer: Offer) -> Json:
    right = operation_access(offer.operation)
    permitting = [
        rule
        for link in policy.links
        for rule in link.rules
        if rule.decide is not Decide.DENY and _bears_on(link, rule, right)
    ]
    return {"operation": offer.operation.name, "title": offer.operation.title, "rules": _told(permitting)}


def _requests(policy: Policy, connector: Connector) -> Json:
    rules = [rule for rule in policy.rules if rule.decide is not Decide.DENY and requested_by(rule, connector)]
    return {"tool": NAME, "connector": connector.name, "methods": list(connector.requests), "rules": _told(rules)}


def _told(rules: Iterable[Rule]) -> list[Json]:
    return [{"decide": str(rule.decide), "rule": rule.id, "covers": describe(rule)} for rule in rules]


def _bears_on(policy: Policy, rule: Rule, right: Any) -> bool:
    return could_ever(replace(policy, rules=(rule,), under=None), right)


def _terms(policy: Policy, call: Call, decision: Decision) -> Json:
    if decision.decide is Decide.ASK:
        people = sorted(decision.quorum.of) if decision.quorum else [policy.owner]
        return {"asks": people, "answer_within_seconds": int(decision.answer_within.total_seconds())}
    if decision.decide is Decide.DENY:
        return {"instead": instead_of(policy, call.access)}
    return {}
