"""The import contracts of pyproject.toml bite: `lint-imports` passes as the tree is, and names what is planted."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.lint.purity import BELOW, ROOT

# Where an import is planted, what it imports, and why that is wrong.
PLANTS = [
    ("gnap/errors.py", "broker.policy", "up"),
    ("approval/canonical.py", "broker.config", "up"),
    ("store/tables.py", "broker.client", "up"),
    ("client/__init__.py", "broker.phone", "up"),
    ("policy/__init__.py", "broker.connectors", "to a neighbour"),
    ("phone/__init__.py", "broker.agents", "to a neighbour"),
    ("authserver/__init__.py", "broker.phone", "to a neighbour"),
    ("resource/__init__.py", "broker.store", "the kit is not alone"),
    ("http/__init__.py", "broker.config", "reads the configuration"),
    ("authserver/__init__.py", "sqlalchemy", "SQL outside store"),
    ("vault.py", "sqlite3", "SQL outside store"),
    ("store/tables.py", "fastapi", "a web framework behind the doors"),
    ("agents/__init__.py", "httpx2", "another way out"),
    ("authserver/__init__.py", "jinja2", "a page outside phone"),
]


def test_the_contracts_hold_and_each_planted_import_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "broker", tmp_path / "broker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    status, output = _lint_imports(tmp_path)
    assert status == 0, output
    for path, module, _ in PLANTS:
        with (tmp_path / "broker" / path).open("a", encoding="utf-8") as file:
            file.write(f"\n\ndef planted() -> None:\n    import {module}\n")
    (tmp_path / "broker" / "helpers.py").write_text('"""A module that no layer names."""\n', encoding="utf-8")
    status, output = _lint_imports(tmp_path)
    assert status != 0
    text = " ".join(output.split())
    for path, module, reason in PLANTS:
        importer = f"broker.{path.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
        assert f"{importer} -> {module} " in text, f"{importer} imports {module}: {reason}"
    assert "broker.helpers" in text


def test_the_pure_packages_stand_at_the_bottom_in_the_order_that_purity_allows() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    lines = [{name.strip(" ()") for name in layer.split("|")} for layer in layers]
    heights = {name: len(lines) - number for number, line in enumerate(lines) for name in line}
    assert max(heights[name] for name in BELOW) < heights["config"]
    for name, below in BELOW.items():
        assert set(below) == {other for other in BELOW if heights[other] < heights[name]}, name


def _lint_imports(tree: Path) -> tuple[int, str]:
    """Return the exit status and the words of the command that `make lint` runs, in a copy of the tree."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
