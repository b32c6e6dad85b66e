"""Proofs by HTTP message signatures (RFC 9635 §7.3.1): one thing is spoilt, beside a right message."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce
from broker.probe.check import check, expect
from broker.probe.reply import managed, refused, uri_of, value_of
from broker.probe.signing import RIGHT, Party, Twist, signed
from broker.probe.talking import Probe

_HTTPSIG = ("asks", "proof:httpsig")
_AGE = timedelta(minutes=10)  # older, or further ahead, than any verifier's few minutes


def _party(probe: Probe) -> Party:
    return probe.proving("httpsig")


async def _refused(probe: Probe, *twists: Twist) -> None:
    for twist in twists:
        refused(await probe.ask(probe.rights[0], party=_party(probe), twist=twist))
    await probe.accepted(party=_party(probe))


def _altered(name: str, value: str) -> Twist:
    return Twist(after=lambda message: message.without_header(name).with_headers((name, value)))


@check("C-7.3-3", "C-7.3-4", needs=_HTTPSIG)
async def an_altered_signature_is_refused(probe: Probe) -> None:
    """A signature by another key in the name of the right one is refused."""
    await _refused(probe, Twist(signer=probe.world.new_key()))


@check("C-7.3.1-12", needs=(*_HTTPSIG, "second key"))
async def the_key_in_the_request_counts_not_the_key_id(probe: Probe) -> None:
    """A right signature by another client that the server knows does not pass for the key in the request."""
    request = probe.request(probe.rights[0], _party(probe))
    refused(await probe.post(request, party=probe.other), "invalid_client")
    await probe.accepted(party=_party(probe))


@check("C-7.3.1-3", "C-7.3-3", needs=_HTTPSIG)
async def method_and_uri_are_covered(probe: Probe) -> None:
    """A signature that leaves out @method or @target-uri is refused."""
    await _refused(probe, *(Twist(uncovered=frozenset({name})) for name in ("@method", "@target-uri")))


@check("C-7.3-4", needs=_HTTPSIG)
async def the_signed_method_is_the_messages(probe: Probe) -> None:
    """A message that was signed for another method is refused."""
    await _refused(
        probe,
        Twist(before=lambda one: replace(one, method="PUT"), after=lambda one: replace(one, method="POST")),
    )


@check("C-7.3-4", needs=_HTTPSIG)
async def the_signed_uri_is_the_messages(probe: Probe) -> None:
    """A message that was signed for another URI is refused."""
    elsewhere = f"{probe.origin}/elsewhere"
    await _refused(
        probe,
        Twist(
            before=lambda one: replace(one, target_uri=elsewhere),
            after=lambda one: replace(one, target_uri=probe.url),
        ),
    )


@check("C-7.3.1-4", needs=_HTTPSIG)
async def content_has_a_digest(probe: Probe) -> None:
    """Content without Content-Digest, or whose digest is not covered, is refused."""
    await _refused(probe, Twist(digests=()), Twist(uncovered=frozenset({"content-digest"})))


@check("C-7.3.1-4", "C-7.3-4", needs=_HTTPSIG)
async def the_digest_is_the_contents(probe: Probe) -> None:
    """A body that was altered after it was signed is refused."""
    await _refused(probe, Twist(after=lambda one: replace(one, body=(one.body or b"") + b" ")))


@check("C-7.3.1-2", needs=_HTTPSIG)
async def the_digest_is_sha_256(probe: Probe) -> None:
    """Where the proof is the string "httpsig", a digest by sha-512 alone is refused."""
    await _refused(probe, Twist(digests=("sha-512",)))


@check("C-7.3.1-6", needs=_HTTPSIG)
async def the_tag_is_gnap(probe: Probe) -> None:
    """A signature without tag, or with another one, is refused."""
    await _refused(probe, Twist(parameters={"tag": None}), Twist(parameters={"tag": "gnap-rotate"}))


@check("C-7.3.1-7", needs=_HTTPSIG)
async def a_signature_says_when_it_was_created(probe: Probe) -> None:
    """A signature without `created` is refused."""
    await _refused(probe, Twist(parameters={"created": None}))


@check("C-7.3.1-7", needs=_HTTPSIG)
async def a_signature_is_fresh(probe: Probe) -> None:
    """A signature that is ten minutes old is refused, and so is one of the future."""
    now = probe.world.now()
    await _refused(probe, *(Twist(parameters={"created": int(at.timestamp())}) for at in (now - _AGE, now + _AGE)))


@check("C-7.3.1-8", needs=_HTTPSIG)
async def a_message_is_taken_once(probe: Probe) -> None:
    """The same signed message, sent twice, is refused the second time."""
    party = _party(probe)
    message = probe.message("POST", probe.url, probe.request(probe.rights[0], party), party=party)
    first = await probe.send(message, party)
    expect(first.tokens or first.going_on, f"a right request was refused ({first.summary})")
    refused(await probe.send(message, party))


@check("C-7.3.1-9", needs=_HTTPSIG)
async def the_key_id_is_the_jwks(probe: Probe) -> None:
    """A signature that names another key id than the JWK's is refused."""
    await _refused(probe, Twist(parameters={"keyid": "another"}), Twist(parameters={"keyid": None}))


@check("C-7.3.1-10", needs=_HTTPSIG)
async def a_signature_names_no_algorithm(probe: Probe) -> None:
    """A signature with an `alg` parameter is refused."""
    await _refused(probe, Twist(parameters={"alg": "ed25519"}))


def _both(probe: Probe, first: Any, party: Party) -> HttpMessage:
    """Return a right message whose signature stands behind another one."""
    right = probe.message("POST", probe.url, probe.request(probe.rights[0], party), party=party)
    fields = ("signature-input", "signature")
    bare = right.without_header("signature-input").without_header("signature")
    other = signed(
        bare.without_header("content-digest"), first[0], created=first[1], nonce=nonce(probe.world.mint), twist=first[2]
    )
    return bare.with_headers(*((name, f"{other.header(name)}, {right.header(name)}") for name in fields))


@check("C-7.3.1-11", needs=_HTTPSIG)
async def a_signature_of_somebody_else_does_not_matter(probe: Probe) -> None:
    """A signature by another party, such as a proxy, in front of the right one does not spoil the message."""
    created = int(probe.world.now().timestamp())
    proxy = Twist(parameters={"tag": "proxy"}, label="proxy")
    message = _both(probe, (probe.stranger(), created, proxy), _party(probe))
    reply = await probe.send(message, _party(probe))
    expect(reply.tokens or reply.going_on, "a proxy's signature spoils a right message")


@check("C-7.3.1-11", needs=_HTTPSIG)
async def of_two_signatures_by_the_key_the_right_one_counts(probe: Probe) -> None:
    """Of two signatures tagged gnap that name the key, the verifier goes on to the one that is right."""
    created = int(probe.world.now().timestamp())
    wrong = Twist(label="wrong", signer=probe.world.new_key())
    message = _both(probe, (_party(probe), created, wrong), _party(probe))
    reply = await probe.send(message, _party(probe))
    expect(reply.tokens or reply.going_on, "a wrong signature in front spoils a right message")


@check("C-7.3.1-5", "C-7.3-5", needs=(*_HTTPSIG, "granted"))
async def the_token_that_is_presented_is_covered(probe: Probe) -> None:
    """A management request whose signature does not cover Authorization is refused and does nothing."""
    party = _party(probe)
    token = (await probe.granted(party=party)).tokens[0]
    refused(await probe.manage(token, party=party, twist=replace(RIGHT, uncovered=frozenset({"authorization"}))))
    expect((await probe.manage(token, party=party)).status == 204, "a right management request was refused")


@check("C-7.3-4", needs=(*_HTTPSIG, "granted"))
async def the_token_that_is_presented_is_the_signed_one(probe: Probe) -> None:
    """A management token that was put into the message after it was signed is refused."""
    party = _party(probe)
    managing = managed((await probe.granted(party=party)).tokens[0])
    right = f"GNAP {value_of(managing)}"
    swapped = await probe.call(
        "DELETE", uri_of(managing), None, "A" * 43, party=party, twist=_altered("authorization", right)
    )
    refused(swapped)
    gone = await probe.call("DELETE", uri_of(managing), None, value_of(managing), party=party)
    expect(gone.status == 204, "a right management request was refused")


CHECKS = (
    an_altered_signature_is_refused,
    the_key_in_the_request_counts_not_the_key_id,
    method_and_uri_are_covered,
    the_signed_method_is_the_messages,
    the_signed_uri_is_the_messages,
    content_has_a_digest,
    the_digest_is_the_contents,
    the_digest_is_sha_256,
    the_tag_is_gnap,
    a_signature_says_when_it_was_created,
    a_signature_is_fresh,
    a_message_is_taken_once,
    the_key_id_is_the_jwks,
    a_signature_names_no_algorithm,
    a_signature_of_somebody_else_does_not_matter,
    of_two_signatures_by_the_key_the_right_one_counts,
    the_token_that_is_presented_is_covered,
    the_token_that_is_presented_is_the_signed_one,
)
