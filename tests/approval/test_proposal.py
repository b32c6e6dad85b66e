"""The proposal document has one spelling, and an approval of it is believed only for the signature that it carries."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from broker.approval.decision import AssertionRefused, challenge
from broker.approval.document import DocumentError
from broker.approval.proposal import (
    AgentItem,
    FileItem,
    ProposalDocument,
    SignedProposal,
    UnfreezeItem,
    item,
    parse,
    signed_document,
    unshowable,
)
from tests.approval.signing import Signer
from tests.stand_ins import NOW

AGENT = AgentItem(agent="scout", credential_digest="0" * 64)
DOCUMENT = ProposalDocument(owner="alice", items=[AGENT, UnfreezeItem(agent=None)], valid_until="2026-11-25T12:15:00Z")
ORIGIN = "http://localhost:8765"


def signed(verb: str = "approve", **challenged: Any) -> SignedProposal:
    """Return a proposal signed by a passkey; `challenged` are members of the challenge that differ."""
    signer, not_after = Signer(), NOW + timedelta(minutes=5)
    members: dict[str, Any] = {
        "nonce": bytes(32),
        "grant": "p1",
        "owner": "alice",
        "verb": verb,
        "digest": DOCUMENT.digest,
        "not_after": not_after,
    }
    made = challenge(**(members | challenged))
    return SignedProposal(
        id="p1",
        owner="alice",
        document=DOCUMENT.canonical().decode(),
        digest=DOCUMENT.digest,
        decision="approve",
        nonce=bytes(32),
        not_after=not_after,
        assertion=signer.assertion(made, origin=ORIGIN),
        public_key=signer.cose,
        rp_id="localhost",
        origin=ORIGIN,
    )


def test_a_document_is_read_back_as_it_was_written() -> None:
    assert parse(DOCUMENT.canonical().decode()) == DOCUMENT


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value | {"version": "countersign-approval-v1"},
        lambda value: value | {"items": []},
        lambda value: value | {"more": 1},
        lambda value: value | {"valid_until": "tomorrow"},
        lambda value: value | {"owner": ""},
        lambda value: value | {"items": [{"kind": "everything"}]},
        lambda value: value | {"items": [value["items"][0] | {"agent": 7}]},
        lambda value: value | {"items": [value["items"][0] | {"credential_digest": "abc"}]},
    ],
)
def test_another_shape_is_no_proposal(change: Any) -> None:
    value = json.loads(DOCUMENT.canonical())
    parse(json.dumps(value, separators=(",", ":"), sort_keys=True))
    with pytest.raises(DocumentError):
        parse(json.dumps(change(value), separators=(",", ":"), sort_keys=True))


def test_another_spelling_is_no_proposal() -> None:
    with pytest.raises(DocumentError, match="canonical"):
        parse(json.dumps(json.loads(DOCUMENT.canonical())))


def test_an_item_is_read_strictly() -> None:
    assert item({"kind": "unfreeze", "agent": None}) == UnfreezeItem(agent=None)
    with pytest.raises(DocumentError):
        item({"kind": "unfreeze"})


def test_a_document_longer_than_a_page_cannot_be_shown() -> None:
    file = FileItem(
        kind="policy", name="scout", path="p", digest="0" * 64, before=None, text="x" * 70_000, difference=[]
    )
    assert unshowable(DOCUMENT) is None
    assert "bytes long" in str(unshowable(DOCUMENT.model_copy(update={"items": [file]})))


def test_a_signed_approval_of_the_document_is_believed() -> None:
    assert signed_document(signed()) == DOCUMENT


OTHER: dict[str, dict[str, Any]] = {
    "another proposal": {"grant": "p2"},
    "another owner": {"owner": "bob"},
    "a refusal": {"verb": "refuse"},
    "another document": {"digest": "1" * 64},
    "another nonce": {"nonce": b"1" * 32},
    "another deadline": {"not_after": NOW},
}


@pytest.mark.promise("T2")
@pytest.mark.parametrize("what", OTHER)
def test_a_signature_over_something_else_is_not_believed(what: str) -> None:
    with pytest.raises(AssertionRefused):
        signed_document(signed(**OTHER[what]))


STORED: dict[str, dict[str, Any]] = {
    "a refusal": {"decision": "refuse"},
    "no decision": {"decision": None},
    "no nonce": {"nonce": None},
    "no deadline": {"not_after": None},
    "no assertion": {"assertion": None},
    "no key": {"public_key": None},
    "another passkey's key": {"public_key": Signer(2).cose},
    "another page": {"origin": "http://localhost:9999"},
    "another host": {"rp_id": "example"},
    "another digest": {"digest": "1" * 64},
    "another owner": {"owner": "bob"},
    "another text": {"document": DOCUMENT.model_copy(update={"owner": "bob"}).canonical().decode()},
}


@pytest.mark.promise("T2")
@pytest.mark.parametrize("what", STORED)
def test_a_stored_decision_is_not_believed_by_itself(what: str) -> None:
    good = signed()
    assert signed_document(good) == DOCUMENT
    with pytest.raises((AssertionRefused, DocumentError)):
        signed_document(replace(good, **STORED[what]))
