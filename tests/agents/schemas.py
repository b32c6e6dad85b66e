"""JSON Schema, as the official MCP client checks it."""

from typing import Any

from jsonschema import Draft202012Validator, SchemaError  # type: ignore[import-untyped]  # it ships no types


def fits(schema: dict[str, Any], value: object) -> bool:
    """Decide whether `value` is what `schema` describes."""
    return bool(Draft202012Validator(schema).is_valid(value))


def is_schema(value: object) -> bool:
    """Decide whether `value` is a JSON Schema (2020-12)."""
    try:
        Draft202012Validator.check_schema(value)
    except SchemaError:
        return False
    return True
