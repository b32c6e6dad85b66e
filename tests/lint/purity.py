"""Decides whether a module of the pure packages is pure, by an allowlist. `python -m tests.lint.purity`.

Pure means: the same arguments give the same answer, everywhere and always. So no file, socket, clock, chance, thread or
environment, and no way to reach one: what may be imported is named, and the few names that reach further are refused.
The exceptions are what `cryptography` draws itself: the salt inside an ECDSA or PSS signature, and an RSA key's primes.
"""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]

STDLIB = frozenset(
    "__future__ abc base64 binascii collections dataclasses datetime decimal enum functools hashlib hmac ipaddress "
    "itertools json math operator re string struct types typing unicodedata urllib.parse zlib".split()
)
LIBRARIES = frozenset({"pydantic", "cryptography", "yaml"})
ROOTS = frozenset(name.split(".")[0] for name in STDLIB | LIBRARIES)

# Each pure package, and the pure packages below it that it may import (DESIGN, "Who may import whom").
BELOW: dict[str, tuple[str, ...]] = {
    "gnap": (),
    "oauth": ("fields", "yamlfile", "gnap"),
    "yamlfile": ("gnap",),
    "fields": ("yamlfile", "gnap"),
    "policy": ("fields", "yamlfile", "gnap"),
    "connectors": ("fields", "yamlfile", "gnap"),
    "approval": ("policy", "connectors", "oauth", "fields", "yamlfile", "gnap"),
}

CLOCK = "the clock comes in as an argument `now`"
CHANCE = "chance comes in as an argument `mint`"
KEYS = "a key is made from bytes that came in, never drawn here"
OUTSIDE = "a pure module reaches nothing outside itself"

# What an allowed module offers and a pure module may not touch, by its full name.
REFUSED: dict[str, str] = {
    "datetime.datetime.now": CLOCK,
    "datetime.datetime.utcnow": CLOCK,
    "datetime.datetime.today": CLOCK,
    "datetime.date.today": CLOCK,
    "cryptography.fernet": f"{CLOCK}, and {CHANCE}",
    "cryptography.x509.random_serial_number": CHANCE,
    "yaml.unsafe_load": "a file is data",
    "yaml.unsafe_load_all": "a file is data",
    "yaml.UnsafeLoader": "a file is data",
    "yaml.FullLoader": "a file is data",
}
# The same by the last name alone, for values whose type the syntax tree does not tell.
REFUSED_METHODS: dict[str, str] = {
    "utcnow": CLOCK,
    "generate_private_key": KEYS,
    "generate_key": KEYS,
    "generate_parameters": KEYS,
}
# What one file may do all the same, by path and full name. RSA primes from bytes that came in would be our own search.
PERMITTED: frozenset[tuple[str, str]] = frozenset(
    {("broker/gnap/key_pair.py", "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key")}
)
REFUSED_CALLS: dict[str, str] = {"now": CLOCK, "today": CLOCK}
REFUSED_NAMES: dict[str, str] = dict.fromkeys(
    "open input print breakpoint exec eval compile __import__ __builtins__ __loader__ __spec__".split(), OUTSIDE
)


@dataclass(frozen=True)
class Fault:
    """One place where a module is not pure; `str()` is the line that `make lint` prints."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def pure_files(root: Path = ROOT) -> list[tuple[str, Path]]:
    """Return (package, file) for every Python file of the pure packages below `root`."""
    found: list[tuple[str, Path]] = []
    for package in BELOW:
        place = root / "broker" / package
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        found += [(package, file) for file in files if file.exists()]
    return found


def check(source: str, path: str, package: str) -> list[Fault]:
    """Return every fault of one module's source text, in the order of its lines."""
    faults: set[tuple[int, int, str]] = set()
    tree = ast.parse(source, path)
    names = _imported_names(tree, path)
    for node in ast.walk(tree):
        for message in _faults_of(node, names, path, package):
            faults.add((getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1, message))
    return [Fault(path, *fault) for fault in sorted(faults)]


def _faults_of(node: ast.AST, names: dict[str, str], path: str, package: str) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            yield from _import_faults([alias.name for alias in aliases], package)
        case ast.ImportFrom(names=aliases):
            module = _module_of(node, path)
            yield from _import_faults([f"{module}.{alias.name}" for alias in aliases], package)
        case ast.Name(id=name, ctx=ast.Load()) if name in REFUSED_NAMES and name not in names:
            yield f"`{name}`: {REFUSED_NAMES[name]}"
        case ast.Name() | ast.Attribute() if (path, _full_name(node, names)) not in PERMITTED:
            yield from _reach_faults(node, names)
        case ast.Call(func=ast.Attribute(attr=method)) if method in REFUSED_CALLS:
            yield f"`.{method}()`: {REFUSED_CALLS[method]}"
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(method)), *_]):
            if reason := REFUSED_METHODS.get(method) or REFUSED_CALLS.get(method):
                yield f"`getattr(…, {method!r})`: {reason}"


def _import_faults(full_names: list[str], package: str) -> Iterator[str]:
    for name in full_names:
        if not _importable(name, package):
            yield f"`{name}` is not on the list of what broker/{package} may import (tests/lint/purity.py)"
        elif reason := _refused(name):
            yield f"`{name}`: {reason}"


def _importable(name: str, package: str) -> bool:
    parts = name.split(".")
    if parts[0] == "broker":
        return len(parts) > 1 and parts[1] in (package, *BELOW[package])
    return _listed(name) and not _leaves_the_list(name)


def _listed(name: str) -> bool:
    return any(name == allowed or name.startswith(f"{allowed}.") for allowed in STDLIB | LIBRARIES)


def _leaves_the_list(name: str) -> bool:
    """Whether a name walks out of an allowed module into one that is not: `dataclasses.sys`, `json.codecs.open`."""
    value: object = None
    for end, part in enumerate(parts := name.split("."), start=1):
        value = getattr(value, part, None) or _module(".".join(parts[:end]))
        if isinstance(value, ModuleType) and value.__name__ != "urllib" and not _listed(value.__name__):
            return True
    return False


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _reach_faults(node: ast.expr, names: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in REFUSED_METHODS:
        yield f"`.{node.attr}`: {REFUSED_METHODS[node.attr]}"
    name = _full_name(node, names)
    if name is None:
        return
    if reason := _refused(name):
        yield f"`{name}`: {reason}"
    elif name.split(".")[0] in ROOTS and _leaves_the_list(name):
        yield f"`{name}`: {OUTSIDE}"


def _refused(name: str) -> str | None:
    for refused, reason in REFUSED.items():
        if name == refused or name.startswith(f"{refused}."):
            return reason
    if name.startswith("cryptography.") and name.rsplit(".", 1)[1] == "generate":
        return KEYS
    return REFUSED_METHODS.get(name.rsplit(".", 1)[-1])


def _full_name(node: ast.expr, names: dict[str, str]) -> str | None:
    """Return the dotted name that an expression has through the module's imports, or None."""
    match node:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=value, attr=attr):
            base = _full_name(value, names)
            return base and f"{base}.{attr}"
    return None


def _imported_names(tree: ast.AST, path: str) -> dict[str, str]:
    """Return what each imported local name stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                whole = [(a.asname, a.name) if a.asname else (a.name.split(".")[0],) * 2 for a in aliases]
                names |= dict(whole)
            case ast.ImportFrom(names=aliases):
                module = _module_of(node, path)
                names |= {a.asname or a.name: f"{module}.{a.name}" for a in aliases}
    return names


def _module_of(node: ast.ImportFrom, path: str) -> str:
    """Return the absolute name of the module of a `from` import; `path` is relative to the root of the checkout."""
    if node.level == 0:
        return node.module or ""
    base = Path(path).parent.parts
    base = base[: len(base) - (node.level - 1)]
    return ".".join([*base, *([node.module] if node.module else [])])


def main() -> int:
    """Print every fault of the pure packages; return 1 if there is one, else 0."""
    files = pure_files()
    faults = [
        fault
        for package, file in files
        for fault in check(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix(), package)
    ]
    for fault in faults:
        print(fault)
    print(f"purity: {len(files)} files of {', '.join(BELOW)}: {len(faults)} faults")
    # An empty list would be a check that checks nothing.
    return 1 if faults or not files else 0


if __name__ == "__main__":
    raise SystemExit(main())
