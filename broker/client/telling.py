"""What an agent and its owner are told about another server; its own words are kept apart from ours."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from broker.gnap.client_role import Failed
from broker.store.tables import ClientGrant

CLOSE_ENOUGH = timedelta(minutes=1)  # between two clocks; signatures are refused by a few minutes at most
LONGEST_WORDS = 1000  # characters of a foreign server's words that are kept


def host(row: ClientGrant) -> str:
    """Return the host and port of the row's authorization server, as its connector names it."""
    return row.authorization_server.split("/")[2]


def plain(words: str) -> str:
    """Return words of another party as one line that cannot pass for anything else: no control or hidden characters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in words)
    return shown if len(shown) <= LONGEST_WORDS else shown[:LONGEST_WORDS] + " [cut]"


def quoted(words: str) -> str:
    """Return words of another party in quotation marks that they cannot close."""
    return json.dumps(plain(words), ensure_ascii=False)


def clocks_apart(date: str | None, now: datetime) -> str:
    """Return words about a clock that is far from ours, by the Date of an answer (RFC 9110 §6.6.1); else nothing.

    Whoever refuses our signatures for their time seldom says so, and only one who knows of it can put it right.
    """
    try:
        there = parsedate_to_datetime(date or "")
        apart = there.replace(tzinfo=there.tzinfo or UTC) - now
    except (ValueError, OverflowError):
        return ""
    if abs(apart) <= CLOSE_ENOUGH:
        return ""
    return (
        f" The clock there is {abs(apart) // CLOSE_ENOUGH} min {'ahead of' if apart > CLOSE_ENOUGH else 'behind'} ours."
    )


def of_error(row: ClientGrant, answer: Failed, *, embedded: bool) -> str:
    """Return why a grant failed: our own server's word as it is, anybody else's as what that server said (P9).

    An error code is a word of the other side too: it may be any text at all.
    """
    if embedded:
        return plain(answer.words or "") or f"the authorization server answered {plain(answer.code)}"
    said = [answer.code, *([answer.words] if answer.words else [])]
    return f"said by {host(row)}: {', '.join(map(quoted, said))}"
