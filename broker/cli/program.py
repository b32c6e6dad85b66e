"""The program as a service runs it: a virtual environment of root's, made of exactly what runs here."""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from broker.cli.repack import Changed, repacked

MARKER = "installed-from"  # in the program's folder: which wheels it was made of


class CannotInstall(Exception):
    """Nothing, or not everything, was installed; the message says why and what to do."""


def is_current(folder: Path, python: Path) -> bool:
    """Tell whether the program in a folder was made of what runs here, on this Python."""
    marker = folder / MARKER
    if not marker.exists():
        return False
    with tempfile.TemporaryDirectory() as wheels:
        return marker.read_text("ascii") == _identity(python, _wheels(Path(wheels)))


def make(target: Path, python: Path) -> None:
    """Make the program anew beside the old one, try it, and swap. Raises CannotInstall; the old one then stays."""
    draft, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    shutil.rmtree(draft, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _umask(0o022):
        wheels = _wheels(Path(folder))
        _venv(python, draft, wheels)
        (draft / MARKER).write_text(_identity(python, wheels), "ascii")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _wheels(folder: Path) -> list[Path]:
    try:
        return repacked(folder)
    except Changed as why:
        raise CannotInstall(f"{why}: install Countersign anew with pip, then run this again") from None


def _identity(python: Path, wheels: Sequence[Path]) -> str:
    digests = [f"{one.name} {hashlib.sha256(one.read_bytes()).hexdigest()}" for one in wheels]
    return "\n".join([str(python), *digests])


def _venv(python: Path, folder: Path, wheels: Sequence[Path]) -> None:
    own_pip = importlib.util.find_spec("pip") is not None
    run(python, "-I", "-m", "venv", *(["--without-pip"] if own_pip else []), folder)
    inside = folder / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", inside] if own_pip else [inside, "-m", "pip"]
    quiet = ["--isolated", "--disable-pip-version-check", "-q", "--no-input"]
    run(*pip, *quiet, "install", "--root-user-action", "ignore", "--no-index", "--no-deps", *wheels)
    # They name the folder in which they were made; `python -m broker` needs none of them.
    for script in (folder / "bin").iterdir():
        if not script.name.startswith("python"):
            script.unlink()
    run(inside, "-I", "-m", "broker", "--version")


def find_python(given: Path | None = None) -> Path:
    """Return the Python to build on: of this very version, root's, and for every user to run. Raises CannotInstall."""
    version = ".".join(map(str, sys.version_info[:3]))
    own = Path(getattr(sys, "_base_executable", sys.executable))
    beside = Path("/usr/bin") / f"python{sys.version_info.major}.{sys.version_info.minor}"
    for one in [given] if given else [own, beside]:
        if one.exists() and is_for_everybody(one) and _version(one) == version:
            return one
    raise CannotInstall(
        f"{given or own} cannot carry a service: it must be Python {version}, as runs here, and with all folders above "
        "it be root's and open to every user. Install Countersign into a virtual environment of the system's Python "
        "(/usr/bin/python3 -m venv ...), and run this from there; or name such a Python with --python"
    )


def is_for_everybody(program: Path) -> bool:
    """Tell whether a program, and every folder above it, is root's, closed to changes and open to all."""
    path = program.resolve()
    chain = [one.stat() for one in (path, *path.parents)]
    return all(one.st_uid == 0 and one.st_mode & 0o001 and not one.st_mode & 0o002 for one in chain)


def _version(python: Path) -> str:
    ask = "import platform; print(platform.python_version())"
    done = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()


def run(*command: str | Path) -> None:
    """Run a command to its end. Raises CannotInstall with its own words where it fails."""
    words = [str(one) for one in command]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    except OSError as why:
        raise CannotInstall(f"{words[0]}: {why.strerror}; install it first") from None
    if done.returncode:
        raise CannotInstall(f"{' '.join(words[:4])} failed: {(done.stderr or done.stdout).strip()[-600:]}")


@contextlib.contextmanager
def _umask(value: int) -> Iterator[None]:
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


if __name__ == "__main__":
    # For images: python -m broker.cli.program FOLDER PYTHON
    make(Path(sys.argv[1]), Path(sys.argv[2]))
