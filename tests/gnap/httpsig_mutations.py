"""What may be changed in a signed message, one named row each, and the reason in our refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from broker.gnap.http_message import HttpMessage
from broker.gnap.proofs import content_digest
from tests.gnap.signed import CREATED, OTHER_BODY, URI, replaced

Change = Callable[[HttpMessage], HttpMessage]

ALTERED: dict[str, tuple[Change, str]] = {
    "method": (lambda m: replace(m, method="PUT"), "does not verify"),
    "method-case": (lambda m: replace(m, method="post"), "does not verify"),
    "target-uri-path": (lambda m: replace(m, target_uri=URI.replace("/7", "/8")), "does not verify"),
    "target-uri-query": (lambda m: replace(m, target_uri=URI.replace("=1", "=2")), "does not verify"),
    "target-uri-query-dropped": (lambda m: replace(m, target_uri=URI.partition("?")[0]), "does not verify"),
    "target-uri-host": (lambda m: replace(m, target_uri=URI.replace("as.", "evil.")), "does not verify"),
    "target-uri-scheme": (lambda m: replace(m, target_uri=URI.replace("https", "http")), "does not verify"),
    "target-uri-port": (lambda m: replace(m, target_uri=URI.replace("example/", "example:8443/")), "does not verify"),
    "target-uri-escape": (lambda m: replace(m, target_uri=URI.replace("/7", "/%37")), "does not verify"),
    "authorization": (lambda m: replaced(m, "authorization", "GNAP 80UPRY5NM33OMUKMKSKV"), "does not verify"),
    "authorization-scheme": (lambda m: replaced(m, "authorization", "Bearer 80UPRY5NM33OMUKMKSKU"), "does not verify"),
    "authorization-dropped": (lambda m: m.without_header("authorization"), "not in the message"),
    "authorization-twice": (lambda m: m.with_headers(("authorization", "GNAP other")), "two Authorization"),
    "content-digest": (lambda m: replaced(m, "content-digest", content_digest(OTHER_BODY)), "not the digest"),
    "content-digest-dropped": (lambda m: m.without_header("content-digest"), "no sha-256"),
    "content-digest-twice": (lambda m: m.with_headers(("content-digest", content_digest(OTHER_BODY))), "twice"),
    "content-digest-sha-512-added": (
        lambda m: m.with_headers(("content-digest", "sha-512=:AAAA:")),
        "not the digest",
    ),
    "body-and-digest": (
        lambda m: replaced(replace(m, body=OTHER_BODY), "content-digest", content_digest(OTHER_BODY)),
        "does not verify",
    ),
    "body-swapped": (lambda m: replace(m, body=OTHER_BODY), "not the digest"),
    "body-space-added": (lambda m: replace(m, body=(m.body or b"") + b" "), "not the digest"),
    "body-dropped": (lambda m: replace(m, body=None), "not the digest"),
    "body-emptied": (lambda m: replace(m, body=b""), "not the digest"),
    "body-and-digest-dropped": (lambda m: replace(m, body=None).without_header("content-digest"), "no sha-256"),
    "signature-dropped": (lambda m: m.without_header("signature"), "no bytes under the label"),
    "signature-input-dropped": (lambda m: m.without_header("signature-input"), "no Signature-Input"),
    "label-mismatch": (
        lambda m: replaced(m, "signature", (m.header("signature") or "").replace("sig1", "sig2")),
        "no bytes under the label",
    ),
    "signature-a-string": (lambda m: replaced(m, "signature", 'sig1="bytes"'), "no bytes under the label"),
    "signature-a-list": (lambda m: replaced(m, "signature", "sig1=(:AAAA:)"), "no bytes under the label"),
    "signature-empty": (lambda m: replaced(m, "signature", "sig1=::"), "does not verify"),
    "signature-twice": (lambda m: m.with_headers(("signature", m.header("signature") or "")), "twice"),
    "created-edited": (
        lambda m: replaced(
            m, "signature-input", (m.header("signature-input") or "").replace(str(CREATED), f"{CREATED - 1}")
        ),
        "does not verify",
    ),
    "nonce-edited": (
        lambda m: replaced(m, "signature-input", (m.header("signature-input") or "").replace("n-0S6", "n-0S7")),
        "does not verify",
    ),
    "component-taken-out": (
        lambda m: replaced(m, "signature-input", (m.header("signature-input") or "").replace(' "authorization"', "")),
        "does not cover authorization",
    ),
    "components-reordered": (
        lambda m: replaced(
            m,
            "signature-input",
            (m.header("signature-input") or "").replace('"@method" "@target-uri"', '"@target-uri" "@method"'),
        ),
        "does not verify",
    ),
}
