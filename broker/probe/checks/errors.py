"""Errors (RFC 9635 §3.6): their form, and what may stand beside one."""

from typing import Any

from broker.gnap.errors import ErrorCode
from broker.probe.check import check, expect
from broker.probe.reply import Reply, refused
from broker.probe.talking import Probe

_CODES = frozenset(str(code) for code in ErrorCode)


async def _errors(probe: Probe) -> list[Reply]:
    """Return answers to requests that cannot be right."""
    stranger = probe.stranger()
    wrong: Any = {"client": "nobody", "access_token": {"access": ["x"]}}
    replies = [await probe.post(b"{}"), await probe.post(wrong), await probe.post(wrong, party=stranger)]
    return [*replies, *[await probe.ask(ask) for ask in probe.target.denied[:1]]]


@check("C-3.6-1")
async def an_error_is_a_code_or_an_object(probe: Probe) -> None:
    """An error is a registered code, alone or in an object with a description."""
    for reply in await _errors(probe):
        error = reply.content.get("error")
        expect(reply.error in _CODES, f"the error is {reply.error}, which is not registered")
        words = error.get("description") if isinstance(error, dict) else None
        expect(words is None or isinstance(words, str), "the error's description is no text")


@check("C-3.6-3")
async def an_error_stands_alone(probe: Probe) -> None:
    """Beside an error stands nothing but `continue`."""
    for reply in await _errors(probe):
        granted = {"access_token", "subject", "interact"} & set(reply.content)
        expect(not granted, f"beside an error stands {', '.join(sorted(granted))}")


@check("C-3-2", "C-3.2-1", needs=("denied",))
async def what_is_denied_is_an_error(probe: Probe) -> None:
    """Rights that nobody may have are refused, and nothing is granted."""
    refused(await probe.ask(probe.target.denied[0]), "request_denied", "user_denied", "invalid_request")


CHECKS = (
    an_error_is_a_code_or_an_object,
    an_error_stands_alone,
    what_is_denied_is_an_error,
)
