"""When a first request may be made again (decisions P15): each POST is a new grant, and may be a new prompt.

At the embedded authorization server an equal request supersedes the first, so it is simply repeated. At a foreign one
it is counted in the row before it leaves, so that a process that dies in between counts too.
"""

from datetime import datetime

from broker.gnap.errors import ErrorCode, GnapError
from broker.gnap.message import read_object
from broker.http import Answer, NoAnswer
from broker.store.tables import ClientGrant
from broker.store.verbs import Change

UNSENT, ONCE, TWICE = "request", "request-once", "request-twice"
TWICE_WORDS = "The authorization server did not answer and was asked again, so it may ask its owner twice."
TOO_MANY_REQUESTS = 429


def sent_too_often(row: ClientGrant, *, asynchronous: bool) -> bool:
    """Tell whether a request without an answer must not be made again.

    Where an interaction was asked for, the lost prompt needs an address that nobody got: it may be made again. A server
    that could have asked its owner by itself is asked once more and never again.
    """
    return asynchronous and row.intent == TWICE


def leaves(row: ClientGrant, now: datetime) -> Change[ClientGrant]:
    """Return the row with one more request counted, which is about to leave; who waits for it is told of a second."""
    told: tuple[str, ...] = ()
    if row.intent == ONCE and row.status == "pending":
        row.detail, told = TWICE_WORDS, (f"grant:{row.id}",)
    row.intent = ONCE if row.intent == UNSENT else TWICE
    row.intent_at = row.intent_at or now
    return Change(row, wake=told)


def did_not_leave(row: ClientGrant) -> ClientGrant:
    """Return the row with the last request not counted: there is proof that it was never sent."""
    if row.intent == TWICE:
        row.intent = ONCE
    elif row.intent == ONCE:
        row.intent = UNSENT
    return row


def answering(answer: Answer) -> Answer:
    """Return an answer that can be read; raise NoAnswer for a failure of the server or of a proxy before it.

    Such a failure says nothing about what became of the request. A server's own words for it are no answer either: an
    error that GNAP does not know, such as `unavailable`, ends nothing (RFC 9635 §3.6).
    """
    if (answer.status >= 500 or answer.status == TOO_MANY_REQUESTS) and not _speaks_gnap(answer.body):
        raise NoAnswer(f"the server failed with status {answer.status}")
    return answer


def _speaks_gnap(body: bytes) -> bool:
    try:
        said = read_object(body)
    except GnapError:
        return False
    error = said.get("error", ErrorCode.REQUEST_DENIED)
    return (error.get("code") if isinstance(error, dict) else error) in list(ErrorCode)
