"""`docker/server.json`, what the MCP registry is told: valid, and true of this package and its commands."""

import copy
import json
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
import typer
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it ships no types

from broker.cli import app
from broker.connect.credential import VARIABLE
from broker.connect.door import door_url
from tests.names import ROOT

Json = dict[str, Any]

SERVER: Json = json.loads((ROOT / "docker" / "server.json").read_text("utf-8"))
SCHEMA: Json = json.loads((ROOT / "tests" / "vectors" / "mcp_server_json.schema.json").read_text("utf-8"))
PROJECT: Json = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _valid(document: Json) -> bool:
    return bool(Draft7Validator(SCHEMA).is_valid(document))


def _changed(change: Callable[[Json], object]) -> Json:
    document = copy.deepcopy(SERVER)
    change(document)
    return document


def test_it_is_valid() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(SERVER)] == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda it: it.pop("version"), id="no version"),
        pytest.param(lambda it: it.update(name="countersign"), id="a name without a namespace"),
        pytest.param(lambda it: it.update(description="x" * 101), id="a description of 101 letters"),
        pytest.param(lambda it: it["packages"][0].pop("transport"), id="a package without a transport"),
        pytest.param(lambda it: it["packages"][0].update(version="latest"), id="the latest version"),
        pytest.param(lambda it: it["packages"][0]["packageArguments"][0].pop("value"), id="an argument of nothing"),
        pytest.param(lambda it: it["packages"][0]["environmentVariables"][0].pop("name"), id="a variable unnamed"),
        pytest.param(lambda it: it["remotes"][0].update(url="countersign.example/mcp"), id="an address with no scheme"),
        pytest.param(lambda it: it["remotes"][0].update(type="stdio"), id="a remote program"),
        pytest.param(lambda it: it.update(status="active"), id="what only the registry says"),
    ],
)
def test_what_the_registry_would_refuse_is_invalid(change: Callable[[Json], object]) -> None:
    assert not _valid(_changed(change))


def test_name_and_version_are_those_of_the_package_and_its_readme_says_whose_it_is() -> None:
    [package] = SERVER["packages"]
    assert (package["registryType"], package["identifier"]) == ("pypi", PROJECT["name"])
    assert SERVER["version"] == package["version"] == PROJECT["version"]
    # By this line in a package's description the registry knows that the package is the publisher's own.
    assert f"mcp-name: {SERVER['name']} " in (ROOT / PROJECT["readme"]).read_text("utf-8")


def test_the_package_is_started_by_its_own_name() -> None:
    """`uvx NAME` runs the command that is called as the package is."""
    [package] = SERVER["packages"]
    assert package["runtimeHint"] == "uvx"
    assert PROJECT["scripts"][package["identifier"]] == PROJECT["scripts"]["countersign"]


def test_its_arguments_are_those_of_the_command_that_speaks_mcp_over_stdio() -> None:
    [package] = SERVER["packages"]
    words = []
    for argument in package["packageArguments"]:
        value = argument.get("value") or argument.get("default") or argument["placeholder"]
        words.append(value if argument["type"] == "positional" else f"{argument['name']}={value}")
    assert words == ["mcp", "--agent=scout", "--url=http://localhost:8765"]
    program = typer.main.get_command(app)
    with program.make_context("countersign", words[:1], resilient_parsing=True) as outer:
        command = program.get_command(outer, words[0])  # type: ignore[attr-defined]
        with command.make_context("mcp", words[1:], parent=outer) as context:
            assert (context.params["agent"], context.params["url"]) == ("scout", "http://localhost:8765")


def test_the_credential_is_marked_secret_wherever_it_is_asked_for() -> None:
    [package], [remote] = SERVER["packages"], SERVER["remotes"]
    [variable], [header] = package["environmentVariables"], remote["headers"]
    assert (variable["name"], variable["isSecret"]) == (VARIABLE, True)
    assert header["variables"]["credential"]["isSecret"] is True
    assert (header["name"], header["value"]) == ("Authorization", "Bearer {credential}")
    assert remote["url"].format(broker="countersign.example") == door_url("https://countersign.example")
