"""PURE. The first policy of an agent, from a template that its owner picks: a file like any that they write by hand.

It is made from the rights that operations need, one rule for each different one. What it says is signed as a whole, and
whatever comes later is covered by none of its rules, so it is denied.
"""

import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from broker.gnap.rights import AccessRight
from broker.policy.model import Decide

_LISTS: Final = ("actions", "locations", "datatypes", "privileges")
_LONGEST_ID: Final = 40


class Template(StrEnum):
    """What a first policy says of the operations that there are."""

    ASK = "ask"
    """Its owner is asked each time."""
    READ = "read"
    """It reads by itself, and asks for everything else."""


def starting_policy(template: Template, agent: str, owner: str, operations: Sequence[tuple[AccessRight, bool]]) -> str:
    """Return the text of a policy file; `operations` are rights with "$name" and "{name}" in them, and which only read.

    Raises ValueError where there is nothing to make a rule of.
    """
    rules = list(_rules(template, operations))
    if not rules:
        raise ValueError("no connector with an operation is in force, so there is nothing to make rules of")
    head = (
        f"# What {agent} may do by itself (allow), and must ask {owner} for (ask). Whatever no rule covers is denied.\n"
        f"# Made from the template `{template}`. Change it as you like: a change counts once it is signed.\n"
    )
    return f"{head}agent: {agent}\nowner: {owner}\nrules:\n" + "".join(rules)


def _rules(template: Template, operations: Sequence[tuple[AccessRight, bool]]) -> Iterator[str]:
    seen, taken = set[str](), set[str]()
    for right, reads in operations:
        access = _access(right)
        decide = Decide.ALLOW if reads and template is Template.READ else Decide.ASK
        if f"{decide} {access}" in seen:
            continue
        seen.add(f"{decide} {access}")
        yield f"  - id: {_id(decide, right, taken)}\n    decide: {decide}\n    access: {access}\n"


def _access(right: AccessRight) -> str:
    members = [f"type: {_spelt(right.type)}"]
    for name in _LISTS:
        values = getattr(right, name)
        if values is not None:
            whole = [_pattern(one) for one in values] if name == "locations" else values
            members.append(f"{name}: [{', '.join(map(_spelt, dict.fromkeys(whole)))}]")
    if right.identifier is not None and not right.identifier.startswith("$"):
        members.append(f"identifier: {_spelt(right.identifier)}")
    return "{" + ", ".join(members) + "}"


def _pattern(location: str) -> str:
    """Return the narrowest pattern that contains a location whatever stands for its names."""
    fixed, name, _ = location.partition("{")
    return fixed[: fixed.rindex("/") + 1] + "*" if name else location


def _spelt(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # YAML reads JSON's quotes as its own


def _id(decide: Decide, right: AccessRight, taken: set[str]) -> str:
    words = "-".join([decide, right.type, *(right.actions or ())]).lower()
    plain = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[: _LONGEST_ID - 4].rstrip("-")
    found, number = plain, 1
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    taken.add(found)
    return found
