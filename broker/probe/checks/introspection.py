"""Introspection by resource servers (RFC 9767 §3.3, §3.5)."""

from typing import Any

from broker.gnap.keys import PrivateKey
from broker.probe.check import check, expect
from broker.probe.reply import Reply, value_of
from broker.probe.signing import Party, Twist
from broker.probe.talking import Probe
from broker.probe.world import Json

_NEEDS = ("granted", "introspection")
_CODES = frozenset({"invalid_request", "invalid_resource_server", "invalid_access"})
_TOLD_NOBODY = {"value", "manage"}


async def _fresh(probe: Probe) -> tuple[Json, Json]:
    """Return a token and what its resource server is told of it."""
    token = (await probe.held()).tokens[0]
    told = (await probe.introspect(str(token["value"]))).content
    expect(told.get("active") is True, "a fresh token is not active for its resource server")
    return token, told


def _inactive(reply: Reply, words: str) -> None:
    expect(reply.content == {"active": False}, f"{words} ({reply.summary})")


def expect_refused(reply: Reply, *codes: str) -> None:
    """Expect HTTP 400 and a code for resource servers (RFC 9767 §3.5)."""
    expect(reply.error in (codes or _CODES), f"the error is {reply.error}, not {' or '.join(codes or sorted(_CODES))}")
    expect(reply.status == 400, f"an error is answered by HTTP {reply.status}, not 400")


@check("R-3.3-7", needs=_NEEDS)
async def an_active_token_has_access_and_issuer(probe: Probe) -> None:
    """An active token is told with its access and with the grant endpoint as issuer."""
    _, told = await _fresh(probe)
    expect(isinstance(told.get("access"), list), "an active token has no access")
    expect(told.get("iss") == probe.url, "iss is not the grant endpoint")


@check("R-3.3-7", "R-2.1-3", needs=_NEEDS)
async def a_bound_token_is_told_with_its_key(probe: Probe) -> None:
    """A bound token is told with its key and how that is proved."""
    _, told = await _fresh(probe)
    key: Any = told.get("key")
    expect(isinstance(key, dict) and "proof" in key, "a bound token is told without its key, or without the proof")
    if "jwk" in key:
        same = key["jwk"].get("x") == probe.party.key.public.jwk.get("x")
        expect(same and key["jwk"].get("n") == probe.party.key.public.jwk.get("n"), "the key is not the client's")


@check("R-2.1-2", needs=_NEEDS)
async def a_token_is_told_with_its_time(probe: Probe) -> None:
    """A token that was given with expires_in is told with exp, in seconds, after iat."""
    token, told = await _fresh(probe)
    if "expires_in" in token:
        exp, iat = told.get("exp"), told.get("iat")
        expect(isinstance(exp, int) and isinstance(iat, int), "exp and iat are not told in whole seconds")
        expect(
            isinstance(exp, int) and isinstance(iat, int) and exp - iat == token["expires_in"], "exp is another time"
        )


@check("R-3.3-8", needs=_NEEDS)
async def a_token_is_told_without_its_value(probe: Probe) -> None:
    """The answer holds neither the token's value nor anything that manages it."""
    token, told = await _fresh(probe)
    expect(not _TOLD_NOBODY & set(told), "the answer has value or manage")
    expect(str(token["value"]) not in str(told), "the answer holds the token's value")


@check("R-3.3-6", needs=_NEEDS)
async def an_unknown_token_is_just_not_active(probe: Probe) -> None:
    """A token that nobody issued is active=false, without an error and without another member."""
    _inactive(await probe.introspect("A" * 43), "an unknown token is not told as inactive and nothing else")


@check("R-3.3-4", needs=_NEEDS)
async def the_access_that_is_asked_about_counts(probe: Probe) -> None:
    """Asked about an access that the token does not grant, the answer is not active."""
    token, _ = await _fresh(probe)
    asked = [one | {"actions": ["an-action-that-nobody-has"]} for one in token["access"] if isinstance(one, dict)]
    reply = await probe.introspect(str(token["value"]), access=asked)
    _inactive(reply, "a token is active for an action that it does not grant")
    granted = await probe.introspect(str(token["value"]), access=token["access"])
    expect(granted.content.get("active") is True, "a token is not active for what it grants")


@check("R-3.3-5", needs=_NEEDS)
async def what_is_not_understood_is_not_active(probe: Probe) -> None:
    """Asked about an access of an unknown type, the answer is not active."""
    token, _ = await _fresh(probe)
    reply = await probe.introspect(str(token["value"]), access=[{"type": "a-type-that-nobody-knows"}])
    expect(reply.content.get("active") is not True, "a token is active for a type that nobody knows")


@check("R-3.3-4", needs=_NEEDS)
async def a_token_is_bound_by_its_own_proof(probe: Probe) -> None:
    """Asked with another proof than the token's, the answer is not active."""
    token, _ = await _fresh(probe)
    other = "mtls" if probe.party.proof != "mtls" else "httpsig"
    reply = await probe.introspect(str(token["value"]), proof=other)
    expect(reply.content.get("active") is not True, "a token is active for a proof that is not its own")


@check("R-2.1.14-4", "R-2.1.14-1", "R-2.1.14-5", needs=_NEEDS)
async def a_management_token_is_never_active(probe: Probe) -> None:
    """A management token is not active for a resource server."""
    token, _ = await _fresh(probe)
    if isinstance(token.get("manage"), dict):
        reply = await probe.introspect(value_of(token["manage"]))
        expect(reply.content.get("active") is not True, "a management token is active for a resource server")


@check("C-5-4", "R-2.1.14-4", "R-2.1.14-1", needs=(*_NEEDS, "waits"))
async def a_continuation_token_is_never_active(probe: Probe) -> None:
    """A continuation token is not active for a resource server."""
    waiting = await probe.waiting()
    reply = await probe.introspect(value_of(waiting.going_on))
    expect(reply.content.get("active") is not True, "a continuation token is active for a resource server")


@check("R-3.3-4", needs=(*_NEEDS, "other server"))
async def a_token_is_for_its_own_resource_server(probe: Probe) -> None:
    """Another resource server is told that the token is not active."""
    token, _ = await _fresh(probe)
    reply = await probe.introspect(str(token["value"]), party=probe.servers[1])
    expect(reply.content.get("active") is not True, "a token is active for another resource server")


@check("R-3.3-1", "R-3.5-1", needs=_NEEDS)
async def a_question_names_token_and_server(probe: Probe) -> None:
    """A question without the token, or without the resource server, is refused with HTTP 400."""
    token, _ = await _fresh(probe)
    for reply in (
        await probe.introspect(str(token["value"]), access_token=None),
        await probe.introspect(str(token["value"]), resource_server=None),
    ):
        expect_refused(reply, "invalid_request", "invalid_resource_server")


@check("R-3.3-2", needs=_NEEDS)
async def an_odd_access_is_no_question(probe: Probe) -> None:
    """An `access` that is no array of rights is refused, or not active."""
    token, _ = await _fresh(probe)
    reply = await probe.introspect(str(token["value"]), access="everything")
    expect(reply.content.get("active") is not True, "a malformed access is active")


def _without_signature(message: Any) -> Any:
    for name in ("signature", "signature-input", "detached-jws"):
        message = message.without_header(name)
    return message


@check("R-3.2-1", "R-3.5-1", "C-7.3-1", needs=_NEEDS)
async def only_a_signed_question_is_answered(probe: Probe) -> None:
    """A question without a signature is refused with HTTP 400 and invalid_resource_server."""
    token, _ = await _fresh(probe)
    reply = await probe.introspect(str(token["value"]), twist=Twist(after=_without_signature))
    expect_refused(reply, "invalid_resource_server")


@check("R-3.3-3", needs=_NEEDS)
async def a_client_is_no_resource_server(probe: Probe) -> None:
    """A question that the client signed, in its own name or in the resource server's, is refused."""
    token, _ = await _fresh(probe)
    expect_refused(await probe.introspect(str(token["value"]), party=probe.party), "invalid_resource_server")
    forged: PrivateKey = probe.party.key
    reply = await probe.introspect(str(token["value"]), twist=Twist(signer=forged))
    expect_refused(reply, "invalid_resource_server")


@check("R-3.5-1", needs=_NEEDS)
async def an_error_for_a_resource_server_is_http_400(probe: Probe) -> None:
    """An error for a resource server is HTTP 400 with one of three codes, and nothing beside it."""
    stranger = Party(probe.world.new_key())
    reply = await probe.introspect("A" * 43, party=stranger)
    expect_refused(reply)
    expect(set(reply.content) == {"error"}, "beside the error stands something else")


CHECKS = (
    an_active_token_has_access_and_issuer,
    a_bound_token_is_told_with_its_key,
    a_token_is_told_with_its_time,
    a_token_is_told_without_its_value,
    an_unknown_token_is_just_not_active,
    the_access_that_is_asked_about_counts,
    what_is_not_understood_is_not_active,
    a_token_is_bound_by_its_own_proof,
    a_management_token_is_never_active,
    a_continuation_token_is_never_active,
    a_token_is_for_its_own_resource_server,
    a_question_names_token_and_server,
    an_odd_access_is_no_question,
    only_a_signed_question_is_answered,
    a_client_is_no_resource_server,
    an_error_for_a_resource_server_is_http_400,
)
