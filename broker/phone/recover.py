"""The phone is lost: the recovery code stands in for the paired device that would have confirmed a new one.

It is typed on the new device while that waits for the confirmation, so it counts only together with the digits at the
terminal. What it does: the old devices go, every session ends, the new device comes in, the code is used up.
"""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from broker.phone.catalogue import Phrase, phrase
from broker.phone.deps import PhoneDeps
from broker.phone.door import Refusal, body
from broker.phone.enrol import Secret, by_secret, let_in, standing
from broker.phone.pages import page
from broker.ratchet.proposals import CannotPerform, withdraw
from broker.ratchet.reset import Tried, forget_devices, use_recovery_code
from broker.store.query import Session


class Recovery(Secret):
    """The pairing's secret and the code as it was typed."""

    code: str = Field(min_length=1, max_length=64)


async def recover_page(_: PhoneDeps, __: Request) -> Response:
    """GET /recover: what to do, in words. The code itself is typed on the page of the new device."""
    return page("recover.html")


async def recover(deps: PhoneDeps, request: Request) -> Response:
    """POST /recover: let the waiting device in by the code, instead of by a paired device."""
    asked = await body(request, Recovery)
    now = deps.now()

    def work(session: Session) -> Tried:
        row = by_secret(session, asked.secret)
        if standing(session, row, now) != "confirm":
            raise Refusal(
                409,
                "not_waiting",
                "This device does not wait for a confirmation",
                "The recovery code counts after the digits were typed at the terminal, and only on this device.",
                "Type the digits first, then the code.",
            )
        tried = use_recovery_code(session, row.owner, asked.code, now)
        if tried == "right":
            withdraw(session, row.proposal or "", now, "let in by the recovery code")
            forget_devices(session, row.owner, now)
            let_in(session, row, dict(row.device or {}), now)
        return tried

    try:
        tried = await deps.store.write(work)
    except CannotPerform as why:
        raise Refusal(409, "cannot_perform", "This device was not let in", _why(why), "Pair it again.") from None
    if tried != "right":
        raise _not_recovered(tried)
    return JSONResponse({"state": "paired"})


def _why(why: CannotPerform) -> Phrase:
    return phrase("%(why)s.", why=phrase(str(why)))


def _not_recovered(tried: Tried) -> Refusal:
    title, text, next_step = {
        "wrong": (
            phrase("This is not the code"),
            phrase("Nothing was changed. Five wrong tries close it for an hour."),
            phrase("Try again."),
        ),
        "closed": (
            phrase("Too many wrong codes"),
            phrase("The recovery code is closed for an hour."),
            phrase("Wait, or confirm on a device."),
        ),
        "none": (
            phrase("There is no recovery code"),
            phrase("None was made, or it was used already."),
            phrase(
                "Confirm on a paired device. If all are lost: `countersign owner reset` ends every grant, agent and "
                "seal."
            ),
        ),
    }[tried]
    return Refusal(403, f"recovery_{tried}", title, text, next_step)
