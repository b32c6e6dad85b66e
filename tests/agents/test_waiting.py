"""How long a request is held."""

import pytest

from broker.agents.waiting import HoldTimes


@pytest.mark.parametrize(
    ("client", "progress", "seconds"),
    [
        ("some-agent", False, 45.0),
        ("some-agent", True, 50.0),
        ("", True, 50.0),
        ("claude-code", False, 240.0),
        ("Claude-Code", True, 240.0),
        ("codex-mcp-client", True, 240.0),
        ("my-codex", True, 50.0),
    ],
)
def test_a_request_is_held_as_long_as_its_client_is_known_to_bear(client: str, progress: bool, seconds: float) -> None:
    assert HoldTimes().bound(progress=progress, client=client) == seconds


def test_no_client_is_held_into_its_own_time_out() -> None:
    times = HoldTimes()
    assert times.without_progress < times.with_progress < 60.0
    assert times.patient < 300.0
    assert times.note_every < 15.0
