"""Arguments, one by one: is this a value that can be shown in full and sent exactly as shown?"""

import json

from broker.connectors.model import Parameter, Type
from broker.gnap.rights import SAFE_INTEGER, decimal
from broker.yamlfile import invisible


def refused(parameter: Parameter, value: object) -> str | None:
    """Return why the value is none for this parameter and what would be right, in words after its name, else None."""
    match parameter.type:
        case Type.BOOLEAN:
            return None if isinstance(value, bool) else f"must be true or false, not {brief(value)}"
        case Type.INTEGER:
            return _integer_refused(value)
        case Type.STRING:
            return _amount_refused(value) if parameter.format == "decimal" else _text_refused(parameter, value)


def _integer_refused(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return f"must be a whole number such as 3, not {brief(value)}"
    return None if abs(value) <= SAFE_INTEGER else "is beyond 2**53-1, where numbers are no longer exact"


def _amount_refused(value: object) -> str | None:
    if decimal(value) is not None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'must be the text "{_as_amount(value)}", not the number {brief(value)}: numbers are not exact'
    return f'must be a decimal text such as "25.00" (no sign, exponent or leading zero), not {brief(value)}'


def _as_amount(value: float) -> str:
    text = f"{value:.2f}"
    return text if decimal(text) is not None else "25.00"


def _text_refused(parameter: Parameter, value: object) -> str | None:
    if not isinstance(value, str):
        return f"must be text, not {brief(value)}"
    if len(value) > parameter.max_length:
        return f"is longer than {parameter.max_length} characters"
    if (code := invisible(value)) is not None:
        return f"has the invisible character {code} in it; leave it out"
    if value != value.strip():
        return "has a space at its beginning or end; leave it out"
    if parameter.enum is not None and value not in parameter.enum:
        return f"must be one of {', '.join(parameter.enum)}, not {brief(value)}"
    return None


def brief(value: object) -> str:
    """Return a value as JSON, escaped and cut: an agent wrote it."""
    try:
        text = json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        return f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."
