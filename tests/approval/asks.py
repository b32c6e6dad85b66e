"""One ask, made of the starter files: scout wants to pay the bakery 25.00 EUR, and alice signs it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from broker.approval.covers import SignedApproval
from broker.approval.decision import challenge
from broker.approval.document import ApprovalDocument, document_for
from broker.connectors.call import call_for
from broker.connectors.load import load as load_connector
from broker.connectors.model import Call, Connector
from broker.policy.decide import Decision, decide
from broker.policy.load import load as load_policy
from broker.policy.model import Policy
from tests.approval.signing import Signer
from tests.names import ROOT
from tests.stand_ins import GRANT_ENDPOINT, NOW

ORIGIN = "http://localhost:8765"
BANK = (ROOT / "tools" / "bank.yaml").read_text(encoding="utf-8")
SCOUT = (ROOT / "policies" / "scout.yaml").read_text(encoding="utf-8")
ARGUMENTS: dict[str, object] = {"amount": "25.00", "currency": "EUR", "payee": "bakery", "account": "main"}
CLIENT_KEY = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def connector(source: str = BANK) -> Connector:
    return load_connector(source, "tools/bank.yaml")


def policy(source: str = SCOUT) -> Policy:
    return load_policy(source, "policies/scout.yaml")


def pay(source: str = BANK, **arguments: object) -> Call:
    return call_for(connector(source), "bank_pay", ARGUMENTS | arguments)


def says(call: Call, source: str = SCOUT) -> Decision:
    return decide(policy(source), call.access)


def document(call: Call | None = None, **changes: Any) -> ApprovalDocument:
    """Return the document that asks for `call`; `changes` replaces fields of it."""
    call = call or pay()
    made = document_for(
        call,
        says(pay()),
        agent="scout",
        owner="alice",
        client_key=CLIENT_KEY,
        authorization_server=GRANT_ENDPOINT,
        policy_digest=policy().digest,
        valid_until=NOW + timedelta(hours=24),
    )
    return ApprovalDocument.model_validate(made.model_dump() | changes) if changes else made


def signed(asked: ApprovalDocument | None = None, verb: str = "approve", **changes: Any) -> SignedApproval:
    """Return the stored approval of `asked`, soundly signed by alice; `changes` damages the row afterwards."""
    asked = asked or document()
    not_after = NOW + timedelta(minutes=2)
    to_sign = challenge(
        nonce=b"n" * 32, grant="grant-1", owner="alice", verb=verb, digest=asked.digest, not_after=not_after
    )
    row = SignedApproval(
        document=asked.canonical().decode(),
        digest=asked.digest,
        decision=verb,
        effective_digest=asked.digest,
        nonce=b"n" * 32,
        not_after=not_after,
        grant="grant-1",
        owner="alice",
        assertion=Signer().assertion(to_sign, origin=ORIGIN),
        public_key=Signer().cose,
        rp_id="localhost",
        origin=ORIGIN,
        spent=False,
        withdrawn=False,
    )
    return replace(row, **changes)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return every leaf of a document as a person should read it, worked out apart from the page's own code."""
    if isinstance(value, dict) and value:
        for name, member in value.items():
            yield from leaves(member, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for index, member in enumerate(value):
            yield from leaves(member, f"{path}.{index}")
    else:
        words = {"True": "yes", "False": "no", "[]": "empty", "{}": "empty"}
        yield path, words.get(str(value), str(value)).replace("\u202e", "U+202E")
