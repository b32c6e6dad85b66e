"""What can be wrong with a proof by JWS: named rows, each with its own cause and the reason that our log gets.

Shared by jwsd and jws. `HEADERS` are genuine signatures by the expected key over a header that is wrong; `COMPACTS` are
changes to a good JWS's text; `MESSAGES` are changes to the message around a good JWS.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import b64url
from broker.gnap.proofs.httpsig import SKEW, WINDOW
from tests.gnap.jose_made import ATH, TOKEN, Method, compact_of, header, signer
from tests.gnap.signed import CREATED, URI, replaced

MAX_AGE = int(WINDOW / timedelta(seconds=1))
MAX_SKEW = int(SKEW / timedelta(seconds=1))

HEADERS: dict[str, tuple[dict[str, Any], str]] = {
    "alg-none": ({"alg": "none"}, "alg is not the expected key's"),
    "alg-hmac": ({"alg": "HS256"}, "alg is not the expected key's"),
    "alg-other-asymmetric": ({"alg": "ES256"}, "alg is not the expected key's"),
    "alg-other-spelling": ({"alg": "eddsa"}, "alg is not the expected key's"),
    "alg-missing": ({"alg": ...}, "no alg"),
    "alg-not-text": ({"alg": ["EdDSA"]}, "alg is not the expected key's"),
    "kid-missing": ({"kid": ...}, "no kid"),
    "kid-of-another": ({"kid": "client-2"}, "kid is not the expected key's"),
    "kid-case": ({"kid": "Client-1"}, "kid is not the expected key's"),
    "kid-null": ({"kid": None}, "kid is not the expected key's"),
    "typ-missing": ({"typ": ...}, "no typ"),
    "typ-jwt": ({"typ": "JWT"}, "not of the type"),
    "typ-of-drafts": ({"typ": "gnap-binding+jwsd"}, "not of the type"),
    "typ-case": ({"typ": "GNAP-BINDING-JWSD"}, "not of the type"),
    "typ-of-a-rotation-jwsd": ({"typ": "gnap-binding-rotation-jwsd"}, "not of the type"),
    "typ-of-a-rotation-jws": ({"typ": "gnap-binding-rotation-jws"}, "not of the type"),
    "htm-missing": ({"htm": ...}, "no htm"),
    "htm-of-another": ({"htm": "DELETE"}, "htm is not the method"),
    "htm-case": ({"htm": "post"}, "htm is not the method"),
    "uri-missing": ({"uri": ...}, "no uri"),
    "uri-path": ({"uri": URI.replace("/7", "/8")}, "uri is not the URI"),
    "uri-without-query": ({"uri": URI.partition("?")[0]}, "uri is not the URI"),
    "uri-host": ({"uri": URI.replace("as.", "evil.")}, "uri is not the URI"),
    "uri-scheme": ({"uri": URI.replace("https", "http")}, "uri is not the URI"),
    "uri-port": ({"uri": URI.replace("example/", "example:8443/")}, "uri is not the URI"),
    "uri-escape": ({"uri": URI.replace("/7", "/%37")}, "uri is not the URI"),
    "uri-fragment": ({"uri": URI + "#top"}, "not an absolute http or https URI"),
    "uri-user": ({"uri": URI.replace("//", "//me@")}, "not an absolute http or https URI"),
    "uri-relative": ({"uri": "/gnap/continue/7?wait=1"}, "not an absolute http or https URI"),
    "uri-not-text": ({"uri": [URI]}, "uri is not the URI"),
    "created-missing": ({"created": ...}, "no created"),
    "created-text": ({"created": str(CREATED)}, "whole seconds"),
    "created-fraction": ({"created": CREATED + 0.5}, "whole seconds"),
    "created-a-whole-float": ({"created": float(CREATED)}, "whole seconds"),
    "created-true": ({"created": True}, "whole seconds"),
    "created-null": ({"created": None}, "whole seconds"),
    "created-milliseconds": ({"created": CREATED * 1000}, "in the future"),
    "created-too-old": ({"created": CREATED - MAX_AGE}, "too old"),
    "created-in-the-future": ({"created": CREATED + MAX_SKEW + 1}, "in the future"),
    "created-negative": ({"created": -CREATED}, "too old"),
    "ath-missing": ({"ath": ...}, "no ath"),
    "ath-of-another-token": ({"ath": b64url(b"\0" * 32)}, "ath is not the hash"),
    "ath-padded": ({"ath": ATH + "="}, "ath is not the hash"),
    "ath-the-token-itself": ({"ath": TOKEN}, "ath is not the hash"),
    "ath-null": ({"ath": None}, "ath is not the hash"),
    "ath-not-ascii": ({"ath": "ä"}, "ath is not the hash"),
    "crit-unknown": ({"crit": ["exp"], "exp": 1}, "crit"),
    "crit-b64": ({"crit": ["b64"], "b64": False}, "crit"),
    "crit-empty": ({"crit": []}, "crit"),
    "b64-false": ({"b64": False}, "b64"),
    "b64-true": ({"b64": True}, "b64"),
    "jwk-brought": ({"jwk": signer().public.jwk}, "a key of its own"),
    "jku-brought": ({"jku": "https://evil.example/keys"}, "a key of its own"),
    "x5c-brought": ({"x5c": ["AAAA"]}, "a key of its own"),
    "x5u-brought": ({"x5u": "https://evil.example/cert"}, "a key of its own"),
    "x5t-brought": ({"x5t#S256": b64url(b"\0" * 32)}, "a key of its own"),
    "a-member-more": ({"nonce": "n1"}, "unknown here"),
    "zip": ({"zip": "DEF"}, "unknown here"),
}


def _twice(method: Method) -> bytes:
    text = json.dumps(header(method))
    return (text[:-1] + ', "alg": "none"}').encode()


RAW_HEADERS: dict[str, tuple[Callable[[Method], bytes], str]] = {
    "member-twice": (_twice, "cannot be read"),
    "not-json": (lambda _: b"alg=EdDSA", "cannot be read"),
    "a-list": (lambda method: json.dumps([header(method)]).encode(), "cannot be read"),
    "an-empty-object": (lambda _: b"{}", "no alg"),
    "not-utf-8": (lambda _: b'{"alg":"\xff"}', "cannot be read"),
    "utf-16": (lambda method: json.dumps(header(method)).encode("utf-16"), "cannot be read"),
    "a-lone-surrogate": (lambda _: b'{"alg":"\\ud800"}', "cannot be read"),
    "not-a-number": (lambda _: b'{"created":NaN}', "cannot be read"),
    "a-number-of-5000-digits": (lambda _: b'{"created":' + b"9" * 5000 + b"}", "cannot be read"),
    "nested-deeply": (lambda _: b'{"a":' * 400 + b"1" + b"}" * 400, "cannot be read"),
    "two-objects": (lambda method: json.dumps(header(method)).encode() + b"{}", "cannot be read"),
    "too-long": (lambda method: json.dumps(header(method, kid="k" * 8192)).encode(), "too long"),
}


def _parts(compact: str) -> list[str]:
    return compact.split(".")


def _with_part(compact: str, index: int, change: Callable[[str], str]) -> str:
    parts = _parts(compact)
    parts[index] = change(parts[index])
    return ".".join(parts)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _flipped(text: str) -> str:
    raw = bytearray(_bytes(text))
    raw[-1] ^= 1
    return b64url(bytes(raw))


def _spare_bit(text: str) -> str:
    """The same bytes in another spelling: a bit after the last byte is set."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert len(text) % 4, "there are bits to spare"
    return text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]


COMPACTS: dict[str, tuple[Callable[[str], str], str]] = {
    "signature-bit": (lambda c: _with_part(c, 2, _flipped), "does not verify"),
    "signature-cut": (lambda c: _with_part(c, 2, lambda s: b64url(_bytes(s)[:-1])), "does not verify"),
    "signature-empty": (lambda c: _with_part(c, 2, lambda _: ""), "no JWS in compact form"),
    "signature-of-zeros": (lambda c: _with_part(c, 2, lambda _: b64url(b"\0" * 64)), "does not verify"),
    "signature-spare-bit": (lambda c: _with_part(c, 2, _spare_bit), "canonical"),
    "signature-padded": (lambda c: c + "=", "no JWS in compact form"),
    "payload-bit": (lambda c: _with_part(c, 1, _flipped), "does not verify"),
    "payload-dropped": (lambda c: _with_part(c, 1, lambda _: ""), "does not verify"),
    "payload-one-letter": (lambda c: _with_part(c, 1, lambda _: "A"), "canonical"),
    "header-order": (
        lambda c: _with_part(c, 0, lambda h: b64url(json.dumps(_members(h), sort_keys=True).encode())),
        "does not verify",
    ),
    "header-dropped": (lambda c: _with_part(c, 0, lambda _: ""), "no JWS in compact form"),
    "header-one-letter": (lambda c: _with_part(c, 0, lambda _: "A"), "canonical"),
    "header-standard-alphabet": (lambda c: "+" + c[1:], "no JWS in compact form"),
    "two-parts": (lambda c: c.rpartition(".")[0], "no JWS in compact form"),
    "four-parts": (lambda c: c + ".AAAA", "no JWS in compact form"),
    "five-parts-encrypted": (lambda c: c + ".AAAA.AAAA", "no JWS in compact form"),
    "json-serialisation": (
        lambda c: json.dumps(dict(zip(["protected", "payload", "signature"], _parts(c), strict=True))),
        "no JWS in compact form",
    ),
    "space-inside": (lambda c: c.replace(".", ". ", 1), "no JWS in compact form"),
    "line-break-after": (lambda c: c + "\n", "no JWS in compact form"),
    "quoted": (lambda c: f'"{c}"', "no JWS in compact form"),
    "not-ascii": (lambda c: c[:-1] + "é", "no JWS in compact form"),
    "empty": (lambda _: ".", "no JWS in compact form"),
    "two-joined": (lambda c: f"{c}, {c}", "no JWS in compact form"),
}


def _members(part: str) -> dict[str, Any]:
    members: dict[str, Any] = json.loads(_bytes(part))
    return members


Change = Callable[[HttpMessage], HttpMessage]
MESSAGES: dict[str, tuple[Change, str]] = {
    "method": (lambda m: replace(m, method="PUT"), "htm is not the method"),
    "method-case": (lambda m: replace(m, method="post"), "htm is not the method"),
    "target-path": (lambda m: replace(m, target_uri=URI.replace("/7", "/8")), "uri is not the URI"),
    "target-query": (lambda m: replace(m, target_uri=URI.replace("=1", "=2")), "uri is not the URI"),
    "target-query-dropped": (lambda m: replace(m, target_uri=URI.partition("?")[0]), "uri is not the URI"),
    "target-host": (lambda m: replace(m, target_uri=URI.replace("as.", "evil.")), "uri is not the URI"),
    "target-scheme": (lambda m: replace(m, target_uri=URI.replace("https", "http")), "uri is not the URI"),
    "token-of-another": (lambda m: replaced(m, "authorization", "GNAP 80UPRY5NM33OMUKMKSKV"), "ath is not the hash"),
    "token-dropped": (lambda m: m.without_header("authorization"), "does not present"),
    "token-twice": (lambda m: m.with_headers(("authorization", f"GNAP {TOKEN}")), "not one GNAP access token"),
    "token-as-bearer": (lambda m: replaced(m, "authorization", f"Bearer {TOKEN}"), "not one GNAP access token"),
    "token-after-two-spaces": (lambda m: replaced(m, "authorization", f"GNAP  {TOKEN}"), "not one GNAP access token"),
    "token-with-parameters": (lambda m: replaced(m, "authorization", f"GNAP {TOKEN}, a=b"), "not one GNAP access"),
    "token-empty": (lambda m: replaced(m, "authorization", "GNAP"), "not one GNAP access token"),
    "token-not-ascii": (lambda m: replaced(m, "authorization", f"GNAP {TOKEN}é"), "not one GNAP access token"),
    "proof-twice": (
        lambda m: m.with_headers(("detached-jws", compact_of(m)), ("detached-jws", compact_of(m))),
        "Detached-JWS",
    ),
    "proof-beside-another": (lambda m: m.with_headers(("detached-jws", "e30..AAAA")), "Detached-JWS"),
}
