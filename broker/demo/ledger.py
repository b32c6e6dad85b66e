"""The pocket bank's ledger: one SQLite file, money in integer cents, every effect and its use in one transaction.

A use of an access token is taken where the money moves (decisions 2.4.3): either both are in the ledger or neither.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE accounts (name TEXT PRIMARY KEY, currency TEXT NOT NULL, cents INTEGER NOT NULL CHECK (cents >= 0));
CREATE TABLE transactions (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, at TEXT NOT NULL, cents INTEGER NOT NULL,
    counterparty TEXT NOT NULL);
CREATE TABLE payments (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, at TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents > 0), currency TEXT NOT NULL, payee TEXT NOT NULL);
CREATE TABLE uses (
    issuer TEXT NOT NULL, jti TEXT NOT NULL, use INTEGER NOT NULL, payment INTEGER NOT NULL UNIQUE REFERENCES payments,
    PRIMARY KEY (issuer, jti, use));
CREATE TABLE idempotency (
    client TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, payment INTEGER NOT NULL REFERENCES payments,
    PRIMARY KEY (client, key));
CREATE TABLE nonces (client TEXT NOT NULL, nonce TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (client, nonce));
CREATE TABLE requests (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, idempotency_key TEXT,
    jti TEXT, status INTEGER);
"""
SEED_ACCOUNTS = [("main", "EUR", 1_000_00), ("savings", "EUR", 5_000_00)]
SEED_TRANSACTIONS = [
    (1, "main", "2026-11-02T08:00:00Z", 1_250_00, "employer"),
    (2, "main", "2026-11-03T17:42:00Z", -250_00, "landlord"),
    (3, "savings", "2026-11-04T09:00:00Z", 5_000_00, "main"),
]
_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?")


class LedgerRefused(Exception):
    """The ledger does not do it: `status` is the HTTP status that fits; the words say why. Nothing was changed."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Order:
    """What is to be paid; `cents` in minor units of `currency`."""

    account: str
    cents: int
    currency: str
    payee: str


@dataclass(frozen=True)
class Payment:
    """A payment that happened; `amount` is a decimal string with two places, `at` RFC 3339 UTC."""

    id: str
    account: str
    amount: str
    currency: str
    payee: str
    at: str

    def to_json(self) -> dict[str, str]:
        """Return the members as the bank's API shows them."""
        return asdict(self)


@dataclass(frozen=True)
class Use:
    """By which token a payment is made, and for how many payments that token is good (None: any number)."""

    issuer: str
    jti: str
    uses: int | None


@dataclass(frozen=True)
class Once:
    """An idempotency key of one client, with a digest of the request that it stands for."""

    client: str
    key: str
    request: str


def cents(amount: str) -> int:
    """Return a decimal string ("25", "25.5", "25.00") in minor units; ValueError for anything else, and for zero."""
    match = _AMOUNT.fullmatch(amount)
    value = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else 0
    if value <= 0:
        raise ValueError("an amount is a positive decimal string with at most two places, such as 25.00")
    return value


def decimal(value: int) -> str:
    """Return minor units as a decimal string with two places."""
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}.{abs(value) % 100:02}"


class Ledger:
    """The ledger in the file `path`, made and seeded if it is not there. `now` is the clock, in aware UTC.

    Every method is one transaction; another process may read and write the same file meanwhile.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        if not path.exists():
            self._seed()

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Keep the file open: who closes it last copies the log into it, and would do so after every payment."""
        with _open(self._path) as db:
            db.execute("SELECT count(*) FROM accounts").fetchone()  # SQLite opens a file when it first reads it
            yield

    def account(self, name: str) -> dict[str, str]:
        """Return name, currency and balance; LedgerRefused(404) if there is no such account."""
        with _open(self._path) as db:
            row = _account(db, name)
        return {"account": row["name"], "currency": row["currency"], "balance": decimal(row["cents"])}

    def transactions(self, account: str) -> list[dict[str, str]]:
        """Return the account's transactions, newest first; LedgerRefused(404) if there is no such account."""
        with _open(self._path) as db:
            _account(db, account)
            rows = db.execute("SELECT * FROM transactions WHERE account = ? ORDER BY number DESC", [account]).fetchall()
        return [{"at": row["at"], "amount": decimal(row["cents"]), "counterparty": row["counterparty"]} for row in rows]

    def pay(self, order: Order, *, use: Use | None = None, once: Once | None = None) -> Payment:
        """Move the money and take one use of the token, together or not at all; return the payment.

        A known `once` returns the first payment and takes nothing. LedgerRefused: 404 no such account, 409 too little
        money, 403 the token's uses are exhausted, 422 the idempotency key stands for another request.
        """
        with _open(self._path) as db, _transaction(db):
            if once and (first := _first(db, once)):
                return first
            number = _next_use(db, use) if use else 0
            payment = _move(db, order, self._text())
            if use:
                _take(db, use, number, payment)
            if once:
                _note(db, once, payment)
            return payment

    async def remember(self, client: str, nonce: str, until: datetime) -> bool:
        """Return True for a nonce that this client never used; the kit's replay memory, which outlives a restart."""
        with _open(self._path) as db, _transaction(db):
            db.execute("DELETE FROM nonces WHERE until <= ?", [self._text()])
            row = [client, nonce, _rfc3339(until)]
            return db.execute("INSERT OR IGNORE INTO nonces VALUES (?, ?, ?)", row).rowcount == 1

    def arrived(self, method: str, path: str, idempotency_key: str | None) -> int:
        """Count a request that reached the bank, whatever becomes of it; return its number."""
        with _open(self._path) as db:
            row = [self._text(), method, path, idempotency_key]
            made = db.execute("INSERT INTO requests (at, method, path, idempotency_key) VALUES (?, ?, ?, ?)", row)
            return made.lastrowid or 0

    def answered(self, number: int, status: int, jti: str | None) -> None:
        """Note how a request was answered and by which token it was made."""
        with _open(self._path) as db:
            db.execute("UPDATE requests SET status = ?, jti = ? WHERE number = ?", [status, jti, number])

    def _seed(self) -> None:
        with _open(self._path) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
            with _transaction(db):
                db.executemany("INSERT INTO accounts VALUES (?, ?, ?)", SEED_ACCOUNTS)
                db.executemany("INSERT INTO transactions VALUES (?, ?, ?, ?, ?)", SEED_TRANSACTIONS)

    def _text(self) -> str:
        return _rfc3339(self._now())


def payments(path: Path) -> list[Payment]:
    """Return the payments in a ledger file, oldest first, for whoever looks at it after the fact."""
    with _open(path) as db:
        return [_payment(row) for row in db.execute("SELECT * FROM payments ORDER BY number")]


def requests(path: Path) -> list[dict[str, Any]]:
    """Return every request that reached the bank: method, path, idempotency_key, jti, status (None: not answered)."""
    with _open(path) as db:
        return [dict(row) for row in db.execute("SELECT * FROM requests ORDER BY number")]


def equals_seed(path: Path) -> bool:
    """Tell whether no money moved and no use was taken since the ledger was made."""
    with _open(path) as db:
        return (
            _rows(db, "accounts") == SEED_ACCOUNTS
            and _rows(db, "transactions") == SEED_TRANSACTIONS
            and not _rows(db, "payments")  # every use and every idempotency key belongs to one
        )


def _first(db: sqlite3.Connection, once: Once) -> Payment | None:
    found = db.execute("SELECT * FROM idempotency WHERE client = ? AND key = ?", [once.client, once.key]).fetchone()
    if found is None:
        return None
    if found["request"] != once.request:
        raise LedgerRefused(422, "this idempotency key was used for another request; use a fresh one")
    return _payment(db.execute("SELECT * FROM payments WHERE number = ?", [found["payment"]]).fetchone())


def _move(db: sqlite3.Connection, order: Order, at: str) -> Payment:
    account = _account(db, order.account)
    if account["currency"] != order.currency:
        raise LedgerRefused(409, f"the account is in {account['currency']}")
    if account["cents"] < order.cents:
        raise LedgerRefused(409, "there is not enough money in the account")
    db.execute("UPDATE accounts SET cents = cents - ? WHERE name = ?", [order.cents, order.account])
    db.execute(
        "INSERT INTO transactions (account, at, cents, counterparty) VALUES (?, ?, ?, ?)",
        [order.account, at, -order.cents, order.payee],
    )
    made = db.execute(
        "INSERT INTO payments (account, at, cents, currency, payee) VALUES (?, ?, ?, ?, ?) RETURNING *",
        [order.account, at, order.cents, order.currency, order.payee],
    )
    return _payment(made.fetchone())


def _next_use(db: sqlite3.Connection, use: Use) -> int:
    named = [use.issuer, use.jti]
    taken: int = db.execute("SELECT count(*) FROM uses WHERE issuer = ? AND jti = ?", named).fetchone()[0]
    if use.uses is not None and taken >= use.uses:
        raise LedgerRefused(403, f"the access token was good for {use.uses} payment(s), which were made")
    return taken + 1


def _take(db: sqlite3.Connection, use: Use, number: int, payment: Payment) -> None:
    # The primary key (issuer, jti, use) holds even if the count were wrong.
    db.execute("INSERT INTO uses VALUES (?, ?, ?, ?)", [use.issuer, use.jti, number, _number(payment)])


def _note(db: sqlite3.Connection, once: Once, payment: Payment) -> None:
    db.execute("INSERT INTO idempotency VALUES (?, ?, ?, ?)", [once.client, once.key, once.request, _number(payment)])


def _account(db: sqlite3.Connection, name: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute("SELECT * FROM accounts WHERE name = ?", [name]).fetchone()
    if row is None:
        raise LedgerRefused(404, "there is no such account")
    return row


def _payment(row: sqlite3.Row) -> Payment:
    amount = decimal(row["cents"])
    return Payment(f"payment-{row['number']}", row["account"], amount, row["currency"], row["payee"], row["at"])


def _number(payment: Payment) -> int:
    return int(payment.id.removeprefix("payment-"))


def _rows(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 - names of ours only


def _rfc3339(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        yield db
    finally:
        db.close()


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    # IMMEDIATE: two payments never read the same state before either writes.
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
