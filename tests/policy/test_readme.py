"""Every block of policies/README.md is a file that loads, and decides the requests below it as it says."""

import json
import re

import pytest

from broker.gnap.rights import parse_access
from broker.policy.decide import decide
from broker.policy.load import load
from tests.names import ROOT

EXAMPLE = re.compile(r"```yaml\n(?P<policy>.*?)```\n```text\n(?P<requests>.*?)```", re.DOTALL)
TEXT = (ROOT / "policies" / "README.md").read_text(encoding="utf-8")
ROWS = [(block["policy"], line) for block in EXAMPLE.finditer(TEXT) for line in block["requests"].strip().splitlines()]


@pytest.mark.parametrize(("source", "line"), ROWS, ids=[line for _, line in ROWS])
def test_the_example_decides_as_the_readme_says(source: str, line: str) -> None:
    decided, _, request = line.partition(" ")
    assert decide(load(source, "README.md"), parse_access([json.loads(request)])).decide == decided


def test_every_yaml_block_has_requests_and_all_three_decisions_occur() -> None:
    assert TEXT.count("```yaml") == len(EXAMPLE.findall(TEXT))
    assert {line.split()[0] for _, line in ROWS} == {"allow", "ask", "deny"}
