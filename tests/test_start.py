"""What a real process shows of itself while it runs: not the master key that came by its environment, and no memory."""

import base64
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lesser import give, lesser, reachable_folder
from tests.names import ROOT
from tests.services import free_port

KEY = bytes(range(32))
IN_BASE64 = base64.b64encode(KEY).decode()
SURELY = 60.0  # seconds within which a broker has started on a busy machine


def environment(folder: Path, **given: str) -> dict[str, str]:
    """Return the environment of a process of its own installation."""
    known = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    own = {"HOME": str(folder), "COUNTERSIGN_PORT": str(free_port()), "COUNTERSIGN_DEV": "1"}
    return known | own | given


@contextlib.contextmanager
def serving(folder: Path, *command: str, **given: str) -> "Iterator[subprocess.Popen[str]]":
    """Run `countersign serve` until the context ends; give the process once it listens."""
    process = subprocess.Popen(
        [*command, "serve"],
        cwd=ROOT,
        env=environment(folder, **given),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while "listens on" not in said:
            line = process.stdout.readline()
            assert line, f"it ended: {said}"
            said += line
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SURELY)


MODULE = (sys.executable, "-m", "broker")
SCRIPT = (str(Path(sys.executable).with_name("countersign")),)


def shown(process: "subprocess.Popen[str]") -> bytes:
    """Return what /proc shows of the process to the one user who may look at anything: root."""
    folder = Path(f"/proc/{process.pid}")
    return (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()


@pytest.mark.sweep(2)
@pytest.mark.skipif(os.geteuid() != 0, reason="only root sees the files of a process that hides itself")
@pytest.mark.parametrize(
    ("command", "name"),
    [(MODULE, "COUNTERSIGN_MASTER_KEY"), (SCRIPT, "countersign_master_key")],
    ids=["module", "script, the name in lower case"],
)
def test_a_master_key_from_the_environment_is_not_in_the_environment_of_the_process(
    tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    with serving(tmp_path, *command, **{name: IN_BASE64, "COUNTERSIGN_REDIS_URL": ""}) as process:
        seen = shown(process)
        assert b"COUNTERSIGN_DEV" in seen, "this is the process's environment"
        assert IN_BASE64.encode() not in seen
        pipes = [one for one in range(3, 64) if _target(process.pid, one).startswith("pipe:")]
        assert not pipes, "the pipe that handed the key over is closed"
    state = tmp_path / ".local/state/countersign"
    assert (state / "countersign.db").exists()
    assert not (state / "master.key").exists(), "the key was the given one: none was made"
    with serving(tmp_path, *command, COUNTERSIGN_KEY_COMMAND=f"printf {IN_BASE64}"):
        pass  # and it is the same key: the database opens with it, by whatever way it comes


def _target(pid: int, descriptor: int) -> str:
    with contextlib.suppress(FileNotFoundError):
        return str(Path(f"/proc/{pid}/fd/{descriptor}").readlink())
    return ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root reads the environment of any process")
def test_without_the_new_start_the_key_would_be_there_for_all_to_see(tmp_path: Path) -> None:
    """The control: the same look at a process that does not start itself anew finds the key."""
    sleeper = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, sys; del os.environ['COUNTERSIGN_MASTER_KEY']; print(flush=True); sys.stdin.read()",
        ],
        env=environment(tmp_path, COUNTERSIGN_MASTER_KEY=IN_BASE64),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sleeper.stdout is not None
    sleeper.stdout.readline()
    assert IN_BASE64.encode() in shown(sleeper)
    sleeper.communicate()


@pytest.mark.slow
def test_another_master_key_is_refused_at_the_start_in_words(tmp_path: Path) -> None:
    with serving(tmp_path, *MODULE, COUNTERSIGN_MASTER_KEY=IN_BASE64):
        pass
    other = base64.b64encode(b"o" * 32).decode()
    done = subprocess.run(
        [*MODULE, "serve"],
        cwd=ROOT,
        env=environment(tmp_path, COUNTERSIGN_MASTER_KEY=other),
        capture_output=True,
        text=True,
        timeout=SURELY,
        check=False,
    )
    assert done.returncode == 1
    assert "not the master key with which this database was sealed" in done.stderr
    assert other not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_second_broker_on_one_database_is_refused_and_told_the_first(tmp_path: Path) -> None:
    with serving(tmp_path, *MODULE) as first:
        done = subprocess.run(
            [*MODULE, "serve"],
            cwd=ROOT,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=SURELY,
            check=False,
        )
        assert done.returncode == 1
        assert f"(pid {first.pid})" in done.stderr
        assert "Traceback" not in done.stderr


LOOK = "import sys; sys.stdout.buffer.write(open(f'/proc/{sys.argv[1]}/environ', 'rb').read())"


def test_other_processes_of_the_same_user_cannot_look_into_the_broker() -> None:
    with reachable_folder() as folder:
        give(folder)
        with serving(folder, *lesser(*MODULE)) as process:
            done = subprocess.run(
                lesser(sys.executable, "-c", LOOK, str(process.pid)), capture_output=True, check=False
            )
            assert done.returncode == 1
            assert b"PermissionError" in done.stderr
        sleeper = subprocess.Popen(
            lesser(sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"),
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert sleeper.stdout is not None
        sleeper.stdout.readline()
        done = subprocess.run(lesser(sys.executable, "-c", LOOK, str(sleeper.pid)), capture_output=True, check=False)
        assert b"COUNTERSIGN_DEV" in done.stdout, "a process that does not hide is looked into by the same user"
        sleeper.communicate()
