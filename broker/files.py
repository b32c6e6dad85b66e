"""The files that a user writes, as they are in force: read whole, swapped whole, never half.

A file that breaks keeps its last good version in force and says so; a file that was never good gives nothing, so its
agent is denied; a deleted file takes its agent's rights with it. No error ever widens access (reliability P14).
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

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
class InForce:
    """One consistent set of files. `problems` are lines for a person, each with the next step or place."""

    policies: Mapping[str, Policy] = field(default_factory=lambda: MappingProxyType({}))
    connectors: tuple[Connector, ...] = ()
    problems: tuple[str, ...] = ()


class Files:
    """Reads `policies/*.yaml` and `tools/*.yaml` below one folder. `reload` is blocking: call it in a thread."""

    def __init__(self, folder: Path) -> None:
        self._policies = _Kind(folder / "policies", load_policy)
        self._connectors = _Kind(folder / "tools", load_connector)
        self.in_force = InForce()

    def policy(self, agent: str) -> Policy | None:
        """Return the policy in force of an agent; None means that everything is denied."""
        return self.in_force.policies.get(agent)

    def connectors(self) -> list[Connector]:
        """Return the connectors in force."""
        return list(self.in_force.connectors)

    def reload(self) -> tuple[InForce, InForce]:
        """Read what changed and put the new set in force at once; return the set before and the set now."""
        before = self.in_force
        policies, policy_problems = self._policies.read()
        connectors, connector_problems = self._connectors.read()
        by_agent, doubled = _by_name(((one.agent, one) for one in policies), "agent")
        by_name, also = _by_name(((one.name, one) for one in connectors), "connector")
        same_operation, clashes = _operations(by_name.values())
        self.in_force = InForce(
            policies=MappingProxyType(by_agent),
            connectors=tuple(same_operation),
            problems=(*policy_problems, *connector_problems, *doubled, *also, *clashes),
        )
        return before, self.in_force


STARTERS = ("tools/bank.yaml", "policies/scout.yaml")


def starter(name: str) -> str:
    """Return the text of a starter file such as `tools/bank.yaml`, from the wheel or from the checkout."""
    package = Path(__file__).parent
    places = (package / "starter" / name, package.parent / name)
    return next(place for place in places if place.exists()).read_text("utf-8")


class _Kind(Generic[T]):
    """The files of one folder, each with its last good version."""

    def __init__(self, folder: Path, load: Callable[[str | bytes, str], T]) -> None:
        self._folder = folder
        self._load: Callable[[str | bytes, str], T] = load
        self._good: dict[Path, T] = {}
        self._faults: dict[Path, str] = {}
        self._seen: dict[Path, tuple[int, int, int]] = {}

    def read(self) -> tuple[list[T], list[str]]:
        paths = self._paths()
        for gone in set(self._seen) - set(paths):
            self._good.pop(gone, None)
            self._faults.pop(gone, None)
            del self._seen[gone]
        for path, stamp in paths.items():
            if self._seen.get(path) != stamp:
                self._seen[path] = stamp
                self._take(path)
        return [self._good[path] for path in sorted(self._good)], [self._faults[path] for path in sorted(self._faults)]

    def _paths(self) -> dict[Path, tuple[int, int, int]]:
        try:
            with os.scandir(self._folder) as entries:
                found = sorted((one for one in entries if one.name.endswith((".yaml", ".yml"))), key=_name)
        except FileNotFoundError:
            return {}
        except OSError:
            # What cannot be read is not known to be deleted: the last good versions stay.
            return dict(self._seen)
        return {Path(entry.path): _stamp(entry) for entry in found[:MOST] if not entry.name.startswith(".")}

    def _take(self, path: Path) -> None:
        try:
            self._good[path] = self._load(_content(path), str(path))
            self._faults.pop(path, None)
        except (PolicyErrors, ConnectorErrors, OSError, ValueError) as why:
            held = "its last good version stays in force" if path in self._good else "nothing of it is in force"
            self._faults[path] = f"{why} ({held})"


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def _stamp(entry: "os.DirEntry[str]") -> tuple[int, int, int]:
    try:
        stat = entry.stat()
    except OSError:
        return (0, 0, 0)
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{path}: larger than {LARGEST} bytes")
    return content


def _by_name(pairs: Iterable[tuple[str, T]], word: str) -> tuple[dict[str, T], list[str]]:
    """Return what has a name of its own; a name that two files claim is nobody's."""
    found: dict[str, T] = {}
    twice: set[str] = set()
    for name, one in pairs:
        if name in found:
            twice.add(name)
        found[name] = one
    kept = {name: one for name, one in found.items() if name not in twice}
    return kept, [f"two files name the {word} {name}: neither is in force" for name in sorted(twice)]


def _operations(connectors: Iterable[Connector]) -> tuple[list[Connector], list[str]]:
    """Return the connectors whose operations are theirs alone: a tool name must mean one thing."""
    owners: dict[str, set[str]] = {}
    for connector in connectors:
        for operation in connector.operations:
            owners.setdefault(operation.name, set()).add(connector.name)
    clashing = {name for names in owners.values() if len(names) > 1 for name in names}
    words = [
        f"operation {name} stands in several connectors ({', '.join(sorted(names))}): none of them is in force"
        for name, names in owners.items()
        if len(names) > 1
    ]
    return [one for one in connectors if one.name not in clashing], words
