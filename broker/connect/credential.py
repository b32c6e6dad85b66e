"""An agent's credential as its own side keeps it: in the environment, or in a file that nobody else may read.

Never in an argument: `ps` shows those to everybody.
"""

import os
import re
import stat
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broker.vault import Secret

VARIABLE: Final = "COUNTERSIGN_CREDENTIAL"
_LONGEST: Final = 4096  # bytes of a credential file
_SHAPE: Final = re.compile(r"csa_[A-Za-z0-9_-]{43}")


class NoCredential(Exception):
    """There is none, or it cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Held:
    """A credential, and the file that it came from, if it came from one."""

    secret: Secret
    file: Path | None = None


def file_of(state_dir: Path, agent: str) -> Path:
    """Return where this user's copy of an agent's credential is kept unless told otherwise."""
    return state_dir / "credentials" / agent


def take(environment: MutableMapping[str, str]) -> Secret | None:
    """Return the credential in the environment, and take it out, so that no child inherits it and no setting trips."""
    value = environment.pop(VARIABLE, "").strip()
    return _checked(value, VARIABLE) if value else None


def find(agent: str, *, given: Path | None, taken: Secret | None, state_dir: Path) -> Held:
    """Return an agent's credential: of the file that was given, of the environment, or of its usual file.

    Raises NoCredential.
    """
    if given is not None:
        return Held(read(given), given.absolute())
    if taken is not None:
        return Held(taken)
    usual = file_of(state_dir, agent)
    if usual.exists():
        return Held(read(usual), usual.absolute())
    raise NoCredential(
        f"no credential for {agent}: set {VARIABLE}, or name its file with --credential-file. "
        f"`countersign agent add {agent} --credential-file {usual}` makes one, and so does "
        f"`countersign agent credential {agent} --credential-file {usual}` for an agent that is there already"
    )


def read(path: Path) -> Secret:
    """Return the credential in a file; raise NoCredential where others may read it or it holds something else."""
    try:
        with path.open("rb") as file:
            _check_mode(path, os.fstat(file.fileno()))
            content = file.read(_LONGEST + 1)
    except OSError as why:
        raise NoCredential(f"{path}: {why.strerror}: name a file that holds the credential and nothing else") from None
    return _checked(content.decode("ascii", "replace").strip(), str(path))


def write(path: Path, secret: Secret) -> None:
    """Write a credential into a new file of mode 0600; raise FileExistsError rather than replace another."""
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret.reveal() + "\n")


def within(text: str) -> set[str]:
    """Return the credentials that stand in a text."""
    return set(_SHAPE.findall(text))


def readable(files: Iterable[Path]) -> Mapping[str, list[Path]]:
    """Return the credentials that this process can read in those files, each with where it stands."""
    found: dict[str, list[Path]] = {}
    for path in files:
        try:
            text = path.read_text("utf-8", "replace")
        except OSError:
            continue
        for credential in within(text):
            found.setdefault(credential, []).append(path)
    return found


def _checked(value: str, where: str) -> Secret:
    if _SHAPE.fullmatch(value) is None:
        raise NoCredential(f"{where} does not hold an agent's credential, which is csa_ and 43 characters")
    return Secret(value)


def _check_mode(path: Path, found: os.stat_result) -> None:
    if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
        raise NoCredential(f"{path} may be read by others: chmod 600 {path}, and have the credential renewed")
