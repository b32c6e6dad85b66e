"""The embedded authorization server on the wire, met by client instances that behave and by those that do not."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import interaction_hash
from broker.gnap.keys import key_object
from broker.store.query import Session, select
from broker.store.tables import Approval, Audit, ServerGrant, ServerToken
from tests.authserver.foreign import refusals
from tests.authserver.wire import Wire, error_of
from tests.home import WAIT, Home, home
from tests.stand_ins import key_named

pytestmark = pytest.mark.anyio

Json = dict[str, Any]


async def _count(here: Home, table: Any) -> int:
    def work(session: Session) -> int:
        return len(list(session.exec(select(table))))

    return await here.broker.store.read(work)


async def _asked_and_approved(here: Home, wire: Wire) -> tuple[Json, str]:
    """Ask without a finish method and let the owner approve; return the pending answer and the approval."""
    answer = (await wire.ask(here.call())).json()
    return answer, await here.approve()


@pytest.mark.requirement("C-3-1", "C-3-3", "C-3-4", "C-3.1-1", "C-3.1-6", "C-1.5-3", "C-3.1-9")
async def test_an_ask_is_answered_by_a_pending_grant_that_can_be_continued(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        response = await (await Wire.of_agent(here)).ask(here.call())
        assert response.status_code == 200
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["content-type"] == "application/json"
        going_on = response.json()["continue"]
        assert going_on["uri"].startswith("http://localhost:8765/gnap/continue/")
        assert going_on["wait"] == 5
        assert set(going_on["access_token"]) == {"value"}
        assert "access_token" not in response.json()
        assert len(await here.phone.waiting()) == 1


@pytest.mark.requirement("C-2.3-11")
async def test_an_allowed_right_is_issued_without_interaction(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        answer = (await (await Wire.of_agent(here)).ask(here.call("bank_read_account", account="main"))).json()
        assert set(answer) == {"access_token"}
        assert answer["access_token"]["expires_in"] == 600
        assert await here.phone.waiting() == ()


@pytest.mark.promise("P10")
async def test_the_authorization_server_judges_by_its_own_policy_and_names_the_rule(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        response = await (await Wire.of_agent(here)).ask(here.call(amount="250.00"))
        assert (response.status_code, error_of(response)) == (403, "request_denied")
        assert "small-payments" in response.json()["error"]["description"]
        assert await _count(here, ServerGrant) == 0


@pytest.mark.requirement("C-2.3-5", "C-2.3-1")
@pytest.mark.promise("P10")
async def test_a_key_that_nobody_registered_gets_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        stranger = Wire(here, key_named("stranger", 7))
        response = await stranger.ask(here.call("bank_read_account", account="main"))
        assert (response.status_code, error_of(response)) == (401, "invalid_client")
        own = await Wire.of_agent(here)
        assert (await own.ask(here.call("bank_read_account", account="main"))).status_code == 200


async def test_a_registered_key_signed_for_by_another_gets_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        own = await Wire.of_agent(here)
        thief = Wire(here, key_named("thief", 7))
        stolen = own.request(here.call("bank_read_account", account="main"))
        response = await thief.send(thief.signed("POST", own.endpoint, stolen))
        assert error_of(response) == "invalid_client"
        assert (await own.send(own.signed("POST", own.endpoint, stolen))).status_code == 200


def _flipped(text: str) -> str:
    return text[:-2] + ("A" if text[-2] != "A" else "B") + text[-1]


MUTATIONS: dict[str, Any] = {
    "one byte of the body": lambda m: dataclasses.replace(m, body=m.body.replace(b"main", b"mxin")),
    "one byte of the signature": lambda m: dataclasses.replace(
        m, headers=tuple((n, _flipped(v) if n == "signature" else v) for n, v in m.headers)
    ),
    "one byte of the digest": lambda m: dataclasses.replace(
        m, headers=tuple((n, _flipped(v) if n == "content-digest" else v) for n, v in m.headers)
    ),
    "the method": lambda m: dataclasses.replace(m, method="DELETE"),
    "no signature": lambda m: m.without_header("signature"),
    "no signature input": lambda m: m.without_header("signature-input"),
    "no digest": lambda m: m.without_header("content-digest"),
    "an authorization that nobody signed": lambda m: m.with_headers(("authorization", "GNAP x")),
}


@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3.1-4")
@pytest.mark.parametrize("row", MUTATIONS)
async def test_a_request_that_was_altered_on_the_way_in_process_is_refused(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        message = wire.signed("POST", wire.endpoint, wire.request(here.call("bank_read_account", account="main")))
        altered = await wire.send(MUTATIONS[row](message))
        assert altered.status_code in (401, 405), altered.text
        assert "access_token" not in altered.text
        assert await _count(here, ServerToken) == 0
        assert (await wire.send(message)).status_code == 200


@pytest.mark.sweep(3)
@pytest.mark.parametrize("byte", range(0, 260, 13))
async def test_a_byte_flipped_in_the_in_process_transport_is_refused(tmp_path: Path, byte: int) -> None:
    """The client's own road to the embedded server: the same bytes, the same check (Shows 8)."""
    async with home(tmp_path) as here:
        straight_on = here.broker.http.to_server
        flipped: list[bytes] = []

        async def noisy(message: HttpMessage, seconds: float = 30.0) -> Any:
            body = bytearray(message.body or b"")
            body[byte % len(body)] ^= 1
            flipped.append(bytes(body))
            return await straight_on(dataclasses.replace(message, body=bytes(body)), seconds)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(here.broker.http, "to_server", noisy)
            view = await here.ask("bank_read_account", account="main")
        assert flipped
        assert getattr(view, "status", None) == "failed", view
        assert (await _count(here, ServerToken), here.sent) == (0, [])
        assert getattr(await here.ask("bank_read_account", account="savings"), "status", None) == "done"


@pytest.mark.requirement("C-7.3.1-8")
async def test_a_message_that_is_sent_twice_is_a_replay_even_if_the_first_was_refused(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        for amount in ("20.00", "250.00"):
            message = wire.signed("POST", wire.endpoint, wire.request(here.call(amount=amount)))
            first, second = await wire.send(message), await wire.send(message)
            assert error_of(second) == "invalid_client"
            assert (await refusals(here))[-1] == "this signature was used before"
            assert error_of(first) != "invalid_client"


@pytest.mark.requirement("C-7.3.1-7")
async def test_a_message_older_than_the_window_is_refused(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        message = wire.signed("POST", wire.endpoint, wire.request(here.call("bank_read_account", account="main")))
        here.clock.turn(301)
        assert error_of(await wire.send(message)) == "invalid_client"
        fresh = wire.signed("POST", wire.endpoint, wire.request(here.call("bank_read_account", account="main")))
        assert (await wire.send(fresh)).status_code == 200


async def test_another_name_in_the_host_header_changes_nothing(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        message = wire.signed("POST", wire.endpoint, wire.request(here.call("bank_read_account", account="main")))
        spoofed = message.with_headers(("host", "evil.example"), ("x-forwarded-host", "evil.example"))
        answer = (await wire.send(spoofed)).json()
        assert answer["access_token"]["manage"]["uri"].startswith("http://localhost:8765/gnap/token/")


@pytest.mark.requirement("C-5-8", "C-5-9")
async def test_a_poll_before_its_time_is_too_fast_and_the_grant_lives_on(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        answer, _ = await _asked_and_approved(here, wire)
        early = await wire.go_on(answer)
        assert (early.status_code, error_of(early)) == (429, "too_fast")
        here.clock.turn(WAIT)
        assert "access_token" in (await wire.go_on(early.json())).json()


@pytest.mark.requirement("C-5.2-4", "C-5.2-2", "C-1.5-2", "C-5-9", "C-5.1-5")
async def test_polling_goes_on_with_new_tokens_until_the_owner_has_decided(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        answer = (await wire.ask(here.call())).json()
        values = [answer["continue"]["access_token"]["value"]]
        for _ in range(3):
            here.clock.turn(WAIT)
            answer = (await wire.go_on(answer)).json()
            assert set(answer) == {"continue"}
            values.append(answer["continue"]["access_token"]["value"])
        assert len(set(values)) == 4
        await here.approve()
        here.clock.turn(WAIT)
        granted = (await wire.go_on(answer)).json()
        assert set(granted) == {"access_token", "countersign_approval"}


@pytest.mark.requirement("C-5-6", "C-5-5", "C-5-3", "C-5-12", "C-5-11")
async def test_only_the_grants_own_newest_continuation_token_continues_it(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        first = (await wire.ask(here.call())).json()
        other = (await wire.ask(here.call(amount="24.00"))).json()
        read = (await wire.ask(here.call("bank_read_account", account="main"))).json()["access_token"]
        here.clock.turn(WAIT)
        wrong = {
            "of another grant": other["continue"]["access_token"]["value"],
            "an access token": read["value"],
            "a management token": read["manage"]["access_token"]["value"],
            "made up": "A" * 43,
        }
        for name, token in wrong.items():
            refused = await wire.send(wire.signed("POST", first["continue"]["uri"], None, token))
            assert (refused.status_code, error_of(refused)) == (401, "invalid_continuation"), name
        newer = (await wire.go_on(first)).json()
        here.clock.turn(WAIT)
        assert "continue" in (await wire.go_on(newer)).json()
        assert error_of(await wire.go_on(first)) == "invalid_continuation"


@pytest.mark.requirement("C-5-2", "C-5-1")
async def test_another_agents_key_cannot_continue_a_grant(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        await here.add_agent("other")
        wire, other = await Wire.of_agent(here), await Wire.of_agent(here, "other")
        answer, _ = await _asked_and_approved(here, wire)
        here.clock.turn(WAIT)
        assert error_of(await other.go_on(answer)) == "invalid_client"
        assert "access_token" in (await wire.go_on(answer)).json()


@pytest.mark.requirement("C-4.2-1", "C-4.2-3", "C-4.2-4", "C-4.2-5", "C-4.2.2-1", "C-4.2.3-1", "C-5.1-1", "C-2.5.2-11")
@pytest.mark.promise("P2")
async def test_the_finish_call_proves_itself_and_its_reference_moves_the_grant_once(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        told = await _finished(here, wire)
        answer, call = told
        reference = json.loads(call.body or b"")["interact_ref"]
        as_nonce = answer["interact"]["finish"]
        proof = interaction_hash("client-nonce", as_nonce, reference, wire.endpoint)
        assert json.loads(call.body or b"") == {"hash": proof, "interact_ref": reference}
        here.clock.turn(WAIT)
        wrong = await wire.go_on(answer, {"interact_ref": "A" * 43})
        assert error_of(wrong) == "invalid_interaction"
        assert await _state(here) == ["pending"]
        here.clock.turn(WAIT)
        granted = await wire.go_on(answer, {"interact_ref": reference})
        assert "access_token" in granted.json()
        assert await _state(here) == ["approved"]


async def _finished(here: Home, wire: Wire) -> tuple[Json, HttpMessage]:
    """Ask with a push finish, approve, and catch the finish call."""
    caught: list[HttpMessage] = []
    straight_on = here.broker.http.to_server

    async def catch(message: HttpMessage, seconds: float = 30.0) -> Any:
        if "/callback/" in message.target_uri:
            caught.append(message)
        return await straight_on(message, seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here.broker.http, "to_server", catch)
        answer = (await wire.ask(here.call(), finish="http://localhost:8765/callback/mine")).json()
        await here.approve()
        await here.broker.server.send_due()
    return answer, caught[0]


async def _state(here: Home) -> list[str]:
    return await here.broker.store.read(lambda session: list(session.exec(select(ServerGrant.state))))


@pytest.mark.requirement("C-5.1-3", "C-1.5-6", "C-5.1-2", "C-5.4-3")
@pytest.mark.promise("P2")
async def test_a_used_reference_is_answered_alike_for_a_while_and_then_refused(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        answer, call = await _finished(here, wire)
        reference = {"interact_ref": json.loads(call.body or b"")["interact_ref"]}
        here.clock.turn(WAIT)
        first = (await wire.go_on(answer, reference)).json()
        again = (await wire.go_on(answer, reference)).json()
        assert again == first, "RFC 9635 §11.33: a lost answer is given once more"
        assert error_of(await wire.go_on(answer, {"interact_ref": "B" * 43})) == "too_many_attempts"
        here.clock.turn(601)
        assert error_of(await wire.go_on(answer, reference)) == "too_many_attempts"
        assert await _count(here, ServerToken) == 1


async def test_a_client_that_was_promised_a_finish_call_learns_nothing_by_polling(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        answer, _ = await _finished(here, wire)
        here.clock.turn(WAIT)
        assert set((await wire.go_on(answer)).json()) == {"continue"}


@pytest.mark.requirement("C-2.5.2-13", "C-4.2.2-2")
@pytest.mark.promise("P5")
@pytest.mark.parametrize(
    "uri",
    [
        "http://169.254.169.254/latest",
        "http://localhost:8765/callback",
        "http://localhost:8765/other/1",
        "http://localhost:9999/callback/1",
        "https://evil.example/callback/1",
        "http://localhost:8765.evil.example/callback/1",
    ],
)
async def test_a_finish_uri_that_is_not_registered_for_the_key_is_refused(tmp_path: Path, uri: str) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        assert error_of(await wire.ask(here.call(), finish=uri)) == "invalid_request"
        assert "continue" in (await wire.ask(here.call(), finish="http://localhost:8765/callback/1")).json()


@pytest.mark.requirement("C-5.4-1", "C-5.4-4", "C-4.2-6", "C-1.5-5")
async def test_a_cancelled_grant_is_withdrawn_from_the_phone_and_stays_cancelled(
    tmp_path: Path, database_url: str
) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        answer = (await wire.ask(here.call())).json()["continue"]
        gone = await wire.delete(answer["uri"], answer["access_token"]["value"])
        assert (gone.status_code, gone.content) == (204, b"")
        assert await here.phone.waiting() == ()
        again = await wire.delete(answer["uri"], answer["access_token"]["value"])
        assert error_of(again) == "invalid_continuation"
        here.clock.turn(WAIT)
        assert error_of(await wire.go_on({"continue": answer})) == "invalid_continuation"
        assert await _state(here) == ["finalized"]


@pytest.mark.requirement("C-6.2-1", "C-6.2-2", "C-6-2", "C-6-3")
async def test_a_token_is_revoked_by_its_own_management_token_and_revoking_twice_is_fine(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        one = (await wire.ask(here.call("bank_read_account", account="main"))).json()["access_token"]
        two = (await wire.ask(here.call("bank_read_account", account="savings"))).json()["access_token"]
        crossed = await wire.delete(one["manage"]["uri"], two["manage"]["access_token"]["value"])
        assert crossed.status_code == 400
        assert await _revoked(here) == [False, False]
        for _ in range(2):
            gone = await wire.delete(one["manage"]["uri"], one["manage"]["access_token"]["value"])
            assert gone.status_code == 204
        assert sorted(await _revoked(here)) == [False, True]


async def _revoked(here: Home) -> list[bool]:
    def work(session: Session) -> list[bool]:
        return [token.revoked_at is not None for token in session.exec(select(ServerToken))]

    return await here.broker.store.read(work)


@pytest.mark.promise("P15")
async def test_the_same_request_again_while_pending_keeps_its_one_prompt(tmp_path: Path, database_url: str) -> None:
    async with home(tmp_path, database_url=database_url) as here:
        wire = await Wire.of_agent(here)
        first = (await wire.ask(here.call())).json()
        second = (await wire.ask(here.call())).json()
        assert second["continue"]["uri"] == first["continue"]["uri"]
        assert await _count(here, Approval) == 1
        await here.approve()
        here.clock.turn(WAIT)
        assert error_of(await wire.go_on(first)) == "invalid_continuation"
        assert "access_token" in (await wire.go_on(second)).json()


async def test_an_ask_whose_policy_changed_while_it_waited_is_shown_anew(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        await wire.ask(here.call())
        here.edit("policies/scout.yaml", 'max: "100.00"', 'max: "90.00"')
        await wire.ask(here.call())
        assert await _count(here, Approval) == 2
        assert len(await here.phone.waiting()) == 1


UNSHOWABLE: dict[str, Json] = {
    "another call's digest": {"call_digest": "0" * 64},
    "another connector file": {"connector_digest": "0" * 64},
}


@pytest.mark.promise("R2")
@pytest.mark.parametrize("row", UNSHOWABLE)
async def test_an_ask_that_means_something_else_than_its_rights_is_refused(tmp_path: Path, row: str) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        refused = await wire.ask(here.call(), **UNSHOWABLE[row])
        assert error_of(refused) == "request_denied"
        assert "cannot be shown" in refused.json()["error"]["description"]
        assert await _count(here, Approval) == 0
        assert "continue" in (await wire.ask(here.call())).json()


async def test_rights_that_fix_no_single_call_cannot_be_asked_for(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        message = wire.request(here.call())
        message["access_token"]["access"].append(message["access_token"]["access"][0] | {"payee": "grocer"})
        refused = await wire.send(wire.signed("POST", wire.endpoint, message))
        assert error_of(refused) == "request_denied"
        assert "exactly one call" in refused.json()["error"]["description"]


async def test_an_ask_without_the_extension_cannot_be_shown(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        message = wire.request(here.call())
        del message["countersign_ask"]
        assert error_of(await wire.send(wire.signed("POST", wire.endpoint, message))) == "request_denied"


@pytest.mark.promise("R4")
@pytest.mark.parametrize("change", ["deny", "another rule", "expired", "revoked agent"])
async def test_a_decision_is_judged_again_when_it_is_collected(tmp_path: Path, change: str) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        answer, _ = await _asked_and_approved(here, wire)
        here.clock.turn(WAIT)
        if change == "deny":
            here.edit("policies/scout.yaml", "actions: [close]", "actions: [close, create]")
            here.edit("policies/scout.yaml", "type: bank-account, actions: [close, create]", "type: bank-payment")
        elif change == "another rule":
            here.edit("policies/scout.yaml", 'max: "100.00"', 'max: "90.00"')
        elif change == "expired":
            here.clock.turn(24 * 3600)
        else:
            await _revoke_agent(here)
        refused = await wire.go_on(answer)
        assert error_of(refused) in ("request_denied", "invalid_client"), refused.text
        assert await _count(here, ServerToken) == 0


async def _revoke_agent(here: Home) -> None:
    from broker.store.tables import Agent

    def work(session: Session) -> None:
        agent = session.get_one(Agent, "scout")
        agent.revoked_at = here.clock()
        session.add(agent)

    await here.broker.store.write(work)


@pytest.mark.requirement("C-9-1", "C-9-2")
async def test_discovery_names_the_grant_endpoint_that_was_called(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
            found = await client.options("http://localhost:8765/gnap")
            for_rs = await client.get("http://localhost:8765/.well-known/gnap-as-rs")
        assert found.json()["grant_request_endpoint"] == "http://localhost:8765/gnap"
        assert found.headers["cache-control"] == "no-store"
        assert for_rs.json() == {
            "grant_request_endpoint": "http://localhost:8765/gnap",
            "introspection_endpoint": "http://localhost:8765/gnap/introspect",
            "resource_registration_endpoint": "http://localhost:8765/gnap/resource",
            "token_formats_supported": ["jwt-signed"],
            "key_proofs_supported": ["httpsig"],
            "countersign_token_key": await here.broker.server.token_key(),
        }


async def test_a_body_over_64_kib_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=here.broker.app)) as client:
            response = await client.post("http://localhost:8765/gnap", content=b"x" * (64 * 1024 + 1))
        assert (response.status_code, error_of(response)) == (400, "invalid_request")
        assert "65536" in response.json()["error"]["description"]


async def test_every_ask_and_every_refusal_is_in_the_audit_record(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        await wire.ask(here.call())
        await wire.ask(here.call(amount="250.00"))

        def work(session: Session) -> list[str]:
            return [one.kind for one in session.exec(select(Audit).order_by(Audit.seq))]  # type: ignore[arg-type]

        kinds = await here.broker.store.read(work)
        assert kinds[-2:] == ["server.asked", "server.request_refused"]


async def test_tokens_stand_in_the_database_as_digests_only(tmp_path: Path) -> None:
    async with home(tmp_path) as here:
        wire = await Wire.of_agent(here)
        token = (await wire.ask(here.call("bank_read_account", account="main"))).json()["access_token"]
        going_on = (await wire.ask(here.call())).json()["continue"]["access_token"]["value"]
        secrets_ = [token["value"], token["manage"]["access_token"]["value"], going_on]
        await here.broker.close()
        held = b"".join(path.read_bytes() for path in (tmp_path / "state").glob("countersign.db*"))
        assert key_object(wire.key.public)["jwk"]["x"].encode() in held, "the scan finds what is there"
        assert [one for one in secrets_ if one.encode() in held] == []
