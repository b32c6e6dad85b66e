"""`countersign connector import mcp` and `refresh`: a connector made of the tools that an MCP server lists, pinned."""

import asyncio
import re
import shlex
import sys
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broker.cli.connectors import MOST, WholeNumbers, known_form, new_name, next_step, stem, unseen, written
from broker.cli.running import demand, located
from broker.cli.saying import AsJson, fail, misuse, note, on_terminal, plain, print_json, say, told

if TYPE_CHECKING:
    from broker.config import Settings
    from broker.connectors.openapi.starter import Starter
    from broker.connectors.upstream_starter import Changed

Json = dict[str, Any]

_LISTED_WITHIN = 25  # seconds
_A_WHILE = 2  # seconds


def mcp(
    url: Annotated[
        str, typer.Argument(help="Where the MCP server is spoken to (streamable HTTP), or the program that is one.")
    ],
    argument: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="An argument of the program; once for each.")
    ] = None,
    environment: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A variable that the program wants; no secret.")
    ] = None,
    tools: Annotated[
        str | None, typer.Option(metavar="A,B", help="Only these, as the server names them. All otherwise.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The connector's name; made of the host otherwise.")] = None,
    prefix: Annotated[str | None, typer.Option(help="What stands before each tool; made of the name.")] = None,
    whole_numbers: WholeNumbers = False,
    secret: Annotated[
        bool, typer.Option("--secret", help="The server wants a secret: it is asked for, unseen, or comes by a pipe.")
    ] = False,
    header: Annotated[str, typer.Option(help="The header that carries the secret.")] = "Authorization",
    scheme: Annotated[str | None, typer.Option(help="The word before the secret; Bearer in Authorization.")] = None,
    variable: Annotated[
        str | None, typer.Option(metavar="NAME", help="The environment variable of the program that carries it.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write it, - for standard output; tools/NAME.yaml of your files.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a starter connector for an MCP server, each tool pinned by the digest of its definition as it is now.

    In tools/ it waits for the first owner's signature, and no policy permits its tools before you write a rule for
    them. Of the server nothing is called but the list of its tools; the secret is kept nowhere.
    """
    from broker.connectors.openapi.document import CannotImport
    from broker.connectors.upstream_starter import starter

    called = stem(output) if name is None else new_name(name)
    _check_prefix(prefix)
    with told():
        command = _command(url, argument or (), variable, secret=secret)
        given = _environment(environment or (), command)
        credential = (_variable(variable) or _credential(header, scheme)) if secret else None
        listed = _listed(url, command, given, credential, _typed() if secret else "")
        only = [one.strip() for one in tools.split(",") if one.strip()] if tools else []
        try:
            made = starter(
                listed, url, name=called, prefix=prefix, only=only, credential=credential, command=command,
                environment=given, whole_numbers=whole_numbers,
            )
        except CannotImport as why:
            fail(plain(str(why)))
        path = written(made.text, output or located().config_dir / "tools" / f"{made.name}.yaml", force=force)
    if as_json:
        left_out = [vars(one) for one in made.left_out]
        told_of = {"file": path, "name": made.name, "operations": made.operations, "left_out": left_out}
        print_json({**told_of, **({} if path else {"text": made.text})})
    else:
        _tell(made, path, "" if command else url)


def refresh(
    name: Annotated[str, typer.Argument(help="The connector, of kind mcp, as `name` in its file has it.")],
    check: Annotated[bool, typer.Option("--check", help="Only show it; exit 1 where something changed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show which tools an MCP server has changed since they were signed, and pin them anew in the connector's file.

    The changed file waits for the first owner's signature; until then the changed tools are not callable. What the
    server says is shown as data. A tool whose parameters do not fit any more keeps its old pin: write it anew.
    """
    from broker.connectors.upstream_starter import refreshed

    with told():
        where = located()
        listed = demand(where, "GET", f"/connectors/{known_form(name)}/tools")["tools"]
        path = _file_of(where, name)
        before = path.read_text(encoding="utf-8")
        found = refreshed(before, listed)
        if found.text != before and not check:
            path.write_text(found.text, encoding="utf-8")
    pinned = found.text != before and not check
    if as_json:
        print_json({"file": str(path), "pinned": pinned, "changed": [vars(one) for one in found.changed]})
    else:
        _tell_changed(found.changed, path, pinned=pinned)
    if check and any(one.how != "new" for one in found.changed):
        raise typer.Exit(1)


def _check_prefix(prefix: str | None) -> None:
    if prefix is not None and re.fullmatch(r"[a-z][a-z0-9_]{0,19}", prefix) is None:
        misuse(f'--prefix "{plain(prefix[:60])}" cannot be: write up to 20 of a-z, 0-9 and _, a letter first')


def _command(url: str, arguments: Sequence[str], variable: str | None, *, secret: bool) -> tuple[str, ...]:
    """Return the program with its arguments, nothing where a URL was named; exit 2 for what fits neither."""
    if url.startswith("/"):
        if secret != (variable is not None):
            misuse("a program has its secret in a variable: --secret --variable NAME")
        return (url, *arguments)
    if arguments or variable is not None:
        misuse("--argument and --variable are for a program, named by its absolute path")
    return ()


def _environment(given: Sequence[str], command: Sequence[str]) -> dict[str, str]:
    """Return what a program finds in its environment; exit 2 for what is no variable, or is for no program."""
    if given and not command:
        misuse("--environment is for a program, named by its absolute path")
    pairs = [one.partition("=") for one in given]
    if any(not (name and sign) for name, sign, _ in pairs):
        misuse("--environment wants NAME=VALUE, once for each variable")
    return {name: value for name, _, value in pairs}


def _variable(name: str | None) -> dict[str, str] | None:
    return {"kind": "api_key", "variable": name} if name is not None else None


def _credential(header: str, scheme: str | None) -> dict[str, str]:
    word = scheme or ("Bearer" if header.lower() == "authorization" else None)
    named = {} if header.lower() == "authorization" else {"header": header}
    return {"kind": "api_key", **named, **({"scheme": word} if word else {})}


def _typed() -> str:
    if on_terminal():
        return unseen("Secret for the MCP server (it is not shown, and not kept)")
    return sys.stdin.read(MOST).strip() or misuse("no secret came through the pipe: … --secret < FILE")


def _listed(
    url: str, command: Sequence[str], given: dict[str, str], credential: dict[str, str] | None, secret: str
) -> list[Json]:
    """Return the tools that the server at a URL, or the program, lists; exit 1 with the next step where it does not."""
    from broker.client.basic import meant
    from broker.client.scrubbing import repeats
    from broker.client.upstream.messages import Refusal
    from broker.gnap.locations import fault
    from broker.http import NoAnswer, NotSent

    if not command and (why := fault(url)):
        misuse(f"the address {why}")
    auth: list[tuple[str, str]] = []
    if credential is not None:
        value = " ".join(filter(None, (credential.get("scheme"), secret)))
        auth = [(credential.get("variable") or credential.get("header", "Authorization").lower(), value)]
    try:
        listed = asyncio.run(_told_of(_tools_of(command, given, auth) if command else _tools(url, auth), url))
    except (NotSent, NoAnswer, TimeoutError) as failed:
        fail(_unasked(url, command, failed))
    except Refusal as refused:
        further = (_NOT_TAKEN if secret else _WANTS_ONE) if refused.status in (401, 403) else ""
        fail(f"{plain(url)} lists no tools: {refused.words}{further}")
    if secret and repeats(listed, meant(secret, (credential or {}).get("scheme"))):
        fail(f"{plain(url)} repeats the secret in what it says of its tools; nothing is written")
    return listed


_WANTS_ONE = "; say --secret where it wants one"
_NOT_TAKEN = (
    "; it did not take this secret. Where it wants OAuth, import it elsewhere or write its file by hand, with "
    "credential: {kind: oauth2, …}: tools/README.md shows one"
)


def _unasked(url: str, command: Sequence[str], failed: Exception) -> str:
    """Return why no tools could be listed, with the next step."""
    if isinstance(failed, TimeoutError):
        return f"{plain(url)} did not answer within {_LISTED_WITHIN} seconds; is that the address of its MCP endpoint?"
    if command:
        by_hand = plain(shlex.join(command))
        return f"{plain(url)} cannot be asked: {failed}. Run it by hand, and see what it says: {by_hand}"
    return f"{plain(url)} cannot be asked: {failed}"


async def _told_of(listing: Coroutine[Any, Any, list[Json]], url: str) -> list[Json]:
    """Wait for the tools, and say so where that takes a while."""
    said = asyncio.get_running_loop().call_later(_A_WHILE, note, f"asking {plain(url)} for its tools …")
    try:
        return await listing
    finally:
        said.cancel()


async def _tools(url: str, auth: list[tuple[str, str]]) -> list[Json]:
    from broker.client.upstream.over_http import HttpLine
    from broker.http import Http, origin_of

    # the one who sits at the terminal named this address, so it may lie inside
    http = Http("http://localhost", lambda: frozenset({origin_of(url)}))
    line = HttpLine(http, url)
    try:
        async with asyncio.timeout(_LISTED_WITHIN):
            return await line.tools(auth)
    finally:
        await line.close(auth)
        await http.close()


async def _tools_of(command: Sequence[str], given: dict[str, str], auth: list[tuple[str, str]]) -> list[Json]:
    from broker.client.upstream.over_stdio import StdioLine
    from broker.connectors.model import Program

    line = StdioLine(Program(tuple(command), given))
    try:
        return await line.tools(auth)
    finally:
        await line.close(auth)


def _file_of(where: "Settings", name: str) -> Path:
    from broker.files import Files

    found = Files(where.config_dir).scan().named(f"connector:{name}")
    if len(found) != 1:
        fail(f"{len(found)} files below {where.config_dir}/tools are in order and name the connector {plain(name)}")
    return where.config_dir / found[0].path


def _tell(made: "Starter", path: str | None, url: str) -> None:
    for one in made.left_out:
        note(f"left out: {plain(one.pointer)}: {plain(one.reason)}")
    if path is None:
        say(made.text.rstrip("\n"))
        return
    say(f"wrote {path}: {len(made.operations)} tool{'' if len(made.operations) == 1 else 's'}")
    say(f"calls are authorised {made.credential}")
    say(next_step(path))
    if "\ncredential:" in made.text:
        say(f"  countersign connector secret {made.name}")
    there = f', locations: ["{url}"]' if url else ""
    rule = f"{{id: ask-{made.name}, decide: ask, access: {{type: {made.name}{there}}}}}"
    say(f"  a rule in the policy of an agent, such as\n    - {rule}")


def _tell_changed(changed: "tuple[Changed, ...]", path: Path, *, pinned: bool) -> None:
    for one in changed:
        say(f"{one.how}: {plain(one.tool)}")
        if one.before != one.now:
            say(f"  it said: {plain(one.before) or 'nothing'}\n  it says: {plain(one.now) or 'nothing'}")
        if one.why:
            say(f"  not pinned anew: {plain(one.why)}")
    if not any(one.how != "new" for one in changed):
        say("every tool is as it was signed")
    if pinned:
        say(f"wrote {path}: it waits for the first owner's signature, and the changed tools with it")
