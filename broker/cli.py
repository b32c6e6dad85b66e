"""The command line. Exit status: 0 done, 1 refused or failed, 2 misuse. Nothing here approves.

Commands that change state talk to the running broker over its unix socket, and open the database themselves only while
no broker runs.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import httpx2
import structlog
import typer

from broker.app import Broker, NotAdded, add_agent, build, our_version
from broker.config import BadSettings, Settings, settings
from broker.connectors.call import BadArguments, call_for
from broker.connectors.load import ConnectorErrors
from broker.connectors.load import load as load_connector
from broker.demo.broker import demo_broker
from broker.demo.story import demo
from broker.files import STARTERS, starter
from broker.gnap.errors import GnapError
from broker.gnap.rights import Access, parse_access
from broker.phone.local import LocalRefusal
from broker.policy.check import check
from broker.policy.explain import explain
from broker.policy.load import PolicyErrors
from broker.policy.load import load as load_policy
from broker.serving import SOCKET, CannotServe, agent_list, enrolment_link, has_passkey, serving
from broker.store.chain import verify_chain
from broker.store.errors import StoreError
from broker.store.query import Session
from broker.store.tables import Owner
from broker.vault import KeyUnusable

T = TypeVar("T")
LINE = "-" * 72

app = typer.Typer(
    name="countersign",
    help="Your agents ask. You countersign. An agent-authorization broker: GNAP, MCP, passkeys.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
agents = typer.Typer(no_args_is_help=True, help="The programs that may ask.", rich_markup_mode=None)
policies = typer.Typer(no_args_is_help=True, help="What each agent may ask for.", rich_markup_mode=None)
audits = typer.Typer(no_args_is_help=True, help="The hash-chained record of what happened.", rich_markup_mode=None)
app.add_typer(agents, name="agent")
app.add_typer(policies, name="policy")
app.add_typer(audits, name="audit")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, for machines.")]


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False) -> None:
    if version:
        print(f"countersign {our_version()}")
        raise typer.Exit


@app.command(epilog="Example: countersign init --owner alice")
def init(
    owner: Annotated[str, typer.Option(help="Who answers for the agents: 1 to 40 of a-z, 0-9 and -.")] = "owner",
    as_json: AsJson = False,
) -> None:
    """Lay out the files, make the database and its key, and print the link for the owner's first passkey."""
    with _told():
        where = settings()
        written = _lay_out(where, owner)
        # Only one process writes the database: a running broker makes the link itself.
        running = _ask_running(where, "POST", "/enrolment", {"owner": owner})
        link = (
            running["link"] if running else asyncio.run(_with_broker(where, lambda broker: _new_owner(broker, owner)))
        )
    if as_json:
        _print_json({"files": [str(path) for path in written], "owner": owner, "link": link})
        return
    for path in written:
        print(f"wrote {path}")
    print(f"state in {where.state_dir}")
    _print_link(link, "Start `countersign serve`, then open")


def _lay_out(where: Settings, owner: str) -> list[Path]:
    written = []
    for name in STARTERS:
        path = where.config_dir / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(starter(name).replace("owner: alice", f"owner: {owner}"), "utf-8")
            written.append(path)
    return written


async def _new_owner(broker: Broker, owner: str) -> str:
    now = broker.now()

    def work(session: Session) -> None:
        if session.get(Owner, owner) is None:
            session.add(Owner(name=owner, created_at=now))

    await broker.store.write(work)
    return await enrolment_link(broker, owner)


@app.command(epilog="Example: countersign serve --port 8765")
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on [8765].")] = None,
    public_url: Annotated[str | None, typer.Option(help="The origin that browsers use, if it is another.")] = None,
) -> None:
    """Run the broker until it is interrupted."""
    _log_to_stderr()
    if isinstance(sys.stdout, TextIOWrapper):
        # A service's log shows the greeting, and the link in it, when it is written.
        sys.stdout.reconfigure(line_buffering=True)
    with _told():
        asyncio.run(_serve(settings(host=host, port=port, public_url=public_url)))


async def _serve(where: Settings) -> None:
    broker = await asyncio.to_thread(build, where)
    try:
        async with serving(broker):
            await _greet(broker)
            stop = asyncio.Event()
            for one in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(one, stop.set)
            await stop.wait()
            print("stopping; nothing is lost", file=sys.stderr)
    finally:
        await broker.close()


async def _greet(broker: Broker) -> None:
    url = broker.settings.public_url
    print(f"Countersign {our_version()} listens on {url}")
    print(f"  inbox   {url}/inbox\n  agents  {url}/mcp\n  files   {broker.settings.config_dir}")
    for problem in broker.files.in_force.problems:
        print(f"  problem {problem}", file=sys.stderr)
    if not await has_passkey(broker):
        with contextlib.suppress(LocalRefusal):
            _print_link(await enrolment_link(broker, None), "No passkey yet. Open")
            return
        print("  no owner yet: run `countersign init`", file=sys.stderr)


def _print_link(link: str, words: str) -> None:
    print(f"{LINE}\n{words} this link on this computer, once, within 15 minutes, and make a passkey:")
    print(f"\n  {link}\n{LINE}")


@agents.command("add", epilog="Example: countersign agent add scout")
def agent_add(
    name: Annotated[str, typer.Argument(help="1 to 40 of a-z, 0-9 and -; its policy file says `agent: NAME`.")],
    owner: Annotated[str | None, typer.Option(help="Who answers for it, where there are several owners.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add an agent and show its credential, once."""
    with _told():
        where = settings()
        answer = _ask_running(where, "POST", "/agents", {"name": name, "owner": owner})
        if answer is None:
            credential = asyncio.run(_with_broker(where, lambda broker: add_agent(broker, name, owner)))
            answer = {"agent": name, "credential": credential}
    answer["url"] = f"{where.public_url}/mcp"
    if as_json:
        _print_json(answer)
        return
    print(f"Agent {name} is added. Its credential is shown this once:\n\n  {answer['credential']}\n")
    print("Connect an MCP client over streamable HTTP, for example Claude Code:\n")
    header = f"Authorization: Bearer {answer['credential']}"
    print(f'  claude mcp add --transport http countersign {answer["url"]} --header "{header}"\n')
    print(f"What it may ask for: {where.config_dir / 'policies'}/*.yaml with `agent: {name}`")


@agents.command("list", epilog="Example: countersign agent list --json")
def agents_list(as_json: AsJson = False) -> None:
    """List the agents, their owners, and when each was last seen."""
    with _told():
        where = settings()
        answer = _ask_running(where, "GET", "/agents", None)
        found = answer["agents"] if answer else asyncio.run(_with_broker(where, agent_list))
    if as_json:
        _print_json({"agents": found})
        return
    for one in found:
        state = "revoked" if one["revoked_at"] else f"last seen {one['last_used_at'] or 'never'}"
        print(f"{one['agent']:<24} {one['owner']:<16} {state}")
    if not found:
        print("no agents yet: countersign agent add NAME", file=sys.stderr)


@policies.command("check", epilog="Example: countersign policy check ~/.config/countersign/policies/scout.yaml")
def policy_check(
    files: Annotated[list[Path], typer.Argument(help="Policy files.")],
    as_json: AsJson = False,
) -> None:
    """Say what is wrong in policy files, with file:line:column and what would be right."""
    problems = [problem for path in files for problem in _problems(path)]
    if as_json:
        _print_json({"problems": problems, "files": len(files)})
    else:
        for problem in problems:
            print(problem)
        if not problems:
            print(f"{len(files)} policy file{'s are' if len(files) > 1 else ' is'} in order")
    raise typer.Exit(1 if problems else 0)


def _problems(path: Path) -> list[str]:
    try:
        return [str(problem) for problem in check(path.read_bytes(), str(path))]
    except OSError as why:
        return [f"{path}: {why.strerror}: name a policy file that can be read"]


@policies.command(
    "explain",
    epilog="Example: countersign policy explain policies/scout.yaml --connector tools/bank.yaml bank_pay "
    "amount=25.00 currency=EUR payee=bakery account=main",
)
def policy_explain(
    policy: Annotated[Path, typer.Argument(help="The policy file.")],
    operation: Annotated[str | None, typer.Argument(help="An operation of the connector.")] = None,
    arguments: Annotated[list[str] | None, typer.Argument(help="Its arguments, as name=value.")] = None,
    connector: Annotated[Path | None, typer.Option(help="The connector file of the operation.")] = None,
    access: Annotated[str | None, typer.Option(help="Instead: access rights, as a JSON array.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what a policy decides about one call, rule by rule, and why."""
    with _told():
        rules = load_policy(policy.read_bytes(), str(policy))
        lines = explain(rules, _access(access, connector, operation, arguments or []))
    if as_json:
        _print_json({"lines": lines})
    else:
        print("\n".join(lines))


def _access(access: str | None, connector: Path | None, operation: str | None, arguments: list[str]) -> Access:
    if access is not None:
        return parse_access(json.loads(access))
    if connector is None or operation is None:
        _misuse("name --connector FILE and an operation with its arguments, or --access JSON")
    loaded = load_connector(connector.read_bytes(), str(connector))
    pairs = dict(_pair(text) for text in arguments)
    return call_for(loaded, operation, pairs).access


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        _misuse(f'"{text}" is no argument: write name=value')
    return name, value


@audits.command("verify", epilog="Example: countersign audit verify")
def audit_verify(as_json: AsJson = False) -> None:
    """Check the whole audit chain; exit 1 where a record was altered, removed, moved or slipped in."""
    with _told():
        where = settings()
        _not_while_running(where)
        verdict = asyncio.run(_with_broker(where, lambda broker: broker.store.read(verify_chain)))
    if as_json:
        _print_json({"ok": verdict.ok, "length": verdict.length, "digest": verdict.digest, "why": verdict.why})
    elif verdict.ok:
        print(f"{verdict.length} records, unbroken; keep this digest to detect a rewritten end: {verdict.digest}")
    else:
        print(f"broken at record {verdict.broken_at}: {verdict.why}")
    raise typer.Exit(0 if verdict.ok else 1)


@app.command("demo", epilog="Example: countersign demo --yes")
def play_demo(
    yes: Annotated[bool, typer.Option("--yes", help="A scripted phone with a software passkey decides.")] = False,
    deny: Annotated[bool, typer.Option("--deny", help="The scripted phone refuses.")] = False,
) -> None:
    """Play the whole story in a temporary folder: an agent asks, a human approves, the bank pays."""
    raise typer.Exit(demo(demo_broker, yes=yes, deny=deny))


@app.command("bench", epilog="Example: countersign bench --json")
def bench(as_json: AsJson = False) -> None:
    """Measure durable commits a second on this machine, in a temporary database."""
    from broker.store.bench import measure

    figures = asyncio.run(measure())
    if as_json:
        _print_json(figures)
        return
    for name, value in figures.items():
        print(f"{name:<40} {value}")


def _ask_running(where: Settings, method: str, path: str, content: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what the running broker answers over its unix socket, None where none runs; exit 1 where it refuses."""
    socket = where.state_dir / SOCKET
    if not socket.is_socket():
        return None
    transport = httpx2.HTTPTransport(uds=str(socket))
    try:
        with httpx2.Client(transport=transport, base_url="http://broker", timeout=30) as client:
            response = client.request(method, path, json=content)
    except httpx2.ConnectError:
        return None
    answer: dict[str, Any] = response.json()
    if response.is_error:
        _fail(answer.get("message", "the broker refused"))
    return answer


def _not_while_running(where: Settings) -> None:
    if where.database.startswith("sqlite") and _ask_running(where, "GET", "/agents", None) is not None:
        _fail("the broker is running on this database: stop it first, or run this on a copy")


async def _with_broker(where: Settings, work: Callable[[Broker], Awaitable[T]]) -> T:
    broker = await asyncio.to_thread(build, where)
    try:
        return await work(broker)
    finally:
        await broker.close()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what a person can mend into one clear line and exit status 1."""
    try:
        yield
    except (BadSettings, StoreError, KeyUnusable, CannotServe, NotAdded, LocalRefusal) as why:
        _fail(str(why))
    except (PolicyErrors, ConnectorErrors, BadArguments, GnapError) as why:
        _fail(str(why))
    except json.JSONDecodeError as why:
        _fail(f"this is not JSON: {why.msg} at character {why.pos}")
    except OSError as why:
        _fail(f"{why.filename or 'the system'}: {why.strerror}")


def _fail(words: str) -> NoReturn:
    print(f"countersign: {words}", file=sys.stderr)
    raise typer.Exit(1)


def _misuse(words: str) -> NoReturn:
    print(f"countersign: {words}", file=sys.stderr)
    raise typer.Exit(2)


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _log_to_stderr() -> None:
    level = os.environ.get("LOG_LEVEL", "WARNING").upper()
    logging.basicConfig(stream=sys.stderr, level=level, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer() if not sys.stderr.isatty() else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping().get(level, logging.WARNING)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
