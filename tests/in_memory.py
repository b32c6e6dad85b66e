"""pytest plugin: temporary files lie in memory, where the system has a place for it and room.

Each commit of a database waits for its disk, and tests make hundreds of thousands of them; none of them is about what
a disk keeps when the power fails. TMPDIR names another place. What a test leaves is thrown away once it has passed.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

ROOM: Final = 2 * 1024**3  # bytes; a container's own place has 64 MiB, which one database of some tests would fill
MEMORY: Final = Path("/dev/shm")


def fits(place: Path) -> bool:
    """Decide whether tests may work there: a folder for everybody, with room, in which programs may lie too."""
    if not os.access(place, os.W_OK | os.X_OK):
        return False
    there = os.statvfs(place)
    return there.f_bavail * there.f_frsize >= ROOM and not there.f_flag & os.ST_NOEXEC


if "TMPDIR" not in os.environ and fits(MEMORY):
    os.environ["TMPDIR"] = str(MEMORY)  # the workers and the programs that tests start find it there too
    tempfile.tempdir = None  # it may have been asked for already
