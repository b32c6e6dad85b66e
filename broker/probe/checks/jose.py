"""Proofs by JWS, detached (RFC 9635 §7.3.3) and attached (§7.3.4), and by mutual TLS (§7.3.2)."""

import base64
from collections.abc import Awaitable, Callable
from dataclasses import replace

from broker.gnap.http_message import HttpMessage
from broker.gnap.interaction import nonce as fresh_nonce
from broker.gnap.keys import b64url, b64url_decode
from broker.gnap.message import write_object
from broker.gnap.proofs import proving
from broker.probe.check import Absent, Check, check, expect
from broker.probe.reply import managed, refused, uri_of, value_of
from broker.probe.signing import Party, Twist
from broker.probe.talking import Probe
from broker.probe.world import Json

_TEN_MINUTES = 600  # seconds


ByProof = Callable[[Probe, str], Awaitable[None]]


def _both(words: str, run: ByProof, name: str, jwsd: tuple[str, ...], jws: tuple[str, ...]) -> tuple[Check, Check]:
    """Make a check for each of the two forms of a JWS, which differ in little."""
    return _one("jwsd", words, run, name, jwsd), _one("jws", words, run, name, jws)


def _one(proof: str, words: str, run: ByProof, name: str, ids: tuple[str, ...]) -> Check:
    async def by_proof(probe: Probe) -> None:
        await run(probe, proof)

    token = ("granted",) if run in (_granted, _token_hash, _moved) else ()
    rotation = ("key rotation",) if run is _moved else ()
    return Check(f"{name}_{proof}", ids, f"{proof}: {words}", ("asks", f"proof:{proof}", *token, *rotation), by_proof)


async def _refused(probe: Probe, proof: str, *twists: Twist) -> None:
    party = probe.proving(proof)
    for twist in twists:
        refused(await probe.ask(probe.rights[0], party=party, twist=twist))
    await probe.accepted(party=party)


async def _granted(probe: Probe, proof: str) -> None:
    token = (await probe.granted(party=probe.proving(proof))).tokens[0]
    gone = await probe.manage(token, party=probe.proving(proof))
    expect(gone.status == 204, f"a right proof without content was refused ({gone.summary})")


def _names(member: str, odd: object) -> ByProof:
    async def run(probe: Probe, proof: str) -> None:
        await _refused(probe, proof, Twist(header={member: None}), Twist(header={member: odd}))

    return run


async def _typed(probe: Probe, proof: str) -> None:
    other = "gnap-binding-jws" if proof == "jwsd" else "gnap-binding-jwsd"
    await _names("typ", other)(probe, proof)


async def _algorithm(probe: Probe, proof: str) -> None:
    await _refused(probe, proof, Twist(header={"alg": None}), Twist(header={"alg": "none"}))


async def _at(probe: Probe, proof: str) -> None:
    now = int(probe.world.now().timestamp())
    times = (None, now - _TEN_MINUTES, now + _TEN_MINUTES)
    await _refused(probe, proof, *(Twist(header={"created": at}) for at in times))


async def _signature(probe: Probe, proof: str) -> None:
    await _refused(probe, proof, Twist(signer=probe.world.new_key()))


async def _content(probe: Probe, proof: str) -> None:
    altered = _other_body if proof == "jwsd" else _other_payload
    await _refused(probe, proof, Twist(after=altered))


def _other_body(message: HttpMessage) -> HttpMessage:
    return replace(message, body=(message.body or b"") + b" ")


def _other_payload(message: HttpMessage) -> HttpMessage:
    header, payload, signature = (message.body or b"").decode("ascii").split(".")
    other = b64url(b64url_decode(payload) + b" ")
    return replace(message, body=f"{header}.{other}.{signature}".encode("ascii"))


async def _once(probe: Probe, proof: str) -> None:
    party = probe.proving(proof)
    await probe.apart(party)
    message = probe.message("POST", probe.url, probe.request(probe.rights[0], party), party=party)
    first = await probe.send(message, party)
    expect(first.tokens or first.going_on, f"a right request was refused ({first.summary})")
    refused(await probe.send(message, party))


async def _token_hash(probe: Probe, proof: str) -> None:
    party = probe.proving(proof)
    token = (await probe.granted(party=party)).tokens[0]
    for odd in (None, "A" * 43):
        refused(await probe.manage(token, party=party, twist=Twist(header={"ath": odd})))
    expect((await probe.manage(token, party=party)).status == 204, "a right management request was refused")


async def _moved(probe: Probe, proof: str) -> None:
    party, new, stranger = probe.proving(proof), _made(probe, proof), _made(probe, proof)
    token = (await probe.granted(party=party)).tokens[0]
    content = {"key": new.key_object()}
    refused(await probe.manage(token, "POST", content, party=party), "invalid_rotation")
    for old_one, new_one in ((party, stranger), (stranger, new)):
        refused(await probe.send(_by_two(probe, token, content, old_one, new_one)), "invalid_rotation")
    reply = await probe.send(_by_two(probe, token, content, party, new))
    expect(reply.tokens, f"a rotation to another key was refused ({reply.summary})")
    expect((await probe.manage(reply.tokens[0], party=new)).status == 204, "the new key cannot manage its token")


def _made(probe: Probe, proof: str) -> Party:
    return Party(probe.world.new_key(), proof)  # type: ignore[arg-type]


def _by_two(probe: Probe, token: Json, content: Json, old: Party, new: Party) -> HttpMessage:
    """Return a rotation of the token that `old` signed and `new` signed over it, whatever key the content names."""
    headers = (("content-type", "application/json"), ("authorization", f"GNAP {value_of(managed(token))}"))
    plain = HttpMessage("POST", uri_of(managed(token)), headers, write_object(content))
    at, nonce = int(probe.world.now().timestamp()), fresh_nonce(probe.world.mint)
    return proving.rotation_sign(plain, old.key, new.key, new.proof, created=at, nonce=nonce)


JOSE_CHECKS = (
    *_both("a right proof is taken, with and without content", _granted, "a_right_proof_is_taken",
           ("C-7.3.3-4", "C-7.3.3-3"), ("C-7.3.4-2", "C-7.3.4-3")),
    *_both("a header without kid, or with another one, is refused", _names("kid", "another"),
           "the_header_names_the_key", ("C-7.3.3-1",), ("C-7.3.4-1",)),
    *_both("a header without alg, or with none, is refused", _algorithm, "the_header_names_the_algorithm",
           ("C-7.3.3-1",), ("C-7.3.4-1",)),
    *_both("a header without typ, or with another one, is refused", _typed, "the_header_names_its_type",
           ("C-7.3.3-1",), ("C-7.3.4-1",)),
    *_both("a header without htm, or with another method, is refused", _names("htm", "GET"),
           "the_header_names_the_method", ("C-7.3.3-1", "C-7.3-3"), ("C-7.3.4-1", "C-7.3-3")),
    *_both("a header without uri, or with another one, is refused",
           _names("uri", "https://elsewhere.example/"),
           "the_header_names_the_uri", ("C-7.3.3-1", "C-7.3-3"), ("C-7.3.4-1", "C-7.3-3")),
    *_both("a header without created, or of another time, is refused", _at, "the_header_says_when_it_was_created",
           ("C-7.3.3-1",), ("C-7.3.4-1",)),
    *_both("a signature by another key is refused", _signature, "the_key_signed", ("C-7.3.3-4",), ("C-7.3.4-2",)),
    *_both("other content than what was signed is refused", _content, "the_content_was_signed",
           ("C-7.3.3-3", "C-7.3-4"), ("C-7.3.4-2", "C-7.3-4")),
    *_both("the same message is refused the second time", _once, "a_message_is_taken_once_by",
           ("C-7.3.3-4",), ("C-7.3.4-2",)),
    *_both("a token whose hash is missing or wrong is refused", _token_hash, "the_token_was_signed",
           ("C-7.3.3-2", "C-7.3-5"), ("C-7.3.4-4", "C-7.3-5")),
    *_both("a rotation that both keys signed, one over the other, moves a token, and no other",
           _moved, "a_token_moves_by_both_keys", ("C-7.3.3.1-1", "C-6.1.1-4"), ("C-7.3.4.1-1", "C-6.1.1-4")),
)  # fmt: skip


def _shown(probe: Probe) -> Party:
    party = probe.proving("mtls")
    if party.certificate is None:
        raise Absent("no certificate for mtls")
    return party


@check("C-7.3.2-1", "C-7.1-5", needs=("asks", "proof:mtls"))
async def the_certificate_of_the_connection_is_the_keys(probe: Probe) -> None:
    """A request over a connection with the key's certificate is granted; over one without any it is refused."""
    party = _shown(probe)
    await probe.accepted(party=party)
    request = probe.message("POST", probe.url, probe.request(probe.rights[0], party), party=party)
    refused(await probe.send(request, replace(party, certificate=None)), "invalid_client")


@check("C-7.3.2-2", needs=("asks", "proof:mtls"))
async def a_certificate_in_a_header_proves_nothing(probe: Probe) -> None:
    """A Client-Cert header that the client itself wrote is not taken for its certificate."""
    party = _shown(probe)
    forged = f":{base64.b64encode(party.certificate or b'').decode()}:"
    request = probe.message("POST", probe.url, probe.request(probe.rights[0], party), party=party)
    alone = replace(party, certificate=None)
    refused(await probe.send(request.with_headers(("client-cert", forged)), alone), "invalid_client")
    await probe.accepted(party=party)


CHECKS = (
    *JOSE_CHECKS,
    the_certificate_of_the_connection_is_the_keys,
    a_certificate_in_a_header_proves_nothing,
)
