"""The rows of RFC 9635 and RFC 9767 (requirements.json) and what was decided about some of them (accounts.json)."""

import json
import re
from pathlib import Path
from typing import Any

from tests.names import ROOT

HERE = Path(__file__).resolve().parent
README = ROOT / "broker" / "gnap" / "README.md"
OPTIONAL = ("MAY", "info")


def rows() -> dict[str, dict[str, str]]:
    """Return every requirement by its id: section, role, level, requirement, test."""
    return {row["id"]: row for row in json.loads((HERE / "requirements.json").read_text(encoding="utf-8"))}


def due(row: dict[str, str]) -> bool:
    """Return whether a row wants a test: every level but MAY and info, with a dagger or without."""
    return row["level"].rstrip("†") not in OPTIONAL


def not_applicable() -> dict[str, str]:
    """Return the rows that ask authors of extensions and not us, each with its reason."""
    return dict(_accounts()["not_applicable"])


def departures() -> dict[str, tuple[list[str], str]]:
    """Return, by the section as README.md writes it, the rows a departure breaks and what names it (P-, A-number)."""
    return {section: (one["rows"], one["named_by"]) for section, one in _accounts()["departures"].items()}


def divergences() -> dict[str, str]:
    """Return each row that a departure breaks, with the section under which README.md tells why."""
    return {one: section for section, (broken, _) in departures().items() for one in broken}


def table(heading: str, text: str | None = None) -> list[list[str]]:
    """Return the cells of the first table below `## heading` of broker/gnap/README.md, without its head."""
    parts = re.split(r"^## ", README.read_text("utf-8") if text is None else text, flags=re.MULTILINE)
    (part,) = [one for one in parts if one.splitlines()[0] == heading]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _accounts() -> Any:
    return json.loads((HERE / "accounts.json").read_text(encoding="utf-8"))
