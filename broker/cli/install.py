"""`countersign install --system`: the broker as a user of its own, beside agents that have a shell (decisions T7).

Own user, program in /opt owned by root, files in /etc owned by root, state in /var/lib that only the broker reads, a
hardened systemd unit, and a command that knows all of it. A second run changes nothing that is as it should be.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from broker.cli.openness import writers
from broker.cli.program import CannotInstall, is_current, make, run
from broker.files import STARTERS, starter
from broker.isolation import PACKAGE, SYSTEM

USER = "countersign"
CONFIG, STATE = SYSTEM.config, SYSTEM.state
[VENV] = SYSTEM.code
UNIT = Path("/etc/systemd/system/countersign.service")
COMMAND = Path("/usr/local/bin/countersign")
ENVIRONMENT = CONFIG / "environment"
OURS = Path(__file__).parent / "system"  # what is written there, as files


@dataclass(frozen=True)
class Step:
    """One thing to do: in words, whether it is done already, and how it is done."""

    words: str
    done: Callable[[], bool]
    do: Callable[[], None]


@dataclass(frozen=True)
class System:
    """Where to install: `prefix` stands before every path, as for an image. The starter files name `owner`."""

    prefix: Path
    owner: str
    python: Path

    def at(self, path: Path) -> Path:
        """Return where a path of the installed system lies now."""
        return self.prefix / path.relative_to("/")

    @property
    def is_this_one(self) -> bool:
        """Whether the running system itself is meant."""
        return self.prefix == Path("/")


def install(system: System, *, dry_run: bool, say: Callable[[str], None]) -> None:
    """Do every step that is not done. Raises CannotInstall; its cause mended, a run goes on where it stopped."""
    _must_be_root(dry_run)
    for line in _warnings():
        say(line)
    for step in steps(system):
        if step.done():
            say(f"is so     {step.words}")
        elif dry_run:
            say(f"would     {step.words}")
        else:
            step.do()
            say(f"done      {step.words}")
    for line in [] if dry_run else [*_start(system), *_next()]:
        say(line)


def undo(system: System, *, dry_run: bool, say: Callable[[str], None]) -> None:
    """Take away what was installed. Files that were changed, and a state that is not empty, stay and are named."""
    _must_be_root(dry_run)
    if system.is_this_one and not dry_run and _systemd_runs() and UNIT.exists():
        run("systemctl", "disable", "--now", UNIT.name)
    for path, kept in _left(system):
        say(f"{'kept' if kept else 'would' if dry_run else 'done':<9} {'' if kept else 'remove '}{path}{kept}")
        if not kept and not dry_run:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if dry_run:
        return
    for folder in map(system.at, (CONFIG / "policies", CONFIG / "tools", CONFIG, STATE)):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    if _ids(system) is not None and not system.at(STATE).exists():
        run("userdel", *_prefixed(system), USER)


def _left(system: System) -> Iterator[tuple[Path, str]]:
    """Give what is there of an installation, each with why it is kept; an empty reason means that it goes."""
    for path, text in _texts(system).items():
        if path.exists():
            yield path, ": it was changed" if _differs(path, text) else ""
    if system.at(VENV).exists():
        yield system.at(VENV), ""
    if system.at(STATE).is_dir() and any(system.at(STATE).iterdir()):
        yield system.at(STATE), f" and the user {USER}: grants, keys and the audit are in it"


def steps(system: System) -> list[Step]:
    """Return everything to do, in order; each leaves a whole system behind it, or can be done again."""
    folders = [(CONFIG, 0o755), (CONFIG / "policies", 0o755), (CONFIG / "tools", 0o755)]
    return [
        Step(f"user {USER}, without a shell", lambda: _ids(system) is not None, lambda: _add_user(system)),
        *(_folder(system, path, mode) for path, mode in folders),
        _state_folder(system),
        Step(
            f"{VENV}, the program, root's",
            lambda: is_current(system.at(VENV), system.python),
            lambda: make(system.at(VENV), system.python),
        ),
        *(_text(system, path, text) for path, text in _texts(system).items()),
    ]


# ── what is written ───────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(system: System) -> dict[Path, str]:
    starters = {CONFIG / name: starter(name).replace("owner: alice", f"owner: {system.owner}") for name in STARTERS}
    ours = {ENVIRONMENT: "environment", COMMAND: "countersign.sh", UNIT: UNIT.name}
    texts = starters | {path: (OURS / name).read_text("utf-8") for path, name in ours.items()}
    return {system.at(path): text for path, text in texts.items()}


def _text(system: System, path: Path, text: str) -> Step:
    ours = path in {system.at(UNIT), system.at(COMMAND)}  # the others are the owner's to change

    def done() -> bool:
        return path.exists() and (not ours or not _differs(path, text))

    def write() -> None:
        # The environment may come to hold a password of the database.
        secret = path == system.at(ENVIRONMENT)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_text(text, "utf-8")
        os.chown(draft, 0, (_ids(system) or (0, 0))[1] if secret else 0)
        draft.chmod(0o755 if path == system.at(COMMAND) else 0o640 if secret else 0o644)
        draft.replace(path)

    return Step(f"/{path.relative_to(system.prefix)}", done, write)


def _differs(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") != text


def _folder(system: System, path: Path, mode: int) -> Step:
    place = system.at(path)

    def make() -> None:
        place.mkdir(parents=True, exist_ok=True)
        os.chown(place, 0, 0)
        place.chmod(mode)

    return Step(f"{path}, root's", lambda: _is(place, 0, mode), make)


def _state_folder(system: System) -> Step:
    place = system.at(STATE)

    def make() -> None:
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)
        os.chown(place, *(_ids(system) or (0, 0)))

    return Step(f"{STATE}, {USER}'s alone", lambda: _is(place, (_ids(system) or (None,))[0], 0o700), make)


def _is(path: Path, uid: int | None, mode: int) -> bool:
    try:
        status = path.stat()
    except OSError:
        return False
    return uid is not None and (status.st_uid, stat.S_IMODE(status.st_mode)) == (uid, mode)


# ── the user ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ids(system: System) -> tuple[int, int] | None:
    """Return uid and gid of the broker's user in the system that is meant; None where there is none yet."""
    try:
        lines = system.at(Path("/etc/passwd")).read_text("utf-8").splitlines()
    except OSError:
        return None
    found = next((line.split(":") for line in lines if line.startswith(f"{USER}:")), None)
    return (int(found[2]), int(found[3])) if found else None


def _add_user(system: System) -> None:
    words = ["--system", "--user-group", "--no-create-home", "--home-dir", str(STATE), "--shell", "/usr/sbin/nologin"]
    run("useradd", *_prefixed(system), *words, USER)


def _prefixed(system: System) -> list[str]:
    return [] if system.is_this_one else ["--prefix", str(system.prefix)]


# ── around it ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _must_be_root(dry_run: bool) -> None:
    if os.geteuid() != 0 and not dry_run:
        raise CannotInstall("this makes a user and a service, so it needs root: sudo countersign install --system")


def _systemd_runs() -> bool:
    return Path("/run/systemd/system").is_dir()


def _start(system: System) -> list[str]:
    """Start the service where there is something to start it; return what is left to do, in words."""
    later = f"systemctl daemon-reload && systemctl enable --now {UNIT.stem}"
    if not system.is_this_one:
        return [f"not started: this is not the running system; in it: {later}"]
    if not _systemd_runs():
        return [f"not started: systemd is not running here; where it is: {later}"]
    run("systemctl", "daemon-reload")
    run("systemctl", "enable", UNIT.name)
    run("systemctl", "restart", UNIT.name)
    return ["started; see: systemctl status countersign"]


def _next() -> list[str]:
    return [
        "next      sudo countersign init       makes the owner",
        "          sudo countersign phone pair pairs a phone; then: sudo countersign agent add NAME",
        f"          settings: {ENVIRONMENT}; policies: {CONFIG}/policies; check: sudo countersign doctor",
    ]


def _warnings() -> list[str]:
    """Return what root should know: a program that another user could change was copied as it lies there now."""
    found = writers(PACKAGE, {0})
    return [f"note      {found[1]} can change {found[0]}: what lies there now is what is installed"] if found else []
