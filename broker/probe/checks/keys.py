"""Keys in a grant request (RFC 9635 §2.3, §7.1): who signed, and what is no key."""

from typing import Any

from broker.probe.check import Absent, check
from broker.probe.reply import refused
from broker.probe.signing import Twist
from broker.probe.talking import Probe
from broker.probe.world import Json

_UNKNOWN = "no-such-thing-as-this"


async def _odd_keys(probe: Probe, *keys: Json) -> None:
    for key in keys:
        reply = await probe.ask(probe.rights[0], client={"key": key})
        refused(reply, "invalid_request", "invalid_client")
    await probe.accepted()


def _jwk(probe: Probe) -> Json:
    if "jwk" not in probe.party.key_object():
        raise Absent("the first key is no JWK")
    return dict(probe.party.key.public.jwk)


@check("C-2.3-1", needs=("asks",))
async def an_unsigned_request_has_no_client(probe: Probe) -> None:
    """A request without a signature is refused with invalid_client."""

    def unsigned(message: Any) -> Any:
        for name in ("signature", "signature-input", "detached-jws"):
            message = message.without_header(name)
        return message

    refused(await probe.ask(probe.rights[0], twist=Twist(after=unsigned)), "invalid_client")
    await probe.accepted()


@check("C-2.3-5", "C-2.3.3-1", "C-7.1-4", "C-7.3-1", needs=("asks",))
async def a_key_that_did_not_sign_is_no_client(probe: Probe) -> None:
    """The key of one client with the signature of another is refused with invalid_client."""
    thief = probe.stranger()
    stolen = probe.request(probe.rights[0])
    refused(await probe.post(stolen, party=thief), "invalid_client")
    await probe.accepted()


@check("C-2.3-7", "C-7.1.2-1", needs=("asks",))
async def a_symmetric_key_is_refused(probe: Probe) -> None:
    """A symmetric key by value is refused."""
    key = {
        "proof": "httpsig",
        "jwk": {"kty": "oct", "kid": "x", "alg": "HS256", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"},
    }
    await _odd_keys(probe, key)


@check("C-7.1-1", needs=("asks",))
async def a_key_says_how_it_is_proved(probe: Probe) -> None:
    """A key without `proof`, or with one that nobody knows, is refused."""
    await _odd_keys(probe, {"jwk": _jwk(probe)}, {"proof": _UNKNOWN, "jwk": _jwk(probe)})


@check("C-7.1-2", needs=("asks",))
async def a_key_has_exactly_one_format(probe: Probe) -> None:
    """A key in two formats, or in none, is refused."""
    proof = probe.party.proof
    await _odd_keys(probe, {"proof": proof, "jwk": _jwk(probe), "cert#S256": "A" * 43}, {"proof": proof})


@check("C-7.1-3", needs=("asks",))
async def a_jwk_names_its_id_and_algorithm_and_nothing_private(probe: Probe) -> None:
    """A JWK without kid or alg, with alg none, or with a private member is refused."""
    jwk, proof = _jwk(probe), probe.party.proof
    odd = [{name: value for name, value in jwk.items() if name != left} for left in ("alg", "kid")]
    odd += [jwk | {"alg": "none"}, jwk | {"d": jwk.get("x", "AQAB")}]
    await _odd_keys(probe, *({"proof": proof, "jwk": one} for one in odd))


@check("C-7.3-2", needs=("asks",))
async def a_proof_as_an_object_has_a_method(probe: Probe) -> None:
    """A proof in object form without a method is refused."""
    await _odd_keys(probe, {"proof": {"alg": "ed25519"}, "jwk": _jwk(probe)})


@check("C-7.3.1-1", needs=("asks", "proof:httpsig"))
async def an_httpsig_object_names_both_algorithms(probe: Probe) -> None:
    """An httpsig proof in object form without alg or content-digest-alg is refused."""
    halves = ({"alg": "ed25519"}, {"content-digest-alg": "sha-256"})
    await _odd_keys(probe, *({"proof": {"method": "httpsig"} | half, "jwk": _jwk(probe)} for half in halves))


CHECKS = (
    an_unsigned_request_has_no_client,
    a_key_that_did_not_sign_is_no_client,
    a_symmetric_key_is_refused,
    a_key_says_how_it_is_proved,
    a_key_has_exactly_one_format,
    a_jwk_names_its_id_and_algorithm_and_nothing_private,
    a_proof_as_an_object_has_a_method,
    an_httpsig_object_names_both_algorithms,
)
