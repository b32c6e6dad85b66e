"""The fuzz targets for the messages of GNAP: one check for each reader, its invariant in its first comment."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl, urlsplit

from hypothesis import strategies as st

from broker.authserver import finish
from broker.authserver.introspecting import Question
from broker.gnap import keys
from broker.gnap.as_role import Requested, read_grant_request, read_interact_ref, read_modification, read_new_key
from broker.gnap.challenge import follow, read_challenge
from broker.gnap.client_request import SubjectAsk, TokenAsk
from broker.gnap.client_role import Asked, Granted, Pending, read_answer
from broker.gnap.client_rotation import Rotated, read_rotation
from broker.gnap.discovered import read_discovery
from broker.gnap.errors import ErrorCode, GnapError, PeerError
from broker.gnap.interacting import same_origin
from broker.gnap.interaction import HASH_METHODS, interaction_hash
from broker.gnap.models import IssuedToken
from broker.gnap.profiles import OPEN_PAYMENTS, RFC9635, Profile, proves_finish
from broker.gnap.rights import access_json, narrow, parse_access, within
from broker.gnap.rs_role import Active, parse_derived, parse_introspection, parse_registration, read_signed
from tests.fuzz.edited import STRANGE, URIS, bodies, edited, values
from tests.gnap.answers import AS, ASKED, KEY, RIGHT, going_on, token
from tests.gnap.certified import by_certificate, by_digest, der, ed25519_key

Json = dict[str, Any]
T = TypeVar("T")
Target = tuple[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]

KEYS: Final = (
    keys.key_object(KEY),
    by_certificate(der(ed25519_key())).to_json(),
    by_digest(der(ed25519_key())).to_json(),
    {"proof": {"method": "httpsig", "alg": "ed25519", "content-digest-alg": "sha-512"}, "jwk": KEY.jwk},
    {"proof": "jwsd", "jwk": KEY.jwk},
)
FINISH: Final = {"method": "push", "uri": "https://client.example/done", "nonce": "VJLO6A4CATR0KROMBDOFXG"}
INTERACT: Final = {
    "start": ["redirect", "user_code", {"mode": "user_code_uri"}],
    "finish": {**FINISH, "hash_method": "sha3-512"},
    "hints": {"ui_locales": ["en", "de-DE"]},
}
REQUEST: Final = {
    "access_token": {"access": [RIGHT, "photos"], "label": "one", "flags": []},
    "client": {"key": KEYS[0], "class_id": "app-7", "display": {"name": "Client", "uri": "https://client.example/"}},
    "interact": INTERACT,
    "subject": {"sub_id_formats": ["opaque"], "assertion_formats": ["id_token"]},
    "user": {
        "sub_ids": [{"format": "opaque", "id": "J2G8G8O4AZ"}],
        "assertions": [{"format": "id_token", "value": "eyJ"}],
    },
}
REQUESTS: Final = (
    REQUEST,
    {"access_token": [{"access": [RIGHT], "label": "a"}, {"access": ["b"], "label": "b"}], "client": "instance-1"},
    {**REQUEST, "user": "user-1", "interact": {"start": [], "finish": FINISH}},
)
CHANGES: Final = tuple({name: one[name] for name in one if name != "client"} for one in REQUESTS)
OFFER: Final = {
    "redirect": f"{AS}/interact/1",
    "user_code": "A1BC3DFF",
    "user_code_uri": {"code": "A1BC3DFF", "uri": f"{AS}/code"},
    "finish": "MBDOFXG4Y5CVJCX821LH",
    "expires_in": 600,
}
ANSWERS: Final = (
    {"access_token": token(), "continue": going_on(), "instance_id": "i-1"},
    {"access_token": [token(label="a"), token(label="b", value="b", manage=None)]},
    {"continue": going_on(), "interact": OFFER},
    {"error": {"code": "user_denied", "description": "no"}, "continue": going_on()},
    {"error": "too_fast", "continue": going_on()},
    {"access_token": {**token(), "manage": f"{AS}/token/1"}},
    {"subject": {"sub_ids": [{"format": "opaque", "id": "J2"}], "updated_at": "2026-01-01T00:00:00Z"}},
)
MEASURES: Final = tuple(
    replace(one, start=frozenset({"redirect", "user_code", "user_code_uri"}), profile=profile)
    for profile in (RFC9635, OPEN_PAYMENTS)
    for one in (
        ASKED,
        replace(ASKED, access=(), several=tuple(TokenAsk(ASKED.access, label) for label in "ab")),
        replace(ASKED, access=(), subject=SubjectAsk(("opaque",), ("id_token",))),
    )
)
DISCOVERY: Final = {
    "grant_request_endpoint": AS,
    "interaction_start_modes_supported": ["redirect"],
    "key_proofs_supported": ["httpsig", "mtls"],
    "key_rotation_supported": True,
}
INTROSPECTED: Final = {
    "active": True,
    "iss": AS,
    "access": [RIGHT],
    "key": KEYS[0],
    "jti": "t-1",
    "uses": 1,
    "aud": ["https://bank.example"],
    "nbf": 1,
    "exp": 2_000_000_000,
}
PREFIX: Final = "https://client.example/cb"
PROOF: Final = ("client-nonce", "as-nonce", "reference", AS)


def _read_or(read: Callable[[Any], T], value: Any, *codes: ErrorCode) -> T | None:
    """What is read, or None where it is refused by one of these codes."""
    try:
        return read(value)
    except GnapError as why:
        if why.code not in codes:
            raise
        return None


def check_key_object(value: Any) -> None:
    # Invariant: a key or one of two refusals; a key is written and read as the same, and trusts nothing empty.
    read = _read_or(keys.parse_key, value, ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_CLIENT)
    if read is None:
        return
    assert keys.parse_key(read.to_json()) == read
    assert read.identity
    assert read.public is None or read.public.verify(b"", b"") is False


def check_access(value: Any) -> None:
    # Invariant: rights or invalid_request; they are written and read as the same, lie within themselves, never widen.
    read = _read_or(parse_access, value, ErrorCode.INVALID_REQUEST)
    if read is None:
        return
    assert parse_access(access_json(read)) == read
    assert within(read, read)
    assert within(narrow(read, ASKED.access), ASKED.access)


def check_grant_request(body: bytes) -> None:
    # Invariant: GnapError, or something is asked for: tokens that are told apart, no flag, a finish that can be hashed.
    try:
        read = read_grant_request(body)
    except GnapError:
        return
    assert read.tokens or read.subject is not None
    assert isinstance(read.client, str | keys.Key)
    _check_asked(read)


def _check_asked(read: Requested) -> None:
    labels = [one.label for one in read.tokens]
    assert not read.several or (None not in labels and len(set(labels)) == len(labels))
    assert all(one.flags == () and parse_access(access_json(one.access)) == one.access for one in read.tokens)
    _check_finish(read.finish)


def _check_finish(call: Any) -> None:
    if call is not None:
        assert call.method in {"push", "redirect"}
        assert call.hash_method in HASH_METHODS
        assert urlsplit(call.uri).netloc
        assert "#" not in call.uri


def check_interact(interact: Any) -> None:
    # Invariant: whatever stands under interact, the request is refused by GnapError or its finish call can be made.
    for read, message in ((read_grant_request, REQUEST), (read_modification, CHANGES[0])):
        with suppress(GnapError):
            _check_finish(read(_written({**message, "interact": interact})).finish)


def check_continuation(body: bytes) -> None:
    # Invariant: GnapError, or a text, a change or a key; without a body there is nothing to read but a poll.
    with suppress(GnapError):
        assert isinstance(read_interact_ref(body), str | None)
    with suppress(GnapError):
        read_modification(body)
        assert b'"' in body
    with suppress(GnapError):
        assert (read_new_key(body) is None) == (body == b"")


def check_answer(body: bytes, asked: Asked) -> None:
    # Invariant: PeerError, or a meaning: what is granted was asked for, and continuation and management stay at home.
    try:
        read = read_answer(body, asked)
    except PeerError:
        return
    if isinstance(read, Pending):
        assert same_origin(read.continuation.uri, AS)
        assert read.interaction is None or read.interaction.uri is None or read.interaction.uri.startswith("https://")
    if isinstance(read, Granted):
        wanted = asked.access or asked.several[0].access
        assert within(read.access, wanted)
        assert read.token.manage is None or same_origin(read.token.manage.uri, AS)


def check_rotation(body: bytes) -> None:
    # Invariant: PeerError, or the rotation's meaning; a rotated token has a new value and no wider rights.
    with suppress(PeerError):
        read = read_rotation(body, IssuedToken.model_validate(token()), ASKED)
        if isinstance(read, Rotated):
            assert read.token.value != token()["value"]
            assert within(parse_access(read.token.access), ASKED.access)


def check_discovery(body: bytes) -> None:
    # Invariant: PeerError, or a document that speaks for exactly this endpoint and holds each word once.
    try:
        read = read_discovery(body, AS)
    except PeerError:
        return
    assert read.grant_endpoint == AS
    for words in (read.start_modes, read.finish_methods, read.key_proofs, read.sub_id_formats, read.assertion_formats):
        assert len(set(words)) == len(words)


def check_introspection(body: bytes) -> None:
    # Invariant: an answer is PeerError or a token of our own server with a key; a question is a question or GnapError.
    with suppress(PeerError):
        read = parse_introspection(body, issuer=AS)
        assert not isinstance(read, Active) or (read.issuer == AS and read.key.proof == "httpsig")
    with suppress(GnapError):
        assert isinstance(Question(body).token, str)


def check_resource_answers(body: bytes) -> None:
    # Invariant: a registration or a derived token, or PeerError; what is derived lies within what was wanted.
    with suppress(PeerError):
        assert isinstance(parse_registration(body).reference, str)
    with suppress(PeerError):
        assert within(parse_derived(body, ASKED.access).access, ASKED.access)


def check_signed_token(text: str) -> None:
    # Invariant: text without our server's signature is PeerError.
    try:
        read_signed(text, KEY, issuer=AS)
    except PeerError:
        return
    raise AssertionError("a signature out of nothing")


def check_challenge(field: str) -> None:
    # Invariant: nothing, a challenge, or PeerError; it leads to the connector's server only, for rights that it shows.
    with suppress(PeerError):
        read = read_challenge(field)
        if read is not None:
            places = {"resource_server": "https://bank.example/", "authorization_server": AS}
            led = follow(read, **places, references={"photos": ASKED.access})
            assert (led.grant_endpoint, led.access, led.shown) == (AS, ("photos",), ASKED.access)


def check_profile(received: str, profile: Profile) -> None:
    # Invariant: no text proves a finish but the one spelling of the one hash, and nothing is raised.
    right = interaction_hash(*PROOF, profile.hash_method)
    spelt = right if profile.hash_encoding == "base64url" else right.replace("-", "+").replace("_", "/") + "="
    assert proves_finish(profile, received, *PROOF) == (received == spelt)
    assert proves_finish(profile, spelt, *PROOF)


def check_finish_uri(uri: str) -> None:
    # Invariant: true or false; what is allowed has the prefix's host, and gains hash and reference once, at its end.
    if not finish.allowed(uri, PREFIX):
        return
    parts = urlsplit(finish.with_query(uri, {"hash": "h", "interact_ref": "r&=#"}))
    assert (parts.scheme, parts.hostname, parts.username) == ("https", "client.example", None)
    assert parts.path == "/cb" or parts.path.startswith("/cb/")
    told = parse_qsl(parts.query, keep_blank_values=True)
    assert told[-2:] == [("hash", "h"), ("interact_ref", "r&=#")]
    assert [name for name, _ in told].count("hash") == 1


def check_user_hint(user: Any) -> None:
    # Invariant: whatever is said of the user, the request is refused by GnapError or asks for the same as without.
    plain = read_grant_request(_written({**REQUEST, "user": None}))
    with suppress(GnapError):
        assert read_grant_request(_written({**REQUEST, "user": user})).tokens == plain.tokens


def _written(value: Any) -> bytes:
    return json.dumps(value).encode()


fields = st.lists(
    st.sampled_from(
        [
            "GNAP ",
            "Bearer",
            "Negotiate YWI=",
            "as_uri=",
            f'"{AS}"',
            'access="photos"',
            "referrer=",
            ",",
            ";",
            " ",
            '"',
            "\\",
            "=",
        ]
    )
    | st.text(max_size=4),
    max_size=12,
).map("".join)
uris = st.sampled_from([*URIS, *STRANGE]) | st.lists(
    st.sampled_from(
        [
            PREFIX,
            "https:",
            "//",
            "/",
            "client.example",
            "@",
            ":",
            "?",
            "&",
            "hash=",
            "#",
            "..",
            "%2e",
            "\\",
            "x",
            "%00",
            "é",
        ]
    ),
    max_size=8,
).map("".join)
hashes = st.text(max_size=12) | st.sampled_from([interaction_hash(*PROOF), interaction_hash(*PROOF) + "=", ""])

TARGETS: Final[dict[str, Target]] = {
    "key-object": (check_key_object, (edited(*KEYS) | values,)),
    "access-rights": (check_access, (edited([RIGHT, "photos"], [{**RIGHT, "amount": {"max": "100.00"}}]) | values,)),
    "grant-request": (check_grant_request, (bodies(*REQUESTS),)),
    "interact": (check_interact, (edited(INTERACT, {"start": []}) | values,)),
    "user-hint": (check_user_hint, (edited(REQUEST["user"], "user-1") | values,)),
    "continuation": (check_continuation, (bodies({"interact_ref": "r"}, {"key": KEYS[0]}, *CHANGES),)),
    "answer": (check_answer, (bodies(*ANSWERS), st.sampled_from(MEASURES))),
    "rotation": (check_rotation, (bodies({"access_token": token(value="new")}),)),
    "discovery": (check_discovery, (bodies(DISCOVERY),)),
    "introspection": (
        check_introspection,
        (bodies(INTROSPECTED, {"access_token": "t", "resource_server": {"key": KEYS[0]}, "access": [RIGHT]}),),
    ),
    "resource-answers": (
        check_resource_answers,
        (bodies({"resource_reference": "r"}, {"access_token": {"value": "v", "access": [RIGHT]}}),),
    ),
    "signed-token": (check_signed_token, (st.text(max_size=60) | st.just("e30.e30.AAAA"),)),
    "challenge": (check_challenge, (fields,)),
    "profile": (check_profile, (hashes, st.sampled_from([RFC9635, OPEN_PAYMENTS]))),
    "finish-uri": (check_finish_uri, (uris,)),
}
