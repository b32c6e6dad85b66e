"""JSON for the fuzz targets: any value at all, a genuine message with a few edits anywhere in it, and any bytes."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

STRANGE = [
    "",
    "\0",
    "\x7f",
    "é",
    "‮",
    "a\r\nb: c",
    "x" * 3000,
    "httpsig",
    "bearer",
    "sha-256",
    "https://as.example/gnap",
]
URIS = [
    "https://as.example:99999/x",
    "https://as.example:x/",
    "https://[/",
    "https://[::1]/",
    "//as.example",
    "https://a@as.example/",
    "https://as.example\\@evil.example/",
    "https://as.example/%2e%2e/x",
    "http://127.0.0.1:1/",
    "javascript:alert(1)",
    "https://as.example/gnap#x",
    "https://as.example/gnap/continue/2",
]
scalars: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 0, 1, 2**53, 10**30, 0.5, 1e300])
    | st.text(max_size=8)
    | st.sampled_from(STRANGE + URIS)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
raws = st.binary(max_size=80)


@st.composite
def edited(draw: st.DrawFn, *genuine: Any) -> Any:
    """One of the genuine values with up to four members or elements replaced, added, left out, or doubled."""
    whole = [copy.deepcopy(draw(st.sampled_from(genuine)))]
    for _ in range(draw(st.integers(0, 4))):
        place, name = draw(st.sampled_from(list(_places(whole))))
        _edit(draw, place, name)
        if not whole:
            return None
    return whole[0]


def bodies(*genuine: Any) -> st.SearchStrategy[bytes]:
    """Bytes where such a message is expected: edited JSON, any JSON, JSON that is cut or run on, or anything."""
    written = (edited(*genuine) | values).map(lambda value: json.dumps(value).encode())
    broken = st.tuples(written, st.integers(0, 200), raws).map(lambda made: made[0][: made[1]] + made[2])
    return written | broken | raws


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every container below, with each name or index in it."""
    names = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    here = [(value, name) for name in names]
    return here + [place for name in names for place in _places(value[name])]


def _edit(draw: st.DrawFn, place: Any, name: Any) -> None:
    how = draw(st.sampled_from(["replace", "replace", "drop", "add", "wrap"]))
    if how == "drop":
        del place[name]
    elif how == "wrap":
        place[name] = [place[name], copy.deepcopy(place[name])]
    elif how == "add" and isinstance(place, dict):
        place[draw(st.text(max_size=6))] = draw(values)
    else:
        place[name] = draw(values)
