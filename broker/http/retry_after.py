"""How long a server asks us to wait before we try again (`Retry-After`, RFC 9110 §10.2.3)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_SECONDS: Final = re.compile(r"[0-9]{1,9}")


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return the time that an answer asks for, by seconds or by a date; None where it says nothing readable."""
    said = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(said):
        return timedelta(seconds=int(said))
    until = _date(said)
    return None if until is None else until - now


def _date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):  # no date, or one beyond the calendar
        return None
