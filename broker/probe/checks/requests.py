"""Grant requests (RFC 9635 §2): what must be understood, and what must be refused with which code."""

from copy import deepcopy
from typing import Any

from broker.probe.check import check, expect
from broker.probe.reply import Reply, refused, value_of
from broker.probe.talking import Probe
from broker.probe.world import Json

_UNKNOWN = "no-such-thing-as-this"


def _well_formed(reply: Reply) -> None:
    """Expect an answer that means something: not a crash, and not an empty one."""
    expect(reply.status < 500, f"the server broke down ({reply.summary})")
    expect(reply.error or reply.tokens or reply.going_on, f"the answer says nothing ({reply.summary})")


async def _refused_beside_a_good_one(probe: Probe, content: Json | bytes, *codes: str) -> None:
    refused(await probe.post(content), *codes)
    await probe.accepted()


@check("C-2-6", "R-2.1-1", needs=("granted",))
async def equal_requests_are_two_grants(probe: Probe) -> None:
    """Two equal requests give two tokens with different values."""
    first, second = await probe.granted(), await probe.granted()
    expect(first.tokens[0].get("value") != second.tokens[0].get("value"), "two grants were given one token value")


@check("C-2-6", needs=("waits",))
async def equal_requests_that_wait_are_two_grants(probe: Probe) -> None:
    """Two equal requests that wait are two grants, each with a continuation of its own."""
    first, second = await probe.waiting(), await probe.waiting()
    expect(value_of(first.going_on) != value_of(second.going_on), "two grants have one continuation token")
    expect((await probe.later(first)).error is None, "the first grant cannot be continued after the second was asked")


@check("C-2-1", needs=("asks",))
async def a_request_is_a_json_object(probe: Probe) -> None:
    """A body that is an array, or no JSON, is refused with invalid_request."""
    await _refused_beside_a_good_one(probe, b"[]", "invalid_request", "invalid_client")
    await _refused_beside_a_good_one(probe, b"{", "invalid_request", "invalid_client")


@check("C-2-4", needs=("asks",))
async def a_request_without_a_client_is_invalid(probe: Probe) -> None:
    """A request without `client` is refused with invalid_request."""
    request = probe.request(probe.rights[0], client=None)
    await _refused_beside_a_good_one(probe, request, "invalid_request")


@check("C-2.1-1", needs=("asks",))
async def access_token_is_an_object_or_an_array(probe: Probe) -> None:
    """An access_token that is a string, a number or an empty array is refused with invalid_request."""
    odd: list[Any] = ["token", 1, []]
    for one in odd:
        refused(await probe.ask(probe.rights[0], access_token=one), "invalid_request")
    await probe.accepted()


@check("C-2.1.1-1", needs=("asks",))
async def a_token_request_has_access(probe: Probe) -> None:
    """A token request without `access` is refused with invalid_request."""
    refused(await probe.ask(probe.rights[0], access_token={"label": "x"}), "invalid_request")
    await probe.accepted()


@check("C-2.1.1-5", needs=("asks",))
async def a_repeated_flag_is_invalid(probe: Probe) -> None:
    """A flag that stands twice is refused with invalid_flag."""
    refused(await probe.ask(probe.rights[0], token={"flags": ["bearer", "bearer"]}), "invalid_flag")
    await probe.accepted()


@check("C-2.1.1-6", needs=("asks",))
async def an_unknown_flag_breaks_nothing(probe: Probe) -> None:
    """Flags that are unknown or for answers only get an answer, whichever the server's policy is."""
    for flag in ("durable", _UNKNOWN):
        _well_formed(await probe.ask(probe.rights[0], token={"flags": [flag]}))


@check("C-2.1.1-2", "C-3.2.1-3", needs=("granted",))
async def a_label_comes_back(probe: Probe) -> None:
    """The label of a token request stands on the token."""
    reply = await probe.granted(access_token={"access": probe.rights[0].access, "label": "mine"})
    expect(reply.tokens[0].get("label") == "mine", "the token does not have the label that was asked for")


@check("C-2.1.2-3", "C-2.1.2-1", "C-2.1.2-2", needs=("asks", "several-tokens"))
async def several_tokens_have_labels_of_their_own(probe: Probe) -> None:
    """In an array of token requests a missing or repeated label is refused with invalid_request."""
    access = probe.rights[0].access
    for labels in (("a", None), ("a", "a")):
        wanted = [{"access": access} | ({"label": label} if label else {}) for label in labels]
        refused(await probe.ask(probe.rights[0], access_token=wanted), "invalid_request")
    both = [{"access": access, "label": label} for label in ("a", "b")]
    await probe.accepted(access_token=both)


@check("C-2.2-3", "C-3.4-1", needs=("asks",))
async def nobody_is_named_without_being_there(probe: Probe) -> None:
    """Without interaction, and without anybody's identifier, no subject information is given."""
    ask, subject = probe.rights[0], {"sub_id_formats": ["opaque"]}
    for content in (probe.request(ask, subject=subject), probe.request(ask, subject=subject, access_token=None)):
        reply = await probe.post(content)
        expect("subject" not in reply.content, "subject information was given to nobody in particular")


@check("C-2.4-1", needs=("waits",))
async def a_user_hint_replaces_no_decision(probe: Probe) -> None:
    """A subject identifier in `user` does not make a grant that waits be granted."""
    hint = {"sub_ids": [{"format": "opaque", "id": "somebody"}]}
    reply = await probe.ask(probe.target.waits[0], user=hint, subject={"sub_id_formats": ["opaque"]})
    expect(not reply.tokens and "subject" not in reply.content, "a hint was taken for the owner's decision")
    await probe.waiting()


@check("C-2.4-2", needs=("waits",))
async def a_forged_assertion_replaces_no_decision(probe: Probe) -> None:
    """An assertion that nobody signed opens nothing."""
    forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSJ9."
    hint = {"assertions": [{"format": "id_token", "value": forged}]}
    reply = await probe.ask(probe.target.waits[0], user=hint)
    expect(not reply.tokens and "subject" not in reply.content, "an unsigned assertion was taken for the owner")
    await probe.waiting()


@check("C-2.4.1-1", needs=("asks", "user-references"))
async def an_unknown_user_reference_is_an_unknown_user(probe: Probe) -> None:
    """A reference to a user that the server does not know is refused with unknown_user."""
    refused(await probe.ask(probe.rights[0], user=_UNKNOWN), "unknown_user")
    await probe.accepted()


@check("C-2.3-4", needs=("asks",))
async def an_unknown_class_is_ignored_or_no_client(probe: Probe) -> None:
    """A class_id that means nothing is ignored or invalid_client, and the same the next time."""
    client = {"key": probe.party.key_object(), "class_id": _UNKNOWN}
    first, second = [await probe.ask(probe.rights[0], client=client) for _ in range(2)]
    expect(first.error in (None, "invalid_client"), f"an unknown class_id is {first.error}")
    expect(first.error == second.error, "an unknown class_id is answered in two ways")


@check("C-2.3-6", needs=("asks", "instance-ids"))
async def one_key_is_one_client_instance(probe: Probe) -> None:
    """Two requests by one key are by the same client instance: the instance identifiers are equal."""
    first, second = await probe.accepted(), await probe.accepted()
    named = [one.content.get("instance_id") for one in (first, second)]
    expect(named[0] and named[0] == named[1], "one key has two instance identifiers, or none")


@check("C-3.5-3", needs=("asks", "instance-ids"))
async def an_instance_identifier_cannot_be_guessed(probe: Probe) -> None:
    """An instance identifier is long enough to be unguessable, and holds no key."""
    named = (await probe.accepted()).content.get("instance_id")
    expect(isinstance(named, str) and len(named) >= 16, "the instance identifier is short enough to be guessed")
    expect(probe.party.key.kid not in str(named), "the instance identifier holds the key's id")


@check("C-2.3.1-1", needs=("asks", "instance"))
async def an_instance_identifier_belongs_to_one_key(probe: Probe) -> None:
    """An instance identifier with the signature of another key is refused with invalid_client."""
    ask, stranger = probe.rights[0], probe.stranger()
    refused(await probe.ask(ask, client=probe.target.instance, party=stranger), "invalid_client")
    await probe.accepted(client=probe.target.instance)


@check("C-2.3.1-2", needs=("asks",))
async def an_unknown_instance_identifier_is_no_client(probe: Probe) -> None:
    """An instance identifier that nobody was given is refused with invalid_client."""
    refused(await probe.ask(probe.rights[0], client=_UNKNOWN), "invalid_client")
    await probe.accepted()


@check("C-2.3-2", needs=("asks",))
async def a_client_by_value_shows_its_key(probe: Probe) -> None:
    """A client by value without a key is refused with invalid_request."""
    refused(await probe.ask(probe.rights[0], client={"display": {"name": "x"}}), "invalid_request")
    await probe.accepted()


@check("C-2.3-11", needs=("asks",))
async def an_unknown_key_gets_an_answer(probe: Probe) -> None:
    """A key that nobody registered is refused with invalid_client, or has to wait, or gets little: never a crash."""
    _well_formed(await probe.ask(probe.rights[0], party=probe.stranger()))


@check("C-2.5-3", needs=("interactive",))
async def interaction_that_cannot_be_is_invalid(probe: Probe) -> None:
    """Rights that need interaction, asked for without any mode, are refused with invalid_interaction."""
    refused(await probe.ask(probe.target.interactive[0], interact=None), "invalid_interaction")


@check("C-2.5-2", needs=("waits",))
async def interact_names_its_start_modes(probe: Probe) -> None:
    """An `interact` without `start` is refused with invalid_request; an empty `start` is not."""
    refused(await probe.ask(probe.target.waits[0], interact={}), "invalid_request")
    await probe.waiting()


@check("C-2.5.1-2", needs=("waits", "start"))
async def unknown_start_modes_do_not_fail_the_known(probe: Probe) -> None:
    """Start modes that are unknown, as strings and as objects, do not fail a request that needs none of them."""
    known = probe.target.waits[0].members.get("interact", {}).get("start", [])
    start = [*known, _UNKNOWN, {"mode": _UNKNOWN, "more": 1}]
    reply = await probe.ask(probe.target.waits[0], interact={"start": start})
    expect(reply.going_on and not reply.error, f"unknown start modes failed the whole request ({reply.summary})")
    expect(_UNKNOWN not in reply.interact, "the answer has a start mode that nobody knows")


async def _finish_without(probe: Probe, change: Any) -> None:
    uri, _, interact = probe.finishing(probe.target.waits[0])
    odd = deepcopy(interact)
    change(odd["finish"])
    refused(await probe.ask(probe.target.waits[0], interact=odd), "invalid_request")
    await probe.waiting(interact=interact)
    expect(uri, "no callback")


@check("C-2.5.2-1", needs=("waits", "push"))
async def a_finish_has_method_uri_and_nonce(probe: Probe) -> None:
    """A finish without its method, its uri or its nonce is refused with invalid_request."""
    for name in ("method", "uri", "nonce"):
        await _finish_without(probe, lambda finish, name=name: finish.pop(name))


@check("C-2.5.2-3", needs=("waits", "push"))
async def a_callback_uri_is_absolute(probe: Probe) -> None:
    """A callback URI that is relative is refused with invalid_request."""
    await _finish_without(probe, lambda finish: finish.update(uri="/callback"))


@check("C-2.5.2-4", needs=("waits", "push"))
async def a_callback_uri_has_no_fragment(probe: Probe) -> None:
    """A callback URI with a fragment is refused with invalid_request."""
    await _finish_without(probe, lambda finish: finish.update(uri=finish["uri"] + "#part"))


@check("C-4.2.2-2", "C-4.2-6", needs=("waits", "push"))
async def no_push_goes_to_an_inner_address(probe: Probe) -> None:
    """A push to a link-local address is refused, or left out of the answer."""
    _, _, interact = probe.finishing(probe.target.waits[0])
    interact["finish"]["uri"] = "http://169.254.169.254/latest/meta-data"
    reply = await probe.ask(probe.target.waits[0], interact=interact)
    expect(reply.error or "finish" not in reply.interact, "a push to a link-local address was promised")


CHECKS = (
    equal_requests_are_two_grants,
    equal_requests_that_wait_are_two_grants,
    a_request_is_a_json_object,
    a_request_without_a_client_is_invalid,
    access_token_is_an_object_or_an_array,
    a_token_request_has_access,
    a_repeated_flag_is_invalid,
    an_unknown_flag_breaks_nothing,
    a_label_comes_back,
    several_tokens_have_labels_of_their_own,
    nobody_is_named_without_being_there,
    a_user_hint_replaces_no_decision,
    a_forged_assertion_replaces_no_decision,
    an_unknown_user_reference_is_an_unknown_user,
    an_unknown_class_is_ignored_or_no_client,
    one_key_is_one_client_instance,
    an_instance_identifier_cannot_be_guessed,
    an_instance_identifier_belongs_to_one_key,
    an_unknown_instance_identifier_is_no_client,
    a_client_by_value_shows_its_key,
    an_unknown_key_gets_an_answer,
    interaction_that_cannot_be_is_invalid,
    interact_names_its_start_modes,
    unknown_start_modes_do_not_fail_the_known,
    a_finish_has_method_uri_and_nonce,
    a_callback_uri_is_absolute,
    a_callback_uri_has_no_fragment,
    no_push_goes_to_an_inner_address,
)
