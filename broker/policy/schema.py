"""The JSON Schema of policy files, for editors. The reader in `load` is what decides; this only helps with writing."""

from typing import Any, Final

from broker.gnap.rights import MEMBERS
from broker.policy.model import MAX_CHILDREN, MAX_DEEP, MAX_PEOPLE, MAX_REMEMBERED, Decide

_NAME: Final = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$"}
_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": 500}
_TEXTS: Final = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
_SCALAR: Final = {"type": ["string", "integer", "boolean"]}
_SCALARS: Final = {"type": "array", "items": _SCALAR, "minItems": 1, "uniqueItems": True}
_AMOUNT: Final = {
    "oneOf": [
        {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$"},
        {"type": "integer", "minimum": 0},
    ]
}
_DURATION: Final = {"type": "string", "pattern": "^[1-9][0-9]{0,6}[smhd]$"}
_HOLD: Final = {"enum": ["broker", "bearer"]}


def schema() -> dict[str, Any]:
    """Return the schema (JSON Schema 2020-12), with the fields and ranges that `load` knows."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Countersign policy",
    } | _object({"agent": _NAME, "owner": _NAME, "rules": _rules()}, {"limits": _limits(), "children": _children()})


def _rules() -> dict[str, Any]:
    access = {name: _TEXT if name == "identifier" else _TEXTS for name in MEMBERS if name != "type"}
    test = _object(
        {}, {"is": _SCALAR, "in": _SCALARS, "not_in": _SCALARS, "max": _AMOUNT, "min": _AMOUNT, "prefix": _TEXT}
    )
    rule = _object(
        {
            "id": _NAME,
            "decide": {"enum": [decide.value for decide in Decide]},
            "access": _object({"type": _TEXT}, access),
        },
        {
            "where": {"type": "object", "minProperties": 1, "additionalProperties": test | {"minProperties": 1}},
            "approval": _object({}, _approval()),
            "grant": _object({}, {"uses": _whole(1, 100), "expires_in": _DURATION, "hold": _HOLD}),
        },
    )
    return {"type": "array", "minItems": 1, "items": rule}


def _approval() -> dict[str, Any]:
    return {
        "assurance": {"const": "passkey"},
        "answer_within": _DURATION,
        "remember": _remember(),
        "match": {"enum": ["always", "auto"]},
        "quorum": _object({"need": _whole(2, MAX_PEOPLE), "of": _people()}, {}),
        "stand_in": _object({"who": _NAME, "after": _DURATION}, {}),
    }


def _people() -> dict[str, Any]:
    return {"type": "array", "items": _NAME, "minItems": 2, "maxItems": MAX_PEOPLE, "uniqueItems": True}


def _remember() -> dict[str, Any]:
    amounts = {"field": _TEXT, "each": _TEXT, "total": _TEXT}
    return _object({"uses": _whole(1, MAX_REMEMBERED), "for": _DURATION}, amounts)


def _limits() -> dict[str, Any]:
    counts = {"pending": _whole(1, 100), "asks_per_hour": _whole(1, 1000), "calls_per_minute": _whole(1, 10_000)}
    return _object({}, counts | {"held_for": _DURATION})


def _children() -> dict[str, Any]:
    required = {"at_once": _whole(1, MAX_CHILDREN), "expires_in": _DURATION}
    return _object(required, {"deep": _whole(1, MAX_DEEP)})


def _whole(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _object(required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }
