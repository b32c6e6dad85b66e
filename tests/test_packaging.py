"""The wheel: what it carries, what it does not, and that the starter files in it are those of the checkout."""

import os
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from broker.files import starter
from tests.names import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from this checkout by the locked hatchling, without a network."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    made = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    [file] = target.glob("*.whl")
    return file


def starter_files() -> dict[str, Path]:
    """Return the data files of tools/ and policies/, by their name in the wheel."""
    files = [file for folder in ("tools", "policies") for file in (ROOT / folder).rglob("*") if file.is_file()]
    return {f"broker/starter/{file.relative_to(ROOT).as_posix()}": file for file in files}


def test_the_wheel_carries_the_package_the_command_and_the_starter_files(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "broker").rglob("*.py")}
        assert modules <= names
        assert {"broker/starter/tools/bank.yaml", "broker/starter/policies/scout.yaml"} <= set(starter_files())
        for name, file in starter_files().items():
            assert archive.read(name) == file.read_bytes(), name
        entry = ConfigParser()
        entry.read_string(archive.read(next(name for name in names if name.endswith("entry_points.txt"))).decode())
    assert dict(entry["console_scripts"]) == dict.fromkeys(
        ("countersign", "countersign-broker"), "broker.__main__:main"
    )


def test_pages_scripts_and_migrations_are_in_the_wheel(wheel: Path) -> None:
    data = [file for file in (ROOT / "broker").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {file.relative_to(ROOT).as_posix() for file in data} - names == set()


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("/METADATA"))).decode()
    assert [name for name in names if not name.startswith(("broker/", "countersign_broker-"))] == []
    assert [name for name in names if name.endswith((".pyc", ".db", ".log")) or "__pycache__" in name] == []
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert "Name: countersign-broker" in metadata


def test_the_unpacked_wheel_finds_its_starter_files_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "import broker.__main__, broker.files; print(broker.files.__file__, broker.files.starter('tools/bank.yaml'))"
    )
    inside = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert inside.returncode == 0, inside.stderr
    place, _, text = inside.stdout.partition(" ")
    assert Path(place).is_relative_to(tmp_path)
    assert (
        text.strip() == starter("tools/bank.yaml").strip() == (ROOT / "tools" / "bank.yaml").read_text("utf-8").strip()
    )
