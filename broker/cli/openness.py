"""Who else may read or change a file: judged by owner, mode and access list, not by trying.

`isolation.probe` tries as whoever runs it; this judges for every other user of the computer, so root can run it too.
"""

import grp
import os
import pwd
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

READ, WRITE = 4, 2

_ACCESS_LIST = "system.posix_acl_access"


def writers(path: Path, trusted: set[int], *, below: bool = True) -> tuple[Path, str] | None:
    """Return the first place and who may write there: the path, what lies `below`, or a folder above it; or None."""
    for place, who in _places(path, trusted, below=below):
        if who is not None:
            return place, who
    return None


def _places(path: Path, trusted: set[int], *, below: bool) -> Iterator[tuple[Path, str | None]]:
    yield from ((one, others(one, WRITE, trusted)) for one in (path, *(_below(path) if below else ())))
    for folder in path.absolute().parents:
        # In a folder such as /tmp only the owner of a thing can swap it.
        if not _status_mode(folder) & stat.S_ISVTX:
            yield folder, others(folder, WRITE, trusted)


def _below(path: Path) -> Iterable[Path]:
    try:
        return [one for one in path.rglob("*") if "__pycache__" not in one.parts]
    except OSError:
        return []


def _status_mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def others(path: Path, right: int, trusted: set[int]) -> str | None:
    """Return who, apart from the trusted uids and root, has a right (READ or WRITE) to a path itself; or None."""
    try:
        status = path.stat()
    except OSError:
        return None
    if status.st_uid not in trusted | {0}:
        return f"its owner, {_user(status.st_uid)}"
    if status.st_mode & right:
        return "every user"
    if status.st_mode & (right << 3):
        return _by_list(path) or _members(status.st_gid, trusted)
    return None


def _by_list(path: Path) -> str | None:
    # With an access list the group bits are its mask: somebody named in it may have the right.
    try:
        return f"whoever its access list names (getfacl {path})" if _ACCESS_LIST in os.listxattr(path) else None
    except OSError:
        return None


def _members(gid: int, trusted: set[int]) -> str | None:
    """Return the members of a group who are not trusted; a user's private group has none."""
    try:
        group = grp.getgrgid(gid)
    except KeyError:
        return None
    users = {one.pw_name: one.pw_uid for one in pwd.getpwall() if one.pw_gid == gid or one.pw_name in group.gr_mem}
    named = sorted(name for name, uid in users.items() if uid not in trusted | {0})
    return f"the group {group.gr_name} ({', '.join(named)})" if named else None


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
