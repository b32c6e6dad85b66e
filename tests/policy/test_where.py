"""The tests of `where`: exact where they permit, generous where they forbid."""

import pytest

from broker.policy.where import MISSING, Operator, Scalar, Test, contains, overlaps, unmet, words

OUT, TOUCHES, IN = (False, False), (False, True), (True, True)
BOUND = {"max": "50.00"}


@pytest.mark.parametrize(
    ("operator", "values", "value", "expected"),
    [
        (Operator.IS, ("EUR",), "EUR", IN),
        (Operator.IS, ("EUR",), "USD", OUT),
        (Operator.IS, ("EUR",), "eur", TOUCHES),
        (Operator.IS, ("EUR",), "ＥＵＲ", TOUCHES),
        (Operator.IS, ("EUR",), " EUR", TOUCHES),
        (Operator.IS, ("EUR",), "E\u200bUR", TOUCHES),
        (Operator.IS, ("EUR",), MISSING, TOUCHES),
        (Operator.IS, ("EUR",), None, TOUCHES),
        (Operator.IS, ("EUR",), ["EUR"], TOUCHES),
        (Operator.IS, ("EUR",), 5, TOUCHES),
        (Operator.IS, ("25.00",), "25.00", IN),
        (Operator.IS, ("25.00",), "25.0", TOUCHES),
        (Operator.IS, ("25.00",), BOUND, TOUCHES),
        (Operator.IS, (True,), True, IN),
        (Operator.IS, (True,), False, OUT),
        (Operator.IS, (True,), 1, TOUCHES),
        (Operator.IS, (1,), True, TOUCHES),
        (Operator.IN, ("a", "b"), "b", IN),
        (Operator.IN, ("a", "b"), "c", OUT),
        (Operator.IN, ("a", "b"), "B", TOUCHES),
        (Operator.IN, (1, 2), 2, IN),
        (Operator.IN, (1, 2), 2.0, TOUCHES),
        (Operator.NOT_IN, ("a",), "b", IN),
        (Operator.NOT_IN, ("a",), "a", OUT),
        (Operator.NOT_IN, ("a",), "A", TOUCHES),
        (Operator.NOT_IN, ("5.0",), "5.00", TOUCHES),
        (Operator.NOT_IN, ("a",), 5, TOUCHES),
        (Operator.NOT_IN, ("a",), MISSING, TOUCHES),
        (Operator.MAX, ("50.00",), "50.00", IN),
        (Operator.MAX, ("50.00",), "50.001", OUT),
        (Operator.MAX, ("50.00",), BOUND, IN),
        (Operator.MAX, ("49.99",), BOUND, TOUCHES),
        (Operator.MAX, ("50.00",), "-1.00", TOUCHES),
        (Operator.MAX, ("50.00",), "1e1", TOUCHES),
        (Operator.MAX, ("50.00",), 5, TOUCHES),
        (Operator.MAX, ("50.00",), True, TOUCHES),
        (Operator.MAX, ("50.00",), {"max": "5", "min": "1"}, TOUCHES),
        (Operator.MAX, ("50.00",), MISSING, TOUCHES),
        (Operator.MAX, (5,), 5, IN),
        (Operator.MAX, (5,), 6, OUT),
        (Operator.MAX, (5,), -100, TOUCHES),
        (Operator.MAX, (5,), "5", TOUCHES),
        (Operator.MAX, (5,), True, TOUCHES),
        (Operator.MAX, (5,), 4.5, TOUCHES),
        (Operator.MIN, ("50.00",), "50.00", IN),
        (Operator.MIN, ("50.00",), "49.99", OUT),
        (Operator.MIN, ("50.00",), BOUND, TOUCHES),
        (Operator.MIN, ("50.01",), BOUND, OUT),
        (Operator.MIN, ("0",), BOUND, IN),
        (Operator.MIN, ("50.00",), MISSING, TOUCHES),
        (Operator.PREFIX, ("acct-",), "acct-1", IN),
        (Operator.PREFIX, ("acct-",), "other", OUT),
        (Operator.PREFIX, ("acct-",), "ACCT-1", TOUCHES),
        (Operator.PREFIX, ("e",), "e\u0301", IN),
        (Operator.PREFIX, ("acct-",), 5, TOUCHES),
        (Operator.PREFIX, ("acct-",), MISSING, TOUCHES),
    ],
)
def test_a_value_is_inside_touches_or_is_outside(
    operator: Operator, values: tuple[Scalar, ...], value: object, expected: tuple[bool, bool]
) -> None:
    test = Test("field", operator, values)
    assert (contains(test, value), overlaps(test, value)) == expected
    assert unmet(test, value).startswith("field ")


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (Test("amount", Operator.MAX, ("100.00",)), "amount at most 100.00"),
        (Test("amount", Operator.MIN, ("1",)), "amount at least 1"),
        (Test("payee", Operator.IN, ("bakery", "grocer")), 'payee "bakery" or "grocer"'),
        (Test("payee", Operator.NOT_IN, ("mallory",)), 'payee other than "mallory"'),
        (Test("payee", Operator.PREFIX, ("b",)), 'payee beginning with "b"'),
    ],
)
def test_a_test_is_said_in_words(test: Test, said: str) -> None:
    assert words(test) == said
