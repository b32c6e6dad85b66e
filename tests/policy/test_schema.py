"""The schema for editors names the fields that the reader takes, and no others."""

from typing import Any

import pytest

from broker.policy.check import check
from broker.policy.schema import schema

RULE = schema()["properties"]["rules"]["items"]["properties"]
PLACES = {
    "policy": (schema()["properties"], "{field}: 1\n"),
    "rule": (RULE, "rules: [{{{field}: 1}}]\n"),
    "access": (RULE["access"]["properties"], "rules: [{{access: {{{field}: 1}}}}]\n"),
    "test": (RULE["where"]["additionalProperties"]["properties"], "rules: [{{where: {{f: {{{field}: []}}}}}}]\n"),
    "approval": (RULE["approval"]["properties"], "rules: [{{approval: {{{field}: 1}}}}]\n"),
    "grant": (RULE["grant"]["properties"], "rules: [{{grant: {{{field}: x}}}}]\n"),
    "limits": (schema()["properties"]["limits"]["properties"], "limits: {{{field}: x}}\n"),
    "children": (schema()["properties"]["children"]["properties"], "children: {{{field}: x}}\n"),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_reader_knows_every_field_of_the_schema_and_nothing_else(place: str) -> None:
    properties: dict[str, Any]
    properties, template = PLACES[place]
    for field in (*properties, "zzzzz"):
        unknown = [problem for problem in check(template.format(field=field), "p.yaml") if "unknown" in problem.message]
        assert bool(unknown) is (field == "zzzzz"), field
    known = next(p.message for p in check(template.format(field="zzzzz"), "p.yaml") if "unknown" in p.message)
    assert sorted(known.split("known here: ")[1].split("; ")[0].split(", ")) == sorted(properties)
