"""Reading a policy file. Everything wrong in it is told with file:line:column and what would be right.

What this version does not enforce is refused, so a file that loads means exactly what it says.
"""

import hashlib
import re
from typing import Any, Final

from broker.fields import (
    Read,
    choice,
    distinct,
    duration,
    integer,
    items_of,
    mapping,
    members_of,
    name,
    sequence,
    table,
    text,
)
from broker.gnap.locations import pattern_fault
from broker.gnap.rights import DIMENSIONS, SAFE_INTEGER, decimal
from broker.policy.model import (
    MAX_CHILDREN,
    MAX_DEEP,
    MAX_PEOPLE,
    MAX_REMEMBERED,
    AccessPattern,
    ApprovalTerms,
    Children,
    Decide,
    GrantTerms,
    Limits,
    Policy,
    Quorum,
    Remember,
    Rule,
    StandIn,
)
from broker.policy.where import Operator, Scalar, Test
from broker.yamlfile import FileErrors, Node, Problem, read

__all__ = ["PolicyErrors", "Problem", "load"]

MAX_ANSWER: Final = "7d"
MAX_EXPIRY: Final = "24h"
MAX_USES: Final = 100
MAX_MEMORY: Final = "30d"
MAX_RULES: Final = 500

_FIELD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.:/-]{0,63}", re.ASCII)
_OPERATORS: Final = ", ".join(Operator)


class PolicyErrors(FileErrors):
    """A policy file that cannot be in force, with everything found wrong in it."""


def load(source: str | bytes, path: str) -> Policy:
    """Return the policy that a file holds. Raises PolicyErrors with every problem found; `path` is only named in it."""
    try:
        values = _POLICY(read(source, path))
    except FileErrors as error:
        raise PolicyErrors(error.problems) from None
    return Policy(**values, digest=hashlib.sha256(source.encode() if isinstance(source, str) else source).hexdigest())


def _word(node: Node) -> str:
    value = text(node)
    if "*" in value:
        raise node.refuse('"*" is no pattern here; leave the whole line out to mean everything')
    return value


def _location(node: Node) -> str:
    value = text(node)
    if why := pattern_fault(value):
        raise node.refuse(f"the location {why}; write one such as https://bank.example/accounts/*")
    return value


def _access(node: Node) -> AccessPattern:
    return AccessPattern(**_ACCESS(node))


def _field(node: Node) -> str:
    value = text(node)
    if value in ("type", *DIMENSIONS):
        raise node.refuse(f'"{value}" is no field of the type\'s own; write it under "access"')
    if not _FIELD.fullmatch(value):
        raise node.refuse("a field's name is up to 64 of letters, digits and _ . : / -, a letter or _ first")
    return value


def _scalar(node: Node) -> Scalar:
    if isinstance(node.value, bool):
        return node.value
    if isinstance(node.value, int):
        return integer(-SAFE_INTEGER, SAFE_INTEGER)(node)
    return text(node)


def _scalars(node: Node) -> tuple[Scalar, ...]:
    values = distinct(_scalar)(node)
    if len({type(value) for value in values}) > 1:
        raise node.refuse("the list mixes text, numbers or true and false; one field has values of one kind")
    return values


def _amount(node: Node) -> Scalar:
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        return integer(0, SAFE_INTEGER)(node)
    if decimal(node.value) is None:
        raise node.refuse(f'{node.kind} is no amount; write one such as "100.00", in quotes, or a whole number from 0')
    return text(node)


def _money(node: Node) -> str:
    if not isinstance(node.value, str) or decimal(node.value) is None:
        raise node.refuse(f'{node.kind} is no amount; write one such as "50.00", in quotes')
    return node.value


def _one(read_value: Read[Scalar] | Read[str]) -> Read[tuple[Scalar, ...]]:
    return lambda node: (read_value(node),)


def _tests(node: Node) -> list[tuple[Operator, tuple[Scalar, ...]]]:
    """Read the tests of one field, such as {min: "1.00", max: "100.00"}."""
    if not isinstance(node.value, dict):
        raise node.refuse(f"expected a test such as {{is: ...}}, not {node.kind}; the tests are {_OPERATORS}")
    if not node.value:
        raise node.refuse(f"no test is here; write one of {_OPERATORS}")
    found = {Operator(operator): values for operator, values in _TEST(node).items()}
    if Operator.MAX in found and Operator.MIN in found:
        (most,), (least,) = found[Operator.MAX], found[Operator.MIN]
        if type(most) is not type(least):
            raise node.refuse("min and max are of two kinds; write both as decimal strings, or both as whole numbers")
        if _more(least, most):
            raise node.refuse(f"min {least} is above max {most}, so nothing passes")
    return list(found.items())


def _more(left: Scalar, right: Scalar) -> bool:
    amounts = decimal(str(left)), decimal(str(right))
    return amounts[0] is not None and amounts[1] is not None and amounts[0] > amounts[1]


def _where(node: Node) -> tuple[Test, ...]:
    fields = table(_field, _tests)(node)
    return tuple(Test(field, operator, values) for field, tests in fields.items() for operator, values in tests)


def _decide(node: Node) -> Decide:
    return Decide(choice(*Decide)(node))


def _assurance(node: Node) -> str:
    if node.value != "passkey":
        raise node.refuse(f'{node.kind} is no assurance that this version has; write "passkey"')
    return "passkey"


def _match(node: Node) -> bool:
    return choice("always", "auto")(node) == "always"


def _remember(node: Node) -> Remember:
    values = _REMEMBER(node)
    lasts = values.pop("for")
    if len(values.keys() & {"field", "each", "total"}) not in (0, 3):
        raise node.refuse('"field", "each" and "total" belong together: which amount, how much a call, how much in all')
    made = Remember(lasts=lasts, **values)
    if made.each is not None and made.total is not None and _more(made.each, made.total):
        raise node.refuse(f"each {made.each} is above total {made.total}, so no call could use it")
    return made


def _quorum(node: Node) -> Quorum:
    made = Quorum(**_QUORUM(node))
    if not made.need <= len(made.of) <= MAX_PEOPLE:
        raise node.refuse(f"{made.need} of {len(made.of)} owners can never approve; name {made.need} to {MAX_PEOPLE}")
    return made


def _stand_in(node: Node) -> StandIn:
    return StandIn(**_STAND_IN(node))


def _people(node: Node) -> ApprovalTerms:
    """Return how a rule is confirmed. Raises FileErrors where what it says of people does not go together."""
    made = ApprovalTerms(**_APPROVAL(node))
    if made.quorum and (made.remember or made.stand_in):
        raise node.refuse('"quorum" goes with neither "remember" nor "stand_in": several people decide each call anew')
    if made.stand_in and made.stand_in.after >= made.answer_within:
        raise node.refuse('"stand_in" begins only after the request has run out: a shorter "after"')
    return made


def _token(node: Node) -> GrantTerms:
    values = _GRANT(node)
    return GrantTerms(bearer=values.pop("hold", "broker") == "bearer", **values)


def _refuse_unbounded(node: Node, values: dict[str, Any]) -> None:
    """Return unless the agent would hold a token of which the rule promises what only the broker can keep."""
    members = members_of(node)
    if values["decide"] is not Decide.ASK:
        raise members["grant"].place.refuse('"hold: bearer" is for a rule that asks: a person has to see the risk')
    bounds = ["where"] if "where" in values else []
    bounds += ["remember"] if "approval" in values and values["approval"].remember else []
    bounds += ["uses"] if "uses" in members_of(members["grant"].node) else []
    if bounds:
        raise members["grant"].place.refuse(
            f'"hold: bearer" gives the token away, so nobody could enforce "{bounds[0]}": leave out one of the two'
        )


def _rule(node: Node) -> Rule:
    values = _RULE(node)
    members = members_of(node)
    decided = values["decide"]
    if "approval" in values and decided is not Decide.ASK:
        raise members["approval"].place.refuse(f'"approval" has no meaning where decide is {decided}; leave it out')
    if "grant" in values and decided is Decide.DENY:
        raise members["grant"].place.refuse('"grant" has no meaning where decide is deny; leave it out')
    if "grant" in values and values["grant"].bearer:
        _refuse_unbounded(node, values)
    return Rule(**values)


def _rules(node: Node) -> tuple[Rule, ...]:
    rules = sequence(_rule, most=MAX_RULES)(node)
    first: dict[str, int] = {}
    for rule, entry in zip(rules, items_of(node), strict=True):
        place = members_of(entry)["id"].node.place
        if rule.id in first:
            raise place.refuse(f'the id "{rule.id}" is taken by the rule in line {first[rule.id]}; write another one')
        first[rule.id] = place.line
    return rules


_ACCESS: Final = mapping(
    {"type": _word},
    {
        "actions": distinct(_word),
        "locations": distinct(_location),
        "datatypes": distinct(_word),
        "identifier": text,
        "privileges": distinct(_word),
    },
    hint='a field of the type\'s own is tested under "where"',
)
_TEST: Final = mapping(
    {},
    {
        "is": _one(_scalar),
        "in": _scalars,
        "not_in": _scalars,
        "max": _one(_amount),
        "min": _one(_amount),
        "prefix": _one(text),
    },
)
_QUORUM: Final = mapping({"need": integer(2, MAX_PEOPLE), "of": distinct(name)})
_STAND_IN: Final = mapping({"who": name, "after": duration("1m", MAX_ANSWER)})
_APPROVAL: Final = mapping(
    {},
    {"assurance": _assurance, "answer_within": duration("1s", MAX_ANSWER), "remember": _remember, "match": _match}
    | {"quorum": _quorum, "stand_in": _stand_in},
    {
        "approvers": 'write quorum: {need: 2, of: [alice, bob]}',
        "channels": "leave it out: the owner's paired phone is asked",
    },
)
_REMEMBER: Final = mapping(
    {"uses": integer(1, MAX_REMEMBERED), "for": duration("1m", MAX_MEMORY)},
    {"field": _field, "each": _money, "total": _money},
)
_GRANT: Final = mapping(
    {},
    {"uses": integer(1, MAX_USES), "expires_in": duration("1s", MAX_EXPIRY), "hold": choice("broker", "bearer")},
    {
        "total": "leave it out, and bound each call under where",
        "durable": "leave it out: no token outlives its grant",
    },
)
LONGEST_HOLD: Final = "5m"
_LIMITS: Final = mapping(
    {},
    {
        "pending": integer(1, 100),
        "asks_per_hour": integer(1, 1000),
        "calls_per_minute": integer(1, 10_000),
        "held_for": duration("1s", LONGEST_HOLD),
    },
    {
        "calls_per_hour": "write calls_per_minute",
        "calls_per_day": "write calls_per_minute",
        "asks_per_day": "write asks_per_hour",
        "total": "bound each call under where",
    },
)
_CHILDREN: Final = mapping(
    {"at_once": integer(1, MAX_CHILDREN), "expires_in": duration("1m", MAX_EXPIRY)},
    {"deep": integer(1, MAX_DEEP)},
    {
        "operations": "leave it out: who mints a child names them, and they are among its own",
        "rules": "leave it out: a child stands under all rules of this file",
    },
)
_RULE: Final = mapping(
    {"id": name, "decide": _decide, "access": _access},
    {
        "where": _where,
        "approval": _people,
        "grant": _token,
    },
    {
        "remember": 'write it under "approval"',
        "quorum": 'write it under "approval"',
        "hold": 'write it under "grant"',
        "schedule": "leave it out: a rule holds at all times",
        "priority": "leave it out: the strictest rule decides, wherever it stands",
    },
)
_POLICY: Final = mapping(
    {"agent": name, "owner": name, "rules": _rules},
    {"limits": lambda node: Limits(**_LIMITS(node)), "children": lambda node: Children(**_CHILDREN(node))},
    {
        "authority": "leave it out",
        "quorum": 'write it under "approval", in a rule',
        "version": "leave it out",
        "include": "write the rules out: one file is one agent's whole policy",
        "extends": "write the rules out: one file is one agent's whole policy",
        "default": "leave it out: what no rule covers is denied",
    },
)
