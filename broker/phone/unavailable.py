"""What every door says when the database did not do it: 503, in words, and whether to look before trying again."""

from starlette.requests import Request
from starlette.responses import Response

from broker.phone.catalogue import label, spoken_to
from broker.phone.door import HEADERS, Refusal
from broker.store.errors import StoreUnavailable

RETRY_AFTER = "5"  # seconds


async def unavailable(request: Request, error: Exception) -> Response:
    """Return the answer for a StoreError that no door knew better about: a page for a person, JSON for a program.

    The database's own words are for the log: they may name hosts and files.
    """
    refusal = _unknown() if isinstance(error, StoreUnavailable) and error.outcome_unknown else _undone()
    for_a_person = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    with spoken_to(request):
        response = refusal.as_page() if for_a_person else refusal.as_json()
        label(response)
    response.headers.update(HEADERS | {"Retry-After": RETRY_AFTER})
    return response


def _undone() -> Refusal:
    return Refusal(
        503,
        "unavailable",
        "Countersign cannot use its database just now",
        "Nothing was decided or changed by this request, and nothing that waits is lost.",
        "Try again in a moment. If it stays so, the broker's log and `countersign doctor` say why.",
    )


def _unknown() -> Refusal:
    return Refusal(
        503,
        "outcome_unknown",
        "Countersign lost its database at the last moment",
        "Whether this request took effect is not known yet.",
        "Look at the inbox before you try again: it shows what was kept.",
    )
