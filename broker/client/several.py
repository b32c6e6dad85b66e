"""Ending the tokens of an answer that gave several where one was asked for: each of them, one after the other.

None of them is used. Where the grant can be ended that ends them all (RFC 9635 §5.4), and each is revoked by itself
where it cannot (§6.2). How is kept sealed in the row, so that a restart forgets none.
"""

import json
from datetime import datetime, timedelta

from broker.client.context import Context
from broker.client.ending import TOKEN_SECONDS, no_longer, not_before
from broker.gnap.client_role import Unusable
from broker.gnap.models import IssuedToken
from broker.store.tables import ClientGrant

MOST = 8  # tokens of one answer that are revoked one by one: a server cannot make us call it without end
ALL = "They are being revoked."
SOME = "Not all of them can be revoked."


def kept(context: Context, row: ClientGrant, answer: Unusable, now: datetime) -> None:
    """Keep how each token of the answer can be ended: until the last of them ends by itself."""
    given = _given(answer)
    row.token_expires_at = now + timedelta(seconds=max(token.expires_in or TOKEN_SECONDS for token in given))
    no_longer(row, "manage_token")
    _keep(context, row, _ways(given))
    if row.continue_token_sealed is None:
        next_one(context, row)


def words(row: ClientGrant, answer: Unusable) -> str:
    """Return what becomes of them."""
    given = _given(answer)
    revoked = len(given) if answer.continuation is not None else len(_ways(given))
    if not revoked:
        return not_before(row, named=all(token.expires_in is not None for token in given))
    return ALL if revoked == len(given) else SOME


def next_one(context: Context, row: ClientGrant) -> bool:
    """Let the next token be the one that is revoked; False where there is none."""
    if row.further_sealed is None:
        return False
    (uri, value), *rest = json.loads(context.opened(row, "further"))
    row.manage_uri, row.manage_token_sealed = uri, context.sealed(row, "manage_token", value)
    _keep(context, row, rest)
    return True


def of_several(row: ClientGrant) -> bool:
    """Tell whether the row is about several tokens that are being ended."""
    return (row.detail or "").endswith((ALL, SOME))


def tell(row: ClientGrant, *, refused: bool) -> None:
    """Tell of a token that was not ended."""
    if refused and row.detail is not None:
        row.detail = row.detail.removesuffix(ALL).removesuffix(SOME) + SOME


def _given(answer: Unusable) -> list[IssuedToken]:
    return [token for token in (answer.token, *answer.further) if token is not None]


def _ways(given: list[IssuedToken]) -> list[list[str]]:
    return [[one.manage.uri, one.manage.access_token.value] for one in given if one.manage is not None][:MOST]


def _keep(context: Context, row: ClientGrant, ways: list[list[str]]) -> None:
    row.further_sealed = context.sealed(row, "further", json.dumps(ways)) if ways else None
