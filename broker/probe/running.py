"""Runs checks against a server, one after the other, and says per check and per requirement how it stands."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from broker.gnap.errors import GnapError
from broker.gnap.http_message import HttpMessage
from broker.gnap.message import read_object
from broker.http import NoAnswer, NotSent
from broker.probe.check import Absent, Broken, Check
from broker.probe.features import missing
from broker.probe.signing import Party
from broker.probe.talking import Probe
from broker.probe.target import Target
from broker.probe.world import World

Verdict = Literal["pass", "fail", "not supported", "divergence"]
_WORST: tuple[Verdict, ...] = ("fail", "divergence", "pass", "not supported")


@dataclass(frozen=True)
class Result:
    """How one check ended; `words` say why, where it did not pass."""

    check: Check
    verdict: Verdict
    words: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the result for machines."""
        check = self.check
        named = {"check": check.name, "requirements": list(check.ids), "words": check.words}
        return named | {"verdict": self.verdict} | ({"why": self.words} if self.words else {})


def by_requirement(results: Sequence[Result]) -> dict[str, Verdict]:
    """Return the verdict of every requirement: the worst of its checks, "not supported" only where none could run."""
    found: dict[str, set[Verdict]] = {}
    for result in results:
        for id_ in result.check.ids:
            found.setdefault(id_, set()).add(result.verdict)
    return {id_: next(one for one in _WORST if one in verdicts) for id_, verdicts in sorted(found.items())}


async def meet(url: str, target: Target, world: World, parties: Sequence[Party], servers: Sequence[Party]) -> Probe:
    """Return a probe that has read the server's discovery documents. Raises NotSent, NoAnswer."""
    probe = Probe(url, target, world, tuple(parties), tuple(servers))
    parts = urlsplit(url)
    probe.document = await _document(probe, "OPTIONS", url)
    probe.for_servers = await _document(probe, "GET", f"{parts.scheme}://{parts.netloc}/.well-known/gnap-as-rs")
    probe.lacking = missing(probe)
    return probe


async def _document(probe: Probe, method: str, uri: str) -> dict[str, Any]:
    answer = await probe.world.send(HttpMessage(method, uri))
    try:
        return read_object(answer.body) if 200 <= answer.status < 300 else {}
    except GnapError:
        return {}  # the check of discovery says what is wrong


async def run(probe: Probe, checks: Sequence[Check]) -> AsyncIterator[Result]:
    """Run the checks one after the other; each result as soon as it is there."""
    known = probe.target.diverging()
    for check in checks:
        yield await _result(probe, check, known)


async def _result(probe: Probe, check: Check, known: Mapping[str, str]) -> Result:
    absent = [probe.lacking[need] for need in check.needs if probe.lacking[need]]
    if absent:
        return Result(check, "not supported", "; ".join(absent))
    try:
        await check.run(probe)
        result = Result(check, "pass")
    except Absent as why:
        result = Result(check, "not supported", str(why))
    except (Broken, NoAnswer, NotSent) as why:
        result = _fault(check, str(why), known)
    except Exception as why:  # noqa: BLE001 -- an answer that a check stumbles over is not of the form that it has to have
        result = _fault(check, f"the answer is not of the expected form ({type(why).__name__}: {why})", known)
    await _clean(probe)
    return result


def _fault(check: Check, words: str, known: Mapping[str, str]) -> Result:
    if check.name in known:
        return Result(check, "divergence", known[check.name])
    return Result(check, "fail", words)


async def _clean(probe: Probe) -> None:
    try:
        await probe.clean()
    except Exception:  # noqa: BLE001 -- whatever is wrong here was wrong in the check before
        return  # what a broken server does not end cannot be ended here
