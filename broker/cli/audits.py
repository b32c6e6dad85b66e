"""`countersign audit`: the hash-chained record of what happened, and the evidence of single decisions."""

import asyncio
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from broker.cli.running import ask, located, part
from broker.cli.saying import AsJson, fail, named, plain, print_json, say, told

if TYPE_CHECKING:
    from broker.app import Broker
    from broker.config import Settings
    from broker.store.query import Session

T = TypeVar("T")
Json = dict[str, Any]

Grant = Annotated[str | None, typer.Option("--grant", metavar="ID", help="A grant, approval or standing approval.")]
From = Annotated[Path | None, typer.Option("--evidence", metavar="FILE", help="Evidence that was exported.")]
Export = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A whole record that was exported.")]
Kept = Annotated[
    str | None, typer.Option("--checkpoint", metavar="LENGTH:DIGEST", help="What an earlier run said, kept elsewhere.")
]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help="A new file; standard output without it.")]

group = typer.Typer(no_args_is_help=True, help="The hash-chained record of what happened.", rich_markup_mode=None)


@group.callback()
def audit() -> None:
    """The hash-chained record of what happened."""


@group.command("verify", epilog="Example: countersign audit verify --grant g_x7Qe2mVfW1")
def verify(
    grant: Grant = None, evidence: From = None, file: Export = None, checkpoint: Kept = None, as_json: AsJson = False
) -> None:
    """Check the whole audit chain, an export of it, or the proof of one decision; exit 1 where it does not hold.

    `--evidence` and `--file` need nothing but the file: no broker, no database, no network.
    """
    if sum(one is not None for one in (grant, evidence, file, checkpoint)) > 1:
        fail("--grant, --evidence, --file and --checkpoint are four ways; use one of them")
    with told():
        if grant is not None or evidence is not None:
            text = _evidence(located(), grant) if grant is not None else _text(evidence)
            _tell_decision(text, as_json=as_json)
        else:
            _tell_chain(_of_file(file) if file is not None else _of_database(located(), checkpoint), as_json=as_json)


@group.command("export", epilog="Example: countersign audit export --to audit.jsonl")
def export(grant: Grant = None, to: To = None) -> None:
    """Write the whole record with a checkpoint, line by line as JSON, or the evidence of one decision."""
    with told():
        where = located()
        lines = iter([_evidence(where, grant)]) if grant is not None else _lines(where)
        if to is None:
            for line in lines:
                typer.echo(line.encode())  # as bytes: a terminal's encoding must not change a record
            return
        if to.exists():
            fail(f"{to} is there already: name a new file, so that no record is overwritten")
        # it holds payees and amounts: nobody else's to read, from the first byte on
        with os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            count = sum(bool(file.write(f"{line}\n")) for line in lines)
        way = "evidence" if grant else "file"
        say(f"{count} lines in {to}; check them with `countersign audit verify --{way} {to}`")


def _tell_decision(text: str, *, as_json: bool) -> None:
    from broker.approval.evidence import EvidenceRefused, verify

    try:
        shown = verify(text)
    except EvidenceRefused as why:
        if as_json:
            print_json({"ok": False, "why": str(why)})
            raise typer.Exit(1) from None
        fail(f"the evidence does not hold: {plain(str(why))}")
    if as_json:
        print_json({"ok": True, **vars(shown)})
        return
    less, more = "approved less than", "approved, for similar calls too,"
    how = {"approve": "approved", "refuse": "refused", "narrow": less, "remember": more}
    say(f"{plain(shown.owner)} {how[shown.verb]} what {named(shown.agent)} asked: the signature holds")
    say(f"document {shown.digest}, signed with passkey {shown.passkeys[0][:16]}…, {len(shown.passkeys)} in its chain")


def _tell_chain(verdict: Json, *, as_json: bool) -> None:
    if as_json:
        print_json(verdict)
    elif verdict["ok"]:
        kept = f"{verdict['length']}:{verdict['digest']}"
        say(f"{verdict['length']} records, unbroken; keep this checkpoint to detect a rewritten end: {kept}")
    else:
        say(f"broken at record {verdict['broken_at']}: {verdict['why']}")
    raise typer.Exit(0 if verdict["ok"] else 1)


def _of_file(path: Path) -> Json:
    from broker.store.chain import verify_lines

    return dict(vars(verify_lines(_text(path).splitlines())))


def _of_database(where: "Settings", checkpoint: str | None) -> Json:
    from broker.store.chain import Checkpoint, verify_chain

    length, _, digest = (checkpoint or "").partition(":")
    if checkpoint is not None and not (length.isdecimal() and re.fullmatch("[0-9a-f]{64}", digest)):
        form = "a number, a colon and 64 of 0-9 and a-f, as `audit verify` prints it"
        fail(f"{plain(checkpoint)} is no checkpoint: it is {form}")
    query = f"?length={length}&digest={digest}" if checkpoint else ""
    kept = Checkpoint(int(length), digest) if checkpoint else None
    # A running broker reads its own database; without one this command opens it.
    answer = ask(where, "GET", f"/audit/verify{query}")
    return answer or dict(vars(_in_the_database(where, lambda _: lambda session: verify_chain(session, kept))))


def _evidence(where: "Settings", grant: str) -> str:
    from broker.ratchet.evidence import NothingDecided, evidence_of

    answer = ask(where, "GET", f"/audit/evidence/{part(grant)}")
    if answer is not None:
        return str(answer["evidence"])

    def work(broker: "Broker") -> Callable[["Session"], str]:
        context = broker.client_context
        return lambda session: evidence_of(session, grant, rp_id=context.rp_id, origin=context.origin).text()

    try:
        return _in_the_database(where, work)
    except NothingDecided as why:
        fail(str(why))


def _lines(where: "Settings") -> Iterator[str]:
    from broker.store.chain import GENESIS

    length, digest = 0, GENESIS
    while portion := _portion(where, length):
        for record in portion:
            yield json.dumps(record, ensure_ascii=False, sort_keys=True)
        length, digest = portion[-1]["seq"], portion[-1]["digest"]
    yield json.dumps({"checkpoint": {"length": length, "digest": digest}}, sort_keys=True)


def _portion(where: "Settings", after: int) -> list[Json]:
    from broker.store.chain import PORTION, records

    answer = ask(where, "GET", f"/audit/records?after={after}")
    found: list[Json] = (
        answer["records"]
        if answer is not None
        else _in_the_database(where, lambda _: lambda session: records(session, after, PORTION))
    )
    return found


def _text(path: Path | None) -> str:
    if path is None:
        fail("name the file")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as why:
        fail(f"{path} cannot be read: {why.strerror}")
    except UnicodeDecodeError:
        fail(f"{path} cannot be read: it is no UTF-8; name a file that `countersign audit export --to FILE` wrote")


def _in_the_database(where: "Settings", work: Callable[["Broker"], Callable[["Session"], T]]) -> T:
    from broker.store.look import look

    # it would be made, and its empty record be sound
    if look(where.database, lambda _: True) is None:
        fail(
            f"no broker runs on {where.state_dir}, and it has no database yet: is the one that you mean another's "
            "(COUNTERSIGN_STATE_DIR, COUNTERSIGN_DATABASE_URL)? `countersign init` makes one"
        )

    async def read() -> T:
        from broker.app import build

        broker = await asyncio.to_thread(build, where)
        try:
            return await broker.store.read(work(broker))
        finally:
            await broker.close()

    return asyncio.run(read())
