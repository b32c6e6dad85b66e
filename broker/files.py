"""The files that a user writes, and which text of each is in force: read whole, swapped whole, never half.

In force is what an owner's passkey sealed, as long as a file of that name is there. A changed file waits for a
signature and the sealed text goes on; a broken file changes nothing and says so; a deleted one takes its agent's
rights with it. No error, and no write to these folders, ever widens access (decisions T3, reliability P14).
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

from broker.connectors import own_request
from broker.connectors.load import ConnectorErrors
from broker.connectors.load import load as load_connector
from broker.connectors.model import Connector
from broker.policy.load import PolicyErrors
from broker.policy.load import load as load_policy
from broker.policy.model import Policy

LARGEST = 256 * 1024  # bytes of one file
MOST = 2000  # files of one kind

T = TypeVar("T", Policy, Connector)


@dataclass(frozen=True)
class Written:
    """A file as it is on disk, in good order. `path` is below the configuration folder; `digest` SHA-256, hex."""

    kind: Literal["policy", "connector"]
    subject: str  # the agent, or the connector's name
    path: str
    text: str
    digest: str
    content: Policy | Connector

    @property
    def name(self) -> str:
        """What it is known by, wherever it lies: `policy:scout`."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True)
class Found:
    """What lies in the folders. `broken` are the paths that do not load, each with the words that say why."""

    files: tuple[Written, ...] = ()
    broken: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    doubled: tuple[str, ...] = ()

    def named(self, name: str) -> tuple[Written, ...]:
        """Return the files that claim a name; more than one is a fault."""
        return tuple(one for one in self.files if one.name == name)


@dataclass(frozen=True)
class Sealed:
    """A text that is in force by an owner's signature."""

    name: str
    path: str
    text: str
    digest: str


@dataclass(frozen=True)
class InForce:
    """One consistent set of files. `problems` are lines for a person, each with the next step or place."""

    policies: Mapping[str, Policy] = field(default_factory=lambda: MappingProxyType({}))
    connectors: tuple[Connector, ...] = ()
    problems: tuple[str, ...] = ()


class Files:
    """Reads `policies/*.yaml` and `tools/*.yaml` below one folder. `scan` is blocking: call it in a thread."""

    def __init__(self, folder: Path) -> None:
        self._policies = _Kind(folder, "policies", load_policy)
        self._connectors = _Kind(folder, "tools", load_connector)
        self._loaded: dict[tuple[str, str], Policy | Connector] = {}
        self._folder = folder
        self._found = Found()
        self.in_force = InForce()

    def policy(self, agent: str) -> Policy | None:
        """Return the policy in force of an agent; None means that everything is denied."""
        return self.in_force.policies.get(agent)

    def connectors(self) -> list[Connector]:
        """Return the connectors in force."""
        return list(self.in_force.connectors)

    def takes_policies(self) -> bool:
        """Decide whether this process could write a new policy file. Blocking, as are the two that follow."""
        place = self._folder / "policies"
        place = place if os.path.lexists(place) else self._folder
        return place.is_dir() and os.access(place, os.W_OK | os.X_OK)

    def policy_path(self, agent: str) -> str | None:
        """Return where a policy of this agent lies, below the folder, or what lies in its place; None for nowhere."""
        usual = f"policies/{agent}.yaml"
        written = [one.path for one in self._found.named(f"policy:{agent}")]
        return next(iter(written), usual if os.path.lexists(self._folder / usual) else None)

    def lay_out(self, path: str, text: str) -> None:
        """Write a new file below the folder, whole or not at all; raise OSError, FileExistsError for another's.

        The same text in its place is as good: whoever wrote it, nothing of it counts that is not signed.
        """
        place = self._folder / path
        if not place.parent.is_dir():
            if os.path.lexists(place.parent):
                raise NotADirectoryError(f"{place.parent} is no folder")
            place.parent.mkdir(parents=True, mode=0o700)
        try:
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        except FileExistsError:
            if place.is_file() and _content(place) == text.encode():
                return
            raise
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            place.unlink(missing_ok=True)
            raise

    def rewritable(self, name: str, digest: str) -> str | None:
        """Return where the one file of a name lies, below the folder, if this process may change it; None otherwise.

        None too where its text is another one than that with this digest. Blocking, as is `rewrite`.
        """
        found = self._found.named(name)
        lies_there = len(found) == 1 and found[0].digest == digest and _may_change(self._folder / found[0].path)
        return found[0].path if lies_there else None

    def rewrite(self, path: str, before: str, text: str) -> None:
        """Put a text in the place of that with the digest `before`, whole or not at all; the same text is as good.

        Raises OSError, and FileExistsError where another text lies there by now.
        """
        place = self._folder / path
        there = hashlib.sha256(_content(place)).hexdigest()
        if there == digest_of(text):
            return
        if there != before or not _may_change(place):
            raise FileExistsError(f"{place} is another file by now")
        descriptor, made = tempfile.mkstemp(prefix=".", suffix=".new", dir=place.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                os.fchmod(descriptor, stat.S_IMODE(place.stat().st_mode))
                file.write(text.encode())
                file.flush()
                os.fsync(descriptor)
            Path(made).replace(place)
        except OSError:
            Path(made).unlink(missing_ok=True)
            raise
        _settled(place.parent)

    def scan(self) -> Found:
        """Read what changed on disk; return what lies there now. Nothing is put in force."""
        policies, broken_policies = self._policies.read()
        connectors, broken_connectors = self._connectors.read()
        files = tuple(
            [Written("policy", one.agent, path, text, one.digest, one) for path, (text, one) in policies]
            + [Written("connector", one.name, path, text, one.digest, one) for path, (text, one) in connectors]
        )
        names = [one.name for one in files]
        doubled = tuple(sorted({name for name in names if names.count(name) > 1}))
        return Found(files, MappingProxyType(broken_policies | broken_connectors), doubled)

    def put(self, sealed: Iterable[Sealed], found: Found, words: Iterable[str] = ()) -> tuple[InForce, InForce]:
        """Put the sealed texts in force whose file is there; return the set before and the set now.

        `words` are further problems, such as what waits for a signature.
        """
        self._found = found
        before, kept, problems = self.in_force, list[tuple[Sealed, Policy | Connector]](), list[str]()
        for one in sealed:
            if _is_there(one, found):
                kept.append((one, self._load(one)))
            else:
                problems.append(f"{one.path}: deleted, so nothing of {one.name} is in force; put it back to restore it")
        by_path = {one.path for one, _ in kept}
        for path, why in sorted(found.broken.items()):
            held = "what was signed last stays in force" if path in by_path else "nothing of it is in force"
            problems.append(f"{why} ({held})")
        problems += [f"two files name the {name.replace(':', ' ')}: neither is taken" for name in found.doubled]
        connectors, clashes = _operations(one for _, one in kept if isinstance(one, Connector))
        self.in_force = InForce(
            policies=MappingProxyType({one.agent: one for _, one in kept if isinstance(one, Policy)}),
            connectors=tuple(own_request.apart(connectors)),
            problems=(*problems, *clashes, *words),
        )
        return before, self.in_force

    def _load(self, sealed: Sealed) -> Policy | Connector:
        key = (sealed.name, sealed.digest)
        if key not in self._loaded:
            load: Callable[[str, str], Policy | Connector] = (
                load_policy if sealed.name.startswith("policy:") else load_connector
            )
            self._loaded[key] = load(sealed.text, sealed.path)
        return self._loaded[key]


_HIDES = "{}: its name holds what no screen shows; give the file another name"
STARTERS = ("tools/bank.yaml", "policies/scout.yaml")
CONNECTORS = ("github", "google-calendar", "open-payments", "slack")  # in tools/starters, laid out only when asked for


def starter(name: str) -> str:
    """Return the text of a starter file such as `tools/bank.yaml`, from the wheel or from the checkout."""
    package = Path(__file__).parent
    places = (package / "starter" / name, package.parent / name)
    return next(place for place in places if place.exists()).read_text("utf-8")


def digest_of(text: str) -> str:
    """Return the SHA-256, in hex, of a file's bytes: what is signed and what is compared."""
    return hashlib.sha256(text.encode()).hexdigest()


def _is_there(sealed: Sealed, found: Found) -> bool:
    # A broken file may be this one, half saved: its sealed text goes on. Only a file that is gone takes it away.
    return bool(found.named(sealed.name)) or sealed.path in found.broken


class _Kind(Generic[T]):
    """The files of one folder, each as it was when it last changed."""

    def __init__(self, base: Path, folder: str, load: Callable[[str | bytes, str], T]) -> None:
        self._base = base
        self._folder = base / folder
        self._load: Callable[[str | bytes, str], T] = load
        self._good: dict[str, tuple[str, T]] = {}
        self._faults: dict[str, str] = {}
        self._seen: dict[Path, tuple[int, int, int]] = {}
        self._hiding: dict[str, str] = {}

    def read(self) -> tuple[list[tuple[str, tuple[str, T]]], dict[str, str]]:
        paths = self._paths()
        for gone in set(self._seen) - set(paths):
            self._good.pop(self._name(gone), None)
            self._faults.pop(self._name(gone), None)
            del self._seen[gone]
        for path, stamp in paths.items():
            if self._seen.get(path) != stamp:
                self._seen[path] = stamp
                self._take(path)
        return [(path, self._good[path]) for path in sorted(self._good)], self._faults | self._hiding

    def _name(self, path: Path) -> str:
        return path.relative_to(self._base).as_posix()

    def _paths(self) -> dict[Path, tuple[int, int, int]]:
        try:
            with os.scandir(self._folder) as entries:
                found = sorted((one for one in entries if one.name.endswith((".yaml", ".yml"))), key=_name)
        except FileNotFoundError:
            self._hiding = {}
            return {}
        except OSError:
            # What cannot be read is not known to be deleted: what was seen last stays.
            return dict(self._seen)
        # A name is shown on pages and terminals, and signed with the text: one that hides something is not looked at.
        shown = [entry for entry in found[:MOST] if entry.name.isprintable()]
        self._hiding = {
            ascii(entry.path): _HIDES.format(ascii(entry.path)) for entry in found[:MOST] if entry not in shown
        }
        return {Path(entry.path): _stamp(entry) for entry in shown if not entry.name.startswith(".")}

    def _take(self, path: Path) -> None:
        name = self._name(path)
        self._good.pop(name, None)
        self._faults.pop(name, None)
        try:
            content = _content(path)
            loaded = self._load(content, str(path))
            self._good[name] = (content.decode("utf-8"), loaded)
        except (PolicyErrors, ConnectorErrors, OSError, ValueError) as why:
            self._faults[name] = str(why)
        except Exception as why:  # noqa: BLE001 -- one file that breaks its reader must not keep the others from being seen
            self._faults[name] = f"{path}: cannot be read as it is ({type(why).__name__}); write it more plainly"


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def _stamp(entry: "os.DirEntry[str]") -> tuple[int, int, int]:
    try:
        status = entry.stat()
    except OSError:
        return (0, 0, 0)
    return status.st_mtime_ns, status.st_size, status.st_ino


def _may_change(place: Path) -> bool:
    """Decide whether this is a plain file of this process's own user, and another may be put in its place."""
    try:
        status = place.lstat()
    except OSError:
        return False
    own = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
    return own and os.access(place, os.W_OK) and os.access(place.parent, os.W_OK | os.X_OK)


def _settled(folder: Path) -> None:
    # a file that is back after a power cut would look like its owner's wish to go back
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _content(path: Path) -> bytes:
    # Opened without waiting: a pipe in the place of a file would hold up every later look at the folders.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError(f"{path}: this is no plain file")
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{path}: larger than {LARGEST} bytes")
    return content


def _operations(connectors: Iterable[Connector]) -> tuple[list[Connector], list[str]]:
    """Return the connectors whose operations are theirs alone: a tool name must mean one thing."""
    every = list(connectors)
    owners: dict[str, set[str]] = {}
    for connector in every:
        for operation in connector.operations:
            owners.setdefault(operation.name, set()).add(connector.name)
    clashing = {name for names in owners.values() if len(names) > 1 for name in names}
    words = [
        f"operation {name} stands in several connectors ({', '.join(sorted(names))}): none of them is in force"
        for name, names in owners.items()
        if len(names) > 1
    ]
    return [one for one in every if one.name not in clashing], words
