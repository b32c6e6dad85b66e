"""What widens: shown item by item, signed by a passkey, performed once. Every refusal has its control beside it."""

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import httpx2
import pytest

from broker.approval.decision import challenge
from broker.approval.proposal import (
    AgentItem,
    ChannelItem,
    ClientItem,
    CredentialItem,
    DeviceItem,
    EmailItem,
    FileItem,
    Item,
    OwnerItem,
    RecoveryItem,
    RemoveDeviceItem,
    SignedProposal,
    UnfreezeItem,
    signed_document,
)
from broker.phone import challenges
from broker.ratchet.proposals import CannotPerform
from broker.store.query import col, select, update
from broker.store.tables import Agent, Owner, Proposal
from tests.approval.signing import NOBODY, PRESENT_ONLY, Signer
from tests.phone.house import Browser, House, house_at, unb64

pytestmark = pytest.mark.anyio

DIGEST = "ab" * 32
SCOUT = AgentItem(agent="scout", credential_digest=DIGEST)

Attack = Callable[[House, Browser, str], Awaitable[httpx2.Response]]


async def _decide(browser: Browser, proposal: str, assertion: dict[str, Any], verb: str = "approve") -> httpx2.Response:
    return await browser.post(f"/proposals/{proposal}/decide", {"verb": verb, "assertion": assertion})


def _assertion(signer: Signer | None = None, verb: str = "approve", **how: Any) -> Attack:
    async def attack(_: House, browser: Browser, proposal: str) -> httpx2.Response:
        signed = await browser.challenge(proposal, verb, "/proposals")
        made = (signer or Signer()).assertion(signed, **{"origin": browser.origin} | how)
        return await _decide(browser, proposal, made)

    return attack


async def _session_alone(_: House, browser: Browser, proposal: str) -> httpx2.Response:
    await browser.challenge(proposal, path="/proposals")
    return await browser.post(f"/proposals/{proposal}/decide", {"verb": "approve"})


async def _no_session(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    signed = await browser.challenge(proposal, path="/proposals")
    return await _decide(house.browser(), proposal, Signer().assertion(signed, origin=browser.origin))


async def _challenge_of_an_approval(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    await house.ask()
    signed = await browser.challenge()
    return await _decide(browser, proposal, Signer().assertion(signed, origin=browser.origin))


async def _challenge_of_a_sign_in(_: House, browser: Browser, proposal: str) -> httpx2.Response:
    options = (await browser.post("/signin/options")).json()
    return await _decide(browser, proposal, Signer().assertion(unb64(options["challenge"]), origin=browser.origin))


async def _challenge_of_another_proposal(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    other = await house.propose(OwnerItem(name="bob"))
    signed = await browser.challenge(other, path="/proposals")
    return await _decide(browser, proposal, Signer().assertion(signed, origin=browser.origin))


async def _challenge_used_before(_: House, browser: Browser, proposal: str) -> httpx2.Response:
    signed = await browser.challenge(proposal, path="/proposals")
    await _decide(browser, proposal, Signer(2).assertion(signed, origin=browser.origin))
    return await _decide(browser, proposal, Signer().assertion(signed, origin=browser.origin))


async def _stale_challenge(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    signed = await browser.challenge(proposal, path="/proposals")
    house.later(minutes=2)
    return await _decide(browser, proposal, Signer().assertion(signed, origin=browser.origin))


async def _text_changed_after_it_was_shown(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    signed = await browser.challenge(proposal, path="/proposals")
    row = await house.proposal(proposal)
    await _write(house, proposal, document=row.document.replace("scout", "shout"))
    answer = await _decide(browser, proposal, Signer().assertion(signed, origin=browser.origin))
    await _write(house, proposal, document=row.document)
    return answer


async def _another_owners_passkey(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    await house.signed_in("bob", seed=7)
    return await _assertion(Signer(7))(house, browser, proposal)


async def _another_owners_session(house: House, browser: Browser, proposal: str) -> httpx2.Response:
    bob = await house.signed_in("bob", seed=7)
    signed = await browser.challenge(proposal, path="/proposals")
    return await _decide(bob, proposal, Signer().assertion(signed, origin=browser.origin))


async def _another_site(_: House, browser: Browser, proposal: str) -> httpx2.Response:
    signed = await browser.challenge(proposal, path="/proposals")
    body = {"verb": "approve", "assertion": Signer().assertion(signed, origin=browser.origin)}
    return await browser.post(f"/proposals/{proposal}/decide", body, sec_fetch_site="same-site")


ATTACKS: dict[str, tuple[Attack, int, str]] = {
    "session alone": (_session_alone, 422, "unreadable"),
    "no session": (_no_session, 401, "signed_out"),
    "signed to refuse": (_assertion(verb="refuse"), 403, "passkey_refused"),
    "challenge of an approval": (_challenge_of_an_approval, 403, "challenge_unknown"),
    "challenge of a sign-in": (_challenge_of_a_sign_in, 403, "challenge_unknown"),
    "challenge of another proposal": (_challenge_of_another_proposal, 403, "passkey_refused"),
    "challenge used before": (_challenge_used_before, 409, "challenge_used"),
    "stale challenge": (_stale_challenge, 403, "challenge_expired"),
    "text changed after it was shown": (_text_changed_after_it_was_shown, 409, "damaged"),
    "no user verification": (_assertion(flags=PRESENT_ONLY), 403, "passkey_refused"),
    "nobody present": (_assertion(flags=NOBODY), 403, "passkey_refused"),
    "wrong port": (_assertion(origin="http://localhost:3000"), 403, "passkey_refused"),
    "an unknown passkey": (_assertion(Signer(2)), 403, "passkey_refused"),
    "another owner's passkey": (_another_owners_passkey, 403, "passkey_refused"),
    "another owner's session": (_another_owners_session, 404, "not_found"),
    "another site": (_another_site, 403, "not_same_origin"),
}


@pytest.mark.parametrize("name", ATTACKS)
async def test_nothing_widens_without_a_fresh_signature_over_this_proposal(house: House, name: str) -> None:
    attack, status, error = ATTACKS[name]
    browser = await house.signed_in()
    proposal = await house.propose(SCOUT, agent="scout")
    answer = await attack(house, browser, proposal)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["next"]
    assert ((await house.proposal(proposal)).decision, await agents(house)) == (None, [])
    # the control: the same proposal, the same browser, nothing changed
    assert (await browser.sign(proposal)).status_code == 200
    assert await agents(house) == ["scout"]


async def test_a_signed_proposal_keeps_the_evidence_and_happens_in_the_same_transaction(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(SCOUT, OwnerItem(name="bob"))
    answer = await browser.sign(proposal)
    assert answer.json() == {"decision": "approve", "proposal": proposal, "next": f"/proposals/{proposal}"}
    row = await house.proposal(proposal)
    stored = SignedProposal(
        row.id, row.owner, row.document, row.digest, row.decision, row.nonce, row.not_after, row.assertion,
        Signer().cose, "localhost", browser.origin,
    )  # fmt: skip
    assert len(signed_document(stored).items) == 2
    assert await agents(house) == ["scout"]
    assert await house.store.read(lambda session: session.get(Owner, "bob")) is not None
    assert "proposal.approved" in await house.audited()
    page = (await browser.get(f"/proposals/{proposal}")).text
    assert 'class="verdict approved"' in page
    assert 'id="approve"' not in page


async def test_refusing_needs_no_passkey_and_nothing_happens(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(SCOUT)
    answer = await browser.post(f"/proposals/{proposal}/refuse", {"reason": "Not <b>mine</b>"})
    assert (answer.status_code, answer.json()["decision"]) == (200, "refuse")
    row = await house.proposal(proposal)
    assert (row.decision, row.decision_reason, row.assertion, await agents(house)) == (
        "refuse", "Not <b>mine</b>", None, [],
    )  # fmt: skip
    assert "Not &lt;b&gt;mine&lt;/b&gt;" in (await browser.get(f"/proposals/{proposal}")).text
    late = await browser.post(f"/proposals/{proposal}/options", {"verb": "approve"})
    assert (late.status_code, late.json()["outcome"]) == (409, "refused")


async def test_what_cannot_be_performed_any_more_says_so_and_changes_nothing(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(OwnerItem(name="bob"), SCOUT)
    await house.owner("bob")
    answer = await browser.sign(proposal)
    assert (answer.status_code, answer.json()["error"]) == (409, "cannot_perform")
    assert "there is an owner bob already" in answer.json()["message"]
    assert ((await house.proposal(proposal)).decision, await agents(house)) == (None, [])
    assert (await browser.post(f"/proposals/{proposal}/refuse")).status_code == 200


async def test_a_signature_that_could_not_be_performed_is_used_up(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(OwnerItem(name="bob"))
    await house.owner("bob")
    asked = await browser.challenge(proposal, path="/proposals")
    signed = {"verb": "approve", "assertion": Signer().assertion(asked, origin=browser.origin)}
    first = await browser.post(f"/proposals/{proposal}/decide", signed)
    assert first.json()["error"] == "cannot_perform"
    await house.change(lambda session: session.delete(session.get_one(Owner, "bob")))
    again = await browser.post(f"/proposals/{proposal}/decide", signed)
    assert (again.status_code, again.json()["error"]) == (409, "challenge_used")
    assert (await house.proposal(proposal)).decision is None
    # the control: a fresh signature over the same proposal counts now
    assert (await browser.sign(proposal)).status_code == 200


async def test_an_unknown_a_foreign_and_an_expired_proposal_are_the_same_page(house: House) -> None:
    browser = await house.signed_in()
    await house.owner("bob")
    foreign, expired = await house.propose(SCOUT, owner="bob"), await house.propose(OwnerItem(name="carol"))
    assert (await browser.get(f"/proposals/{expired}")).status_code == 200
    house.later(minutes=15)
    seen = [await browser.get(f"/proposals/{name}") for name in ("nowhere", foreign, expired)]
    assert {answer.status_code for answer in seen} == {404}
    assert len({answer.text for answer in seen}) == 1
    assert (await browser.post(f"/proposals/{expired}/refuse")).status_code == 404


async def test_of_20_simultaneous_answers_one_wins_and_is_performed_once(database_url: str) -> None:
    async with house_at(database_url) as house:
        browser = await house.signed_in()
        proposal = await house.propose(SCOUT)
        challenges = [await browser.challenge(proposal, path="/proposals") for _ in range(10)]
        answers: list[httpx2.Response] = []

        async def approve(signed: bytes) -> None:
            answers.append(await _decide(browser, proposal, Signer().assertion(signed, origin=browser.origin)))

        async def refuse() -> None:
            answers.append(await browser.post(f"/proposals/{proposal}/refuse"))

        async with anyio.create_task_group() as tasks:
            for signed in challenges:
                tasks.start_soon(approve, signed)
                tasks.start_soon(refuse)
        assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
        won = (await house.proposal(proposal)).decision
        assert {answer.json()["decision"] for answer in answers} == {won}
        assert await agents(house) == (["scout"] if won == "approve" else [])


def file(text: str = "agent: scout\n", **more: Any) -> FileItem:
    given = {"kind": "policy", "name": "scout", "path": "policies/scout.yaml", "before": DIGEST, "digest": DIGEST}
    return FileItem.model_validate(
        given | {"text": text, "difference": ["@@ -1 +1 @@", "-old", "+new", " kept"]} | more
    )


async def test_a_difference_is_shown_line_by_line_in_colour_and_in_words(house: House) -> None:
    browser = await house.signed_in()
    hostile = "+<script>x</script>\u202e"
    proposal = await house.propose(file("whole <text>\n", difference=["-old", hostile, " kept"]))
    page = (await browser.get(f"/proposals/{proposal}")).text
    assert '<span class="aside">removed: </span><span class="text">old</span>' in page
    assert '<span class="aside">added: </span><span class="text">&lt;script&gt;x&lt;/script&gt;<span' in page
    assert "U+202E</span>" in page
    assert '<li class="same"><span class="text">kept</span>' in page
    assert "cannot tell yet what such a change means" in page
    assert "whole &lt;text&gt;\n" in page
    assert "<details><summary>The whole policy" in page


async def test_a_new_file_is_shown_whole_and_open(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(file(before=None, difference=[], kind="connector", name="bank"))
    page = (await browser.get(f"/proposals/{proposal}")).text
    assert "A new connector: bank" in page
    assert "<details open><summary>The whole connector" in page
    assert "data-difference" not in page


@pytest.mark.parametrize("size", [60_000, 70_000])
async def test_a_text_that_a_page_cannot_show_can_be_refused_but_not_approved(house: House, size: int) -> None:
    browser = await house.signed_in()
    too_long = size > 64 * 1024
    proposal = await house.propose(file("#" * size))
    page = (await browser.get(f"/proposals/{proposal}")).text
    assert ("cannot be approved" in page) is too_long
    assert ('id="approve" disabled' in page) is too_long
    answer = await browser.post(f"/proposals/{proposal}/options", {"verb": "approve"})
    assert answer.status_code == (409 if too_long else 200)
    if too_long:
        assert answer.json()["error"] == "unshowable"
    assert (await browser.post(f"/proposals/{proposal}/refuse")).status_code == 200


@pytest.mark.parametrize("size", [1_000, 70_000])
async def test_a_challenge_that_should_not_have_been_given_approves_nothing_that_was_not_shown(
    house: House, size: int
) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(SCOUT, OwnerItem(name="b" * size))
    row, until = await house.proposal(proposal), challenges.expiry(house.clock)
    bound = {"owner": "alice", "verb": "approve", "digest": row.digest}
    made = challenge(nonce=b"n" * 32, grant=row.id, not_after=until, **bound)
    given = {**bound, "purpose": "propose", "approval": row.id, "nonce": b"n" * 32}
    await house.change(lambda session: challenges.issue(session, made, now=house.clock, **given))  # type: ignore[arg-type]
    answer = await _decide(browser, proposal, Signer().assertion(made, origin=browser.origin))
    assert answer.status_code == (200 if size == 1_000 else 409)
    assert (await agents(house) == []) is (size > 1_000)


WORDS: dict[str, tuple[Item, tuple[str, ...]]] = {
    "agent": (SCOUT, ("scout may ask in your name", DIGEST)),
    "client": (
        ClientItem(
            agent="shop",
            key={"proof": "httpsig", "jwk": {}},
            identity="the-thumbprint",
            callback_prefix="https://shop.example/gnap/",
            start_modes=["redirect"],
            nonce_optional=False,
        ),
        (
            "shop may ask in your name, with a key of its own",
            "the-thumbprint",
            "https://shop.example/gnap/",
            "redirect",
        ),
    ),
    "credential": (
        CredentialItem(agent="scout", credential_digest=DIGEST),
        ("A new credential for scout", "The old one", "ends at once"),
    ),
    "credential for a while": (
        CredentialItem(agent="scout", credential_digest=DIGEST, expires_in=86400, overlap=3600),
        ("A new credential for scout", "for 1 day", "works for 1 hour longer"),
    ),
    "unfreeze one": (UnfreezeItem(agent="scout"), ("scout moves again",)),
    "unfreeze all": (UnfreezeItem(agent=None), ("Everything moves again",)),
    "owner": (OwnerItem(name="bob"), ("bob may answer for agents here",)),
    "email": (EmailItem(email="alice@example.org"), ("An e-mail address for you", "alice@example.org", "say it by")),
    "recovery": (RecoveryItem(recovery_digest=DIGEST), ("A new recovery code", "The old code ends")),
    "channel": (
        ChannelItem(device="d", host="push.example", endpoint_digest=DIGEST),
        ("This browser may be told", "push.example", "not who asks, not what"),
    ),
    "remove-device": (
        RemoveDeviceItem(passkey="p", label="Chrome on Android"),
        ("Remove Chrome on Android", "whoever pairs a device", "If it is your last device"),
    ),
    "device": (
        DeviceItem(
            passkey="p", label="Safari on iPhone", public_key="k", sign_count=0, same_computer=False, digits="012345"
        ),
        ("Safari on iPhone becomes a device of yours", "012 345", "approves in your name"),
    ),
    "device here": (
        DeviceItem(passkey="p", label="Chrome", public_key="k", sign_count=0, same_computer=True, digits="012345"),
        ("on the computer where Countersign runs", "sign only if you sit there yourself"),
    ),
    "policy": (file(), ("A changed policy: scout", "what it must ask for", "policies/scout.yaml", "Read every line")),
    "connector": (file(kind="connector", name="bank"), ("A changed connector: bank", "which addresses")),
}


@pytest.mark.parametrize("name", WORDS)
async def test_every_kind_says_what_it_widens(house: House, name: str) -> None:
    item, words = WORDS[name]
    browser = await house.signed_in()
    proposal = await house.propose(item)
    page = " ".join((await browser.get(f"/proposals/{proposal}")).text.split())
    for shown in ("What it widens:", *words):
        assert shown in page
    code = (await house.proposal(proposal)).code
    for path in ("/inbox", f"/proposals/{proposal}"):
        assert f"data-code>{code}<" in (await browser.get(path)).text


async def test_names_stay_text_and_hide_nothing(house: House) -> None:
    browser = await house.signed_in()
    hostile = "</h1><script>x</script>\u202e\u200b"
    proposal = await house.propose(OwnerItem(name=hostile), SCOUT.model_copy(update={"agent": hostile}), file(hostile))
    for path in ("/inbox", f"/proposals/{proposal}"):
        page = (await browser.get(path)).text
        assert page.count("<script") == 1
        assert "\u202e" not in page
        assert "U+202E" in page


async def test_the_inbox_shows_proposals_first_and_what_became_of_them(house: House) -> None:
    browser = await house.signed_in()
    assert "Nothing waits for you" in (await browser.get("/inbox")).text
    await house.ask()
    waiting, refused = await house.propose(SCOUT), await house.propose(OwnerItem(name="bob"), OwnerItem(name="carol"))
    await browser.post(f"/proposals/{refused}/refuse")
    await house.change(lambda session: session.add(Owner(name="dora", created_at=house.clock)))
    foreign = await house.propose(OwnerItem(name="erik"), owner="dora")
    page = (await browser.get("/inbox")).text
    assert page.index(waiting) < page.index('data-approval="approval-1"') < page.index(refused)
    assert "bob may answer for agents here and 1 more" in " ".join(page.split())
    assert '<span class="count">2</span>' in page
    assert foreign not in page
    assert "Nothing waits" not in page


async def test_a_damaged_proposal_is_neither_shown_nor_signed(house: House) -> None:
    browser = await house.signed_in()
    proposal = await house.propose(SCOUT)
    before = (await house.proposal(proposal)).document
    await _write(house, proposal, document=before.replace("scout", "shout"))
    answer = await browser.get(f"/proposals/{proposal}")
    assert (answer.status_code, "shout" in answer.text) == (409, False)
    assert (await browser.post(f"/proposals/{proposal}/options", {"verb": "approve"})).json()["error"] == "damaged"
    await _write(house, proposal, document=before)
    assert (await browser.sign(proposal)).status_code == 200


async def test_a_performance_that_fails_unexpectedly_leaves_the_proposal_open(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CannotPerform("the disk is full")

    browser = await house.signed_in()
    proposal = await house.propose(SCOUT)
    monkeypatch.setattr("tests.phone.house._add_agent", fails)
    sick = house.browser()
    sick.cookies.update(browser.cookies)
    assert (await sick.sign(proposal)).json()["message"] == "Nothing was changed: the disk is full."
    monkeypatch.undo()
    assert (await browser.sign(proposal)).status_code == 200


async def agents(house: House) -> list[str]:
    return await house.store.read(lambda session: list(session.scalars(select(Agent.name))))


async def _write(house: House, proposal: str, **values: Any) -> None:
    statement = update(Proposal).where(col(Proposal.id) == proposal).values(**values)
    await house.change(lambda session: session.execute(statement))
