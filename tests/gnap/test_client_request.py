"""What a client instance sends, to the member; and what it may not send cannot be built."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from broker.gnap.client_request import (
    FinishAsk,
    Identity,
    InteractAsk,
    SubjectAsk,
    TokenAsk,
    Wanted,
    cancel_message,
    continue_message,
    grant_message,
    modify_message,
    poll_message,
    presented,
    revoke_message,
    rotate_message,
)
from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.gnap.models import Ask
from broker.gnap.profiles import PROFILES
from broker.gnap.rights import parse_access
from tests.stand_ins import counting_mint, key_named

AS = "https://as.example/gnap"
RIGHT = {"type": "bank-payment", "actions": ["create"], "locations": ["https://bank.example/payments"]}
ACCESS = parse_access([RIGHT])
KEY = key_named("k1", 1).public
ME = Identity(KEY)
NONCE = "VJLO6A4CATR0KROVJLO6A4CATR0KRO"
FINISH = FinishAsk("push", "https://us.example/callback/x", NONCE)
TOKEN = "80UPRY5NM33OMUKMKSKU"

Json = dict[str, Any]


def _body(message: HttpMessage) -> Json:
    body: Json = json.loads(message.body or b"null")
    return body


def _asked(**members: Any) -> Json:
    return _body(grant_message(AS, ME, Wanted(**{"tokens": (TokenAsk(ACCESS),), **members})))


@pytest.mark.requirement(
    "C-2-1", "C-2-2", "C-2-4", "C-2.1-1", "C-2.1.1-1", "C-2.3-2", "C-2.5-1", "C-2.5-2", "C-2.5.2-1", "C-8-1"
)
def test_a_request_asks_for_one_bound_token_with_a_push_finish_and_no_start_mode() -> None:
    message = grant_message(AS, ME, Wanted((TokenAsk(ACCESS),), interact=InteractAsk((), FINISH)))
    assert (message.method, message.target_uri, message.header("content-type")) == ("POST", AS, "application/json")
    assert _body(message) == {
        "access_token": {"access": [RIGHT]},
        "client": {"key": {"proof": "httpsig", "jwk": KEY.jwk}},
        "interact": {"start": [], "finish": {"method": "push", "uri": "https://us.example/callback/x", "nonce": NONCE}},
    }


@pytest.mark.requirement("C-2-5")
def test_a_client_that_cannot_be_called_back_declares_no_interaction() -> None:
    assert "interact" not in _asked()


@pytest.mark.requirement("C-2.1.2-1", "C-2.1.2-2")
def test_several_tokens_are_asked_for_as_an_array_with_labels() -> None:
    tokens = (TokenAsk(ACCESS, "one"), TokenAsk(ACCESS, "two", ("bearer",)))
    assert _asked(tokens=tokens, several=True)["access_token"] == [
        {"access": [RIGHT], "label": "one"},
        {"access": [RIGHT], "label": "two", "flags": ["bearer"]},
    ]
    assert isinstance(_asked(tokens=tokens[:1], several=True)["access_token"], list)


@pytest.mark.requirement("C-2-3", "C-2.2-1", "C-2.2-2")
def test_subject_information_is_asked_for_by_its_formats() -> None:
    subject = SubjectAsk(("opaque", "iss_sub"), ("id_token",), ({"format": "opaque", "id": "a"},))
    assert _asked(tokens=(), subject=subject) == {
        "client": {"key": {"proof": "httpsig", "jwk": KEY.jwk}},
        "subject": {
            "sub_id_formats": ["opaque", "iss_sub"],
            "assertion_formats": ["id_token"],
            "sub_ids": [{"format": "opaque", "id": "a"}],
        },
    }


def test_the_user_is_a_hint_by_reference_or_by_value() -> None:
    assert _asked(user="XUT2MFM1XBIKJKSDU8QM")["user"] == "XUT2MFM1XBIKJKSDU8QM"
    assert _asked(user={"sub_ids": [{"format": "opaque", "id": "a"}]})["user"]["sub_ids"][0]["id"] == "a"


@pytest.mark.requirement("C-2.3.2-1")
def test_a_client_by_value_may_name_its_class_and_what_people_are_shown() -> None:
    me = Identity(KEY, class_id="web-1", display={"name": "Countersign", "uri": "https://us.example/"})
    assert me.to_json() == {
        "key": {"proof": "httpsig", "jwk": KEY.jwk},
        "class_id": "web-1",
        "display": {"name": "Countersign", "uri": "https://us.example/"},
    }


@pytest.mark.requirement("C-3.5-1")
def test_a_client_that_has_an_identifier_says_nothing_else() -> None:
    me = Identity(KEY, instance_id="7C7C4AZ9KHRS6X63AJAO", class_id="web-1")
    assert _body(grant_message(AS, me, Wanted((TokenAsk(ACCESS),))))["client"] == "7C7C4AZ9KHRS6X63AJAO"


def test_a_bare_jwk_is_the_client_where_the_profile_says_so() -> None:
    assert Identity(KEY).to_json(PROFILES["open-payments"]) == {"jwk": KEY.jwk}


@pytest.mark.requirement("C-9.1-4")
def test_a_resource_server_that_led_here_is_named_as_the_referrer() -> None:
    message = grant_message(AS, ME, Wanted((TokenAsk(("FWWIKYBQ6U56NL1",)),)), referrer="https://rs.example")
    assert message.header("referer") == "https://rs.example"
    assert _body(message)["access_token"] == {"access": ["FWWIKYBQ6U56NL1"]}


def test_the_extension_names_the_call_and_carries_the_agents_reason() -> None:
    ask = Ask(operation="bank_pay", connector="bank", connector_digest="a" * 64, call_digest="b" * 64, reason="bread")
    assert _asked(ask=ask)["countersign_ask"] == ask.model_dump(exclude_none=True)
    numbered = ask.model_copy(update={"number": "47"})
    assert _asked(ask=numbered)["countersign_ask"] == ask.model_dump(exclude_none=True) | {"number": "47"}


@pytest.mark.requirement("C-2.5.2-8")
@pytest.mark.parametrize("method", ["sha-384", "sha-512", "sha3-512"])
def test_another_hash_method_than_sha_256_is_named(method: str) -> None:
    finish = FinishAsk("redirect", "https://us.example/callback/x", NONCE, method)
    assert _asked(interact=InteractAsk(("redirect",), finish, ("de",)))["interact"] == {
        "start": ["redirect"],
        "finish": {"method": "redirect", "uri": "https://us.example/callback/x", "nonce": NONCE, "hash_method": method},
        "hints": {"ui_locales": ["de"]},
    }


@pytest.mark.requirement("C-2.5.2-7")
def test_finish_nonces_are_ascii_and_never_the_same() -> None:
    mint = counting_mint()
    made = {nonce(mint) for _ in range(1000)}
    assert len(made) == 1000
    for one in made:
        FinishAsk("push", FINISH.uri, one).to_json()


WRONG: dict[str, Callable[[], object]] = {
    "nothing is asked for": lambda: grant_message(AS, ME, Wanted()),
    "a token without a right": lambda: TokenAsk(()).to_json(),
    "a flag twice": lambda: TokenAsk(ACCESS, flags=("bearer", "bearer")).to_json(),
    "a flag for responses": lambda: TokenAsk(ACCESS, flags=("durable",)).to_json(),
    "two tokens as one": lambda: Wanted((TokenAsk(ACCESS), TokenAsk(ACCESS))).to_json(),
    "several without labels": lambda: Wanted((TokenAsk(ACCESS), TokenAsk(ACCESS, "b")), several=True).to_json(),
    "several with one label": lambda: Wanted((TokenAsk(ACCESS, "b"), TokenAsk(ACCESS, "b")), several=True).to_json(),
    "a subject without formats": lambda: SubjectAsk(sub_ids=({"format": "opaque", "id": "a"},)).to_json(),
    "the start mode app": lambda: InteractAsk(("app",)).to_json(),
    "a start mode twice": lambda: InteractAsk(("redirect", "redirect")).to_json(),
    "a relative callback": lambda: FinishAsk("push", "/callback", NONCE).to_json(),
    "a callback in clear": lambda: FinishAsk("push", "http://us.example/c", NONCE).to_json(),
    "a callback with a fragment": lambda: FinishAsk("push", "https://us.example/c#a", NONCE).to_json(),
    "a short nonce": lambda: FinishAsk("push", FINISH.uri, "short").to_json(),
    "a nonce that is not ASCII": lambda: FinishAsk("push", FINISH.uri, "ä" * 20).to_json(),
    "a hash method that nobody knows": lambda: FinishAsk("push", FINISH.uri, NONCE, "md5").to_json(),
    "a relative address to show": lambda: Identity(KEY, display={"name": "a", "uri": "/about"}).to_json(),
    "a relative logo": lambda: Identity(KEY, display={"name": "a", "logo_uri": "logo.png"}).to_json(),
    "a modification of nothing": lambda: modify_message(f"{AS}/c", TOKEN, Wanted()),
}


@pytest.mark.requirement(
    "C-2.1.1-4", "C-2.1.2-2", "C-2.5-1", "C-2.5.2-3", "C-2.5.2-4", "C-2.5.2.1-1", "C-2.5.2.2-1", "C-2.3.2-2"
)
@pytest.mark.promise("P7", "P22")
@pytest.mark.parametrize("row", WRONG)
def test_what_a_client_may_not_send_cannot_be_built(row: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        WRONG[row]()


def test_a_callback_on_this_computer_and_a_logo_by_value_can_be_built() -> None:
    assert FinishAsk("push", "http://localhost:8765/callback/x", NONCE).to_json()["uri"].startswith("http://localhost")
    assert Identity(KEY, display={"name": "a", "logo_uri": "data:image/png;base64,AA=="}).to_json()


@pytest.mark.requirement("C-5.1-1", "C-2.3-3", "C-5-13", "C-3.1-8", "C-4.2-5", "C-2.5.2-12")
def test_a_continuation_carries_the_reference_and_nothing_else() -> None:
    message = continue_message(f"{AS}/Continue/1?a=%7e", TOKEN, "4IFWWIKYB2PQ6U56NL1")
    assert (message.method, message.target_uri) == ("POST", f"{AS}/Continue/1?a=%7e")
    assert (_body(message), message.header("authorization")) == (
        {"interact_ref": "4IFWWIKYB2PQ6U56NL1"},
        f"GNAP {TOKEN}",
    )


@pytest.mark.requirement("C-5.2-1", "C-5-1")
def test_a_poll_has_no_content_at_all() -> None:
    message = poll_message(f"{AS}/c", TOKEN)
    assert (message.method, message.body, message.header("content-type")) == ("POST", None, None)
    assert message.header("authorization") == f"GNAP {TOKEN}"


@pytest.mark.requirement("C-5.3-1", "C-5.3-4", "C-5.3-5", "C-2.3-3", "C-5.3-8")
def test_a_modification_holds_what_changes_and_neither_client_nor_reference() -> None:
    message = modify_message(f"{AS}/c", TOKEN, Wanted((TokenAsk(ACCESS),), interact=InteractAsk(("redirect",), FINISH)))
    assert (message.method, set(_body(message))) == ("PATCH", {"access_token", "interact"})
    assert set(_body(modify_message(f"{AS}/c", TOKEN, Wanted(user="a")))) == {"user"}


@pytest.mark.requirement("C-6.1-1", "C-6-1", "C-3.2.1-13")
def test_a_rotation_has_no_content_and_presents_the_management_token() -> None:
    message = rotate_message(f"{AS}/t", TOKEN)
    assert (message.method, message.body, message.header("authorization")) == ("POST", None, f"GNAP {TOKEN}")


@pytest.mark.requirement("C-6.1.1-1", "C-6.1.1-2")
def test_a_rotation_of_the_key_holds_the_new_key_with_the_same_proof() -> None:
    new = key_named("k2", 2).public
    assert _body(rotate_message(f"{AS}/t", TOKEN, new)) == {"key": {"proof": "httpsig", "jwk": new.jwk}}


@pytest.mark.parametrize("make", [cancel_message, revoke_message])
def test_an_end_is_a_delete_without_content(make: Callable[[str, str], HttpMessage]) -> None:
    message = make(f"{AS}/x", TOKEN)
    assert (message.method, message.body, message.header("authorization")) == ("DELETE", None, f"GNAP {TOKEN}")


@pytest.mark.requirement("C-7.2-3", "C-7.2-4", "C-7.2-5")
def test_a_token_is_presented_in_one_header_and_never_in_an_address() -> None:
    assert presented(TOKEN) == ("authorization", f"GNAP {TOKEN}")
    assert presented(TOKEN, bearer=True) == ("authorization", f"Bearer {TOKEN}")
    for message in (poll_message(f"{AS}/c", TOKEN), cancel_message(f"{AS}/c", TOKEN)):
        assert TOKEN not in message.target_uri
