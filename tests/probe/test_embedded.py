"""The embedded authorization server under the probe: every check passes but the divergences that its README names."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from broker.probe.check import Check
from broker.probe.checks import CHECKS
from broker.probe.embedded import DIVERGENCES
from broker.probe.running import by_requirement
from tests.home import home
from tests.names import ROOT
from tests.probe import embedded
from tests.probe.meeting import results
from tests.rfc9635.manifest import rows

pytestmark = pytest.mark.anyio

NOT_OFFERED: Final = {
    "a_bearer_token_has_no_key": "no bearer token is issued",
    "polls_without_end_end_the_grant": "a day of polling is allowed, too long for a check",
    "an_approved_grant_can_go_on": "what an owner approved is bounded, so nothing goes on",
    "cancelling_revokes_the_tokens": "the same",
    "a_change_leaves_older_tokens_alone": "the same",
    "key_rotation_that_is_not_there_says_so": "keys are rotated",
} | (
    {}
    if embedded.DERIVES
    else dict.fromkeys(
        (
            "a_downstream_token_needs_the_servers_own_token",
            "a_token_for_another_server_gets_nothing",
            "a_downstream_token_is_bound_to_the_server",
        ),
        "the grant endpoint derives no tokens yet",
    )
)
"""Checks that say nothing about the embedded server, and why."""

UNSEEN: Final = {
    "§3.1, §3.2.1": "our client's rule; the server's own URIs are on its origin",
    "§2.1.1": "unknown flags are an extension point: a server may refuse them",
    "§2.3.1": "a server need not hand out identifiers, and does to other clients",
    "§3.3.5": "a server may leave a finish method out of its answer",
    "§5": "a server need not go on after it issued",
    "9767 §3.3": "further members in an answer break nothing",
}
"""Rows of the README's table that break no requirement on the wire, and why: no check can show them."""


@pytest.mark.slow
@pytest.mark.requirement("C-1.5-1", "C-1.5-2", "C-1.5-3", "C-1.5-5", "C-1.5-6", "C-2.1.1-2", "C-2.1.1-5", "C-2.1.1-6")
@pytest.mark.requirement("C-2.1.2-3", "C-2.2-3", "C-2.3-4", "C-2.3-6", "C-2.3-11", "C-2.3.1-1", "C-2.3.1-2", "C-2.4-1")
@pytest.mark.requirement("C-2.4-2", "C-2.4.1-1", "C-2.5-3", "C-2.5.1-2", "C-2.5.2-9", "C-2.5.2-11", "C-2.5.2-13")
@pytest.mark.requirement("C-3-1", "C-3-2", "C-3-3", "C-3-4")
@pytest.mark.requirement("C-3.1-1", "C-3.1-4", "C-3.1-6", "C-3.1-9", "C-3.2-1", "C-3.2.1-1", "C-3.2.1-3", "C-3.2.1-4")
@pytest.mark.requirement("C-3.2.1-7", "C-3.2.1-9", "C-3.2.1-10", "C-3.2.1-11", "C-3.2.1-12", "C-3.2.1-14")
@pytest.mark.requirement("C-3.2.1-17", "C-3.2.2-1", "C-3.2.2-2", "C-3.3-1", "C-3.3-2", "C-3.3-4", "C-3.3-5")
@pytest.mark.requirement("C-3.3.1-1", "C-3.3.1-2", "C-3.3.2-1", "C-3.3.3-1", "C-3.3.3-2", "C-3.3.3-3", "C-3.3.4-1")
@pytest.mark.requirement("C-3.3.4-2", "C-3.3.4-3", "C-3.3.5-1", "C-3.4-1", "C-3.4-2", "C-3.4-3", "C-3.4-6", "C-3.4-8")
@pytest.mark.requirement("C-3.5-3", "C-3.6-1", "C-3.6-3")
@pytest.mark.requirement("C-4-3")
@pytest.mark.requirement(
    "C-4.1-1", "C-4.1-2", "C-4.1.1-1", "C-4.1.1-2", "C-4.1.1-4", "C-4.1.2-2", "C-4.1.2-3", "C-4.1.2-5", "C-4.1.3-1"
)
@pytest.mark.requirement("C-4.1.3-2", "C-4.2-1", "C-4.2-3", "C-4.2-4", "C-4.2-6", "C-4.2.1-1", "C-4.2.2-1")
@pytest.mark.requirement("C-4.2.2-2", "C-4.2.3-1", "C-4.2.3-3")
@pytest.mark.requirement("C-5-2", "C-5-3", "C-5-4", "C-5-5", "C-5-6", "C-5-8", "C-5-9", "C-5-12")
@pytest.mark.requirement("C-5.1-3", "C-5.1-4", "C-5.1-5", "C-5.1-6", "C-5.2-2", "C-5.2-3", "C-5.2-4")
@pytest.mark.requirement("C-5.3-2", "C-5.3-3", "C-5.3-7")
@pytest.mark.requirement("C-5.4-1", "C-5.4-3", "C-5.4-4")
@pytest.mark.requirement("C-6-2", "C-6-3")
@pytest.mark.requirement("C-6.1-2", "C-6.1-3", "C-6.1-4", "C-6.1-6", "C-6.1.1-4", "C-6.1.1-5", "C-6.2-1", "C-6.2-2")
@pytest.mark.requirement("C-7.1-1", "C-7.1-2", "C-7.1-3", "C-7.1-4", "C-7.1-5", "C-7.1.2-1", "C-7.3-1", "C-7.3-2")
@pytest.mark.requirement("C-7.3-3", "C-7.3-4", "C-7.3-5", "C-7.3.1-1", "C-7.3.1-2", "C-7.3.1-3", "C-7.3.1-4")
@pytest.mark.requirement("C-7.3.1-5", "C-7.3.1-6", "C-7.3.1-7", "C-7.3.1-8", "C-7.3.1-9", "C-7.3.1-10", "C-7.3.1-12")
@pytest.mark.requirement("C-7.3.1.1-1", "C-7.3.1.1-2", "C-7.3.1.1-3", "C-7.3.2-1", "C-7.3.2-2", "C-7.3.2-3")
@pytest.mark.requirement("C-7.3.3-1", "C-7.3.3-2", "C-7.3.3-3", "C-7.3.3-4", "C-7.3.4-1", "C-7.3.4-2", "C-7.3.4-3")
@pytest.mark.requirement("C-7.3.3.1-1", "C-7.3.4-4", "C-7.3.4.1-1")
@pytest.mark.requirement("C-8-2", "C-8-5")
@pytest.mark.requirement("C-8.1-1")
@pytest.mark.requirement("C-9-1", "C-9-4")
@pytest.mark.requirement("R-2.1-1", "R-2.1-2", "R-2.1-3", "R-2.1.14-1", "R-2.1.14-4", "R-2.1.14-5", "R-2.2-1")
@pytest.mark.requirement("R-3.1-1", "R-3.1-3", "R-3.1-4", "R-3.3-4", "R-3.3-5", "R-3.3-6", "R-3.3-7", "R-3.3-8")
@pytest.mark.requirement("R-3.4-2", "R-3.4-5", "R-3.4-6", "R-3.5-1", "R-4-2", "R-4-3")
async def test_every_check_passes_at_the_embedded_server_for_other_peoples_clients_but_the_divergences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    async with home(tmp_path, trusted_proxies=embedded.PROXY) as here:
        found = await results(await embedded.foreign(here, monkeypatch), *CHECKS)
    assert [(one.check.name, one.words) for one in found if one.verdict == "fail"] == []
    assert {one.check.name for one in found if one.verdict == "divergence"} == set(DIVERGENCES)
    assert {one.check.name for one in found if one.verdict == "not supported"} == set(NOT_OFFERED)
    passed = {id_ for id_, verdict in by_requirement(found).items() if verdict == "pass"}
    print(f"{len(passed)} requirements pass")
    marked = {id_ for marker in request.node.iter_markers("requirement") for id_ in marker.args}
    assert {id_ for id_ in passed if rows()[id_]["role"] in ("AS", "key/proof")} == marked


@pytest.mark.slow
async def test_no_check_fails_at_the_embedded_server_for_its_own_client_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with home(tmp_path) as here:
        found = await results(await embedded.own(here, monkeypatch), *CHECKS)
    assert [(one.check.name, one.words) for one in found if one.verdict == "fail"] == []
    assert {one.check.name for one in found if one.verdict == "divergence"} == set(DIVERGENCES)


def _table() -> list[str]:
    """Return the first cell of every row of the README's table of departures."""
    text = (ROOT / "broker" / "gnap" / "README.md").read_text("utf-8")
    part = re.split(r"^## ", text, flags=re.MULTILINE)
    (departures,) = [one for one in part if one.startswith("Departures")]
    lines = [line for line in departures.splitlines() if line.startswith("|")]
    return [line.strip("|").split("|")[0].strip() for line in lines[2:]]


def _sections(checks: Iterable[Check]) -> set[str]:
    known = rows()
    return {f"§{known[check.ids[0]]['section']}" for check in checks}


def test_the_divergences_are_exactly_the_rows_of_the_readme_that_show_on_the_wire() -> None:
    diverging = [check for check in CHECKS if check.name in DIVERGENCES]
    assert {check.name for check in diverging} == set(DIVERGENCES)
    assert set(_table()) - set(UNSEEN) == _sections(diverging)
    assert set(UNSEEN) <= set(_table()), "a row that is gone needs no reason"
