"""Small worlds of policies and requests for the properties, and two careful mutations of the decision."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from broker.gnap.rights import Access, AccessRight
from broker.policy.match import contains
from broker.policy.model import AccessPattern, Decide, GrantTerms, Policy, Rule
from broker.policy.where import Operator, Test
from tests.gnap.rights_worlds import ACCOUNTS, rights, some

PATTERNS = [*ACCOUNTS, "https://bank.example/accounts/*", "https://bank.example/*"]

tests = st.one_of(
    st.builds(
        lambda field, operator, value: Test(field, operator, (value,)),
        st.sampled_from(["amount", "payee"]),
        st.sampled_from([Operator.MAX, Operator.MIN]),
        st.sampled_from(["5.00", "25.00", "100.00", 3]),
    ),
    st.builds(
        lambda field, operator, values: Test(field, operator, tuple(values)),
        st.sampled_from(["currency", "payee", "identifier", "amount"]),
        st.sampled_from([Operator.IS, Operator.IN, Operator.NOT_IN]),
        st.lists(st.sampled_from(["EUR", "bakery", "5.00", "1"]), min_size=1, max_size=1),
    ),
    st.just(Test("payee", Operator.PREFIX, ("bak",))),
)


def _rule(number: int, decide: Decide, access: dict[str, Any], where: list[Test], uses: int) -> Rule:
    grant = GrantTerms(uses, timedelta(minutes=uses))
    return Rule(f"rule-{number}", decide, AccessPattern(**access), tuple(where), grant=grant)


def rules(number: int, decides: Iterable[Decide] = Decide) -> st.SearchStrategy[Rule]:
    """Return a strategy of rules with this number in their id."""
    access = st.fixed_dictionaries(
        {
            "type": st.sampled_from(["bank-account", "bank-payment"]),
            "actions": some(["read", "create", "close"]),
            "locations": some(PATTERNS),
            "datatypes": st.none() | some(["balance"]),
            "identifier": st.sampled_from([None, None, "1"]),
        }
    )
    decided = st.sampled_from(list(decides))
    return st.builds(_rule, st.just(number), decided, access, st.lists(tests, max_size=2), st.integers(1, 3))


def policies(decides: Iterable[Decide] = Decide) -> st.SearchStrategy[Policy]:
    """Return a strategy of policies of one to four rules."""
    chosen = list(decides)
    return st.integers(1, 4).flatmap(
        lambda size: st.tuples(*(rules(number, chosen) for number in range(size))).map(lambda made: policy_of(*made))
    )


def policy_of(*made: Rule) -> Policy:
    """Return a policy of these rules."""
    return Policy("scout", "alice", made)


requests: st.SearchStrategy[Access] = st.lists(rights | st.just("ref"), min_size=1, max_size=2).map(tuple)


def first(decides: Iterable[Decide]) -> Decide:
    """The mutation of `strictest` that takes the first rule."""
    return next(iter(decides))


def only_contained(rule: Rule, atom: AccessRight) -> bool:
    """The mutation of `bites` in which deny and ask need containment."""
    return contains(rule, atom)
