"""What the tests are called and marked with, read from their syntax trees: no test has to be imported or run."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def files(root: Path = ROOT) -> list[Path]:
    """Return every test file below `root`/tests, sorted."""
    return sorted((root / "tests").rglob("test_*.py"))


def ids_in(source: str, path: str) -> set[str]:
    """Return the ids `path::test` and `path::Class::test` of one file."""
    return {f"{path}::{name}" for name in _names(ast.parse(source, path).body)}


def every_id(root: Path = ROOT) -> set[str]:
    """Return the ids of every test in the tree, without parameters."""
    found: set[str] = set()
    for file in files(root):
        found |= ids_in(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())
    return found


def marks_in(source: str, path: str, marker: str) -> set[str]:
    """Return the arguments of every `pytest.mark.<marker>(...)` of one file.

    Raises ValueError where an argument is not a literal string, which could not be read without running the test.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source, path)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="mark"), attr=attr), args=args) if attr == marker:
                found |= {_literal(argument, path, marker) for argument in args}
    return found


def every_mark(marker: str, root: Path = ROOT) -> dict[str, set[str]]:
    """Return each argument of the marker in the tree, with the files that carry it."""
    found: dict[str, set[str]] = {}
    for file in files(root):
        path = file.relative_to(root).as_posix()
        for argument in marks_in(file.read_text(encoding="utf-8"), path, marker):
            found.setdefault(argument, set()).add(path)
    return found


def _literal(argument: ast.expr, path: str, marker: str) -> str:
    match argument:
        case ast.Constant(value=str(text)):
            return text
    raise ValueError(f"{path}:{argument.lineno}: write the {marker} id out as a string")


def _names(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name.startswith("test"):
                yield f"{prefix}{name}"
            case ast.ClassDef(name=name, body=inner) if name.startswith("Test"):
                yield from _names(inner, f"{prefix}{name}::")
