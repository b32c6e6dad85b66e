"""What the store says when it cannot do what was asked. Every message is for a person and carries no stored value."""


class StoreError(Exception):
    """The store refuses or cannot: nothing of this change was kept. The message names the next step."""


class StoreUnavailable(StoreError):
    """The database could not be reached, or did not answer.

    `outcome_unknown` is true when the connection broke after COMMIT was sent: the change may have been kept, and the
    caller must read again by its own id before it does anything else.
    """

    def __init__(self, message: str, *, outcome_unknown: bool = False) -> None:
        super().__init__(message)
        self.outcome_unknown = outcome_unknown


class LostRace(StoreError):
    """Somebody else changed the row first. The store repeats the work; a caller meets this only after many losses."""


class Conflict(StoreError):
    """A row with this unique value is there already, or a row that this one points to is not."""


class NoSuchRow(StoreError):
    """There is no row with this id."""
