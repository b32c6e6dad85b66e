"""`countersign gnap probe`: the target file is read, the checks run, and it is said how each requirement stands."""

import asyncio
import contextlib
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from broker.cli.saying import fail, note, painted, plain, print_json, say
from broker.gnap.http_message import HttpMessage
from broker.gnap.keys import PrivateKey, generate
from broker.http import Answer, ClientCertificate, Http
from broker.probe import keyfiles
from broker.probe.check import Check
from broker.probe.checks import CHECKS
from broker.probe.deciding import deciding
from broker.probe.listening import Listener, listening
from broker.probe.running import Result, Verdict, by_requirement, meet
from broker.probe.running import run as running
from broker.probe.signing import Party
from broker.probe.target import KeyFile, Target, beside, load
from broker.probe.world import Send, World

_COLOURS: Final[dict[Verdict, str]] = {"pass": "green", "fail": "red", "divergence": "yellow", "not supported": "dim"}


def run(url: str, file: Path, only: Sequence[str], *, as_json: bool) -> bool:
    """Run the checks against a server; return whether one failed. Raises NotSent, NoAnswer, KeyFileRefused."""
    from broker.cli.gnapside import with_http

    target, checks = load(file.read_bytes(), str(file)), _chosen(only)

    async def use(http: Http) -> list[Result]:
        return await _run(http, url, file, target, checks, quiet=as_json)

    results = with_http(url, use)
    counts = Counter(by_requirement(results).values())
    if as_json:
        print_json(_report(url, results, counts))
    else:
        _summary(results, counts)
    return counts["fail"] > 0


def _chosen(only: Sequence[str]) -> list[Check]:
    known = {check.name for check in CHECKS} | {id_ for check in CHECKS for id_ in check.ids}
    unknown = [name for name in only if name not in known]
    if unknown:
        from broker.cli.saying import closest

        fail(f"no check or requirement {plain(unknown[0])}.{closest(unknown[0], known)}")
    return [check for check in CHECKS if not only or check.name in only or set(check.ids) & set(only)]


async def _run(
    http: Http, url: str, file: Path, target: Target, checks: Sequence[Check], *, quiet: bool
) -> list[Result]:
    parties, servers = [_party(file, one) for one in target.keys], _servers(file, target)
    results: list[Result] = []
    async with _callbacks(target) as callbacks:
        cookie = keyfiles.read_secret(beside(file, target.browser)).strip() if target.browser else None
        world = _world(_sender(http, file, target), target, callbacks, cookie)
        probe = await meet(url, target, world, parties, servers)
        async for result in running(probe, checks):
            results.append(result)
            if not quiet:
                _line(result)
    return results


def _party(file: Path, key: KeyFile) -> Party:
    certificate = beside(file, key.certificate) if key.certificate else None
    return keyfiles.party(beside(file, key.file), key.proof, key.kid, certificate)


def _servers(file: Path, target: Target) -> list[Party]:
    described = target.resource_server
    if described is None:
        return []
    return [_party(file, one) for one in (described.key, described.other) if one is not None]


def _sender(http: Http, file: Path, target: Target) -> Send:
    shown: dict[bytes, ClientCertificate] = {}
    for key in target.keys:
        if key.certificate is not None:
            der, certificate = keyfiles.for_tls(beside(file, key.file), beside(file, key.certificate))
            shown[der] = certificate

    async def send(message: HttpMessage, certificate: bytes | None = None) -> Answer:
        return await http.to_server(message, certificate=shown.get(certificate or b""))

    return send


@contextlib.asynccontextmanager
async def _callbacks(target: Target) -> AsyncIterator[Listener | None]:
    if target.callback is None:
        yield None
        return
    async with listening(target.callback.listen, target.callback.url) as listener:
        yield listener


def _world(send: Send, target: Target, callbacks: Listener | None, cookie: str | None) -> World:
    def new_key() -> PrivateKey:
        return generate("EdDSA", f"probe-{secrets.token_hex(4)}", secrets.token_bytes)

    return World(
        send=send,
        now=lambda: datetime.now(UTC),
        mint=secrets.token_bytes,
        sleep=asyncio.sleep,
        new_key=new_key,
        decide=deciding(target.decide, send, _ask) if target.decide else None,
        cookie=cookie,
        callbacks=callbacks,
    )


def _ask(words: str) -> None:
    note(plain(words))
    with contextlib.suppress(EOFError):
        input()


def _line(result: Result) -> None:
    verdict, check = result.verdict, result.check
    say(f"{painted(verdict.ljust(13), _COLOURS[verdict])}  {check.words}  [{', '.join(check.ids)}]")
    if result.words:
        say(f"{'':13}  {plain(result.words)[:300]}")


def _summary(results: Sequence[Result], counts: Counter[Verdict]) -> None:
    say()
    by_id = by_requirement(results)
    for verdict in _COLOURS:
        ids = [id_ for id_, found in by_id.items() if found == verdict]
        if ids and verdict != "pass":
            say(f"{painted(verdict, _COLOURS[verdict])}: {' '.join(ids)}")
    total = ", ".join(f"{counts[verdict]} {verdict}" for verdict in _COLOURS)
    say(f"{len(results)} checks, {sum(counts.values())} requirements: {total}")


def _report(url: str, results: Sequence[Result], counts: Counter[Verdict]) -> dict[str, object]:
    return {
        "url": url,
        "checks": json.loads(json.dumps([one.to_json() for one in results])),
        "requirements": by_requirement(results),
        "summary": dict(counts),
    }
