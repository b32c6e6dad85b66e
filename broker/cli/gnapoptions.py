"""Reads what the options of `countersign gnap` are: JSON, or the name of a file that holds it, or a callback."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs, urlsplit

from broker.cli.saying import fail
from broker.gnap.message import read_object
from broker.probe import keyfiles

Json = dict[str, Any]


def text_of(place: str) -> str:
    """Return the text of a file of mode 0600, or of the input where the place is -."""
    return (sys.stdin.read() if place == "-" else keyfiles.read_secret(Path(place))).strip()


def json_of(text: str, option: str) -> Any:
    """Return the JSON that an option is or names."""
    source = text if text.lstrip()[:1] in ("[", "{", '"') else _of_file(Path(text), option)
    try:
        return json.loads(source)
    except ValueError as why:
        fail(f"{option} is not JSON: {why}")


def _of_file(path: Path, option: str) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeError):
        return _no_file(path, option)


def _no_file(path: Path, option: str) -> NoReturn:
    fail(f"{option}: {path} is no JSON and no file that can be read; write the JSON in quotes, or name a file")


def members(text: str | None) -> Json:
    """Return the object that --members is or names; empty without it."""
    found = json_of(text, "--members") if text is not None else {}
    if not isinstance(found, dict):
        fail("the members are a JSON object")
    return found


def reference_in(text: str) -> tuple[str, str | None]:
    """Return the interaction reference and the hash of a callback: its URL, its content, or the reference alone."""
    found: Json = {}
    if text.startswith("{"):
        found = read_object(text.encode())
    elif "://" in text:
        found = {name: values[0] for name, values in parse_qs(urlsplit(text).query).items()}
    else:
        found = {"interact_ref": text}
    reference = found.get("interact_ref")
    if not isinstance(reference, str) or not reference:
        fail("the callback holds no interact_ref: give its whole URL, its whole content, or the reference alone")
    return reference, found.get("hash")
