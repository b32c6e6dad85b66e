"""Merging our entry into a client's configuration file, and taking it out again.

A file is read, changed and replaced whole, by rename; a copy as it was stays beside it. What was written is remembered
in the state folder, so that undo can tell whether the file is still what we wrote: then it becomes, byte for byte, what
it was; else only our entry leaves it.
"""

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from broker.connect import edit
from broker.connect.clients import Client, Places, project_file
from broker.connect.credential import within

LARGEST: Final = 64 * 1024 * 1024  # bytes; a history of conversations may lie in the same file
WORK_TREES: Final = (".git", ".hg", ".jj", ".svn")
_BOM: Final = "\ufeff"


class NotWritten(Exception):
    """Nothing was changed; the message says why and what to do."""


@dataclass(frozen=True)
class Target:
    """An entry in a file, for one agent; `notes` is the folder in which is remembered what was written."""

    client: Client
    agent: str
    file: Path
    entry: str
    notes: Path

    @property
    def path(self) -> tuple[str, str]:
        """The keys under which the entry stands."""
        return self.client.path(self.entry)


@dataclass(frozen=True)
class Note:
    """What was written: the file's digest afterwards, and the copy to go back to (None: there was no file)."""

    agent: str
    client: str
    file: str
    entry: str
    written: str
    backup: str | None
    whole: bool  # nobody else changed the file between its copy and our last writing


@dataclass(frozen=True)
class Written:
    """What became of it: `changed` is false where all was as wanted already."""

    file: Path
    changed: bool
    backup: Path | None


@dataclass(frozen=True)
class Undone:
    """What became of it: `how` is restored, removed or nothing."""

    file: Path
    how: str


def merge(target: Target, value: Mapping[str, Any], places: Places) -> Written:
    """Write `value` as our entry; raise NotWritten, with nothing changed."""
    file, secret = _real(target.file, places), bool(within(json.dumps(value)))
    if secret:
        refuse_shared(file, target.client, places)
    before = _read(file)
    text = _text(before or b"", file)
    note = _note(target, file)
    present = _in_words(file, lambda: edit.entry(target.client.format, text, target.path))
    _refuse_foreign(target, note, present is not None, same=present == value)
    if present == value:
        return Written(file, False, None)
    new = _in_words(file, lambda: edit.with_entry(target.client.format, text, target.path, value))
    content = _bytes(new, before or b"")
    backup = _backup(file, before) if before is not None else None
    _replace(file, before, content, 0o600 if secret else _mode(file))
    _remember(target, file, _next_note(target, file, note, before, content, backup))
    return Written(file, True, backup)


def undo(target: Target, places: Places) -> Undone:
    """Take our entry out again; raise NotWritten, with nothing changed."""
    file = _real(target.file, places)
    note, now = _note(target, file), _read(file)
    if note is None or note.agent != target.agent:
        return Undone(file, "nothing")
    how = _undone(target, note, file, now)
    _notes_file(target, file).unlink(missing_ok=True)
    return Undone(file, how)


def text_of(target: Target) -> str | None:
    """Return the text of the target's file, None where there is none; raise NotWritten for a broken one."""
    content = _read(target.file)
    text = None if content is None else _text(content, target.file)
    if text is not None:
        _in_words(target.file, lambda: target.client.format.load(text))
    return text


def refuse_shared(file: Path, client: Client, places: Places) -> None:
    """Raise NotWritten for a file that belongs to a project, where a credential would be shared or committed."""
    cure = "keep the credential in a file of its own and use --stdio"
    own = file == client.file(places).resolve()
    tree = next((parent for parent in file.parents if any((parent / name).exists() for name in WORK_TREES)), None)
    if project_file(file) and not own:
        raise NotWritten(
            f"{file} belongs to a project, and a credential never goes into one: use --scope user, or {cure}"
        )
    if tree is not None:
        raise NotWritten(f"{file} lies in the work tree {tree}, where a credential may be committed: {cure}")


def _refuse_foreign(target: Target, note: Note | None, present: bool, *, same: bool) -> None:
    other = note.agent if note is not None and note.agent != target.agent else None
    if present and other is not None:
        undo = f"countersign agent connect {other} --client {target.client.name} --undo"
        raise NotWritten(f"{target.client.title} is connected as {other} already: run `{undo}` first, or choose --name")
    if present and note is None and not same:
        raise NotWritten(
            f'{target.file} has an entry "{target.entry}" that this command did not write: '
            "remove it first, or choose another name with --name"
        )


def _undone(target: Target, note: Note, file: Path, now: bytes | None) -> str:
    if now is None:
        return "nothing"
    if note.whole and _digest(now) == note.written:
        if note.backup is None:
            file.unlink()
            return "restored"
        backup = Path(note.backup)
        if backup.exists():
            backup.replace(file)
            return "restored"
    text = _text(now, file)
    if _in_words(file, lambda: edit.entry(target.client.format, text, target.path)) is None:
        return "nothing"
    new = _in_words(file, lambda: edit.without_entry(target.client.format, text, target.path))
    _replace(file, now, _bytes(new, now), _mode(file))
    return "removed"


def _real(file: Path, places: Places) -> Path:
    """Return the file itself; raise NotWritten for a link out of the home folder and for what is no file."""
    plain = Path(os.path.abspath(file))  # noqa: PTH100 -- `resolve` would follow the links that are looked for
    real = plain.resolve()
    home = places.home.resolve()
    if real != plain and not real.is_relative_to(home):
        raise NotWritten(f"{plain} is a link that leads outside your home folder, to {real}: name the file itself")
    if real.exists() and not real.is_file():
        raise NotWritten(f"{real} is not a file")
    return real


def _read(file: Path) -> bytes | None:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    if len(content) > LARGEST:
        raise NotWritten(f"{file} is larger than {LARGEST} bytes: add the entry by hand")
    return content


def _text(content: bytes, file: Path) -> str:
    try:
        return content.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as why:
        before = content[: why.start]
        line, column = before.count(b"\n") + 1, why.start - (before.rfind(b"\n") + 1) + 1
        raise NotWritten(f"{file}: line {line}, column {column}: this is not UTF-8. Nothing was changed") from None


def _bytes(text: str, before: bytes) -> bytes:
    return (_BOM if before.startswith(_BOM.encode()) else "").encode() + text.encode("utf-8")


def _in_words(file: Path, work: Any) -> Any:
    try:
        return work()
    except edit.BrokenFile as why:
        raise NotWritten(f"{file}: {why}. Nothing was changed; put that right first") from None
    except edit.CannotEdit as why:
        raise NotWritten(f"{file}: {why}. Nothing was changed") from None


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o600


def _backup(file: Path, content: bytes) -> Path:
    """Write the content beside the file, with its mode and owner, under the first free number."""
    number = 1
    while True:
        path = file.with_name(f"{file.name}.countersign-backup-{number}")
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            break
        except FileExistsError:
            number += 1
    _fill(descriptor, content, file, _mode(file))
    return path


def _replace(file: Path, before: bytes | None, content: bytes, mode: int) -> None:
    """Put the content in the file's place in one step, unless somebody changed the file meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    new = Path(name)
    try:
        _fill(descriptor, content, file, mode)
        _check_unchanged(file, before)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _check_unchanged(file: Path, before: bytes | None) -> None:
    if _read(file) != before:
        raise NotWritten(f"{file} was changed by another program just now: close that one, and run this again")


def _fill(descriptor: int, content: bytes, file: Path, mode: int) -> None:
    """Write a new file, with this mode and the owner of `file`: root may connect a client for somebody else.

    By its descriptor, not by its name: in a folder of somebody else a name may lead elsewhere a moment later.
    """
    with os.fdopen(descriptor, "wb") as opened:
        if hasattr(os, "fchown"):
            owner = file.stat() if file.exists() else file.parent.stat()
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, owner.st_uid, owner.st_gid)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)


def _next_note(
    target: Target, file: Path, note: Note | None, before: bytes | None, content: bytes, backup: Path | None
) -> Note:
    """Return what to remember: after a second writing, undo goes back to before the first."""
    again = note is not None and before is not None
    unbroken = note is not None and note.whole and before is not None and _digest(before) == note.written
    origin = note.backup if note is not None and unbroken else str(backup) if backup else None
    if unbroken and backup is not None:
        backup.unlink()  # the copy of our own work
    return Note(
        target.agent, target.client.name, str(file), target.entry, _digest(content), origin, unbroken or not again
    )


def _note(target: Target, file: Path) -> Note | None:
    try:
        return Note(**json.loads(_notes_file(target, file).read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        raise NotWritten(f"{_notes_file(target, file)} is damaged: remove it, and the entry by hand") from None


def _remember(target: Target, file: Path, note: Note) -> None:
    path = _notes_file(target, file)
    for folder in (path.parent.parent, path.parent):  # the state folder is nobody else's, whoever makes it first
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(note), indent=1) + "\n", "utf-8")
    new.replace(path)


def _notes_file(target: Target, file: Path) -> Path:
    place = f"{file}\0{target.entry}".encode()
    return target.notes / f"{_digest(place)[:24]}.json"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
