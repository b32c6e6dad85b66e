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


def test_a_relative_xdg_variable_is_none_as_the_specification_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for wrong in ("state", "./state", "~/state"):
        monkeypatch.setenv("XDG_STATE_HOME", wrong)
        assert settings().state_dir == tmp_path / ".local" / "state" / "countersign"


@pytest.mark.parametrize("name", ["STATE_DIR", "CONFIG_DIR"])
def test_a_place_that_depends_on_the_working_folder_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for wrong in ("state", "../state", "~/state"):
        monkeypatch.setenv(f"COUNTERSIGN_{name}", wrong)
        with pytest.raises(BadSettings, match=rf"^COUNTERSIGN_{name}: {wrong} is a relative path: write it from / on"):
            settings()
    monkeypatch.setenv(f"COUNTERSIGN_{name}", str(tmp_path))
    assert tmp_path in (settings().state_dir, settings().config_dir)


@pytest.mark.parametrize("wrong", ["cache.example", "http://:hunter2@cache.example", "redis://:hunter2@cache.example:x/0"])
def test_an_address_of_redis_that_is_none_is_refused_and_not_repeated(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_REDIS_URL", wrong)
    with pytest.raises(BadSettings, match=r"^COUNTERSIGN_REDIS_URL: this is not an address of Redis") as refused:
        settings()
    assert "hunter2" not in str(refused.value)
    for right in ("", "redis://:hunter2@cache.example:6379/0", "rediss://cache.example", "unix:///run/redis.sock"):
        monkeypatch.setenv("COUNTERSIGN_REDIS_URL", right)
        assert settings().redis_url == right


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
    "a port that is no number": {"public_url": "https://countersign.example:https"},
    "another scheme": {"public_url": "ftp://countersign.example"},
    "a port that is none": {"port": 0},
    "listening to everybody without https": {"host": "0.0.0.0"},
    "a negative hold": {"hold_seconds": -1.0},
}


@pytest.mark.parametrize("row", REFUSED)
def test_a_setting_that_cannot_be_meant_is_refused(row: str) -> None:
    with pytest.raises(BadSettings) as refused:
        settings(**REFUSED[row])
    assert "Value error" not in str(refused.value)
    assert (
        settings(public_url="https://countersign.example/", host="0.0.0.0").public_url == "https://countersign.example"
    )


def test_settings_do_not_change() -> None:
    with pytest.raises(Exception, match="frozen"):
        settings().port = 1  # type: ignore[misc]


PROXIES: dict[str, tuple[str, str]] = {
    "nobody": ("", ""),
    "one": ("127.0.0.1", "127.0.0.1"),
    "several, with spaces": (" 192.0.2.1, ::1 ,", "192.0.2.1,::1"),
    "IPv6 in another spelling": ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
}


@pytest.mark.parametrize("row", PROXIES)
def test_trusted_proxies_are_addresses_in_the_spelling_of_a_connections_peer(
    row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, read = PROXIES[row]
    monkeypatch.setenv("COUNTERSIGN_TRUSTED_PROXIES", written)
    assert settings().trusted_proxies == read


NO_PROXIES = [
    "proxy.example",
    "192.0.2.0/24",
    "127.0.0.1:8443",
    "127.0.0.1 ::1",
    "*",
    "unix",
    "[::1]",
    "127.1",
    "0300.0.2.1",
]


@pytest.mark.parametrize("written", NO_PROXIES)
def test_a_trusted_proxy_that_is_no_address_is_refused(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (written, f"192.0.2.1,{written}"):
        monkeypatch.setenv("COUNTERSIGN_TRUSTED_PROXIES", value)
        with pytest.raises(BadSettings, match=r"COUNTERSIGN_TRUSTED_PROXIES.* is no IP address: list them like"):
            settings()
    monkeypatch.setenv("COUNTERSIGN_TRUSTED_PROXIES", "192.0.2.1")
    assert settings().trusted_proxies == "192.0.2.1"


CLIENTS: dict[str, tuple[str, str]] = {
    "nobody": ("", ""),
    "spaces alone are nobody": (" , ", ""),
    "one": ("shop", "shop"),
    "several, with spaces": (" shop, till-2 ,", "shop,till-2"),
}


@pytest.mark.parametrize("row", CLIENTS)
def test_the_clients_that_may_speak_open_payments_are_listed_by_name(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings().open_payments == ""
    written, read = CLIENTS[row]
    monkeypatch.setenv("COUNTERSIGN_OPEN_PAYMENTS", written)
    assert settings().open_payments == read


@pytest.mark.parametrize("written", ["*", "Shop", "shop till", "https://shop.example", "1shop", "a" * 41, "shop;till"])
def test_a_client_of_open_payments_whose_name_nobody_can_have_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in (written, f"till,{written}"):
        monkeypatch.setenv("COUNTERSIGN_OPEN_PAYMENTS", value)
        with pytest.raises(BadSettings, match=r"COUNTERSIGN_OPEN_PAYMENTS.* is no name of a client: list them like"):
            settings()
    monkeypatch.setenv("COUNTERSIGN_OPEN_PAYMENTS", "till")
    assert settings().open_payments == "till"
