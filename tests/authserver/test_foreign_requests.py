"""What somebody else's client instance may ask for, and what it is told (RFC 9635 §2, §3; decisions P1, P5, P8)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broker.approval.rights_document import parse
from broker.store.query import Session, select
from broker.store.tables import Approval, Passkey, RegisteredClient, RegisteredServer, ResourceSet
from tests.authserver.foreign import (
    CALLBACK,
    FORBIDDEN,
    HISTORY,
    READ,
    START_MODES,
    Foreign,
    approvals_of,
    grants_of,
)
from tests.authserver.wire import Wire, error_of
from tests.home import BANK_URL, Home, home

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

TOKENS = [{"label": "now", "access": [READ]}, {"label": "past", "access": [HISTORY]}]


def _interact(*start: str, method: str | None = None, uri: str = f"{CALLBACK}1", **finish: str) -> Json:
    if method is None:
        return {"start": list(start)}
    return {"start": list(start), "finish": {"method": method, "uri": uri, "nonce": "client-nonce", **finish}}


async def _shown(here: Home) -> Any:
    return parse((await approvals_of(here))[-1].document)


@pytest.mark.requirement("C-3.2.2-1", "C-3.2.1-3", "C-3.2.1-11", "C-2.1.1-2", "C-3.2-1", "C-3-2", "C-5.2-3")
async def test_several_tokens_are_shown_and_issued_under_their_labels(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.post(shop.request() | {"access_token": TOKENS})).json()
        document = await _shown(here)
        assert [(one.label, one.uses, one.seconds) for one in document.tokens] == [("now", 3, 600), ("past", 1, 300)]
        assert "access_token" not in answer
        await shop.decide(answer)
        granted = (await shop.go_on(answer)).json()
        assert set(granted) == {"access_token"}
        now, past = granted["access_token"]
        assert (now["label"], now["access"], now["expires_in"]) == ("now", [READ], 600)
        assert (past["label"], past["access"], past["expires_in"]) == ("past", [HISTORY], 300)
        assert now["manage"]["uri"] != past["manage"]["uri"]
        assert len({now["value"], past["value"], *(one["manage"]["access_token"]["value"] for one in (now, past))}) == 4


@pytest.mark.requirement("C-3.2.2-2", "C-3.2.1-17", "C-8-5")
async def test_what_the_policy_denies_is_left_out_and_an_array_stays_an_array(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        tokens = [TOKENS[0], {"label": "never", "access": [FORBIDDEN]}]
        granted = await shop.granted(shop.request() | {"access_token": tokens})
        assert [one["label"] for one in granted["access_token"]] == ["now"]
        assert [one.label for one in (await _shown(here)).tokens] == ["now"]
        assert isinstance((await shop.approved(READ))["access_token"], dict)
        refused = await shop.ask(FORBIDDEN)
        assert (refused.status_code, error_of(refused)) == (403, "request_denied")
        assert error_of(await shop.ask(READ, FORBIDDEN)) == "request_denied", "one token is granted whole or not at all"


@pytest.mark.requirement("C-2.3-11")
@pytest.mark.promise("P10")
async def test_a_foreign_client_is_allowed_nothing_without_its_owner(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        own = await Wire.of_agent(here)
        assert "access_token" in (await own.ask(here.call("bank_read_account", account="main"))).json()
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        assert set(answer) == {"continue", "instance_id"}
        await shop.decide(answer, "refuse", "not today")
        refused = await shop.go_on(answer)
        assert (refused.status_code, error_of(refused)) == (403, "user_denied")
        assert refused.json()["error"]["description"] == "not today"
        assert [row.ending for row in await grants_of(here)] == ["denied"]


@pytest.mark.requirement("C-2.3-8", "C-2.3-9", "C-2.3.2-4", "C-2.3-4")
async def test_what_a_client_says_of_itself_is_shown_and_what_is_registered_comes_first(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        said = {"display": {"name": "Alice's own bank", "uri": "https://shop.example"}, "class_id": "till"}
        await shop.post(shop.request(READ) | {"client": {"key": shop.key_object, **said}})
        first = await _shown(here)
        assert (first.agent, first.client.name, first.client.uri) == (
            "shop",
            "Alice's own bank",
            "https://shop.example",
        )
        assert (first.client.class_id, first.client_key) == ("till", shop.key.public.thumbprint)

        def register(session: Session) -> None:
            row = shop.row(session)
            assert (row.display, row.class_id) == (None, None), "what is said at run time is not kept"
            row.display, row.class_id = {"name": "A shop"}, "checkout"
            session.add(row)

        await here.broker.store.write(register)
        await shop.post(shop.request(HISTORY) | {"client": {"key": shop.key_object, **said}})
        then = await _shown(here)
        assert (then.client.name, then.client.uri, then.client.class_id) == ("A shop", None, "checkout")


@pytest.mark.requirement("C-8.1-1")
@pytest.mark.promise("P16")
async def test_a_reference_is_shown_as_the_rights_that_it_stands_for_or_not_asked_for(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        name = "alles über mich"

        def register(session: Session) -> None:
            server = RegisteredServer(identity="rs", key={}, instance_id="rs", created_at=here.clock())
            session.add(server)
            session.flush()
            session.add(ResourceSet(reference=name, server="rs", access=[READ], digest="x", created_at=here.clock()))

        await here.broker.store.write(register)
        granted = await shop.approved(name, HISTORY)
        assert (await _shown(here)).tokens[0].access == [READ, HISTORY]
        assert granted["access_token"]["access"] == [name, HISTORY]
        for unknown in ("Alles über mich", "bank_read_account"):
            refused = await shop.ask(unknown)
            assert error_of(refused) == "request_denied"
            assert "cannot be shown" in refused.json()["error"]["description"]


async def test_the_name_of_an_operation_without_arguments_is_a_reference_too(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        here.edit("tools/bank.yaml", "operations:\n", _OPERATION)
        await shop.ask("bank_main")
        assert (await _shown(here)).tokens[0].access == [READ]


_OPERATION = f"""operations:
  - name: bank_main
    title: Look at the main account
    request: GET /accounts/main
    access: {{type: bank-account, actions: [read], locations: ["{BANK_URL}/accounts/main"]}}
"""


@pytest.mark.requirement("C-2.3.1-1", "C-2.3.1-2", "C-3.5-3", "C-2.3-6")
async def test_an_instance_identifier_stands_for_a_key_that_has_to_be_proved(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, other = await Foreign.registered(here), await Foreign.registered(here, name="other", seed=22)
        given = (await shop.ask(READ)).json()["instance_id"]
        assert (given, (await shop.ask(HISTORY)).json()["instance_id"]) == (shop.instance_id, shop.instance_id)
        assert len(given) >= 22
        assert given != other.instance_id
        by_reference = {"access_token": {"access": [READ]}, "client": given}
        assert "continue" in (await shop.post(by_reference)).json()
        assert error_of(await other.post(by_reference)) == "invalid_client"
        assert error_of(await shop.post(by_reference | {"client": "7C7C4AZ9KHRS6X63AJAO"})) == "invalid_client"
        own = (await (await Wire.of_agent(here)).ask(here.call("bank_read_account", account="main"))).json()
        assert "instance_id" not in own


@pytest.mark.requirement("C-3.3-1", "C-3.3-2", "C-3.3-4", "C-2.5.1-2")
async def test_only_start_modes_that_were_asked_for_and_registered_are_answered_and_once(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, start_modes=["redirect", "user_code"])
        asked = {"start": ["redirect", {"mode": "app"}, {"mode": "sparkle"}]}
        answer = (await shop.ask(READ, interact=asked)).json()
        assert set(answer["interact"]) == {"redirect", "expires_in"}
        assert set((await shop.go_on(answer)).json()) == {"continue"}
        both = (await shop.ask(READ, interact=_interact(*START_MODES, method="redirect"))).json()["interact"]
        assert set(both) == {"redirect", "user_code", "finish", "expires_in"}


@pytest.mark.requirement("C-2.5-3")
@pytest.mark.promise("P1")
async def test_an_owner_who_can_neither_be_met_nor_asked_is_an_invalid_interaction(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here, start_modes=["redirect"])
        assert "continue" in (await shop.ask(READ)).json()

        def lose_the_phone(session: Session) -> None:
            for row in session.exec(select(Passkey)):
                row.removed_at = here.clock()
                session.add(row)

        await here.broker.store.write(lose_the_phone)
        for interact in ({}, {"interact": _interact()}, {"interact": _interact("app", method="push")}):
            refused = await shop.ask(HISTORY, **interact)
            assert (refused.status_code, error_of(refused)) == (400, "invalid_interaction"), interact
        assert "redirect" in (await shop.ask(HISTORY, interact=_interact("redirect"))).json()["interact"]


async def test_our_own_client_has_no_start_modes(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        own = await Wire.of_agent(here)
        for start in (["redirect"], [{"mode": "user_code"}]):
            request = own.request(here.call()) | {"interact": {"start": start}}
            assert error_of(await own.send(own.signed("POST", own.endpoint, request))) == "invalid_interaction"
        assert "continue" in (await own.ask(here.call(), finish="http://localhost:8765/callback/1")).json()


@pytest.mark.requirement("C-2-6")
@pytest.mark.promise("P15")
async def test_equal_requests_are_grants_of_their_own_where_somebody_visits_and_one_prompt_where_not(
    tmp_path: Path,
) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        one, two = [(await shop.ask(READ, interact=_interact("redirect"))).json() for _ in range(2)]
        assert one["continue"]["uri"] != two["continue"]["uri"]
        assert one["continue"]["access_token"] != two["continue"]["access_token"]
        assert one["interact"]["redirect"] != two["interact"]["redirect"]
        assert len(await approvals_of(here)) == 2
        lost, again = [(await shop.ask(READ)).json() for _ in range(2)]
        assert lost["continue"]["uri"] == again["continue"]["uri"]
        assert len(await approvals_of(here)) == 3
        assert error_of(await shop.go_on(lost)) == "invalid_continuation"
        assert "continue" in (await shop.go_on(again)).json()


@pytest.mark.requirement("C-3.4-1", "C-3.4-2", "C-3.4-6", "C-3.4-8", "C-2.2-3", "C-1.5-2")
@pytest.mark.promise("P8")
async def test_the_subject_is_released_to_a_client_whose_owner_came_by_and_to_no_other(tmp_path: Path) -> None:
    wanted = {"subject": {"sub_id_formats": ["opaque", "email"], "assertion_formats": ["saml2"]}}
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        asynchronous = await shop.approved(READ, **wanted)
        assert set(asynchronous) == {"access_token"}
        assert parse((await approvals_of(here))[-1].document).subject is None
        alone = await shop.ask(**wanted)
        assert error_of(alone) == "invalid_interaction"
        met = (await shop.ask(READ, interact=_interact("redirect"), **wanted)).json()
        shown = parse((await approvals_of(here))[-1].document).subject
        assert shown is not None
        assert (shown.sub_id_formats, shown.assertion_formats) == (["opaque"], [])
        assert "subject" not in met
        await shop.visit(met["interact"]["redirect"])
        granted = (await shop.go_on(met)).json()
        assert [one["format"] for one in granted["subject"]["sub_ids"]] == ["opaque"]
        assert "access_token" in granted


@pytest.mark.promise("P8")
async def test_a_subject_alone_whose_owner_answered_elsewhere_is_denied_and_otherwise_goes_on(tmp_path: Path) -> None:
    wanted = {"subject": {"sub_id_formats": ["opaque"]}, "interact": _interact("redirect")}
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        elsewhere = (await shop.ask(**wanted)).json()
        await shop.decide(elsewhere)
        assert error_of(await shop.go_on(elsewhere)) == "request_denied"
        met = (await shop.ask(**wanted)).json()
        await shop.visit(met["interact"]["redirect"])
        assert set((await shop.go_on(met)).json()) == {"subject", "continue"}


async def _known(here: Home, shop: Foreign) -> Json:
    """Let the owner come by and be named: the subject of the answer."""
    subject = {"sub_id_formats": ["opaque"], "assertion_formats": ["id_token"]}
    met = (await shop.ask(interact=_interact("redirect"), subject=subject)).json()
    await shop.visit(met["interact"]["redirect"])
    found: Json = (await shop.go_on(met)).json()["subject"]
    return found


@pytest.mark.requirement("C-2.4-1", "C-2.4-2", "C-2.4-3", "C-2.4.1-1")
async def test_a_user_is_a_hint_that_fits_the_owner_or_an_unknown_user(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop, other = await Foreign.registered(here), await Foreign.registered(here, name="other", seed=22)
        mine, theirs = await _known(here, shop), await _known(here, other)
        named = mine["sub_ids"][0]
        token = mine["assertions"][0]["value"]
        hints: dict[str, Any] = {
            "the owner by reference": named["id"],
            "the owner by value": {"sub_ids": [named]},
            "an address that says nothing to us": {"sub_ids": [{"format": "email", "email": "x@example.net"}]},
            "an assertion of ours": {"assertions": mine["assertions"]},
        }
        for name, user in hints.items():
            answer = (await shop.ask(READ, user=user)).json()
            assert "continue" in answer, (name, answer)
            assert "access_token" not in answer, "no hint stands for the owner"
        wrong: dict[str, Any] = {
            "a made-up reference": "XUT2MFM1XBIKJKSDU8QM",
            "what another client calls the owner": theirs["sub_ids"][0]["id"],
            "somebody else by value": {"sub_ids": [{"format": "opaque", "id": "mallory"}]},
            "somebody else at this issuer": {
                "sub_ids": [{"format": "iss_sub", "iss": here.broker.settings.public_url, "sub": "mallory"}]
            },
            "an assertion for another client": {"assertions": theirs["assertions"]},
            "a forged assertion": {"assertions": [{"format": "id_token", "value": _altered(token)}]},
            "no assertion at all": {"assertions": [{"format": "id_token", "value": "x.y"}]},
            "an assertion of another format": {"assertions": [{"format": "saml2", "value": token}]},
        }
        for name, user in wrong.items():
            assert error_of(await shop.ask(READ, user=user)) == "unknown_user", name
        here.clock.turn(301)
        assert error_of(await shop.ask(READ, user={"assertions": mine["assertions"]})) == "unknown_user", "expired"


def _altered(token: str) -> str:
    header, payload, signature = token.split(".")
    return f"{header}.{payload}.{signature[:-2]}{'A' if signature[-2] != 'A' else 'B'}{signature[-1]}"


async def test_a_client_that_asks_too_often_is_held_back(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        here.edit("policies/shop.yaml", "asks_per_hour: 100", "asks_per_hour: 2")
        for _ in range(2):
            assert "continue" in (await shop.ask(READ, interact=_interact("redirect"))).json()
        refused = await shop.ask(READ, interact=_interact("redirect"))
        assert (refused.status_code, error_of(refused)) == (429, "too_many_attempts")
        assert len(await approvals_of(here)) == 2
        here.clock.turn(3601)
        assert "continue" in (await shop.ask(READ, interact=_interact("redirect"))).json()


NOT_REGISTERED = [
    "https://shop.example/other",
    "https://shop.example.evil.example/gnap/1",
    "http://shop.example/gnap/1",
    "https://shop.example/gnap/../other",
    "https://shop.example:8443/gnap/1",
    "https://127.0.0.1/gnap/1",
]


@pytest.mark.requirement("C-2.5.2-13", "C-4.2.2-2")
@pytest.mark.promise("P5")
async def test_a_finish_uri_outside_the_registered_prefix_is_refused(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        for method in ("redirect", "push"):
            for uri in NOT_REGISTERED:
                refused = await shop.ask(READ, interact=_interact("redirect", method=method, uri=uri))
                assert error_of(refused) == "invalid_request", uri
            good = (await shop.ask(READ, interact=_interact("redirect", method=method))).json()
            assert "finish" in good["interact"]


@pytest.mark.requirement("C-2.5.2-9")
async def test_a_redirect_finish_without_a_start_mode_is_left_out_and_the_client_polls(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ, interact=_interact(method="redirect"))).json()
        assert "interact" not in answer
        await shop.decide(answer)
        assert "access_token" in (await shop.go_on(answer)).json()
        pushed = (await shop.ask(READ, interact=_interact(method="push"))).json()
        assert set(pushed["interact"]) == {"finish", "expires_in"}


async def test_a_request_that_no_page_can_show_is_not_asked(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        refused = await shop.ask(READ | {"note": "x" * 2001})
        assert error_of(refused) == "request_denied"
        assert "too long to be shown" in refused.json()["error"]["description"]
        assert await approvals_of(here) == []
        assert "continue" in (await shop.ask(READ | {"note": "x" * 2000})).json()


LAPSED: dict[str, Callable[[Home], Any]] = {
    "the rule changed": lambda here: here.edit("policies/shop.yaml", "uses: 3", "uses: 2"),
    "the rule went": lambda here: here.edit("policies/shop.yaml", "actions: [read]", "actions: [look]"),
    "time went by": lambda here: here.clock.turn(24 * 3600),
    "the client was revoked": lambda here: here.broker.store.write_sync(
        lambda session: here.broker.ownership.revoke(session, "shop", here.clock(), "alice")
    ),
    "everything was frozen": lambda here: here.broker.store.write_sync(
        lambda session: here.broker.ownership.freeze(session, None, here.clock(), "alice")
    ),
}


@pytest.mark.promise("R4")
@pytest.mark.parametrize("row", LAPSED)
async def test_what_was_signed_is_judged_again_before_anything_is_issued(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)
        LAPSED[row](here)
        refused = await shop.go_on(answer)
        assert error_of(refused) in ("request_denied", "invalid_client", "invalid_continuation"), refused.text
        assert "access_token" not in refused.text.replace('"continue":{"access_token"', "")


@pytest.mark.requirement("C-9-1", "C-9-2", "C-9-4")
@pytest.mark.parametrize("proxies", ["", "127.0.0.1"])
async def test_discovery_tells_what_is_done_here(tmp_path: Path, proxies: str) -> None:
    async with home(tmp_path, trusted_proxies=proxies) as here:
        shop = Foreign(here, (await Wire.of_agent(here)).key)
        found = await shop.send(shop.plain("OPTIONS", shop.endpoint))
        assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
        assert found.json() == {
            "grant_request_endpoint": "http://localhost:8765/gnap",
            "interaction_start_modes_supported": list(START_MODES),
            "interaction_finish_methods_supported": ["redirect", "push"],
            "key_proofs_supported": ["httpsig", "jwsd", "jws", *(["mtls"] if proxies else [])],
            "sub_id_formats_supported": ["opaque", "iss_sub", "email"],
            "assertion_formats_supported": ["id_token"],
            "key_rotation_supported": True,
        }


async def test_what_was_asked_and_issued_for_a_foreign_client_is_kept_as_digests(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        granted = await shop.approved(READ)
        values = [granted["access_token"]["value"], granted["access_token"]["manage"]["access_token"]["value"]]
        rotated = (await shop.manage(granted["access_token"])).json()["access_token"]
        values += [rotated["value"], rotated["manage"]["access_token"]["value"]]
        [grant] = await grants_of(here)
        assert json.dumps(grant.tokens)
        assert here.broker.store.read_sync(lambda session: session.get(RegisteredClient, grant.thumbprint)) is not None
        await here.broker.close()
        held = b"".join(path.read_bytes() for path in (tmp_path / "state").glob("countersign.db*"))
        assert shop.key.public.thumbprint.encode() in held, "the scan finds what is there"
        assert [one for one in values if one.encode() in held] == []


TAMPERED: dict[str, Json] = {
    "another document under the decision": {"document": None},
    "an assertion that is missing": {"assertion": None},
    "another nonce": {"nonce": b"\0" * 32},
    "another passkey": {"passkey": "nobody's"},
    "another grant": {"grant": "as_another"},
    "another digest": {"effective_digest": "0" * 64},
}


@pytest.mark.promise("R8")
@pytest.mark.parametrize("row", TAMPERED)
async def test_a_decision_in_the_database_without_its_signature_issues_nothing(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        answer = (await shop.ask(READ)).json()
        await shop.decide(answer)

        def tamper(session: Session) -> None:
            stored = session.exec(select(Approval).where(Approval.agent == "shop")).one()
            values = dict(TAMPERED[row])
            if "document" in values:
                values["document"] = stored.document.replace('"uses":3', '"uses":9')
                assert values["document"] != stored.document
            for name, value in values.items():
                setattr(stored, name, value)
            session.add(stored)

        await here.broker.store.write(tamper)
        refused = await shop.go_on(answer)
        assert error_of(refused) == "request_denied", refused.text
        assert "access_token" in await shop.approved(HISTORY)


@pytest.mark.promise("A26")
async def test_what_its_owner_refused_a_foreign_client_is_refused_again_unheard(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        subject = {"subject": {"sub_id_formats": ["opaque"]}, "interact": _interact("redirect")}
        for wanted, other in ((subject, READ), (READ, None)):
            asked = (await shop.ask(**wanted) if wanted is subject else await shop.ask(wanted)).json()
            assert "continue" in asked, asked
            await shop.decide(asked, "refuse")
            await shop.go_on(asked)
            again = await shop.ask(**wanted) if wanted is subject else await shop.ask(wanted)
            assert error_of(again) == "request_denied"
            assert "refused this lately" in again.text
            assert other is None or "continue" in (await shop.ask(other)).json(), "another ask is another question"


NOT_FOR_FOREIGN: dict[str, str] = {
    "several owners": "quorum: {need: 2, of: [alice, bob]}",
    "a number that only our own client shows": "match: always",
}


@pytest.mark.promise("R1")
@pytest.mark.parametrize("row", NOT_FOR_FOREIGN)
async def test_what_a_rule_wants_and_a_foreign_client_cannot_have_denies(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        shop = await Foreign.registered(here)
        assert "continue" in (await shop.ask(HISTORY)).json(), "the control: the same rule without it"
        here.edit("policies/shop.yaml", "grant: {uses: 1, expires_in: 5m}", f"approval: {{{NOT_FOR_FOREIGN[row]}}}")
        asked = await shop.ask({**HISTORY, "locations": [f"{BANK_URL}/accounts/savings"]})
        assert error_of(asked) == "request_denied"
        assert "history" in asked.text
        assert "continue" in (await shop.ask(READ)).json(), "what another rule covers is asked as before"
