"""`countersign doctor`: each fault of an installation in red with its cure; `broker.cli.checks` holds what is checked.

A fault makes the exit status 1; a note does not, so that a healthy ordinary system ends with 0.
"""

from collections.abc import Callable, Iterable

from broker.app import our_version
from broker.cli.checks import CHECKS, FROM_ROWS, Check
from broker.cli.patient import Ask, Finding, Json, Patient, Tools, examine, own_tools
from broker.cli.saying import painted, plain, print_json, say
from broker.config import BadSettings, Settings

COLOURS = {"ok": "green", "note": "yellow", "fault": "red"}


def diagnose(where: Settings, ask: Ask, tools: Tools | None = None) -> list[Finding]:
    """Return what every check found, in the order of `CHECKS`; one that found nothing says that it is well."""
    patient = examine(where, ask, tools or own_tools(our_version()))
    return [finding for check in CHECKS for finding in _found(check, patient)]


def _found(check: Check, patient: Patient) -> list[Finding]:
    well = Finding(check.__name__.strip("_").replace("_", "-"), "ok", (check.__doc__ or "").strip().rstrip("."))
    # Without rows nothing is known of owners and agents, so nothing is said to be well.
    unknown = check in FROM_ROWS and patient.standing is None
    return list(check(patient)) or ([] if unknown else [well])


def healthy(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing that was found is a fault."""
    return all(one.severity != "fault" for one in findings)


def visit(settings_of: Callable[[], Settings], ask_of: Callable[[Settings], Ask], *, as_json: bool) -> int:
    """Examine the installation of these settings, print what was found, and return the exit status."""
    try:
        where = settings_of()
        findings = diagnose(where, ask_of(where))
    except BadSettings as why:
        cure = "correct it where COUNTERSIGN_… is set, then run this again"
        findings = [Finding("settings", "fault", str(why), cure)]
    if as_json:
        print_json({"healthy": healthy(findings), "findings": [_json(one) for one in findings]})
    else:
        for line in lines(findings):
            say(line)
    return 0 if healthy(findings) else 1


def lines(findings: list[Finding]) -> list[str]:
    """Return the findings for a person, one or two lines each, and a last line that sums up."""
    told = [line for one in findings for line in _lines(one)]
    faults, notes = (sum(one.severity == kind for one in findings) for kind in ("fault", "note"))
    if faults:
        return [*told, painted(f"{faults} to mend, {notes} to know", "red")]
    return [*told, painted(f"healthy; {notes} to know", "green")]


def _lines(one: Finding) -> list[str]:
    head = f"{painted(f'{one.severity:<5}', COLOURS[one.severity])}  {plain(one.words)}"
    return [head, f"       cure: {plain(one.cure)}"] if one.cure else [head]


def _json(one: Finding) -> Json:
    return {"check": one.check, "severity": one.severity, "words": one.words, "cure": one.cure}
