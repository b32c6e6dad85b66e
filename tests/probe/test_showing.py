"""What is shown of a request and an answer: everything but the secrets, in characters that move no cursor."""

import json
from typing import Any

import pytest

from broker.gnap.http_message import HttpMessage
from broker.http import Answer
from broker.probe import showing
from broker.probe.signing import Party, signed
from tests.stand_ins import key_named

SECRET = "Kb5wKsDh2vWjQzWw0xJ1"
ANSWERS: dict[str, Any] = {
    "an access token": {"access_token": {"value": SECRET, "access": ["x"]}},
    "one of several": {"access_token": [{"label": "a", "value": SECRET}]},
    "a management token": {"access_token": {"manage": {"uri": "u", "access_token": {"value": SECRET}}}},
    "a continuation token": {"continue": {"access_token": {"value": SECRET}, "uri": "u"}},
    "the server's nonce": {"interact": {"finish": SECRET, "redirect": "https://as.example/i"}},
    "an introspected token": {"access_token": SECRET},
    "a reference": {"interact_ref": SECRET, "hash": SECRET},
    "a nonce of the client": {"interact": {"finish": {"nonce": SECRET, "uri": "u"}}},
    "a downstream request": {"existing_access_token": SECRET},
    "a private key": {"jwk": {"kty": "OKP", "d": SECRET}},
}


@pytest.mark.parametrize("row", ANSWERS)
def test_a_secret_is_hidden_unless_it_is_asked_for(row: str) -> None:
    answer = Answer(200, {}, json.dumps(ANSWERS[row]).encode())
    shut, told = (showing.answer_json(answer, secrets=secrets) for secrets in (False, True))
    assert SECRET not in json.dumps(shut)
    assert SECRET in json.dumps(told)
    assert "(hidden: 20 characters)" in "\n".join(showing.lines_of(shut))


def test_what_is_no_secret_is_shown() -> None:
    content = {"access_token": {"value": SECRET, "access": [{"type": "t"}], "label": "l"}, "error": "too_fast"}
    shut = showing.answer_json(Answer(200, {"x": "y"}, json.dumps(content).encode()), secrets=False)
    assert shut["content"]["access_token"] | {"value": ""} == content["access_token"] | {"value": ""}  # type: ignore[operator]
    assert (shut["content"]["error"], shut["headers"], shut["status"]) == ("too_fast", [["x", "y"]], 200)


@pytest.mark.parametrize("proof", ["httpsig", "jws", "jwsd"])
def test_a_signed_request_hides_its_token_its_nonce_and_its_content_whatever_the_proof(proof: str) -> None:
    headers = (("authorization", f"GNAP {SECRET}"),)
    body = json.dumps({"interact_ref": SECRET}).encode()
    party = Party(key_named("me", 1), proof)  # type: ignore[arg-type]
    plain = HttpMessage("POST", "https://as.example/gnap", headers, body)
    message = signed(plain, party, created=1, nonce=SECRET, token=SECRET)
    shut = "\n".join(showing.lines_of(showing.request_json(message, secrets=False)))
    assert SECRET not in shut
    assert "POST https://as.example/gnap" in shut
    assert "interact_ref" in shut


def test_bytes_that_are_no_json_are_counted_and_not_shown() -> None:
    shut = showing.answer_json(Answer(500, {}, b"\x1b[2J" + SECRET.encode()), secrets=False)
    assert shut["content"] == f"({len(SECRET) + 4} bytes that are no JSON)"


def test_no_control_character_reaches_a_terminal() -> None:
    answer = Answer(200, {"server": "a\x1b[2Jb\u202e"}, '{"error": "\\u001b[2J\u202e"}'.encode())
    lines = showing.lines_of(showing.answer_json(answer, secrets=True))
    assert [line for line in lines if not line.isascii() or not line.isprintable()] == []
