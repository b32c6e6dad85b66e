"""How fast messages are signed and verified: `gnap-sign` and `gnap-verify`, as parts of what bare signatures would do.

Each round times three things in turn, in one process: `cryptography` alone over the finished signature base; our
httpsig, which also digests, writes or reads, and checks all that RFC 9635 §7.3.1 asks; and `http-message-signatures`, a
development dependency. Figures are medians over the rounds, so that a busy machine slows all three alike.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from statistics import median
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key

from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import Algorithm, PrivateKey, generate
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.base import signature_base
from broker.gnap.proofs.structured import InnerList, parse_dictionary

ROUNDS: Final = 25
EACH: Final = 40
"""Messages of one kind in a round, one after another."""
ALGORITHMS: Final[dict[Algorithm, str]] = {"EdDSA": "ED25519", "ES256": "ECDSA_P256_SHA256"}
"""What is measured, and what the other library calls it."""
AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
NONCE: Final = "VJLO6A4CATR0KROMBDOFXG"
MESSAGE: Final = HttpMessage(
    "POST",
    "https://as.example/gnap/continue/7",
    (("authorization", "GNAP 80UPRY5NM33OMUKMKSKU"), ("content-type", "application/json")),
    b'{"interact_ref":"4IFWWIKYBC2PQ6U56NL1"}',
)
"""A continuation with its token: what a signature covers at most."""

Step = Callable[[], object]


@dataclass(frozen=True)
class _Steps:
    """The same work, done by three."""

    bare: Step
    ours: Step
    theirs: Step | None


@dataclass
class _Request:
    """What the other library takes a message to be."""

    method: str
    url: str
    headers: dict[str, str]


def measure() -> dict[str, float | str]:
    """Return the figures by name: how many a second, and the ratios to bare `cryptography` and to the other library."""
    figures: dict[str, float | str] = {}
    other = _other_library()
    for alg in ALGORITHMS:
        private = generate(alg, "client-1", secrets.token_bytes)
        figures |= _compared(f"gnap-sign {alg}", _sign_steps(private, other))
        figures |= _compared(f"gnap-verify {alg}", _verify_steps(private, other))
    if other is None:
        figures["against http-message-signatures"] = "not measured: it is not installed (a development dependency)"
    return figures


def _compared(name: str, steps: _Steps) -> dict[str, float | str]:
    every = [step for step in (steps.bare, steps.ours, steps.theirs) if step is not None]
    for step in every:
        step()  # once, so that no round pays for what is remembered
    rounds = [[_seconds(step) for step in every] for _ in range(ROUNDS)]
    figures: dict[str, float | str] = {
        f"{name}, a second": round(EACH / median(times[1] for times in rounds)),
        f"{name}, of bare cryptography": round(median(times[0] / times[1] for times in rounds), 2),
    }
    if steps.theirs is not None:
        ratio = median(times[2] / times[1] for times in rounds)
        figures[f"{name}, of http-message-signatures"] = round(ratio, 2)
    return figures


def _seconds(step: Step) -> float:
    began = time.perf_counter()
    for _ in range(EACH):
        step()
    return time.perf_counter() - began


def _sign_steps(private: PrivateKey, other: Any) -> _Steps:
    bare_sign, _ = _bare(private)
    theirs = partial(_signed_there, other.HTTPMessageSigner(**_by(private, other))) if other else None
    return _Steps(partial(bare_sign, _base_of(_signed(private))), partial(_signed, private), theirs)


def _verify_steps(private: PrivateKey, other: Any) -> _Steps:
    message = _signed(private)
    base, (bare_sign, bare_verify) = _base_of(message), _bare(private)
    theirs = partial(_verified_there, other.HTTPMessageVerifier(**_by(private, other)), message) if other else None
    ours = partial(httpsig.verify, message, private.public, now=AT)
    return _Steps(partial(bare_verify, bare_sign(base), base), ours, theirs)


def _bare(private: PrivateKey) -> tuple[Callable[[bytes], bytes], Callable[[bytes, bytes], None]]:
    """How `cryptography` alone signs and verifies by this key."""
    key: Any = load_der_private_key(private.to_bytes(), None)
    public = key.public_key()
    if private.alg == "EdDSA":
        return key.sign, public.verify
    scheme = ec.ECDSA(hashes.SHA256())
    return lambda data: key.sign(data, scheme), lambda signature, data: public.verify(signature, data, scheme)


def _signed(private: PrivateKey) -> HttpMessage:
    return httpsig.sign(MESSAGE, private, created=int(AT.timestamp()), nonce=NONCE)


def _base_of(message: HttpMessage) -> bytes:
    claim = parse_dictionary(message.header("signature-input") or "")["sig1"]
    assert isinstance(claim, InnerList)  # noqa: S101  # as `_signed` wrote it
    return signature_base(message, claim)


def _other_library() -> Any:
    """The module, or None where only what Countersign needs is installed."""
    try:
        return import_module("http_message_signatures")
    except ImportError:
        return None


def _by(private: PrivateKey, other: Any) -> dict[str, Any]:
    key: Any = load_der_private_key(private.to_bytes(), None)
    resolver = import_module("http_message_signatures.resolvers").MappingKeyResolver(
        public_keys={private.kid: key.public_key()}, private_keys={private.kid: key}
    )
    return {"signature_algorithm": getattr(other.algorithms, ALGORITHMS[private.alg]), "key_resolver": resolver}


def _as_request(message: HttpMessage) -> _Request:
    return _Request(message.method, message.target_uri, dict(message.headers))


def _signed_there(signer: Any) -> _Request:
    request = _as_request(MESSAGE)
    signer.sign(
        request,
        key_id="client-1",
        created=AT,
        nonce=NONCE,
        label="sig1",
        tag="gnap",
        include_alg=False,
        body=MESSAGE.body,
        covered_component_ids=("@method", "@target-uri", "content-digest", "authorization"),
    )
    return request


def _verified_there(verifier: Any, message: HttpMessage) -> object:
    verifier.max_clock_skew = timedelta(days=36_500)  # it reads the clock, which is not the one of the message
    return verifier.verify(_as_request(message), max_age=None, expect_tag="gnap", body=message.body)
