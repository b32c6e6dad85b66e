"""The fuzz targets for HTTP message signatures: one check for each reader, its invariant in its first comment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, get_args

import http_sf
from hypothesis import strategies as st

from broker.gnap import keys
from broker.gnap.errors import GnapError, PeerError
from broker.gnap.http_message import HttpMessage, TargetUri
from broker.gnap.proofs import httpsig
from broker.gnap.proofs.digest import check_content_digest, content_digest
from broker.gnap.proofs.structured import Bare, InnerList, Item, Member, Token, parse_dictionary, serialise
from tests.fuzz.edited import STRANGE, URIS
from tests.gnap.signed import CREATED, NOW, URI, key, plain, replaced

Target = tuple[Callable[..., None], tuple[st.SearchStrategy[Any], ...]]

GOOD: Final = httpsig.sign(plain(), key(), created=CREATED, nonce="n-0S6_WzA2Mj")
SIGNED_FIELDS: Final = ("signature-input", "signature", "content-digest", "authorization")
DIGESTS: Final = tuple(content_digest(GOOD.body or b"", name) for name in get_args(keys.DigestAlgorithm))


def check_headers(signature_input: str, signature: str, digest: str, alg: keys.Algorithm) -> None:
    # Invariant: headers that hold no signature by the key are a protocol error, and name keys by text or by none.
    lines = (("signature-input", signature_input), ("signature", signature), ("content-digest", digest))
    message = HttpMessage("POST", URI, lines, b"{}")
    try:
        httpsig.verify(message, key(alg).public, now=NOW)
    except (GnapError, PeerError):
        pass
    else:
        raise AssertionError("a signature out of nothing")
    with suppress(GnapError, PeerError):
        assert all(isinstance(kid, str) for kid in httpsig.key_ids(message))


def check_edit(data: st.DataObject) -> None:
    # Invariant: an edit of a good message is refused, or it changed nothing signed: white space, a member not ours.
    name = data.draw(st.sampled_from(SIGNED_FIELDS))
    value = GOOD.header(name) or ""
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, min(len(value), start + 8)))
    edited = value[:start] + data.draw(anything) + value[end:]
    with suppress(GnapError, PeerError):
        verified = httpsig.verify(replaced(GOOD, name, edited), key().public, now=NOW)
        assert verified == httpsig.verify(GOOD, key().public, now=NOW)


def check_message(method: str, uri: str, lines: list[tuple[str, str]]) -> None:
    # Invariant: a good signature under another method, URI or more lines is refused, or method and URI are the same.
    for message in (
        HttpMessage(method, URI, GOOD.headers),
        HttpMessage("POST", uri, (*GOOD.headers, *lines), GOOD.body),
    ):
        with suppress(GnapError, PeerError):
            httpsig.verify(message, key().public, now=NOW)
            assert (message.method, message.target_uri) == ("POST", URI)


def check_written(dictionary: dict[str, Member]) -> None:
    # Invariant: what is written is read back as the same, types included, here and by another parser.
    text = ", ".join(f"{label}={serialise(member)}" for label, member in dictionary.items())
    read = parse_dictionary(text)
    assert read == dictionary
    assert [type(member) for member in read.values()] == [type(member) for member in dictionary.values()]
    assert parse_dictionary(_rewritten(text)) == dictionary


def check_read(text: str) -> None:
    # Invariant: GnapError, or a dictionary that another parser reads, and writes so that it is read as the same.
    try:
        read = parse_dictionary(text)
    except GnapError:
        return
    assert parse_dictionary(_rewritten(text)) == read


def check_digest(text: str) -> None:
    # Invariant: a field that is no digest of these bytes is GnapError, and what is accepted holds the right one.
    try:
        check_content_digest(text, GOOD.body or b"")
    except GnapError:
        return
    assert any(one.partition("=")[2] in text for one in DIGESTS)


def check_uri(text: str) -> None:
    # Invariant: GnapError, or a URI that is written and read as the same, without user information and fragment.
    try:
        read = TargetUri.parse(text)
    except GnapError:
        return
    assert TargetUri.parse(str(read)) == read
    assert read.scheme in ("http", "https")
    assert "@" not in read.authority
    assert "#" not in str(read)


def check_jwk(value: object) -> None:
    # Invariant: any JSON is a key that verifies nothing empty, or a protocol error.
    for read in (keys.parse_jwk, keys.parse_key_object):
        with suppress(GnapError, PeerError):
            assert read(value).verify(b"", b"") is False


def _rewritten(text: str) -> str:
    """The dictionary as another implementation reads and writes it; it writes nothing for an empty one."""
    theirs = http_sf.parse(text.encode("ascii"), tltype="dictionary")
    return http_sf.ser(theirs) if theirs else ""


def _spelt(first: str, later: str) -> st.SearchStrategy[str]:
    """A word of one of the first letters, and some of the later ones."""
    return st.tuples(st.sampled_from(first), st.text(later, max_size=8)).map("".join)


WORDS: Final = [*'sig1 tag gnap created alg "@method" AAAA == = ( ) " ; : ,'.split(" "), " "]
# numbers at the edge of what an integer holds, other types, and what belongs nowhere
STRANGERS: Final = "0 1 - 999999999999999 9999999999999999 1.5 ?1 ?0 * @1 % \\ é \n \t \0".split(" ")
grammar = st.lists(st.sampled_from([*WORDS, *STRANGERS]), max_size=30).map("".join)
anything = st.text(max_size=60) | grammar | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))
algorithms = st.sampled_from(["EdDSA", "ES256"])

labels = _spelt("ahz*", "az09_.*-")
bare: st.SearchStrategy[Bare] = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12),
    _spelt("AhZaz*", "!#$%&'*+.^_`|~09AZaz:/-").map(Token),
    st.binary(max_size=20),
    st.booleans(),
)
parameters = st.dictionaries(labels, bare, max_size=4)
items = st.builds(Item, bare, parameters)
members: st.SearchStrategy[Member] = items | st.builds(InnerList, st.lists(items, max_size=4).map(tuple), parameters)
lines = st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5)
digests = anything | st.tuples(st.sampled_from(DIGESTS), anything).map("".join)
uris = anything | st.sampled_from([URI, *URIS, *STRANGE]) | st.tuples(st.just("https://"), anything).map("".join)
jwk_members = st.sampled_from(["kty", "crv", "alg", "kid", "x", "y", "use", "key_ops", "jwk", "proof"])
jwks = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(list(key().public.jwk.values())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(jwk_members, inner, max_size=10),
    max_leaves=12,
)

TARGETS: Final[dict[str, Target]] = {
    "signature-headers": (check_headers, (anything, anything, anything, algorithms)),
    "signature-edit": (check_edit, (st.data(),)),
    "signed-message": (check_message, (st.text(max_size=40), st.text(max_size=60), lines)),
    "field-written": (check_written, (st.dictionaries(labels, members, max_size=5),)),
    "field-read": (check_read, (anything,)),
    "content-digest": (check_digest, (digests,)),
    "target-uri": (check_uri, (uris,)),
    "jwk": (check_jwk, (jwks,)),
}
