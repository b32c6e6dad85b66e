"""Answers and the tokens in them (RFC 9635 §3)."""

import re
from typing import Any

from broker.gnap.errors import GnapError
from broker.gnap.rights import parse_access, within
from broker.probe.check import check, expect
from broker.probe.checks.discovery import is_endpoint
from broker.probe.reply import Reply, managed, value_of
from broker.probe.talking import Probe
from broker.probe.world import Json

_TOKEN68 = re.compile(r"[A-Za-z0-9\-._~+/]+=*")


async def _each_kind(probe: Probe) -> list[Reply]:
    """Return an answer that grants, one that waits and one that refuses, as far as the target has them."""
    target = probe.target
    replies = [await probe.ask(ask) for ask in (*target.granted[:1], *target.waits[:1], *target.denied[:1])]
    return [*replies, await probe.post(b"{}")]


@check("C-3-3")
async def every_answer_is_a_json_object(probe: Probe) -> None:
    """Every answer with content, refusals too, is a JSON object of type application/json."""
    for reply in await _each_kind(probe):
        media = str(reply.headers.get("content-type", "")).partition(";")[0].strip().lower()
        expect(reply.content and media == "application/json", f"an answer is not application/json ({reply.summary})")


@check("C-3-4")
async def no_answer_is_stored(probe: Probe) -> None:
    """Every answer, refusals too, says Cache-Control: no-store."""
    for reply in await _each_kind(probe):
        stored = str(reply.headers.get("cache-control", "")).lower()
        expect("no-store" in stored, f"an answer may be stored ({reply.summary})")


@check("C-3-2", "C-1.5-1", needs=("granted",))
async def what_is_granted_is_in_the_answer(probe: Probe) -> None:
    """A granted request has its access_token in the answer, and no error."""
    reply = await probe.held()
    expect(isinstance(reply.tokens[0].get("value"), str), "the token has no value")
    expect("interact" not in reply.content, "a granted answer asks for interaction")


@check("C-3.2.1-1", needs=("granted",))
async def token_values_fit_into_a_header(probe: Probe) -> None:
    """Access tokens and the tokens that manage and continue have values of token68 characters."""
    reply = await probe.held()
    values = [reply.tokens[0].get("value")]
    if isinstance(reply.tokens[0].get("manage"), dict):
        values.append(value_of(reply.tokens[0]["manage"]))
    if probe.target.waits:
        values.append(value_of((await probe.waiting()).going_on))
    odd = [value for value in values if not isinstance(value, str) or not _TOKEN68.fullmatch(value)]
    expect(not odd, "a token value has characters that are not token68")


@check("C-3.2.1-4", needs=("granted",))
async def the_token_says_what_was_granted(probe: Probe) -> None:
    """The token has `access`, and what it grants lies within what was asked for."""
    access = (await probe.held()).tokens[0].get("access")
    expect(isinstance(access, list) and access, "the token has no access")
    _expect_within(access, probe.rights[0].access)


def _expect_within(granted: Any, asked: Any) -> None:
    try:
        inside = within(parse_access(granted), parse_access(asked))
    except GnapError as why:
        inside = False
        expect(inside, f"the access cannot be read: {why.description}")
    expect(inside, "more was granted than asked for")


@check("C-3.2.1-7", "C-3.2.1-9", needs=("granted",))
async def a_key_on_a_token_is_a_key(probe: Probe) -> None:
    """A `key` on a token is a reference or a key object of the known form."""
    key = (await probe.held()).tokens[0].get("key")
    formed = isinstance(key, dict) and "proof" in key and len({"jwk", "cert", "cert#S256"} & set(key)) == 1
    expect(key is None or isinstance(key, str) or formed, "the token's key is no key object")


@check("C-3.2.1-10", needs=("granted",))
async def a_management_uri_holds_no_token(probe: Probe) -> None:
    """manage.uri is absolute and holds neither the token nor its management token."""
    token = (await probe.held()).tokens[0]
    managing = managed(token)
    expect(is_endpoint(managing.get("uri")), "manage.uri is not absolute")
    for value in (str(token.get("value")), value_of(managing)):
        expect(value not in managing["uri"], "manage.uri holds a token's value")


@check("C-3.2.1-11", needs=("granted",))
async def every_token_has_its_management_uri(probe: Probe) -> None:
    """Two tokens have two management URIs."""
    first, second = [managed((await probe.granted()).tokens[0]) for _ in range(2)]
    expect(first.get("uri") != second.get("uri"), "two tokens have one management URI")


@check("C-3.2.1-12", "R-2.1.14-1", needs=("granted",))
async def a_management_token_is_bound_and_another_one(probe: Probe) -> None:
    """manage.access_token is a bound token of its own: no key, no flags, no manage, not the managed value."""
    token = (await probe.held()).tokens[0]
    managing = managed(token)
    expect(value_of(managing) != token.get("value"), "a token is managed by its own value")
    expect_plain(managing["access_token"])


def expect_plain(token: Json) -> None:
    """Expect a token of the server's own: bound to the client's key by default, and managed by nothing (§3.1)."""
    odd = [name for name in ("key", "manage") if token.get(name) is not None]
    expect(not odd and not token.get("flags"), f"a token for the server has {', '.join(odd) or 'flags'}")


@check("C-3.2.1-14", needs=("granted",))
async def a_bound_token_is_not_called_bearer(probe: Probe) -> None:
    """No flag stands twice; a bearer token has no key, and none is given that was not asked for."""
    token = (await probe.held()).tokens[0]
    flags = token.get("flags") or []
    expect(isinstance(flags, list) and len(set(flags)) == len(flags), "a flag stands twice on a token")
    expect("bearer" not in flags, "a bearer token was given that nobody asked for")


@check("C-3.2.1-14", needs=("granted", "bearer"))
async def a_bearer_token_has_no_key(probe: Probe) -> None:
    """A bearer token says so and has no key."""
    token = (await probe.granted(token={"flags": ["bearer"]})).tokens[0]
    expect("bearer" in (token.get("flags") or []), "a bearer token does not say so")
    expect(token.get("key") is None, "a bearer token has a key")


@check("C-3.2.1-17", needs=("granted",))
async def one_request_is_answered_by_one_token(probe: Probe) -> None:
    """A single token request is answered by an object, not by an array."""
    reply = await probe.held()
    expect(isinstance(reply.content["access_token"], dict), "one token was asked for, and a list came")


def _wanted(probe: Probe, *labels: str) -> list[Json]:
    return [{"access": probe.rights[0].access, "label": label} for label in labels]


@check("C-3.2.2-1", "C-3.2.1-3", needs=("granted", "several-tokens"))
async def several_tokens_come_with_their_labels(probe: Probe) -> None:
    """An array of token requests is answered by an array with unique labels from the request."""
    reply = await probe.granted(access_token=_wanted(probe, "a", "b"))
    expect(isinstance(reply.content.get("access_token"), list), f"no list of tokens came ({reply.summary})")
    labels = [token.get("label") for token in reply.tokens]
    expect(labels and set(labels) <= {"a", "b"} and len(set(labels)) == len(labels), f"the labels are {labels}")
    values = [token.get("value") for token in reply.tokens]
    expect(len(set(values)) == len(values), "two tokens have one value")


@check("C-3.2.2-2", needs=("granted", "several-tokens"))
async def an_array_of_one_stays_an_array(probe: Probe) -> None:
    """An array with one token request is answered by an array."""
    reply = await probe.granted(access_token=_wanted(probe, "only"))
    expect(isinstance(reply.content.get("access_token"), list), f"an array was answered otherwise ({reply.summary})")


@check("C-8-5", needs=("granted twice",))
async def rights_add_up(probe: Probe) -> None:
    """Rights asked for together are granted together."""
    first, second = probe.rights[:2]
    both = [*first.access, *second.access]
    token = (await probe.granted(access_token={"access": both})).tokens[0]
    _expect_within(token.get("access"), both)
    for one in (first, second):
        expect(within(parse_access(one.access), parse_access(token["access"])), "one of two rights is missing")


@check("C-8-2", needs=("asks",))
async def the_type_is_compared_byte_for_byte(probe: Probe) -> None:
    """A right whose type is spelt in other letters is another right, and is not granted."""
    access = [dict(one) for one in probe.rights[0].access if isinstance(one, dict)]
    expect(access, "the first granted access is no object")
    other = [one | {"type": one["type"].swapcase()} for one in access]
    reply = await probe.ask(probe.rights[0], access_token={"access": other})
    expect(not reply.tokens, "a type in other letters was granted like the right one")
    await probe.accepted()


@check("C-8.1-1", needs=("granted", "reference"))
async def a_reference_is_any_string(probe: Probe) -> None:
    """A reference is granted alone and beside an object; an odd but proper string breaks nothing."""
    named, beside = probe.target.reference, probe.rights[0].access
    for access in ([named], [*beside, named]):
        await probe.granted(access_token={"access": access})
        await probe.clean()
    odd = await probe.ask(probe.rights[0], access_token={"access": ["tout à fait : 安全"]})
    expect(odd.status < 500 and (odd.error or odd.going_on or odd.tokens), "an odd reference broke the server")


@check("C-3.3-5", "C-3.3-2", needs=("granted",))
async def what_is_granted_needs_no_interaction(probe: Probe) -> None:
    """A granted answer has no `interact`, whatever modes the client offered."""
    reply = await probe.granted(interact={"start": probe.modes[:2]})
    expect("interact" not in reply.content, "an answer with a token asks for interaction")


CHECKS = (
    every_answer_is_a_json_object,
    no_answer_is_stored,
    what_is_granted_is_in_the_answer,
    token_values_fit_into_a_header,
    the_token_says_what_was_granted,
    a_key_on_a_token_is_a_key,
    a_management_uri_holds_no_token,
    every_token_has_its_management_uri,
    a_management_token_is_bound_and_another_one,
    a_bound_token_is_not_called_bearer,
    a_bearer_token_has_no_key,
    one_request_is_answered_by_one_token,
    several_tokens_come_with_their_labels,
    an_array_of_one_stays_an_array,
    rights_add_up,
    the_type_is_compared_byte_for_byte,
    a_reference_is_any_string,
    what_is_granted_needs_no_interaction,
)
