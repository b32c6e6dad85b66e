"""Start modes (RFC 9635 §3.3, §4.1): what an answer offers to somebody in front of a browser."""

import re
from typing import Any
from urllib.parse import urlsplit

from broker.probe.check import Absent, check, expect
from broker.probe.checks.continuation import cancelled
from broker.probe.checks.discovery import is_endpoint
from broker.probe.reply import Reply, value_of
from broker.probe.talking import Probe

_TYPED = re.compile(r"[A-Za-z0-9 \-]+")
_MODES = ("redirect", "app", "user_code", "user_code_uri")


async def _started(probe: Probe, *modes: str) -> Reply:
    finish = probe.target.waits[0].members.get("interact", {})
    return await probe.waiting(interact={**finish, "start": list(modes)})


@check("C-3.3-1", "C-3.3-2", needs=("waits", "start:redirect"))
async def each_mode_that_was_asked_for_is_offered(probe: Probe) -> None:
    """Each supported mode that is asked for stands in the answer, and no other."""
    for mode in [one for one in _MODES if one in probe.modes]:
        reply = await _started(probe, mode)
        expect(mode in reply.interact, f"{mode} was asked for and is not offered")
        others = [other for other in _MODES if other != mode and other in reply.interact]
        expect(not others, f"{mode} was asked for, and {', '.join(others)} offered")
        await probe.clean()


@check("C-3.3-4", needs=("waits", "start:redirect"))
async def each_interaction_is_offered_once(probe: Probe) -> None:
    """The answer to a poll does not offer the start modes again."""
    again = await probe.later(await _started(probe, "redirect"))
    expect(not set(_MODES) & set(again.interact), "a poll offers the interaction again")


async def _two(probe: Probe, mode: str) -> tuple[Any, Any]:
    first = (await _started(probe, mode)).interact.get(mode)
    await probe.clean()
    return first, (await _started(probe, mode)).interact.get(mode)


async def _expect_uris(probe: Probe, mode: str) -> None:
    first, second = await _two(probe, mode)
    expect(isinstance(first, str) and urlsplit(first).scheme, f"the {mode} URI is not absolute")
    expect(first != second, f"two requests have one {mode} URI")


@check("C-3.3.1-1", "C-4.1.1-4", needs=("waits", "start:redirect"))
async def a_redirect_uri_is_absolute_and_unique(probe: Probe) -> None:
    """The redirect URI is absolute, https or on this computer, and another one each time."""
    await _expect_uris(probe, "redirect")
    uri = str((await _started(probe, "redirect")).interact.get("redirect"))
    local = urlsplit(uri).hostname in ("localhost", "127.0.0.1", "::1")
    expect(is_endpoint(uri.partition("#")[0]), "the redirect URI is no web address")
    expect(uri.startswith("https://") or local, "the redirect URI is not https")


@check("C-3.3.1-2", needs=("waits", "start:redirect"))
async def a_redirect_uri_holds_no_secret(probe: Probe) -> None:
    """The redirect URI holds no continuation token and no key of the client."""
    reply = await _started(probe, "redirect")
    uri = str(reply.interact.get("redirect"))
    expect(value_of(reply.going_on) not in uri, "the redirect URI holds the continuation token")
    expect(reply.party.key.kid not in uri, "the redirect URI names the client's key")


@check("C-3.3.2-1", needs=("waits", "start:app"))
async def an_app_uri_is_unique(probe: Probe) -> None:
    """The app URI is absolute and another one each time."""
    await _expect_uris(probe, "app")


def _expect_code(code: object) -> None:
    expect(isinstance(code, str) and _TYPED.fullmatch(code), "the user code has characters that are hard to type")
    length = len(re.sub(r"[ \-]", "", str(code)))
    expect(6 <= length <= 8, f"the user code has {length} characters, not 6 to 8")


@check("C-3.3.3-1", "C-3.3.3-2", "C-3.3.3-3", "C-4.1.2-2", "C-4.1.2-5", needs=("waits", "start:user_code"))
async def a_user_code_is_short_and_random(probe: Probe) -> None:
    """A user code has 6 to 8 characters that can be typed, and is another one each time."""
    first, second = await _two(probe, "user_code")
    for code in (first, second):
        _expect_code(code)
    expect(first != second, "two requests have one user code")


@check("C-3.3.4-1", "C-3.3.4-2", "C-3.3.4-3", "C-4.1.3-1", needs=("waits", "start:user_code_uri"))
async def a_user_code_with_its_uri(probe: Probe) -> None:
    """user_code_uri has a code and an absolute URI that does not hold the code."""
    first, second = await _two(probe, "user_code_uri")
    for one in (first, second):
        expect(isinstance(one, dict), "user_code_uri is no object")
        _expect_code(one.get("code"))
        expect(is_endpoint(one.get("uri")), "the uri of user_code_uri is not absolute")
        expect(one["code"] not in one["uri"], "the uri of user_code_uri holds the code")
    expect(first["code"] != second["code"], "two requests have one user code")


@check("C-4.1.3-2", needs=("waits", "start:user_code_uri"))
async def the_uri_beside_a_code_is_short(probe: Probe) -> None:
    """The URI beside a user code can be told to somebody: at most 40 characters (the RFC recommends about 20)."""
    uri = str((await _started(probe, "user_code_uri")).interact.get("user_code_uri", {}).get("uri"))
    expect(len(uri) <= 40, f"the uri of user_code_uri has {len(uri)} characters")


@check("C-4.1.2-3", "C-4.1.3-1", needs=("waits", "start:user_code_uri"))
async def the_page_for_codes_is_there(probe: Probe) -> None:
    """The URI beside a user code can be opened by GET."""
    uri = str((await _started(probe, "user_code_uri")).interact.get("user_code_uri", {}).get("uri"))
    status, _ = await probe.visited(uri)
    expect(status < 400, f"the page for user codes answers HTTP {status}")


def _expect_error(probe: Probe, status: int, location: str, words: str) -> None:
    # A server may let a stranger sign in before it says anything: then only a signed-in browser can tell.
    if probe.world.cookie is None and status < 400 and not location.startswith("http"):
        raise Absent("whether it is an error is shown to a signed-in browser only: name one in the target file")
    expect(400 <= status < 500 and not location, f"{words} answers HTTP {status}{' and leads on' if location else ''}")


@check("C-4.1.1-1", "C-4.1.1-2", needs=("waits", "start:redirect"))
async def an_unknown_redirect_uri_is_an_error(probe: Probe) -> None:
    """A redirect URI that was never given shows an error and leads to no client."""
    uri = str((await _started(probe, "redirect")).interact.get("redirect"))
    expect((await probe.visited(uri))[0] < 400, "a redirect URI that was given shows an error")
    _expect_error(probe, *await probe.visited(f"{uri[:-6]}nobody"), "an unknown redirect URI")


@check("C-4-3", "C-4.1-2", needs=("waits", "start:redirect"))
async def a_cancelled_interaction_is_an_error(probe: Probe) -> None:
    """The redirect URI of a grant that was cancelled shows an error and leads to no client."""
    reply = await _started(probe, "redirect")
    await cancelled(probe, reply)
    found = await probe.visited(str(reply.interact.get("redirect")))
    _expect_error(probe, *found, "a cancelled interaction")


@check("C-4.1-1", needs=("waits", "start:redirect"))
async def an_interaction_that_begins_too_late_is_an_error(probe: Probe) -> None:
    """The redirect URI shows an error when `interact.expires_in` is over and nobody has opened it."""
    reply = await _started(probe, "redirect")
    seconds, patience = reply.interact.get("expires_in"), probe.target.patience
    if not isinstance(seconds, int):
        raise Absent("the server does not say how long an interaction can be started (interact.expires_in)")
    if seconds > patience:
        raise Absent(f"an interaction can be started for {seconds} s, longer than the probe waits (patience)")
    await probe.world.sleep(seconds + 1)
    found = await probe.visited(str(reply.interact.get("redirect")))
    _expect_error(probe, *found, "an interaction that begins too late")


CHECKS = (
    each_mode_that_was_asked_for_is_offered,
    each_interaction_is_offered_once,
    a_redirect_uri_is_absolute_and_unique,
    a_redirect_uri_holds_no_secret,
    an_app_uri_is_unique,
    a_user_code_is_short_and_random,
    a_user_code_with_its_uri,
    the_uri_beside_a_code_is_short,
    the_page_for_codes_is_there,
    an_unknown_redirect_uri_is_an_error,
    a_cancelled_interaction_is_an_error,
    an_interaction_that_begins_too_late_is_an_error,
)
