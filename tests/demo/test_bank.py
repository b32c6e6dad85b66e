"""The pocket bank over HTTP, in process, with a stand-in authorization server."""

import asyncio
import itertools
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.demo.bank import bank
from broker.demo.ledger import Ledger, equals_seed, payments, requests
from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import httpsig
from broker.resource import Protect
from tests.stand_ins import GRANT_ENDPOINT, INTROSPECTION, NOW, IntrospectingAS, counting_mint, key_named

BANK = "http://127.0.0.1:9000"
CLIENT, RS = key_named("scout", 1), key_named("bank", 3)
ORDER = {"account": "main", "amount": "25.00", "currency": "EUR", "payee": "bakery"}
READ = {"type": "bank-account", "actions": ["read"], "locations": [f"{BANK}/accounts/main"], "identifier": "main"}


def right_to_pay(path: str = "/payments", **order: str) -> dict[str, Any]:
    fields = {**ORDER, **order}
    account = fields.pop("account")
    place = {"type": "bank-payment", "actions": ["create"], "locations": [BANK + path], "identifier": account}
    return {**place, **fields}


class Counter:
    """A bank with its ledger file and AS, and a client that signs."""

    def __init__(self, folder: Path, *, stand_in: bool = False) -> None:
        self.path = folder / "ledger.db"
        self.authorization_server = IntrospectingAS(RS.public)
        ledger = Ledger(self.path, lambda: NOW)
        protect = Protect(
            authorization_server=GRANT_ENDPOINT,
            introspection_endpoint=INTROSPECTION,
            resource_server=BANK,
            key=RS,
            send=self.authorization_server.send,
            now=lambda: NOW,
            remember=ledger.remember,
            mint=counting_mint(),
        )
        self._transport = httpx2.ASGITransport(bank(protect, ledger, stand_in=stand_in))
        self._nonces = itertools.count()

    def issue(self, token: str, *access: dict[str, Any], uses: int | None = 1) -> None:
        self.authorization_server.issue(token, CLIENT.public, *access, uses=uses)

    def send(self, message: HttpMessage) -> httpx2.Response:
        async def exchange() -> httpx2.Response:
            async with httpx2.AsyncClient(transport=self._transport) as client:
                return await client.request(
                    message.method, message.target_uri, headers=list(message.headers), content=message.body
                )

        return asyncio.run(exchange())

    def signed(self, method: str, path: str, token: str, body: Any = None, key: str | None = None) -> HttpMessage:
        headers = [("authorization", f"GNAP {token}")]
        headers += [("content-type", "application/json")] if body is not None else []
        headers += [("idempotency-key", key)] if key else []
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        bare = HttpMessage(method, BANK + path, tuple(headers), content)
        return httpsig.sign(bare, CLIENT, created=int(NOW.timestamp()), nonce=f"n{next(self._nonces)}")

    def get(self, path: str, token: str) -> httpx2.Response:
        return self.send(self.signed("GET", path, token))

    def pay(
        self, token: str, order: Any = ORDER, *, key: str | None = None, path: str = "/payments"
    ) -> httpx2.Response:
        return self.send(self.signed("POST", path, token, order, key))


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


def test_an_account_and_its_transactions_are_read_with_the_rights_to_just_that(counter: Counter) -> None:
    counter.issue("read", READ)
    assert counter.get("/accounts/main", "read").json() == {"account": "main", "currency": "EUR", "balance": "1000.00"}
    assert counter.get("/accounts/savings", "read").status_code == 403
    assert counter.get("/accounts/main/transactions", "read").status_code == 403
    counter.issue("list", {**READ, "locations": [f"{BANK}/accounts/main/transactions"]})
    listed = counter.get("/accounts/main/transactions", "list").json()
    assert [line["amount"] for line in listed["transactions"]] == ["-250.00", "1250.00"]


def test_a_payment_is_made_once_for_a_token_of_one_use(counter: Counter) -> None:
    counter.issue("pay", right_to_pay())
    made = counter.pay("pay")
    assert (made.status_code, made.json()["payment"]["amount"]) == (201, "25.00")
    again = counter.pay("pay")
    assert (again.status_code, again.json()) == (
        403,
        {"error": "the access token was good for 1 payment(s), which were made"},
    )
    assert [payment.to_json() for payment in payments(counter.path)] == [made.json()["payment"]]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param({**ORDER, "amount": "25.01"}, id="amount"),
        pytest.param({**ORDER, "amount": "25.0"}, id="another spelling of the amount"),
        pytest.param({**ORDER, "payee": "grocer"}, id="payee"),
        pytest.param({**ORDER, "account": "savings"}, id="account"),
        pytest.param({**ORDER, "currency": "USD"}, id="currency"),
    ],
)
def test_a_token_for_one_payment_makes_no_other(counter: Counter, order: dict[str, str]) -> None:
    counter.issue("pay", right_to_pay())
    assert counter.pay("pay", order).status_code == 403
    assert equals_seed(counter.path)
    assert counter.pay("pay").status_code == 201


def test_a_token_to_read_does_not_pay_and_one_to_pay_does_not_transfer(counter: Counter) -> None:
    counter.issue("read", READ)
    counter.issue("pay", right_to_pay())
    assert counter.pay("read").status_code == 403
    assert counter.pay("pay", path="/transfers").status_code == 403
    assert equals_seed(counter.path)
    assert counter.pay("pay").status_code == 201


def test_an_idempotency_key_repeats_the_first_result_without_a_second_payment(counter: Counter) -> None:
    counter.issue("pay", right_to_pay())
    first, again = counter.pay("pay", key="grant-1"), counter.pay("pay", key="grant-1")
    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (201, first.json())
    counter.issue("other", right_to_pay(payee="grocer"))
    reused = counter.pay("other", {**ORDER, "payee": "grocer"}, key="grant-1")
    assert reused.status_code == 422
    assert len(payments(counter.path)) == 1
    assert counter.pay("other", {**ORDER, "payee": "grocer"}, key="grant-2").status_code == 201


def test_equal_arguments_are_two_payments(counter: Counter) -> None:
    counter.issue("pay", right_to_pay(), uses=2)
    assert [counter.pay("pay", key=key).status_code for key in ("grant-1", "grant-2")] == [201, 201]
    assert len(payments(counter.path)) == 2


def test_a_transfer_honours_no_idempotency_key(counter: Counter) -> None:
    counter.issue("pay", right_to_pay("/transfers"), uses=2)
    answers = [counter.pay("pay", key="grant-1", path="/transfers").status_code for _ in range(3)]
    assert answers == [201, 201, 403]


def test_a_stand_in_repeats_whatever_is_repeated(tmp_path: Path) -> None:
    counter = Counter(tmp_path, stand_in=True)
    counter.issue("pay", right_to_pay())
    assert [counter.pay("pay", key="grant-1").status_code for _ in range(3)] == [201] * 3
    assert len(payments(counter.path)) == 3


def test_every_request_that_arrives_is_counted_whatever_becomes_of_it(counter: Counter) -> None:
    counter.issue("pay", right_to_pay())
    counter.send(HttpMessage("POST", f"{BANK}/payments", (("idempotency-key", "a"),), b"{}"))
    counter.pay("pay", key="b")
    counter.pay("pay", key="b")
    counter.send(HttpMessage("GET", f"{BANK}/nowhere"))
    assert [(row["path"], row["idempotency_key"], row["status"], row["jti"]) for row in requests(counter.path)] == [
        ("/payments", "a", 401, None),
        ("/payments", "b", 201, "id-of-pay"),
        ("/payments", "b", 201, "id-of-pay"),
        ("/nowhere", None, 404, None),
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="no object"),
        pytest.param(b'{"account":"main","amount":"25.00","currency":"EUR"}', id="a member missing"),
        pytest.param({**ORDER, "memo": "x"}, id="an unknown member"),
        pytest.param({**ORDER, "amount": 25}, id="amount a number"),
        pytest.param({**ORDER, "amount": {"max": "25.00"}}, id="amount a bound"),
        pytest.param({**ORDER, "amount": "25.001"}, id="a tenth of a cent"),
        pytest.param({**ORDER, "amount": "0.00"}, id="nothing to pay"),
        pytest.param({**ORDER, "payee": ""}, id="no payee"),
        pytest.param({**ORDER, "payee": "bakery\nIBAN"}, id="a line break in the payee"),
        pytest.param(json.dumps(ORDER)[:-1].encode() + b', "amount": "1.00"}', id="a member twice"),
    ],
)
def test_a_payment_that_cannot_be_read_is_refused_in_words(counter: Counter, body: Any) -> None:
    counter.issue("pay", right_to_pay())
    answer = counter.pay("pay", body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert equals_seed(counter.path)
    assert counter.pay("pay").status_code == 201


def test_too_little_money_is_told_and_takes_no_use(counter: Counter) -> None:
    counter.issue("much", right_to_pay(amount="1000.01"))
    answer = counter.pay("much", {**ORDER, "amount": "1000.01"})
    assert (answer.status_code, answer.json()) == (409, {"error": "there is not enough money in the account"})
    assert equals_seed(counter.path)


@pytest.mark.parametrize("account", ["nobody", "Main", "..%2Fmain", "main%00"])
def test_an_account_that_is_not_there_is_not_found(counter: Counter, account: str) -> None:
    counter.issue("read", READ, {**READ, "locations": [f"{BANK}/accounts/nobody"], "identifier": "nobody"})
    answer = counter.get(f"/accounts/{account}", "read")
    assert (answer.status_code, "error" in answer.json()) == (404, True)
    assert counter.get("/accounts/main", "read").status_code == 200


@pytest.mark.parametrize("keys", [[""], ["k" * 201], ["a", "b"]], ids=["empty", "too long", "two"])
def test_an_idempotency_key_that_cannot_be_one_is_refused(counter: Counter, keys: list[str]) -> None:
    counter.issue("pay", right_to_pay())
    message = counter.signed("POST", "/payments", "pay", ORDER)
    assert counter.send(message.with_headers(*[("idempotency-key", key) for key in keys])).status_code == 400
    assert equals_seed(counter.path)
    assert counter.pay("pay", key="k" * 200).status_code == 201


def test_a_refusal_of_the_kit_is_json_in_words_and_a_challenge(counter: Counter) -> None:
    answer = counter.send(HttpMessage("GET", f"{BANK}/accounts/main"))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == f'GNAP as_uri="{GRANT_ENDPOINT}", referrer="{BANK}"'
    assert "Authorization: GNAP" in answer.json()["error"]


def test_a_signed_request_that_is_sent_again_is_refused(counter: Counter) -> None:
    counter.issue("pay", right_to_pay(), uses=5)
    message = counter.signed("POST", "/payments", "pay", ORDER, "grant-1")
    assert [counter.send(message).status_code for _ in range(2)] == [201, 401]
    assert counter.pay("pay", key="grant-2").status_code == 201
