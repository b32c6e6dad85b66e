"""The target file as the README writes one, and as nobody should."""

import re

import pytest

from broker.probe.checks import CHECKS
from broker.probe.embedded import DIVERGENCES
from broker.probe.target import Decide, load
from broker.yamlfile import FileErrors
from tests.names import ROOT

LEAST = "keys: [{file: me.jwk.json}]\n"


def test_the_example_of_the_readme_is_a_target() -> None:
    text = (ROOT / "broker" / "probe" / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    target = load(example, "as.yaml")
    assert [key.proof for key in target.keys] == ["httpsig", "httpsig", "jws", "mtls"]
    assert target.decide == Decide(command=["./decide.sh"])
    assert set(target.diverging()) <= {check.name for check in CHECKS}


def test_a_target_names_keys_and_may_leave_out_the_rest() -> None:
    target = load(LEAST, "as.yaml")
    assert (target.granted, target.waits, target.decide, target.diverging()) == ([], [], None, {})
    assert load(LEAST + "divergences: countersign\n", "as.yaml").diverging() == DIVERGENCES


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("granted: []\n", "as.yaml:1:1"),
        ("keys: [{file: me, proof: none}]\n", "as.yaml:1:26"),
        (LEAST + "decide: {}\n", "as.yaml:1:1"),
        (LEAST + "decide: {manual: yes}\n", "as.yaml:2:18"),
        (LEAST + "poll_limit: 0\n", "as.yaml:2:13"),
        (LEAST + "granted: {access: []}\nfoo: bar\n", "as.yaml:3:6"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused_at_its_place(text: str, place: str) -> None:
    with pytest.raises(FileErrors) as refused:
        load(text, "as.yaml")
    assert str(refused.value).startswith(place)


@pytest.mark.parametrize("text", ['"x"\n', "[a, b]\n"])
def test_what_is_no_mapping_is_told_as_that(text: str) -> None:
    with pytest.raises(FileErrors, match=r"^as\.yaml:1:1: a target file is a mapping of names to values"):
        load(text, "as.yaml")
