"""Client-Cert (RFC 9440): one certificate in one spelling, or nothing."""

from __future__ import annotations

import base64
from typing import Any

import http_sf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.proofs import client_cert
from broker.gnap.proofs.structured import UNPROVEN
from tests.gnap.certified import certificate, der, ed25519_key, public_key_alone, unreadable_certificates
from tests.gnap.signed import vectors

# of a length that leaves bits to spare in base64
CERTIFICATE = der(ed25519_key(), name="client-10")
GOOD = client_cert.write(CERTIFICATE)
TEXT = GOOD.strip(":")


def sequence(raw: bytes) -> str:
    return f":{base64.b64encode(raw).decode()}:"


@pytest.mark.parametrize("row", vectors("gnap_jose.json", "certificates"), ids=lambda row: row["id"])
def test_the_printed_header_is_read_and_written_again(row: dict[str, Any]) -> None:
    read = client_cert.read([row["header"]])
    assert read == base64.b64decode(row["der"])
    assert client_cert.write(read) == row["header"]


def test_what_is_written_another_structured_field_parser_reads() -> None:
    theirs: Any = http_sf.parse(GOOD.encode(), tltype="item")
    assert theirs == (CERTIFICATE, {})
    assert client_cert.read([http_sf.ser((CERTIFICATE, {}))]) == CERTIFICATE


assert TEXT.endswith("="), "there are bits to spare"
# two letters that differ only in bits after the last byte
SPARE = TEXT.rstrip("=")[:-1] + chr(ord(TEXT.rstrip("=")[-1]) + 1) + "=" * TEXT.count("=")
REFUSED: dict[str, tuple[list[str], str]] = {
    "none": ([], "no Client-Cert header, or several"),
    "two-lines": ([GOOD, GOOD], "no Client-Cert header, or several"),
    "two-lines-one-empty": (["", GOOD], "no Client-Cert header, or several"),
    "two-in-one-line": ([f"{GOOD}, {GOOD}"], "not one byte sequence"),
    "empty": ([""], "not one byte sequence"),
    "empty-sequence": (["::"], "not one byte sequence"),
    "without-colons": ([TEXT], "not one byte sequence"),
    "colon-before-only": ([":" + TEXT], "not one byte sequence"),
    "colon-after-only": ([TEXT + ":"], "not one byte sequence"),
    "space-before": ([" " + GOOD], "not one byte sequence"),
    "space-inside": ([f":{TEXT[:8]} {TEXT[8:]}:"], "not one byte sequence"),
    "line-break-inside": ([f":{TEXT[:8]}\n{TEXT[8:]}:"], "not one byte sequence"),
    "line-break-after": ([GOOD + "\n"], "not one byte sequence"),
    "parameter": ([GOOD + ";a=1"], "not one byte sequence"),
    "quoted": ([f'"{TEXT}"'], "not one byte sequence"),
    "inner-list": ([f"({GOOD})"], "not one byte sequence"),
    "dictionary": ([f"cert={GOOD}"], "not one byte sequence"),
    "url-alphabet": ([":MIIB__-_:"], "not one byte sequence"),
    "not-ascii": ([f":é{TEXT}:"], "not one byte sequence"),
    "pem": ([certificate(ed25519_key()).public_bytes(Encoding.PEM).decode()], "not one byte sequence"),
    "percent-encoded-pem": (["-----BEGIN%20CERTIFICATE-----%0AMIIB"], "not one byte sequence"),
    "three-padding-signs": ([":AAAA===:"], "not one byte sequence"),
    "padding-left-out": ([f":{TEXT.rstrip('=')}:"], "not base64"),
    "one-letter": ([":A:"], "not base64"),
    "spare-bits": ([f":{SPARE}:"], "not canonical base64"),
    "too-long": ([sequence(CERTIFICATE + b"\0" * 16_384)], "too long"),
    "bytes-after": ([sequence(CERTIFICATE + b"\0")], "no X.509 certificate"),
    "two-certificates": ([sequence(CERTIFICATE * 2)], "no X.509 certificate"),
    "cut-short": ([sequence(CERTIFICATE[:-1])], "no X.509 certificate"),
    "a-public-key": ([sequence(public_key_alone(ed25519_key()))], "no X.509 certificate"),
    "a-digest": ([sequence(b"\0" * 32)], "no X.509 certificate"),
    "a-version-that-there-is-not": (
        [sequence(unreadable_certificates()["of a version that there is not"])],
        "no X.509 certificate",
    ),
    "pem-in-base64": ([sequence(b"-----BEGIN CERTIFICATE-----")], "no X.509 certificate"),
}


@pytest.mark.requirement("C-7.3.2-2")
@pytest.mark.parametrize(("lines", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_but_one_certificate_in_its_one_spelling_is_refused(lines: list[str], reason: str) -> None:
    assert client_cert.read([GOOD]) == CERTIFICATE
    with pytest.raises(GnapError) as caught:
        client_cert.read(lines)
    assert (caught.value.code, caught.value.description) == (ErrorCode.INVALID_CLIENT, UNPROVEN)
    assert reason in caught.value.reason
