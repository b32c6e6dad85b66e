"""`Retry-After` by seconds and by a date, and nothing made of what is neither."""

from datetime import UTC, datetime, timedelta

import pytest

from broker.http.retry_after import retry_after

NOW = datetime(2026, 11, 28, 12, 0, 0, tzinfo=UTC)
READ: dict[str, timedelta | None] = {
    "120": timedelta(minutes=2),
    " 0 ": timedelta(0),
    "999999999": timedelta(seconds=999_999_999),
    "Sat, 28 Nov 2026 12:05:00 GMT": timedelta(minutes=5),
    "Sat, 28 Nov 2026 11:59:00 GMT": -timedelta(minutes=1),
    "": None,
    "soon": None,
    "-5": None,
    "1.5": None,
    "9999999999": None,
    "Sat, 28 Nov 99999 12:00:00 GMT": None,
}


@pytest.mark.parametrize("said", READ)
def test_how_long_a_server_asks_to_wait_is_read_or_taken_for_nothing(said: str) -> None:
    assert retry_after({"retry-after": said}, NOW) == READ[said]


def test_an_answer_without_the_header_asks_for_nothing() -> None:
    assert retry_after({}, NOW) is None
