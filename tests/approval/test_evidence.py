"""Evidence of a decision: it holds by itself and for a second library, and no byte of it can be changed."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import cbor2
import pytest
from fido2.cose import CoseKey
from fido2.utils import sha256, websafe_decode
from fido2.webauthn import AuthenticatorData, CollectedClientData

from broker.approval.decision import challenge
from broker.approval.evidence import Assertion as Signed
from broker.approval.evidence import Enrolment, Evidence, EvidenceRefused, Signature, b64, unb64, verify
from broker.approval.proposal import DeviceItem, ProposalDocument
from broker.approval.standing import Terms, standing_for
from tests.approval.asks import ORIGIN, document
from tests.approval.signing import Signer
from tests.stand_ins import NOW

FIRST, SECOND, THIRD = Signer(1), Signer(2, "EdDSA"), Signer(3)
UNTIL = NOW + timedelta(minutes=2)


def signature(by: Signer, *, grant: str, verb: str, digest: str, owner: str = "alice") -> Signature:
    nonce = b"n" * 32
    to_sign = challenge(nonce=nonce, grant=grant, owner=owner, verb=verb, digest=digest, not_after=UNTIL)
    response = by.assertion(to_sign, origin=ORIGIN)["response"]
    return Signature(
        grant=grant,
        owner=owner,
        verb=verb,  # type: ignore[arg-type] # one of its literals
        nonce=b64(nonce),
        not_after=UNTIL.isoformat(timespec="microseconds"),
        passkey=by.id,
        assertion=Signed(**{name: response[name] for name in Signed.model_fields}),
    )


def let_in(new: Signer, by: Signer | None, owner: str = "alice", signer_owner: str = "alice") -> Enrolment:
    asked = None
    if by is not None:
        item = DeviceItem(
            passkey=new.id, label="phone", public_key=b64(new.cose), sign_count=0, same_computer=False,
            digits="123456", owner=None if owner == signer_owner else owner,
        )  # fmt: skip
        asked = ProposalDocument(owner=signer_owner, items=[item], valid_until="2026-11-25T12:15:00Z")
    return Enrolment(
        passkey=new.id,
        owner=owner,
        public_key=b64(new.cose),
        document=asked.canonical().decode() if asked else None,
        signed=signature(by, grant="p_1", verb="approve", digest=asked.digest, owner=signer_owner)
        if asked and by
        else None,
    )


def evidence(verb: str = "approve") -> Evidence:
    """Alice's third device decides; her second let it in, and her first the second."""
    asked, effective = document(), None
    if verb == "narrow":
        until = "2026-11-25T13:00:00Z"
        effective = standing_for(asked, Terms(verb="narrow", field="amount", amount="20.00", until=until), NOW)
    digest = (effective or asked).digest
    return Evidence(
        version="countersign-evidence-v1",
        rp_id="localhost",
        origin=ORIGIN,
        document=asked.canonical().decode(),
        effective=effective.canonical().decode() if effective else None,
        further=[],
        signed=signature(THIRD, grant="g_1", verb=verb, digest=digest),
        enrolments=[let_in(THIRD, SECOND), let_in(SECOND, FIRST), let_in(FIRST, None)],
    )


WHOLE = evidence()


@pytest.mark.parametrize("verb", ["approve", "refuse", "narrow"])
def test_the_evidence_of_each_verb_holds(verb: str) -> None:
    shown = verify(evidence(verb).text())
    assert (shown.owner, shown.agent, shown.verb) == ("alice", "scout", verb)
    assert shown.passkeys == (THIRD.id, SECOND.id, FIRST.id)


def test_a_further_owners_first_device_is_let_in_by_an_owner_who_was_there() -> None:
    asked = document(owner="bob")
    made = WHOLE.model_copy(
        update={
            "document": asked.canonical().decode(),
            "signed": signature(SECOND, grant="g_1", verb="approve", digest=asked.digest, owner="bob"),
            "enrolments": [let_in(SECOND, FIRST, owner="bob"), let_in(FIRST, None)],
        }
    )
    assert verify(made.text()).owner == "bob"


def _at(value: Any, path: tuple[str | int, ...]) -> tuple[Any, Any]:
    for step in path[:-1]:
        value = value[step]
    return value, path[-1]


def _flipped(text: str, at: int) -> str:
    raw = bytearray(unb64(text))
    raw[at % len(raw)] ^= 1 << (at % 8)
    return b64(bytes(raw))


BYTES: dict[str, tuple[str | int, ...]] = {
    "the client data": ("signed", "assertion", "clientDataJSON"),
    "the authenticator data": ("signed", "assertion", "authenticatorData"),
    "the signature": ("signed", "assertion", "signature"),
    "the nonce": ("signed", "nonce"),
    "the deciding passkey's key": ("enrolments", 0, "public_key"),
    "the second device's key": ("enrolments", 1, "public_key"),
    "the first device's key": ("enrolments", 2, "public_key"),
    "the third device's client data": ("enrolments", 0, "signed", "assertion", "clientDataJSON"),
    "the third device's authenticator data": ("enrolments", 0, "signed", "assertion", "authenticatorData"),
    "the third device's signature": ("enrolments", 0, "signed", "assertion", "signature"),
    "the third device's nonce": ("enrolments", 0, "signed", "nonce"),
    "the second device's client data": ("enrolments", 1, "signed", "assertion", "clientDataJSON"),
    "the second device's signature": ("enrolments", 1, "signed", "assertion", "signature"),
    "the deciding passkey's id": ("signed", "passkey"),
    "the first passkey's id": ("enrolments", 2, "passkey"),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("part", BYTES)
def test_no_byte_of_it_can_be_changed(part: str) -> None:
    whole = json.loads(WHOLE.text())
    parent, name = _at(whole, BYTES[part])
    good = parent[name]
    for at in range(len(unb64(good))):
        parent[name] = _flipped(good, at)
        with pytest.raises(EvidenceRefused):
            verify(Evidence.model_validate(whole).text())
    parent[name] = good
    assert verify(Evidence.model_validate(whole).text()).owner == "alice"


TEXTS: dict[str, tuple[str | int, ...]] = {
    "the document": ("document",),
    "the third device's document": ("enrolments", 0, "document"),
    "the second device's document": ("enrolments", 1, "document"),
    "the owner": ("signed", "owner"),
    "the grant": ("signed", "grant"),
    "the deciding passkey's owner": ("enrolments", 0, "owner"),
    "the first device's owner": ("enrolments", 2, "owner"),
    "where passkeys may be used": ("rp_id",),
    "the origin": ("origin",),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("part", TEXTS)
def test_no_letter_of_it_can_be_changed(part: str) -> None:
    whole = json.loads(WHOLE.text())
    parent, name = _at(whole, TEXTS[part])
    good = parent[name]
    for at, letter in enumerate(good):
        parent[name] = good[:at] + chr(ord(letter) ^ 1) + good[at + 1 :]
        with pytest.raises(EvidenceRefused):
            verify(Evidence.model_validate(whole).text())
    parent[name] = good
    assert verify(Evidence.model_validate(whole).text()).owner == "alice"


def test_no_letter_of_what_was_signed_instead_can_be_changed() -> None:
    whole = evidence("narrow").model_dump()
    good = whole["effective"]
    for at, letter in enumerate(good):
        whole["effective"] = good[:at] + chr(ord(letter) ^ 1) + good[at + 1 :]
        with pytest.raises(EvidenceRefused):
            verify(Evidence.model_validate(whole).text())
    whole["effective"] = good
    assert verify(Evidence.model_validate(whole).text()).verb == "narrow"


def _verb(whole: dict[str, Any]) -> None:
    whole["signed"]["verb"] = "refuse"


def _later(whole: dict[str, Any]) -> None:
    until = datetime.fromisoformat(whole["signed"]["not_after"]) + timedelta(microseconds=1)
    whole["signed"]["not_after"] = until.isoformat(timespec="microseconds")


def _without_first(whole: dict[str, Any]) -> None:
    whole["enrolments"].pop()


def _without_proposal(whole: dict[str, Any]) -> None:
    whole["enrolments"][0] |= {"document": None, "signed": None}


def _document_without_signature(whole: dict[str, Any]) -> None:
    whole["enrolments"][1]["signed"] = None


def _circle(whole: dict[str, Any]) -> None:
    whole["enrolments"][2] |= {name: whole["enrolments"][1][name] for name in ("document", "signed")}


def _twice(whole: dict[str, Any]) -> None:
    whole["enrolments"].append(whole["enrolments"][0])


def _stranger(whole: dict[str, Any]) -> None:
    whole["enrolments"].append(let_in(Signer(9), None).model_dump())


def _member(whole: dict[str, Any]) -> None:
    whole["more"] = 1


def _effective(whole: dict[str, Any]) -> None:
    whole["effective"] = evidence("narrow").effective


def _longer(whole: dict[str, Any]) -> None:
    whole["signed"]["nonce"] += "="


@pytest.mark.parametrize(
    "change",
    [
        _verb,
        _later,
        _without_first,
        _without_proposal,
        _document_without_signature,
        _circle,
        _twice,
        _stranger,
        _member,
        _effective,
        _longer,
    ],
    ids=lambda change: str(change.__name__).strip("_"),
)
def test_evidence_that_was_put_together_otherwise_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    whole = json.loads(WHOLE.text())
    assert verify(json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)).verb == "approve"
    change(whole)
    with pytest.raises(EvidenceRefused):
        verify(json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


OTHER = {
    "nothing": "",
    "half": "{",
    "a list": "[]",
    "null": "null",
    "depth": "[" * 3000,
    "more": WHOLE.text() + "}",
    "a space": WHOLE.text().replace(":", ": ", 1),
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_is_no_evidence_is_refused(text: str) -> None:
    with pytest.raises(EvidenceRefused):
        verify(text)


def test_a_second_library_verifies_the_same_signatures() -> None:
    keys = {one.passkey: one.public_key for one in WHOLE.enrolments}
    for signed, digest in [
        (WHOLE.signed, document().digest),
        *(
            (one.signed, ProposalDocument.model_validate_json(one.document).digest)
            for one in WHOLE.enrolments
            if one.signed and one.document
        ),
    ]:
        client = CollectedClientData(websafe_decode(signed.assertion.clientDataJSON))
        data = AuthenticatorData(websafe_decode(signed.assertion.authenticatorData))
        expected = challenge(
            nonce=websafe_decode(signed.nonce), grant=signed.grant, owner=signed.owner, verb=signed.verb,
            digest=digest, not_after=datetime.fromisoformat(signed.not_after),
        )  # fmt: skip
        assert (client.challenge, client.origin, client.type) == (expected, WHOLE.origin, "webauthn.get")
        assert data.rp_id_hash == sha256(WHOLE.rp_id.encode())
        assert data.is_user_verified()
        key = CoseKey.parse(cbor2.loads(websafe_decode(keys[signed.passkey])))
        key.verify(data + client.hash, websafe_decode(signed.assertion.signature))

