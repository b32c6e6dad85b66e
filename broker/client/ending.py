"""How a grant can be ended, and saying so: revoked, its grant deleted, or by time alone (decisions P13)."""

from datetime import datetime

from broker.store.tables import ClientGrant

TOKEN_SECONDS = 600  # how long a token without `expires_in` is used: what is not said is not assumed to be long
REVOKED = "The token is being revoked."


def can_be_ended(row: ClientGrant) -> bool:
    """Tell whether the authorization server gave us a way to end what it granted."""
    ways = (row.manage_token_sealed, row.continue_token_sealed, row.further_sealed)
    return any(way is not None for way in ways)


def no_longer(row: ClientGrant, *columns: str) -> None:
    """Throw secrets of the row away."""
    for column in columns:
        setattr(row, f"{column}_sealed", None)


def take_back(row: ClientGrant, now: datetime, *, named: bool = True) -> str:
    """Let the row's token be revoked, or throw it away where it cannot be; return which, in words.

    `named` tells whether the server said when the token ends.
    """
    if can_be_ended(row):
        row.intent, row.intent_at = "revoke", now
        return REVOKED
    row.intent, row.intent_at = None, None
    no_longer(row, "token")
    return not_before(row, named=named)


def not_before(row: ClientGrant, *, named: bool = True) -> str:
    """Return words about a token that only time ends."""
    if not named or row.token_expires_at is None:
        return "The token is thrown away here; it cannot be revoked, and the server did not say when it ends."
    return f"The token is thrown away here; it cannot be revoked before {row.token_expires_at:%Y-%m-%d %H:%M} UTC."
