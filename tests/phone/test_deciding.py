"""Decisions through the front door. Every refusal leaves the approval open, and the unmutated control then passes."""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import httpx2
import pytest

from broker.approval.covers import SignedApproval, signed_document
from broker.approval.decision import challenge
from broker.phone.answering import Answer
from broker.phone.approve import _record
from broker.phone.door import Refusal
from broker.store.query import Session, col, update
from broker.store.tables import Approval, Passkey
from tests.approval.asks import document, pay
from tests.approval.signing import NOBODY, PRESENT_ONLY, Signer
from tests.phone.house import Browser, House, house_at, unb64

pytestmark = pytest.mark.anyio

Attack = Callable[[House, Browser], Awaitable[httpx2.Response]]


async def _wrong_verb(_: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge(verb="refuse")
    return await browser.decide(Signer().assertion(signed, origin=browser.origin))


async def _wrong_verb_of_the_answer(_: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge(verb="approve")
    return await browser.decide(Signer().assertion(signed, origin=browser.origin), verb="refuse")


async def _changed_document(house: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    other, before = document(pay(amount="99.00")), await house.approval()
    await _write(house, document=other.canonical().decode(), digest=other.digest)
    answer = await browser.decide(Signer().assertion(signed, origin=browser.origin))
    await _write(house, document=before.document, digest=before.digest)
    return answer


async def _document_under_its_old_digest(house: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    before = await house.approval()
    await _write(house, document=document(pay(amount="99.00")).canonical().decode())
    answer = await browser.decide(Signer().assertion(signed, origin=browser.origin))
    await _write(house, document=before.document)
    return answer


async def _other_grant(house: House, browser: Browser) -> httpx2.Response:
    await house.ask("approval-2")
    signed = await browser.challenge("approval-2")
    return await browser.decide(Signer().assertion(signed, origin=browser.origin), "approval-1")


async def _challenge_of_our_own_making(house: House, browser: Browser) -> httpx2.Response:
    row = await house.approval()
    made = challenge(
        nonce=b"n" * 32, grant=row.grant, owner="alice", verb="approve", digest=row.digest, not_after=row.valid_until
    )
    return await browser.decide(Signer().assertion(made, origin=browser.origin))


async def _replayed_challenge(_: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    await browser.decide(Signer(2).assertion(signed, origin=browser.origin))
    return await browser.decide(Signer().assertion(signed, origin=browser.origin))


async def _sign_in_challenge(_: House, browser: Browser) -> httpx2.Response:
    options = (await browser.post("/signin/options")).json()
    return await browser.decide(Signer().assertion(unb64(options["challenge"]), origin=browser.origin))


def _assertion(**how: Any) -> Attack:
    async def attack(_: House, browser: Browser) -> httpx2.Response:
        signed = await browser.challenge()
        signer = how.get("signer", Signer())
        rest = {name: value for name, value in how.items() if name != "signer"}
        return await browser.decide(signer.assertion(signed, **{"origin": browser.origin} | rest))

    return attack


async def _cookie_without_assertion(_: House, browser: Browser) -> httpx2.Response:
    await browser.challenge()
    return await browser.post("/approve/approval-1/decide", {"verb": "approve"})


async def _assertion_without_cookie(house: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    return await house.browser().decide(Signer().assertion(signed, origin=browser.origin))


async def _ended_session(house: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    await browser.post("/signout")
    stolen = house.browser()
    stolen.cookies.update(browser.cookies)
    return await stolen.decide(Signer().assertion(signed, origin=browser.origin))


async def _another_owners_passkey(house: House, browser: Browser) -> httpx2.Response:
    await house.signed_in("bob", seed=7)
    signed = await browser.challenge()
    return await browser.decide(Signer(7).assertion(signed, origin=browser.origin))


async def _another_owners_session(house: House, browser: Browser) -> httpx2.Response:
    bob = await house.signed_in("bob", seed=7)
    signed = await browser.challenge()
    return await bob.decide(Signer().assertion(signed, origin=browser.origin))


async def _removed_passkey(house: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    await house.change(lambda session: session.add(Signer(9).row("alice")))
    removed = update(Passkey).where(col(Passkey.id) == Signer(9).id).values(removed_at=house.clock)
    await house.change(lambda session: session.execute(removed))
    return await browser.decide(Signer(9).assertion(signed, origin=browser.origin))


async def _copied_passkey(house: House, browser: Browser) -> httpx2.Response:
    async def counted(signatures: int) -> None:
        signed = update(Passkey).where(col(Passkey.id) == Signer().id).values(sign_count=signatures)
        await house.change(lambda session: session.execute(signed))

    await counted(9)  # the true one has signed nine times; a copy that was made before counts from there
    answer = await browser.decide(Signer().assertion(await browser.challenge(), origin=browser.origin))
    await counted(0)
    return answer


async def _stale_challenge(house: House, browser: Browser) -> httpx2.Response:
    signed = await browser.challenge()
    house.later(minutes=2)
    return await browser.decide(Signer().assertion(signed, origin=browser.origin))


def _headers(**headers: str | None) -> Attack:
    async def attack(_: House, browser: Browser) -> httpx2.Response:
        assertion = Signer().assertion(await browser.challenge(), origin=browser.origin)
        body = {"verb": "approve", "assertion": assertion}
        return await browser.post("/approve/approval-1/decide", body, **headers)

    return attack


async def _a_changed_signature(_: House, browser: Browser) -> httpx2.Response:
    assertion = Signer().assertion(await browser.challenge(), origin=browser.origin)
    assertion["response"]["signature"] = urlsafe_b64encode(Signer().sign(b"other")).decode().rstrip("=")
    return await browser.decide(assertion)


ATTACKS: dict[str, tuple[Attack, int, str]] = {
    "wrong verb": (_wrong_verb, 403, "passkey_refused"),
    "wrong verb of the answer": (_wrong_verb_of_the_answer, 403, "passkey_refused"),
    "changed document": (_changed_document, 403, "passkey_refused"),
    "document under its old digest": (_document_under_its_old_digest, 409, "damaged"),
    "other grant": (_other_grant, 403, "passkey_refused"),
    "a challenge that we never gave": (_challenge_of_our_own_making, 403, "challenge_unknown"),
    "a challenge for signing in": (_sign_in_challenge, 403, "challenge_unknown"),
    "replayed challenge": (_replayed_challenge, 409, "challenge_used"),
    "stale challenge": (_stale_challenge, 403, "challenge_expired"),
    "no user verification": (_assertion(flags=PRESENT_ONLY), 403, "passkey_refused"),
    "nobody present": (_assertion(flags=NOBODY), 403, "passkey_refused"),
    "wrong origin": (_assertion(origin="https://evil.example"), 403, "passkey_refused"),
    "wrong port": (_assertion(origin="http://localhost:3000"), 403, "passkey_refused"),
    "wrong scheme": (_assertion(origin="https://localhost:8765"), 403, "passkey_refused"),
    "wrong relying party": (_assertion(rp_id="evil.example"), 403, "passkey_refused"),
    "inside another site's frame": (_assertion(crossOrigin=True), 403, "passkey_refused"),
    "an enrolment's client data": (_assertion(type="webauthn.create"), 403, "passkey_refused"),
    "a changed signature": (_a_changed_signature, 403, "passkey_refused"),
    "an unknown passkey": (_assertion(signer=Signer(2)), 403, "passkey_refused"),
    "a copied passkey, whose counter is behind": (_copied_passkey, 403, "passkey_refused"),
    "extensions announced that are not there": (_assertion(flags=0x85), 403, "passkey_refused"),
    "a new passkey announced that is not there": (_assertion(flags=0x45), 403, "passkey_refused"),
    "a removed passkey": (_removed_passkey, 403, "passkey_refused"),
    "another owner's passkey": (_another_owners_passkey, 403, "passkey_refused"),
    "another owner's session": (_another_owners_session, 404, "not_found"),
    "cookie without assertion": (_cookie_without_assertion, 422, "unreadable"),
    "assertion without cookie": (_assertion_without_cookie, 401, "signed_out"),
    "Sec-Fetch-Site same-site": (_headers(sec_fetch_site="same-site"), 403, "not_same_origin"),
    "Sec-Fetch-Site cross-site": (_headers(sec_fetch_site="cross-site"), 403, "not_same_origin"),
    "Sec-Fetch-Site none": (_headers(sec_fetch_site="none"), 403, "not_same_origin"),
    "Sec-Fetch-Site missing": (_headers(sec_fetch_site=None), 403, "not_same_origin"),
    "Origin missing": (_headers(origin=None), 403, "not_same_origin"),
    "Origin null": (_headers(origin="null"), 403, "not_same_origin"),
    "Origin of another port": (_headers(origin="http://localhost:3000"), 403, "not_same_origin"),
    "Origin with a slash": (_headers(origin="http://localhost:8765/"), 403, "not_same_origin"),
}


@pytest.mark.sweep(3)
@pytest.mark.parametrize("name", ATTACKS)
async def test_an_answer_that_shows_less_than_a_fresh_signature_over_this_decision_is_refused(
    house: House, name: str
) -> None:
    attack, status, error = ATTACKS[name]
    browser = await house.signed_in()
    await house.ask()
    answer = await attack(house, browser)
    told = answer.json()
    assert (answer.status_code, told["error"]) == (status, error)
    assert told["message"]
    assert told["next"]
    row = await house.approval()
    assert (row.decision, row.decided_at, row.assertion, house.told) == (None, None, None, [])
    # the control: the same approval, the same browser, nothing changed
    assert (await browser.approve()).status_code == 200
    assert house.told == [("approval-1", "approve")]


@pytest.mark.parametrize(
    ("name", "words"),
    [("wrong verb", "it confirms something else"), ("changed document", "has changed since it was shown")],
)
async def test_a_refusal_says_what_was_wrong(house: House, name: str, words: str) -> None:
    browser = await house.signed_in()
    await house.ask()
    assert words in (await ATTACKS[name][0](house, browser)).json()["message"]


async def test_an_ended_session_decides_nothing(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    answer = await _ended_session(house, browser)
    assert (answer.status_code, answer.json()["signin"]) == (401, "/signin?next=/inbox")
    assert (await house.approval()).decision is None


async def test_an_approval_keeps_the_evidence_that_a_later_check_needs(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    answer = await browser.approve()
    assert answer.json() == {"decision": "approve", "approval": "approval-1", "next": "/approve/approval-1"}
    row = await house.approval()
    assert (row.decision, row.decided_at, row.passkey) == ("approve", house.clock, Signer().id)
    assert row.effective_digest == row.digest
    passkey = await house.store.read(lambda session: session.get_one(Passkey, row.passkey))
    assert passkey.last_used_at == house.clock
    stored = SignedApproval(
        row.document,
        row.digest,
        row.decision,
        row.effective_digest,
        row.nonce,
        row.not_after,
        row.grant,
        row.owner,
        row.assertion,
        passkey.public_key,
        "localhost",
        browser.origin,
        spent=False,
        withdrawn=False,
    )
    assert signed_document(stored) == document()
    assert await house.audited() == ["approval.approved"]


async def test_a_refusal_needs_no_passkey_and_carries_the_reason_verbatim(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    reason = "Not <b>this</b> week.\nAsk Bob & me: “später” 🙂"
    answer = await browser.post("/approve/approval-1/refuse", {"reason": reason})
    assert answer.json()["decision"] == "refuse"
    row = await house.approval()
    assert (row.decision, row.decision_reason, row.passkey, row.assertion) == ("refuse", reason, None, None)
    assert house.told == [("approval-1", "refuse")]
    assert await house.audited() == ["approval.refused"]
    page = (await browser.get("/approve/approval-1")).text
    assert "Not &lt;b&gt;this&lt;/b&gt; week." in page


async def test_a_refusal_can_be_signed_too(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    signed = await browser.challenge(verb="refuse")
    assertion = Signer().assertion(signed, origin=browser.origin)
    assert (await browser.decide(assertion, verb="refuse", reason="no")).status_code == 200
    row = await house.approval()
    assert (row.decision, row.passkey, row.decision_reason) == ("refuse", Signer().id, "no")


@pytest.mark.parametrize(
    "headers", [{"origin": None}, {"sec_fetch_site": "same-site"}, {"sec_fetch_site": None}], ids=str
)
async def test_even_a_refusal_comes_from_our_own_page_only(house: House, headers: dict[str, str | None]) -> None:
    browser = await house.signed_in()
    await house.ask()
    assert (await browser.post("/approve/approval-1/refuse", **headers)).status_code == 403
    assert (await house.approval()).decision is None
    assert (await browser.post("/approve/approval-1/refuse")).status_code == 200


@pytest.mark.parametrize(
    "reason", ["x" * 281, "a\0b", "a\x1b[31m", 7, ["x"]], ids=["long", "null", "escape", "number", "list"]
)
async def test_a_reason_is_text_of_at_most_280_characters(house: House, reason: object) -> None:
    browser = await house.signed_in()
    await house.ask()
    answer = await browser.post("/approve/approval-1/refuse", {"reason": reason})
    assert (answer.status_code, answer.json()["error"]) == (422, "unreadable")
    assert (await house.approval()).decision is None
    assert (await browser.post("/approve/approval-1/refuse", {"reason": "x" * 280})).status_code == 200


@pytest.mark.parametrize("first", ["approve", "refuse"])
async def test_the_first_answer_is_final_and_the_second_is_told_what_it_was(house: House, first: str) -> None:
    browser = await house.signed_in()
    await house.ask()
    late = Signer().assertion(await browser.challenge(), origin=browser.origin)
    if first == "approve":
        await browser.approve()
    else:
        await browser.post("/approve/approval-1/refuse", {"reason": "no"})
    for answer in (await browser.decide(late), await browser.post("/approve/approval-1/refuse")):
        assert answer.status_code == 409
        assert (answer.json()["error"], answer.json()["decision"]) == ("already_decided", first)
        assert answer.json()["title"] == f"Already {first.removesuffix('e')}ed"
    assert (await house.approval()).decision == first
    assert len(house.told) == 1


async def test_of_two_answers_that_both_saw_the_request_open_the_second_changes_nothing(house: House) -> None:
    await house.ask()

    def both(session: Session) -> list[Refusal | None]:
        answers = (Answer("refuse", words, None) for words in ("first", "second"))
        return [_record(house.deps, session, "approval-1", answer, house.clock) for answer in answers]

    first, second = await house.store.write(both)
    assert first is None
    assert second is not None
    assert (second.status, second.code) == (409, "already_decided")
    assert ((await house.approval()).decision_reason, house.told) == ("first", [("approval-1", "refuse")])


async def test_a_withdrawn_request_cannot_be_answered(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    signed = Signer().assertion(await browser.challenge(), origin=browser.origin)
    await _write(house, withdrawn_at=house.clock)
    answer = await browser.decide(signed)
    assert (answer.status_code, answer.json()["outcome"]) == (409, "withdrawn")
    assert (await browser.post("/approve/approval-1/options", {"verb": "approve"})).status_code == 409
    assert (await house.approval()).decision is None


async def test_an_unknown_a_foreign_and_an_expired_request_are_the_same_page(house: House) -> None:
    browser = await house.signed_in()
    await house.ask()
    await house.ask("of-bob", document(owner="bob"))
    signed = Signer().assertion(await browser.challenge(), origin=browser.origin)
    house.later(hours=2)
    assert (await browser.get("/approve/approval-1")).status_code == 200
    unknown, foreign = [await browser.get(f"/approve/{name}") for name in ("nowhere", "of-bob")]
    await _write(house, valid_until=house.clock)
    expired = await browser.get("/approve/approval-1")
    assert {answer.status_code for answer in (unknown, foreign, expired)} == {404}
    assert unknown.text == foreign.text == expired.text
    assert (await browser.decide(signed)).status_code == 404
    assert (await browser.post("/approve/of-bob/refuse")).status_code == 404


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
async def test_of_20_simultaneous_decisions_one_wins(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("sqlite_url" if kind == "sqlite" else "postgres_url")
    async with house_at(url) as house:
        browser = await house.signed_in()
        await house.ask()
        challenges = [await browser.challenge() for _ in range(10)]
        answers: list[httpx2.Response] = []

        async def approve(signed: bytes) -> None:
            answers.append(await browser.decide(Signer().assertion(signed, origin=browser.origin)))

        async def refuse() -> None:
            answers.append(await browser.post("/approve/approval-1/refuse"))

        async with anyio.create_task_group() as tasks:
            for signed in challenges:
                tasks.start_soon(approve, signed)
                tasks.start_soon(refuse)
        assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
        won = next(answer.json()["decision"] for answer in answers if answer.status_code == 200)
        assert {answer.json()["decision"] for answer in answers} == {won}
        assert (await house.approval()).decision == won
        assert len([kind for kind in await house.audited() if kind.startswith("approval.")]) == 1


async def test_a_decision_that_cannot_be_told_on_is_not_made(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the authorization server's record is not there")

    browser = await house.signed_in()
    await house.ask()
    monkeypatch.setattr(House, "_decided", broken)
    sick = house.browser()
    sick.cookies.update(browser.cookies)
    with pytest.raises(RuntimeError):
        await sick.post("/approve/approval-1/refuse")
    assert (await house.approval()).decision is None
    monkeypatch.undo()
    assert (await browser.post("/approve/approval-1/refuse")).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"access": ["a-reference"]}, {"parameters": {"note": "x" * 2_001}}],
    ids=["a reference", "a long parameter"],
)
async def test_what_cannot_be_shown_in_full_can_be_refused_but_not_approved(
    house: House, changes: dict[str, Any]
) -> None:
    browser = await house.signed_in()
    await house.ask(asked=document(**changes))
    page = await browser.get("/approve/approval-1")
    assert "cannot be approved" in page.text
    assert '<button type="button" class="approve" id="approve" disabled>' in page.text
    answer = await browser.post("/approve/approval-1/options", {"verb": "approve"})
    assert (answer.status_code, answer.json()["error"]) == (409, "unshowable")
    assert (await browser.post("/approve/approval-1/refuse")).status_code == 200


async def _write(house: House, **values: Any) -> None:
    statement = update(Approval).where(col(Approval.id) == "approval-1").values(**values)
    await house.change(lambda session: session.execute(statement))
