"""Encryption and signature of a push: the RFC's own example, one length for everything, nobody else opens it."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from broker.notify import webpush
from tests.notify.receiver import Receiver, Signed, b64, unb64
from tests.stand_ins import NOW

# RFC 8291, appendix A
PLAINTEXT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
KEY = webpush.private_key(bytes(31) + b"\x07")
RECEIVER = Receiver()


def _encrypted(payload: bytes, to: Receiver = RECEIVER, padded_to: int = 128) -> bytes:
    return webpush.encrypt(
        payload, p256dh=to.p256dh, auth=to.auth, private=KEY, salt=bytes(range(16)), padded_to=padded_to
    )


def test_the_example_of_rfc_8291_is_encrypted_to_its_very_bytes() -> None:
    body = webpush.encrypt(
        PLAINTEXT,
        p256dh=unb64(BROWSER),
        auth=unb64(AUTH),
        private=webpush.private_key(unb64(SENDER)),
        salt=unb64(SALT),
        padded_to=len(PLAINTEXT),
    )
    assert b64(body) == BODY


@pytest.mark.parametrize("payload", [b"", b"{}", b'{"code": "K7QF"}', b"x" * 127, b"x" * 128])
def test_the_browser_opens_what_was_encrypted_for_it(payload: bytes) -> None:
    body = _encrypted(payload)
    assert RECEIVER.opened(body) == payload
    assert RECEIVER.record(body) == payload + b"\x02" + bytes(128 - len(payload))


def test_every_payload_has_the_same_length() -> None:
    assert {len(_encrypted(b"x" * size)) for size in range(129)} == {86 + 128 + 17}


def test_nobody_else_opens_it_and_no_changed_byte_is_taken() -> None:
    body = _encrypted(b"{}")
    with pytest.raises(InvalidTag):
        Receiver(2).opened(body)
    for place in (0, 86, len(body) - 1):
        changed = bytearray(body)
        changed[place] ^= 1
        with pytest.raises(InvalidTag):
            RECEIVER.opened(bytes(changed))
    assert RECEIVER.opened(body) == b"{}"


BAD: dict[str, dict[str, Any]] = {
    "a payload longer than the padding": {"payload": b"x" * 129},
    "padding beyond one record": {"padded_to": 4096},
    "a secret that is too short": {"auth": bytes(15)},
    "a salt that is too short": {"salt": bytes(15)},
    "a point that is not on the curve": {"p256dh": b"\x04" + bytes(63) + b"\x01"},
    "a compressed point": {"p256dh": b"\x02" + RECEIVER.p256dh[1:33]},
    "the point at infinity": {"p256dh": b"\x00"},
}


@pytest.mark.parametrize("row", BAD)
def test_what_cannot_be_encrypted_well_is_not_encrypted(row: str) -> None:
    good: dict[str, Any] = {
        "payload": b"{}",
        "p256dh": RECEIVER.p256dh,
        "auth": RECEIVER.auth,
        "salt": bytes(16),
        "padded_to": 128,
    }
    assert webpush.encrypt(**good, private=KEY)
    with pytest.raises(ValueError):
        webpush.encrypt(**good | BAD[row], private=KEY)


def test_the_signature_names_us_at_one_push_service_for_less_than_a_day() -> None:
    said = webpush.authorization(
        "https://fcm.googleapis.com/fcm/send/abc:def", key=KEY, contact="https://cs.example", now=NOW
    )
    signed = Signed.read(said)
    assert signed.header == {"typ": "JWT", "alg": "ES256"}
    assert signed.key == b64(webpush.public_point(KEY))
    until = int((NOW + timedelta(hours=12)).timestamp())
    assert signed.claims == {"aud": "https://fcm.googleapis.com", "exp": until, "sub": "https://cs.example"}


def test_an_unusual_port_is_part_of_the_audience() -> None:
    signed = Signed.read(webpush.authorization("http://127.0.0.1:9/x?y", key=KEY, contact="mailto:a@b", now=NOW))
    assert signed.claims["aud"] == "http://127.0.0.1:9"


def test_the_contact_is_our_https_address_or_nobody_in_particular() -> None:
    assert webpush.contact("https://cs.example") == "https://cs.example"
    assert webpush.contact("http://localhost:8765").startswith("mailto:")


def test_a_private_key_is_drawn_again_until_it_is_one() -> None:
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    drawn = iter([bytes(32), order.to_bytes(32), b"\xff" * 32, (order - 1).to_bytes(32), b"\x01" * 32])
    assert webpush.fresh_scalar(lambda _: next(drawn)) == (order - 1).to_bytes(32)
    assert webpush.fresh_scalar(lambda _: next(drawn)) == b"\x01" * 32
    assert len(webpush.public_point(webpush.private_key((order - 1).to_bytes(32)))) == 65
