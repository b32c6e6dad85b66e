"""Every check of the probe: a server that keeps all rules passes it, one that is wrong in just that way fails it."""

from typing import Any

import pytest

from broker.probe.checks import CHECKS
from broker.probe.running import Result, Verdict, by_requirement
from broker.probe.unprobed import UNPROBED
from tests.probe.meeting import meeting, results, small
from tests.probe.small_state import URL
from tests.probe.wrong_as import ELSEWHERE, FAULTS, KEY_ROTATION_OFF
from tests.rfc9635.manifest import due, rows

pytestmark = pytest.mark.anyio

BY_NAME = {check.name: check for check in CHECKS}
PAIRS = [(name, rule) for name, rules in FAULTS.items() for rule in rules]


@pytest.mark.parametrize("name", BY_NAME)
async def test_a_server_that_keeps_every_rule_passes(name: str) -> None:
    server = small(*(("keys are rotated",) if name in KEY_ROTATION_OFF else ()))
    (result,) = await results(await meeting(server), BY_NAME[name])
    assert (result.verdict, result.words) == ("pass", "")


@pytest.mark.parametrize(("name", "rule"), PAIRS, ids=[f"{name}: {rule}" for name, rule in PAIRS])
async def test_a_server_that_is_wrong_in_just_this_way_fails(name: str, rule: str) -> None:
    if name in KEY_ROTATION_OFF:
        server = small("keys are rotated", rule)
    else:
        server = small(rule)
    (result,) = await results(await meeting(server), BY_NAME[name])
    assert rule in server.rules.met, "the rule is asked for"
    assert result.verdict == "fail", result
    assert result.words


@pytest.mark.parametrize("name", ELSEWHERE)
async def test_an_address_that_is_wrong_fails(name: str) -> None:
    probe = await meeting(small())
    probe.url = ELSEWHERE[name]
    (result,) = await results(probe, BY_NAME[name])
    assert result.verdict == "fail"


def test_every_check_has_a_server_that_fails_it() -> None:
    assert set(BY_NAME) == set(FAULTS) | set(ELSEWHERE)
    assert len(CHECKS) == len(BY_NAME), "names are unique"


@pytest.mark.parametrize("granted", [[{"access": [{"type": "read"}]}, {"access": [{"type": "list"}]}], []])
async def test_all_checks_run_one_after_the_other_at_a_server_that_grants_at_once_or_never(granted: list[Any]) -> None:
    probe = await meeting(small(), granted=granted)
    found = await results(probe, *CHECKS)
    assert {one.verdict for one in found if one.check.name not in KEY_ROTATION_OFF} == {"pass"}, [
        (one.check.name, one.verdict, one.words) for one in found if one.verdict != "pass"
    ]
    assert probe.url == URL


LEAST = 214
"""How many requirements the checks show. It may rise, never fall."""


def test_the_requirements_that_checks_show_exist_and_do_not_become_fewer() -> None:
    known = rows()
    shown = {id_ for check in CHECKS for id_ in check.ids}
    of_the_as = {id_ for id_ in shown if known[id_]["role"] == "AS"}
    print(f"{len(CHECKS)} checks show {len(shown)} requirements, {len(of_the_as)} of them of the AS role")
    assert shown <= set(known)
    assert len(shown) >= LEAST


def test_every_requirement_of_the_server_is_in_a_check_or_in_the_list_of_those_that_no_check_shows() -> None:
    wanted = {id_ for id_, row in rows().items() if row["role"] in ("AS", "key/proof") and due(row)}
    shown = {id_ for check in CHECKS for id_ in check.ids}
    assert wanted - shown == set(UNPROBED), "each is in one of them and none in both"
    assert all(UNPROBED.values()), "each has its reason"


async def test_an_interaction_that_lasts_longer_than_the_probes_patience_is_not_waited_for() -> None:
    probe = await meeting(small("a late page is an error"), patience=599)
    before = probe.world.now()
    (result,) = await results(probe, BY_NAME["an_interaction_that_begins_too_late_is_an_error"])
    assert (result.verdict, probe.world.now()) == ("not supported", before)
    assert "600 s" in result.words


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        (("pass", "fail", "divergence", "not supported"), "fail"),
        (("not supported", "pass", "divergence"), "divergence"),
        (("not supported", "pass"), "pass"),
        (("not supported",), "not supported"),
    ],
)
def test_of_a_requirements_checks_the_worst_counts_and_one_that_could_not_run_the_least(
    verdicts: tuple[Verdict, ...], worst: Verdict
) -> None:
    for order in (verdicts, verdicts[::-1]):
        assert by_requirement([Result(CHECKS[0], one) for one in order]) == dict.fromkeys(CHECKS[0].ids, worst)


async def test_what_the_target_does_not_name_is_not_supported_and_says_so() -> None:
    probe = await meeting(small(), granted=[{"access": [{"type": "read"}]}])
    (result,) = await results(probe, BY_NAME["rights_add_up"])
    assert (result.verdict, result.words) == ("not supported", "fewer than 2 rights that can be had")
