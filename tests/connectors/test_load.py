"""Connector files: broken ones as rows of their own with their messages in full; the starter file and README load."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from broker.connectors.call import call_for
from broker.connectors.load import ConnectorErrors, load
from broker.connectors.model import Type
from tests.names import ROOT

BROKEN = Path(__file__).with_name("broken")
BANK = load((ROOT / "tools" / "bank.yaml").read_bytes(), "bank.yaml")


def expected() -> dict[str, list[str]]:
    """Return the messages of expected.txt by the name of the file they begin with."""
    messages: dict[str, list[str]] = defaultdict(list)
    for line in (BROKEN / "expected.txt").read_text(encoding="utf-8").splitlines():
        messages[line.partition(".yaml:")[0]].append(line)
    return messages


EXPECTED = expected()


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.yaml")))
def test_a_broken_file_is_told_line_column_and_what_would_be_right(name: str) -> None:
    with pytest.raises(ConnectorErrors) as refused:
        load((BROKEN / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert [str(problem) for problem in refused.value.problems] == EXPECTED[name]


def test_every_expected_message_has_its_file() -> None:
    assert set(EXPECTED) == {path.stem for path in BROKEN.glob("*.yaml")}


def test_the_starter_file_has_the_operations_of_the_bank() -> None:
    assert [operation.name for operation in BANK.operations] == ["bank_read_account", "bank_transactions", "bank_pay"]
    assert [operation.destructive for operation in BANK.operations] == [False, False, True]
    assert BANK.operations[2].idempotency == "Idempotency-Key"
    assert BANK.operations[2].parameters["amount"].type is Type.STRING
    assert len(BANK.digest) == 64


def test_the_members_of_a_right_stand_in_the_order_of_the_file() -> None:
    names = [f"m{number}" for number in (3, 1, 4, 0, 5, 2, 6)]
    source = (ROOT / "tools" / "bank.yaml").read_text(encoding="utf-8")
    more = source.replace("payee: $payee}", f"payee: $payee, {', '.join(f'{name}: x' for name in names)}}}")
    assert list(load(more, "b.yaml").operations[2].access)[-len(names) :] == names


def test_the_examples_of_the_readme_load() -> None:
    text = (ROOT / "tools" / "README.md").read_text(encoding="utf-8")
    api, server, program = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert load(api, "README.md").name == "bank"
    assert [one.name for one in load(server, "README.md").operations] == ["files_read_text", "files_write"]
    assert [one.name for one in load(program, "README.md").operations] == ["notes_read_note"]


def test_what_changes_something_is_destructive_unless_the_file_says_otherwise() -> None:
    source = (ROOT / "tools" / "bank.yaml").read_text(encoding="utf-8").replace("    destructive: true\n", "")
    assert load(source, "b.yaml").operations[2].destructive
    assert not load(source + "    destructive: false\n", "b.yaml").operations[2].destructive


def test_a_server_on_this_computer_may_use_plain_http_and_a_key_is_kept() -> None:
    source = (
        (ROOT / "tools" / "bank.yaml")
        .read_text(encoding="utf-8")
        .replace("https://bank.example", "http://127.0.0.1:8081")
    )
    key = 'resource_server_key: {kty: OKP, crv: Ed25519, x: "abc", kid: bank, alg: EdDSA}\n'
    bank = load(source + key, "b.yaml")
    assert bank.resource_server == "http://127.0.0.1:8081"
    assert bank.resource_server_key == {"kty": "OKP", "crv": "Ed25519", "x": "abc", "kid": "bank", "alg": "EdDSA"}


def test_an_mcp_server_is_a_connector_whose_tools_stand_under_its_prefix() -> None:
    text = (ROOT / "tools" / "README.md").read_text(encoding="utf-8")
    connector = load(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[1], "files.yaml")
    assert (connector.kind, connector.resource_server) == ("mcp", "https://files.example/mcp")
    assert connector.authorization_server == "embedded"
    read, write = connector.operations
    assert read.tool is not None
    assert (read.tool.name, read.tool.says) == ("read-text", "Read a file as text")
    assert (read.destructive, write.destructive) == (False, True)
    call = call_for(connector, "files_write", {"path": "notes/today", "text": "Milk"})
    assert (call.method, call.url) == ("POST", "https://files.example/mcp")
    assert call.body == b'{"options":{"mode":"replace"},"path":"notes/today","text":"Milk"}'
    assert call.tool == write.tool
