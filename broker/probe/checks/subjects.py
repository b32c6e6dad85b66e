"""Subject information (RFC 9635 §3.4): of an owner who came by a start mode of the very request, and of nobody else."""

from typing import Any

from broker.probe.check import check, expect
from broker.probe.talking import Probe
from broker.probe.world import Json

_NEEDS = ("waits", "decision", "subject", "start:redirect")


async def _released(probe: Probe) -> Json:
    """Ask for the subject with a redirect start, let the owner come by it and approve, and return what is told."""
    formats = probe.document.get("sub_id_formats_supported") or ["opaque"]
    asked = {"sub_id_formats": formats, "assertion_formats": probe.document.get("assertion_formats_supported", [])}
    finish = probe.target.waits[0].members.get("interact", {})
    reply = await probe.waiting(subject=asked, interact={**finish, "start": ["redirect"]})
    expect("subject" not in reply.content, "subject information was given before anybody came")
    await probe.decide("approve", reply)
    subject = (await probe.later(reply)).content.get("subject")
    expect(isinstance(subject, dict), "no subject information came after its owner had come and approved")
    return dict(subject or {})


def _all(subject: Json, name: str) -> list[Any]:
    found = subject.get(name, [])
    expect(isinstance(found, list) and all(isinstance(one, dict) for one in found), f"{name} is no list of objects")
    return list(found)


@check("C-3.4-2", "C-3-2", needs=_NEEDS)
async def a_subject_has_its_form(probe: Probe) -> None:
    """Subject identifiers have a format, assertions a format and a value."""
    subject = await _released(probe)
    identifiers, assertions = _all(subject, "sub_ids"), _all(subject, "assertions")
    expect(identifiers or assertions, "the subject has neither sub_ids nor assertions")
    expect(all("format" in one for one in identifiers), "a subject identifier has no format")
    expect(all({"format", "value"} <= set(one) for one in assertions), "an assertion lacks format or value")


@check("C-3.4-3", "C-3.4-6", needs=_NEEDS)
async def a_subject_is_the_same_each_time(probe: Probe) -> None:
    """The same owner has the same identifiers at the same client."""
    first = _all(await _released(probe), "sub_ids")
    await probe.clean()
    second = _all(await _released(probe), "sub_ids")
    expect(first == second, "the same owner has other identifiers the second time")


CHECKS = (
    a_subject_has_its_form,
    a_subject_is_the_same_each_time,
)
