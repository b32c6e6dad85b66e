"""Settings are checked once, at the start: unknown names, cleartext to other computers, odd origins are refused."""

from pathlib import Path
from typing import Any

import pytest

from broker.config import BadSettings, settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)


def test_without_anything_set_the_broker_serves_this_computer_from_xdg_folders(tmp_path: Path) -> None:
    found = settings()
    assert (found.public_url, found.grant_endpoint) == ("http://localhost:8765", "http://localhost:8765/gnap")
    assert found.state_dir == tmp_path / ".local" / "state" / "countersign"
    assert found.config_dir == tmp_path / ".config" / "countersign"
    assert found.database == f"sqlite:///{found.state_dir}/countersign.db"


def test_the_xdg_variables_are_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    assert settings().state_dir == tmp_path / "elsewhere" / "countersign"


def test_the_port_is_part_of_the_local_url() -> None:
    assert settings(port=9000).public_url == "http://localhost:9000"


def test_an_unknown_setting_is_refused_with_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERSIGN_PUBLIC_URI", "https://x.example")
    with pytest.raises(BadSettings, match=r"unknown setting COUNTERSIGN_PUBLIC_URI.*COUNTERSIGN_PUBLIC_URL"):
        settings()


REFUSED: dict[str, dict[str, Any]] = {
    "cleartext to other computers": {"public_url": "http://countersign.example"},
    "a path": {"public_url": "https://countersign.example/app"},
    "no origin": {"public_url": "countersign.example"},
    "another scheme": {"public_url": "ftp://countersign.example"},
    "a port that is none": {"port": 0},
    "listening to everybody without https": {"host": "0.0.0.0"},
    "a negative hold": {"hold_seconds": -1.0},
}


@pytest.mark.parametrize("row", REFUSED)
def test_a_setting_that_cannot_be_meant_is_refused(row: str) -> None:
    with pytest.raises(BadSettings):
        settings(**REFUSED[row])
    assert (
        settings(public_url="https://countersign.example/", host="0.0.0.0").public_url == "https://countersign.example"
    )


def test_settings_do_not_change() -> None:
    with pytest.raises(Exception, match="frozen"):
        settings().port = 1  # type: ignore[misc]
