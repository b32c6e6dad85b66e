"""The ledger: money and uses move together or not at all."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from broker.demo import ledger as module
from broker.demo.ledger import Ledger, LedgerRefused, Once, Order, Use, cents, decimal, equals_seed, payments
from tests.stand_ins import NOW

ORDER = Order("main", 25_00, "EUR", "bakery")
USE = Use("https://as.example/gnap", "token-1", 1)
ONCE = Once("client", "key-1", "digest-1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Ledger:
    return Ledger(path, lambda: NOW)


def refused(pay: Callable[[], object]) -> int:
    with pytest.raises(LedgerRefused) as why:
        pay()
    return why.value.status


def test_a_payment_moves_money_and_takes_a_use(ledger: Ledger, path: Path) -> None:
    assert equals_seed(path)
    payment = ledger.pay(ORDER, use=USE)
    assert payment.to_json() == {
        "id": "payment-1",
        "account": "main",
        "amount": "25.00",
        "currency": "EUR",
        "payee": "bakery",
        "at": "2026-11-25T12:00:00Z",
    }
    assert payments(path) == [payment]
    assert ledger.account("main")["balance"] == "975.00"
    assert ledger.transactions("main")[0] == {"at": payment.at, "amount": "-25.00", "counterparty": "bakery"}
    assert not equals_seed(path)


def test_a_token_is_good_for_its_uses_and_no_more(ledger: Ledger, path: Path) -> None:
    twice = replace(USE, uses=2)
    ledger.pay(ORDER, use=twice)
    ledger.pay(ORDER, use=twice)
    assert refused(lambda: ledger.pay(ORDER, use=twice)) == 403
    assert len(payments(path)) == 2
    ledger.pay(ORDER, use=replace(twice, jti="token-2"))
    ledger.pay(ORDER, use=replace(twice, issuer="https://other.example/gnap"))
    assert len(payments(path)) == 4


def test_equal_arguments_are_two_payments(ledger: Ledger, path: Path) -> None:
    unbounded = replace(USE, uses=None)
    assert ledger.pay(ORDER, use=unbounded).id != ledger.pay(ORDER, use=unbounded).id
    assert len(payments(path)) == 2


def test_an_idempotency_key_gives_the_first_payment_back_and_takes_no_second_use(ledger: Ledger, path: Path) -> None:
    first = ledger.pay(ORDER, use=USE, once=ONCE)
    assert ledger.pay(ORDER, use=USE, once=ONCE) == first
    assert refused(lambda: ledger.pay(ORDER, use=USE, once=replace(ONCE, request="digest-2"))) == 422
    assert payments(path) == [first]
    other_client = ledger.pay(ORDER, use=replace(USE, jti="token-2"), once=replace(ONCE, client="another"))
    assert other_client != first


@pytest.mark.parametrize("broken", ["_move", "_take", "_note"])
def test_a_fault_anywhere_leaves_neither_payment_nor_use(
    ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    with monkeypatch.context() as fault:
        original = getattr(module, broken)

        def fail(*arguments: object) -> None:
            original(*arguments)
            raise RuntimeError("power cut")

        fault.setattr(module, broken, fail)
        with pytest.raises(RuntimeError, match="power cut"):
            ledger.pay(ORDER, use=USE, once=ONCE)
    assert equals_seed(path)
    assert ledger.pay(ORDER, use=USE, once=ONCE).id == "payment-1"


def test_a_process_that_dies_inside_the_transaction_leaves_neither(ledger: Ledger, path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    payment = module._move(_rows(db), ORDER, "2026-11-25T12:00:00Z")
    module._take(db, USE, 1, payment)
    db.close()  # never committed: what a killed process leaves behind
    assert equals_seed(path)


def _rows(db: sqlite3.Connection) -> sqlite3.Connection:
    db.row_factory = sqlite3.Row
    return db


def test_a_use_number_cannot_be_taken_twice_even_by_a_wrong_count(ledger: Ledger, path: Path) -> None:
    first = ledger.pay(ORDER, use=USE)
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        module._take(db, USE, 1, replace(first, id="payment-2"))
    db.close()


def test_twenty_at_once_share_one_use(ledger: Ledger, path: Path) -> None:
    def attempt(_: int) -> bool:
        try:
            return ledger.pay(ORDER, use=USE).id != ""
        except LedgerRefused:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(20))) == 1
    assert len(payments(path)) == 1


def test_two_payments_never_count_the_same_uses(ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_counted, count = threading.Barrier(2), module._next_use

    def counted(db: sqlite3.Connection, use: Use) -> int:
        number = count(db, use)
        # The other one cannot come here before this one has committed, so the wait is always in vain.
        with contextlib.suppress(threading.BrokenBarrierError):
            both_counted.wait(0.2)
        return number

    monkeypatch.setattr(module, "_next_use", counted)
    with ThreadPoolExecutor(2) as pool:
        paid = [pool.submit(ledger.pay, ORDER, use=replace(USE, uses=2)) for _ in range(2)]
        assert {one.result().id for one in paid} == {"payment-1", "payment-2"}
    assert both_counted.broken
    assert len(payments(path)) == 2


@pytest.mark.parametrize(
    ("order", "status"),
    [
        pytest.param(replace(ORDER, cents=1_000_01), 409, id="a cent too much"),
        pytest.param(replace(ORDER, account="nobody"), 404, id="no such account"),
        pytest.param(replace(ORDER, currency="USD"), 409, id="another currency"),
    ],
)
def test_what_cannot_be_paid_takes_no_use(ledger: Ledger, path: Path, order: Order, status: int) -> None:
    assert refused(lambda: ledger.pay(order, use=USE, once=ONCE)) == status
    assert equals_seed(path)
    assert ledger.pay(replace(ORDER, cents=1_000_00), use=USE, once=ONCE).id


@pytest.mark.parametrize(
    ("text", "value"), [("25.00", 2500), ("25", 2500), ("25.5", 2550), ("0.01", 1), ("999999999.99", 99999999999)]
)
def test_amounts_are_exact(text: str, value: int) -> None:
    assert cents(text) == value
    assert decimal(value) == f"{value // 100}.{value % 100:02}"


@pytest.mark.parametrize(
    "text", ["", "0", "0.00", "-1", "+1", "1.", ".5", "01", "1e2", "1.001", "1,00", " 1", "1\n", "NaN", "٢٥", "1_0"]
)
def test_what_is_no_amount_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="positive decimal string"):
        cents(text)


def test_a_ledger_that_is_there_is_not_seeded_again(ledger: Ledger, path: Path) -> None:
    ledger.pay(ORDER)
    assert Ledger(path, lambda: NOW).account("main")["balance"] == "975.00"


def test_a_ledger_that_is_kept_open_does_not_copy_its_log_at_every_payment(ledger: Ledger, path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    ledger.pay(ORDER, use=USE)
    assert not log.exists(), "the control: who closes the file last copies the log and takes it away"
    with ledger.kept_open():
        payment = ledger.pay(replace(ORDER, payee="landlord"), use=replace(USE, jti="another"))
        assert log.exists()
        assert payments(path)[-1] == payment, "another connection sees it all the same"
    assert not log.exists()
