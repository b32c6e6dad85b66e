"""The pure packages stay pure: what is planted into any of their files turns `make lint` red."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lint.purity import BELOW, ROOT, check, pure_files

ASYMMETRIC = "cryptography.hazmat.primitives.asymmetric"

PLANTS = {
    "httpx": "import httpx",
    "secrets": "import secrets",
    "subprocess": "import subprocess",
    "sqlite3": "import sqlite3",
    "now": "from datetime import datetime\nstamp = datetime.now()",
}

IMPURE = {
    "time": "import time",
    "os in a function": "def f():\n    import os",
    "a part of a package that is not listed": "from urllib import request",
    "a neighbour of a listed part": "import urllib.parse\npage = urllib.request.urlopen",
    "settings, which are not pydantic": "from pydantic_settings import BaseSettings",
    "an alias of the clock": "from datetime import datetime as d\nclock = d.now",
    "the clock through the module": "import datetime as dt\nclock = dt.datetime.now",
    "the clock as a default": "import datetime\nfrom pydantic import Field\nat = Field(None, datetime.datetime.utcnow)",
    "today": "from datetime import date\nday = date.today()",
    "the clock of a value": "def f(moment):\n    return moment.now()",
    "the clock by its name": "def f(moment):\n    return getattr(moment, 'utcnow')()",
    "a file": "def f(path):\n    return open(path)",
    "a file under another name": "read = open",
    "output": "print('x')",
    "code from text": "eval('1')",
    "an import in disguise": "__import__('os')",
    "another module through a listed one": "import dataclasses\nmodules = dataclasses.sys.modules",
    "another module, imported through a listed one": "from json import codecs",
    "another module through a library": "import yaml\nread = yaml.io.open",
    "a fresh Ed25519 key": f"from {ASYMMETRIC}.ed25519 import Ed25519PrivateKey\nkey = Ed25519PrivateKey.generate()",
    "a fresh EC key": f"from {ASYMMETRIC} import ec\nkey = ec.generate_private_key(ec.SECP256R1())",
    "a fresh AES key": "from cryptography.hazmat.primitives.ciphers.aead import AESGCM\nkey = AESGCM.generate_key(256)",
    "a token that reads the clock": "from cryptography.fernet import Fernet",
    "an unsafe loader": "import yaml\nload = yaml.unsafe_load",
    "a shell": "from broker.store import Store",
    "a shell, relatively": "from ..store import tables",
}

PURE = {
    "the listed standard modules": (
        "from __future__ import annotations\nimport json, re\nfrom collections.abc import Mapping\n"
        "from urllib.parse import quote"
    ),
    "times as values": "from datetime import time, timedelta\ndef f(now):\n    return now - timedelta(1)",
    "a key made from bytes": (
        f"from {ASYMMETRIC}.ed25519 import Ed25519PrivateKey\n"
        "def f(seed: bytes):\n    return Ed25519PrivateKey.from_private_bytes(seed)"
    ),
    "a salted signature": (
        f"from cryptography.hazmat.primitives import hashes\nfrom {ASYMMETRIC} import ec\n"
        "def f(key: ec.EllipticCurvePrivateKey, data: bytes):\n    return key.sign(data, ec.ECDSA(hashes.SHA256()))"
    ),
    "a name of its own for the present": "def f(now):\n    return now.isoformat()",
    "a compiled pattern": "import re\nWORD = re.compile('x')",
    "its own package": "from .errors import GnapError\nfrom broker.gnap import errors",
    "models, and files as data": "from pydantic import BaseModel\nimport yaml\nload = yaml.safe_load",
}


RSA = f"from {ASYMMETRIC} import ec, rsa\nkey = rsa.generate_private_key(65537, 3072)"
DRAWS = "broker/gnap/key_pair.py"


def test_an_rsa_key_is_drawn_in_one_file_and_no_other_key_there() -> None:
    assert check(RSA, DRAWS, "gnap") == []
    for source, path in ((RSA, "broker/gnap/keys.py"), (RSA + "\nec.generate_private_key(ec.SECP256R1())", DRAWS)):
        assert {fault.line for fault in check(source, path, "gnap")} == {source.count("\n") + 1}


@pytest.mark.sweep(11)
@pytest.mark.parametrize(("package", "file"), pure_files(), ids=lambda value: str(getattr(value, "name", value)))
@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_into_any_pure_file_is_a_fault(package: str, file: Path, plant: str) -> None:
    source, path = file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix()
    inside = "\n".join(f"    {line}" for line in PLANTS[plant].splitlines())
    assert check(source, path, package) == []
    for planted in (f"{source}\n{PLANTS[plant]}\n", f"{source}\n\ndef planted():\n{inside}\n"):
        faults = check(planted, path, package)
        assert faults
        assert all(fault.line > len(source.splitlines()) for fault in faults)


@pytest.mark.parametrize("kind", IMPURE)
def test_every_way_to_the_outside_is_a_fault(kind: str) -> None:
    assert check(IMPURE[kind], "broker/gnap/example.py", "gnap")


@pytest.mark.parametrize("kind", PURE)
def test_what_a_pure_module_needs_is_no_fault(kind: str) -> None:
    assert check(PURE[kind], "broker/gnap/example.py", "gnap") == []


def test_a_pure_package_imports_only_the_pure_packages_below_it() -> None:
    for package in BELOW:
        for other in BELOW:
            faults = check(f"from broker.{other} import model", f"broker/{package}/example.py", package)
            assert bool(faults) == (other not in (package, *BELOW[package])), f"{package} imports {other}"


def test_a_fault_names_the_place_and_what_would_be_right() -> None:
    source = "from datetime import date\n\n\ndef f():\n    return date.today()\n"
    fault = check(source, "broker/policy/x.py", "policy")[0]
    assert str(fault).startswith("broker/policy/x.py:5:12: ")
    assert "`now`" in str(fault)


def test_there_are_pure_files_to_check() -> None:
    assert {package for package, _ in pure_files()} >= {"gnap", "policy", "connectors", "approval"}


@pytest.mark.sweep(4)
@pytest.mark.parametrize("package", ["gnap", "policy", "connectors", "approval"])
def test_the_command_of_make_lint_passes_as_it_is_and_fails_on_a_plant(package: str, tmp_path: Path) -> None:
    for part in ("broker", "tests/lint"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "__init__.py", tmp_path / "tests")
    command = [sys.executable, "-m", "tests.lint.purity"]
    before = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert before.returncode == 0, before.stdout
    victim = next(file for name, file in pure_files(tmp_path) if name == package)
    with victim.open("a", encoding="utf-8") as file:
        file.write("\nimport subprocess\n")
    after = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert after.returncode == 1
    assert f"{victim.relative_to(tmp_path).as_posix()}:" in after.stdout


@pytest.mark.slow
def test_make_lint_itself_is_green_and_turns_red_on_each_plant(tmp_path: Path) -> None:
    tree = tmp_path / "checkout"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns("__pycache__", ".git", ".venv", ".work", ".hypothesis"))
    (tree / ".venv").symlink_to(Path(sys.prefix))
    whole = _make_lint(tree)
    assert whole.returncode == 0, whole.stdout
    victims = [file for _, file in pure_files(tree)]
    for number, plant in enumerate(PLANTS.values()):
        victim = victims[number * len(victims) // len(PLANTS)]
        source = victim.read_text(encoding="utf-8")
        victim.write_text(f"{source}\n{plant}\n", encoding="utf-8")
        assert _make_lint(tree).returncode != 0, f"{plant!r} in {victim}"
        victim.write_text(source, encoding="utf-8")
    with (tree / "tests" / "agents" / "test_gate.py").open("a", encoding="utf-8") as test:
        test.write("\n\ndef of_old(gate: Gate) -> None:\n    gate.renamed()\n")
    assert '"Gate" has no attribute "renamed"' in _make_lint(tree).stdout, "a test that uses what is no more"


def _make_lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run `make lint` in a copy; the environment that it shares is taken as made."""
    command = ["make", "-o", ".venv/project.stamp", "lint"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
