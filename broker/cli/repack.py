"""The running installation as wheels again: what runs here is what is installed there, with no index and no network.

A wheel is a zip of what its RECORD lists. Files whose hash is not the recorded one are refused: somebody changed the
program since it was installed.
"""

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from broker.isolation import PACKAGE

OURS = "countersign-broker"
_NOT_CARRIED = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}  # pip writes them anew
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # equal files make equal wheels


class Changed(Exception):
    """A file is not as it was installed, or is missing."""


def repacked(into: Path) -> list[Path]:
    """Write a wheel of this program and of each package that it needs into a folder; return them. Raises Changed."""
    return [_wheel(one, into) for one in _needed()]


def _needed() -> list[Distribution]:
    """Return our own distribution and all that it requires and is installed, extras as they are asked for."""
    found: dict[str, Distribution] = {}
    open_ones = [(OURS, frozenset[str]())]
    seen = set[tuple[str, frozenset[str]]]()
    while open_ones:
        name, extras = one = open_ones.pop()
        if one in seen:
            continue
        seen.add(one)
        try:
            found[name] = found.get(name) or distribution(name)
        except PackageNotFoundError:
            # Required on other systems or by other versions of Python only; a smoke test follows the installation.
            continue
        open_ones += _requirements(found[name], extras)
    return [found[name] for name in sorted(found)]


def _requirements(one: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in one.requires or ():
        words, _, marker = line.partition(";")
        wanted = _EXTRA.search(marker)
        match = _REQUIREMENT.match(words)
        if match and (wanted is None or wanted[1] in extras):
            yield _plain(match[1]), frozenset(_plain(extra) for extra in (match[2] or "").split(",") if extra.strip())


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _wheel(one: Distribution, into: Path) -> Path:
    files = dict(_ours(one) if _plain(one.name) == OURS else _recorded(one))
    info = next(name for name in files if name.endswith(".dist-info/METADATA")).removesuffix("/METADATA")
    path = into / f"{info.removesuffix('.dist-info')}-{_tags(files[f'{info}/WHEEL'])}.whl"
    record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD", _EPOCH), f"{record}{info}/RECORD,,\n")
    return path


def _recorded(one: Distribution) -> Iterator[tuple[str, bytes]]:
    """Give the files beside the packages; scripts and other data outside are made by pip, or not needed."""
    for file in one.files or ():
        if file.parts[0] == ".." or "__pycache__" in file.parts or file.name in _NOT_CARRIED:
            continue
        try:
            content = Path(str(file.locate())).read_bytes()
        except OSError:
            raise Changed(f"{file} of {one.name} is missing") from None
        if file.hash is not None and f"{file.hash.mode}={file.hash.value}" != _digest(content, file.hash.mode):
            raise Changed(f"{file} of {one.name} was changed after it was installed")
        yield str(file), content


def _ours(one: Distribution) -> Iterator[tuple[str, bytes]]:
    """Give our files: as recorded, or from the checkout where the installation is an editable one."""
    recorded = dict(_recorded(one))
    if "broker/__init__.py" in recorded:
        yield from recorded.items()
        return
    yield from ((name, content) for name, content in recorded.items() if ".dist-info/" in name)
    for file in sorted(PACKAGE.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield f"broker/{file.relative_to(PACKAGE).as_posix()}", file.read_bytes()
    for folder in ("tools", "policies"):
        for file in sorted((PACKAGE.parent / folder).rglob("*")):
            if file.is_file():
                yield f"broker/starter/{file.relative_to(PACKAGE.parent).as_posix()}", file.read_bytes()


def _tags(wheel: bytes) -> str:
    """Return the tags of a WHEEL file as a wheel's name has them: `cp311-cp311-manylinux2014_x86_64.linux_x86_64`."""
    tags = [
        line.partition(":")[2].strip().split("-") for line in wheel.decode().splitlines() if line.startswith("Tag:")
    ]
    return "-".join(".".join(dict.fromkeys(part)) for part in zip(*tags, strict=True))


def _digest(content: bytes, algorithm: str = "sha256") -> str:
    digest = base64.urlsafe_b64encode(hashlib.new(algorithm, content).digest()).rstrip(b"=").decode()
    return f"{algorithm}={digest}"
