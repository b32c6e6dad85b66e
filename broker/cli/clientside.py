"""What `agent connect` and `mcp` do where the agent runs, as its user; they need nothing of the broker's files."""

import asyncio
import contextlib
import json
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from broker.cli.running import located
from broker.cli.saying import fail, misuse, note, painted, plain, say
from broker.config import Settings, settings
from broker.connect.check import CheckFailed, Trip, others_readable, report, trip_over_stdio, trips_over_http
from broker.connect.clients import CLIENTS, ENTRY, Client, Command, Entry, Places, System
from broker.connect.credential import VARIABLE, Held, NoCredential, file_of, find, take
from broker.connect.door import BadAddress, door_url, new_client
from broker.connect.pipes import Out, lines
from broker.connect.present import SHOWN, command_in, credential_in, hidden, present, url_in
from broker.connect.stdio import Relay
from broker.connect.writing import NotWritten, Target, merge, undo
from broker.isolation import Finding, probe
from broker.vault import Secret

Json = dict[str, Any]

_SYSTEMS: Final[Mapping[str, System]] = {"darwin": "darwin", "win32": "windows"}
_OTHERS: Final = (
    "this user can read another agent's credential, so whatever runs here can act as that agent too; give each agent a "
    "user of its own. It stands in"
)


@dataclass(frozen=True)
class Asked:
    """What the command line says of one connection."""

    agent: str
    client: str
    scope: str
    stdio: bool
    file: Path | None
    entry: str
    url: str | None
    credential_file: Path | None
    quiet: bool

    @property
    def undo(self) -> str:
        """The command that takes back what `--write` does."""
        words = ["countersign", "agent", "connect", self.agent, "--client", self.client]
        words += ["--scope", self.scope] if self.scope != "user" else []
        words += ["--file", str(self.file.absolute())] if self.file else []
        words += ["--name", self.entry] if self.entry != ENTRY else []
        return shlex.join([*words, "--undo"])


@dataclass(frozen=True)
class _Connection:
    """A connection as asked for, with what the settings and the environment add."""

    asked: Asked
    target: Target
    url: str
    where: Settings
    places: Places
    taken: Secret | None

    def held(self) -> Held:
        """Return the agent's credential; raise NoCredential."""
        given, state = self.asked.credential_file, self.where.state_dir
        return find(self.target.agent, given=given, taken=self.taken, state_dir=state)


def done(asked: Asked, *, write: bool, check: bool) -> Json:
    """Print, write or check a connection; return what a machine wants to know."""
    with _in_words():
        connection = _connection(asked)
        answer: Json = {"agent": asked.agent, "client": asked.client, "url": connection.url}
        if write:
            answer |= _written(connection)
        elif not check:
            answer |= _shown(connection)
        return answer | (_checked(connection) if check else {})


def undone(asked: Asked) -> Json:
    """Take our entry out of the client's file."""
    with _in_words():
        connection = _connection(asked)
        what = undo(connection.target, connection.places)
    words = {
        "restored": f"{what.file} is what it was before",
        "removed": f"{what.file} was changed since, so only our entry is taken out",
        "nothing": f"there is nothing of {asked.agent} to undo in {what.file}",
    }
    note(words[what.how])
    return {"agent": asked.agent, "client": asked.client, "file": str(what.file), "undone": what.how}


def relay(agent: str, url: str | None, credential_file: Path | None) -> None:
    """Relay standard input and output to the broker until the client closes them."""
    with _in_words():
        taken = take(os.environ)
        where = settings()
        held = find(agent, given=credential_file, taken=taken, state_dir=where.state_dir)
        door = door_url(url or where.public_url)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_relayed(door, held.secret, where))


async def _relayed(door: str, secret: Secret, where: Settings) -> None:
    async with new_client(secret) as http:
        # What runs here is what the agent can do (decisions T1), so it tries, and tells the broker.
        probing = asyncio.create_task(_probed(door, secret, where))
        send = Out(sys.stdout.fileno()).send
        await Relay(door, http, send, lambda words: note(f"countersign mcp: {words}")).run(lines(sys.stdin.fileno()))
        probing.cancel()


async def _probed(door: str, secret: Secret, where: Settings) -> None:
    await report(door, secret, await asyncio.to_thread(probe, where))


def _connection(asked: Asked) -> _Connection:
    taken = take(os.environ)
    where, client = located(), CLIENTS[asked.client]
    places = Places(Path.home(), _SYSTEMS.get(sys.platform, "linux"), os.environ)
    file = asked.file or (client.file(places) if asked.scope == "user" else _project_file(client))
    target = Target(client, asked.agent, file, asked.entry, where.state_dir / "connections")
    return _Connection(asked, target, door_url(asked.url or where.public_url), where, places, taken)


def _project_file(client: Client) -> Path:
    if client.project is None:
        misuse(f"{client.title} keeps no configuration in a project: leave out --scope")
    return Path.cwd() / client.project


def _shown(connection: _Connection) -> Json:
    """Print the entry, without the credential, and what to do with it."""
    target = connection.target
    try:
        held = connection.held()
    except NoCredential:
        held = Held(Secret(SHOWN))
    value = _entry(connection, held)
    if not connection.asked.quiet:
        say(f"{target.client.title} reads {target.file}. What belongs there:\n")
        say(hidden(target.client.format.shown(target.path, value)))
        say(f"With --write this command puts it there; {SHOWN} stands for the credential, which is not shown.")
    return {"file": str(target.file), "entry": json.loads(hidden(json.dumps(value, ensure_ascii=False)))}


def _written(connection: _Connection) -> Json:
    target, asked = connection.target, connection.asked
    what = merge(target, _entry(connection, connection.held()), connection.places)
    if not asked.quiet:
        say(f"{what.file} {'is written' if what.changed else 'has the entry already'}")
        if what.backup:
            say(f"as it was: {what.backup}")
        say(f"next: {target.client.then}\nundo: {asked.undo}")
    backup = str(what.backup) if what.backup else None
    return {"file": str(what.file), "changed": what.changed, "backup": backup, "undo": asked.undo}


def _checked(connection: _Connection) -> Json:
    """Make the round trips, try the isolation, and look for other agents' credentials."""
    secret, door, started = _as_connected(connection)
    trips = asyncio.run(_tripped(door, secret, started))
    findings = probe(connection.where)
    known_as = asyncio.run(report(door, secret, findings))
    if known_as and known_as != (name := connection.asked.agent):
        fail(f"this credential is {plain(known_as)}'s and not {plain(name)}'s: name the one of {plain(name)}")
    others = others_readable(secret, _where_credentials_lie(connection))
    if not connection.asked.quiet:
        _say_found(trips, findings)
    if others:
        note(f"{painted('warning:', 'yellow', sys.stderr)} {_OTHERS} {', '.join(map(str, others))}")
    return {
        "trips": [asdict(trip) for trip in trips],
        "isolation": [asdict(one) for one in findings],
        "reported": known_as is not None,
        "other_credentials": [str(path) for path in others],
    }


def _say_found(trips: Sequence[Trip], findings: Sequence[Finding]) -> None:
    good, bad = painted("ok  ", "green"), painted("open", "red")
    for trip in trips:
        say(f"{good}  {trip.over}: MCP {plain(trip.protocol)}, {trip.milliseconds} ms")
    say(f"tools {', '.join(map(plain, trips[0].tools))}")
    for one, following in zip_longest(findings, findings[1:]):
        say(f"{good if one.ok else bad}  {one.words}")
        if one.cure and (following is None or following.cure != one.cure):
            say(f"      cure: {one.cure}")


async def _tripped(door: str, secret: Secret, started: Command | None) -> list[Trip]:
    trips = await trips_over_http(door, secret)
    if started is not None:
        trips.append(await trip_over_stdio(started.program, started.arguments, dict(started.environment)))
    return trips


def _as_connected(connection: _Connection) -> tuple[Secret, str, Command | None]:
    """Return credential, address and started program: as given, else as the client's configuration has them."""
    found = present(connection.target)
    given = connection.asked.credential_file is not None or connection.taken is not None
    written = None if given else credential_in(found)
    url = connection.url if connection.asked.url else url_in(found) or connection.url
    return written or connection.held().secret, url, command_in(found)


def _where_credentials_lie(connection: _Connection) -> list[Path]:
    usual = file_of(connection.where.state_dir, connection.target.agent).parent
    kept = sorted(usual.iterdir()) if usual.is_dir() else []
    return [*kept, *(one.file(connection.places) for one in CLIENTS.values()), connection.target.file]


def _entry(connection: _Connection, held: Held) -> Entry:
    client, entry = connection.target.client, connection.target.entry
    if connection.asked.stdio or client.http is None:
        value = client.stdio(_command(connection, held))
    else:
        value = client.http(connection.url, held.secret.reveal())
    return value | ({"name": entry} if "name" in value else {})


def _command(connection: _Connection, held: Held) -> Command:
    program, *first = _ourselves()
    url = connection.url.removesuffix("/mcp")
    arguments = [*first, "mcp", "--agent", connection.target.agent, "--url", url]
    if held.file is not None:
        return Command(program, (*arguments, "--credential-file", str(held.file)), {})
    return Command(program, tuple(arguments), {VARIABLE: held.secret.reveal()})


def _ourselves() -> list[str]:
    """Return how to start this program by an absolute path: a client's PATH may be short."""
    script = Path(sys.executable).with_name("countersign.exe" if os.name == "nt" else "countersign")
    return [str(script)] if script.exists() else [sys.executable, "-m", "broker"]


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a person can mend into one clear line and exit status 1."""
    try:
        yield
    except (NotWritten, NoCredential, BadAddress, CheckFailed) as why:
        fail(str(why))
