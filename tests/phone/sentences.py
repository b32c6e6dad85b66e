"""Every sentence of ours that the phone's door may say, found in the templates, the scripts and the Python source."""

import ast
from collections.abc import Iterator
from pathlib import Path

from broker.phone import pages
from broker.phone.catalogue import sentences_of
from tests.names import ROOT

PHONE = ROOT / "broker" / "phone"
SCRIPTS = ("phone.js", "push.js")

# at which places these calls take words that a page shows
_SPOKEN = {
    "phrase": (0,),
    "Refusal": (2, 3, 4),
    "Words": (0, 1, 2, 3),
    "refused_passkey": (0,),
    "_refusal": (2,),
    "_unreadable": (1,),
    "CannotPerform": (0,),
}
# files of other packages whose constant words come to a page, with the calls and the functions that hold them
_BEYOND: dict[str, dict[str, tuple[int, ...]]] = {
    "broker/ownership.py": {"CannotPerform": (0,)},
    "broker/ratchet/pinning.py": {"CannotPerform": (0,)},
    "broker/ratchet/sealing.py": {"CannotPerform": (0,)},
    "broker/ratchet/isolation.py": {"Isolation": (1,)},
    "broker/agents/client_documents.py": {"Unknown": (0,)},
    "broker/agents/hosts.py": {"CannotPerform": (0,), "Unknown": (0,)},
    "broker/agents/registering.py": {"Unknown": (0,)},
    "broker/agents/starting.py": {"CannotPerform": (0,)},
    "broker/oauth/client_document.py": {"Unknown": (0,)},
    "broker/oauth/request.py": {"Unusable": (0,)},
    "broker/approval/standing.py": {"DocumentError": (0,)},
    "broker/approval/document.py": {},
    "broker/approval/rights_document.py": {},
    "broker/isolation.py": {},
}
_RETURNING = {"unshowable", "level_of"}


def templates() -> set[str]:
    """Return what the templates say."""
    environment = pages._environment
    assert environment.loader is not None
    found: set[str] = set()
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0]
        for _, _, message in environment.extract_translations(source):  # type: ignore[attr-defined]
            found.update([message] if isinstance(message, str) else [one for one in message if one])
    return found


def scripts() -> set[str]:
    """Return what the scripts say."""
    texts = [(PHONE / "static" / name).read_text("utf-8") for name in SCRIPTS]
    return {sentence for text in texts for sentence in sentences_of(text)}


def python() -> set[str]:
    """Return what the door's code says, and the constant words that it hears from the packages below."""
    found = {words for path in PHONE.glob("*.py") for words in _said(path, _SPOKEN)}
    for name, calls in _BEYOND.items():
        found.update(_said(ROOT / name, calls))
    return found


def everything() -> set[str]:
    """Return every sentence that the catalogue is asked for."""
    return templates() | scripts() | python()


def _said(path: Path, calls: dict[str, tuple[int, ...]]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls:
            yield from (text for at in calls[node.func.id] if at < len(node.args) for text in _constant(node.args[at]))
            yield from _facts(node)
        if isinstance(node, ast.FunctionDef) and node.name in _RETURNING:
            yield from (text for one in ast.walk(node) if isinstance(one, ast.Return) for text in _returned(one.value))


def _facts(call: ast.Call) -> Iterator[str]:
    """Yield the names of the facts of `Words`, its last argument."""
    if isinstance(call.func, ast.Name) and call.func.id == "Words":
        given = [*call.args[4:5], *(one.value for one in call.keywords if one.arg == "facts")]
        for fact in (one for facts in given if isinstance(facts, ast.Tuple) for one in facts.elts):
            assert isinstance(fact, ast.Tuple)
            yield from _constant(fact.elts[0])


def _returned(value: ast.expr | None) -> Iterator[str]:
    if isinstance(value, ast.Tuple):
        yield from _constant(value.elts[-1])
    elif value is not None:
        yield from _constant(value)


def _constant(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
