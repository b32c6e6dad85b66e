"""`countersign install --system` below a prefix, as for an image: what is laid out, whose it is, and back again."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from broker.cli import install as installing
from broker.cli import program
from broker.cli.install import COMMAND, CONFIG, OURS, STATE, UNIT, VENV, System, install, undo
from broker.cli.program import CannotInstall, find_python, is_for_everybody
from broker.cli.repack import Changed, _needed, _recorded, repacked
from tests.services import missing

PASSWD = "root:x:0:0:root:/root:/bin/sh\n"
BASE = Path(getattr(sys, "_base_executable", sys.executable))


@pytest.fixture
def system(tmp_path: Path) -> System:
    """Return an image root with an empty list of users."""
    if os.geteuid() != 0:
        pytest.skip("making users and giving files away needs root")
    etc = tmp_path / "root" / "etc"
    etc.mkdir(parents=True)
    for name in ("group", "shadow", "gshadow"):
        (etc / name).touch()
    (etc / "passwd").write_text(PASSWD)
    return System(tmp_path / "root", "bob", BASE)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a program that takes no time."""

    def make(folder: Path, _python: Path) -> None:
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").write_text("#!/bin/sh\n")
        (folder / "bin" / "python").chmod(0o755)

    monkeypatch.setattr(installing, "make", make)
    monkeypatch.setattr(installing, "is_current", lambda folder, _python: folder.exists())


def installed(system: System, *, dry_run: bool = False) -> list[str]:
    told: list[str] = []
    install(system, dry_run=dry_run, say=told.append)
    return told


def undone(system: System, *, dry_run: bool = False) -> list[str]:
    told: list[str] = []
    undo(system, dry_run=dry_run, say=told.append)
    return told


def tree(system: System) -> set[str]:
    return {str(path.relative_to(system.prefix)) for path in system.prefix.rglob("*") if path.is_file()}


def owned(path: Path) -> tuple[int, int, str]:
    status = path.stat()
    return status.st_uid, status.st_gid, oct(status.st_mode & 0o7777)


@pytest.mark.usefixtures("quick")
def test_everything_is_laid_out_and_belongs_to_whom_it_should(system: System) -> None:
    told = installed(system)
    [line] = [
        line for line in system.at(Path("/etc/passwd")).read_text().splitlines() if line.startswith("countersign:")
    ]
    _, _, uid, gid, _, home, shell = line.split(":")
    assert (home, shell) == (str(STATE), "/usr/sbin/nologin")
    assert owned(system.at(STATE)) == (int(uid), int(gid), "0o700")
    for path in (CONFIG, CONFIG / "policies", CONFIG / "tools"):
        assert owned(system.at(path)) == (0, 0, "0o755")
    for path in (CONFIG / "policies" / "scout.yaml", CONFIG / "tools" / "bank.yaml", UNIT):
        assert owned(system.at(path)) == (0, 0, "0o644")
    assert owned(system.at(COMMAND)) == (0, 0, "0o755")
    assert owned(system.at(CONFIG / "environment")) == (0, int(gid), "0o640")
    assert "owner: bob" in system.at(CONFIG / "policies" / "scout.yaml").read_text()
    assert any("not started" in line and "systemctl enable --now countersign" in line for line in told)


@pytest.mark.usefixtures("quick")
def test_a_second_run_changes_nothing_and_keeps_what_the_owner_wrote(system: System) -> None:
    installed(system)
    policy = system.at(CONFIG / "policies" / "scout.yaml")
    policy.write_text("mine")
    before = {name: (system.prefix / name).stat().st_mtime_ns for name in tree(system)}
    assert [line for line in installed(system) if line.startswith(("done", "would"))] == []
    assert {name: (system.prefix / name).stat().st_mtime_ns for name in tree(system)} == before
    # What is ours is put right again.
    system.at(UNIT).write_text("[Service]\nUser=root\n")
    assert [line for line in installed(system) if line.startswith("done")] == [f"done      {UNIT}"]
    assert policy.read_text() == "mine"


@pytest.mark.usefixtures("quick")
def test_a_dry_run_says_what_would_be_done_and_does_nothing(system: System) -> None:
    before = tree(system)
    told = installed(system, dry_run=True)
    assert len([line for line in told if line.startswith("would")]) == 11
    assert tree(system) == before
    assert system.at(Path("/etc/passwd")).read_text() == PASSWD


@pytest.mark.usefixtures("quick")
def test_undo_takes_everything_away_and_dry_takes_nothing(system: System) -> None:
    before = tree(system)
    installed(system)
    full = tree(system)
    assert undone(system, dry_run=True)
    assert tree(system) == full
    undone(system)
    leftovers = {"etc/passwd-", "etc/group-", "etc/shadow-", "etc/gshadow-"}  # made by useradd
    assert tree(system) - leftovers == before
    assert "countersign" not in system.at(Path("/etc/passwd")).read_text()
    assert not system.at(CONFIG).exists()
    assert not system.at(VENV).exists()
    assert undone(system) == []


@pytest.mark.usefixtures("quick")
def test_undo_keeps_grants_and_keys_and_what_was_changed_and_says_so(system: System) -> None:
    installed(system)
    system.at(STATE / "countersign.db").touch()
    system.at(CONFIG / "policies" / "scout.yaml").write_text("mine")
    told = undone(system)
    assert [line.split()[1].rstrip(":") for line in told if line.startswith("kept")] == [
        str(system.at(CONFIG / "policies" / "scout.yaml")), str(system.at(STATE)),
    ]  # fmt: skip
    assert system.at(STATE / "countersign.db").exists()
    assert "countersign" in system.at(Path("/etc/passwd")).read_text()
    assert not system.at(UNIT).exists()


@pytest.mark.usefixtures("quick")
def test_where_systemd_runs_the_service_is_started_and_elsewhere_that_is_said(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(installing, "run", lambda *words: ran.append(words))
    here = replace(system, prefix=Path("/"))
    monkeypatch.setattr(installing, "_systemd_runs", lambda: False)
    assert "systemd is not running here" in installing._start(here)[0]
    assert ran == []
    monkeypatch.setattr(installing, "_systemd_runs", lambda: True)
    assert installing._start(here)[0].startswith("started")
    assert ran == [
        ("systemctl", "daemon-reload"), ("systemctl", "enable", UNIT.name), ("systemctl", "restart", UNIT.name),
    ]  # fmt: skip


def test_without_root_nothing_is_done_and_the_next_step_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    system = System(tmp_path, "bob", BASE)
    for act in (install, undo):
        with pytest.raises(CannotInstall, match="sudo countersign install --system"):
            act(system, dry_run=False, say=print)
    assert list(tmp_path.iterdir()) == []
    assert any(line.startswith("would") for line in installed(system, dry_run=True))


# ── the unit and the command ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("quick")
def test_systemd_finds_nothing_wrong_with_the_unit_and_calls_it_well_isolated(system: System) -> None:
    analyze = shutil.which("systemd-analyze") or missing("systemd-analyze")
    installed(system)
    unit = system.prefix.parent / UNIT.name
    # The program lies below the prefix until the image is the system.
    text = system.at(UNIT).read_text().replace(str(VENV), str(system.at(VENV)))
    unit.write_text(text)
    verify = [analyze, "verify", str(unit)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    secure = [analyze, "security", "--offline=true", "--threshold=20", str(unit)]
    assert subprocess.run(secure, capture_output=True, check=False).returncode == 0
    unit.write_text(text.replace("ProtectSystem=strict", "ProtectSystem=absolutely"))
    assert "protect system" in subprocess.run(verify, capture_output=True, text=True, check=False).stderr
    unit.write_text(f"[Service]\nExecStart={system.at(VENV)}/bin/python\n")
    assert subprocess.run(secure, capture_output=True, check=False).returncode != 0


def test_unit_and_command_name_the_places_of_the_installation() -> None:
    unit, command = (OURS / UNIT.name).read_text(), (OURS / "countersign.sh").read_text()
    for text in (unit, command):
        for place in (VENV, STATE, CONFIG, CONFIG / "environment"):
            assert str(place) in text
    assert f"StateDirectory={STATE.name}\n" in unit
    assert f"User={installing.USER}\n" in unit


def test_the_command_becomes_the_brokers_user_and_takes_its_settings_as_they_are_written(tmp_path: Path) -> None:
    """Run with a stand-in for Python that prints its environment, and one for runuser."""
    python = tmp_path / "opt" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\nenv | grep ^COUNTERSIGN_ | sort\n')
    fakes = {"runuser": 'echo "runuser $@"\n', "id": "echo ${FAKE_UID}\n"}
    for name, body in fakes.items():
        (python.parent / name).write_text(f"#!/bin/sh\n{body}")
    for path in python.parent.iterdir():
        path.chmod(0o755)
    environment = tmp_path / "environment"
    environment.write_text('# COUNTERSIGN_HOST=no\nCOUNTERSIGN_KEY_COMMAND=get "the key" $(touch x)\nPATH=/nowhere\n')
    text = (OURS / "countersign.sh").read_text().replace(str(VENV), str(tmp_path / "opt"))
    script = tmp_path / "countersign"
    script.write_text(text.replace(str(CONFIG / "environment"), str(environment)))

    def called(uid: int, *words: str, **given: str) -> list[str]:
        path = f"{python.parent}:{os.environ['PATH']}"
        done = subprocess.run(
            ["sh", str(script), *words], env={"PATH": path, "FAKE_UID": str(uid), **given},
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()

    assert called(0, "agent", "add", "a b") == [f"runuser -u countersign -- {script} agent add a b"]
    for words in (["doctor"], ["install", "--system"]):
        assert called(0, *words)[0] == " ".join(["-I -m broker", *words])
    assert called(1000, "inbox") == [
        "-I -m broker inbox",
        f"COUNTERSIGN_CONFIG_DIR={CONFIG}",
        'COUNTERSIGN_KEY_COMMAND=get "the key" $(touch x)',
        f"COUNTERSIGN_STATE_DIR={STATE}",
    ]
    assert not (tmp_path / "x").exists()
    assert "COUNTERSIGN_STATE_DIR=/mine" in called(1000, "inbox", COUNTERSIGN_STATE_DIR="/mine")


# ── the program ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_repacked_is_what_the_program_needs_and_no_tool_of_its_developers(tmp_path: Path) -> None:
    names = {one.name.lower() for one in _needed()}
    assert {"countersign-broker", "mcp", "psycopg-binary", "cryptography"} <= names
    assert not names & {"pytest", "mypy", "ruff", "playwright", "hatchling"}
    first = {path.name: path.read_bytes() for path in repacked(_made(tmp_path / "a"))}
    again = {path.name: path.read_bytes() for path in repacked(_made(tmp_path / "b"))}
    assert first == again
    assert len(first) == len(names)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_package_that_was_changed_after_it_was_installed_is_refused(tmp_path: Path) -> None:
    from importlib.metadata import PathDistribution

    [mako] = [one for one in _needed() if one.name.lower() == "mako"]
    site = tmp_path / "site"
    for file in mako.files or ():
        source = Path(str(file.locate()))
        if ".." not in file.parts and source.exists():
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, site / file)
    copy = PathDistribution(next(site.glob("*.dist-info")))
    assert dict(_recorded(copy))
    with (site / "mako" / "template.py").open("a") as template:
        template.write("\nimport os  # somebody was here\n")
    with pytest.raises(Changed, match=r"mako/template\.py"):
        dict(_recorded(copy))
    (site / "mako" / "template.py").unlink()
    with pytest.raises(Changed, match="missing"):
        dict(_recorded(copy))


def test_a_python_of_a_user_or_of_another_version_carries_no_service(tmp_path: Path) -> None:
    mine = tmp_path / "python3"
    mine.write_text("#!/bin/sh\necho 3.0.0\n")
    mine.chmod(0o755)
    assert not is_for_everybody(mine)
    with pytest.raises(CannotInstall, match="/usr/bin/python3 -m venv"):
        find_python(mine)
    assert is_for_everybody(Path("/bin/sh"))
    with pytest.raises(CannotInstall):
        find_python(Path("/bin/true"))


def test_a_program_that_does_not_run_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "opt" / "countersign"
    target.mkdir(parents=True)
    (target / "old").touch()

    def broken(*_: object) -> None:
        raise CannotInstall("it does not run")

    monkeypatch.setattr(program, "_venv", broken)
    monkeypatch.setattr(program, "_wheels", lambda _: [])
    with pytest.raises(CannotInstall):
        program.make(target, BASE)
    assert [path.name for path in target.iterdir()] == ["old"]


@pytest.mark.slow
def test_the_installed_program_runs_by_itself_and_holds_what_it_was_made_of(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheels = repacked(_made(tmp_path / "wheels"))
    monkeypatch.setattr(program, "repacked", lambda _: wheels)
    installed(system)
    python = str(system.at(VENV) / "bin" / "python")
    command = [python, "-I", "-m", "broker", "--version"]
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:12]) == (0, "countersign "), done.stderr
    where = [
        python,
        "-I",
        "-c",
        "import broker, broker.files as f; print(broker.__file__); f.starter('tools/bank.yaml')",
    ]
    place = subprocess.run(where, cwd=tmp_path, env={}, capture_output=True, text=True, check=True).stdout
    assert Path(place.strip()).is_relative_to(system.at(VENV))
    assert program.is_current(system.at(VENV), system.python)
    assert not program.is_current(system.at(VENV), Path("/usr/bin/python3"))
    monkeypatch.setattr(program, "repacked", lambda _: wheels[1:])
    assert not program.is_current(system.at(VENV), system.python)
    writable = [
        path
        for path in system.at(VENV).rglob("*")
        if not path.is_symlink() and (path.stat().st_mode & 0o022 or path.stat().st_uid)
    ]
    assert writable == []
    assert {path.name[:6] for path in (system.at(VENV) / "bin").iterdir()} == {"python"}


def test_install_without_saying_what_for_is_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    from broker.cli.house import install as command

    app = typer.Typer()
    app.command()(command)
    assert CliRunner().invoke(app, []).exit_code == 2
