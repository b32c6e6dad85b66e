"""`countersign`, and `python -m broker`: hides what a process shows of itself, then runs the command line.

A master key in the environment stands in /proc/PID/environ for as long as the process lives, whatever becomes of
`os.environ`. So a process that was started with one starts itself anew without it, and hands the key over in a pipe.
"""

import contextlib
import ctypes
import io
import os
import sys

KEY = "COUNTERSIGN_MASTER_KEY"
HANDED = "_COUNTERSIGN_KEY_PIPE"  # number of the file descriptor; no setting, so not for people
PR_SET_DUMPABLE = 4  # prctl(2)
LONGEST = 4096  # bytes: a pipe holds as much before anybody reads, and no key in any form is longer


def main() -> None:
    """Run the command line."""
    hide()
    start_anew()
    take_over()
    write_everywhere()
    # not before: a process that is about to start anew needs none of it
    from broker.cli import app

    app()


def write_everywhere() -> None:
    """Let what a terminal's encoding does not have be written as an escape, and no command fail of it."""
    for out in (sys.stdout, sys.stderr):
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="backslashreplace")


def hide() -> None:
    """Let no other process of this user read our memory, environment or open files, and no crash write them down."""
    with contextlib.suppress(OSError, AttributeError):  # Linux only
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def start_anew() -> None:
    """Replace this process by the same one without the master key in its environment, if it has one."""
    named = [name for name in os.environ if name.upper() == KEY]  # the settings do not mind the case
    key = os.fsencode(os.environ[named[0]])[:LONGEST] if named else b""
    if not named or not sys.executable:
        return
    reading, writing = os.pipe()
    os.write(writing, key)
    os.close(writing)
    os.set_inheritable(reading, True)
    environment = {name: value for name, value in os.environ.items() if name not in named}
    os.execve(  # noqa: S606 -- ourselves, with the arguments that we were started with
        sys.executable, [sys.executable, *sys.orig_argv[1:]], environment | {HANDED: str(reading)}
    )


def take_over() -> None:
    """Take the key out of the pipe, into `os.environ`: memory that /proc/PID/environ does not show.

    The settings read it there and take it away, so that no child inherits it.
    """
    with contextlib.suppress(KeyError, ValueError, OSError):  # no pipe, or somebody else's variable of this name
        reading = int(os.environ.pop(HANDED))
        os.environ[KEY] = os.fsdecode(os.read(reading, LONGEST))
        os.close(reading)


if __name__ == "__main__":
    main()
