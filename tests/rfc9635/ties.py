"""Ties each requirement row to the tests that show it: the `requirement` marks, read from the syntax trees.

A mark on a function or class is that function's or class's; one in `pytestmark` or on a parameter is the whole file's.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.names import ROOT, files, marks_in

MARK = "requirement"


def ties_in(source: str, path: str) -> dict[str, set[str]]:
    """Return each id named in one file with the tests that carry it: `path::test`, or `path` for the whole file."""
    found: dict[str, set[str]] = {}
    for name, ids in _marked(ast.parse(source, path), path):
        for one in ids:
            found.setdefault(one, set()).add(f"{path}::{name}")
    for one in marks_in(source, path, MARK) - set(found):
        found[one] = {path}
    return found


@cache
def ties(root: Path = ROOT) -> dict[str, set[str]]:
    """Return each id that a test of the tree carries, with those tests; ValueError where an id is not written out.

    The tree is read once in a process.
    """
    found: dict[str, set[str]] = {}
    for file in files(root):
        for one, tests in ties_in(file.read_text("utf-8"), file.relative_to(root).as_posix()).items():
            found.setdefault(one, set()).update(tests)
    return found


def _marked(tree: ast.Module, path: str) -> Iterator[tuple[str, set[str]]]:
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if node.name.startswith("test"):
                yield node.name, _ids(node, path)
            case ast.ClassDef() if node.name.startswith("Test"):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner.name.startswith("test"):
                        yield f"{node.name}::{inner.name}", _ids(inner, path) | _ids(node, path)


def _ids(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, path: str) -> set[str]:
    return {one for decorator in node.decorator_list for one in marks_in(ast.unparse(decorator), path, MARK)}
