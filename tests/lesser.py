"""Running a command as a user without rights: what root may do shows nothing about what is refused.

The command keeps the right to read (not to write) every file, as the interpreter of the tests may lie in root's folder.
"""

import ctypes
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services import missing

_CAPABILITIES_3 = 0x20080522  # _LINUX_CAPABILITY_VERSION_3 of linux/capability.h

LESSER = "countersign-test"  # made by tests/system_deps.sh
SOMEBODY_ELSE = "nobody"  # a second one, who is on every computer


def lesser(*command: str, user: str = LESSER) -> list[str]:
    """Return the command as an unprivileged user runs it; where we are one already, as it is."""
    if os.geteuid() != 0:
        return list(command)
    found = next((entry for entry in pwd.getpwall() if entry.pw_name == user), None)
    if found is None or shutil.which("setpriv") is None:
        missing("the unprivileged user for tests")
    only = "-all,+dac_read_search"
    caps = (f"--inh-caps={only}", f"--ambient-caps={only}", f"--bounding-set={only}")
    return ["setpriv", f"--reuid={found.pw_uid}", f"--regid={found.pw_gid}", "--clear-groups", *caps, *command]


def without_rights() -> None:
    """Give up the right to read every file, in this process and for good: from here on it is an ordinary user's.

    What is imported later cannot be read any more where the interpreter lies in root's folder.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    header, nothing = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
    if libc.capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def give(path: object) -> None:
    """Make a file or folder belong to that user, where we are root."""
    if os.geteuid() == 0:
        shutil.chown(str(path), LESSER, LESSER)


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """Give an empty folder that everybody may pass through, as pytest keeps its own closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="countersign-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
