"""Small worlds of access rights for the properties: few values, so that overlaps and near misses are common."""

from typing import Any

from hypothesis import strategies as st

from broker.gnap.rights import Access, AccessRight

ACCOUNTS = [f"https://bank.example/{path}" for path in ("accounts/1", "accounts/2", "accounts/1/notes", "payments")]
CROOKED = [
    "https://bank.example/accounts/../payments",
    "https://bank.example/accounts/%2e%2e/x",
    "https://BANK.example/a",
]
AMOUNTS = ["5.00", "5.0", "25.00", "100.00", "100.01"]

values = st.one_of(
    st.sampled_from([*AMOUNTS, "EUR", "USD", "bakery", "Bakery", "grocer", "1e3", "-5.00"]),
    st.sampled_from([5, 1, -5, True, False, None]),
    st.builds(lambda most: {"max": most}, st.sampled_from([*AMOUNTS, "lots"])),
)


def some(options: list[str]) -> st.SearchStrategy[tuple[str, ...] | None]:
    """Return a strategy of absent, or one to three of the options."""
    return st.none() | st.lists(st.sampled_from(options), min_size=1, max_size=3, unique=True).map(tuple)


def _right(dimensions: dict[str, Any], own: dict[str, Any]) -> AccessRight:
    return AccessRight.model_validate(dimensions | own)


rights = st.builds(
    _right,
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["bank-account", "bank-payment"]),
            "actions": some(["read", "create", "close"]),
            "locations": some([*ACCOUNTS, *CROOKED]),
            "datatypes": some(["balance", "notes"]),
            "identifier": st.sampled_from([None, "1", "2"]),
            "privileges": some(["owner"]),
        }
    ),
    st.dictionaries(st.sampled_from(["amount", "currency", "payee"]), values, max_size=3),
)
accesses: st.SearchStrategy[Access] = st.lists(rights | st.sampled_from(["ref", "other"]), max_size=3).map(tuple)
