"""What an approval covers. Each refusal stands beside the same approval, call and clock without the one change."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.approval.covers import SignedApproval, covers
from broker.approval.decision import challenge
from broker.connectors.model import Call
from broker.gnap.rights import parse_access
from broker.policy.decide import Decision
from tests.approval.asks import BANK, CLIENT_KEY, ORIGIN, SCOUT, document, pay, says, signed
from tests.approval.signing import NOBODY, PRESENT_ONLY, Signer
from tests.stand_ins import GRANT_ENDPOINT, NOW


def why_not(approval: SignedApproval | None = None, call: Call | None = None, **changes: Any) -> str | None:
    terms: dict[str, Any] = {
        "now": NOW + timedelta(minutes=1),
        "agent": "scout",
        "owner": "alice",
        "client_key": CLIENT_KEY,
        "authorization_server": GRANT_ENDPOINT,
        "decision_now": says(pay()),
    }
    return covers(approval or SIGNED, call or pay(), **terms | changes)


SIGNED = signed()
REFUSED_DOCUMENT = signed(verb="refuse")
LATER_RULE = SCOUT.replace("answer_within: 24h", "answer_within: 23h")
ALLOWED_NOW = SCOUT.replace("decide: ask", "decide: allow").replace(
    "    approval: {assurance: passkey, answer_within: 24h}\n", ""
)
DENIED_NOW = SCOUT.replace("    where: {amount", '    where: {amount: {max: "1.00"}}\n    # {amount')


def test_the_signed_approval_covers_its_own_call() -> None:
    assert why_not() is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (pay(amount="25.01"), "the call"),
        (pay(amount="25.0"), "the call"),
        (pay(currency="USD"), "the call"),
        (pay(payee="grocer"), "the call"),
        (pay(account="savings"), "the call"),
        (pay(BANK.replace("bank.example", "evil.example")), "the call"),
        (replace(pay(), method="PUT"), "the call"),
        (replace(pay(), url="https://bank.example/payments?x=1"), "the call"),
        (replace(pay(), operation="bank_close"), "the call"),
        (replace(pay(), access=parse_access([{"type": "bank-payment"}])), "the call"),
    ],
    ids=["amount", "spelling", "currency", "payee", "account", "host", "method", "url", "operation", "access"],
)
def test_a_call_that_differs_is_not_covered(call: Call, words: str) -> None:
    assert why_not() is None
    assert (why_not(call=call) or "").startswith(f"differs from approval: {words}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("agent", "other"),
        ("owner", "bob"),
        ("client_key", "another-thumbprint"),
        ("authorization_server", "https://other.example/gnap"),
    ],
)
def test_another_agent_owner_key_or_authorization_server_is_not_covered(name: str, value: str) -> None:
    assert why_not() is None
    words = why_not(SIGNED, pay(), **{name: value}) or ""
    assert words.startswith(f"differs from approval: the {name.replace('_', ' ')}")


def test_a_yes_to_a_call_covers_no_token_for_the_agent_and_a_yes_to_a_token_covers_no_call_of_the_broker() -> None:
    assert why_not(bearer=True) == "differs from approval: the holder of the token is another one"
    given_away = signed(document(holder="bearer"))
    assert why_not(given_away, bearer=True) is None
    assert why_not(given_away) == "differs from approval: the holder of the token is another one"


@given(st.sampled_from(["amount", "currency", "payee", "account"]), st.text(min_size=1, max_size=8))
def test_no_changed_argument_is_covered(name: str, value: str) -> None:
    call = pay()
    changed = replace(call, arguments=call.arguments | {name: value})
    assert (why_not(call=changed) is None) == (changed.arguments == call.arguments)


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        (replace(SIGNED, withdrawn=True), "withdrawn"),
        (REFUSED_DOCUMENT, "refused"),
        (replace(SIGNED, decision=None), "not decided"),
        (replace(SIGNED, decision="maybe"), "not decided"),
        (replace(SIGNED, spent=True), "already used"),
        (replace(SIGNED, spent=True, withdrawn=True), "withdrawn"),
    ],
    ids=["withdrawn", "refused", "undecided", "unknown word", "spent", "withdrawn beats spent"],
)
def test_an_approval_that_gives_nothing_says_what_it_is(approval: SignedApproval, words: str) -> None:
    assert why_not() is None
    assert (why_not(approval) or "").startswith(words)


def _asserted(**how: Any) -> SignedApproval:
    to_sign = challenge(
        nonce=b"n" * 32,
        grant="grant-1",
        owner="alice",
        verb="approve",
        digest=SIGNED.digest,
        not_after=NOW + timedelta(minutes=2),
    )
    signer = how.pop("signer", Signer())
    return replace(SIGNED, assertion=signer.assertion(to_sign, **{"origin": ORIGIN} | how))


OTHER = document(pay(amount="99.00"))
FORGED = {
    "a refusal stored as an approval": replace(REFUSED_DOCUMENT, decision="approve"),
    "another document, digests and all": replace(
        SIGNED, document=OTHER.canonical().decode(), digest=OTHER.digest, effective_digest=OTHER.digest
    ),
    "a document under the old digest": replace(SIGNED, document=OTHER.canonical().decode()),
    "another effective digest": replace(SIGNED, effective_digest=OTHER.digest),
    "no effective digest": replace(SIGNED, effective_digest=None),
    "a document that is not one": replace(SIGNED, document="{}"),
    "another grant": replace(SIGNED, grant="grant-2"),
    "another owner": replace(SIGNED, owner="bob"),
    "another nonce": replace(SIGNED, nonce=b"m" * 32),
    "no nonce": replace(SIGNED, nonce=None),
    "another deadline": replace(SIGNED, not_after=NOW + timedelta(minutes=3)),
    "no deadline": replace(SIGNED, not_after=None),
    "no assertion": replace(SIGNED, assertion=None),
    "another passkey": replace(SIGNED, public_key=Signer(2).cose),
    "no passkey": replace(SIGNED, public_key=None),
    "another origin": replace(SIGNED, origin="http://localhost:8766"),
    "another host": replace(SIGNED, rp_id="example.com"),
    "no user verification": _asserted(flags=PRESENT_ONLY),
    "nobody present": _asserted(flags=NOBODY),
    "signed on another port": _asserted(origin="http://localhost:9999"),
    "signed by a stranger": _asserted(signer=Signer(2)),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_row_that_the_passkey_did_not_sign_is_not_believed(name: str) -> None:
    assert why_not() is None
    assert why_not(_asserted()) is None
    assert (why_not(FORGED[name]) or "").startswith("signature does not verify")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"now": NOW + timedelta(hours=24)}, "valid until 2026-11-26T12:00:00Z"),
        ({"decision_now": says(pay(), LATER_RULE)}, "the policy rule changed"),
        ({"decision_now": says(pay(), DENIED_NOW)}, "the policy denies"),
        ({"call": pay(BANK.replace("title: Pay somebody", "title: Look at something"))}, "the connector file changed"),
    ],
    ids=["time", "rule", "deny", "connector"],
)
def test_an_approval_lapses_when_time_or_the_files_moved_on(changes: dict[str, Any], words: str) -> None:
    assert why_not() is None
    assert why_not(now=NOW + timedelta(hours=24, seconds=-1)) is None
    assert (why_not(**changes) or "").startswith(f"lapsed: {words}" if not words.startswith("valid") else "lapsed: ")
    assert words in (why_not(**changes) or "")


def test_a_policy_edit_elsewhere_does_not_lapse_the_approval() -> None:
    assert why_not(decision_now=says(pay(), SCOUT + "# a remark\n")) is None


def test_a_policy_that_now_allows_the_call_stays_inside_what_was_approved() -> None:
    allowed: Decision = says(pay(), ALLOWED_NOW)
    assert str(allowed.decide) == "allow"
    assert why_not(decision_now=allowed) is None
    assert (why_not(call=pay(amount="26.00"), decision_now=allowed) or "").startswith("differs")
