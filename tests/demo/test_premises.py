"""The demo's own folder, files and bank process."""

import asyncio
from pathlib import Path

import httpx2
import pytest
import yaml

from broker.demo.ledger import equals_seed, requests
from broker.demo.premises import PLACEHOLDER, premises, rewritten
from broker.files import starter
from broker.gnap.keys import parse_jwk
from tests.stand_ins import key_named

BANK = "http://127.0.0.1:9000"
KEY = key_named("pocket-bank", 3).public


def test_the_starter_connector_is_rewritten_for_the_demos_bank_and_its_key() -> None:
    connector = yaml.safe_load(rewritten(starter("tools/bank.yaml"), BANK, KEY))
    assert (connector["resource_server"], parse_jwk(connector["resource_server_key"])) == (BANK, KEY)
    assert [op["access"]["locations"][0].startswith(BANK) for op in connector["operations"]] == [True] * 3


def test_a_key_that_a_connector_names_already_is_replaced() -> None:
    text = (
        "name: bank\nresource_server: https://bank.example\n# resource_server_key: {}\nresource_server_key: {kty: x}\n"
    )
    once = rewritten(text, BANK, KEY)
    assert once.count("resource_server_key") == 1
    assert yaml.safe_load(once)["resource_server_key"] == KEY.jwk


def test_nothing_of_the_placeholder_stays() -> None:
    for name in ("tools/bank.yaml", "policies/scout.yaml"):
        assert PLACEHOLDER in starter(name)
        assert PLACEHOLDER not in rewritten(starter(name), BANK)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    async def enter() -> None:
        async with premises(tmp_path):
            raise AssertionError("never reached")

    (tmp_path / "countersign.db").touch()
    with pytest.raises(ValueError, match="not empty"):
        asyncio.run(enter())


def test_the_bank_runs_as_a_process_of_its_own_while_the_premises_are_open(tmp_path: Path) -> None:
    async def visit() -> tuple[httpx2.Response, str, Path]:
        async with premises(tmp_path) as place, httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"{place.bank_url}/accounts/main")
            assert place.settings.grant_endpoint == f"http://localhost:{place.settings.port}/gnap"
            return answer, place.bank_url, place.ledger

    answer, bank_url, ledger = asyncio.run(visit())
    assert (answer.status_code, equals_seed(ledger), len(requests(ledger))) == (401, True, 1)
    assert f'referrer="{bank_url}"' in answer.headers["WWW-Authenticate"]
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(bank_url, trust_env=False)


def test_no_setting_of_the_environment_leads_the_demo_to_another_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "STATE_DIR", "CONFIG_DIR", "REDIS_URL", "PUBLIC_URL", "HOST"):
        monkeypatch.setenv(f"COUNTERSIGN_{name}", "https://real.example" if name == "PUBLIC_URL" else "/real")

    async def visit() -> list[str]:
        async with premises(tmp_path) as place:
            held = place.settings
            return [
                held.database,
                str(held.state_dir),
                str(held.config_dir),
                held.redis_url,
                held.public_url,
                held.host,
            ]

    assert not [value for value in asyncio.run(visit()) if "real" in value]


def test_keys_and_folders_are_the_owners_alone(tmp_path: Path) -> None:
    async def visit() -> list[int]:
        async with premises(tmp_path) as place:
            made = (tmp_path / "bank.key", place.settings.state_dir, place.settings.config_dir)
            return [path.stat().st_mode & 0o077 for path in made]

    assert asyncio.run(visit()) == [0, 0, 0]
